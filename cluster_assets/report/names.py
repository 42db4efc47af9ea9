"""Names of initiatives as papers shorten them, made comparable."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Shorter names ('산업단지') would relate everything.
RELATED_NAME_LENGTH = 6
MAX_NAME_LENGTH = 200
MAX_NAME_WORDS = 12
_NOT_WORD = re.compile(r"[\W_]+")


def name_key(name: str | None) -> str:
    """A name without case, width, spaces and punctuation; empty for none."""
    head = (name or "")[:MAX_NAME_LENGTH]
    return _NOT_WORD.sub("", unicodedata.normalize("NFKC", head).casefold())


@lru_cache(maxsize=50_000)
def shorter_names(name: str) -> frozenset[str]:
    """Keys of what is left of a name without its first or its last words."""
    words = name[:MAX_NAME_LENGTH].split()
    cuts = range(1, min(len(words), MAX_NAME_WORDS))
    keys = (name_key(" ".join(part)) for i in cuts for part in (words[i:], words[:-i]))
    return frozenset(k for k in keys if len(k) >= RELATED_NAME_LENGTH)


def names_related(a: str, b: str) -> bool:
    """Whether one name is the other without its first or last words, or equal to it."""
    key, other = name_key(a), name_key(b)
    return key in shorter_names(b) or other in shorter_names(a) or (key == other != "")
