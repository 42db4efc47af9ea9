"""The years that an amount is for: what its own sentence says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.korean.period_patterns import LASTS
from cluster_assets.extract.korean.periods import Calendar, Period, find_periods
from cluster_assets.extract.money.breakdowns.steps import bracket_after, is_whole_of_next
from cluster_assets.extract.money.draft import TOPIC_AFTER, Draft
from cluster_assets.extract.money.periods.context import inherit_periods, pass_down
from cluster_assets.extract.money.periods.talk import is_early

__all__ = ["assign_periods", "inherit_periods", "pass_down"]

_SAME_SPAN = re.compile(r"(?:이|같은|해당|연장|실증) 기간|그 ?사이|그 \d{1,2}년(?: 사이| 동안|간)")
_SO_FAR = re.compile(r"그동안|그간")
_SAME_YEAR = re.compile(r"(?:같은 해|그해|이 해)(?:에|는|도|부터| |,)")
_NO_CARRY = ("per_recipient", "other")
# Where one sentence ends and the next begins inside a quotation.
_INNER_END = re.compile(r"[다요죠까][.?!] ")
# What a year after an amount dates, when it is no spending: '내년 3월 대상지를 확정한다'.
_NO_SPENDING = re.compile(
    r"[^.,]{0,24}?(?:합작 ?법인|법인을 (?:세|설립)|확정|선정|발표|공모|신청|승인|지정|심의|"
    r"결정|편성했다가|뒤로|그대로)"
)
# 'A를 따냈으며 … 내년까지 짓는다': the year before dates the award.
_YEARS_AGO = re.compile(r"\d{1,2}년 전(?:의|인)? (?:약 )?$")
_AWARD = re.compile(
    r"(?:여|가량)?(?:원)?(?:가량)?[을를이] (?:[가-힣]+ )?(?:따냈|따내|확보했|확보해|"
    r"확보하|받아냈|받아내|유치했|유치해|얻어냈)[가-힣]*,? "
)
_PURSES = ("국비", "도비", "시비", "군비", "구비", "지방비")
_CLOSED = ("range", "n_years_from", "n_years_until", "start_to_finish")
_BRACKET_AFTER = re.compile(r"[^(\[,]{0,4}\(")
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
_FIRST_YEAR = re.compile(r"첫 ?해(?:에는|에|의)? ?[^,.\d]{0,6}$")
_MONTH_WORD = re.compile(r"지난 ?달|이달|다음 ?달|내달|이번 달")
_DECIDED = re.compile(r"(?:원)?[을를] (?:[가-힣]+ )?(?:의결|심의|승인|통과|확정|요청|건의|신청)")
_OWN_ACTOR = re.compile(r"[시도군구](?:도|는) ")
_UP_TO_NOW = re.compile(r"지금까지|현재까지")


def assign_periods(ctx: ArticleContext, drafts: Sequence[Draft], calendar: Calendar) -> None:
    """Give each amount the years that its own sentence says, where it says any."""
    reader = _Reader(ctx, calendar)
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
            _choose(reader, draft, periods, lead_start, tail_end, previous, same)
        previous = draft


class _Reader:
    """Periods of sentences, each read once."""

    def __init__(self, ctx: ArticleContext, calendar: Calendar) -> None:
        self.ctx = ctx
        self.calendar = calendar
        self._cache: dict[tuple[str, int, int], list[Period]] = {}
        self._numbers = {sentence: i for i, sentence in enumerate(ctx.sentences)}

    def text(self, draft: Draft) -> str:
        """The text of the draft's field."""
        return self.ctx.normal(draft.field).text

    def of(self, draft: Draft) -> list[Period]:
        """Periods of the draft's sentence."""
        return self._read(self.text(draft), draft.field, *draft.sentence)

    def before(self, draft: Draft) -> list[Period]:
        """Periods of the sentence before, in the same paragraph."""
        number = self._numbers.get(draft.sentence, 0) if draft.field == "text" else 0
        if not number:
            return []
        start, end = self.ctx.sentences[number - 1]
        if "\n" in self.ctx.body.text[end : draft.sentence[0]]:
            return []
        return self._read(self.ctx.body.text, "text", start, end)

    def _read(self, text: str, field: str, start: int, end: int) -> list[Period]:
        key = (field, start, end)
        if key not in self._cache:
            found = find_periods(text[start:end], self.calendar, start)
            if is_early(self.ctx):
                found = [_a_year_back(p) if p.rule == "past_n_years" else p for p in found]
            self._cache[key] = found
        return self._cache[key]


