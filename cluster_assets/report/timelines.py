"""When a programme runs, and how its end moved from one telling to the next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

Row = dict[str, Any]


def build_timelines(
    commitments: Sequence[Mapping[str, Any]], vintages: Sequence[Mapping[str, Any]]
) -> list[Row]:
    """One row per initiative and region whose money has years, by name and region.

    ``first_end_year`` is the last year as first told and ``end_year`` as told now, both over
    the commitments that tell one; ``slippage_years`` is the largest move of an end between
    two vintages of one commitment, null where no commitment has two vintages with an end.
    """
    history: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for vintage in vintages:
        history[vintage["commitment_id"]].append(vintage)
    groups: dict[tuple[str, str | None], list[Mapping[str, Any]]] = defaultdict(list)
    for c in commitments:
        name = c.get("initiative_id") or c.get("initiative")
        is_money = c.get("kind") in ("budget", "investment")
        if name and is_money and (c.get("period_start_year") or c.get("period_end_year")):
            groups[str(name), c.get("region_code")].append(c)
    rows = [
        _timeline(found, history)
        for _, found in sorted(groups.items(), key=lambda g: (g[0][0], g[0][1] or ""))
    ]
    return sorted(rows, key=lambda r: (r["initiative"] or "", r["region"] or "", r["timeline_id"]))


def _timeline(
    commitments: Sequence[Mapping[str, Any]], history: Mapping[str, Sequence[Mapping[str, Any]]]
) -> Row:
    ordered = sorted(commitments, key=lambda c: str(c["commitment_id"]))
    head = max(ordered, key=lambda c: (c["outlet_count"], len(c.get("initiative") or "")))
    firsts, moves, count = [], [], 1
    for c in ordered:
        told = sorted(history.get(c["commitment_id"], ()), key=lambda v: int(v["vintage_number"]))
        ends = [int(v["period_end_year"]) for v in told if v.get("period_end_year") is not None]
        if ends:
            firsts.append(ends[0])
        if len(ends) > 1:
            moves.append(ends[-1] - ends[0])
        count = max(count, len(told))
    statuses = {c["status"] for c in ordered}
    return {
        "timeline_id": f"{head.get('initiative_id') or head.get('initiative')}"
        f"@{head.get('region_code') or '-'}",
        "initiative_id": head.get("initiative_id"),
        "initiative": head.get("initiative"),
        "region_code": head.get("region_code"),
        "region": head.get("region"),
        "start_year": _end(ordered, "period_start_year", min),
        "end_year": _end(ordered, "period_end_year", max),
        "first_end_year": max(firsts, default=None),
        "slippage_years": max(moves, key=abs, default=None),
        "vintage_count": count,
        "is_planned": "planned" in statuses,
        "is_executed": "executed" in statuses,
        "commitment_ids": [c["commitment_id"] for c in ordered],
    }


def _end(commitments: Sequence[Mapping[str, Any]], column: str, pick: Any) -> int | None:
    years = [int(c[column]) for c in commitments if c.get(column) is not None]
    return pick(years) if years else None
