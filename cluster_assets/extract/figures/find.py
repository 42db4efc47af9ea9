"""Counts and measures of an article that are not money."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.coverage import Coverage
from cluster_assets.extract.figures.candidates import Candidate, find_candidates
from cluster_assets.extract.figures.subjects.find import subject_of
from cluster_assets.extract.figures.table_counts import cell_subject
from cluster_assets.extract.money.table_cells import table_lines
from cluster_assets.records import FigureFact, Mention, Span, SpanField


def find_figures(
    ctx: ArticleContext, mentions: Sequence[Mention], money_spans: Sequence[Span]
) -> list[FigureFact]:
    """Every distinct count or measure of the article, in order of the text.

    ``money_spans`` are left alone, as are numbers inside the names of ``mentions``. A
    figure of the headline is kept only if the body does not state it.
    """
    blocked = _blocked(ctx, "text", mentions, money_spans)
    body = _distinct(
        ctx, [c for c in find_candidates(ctx, "text") if blocked.is_free(c.start, c.end)]
    )
    plain = {_kind(c) for c in body if not _is_heading(ctx, c.start)}
    body = [
        c
        for c in body
        if not _is_heading(ctx, c.start) or not any(_is_restated(c, *known) for known in plain)
    ]
    blocked = _blocked(ctx, "title", mentions, money_spans)
    stated = {_kind(c) for c in body}
    for c in find_candidates(ctx, "title"):
        if not blocked.is_free(c.start, c.end) or _kind(c) in stated:
            continue
        if not any(_is_restated(c, kind, value) for kind, value in stated):
            body.append(c)
    runs = table_lines(ctx.text)
    facts: list[FigureFact] = []
    for c in _without_rounded(body):
        facts.append(_fact(ctx, c, facts[-1].subject if facts else None, runs))
    return facts


# How far a headline's round number may be from the exact one of the body.
_ROUNDING = 0.05


# Square metres in a 평.
_PYEONG = 3.3058


def _is_restated(c: Candidate, kind: str, value: float) -> bool:
    """Whether a headline's figure says in round or other terms what the body gives exactly."""
    if c.unit == "평" and kind == "㎡":
        return abs(c.value * _PYEONG - value) <= _ROUNDING * value
    return kind == _kind(c)[0] and _is_rounded(c.value, value)


def _is_rounded(value: float, exact: float) -> bool:
    """Whether a headline's ``value`` is ``exact`` cut or rounded to fewer digits."""
    digits = len(f"{value:.0f}".rstrip("0"))
    return (
        value >= 100
        and digits < len(f"{exact:.0f}".rstrip("0"))
        and digits <= 3
        and abs(value - exact) <= _ROUNDING * exact
    )


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


_AREAS = ("㎡", "㎢", "ha", "㏊")
_FAMILY = {"개사": "body", "곳": "body", "개": "body", "개소": "body"}


def _kind(c: Candidate) -> tuple[str, float]:
    """What figures must share to be statements of one fact: kind of unit, and value."""
    return _FAMILY.get(c.unit, c.unit), c.value


def _distinct(ctx: ArticleContext, found: Sequence[Candidate]) -> list[Candidate]:
    """One candidate per fact; the fuller statement stays where a sub-headline repeats one."""
    kept: list[Candidate] = []
    places: dict[tuple[str, float], list[int]] = {}
    last: Candidate | None = None
    for c in found:
        previous, last = last, c
        if previous is not None and 0 <= c.start - previous.end <= 3:
            if c.unit == "평" and previous.unit in _AREAS:
                continue
            if c.unit in _AREAS and previous.unit == "평" and ctx.text[c.start - 1] == "(":
                if kept and kept[-1] is previous:
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


# A longer line is a sentence of the body.
_LONGEST_HEADING = 70


