"""Numbers with a counter that may be figures: where they stand, their value, unit and hedge."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.coverage import Coverage
from cluster_assets.extract.figures.checks import BOUND_CLASS, PER, is_acceptable
from cluster_assets.extract.figures.counters import (
    AS_WRITTEN,
    COUNTERS,
    NATIVE_COUNTERS,
    NATIVE_NUMERALS,
)
from cluster_assets.extract.figures.table_counts import find_table_figures
from cluster_assets.extract.korean.numbers import QUANTITY, SECTION, parse_number
from cluster_assets.records import Qualifier, SpanField

_NUMBER = (
    rf"(?:{QUANTITY}(?:(?: (?=[1-9](?:천|백|,\d{{3}}|\d{{3}}(?![\d,]))))?{SECTION})?|{SECTION})"
)
_SURPLUS = r" ?여(?![가-힣]*자) ?| ?남짓 ?| ?"
_UNIT_GROUPS = "|".join(
    f"(?P<u{i}>{'(?:' + c.pattern + ')'}{f'(?!{c.not_before})' if c.not_before else ''})"
    for i, c in enumerate(COUNTERS)
)
_UNIT = re.compile(_UNIT_GROUPS)
_NUMERAL = re.compile(rf"(?=\d)(?<![\d.,]){_NUMBER}")
_SURPLUS_RE = re.compile(_SURPLUS)
_RANGE = re.compile(rf"({_NUMBER})(?: ?(?:%|명|건|개사|개|곳|㎡|배|톤|km|㎞|m))? ?[~∼-] ?$")
_NATIVE = re.compile(
    rf"(?<![가-힣])(?P<n>{'|'.join(sorted(NATIVE_NUMERALS, key=len, reverse=True))}) ?"
    rf"(?P<c>{'|'.join(sorted(NATIVE_COUNTERS, key=len, reverse=True))})"
    r"(?=(?:은|는|이|가|을|를|의|에|에서|에는|과|와|도|만|로|으로|뿐이다|"
    r"뿐|씩|까지|이나|나|이다|다|이며|이고|인|보다|이상|가량|정도|안팎|"
    r"이었다|였다)?(?:[ ,.)\n…·'\"]|$))"
)
_COUNTER_WORDS = "곳|명|개사|개|가구|건|팀"
_OUT_OF = re.compile(
    rf"(?<![가-힣\d])(?P<a>열|다섯|네|세|10|백|100)(?P<s> ?)"
    rf"(?P<c>{_COUNTER_WORDS}) ?(?:중(?:에서?)?|"
    rf"가운데) ?"
    rf"(?P<b>{'한|' + '|'.join(sorted(NATIVE_NUMERALS, key=len, reverse=True))}|\d{{1,2}}) ?(?P=c)"
)
_RATIO = re.compile(
    r"(?:\(?B ?/ ?C\)?|비용 ?대비 ?편익|비용편익비(?:율)?|편익비용비(?:율)?)"
    r"[^\d\n.]{0,18}?(?P<v>\d\.\d{1,3})(?![\d%.]*[%배원\d])"
)

_AFTER: tuple[tuple[Qualifier, re.Pattern[str]], ...] = (
    ("at_most", re.compile(r" ?(?:을|를)? ?(?:넘지|초과하지) (?:않|아니|못)")),
    (
        "at_least",
        re.compile(
            r" ?(?:이상|초과|\+ ?α|(?:을|를|가|이)? ?(?:훌쩍 |크게 |이미 )?(?:넘|"
            r"웃도|웃돌|초과|상회|돌파))"
        ),
    ),
    ("at_most", re.compile(r" ?(?:이하|이내|미만|한도|(?:을|를)? ?(?:밑도|밑돌))")),
    (
        "approx",
        re.compile(
            r" ?(?:정도|내외|가량|안팎|수준|남짓|쯤|전후|선(?=[에으까을이 ])|"
            r"여 |(?:에|에 거의)? ?(?:가까[운이]|육박))"
        ),
    ),
)
_BEFORE: tuple[tuple[Qualifier, re.Pattern[str]], ...] = (
    ("at_least", re.compile(r"(?<![가-힣])(?:최소한?|적어도|적게는) ?$")),
    ("at_most", re.compile(r"(?<![가-힣])(?:최대|최고|많게는) ?$")),
    ("approx", re.compile(r"(?<![가-힣])(?:약|대략|어림잡아|줄잡아|얼추|거의) ?$")),
)
_CEILING = re.compile(r" ?까지(?= ?(?:지원|보조|감면|할인|면제|받|허용|가능|지급|인정))")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A figure in the normal form of one field."""

    field: SpanField
    start: int
    end: int
    unit_end: int
    value: float
    unit: str
    qualifier: Qualifier
    rule: str


def find_candidates(ctx: ArticleContext, field: SpanField) -> list[Candidate]:
    """Candidates of one field, with spans of the original, in order."""
    text = ctx.normal(field).text
    found: list[Candidate] = []
    taken = Coverage(len(text))
    for c in (*_special(text, field), *_cells(text, field)):
        if taken.is_free(c.start, c.end):
            taken.take(c.start, c.end)
            found.append(c)
    for c in (*_plain(ctx, text, field), *_native(text, field)):
        if c.rule == "range" or taken.is_free(c.start, c.end):
            found.append(c)
            taken.take(c.start, c.end)
    found.sort(key=lambda c: c.start)
    result = []
    for c in found:
        span = ctx.span(field, c.start, c.end)
        unit_end = ctx.span(field, c.start, c.unit_end).end
        result.append(
            Candidate(field, span.start, span.end, unit_end, c.value, c.unit, c.qualifier, c.rule)
        )
    return result


