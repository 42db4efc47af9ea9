"""What the report's pages show: tiles, the listed commitments with evidence, coverage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cluster_assets.report.corrections import effective
from cluster_assets.report.decisions import VOCABULARY
from cluster_assets.report.evidence import safe_name, shown
from cluster_assets.report.labels import label, won

Row = dict[str, Any]
Rows = Sequence[Mapping[str, Any]]

# A page of this many rows still opens at once on a phone.
PAGE_ROWS = 400
# Beyond this a list is a download, not something to read; the largest sums come first.
MAX_LISTED = 4000
MAX_ARTICLES = 2000
MAX_EVIDENCE_PER_COMMITMENT = 8
MAX_DECISIONS = 200


@dataclass(frozen=True, slots=True)
class SiteData:
    """Rows of the tables that the report shows; ``generated_for`` is the day it stands for.

    ``money_facts`` are as extracted; ``corrections`` is the ledger with its states.
    """

    articles: Rows
    money_facts: Rows
    commitments: Rows
    funding: Rows
    network: Rows = ()
    coverage: Rows = ()
    quality: Rows = ()
    figures: Rows = ()
    pages: Rows = ()
    changes: Rows = field(default=())
    corrections: Rows = field(default=())
    generated_for: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One fact behind a listed commitment, as scraped; ``href`` leads to it in its article."""

    sentence: str | None
    evidence: str | None
    page_id: str
    outlet: str | None
    published_date: Any
    url: str | None
    href: str | None
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """The listed commitments, page by page.

    ``elsewhere`` holds words and address of the rows that are not on the first page, for its
    search; ``page_of`` the file each commitment is listed in; ``article_ids`` the articles
    that get a page of their own.
    """

    pages: list[list[Row]]
    elsewhere: list[tuple[str, str]]
    page_of: dict[str, str]
    article_ids: set[str]
    total: int
    listed: int


def list_commitments(data: SiteData) -> Listing:
    """Budgets first, then by amount; evidence in the article pages where it has one."""
    order = sorted(
        data.commitments,
        key=lambda c: (c["kind"] != "budget", -(c.get("amount_krw") or 0), c["commitment_id"]),
    )
    chosen = order[:MAX_LISTED]
    articles = {a["page_id"]: a for a in data.articles}
    facts = {f["fact_id"]: f for f in data.money_facts}
    evidence = [_evidence(c, articles, facts) for c in chosen]
    article_ids = _article_ids(evidence, articles)
    decided = effective(data.corrections)
    rows = [_row(c, e, article_ids, decided) for c, e in zip(chosen, evidence, strict=True)]
    pages = [rows[i : i + PAGE_ROWS] for i in range(0, len(rows), PAGE_ROWS)] or [[]]
    files = ["index.html", *(f"commitments-{n}.html" for n in range(2, len(pages) + 1))]
    page_of = {
        r["commitment_id"]: file for file, page in zip(files, pages, strict=True) for r in page
    }
    elsewhere = [
        (_words(r), f"{page_of[r['commitment_id']]}#{safe_name(r['commitment_id'])}")
        for page in pages[1:]
        for r in page
    ]
    return Listing(pages, elsewhere, page_of, article_ids, len(order), len(rows))


def tiles(data: SiteData) -> list[tuple[str, str, str, str]]:
    """Korean and English name, Korean and English value of each headline number."""
    budget = [r for r in data.funding if r["kind"] == "budget"]
    announced = sum(int(r["announced_krw"] or 0) for r in budget)
    executed = sum(int(r["executed_krw"] or 0) for r in budget)
    outlets = {a.get("outlet") for a in data.articles} - {None}
    conflicting = sum(bool(c["is_conflicting"]) for c in data.commitments)
    several = sum(c["outlet_count"] > 1 for c in data.commitments)

    def count(value: int) -> tuple[str, str]:
        return (f"{value:,}",) * 2

    return [
        ("사업비 발표액", "Announced budget", won(announced), won(announced, "en")),
        ("사업비 집행액", "Executed budget", won(executed), won(executed, "en")),
        ("재정 약속", "Commitments", *count(len(data.commitments))),
        ("금액 사실", "Money facts", *count(len(data.money_facts))),
        ("기사", "Articles", *count(len(data.articles))),
        ("언론사", "Outlets", *count(len(outlets))),
        ("복수 매체 확인", "In several outlets", *count(several)),
        ("상충", "Conflicts", *count(conflicting)),
    ]


