"""One parsed page as lines of text: hidden parts, captions, boxes and advertisements left out.

Nothing is removed from the tree: a walk over it decides what is read, so that the metadata
finders still see the page as it came.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement, HTMLParser

from .boxes import hidden_selectors, is_hidden, is_noise
from .grids import data_rows, is_data_table, is_photo_table
from .limits import (
    MAX_ATTRIBUTES,
    MAX_DEPTH,
    MAX_LINES,
    MAX_NODES,
    Clock,
    PageTooLargeError,
)

BLOCK_TAGS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "amp-ad",
        "html",
        "caption",
    ]
)
SKIPPED_TAGS = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "object",
        "embed",
        "svg",
        "canvas",
        "video",
        "audio",
        "select",
        "option",
        "button",
        "input",
        "textarea",
        "head",
        "title",
        "nav",
        "footer",
        "aside",
        "map",
        "area",
        "link",
        "meta",
        "amp-ad",
        "amp-embed",
        "amp-sidebar",
        "amp-social-share",
        "amp-iframe",
        "amp-video",
        "amp-youtube",
        "amp-analytics",
        "datalist",
        "progress",
    ]
)
_LABEL_TAGS = frozenset({"span", "em", "i", "strong", "b", "a", "time"})
_IMAGE_TAGS = frozenset({"img", "amp-img", "picture"})
_BREAK = "\x1e"
_SPACE = re.compile(r"\s+")
_INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\u00ad\u061c]")

_BLOCK_STYLE = re.compile(r"display\s*:\s*(?:block|flex|grid|table)\b", re.IGNORECASE)
_PRE_STYLE = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph, heading or table row as it is shown.

    ``link_chars`` counts the characters inside links; ``after_image`` tells that nothing but
    white space stands between it and a picture before it; ``owner`` is its block element.
    """

    text: str
    link_chars: int
    owner: HtmlElement
    after_image: bool = False
    is_row: bool = False

    @property
    def link_share(self) -> float:
        """Share of the text, 0 to 1, that is inside links."""
        return self.link_chars / max(len(self.text), 1)


@dataclass(slots=True)
class PageIndex:
    """Where the elements of a page stand: built in one pass over the tree."""

    tree: HtmlElement
    by_id: dict[str, list[HtmlElement]] = field(default_factory=dict)
    by_class: dict[str, list[HtmlElement]] = field(default_factory=dict)
    by_tag: dict[str, list[HtmlElement]] = field(default_factory=dict)
    by_attribute: dict[str, list[HtmlElement]] = field(default_factory=dict)
    order: dict[HtmlElement, int] = field(default_factory=dict)
    hidden_tokens: frozenset[str] = frozenset()
    noise: dict[HtmlElement, bool] = field(default_factory=dict)


_MANY_ATTRIBUTES = re.compile(
    r"<([a-zA-Z][a-zA-Z0-9]*)(?:\s+[^\s<>=\"'/]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s<>\"']+))?)"
    "{" + str(MAX_ATTRIBUTES) + r",}"
)
_INLINE_MARKUP = re.compile(
    r"</?(?:font|b|strong|span|i|em|u|center|big|small|o:p|ins|strike|s)(?:\s[^<>]*)?>",
    re.IGNORECASE,
)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,300}>")


def parse(text: str) -> HtmlElement | None:
    """Parse the page once; ``None`` where there is no element in it.

    A page nested beyond the parser's own limit loses everything after that point, so it is
    read again without inline markup (old editors leave thousands of unclosed ``font``), and
    is refused with :class:`PageTooLargeError` where that does not help.
    """
    text = _DECLARATION.sub("", text, count=1)
    if len(text) > 20_000:
        text = _MANY_ATTRIBUTES.sub(r"<\1 ", text)
    tree, depth = _parse(text)
    if depth > MAX_DEPTH:
        tree, depth = _parse(_INLINE_MARKUP.sub("", text))
        if depth > MAX_DEPTH:
            raise PageTooLargeError("nesting")
    return tree


