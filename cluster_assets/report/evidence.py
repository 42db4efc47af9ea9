"""Article text cut for reading: sentences that hold facts, and the very characters of each.

Scraped text is neutralised for reading here; escaping is the templates' work.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from cluster_assets.report.labels import readable

Row = dict[str, Any]
Rows = Sequence[Mapping[str, Any]]

MAX_NAME = 120


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of article text; ``fact_id`` names the fact it is the evidence of."""

    text: str
    fact_id: str | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of pieces; ``is_sentence`` where it is a sentence that holds a fact."""

    pieces: tuple[Piece, ...]
    is_sentence: bool


def pieces(text: str, facts: Rows, span_field: str, start: int = 0) -> list[Piece]:
    """Cut text at the evidence of its facts; where two overlap, the first one stands.

    ``start`` is the offset of ``text`` in the field. Spans outside are ignored.
    """
    found: list[Piece] = []
    done, end = 0, len(text)
    for fact in sorted(facts, key=lambda f: (f["char_start"], -f["char_end"])):
        a, b = int(fact["char_start"]) - start, int(fact["char_end"]) - start
        if fact.get("span_field") != span_field or a < done or b > end or a >= b:
            continue
        if a > done:
            found.append(Piece(text[done:a]))
        is_money = "fact_id" in fact
        fact_id = str(fact["fact_id"] if is_money else fact["figure_id"])
        found.append(Piece(text[a:b], fact_id, "money" if is_money else "figure"))
        done = b
    if done < end:
        found.append(Piece(text[done:]))
    return found


def paragraphs(text: str, facts: Rows) -> list[list[Stretch]]:
    """The paragraphs of an article's text, cut at the sentences of its facts."""
    found, offset = [], 0
    in_text = [f for f in facts if f.get("span_field") == "text"]
    for line in text.split("\n"):
        if line.strip():
            inside = [f for f in in_text if offset <= int(f["char_start"]) < offset + len(line)]
            found.append(_stretches(line, inside, offset))
        offset += len(line) + 1
    return found


def facts_by_page(
    facts: Iterable[Mapping[str, Any]], pages: Collection[str]
) -> dict[str, list[Mapping[str, Any]]]:
    """Facts and figures of the pages that have a span, by page, in reading order."""
    found: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for fact in facts:
        has_span = fact.get("char_start") is not None and fact.get("char_end") is not None
        if has_span and fact["page_id"] in pages:
            found[fact["page_id"]].append(fact)
    for rows in found.values():
        rows.sort(key=lambda f: (f["char_start"], "fact_id" not in f))
    return found


@lru_cache(maxsize=4096)
def safe_url(url: object) -> str | None:
    """The address if a browser may follow it: absolute, http or https."""
    text = str(url or "").strip()
    if readable(text) != text or text.split() not in ([], [text]):
        return None
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    return text if parts.scheme in ("http", "https") and parts.netloc else None


def shown(value: object, length: int = MAX_NAME) -> str:
    """Scraped text for reading: no direction controls, cut where it is absurdly long."""
    text = readable("" if value is None else str(value)[: length + 1])
    return text if len(text) <= length else text[: length - 1] + "…"


def safe_name(identifier: object) -> str:
    """An id as part of a file name or an anchor."""
    return re.sub(r"[^0-9A-Za-z_-]", "_", str(identifier))[:80]


def _stretches(line: str, facts: Rows, offset: int) -> list[Stretch]:
    found: list[Stretch] = []
    done = 0
    for a, b in _sentence_spans(line, facts, offset):
        for start, end, is_sentence in ((done, a, False), (a, b, True)):
            if start < end:
                cut = pieces(line[start:end], facts, "text", offset + start)
                found.append(Stretch(tuple(cut), is_sentence))
        done = b
    if done < len(line):
        found.append(Stretch(tuple(pieces(line[done:], facts, "text", offset + done)), False))
    return found


def _sentence_spans(line: str, facts: Rows, offset: int) -> list[tuple[int, int]]:
    """Where the facts' sentences stand in the line, in order, none overlapping another."""
    spans: set[tuple[int, int]] = set()
    for fact in facts:
        a, b = int(fact["char_start"]) - offset, int(fact["char_end"]) - offset
        sentence = str(fact.get("sentence") or "").strip()
        start = line.rfind(sentence, 0, a + len(sentence)) if sentence else -1
        fits = 0 <= start <= a and b <= start + len(sentence)
        spans.add((start, start + len(sentence)) if fits else (a, b))
    found: list[tuple[int, int]] = []
    for a, b in sorted(spans, key=lambda s: (s[0], -s[1])):
        if not found or a >= found[-1][1]:
            found.append((a, b))
    return found
