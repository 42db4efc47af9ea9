"""The years that an amount is for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from cluster_assets.extract.breakdowns import bracket_after, is_whole_of_next
from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.korean.periods import Calendar, Period, Years, find_periods
from cluster_assets.extract.money_draft import Draft

# A sentence or list line that gives the programme's years.
_PROGRAMME_YEARS = re.compile(
    r"(?:사업|추진|수행|조성|지원|공사|운영|총) ?기간|(?:준공|완공)(?: 시점| 시기| 목표| 예정)|"
    r"기 ?간 ?:"
)
_SAME_SPAN = re.compile(r"(?:이|같은|해당) 기간|그 ?사이")
_EFFECT = re.compile(r"유발 ?효과|파급 ?효과|기대 ?효과")
_NO_CARRY = ("per_recipient", "other")
# A dependent clause that ends before the amount speaks of something else.
_OTHER_EVENT = re.compile(r"(?:지정된|문을 연|지정돼|선정된|시작된|개장한|설립된|지정받은)")


def assign_periods(ctx: ArticleContext, drafts: Sequence[Draft], calendar: Calendar) -> None:
    """Give each amount the years that its own sentence says, where it says any."""
    cache: dict[tuple[str, int, int], list[Period]] = {}
    previous: Draft | None = None
    used: set[int] = set()
    for i, draft in enumerate(drafts):
        if draft.period is not None:
            previous = draft
            continue
        key = (draft.field, *draft.sentence)
        text = ctx.normal(draft.field).text
        if key not in cache:
            cache[key] = find_periods(
                text[draft.sentence[0] : draft.sentence[1]], calendar, draft.sentence[0]
            )
        periods = [p for p in cache[key] if p.start not in used]
        same = (
            previous is not None
            and previous.sentence == draft.sentence
            and previous.field == draft.field
        )
        bracket = bracket_after(text, draft)
        beyond = bracket[1] if bracket else draft.end
        following = next((d for d in drafts[i + 1 :] if d.number_start >= beyond), None)
        if following is not None and following.sentence != draft.sentence:
            following = None
        lead_start = previous.end if same and previous else draft.sentence[0]
        tail_end = following.number_start if following else draft.sentence[1]
        topic = re.match(r"(?:원)?[은는] ", text[draft.end : draft.end + 3])
        owned = [p for p in periods if 0 <= p.start - draft.end <= 4]
        if topic and owned:
            # 'N억원은 내년부터 Y년까지': the years belong to this amount alone.
            draft.period, draft.rules["period"] = owned[0].years, owned[0].rule
            used.add(owned[0].start)
        else:
            _choose(text, draft, periods, lead_start, tail_end, previous, same)
        previous = draft


def _choose(
    text: str,
    draft: Draft,
    periods: Sequence[Period],
    lead_start: int,
    tail_end: int,
    previous: Draft | None,
    same: bool,
) -> None:
    lead = [p for p in periods if lead_start <= p.start and p.end <= draft.number_start]
    if lead:
        chosen = _widest(lead, text, draft)
        draft.period, draft.rules["period"] = chosen.years, chosen.rule
        return
    bracket = re.match(r"[^(\[,]{0,4}\(", text[draft.end : draft.end + 6])
    after = [p for p in periods if draft.end <= p.start and p.end <= tail_end]
    if bracket and after and after[0].start <= draft.end + bracket.end() + 1:
        draft.period, draft.rules["period"] = after[0].years, after[0].rule
        return
    if (
        _SAME_SPAN.search(text[draft.sentence[0] : draft.start])
        and previous is not None
        and not same
    ):
        draft.period, draft.rules["period"] = previous.period, "same_span"
        return
    own_actor = (
        re.search(r"[시도군구](?:도|는) ", text[lead_start : draft.number_start]) is not None
    )
    if (
        same
        and previous is not None
        and previous.period is not None
        and not own_actor
        and (draft.kind not in _NO_CARRY)
    ):
        earlier = [
            p for p in periods if p.end <= previous.number_start and p.years != previous.period
        ]
        if text[previous.end : previous.end + 2] == "에서" and earlier:
            # '내년도 예산이 올해 80억에서 52억으로': the new sum is the topic's.
            draft.period, draft.rules["period"] = earlier[0].years, earlier[0].rule
            return
        draft.period, draft.rules["period"] = previous.period, "carried"
        return
    if re.search(r"지금까지|그동안|현재까지|그간", text[draft.sentence[0] : draft.number_start]):
        return
    if after and not is_whole_of_next(text, draft):
        chosen = _widest(after, text, draft)
        draft.period, draft.rules["period"] = chosen.years, chosen.rule + "_after"


def _widest(periods: Sequence[Period], text: str, draft: Draft) -> Period:
    """The nearest period, but a range beats a single year in the same clause."""
    nearest = periods[-1] if periods[-1].end <= draft.number_start else periods[0]
    ranges = [
        p
        for p in periods
        if p.rule in ("range", "n_years_from", "n_years_until", "start_to_finish")
    ]
    if nearest.rule == "year" and ranges and draft.is_table is False:
        other = ranges[-1] if ranges[-1].end <= draft.number_start else ranges[0]
        between = text[min(other.end, nearest.end) : max(other.start, nearest.start)]
        if "," not in between and len(between) < 12:
            return other
    return nearest


def inherit_periods(ctx: ArticleContext, drafts: Sequence[Draft], calendar: Calendar) -> None:
    """Periods from the programme's years, from yearly slices up, and from wholes down."""
    text = ctx.body.text
    for number, (start, end) in enumerate(ctx.sentences):
        sentence = text[start:end]
        if not _PROGRAMME_YEARS.search(sentence):
            continue
        periods = find_periods(sentence, calendar, start)
        if not periods:
            continue
        nearby = {
            ctx.sentences[i] for i in range(max(0, number - 4), min(len(ctx.sentences), number + 5))
        }
        is_form = re.search(r"기 ?간 ?[:：]", sentence) is not None
        totals = [
            d
            for d in drafts
            if d.parent is None
            and d.period is None
            and (d.kind == "budget" or (is_form and d.kind == "per_recipient"))
            and d.sentence in nearby
            and (d.label is None or is_form)
        ]
        for draft in totals:
            if draft.initiative == totals[0].initiative:
                years = periods[0].years
                if years[0] == years[1] and re.search(r"준공|완공", sentence):
                    years = (None, years[1])
                draft.period, draft.rules["period"] = years, "programme_years"
    _from_next_sentence(ctx, drafts, calendar)
    _from_names(drafts)
    _from_budget_year(ctx, drafts, calendar)
    _from_slices(drafts)
    for first, second in pairwise(drafts):
        _same_span_change(text, first, second, calendar)
        if (
            first.rules.get("change") == "from"
            and second.rules.get("change") == "to"
            and first.period is None
        ):
            first.period, first.rules["period"] = second.period, "revised"
    pass_down(drafts)