def _parse(text: str) -> tuple[HtmlElement | None, int]:
    parser = HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, recover=True
    )
    try:
        tree = etree.fromstring(text.encode("utf-8", "ignore"), parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None, 0
    if tree is None:
        return None, 0
    depth, node = 0, tree
    while len(node):  # the last branch is the one that the parser gave up on
        node = node[-1]
        depth += 1
    return tree, depth


def build_index(tree: HtmlElement, clock: Clock) -> PageIndex:
    """Index the tree by id, class token, tag and a few attributes.

    Raises:
        PageTooLargeError: more than ``MAX_NODES`` elements, or out of time.
    """
    index = PageIndex(tree)
    styles: list[str] = []
    for number, element in enumerate(tree.iter(etree.Element)):
        if number >= MAX_NODES:
            raise PageTooLargeError("elements")
        if not number % 5000:
            clock.check()
        index.order[element] = number
        tag = element.tag
        index.by_tag.setdefault(tag, []).append(element)
        if tag == "style" and element.text and len(styles) < 50:
            styles.append(element.text[:100_000])
        attributes = element.attrib
        if not attributes:
            continue
        value = attributes.get("id")
        if value:
            index.by_id.setdefault(value.strip(), []).append(element)
        value = attributes.get("class")
        if value:
            for token in value.split()[:12]:
                index.by_class.setdefault(token, []).append(element)
        for name in ("itemprop", "data-role", "data-testid", "property"):
            value = attributes.get(name)
            if value:
                index.by_attribute.setdefault(f"{name}={value}", []).append(element)
    index.hidden_tokens = hidden_selectors("\n".join(styles))
    return index


class _Reader:
    """Collects text into lines while the walk goes through the elements."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.parts: list[tuple[str, bool]] = []
        self.blocks: list[HtmlElement] = []
        self.links = 0
        self.pre = 0
        self.after_image = False

    def add(self, text: str | None) -> None:
        if text:
            if self.pre and "\n" in text:
                text = text.replace("\n", _BREAK)
            self.parts.append((text, self.links > 0))

    def flush(self) -> None:
        if not self.parts:
            return
        parts, self.parts = self.parts, []
        owner = self.blocks[-1]
        for text, link_chars in _pieces(parts):
            self.lines.append(Line(text, link_chars, owner, self.after_image))
            self.after_image = False
        if len(self.lines) > MAX_LINES:
            raise PageTooLargeError("paragraphs")


def tidy(text: str) -> str:
    """One line: invisible characters out, any run of white space one space."""
    if not text.isascii():
        text = _INVISIBLE.sub("", text)
    return _SPACE.sub(" ", text).strip()


_ENDS = re.compile(r"[.!?…。:;\"'”’)\]】〉》>』」]$")
_STARTS = re.compile(
    r"[▲△▼▽▶▷►▸◆◇■□▪▫●○◎◦∙※★☆·ㆍ•‣❍✔✓*\-–—<《〈【\[(“\"‘'①-⑳㉠-㉻]|[ㅇㅁo]\s|(?:\d{1,2}|[가-하])\s?[.)]\s?"
)


def _pieces(parts: list[tuple[str, bool]]) -> Iterator[tuple[str, int]]:
    """Split at line breaks; a single break inside a sentence is a soft one."""
    lines: list[tuple[str, int]] = []
    gap = True
    text, links = "", 0
    for chunk, linked in [*parts, (_BREAK, False)]:
        pieces = chunk.split(_BREAK)
        for number, piece in enumerate(pieces):
            if number:
                line = tidy(text)
                if line:
                    if lines and not gap and _is_soft_break(lines[-1][0], line):
                        before, counted = lines.pop()
                        line, links = f"{before} {line}", counted + links
                    lines.append((line, links))
                gap = not line
                text, links = "", 0
            text += piece
            if linked:
                links += len(piece.strip())
    yield from lines


def _is_soft_break(before: str, after: str) -> bool:
    """A hard-wrapped sentence: a long unfinished line, and no bullet or quote to begin with."""
    return (
        len(before) >= 30
        and not _ENDS.search(before)
        and not _STARTS.match(after)
        and len(before.rsplit(_BREAK, 1)[-1]) >= 30
    )


def read_lines(root: HtmlElement, index: PageIndex, clock: Clock) -> list[Line]:
    """The visible text under ``root`` as lines, without boxes that are not the article.

    ``root`` itself is read whatever its own name or style says.
    """
    reader = _Reader()
    reader.blocks.append(root)
    walker = etree.iterwalk(root, events=("start", "end"))
    skipped: HtmlElement | None = None
    for number, (event, element) in enumerate(walker):
        if not number % 4000:
            clock.check()
        tag = element.tag
        if event == "end":
            if element is root:
                break
            if element is skipped:
                skipped = None
            else:
                _leave(reader, element, tag)
            reader.add(element.tail)
            continue
        if element is not root and _is_left_out(element, tag, index):
            if tag in BLOCK_TAGS:
                reader.flush()
            if tag in ("figure", "iframe", "video") or tag in _IMAGE_TAGS:
                reader.after_image = True
            skipped = element
            walker.skip_subtree()
            continue
        if tag == "table" and element is not root:
            reader.flush()
            if is_photo_table(element):
                reader.after_image = True
                skipped = element
                walker.skip_subtree()
                continue
            if is_data_table(element):
                reader.lines.extend(
                    Line(row, 0, element, is_row=True) for row in data_rows(element)
                )
                skipped = element
                walker.skip_subtree()
                continue
        if _is_next_label(element, tag):
            reader.add(" ")
        _enter(reader, element, tag)
    reader.flush()
    return reader.lines


def _is_next_label(element: HtmlElement, tag: str) -> bool:
    """Two labels of different classes side by side are set apart by the style sheet."""
    name = element.get("class")
    if not name or tag not in _LABEL_TAGS:
        return False
    before = element.getprevious()
    if before is None or before.tail or before.tag not in _LABEL_TAGS:
        return False
    return before.get("class") not in (None, name)


def _is_left_out(element: HtmlElement, tag: str, index: PageIndex) -> bool:
    if tag in SKIPPED_TAGS:
        return True
    if tag in ("figure", "figcaption"):
        return element.find(".//table") is None
    if is_hidden(element, index.hidden_tokens):
        return True
    known = index.noise.get(element)
    if known is None:  # several containers may hold the same box
        known = index.noise[element] = is_noise(element)
    return known


def _is_block(element: HtmlElement, tag: str) -> bool:
    if tag in BLOCK_TAGS:
        return True
    style = element.get("style")
    return bool(style and _BLOCK_STYLE.search(style[:300]))


def _is_pre(element: HtmlElement, tag: str) -> bool:
    style = element.get("style")
    return tag in ("pre", "listing", "xmp") or bool(style and _PRE_STYLE.search(style[:300]))


def _enter(reader: _Reader, element: HtmlElement, tag: str) -> None:
    if _is_block(element, tag):
        reader.flush()
        reader.blocks.append(element)
    if tag == "br":
        reader.parts.append((_BREAK, False))
    elif tag == "a":
        reader.links += 1
    elif tag in _IMAGE_TAGS:
        reader.flush()
        reader.after_image = True
    if _is_pre(element, tag):
        reader.pre += 1
    reader.add(element.text)


def _leave(reader: _Reader, element: HtmlElement, tag: str) -> None:
    if _is_block(element, tag):
        reader.flush()
        if len(reader.blocks) > 1 and reader.blocks[-1] is element:
            reader.blocks.pop()
    if tag == "a":
        reader.links = max(reader.links - 1, 0)
    if _is_pre(element, tag):
        reader.pre = max(reader.pre - 1, 0)
