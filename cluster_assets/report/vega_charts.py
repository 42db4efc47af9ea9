"""Charts as static pictures by Vega-Lite: SVG for the report and for the asset metadata.

Nothing runs in the reader's browser: the picture is drawn when the site is rendered, so it
needs no script, prints, and works without network. The same rows give the same bytes. Words
in Korean or English; scraped words are neutralised before they are drawn.

The specifications are written out as Vega-Lite has them; the library that draws them is loaded
with the first chart, as it costs half a second at start.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from lxml import etree

from cluster_assets.report.chart_rows import cut
from cluster_assets.report.labels import EOK, label, readable, won

Spec = dict[str, Any]

SOURCE_COLOURS = {
    "national": "#1f5fa8",
    "province": "#4b9fd3",
    "municipal": "#5cb894",
    "local": "#b5d6a3",
    "private": "#e39b3c",
    "other": "#9b86bd",
    "total": "#b9c1cc",
}
STATUS_COLOURS = {"planned": "#1f5fa8", "executed": "#2f7d5b", "unknown": "#6b7686"}
MAX_NAME = 22
# Families that have Hangul; the reader's browser takes the first one it has.
FONT = "Pretendard, Apple SD Gothic Neo, Noto Sans KR, Noto Sans CJK KR, Malgun Gothic, sans-serif"
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
CONFIG: Spec = {
    "font": FONT,
    "view": {"continuousWidth": 300, "continuousHeight": 300, "stroke": None},
    "axis": {
        "labelFontSize": 12.5,
        "titleFontSize": 12.5,
        "titleFontWeight": "normal",
        "labelColor": "#1c2430",
        "titleColor": "#5a6676",
        "gridColor": "#d9dfe7",
        "domainColor": "#8a96a6",
        "tickColor": "#8a96a6",
    },
    "text": {"fontSize": 12.5, "color": "#1c2430"},
}
_BARE = {"ticks": False, "domain": False}
_SVG = "{http://www.w3.org/2000/svg}"


def year_stack(rows: Sequence[Mapping[str, Any]], language: str = "ko") -> Spec:
    """Stacked bars of ``chart_rows.year_rows``, in units of 100 million won."""
    shown = [s for s in SOURCE_COLOURS if any(r["source"] == s for r in rows)]
    names = {s: label(s, language) for s in shown}
    values = [
        {
            "year": str(r["year"]),
            "source": names[r["source"]],
            "rank": shown.index(r["source"]),
            "eok": r["krw"] / EOK,
            "told": f"{r['year']} {names[r['source']]}: {won(r['krw'], language)}",
        }
        for r in rows
    ]
    unit = "억원" if language == "ko" else "100 million won"
    years = [r["year"] for r in rows]
    domain = [str(y) for y in range(min(years), max(years) + 1)]
    encoding = {
        "x": _field(
            "year",
            "ordinal",
            title=None,
            scale={"domain": domain},
            axis={"labelAngle": 0, "labelOverlap": "greedy"},
        ),
        "y": _sum("eok", title=unit, axis={"format": ",d", "tickCount": 5}),
        "color": _colour("source", {names[s]: SOURCE_COLOURS[s] for s in shown}),
        "order": _field("rank", "quantitative"),
        "description": _field("told", "nominal"),
    }
    mark = {"type": "bar", "stroke": "white", "strokeWidth": 0.5}
    return _spec(values, 660, 270, mark=mark, encoding=encoding)


def timeline(rows: Sequence[Mapping[str, Any]], language: str = "ko") -> Spec:
    """A bar from first to last year for each of ``chart_rows.programme_rows``."""
    statuses = [s for s in STATUS_COLOURS if any(r["status"] == s for r in rows)]
    values = [_programme(i, r, language) for i, r in enumerate(rows)]
    names = {v["row"]: v["name"] for v in values}
    first, last = min(r["start"] for r in rows), max(r["end"] for r in rows) + 1
    step = max(1, -(-(last - first) // 12))
    names_axis = {"labelExpr": _lookup(names), "labelLimit": 240, "labelPadding": 8, **_BARE}
    years_axis = {"format": "d", "values": list(range(first, last + 1, step)), "orient": "top"}
    y = _field("row", "ordinal", title=None, axis=names_axis)
    bars = {
        "mark": {"type": "bar", "cornerRadius": 4, "height": {"band": 0.7}},
        "encoding": {
            "x": _field(
                "start",
                "quantitative",
                title=None,
                scale={"domain": [first, last], "nice": False},
                axis=years_axis,
            ),
            "x2": {"field": "end"},
            "y": y,
            "color": _colour("status", {label(s, language): STATUS_COLOURS[s] for s in statuses}),
            "description": _field("told", "nominal"),
        },
    }
    amounts = _text("amount", _field("end", "quantitative"), y, dx=6)
    return _spec(values, 460, 26 * len(rows), layer=[bars, amounts])


def _programme(position: int, row: Mapping[str, Any], language: str) -> dict[str, Any]:
    amount = won(row["krw"], language)
    return {
        "row": f"{position:03d}",
        "name": cut(row["initiative"], MAX_NAME),
        "start": row["start"],
        "end": row["end"] + 1,
        "amount": amount,
        "status": label(row["status"], language),
        "told": f"{cut(row['initiative'], 80)}, {row['start']}–{row['end']}: {amount}",
    }


def coverage_bars(rows: Sequence[Mapping[str, Any]], language: str = "ko") -> Spec:
    """Stacked bars of ``chart_rows.coverage_rows``: what became of each day's pages."""
    outcomes = sorted({str(r["outcome"]) for r in rows}, key=lambda o: (o != "kept", o))
    greys = ("#e39b3c", "#b9c1cc", "#9b86bd", "#c9766b", "#6b7686", "#d8b365", "#8c9db5")
    colours = {
        o: "#1f5fa8" if o == "kept" else greys[i % len(greys)] for i, o in enumerate(outcomes)
    }
    values = [
        {
            "day": r["day"],
            "outcome": label(r["outcome"], language),
            "rank": outcomes.index(r["outcome"]),
            "pages": r["pages"],
            "told": f"{r['day']} {label(r['outcome'], language)}: {r['pages']}",
        }
        for r in rows
    ]
    unit = "쪽" if language == "ko" else "pages"
    days_axis = {"labelAngle": -40, "labelLimit": 90}
    encoding = {
        "x": _field("day", "ordinal", title=None, axis=days_axis),
        "y": _sum("pages", title=unit, axis={"format": "d", "tickCount": 5, "tickMinStep": 1}),
        "color": _colour("outcome", {label(o, language): colours[o] for o in outcomes}),
        "order": _field("rank", "quantitative"),
        "description": _field("told", "nominal"),
    }
    return _spec(values, 460, 180, mark={"type": "bar"}, encoding=encoding)


