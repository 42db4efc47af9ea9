"""Article bodies that stand only in a page's JSON: JSON-LD, Next.js and other page states."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement, HTMLParser

from .dom import PageIndex, build_index
from .limits import MAX_JSON_CHARS, MAX_JSON_VALUES, Clock
from .reading import Line, read_lines, tidy

STATE_ASSIGNMENT = re.compile(
    r"(?:__NEXT_DATA__|__NUXT__|__INITIAL_STATE__|__PRELOADED_STATE__|__APOLLO_STATE__"
    r"|Fusion\.globalContent|__INITIAL_DATA__|__DATA__|__STATE__)\s*=\s*(?=\{)"
)
_SIDE_KEY = re.compile(
    r"relat|rank|recommend|comment|reply|popular|latest|list$|most|description|summary|excerpt"
    r"|caption|seo|meta|footer|copyright|menu|terms|polic|title|headline|keyword|author|writer",
    re.IGNORECASE,
)
_BODY_KEY = re.compile(
    r"^(?:article|news|post|story|view|main)?_?-?(?:body|content|contents|text|html|cn|cont)"
    r"(?:_?(?:html|text|elements|body|s))?$|paragraph|block|children|value|raw",
    re.IGNORECASE,
)
_HANGUL = re.compile("[가-힣]")
_PARAGRAPH_CHARS = 20


def script_bodies(index: PageIndex, clock: Clock) -> Iterator[tuple[str, list[Line]]]:
    """Bodies found in the scripts of the page, each as lines that still hold any noise."""
    for script in index.by_tag.get("script", ())[:120]:
        source = script.text or ""
        if not 60 < len(source) <= MAX_JSON_CHARS:
            continue
        kind = (script.get("type") or "").lower()
        if "ld+json" in kind:
            yield from (("json-ld", body) for body in _json_ld_bodies(source, index, clock))
        elif "json" in kind or script.get("id") == "__NEXT_DATA__":
            yield from (("script-json", body) for body in _state_bodies(source, index, clock))
        else:
            match = STATE_ASSIGNMENT.search(source)
            if match:
                state = source[match.end() :]
                yield from (("script-json", body) for body in _state_bodies(state, index, clock))


def _load(source: str) -> object:
    try:
        return json.JSONDecoder(strict=False).raw_decode(source.strip().lstrip("\ufeff"))[0]
    except (ValueError, RecursionError):
        return None


def _json_ld_bodies(source: str, index: PageIndex, clock: Clock) -> Iterator[list[Line]]:
    if "articleBody" not in source:
        return
    for key, value in _strings(_load(source)):
        if key.endswith("articleBody"):
            yield _lines(value, index, clock)


def _state_bodies(source: str, index: PageIndex, clock: Clock) -> Iterator[list[Line]]:
    """The longest text of the page state, whole or in pieces of one list."""
    groups: dict[str, list[str]] = {}
    for path, value in _strings(_load(source)):
        keys = path.split("/")
        if any(_SIDE_KEY.search(key) for key in keys) or not _HANGUL.search(value):
            continue
        if not _BODY_KEY.search(keys[-1]):
            continue
        groups.setdefault(path, []).append(value)
    best: list[Line] = []
    for values in groups.values():
        pieces = [_lines(value, index, clock) for value in values]
        whole = [piece for piece in pieces if len(piece) > 1]
        if len(whole) > 1:  # several articles under one key: the page's own comes first
            pieces = whole[:1]
        lines = [line for piece in pieces for line in piece]
        if _size(lines) > _size(best):
            best = lines
    if best:
        yield best


def _strings(data: object) -> Iterator[tuple[str, str]]:
    """Every string with the path of keys to it, in the order of the document."""
    stack: list[tuple[str, object]] = [("", data)]
    for _ in range(MAX_JSON_VALUES):
        if not stack:
            return
        path, value = stack.pop()
        if isinstance(value, str):
            if len(value) >= _PARAGRAPH_CHARS:
                yield path, value
        elif isinstance(value, dict):
            stack.extend((f"{path}/{key}"[-300:], child) for key, child in reversed(value.items()))
        elif isinstance(value, list):
            stack.extend((path, child) for child in reversed(value))


def _size(lines: list[Line]) -> int:
    return sum(len(line.text) for line in lines)


def _lines(value: str, index: PageIndex, clock: Clock) -> list[Line]:
    """Lines of a string that may be markup, escaped markup or plain text."""
    if "&lt;" in value and "<" not in value:
        value = value.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
    if "<" in value or "&" in value:
        if "</" not in value:  # plain text with line breaks in it, or single entities
            value = value.replace("\n", "<br><br>")
        fragment = _fragment(value)
        if fragment is not None:
            return read_lines(fragment, build_index(fragment, clock), clock)
    return [Line(line, 0, index.tree) for line in map(tidy, value.split("\n")) if line]


def _fragment(value: str) -> HtmlElement | None:
    try:
        return etree.fromstring(
            f"<div>{value}</div>".encode("utf-8", "ignore"),
            HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True),
        )
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
