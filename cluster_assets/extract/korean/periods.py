"""Years that a passage speaks of, resolved with the publication year."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

Years = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Period:
    """Years at ``[start, end)`` of a text; ``years`` has ``None`` for an open end."""

    start: int
    end: int
    years: Years
    rule: str


# Words for a year relative to the publication year.
_RELATIVE = {
    "올해": 0,
    "금년": 0,
    "올 ": 0,
    "이달": 0,
    "연내": 0,
    "연말": 0,
    "이번 달": 0,
    "당해": 0,
    "지난해": -1,
    "작년": -1,
    "전년": -1,
    "지난 해": -1,
    "재작년": -2,
    "지지난해": -2,
    "내년": 1,
    "이듬해": 1,
    "명년": 1,
    "내후년": 2,
    "후년": 2,
    "다음 달": 0,
    "다음달": 0,
    "지난달": 0,
    "지난 달": 0,
}
_WORDS = "|".join(sorted(map(re.escape, _RELATIVE), key=len, reverse=True))
_YEAR = (
    r"(?:'?(?:19|20)\d\d|'\d\d)(?:학년도|년도|년|\.(?= ?\d{1,2}(?!\d))|(?= ?[~)-])|(?=\t)|(?=$))"
)
_REL = rf"(?:{_WORDS})(?![가-힣]{{2}}림)"
_PART = (
    r"(?: ?(?:상반기|하반기|초|말|중|연말|연초|[1-4]분기|\d{1,2}월(?: ?\d{1,2}일)?|본예산|예산|"
    r"봄|가을|여름|겨울)"
    r"|(?<=\.) ?\d{1,2}(?:\. ?\d{1,2})?\.?(?!\d))?"
)
_POINT = rf"(?:{_YEAR}|{_REL}){_PART}"
_START = r"(?<![\d가-힣.])"

_RANGE = re.compile(
    rf"{_START}(?:지난 |오는 |향후 )?(?P<a>{_POINT}) ?(?:~|-|부터|에서) ?(?:오는 |"
    rf"향후 )?(?P<b>{_POINT}|'?\d\d년|\d{{4}})(?P<until> ?까지)?"
)
_SPAN_FROM = re.compile(
    rf"{_START}(?:지난 |오는 )?(?P<a>{_POINT}) ?(?:부터|에서|이후|을 시작으로) ?(?:향후 |"
    rf"앞으로 |매년 |약 )?(?P<n>\d{{1,2}}) ?(?:년 ?간|개년|년(?: ?동안)?(?![가-힣]))"
)
_UP_TO_NOW = re.compile(
    rf"{_START}(?P<a>{_POINT})(?: ?(?:부터|이후|이래)|에? (?:문을 연|출범한|시작한|설립된|지정된|"
    r"개청한|개소한|착공한|첫 삽을 뜬) (?:뒤|후|이후|이래)) ?(?:지금|현재|이제|오늘|최근)까지"
)
_UNTIL_SPAN = re.compile(
    rf"{_START}(?:오는 )?(?P<b>{_POINT}) ?까지 ?(?:향후 |앞으로 |총 |"
    rf"모두 )?(?P<n>\d{{1,2}}) ?(?:년 ?간|개년|년 ?동안)"
)
_SINCE_THEN = re.compile(
    rf"{_START}(?P<a>{_POINT}) (?:[가-힣]{{1,6}}[에을를] )?(?:(?:시작|착공|착수|출범|시행|"
    rf"개시)(?:해|하여|돼|되어|해서)|들어가|첫 삽을 떠) ?(?:오는 )?(?P<b>{_POINT}) ?까지"
)
_BEGUN_UNTIL = re.compile(
    rf"{_START}(?P<a>{_POINT})에? (?:첫 삽을 뜬|착공한|공사에 들어간|시작한|시작된) "
    rf"[^.,\n\d]{{0,28}}?(?P<b>{_POINT}) ?까지"
)
_SINCE_UNTIL = re.compile(
    rf"{_START}(?P<a>{_POINT}) ?(?:에 )?(?:[가-힣]{{1,6}}[에을를] )?(?:(?:시작|착공|착수|출범|시행|"
    rf"개시)(?:해|하여|돼|되어|해서|,| 후)?|들어가|첫 삽을 (?:떠|뜨고|뜬 뒤)) ?(?:오는 )?"
    rf"(?P<b>{_POINT})(?:까지|에|쯤|께)? ?"
    rf"(?:끝나|끝낸|끝낼|마무리|완공|준공|완료|종료|문을 (?:연|열)|개관|개장|개소|개원|가동)"
)
_UNTIL = re.compile(
    rf"{_START}(?:오는 |늦어도 )?(?P<b>{_POINT}) ?(?:까지|이전까지|(?:완공|준공|완료)(?:이|을|"
    rf"를|) ?(?:목표|예정)|안에서만)"
)
_FROM = re.compile(rf"{_START}(?:오는 |지난 )?(?P<a>{_POINT}) ?(?:부터|이후(?! ?처음))")
# A year that compares, or that dates an event other than spending, is no period.
_NO_PERIOD = (
    r"(?! ?(?:대비|동기|같은 ?(?:기간|달|시기|때|분기)|보다|에 비해|의 \d|과 비교|수준|"
    r"말? ?기준으로)|(?: ?\d{1,2}월)?(?: ?\d{1,2}일)?에? ?(?:국가|처음|정부|최종|국내 최초로|"
    r"신규)? ?"
    r"(?:지정|선정|설립|문을 연|개소|출범|개원|개교|제정|창립|창업|맺은|체결|발표|수립|준공된|"
    r"완공된|승인|입주))"
)
_MONTH = re.compile(r"(?<![년\d] )(?:오는|이달|내달) ?(?P<y>\d{1,2})월(?:까지|부터| |에)")
_SINGLE = re.compile(rf"{_START}(?:오는 |지난 |이르면 )?(?P<y>{_POINT}){_NO_PERIOD}")
_SAME_SPAN = re.compile(r"같은 기간|이 기간|기간 ?동안")


class Calendar:
    """Resolves year words; ``published_year`` may be unknown."""

    def __init__(self, published_year: int | None) -> None:
        self.year = published_year

    def resolve(self, word: str) -> int | None:
        """The year of a point in time such as '2024년 말', "'25" or '내년 상반기'."""
        match = re.match(r"'?((?:19|20)\d\d)", word)
        if match:
            return int(match[1])
        match = re.match(r"'?(\d\d)(?!\d)", word)
        if match:
            short = int(match[1])
            return 2000 + short if short < 70 else 1900 + short
        for name in sorted(_RELATIVE, key=len, reverse=True):
            if word.startswith(name):
                return None if self.year is None else self.year + _RELATIVE[name]
        return None


def find_periods(text: str, calendar: Calendar, base: int = 0) -> list[Period]:
    """All periods of ``text``, non-overlapping, in order; unresolvable ones are left out."""
    taken: list[Period] = []
    for pattern, build, rule in _RULES:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(p.start - base < end and start < p.end - base for p in taken):
                continue
            years = build(match, calendar)
            if years is not None and years != (None, None):
                taken.append(Period(base + start, base + end, years, rule))
    taken.sort(key=lambda p: p.start)
    return taken


def _range(match: re.Match[str], calendar: Calendar) -> Years | None:
    first, last = calendar.resolve(match["a"]), calendar.resolve(match["b"])
    if first is None and last is None:
        return None
    if first is not None and last is not None and not first <= last <= first + 60:
        return None
    return first, last


def _span_from(match: re.Match[str], calendar: Calendar) -> Years | None:
    first = calendar.resolve(match["a"])
    return None if first is None else (first, first + int(match["n"]) - 1)


def _until_span(match: re.Match[str], calendar: Calendar) -> Years | None:
    last = calendar.resolve(match["b"])
    return None if last is None else (last - int(match["n"]) + 1, last)


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
    year = calendar.resolve(match["y"])
    return None if year is None else (year, year)


def _month(match: re.Match[str], calendar: Calendar) -> Years | None:
    return None if calendar.year is None else (calendar.year, calendar.year)


_RULES: tuple[
    tuple[re.Pattern[str], Callable[[re.Match[str], Calendar], Years | None], str], ...
] = (
    (_SINCE_UNTIL, _range, "start_to_finish"),
    (_SINCE_THEN, _range, "start_to_finish"),
    (_BEGUN_UNTIL, _range, "start_to_finish"),
    (_UP_TO_NOW, _up_to_now, "range"),
    (_RANGE, _range, "range"),
    (_SPAN_FROM, _span_from, "n_years_from"),
    (_UNTIL_SPAN, _until_span, "n_years_until"),
    (_UNTIL, _until, "until"),
    (_FROM, _from, "from"),
    (_SINGLE, _single, "year"),
    (_MONTH, _month, "month"),
)
