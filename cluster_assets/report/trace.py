"""From a number back to the page: commitment, facts, sentence, article, WARC record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cluster_assets.report.labels import won

Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class PageTrace:
    """The article and the stored page behind a fact; null where not known."""

    page_id: str
    title: str | None
    outlet: str | None
    published_date: str | None
    url: str | None
    warc_file: str | None
    warc_offset: int | None


@dataclass(frozen=True, slots=True)
class FactTrace:
    """One fact with its place in the article."""

    fact_id: str
    evidence: str
    sentence: str
    span_field: str
    char_start: int
    char_end: int
    amount_krw: int | None
    is_chosen: bool
    page: PageTrace


@dataclass(frozen=True, slots=True)
class CommitmentTrace:
    """A commitment, the sums it is counted in, and everything it rests on."""

    commitment_id: str
    initiative: str | None
    region: str | None
    kind: str
    funding_source: str
    status: str
    amount_krw: int | None
    chosen_rule: str
    is_conflicting: bool
    metrics: tuple[str, ...]
    facts: tuple[FactTrace, ...]


def trace(
    wanted: str,
    *,
    commitments: Rows,
    money_facts: Rows,
    articles: Rows,
    pages: Rows = (),
    funding: Rows = (),
) -> CommitmentTrace:
    """Everything behind a commitment id or fact id; a unique beginning of an id will do.

    Raises KeyError when nothing, or more than one commitment, has that id.
    """
    found = [
        c
        for c in commitments
        if str(c["commitment_id"]).startswith(wanted)
        or any(str(f).startswith(wanted) for f in c["fact_ids"])
    ]
    if len(found) != 1 or not wanted:
        raise KeyError(f"{len(found)} commitments have an id or a fact id like {wanted!r}")
    chosen = found[0]
    facts = {f["fact_id"]: f for f in money_facts}
    by_page = {a["page_id"]: a for a in articles}
    stored = {p["page_id"]: p for p in pages if p.get("warc_file")}
    order = sorted(chosen["fact_ids"], key=lambda f: (f != chosen["chosen_fact_id"], f))
    return CommitmentTrace(
        commitment_id=chosen["commitment_id"],
        initiative=chosen.get("initiative"),
        region=chosen.get("region"),
        kind=chosen["kind"],
        funding_source=chosen["funding_source"],
        status=chosen["status"],
        amount_krw=chosen.get("amount_krw"),
        chosen_rule=chosen["chosen_rule"],
        is_conflicting=bool(chosen["is_conflicting"]),
        metrics=tuple(
            f"{r.get('region') or '-'} {r.get('year') or '-'} {r['funding_source']} {r['kind']}"
            for r in funding
            if chosen["commitment_id"] in r["commitment_ids"]
        ),
        facts=tuple(_fact(facts[f], chosen, by_page, stored) for f in order if f in facts),
    )


def _fact(
    fact: Mapping[str, Any],
    commitment: Mapping[str, Any],
    articles: Mapping[str, Mapping[str, Any]],
    stored: Mapping[str, Mapping[str, Any]],
) -> FactTrace:
    page_id = fact["page_id"]
    article, page = articles.get(page_id, {}), stored.get(page_id, {})
    published = article.get("published_date")
    return FactTrace(
        fact_id=fact["fact_id"],
        evidence=fact["evidence"],
        sentence=fact.get("sentence") or "",
        span_field=fact.get("span_field") or "text",
        char_start=int(fact["char_start"]),
        char_end=int(fact["char_end"]),
        amount_krw=fact.get("amount_krw"),
        is_chosen=fact["fact_id"] == commitment["chosen_fact_id"],
        page=PageTrace(
            page_id,
            article.get("title"),
            article.get("outlet"),
            str(published) if published else None,
            article.get("url") or page.get("url"),
            page.get("warc_file"),
            page.get("warc_offset"),
        ),
    )


def render(found: CommitmentTrace) -> str:
    """The trace as indented plain text, safe for a terminal."""
    lines = [f"metric     {m}" for m in found.metrics] or ["metric     (in no sum)"]
    mark = " CONFLICTING" if found.is_conflicting else ""
    lines.append(
        f"commitment {found.commitment_id}  {won(found.amount_krw)}  {found.kind} "
        f"{found.funding_source} {found.status}  {found.initiative or '-'}  "
        f"{found.region or '-'}  chosen by {found.chosen_rule}{mark}"
    )
    for fact in found.facts:
        page = fact.page
        where = f"{fact.span_field}[{fact.char_start}:{fact.char_end}]"
        star = " *" if fact.is_chosen else ""
        lines += [
            f"  fact     {fact.fact_id}{star}  {fact.evidence}  {won(fact.amount_krw)}  {where}",
            f"  sentence {fact.sentence}",
            f"  article  {page.title or '-'}  {page.outlet or '-'}  {page.published_date or '-'}",
            f"  address  {page.url or '-'}",
            f"  page     {page.page_id}",
            f"  WARC     {page.warc_file or '-'} @ {_offset(page.warc_offset)}",
        ]
    return "\n".join(_plain(line) for line in lines) + "\n"


def _offset(value: int | None) -> str:
    return "-" if value is None else str(value)


def _plain(line: str) -> str:
    """No control or direction characters: scraped text must not steer a terminal."""
    return "".join(c if c.isprintable() else "\ufffd" for c in line)
