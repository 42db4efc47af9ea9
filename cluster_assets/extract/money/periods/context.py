"""Years that an amount takes from around its sentence: the steps, and those of one line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from cluster_assets.anchored import Anchored
from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.korean.periods import Calendar, find_periods
from cluster_assets.extract.money.draft import Draft
from cluster_assets.extract.money.periods.bills import (
    from_bill_before,
    from_budget_year,
    from_intro,
    from_names,
)
from cluster_assets.extract.money.periods.neighbours import ENDS, from_neighbours, join_with_start
from cluster_assets.extract.money.periods.parts import from_parts, pass_down, spans_of_parts
from cluster_assets.extract.money.periods.programme import (
    from_ceremony,
    from_fund,
    from_programmes,
)
from cluster_assets.extract.money.periods.talk import from_talk
from cluster_assets.extract.money.periods.works import from_main_works, from_review, from_works

# A sentence or list line that gives the programme's years.
_PROGRAMME_YEARS = Anchored(
    r"(?:사업|추진|수행|조성|지원|공사|운영|총) ?기간|(?:준공|완공)(?: 시점| 시기| 목표| 예정)|"
    r"기 ?간 ?:|^기간은 |^(?:이 |본 |전체 )?사업은 (?:\d{4}년|내년|올해|지난해)(?:부터|~)|"
    r"(?:^|[ ,'\"])(?:준공|완공|개관|개소|개원|개교)(?:은|도|일은|시기는|"
    r"시점은) "
)


def inherit_periods(ctx: ArticleContext, drafts: Sequence[Draft], calendar: Calendar) -> None:
    """Periods from the programme's years, from yearly slices up, and from wholes down."""
    _close_open_spans(ctx, drafts, calendar)
    _from_programme_years(ctx, drafts, calendar)
    from_neighbours(ctx, drafts, calendar)
    join_with_start(ctx, drafts, calendar)
    from_ceremony(ctx, drafts, calendar)
    from_names(drafts)
    from_intro(ctx, drafts, calendar)
    from_budget_year(ctx, drafts, calendar)
    from_bill_before(ctx, drafts, calendar)
    from_parts(drafts)
    from_talk(ctx, drafts, calendar)
    from_programmes(ctx, drafts, calendar)
    from_fund(ctx, drafts, calendar)
    from_works(ctx, drafts, calendar)
    from_main_works(ctx, drafts, calendar)
    from_review(ctx, drafts, calendar)
    for first, second in pairwise(drafts):
        _ends_of_span(first, second)
        _same_span_change(ctx.normal(first.field).text, first, second, calendar)
        if (
            first.rules.get("change") == "from"
            and second.rules.get("change") == "to"
            and first.period is None
            and second.rules.get("period") != "from"
        ):
            first.period, first.rules["period"] = second.period, "revised"
    pass_down(drafts)
    _revised_around(drafts)
    _differences(drafts)
    spans_of_parts(drafts)


def _revised_around(drafts: Sequence[Draft]) -> None:
    """'모두 T가 들었다. 당초 A보다 B 늘어난 액수다': old sum and difference have T's years."""
    for i in range(len(drafts) - 1):
        old, by = drafts[i], drafts[i + 1]
        if old.sentence != by.sentence or old.field != "text" or old.kind != "budget":
            continue
        for new in drafts[max(0, i - 5) : i]:
            if (
                new.kind == "budget"
                and new.period is not None
                and new.field == "text"
                and min(
                    abs(old.value + by.value - new.value), abs(old.value - by.value - new.value)
                )
                < 1
                and old.value > by.value
            ):
                if new.status == "executed" and by.rules.get("status") == "superseded":
                    by.status, by.rules["status"] = new.status, "revised"
                for draft in (old, by):
                    if draft.period is None:
                        draft.period, draft.rules["period"] = new.period, "revised"


