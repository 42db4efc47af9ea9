"""Whose money an amount is, from labels and from the bodies that give it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.money.draft import Draft
from cluster_assets.extract.money.regions.scope import Scope
from cluster_assets.extract.money.sources.actors import giver_of
from cluster_assets.extract.money.sources.labels import source_by_label, source_by_payer
from cluster_assets.extract.money.sources.purses import listed_payer
from cluster_assets.extract.money.sources.reading import Found, Reading

# An article about what a town got into the state's budget.
_NATIONAL_TALK = re.compile(r"국가예산|정부 ?예산안|(?:내년|올해|20\d\d년)도? 국비")
_IN_BILL = re.compile(
    r"배정|잡혔|반영|실렸|실린|담겼|담긴|깎였|깎인|살아남|감액|삭감|증액|빠졌|늘어난 규모|확보|"
    r"얹[었혀힌]|"
    r"잘려|잘린|잘렸|되살|새로 넣|요구한|요구했|국비를 (?:더하|합)"
)
_MINISTRY_SCHEME = re.compile(
    r"[가-힣]{2,10}(?:부|청)의 ['\"「][^'\"」]{2,40}['\"」](?:에서|으로|로)? (?:[가-힣]+ ){0,3}$"
)
_RECEIVES = re.compile(r"(?:원)?(?:여|가량)?[을를] (?:[가-힣]+ )?(?:받|지원받|따내|따냈|확보|유치)")
_FROM_PRIVATE = re.compile(
    r"(?:원)?[은는을를]? ?(?:민간|민자|기업|업체)(?:에서|이|으?로|가|자본|투자)(?=[가-힣]* )"
)
_LABEL_AFTER = re.compile(
    r" ?(?:원)?(?:규모|수준|상당|가량|안팎)?의? ?((?:국|도|시|군|구|지방)비)(?=[를을로가는]| |$)|"
    r"(?:원)?(?:은|는|이) ?((?:국|도|시|군|구|지방)비|민자|민간 ?자본|자부담)(?=이?다|이?고|이?며|"
    r"인데|"
    r"[로를가]|으로|[.,]|$)"
)
# '산업부, ○○사업에 1천억 원': the ministry itself announces.
_MINISTRY_HEADLINE = re.compile(
    r"(?:\[[^\]]{1,12}\] ?)?(?:정부|산업(?:통상(?:자원)?)?부|중기부|중소벤처기업부|과기(?:정통)?부|"
    r"과학기술정보통신부|국토(?:교통)?부|농식품부|해수부|해양수산부|환경부|문체부|교육부|기재부|"
    r"행안부)[,·… ]"
)
# '창원시는 이와 별도로 N억원을 들여': a town of its own, under whatever headline.
_LOCAL_ACTS = re.compile(
    r"(?<![가-힣])(?:[가-힣]{2,3}[시군]|[가-힣]{1,4}도|시|군|도)(?:는|은|가|"
    r"이) (?=[^.]{0,40}(?:별도로|자체|따로))"
)
# 'A는 지역개발기금에서 빌려 온다'
_FROM_FUND = re.compile(r"(?:원)?[은는을를] [가-힣]{0,8}(?:기금|은행|공제회)에서 ")
# '나머지 A는 시비와 민자로 채운다'
_MIXED_AFTER = re.compile(
    r"(?:원)?[은는을를] (국비|도비|시비|군비|구비|지방비)(?:와 |과 |·|, ?)(국비|도비|시비|"
    r"군비|구비|지방비|"
    r"민자|민간자본|자부담)(?:으로|로)"
)
_TOTAL_COST = re.compile(r"(?:총|전체) ?사업비(?:를|을|은|는|가|도)? (?:당초 |약 )?$")
# '… N억원이다. 전액 도비로', '국회 상임위에서 M억원 증액'
_ALL_OF_PURSE = re.compile(
    r"(?:원)?[^\d\n]{0,44}?(?<![가-힣])(?:전액|전부|모두|100%) (국비|도비|시비|군비|구비|지방비|"
    r"민자)"
    r"(?:로|다|이다|이며|이고|\))"
)
_IN_PARLIAMENT = re.compile(r"국회(?: [가-힣]{2,12}(?:위|위원회))?에서(?:는|도)? (?:[가-힣]+ )?$")


def assign_sources(ctx: ArticleContext, drafts: Sequence[Draft], scope: Scope) -> None:
    """Source of every amount; parts before their wholes' remainder is settled."""
    previous: Draft | None = None
    is_national = _NATIONAL_TALK.search(f"{ctx.headline.text} {ctx.body.text[:200]}") is not None
    for draft in drafts:
        text = ctx.normal(draft.field).text
        same = (
            previous is not None
            and previous.sentence == draft.sentence
            and previous.field == draft.field
        )
        lead_start = previous.end if same and previous else draft.sentence[0]
        if draft.rules.get("source", "").startswith("each:"):
            previous = draft
            continue
        reading = Reading(
            text,
            draft,
            text[lead_start : draft.number_start],
            previous if same else None,
            scope,
            _metropolitan(text, draft, scope),
            is_national,
        )
        draft.source, draft.rules["source"] = _source(reading, drafts)
        previous = draft
    _inherit_sources(drafts)


# '울산시는 내년에 시비 N억원을 들여': whose 시비 it is.
_CITY_ACTS = re.compile(
    r"(?<![가-힣])(?:(?P<metropolis>서울|부산|대구|인천|광주|대전|울산|세종)|"
    r"[가-힣]{2,3})시(?:는|가|도) "
)