def _cells(text: str, field: SpanField) -> Iterator[Candidate]:
    """Bare numbers of tables, with the unit of their column or row."""
    for cell in find_table_figures(text) if field == "text" else ():
        yield Candidate(
            field, cell.start, cell.end, cell.end, cell.value, cell.unit, "exact", "table"
        )


def _special(text: str, field: SpanField) -> Iterator[Candidate]:
    for m in _OUT_OF.finditer(text):
        whole = {"10": 10, "100": 100, "백": 100}.get(m["a"]) or NATIVE_NUMERALS.get(m["a"], 0)
        part = (
            1
            if m["b"] == "한"
            else NATIVE_NUMERALS.get(m["b"]) or int(m["b"] if m["b"].isdigit() else 0)
        )
        if whole and part and part <= whole:
            value = round(100 * part / whole, 1)
            yield Candidate(field, m.start(), m.end(), m.end(), value, "%", "exact", "out_of")
    for m in _RATIO.finditer(text):
        start = m.start("v")
        yield Candidate(field, start, m.end("v"), m.end("v"), float(m["v"]), "", "exact", "ratio")


def _native(text: str, field: SpanField) -> Iterator[Candidate]:
    for m in _NATIVE.finditer(text):
        unit = NATIVE_COUNTERS[m["c"]]
        if unit in ("대", "기", "동", "채") and text[m.end("n")] != " ":
            continue  # '세대', '열기로' are words of their own
        after = text[m.end("c") : m.end("c") + 24]
        if BOUND_CLASS.match(after) or PER.match(after) or _reference(text, m.start(), unit, after):
            continue
        qualifier, end = _qualifier(text, m.start(), m.end("c"), after, surplus=False)
        yield Candidate(
            field,
            m.start(),
            end,
            m.end("c"),
            float(NATIVE_NUMERALS[m["n"]]),
            unit,
            qualifier,
            "native",
        )


# 'A와 B, C 세 곳', '. 두 곳을': places named one by one, or just before.
_SAID_PLACES = re.compile(
    r"(?:[가-힣]{1,4}(?:과|와|, |·) ?)[가-힣]{2,4} $|(?:^|[.”\"\n]) ?(?:이 )?$|[은는] $"
)


def _reference(text: str, start: int, unit: str, after: str) -> bool:
    """'이들 두 곳', '두 곳 모두': points back to things already counted."""
    if unit == "배":
        return False
    is_all = re.match(r"뿐|에 (?:불과|그[치쳤친])", after) is not None
    if unit == "곳" and not is_all and _SAID_PLACES.search(text[max(0, start - 24) : start]):
        return True
    if re.search(r"(?:이|그|이들|양쪽|나머지|다른|또 다른) $", text[max(0, start - 6) : start]):
        return True
    return unit == "개"


def _plain(ctx: ArticleContext, text: str, field: SpanField) -> Iterator[Candidate]:
    for m in _NUMERAL.finditer(text):
        gap = _SURPLUS_RE.match(text, m.end())
        if gap is None:
            continue
        unit_match = _UNIT.match(text, gap.end())
        if unit_match is None:
            continue
        counter = COUNTERS[int((unit_match.lastgroup or "u0")[1:])]
        value = parse_number(m[0].replace("여", "").strip())
        if value is None or not is_acceptable(text, m, unit_match, counter):
            continue
        surplus = "여" in gap[0] or "남짓" in gap[0] or "여" in m[0]
        after = text[unit_match.end() : unit_match.end() + 24]
        qualifier, end = _qualifier(text, m.start(), unit_match.end(), after, surplus)
        unit = counter.unit
        if unit == AS_WRITTEN:
            unit = ctx.evidence(ctx.span(field, unit_match.start(), unit_match.end()))
        high = float(value * counter.factor)
        unit_end, rule = unit_match.end(), f"counter:{counter.unit}"
        if low := _low_end(text, m, value):
            first = float(low[1] * counter.factor)
            yield Candidate(field, low[0], end, unit_end, first, unit, "at_least", "range")
            qualifier, rule = "at_most", "range"
        yield Candidate(field, m.start(), end, unit_end, high, unit, qualifier, rule)


_BIG_UNITS = {"만": 10**4, "천": 1000, "억": 10**8}


def _low_end(text: str, number: re.Match[str], value: float) -> tuple[int, float] | None:
    """Start and value of the low end of a range that ``number`` ends ('30~40', '2~3만')."""
    start = number.start()
    if text[max(0, start - 2) : start].rstrip()[-1:] not in ("~", "∼", "-"):
        return None
    low = _RANGE.search(text, max(0, start - 24), start)
    first = parse_number(low[1].replace("여", "").strip()) if low else None
    if low is None or first is None:
        return None
    unit = number[0].strip()[-1]
    if first < 1000 <= value and unit in _BIG_UNITS:
        first *= _BIG_UNITS[unit]
    return low.start(), first


def _qualifier(text: str, start: int, end: int, after: str, surplus: bool) -> tuple[Qualifier, int]:
    """Qualifier of the figure, and where its evidence ends."""
    found: Qualifier | None = None
    for qualifier, pattern in _AFTER:
        m = pattern.match(after)
        if m:
            if qualifier == "at_most" and found == "approx":
                continue
            return qualifier, end + len(m[0].rstrip())
    before = text[max(0, start - 8) : start]
    for qualifier, pattern in _BEFORE:
        if pattern.search(before):
            found = qualifier
            break
    if found is None and _CEILING.match(after):
        found = "at_most"
    if found in (None, "approx") and surplus:
        found = "approx"
    return found or "exact", end
