"""Counts and measures of an article that are not money."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.counters import (
    AS_WRITTEN,
    COUNTERS,
    NATIVE_COUNTERS,
    NATIVE_NUMERALS,
)
from cluster_assets.extract.coverage import Coverage
from cluster_assets.extract.figure_checks import BOUND_CLASS, PER, is_acceptable
from cluster_assets.extract.figure_subjects import subject_of
from cluster_assets.extract.korean.numbers import QUANTITY, SECTION, parse_number
from cluster_assets.records import FigureFact, Mention, Qualifier, Span, SpanField

_NUMBER = rf"(?:{QUANTITY}(?:(?: (?=[1-9](?:천|백)))?{SECTION})?|{SECTION})"
_SURPLUS = r" ?여(?![가-힣]*자) ?| ?남짓 ?| ?"
_UNIT_GROUPS = "|".join(
    f"(?P<u{i}>{'(?:' + c.pattern + ')'}{f'(?!{c.not_before})' if c.not_before else ''})"
    for i, c in enumerate(COUNTERS)
)
_UNIT = re.compile(_UNIT_GROUPS)
_NUMERAL = re.compile(rf"(?<![\d.,]){_NUMBER}")
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
"반경|지하|지상|전체|평균|누적|각|각각|매년|연간|무려|단|겨우|불과|"
"겨우|기존|신규"

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
class _Candidate:
    """A figure in the normal form of one field."""

    field: SpanField
    start: int
    end: int
    unit_end: int
    value: float
    unit: str
    qualifier: Qualifier
    rule: str


def find_figures(
    ctx: ArticleContext, mentions: Sequence[Mention], money_spans: Sequence[Span]
) -> list[FigureFact]:
    """Every distinct count or measure of the article, in order of the text.

    ``money_spans`` are left alone, as are numbers inside the names of ``mentions``. A
    figure of the headline is kept only if the body does not state it.
    """
    blocked = _blocked(ctx, "text", mentions, money_spans)
    body = _distinct(ctx, [c for c in _candidates(ctx, "text") if blocked.is_free(c.start, c.end)])
    blocked = _blocked(ctx, "title", mentions, money_spans)
    stated = {_kind(c) for c in body}
    for c in _candidates(ctx, "title"):
        if blocked.is_free(c.start, c.end) and _kind(c) not in stated:
            body.append(c)
    body = _without_rounded(body)
    return [_fact(ctx, c) for c in body]


def _blocked(
    ctx: ArticleContext, field: SpanField, mentions: Sequence[Mention], money: Sequence[Span]
) -> Coverage:
    """What is money or stands inside a name."""
    blocked = Coverage(len(ctx.text if field == "text" else ctx.title))
    for span in money:
        if span.field == field:
            blocked.take(span.start, span.end)
    for mention in mentions:
        span = mention.span
        if span.field == field and mention.entity_type == "organization":
            blocked.take(span.start, span.end)
        elif span.field == field and mention.entity_type == "initiative":
            # A name may open with a count that the sentence states ('5개 특화단지').
            blocked.take(span.start + 1, max(span.end, span.start + 1))
    return blocked


def _candidates(ctx: ArticleContext, field: SpanField) -> list[_Candidate]:
    """Candidates of one field, with spans of the original, in order."""
    text = ctx.normal(field).text
    found: list[_Candidate] = []
    taken = Coverage(len(text))
    for c in _special(text, field):
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
            _Candidate(field, span.start, span.end, unit_end, c.value, c.unit, c.qualifier, c.rule)
        )
    return result


def _special(text: str, field: SpanField) -> Iterator[_Candidate]:
    for m in _OUT_OF.finditer(text):
        whole = {"10": 10, "100": 100, "백": 100}.get(m["a"]) or NATIVE_NUMERALS.get(m["a"], 0)
        part = (
            1
            if m["b"] == "한"
            else NATIVE_NUMERALS.get(m["b"]) or int(m["b"] if m["b"].isdigit() else 0)
        )
        if whole and part and part <= whole:
            value = round(100 * part / whole, 1)
            yield _Candidate(field, m.start(), m.end(), m.end(), value, "%", "exact", "out_of")
    for m in _RATIO.finditer(text):
        start = m.start("v")
        yield _Candidate(field, start, m.end("v"), m.end("v"), float(m["v"]), "", "exact", "ratio")


def _native(text: str, field: SpanField) -> Iterator[_Candidate]:
    for m in _NATIVE.finditer(text):
        unit = NATIVE_COUNTERS[m["c"]]
        if unit in ("대", "기", "동", "채") and text[m.end("n")] != " ":
            continue  # '세대', '열기로' are words of their own
        after = text[m.end("c") : m.end("c") + 24]
        if BOUND_CLASS.match(after) or PER.match(after) or _reference(text, m.start(), unit, after):
            continue
        qualifier, end = _qualifier(text, m.start(), m.end("c"), after, surplus=False)
        yield _Candidate(
            field,
            m.start(),
            end,
            m.end("c"),
            float(NATIVE_NUMERALS[m["n"]]),
            unit,
            qualifier,
            "native",
        )


def _reference(text: str, start: int, unit: str, after: str) -> bool:
    """'이들 두 곳', '두 곳 모두': points back to things already counted."""
    if unit == "배":
        return False
    if re.search(r"(?:이|그|이들|양쪽|나머지|다른|또 다른) $", text[max(0, start - 6) : start]):
        return True
    return unit == "개"


def _plain(ctx: ArticleContext, text: str, field: SpanField) -> Iterator[_Candidate]:
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
        value = value * counter.factor
        low = _RANGE.search(text, max(0, m.start() - 24), m.start())
        if low and (first := parse_number(low[1].replace("여", "").strip())) is not None:
            if first < 1000 <= value and m[0].strip().endswith(("만", "천", "억")):
                first *= {"만": 10**4, "천": 1000, "억": 10**8}[m[0].strip()[-1]]
            yield _Candidate(
                field,
                low.start(),
                end,
                unit_match.end(),
                float(first * counter.factor),
                unit,
                "at_least",
                "range",
            )
            yield _Candidate(
                field, m.start(), end, unit_match.end(), float(value), unit, "at_most", "range"
            )
            continue
        yield _Candidate(
            field,
            m.start(),
            end,
            unit_match.end(),
            float(value),
            unit,
            qualifier,
            f"counter:{counter.unit}",
        )


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


_AREAS = ("㎡", "㎢", "ha", "㏊")
_FAMILY = {"개사": "body", "곳": "body", "개": "body", "개소": "body"}


def _kind(c: _Candidate) -> tuple[str, float]:
    """What figures must share to be statements of one fact: kind of unit, and value."""
    return _FAMILY.get(c.unit, c.unit), c.value


def _distinct(ctx: ArticleContext, found: Sequence[_Candidate]) -> list[_Candidate]:
    """One candidate per fact; the fuller statement stays where a sub-headline repeats one."""
    kept: list[_Candidate] = []
    places: dict[tuple[str, float], list[int]] = {}
    for c in found:
        if kept and 0 <= c.start - kept[-1].end <= 3:
            if c.unit == "평" and kept[-1].unit in _AREAS:
                continue
            if c.unit in _AREAS and kept[-1].unit == "평" and ctx.text[c.start - 1] == "(":
                kept[-1] = c
                continue
        rivals = places.setdefault(_kind(c), [])
        rival = next((i for i in rivals[-20:] if _same_thing(ctx, kept[i], c)), None)
        if rival is None:
            rivals.append(len(kept))
            kept.append(c)
        elif _is_heading(ctx, kept[rival].start):
            kept[rival] = c
    return sorted(kept, key=lambda c: c.start)


def _is_heading(ctx: ArticleContext, position: int) -> bool:
    """Whether the position is in a short line without a full sentence (a sub-headline)."""
    start = ctx.text.rfind("\n", 0, position) + 1
    end = ctx.text.find("\n", position)
    line = ctx.text[start : end if end >= 0 else len(ctx.text)]
    return (
        len(line) < 70
        and not re.search(r"[.!?][\"”’]?$|다$", line.strip())
        and "\t" not in line
        and not re.match(r"\s*[□ㅇ○▲△▷\-*·◦①-⑩]", line)
    )


def _same_thing(ctx: ArticleContext, a: _Candidate, b: _Candidate) -> bool:
    if a.rule == "range" or b.rule == "range":
        return a.qualifier == b.qualifier
    if _is_heading(ctx, a.start) or _is_heading(ctx, b.start):
        return True
    if len(f"{a.value:g}".rstrip("0").replace(".", "")) >= 3:
        return True
    return bool(_words_around(ctx, a) & _words_around(ctx, b))


def _words_around(ctx: ArticleContext, c: _Candidate) -> set[str]:
    before = ctx.text[max(0, c.start - 24) : c.start].split("\n")[-1]
    after = ctx.text[c.unit_end : c.unit_end + 12].split("\n")[0]
    words = (
        re.findall(r"[가-힣A-Za-z]{2,}", before)[-2:] + re.findall(r"[가-힣A-Za-z]{2,}", after)[:1]
    )
    return {
        re.sub(r"(?:은|는|이|가|을|를|의|에|과|와|도|로|으로|에서|까지)$", "", w) for w in words
    } - {"이상", "규모"}


def _without_rounded(found: Sequence[_Candidate]) -> list[_Candidate]:
    """Drop a rounded statement ('410곳 넘어') of what the article also gives exactly."""
    exact: dict[str, list[float]] = {}
    for c in found:
        if c.qualifier == "exact":
            exact.setdefault(c.unit, []).append(c.value)
    for values in exact.values():
        values.sort()

    def is_restated(c: _Candidate) -> bool:
        if c.qualifier not in ("at_least", "approx") or c.value < 50 or c.value % 10:
            return False
        values = exact.get(c.unit, []) if c.unit not in ("%", "%p", "배") else []
        low = c.value if c.qualifier == "at_least" else c.value * 0.97
        at = bisect_left(values, low)
        return at < len(values) and values[at] <= c.value * 1.03

    return [c for c in found if not is_restated(c)]


def _fact(ctx: ArticleContext, c: _Candidate) -> FigureFact:
    span = Span(c.field, c.start, c.end)
    source = ctx.text if c.field == "text" else ctx.title
    start, end = _sentence(ctx, c)
    return FigureFact(
        span=span,
        evidence=source[c.start : c.end],
        sentence=source[start:end].strip(),
        value=c.value,
        unit=c.unit,
        qualifier=c.qualifier,
        subject=subject_of(source, c.start, c.unit_end, start, end),
        initiative=None,
        region=None,
        rules={"figure": c.rule},
    )


def _sentence(ctx: ArticleContext, c: _Candidate) -> tuple[int, int]:
    if c.field == "title":
        return 0, len(ctx.title)
    # Offsets of normal form and original order sentences alike.
    at = bisect_right(ctx.sentences, c.start, key=lambda s: ctx.body.span(*s)[0]) - 1
    if at >= 0:
        start, end = ctx.body.span(*ctx.sentences[at])
        if start <= c.start < end:
            return start, end
    return c.start, c.end
