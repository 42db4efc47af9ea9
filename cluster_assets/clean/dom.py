"""One parsed page as lines of text: hidden parts, captions, boxes and advertisements left out.

Nothing is removed from the tree: a walk over it decides what is read, so that the metadata
finders still see the page as it came.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement, HTMLParser

from .limits import (
    MAX_ATTRIBUTES,
    MAX_DEPTH,
    MAX_LINES,
    MAX_NODES,
    Clock,
    PageTooLargeError,
)
from .grids import data_rows, is_data_table, is_photo_table

BLOCK_TAGS = frozenset(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption"
    " figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav ol p pre section"
    " summary table tbody td tfoot th thead tr ul amp-ad html caption".split()
)
SKIPPED_TAGS = frozenset(
    "script style noscript template iframe object embed svg canvas video audio select option"
    " button input textarea head title nav footer aside map area link meta amp-ad amp-embed"
    " amp-sidebar amp-social-share amp-iframe amp-video amp-youtube amp-analytics datalist"
    " progress".split()
)
_IMAGE_TAGS = frozenset({"img", "amp-img", "picture"})
_BREAK = "\x1e"
_SPACE = re.compile(r"\s+")
_INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\u00ad\u061c]")

_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*[01](?:px|pt|em|%)?\s*(?:;|!|$)"
    r"|opacity\s*:\s*0\s*(?:;|!|$)|text-indent\s*:\s*-\d{3,}|left\s*:\s*-\d{4,}px"
    r"|top\s*:\s*-\d{4,}px|mso-hide\s*:\s*all",
    re.IGNORECASE,
)
_BLOCK_STYLE = re.compile(r"display\s*:\s*(?:block|flex|grid|table)\b", re.IGNORECASE)
_PRE_STYLE = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
_HIDDEN_TOKENS = frozenset(
    "blind hidden hide ir_wa sr-only sr_only screen_out screen-out screenout screen-reader-text"
    " visually-hidden visuallyhidden a11y-hidden a11y_hidden d-none u_skip skip-link skip ir-text"
    " is-hidden offscreen off-screen hide-text txt_hide text-hide print-only printonly".split()
)
#: Boxes that are never article text, whatever their length.
_NOISE = re.compile(
    r"^(?:ads?|adv|ad[-_].*|ads[-_].*|.*[-_]ads?|advert.*|adsense|adsbygoogle|banner|.*banner"
    r"|dable.*|taboola.*|outbrain.*|mobon.*|google[-_]?auto.*|sponsor.*|promotion.*|promo"
    r"|relat(?:ed|ion|ive)s?(?:[-_].*)?|.*[-_]relat(?:ed|ion|ive)s?|article-?relat.*|relnews"
    r"|rel[-_]?(?:news|article|list|box)|inner-?link|link[-_]?(?:box|news|list)|linknews"
    r"|together.*news|read-?more|more[-_]?(?:news|article|view).*"
    r"|sns.*|.*[-_]sns|share.*|.*[-_]share|social.*|sharedaddy|addtoany.*|jp-relatedposts"
    r"|.*copyrights?.*|comments?(?:[-_].*)?|.*[-_]comments?|reply.*|.*[-_]reply|replies|livere.*"
    r"|disqus.*|cbox.*|bo_vc.*"
    r"|rank.*|.*[-_]rank(?:ing)?|most.*|popular.*|best[-_]?(?:news|article|click).*|hot-?news"
    r"|news-?list|latest.*|recent.*|auto-article|recommend.*|.*[-_]recommend"
    r"|byline.*|.*[-_]byline|writers?|writer[-_].*|reporters?|reporter[-_].*|journalist.*"
    r"|.*[-_]reporter|authors?|author[-_].*|profile.*|.*[-_]profile|byreporter|vcard"
    r"|tags?|tag[-_].*|.*[-_]tags?|hashtag.*|keywords?|keyword[-_].*"
    r"|subscri.*|newsletter.*|donat.*|support-box|.*[-_]subscribe|channel[-_].*"
    r"|prev[-_]?next.*|nextprev|post-navigation|pagination|paging|pager|breadcrumbs?|location"
    r"|view[-_]?(?:util|tool|btn|sns|copy|bottom|info).*|util(?:s|ity)?|tools?|toolbar|toolbox"
    r"|font-?size(?:[-_].*)?|btn.*|buttons?|like|likes|emotion.*|emoticon.*|reaction.*|good_?bad"
    r"|weather.*|satisfaction.*|kogl.*|opentype.*|ccl.*|file[-_]?(?:list|down|box).*|attach.*"
    r"|bo_v_(?:act|file|link|nb|top|bot|info|share|img)|survey.*|quick-?menu|gnb|lnb|snb.*"
    r"|footer|foot|m_foot|m_rank|sidebar|side-?bar|entry-(?:footer|meta)|post-meta"
    r"|series.*|ai[-_]?summary.*|summary[-_]?(?:ai|bot|layer|popup).*|tts.*|audio.*|player.*"
    r"|layer(?:pop|popup|_pop.*)?|popup.*|modal.*|tooltip.*|toast.*|cookie.*|paywall.*"
    r"|vote.*|poll.*|correction-?box|press_?(?:logo|info).*)$",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"^(?:.*caption.*|img[-_]?(?:desc|txt|text|info|cap|copy|exp).*|image[-_]?(?:desc|txt|text|info).*"
    r"|photo[-_]?(?:desc|txt|text|info|exp|ment|cont|caption|title|sub).*|pic[-_]?(?:desc|txt|text|info).*"
    r"|desc[-_]?(?:img|photo)|txt[-_]?(?:photo|img)|cap|cutline|article-?photo|photo-layout"
    r"|news[-_]?photo.*|body-?img|photo-?(?:area|box|wrap)?|vod[-_].*|video[-_]?(?:desc|txt).*)$",
    re.IGNORECASE,
)
#: A box that matches by its name only, but holds more than this, is read after all.
_MAX_NOISE_CHARS = 700
#: Pieces of text that this guard looks at: boxes inside boxes must not cost their square.
_MAX_GUARD_CHUNKS = 300


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


_RULE = re.compile(r"([^{}]{1,400})\{([^{}]{0,2000})\}")
_SIMPLE_SELECTOR = re.compile(r"^[a-z]*([.#][\w-]+)$", re.IGNORECASE)
_MEDIA = re.compile(r"@media[^{]{0,200}\{(?:[^{}]{0,2000}\{[^{}]{0,2000}\}){0,200}[^{}]{0,200}\}")


def hidden_selectors(css: str) -> frozenset[str]:
    """``.class`` and ``#id`` selectors that the page's own style sheet hides on screen."""
    if "none" not in css and "hidden" not in css:
        return frozenset()
    found: set[str] = set()
    for selectors, body in _RULE.findall(_MEDIA.sub("", css)):
        if _HIDDEN_STYLE.search(body):
            for selector in selectors.split(","):
                match = _SIMPLE_SELECTOR.match(selector.strip())
                if match:
                    found.add(match[1])
    return frozenset(found)


