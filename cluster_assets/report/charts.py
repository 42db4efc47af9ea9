"""Charts as inline SVG, drawn on the server: the same rows give the same bytes.

Colours come from the page's style sheet by class, words in Korean and English stand side
by side and the page shows one of them. Every scraped word is escaped.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from cluster_assets.report.labels import EOK, PROVINCES, label, province_of, readable, won

STACK_ORDER = ("national", "province", "municipal", "local", "private", "other", "total")
MAX_YEARS = 16
MAX_TIMELINE_ROWS = 18
MAX_NETWORK_NODES = 36
MAP_STEPS = 5


def nice_step(highest: float, ticks: int = 4) -> float:
    """A round step (1, 2, 2.5 or 5 times a power of ten) for about ``ticks`` ticks."""
    if highest <= 0:
        return 1.0
    raw = highest / ticks
    power = 10.0 ** math.floor(math.log10(raw))
    return float(next(m * power for m in (1, 2, 2.5, 5, 10) if m * power >= raw * 0.999999))


def tile_map(funding: Iterable[Mapping[str, Any]]) -> str:
    """Tile grid of the provinces, shaded by announced budget."""
    sums: dict[str, int] = defaultdict(int)
    for row in funding:
        province = province_of(row.get("region"))
        if province is not None and row.get("kind") == "budget":
            sums[province] += int(row.get("announced_krw") or 0)
    highest = max(sums.values(), default=0)
    parts = []
    for name, (column, line, english) in PROVINCES.items():
        value = sums.get(name, 0)
        shade = 0 if not value else 1 + round((MAP_STEPS - 1) * math.sqrt(value / highest))
        x, y = column * 100 + 2, line * 84 + 2
        title = _title(f"{name}: {won(value)}" if value else f"{name}: –")
        parts.append(
            f'<g class="tile s{min(shade, MAP_STEPS)}">{title}'
            f'<rect x="{x}" y="{y}" width="96" height="80" rx="8"/>'
            + _both(x + 48, y + 34, name, english, 'class="tname" text-anchor="middle"')
            + _both(
                x + 48,
                y + 58,
                won(value) if value else "–",
                won(value, "en") if value else "–",
                'class="tval" text-anchor="middle"',
            )
            + "</g>"
        )
    parts.append(
        _both(112, 360, "칸이 진할수록 많음", "Darker is more", 'class="note"')
        + _both(
            112,
            380,
            "사업비 발표액 · 빈 칸 –: 자료 없음",
            "Announced budget · –: no data",
            'class="note"',
        )
    )
    return _svg(404, 424, parts, "17개 시·도별 사업비 발표액 / Announced budget by province")


def source_bars(funding: Iterable[Mapping[str, Any]]) -> str:
    """Announced budget by year, stacked by funding source, in 억원."""
    sums: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in funding:
        if row.get("kind") == "budget" and row.get("year") is not None and row["announced_krw"]:
            sums[int(row["year"])][row["funding_source"]] += int(row["announced_krw"])
    if not sums:
        return empty_chart()
    last = max(sums)
    years = list(range(max(min(sums), last - MAX_YEARS + 1), last + 1))
    highest = max(sum(sums[y].values()) for y in years if y in sums) / EOK
    step = nice_step(highest)
    top = step * math.ceil(highest / step)
    left, right, base, height = 64, 748, 300, 250
    parts = [_both(left, 18, "단위: 억원", "Unit: 100 million won (억원)", 'class="note"')]
    for i in range(round(top / step) + 1):
        y = base - height * (i * step) / top
        parts.append(f'<line class="grid" x1="{left}" x2="{right}" y1="{y:.1f}" y2="{y:.1f}"/>')
        parts.append(
            f'<text class="axis" x="{left - 8}" y="{y + 4:.1f}" text-anchor="end">'
            f"{_number(i * step)}</text>"
        )
    band = (right - left) / len(years)
    for i, year in enumerate(years):
        x, y = left + band * i + band * 0.16, float(base)
        for source in STACK_ORDER:
            value = sums[year].get(source, 0) / EOK if year in sums else 0
            if value <= 0:
                continue
            size = height * value / top
            y -= size
            title = _title(f"{year} {label(source)}: {won(sums[year][source])}")
            parts.append(
                f'<rect class="c-{source}" x="{x:.1f}" y="{y:.1f}" width="{band * 0.68:.1f}" '
                f'height="{size:.1f}">{title}</rect>'
            )
        parts.append(
            f'<text class="axis" x="{left + band * (i + 0.5):.1f}" y="{base + 18}" '
            f'text-anchor="middle">{year}</text>'
        )
    parts.append(_legend(left, base + 44, [s for s in STACK_ORDER if _any(sums, s)]))
    return _svg(760, 392, parts, "연도·재원별 사업비 발표액 / Announced budget by year and source")


def timeline(commitments: Sequence[Mapping[str, Any]]) -> str:
    """Programmes from first to last year: whole budgets with a known period, largest first."""
    best: dict[str, Mapping[str, Any]] = {}
    for row in commitments:
        start, end = row.get("period_start_year"), row.get("period_end_year")
        usable = (
            row["kind"] == "budget"
            and row.get("initiative")
            and row.get("amount_krw")
            and start is not None
            and end is not None
            and 0 <= int(end) - int(start) <= 40
        )
        if not usable or row.get("parent_commitment_id") is not None:
            continue
        name = str(row["initiative"])
        if name not in best or int(row["amount_krw"]) > int(best[name]["amount_krw"]):
            best[name] = row
    rows = sorted(best.values(), key=lambda r: (-int(r["amount_krw"]), str(r["initiative"])))
    rows = rows[:MAX_TIMELINE_ROWS]
    rows.sort(key=lambda r: (r["period_start_year"], r["period_end_year"], str(r["initiative"])))
    if not rows:
        return empty_chart()
    first = min(int(r["period_start_year"]) for r in rows)
    last = max(int(r["period_end_year"]) for r in rows) + 1
    left, right, row_height, top = 252, 732, 26, 30
    scale = (right - left) / (last - first)
    bottom = top + row_height * len(rows)
    parts = []
    for year in range(first, last + 1, max(1, math.ceil((last - first) / 12))):
        x = left + (year - first) * scale
        parts.append(f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{top}" y2="{bottom}"/>')
        parts.append(
            f'<text class="axis" x="{x:.1f}" y="{top - 10}" text-anchor="middle">{year}</text>'
        )
    for i, row in enumerate(rows):
        parts.append(_timeline_row(row, top + i * row_height, left, right, scale, first))
    for i, status in enumerate(("planned", "executed")):
        x = left + i * 120
        parts.append(f'<rect class="b-{status}" x="{x}" y="{bottom + 14}" width="12" height="12"/>')
        parts.append(_both(x + 18, bottom + 25, label(status), label(status, "en"), 'class="axis"'))
    return _svg(760, bottom + 40, parts, "사업 기간 / Programme timeline")


def _timeline_row(
    row: Mapping[str, Any], y: float, left: float, right: float, scale: float, first: int
) -> str:
    x = left + (int(row["period_start_year"]) - first) * scale
    width = (int(row["period_end_year"]) - int(row["period_start_year"]) + 1) * scale
    name, status = str(row["initiative"]), row.get("status") or "unknown"
    amount = int(row["amount_krw"])
    inside = width > 90
    anchor = x + 8 if inside else (x + width + 6 if x + width < right - 84 else x - 6)
    end = "end" if not inside and anchor < x else "start"
    years = f"{row['period_start_year']}–{row['period_end_year']}"
    return (
        f"<g>{_title(f'{name} · {years} · {won(amount)}')}"
        f'<text class="axis" x="{left - 10}" y="{y + 17}" text-anchor="end">'
        f"{escape(_cut(name, 19))}</text>"
        f'<rect class="b-{escape(str(status))}" x="{x + 1:.1f}" y="{y + 4}" rx="4" '
        f'width="{max(width - 2, 2):.1f}" height="18"/>'
        + _both(
            anchor,
            y + 17,
            won(amount),
            won(amount, "en"),
            f'class="{"onbar" if inside else "axis"}" text-anchor="{end}"',
        )
        + "</g>"
    )


def network_circle(network: Sequence[Mapping[str, Any]]) -> str:
    """The most tied organisations on a circle, neighbours side by side, ties as curves."""
    if not network:
        return empty_chart()
    strength: dict[str, int] = defaultdict(int)
    names: dict[str, str] = {}
    for pair in network:
        for end in ("source", "target"):
            strength[pair[f"{end}_id"]] += int(pair["weight"])
            names[pair[f"{end}_id"]] = str(pair[f"{end}_name"])
    chosen = set(sorted(strength, key=lambda n: (-strength[n], n))[:MAX_NETWORK_NODES])
    pairs = [p for p in network if p["source_id"] in chosen and p["target_id"] in chosen]
    tied = {p[k] for p in pairs for k in ("source_id", "target_id")}
    order = _by_component(sorted(tied, key=lambda n: (-strength[n], n)), pairs)
    centre, radius = (380.0, 345.0), 160.0
    place = {node: 2 * math.pi * i / len(order) - math.pi / 2 for i, node in enumerate(order)}
    parts = []
    heaviest = max((int(p["weight"]) for p in pairs), default=1)
    for pair in pairs:
        a, b = (_on_circle(centre, radius, place[pair[k]]) for k in ("source_id", "target_id"))
        width = 0.8 + 3.2 * int(pair["weight"]) / heaviest if heaviest > 1 else 1.1
        bend = [(c + (p + q) / 2) / 2 for c, p, q in zip(centre, a, b, strict=True)]
        parts.append(
            f'<path class="tie" stroke-width="{width:.1f}" d="M{a[0]:.1f} {a[1]:.1f} '
            f'Q{bend[0]:.1f} {bend[1]:.1f} {b[0]:.1f} {b[1]:.1f}">'
            + _title(f"{pair['source_name']} – {pair['target_name']}: {pair['weight']}")
            + "</path>"
        )
    most = max(strength[n] for n in order)
    parts.extend(_node(n, names[n], place[n], strength[n] / most, centre, radius) for n in order)
    return _svg(760, 690, parts, "기관 협력 관계 / Organisations named together")


def _node(
    _node_id: str, name: str, angle: float, size: float, centre: tuple[float, float], radius: float
) -> str:
    x, y = _on_circle(centre, radius, angle)
    tx, ty = _on_circle(centre, radius + 12, angle)
    degrees = math.degrees(angle)
    flip = math.cos(angle) < -1e-9
    turn = degrees + 180 if flip else degrees
    return (
        f'<circle class="node" cx="{x:.1f}" cy="{y:.1f}" r="{3 + 4 * size:.1f}">{_title(name)}'
        f'</circle><text class="axis" x="{tx:.1f}" y="{ty:.1f}" dy="4" '
        f'text-anchor="{"end" if flip else "start"}" '
        f'transform="rotate({turn:.1f} {tx:.1f} {ty:.1f})">{escape(_cut(name, 14))}</text>'
    )


def _by_component(nodes: Sequence[str], pairs: Sequence[Mapping[str, Any]]) -> list[str]:
    near: dict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        near[pair["source_id"]].add(pair["target_id"])
        near[pair["target_id"]].add(pair["source_id"])
    rank = {n: i for i, n in enumerate(nodes)}
    order: list[str] = []
    seen: set[str] = set()
    for start in nodes:
        stack = [start]
        while stack:
            node = stack.pop()
            if node in seen:
                continue
            seen.add(node)
            order.append(node)
            stack.extend(sorted(near[node] - seen, key=lambda n: -rank[n]))
    return order


def empty_chart() -> str:
    """A chart's place where there is nothing to draw."""
    text = _both(
        380, 44, "표시할 자료가 없습니다", "No data to show", 'class="note" text-anchor="middle"'
    )
    return _svg(760, 80, [text], "자료 없음 / No data")


