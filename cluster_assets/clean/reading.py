"""The visible text of a part of a page as lines: paragraphs, headings, rows of data tables.

Nothing is removed from the tree: a walk over it decides what is read, so that the metadata
finders still see the page as it came. Hidden parts, captions, boxes and advertisements are
left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

from .boxes import is_hidden, is_noise
from .dom import PageIndex
from .grids import data_rows, is_data_table, is_form_table, is_particular, is_photo_table
from .limits import MAX_LINES, Clock, PageTooLargeError

_BLOCK_TAGS = (
    "address amp-ad article aside blockquote body caption center dd details dialog div dl dt"
    " fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html li main"
    " menu nav ol p pre section summary table tbody td tfoot th thead tr ul"
)
BLOCK_TAGS = frozenset(_BLOCK_TAGS.split())
_SKIPPED_TAGS = (
    "amp-ad amp-analytics amp-embed amp-iframe amp-sidebar amp-social-share amp-video"
    " amp-youtube area aside audio button canvas datalist embed footer head iframe input link"
    " map meta nav noscript object option progress script select style svg template textarea"
    " title video"
)
SKIPPED_TAGS = frozenset(_SKIPPED_TAGS.split())
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
            if _read_table(reader, element):
                skipped = element
                walker.skip_subtree()
                continue
        if _is_next_label(element, tag):
            reader.add(" ")
        _enter(reader, element, tag)
    reader.flush()
    return reader.lines


def _read_table(reader: _Reader, table: HtmlElement) -> bool:
    """Whether the table is done with: a picture's, a form's, or data taken as rows."""
    if is_photo_table(table):
        reader.after_image = True
        return True
    if is_form_table(table):
        return True
    if is_data_table(table):
        reader.lines.extend(Line(row, 0, table, is_row=True) for row in data_rows(table))
        return True
    return False


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
    if tag in ("dd", "td") and is_particular(element):
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