def decisions(data: SiteData) -> list[Row]:
    """The decisions of reviewers, newest first, each with the article of its fact."""
    with_page = {a["page_id"] for a in data.articles}
    rows = sorted(data.corrections, key=lambda d: str(d["decided_at"]), reverse=True)
    return [
        {**d, "page_id": d.get("page_id") if d.get("page_id") in with_page else None}
        for d in rows[:MAX_DECISIONS]
    ]


def reading_of(decision: Mapping[str, Any], column: str) -> tuple[str, str]:
    """A value of an amendment in Korean and English, as people read it."""
    text = shown(decision.get(column), 60)
    if decision["field"] == "amount_krw" and text.replace(",", "").isdecimal():
        amount = int(text.replace(",", ""))
        return won(amount), won(amount, "en")
    if decision["field"] in VOCABULARY:
        return label(text), label(text, "en")
    return (text or "–",) * 2


def coverage_by_day(coverage: Rows) -> list[Row]:
    """Pages in, kept and rejected per capture day, newest first."""
    days: dict[str, Row] = {}
    for row in coverage:
        day = days.setdefault(
            str(row["captured_date"]), {"pages_in": 0, "outlets": set(), "outcomes": {}}
        )
        day["pages_in"] += row["pages_in"]
        for name, value in row.items():
            if name.startswith("outcome_") and value:
                outcome = name.removeprefix("outcome_")
                day["outcomes"][outcome] = day["outcomes"].get(outcome, 0) + value
        if row.get("outlet"):
            day["outlets"].add(row["outlet"])
    return [
        {
            "day": day,
            "pages_in": found["pages_in"],
            "kept": found["outcomes"].pop("kept", 0),
            "rejected": sorted(found["outcomes"].items()),
            "outlets": len(found["outlets"]),
        }
        for day, found in sorted(days.items(), reverse=True)
    ]


def _evidence(
    commitment: Mapping[str, Any], articles: Mapping[str, Any], facts: Mapping[str, Any]
) -> list[Row]:
    """Fact and article of each fact, the chosen one first."""
    chosen = commitment["chosen_fact_id"]
    found = []
    for fact_id in sorted(commitment["fact_ids"], key=lambda f: (f != chosen, f)):
        fact = facts.get(fact_id)
        article = articles.get(fact["page_id"]) if fact else None
        if fact is not None and article is not None:
            found.append({"fact": fact, "article": article, "is_chosen": fact_id == chosen})
    return found


def _article_ids(evidence: Sequence[Sequence[Row]], articles: Mapping[str, Any]) -> set[str]:
    """Articles that get a page: first the chosen ones, then other evidence, then the rest."""
    first = (e[0]["article"]["page_id"] for e in evidence if e)
    further = (x["article"]["page_id"] for e in evidence for x in e[1:MAX_EVIDENCE_PER_COMMITMENT])
    ordered = dict.fromkeys([*first, *further, *sorted(articles)])
    return set(list(ordered)[:MAX_ARTICLES])


def _row(
    commitment: Mapping[str, Any],
    evidence: Sequence[Row],
    article_ids: set[str],
    decided: Mapping[str, Sequence[Row]],
) -> Row:
    start, end = commitment.get("period_start_year"), commitment.get("period_end_year")
    period = str(start or end or "") if start == end else f"{start or ''}–{end or ''}"
    told = [_told(e, article_ids) for e in evidence[:MAX_EVIDENCE_PER_COMMITMENT]]
    return {
        **commitment,
        "period": period,
        "evidence": told,
        "more": max(0, len(evidence) - MAX_EVIDENCE_PER_COMMITMENT),
        "decisions": [d for f in commitment["fact_ids"] for d in decided.get(f, ())],
        "href": told[0].href if told else None,
    }


def _told(evidence: Row, article_ids: set[str]) -> Evidence:
    fact, article = evidence["fact"], evidence["article"]
    return Evidence(
        fact.get("sentence"),
        fact["evidence"],
        article["page_id"],
        article.get("outlet"),
        article.get("published_date"),
        article.get("url"),
        _href(evidence, article_ids),
        evidence["is_chosen"],
    )


def _href(evidence: Row, article_ids: set[str]) -> str | None:
    page_id = evidence["article"]["page_id"]
    if page_id not in article_ids:
        return None
    return f"articles/{safe_name(page_id)}.html#f-{safe_name(evidence['fact']['fact_id'])}"


def _words(row: Row) -> str:
    parts = (won(row.get("amount_krw")), row.get("initiative"), row.get("region"), row["period"])
    return " · ".join(shown(p, 60) for p in parts if p)