def _is_heading(ctx: ArticleContext, position: int) -> bool:
    """Whether the position is in a short line without a full sentence (a sub-headline)."""
    low, high = max(0, position - _LONGEST_HEADING), position + _LONGEST_HEADING
    start = ctx.text.rfind("\n", low, position) + 1
    end = ctx.text.find("\n", position, high)
    if (not start and low > 0) or (end < 0 and high < len(ctx.text)):
        return False
    line = ctx.text[start : end if end >= 0 else len(ctx.text)]
    return (
        len(line) < _LONGEST_HEADING
        and not re.search(r"[.!?][\"”’]?$|다$", line.strip())
        and "\t" not in line
        and not re.match(r"\s*[□ㅇ○▲△▷\-*·◦①-⑩]", line)
    )


def _same_thing(ctx: ArticleContext, a: Candidate, b: Candidate) -> bool:
    if a.rule == "table" and b.rule == "table":
        return False
    if a.rule == "range" or b.rule == "range":
        return a.qualifier == b.qualifier
    if _is_heading(ctx, a.start) or _is_heading(ctx, b.start):
        return True
    if len(f"{a.value:g}".rstrip("0").replace(".", "")) >= 3:
        return True
    return bool(_words_around(ctx, a) & _words_around(ctx, b))


def _words_around(ctx: ArticleContext, c: Candidate) -> set[str]:
    before = ctx.text[max(0, c.start - 24) : c.start].split("\n")[-1]
    after = ctx.text[c.unit_end : c.unit_end + 12].split("\n")[0]
    words = (
        re.findall(r"[가-힣A-Za-z]{2,}", before)[-2:] + re.findall(r"[가-힣A-Za-z]{2,}", after)[:1]
    )
    return {
        re.sub(r"(?:은|는|이|가|을|를|의|에|과|와|도|로|으로|에서|까지)$", "", w) for w in words
    } - {"이상", "규모"}


def _without_rounded(found: Sequence[Candidate]) -> list[Candidate]:
    """Drop a rounded statement ('410곳 넘어') of what the article also gives exactly."""
    exact: dict[str, list[float]] = {}
    for c in found:
        if c.qualifier == "exact":
            exact.setdefault(c.unit, []).append(c.value)
    for values in exact.values():
        values.sort()

    def is_restated(c: Candidate) -> bool:
        if c.qualifier not in ("at_least", "approx") or c.value < 50 or c.value % 10:
            return False
        values = exact.get(c.unit, []) if c.unit not in ("%", "%p", "배") else []
        low = c.value if c.qualifier == "at_least" else c.value * 0.97
        at = bisect_left(values, low)
        return at < len(values) and values[at] <= c.value * 1.03

    return [c for c in found if not is_restated(c)]


def _fact(
    ctx: ArticleContext,
    c: Candidate,
    antecedent: str | None,
    runs: list[list[tuple[int, str]]],
) -> FigureFact:
    span = Span(c.field, c.start, c.end)
    source = ctx.text if c.field == "text" else ctx.title
    start, end = _sentence(ctx, c)
    subject = cell_subject(ctx.text, c.start, runs) if c.field == "text" else None
    return FigureFact(
        span=span,
        evidence=source[c.start : c.end],
        sentence=source[start:end].strip(),
        value=c.value,
        unit=c.unit,
        qualifier=c.qualifier,
        subject=subject or subject_of(source, c.start, c.unit_end, start, end, antecedent),
        initiative=None,
        region=None,
        rules={"figure": c.rule},
    )


def _sentence(ctx: ArticleContext, c: Candidate) -> tuple[int, int]:
    if c.field == "title":
        return 0, len(ctx.title)
    # Offsets of normal form and original order sentences alike.
    at = bisect_right(ctx.sentences, c.start, key=lambda s: ctx.body.span(*s)[0]) - 1
    if at >= 0:
        start, end = ctx.body.span(*ctx.sentences[at])
        if start <= c.start < end:
            return start, end
    return c.start, c.end
