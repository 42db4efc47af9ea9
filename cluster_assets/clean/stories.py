"""Stories: articles that are copies or rewrites of one another.

Candidates come from MinHash LSH over five-character shingles, at a low Jaccard bar, so that
a shortened copy is still found; a pair is then confirmed by exact containment. Results do
not depend on the order of the input.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from rensa import RMinHash, RMinHashLSH

SHINGLE = 5
PERMUTATIONS = 128
BANDS = 64
"""Two rows a band: a pair at Jaccard 0.35 is a candidate with probability above 0.999."""
CANDIDATE_JACCARD = 0.35
CONTAINMENT = 0.7
"""Rewrites share 0.43-0.99 of the shorter text's shingles, unrelated articles at most 0.01."""
MIN_SHINGLES = 40
"""A shorter text is too little to call two articles the same."""
MAX_CHARS = 20_000
_SEED = 42
_SEOUL = ZoneInfo("Asia/Seoul")
_LATEST = datetime.max.replace(tzinfo=UTC)
_NOT_TEXT = re.compile(r"[\W_]+")

Document = tuple[str, str, date | None, datetime | None]
"""page_id, text, published date, capture time."""
KnownDocument = tuple[str, str, str]
"""page_id, text, story_id."""


@dataclass(frozen=True, slots=True)
class StoryLink:
    """The story of one article; ``similarity`` is its containment with its best match."""

    story_id: str
    is_story_head: bool
    similarity: float


def assign_stories(documents: Sequence[Document]) -> dict[str, StoryLink]:
    """Group ``documents`` into stories; every page_id gets exactly one link.

    The head of a story is its earliest article (published, else captured), then the
    smallest page_id; the story's id is the head's page_id. An article alone is its own head
    with similarity 1.0.
    """
    return link((), documents)


def link(known: Sequence[KnownDocument], new: Sequence[Document]) -> dict[str, StoryLink]:
    """Links of the ``new`` documents only; the stories of ``known`` ones never change.

    A new document that resembles known ones joins the story of the most similar; the rest
    form stories among themselves. A group of new documents joins a known story as a whole
    when any of them does.
    """
    fresh = {d[0]: d for d in sorted(new, key=lambda d: (d[0], d[1]))}
    story_of = {page_id: story_id for page_id, _, story_id in known if page_id not in fresh}
    texts = {page_id: text for page_id, text, _ in known if page_id in story_of}
    texts |= {page_id: document[1] for page_id, document in fresh.items()}
    pairs = _similar_pairs(texts, set(fresh))
    group_of = _groups(fresh, pairs)
    best = dict.fromkeys(fresh, 0.0)
    joins: dict[str, tuple[float, str]] = {}
    for a, b, similarity in pairs:
        for one, other in ((a, b), (b, a)):
            if one in fresh:
                best[one] = max(best[one], similarity)
                if other in story_of:
                    option = (-similarity, story_of[other])
                    group = group_of[one]
                    joins[group] = min(joins.get(group, option), option)
    members: dict[str, list[str]] = {}
    for page_id, group in group_of.items():
        members.setdefault(group, []).append(page_id)
    links: dict[str, StoryLink] = {}
    for group, ids in members.items():
        head = min(ids, key=lambda page_id: _age(fresh[page_id]))
        story = joins[group][1] if group in joins else head
        for page_id in ids:
            is_head = group not in joins and page_id == head
            alone = len(ids) == 1 and is_head
            links[page_id] = StoryLink(story, is_head, 1.0 if alone else round(best[page_id], 4))
    return links


def _age(document: Document) -> tuple[datetime, datetime, str]:
    page_id, _, published, captured = document
    captured = captured or _LATEST
    if captured.tzinfo is None:
        captured = captured.replace(tzinfo=UTC)
    day = published or (captured.astimezone(_SEOUL).date() if captured != _LATEST else None)
    start = datetime.combine(day, time(), tzinfo=_SEOUL) if day else _LATEST
    return start, captured, page_id


def shingles(text: str) -> frozenset[str]:
    """Five-character shingles of the letters and digits of ``text``."""
    plain = _NOT_TEXT.sub("", unicodedata.normalize("NFKC", text[:MAX_CHARS])).lower()
    return frozenset(plain[i : i + SHINGLE] for i in range(len(plain) - SHINGLE + 1))


def _similar_pairs(texts: dict[str, str], wanted: set[str]) -> list[tuple[str, str, float]]:
    """Confirmed pairs of which at least one is ``wanted``, in a fixed order."""
    sets = {page_id: shingles(texts[page_id]) for page_id in sorted(texts)}
    ids = [page_id for page_id, found in sets.items() if len(found) >= MIN_SHINGLES]
    lsh = RMinHashLSH(threshold=CANDIDATE_JACCARD, num_perm=PERMUTATIONS, num_bands=BANDS)
    prints = []
    for number, page_id in enumerate(ids):
        fingerprint = RMinHash(num_perm=PERMUTATIONS, seed=_SEED)
        fingerprint.update(sorted(sets[page_id]))
        lsh.insert(number, fingerprint)
        prints.append(fingerprint)
    pairs = []
    for number, page_id in enumerate(ids):
        if page_id not in wanted:
            continue
        for other in sorted(set(lsh.query(prints[number]))):
            other_id = ids[other]
            if other == number or (other_id in wanted and other < number):
                continue
            similarity = _containment(sets[page_id], sets[other_id])
            if similarity >= CONTAINMENT:
                pairs.append((page_id, other_id, similarity))
    return pairs


def _containment(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / max(min(len(a), len(b)), 1)


def _groups(fresh: Iterable[str], pairs: Sequence[tuple[str, str, float]]) -> dict[str, str]:
    """Connected components of the new documents, each named by its smallest page_id."""
    parent = {page_id: page_id for page_id in fresh}

    def root(page_id: str) -> str:
        while parent[page_id] != page_id:
            parent[page_id] = parent[parent[page_id]]
            page_id = parent[page_id]
        return page_id

    for a, b, _ in pairs:
        if a in parent and b in parent:
            low, high = sorted((root(a), root(b)))
            parent[high] = low
    return {page_id: root(page_id) for page_id in parent}
