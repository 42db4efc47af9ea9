"""Years of a building from its ground-breaking and opening, of results from the review's span."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.korean.periods import Calendar, Years, find_periods
from cluster_assets.extract.money.draft import Draft
from cluster_assets.extract.money.periods.programme import ceremony_sentence

_AHEAD = 8
_MAIN_REACH = 5
# '센터를 세우는 데에는 A가 든다', '건립비는 A다', 'A를 들여 짓는다'
_COST_LEAD = re.compile(
    r"(?:짓|세우|건립하|조성하)는 ?데(?:에|에는|는)? |(?:건립|공사|조성|사업)비(?:는|로|로는)? "
)
_OPENS = re.compile(
    r"(?P<year>(?:19|20)\d\d년|내년|내후년)(?: (?:상반기|하반기|초|말|\d{1,2}월))?(?:에|께)? "
    r"(?:문을 (?:열면|여는|연다|열 )|(?:완공|준공|개소|개관)(?:되면|하면|되는|하는|된다|한다))"
)
# '지난 2년(2022~2023년) 성과를 발표했다'
_REVIEW = re.compile(
    r"(?:성과|실적|결과)(?:를|을|가) (?:[가-힣]+ )?(?:발표|공개|내놨|내놓|밝혔|보고)"
)
_CLOSED = ("range", "n_years_from", "n_years_until", "start_to_finish")
_REVIEW_SENTENCES = 3
_REVIEW_AHEAD = 5
_OTHER_YEARS = re.compile(r"\d{4}년|올해|지난해|작년|내년|지난 ?달|이달|지난 \d{1,2}월")


def from_works(ctx: ArticleContext, drafts: Sequence[Draft], calendar: Calendar) -> None:
    """'착공식을 열었다. … 세우는 데 A가 든다. … 2027년 문을 열면': from now to the opening."""
    number = ceremony_sentence(ctx)
    if number is None or calendar.year is None:
        return
    words = ctx.body.text[slice(*ctx.sentences[number])]
    near = ctx.sentences[number : number + _AHEAD]
    last = _opening_year(ctx, near, calendar)
    if last is None or last < calendar.year:
        return
    for draft in drafts:
        lead = ctx.body.text[draft.sentence[0] : draft.start] if draft.field == "text" else ""
        if (
            draft.kind == "budget"
            and draft.period is None
            and draft.parent is None
            and draft.label is None
            and draft.status == "planned"
            and draft.sentence in near
            and draft.initiative is not None
            and draft.initiative in words
            and _COST_LEAD.search(lead)
        ):
            draft.period, draft.rules["period"] = (calendar.year, last), "works"


def from_main_works(ctx: ArticleContext, drafts: Sequence[Draft], calendar: Calendar) -> None:
    """'총사업비는 T다.\n센터는 … 착공해 2027년 준공한다': the one total of what is built."""
    text = ctx.body.text
    totals = [
        d
        for d in drafts
        if d.kind == "budget"
        and d.parent is None
        and d.label is None
        and d.field == "text"
        and d.status == "planned"
        and d.period is None
        and any(c.parent is d for c in drafts)
    ]
    if len(totals) != 1 or totals[0].initiative is None:
        return
    total = totals[0]
    head = (total.initiative or "").rstrip(")")[-2:]
    found: set[Years] = set()
    for number, (start, end) in enumerate(ctx.sentences):
        spans = [
            p
            for p in find_periods(text[start:end], calendar, start)
            if p.rule == "start_to_finish" and (p.years[1] or 0) >= (calendar.year or 0)
        ]
        if not spans or any(d.sentence == (start, end) for d in drafts):
            continue
        line = text.rfind("\n", 0, start) + 1
        opens = re.match(rf"[^.\n]{{0,24}}{re.escape(head)}[은는이가] ", text[line:end])
        near = abs(number - _number(ctx, total)) <= _MAIN_REACH
        if opens and near:
            found.add(spans[0].years)
    if len(found) == 1:
        total.period, total.rules["period"] = found.pop(), "works"


def _number(ctx: ArticleContext, draft: Draft) -> int:
    return next((i for i, s in enumerate(ctx.sentences) if s == draft.sentence), 0)


def _opening_year(
    ctx: ArticleContext, sentences: Sequence[tuple[int, int]], calendar: Calendar
) -> int | None:
    found = {
        calendar.resolve(m["year"])
        for start, end in sentences
        for m in _OPENS.finditer(ctx.body.text, start, end)
    }
    return found.pop() if len(found) == 1 else None


def from_review(ctx: ArticleContext, drafts: Sequence[Draft], calendar: Calendar) -> None:
    """'지난 N년(Y~Z년)의 성과를 냈다. … 매출은 A 늘었다': results of those years."""
    number, years = _review(ctx, calendar)
    if years is None:
        return
    near = ctx.sentences[number : number + _REVIEW_AHEAD]
    for draft in drafts:
        if (
            draft.kind in ("outcome", "investment")
            and draft.status == "executed"
            and draft.period is None
            and draft.field == "text"
            and draft.currency == "KRW"
            and draft.sentence in near
            and not _OTHER_YEARS.search(ctx.body.text, *draft.sentence)
        ):
            draft.period, draft.rules["period"] = years, "review"


def _review(ctx: ArticleContext, calendar: Calendar) -> tuple[int, Years | None]:
    """Number of the opening sentence that reports on closed years, and the years."""
    text = ctx.body.text
    for number, (start, end) in enumerate(ctx.sentences[:_REVIEW_SENTENCES]):
        told = _REVIEW.search(text, start, end)
        if told is None:
            continue
        spans = [
            p.years
            for p in find_periods(text[start : told.start()], calendar, start)
            if p.rule in _CLOSED and None not in p.years
        ]
        if len(spans) == 1:
            return number, spans[0]
    return 0, None