def _a_year_back(period: Period) -> Period:
    """'지난 5년간', written in the first half of a year, ends with the year before."""
    first, last = period.years
    if first is None or last is None:
        return period
    return replace(period, years=(first - 1, last - 1))


def _inner_sentence(text: str, draft: Draft, start: int, end: int) -> tuple[int, int]:
    """The clause's range, cut at the sentence ends that a quotation holds."""
    ends = [m.end() for m in _INNER_END.finditer(text, start, draft.number_start)]
    after = _INNER_END.search(text, draft.end, end)
    return (ends[-1] if ends else start), (after.end() if after else end)


def _set(draft: Draft, period: Period, suffix: str = "") -> None:
    draft.period, draft.rules["period"] = period.years, period.rule + suffix


def _choose(
    reader: _Reader,
    draft: Draft,
    periods: Sequence[Period],
    lead_start: int,
    tail_end: int,
    previous: Draft | None,
    same: bool,
) -> None:
    text = reader.text(draft)
    lead = [
        p
        for p in periods
        if lead_start <= p.start and (p.end <= draft.number_start or p.start < draft.start < p.end)
    ]
    whole_lead = text[draft.sentence[0] : draft.start]
    if _SAME_YEAR.search(whole_lead) and not lead and _from_same_year(reader, draft, previous):
        return
    if (
        _SAME_SPAN.search(whole_lead)
        and not lead
        and _from_same_span(reader, draft, previous, same)
    ):
        return
    own = _BRACKET_AFTER.match(text, previous.end, previous.end + 6) if same and previous else None
    if own and previous is not None:
        # '300억원(2020~2024년), 2단계는 450억원': the bracket is the first sum's.
        lead = [p for p in lead if p.start > own.end() + 1]
    then = _WAS_THEN.match(text, draft.end, draft.end + 16)
    year = reader.calendar.resolve(then["year"]) if then else None
    if year is not None:
        # 'A이던 지난해보다': the year that the sum was of.
        draft.period, draft.rules["period"] = (year, year), "was_then"
        return
    if lead:
        chosen = _widest(lead, text, draft)
        if _MONTH_WORD.match(text[chosen.start : chosen.end]) and _DECIDED.match(
            text, draft.end, draft.end + 30
        ):
            # 'last month' dates the council's vote, not the money.
            return
        later = [p for p in periods if p.start >= draft.end and p.rule in (*_CLOSED, "until")]
        if later and chosen.rule == "year" and _AWARD.match(text, draft.end, draft.end + 24):
            chosen = later[0]
        _set(draft, chosen)
        return
    bracket = _BRACKET_AFTER.match(text[draft.end : draft.end + 6])
    after = [p for p in periods if draft.end <= p.start and p.end <= tail_end]
    if bracket and after and after[0].start <= draft.end + bracket.end() + 1:
        _set(draft, after[0])
        return
    if _carried(text, draft, periods, lead_start, previous, same):
        return
    if _SO_FAR.search(text[draft.sentence[0] : draft.number_start]):
        closed = [p for p in reader.before(draft) if p.rule in _CLOSED]
        if closed:
            _set(draft, closed[-1])
        return
    if _UP_TO_NOW.search(text[draft.sentence[0] : draft.number_start]):
        return
    if _FIRST_YEAR.search(text[lead_start : draft.number_start]):
        # '첫해 20억원이던 예산이 올해 …': the year behind is another sum's.
        return
    if after and not is_whole_of_next(text, draft):
        chosen = _widest(after, text, draft)
        if chosen.rule == "year" and (
            _OTHER_BODY.search(text[draft.end : chosen.start + 1])
            or _MOVES_ON.search(text[draft.end : chosen.start])
            or LASTS.search(text[lead_start : draft.number_start])
        ):
            # 'A를 확보한 데 이어 내년에 B를', '3년간 A를 신청했으나 지난해': another matter's.
            return
        if chosen.rule != "year" or not _NO_SPENDING.match(text, chosen.end, chosen.end + 40):
            _set(draft, chosen, "_after")
    elif not after and tail_end < draft.sentence[1] and draft.kind == "budget":
        # The next sentence of the same quotation: '… 잡혔다. 내년 착공해 3년 뒤 준공한다'.
        works = [p for p in periods if tail_end <= p.start <= tail_end + 24]
        if works and works[0].rule == "start_to_finish":
            _set(draft, works[0], "_after")


