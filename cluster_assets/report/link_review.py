"""Entities that look like a misspelt other one: a list for a person to decide on.

Nothing here is merged. An entity that the gazetteer knows is never put to question; of two
unknown ones the rarer name is held against the more frequent one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cluster_assets.extract.names.linking import canonical_key, initiative_key
from cluster_assets.extract.names.linking_typos import typo_pairs

Row = dict[str, Any]

_KEYS: dict[str, Callable[[str], str]] = {
    "organization": canonical_key,
    "initiative": initiative_key,
}
# Enough to judge by; the rest stands in extract/mentions.
_MOST_MENTIONS = 50


@dataclass(slots=True)
class _Named:
    """One normal name of one entity, and where it was read."""

    entity_id: str
    name: str
    is_known: bool = False
    pages: set[str] = field(default_factory=set)
    mentions: set[str] = field(default_factory=set)


def build_link_review(
    mentions: Sequence[Mapping[str, Any]], known: Iterable[tuple[str, str]]
) -> list[Row]:
    """One row per entity and candidate, by entity and falling score.

    ``mentions`` are rows of ``extract/mentions``; ``known`` gives ``(name, entity_id)`` of
    the gazetteer's organizations. Persons and regions are left out: names of persons that
    differ by a syllable are different persons.
    """
    rows: list[Row] = []
    for entity_type, key_of in _KEYS.items():
        named = _named([m for m in mentions if m["entity_type"] == entity_type], key_of)
        if entity_type == "organization":
            _add_known(named, known, key_of)
        for one, other, score in typo_pairs(named):
            for a in named[one].values():
                for b in named[other].values():
                    if a.entity_id != b.entity_id and (pair := _directed(a, b)):
                        rows.append(_row(entity_type, *pair, score))
    rows.sort(key=lambda r: (r["entity_id"], -r["score"], r["candidate_id"]))
    unique = {(r["entity_id"], r["candidate_id"]): r for r in reversed(rows)}
    return sorted(unique.values(), key=lambda r: (r["entity_id"], -r["score"], r["candidate_id"]))


def _named(
    mentions: Sequence[Mapping[str, Any]], key_of: Callable[[str], str]
) -> dict[str, dict[str, _Named]]:
    """Names by normal name and entity."""
    named: dict[str, dict[str, _Named]] = defaultdict(dict)
    for m in mentions:
        entities = named[key_of(m["canonical_name"])]
        entity = entities.setdefault(m["entity_id"], _Named(m["entity_id"], m["canonical_name"]))
        entity.pages.add(m["page_id"])
        entity.mentions.add(m["mention_id"])
    return named


def _add_known(
    named: dict[str, dict[str, _Named]],
    known: Iterable[tuple[str, str]],
    key_of: Callable[[str], str],
) -> None:
    for name, entity_id in known:
        entity = named[key_of(name)].setdefault(entity_id, _Named(entity_id, name))
        entity.is_known = True


def _directed(a: _Named, b: _Named) -> tuple[_Named, _Named] | None:
    """Questioned entity and candidate, or ``None`` where there is nothing to question."""
    first, second = sorted((a, b), key=lambda n: (n.is_known, len(n.pages), n.entity_id))
    if first.is_known or not first.pages:
        return None
    return first, second


def _row(entity_type: str, entity: _Named, candidate: _Named, score: int) -> Row:
    return {
        "entity_id": entity.entity_id,
        "candidate_id": candidate.entity_id,
        "entity_type": entity_type,
        "name": entity.name,
        "candidate_name": candidate.name,
        "score": score,
        "is_known_candidate": candidate.is_known,
        "article_count": len(entity.pages),
        "candidate_article_count": len(candidate.pages),
        "page_ids": sorted(entity.pages)[:_MOST_MENTIONS],
        "mention_ids": sorted(entity.mentions)[:_MOST_MENTIONS],
    }
