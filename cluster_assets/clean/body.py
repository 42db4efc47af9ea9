"""The article's own text out of a page: known containers first, guesses after, or a refusal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

from .dom import Line, PageIndex, read_lines
from .layouts import declared_containers, named_containers
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
from .phrases import PLAIN_END
from .scripts import script_bodies

_WALL = re.compile(
    r"쿠키(?:를|가|의|\s?정책|\s?설정)|로그인(?:이|을|해|하|\s?후|\s?정보)|아이디|비밀번호|회원\s?가입"
    r"|회원만|유료\s?(?:회원|구독|콘텐츠)|구독자\s?(?:전용|만)|접근\s?(?:이|권한)|접속이?\s?(?:차단|제한)"
    r"|페이지를\s?찾을\s?수|존재하지\s?않는|삭제된\s?(?:기사|게시물|페이지)|자바\s?스크립트|보안문자"
    r"|로봇이\s?아닙니다|잠시\s?후\s?다시|동의(?:하|를|합)|개인정보"
    r"|cookie|log\s?in|sign\s?in|subscribe|access denied|not found|captcha",
    re.IGNORECASE,
)
_SUBHEADLINE_TAGS = frozenset(
    ["h2", "h3", "h4", "h5", "p", "div", "strong", "span", "li", "ul", "em", "b", "dd", "td"]
)
_BULLET = re.compile(r"[▲△▶▷◆◇■□●○◎※★☆·ㆍ•\-–①-⑳]|[ㅇㅁo]\s|(?:\d{1,2}|[가-하])\s?[.)]\s")
#: Containers tried by their name: nested ones cost the page again each.
_MAX_NAMED = 12
#: Steps outward from the densest element where that alone is too short.
_MAX_WIDENED = 8
_MAX_SUBHEADLINES = 6
_MAX_SUBHEADLINE_CHARS = 160
#: Without one running sentence there is no article for any extractor.
_SENTENCE = re.compile(r"[가-힣][^<>{}\n]{30}[^<>{}\n]{0,300}다[.”\"]")
_SUBHEADLINE = re.compile(
    r"^(?:.*sub[-_]?(?:title|tit|head|heading|headline|tlt|subject|ject|tt)s?(?:[-_]?(?:txt|text|box|wrap|area))?"
    r"|sub|subs|.*(?:title|tit|head)[-_]?sub|deck|dek|.*[-_](?:deck|dek)|kicker-sub|s[-_]?tit(?:le)?|stitle|lead-?title"
    r"|media_end_summary|article[-_]?(?:summary|lead|lede)|news[-_]?summary|view[-_]?summary|summary[-_]?(?:view|text|txt|tit)|standfirst|small[-_]?title)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Body:
    """The article text of a page, or the reason why none was taken.

    ``layout`` names the declaration or fallback that found it; ``outcome`` is ``None`` when
    ``text`` may be used.
    """

    text: str = ""
    layout: str | None = None
    outcome: str | None = None
    reason: str | None = None


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
    scripted = _from_scripts(index, headlines, found)
    if scripted is not None:
        return scripted
    if found is None:
        found = _from_trafilatura(index, headlines)
    if found is None:
        return _refuse(index, clock)
    refusal = _judge(found, index)
    if refusal is not None:
        return refusal
    lines = [*_subheadlines(index, found, headlines, clock), *(line.text for line in found.kept)]
    return Body("\n".join(lines)[:MAX_TEXT_CHARS], found.layout)


def _read(
    layout: str, element: HtmlElement, index: PageIndex, headlines: frozenset[str], clock: Clock
) -> _Found:
    lines = read_lines(element, index, clock)
    return _Found(layout, lines, keep_lines(lines, headlines), element)


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
        found = _read("named-container", element, index, headlines, clock)
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
    for number, line in enumerate(read_lines(bodies[0], index, clock)):
        if not number % 1000:
            clock.check()
        weight = _weight(line)
        element: HtmlElement | None = line.owner
        for _ in range(MAX_VOTING_ANCESTORS):
            if element is None:
                break
            scores[element] = scores.get(element, 0.0) + weight
            element = element.getparent()
    if not scores:
        return None
    best = max(scores, key=lambda element: (scores[element], index.order.get(element, 0)))
    if scores[best] <= 0:
        return None
    element = best
    for _ in range(_MAX_WIDENED):  # one cell of a layout table is not yet the article
        if element is None or scores.get(element, 0.0) <= 0:
            return None
        found = _read("density", element, index, headlines, clock)
        if found.chars >= MIN_GUESSED_BODY_CHARS:
            return found
        element = element.getparent()
    return None


def _from_scripts(index: PageIndex, headlines: frozenset[str], found: _Found | None) -> Body | None:
    """The body that only stands in JSON, or stands there in full and in the page in part."""
    visible = found.chars if found else 0
    lead = squash(found.kept[0].text)[:15] if found and found.kept else ""
    for layout, paragraphs in script_bodies(index):
        kept = [
            line for line in paragraphs if not noise_rule(line) and squash(line) not in headlines
        ]
        text = "\n".join(kept)
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


def _judge(found: _Found, index: PageIndex) -> Body | None:
    """A refusal where what was found is a list, a wall or no article at all."""
    text = "\n".join(line.text for line in found.kept)
    shown = [line for line in found.lines if not line.is_row]
    titles = [line for line in shown if line.link_share >= 0.7 and 8 <= len(line.text) <= 120]
    teasers = sum(line.text.endswith(("…", "...", "..")) for line in found.kept)
    if len(titles) >= 4 and len(titles) >= 0.8 * max(len(found.kept), 1):
        return Body(layout=found.layout, outcome="list_page", reason="headlines with teasers")
    if teasers >= 4 and teasers >= 0.5 * len(found.kept):
        return Body(layout=found.layout, outcome="list_page", reason="teasers")
    walls = sum(
        len(line.text)
        for line in found.kept
        if _WALL.search(line.text) and not PLAIN_END.search(line.text[-20:])
    )
    if walls > 0.5 * len(text) and len(text) < 1500:
        return Body(layout=found.layout, outcome="no_text", reason="login, cookie or error page")
    has_sentence = any(ends_sentence(line.text) for line in found.kept)
    if found.chars < MIN_BODY_CHARS or not has_sentence:
        return Body(layout=found.layout, outcome="no_text", reason="no sentences")
    return None


def _refuse(index: PageIndex, clock: Clock) -> Body:
    bodies = index.by_tag.get("body") or [index.tree]
    lines = read_lines(bodies[0], index, clock)
    titles = sum(line.link_share >= 0.7 and 10 <= len(line.text) <= 300 for line in lines)
    if titles >= 8:
        return Body(outcome="list_page", reason=f"{titles} linked headlines, no article")
    if any(_WALL.search(line.text) for line in lines):
        return Body(outcome="no_text", reason="login, cookie or error page")
    return Body(outcome="no_text", reason="no article text")


def _subheadlines(
    index: PageIndex, found: _Found, headlines: frozenset[str], clock: Clock
) -> Iterator[str]:
    """Sub-headlines that stand before the body, between it and the headline."""
    if found.container is None:
        return
    start = index.order.get(found.container, 0)
    seen = {squash(line.text) for line in found.kept[:12]} | set(headlines)
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
