"""The article's own text out of a page: known containers first, guesses after, or a refusal."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

from .dom import PageIndex
from .layouts import FALLBACK_LAYOUTS, NAMED, declared_containers, named_containers
from .limits import (
    MAX_DEPTH_FOR_TRAFILATURA,
    MAX_NODES_FOR_TRAFILATURA,
    MAX_TEXT_CHARS,
    MAX_VOTING_ANCESTORS,
    MIN_BODY_CHARS,
    MIN_GUESSED_BODY_CHARS,
    Clock,
)
from .lines import ends_sentence, keep_lines, noise_rule, squash
from .reading import Line, read_lines
from .refusals import Body, is_teaser_list, refuse_body, refuse_page
from .scripts import script_bodies
from .subheadlines import find_subheadlines

_BULLET = re.compile(r"[▲△▶▷◆◇■□●○◎※★☆·ㆍ•\-–①-⑳]|[ㅇㅁo]\s|(?:\d{1,2}|[가-하])\s?[.)]\s")
#: A sentence at least this long stands in no menu.
_MIN_SENTENCE = 40
#: Containers tried by their name: nested ones cost the page again each.
_MAX_NAMED = 12
#: Elements of one paragraph, which alone are no article.
_PARAGRAPH_TAGS = frozenset({"p", "span", "font", "b", "strong", "li", "dd", "blockquote"})
#: Steps outward from the densest element where that alone is too short.
_MAX_WIDENED = 8
#: Without one running sentence there is no article for any extractor.
_SENTENCE = re.compile(r"[가-힣][^<>{}\n]{30}[^<>{}\n]{0,300}다[.”\"]")


@dataclass(frozen=True, slots=True)
class _Found:
    """A container with what was read from it."""

    layout: str
    lines: list[Line]
    kept: list[Line]
    container: HtmlElement | None

    @property
    def chars(self) -> int:
        return sum(len(line.text) for line in self.kept)

    @property
    def sentences(self) -> int:
        return sum(ends_sentence(line.text) or len(line.text) > 120 for line in self.kept)


def find_body(index: PageIndex, headlines: frozenset[str], clock: Clock) -> Body:
    """Find the article, or refuse.

    Raises:
        PageTooLargeError: the page ran out of time or paragraphs.
    """
    found = _from_declared(index, headlines, clock)
    if found is None or found.chars < 3 * MIN_GUESSED_BODY_CHARS:
        found = _better(found, _from_density(index, headlines, clock))
    scripted = _from_scripts(index, headlines, found, clock)
    if scripted is not None:
        return scripted
    if found is None:
        bodies = index.by_tag.get("body") or [index.tree]
        shown = read_lines(bodies[0], index, clock)
        found = None if is_teaser_list(shown) else _from_trafilatura(index, headlines)
        if found is None:
            return refuse_page(shown)
    refusal = refuse_body(found.layout, found.lines, found.kept)
    if refusal is not None:
        return refusal
    lines = [line.text for line in found.kept]
    if found.container is not None:
        heads = find_subheadlines(index, found.container, found.kept, headlines, clock)
        lines = [*heads, *lines]
    return Body("\n".join(lines)[:MAX_TEXT_CHARS], found.layout)


def _read(
    layout: str, element: HtmlElement, index: PageIndex, headlines: frozenset[str], clock: Clock
) -> _Found:
    lines = read_lines(element, index, clock)
    if layout in FALLBACK_LAYOUTS or layout == NAMED:
        lines = _below_headline(lines, headlines)
    return _Found(layout, lines, keep_lines(lines, headlines), element)


def _below_headline(lines: list[Line], headlines: frozenset[str]) -> list[Line]:
    """The lines after the headline, where only short ones stand before it."""
    for number, line in enumerate(lines):
        if squash(line.text) in headlines:
            return lines[number + 1 :]
        if len(line.text) >= _MIN_SENTENCE and ends_sentence(line.text):
            break
    return lines


def _from_declared(index: PageIndex, headlines: frozenset[str], clock: Clock) -> _Found | None:
    """The first declared container with an article in it, else the best of the named ones."""
    for layout, elements in declared_containers(index):
        read = [_read(layout.name, element, index, headlines, clock) for element in elements[:8]]
        if _are_paragraphs(read, elements):
            read = [_read(layout.name, elements[0].getparent(), index, headlines, clock)]
        most = max(found.chars for found in read)
        if most < MIN_BODY_CHARS:
            continue
        # Endless-scroll pages hold further articles: the first full one is the page's own.
        found = next(found for found in read if found.chars >= 0.5 * most)
        if found.sentences:
            return found
    best: _Found | None = None
    for number, element in enumerate(named_containers(index)):
        if number >= _MAX_NAMED:
            break
        found = _read(NAMED, element, index, headlines, clock)
        if found.chars >= MIN_GUESSED_BODY_CHARS and found.sentences >= 2 and _is_dense(found):
            is_tighter = best is not None and len(found.lines) < len(best.lines)
            if best is None or found.chars > (0.9 if is_tighter else 1.1) * best.chars:
                best = found
    return best


def _are_paragraphs(read: list[_Found], elements: list[HtmlElement]) -> bool:
    """The name marks each paragraph and not the body: short neighbours in one parent."""
    parent = elements[0].getparent()
    return (
        len(elements) > 1
        and parent is not None
        and all(element.getparent() is parent for element in elements)
        and all(len(found.kept) <= 2 for found in read)
    )


def _is_dense(found: _Found) -> bool:
    """Most of what the container shows is the article."""
    shown = sum(len(line.text) for line in found.lines)
    return found.chars >= 0.6 * shown and found.sentences >= 0.15 * len(found.kept)


def _better(first: _Found | None, second: _Found | None) -> _Found | None:
    """A declared container stands unless the page holds a far longer text elsewhere."""
    if first is None or second is None:
        return first or second
    return second if second.chars > 2.5 * first.chars else first


def _weight(line: Line) -> float:
    size = len(line.text)
    if line.is_row:
        return 0.3 * size
    if line.link_share > 0.5 or noise_rule(line.text):
        return -(min(size, 80) + 20.0)
    if size >= 30 and ends_sentence(line.text):
        return float(size)
    if size >= 120 or (size >= 12 and _BULLET.match(line.text)):
        return 0.5 * size
    return -(0.3 * min(size, 60) + 6.0)


def _from_density(index: PageIndex, headlines: frozenset[str], clock: Clock) -> _Found | None:
    """The element whose sentences outweigh its other lines by the most characters."""
    bodies = index.by_tag.get("body") or [index.tree]
    scores: dict[HtmlElement, float] = {}
    sentences: dict[HtmlElement, float] = {}
    for number, line in enumerate(read_lines(bodies[0], index, clock)):
        if not number % 1000:
            clock.check()
        weight = _weight(line)
        sentences[line.owner] = sentences.get(line.owner, 0.0) + max(weight, 0.0)
        element: HtmlElement | None = line.owner
        for _ in range(MAX_VOTING_ANCESTORS):
            if element is None:
                break
            scores[element] = scores.get(element, 0.0) + weight
            element = element.getparent()
    if not scores:
        return None
    best = max(scores, key=lambda element: (scores[element], index.order.get(element, 0)))
    if scores[best] <= 0:  # one element holds menus and article alike, set apart by breaks
        best = max(sentences, key=lambda element: sentences[element])
        found = _read("density", best, index, headlines, clock)
        return found if sentences[best] >= MIN_GUESSED_BODY_CHARS and _is_dense(found) else None
    element = best
    for _ in range(_MAX_WIDENED):  # one cell of a layout table is not yet the article
        if element is None or scores.get(element, 0.0) <= 0:
            return None
        found = _read("density", element, index, headlines, clock)
        if found.chars >= MIN_GUESSED_BODY_CHARS:
            return _with_neighbours(found, element, index, headlines, clock)
        element = element.getparent()
    return None


def _with_neighbours(
    found: _Found,
    element: HtmlElement,
    index: PageIndex,
    headlines: frozenset[str],
    clock: Clock,
) -> _Found:
    """The parent of a single paragraph that outweighed the noise between its neighbours."""
    parent = element.getparent()
    if element.tag not in _PARAGRAPH_TAGS or parent is None:
        return found
    wider = _read("density", parent, index, headlines, clock)
    return wider if wider.chars >= 1.2 * found.chars and _is_dense(wider) else found


def _from_scripts(
    index: PageIndex, headlines: frozenset[str], found: _Found | None, clock: Clock
) -> Body | None:
    """The body that only stands in JSON, or stands there in full and in the page in part."""
    visible = found.chars if found else 0
    lead = squash(found.kept[0].text)[:15] if found and found.kept else ""
    for layout, lines in script_bodies(index, clock):
        kept = keep_lines(lines, headlines)
        text = "\n".join(line.text for line in kept)
        if len(text) < MIN_GUESSED_BODY_CHARS or text.endswith(("…", "...")):
            continue
        if len(text) > 1.5 * visible and (visible < 200 or (lead and lead in squash(text))):
            return Body(text[:MAX_TEXT_CHARS], layout)
    return None


def _from_trafilatura(index: PageIndex, headlines: frozenset[str]) -> _Found | None:
    """The general extractor, on a copy: it changes the tree, and is slow to import."""
    if _is_costly(index) or not _SENTENCE.search("".join(islice(index.tree.itertext(), 20_000))):
        return None
    try:
        from trafilatura import extract

        tree = deepcopy(index.tree)
        for element in tree.iter("td", "th"):  # it writes out every spanned cell
            element.attrib.pop("colspan", None)
            element.attrib.pop("rowspan", None)
        text = extract(tree, favor_precision=True, include_comments=False)
    except Exception:  # a third-party parser must not decide a page's outcome
        return None
    lines = [
        Line("\t".join(cell.strip() for cell in line.strip("| ").split("|")), 0, index.tree)
        for line in (text or "").split("\n")
        if line.strip("|- ")
    ]
    lines = _below_headline(lines, headlines)
    found = _Found("trafilatura", lines, keep_lines(lines, headlines), None)
    enough = found.chars >= MIN_GUESSED_BODY_CHARS and found.sentences >= 2
    return found if enough and _is_dense(found) else None


def _is_costly(index: PageIndex) -> bool:
    """Whether the general extractor, which reads each level again, would take seconds."""
    if len(index.order) > MAX_NODES_FOR_TRAFILATURA:
        return True
    depths: dict[HtmlElement | None, int] = {None: 0}
    for element in index.order:  # in document order: parents come first
        depth = depths.get(element.getparent(), 0) + 1
        if depth > MAX_DEPTH_FOR_TRAFILATURA:
            return True
        depths[element] = depth
    return False
