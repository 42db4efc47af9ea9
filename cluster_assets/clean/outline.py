"""One bounded walk over a page: its visible lines, its meta tags and its JSON-LD.

Title, outlet, byline and date are all read from this outline, so that the tree is walked
once, whatever its size, and never recursively.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lxml import etree, html

from .scripts import STATE_ASSIGNMENT

MAX_EVENTS = 80_000
"""Start and end tags looked at: about ten times a large news page."""
MAX_LINES = 6_000
MAX_LINE_CHARS = 2_000
KEY_CHARS = 400
MAX_JSON_CHARS = 400_000
MAX_JSON_NODES = 4_000

_BLOCK_NAMES = (
    "address article aside blockquote body br caption center dd div dl dt fieldset figcaption"
    " figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody"
    " td tfoot th thead time title tr ul"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_SKIPPED = frozenset(
    ["script", "style", "noscript", "template", "select", "option", "textarea", "svg", "iframe"]
)
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5"])
_BOLD = frozenset(["b", "strong", "font"])
_LABELS = frozenset(["span", "em", "i", "a", "strong", "b"])
_SIDE_TAGS = {"footer": "footer", "aside": "side", "nav": "side", "amp-sidebar": "side"}
_FOOTER_HINT = re.compile(r"\b(?:foot|footer|ft|copy|copyright|m_foot|colophon)\b|footer")
_COMMENT_HINT = re.compile(r"comment|reply|bo_vc\b|cmt")
_SIDE_HINT = re.compile(
    r"relat|\brel\b|rank|popular|sidebar|\baside\b|widget|recent|latest|prev_next|bo_v_nb|"
    r"post-navigation|best_|most|breadcrumb|\bgnb\b|\blnb\b|recommend"
)
_CLOCK_HINT = re.compile(r"today|clock|\bnow\b|header-date|nowdate|current")
_SPACE = re.compile(r"\s+")
_SQUASHED = re.compile(r"[\s'\"‘’“”「」『』<>《》〈〉·ㆍ・․‧･.,()（）\[\]~∼…\-–—]")


@dataclass(frozen=True, slots=True)
class Line:
    """One visible line: the text between two block boundaries."""

    text: str
    tag: str
    hint: str
    """Lower-case class and id of the line's block and of its two nearest ancestors."""
    region: str
    """'' for the main part, else 'footer', 'side', 'comment' or 'clock'."""
    stamp: str = ""
    """``datetime`` of the line's ``<time>`` element, where it has one."""


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """The parts of a page that its metadata is read from."""

    lines: tuple[Line, ...]
    keys: tuple[str, ...]
    """The start of each line as ``squash`` gives it."""
    metas: dict[str, tuple[str, ...]]
    title_tag: str
    canonical: str | None
    json_ld: tuple[dict[str, Any], ...]
    image_alts: tuple[str, ...]


def collapse(text: str) -> str:
    """``text`` with every run of white space as one blank, trimmed."""
    return _SPACE.sub(" ", text).strip()


def squash(text: str | None) -> str:
    """``text`` for comparison: no blanks, quotes, brackets, dots or dashes; lower case."""
    return _SQUASHED.sub("", text or "").lower()


@lru_cache(maxsize=1)
def outline(tree: html.HtmlElement) -> Outline:
    """The outline of ``tree``; the latest page's outline is remembered."""
    lines = tuple(_walk(tree))
    title = tree.find(".//title")
    link = next(
        (e for e in tree.iterfind(".//link[@rel]") if e.get("rel", "").lower() == "canonical"), None
    )
    alts = [
        collapse(image.get("alt", ""))
        for image, _ in zip(tree.iterfind(".//img[@alt]"), range(60), strict=False)
    ]
    return Outline(
        lines=lines,
        keys=tuple(squash(line.text[:KEY_CHARS]) for line in lines),
        metas=_metas(tree),
        title_tag=collapse("".join(title.itertext())[:500]) if title is not None else "",
        canonical=link.get("href") if link is not None else None,
        json_ld=tuple(_json_ld(tree)),
        image_alts=tuple(alt for alt in alts if alt),
    )


def _hint(element: html.HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}".strip().lower()[:120]