def quality_bars(rows: Sequence[Mapping[str, Any]], language: str = "ko") -> Spec:
    """A bar from 0 to 1 for each of ``chart_rows.quality_rows``."""
    values = [
        {
            "measure": cut(r["measure"], 34),
            "score": r["score"],
            "shown": f"{r['score']:.3f}",
            "told": f"{r['measure']}: {r['score']:.3f} (n = {r['n']:g})",
            "bundled": r.get("bundled"),
        }
        for r in rows
    ]
    unit = "F1 / 정확도" if language == "ko" else "F1 / accuracy"
    y = _field("measure", "nominal", title=None, sort=None, axis={"labelLimit": 260, **_BARE})
    bars = {
        "mark": {"type": "bar", "color": "#4b9fd3", "height": {"band": 0.65}},
        "encoding": {
            "x": _field(
                "score",
                "quantitative",
                title=unit,
                scale={"domain": [0, 1]},
                axis={"tickCount": 5},
            ),
            "y": y,
            "description": _field("told", "nominal"),
        },
    }
    ticks = {
        "mark": {"type": "tick", "color": "#1b2a38", "thickness": 2, "aria": False},
        "encoding": {"x": _field("bundled", "quantitative"), "y": y},
    }
    shown = _text("shown", _field("score", "quantitative"), y, dx=4)
    return _spec(values, 330, 20 * len(rows), layer=[bars, ticks, shown])