def _on_circle(centre: tuple[float, float], radius: float, angle: float) -> tuple[float, float]:
    return centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle)


def _any(sums: Mapping[int, Mapping[str, int]], source: str) -> bool:
    return any(values.get(source) for values in sums.values())


def _legend(x: float, y: float, sources: Sequence[str]) -> str:
    parts, left = [], x
    for i, source in enumerate(sources):
        if i == 4:
            left, y = x, y + 24
        parts.append(f'<rect class="c-{source}" x="{left:.0f}" y="{y}" width="12" height="12"/>')
        parts.append(_both(left + 18, y + 11, label(source), label(source, "en"), 'class="axis"'))
        left += 150
    return "".join(parts)


def _svg(width: float, height: float, parts: Iterable[str], name: str) -> str:
    return (
        f'<svg viewBox="0 0 {width:g} {height:g}" role="img" aria-label="{escape(name)}" '
        f'xmlns="http://www.w3.org/2000/svg">{"".join(parts)}</svg>'
    )


def _both(x: float, y: float, korean: str, english: str, attributes: str) -> str:
    place = f'x="{x:.1f}" y="{y:.1f}"'
    if korean == english:
        return f"<text {place} {attributes}>{escape(korean)}</text>"
    return (
        f'<g class="ko"><text {place} {attributes}>{escape(korean)}</text></g>'
        f'<g class="en"><text {place} {attributes}>{escape(english)}</text></g>'
    )


def _title(text: str) -> str:
    return f"<title>{escape(_cut(text, 160))}</title>"


def _cut(text: str, length: int) -> str:
    text = readable(text[: length + 1])
    return text if len(text) <= length else text[: length - 1] + "…"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"
