"""Charts as static pictures by Vega-Lite: SVG for the report and for the asset metadata.

Nothing runs in the reader's browser: the picture is drawn when the site is rendered, so it
needs no script, prints, and works without network. The same rows give the same bytes. Words
in Korean or English; scraped words are neutralised before they are drawn.

The libraries are imported when the first chart is drawn: they cost seconds at start.
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
_SVG = "{http://www.w3.org/2000/svg}"


def year_stack(rows: Sequence[Mapping[str, Any]], language: str = "ko") -> Spec:
    """Stacked bars of ``chart_rows.year_rows``, in units of 100 million won."""
    import altair as alt

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
    scale = alt.Scale(domain=list(names.values()), range=[SOURCE_COLOURS[s] for s in shown])
    years = [str(r["year"]) for r in rows]
    domain = [str(y) for y in range(int(min(years)), int(max(years)) + 1)]
    chart = (
        _chart(values)
        .mark_bar(stroke="white", strokeWidth=0.5)
        .encode(
            x=alt.X("year:O", title=None, scale=alt.Scale(domain=domain), axis=_level_axis()),
            y=alt.Y("sum(eok):Q", title=unit, axis=alt.Axis(format=",d", tickCount=5)),
            color=alt.Color("source:N", scale=scale, legend=_legend(len(shown))),
            order=alt.Order("rank:Q"),
            description=alt.Description("told:N"),
        )
    )
    return _finished(chart, width=660, height=270)


def timeline(rows: Sequence[Mapping[str, Any]], language: str = "ko") -> Spec:
    """A bar from first to last year for each of ``chart_rows.programme_rows``."""
    import altair as alt

    statuses = [s for s in STATUS_COLOURS if any(r["status"] == s for r in rows)]
    values = [_programme(i, r, language) for i, r in enumerate(rows)]
    names = {v["row"]: v["name"] for v in values}
    first, last = min(r["start"] for r in rows), max(r["end"] for r in rows) + 1
    step = max(1, -(-(last - first) // 12))
    y = alt.Y(
        "row:O",
        title=None,
        axis=alt.Axis(
            labelExpr=_lookup(names), labelLimit=240, ticks=False, domain=False, labelPadding=8
        ),
    )
    scale = alt.Scale(
        domain=[label(s, language) for s in statuses], range=[STATUS_COLOURS[s] for s in statuses]
    )
    base = _chart(values)
    bars = base.mark_bar(cornerRadius=4, height={"band": 0.7}).encode(
        x=alt.X(
            "start:Q",
            title=None,
            scale=alt.Scale(domain=[first, last], nice=False),
            axis=alt.Axis(format="d", values=list(range(first, last + 1, step)), orient="top"),
        ),
        x2=alt.X2("end:Q"),
        y=y,
        color=alt.Color("status:N", scale=scale, legend=_legend(len(statuses))),
        description=alt.Description("told:N"),
    )
    amounts = base.mark_text(align="left", dx=6, aria=False).encode(
        x=alt.X("end:Q"), y=y, text=alt.Text("amount:N")
    )
    return _finished(bars + amounts, width=460, height=26 * len(rows))


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
    import altair as alt

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
    scale = alt.Scale(
        domain=[label(o, language) for o in outcomes], range=[colours[o] for o in outcomes]
    )
    chart = (
        _chart(values)
        .mark_bar()
        .encode(
            x=alt.X("day:O", title=None, axis=alt.Axis(labelAngle=-40, labelLimit=90)),
            y=alt.Y(
                "sum(pages):Q",
                title="쪽" if language == "ko" else "pages",
                axis=alt.Axis(format="d", tickMinStep=1, tickCount=5),
            ),
            color=alt.Color("outcome:N", scale=scale, legend=_legend(len(outcomes))),
            order=alt.Order("rank:Q"),
            description=alt.Description("told:N"),
        )
    )
    return _finished(chart, width=460, height=180)


def quality_bars(rows: Sequence[Mapping[str, Any]], language: str = "ko") -> Spec:
    """A bar from 0 to 1 for each of ``chart_rows.quality_rows``."""
    import altair as alt

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
    y = alt.Y(
        "measure:N", title=None, sort=None, axis=alt.Axis(labelLimit=260, ticks=False, domain=False)
    )
    base = _chart(values)
    bars = base.mark_bar(color="#4b9fd3", height={"band": 0.65}).encode(
        x=alt.X(
            "score:Q",
            title="F1 / 정확도" if language == "ko" else "F1 / accuracy",
            scale=alt.Scale(domain=[0, 1]),
            axis=alt.Axis(tickCount=5),
        ),
        y=y,
        description=alt.Description("told:N"),
    )
    shown = base.mark_text(align="left", dx=4, aria=False).encode(
        x=alt.X("score:Q"), y=y, text=alt.Text("shown:N")
    )
    ticks = base.mark_tick(color="#1b2a38", thickness=2, aria=False).encode(x="bundled:Q", y=y)
    return _finished(bars + ticks + shown, width=330, height=20 * len(rows))


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


def _finished(chart: Any, *, width: int, height: int) -> Spec:
    spec: Spec = (
        chart.properties(width=width, height=height, background="transparent", padding=6)
        .configure(font=FONT)
        .configure_view(stroke=None)
        .configure_axis(
            labelFontSize=12.5,
            titleFontSize=12.5,
            titleFontWeight="normal",
            labelColor="#1c2430",
            titleColor="#5a6676",
            gridColor="#d9dfe7",
            domainColor="#8a96a6",
            tickColor="#8a96a6",
        )
        .configure_text(fontSize=12.5, color="#1c2430")
        .to_dict()
    )
    return spec


def _chart(values: Sequence[Mapping[str, Any]]) -> Any:
    import altair as alt

    data: Any = alt.Data  # its constructor has no types
    return alt.Chart(data(values=values))


def _level_axis() -> Any:
    import altair as alt

    return alt.Axis(labelAngle=0, labelOverlap="greedy")


def _legend(entries: int) -> Any:
    import altair as alt

    return alt.Legend(
        title=None,
        orient="bottom",
        columns=min(entries, 4),
        labelFontSize=12.5,
        labelColor="#1c2430",
        labelLimit=200,
        symbolType="square",
        columnPadding=28,
    )


def _lookup(names: Mapping[str, str]) -> str:
    """A Vega expression that shows the name of a row; names go in as JSON literals."""
    return f"({json.dumps(dict(names))})[datum.label]"


def _parser() -> Any:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
