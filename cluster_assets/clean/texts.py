"""Text prepared for comparison."""

from __future__ import annotations

import re

_SPACE = re.compile(r"\s+")
_SQUASHED = re.compile(r"[\s'\"‘’“”「」『』<>《》〈〉·ㆍ・․‧･.,()（）\[\]~∼…\-–—]")


def collapse(text: str) -> str:
    """``text`` with every run of white space as one blank, trimmed."""
    return _SPACE.sub(" ", text).strip()


def squash(text: str | None) -> str:
    """``text`` for comparison: no blanks, quotes, brackets, dots or dashes; lower case."""
    return _SQUASHED.sub("", text or "").lower()
