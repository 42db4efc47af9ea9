"""Years that a passage speaks of, resolved with the publication year."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from cluster_assets.anchored import Screen
from cluster_assets.extract.korean import period_patterns as patterns

Years = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Period:
    """Years at ``[start, end)`` of a text; ``years`` has ``None`` for an open end."""

    start: int
    end: int
    years: Years
    rule: str


class Calendar:
    """Resolves year words; ``published_year`` may be unknown."""

    def __init__(self, published_year: int | None) -> None:
        self.year = published_year
        self._known: dict[str, tuple[Period, ...]] = {}

    def periods(self, text: str) -> tuple[Period, ...]:
        """Periods of ``text`` in order, positions relative to it; each text is read once."""
        found = self._known.get(text)
        if found is None:
            found = self._known[text] = (
                tuple(_read(text, self)) if patterns.HINT.search(text) else ()
            )
        return found

    def resolve(self, word: str) -> int | None:
        """The year of a point in time such as '2024년 말', "'25" or '내년 상반기'."""
        match = re.match(r"'?((?:19|20)\d\d)", word)
        if match:
            return int(match[1])
        match = re.match(r"'?(\d\d)(?!\d)", word)
        if match:
            short = int(match[1])
            return 2000 + short if short < 70 else 1900 + short
        for name in sorted(patterns.RELATIVE, key=len, reverse=True):
            if word.startswith(name):
                return None if self.year is None else self.year + patterns.RELATIVE[name]
        if re.match(r"올 ?|(?:오는 |지난 )?\d{1,2}월|다음 ?달|내달|이달|지난 ?달", word):
            return self.year
        return None


def find_periods(text: str, calendar: Calendar, base: int = 0) -> list[Period]:
    """All periods of ``text``, non-overlapping, in order; unresolvable ones are left out."""
    return [Period(base + p.start, base + p.end, p.years, p.rule) for p in calendar.periods(text)]


def _read(text: str, calendar: Calendar) -> list[Period]:
    taken: list[Period] = []
    for number in sorted(_SCREEN.may_match(text)):
        pattern, build, rule = _RULES[number]
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(p.start < end and start < p.end for p in taken):
                continue
            years = build(match, calendar)
            if years is not None and years != (None, None):
                taken.append(Period(start, end, years, rule))
    taken.sort(key=lambda p: p.start)
    return taken


def count_of(word: str) -> int:
    """The number that figures ('5') or a native word ('다섯') say."""
    return patterns.NATIVE_COUNTS.get(word) or int(word)


def _count(match: re.Match[str]) -> int:
    """The number of years that a span lasts, in figures or in words."""
    return count_of(match["n"] or match.groupdict().get("years") or "")


def _range(match: re.Match[str], calendar: Calendar) -> Years | None:
    first, last = calendar.resolve(match["a"]), calendar.resolve(match["b"])
    if first is None and last is None:
        return None
    if first is not None and last is not None and not first <= last <= first + 60:
        return None
    return first, last


def _span_from(match: re.Match[str], calendar: Calendar) -> Years | None:
    first = calendar.resolve(match["a"])
    return None if first is None else (first, first + _count(match) - 1)


def _until_span(match: re.Match[str], calendar: Calendar) -> Years | None:
    last = calendar.resolve(match["b"])
    return None if last is None else (last - _count(match) + 1, last)


def _up_to_now(match: re.Match[str], calendar: Calendar) -> Years | None:
    first = calendar.resolve(match["a"])
    if first is None or calendar.year is None or first > calendar.year:
        return None
    return first, calendar.year


def _until(match: re.Match[str], calendar: Calendar) -> Years | None:
    last = calendar.resolve(match["b"])
    return None if last is None else (None, last)


def _from(match: re.Match[str], calendar: Calendar) -> Years | None:
    first = calendar.resolve(match["a"])
    return None if first is None else (first, None)


def _single(match: re.Match[str], calendar: Calendar) -> Years | None:
    if match["y"].startswith("이듬해"):
        return None  # the year after one that the text has named, not after the publication
    year = calendar.resolve(match["y"])
    return None if year is None else (year, year)


def _shifted(match: re.Match[str], calendar: Calendar) -> Years | None:
    first, last = calendar.resolve(match["a"]), calendar.resolve(match["b"])
    return None if first is None or last is None else (None, last)


def _pair(match: re.Match[str], calendar: Calendar) -> Years | None:
    years = _range(match, calendar)
    if years is None or years[0] is None or years[1] is None:
        return None
    return years if 0 < years[1] - years[0] <= 2 else None


def _begin_end(match: re.Match[str], calendar: Calendar) -> Years | None:
    first, last = calendar.resolve(match["a"]), calendar.resolve(match["b"])
    if first is None or last is None or not first <= last <= first + 60:
        return None
    return first, last


def _event_span(match: re.Match[str], calendar: Calendar) -> Years | None:
    first = calendar.resolve(match["a"])
    return None if first is None else (first, first + _count(match) - 1)


def _to_month(match: re.Match[str], calendar: Calendar) -> Years | None:
    if calendar.year is None or not 1 <= int(match["y"]) <= 12:
        return None
    return None, calendar.year


def _from_done(match: re.Match[str], calendar: Calendar) -> Years | None:
    first = calendar.resolve(match["a"])
    if first is None or calendar.year is None or first > calendar.year:
        return None
    return first, calendar.year


def _past_years(match: re.Match[str], calendar: Calendar) -> Years | None:
    return None if calendar.year is None else (calendar.year - _count(match) + 1, calendar.year)


def _after_years(match: re.Match[str], calendar: Calendar) -> Years | None:
    first = calendar.resolve(match["a"])
    return None if first is None else (first, first + _count(match))


def _after_term(match: re.Match[str], calendar: Calendar) -> Years | None:
    first = calendar.resolve(match["a"])
    if first is None:
        return None
    months = int(match["month"] or 1) - 1 + int(match["months"] or 0)
    return first, first + _count(match) + months // 12


def _month(match: re.Match[str], calendar: Calendar) -> Years | None:
    return None if calendar.year is None else (calendar.year, calendar.year)


_RULES: tuple[
    tuple[re.Pattern[str], Callable[[re.Match[str], Calendar], Years | None], str], ...
] = (
    (patterns.SINCE_UNTIL, _begin_end, "start_to_finish"),
    (patterns.BEGIN_END, _begin_end, "start_to_finish"),
    (patterns.FROM_FINISHED, _begin_end, "start_to_finish"),
    (patterns.FROM_SPENT, _begin_end, "start_to_finish"),
    (patterns.FROM_DONE, _from_done, "start_to_finish"),
    (patterns.EVENT_FINISHED, _begin_end, "start_to_finish"),
    (patterns.AFTER_YEARS, _after_years, "start_to_finish"),
    (patterns.AFTER_TERM, _after_term, "start_to_finish"),
    (patterns.EVENT_UNTIL, _begin_end, "range"),
    (patterns.SHIFTED, _shifted, "shifted"),
    (patterns.SINCE_THEN, _range, "start_to_finish"),
    (patterns.BEGUN_UNTIL, _range, "start_to_finish"),
    (patterns.UP_TO_NOW, _up_to_now, "range"),
    (patterns.BEGUN_UP_TO_NOW, _up_to_now, "range"),
    (patterns.RANGE, _range, "range"),
    (patterns.YEARLY_FROM, _span_from, "n_years_from"),
    (patterns.EVENT_SPAN, _event_span, "n_years_from"),
    (patterns.SPAN_FROM, _span_from, "n_years_from"),
    (patterns.UNTIL_SPAN, _until_span, "n_years_until"),
    (patterns.THIS_YEAR_TO_MONTH, _single, "year"),
    (patterns.UNTIL, _until, "until"),
    (patterns.FINISHES, _until, "until"),
    (patterns.TO_MONTH, _to_month, "until"),
    (patterns.PAIR, _pair, "range"),
    (patterns.PAST_YEARS, _past_years, "past_n_years"),
    (patterns.SINCE_EVENT, _from_done, "since"),
    (patterns.FROM, _from, "from"),
    (patterns.SINGLE, _single, "year"),
    (patterns.MONTH, _month, "month"),
    (patterns.SO_FAR_YEARS, _past_years, "so_far_years"),
)
_SCREEN = Screen([pattern for pattern, _, _ in _RULES])
