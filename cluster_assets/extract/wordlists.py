"""Word lists written as running text."""

from __future__ import annotations


def words(text: str) -> tuple[str, ...]:
    """The words of ``text``, separated by white space."""
    return tuple(text.split())