def pass_down(drafts: Sequence[Draft]) -> None:
    """Give parts without years of their own the years of their whole."""
    for draft in sorted(drafts, key=_depth):
        parent = draft.parent
        if parent is None or parent.period is None:
            continue
        if draft.period is None or draft.rules.get("period") == "carried":
            draft.period, draft.rules["period"] = parent.period, "whole"
        elif (
            draft.period[0] is None
            and parent.period[0] is not None
            and draft.rules.get("period", "").startswith(("until", "repeat"))
        ):
            draft.period = (parent.period[0], draft.period[1])


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


_BUILDS = re.compile(
    r"갖춘다|갖출|조성|완공|준공|구축|건립|추진|들어선|들어설|짓는|지을|완료|마무리|운용|"
    r"설치|문을 (?:연|열)|착공|공사"
)


def _from_next_sentence(ctx: ArticleContext, drafts: Sequence[Draft], calendar: Calendar) -> None:
    """'총사업비는 … 들어간다. 2023년 말까지 … 갖춘다.': the works' end is the money's end."""
    text = ctx.body.text
    busy = {d.sentence for d in drafts}
    for number, sentence in enumerate(ctx.sentences):
        if sentence not in busy:
            continue
        _firms_until(ctx, drafts, number, calendar)
        _until_fragment(ctx, drafts, number, calendar)
        _finish_in_next(ctx, drafts, number, calendar)
        for step in (1, 2, -1):
            years = _neighbour_years(ctx, text, number, step, busy, calendar)
            if years is None:
                continue
            for draft in drafts:
                if (
                    draft.sentence == sentence
                    and draft.parent is None
                    and draft.period is None
                    and draft.kind == "budget"
                    and draft.status == "planned"
                    and draft.label is None
                ):
                    draft.period, draft.rules["period"] = years, "neighbour_sentence"
            break


