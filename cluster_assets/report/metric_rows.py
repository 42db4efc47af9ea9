"""One row of the metrics table, and rows that sum up other rows."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cluster_assets.report.definitions import DEFINITIONS

Row = dict[str, Any]
Rows = Sequence[Mapping[str, Any]]


def metric_row(metric: str, scope: str, value: float | None, **more: Any) -> Row:
    """A row of ``report/metrics``; its id comes from what it measures, not from the value."""
    row: Row = {
        "metric_id": "",
        "metric": metric,
        "definition": DEFINITIONS[metric].text,
        "scope": scope,
        "region_code": None,
        "region": None,
        "year": None,
        "category": None,
        "subject": None,
        "value": value,
        "unit": DEFINITIONS[metric].unit,
        "n": 0,
        "allocation": None,
        "basis": "report/metrics",
        "basis_ids": [],
        **more,
    }
    key = ("metric", "scope", "region_code", "region", "year", "category", "unit")
    text = "\x1f".join(str(row[k]) for k in key)
    row["metric_id"] = "x_" + hashlib.sha256(text.encode()).hexdigest()[:20]
    return row


def roll_up(parts: Sequence[Row], value: float | None, **more: Any) -> Row:
    """A row over everything that names the rows it is made from."""
    ids = sorted(p["metric_id"] for p in parts)
    return metric_row(parts[0]["metric"], "all", value, n=len(ids), basis_ids=ids, **more)


def totals(rows: Sequence[Row], *names: str) -> list[Row]:
    """Rows over everything: the sums of the rows that are alike in the named columns."""
    groups: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows:
        groups[tuple(row[n] for n in names)].append(row)
    keys = [n for n in names if n != "metric"]
    return [
        roll_up(
            found,
            sum(r["value"] for r in found),
            allocation=allocation_of(found),
            **{k: found[0][k] for k in keys},
        )
        for found in groups.values()
    ]


def allocation_of(rows: Iterable[Row]) -> str:
    """``uniform`` where any of the rows is."""
    return "uniform" if any(r["allocation"] == "uniform" for r in rows) else "stated"
