"""Years that an amount takes from what was said before: 'the same year', 'this span', a list."""

from __future__ import annotations

import re

from cluster_assets.extract.money.draft import Draft
from cluster_assets.extract.money.periods.clause import CLOSED, Clause, set_period
from cluster_assets.extract.money.periods.reader import Reader

_SAME_SPAN = re.compile(r"(?:이|같은|해당|연장|실증) 기간|그 ?사이|그 \d{1,2}년(?: 사이| 동안|간)")
_SAME_YEAR = re.compile(r"(?:같은 해|그해|이 해)(?:에|는|도|부터| |,)")
_SO_FAR = re.compile(r"그동안|그간")
_NO_CARRY = ("per_recipient", "other")
_YEARS_AGO = re.compile(r"\d{1,2}년 전(?:의|인)? (?:약 )?$")
# '올해 A로, 작년 같은 기간의 B보다'
_SAME_TIME_THEN = re.compile(
    r"(?P<year>지난해|작년|재작년) (?:같은 (?:기간|달|때)|동기)(?:의|인)? ?(?:약 )?$"
)
_HAS_ENDED = re.compile(r"[^.,]{0,36}?(?:끝냈|마쳤|완공했|준공했|완료했|마무리했)")
_PURSES = ("국비", "도비", "시비", "군비", "구비", "지방비")
_CONTRAST = re.compile(
    r"[가-힣](?:는데|지만|으나),? (?:우리 )?[가-힣]{0,4}[시도군구]는 (?:약 |겨우 |고작 )?$"
)
_OWN_ACTOR = re.compile(r"[시도군구](?:도|는) ")


def same_year(at: Clause) -> bool:
    """'같은 해': the year that was named last."""
    if not _SAME_YEAR.search(at.whole_lead) or at.lead:
        return False
    return _from_same_year(at.reader, at.draft, at.previous)


def same_span(at: Clause) -> bool:
    """'이 기간': the span that was named last."""
    if not _SAME_SPAN.search(at.whole_lead) or at.lead:
        return False
    return _from_same_span(at.reader, at.draft, at.previous, at.same)


def so_far(at: Clause) -> bool:
    """'그동안': the span of the sentence before; no other years where there is none."""
    if not _SO_FAR.search(at.text[at.draft.sentence[0] : at.draft.number_start]):
        return False
    closed = [p for p in at.reader.before(at.draft) if p.rule in CLOSED]
    if closed:
        set_period(at.draft, closed[-1])
    return True


def carried(at: Clause) -> bool:
    """Take the years of the amount before in the sentence, unless another body speaks."""
    text, draft, previous = at.text, at.draft, at.previous
    if previous is None or previous.period is None or not _may_carry(at, previous):
        return False
    gap = text[previous.end : draft.number_start]
    earlier = [
        p for p in at.periods if p.end <= previous.number_start and p.years != previous.period
    ]
    if gap.startswith("에서") and earlier:
        # '내년도 예산이 올해 80억에서 52억으로': the new sum is the topic's.
        set_period(draft, earlier[0])
        return True
    first, last = previous.period
    if _YEARS_AGO.search(gap) or _is_over(at, last):
        return False
    then = _SAME_TIME_THEN.search(gap)
    year = at.reader.calendar.resolve(then["year"]) if then else None
    if year is not None:
        draft.period, draft.rules["period"] = (year, year), "compared"
    elif "이듬해" in gap and first == last and first is not None:
        draft.period, draft.rules["period"] = (first + 1, first + 1), "year_after_that"
    else:
        draft.period, draft.rules["period"] = previous.period, "carried"
    return True


def _may_carry(at: Clause, previous: Draft) -> bool:
    """Whether the amount goes on about the one before in its sentence."""
    own_actor = _OWN_ACTOR.search(at.before)
    if own_actor and _are_purses(previous, at.draft):
        own_actor = None  # '… 5년간 국비 A를 내려보내고 도는 도비 B를 맞춘다'
    if own_actor and _CONTRAST.search(at.before):
        own_actor = None  # '이웃은 지난해 A를 땄는데 우리 시는 B였다'
    if not at.same or own_actor or at.draft.kind in _NO_CARRY or at.lead_start > previous.end:
        return False
    # 'A년부터 N억원을 들여 B년 마쳤고': said of that amount alone.
    return not any(
        p.start < previous.start < p.end and p.rule == "start_to_finish" for p in at.periods
    )


def _is_over(at: Clause, last: int | None) -> bool:
    """'△△는 2027년까지 A를 투자하고, □□는 B를 들인 공사를 끝냈다': no years to come."""
    is_ahead = (last or 0) > (at.reader.calendar.year or 9999)
    return is_ahead and _HAS_ENDED.match(at.text, at.draft.end, at.tail_end) is not None


def _from_same_year(reader: Reader, draft: Draft, previous: Draft | None) -> bool:
    """'같은 해 장려금 A': the year that was named last."""
    years = [p for p in reader.before(draft) if p.years[0] == p.years[1]]
    if years:
        draft.period, draft.rules["period"] = years[-1].years, "same_year"
        return True
    if previous is not None and previous.period and previous.period[0] == previous.period[1]:
        draft.period, draft.rules["period"] = previous.period, "same_year"
        return True
    return False


def _from_same_span(reader: Reader, draft: Draft, previous: Draft | None, same: bool) -> bool:
    """'이 기간', '같은 기간': the span said just before, of an amount or not."""
    spans = [p for p in reader.of(draft) if p.end <= draft.start and p.rule in CLOSED]
    spans = spans or [p for p in reader.before(draft) if p.rule in CLOSED]
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
        and first.rules.get("period") in CLOSED
    )