def _next_sentence(ctx: ArticleContext, number: int) -> tuple[int, int] | None:
    """The sentence that follows in the same paragraph."""
    if number + 1 >= len(ctx.sentences):
        return None
    here, other = ctx.sentences[number], ctx.sentences[number + 1]
    return None if "\n" in ctx.body.text[here[1] : other[0]] else other


def _firms_until(
    ctx: ArticleContext, drafts: Sequence[Draft], number: int, calendar: Calendar
) -> None:
    """'… 투자협약을 맺었다. 이들은 내년까지 공장을 짓는다.': the years of what firms put in."""
    other = _next_sentence(ctx, number)
    words = ctx.body.text[other[0] : other[1]] if other else ""
    if other is None or not _FIRMS_TOPIC.match(words):
        return
    periods = find_periods(words, calendar, other[0])
    if not periods or periods[0].start > other[0] + 24 or periods[0].rule in ("year", "month"):
        return
    for draft in drafts:
        if draft.sentence != ctx.sentences[number] or draft.kind != "investment":
            continue
        root, steps = draft, 0
        while root.parent is not None and steps < 5:
            root, steps = root.parent, steps + 1
        if root.period is None and root.status == "planned":
            root.period, root.rules["period"] = periods[0].years, "next_sentence"


_FIRMS_TOPIC = re.compile(
    r"(?:이들(?: 기업| 회사| 업체)?|(?:이|두|세|각) ?(?:회사|기업|업체)|회사|업체|기업들|"
    r"[0-9]+개 ?사)[은는] "
)


def _until_fragment(
    ctx: ArticleContext, drafts: Sequence[Draft], number: int, calendar: Calendar
) -> None:
    """'… 190억 원을 투입한다. 내년까지다.': a short sentence that only gives the years."""
    other = _next_sentence(ctx, number)
    if other is None or other[1] - other[0] > 24:
        return
    words = ctx.body.text[other[0] : other[1]]
    periods = find_periods(words, calendar, other[0])
    if not periods or not re.search(r"까지(?:다|이다)|간이다|동안이다|기간이다", words):
        return
    for draft in drafts:
        if draft.sentence == ctx.sentences[number] and draft.period is None:
            draft.period, draft.rules["period"] = periods[0].years, "next_sentence"


def _finish_in_next(
    ctx: ArticleContext, drafts: Sequence[Draft], number: int, calendar: Calendar
) -> None:
    """'… 들여 지난달 착공했다. 내년 말 완공된다.': from the start to the finish of the works."""
    other = _next_sentence(ctx, number)
    if other is None:
        return
    text = ctx.body.text
    here = ctx.sentences[number]
    begun = re.search(
        r"착공(?:했|한|하|에)|첫 삽을|공사(?:에 들어|를 시작)", text[here[0] : here[1]]
    )
    words = text[other[0] : other[1]]
    if not begun or not re.search(r"완공|준공|문을 (?:연|열)|마무리|끝난|끝낼", words):
        return
    periods = find_periods(words, calendar, other[0])
    if not periods or periods[0].start > other[0] + 20 or periods[0].years[1] is None:
        return
    last = periods[0].years[1]
    at = here[0] + begun.start()
    for draft in drafts:
        if (
            draft.sentence == here
            and draft.kind == "budget"
            and draft.period is not None
            and draft.period[0] == draft.period[1]
            and (draft.period[0] or last) < last
            and draft.start < at
        ):
            draft.period, draft.rules["period"] = (draft.period[0], last), "start_to_finish"


