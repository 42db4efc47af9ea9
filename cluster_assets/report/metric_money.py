"""Metrics of money: funding by region, year and source, its shares, closure and conflicts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from cluster_assets.report.funding import HEADLINE_KIND, breakdown, portions, sum_closes
from cluster_assets.report.metric_rows import (
    Row,
    Rows,
    allocation_of,
    metric_row,
    roll_up,
    totals,
)

LOCAL = ("province", "municipal", "local")
_MEASURES = {"planned": "announced_krw", "executed": "executed_krw"}


def funding_metrics(commitments: Rows) -> list[Row]:
    """Announced and executed budget by region, year and source, and over all regions."""
    cells: dict[tuple[Any, ...], dict[str, Any]] = {}
    for portion in portions(commitments):
        c = portion.commitment
        metric = _MEASURES.get(str(c["status"]))
        if c["kind"] != HEADLINE_KIND or metric is None:
            continue
        key = (metric, c.get("region_code"), c.get("region"), portion.year, c["funding_source"])
        cell = cells.setdefault(key, {"won": 0, "ids": set(), "allocation": "stated"})
        cell["won"] += portion.amount_krw
        cell["ids"].add(c["commitment_id"])
        if portion.is_uniform:
            cell["allocation"] = "uniform"
    rows = [
        metric_row(
            metric,
            "region",
            float(cell["won"]),
            region_code=code,
            region=region,
            year=year,
            category=source,
            n=len(cell["ids"]),
            allocation=cell["allocation"],
            basis="report/commitments",
            basis_ids=sorted(cell["ids"]),
        )
        for (metric, code, region, year, source), cell in cells.items()
    ]
    return rows + totals(rows, "metric", "year", "category")


def share_metrics(funding: Sequence[Row]) -> list[Row]:
    """National share, local match and run-rate of the announced budget, by region and year."""
    groups: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in funding:
        if row["metric"] == "announced_krw" and row["scope"] == "region":
            place = (row["region_code"], row["region"])
            groups["region", *place, row["year"]].append(row)
            groups["region", *place, "all"].append(row)
            groups["all", None, None, row["year"]].append(row)
            groups["all", None, None, "all"].append(row)
    found = []
    for (scope, code, region, year), rows in groups.items():
        where = {"region_code": code, "region": region, "allocation": allocation_of(rows)}
        if year is None:
            continue
        is_all = year == "all"
        found += _shares(rows, scope, {**where, "year": None if is_all else year})
        dated = [r for r in rows if r["year"] is not None]
        if is_all and dated:
            rate = sum(r["value"] for r in dated) / len({r["year"] for r in dated})
            ids = sorted(r["metric_id"] for r in dated)
            more = {**where, "n": len(ids), "basis_ids": ids}
            found.append(metric_row("annual_run_rate_krw", scope, rate, **more))
    return found


def _shares(rows: Sequence[Row], scope: str, place: Mapping[str, Any]) -> list[Row]:
    named = [r for r in rows if r["category"] != "total"]
    sums: dict[str, float] = defaultdict(float)
    for row in named:
        sums[row["category"]] += row["value"]
    if not named:
        return []
    ids = sorted(r["metric_id"] for r in named)
    more = {**place, "n": len(ids), "basis_ids": ids}
    local = sum(sums[s] for s in LOCAL)
    found = [metric_row("national_share", scope, sums["national"] / sum(sums.values()), **more)]
    if sums["national"]:
        found.append(metric_row("local_match_ratio", scope, local / sums["national"], **more))
    return found


def trust_metrics(commitments: Rows) -> list[Row]:
    """Closure, corroboration and conflicts by region, and over all."""
    parts: dict[str, list[Row]] = defaultdict(list)
    for c in commitments:
        if c.get("parent_commitment_id") and c.get("amount_krw") is not None:
            parts[c["parent_commitment_id"]].append(dict(c))
    groups: dict[tuple[Any, ...], list[Mapping[str, Any]]] = defaultdict(list)
    for c in commitments:
        groups[c.get("region_code"), c.get("region")].append(c)
    found: list[Row] = []
    for (code, region), rows in groups.items():
        whole = [c for c in rows if c["commitment_id"] in parts and c.get("amount_krw")]
        closed = [c for c in whole if _closes(c, parts[c["commitment_id"]])]
        twice = [c for c in rows if c["outlet_count"] > 1]
        conflicts = [c for c in rows if c["is_conflicting"]]
        for metric, hits, base in (
            ("breakdown_closure", closed, whole),
            ("corroboration", twice, rows),
            ("conflict_rate", conflicts, rows),
        ):
            if base:
                found.append(
                    metric_row(
                        metric,
                        "region",
                        len(hits) / len(base),
                        region_code=code,
                        region=region,
                        n=len(base),
                        basis="report/commitments",
                        basis_ids=sorted(c["commitment_id"] for c in hits),
                    )
                )
    for metric in ("breakdown_closure", "corroboration", "conflict_rate"):
        mine = [r for r in found if r["metric"] == metric]
        if mine:
            hits = sum(round(r["value"] * r["n"]) for r in mine)
            found.append(roll_up(mine, hits / sum(r["n"] for r in mine)))
    return found


def _closes(whole: Mapping[str, Any], parts: Sequence[Row]) -> bool:
    return sum_closes(whole, breakdown(whole, parts))