def _from_same_year(reader: _Reader, draft: Draft, previous: Draft | None) -> bool:
    """'같은 해 장려금 A': the year that was named last."""
    years = [p for p in reader.before(draft) if p.years[0] == p.years[1]]
    if years:
        draft.period, draft.rules["period"] = years[-1].years, "same_year"
        return True
    if previous is not None and previous.period and previous.period[0] == previous.period[1]:
        draft.period, draft.rules["period"] = previous.period, "same_year"
        return True
    return False


def _from_same_span(reader: _Reader, draft: Draft, previous: Draft | None, same: bool) -> bool:
    """'이 기간', '같은 기간': the span said just before, of an amount or not."""
    spans = [p for p in reader.of(draft) if p.end <= draft.start and p.rule in _CLOSED]
    spans = spans or [p for p in reader.before(draft) if p.rule in _CLOSED]
    if spans:
        first, last = spans[-1].years
        stop = [p for p in reader.before(draft) if p.start > spans[-1].end and p.rule == "until"]
        if stop and last is not None and stop[-1].years[1] is not None:
            # 'A년부터 내년까지 … 지난달까지 …. 이 기간': what has passed of it.
            last = min(last, stop[-1].years[1])
        draft.period, draft.rules["period"] = (first, last), "same_span"
        return True
    listed = {p.years for p in reader.before(draft) if p.rule == "year"}
    if previous is not None and not same and previous.field == draft.field and len(listed) < 2:
        draft.period, draft.rules["period"] = previous.period, "same_span"
        return True
    return False


def _are_purses(first: Draft, second: Draft) -> bool:
    """Whether two sums are different governments' shares, the first of them over known years."""
    return (
        first.label in _PURSES
        and second.label in _PURSES
        and first.label != second.label
        and first.rules.get("period") in _CLOSED
    )


def _carried(
    text: str,
    draft: Draft,
    periods: Sequence[Period],
    lead_start: int,
    previous: Draft | None,
    same: bool,
) -> bool:
    """Take the years of the amount before in the sentence, unless another body speaks."""
    own_actor = _OWN_ACTOR.search(text[lead_start : draft.number_start])
    if own_actor and previous is not None and _are_purses(previous, draft):
        own_actor = None  # '… 5년간 국비 A를 내려보내고 도는 도비 B를 맞춘다'
    if (
        not same
        or previous is None
        or previous.period is None
        or own_actor
        or draft.kind in _NO_CARRY
        or lead_start > previous.end
    ):
        return False
    if any(p.start < previous.start < p.end and p.rule == "start_to_finish" for p in periods):
        # 'A년부터 N억원을 들여 B년 마쳤고': said of that amount alone.
        return False
    earlier = [p for p in periods if p.end <= previous.number_start and p.years != previous.period]
    if text[previous.end : previous.end + 2] == "에서" and earlier:
        # '내년도 예산이 올해 80억에서 52억으로': the new sum is the topic's.
        _set(draft, earlier[0])
        return True
    if _YEARS_AGO.search(text[previous.end : draft.number_start]):
        return False
    first, last = previous.period
    if "이듬해" in text[previous.end : draft.number_start] and first == last and first is not None:
        draft.period, draft.rules["period"] = (first + 1, first + 1), "year_after_that"
        return True
    draft.period, draft.rules["period"] = previous.period, "carried"
    return True


def _widest(periods: Sequence[Period], text: str, draft: Draft) -> Period:
    """The nearest period, but a range beats a single year in the same clause."""
    nearest = periods[-1] if periods[-1].end <= draft.number_start else periods[0]
    ranges = [p for p in periods if p.rule in _CLOSED]
    if nearest.rule == "year" and ranges and draft.is_table is False:
        other = ranges[-1] if ranges[-1].end <= draft.number_start else ranges[0]
        between = text[min(other.end, nearest.end) : max(other.start, nearest.start)]
        if "," not in between and len(between) < 12:
            return other
    return nearest