def to_svg(spec: Spec, name: str, prefix: str) -> str:
    """The picture as inline SVG: named, sized by its viewBox, ids of its own.

    ``prefix`` keeps ids apart where several pictures stand in one page. Bars carry their
    words as ``<title>``; there is no style, script or link in it.
    """
    import vl_convert

    root = etree.fromstring(vl_convert.vegalite_to_svg(spec).encode(), _parser())
    ids: dict[str, str] = {}
    for node in root.iter(etree.Element):
        told = node.attrib.get("aria-label")
        if (
            told
            and node.tag in (f"{_SVG}path", f"{_SVG}rect")
            and "mark" not in node.get("class", "")
        ):
            title = etree.SubElement(node, f"{_SVG}title")
            title.text = readable(str(told))
        for attribute in list(node.attrib):
            text = str(attribute)
            if text in ("role", "style", "class") or text.startswith("aria-"):
                del node.attrib[attribute]
        if "id" in node.attrib:
            ids[str(node.attrib["id"])] = f"{prefix}-{len(ids)}"
            node.attrib["id"] = ids[str(node.attrib["id"])]
    for attribute in ("width", "height", "version"):
        root.attrib.pop(attribute, None)
    root.set("role", "img")
    root.set("aria-label", name)
    text = etree.tostring(root, encoding="unicode")
    return re.sub(r"url\(#([^)]*)\)", lambda m: f"url(#{ids.get(m[1], m[1])})", text)


def markdown_picture(svg: str, style: str = "") -> str:
    """An SVG as a Markdown image that holds it; ``style`` is CSS it needs to stand alone.

    As an image it runs no script, and its words are set in the reader's fonts.
    """
    root = etree.fromstring(svg.encode(), _parser())
    width, height = root.get("viewBox", "0 0 600 400").split()[2:]
    root.set("width", width)
    root.set("height", height)
    root.set("font-family", FONT)
    if style:
        node = etree.Element(f"{_SVG}style")
        node.text = style
        root.insert(0, node)
    held = base64.b64encode(etree.tostring(root)).decode()
    return f"![chart](data:image/svg+xml;base64,{held})"


def _spec(values: Sequence[Mapping[str, Any]], width: int, height: int, **drawn: Any) -> Spec:
    return {
        "$schema": SCHEMA,
        "config": CONFIG,
        "background": "transparent",
        "padding": 6,
        "width": width,
        "height": height,
        "data": {"values": list(values)},
        **drawn,
    }


def _field(name: str, kind: str, **more: Any) -> Spec:
    return {"field": name, "type": kind, **more}


def _sum(name: str, **more: Any) -> Spec:
    return {"aggregate": "sum", **_field(name, "quantitative", **more)}


def _text(name: str, x: Spec, y: Spec, *, dx: int) -> Spec:
    """Words beside a bar; the bar itself already tells them to a screen reader."""
    mark = {"type": "text", "align": "left", "dx": dx, "aria": False}
    return {"mark": mark, "encoding": {"x": x, "y": y, "text": _field(name, "nominal")}}


def _colour(name: str, colours: Mapping[str, str]) -> Spec:
    """Colours by word, in their order, with a legend."""
    scale = {"domain": list(colours), "range": list(colours.values())}
    legend = {
        "title": None,
        "orient": "bottom",
        "columns": min(len(colours), 4),
        "labelFontSize": 12.5,
        "labelColor": "#1c2430",
        "labelLimit": 200,
        "symbolType": "square",
        "columnPadding": 28,
    }
    return _field(name, "nominal", scale=scale, legend=legend)


def _lookup(names: Mapping[str, str]) -> str:
    """A Vega expression that shows the name of a row; names go in as JSON literals."""
    return f"({json.dumps(dict(names))})[datum.label]"


def _parser() -> Any:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
