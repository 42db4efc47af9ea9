"""Corrections by people, replayed over the extracted facts; the facts stay as they are.

The ledger is append-only. A decision holds as long as its fact exists and says what the
reviewer saw; otherwise it is shown as stale and not applied. Decisions are replayed in the
order they were made: ``accept`` lets the fact stand as extracted and ends earlier decisions
on it, ``reject`` leaves the fact out, ``amend`` sets one field.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from cluster_assets.extract.names.linking import initiative_entity_id
from cluster_assets.extract.names.regions.gazetteer import load_gazetteer
from cluster_assets.report.decisions import (
    ACTIONS,
    AMENDABLE,
    VOCABULARY,
    YEARS,
    decided_on,
    instant,
    one_line,
    reading,
)

__all__ = [
    "ACTIONS",
    "STATES",
    "Applied",
    "apply_corrections",
    "decided_on",
    "effective",
    "judge",
    "with_decisions",
]

Row = dict[str, Any]

STATES = ("applied", "superseded", "stale", "unknown_fact", "invalid")
FIRST_YEAR, LAST_YEAR = 1990, 2100


@dataclass(frozen=True, slots=True)
class Applied:
    """The facts as corrected, and what became of each decision.

    ``ledger`` holds the decisions with ``state`` (one of ``STATES``), ``note``, ``page_id``
    and ``extracted_value`` (what the extraction says where the decision amends).
    """

    facts: list[Mapping[str, Any]]
    ledger: list[Row]


@dataclass(frozen=True, slots=True)
class _Verdict:
    state: str
    note: str = ""
    changes: Mapping[str, Any] | None = None


def apply_corrections(
    facts: Sequence[Mapping[str, Any]], corrections: Iterable[Mapping[str, Any]]
) -> Applied:
    """Replay the decisions in the order they were made; a later one overrules.

    A fact that was decided on becomes a copy with ``review`` (``accept`` or ``amend``); one
    that was not is the row that was given. Rejected facts are left out, and parts of a rejected
    fact lose their parent.
    """
    extracted = {f["fact_id"]: f for f in facts}
    now: dict[str, Mapping[str, Any]] = dict(extracted)
    rejected: set[str] = set()
    standing: dict[str, list[Row]] = {}
    ledger = [dict(c) for c in corrections]
    for row in sorted(ledger, key=_moment):
        fact_id = str(row.get("fact_id"))
        fact = extracted.get(fact_id)
        verdict = judge(row, now, fact)
        row |= {
            "state": verdict.state,
            "note": verdict.note,
            "page_id": fact["page_id"] if fact else None,
            "extracted_value": _extracted(fact, row),
        }
        if verdict.state != "applied" or fact is None:
            continue
        _overrule(standing.setdefault(fact_id, []), row)
        if row["action"] != "amend":
            now[fact_id] = fact
        if row["action"] == "reject":
            rejected.add(fact_id)
            continue
        rejected.discard(fact_id)
        reviewed = {"review": row["action"], "is_unsure": False}
        now[fact_id] = {**now[fact_id], **(verdict.changes or {}), **reviewed}
    _drop_impossible_periods(now, extracted, ledger)
    kept = [
        {**fact, "parent_fact_id": None} if fact.get("parent_fact_id") in rejected else fact
        for fact_id, fact in now.items()
        if fact_id not in rejected
    ]
    return Applied(kept, ledger)


def judge(
    correction: Mapping[str, Any], facts: Mapping[str, Mapping[str, Any]], fact: Any
) -> _Verdict:
    """Whether a decision can be applied to ``fact`` (as extracted; None where it is gone).

    ``facts`` holds all facts as corrected so far, by id: a new parent must be one of them.
    """
    action, field = correction.get("action"), str(correction.get("field") or "")
    if action not in ACTIONS:
        return _Verdict("invalid", f"The action must be one of {', '.join(ACTIONS)}.")
    for name in ("reviewer", "reason"):
        if not correction.get(name):
            return _Verdict("invalid", f"A decision needs a {name}.")
    if decided_on(correction) is None:
        return _Verdict("invalid", "decided_at must be a date or time, such as 2026-11-25.")
    if action == "amend" and field not in AMENDABLE:
        return _Verdict("invalid", f"The field must be one of {', '.join(AMENDABLE)}.")
    if fact is None:
        return _Verdict("unknown_fact", "No fact has this id any more: decide on its successor.")
    evidence = correction.get("evidence")
    if evidence and evidence != one_line(fact.get("evidence")):
        return _Verdict("stale", f"The evidence is now: {one_line(fact.get('evidence'))}")
    value = str(correction.get("value") or "").strip()
    if action == "accept" and value and value != reading(fact):
        return _Verdict("stale", f"The extraction now says: {reading(fact)}")
    if action != "amend":
        return _Verdict("applied")
    return _amended(field, value, fact, facts)


def effective(ledger: Iterable[Mapping[str, Any]]) -> dict[str, list[Row]]:
    """The applied decisions by fact, in their order."""
    found: dict[str, list[Row]] = {}
    for row in sorted(ledger, key=_moment):
        if row.get("state") == "applied":
            found.setdefault(str(row["fact_id"]), []).append(dict(row))
    return found


def with_decisions(
    commitments: Iterable[Mapping[str, Any]], ledger: Iterable[Mapping[str, Any]]
) -> list[Row]:
    """The commitments, each with ``correction_ids``: the applied decisions on its facts."""
    by_fact = effective(ledger)
    return [
        {
            **row,
            "correction_ids": sorted(
                str(d["decision_id"]) for f in row["fact_ids"] for d in by_fact.get(f, ())
            ),
        }
        for row in commitments
    ]


def _amended(
    field: str, value: str, fact: Mapping[str, Any], facts: Mapping[str, Mapping[str, Any]]
) -> _Verdict:
    if field in VOCABULARY:
        if value not in VOCABULARY[field]:
            return _Verdict("invalid", f"{field} must be one of {', '.join(VOCABULARY[field])}.")
        return _Verdict("applied", changes={field: value})
    if field == "amount_krw" or field in YEARS:
        return _amended_number(field, value)
    if field == "parent_fact_id" and value:
        problem = _parent_problem(value, str(fact["fact_id"]), facts)
        return _Verdict("invalid", problem) if problem else _Verdict("applied", "", {field: value})
    if field == "initiative":
        entity = initiative_entity_id(value) if value else None
        return _Verdict("applied", changes={field: value or None, "initiative_id": entity})
    if field == "region" and value:
        gazetteer = load_gazetteer()
        region = gazetteer.by_name(value)
        if region is None:
            return _Verdict("invalid", "region must be an official name, such as 충청북도 청주시.")
        code = gazetteer.lineage_code(region)
        return _Verdict("applied", changes={field: region.name, "region_code": code})
    cleared = {field: None} | ({"region_code": None} if field == "region" else {})
    return _Verdict("applied", changes=cleared)


def _amended_number(field: str, value: str) -> _Verdict:
    text = value.replace(",", "")
    if not text and field in YEARS:
        return _Verdict("applied", changes={field: None})
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        return _Verdict("invalid", f"{field} must be a whole number in digits, without a unit.")
    number = int(text)
    if field in YEARS:
        if not FIRST_YEAR <= number <= LAST_YEAR:
            return _Verdict("invalid", f"{field} must lie in {FIRST_YEAR} to {LAST_YEAR}.")
        return _Verdict("applied", changes={field: number})
    if number < 1:
        return _Verdict("invalid", "amount_krw must be at least 1 won; reject the fact instead.")
    return _Verdict("applied", changes={field: number, "currency": "KRW", "amount": None})


def _parent_problem(parent: str, fact_id: str, facts: Mapping[str, Mapping[str, Any]]) -> str:
    if parent not in facts or facts[parent]["page_id"] != facts[fact_id]["page_id"]:
        return "parent_fact_id must be a fact of the same page."
    above: str | None = parent
    seen: set[str] = set()
    while above is not None and above not in seen:
        if above == fact_id:
            return "A fact cannot be a part of itself, nor of one of its own parts."
        seen.add(above)
        above = facts[above].get("parent_fact_id") if above in facts else None
    return ""


def _overrule(standing: list[Row], row: Row) -> None:
    """End the standing decisions on a fact that ``row`` overrules; ``row`` joins them."""
    for other in list(standing):
        if row["action"] == other["action"] == "amend" and row["field"] != other["field"]:
            continue
        other["state"] = "superseded"
        other["note"] = f"Overruled by {row.get('decision_id') or 'a later decision'}."
        standing.remove(other)
    standing.append(row)


def _drop_impossible_periods(
    now: dict[str, Mapping[str, Any]],
    extracted: Mapping[str, Mapping[str, Any]],
    ledger: Sequence[Row],
) -> None:
    amended = {
        r["fact_id"] for r in ledger if r.get("state") == "applied" and r.get("field") in YEARS
    }
    for fact_id in amended:
        start, end = (now[fact_id].get(y) for y in YEARS)
        if start is None or end is None or start <= end:
            continue
        now[fact_id] = {**now[fact_id], **{y: extracted[fact_id].get(y) for y in YEARS}}
        for row in ledger:
            if row["fact_id"] == fact_id and row["field"] in YEARS and row["state"] == "applied":
                row["state"] = "invalid"
                row["note"] = f"The period would end ({end}) before it starts ({start})."


def _extracted(fact: Mapping[str, Any] | None, row: Mapping[str, Any]) -> str | None:
    if fact is None or row.get("action") != "amend":
        return None
    value = fact.get(str(row.get("field")))
    return None if value is None else str(value)


def _moment(correction: Mapping[str, Any]) -> datetime:
    return instant(correction) or datetime.max.replace(tzinfo=UTC)
