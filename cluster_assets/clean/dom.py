"""One page parsed once, and an index of where its elements stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement, HTMLParser

from .boxes import hidden_selectors
from .limits import MAX_ATTRIBUTES, MAX_DEPTH, MAX_NODES, Clock, PageTooLargeError


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
