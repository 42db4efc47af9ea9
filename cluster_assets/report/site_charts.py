"""The charts of the report: each with a picture per language and its data as a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cluster_assets.report import chart_rows, charts, vega_charts
from cluster_assets.report.labels import PROVINCES, label, won

Rows = Sequence[Mapping[str, Any]]
Pair = tuple[str, str]
Cell = tuple[str, str, bool]

MAX_DATA_ROWS = 200


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart: SVG in Korean and English (equal where one holds both), and its data.

    ``columns`` are Korean and English headings; a cell is Korean, English and whether it is
    a number; ``left_off`` counts data rows that were cut.
    """

    korean: str
    english: str
    columns: tuple[Pair, ...] = ()
    cells: tuple[tuple[Cell, ...], ...] = ()
    left_off: int = 0

    @property
    def is_bilingual(self) -> bool:
        """One picture holds the words of both languages."""
        return self.korean == self.english


def map_figure(funding: Rows) -> Figure:
    """Announced budget on the tile map of the provinces."""
    sums = charts.province_sums(funding)
    cells = [
        (_text(name, PROVINCES[name][2]), _amount(sums[name]))
        for name in sorted(sums, key=lambda n: -sums[n])
    ]
    svg = charts.tile_map(funding)
    return _figure(svg, svg, (("시·도", "Province"), ("발표액", "Announced")), cells)


def years_figure(funding: Rows) -> Figure:
    """Announced budget by year, stacked by source."""
    rows = chart_rows.year_rows(funding)
    cells = [(_number(r["year"]), _label(r["source"]), _amount(r["krw"])) for r in rows]
    columns = (("연도", "Year"), ("재원", "Source"), ("발표액", "Announced"))
    names = ("연도·재원별 사업비 발표액", "Announced budget by year and source")
    return _figure(*_drawn(vega_charts.year_stack, rows, names, "y"), columns, cells)


def timeline_figure(commitments: Rows) -> Figure:
    """The largest programmes from their first to their last year."""
    rows = chart_rows.programme_rows(commitments)
    cells = [
        (
            _text(chart_rows.cut(r["initiative"], 80)),
            _text(f"{r['start']}–{r['end']}"),
            _amount(r["krw"]),
            _label(r["status"]),
        )
        for r in rows
    ]
    columns = (("사업", "Programme"), ("기간", "Period"), ("금액", "Amount"), ("상태", "Status"))
    names = ("사업 기간", "Programme timeline")
    return _figure(*_drawn(vega_charts.timeline, rows, names, "t"), columns, cells)


def network_figure(network: Rows) -> Figure:
    """Organisations named together, the most tied ones."""
    pairs = sorted(network, key=lambda p: (-int(p["weight"]), p["source_id"], p["target_id"]))
    cells = [
        (
            _text(chart_rows.cut(p["source_name"], 40)),
            _text(chart_rows.cut(p["target_name"], 40)),
            _number(p["weight"]),
        )
        for p in pairs[:MAX_DATA_ROWS]
    ]
    svg = charts.network_circle(network)
    columns = (("기관", "Organisation"), ("기관", "Organisation"), ("보도", "Stories"))
    return _figure(svg, svg, columns, cells, total=len(pairs))


def coverage_figure(coverage: Rows) -> Figure:
    """What became of each day's pages."""
    rows = chart_rows.coverage_rows(coverage)
    names = ("수집일별 쪽 처리 결과", "Pages by day and outcome")
    return _figure(*_drawn(vega_charts.coverage_bars, rows, names, "c"), (), ())


def quality_figure(quality: Rows) -> Figure:
    """One score per measure of extraction quality."""
    rows = chart_rows.quality_rows(quality)
    names = ("추출 품질", "Extraction quality")
    return _figure(*_drawn(vega_charts.quality_bars, rows, names, "q"), (), ())


def metadata_pictures(table: str, rows: Rows) -> dict[str, str]:
    """Markdown pictures for the metadata of a table, by name; empty where it has none."""
    style = charts.STANDALONE_STYLE
    return {
        f"chart_{name}": vega_charts.markdown_picture(f.english, style if f.is_bilingual else "")
        for name, draw in PICTURED.get(table, {}).items()
        for f in [draw(rows)]
    }


def _drawn(
    draw: Callable[[Any, str], dict[str, Any]], rows: Rows, names: Pair, prefix: str
) -> tuple[str, str]:
    if not rows:
        return (charts.empty_chart(),) * 2
    korean, english = (
        vega_charts.to_svg(draw(rows, language), name, f"{prefix}-{language}")
        for language, name in zip(("ko", "en"), names, strict=True)
    )
    return korean, english


def _figure(
    korean: str,
    english: str,
    columns: Sequence[Pair],
    cells: Sequence[tuple[Cell, ...]],
    *,
    total: int | None = None,
) -> Figure:
    cut = max(0, (total or len(cells)) - MAX_DATA_ROWS)
    return Figure(korean, english, tuple(columns), tuple(cells[:MAX_DATA_ROWS]), cut)


def _text(korean: str, english: str | None = None) -> Cell:
    return korean, english if english is not None else korean, False


def _number(value: object) -> Cell:
    return str(value), str(value), True


def _amount(krw: int) -> Cell:
    return won(krw), won(krw, "en"), True


def _label(word: str) -> Cell:
    return label(word), label(word, "en"), False


# Which tables show which charts in the metadata of their asset.
PICTURED: Mapping[str, Mapping[str, Callable[[Rows], Figure]]] = {
    "report/region_year_funding": {"map": map_figure, "by_year": years_figure},
    "report/commitments": {"timeline": timeline_figure},
    "report/network": {"network": network_figure},
    "report/coverage": {"outcomes": coverage_figure},
    "report/quality": {"scores": quality_figure},
}
