"""Patterns with a cheap look before them: the words of which every match must hold one.

Most patterns of a press text match nowhere in most texts, and a regular expression that starts
with a class of characters is tried at every one of them. An automaton over the words that a match
cannot do without passes such a text over in a hundredth of the time. The words are read from the
pattern itself, so that they cannot fall behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from ahocorasick_rs import AhoCorasick

_MOST_WORDS = 400
# Latin letters, digits and everyday punctuation end here.
_LAST_COMMON = 0x2000
_WIDEST = 200
_REPEATS = (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT)
_WITHOUT_WIDTH = (ops.AT, ops.ASSERT, ops.ASSERT_NOT)


class Anchored:
    """A compiled pattern that looks for its own words first; ``flags`` may be IGNORECASE.

    Raises:
        ValueError: the pattern can match without any word of two characters; compile it plainly.
    """

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern = re.compile(pattern, flags)
        self.words = needed_words(pattern)
        if not self.words:
            raise ValueError(f"no word of two characters stands in every match of {pattern[:60]}")
        self._folds = bool(flags & re.IGNORECASE)
        if self._folds:
            self.words = frozenset(word.casefold() for word in self.words)
        self._find = AhoCorasick(sorted(self.words)).find_matches_as_indexes

    def _holds_a_word(self, text: str) -> bool:
        return bool(self._find(text.casefold() if self._folds else text))

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """As :meth:`re.Pattern.finditer`."""
        return self.pattern.finditer(text) if self._holds_a_word(text) else iter(())

    def finditer_at_words(self, text: str) -> Iterator[re.Match[str]]:
        """As :meth:`finditer`, for a pattern whose every match begins with one of its words."""
        end = 0
        for start in sorted({start for _, start, _ in self._find(text, overlapping=True)}):
            match = self.pattern.match(text, start) if start >= end else None
            if match:
                end = max(match.end(), start + 1)
                yield match

    def search(self, text: str) -> re.Match[str] | None:
        """As :meth:`re.Pattern.search`."""
        return self.pattern.search(text) if self._holds_a_word(text) else None


class Located:
    """A compiled pattern of many alternatives that is tried only where a match can begin.

    A word that an alternative cannot do without, and the widest text that the alternative can
    match, tell where that is. Pays where alternatives begin with classes of characters.

    Raises:
        ValueError: an alternative can match without any word, or has no widest text.
    """

    def __init__(self, pattern: str) -> None:
        self.pattern = re.compile(pattern)
        tree = parser.parse(pattern)
        if tree.state.flags & re.IGNORECASE:
            raise ValueError(f"letters of either case have no certain words: {pattern[:60]}")
        before: dict[str, int] = {}
        for items in _alternatives(list(tree)):
            width = sum(_widest(item) for item in items)
            words = _best(_candidates(items))
            if not words or width > _WIDEST:
                raise ValueError(f"an alternative has no certain word or no end: {pattern[:60]}")
            for word in words:
                before[word] = max(before.get(word, 0), width - len(word))
        self._before = list(before.values())
        self._find = AhoCorasick(list(before)).find_matches_as_indexes

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """As :meth:`re.Pattern.finditer`."""
        starts = {
            start
            for index, word, _ in self._find(text, overlapping=True)
            for start in range(max(word - self._before[index], 0), word + 1)
        }
        end = 0
        for start in sorted(starts):
            match = self.pattern.match(text, start) if start >= end else None
            if match:
                end = match.end()
                yield match


class Screen:
    """Which of many patterns may match a text, from one look at it, in whatever case."""

    def __init__(self, patterns: Sequence[re.Pattern[str]]) -> None:
        owners: dict[str, set[int]] = {}
        self._always: set[int] = set()
        for number, pattern in enumerate(patterns):
            words = needed_words(pattern.pattern)
            if not words:
                self._always.add(number)
            for word in words:
                owners.setdefault(word.casefold(), set()).add(number)
        self._owners = list(owners.values())
        self._find = AhoCorasick(list(owners)).find_matches_as_indexes

    def may_match(self, text: str) -> set[int]:
        """Numbers of the patterns that may match; all others match nowhere in ``text``."""
        found = set(self._always)
        for index, _, _ in self._find(text.casefold(), overlapping=True):
            found |= self._owners[index]
        return found


def needed_words(pattern: str) -> frozenset[str]:
    """Words of which every match of ``pattern`` holds at least one; empty where none are sure.

    >>> sorted(needed_words("(?:매출|수출)액?[0-9]+억"))
    ['매출', '매출액', '수출', '수출액']
    """
    tree = parser.parse(pattern)
    if tree.state.flags & re.IGNORECASE:
        return frozenset()
    return _best(_candidates(list(tree)))


def _best(found: Sequence[frozenset[str]]) -> frozenset[str]:
    """The set whose shortest word is the longest, of equals the smallest set."""
    usable = [words for words in found if min(map(_weight, words)) >= 2]
    return min(usable, key=lambda w: (-min(map(_weight, w)), len(w)), default=frozenset())


def _weight(word: str) -> int:
    """Length; a mark such as '㈜' is as telling by itself as a word of two characters."""
    is_mark = len(word) == 1 and not word.isalnum() and (ord(word) > _LAST_COMMON or word in "©®")
    return 2 if is_mark else len(word)


def _candidates(items: Sequence[tuple[Any, Any]]) -> list[frozenset[str]]:
    """Sets of words of which each match of the sequence holds one."""
    found: list[frozenset[str]] = []
    run: frozenset[str] = frozenset([""])
    for op, value in items:
        if op in _WITHOUT_WIDTH:
            continue
        exact = _exact(op, value)
        if exact is not None and len(run) * len(exact) <= _MOST_WORDS:
            run = frozenset(left + right for left in run for right in exact)
            continue
        found.append(run)
        run = exact if exact is not None else frozenset([""])
        found.extend(_inside(op, value))
    found.append(run)
    return found


def _alternatives(items: list[tuple[Any, Any]]) -> list[list[tuple[Any, Any]]]:
    """The alternatives that a pattern consists of; itself where it has none."""
    if len(items) == 1 and items[0][0] is ops.BRANCH:
        return [list(branch) for branch in items[0][1][1]]
    return [items]


def _widest(item: tuple[Any, Any]) -> int:
    """The most characters that an item can match."""
    op, value = item
    if op in _WITHOUT_WIDTH:
        return 0
    if op is ops.SUBPATTERN:
        return sum(map(_widest, value[3]))
    if op is ops.ATOMIC_GROUP:
        return sum(map(_widest, value))
    if op in _REPEATS:
        return _WIDEST + 1 if value[1] is ops.MAXREPEAT else value[1] * sum(map(_widest, value[2]))
    if op is ops.BRANCH:
        return max(sum(map(_widest, branch)) for branch in value[1])
    if op in (ops.LITERAL, ops.NOT_LITERAL, ops.IN, ops.ANY):
        return 1
    return _WIDEST + 1  # a reference to a group, or what this list does not know


def _inside(op: Any, value: Any) -> list[frozenset[str]]:
    """What an item without a finite set of texts still needs."""
    if op is ops.SUBPATTERN:
        return [] if value[1] & re.IGNORECASE else _candidates(list(value[3]))
    if op is ops.ATOMIC_GROUP:
        return _candidates(list(value))
    if op in _REPEATS and value[0] > 0:
        return _candidates(list(value[2]))
    if op is ops.BRANCH:
        each = [_best(_candidates(list(branch))) for branch in value[1]]
        return [frozenset().union(*each)] if all(each) else []
    return []


def _exact(op: Any, value: Any) -> frozenset[str] | None:
    """All texts that an item can be, where these are few."""
    if op is ops.LITERAL:
        return frozenset([chr(value)])
    if op is ops.IN:
        if all(kind is ops.LITERAL for kind, _ in value):
            return frozenset(chr(code) for _, code in value)
        return None
    if op is ops.SUBPATTERN:
        return None if value[1] & re.IGNORECASE else _exact_sequence(list(value[3]))
    if op is ops.BRANCH:
        return _union([_exact_sequence(list(branch)) for branch in value[1]])
    if op in _REPEATS and value[1] == 1:
        inner = _exact_sequence(list(value[2]))
        return _union([inner, frozenset([""])]) if value[0] == 0 else inner
    return None


def _exact_sequence(items: Sequence[tuple[Any, Any]]) -> frozenset[str] | None:
    run: frozenset[str] = frozenset([""])
    for op, value in items:
        if op in _WITHOUT_WIDTH:
            continue
        exact = _exact(op, value)
        if exact is None or len(run) * len(exact) > _MOST_WORDS:
            return None
        run = frozenset(left + right for left in run for right in exact)
    return run


def _union(sets: Sequence[frozenset[str] | None]) -> frozenset[str] | None:
    known = [s for s in sets if s is not None]
    return frozenset().union(*known) if len(known) == len(sets) else None
