"""Commitments to funding by region, year and source, counting every won once.

Announced and executed money are two forests that are never added up. Within one, a total
is replaced by the breakdown that explains it; what the breakdown leaves unexplained stays
under the total's own source, so that the sum of a forest is the sum of its totals.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]
HEADLINE_KIND = "budget"
# A period longer than this is a misreading, not a plan.
MAX_PERIOD_YEARS = 50
NAMED_SOURCES = ("national", "province", "municipal", "local", "private", "other")


@dataclass(frozen=True, slots=True)
class Portion:
    """Won of one commitment in one year; ``year`` is ``None`` where none is told."""

    commitment: Row
    year: int | None
    amount_krw: int
    is_uniform: bool


def spread(amount: int, years: Sequence[int]) -> list[tuple[int, int]]:
    """Whole won per year that add up to ``amount``; the first years take the remainder."""
    share, rest = divmod(amount, len(years))
    return [(year, share + (1 if i < rest else 0)) for i, year in enumerate(years)]


def region_year_funding(commitments: Sequence[Mapping[str, Any]]) -> list[Row]:
    """Funding by region, year, source and kind; null year or region where unknown.

    ``announced_krw`` holds planned money, ``executed_krw`` spent money, ``unknown_krw`` what
    the article leaves open: read them side by side, never add them. ``national_share`` is
    the national part of the announced money whose source is named, over region, year and
    kind; null where no source is named. ``allocation`` is ``uniform`` where a sum over
    several years was spread evenly. Foreign sums are left out.
    """
    cells: dict[tuple[Any, ...], Row] = {}
    for portion in portions(commitments):
        c = portion.commitment
        key = (c.get("region_code"), c.get("region"), portion.year, c["funding_source"], c["kind"])
        cell = cells.setdefault(
            key,
            {
                "region_code": key[0],
                "region": key[1],
                "year": key[2],
                "funding_source": key[3],
                "kind": key[4],
                "announced_krw": 0,
                "executed_krw": 0,
                "unknown_krw": 0,
                "national_share": None,
                "commitment_ids": set(),
                "fact_ids": set(),
                "allocation": "stated",
            },
        )
        cell[_measure(c)] += portion.amount_krw
        cell["commitment_ids"].add(c["commitment_id"])
        cell["fact_ids"].update(c["fact_ids"])
        if portion.is_uniform:
            cell["allocation"] = "uniform"
    rows = [cells[key] for key in sorted(cells, key=lambda k: tuple(_sortable(v) for v in k))]
    for row in rows:
        row["commitment_ids"] = sorted(row["commitment_ids"])
        row["fact_ids"] = sorted(row["fact_ids"])
    return _with_national_share(rows)


def portions(commitments: Iterable[Mapping[str, Any]]) -> list[Portion]:
    """Every commitment's own won by year, a whole and its parts never both."""
    rows = {c["commitment_id"]: dict(c) for c in commitments if c.get("amount_krw") is not None}
    children: dict[str, list[Row]] = defaultdict(list)
    roots: list[Row] = []
    for commitment_id in sorted(rows):
        row = rows[commitment_id]
        above = _ancestor(row, rows)
        if above is None:
            roots.append(row)
        else:
            children[above].append(row)
    found: list[Portion] = []
    for root in roots:
        found.extend(_portions(root, children, int(root["amount_krw"])))
    return found


def sum_closes(commitment: Mapping[str, Any], parts: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the parts add up to the whole."""
    return sum(int(p["amount_krw"]) for p in parts) == int(commitment["amount_krw"])


def _measure(commitment: Mapping[str, Any]) -> str:
    return {"planned": "announced_krw", "executed": "executed_krw"}.get(
        commitment.get("status") or "", "unknown_krw"
    )


def _ancestor(row: Row, rows: Mapping[str, Row]) -> str | None:
    """Nearest commitment above of the same status and kind; circles end the walk."""
    seen = {row["commitment_id"]}
    above = str(row.get("parent_commitment_id"))
    while above in rows and above not in seen:
        if rows[above]["status"] == row["status"] and rows[above]["kind"] == row["kind"]:
            return above
        seen.add(above)
        above = str(rows[above].get("parent_commitment_id"))
    return None


def _portions(row: Row, children: Mapping[str, list[Row]], amount: int) -> list[Portion]:
    parts = breakdown(row, children.get(row["commitment_id"], []))
    found: list[Portion] = []
    for part in parts:
        found.extend(_portions(part, children, int(part["amount_krw"])))
    rest = amount - sum(int(p["amount_krw"]) for p in parts)
    if rest > 0:
        taken = {y for p in parts if _is_slice(p, row) for y in _years(p)}
        found.extend(_spread_row(row, rest, taken))
    return found


def breakdown(row: Mapping[str, Any], parts: Sequence[Row]) -> list[Row]:
    """The parts that stand for the whole: at most one way of cutting it.

    Preferred is the cut told by the article whose value was chosen, and one that adds up;
    parts that exceed the whole are left aside.
    """
    same_page = [p for p in parts if row.get("chosen_page_id") in p.get("page_ids", ())]
    groups: list[list[Row]] = []
    for pool in (same_page, list(parts)):
        sources = [p for p in pool if p["funding_source"] not in ("total", row["funding_source"])]
        slices = [p for p in pool if p not in sources and _is_slice(p, row)]
        items = [p for p in pool if p not in sources and p not in slices]
        groups.extend(g for g in (pool, sources, slices, items) if g)
    for group in groups:
        if sum_closes(row, group):
            return group
    for group in groups:
        if (
            group is not same_page
            and _is_one_cut(group, row)
            and _total(group) < int(row["amount_krw"])
        ):
            return group
    return []


def _is_one_cut(group: Sequence[Row], row: Mapping[str, Any]) -> bool:
    cuts = {
        (p["funding_source"] not in ("total", row["funding_source"]), _is_slice(p, row))
        for p in group
    }
    return len({"source" if by_source else by_year for by_source, by_year in cuts}) == 1


def _total(parts: Iterable[Mapping[str, Any]]) -> int:
    return sum(int(p["amount_krw"]) for p in parts)


def _years(row: Mapping[str, Any]) -> list[int]:
    start, end = row.get("period_start_year"), row.get("period_end_year")
    if start is None or end is None or not 0 <= int(end) - int(start) < MAX_PERIOD_YEARS:
        return []
    return list(range(int(start), int(end) + 1))


def _is_slice(part: Mapping[str, Any], row: Mapping[str, Any]) -> bool:
    mine = _years(part)
    return bool(mine) and len(mine) < max(len(_years(row)), 2) and mine != _years(row)


def _spread_row(row: Row, amount: int, taken: set[int]) -> list[Portion]:
    years = _years(row)
    years = [y for y in years if y not in taken] or years
    if not years:
        return [Portion(row, None, amount, False)]
    is_uniform = len(years) > 1
    return [Portion(row, year, won, is_uniform) for year, won in spread(amount, years) if won]


def _with_national_share(rows: list[Row]) -> list[Row]:
    named: dict[tuple[Any, ...], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in rows:
        if row["funding_source"] in NAMED_SOURCES:
            key = (row["region_code"], row["region"], row["year"], row["kind"])
            named[key][row["funding_source"]] += row["announced_krw"]
    for row in rows:
        sums = named.get((row["region_code"], row["region"], row["year"], row["kind"]), {})
        total = sum(sums.values())
        row["national_share"] = sums.get("national", 0) / total if total else None
    return rows


def _sortable(value: Any) -> tuple[bool, Any]:
    return (value is not None, value if value is not None else 0)
