"""Mentions of organizations while they are being sorted out: the hit and what all finders share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cluster_assets.extract.coverage import Coverage
from cluster_assets.extract.names.organizations.patterns import RIGHT_RE
from cluster_assets.records import SpanField

#: A character of a word: a name does not start behind one.
WORD = re.compile(r"[가-힣A-Za-z0-9]")
_FORM_OR_SPACE = re.compile(r"㈜|\(주\)|주식회사|\((?:재|사|유)\)|\s")


@dataclass(frozen=True, slots=True)
class Hit:
    """One mention in the normal form; ``entity`` groups the names of one body."""

    field: SpanField
    start: int
    end: int
    name: str
    entity: str
    kind: str
    rule: str


def bare(name: str) -> str:
    """``name`` without legal forms and spaces."""
    return _FORM_OR_SPACE.sub("", name)


def occurrences(text: str, name: str) -> Iterator[int]:
    """Where ``name`` stands as a word of its own, a particle behind it allowed."""
    position = text.find(name)
    while position >= 0:
        end = position + len(name)
        if (position == 0 or not WORD.match(text[position - 1])) and RIGHT_RE.match(text, end):
            yield position
        position = text.find(name, end)


def without_overlaps(hits: Sequence[Hit]) -> list[Hit]:
    """Longest hit wins; between equals the gazetteer's."""
    order = sorted(hits, key=lambda h: (-(h.end - h.start), h.rule != "gazetteer", h.start))
    length = max((h.end for h in hits), default=0)
    taken = {"text": Coverage(length), "title": Coverage(length)}
    kept = []
    for h in order:
        if taken[h.field].is_free(h.start, h.end):
            taken[h.field].take(h.start, h.end)
            kept.append(h)
    return sorted(kept, key=lambda h: (h.field != "text", h.start))