def _region(tag: str, hint: str, inherited: str) -> str:
    if tag in _SIDE_TAGS:
        return _SIDE_TAGS[tag] if inherited != "footer" else inherited
    if not hint or inherited:
        return inherited
    if _FOOTER_HINT.search(hint) and "entry-footer" not in hint:
        return "footer"
    if _COMMENT_HINT.search(hint):
        return "comment"
    if _SIDE_HINT.search(hint):
        return "side"
    return "clock" if _CLOCK_HINT.search(hint) else ""


def _walk(tree: html.HtmlElement) -> Iterator[Line]:
    """Visible lines in document order."""
    stack: list[tuple[str, str, str]] = [("body", "", "")]
    pieces: list[str] = []
    inline: list[str] = []
    stamps: list[str] = []
    skipped = 0
    made = 0
    size = 0
    is_after_sibling = False

    def flush() -> Line | None:
        text = collapse("".join(pieces))
        hints = [entry[1] for entry in stack[-3:] if entry[1]] + inline[:4]
        stamp = stamps[0] if stamps else ""
        pieces.clear()
        inline.clear()
        stamps.clear()
        if not text:
            return None
        return Line(text[:MAX_LINE_CHARS], stack[-1][0], " ".join(hints), stack[-1][2], stamp)

    root = tree.find(".//body")
    walker = etree.iterwalk(
        root if root is not None else tree, events=("start", "end", "comment", "pi")
    )
    for count, (event, element) in enumerate(walker):
        if count > MAX_EVENTS or made >= MAX_LINES:
            break
        tag = element.tag if isinstance(element.tag, str) else ""
        is_block = tag in _BLOCKS
        if tag == "br" and (stack[-1][0] in _HEADINGS or _HEADING_HINT.search(stack[-1][1])):
            is_block = False  # a headline of two lines is one line
            if event == "start":
                pieces.append(" ")
        if event in {"comment", "pi"}:
            text = element.tail
        elif event == "start":
            if tag in _SKIPPED:
                skipped += 1
            if is_block and (line := flush()):
                size, made = 0, made + 1
                yield line
            elif is_after_sibling and pieces and stack[-1][0] not in _HEADINGS:
                pieces.append(" ")  # two labels side by side are two words
            hint = _hint(element)
            if tag == "time" and element.get("datetime"):
                stamps.append(element.get("datetime", "")[:60])
            if not is_block and (hint or tag in _BOLD):
                is_bold = tag in _BOLD and (tag != "font" or element.get("size"))
                inline.append(f"{hint} bold".strip() if is_bold else hint)
            parent = stack[-1]
            region = _region(tag, hint, parent[2])
            if is_block and tag != "br":
                stack.append((tag, hint, region))
            else:  # an inline element keeps its block's tag
                stack.append((parent[0], "", region))
            text = element.text
        else:
            if is_block and (line := flush()):
                size, made = 0, made + 1
                yield line
            if len(stack) > 1:
                stack.pop()
            if tag in _SKIPPED:
                skipped -= 1
            text = element.tail if element is not root else None
        is_after_sibling = event == "end" and tag in _LABELS and not text
        if text and not skipped and size < 4 * MAX_LINE_CHARS:
            pieces.append(text[: 4 * MAX_LINE_CHARS])
            size += len(text)
    if line := flush():
        yield line


def _metas(tree: html.HtmlElement) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for element, _ in zip(tree.iter("meta"), range(300), strict=False):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = collapse((element.get("content") or "")[:1000])
        if name and content:
            key = name.strip().lower()
            found[key] = (*found.get(key, ()), content)
    return found


def _json_ld(tree: html.HtmlElement) -> Iterator[dict[str, Any]]:
    scripts = tree.iterfind(".//script[@type]")
    budget = MAX_JSON_CHARS
    for script in scripts:
        if "ld+json" not in script.get("type", "").lower():
            continue
        text = (script.text or "").strip()
        budget -= len(text)
        if budget < 0:
            return
        yield from json_objects(text)


def json_objects(text: str) -> Iterator[dict[str, Any]]:
    """Every object inside the JSON ``text``, outermost first; nothing where it is broken."""
    text = text.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    try:
        queue: list[Any] = [json.JSONDecoder(strict=False).raw_decode(text)[0]]
    except (ValueError, RecursionError):
        return
    seen = 0
    while queue and seen < MAX_JSON_NODES:
        node = queue.pop(0)
        seen += 1
        if isinstance(node, dict):
            yield node
            queue.extend(value for value in node.values() if isinstance(value, dict | list))
        elif isinstance(node, list):
            queue.extend(value for value in node[:500] if isinstance(value, dict | list))


