"""One bounded walk over a page: its visible lines, its meta tags and its JSON-LD.

Title, outlet, byline and date are all read from this outline, so that the tree is walked
once, whatever its size, and never recursively.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lxml import html

from cluster_assets.clean.objects import MAX_JSON_CHARS, json_objects
from cluster_assets.clean.texts import collapse, squash
from cluster_assets.clean.visible import Line, visible_lines

KEY_CHARS = 400


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
    home_names: tuple[str, ...]
    """What the links to the site's own front page are called."""


@lru_cache(maxsize=1)
def outline(tree: html.HtmlElement) -> Outline:
    """The outline of ``tree``; the latest page's outline is remembered."""
    lines = tuple(visible_lines(tree))
    title = tree.find(".//title")
    link = next(
        (e for e in tree.iterfind(".//link[@rel]") if e.get("rel", "").lower() == "canonical"), None
    )
    alts = [
        collapse(image.get("alt", ""))
        for image, _ in zip(tree.iter("img", "amp-img"), range(120), strict=False)
    ]
    return Outline(
        lines=lines,
        keys=tuple(squash(line.text[:KEY_CHARS]) for line in lines),
        metas=_metas(tree),
        title_tag=collapse("".join(title.itertext())[:500]) if title is not None else "",
        canonical=link.get("href") if link is not None else None,
        json_ld=tuple(_json_ld(tree)),
        image_alts=tuple(alt for alt in alts if alt),
        home_names=tuple(_home_names(tree)),
    )


_HOME = re.compile(r"(?:https?://[^/]{3,80})?/?(?:index\.\w{2,5}|main(?:\.\w{2,5})?)?")


def _home_names(tree: html.HtmlElement) -> Iterator[str]:
    for link, _ in zip(tree.iter("a"), range(200), strict=False):
        address = link.get("href")
        if address is None or not _HOME.fullmatch(address.strip()[:120]):
            continue
        image = next(link.iter("img", "amp-img"), None)
        texts = [link.get("title"), "".join(link.itertext())[:60]]
        texts += [image.get("alt")] if image is not None else []
        for text in texts:
            name = collapse(text or "").removesuffix("홈").strip()
            if 2 <= len(name) <= 20:
                yield name


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
