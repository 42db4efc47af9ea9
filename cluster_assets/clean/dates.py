"""The day an article was published, from labelled evidence only.

A wrong date costs more than a missing one: the page's own clock, modification and
registration dates, copyright years and dates inside the article are never taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from lxml import html as lxml_html

from cluster_assets.clean.date_lines import (
    bare,
    in_title_bar,
    labelled,
    relative,
    stamped,
    without_imprint,
)
from cluster_assets.clean.objects import article_objects, state_objects
from cluster_assets.clean.outline import Outline, outline
from cluster_assets.clean.stamps import SEOUL, aware, parse_stamp
from cluster_assets.clean.titles import find_title
from cluster_assets.clean.visible import Line
from cluster_assets.clean.zones import MAX_INFO_LINES, Zones, find_zones

EARLIEST = date(1988, 1, 1)
"""No Korean news page on the web is older."""

_LATEST = date(2099, 12, 31)

Precision = Literal["day", "second", "none"]


@dataclass(frozen=True, slots=True)
class PublishedDate:
    """Publication day in Seoul, the evidence it was read from, and how exact that was."""

    date: date | None
    source: str | None = None
    precision: Precision = "none"


UNKNOWN = PublishedDate(None)

_STOP = re.compile(
    r"관련\s?기사|많이\s?본|등록번호|제호\s?:|발행인|이전\s?글|다음\s?글|댓글\s?(?:목록|쓰기)|copyright",
    re.I,
)
_STRONG_META_NAMES = (
    "article:published_time og:article:published_time og:published_time datepublished"
    " article:published article:published_date article.published parsely-pub-date"
    " cxenseparse:recs:publishtime cxenseparse:publishtime sailthru.date pubdate"
    " publishdate publish-date publish_date published_time published_at published_date"
    " published-date article:regdate regdate reg_date dc.date.issued dcterms.issued"
    " dc.date.created dcterms.created article:created article_date_original bt:pubdate"
    " article-pub-date"
)
_STRONG_METAS = tuple(_STRONG_META_NAMES.split())
_WEAK_METAS = (
    "dc.date",
    "dcterms.date",
    "date",
    "og:regdate",
    "article:date",
    "originalpublicationdate",
)
_STATE_KEYS = re.compile(
    r"^(?:datepublished|publish(?:ed)?_?(?:at|date|time|on)?|pub_?date|reg_?(?:date|dt|dttm|time)|"
    r"first_?publish\w{0,10}|input_?(?:date|time)|created_?(?:at|date|time)?|service_?(?:date|time))$",
    re.IGNORECASE,
)


def find_published(
    tree: lxml_html.HtmlElement,
    *,
    html: str = "",
    body_text: str = "",
    title: str | None = None,
    outlet: str | None = None,
    captured_at: datetime | None = None,
) -> PublishedDate:
    """Publication day of the article on ``tree``; ``date`` is None where nothing tells it.

    ``captured_at`` resolves relative forms ('3일 전') and rejects days after the capture.
    """
    page = outline(tree)
    if title is None:
        title = find_title(tree, body_text)
    limit = _LATEST
    if captured_at is not None:
        limit = aware(captured_at).astimezone(SEOUL).date() + timedelta(days=1)
    zones = find_zones(page, title, body_text)
    for found in (
        _from_json_ld(page, title),
        _from_metas(page, _STRONG_METAS),
        _from_time_elements(tree),
        _from_lines(page, zones, outlet, captured_at),
        _from_script_state(tree, title),
        _from_metas(page, _WEAK_METAS),
    ):
        for candidate in found:
            if candidate.date and EARLIEST <= candidate.date <= limit:
                return candidate
    return UNKNOWN


def _from_json_ld(page: Outline, title: str | None) -> Iterator[PublishedDate]:
    for node in article_objects(page.json_ld, title):
        value = node.get("datePublished")
        if isinstance(value, str) and (day := parse_stamp(value)):
            yield PublishedDate(day, "json-ld datePublished", "second")


def _from_metas(page: Outline, names: tuple[str, ...]) -> Iterator[PublishedDate]:
    for name in names:
        for value in page.metas.get(name, ()):
            if day := parse_stamp(value):
                yield PublishedDate(day, f"meta {name}", "second")


_TIME_HINT = re.compile(r"\b(?:entry-date|published|pubdate|dt-published)\b")


def _from_time_elements(tree: lxml_html.HtmlElement) -> Iterator[PublishedDate]:
    """``<time>`` and ``itemprop=datePublished`` that say they are the publication."""
    for element, _ in zip(tree.iter("time", "span", "abbr", "div", "p"), range(3000), strict=False):
        marks = f"{element.get('class') or ''} {element.get('itemprop') or ''}".lower()
        is_marked = "datepublished" in marks or element.get("pubdate") is not None
        if element.tag == "time":
            is_marked = is_marked or bool(_TIME_HINT.search(marks))
        if not is_marked or re.search(r"updated|modified", marks.replace("published updated", "")):
            continue
        value = element.get("datetime") or element.get("content") or element.get("title")
        value = value or "".join(element.itertext())[:80]
        if day := parse_stamp(value):
            yield PublishedDate(day, "time element", "second" if element.get("datetime") else "day")
            return


def _from_lines(
    page: Outline, zones: Zones, outlet: str | None, captured_at: datetime | None
) -> Iterator[PublishedDate]:
    """Labelled dates around the headline, then bare ones in the info line, then the tail."""
    lines = page.lines
    if not lines:
        return
    between = (
        [
            line
            for line in lines[
                max(zones.title + 1, zones.body_start - MAX_INFO_LINES) : zones.body_start
            ]
            if line.region in {"", "comment"}
        ]
        if zones.title >= 0
        else []
    )
    above = (
        list(lines[max(0, zones.title - 12) : zones.title])
        if zones.title >= 0
        else list(lines[max(0, zones.body_start - 12) : zones.body_start])
    )
    above = without_imprint([line for line in above if line.region == ""])
    below = list(_tail(lines, zones))
    for place, chosen in (("headline", between), ("above headline", above)):
        if day := labelled(chosen):
            yield PublishedDate(day, f"label at {place}", "day")
    if day := bare(between, outlet):
        yield PublishedDate(day, "info line", "day")
    if zones.title > 0 and (day := in_title_bar(lines[zones.title - 1], lines[zones.title])):
        yield PublishedDate(day, "title bar", "day")
    if day := stamped(between):
        yield PublishedDate(day, "time beside headline", "second")
    if captured_at and (day := relative(between, captured_at)):
        yield PublishedDate(day, "relative to capture", "day")
    if day := labelled(below, is_strict=True):
        yield PublishedDate(day, "label below body", "day")


def _tail(lines: tuple[Line, ...], zones: Zones) -> Iterator[Line]:
    for line in lines[zones.body_end : zones.body_end + 12]:
        if line.region or _STOP.search(line.text):
            return
        yield line


def _from_script_state(tree: lxml_html.HtmlElement, title: str | None) -> Iterator[PublishedDate]:
    """Dates in a page's own JSON state, only from the object that holds the headline."""
    for node in state_objects(tree, title):
        for key, value in node.items():
            if _STATE_KEYS.match(key) and isinstance(value, str) and (day := parse_stamp(value)):
                yield PublishedDate(day, "page state", "second")
