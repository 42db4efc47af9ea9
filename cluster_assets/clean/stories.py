"""Stories: articles that are copies or rewrites of one another.

Candidates come from MinHash bands over five-character shingles, at a low Jaccard bar, so that
a shortened copy is still found; a pair is then confirmed by containment. Phrases that all
newspapers share put many unrelated articles into one band: these pairs are thrown out by
their fingerprints, many at once, before a single pair is compared. Results do not depend on
the order of the input.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

SHINGLE = 5
PERMUTATIONS = 128
BANDS = 64
"""Two rows a band: a pair at Jaccard 0.35 is a candidate with probability above 0.999."""
ROWS = PERMUTATIONS // BANDS
MIN_COMMON_PRINTS = 7
"""Of 128: reached by a pair at Jaccard 0.1 with probability 0.98, at 0.02 with 0.01."""
MAX_BAND = 400
"""Of more articles in one band, each is compared with so many that follow it by page_id."""
CONTAINMENT = 0.7
"""Rewrites share 0.43-0.99 of the shorter text's shingles, unrelated articles at most 0.01."""
MIN_SHINGLES = 40
"""A shorter text is too little to call two articles the same."""
MAX_CHARS = 20_000
_SEED = 42
_PRIME = np.uint64(0x9E3779B97F4A7C15)
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


def shingles(text: str) -> NDArray[np.uint64]:
    """Hashes of the distinct five-character shingles of the letters and digits, ascending."""
    plain = _NOT_TEXT.sub("", unicodedata.normalize("NFKC", text[:MAX_CHARS])).lower()
    points = np.frombuffer(plain.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    count = len(points) - SHINGLE + 1
    if count <= 0:
        return np.empty(0, dtype=np.uint64)
    wide = points.astype(np.uint64)
    found = np.zeros(count, dtype=np.uint64)
    for i in range(SHINGLE):
        found = (found + wide[i : i + count]) * _PRIME
        found ^= found >> np.uint64(29)
    return np.unique(found)


def _similar_pairs(texts: dict[str, str], wanted: set[str]) -> list[tuple[str, str, float]]:
    """Confirmed pairs of which at least one is ``wanted``, in a fixed order."""
    sets = {page_id: shingles(texts[page_id]) for page_id in sorted(texts)}
    ids = [page_id for page_id, found in sets.items() if len(found) >= MIN_SHINGLES]
    if len(ids) < 2:
        return []
    prints = _fingerprints([sets[page_id] for page_id in ids])
    is_new = np.array([page_id in wanted for page_id in ids])
    pairs = []
    for low, high in _candidates(prints, is_new):
        a, b = (ids[low], ids[high]) if is_new[low] else (ids[high], ids[low])
        similarity = _containment(sets[a], sets[b])
        if similarity >= CONTAINMENT:
            pairs.append((a, b, similarity))
    return pairs


def _fingerprints(sets: Sequence[NDArray[np.uint64]]) -> NDArray[np.uint32]:
    """MinHashes, a row per article."""
    offsets = np.zeros(len(sets) + 1, dtype=np.uint64)
    np.cumsum([len(s) for s in sets], out=offsets[1:])
    matrix = RMinHash.digest_matrix_from_flat_token_hashes(
        np.concatenate(sets), offsets, num_perm=PERMUTATIONS, seed=_SEED
    )
    return np.array(matrix.to_rows(), dtype=np.uint32)


def _candidates(prints: NDArray[np.uint32], is_new: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Pairs of rows that share a band and enough of their fingerprints, ascending."""
    found: set[tuple[int, int]] = set()
    for band in range(BANDS):
        keys = prints[:, band * ROWS : (band + 1) * ROWS].astype(np.uint64)
        key = (keys[:, 0] << np.uint64(32)) | keys[:, 1]
        order = np.argsort(key, kind="stable")
        same = key[order]
        # In the order of the key, members of a band lie beside each other: compare at growing
        # distance until no two at that distance share the key.
        near = np.arange(len(order) - 1)
        for distance in range(1, MAX_BAND + 1):
            near = near[: np.searchsorted(near, len(order) - distance)]
            near = near[same[near] == same[near + distance]]
            if not len(near):
                break
            low, high = order[near], order[near + distance]
            keep = is_new[low] | is_new[high]
            low, high = low[keep], high[keep]
            common = (prints[low] == prints[high]).sum(axis=1)
            close = common >= MIN_COMMON_PRINTS
            found.update(zip(low[close].tolist(), high[close].tolist(), strict=True))
    return sorted(found)


def _containment(a: NDArray[np.uint64], b: NDArray[np.uint64]) -> float:
    """Common shingles as a part of the smaller set."""
    short, long = sorted((a, b), key=len)
    at = np.searchsorted(long, short)
    at[at == len(long)] = 0
    return int((long[at] == short).sum()) / max(len(short), 1)


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
