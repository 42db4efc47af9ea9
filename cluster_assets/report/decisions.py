"""The corrections ledger as rows: its columns, its words, reading and writing them as CSV."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta, timezone
from typing import Any, get_args

from cluster_assets.records import FundingSource, MoneyKind, Qualifier, Status

Row = dict[str, Any]

ACTIONS = ("accept", "reject", "amend")
COLUMNS = (
    "decision_id",
    "fact_id",
    "action",
    "field",
    "value",
    "evidence",
    "reviewer",
    "reason",
    "decided_at",
)
VOCABULARY: Mapping[str, tuple[str, ...]] = {
    "qualifier": get_args(Qualifier),
    "kind": get_args(MoneyKind),
    "funding_source": get_args(FundingSource),
    "status": get_args(Status),
}
YEARS = ("period_start_year", "period_end_year")
AMENDABLE = ("amount_krw", *VOCABULARY, *YEARS, "initiative", "region", "parent_fact_id")
SEOUL = timezone(timedelta(hours=9), "Asia/Seoul")
# A cell that starts like this runs as a formula in a spreadsheet.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "'")


def read_corrections(text: str) -> list[Row]:
    """Rows of ``corrections.csv`` in file order, a repeated line once.

    A line written by hand may leave ``decision_id`` empty: it gets one from what it says.

    Raises:
        ValueError: a column is missing; the message says which.
    """
    text = text.lstrip("\ufeff")
    if not text.strip():
        return []
    reader = csv.DictReader(io.StringIO(text, newline=""), restkey="_surplus")
    missing = [c for c in COLUMNS if c not in (reader.fieldnames or [])]
    if missing:
        raise ValueError(
            f"The corrections ledger lacks the column(s) {', '.join(missing)}. "
            f"Its first line must be: {','.join(COLUMNS)}"
        )
    found: dict[tuple[str, ...], Row] = {}
    for line in reader:
        row = {c: _unguarded((line.get(c) or "").strip()) for c in COLUMNS}
        row["decision_id"] = row["decision_id"] or _decision_id(row)
        found.setdefault(tuple(row.values()), row)
    return list(found.values())


def write_corrections(rows: Iterable[Mapping[str, Any]], *, with_header: bool) -> str:
    """The rows as lines of ``corrections.csv``; no cell runs as a formula in a spreadsheet."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    if with_header:
        writer.writerow(COLUMNS)
    writer.writerows([_guarded(str(row.get(c) or "")) for c in COLUMNS] for row in rows)
    return out.getvalue()


def new_decision(
    fact: Mapping[str, Any],
    action: str,
    *,
    field: str = "",
    value: str = "",
    reviewer: str,
    reason: str,
    decided_at: datetime,
) -> Row:
    """One row for the ledger, with what the reviewer saw as its evidence."""
    row = {
        "fact_id": str(fact["fact_id"]),
        "action": action,
        "field": field,
        "value": value if action == "amend" else (reading(fact) if action == "accept" else ""),
        "evidence": one_line(fact.get("evidence")),
        "reviewer": one_line(reviewer),
        "reason": one_line(reason),
        "decided_at": decided_at.astimezone(SEOUL).isoformat(timespec="seconds"),
    }
    return {"decision_id": _decision_id(row), **row}


def reading(fact: Mapping[str, Any]) -> str:
    """What the extraction says of a fact, as one line: what an ``accept`` accepts."""
    return "; ".join(f"{c}={one_line(fact.get(c))}" for c in AMENDABLE if c != "parent_fact_id")


def decided_on(correction: Mapping[str, Any]) -> date | None:
    """The day in Seoul a decision was made; None where ``decided_at`` is no date."""
    moment = instant(correction)
    return moment.astimezone(SEOUL).date() if moment else None


def instant(correction: Mapping[str, Any]) -> datetime | None:
    """When a decision was made; a time without an offset is one in Seoul."""
    value = correction.get("decided_at")
    try:
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    except ValueError:
        return None
    if moment.tzinfo is None:
        return moment.replace(tzinfo=SEOUL)
    return moment


def _decision_id(row: Mapping[str, str]) -> str:
    key = "\x1f".join(row[c] for c in COLUMNS if c != "decision_id")
    return "d_" + hashlib.sha256(key.encode()).hexdigest()[:16]


def one_line(value: object) -> str:
    """Text on one line, as the ledger holds it; empty for None."""
    return "" if value is None else " ".join(str(value).split())


def _guarded(text: str) -> str:
    return "'" + text if text.startswith(_FORMULA_STARTS) else text


def _unguarded(text: str) -> str:
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA_STARTS) else text