def _close_open_spans(ctx: ArticleContext, drafts: Sequence[Draft], calendar: Calendar) -> None:
    """'2020년 이후 300억원을 지원했다': what is done ends with the publication."""
    for draft in drafts:
        if (
            draft.period
            and draft.period[1] is None
            and draft.rules.get("period") == "from"
            and draft.status == "executed"
            and calendar.year is not None
            and (draft.period[0] or 0) <= calendar.year
            and "이후" in ctx.normal(draft.field).text[draft.sentence[0] : draft.start]
        ):
            draft.period = (draft.period[0], calendar.year)


def _from_programme_years(ctx: ArticleContext, drafts: Sequence[Draft], calendar: Calendar) -> None:
    text = ctx.body.text
    for number, (start, end) in enumerate(ctx.sentences):
        sentence = text[start:end]
        marker = _PROGRAMME_YEARS.search(sentence)
        if not marker:
            continue
        periods = find_periods(sentence, calendar, start)
        if not periods or periods[0].rule == "shifted":
            continue
        if re.match(r"기간은 |(?:이 |본 |전체 )?사업은 ", sentence) and None in periods[0].years:
            continue
        near = range(max(0, number - 6), min(len(ctx.sentences), number + 5))
        nearby = {ctx.sentences[i] for i in near}
        is_form = re.search(r"기 ?간 ?[:：]", sentence) is not None
        is_end = ENDS.search(marker[0]) is not None
        totals = [
            d
            for d in drafts
            if d.parent is None
            and d.period is None
            and (d.kind == "budget" or (is_form and d.kind == "per_recipient"))
            and d.sentence in nearby
            and (d.label is None or is_form)
            and not (
                is_end
                and text.count("\n", min(d.end, end), max(start, d.start)) > (d.start < start)
            )
        ]
        for draft in totals:
            if draft.initiative == totals[0].initiative:
                years = periods[0].years
                if years[0] == years[1] and re.search(r"준공|완공", sentence):
                    years = (None, years[1])
                draft.period, draft.rules["period"] = years, "programme_years"


def _same_span_change(text: str, first: Draft, second: Draft, calendar: Calendar) -> None:
    """'같은 기간 A에서 B로': last year's sum and this year's."""
    if calendar.year is None or first.kind != "outcome" or first.field != "text":
        return
    if (
        first.rules.get("change") == "from"
        and second.rules.get("change") == "to"
        and "같은 기간" in text[first.sentence[0] : first.start]
        and first.rules.get("period") in (None, "same_span")
    ):
        for draft, year in ((first, calendar.year - 1), (second, calendar.year)):
            draft.period, draft.rules["period"] = (year, year), "same_span_change"


def _ends_of_span(first: Draft, second: Draft) -> None:
    """'2019년부터 지난해까지 … 매출은 A에서 B로': a result at the start and at the end."""
    if (
        first.kind == second.kind == "outcome"
        and first.rules.get("change") == "from"
        and second.rules.get("change") == "to"
        and first.period == second.period
        and first.period is not None
        and first.period[0] != first.period[1]
        and None not in first.period
    ):
        start, end = first.period
        first.period, second.period = (start, start), (end, end)
        first.rules["period"] = second.rules["period"] = "ends_of_span"


def _differences(drafts: Sequence[Draft]) -> None:
    """'A로 지난해 B보다 C 늘었다': the difference belongs to the new sum's years."""
    for i, draft in enumerate(drafts):
        if draft.rules.get("change") != "by":
            continue
        around = [d for d in drafts[max(0, i - 3) : i + 2] if d is not draft]
        new = [d for d in around if d.rules.get("change") == "to"]
        other = [
            d
            for d in around
            if d.rules.get("change") is None and d.start < draft.start and d.kind == draft.kind
        ]
        source = new[-1] if new else other[-1] if other else None
        if source is None or source.field != draft.field or source.period is None:
            continue
        if draft.period is None or draft.rules.get("period") in ("carried", "year"):
            draft.period, draft.rules["period"] = source.period, "difference"
