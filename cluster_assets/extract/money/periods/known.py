"""Years that a known span gives: its first and last year, goals, 'the same period'."""

from __future__ import annotations

import re

from cluster_assets.extract.korean.periods import Years
from cluster_assets.extract.money.draft import Draft
from cluster_assets.extract.money.periods.view import CLOSED, Talk

_SAME_SPAN = re.compile(r"(?:같은|해당) 기간")
_CUMULATIVE = re.compile(r"누적|누계")
_EDGE_YEAR = re.compile(
    r"(?:사업 |지정 |출범 )?(?:첫 ?해|(?P<n>[1-9]) ?(?:차 ?년도|차 ?연도|년 ?차)|"
    r"(?P<last>마지막 해))(?:인|에는|에|의|분)? ?"
    r"[^,.\d]{0,10}$"
)
_GOAL_BEFORE = re.compile(
    r"(?:목표(?:액|치|였던|인|로 잡은)?|(?:처음|애초|당초) (?:계획|목표)(?:했던|한|인)?|"
    r"계획(?:했던|액)) ?(?:약 )?$"
)
_GOAL_RATIO = re.compile(
    r"(?:원)?(?:의|을|를|보다|에|도)? ?(?:약 )?(?:[\d.]+ ?%|절반|웃|넘|못|채우)"
)
_NTH_IS = re.compile(
    r"(?P<n>[1-9]) ?(?:차 ?년도|차 ?연도|년 ?차)인 (?P<year>(?:19|20)\d\d년|올해|내년|지난해)"
)


def of_goal(talk: Talk, draft: Draft) -> Years | None:
    """'A를 썼다. 처음 계획한 B의 95%다', '매출은 A로 목표 B의 40%': the same years."""
    lead = talk.lead(draft)[-24:]
    if ("목표" not in lead and "계획" not in lead) or not _GOAL_BEFORE.search(lead):
        return None
    if not _GOAL_RATIO.match(talk.text, draft.end, draft.end + 24):
        return None
    number = talk.numbers.get(draft.sentence, 0)
    for other in reversed([d for d in talk.drafts if d.end <= draft.start and d.field == "text"]):
        if number - talk.numbers.get(other.sentence, 0) > 1:
            return None
        if other.kind == draft.kind and other.parent is None:
            return other.period
    return None


def of_edge_year(talk: Talk, draft: Draft) -> Years | None:
    """'사업 첫해 A에서 마지막 해 B로': a result of the first or last year of the known span."""
    if draft.kind not in ("outcome", "budget"):
        return None
    lead = talk.lead(draft)[-24:]
    edge = _EDGE_YEAR.search(lead) if "해" in lead or "차" in lead else None
    if edge is None:
        return None
    told = _NTH_IS.search(talk.lead(draft))
    year = talk.calendar.resolve(told["year"]) if told else None
    if told is not None and year is not None and edge["n"]:
        # '1차 연도인 올해 A, 2차 연도에 B'
        year += int(edge["n"]) - int(told["n"])
        return year, year
    before = [p for p in talk.spans if p.start < draft.start] or talk.lasted(draft)
    if not before:
        return None
    first, last = before[-1].years
    if edge["last"]:
        return last, last
    year = (first or 0) + (int(edge["n"]) - 1 if edge["n"] else 0)
    return (year, year) if year <= (last or 0) else None


def of_same_span(talk: Talk, draft: Draft) -> Years | None:
    """'같은 기간 …' where the span was said some sentences before."""
    if not _SAME_SPAN.search(talk.lead(draft)):
        return None
    number = talk.numbers.get(draft.sentence, 0)
    for i in range(number - 1, max(-1, number - 5), -1):
        spans = [p for p in talk.periods(i) if p.rule in CLOSED and None not in p.years]
        if spans:
            return spans[-1].years
        if any(d.period and d.sentence == talk.ctx.sentences[i] for d in talk.drafts):
            # Another time has been spoken of since.
            years = {d.period for d in talk.drafts if d.sentence == talk.ctx.sentences[i]}
            common = years.pop() if len(years) == 1 else None
            if common is not None and None not in common and common[0] != common[1]:
                return common
    return None


def of_cumulative(talk: Talk, draft: Draft) -> Years | None:
    """'이 기간 A가 들어갔다. 누적 매출은 B다': the past span that the paragraph spoke of last."""
    year = talk.calendar.year
    if year is None or draft.kind not in ("outcome", "investment") or draft.status != "executed":
        return None
    if not _CUMULATIVE.search(talk.lead(draft)):
        return None
    number = talk.numbers.get(draft.sentence, 0)
    for i in range(number - 1, max(-1, number - 4), -1):
        if "\n" in talk.text[talk.ctx.sentences[i][1] : draft.sentence[0]]:
            return None
        spans = [p for p in talk.periods(i) if p.rule in CLOSED and None not in p.years]
        if spans:
            return spans[-1].years if (spans[-1].years[1] or 0) <= year else None
    return None
