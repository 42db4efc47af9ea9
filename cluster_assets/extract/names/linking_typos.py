"""Names that differ by one slip of the keyboard: pairs for a person to look at, never a link.

Two names are a pair if one syllable is missing, added, changed or swapped with its
neighbour, and if their letters (jamo) agree to :data:`LEAST_SCORE` or more. Numbers and
places have to be equal: '누리 1단계' and '누리 2단계' are two things, and so are two
provinces' institutes.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from cluster_assets.extract.names.initiatives.names import place_prefix

#: Likeness, of 100, from which a pair is worth a look. One wrong letter in a name of five
#: syllables scores 92, another word in its place below 85.
LEAST_SCORE = 90
#: Shorter names differ by a syllable too often to mean the same.
_SHORTEST = 4
# Longer ones are no names; a bound for hostile input.
_LONGEST = 60
# Names that share one spelling but for a syllable; a bound for hostile input.
_MOST_SHARED = 40


def likeness(one: str, other: str) -> int:
    """How much of the letters of two names agree, in order, from 0 to 100."""
    letters = (unicodedata.normalize("NFD", one), unicodedata.normalize("NFD", other))
    low, high = sorted(letters)
    return round(100 * SequenceMatcher(None, low, high, autojunk=False).ratio())


def is_slip(one: str, other: str) -> bool:
    """Whether the names may be one name with a slip in it: same numbers, same place."""
    if re.findall(r"\d+", one) != re.findall(r"\d+", other):
        return False
    return place_prefix(one) == place_prefix(other)


def typo_pairs(keys: Iterable[str]) -> Iterator[tuple[str, str, int]]:
    """Pairs of ``keys`` (normal names) that differ by a slip, with their likeness.

    Each name is filed under itself and under every form that lacks one syllable; only
    names that share a form are compared, so that the work grows with the number of names.
    """
    forms: dict[str, list[str]] = defaultdict(list)
    names = sorted({k for k in keys if _SHORTEST <= len(k) <= _LONGEST})
    for name in names:
        for form in {name, *(name[:i] + name[i + 1 :] for i in range(len(name)))}:
            forms[form].append(name)
    seen: set[tuple[str, str]] = set()
    for form in sorted(forms):
        alike = forms[form][:_MOST_SHARED]
        for i, one in enumerate(alike):
            for other in alike[i + 1 :]:
                if (one, other) not in seen:
                    seen.add((one, other))
                    score = likeness(one, other)
                    if score >= LEAST_SCORE and is_slip(one, other):
                        yield one, other, score
