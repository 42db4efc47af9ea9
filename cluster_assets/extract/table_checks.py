"""What must hold of the rows of the fact tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cluster_assets.tables import Rule, too_many_errors

PARTS_TOLERANCE = 1.005  # parts are rounded one by one in the press


def article_is_known(frame: Any, sources: Mapping[str, Any]) -> list[bool]:
    """A row's page is one of the articles."""
    known = set(sources["clean/articles"]["page_id"])
    return [p in known for p in frame["page_id"]]


def is_no_error(frame: Any, sources: Mapping[str, Any]) -> list[bool]:
    """Every row is an article that could not be worked on."""
    return [False] * len(frame)


def errors_are_few(frame: Any, sources: Mapping[str, Any]) -> list[bool]:
    """So many errors are no fault of single articles but of the rules."""
    articles = len(sources["clean/articles"])
    return [too_many_errors(len(frame), articles) is False] * len(frame)


def span_rule(evidence: str) -> Rule:
    """The rule that the article's characters at a row's span are its ``evidence``."""

    def predicate(frame: Any, sources: Mapping[str, Any]) -> list[bool]:
        articles = sources["clean/articles"].set_index("page_id")
        fields = {f: articles[f].to_dict() for f in ("text", "title")}
        return [
            (fields[f].get(p) or "")[start:end] == text
            for p, f, start, end, text in zip(
                frame["page_id"],
                frame["span_field"],
                frame["char_start"],
                frame["char_end"],
                frame[evidence],
                strict=True,
            )
        ]

    return Rule(
        "span_equals_evidence",
        f"The article's characters at the span are exactly the {evidence}.",
        "ERROR",
        ("char_start", "char_end", evidence),
        predicate,
    )


def parent_exists(frame: Any, sources: Mapping[str, Any]) -> list[bool]:
    """A whole is a fact of the same article."""
    pages = dict(zip(frame["fact_id"], frame["page_id"], strict=True))
    return [
        not isinstance(parent, str) or pages.get(parent) == page
        for parent, page in zip(frame["parent_fact_id"], frame["page_id"], strict=True)
    ]


def parts_fit(frame: Any, sources: Mapping[str, Any]) -> list[bool]:
    """A parent is good where its parts of one kind of split do not exceed it."""
    sums: dict[tuple[str, str], int] = {}
    for parent, source, amount in zip(
        frame["parent_fact_id"], frame["funding_source"], frame["amount_krw"], strict=True
    ):
        if isinstance(parent, str) and amount == amount and amount is not None:
            key = (parent, "source" if source not in ("total",) else "item")
            sums[key] = sums.get(key, 0) + (int(amount) if amount is not None else 0)
    largest: dict[str, int] = {}
    for (parent, _), value in sums.items():
        largest[parent] = max(largest.get(parent, 0), value)
    return [
        not isinstance(amount, int) or largest.get(fact, 0) <= int(amount) * PARTS_TOLERANCE
        for fact, amount in zip(frame["fact_id"], frame["amount_krw"].astype(object), strict=True)
    ]


def money_is_whole(frame: Any, sources: Mapping[str, Any]) -> list[bool]:
    """Won are whole numbers; other money has an amount and no won."""

    def good(won: object, amount: object, currency: str) -> bool:
        if currency == "KRW":
            return isinstance(won, int)
        return not isinstance(won, int) and isinstance(amount, float)

    columns = (frame[c].astype(object) for c in ("amount_krw", "amount", "currency"))
    return [good(*row) for row in zip(*columns, strict=True)]


def period_is_ordered(frame: Any, sources: Mapping[str, Any]) -> list[bool]:
    """A period does not end before it begins."""
    return [
        not (isinstance(a, int) and isinstance(b, int)) or a <= b
        for a, b in zip(
            frame["period_start_year"].astype(object),
            frame["period_end_year"].astype(object),
            strict=True,
        )
    ]
