"""What open standards ask of a commitment, and why one does not qualify.

Nothing is filled in: a commitment that lacks what a standard requires is left out, and
counted with the first reason. Whose money it is follows from its source and region: 국비 is
the money of the state, 도비 of the province that the region names, 시비 of its city.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]
Rows = Sequence[Mapping[str, Any]]

STATE = "대한민국 정부"
MAX_TEXT = 2_000


@dataclass(frozen=True, slots=True)
class Exported:
    """A file of a standard: its bytes, how many qualified, and why the others did not."""

    data: bytes
    qualified: int
    reasons: dict[str, int]


@dataclass(frozen=True, slots=True)
class Source:
    """The article that stands behind a commitment; only what it tells."""

    title: str | None
    outlet: str | None
    published: str | None
    url: str | None


def funder_of(commitment: Mapping[str, Any]) -> str | None:
    """The public body whose money it is; ``None`` where source and region do not tell."""
    source, region = commitment["funding_source"], commitment.get("region") or ""
    province, _, city = str(region).partition(" ")
    if source == "national":
        return STATE
    if source == "province" and province:
        return province
    return str(region) if source == "municipal" and city else None


def source_of(commitment: Mapping[str, Any], articles: Mapping[str, Mapping[str, Any]]) -> Source:
    """The article whose value was chosen, with an address only where it is one of the web."""
    article = articles.get(commitment["chosen_page_id"], {})
    url = str(article.get("url") or "")
    day = article.get("published_date")
    return Source(
        clean(article.get("title")),
        clean(article.get("outlet")),
        day.isoformat() if day else None,
        url if url.startswith(("https://", "http://")) and is_plain(url) else None,
    )


def is_plain(text: str) -> bool:
    """Whether the text holds only printable ASCII, as an address must."""
    return text.isascii() and text.isprintable() and not set(text) & set(' <>"{}|\\^`')


def clean(value: object) -> str | None:
    """Scraped text in one line, without control and direction characters; ``None`` for none."""
    if value is None:
        return None
    text = str(value)[: 4 * MAX_TEXT]
    if not text.isprintable():
        text = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(text.split())[:MAX_TEXT] or None


def missing_for_grant(commitment: Mapping[str, Any]) -> str | None:
    """What a schema.org MonetaryGrant would lack; ``None`` where nothing is missing."""
    if commitment["kind"] != "budget":
        return "no programme money"
    if commitment.get("amount_krw") is None:
        return "no amount in won"
    if clean(commitment.get("initiative")) is None:
        return "no named programme"
    return "no funder named" if funder_of(commitment) is None else None


def tally(reasons: Sequence[str]) -> dict[str, int]:
    """Reasons with their counts, the most frequent first."""
    return dict(sorted(Counter(reasons).items(), key=lambda r: (-r[1], r[0])))
