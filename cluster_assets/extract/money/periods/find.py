"""The years that an amount is for: what its own sentence says."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.korean.period_patterns import LASTS
from cluster_assets.extract.korean.periods import Calendar, Period
from cluster_assets.extract.money.breakdowns.steps import bracket_after, is_whole_of_next
from cluster_assets.extract.money.draft import TOPIC_AFTER, Draft
from cluster_assets.extract.money.periods.clause import BRACKET_AFTER, CLOSED, Clause, set_period
from cluster_assets.extract.money.periods.earlier import carried, same_span, same_year, so_far
from cluster_assets.extract.money.periods.reader import Reader

# Where one sentence ends and the next begins inside a quotation.
_INNER_END = re.compile(r"[다요죠까][.?!] ")
# What a year after an amount dates, when it is no spending: '내년 3월 대상지를 확정한다'.
_NO_SPENDING = re.compile(
    r"[^.,]{0,24}?(?:합작 ?법인|법인을 (?:세|설립)|확정|선정|발표|공모|신청|승인|지정|심의|"
    r"결정|편성했다가|뒤로|그대로)"
)
# 'A를 따냈으며 … 내년까지 짓는다': the year before dates the award.
_AWARD = re.compile(
    r"(?:여|가량)?(?:원)?(?:가량)?[을를이] (?:[가-힣]+ )?(?:따냈|따내|확보했|확보해|"
    r"확보하|받아냈|받아내|유치했|유치해|얻어냈)[가-힣]*,? "
)
# 'N억원이던 지난해'
_WAS_THEN = re.compile(
    r"(?:여|가량)?(?:원)?(?:이던|이었던|였던|에 그쳤던) (?P<year>지난해|작년|재작년|(?:19|"
    r"20)\d\d년)"
)
_MOVES_ON = re.compile(r"(?:한|은|낸|된|딴) (?:데 이어|데 더해|뒤|후)|으나 |지만 |는데 ")
# 'A를 늘리는 중이고 △△는 지난해 …': the year is another body's.
_OTHER_BODY = re.compile(
    r"(?:[이하되했됐]고|으며|[하되]며|지만),? [가-힣A-Za-z()㈜·]{2,16}(?:은|는) "
)
# 'A를 들여 지난해 착공했다': from then on.
_BEGUN = re.compile(r"(?: ?\d{1,2}월)?(?:에)? (?:착공했|첫 삽을 떴|공사에 들어갔)")
_NEXT_CLAUSE = re.compile(r"(?:고|며|만|으나|는데),? ?$")
_SUM = re.compile(r"\d[조억만천백]")
_FIRST_YEAR = re.compile(r"첫 ?해(?:에는|에|의)? ?[^,.\d]{0,6}$")
_MONTH_WORD = re.compile(r"지난 ?달|이달|다음 ?달|내달|이번 달")
_SINCE = re.compile(
    r"(?: ?\d{1,2}월)?(?:에)? [^.,\d]{0,30}?(?:지정|선정)(?:된|받은|한) (?:뒤|후|이후)"
)
_DECIDED = re.compile(r"(?:원)?[을를] (?:[가-힣]+ )?(?:의결|심의|승인|통과|확정|요청|건의|신청)")
_UP_TO_NOW = re.compile(r"지금까지|현재까지")


def assign_periods(ctx: ArticleContext, drafts: Sequence[Draft], calendar: Calendar) -> None:
    """Give each amount the years that its own sentence says, where it says any."""
    reader = Reader(ctx, calendar)
    previous: Draft | None = None
    used: set[int] = set()
    for i, draft in enumerate(drafts):
        if draft.period is not None:
            previous = draft
            continue
        text = ctx.normal(draft.field).text
        periods = [p for p in reader.of(draft) if p.start not in used and p.rule != "so_far_years"]
        if draft.kind not in ("budget", "investment"):
            # '지난 8년간 매출 A' sums up results of no known years.
            periods = [p for p in periods if p.rule != "past_n_years"]
        same = (
            previous is not None
            and previous.sentence == draft.sentence
            and previous.field == draft.field
        )
        bracket = bracket_after(text, draft)
        beyond = bracket[1] if bracket else draft.end
        following = next((d for d in drafts[i + 1 : i + 20] if d.number_start >= beyond), None)
        if following is not None and following.sentence != draft.sentence:
            following = None
        lead_start = previous.end if same and previous else draft.sentence[0]
        tail_end = following.number_start if following else draft.sentence[1]
        lead_start, tail_end = _inner_sentence(text, draft, lead_start, tail_end)
        topic = TOPIC_AFTER.match(text[draft.end : draft.end + 3])
        owned = [p for p in periods if 0 <= p.start - draft.end <= 4]
        if topic and owned:
            # 'N억원은 내년부터 Y년까지': the years belong to this amount alone.
            draft.period, draft.rules["period"] = owned[0].years, owned[0].rule
            used.add(owned[0].start)
        else:
            _choose(Clause(reader, text, draft, periods, lead_start, tail_end, previous, same))
        previous = draft


def _inner_sentence(text: str, draft: Draft, start: int, end: int) -> tuple[int, int]:
    """The clause's range, cut at the sentence ends that a quotation holds."""
    ends = [m.end() for m in _INNER_END.finditer(text, start, draft.number_start)]
    after = _INNER_END.search(text, draft.end, end)
    return (ends[-1] if ends else start), (after.end() if after else end)


