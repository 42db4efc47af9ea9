"""Short forms: whether one name of an article abbreviates another."""

from __future__ import annotations

import re
from functools import lru_cache

from cluster_assets.extract.names.initiatives.names import (
    STAGE,
    core_of,
    has_work_tail,
    head_class,
    is_plain,
    place_prefix,
)
from cluster_assets.extract.names.linking import canonical_key

_STAGE_WORD = re.compile(STAGE)
_AI = re.compile(r"인공지능")


@lru_cache(maxsize=4096)
def comparison_key(name: str) -> str:
    """Key for short forms within one article: no region in front, no words of work."""
    tokens = core_of(name).split()
    while len(tokens) > 1 and (prefix := place_prefix(tokens[0])):
        if len(prefix) == len(tokens[0]):
            tokens = tokens[1:]
        else:
            tokens[0] = tokens[0][len(prefix) :]
            if len(tokens[0]) == 1:  # '천안형'
                tokens = tokens[1:]
            break
    return _AI.sub("ai", canonical_key("".join(tokens)))


_LETTERS = 5
# A programme that has no head noun may be called one: 'RISE', 'RISE 사업'.
_ITS_WORK = re.compile(r" ?(?:조성|육성|지원)?사업")


def _has_word_of_its_own(short: str, full: str) -> bool:
    """Whether the long form differs by one telling word inside ('해양센터', '해양기후센터')."""
    if len(short) <= _LETTERS or len(short) <= 0.7 * len(full):
        return False
    start = next((i for i, (a, b) in enumerate(zip(short, full, strict=False)) if a != b), None)
    if start is None:
        return False
    inserted = full[start : start + len(full) - len(short)]
    is_one_word = full == short[:start] + inserted + short[start:]
    is_telling = not is_plain(inserted) and not place_prefix(inserted)
    return is_one_word and start > 1 and is_telling


def _is_estate_by_place(short: str, full: str) -> bool:
    """'가람단지' for '가람과학산업단지'."""
    stem = short.removesuffix("단지")
    return (
        " " not in short
        and stem != short
        and head_class(full) == "산업단지"
        and full.replace(" ", "").find(stem) in (0, 2, 3)
    )


def is_short_form(short: str, full: str) -> bool:
    """Whether ``short`` is an abbreviation of ``full``: same head and stage, letters in order."""
    if not head_class(short) and _ITS_WORK.fullmatch(full.removeprefix(short)):
        return True
    if head_class(short) != head_class(full) and not _is_estate_by_place(short, full):
        return False
    if has_work_tail(short) and not has_work_tail(full) and not _STAGE_WORD.search(short):
        return False
    here, there = _places(short), _places(full)
    if here and there and not here & there and not all(place in full for place in here):
        return False
    stages, others = set(_STAGE_WORD.findall(short)), set(_STAGE_WORD.findall(full))
    if stages and stages != others:
        return False
    if not head_class(short):  # nothing that holds scattered letters together
        return canonical_key(short) in canonical_key(full)
    here_key, there_key = comparison_key(short), comparison_key(full)
    return _is_subsequence(here_key, there_key) and not _has_word_of_its_own(here_key, there_key)


@lru_cache(maxsize=4096)
def _places(name: str) -> frozenset[str]:
    """First two syllables of the regions that ``name`` begins with."""
    places: set[str] = set()
    for token in name.split():
        prefix = place_prefix(token)
        if not prefix:
            break
        places.add(prefix[:2])
        inner = place_prefix(token[len(prefix) :])
        places |= {inner[:2]} if inner else set()
    return frozenset(places)


def _is_subsequence(short: str, full: str) -> bool:
    letters = iter(full)
    return bool(short) and all(letter in letters for letter in short)
