"""From a number back to the page: commitment, facts, decisions, sentence, article, WARC record."""

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
    """One fact as extracted, with its place in the article and what reviewers decided on it."""

    fact_id: str
    evidence: str
    sentence: str
    span_field: str
    char_start: int
    char_end: int
    amount_krw: int | None
    is_chosen: bool
    page: PageTrace
    decisions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CommitmentTrace:
    """A commitment, the sums it is counted in, and everything it rests on.

    ``commitment_id`` is null for a fact that is in no commitment, such as a rejected one.
    """

    commitment_id: str | None
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
    corrections: Rows = (),
) -> CommitmentTrace:
    """Everything behind a commitment id or fact id; a unique beginning of an id will do.

    ``corrections`` is the ledger with its states. Raises KeyError when nothing, or more than
    one commitment, has that id.
    """
    chosen = _wanted(wanted, commitments, money_facts)
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
        facts=tuple(
            _fact(facts[f], chosen, by_page, stored, corrections) for f in order if f in facts
        ),
    )


def _wanted(wanted: str, commitments: Rows, money_facts: Rows) -> Mapping[str, Any]:
    """The one commitment that has the id or a fact of the id, else the one fact of none."""
    found = [
        c
        for c in commitments
        if str(c["commitment_id"]).startswith(wanted)
        or any(str(f).startswith(wanted) for f in c["fact_ids"])
    ]
    loose = [f for f in money_facts if str(f["fact_id"]).startswith(wanted)] if wanted else []
    if not wanted or len(found) > 1 or (not found and len(loose) != 1):
        count = len(found) or len(loose)
        raise KeyError(f"{count} commitments have an id or a fact id like {wanted!r}")
    return found[0] if found else _alone(loose[0])


def _alone(fact: Mapping[str, Any]) -> dict[str, Any]:
    """A fact that no commitment holds, in the shape of one."""
    return {
        **fact,
        "commitment_id": None,
        "fact_ids": [fact["fact_id"]],
        "chosen_fact_id": None,
        "chosen_rule": "none",
        "is_conflicting": False,
    }


def _decision(row: Mapping[str, Any]) -> str:
    change = ""
    if row["action"] == "amend":
        change = f" {row['field']}: {row.get('extracted_value') or '-'} -> {row['value'] or '-'}"
    note = f" ({row['note']})" if row.get("note") else ""
    return (
        f"{row['action']}{change}, by {row['reviewer']} at {row['decided_at']}: "
        f"{row['reason']} [{row['state']}]{note}"
    )


def _fact(
    fact: Mapping[str, Any],
    commitment: Mapping[str, Any],
    articles: Mapping[str, Mapping[str, Any]],
    stored: Mapping[str, Mapping[str, Any]],
    corrections: Rows,
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
        decisions=tuple(_decision(d) for d in corrections if d["fact_id"] == fact["fact_id"]),
    )


def render(found: CommitmentTrace) -> str:
    """The trace as indented plain text, safe for a terminal."""
    lines = [f"metric     {m}" for m in found.metrics] or ["metric     (in no sum)"]
    mark = " CONFLICTING" if found.is_conflicting else ""
    lines.append(
        f"commitment {found.commitment_id or '(in none)'}  {won(found.amount_krw)}  {found.kind} "
        f"{found.funding_source} {found.status}  {found.initiative or '-'}  "
        f"{found.region or '-'}  chosen by {found.chosen_rule}{mark}"
    )
    for fact in found.facts:
        page = fact.page
        where = f"{fact.span_field}[{fact.char_start}:{fact.char_end}]"
        star = " *" if fact.is_chosen else ""
        lines += [
            f"  fact     {fact.fact_id}{star}  {fact.evidence}  {won(fact.amount_krw)}  {where}",
            *(f"  decision {d}" for d in fact.decisions),
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