def _neighbour_years(
    ctx: ArticleContext,
    text: str,
    number: int,
    step: int,
    busy: set[tuple[int, int]],
    calendar: Calendar,
) -> Years | None:
    """Years of the works that a sentence without amounts beside a total names."""
    if not 0 <= number + step < len(ctx.sentences):
        return None
    here, other = ctx.sentences[number], ctx.sentences[number + step]
    between = text[min(here[1], other[1]) : max(here[0], other[0])]
    if other in busy or "\n" in between:
        return None
    words = text[other[0] : other[1]]
    periods = [
        p
        for p in find_periods(words, calendar, other[0])
        if p.rule in ("until", "range", "n_years_from", "n_years_until", "start_to_finish")
    ]
    if not periods or not _BUILDS.search(words) or periods[0].start > other[0] + 40:
        return None
    if (
        step == 2
        and periods[0].rule != "start_to_finish"
        and not re.match(r"[가-힣 ]{0,8}(?:펀드|사업|단지|클러스터|센터|특구|기금)[은는] ", words)
    ):
        return None
    if step == -1 and not re.search(
        r"사업비|예산|총 ?\d|조성비|공사비|건립비|투입|들여|들어", text[here[0] : here[1]]
    ):
        return None
    return periods[0].years


_BUDGET_YEAR = re.compile(
    r"(?P<year>(?:19|20)\d\d년도?|내년도?|올해) (?:[가-힣·]+ ){0,4}?"
    r"(?:본예산|[가-힣]*예산안|당초 ?예산)"
)


def _from_budget_year(ctx: ArticleContext, drafts: Sequence[Draft], calendar: Calendar) -> None:
    """A report on one year's budget bill: its items are that year's."""
    text = ctx.body.text
    found = {calendar.resolve(m["year"]) for m in _BUDGET_YEAR.finditer(text[:20_000])}
    opening = _BUDGET_YEAR.search(text[:300])
    year = calendar.resolve(opening["year"]) if opening else None
    if year is None or found != {year} or "예산" not in ctx.headline.text:
        return
    for draft in drafts:
        if (
            draft.field == "text"
            and draft.parent is None
            and draft.period is None
            and draft.kind == "budget"
            and draft.status == "planned"
            and not re.search(
                r"\d ?(?:년|개년) ?(?:간|동안)|총사업비|까지", text[draft.sentence[0] : draft.start]
            )
        ):
            draft.period, draft.rules["period"] = (year, year), "budget_year"


def _from_names(drafts: Sequence[Draft]) -> None:
    """A programme named after its year: '2025년 … 지원사업'."""
    for draft in drafts:
        match = re.match(r"((?:19|20)\d\d)년", draft.initiative or "")
        if (
            match
            and draft.parent is None
            and draft.period is None
            and draft.status == "planned"
            and draft.kind in ("budget", "per_recipient")
        ):
            draft.period = (int(match[1]), int(match[1]))
            draft.rules["period"] = "programme_name"


def _from_slices(drafts: Sequence[Draft]) -> None:
    children: dict[int, list[Draft]] = {}
    for draft in drafts:
        if draft.parent is not None:
            children.setdefault(id(draft.parent), []).append(draft)
    for draft in drafts:
        slices = [
            c
            for c in children.get(id(draft), ())
            if c.period is not None
            and c.rules.get("period") != "carried"
            and c.rules.get("parent") in ("sum", "bracket", "table_total")
        ]
        periods = {c.period for c in slices}
        cells = {
            c.period for c in children.get(id(draft), ()) if c.rules.get("parent") == "table_column"
        }
        if draft.period is None and len(cells) == 1:
            draft.period, draft.rules["period"] = cells.pop(), "table_column"
        lifted = [
            c
            for c in slices
            if c.rules.get("period", "").endswith("_after") and c.sentence == draft.sentence
        ]
        if draft.period is None and len(periods) == 1 and lifted:
            # '국비 60억, 시비 40억을 2024년부터 2028년까지': said of the whole list.
            draft.period, draft.rules["period"] = lifted[0].period, "parts"
            for child in slices:
                child.rules["period"] = "carried"
        if (
            draft.period is None
            or draft.period[0] is None
            or draft.rules.get("period") == "carried"
        ) and len(periods) >= 2:
            firsts = [p[0] for p in periods if p]
            lasts = [p[1] for p in periods if p]
            first = None if None in firsts else min(f for f in firsts if f is not None)
            last = None if None in lasts else max(x for x in lasts if x is not None)
            draft.period, draft.rules["period"] = (first, last), "slices"


def _depth(draft: Draft) -> int:
    count, node = 0, draft.parent
    while node is not None and count < 10:
        count, node = count + 1, node.parent
    return count
