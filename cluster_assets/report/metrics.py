"""Measures over the commitments, each with its definition."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from cluster_assets.report.funding import breakdown, sum_closes

Row = dict[str, Any]

DEFINITIONS: dict[str, str] = {
    "breakdown_closure": "Share of commitments with parts of which some cut adds up exactly.",
    "corroboration": "Share of commitments that two or more outlets tell.",
    "conflict_rate": "Share of commitments on whose amount the sources disagree.",
    "national_share": "National part of announced budget whose source is named.",
    "local_match_ratio": "Won of province, municipality and local for each national won announced.",
    "annual_run_rate_krw": "Announced budget with a known year, divided by the years it covers.",
}


def build_metrics(
    commitments: Sequence[Mapping[str, Any]], funding: Sequence[Mapping[str, Any]]
) -> list[Row]:
    """One row per measure: metric, value (null where undefined), n, definition."""
    parts: dict[str, list[Row]] = defaultdict(list)
    for c in commitments:
        if c.get("parent_commitment_id") and c.get("amount_krw") is not None:
            parts[c["parent_commitment_id"]].append(dict(c))
    whole = [c for c in commitments if c["commitment_id"] in parts and c.get("amount_krw")]
    closed = sum(sum_closes(c, breakdown(c, parts[c["commitment_id"]])) for c in whole)
    sums: dict[str, int] = defaultdict(int)
    years: dict[int, int] = defaultdict(int)
    for row in funding:
        if row["kind"] != "budget":
            continue
        sums[row["funding_source"]] += row["announced_krw"]
        if row["year"] is not None and row["announced_krw"]:
            years[row["year"]] += row["announced_krw"]
    named = sum(v for k, v in sums.items() if k != "total")
    local = sums["province"] + sums["municipal"] + sums["local"]
    count = len(commitments)
    told_twice = sum(c["outlet_count"] > 1 for c in commitments)
    conflicting = sum(bool(c["is_conflicting"]) for c in commitments)
    values: dict[str, tuple[float | None, int]] = {
        "breakdown_closure": (_ratio(closed, len(whole)), len(whole)),
        "corroboration": (_ratio(told_twice, count), count),
        "conflict_rate": (
            _ratio(conflicting, count),
            count,
        ),
        "national_share": (_ratio(sums["national"], named), count),
        "local_match_ratio": (_ratio(local, sums["national"]), count),
        "annual_run_rate_krw": (_ratio(sum(years.values()), len(years)), len(years)),
    }
    return [
        {"metric": name, "value": values[name][0], "n": values[name][1], "definition": text}
        for name, text in DEFINITIONS.items()
    ]


def _ratio(part: float, whole: float) -> float | None:
    return part / whole if whole else None
