"""Corrections by people, replayed over the extracted facts; the facts stay as they are."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]

ACTIONS = ("accept", "reject", "amend")
COLUMNS = (
    "fact_id",
    "action",
    "field",
    "value",
    "reviewer",
    "reason",
    "reviewed_at",
    "evidence",
)
_WHOLE = frozenset({"amount_krw", "period_start_year", "period_end_year"})
_WORDS = frozenset(
    {
        "qualifier",
        "kind",
        "funding_source",
        "status",
        "initiative",
        "region",
        "parent_fact_id",
        "initiative_id",
        "region_code",
    }
)
AMENDABLE = _WHOLE | _WORDS


@dataclass(frozen=True, slots=True)
class Applied:
    """Corrected copies of the facts, and what became of each correction.

    ``ledger`` holds the corrections with ``state`` (``applied``, ``stale`` where the evidence
    changed, ``unknown_fact``, ``invalid``) and ``note``.
    """

    facts: list[Row]
    ledger: list[Row]


def read_corrections(text: str) -> list[Row]:
    """Rows of ``corrections.csv``; raises ValueError when a column is missing."""
    reader = csv.DictReader(io.StringIO(text.lstrip("\ufeff")))
    missing = [c for c in COLUMNS if c not in (reader.fieldnames or [])]
    if missing:
        raise ValueError(f"corrections lack the column(s) {', '.join(missing)}")
    return [{c: (row.get(c) or "").strip() for c in COLUMNS} for row in reader]


def apply_corrections(
    facts: Sequence[Mapping[str, Any]], corrections: Iterable[Mapping[str, Any]]
) -> Applied:
    """Replay the corrections in the order of their review; later ones win.

    Each fact gains ``review`` (null, ``accept`` or ``amend``); rejected facts are left out,
    and parts of a rejected fact lose their parent.
    """
    copies = {f["fact_id"]: {**f, "review": None} for f in facts}
    rejected: set[str] = set()
    ledger: list[Row] = []
    for correction in sorted(
        corrections, key=lambda c: (str(c.get("reviewed_at") or ""), str(c.get("fact_id")))
    ):
        state, note, value = _judge(correction, copies)
        ledger.append({**correction, "state": state, "note": note})
        if state != "applied":
            continue
        fact_id = correction["fact_id"]
        if correction["action"] == "reject":
            rejected.add(fact_id)
            continue
        rejected.discard(fact_id)
        copies[fact_id]["review"] = correction["action"]
        copies[fact_id]["is_unsure"] = False
        if correction["action"] == "amend":
            copies[fact_id][correction["field"]] = value
    kept = [row for fact_id, row in copies.items() if fact_id not in rejected]
    for row in kept:
        if row.get("parent_fact_id") in rejected:
            row["parent_fact_id"] = None
    return Applied(kept, ledger)


def _judge(correction: Mapping[str, Any], facts: Mapping[str, Row]) -> tuple[str, str, Any]:
    action, name = correction.get("action"), correction.get("field")
    if action not in ACTIONS:
        return "invalid", f"action must be one of {', '.join(ACTIONS)}", None
    if not correction.get("reviewer") or not correction.get("reason"):
        return "invalid", "a reviewer and a reason are needed", None
    fact = facts.get(str(correction.get("fact_id")))
    if fact is None:
        return "unknown_fact", "no fact has this id any more", None
    evidence = correction.get("evidence")
    if evidence and evidence != fact.get("evidence"):
        return "stale", f"the evidence is now {fact.get('evidence')!r}", None
    if action != "amend":
        return "applied", "", None
    if name not in AMENDABLE:
        return "invalid", f"field must be one of {', '.join(sorted(AMENDABLE))}", None
    text = str(correction.get("value") or "").strip()
    if not text:
        return "applied", "", None
    if name in _WORDS:
        return "applied", "", text
    try:
        return "applied", "", int(text.replace(",", ""))
    except ValueError:
        return "invalid", f"{name} must be a whole number", None


def doubtful(
    facts: Iterable[Mapping[str, Any]], commitments: Iterable[Mapping[str, Any]]
) -> list[Row]:
    """Facts worth a second look: fact_id, doubt, evidence, sentence; the worst first."""
    conflicting = {f for c in commitments if c["is_conflicting"] for f in c["fact_ids"]}
    rows = []
    for fact in facts:
        doubts = [
            *(["conflict"] if fact["fact_id"] in conflicting else []),
            *(["unsure"] if fact.get("is_unsure") else []),
        ]
        if doubts:
            rows.append(
                {
                    "fact_id": fact["fact_id"],
                    "doubt": "+".join(doubts),
                    "evidence": fact["evidence"],
                    "sentence": fact.get("sentence"),
                }
            )
    return sorted(rows, key=lambda r: (r["doubt"].count("+") == 0, r["doubt"], r["fact_id"]))
