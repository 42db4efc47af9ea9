"""The visible lines of a page, each with where it stands: one bounded walk, never recursive."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree, html

from cluster_assets.clean.texts import collapse

MAX_EVENTS = 80_000
"""Start and end tags looked at: about ten times a large news page."""
MAX_LINES = 6_000
MAX_LINE_CHARS = 2_000
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
_LARGE_FONTS = frozenset(["4", "5", "6", "7", "+1", "+2", "+3", "+4"])
_LABELS = frozenset(["span", "em", "i", "a", "strong", "b"])
_SIDE_TAGS = {"footer": "footer", "aside": "side", "nav": "side", "amp-sidebar": "side"}
_FOOTER_HINT = re.compile(r"\b(?:foot|footer|ft|copy|copyright|m_foot|colophon)\b|footer")
_COMMENT_HINT = re.compile(r"comment|reply|bo_vc\b|cmt")
_SIDE_HINT = re.compile(
    r"relat|\brel\b|rank|popular|sidebar|\baside\b|widget|recent|latest|prev_next|bo_v_nb|"
    r"post-navigation|best_|most|breadcrumb|\bgnb\b|\blnb\b|recommend"
)
_BUILDER_HINT = re.compile(r"elementor-[\w-]*|wp-widget-[\w-]*|widget-area-content")
"""A page builder calls every element of the page a widget."""
_CLOCK_HINT = re.compile(r"today|clock|\bnow\b|header-date|nowdate|current")


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
    if _SIDE_HINT.search(_BUILDER_HINT.sub("", hint) if "elementor" in hint else hint):
        return "side"
    return "clock" if _CLOCK_HINT.search(hint) else ""


class _Walk:
    """The state of one walk: open elements, the pieces of the line being read."""

    def __init__(self) -> None:
        self.stack: list[tuple[str, str, str]] = [("body", "", "")]  # tag, hint, region
        self.pieces: list[str] = []
        self.inline: list[str] = []
        self.stamps: list[str] = []
        self.size = 0
        self.skipped = 0
        self.is_after_sibling = False

    def add(self, text: str | None) -> None:
        """Take text into the line, as far as a line goes."""
        if text and not self.skipped and self.size < 4 * MAX_LINE_CHARS:
            self.pieces.append(text[: 4 * MAX_LINE_CHARS])
            self.size += len(text)

    def flush(self) -> Line | None:
        """The line that ends here, if there is text in it."""
        text = collapse("".join(self.pieces)) if self.pieces else ""
        line = None
        if text:
            hints = [entry[1] for entry in self.stack[-3:] if entry[1]] + self.inline[:4]
            stamp = self.stamps[0] if self.stamps else ""
            tag, _, region = self.stack[-1]
            line = Line(text[:MAX_LINE_CHARS], tag, " ".join(hints), region, stamp)
            self.size = 0
        self.pieces.clear()
        self.inline.clear()
        self.stamps.clear()
        return line

    def is_block(self, tag: str) -> bool:
        """Whether the element ends a line; a headline of two lines is one line."""
        if tag != "br":
            return tag in _BLOCKS
        return not (self.stack[-1][0] in _HEADINGS or _HEADING_HINT.search(self.stack[-1][1]))

    def enter(self, element: html.HtmlElement, tag: str, *, is_block: bool) -> None:
        """Open an element, after the line before it was taken."""
        if tag in _SKIPPED:
            self.skipped += 1
        if tag == "br" and not is_block:
            self.pieces.append(" ")
        if self.is_after_sibling and self.pieces and self.stack[-1][0] not in _HEADINGS:
            self.pieces.append(" ")  # two labels side by side are two words
        hint = _hint(element)
        if tag == "time" and element.get("datetime"):
            self.stamps.append(element.get("datetime", "")[:60])
        if not is_block and (hint or tag in _BOLD):
            is_bold = tag in _BOLD and (
                tag != "font" or element.get("size", "").strip() in _LARGE_FONTS
            )
            self.inline.append(f"{hint} bold".strip() if is_bold else hint)
        parent = self.stack[-1]
        region = _region(tag, hint, parent[2])
        if is_block and tag != "br":
            self.stack.append((tag, hint, region))
        else:  # an inline element keeps its block's tag
            self.stack.append((parent[0], parent[1] if tag == "br" else "", region))

    def leave(self, tag: str) -> None:
        """Close an element, after its last line was taken."""
        if len(self.stack) > 1:
            self.stack.pop()
        if tag in _SKIPPED:
            self.skipped -= 1


def visible_lines(tree: html.HtmlElement) -> Iterator[Line]:
    """Visible lines in document order, at most ``MAX_LINES``."""
    body = tree.find(".//body")
    root = body if body is not None else tree
    state, made = _Walk(), 0
    walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for count, (event, element) in enumerate(walker):
        if count > MAX_EVENTS or made >= MAX_LINES:
            break
        tag = element.tag if isinstance(element.tag, str) else ""
        text = element.tail if element is not root else None
        if event in {"start", "end"}:
            is_block = state.is_block(tag)
            if is_block and (line := state.flush()):
                made += 1
                yield line
            if event == "start":
                state.enter(element, tag, is_block=is_block)
                text = element.text
            else:
                state.leave(tag)
        state.is_after_sibling = event == "end" and tag in _LABELS and not text
        state.add(text)
    if line := state.flush():
        yield line


_HEADING_HINT = re.compile(r"tit(?:le)?\b|title|subject|heading|headline|view_tit|_tit")


def is_heading(line: Line) -> bool:
    """Whether the line is set as a heading, by its tag or by its class."""
    return line.tag in {"h1", "h2", "h3"} or bool(_HEADING_HINT.search(line.hint))