def state_objects(tree: html.HtmlElement, title: str | None) -> Iterator[dict[str, Any]]:
    """Objects of a page's own JSON state that hold the headline ``title`` themselves."""
    wanted = squash(title)
    if not wanted:
        return
    for script, _ in zip(tree.iterfind(".//script"), range(60), strict=False):
        text = script.text or ""
        kind = (script.get("type") or "").lower()
        if "ld+json" in kind or len(text) > MAX_JSON_CHARS:
            continue
        if "json" not in kind:
            assigned = STATE_ASSIGNMENT.search(text)
            if not assigned:
                continue
            text = text[assigned.end() :]
        for node in json_objects(text):
            if any(isinstance(v, str) and squash(v[:300]) == wanted for v in node.values()):
                yield node


_ARTICLE_TYPE = re.compile(
    r"(?:News|Report|Blog|Analysis|Opinion|Scholarly)?Article|BlogPosting|Report"
)


def article_objects(page: Outline, title: str | None = None) -> list[dict[str, Any]]:
    """The JSON-LD objects that describe this article.

    With several articles on a page (lists of related ones) only those count whose
    headline is ``title``; a single one needs no headline.
    """
    found = []
    for node in page.json_ld:
        kinds = node.get("@type")
        kinds = kinds if isinstance(kinds, list) else [kinds]
        if any(isinstance(kind, str) and _ARTICLE_TYPE.search(kind) for kind in kinds):
            found.append(node)
    if len(found) > 1 and title:
        wanted = squash(title)
        named = [n for n in found if _same_head(squash(_text(n.get("headline"))), wanted)]
        return named or found[:1]
    return found


def _same_head(head: str, wanted: str) -> bool:
    return bool(head) and (head in wanted or wanted in head)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def names_of(value: object) -> list[str]:
    """Names in a JSON-LD person or organisation, or in a list of them."""
    if isinstance(value, str):
        return [collapse(value)]
    if isinstance(value, dict):
        return names_of(value.get("name"))
    if isinstance(value, list):
        return [name for item in value[:10] for name in names_of(item)]
    return []


@dataclass(frozen=True, slots=True)
class Zones:
    """Where headline and body stand among the lines: indexes, half-open."""

    title: int
    """Index of the headline's line; -1 where it is not found."""
    body_start: int
    body_end: int


_SENTENCE = re.compile(r"(?:다|요|음|함|됨)[.”\"’']")
MAX_INFO_LINES = 30


@lru_cache(maxsize=1)
def find_zones(page: Outline, title: str | None, body_text: str) -> Zones:
    """Locate headline and body, so that dates and bylines are only read beside them."""
    lines = page.lines
    long = [line for line in body_text[:20_000].split("\n") if len(line) >= 40]
    opening = next((line for line in long[:5] if _SENTENCE.search(line)), long[0] if long else "")
    keys = [squash(line)[:18] for line in (opening, *long) if line]
    squashed = page.keys
    start = end = -1
    if keys:
        start = next((i for i, text in enumerate(squashed) if text.startswith(keys[0])), -1)
        if start < 0:
            start = next((i for i, text in enumerate(squashed) if keys[0] in text), -1)
        last = keys[-1] if len(keys) < 400 else keys[0]
        found = [i for i, text in enumerate(squashed) if text.startswith(last)]
        end = found[-1] + 1 if found else -1
    wanted = squash(title)
    heads = []
    if wanted:
        limit = start if start >= 0 else len(lines)
        heads = [i for i in range(limit) if squashed[i] == wanted and lines[i].region != "side"]
    ranked = [i for i in heads if is_heading(lines[i])] or heads
    head = ranked[0] if ranked else -1
    if start < 0 and head < 0:
        return Zones(-1, 0, 0)
    if start < 0:
        first = head + 1
        start = next(
            (i for i in range(first, len(lines)) if _SENTENCE.search(lines[i].text)),
            min(first + MAX_INFO_LINES, len(lines)),
        )
    return Zones(head, start, max(end, start))


_HEADING_HINT = re.compile(r"tit(?:le)?\b|title|subject|heading|headline|view_tit|_tit")


def is_heading(line: Line) -> bool:
    """Whether the line is set as a heading, by its tag or by its class."""
    return line.tag in {"h1", "h2", "h3"} or bool(_HEADING_HINT.search(line.hint))