def is_hidden(element: HtmlElement, hidden_tokens: frozenset[str]) -> bool:
    """Whether a reader of the page would not see the element."""
    attributes = element.attrib
    if not attributes:
        return False
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style")
    if style and _HIDDEN_STYLE.search(style[:500]):
        return True
    for token in (attributes.get("class") or "").split()[:12]:
        if token.lower() in _HIDDEN_TOKENS or f".{token}" in hidden_tokens:
            return True
    return bool(hidden_tokens) and f"#{attributes.get('id')}" in hidden_tokens


def is_noise(element: HtmlElement) -> bool:
    """Whether the element is an advertisement, caption, link box, share bar or the like."""
    attributes = element.attrib
    if not attributes:
        return False
    names = (attributes.get("class") or "").split()[:8]
    identifier = attributes.get("id")
    if identifier:
        names.append(identifier)
    for name in names:
        if _NOISE.match(name) or (_CAPTION.match(name) and element.tag != "caption"):
            return not _holds_an_article(element)
    return False


def _holds_an_article(element: HtmlElement) -> bool:
    """Guards against wrappers named after something small: much text, hardly any links."""
    text = "".join(islice(element.itertext(), _MAX_GUARD_CHUNKS))
    if len(text) <= _MAX_NOISE_CHARS or text.count("다.") < 4:
        return False
    links = islice(element.iterfind(".//a"), _MAX_GUARD_CHUNKS)
    linked = sum(len(a.text or "") for a in links)
    return linked < 0.2 * len(text)


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
    lines: list[list[object]] = []
    gap = True
    text, links = "", 0
    for chunk, linked in [*parts, (_BREAK, False)]:
        pieces = chunk.split(_BREAK)
        for number, piece in enumerate(pieces):
            if number:
                line = tidy(text)
                if line:
                    if lines and not gap and _is_soft_break(str(lines[-1][0]), line):
                        lines[-1][0] = f"{lines[-1][0]} {line}"
                        lines[-1][1] = int(str(lines[-1][1])) + links
                    else:
                        lines.append([line, links])
                gap = not line
                text, links = "", 0
            text += piece
            if linked:
                links += len(piece.strip())
    for line_text, count in lines:
        yield str(line_text), int(str(count))


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
        _enter(reader, element, tag)
    reader.flush()
    return reader.lines


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