def _choose(at: Clause) -> None:
    """Ask one way of dating after the other, until one says that it has decided."""
    for decides in _WAYS:
        if decides(at):
            return


def _was_then(at: Clause) -> bool:
    """'A이던 지난해보다': the year that the sum was of."""
    then = _WAS_THEN.match(at.text, at.draft.end, at.draft.end + 16)
    year = at.reader.calendar.resolve(then["year"]) if then else None
    if year is None:
        return False
    at.draft.period, at.draft.rules["period"] = (year, year), "was_then"
    return True


def _by_lead(at: Clause) -> bool:
    lead, text, end = at.own_lead, at.text, at.draft.end
    if not lead:
        return False
    chosen = _widest(lead, text, at.draft)
    if _dates_talk(at, chosen) or _dates_event(at, chosen):
        return False
    is_month = _MONTH_WORD.match(text[chosen.start : chosen.end])
    if is_month and _DECIDED.match(text, end, end + 30):
        # 'last month' dates the council's vote, not the money.
        return True
    later = [p for p in at.periods if p.start >= end and p.rule in (*CLOSED, "until")]
    if later and chosen.rule == "year" and _AWARD.match(text, end, end + 24):
        chosen = later[0]
    set_period(at.draft, chosen)
    return True


def _dates_talk(at: Clause, period: Period) -> bool:
    """'지난달 감사에서 “… A가 든다”': when it was said."""
    if not _MONTH_WORD.match(at.text[period.start : period.end]):
        return False
    between = at.text[period.end : at.draft.start]
    return "“" in between or '"' in between


def _dates_event(at: Clause, period: Period) -> bool:
    """'지난해 6월 특구로 지정된 뒤 맺은 협약이 A다': when something else began."""
    return period.rule == "year" and (_SINCE.match(at.text, period.end, at.draft.start) is not None)


def _by_bracket(at: Clause) -> bool:
    end = at.draft.end
    bracket = BRACKET_AFTER.match(at.text[end : end + 6])
    after = at.after if bracket else []
    if not bracket or not after or after[0].start > end + bracket.end() + 1:
        return False
    set_period(at.draft, after[0])
    return True


def _stays_open(at: Clause) -> bool:
    """'지금까지 A'; '첫해 20억원이던 예산이 올해 …': the year behind is another sum's."""
    up_to_number = at.text[at.draft.sentence[0] : at.draft.number_start]
    return _UP_TO_NOW.search(up_to_number) is not None or _FIRST_YEAR.search(at.before) is not None


def _by_tail(at: Clause) -> bool:
    after = at.after
    if not after:
        return _by_works_behind(at)
    if is_whole_of_next(at.text, at.draft):
        return False
    chosen = _widest(after, at.text, at.draft)
    if _is_of_next(at, chosen):
        return False
    if chosen.rule == "year" and _BEGUN.match(at.text, chosen.end, chosen.end + 24):
        at.draft.period, at.draft.rules["period"] = (chosen.years[0], None), "begun_after"
        return True
    if chosen.rule == "year" and (
        _is_of_another_matter(at, chosen)
        or _NO_SPENDING.match(at.text, chosen.end, chosen.end + 40)
    ):
        return False
    set_period(at.draft, chosen, "_after")
    return True


def _is_of_next(at: Clause, period: Period) -> bool:
    """'A를 들이며, 올해는 이 중 B를', 'A를 약속했다”며 “내년부터 …': another clause's."""
    between = at.text[at.draft.end : period.start]
    if "”" in between or '"' in between:
        return True
    is_followed = at.tail_end < at.draft.sentence[1]
    return is_followed and _NEXT_CLAUSE.search(between) is not None


def _is_of_another_matter(at: Clause, year: Period) -> bool:
    """'A를 확보한 데 이어 내년에 B를', '3년간 A를 신청했으나 지난해'."""
    end = at.draft.end
    return (
        _OTHER_BODY.search(at.text[end : year.start + 1]) is not None
        or _MOVES_ON.search(at.text[end : year.start]) is not None
        or LASTS.search(at.before) is not None
    )


def _by_works_behind(at: Clause) -> bool:
    """The next sentence of the same quotation: '… 잡혔다. 내년 착공해 3년 뒤 준공한다'."""
    if at.tail_end >= at.draft.sentence[1] or at.draft.kind != "budget":
        return False
    works = [p for p in at.periods if at.tail_end <= p.start <= at.tail_end + 24]
    if not works or works[0].rule != "start_to_finish":
        return False
    if _SUM.search(at.text, at.tail_end, works[0].start):
        return False  # the years of the next sum
    set_period(at.draft, works[0], "_after")
    return True


def _widest(periods: Sequence[Period], text: str, draft: Draft) -> Period:
    """The nearest period, but a range beats a single year in the same clause."""
    nearest = periods[-1] if periods[-1].end <= draft.number_start else periods[0]
    ranges = [p for p in periods if p.rule in CLOSED]
    if nearest.rule == "year" and ranges and draft.is_table is False:
        other = ranges[-1] if ranges[-1].end <= draft.number_start else ranges[0]
        between = text[min(other.end, nearest.end) : max(other.start, nearest.start)]
        if "," not in between and len(between) < 12:
            return other
    return nearest


# Tried in this order. One that decides may leave the amount without years.
_WAYS: tuple[Callable[[Clause], bool], ...] = (
    same_year,
    same_span,
    _was_then,
    _by_lead,
    _by_bracket,
    carried,
    so_far,
    _stays_open,
    _by_tail,
)
