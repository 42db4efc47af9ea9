"""The tile map and the network as inline SVG: the same rows give the same bytes.

Colours come from the page's style sheet by class, words in Korean and English stand side
by side and the page shows one of them. Every scraped word is escaped.
"""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from cluster_assets.report.labels import PROVINCES, province_of, readable, won

MAX_NETWORK_NODES = 30
MAP_STEPS = 5
# For a picture outside the report's pages: its own colours, English words.
STANDALONE_STYLE = (
    ".ko{display:none}text{font-size:13px;fill:#1c2430}.tname{font-size:15px;font-weight:700}"
    ".tile.s0 rect{fill:#eef1f5}.tile.s1 rect{fill:#d5e4f5}.tile.s2 rect{fill:#a9cbec}"
    ".tile.s3 rect{fill:#74a9dc}.tile.s4 rect{fill:#2c6cb4}.tile.s5 rect{fill:#0f4079}"
    ".tile.s4 text,.tile.s5 text{fill:#fff}.tie{fill:none;stroke:#7f9dc2}.node{fill:#14539a}"
)


def province_sums(funding: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """Won of announced budget by short name of the province, where there is any."""
    sums: dict[str, int] = defaultdict(int)
    for row in funding:
        province = province_of(row.get("region"))
        if province is not None and row.get("kind") == "budget" and row.get("announced_krw"):
            sums[province] += int(row["announced_krw"])
    return dict(sums)


def tile_map(funding: Iterable[Mapping[str, Any]]) -> str:
    """Tile grid of the provinces, shaded by announced budget."""
    sums = province_sums(funding)
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
    chosen = _most_tied(network, strength)
    pairs = [p for p in network if p["source_id"] in chosen and p["target_id"] in chosen]
    tied = {p[k] for p in pairs for k in ("source_id", "target_id")}
    order = _by_component(sorted(tied, key=lambda n: (-strength[n], n)), pairs)
    centre, radius = (330.0, 315.0), 150.0
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
    return _svg(660, 630, parts, "기관 협력 관계 / Organisations named together")


def _most_tied(network: Sequence[Mapping[str, Any]], strength: Mapping[str, int]) -> set[str]:
    """Ends of the strongest ties, as many as the chart has places for."""

    def weight(pair: Mapping[str, Any]) -> tuple[int, int, str, str]:
        ends = (str(pair["source_id"]), str(pair["target_id"]))
        return (-int(pair["weight"]), -sum(strength[e] for e in ends), *ends)

    chosen: set[str] = set()
    for pair in heapq.nsmallest(MAX_NETWORK_NODES * MAX_NETWORK_NODES, network, key=weight):
        ends = {pair["source_id"], pair["target_id"]}
        if len(chosen | ends) <= MAX_NETWORK_NODES:
            chosen |= ends
    return chosen


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
