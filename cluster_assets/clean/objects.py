"""JSON objects in a page: what its JSON-LD and its own state say about the article."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from lxml import html

from cluster_assets.clean.scripts import STATE_ASSIGNMENT
from cluster_assets.clean.texts import collapse, squash

MAX_JSON_CHARS = 400_000
MAX_JSON_NODES = 4_000


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


def article_objects(
    json_ld: Sequence[dict[str, Any]], title: str | None = None
) -> list[dict[str, Any]]:
    """The JSON-LD objects that describe this article.

    With several articles on a page (lists of related ones) only those count whose
    headline is ``title``; a single one needs no headline.
    """
    found = []
    for node in json_ld:
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
