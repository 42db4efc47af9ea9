"""Where headline and body stand among the lines of a page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from cluster_assets.clean.outline import Outline
from cluster_assets.clean.texts import squash
from cluster_assets.clean.visible import is_heading


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
