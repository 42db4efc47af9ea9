"""Sub-headlines of an article that stand outside its body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from .dom import PageIndex
from .limits import Clock
from .lines import noise_rule, squash
from .reading import Line, read_lines

_SUBHEADLINE_TAGS = frozenset(
    ["h2", "h3", "h4", "h5", "p", "div", "strong", "span", "li", "ul", "em", "b", "dd", "td"]
)
_MAX_SUBHEADLINES = 6
_MAX_SUBHEADLINE_CHARS = 160
_SUBHEADLINE = re.compile(
    r"^(?:.*sub[-_]?(?:title|tit|head|heading|headline|tlt|subject|ject|tt)s?(?:[-_]?(?:txt|text|box|wrap|area))?"
    r"|sub|subs|.*(?:title|tit|head)[-_]?sub|deck|dek|(?:art|article|news|view|v|cont)[-_]?sub|.*[-_](?:deck|dek)|kicker-sub|s[-_]?tit(?:le)?|stitle|lead-?title"
    r"|media_end_summary|article[-_]?(?:summary|lead|lede)|news[-_]?summary|view[-_]?summary|summary[-_]?(?:view|text|txt|tit)|standfirst|small[-_]?title)$",
    re.IGNORECASE,
)


def find_subheadlines(
    index: PageIndex,
    container: HtmlElement,
    kept: Sequence[Line],
    headlines: frozenset[str],
    clock: Clock,
) -> Iterator[str]:
    """Sub-headlines that stand before the body, between it and the headline."""
    start = index.order.get(container, 0)
    seen = {squash(line.text) for line in kept[:12]} | set(headlines) | _sections(index)
    given = 0
    elements = _marked_subheadlines(index, start) or _headings_before(index, start, headlines)
    for element in elements:
        if len(str(element.xpath("string()"))) > 3 * _MAX_SUBHEADLINE_CHARS:
            continue
        for line in read_lines(element, index, clock):
            key = squash(line.text)
            wrong = len(line.text) > _MAX_SUBHEADLINE_CHARS or line.link_share > 0.5
            if wrong or len(key) < 5 or key in seen or noise_rule(line.text):
                continue
            seen.add(key)
            yield line.text
            given += 1
            if given >= _MAX_SUBHEADLINES:
                return


def _sections(index: PageIndex) -> set[str]:
    """Squashed parts of the title tag: the site's and its sections' names."""
    titles = [str(title.xpath("string()"))[:300] for title in index.by_tag.get("title", ())[:1]]
    return {squash(part) for title in titles for part in re.split(r"[|<>:\-–]", title)}


def _marked_subheadlines(index: PageIndex, start: int) -> list[HtmlElement]:
    elements = {
        element
        for token, members in (*index.by_class.items(), *index.by_id.items())
        if _SUBHEADLINE.match(token)
        for element in members[:10]
        if index.order.get(element, start) < start
        and element.tag in _SUBHEADLINE_TAGS
        and not any(parent.tag in ("nav", "aside", "footer") for parent in element.iterancestors())
    }
    return sorted(elements, key=lambda element: index.order[element])


def _headings_before(index: PageIndex, start: int, headlines: frozenset[str]) -> list[HtmlElement]:
    """Headings between the headline and the body, on pages that do not mark sub-headlines."""
    heads = [
        (index.order[element], element)
        for tag in ("h1", "h2", "h3", "h4", "h5")
        for element in index.by_tag.get(tag, ())[:30]
        if index.order[element] < start
    ]
    heads.sort(key=lambda pair: pair[0])
    after: list[HtmlElement] | None = None
    for _, element in heads:
        key = squash(str(element.xpath("string()"))[:300])
        if len(key) >= 6 and any(key in headline for headline in headlines):
            after = []
        elif after is not None and element.tag != "h1":
            after.append(element)
    return after or []