def _metropolitan(text: str, draft: Draft, scope: Scope) -> bool:
    if draft.label == "시비" and draft.field == "text":
        cities = list(_CITY_ACTS.finditer(text, draft.sentence[0], draft.start))
        if cities:
            return cities[-1]["metropolis"] is not None
    if draft.region is not None:
        return draft.region.split()[0].endswith("시")
    return scope.is_metropolitan


def _source(reading: Reading, drafts: Sequence[Draft]) -> Found:
    draft = reading.draft
    if draft.kind in ("outcome", "other"):
        return "total", "kind"
    low = reading.previous
    if draft.range_part == "high" and draft.label is None and low and low.range_part == "low":
        return low.source, low.rules["source"]  # '국비 A~B'
    return (
        source_by_label(reading)
        or _by_what_follows(reading)
        or source_by_payer(reading)
        or _by_kind(reading)
        or _by_context(reading, drafts)
        or ("total", "default")
    )


def _by_what_follows(reading: Reading) -> Found | None:
    draft, tail = reading.draft, reading.text[reading.draft.end : reading.draft.end + 20]
    if draft.kind == "budget" and _FROM_PRIVATE.match(tail):
        return "private", "after:민간"
    mixed = _MIXED_AFTER.match(tail)
    if draft.kind == "budget" and mixed:
        is_local = "국비" not in mixed[0] and "민" not in mixed[0] and "자부담" not in mixed[0]
        return ("local" if is_local else "other"), "two_purses"
    if draft.kind == "budget" and _FROM_FUND.match(tail):
        return "other", "after:기금"
    whole = _ALL_OF_PURSE.match(reading.text[draft.end : draft.end + 60])
    if whole and draft.kind == "budget":
        return reading.of_label(whole[1]), f"all_of:{whole[1]}"
    if _IN_PARLIAMENT.search(reading.lead) and _IN_BILL.search(tail):
        return "national", "in_parliament"
    after = _LABEL_AFTER.match(tail)
    if after:
        draft.label = after[1] or after[2].replace(" ", "")
        return reading.of_label(draft.label), f"label_after:{draft.label}"
    return None


def _by_kind(reading: Reading) -> Found | None:
    draft = reading.draft
    if draft.kind == "investment":
        return "private", "investment"
    if draft.kind == "per_recipient":
        if _MINISTRY_SCHEME.search(reading.lead):
            return "national", "ministry_scheme"
        body = giver_of(reading.text, draft, reading.scope)
        return body or ("total", "default")
    return None


def _by_context(reading: Reading, drafts: Sequence[Draft]) -> Found | None:
    """Of a budget without a label: compared with one, one of a list, or by its giver."""
    draft, text, previous = reading.draft, reading.text, reading.previous
    if _TOTAL_COST.search(reading.lead):
        return "total", "total_cost"
    if (
        draft.rules.get("change") == "to"
        and previous is not None
        and previous.rules.get("change") == "from"
        and previous.rules.get("source", "").startswith(("total_cost", "topic:"))
    ):
        return previous.source, previous.rules["source"]
    if draft.rules.get("change") in ("from", "by"):
        carried = _compared_label(draft, drafts)
        if carried:
            return reading.of_label(carried), f"compared:{carried}"
    if reading.is_national and draft.field == "text" and _IN_BILL.search(text, *draft.sentence):
        return "national", "national_budget"
    listed = listed_payer(reading.lead, reading.previous, reading.metropolitan)
    if listed is not None:
        return listed, "listed_payer"
    if _RECEIVES.match(text[draft.end : draft.end + 16]):
        return "total", "received"
    giver = giver_of(text, draft, reading.scope)
    if giver is None and _LOCAL_ACTS.search(text, draft.sentence[0], draft.start):
        return None
    if giver is None and _MINISTRY_HEADLINE.match(reading.scope.ctx.headline.text):
        return "national", "ministry_headline"
    return giver


def _compared_label(draft: Draft, drafts: Sequence[Draft]) -> str | None:
    """Label of the last labelled sum before, which a bare sum is compared with."""
    for other in reversed([d for d in drafts if d.field == draft.field and d.end <= draft.start]):
        if other.parent is not None and any(
            d.parent is other.parent and d.label != other.label for d in drafts
        ):
            return None  # one of several purses: the comparison is with their whole
        if other.sentence != draft.sentence:
            return other.label if draft.sentence[0] - other.sentence[1] <= 2 else None
    return None


def _inherit_sources(drafts: Sequence[Draft]) -> None:
    """Parts that no word gives a source take the purse or giver of their whole."""
    children: dict[int, set[str]] = {}
    for draft in drafts:
        if draft.parent is not None:
            children.setdefault(id(draft.parent), set()).add(draft.source)
    for draft in drafts:
        parent = draft.parent
        if (
            parent is not None
            and draft.rules.get("source") in ("default", "investment")
            and (
                parent.label
                or parent.rules.get("source", "").startswith(
                    (
                        *("label", "part_of_giver", "giver", "payer", "topic", "his_money"),
                        *("compared", "national_budget", "asked_of_state"),
                    )
                )
            )
            and parent.kind == draft.kind
        ):
            draft.source, draft.rules["source"] = parent.source, "whole"
        if draft.kind == "investment" and len(children.get(id(draft), ())) > 1:
            draft.source, draft.rules["source"] = "total", "several_givers"
