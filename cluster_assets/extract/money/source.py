"""Whose money an amount is, from labels and from the bodies that give it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.money.draft import Draft
from cluster_assets.extract.money.givers import source_of_actor, source_of_label
from cluster_assets.extract.money.purses import PURSE_TOPIC, listed_payer, shared_purse
from cluster_assets.extract.money.regions.scope import Scope
from cluster_assets.records import FundingSource

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
_RECEIVED = re.compile(r"(?:받은|받는|받을|확보한|따낸|맡은) ")
_RECEIVES = re.compile(r"(?:원)?(?:여|가량)?[을를] (?:[가-힣]+ )?(?:받|지원받|따내|따냈|확보|유치)")
# '나머지 70억원은 한국전력공사가 맡는다'
_PAYER_AFTER = re.compile(
    r"(?:원)?(?:은|는|을) ([가-힣A-Za-z()㈜]{1,16}(?:이|가|에서)) "
    r"(?:맡|대[고는며]|댄|댔|내[고는며]|낸|냈|부담|분담|"
    r"출연|출자|조달|보탠|보태)|"
    r"(?:원)?(?:은|는) ([가-힣A-Za-z()㈜]{1,16})(?:의)? 몫(?:이다|이고|으로|이며)"
)
_FROM_PRIVATE = re.compile(
    r"(?:원)?[은는을를]? ?(?:민간|민자|기업|업체)(?:에서|이|으?로|가|자본|투자)(?=[가-힣]* )"
)
# Bodies that give money of their own, as the subject of a sentence.
_OWN_GIVER = re.compile(
    r"공사|공단|기금|모태펀드|교육청|대학교?$|은행|공제회|LH|한전|JDC|농협|벤처투자"
)
# '공사는 …': a body taken up by its kind.
_BARE_BODY = re.compile(r"(공사|공단|은행|교육청|기금|공제회)(?:은|는|이|가|도) ")
_MINISTRY = re.compile(
    r"정부|(?<![본학간업역])부$|부처|국회|[가-힣]{2,6}처$|"
    r"(?:산림|방위사업|특허|기상|농촌진흥|소방|질병관리|새만금개발|해양경찰)청$"
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
# 'A는 지역개발기금에서 빌려 온다'
_FROM_FUND = re.compile(r"(?:원)?[은는을를] [가-힣]{0,8}(?:기금|은행|공제회)에서 ")
# '○○시와 △△구 부담은 A다'
_SHARE_OF = re.compile(
    r"(?P<who>(?:[가-힣]{2,7}[시도군구](?:와|과|·) ?)?[가-힣]{1,7}[시도군구]|도|시|군|구)의? "
    r"(?:부담|분담|몫)(?:액|금)?(?:은|이) (?:약 |총 )?$"
)
# '내년 국비로 설계비 A를 따냈다', '국비 몫도 A에서 B로'
_FROM_PURSE = re.compile(
    r"(?<![가-힣])(국비|도비|시비|군비|구비|지방비)(?:로(?:는)? (?:[가-힣]+(?:비|예산) )?|"
    r" ?(?:몫|분담액|"
    r"확정분|지원액|요구액)[은는이가도] )$"
)
# '나머지 A는 시비와 민자로 채운다'
_MIXED_AFTER = re.compile(
    r"(?:원)?[은는을를] (국비|도비|시비|군비|구비|지방비)(?:와 |과 |·|, ?)(국비|도비|시비|"
    r"군비|구비|지방비|"
    r"민자|민간자본|자부담)(?:으로|로)"
)
_TOTAL_COST = re.compile(r"(?:총|전체) ?사업비(?:를|을|은|는|가|도)? (?:당초 |약 )?$")
_BY_USE = re.compile(r"[△▷□○]|용도별|분야별|사업별|내용별")
# '… N억원이다. 전액 도비로', '국회 상임위에서 M억원 증액'
_ALL_OF_PURSE = re.compile(
    r"(?:원)?[^\d\n]{0,44}?(?<![가-힣])(?:전액|전부|모두|100%) (국비|도비|시비|군비|구비|지방비|"
    r"민자)"
    r"(?:로|다|이다|이며|이고)"
)
_IN_PARLIAMENT = re.compile(r"국회(?: [가-힣]{2,12}(?:위|위원회))?에서(?:는|도)? (?:[가-힣]+ )?$")
# What is said of those who get a share, not of those who give one.
_SHARED_OUT = re.compile(
    r"갈린다|갈렸|배정|배분|나눠 (?:갖|가[져질]|받)|돌아[가간갔]|쪼개|내려[가간갔]|받는다|받았|"
    r"받게|몫으로 잡"
)
_Found = tuple[FundingSource, str]


@dataclass(frozen=True, slots=True)
class _Reading:
    """One amount with the words before it and what is known of the article."""

    text: str
    draft: Draft
    #: From the amount before, or the sentence's start.
    lead: str
    previous: Draft | None
    scope: Scope
    #: Whether 시비 is the money of a metropolitan city here.
    metropolitan: bool
    #: Whether the article tells what a town got into the state's budget.
    is_national: bool

    def of_label(self, label: str) -> FundingSource:
        return source_of_label(label, is_metropolitan=self.metropolitan)

    def of_actor(self, phrase: str) -> FundingSource | None:
        return source_of_actor(phrase, is_metropolitan=self.metropolitan)


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
        reading = _Reading(
            text,
            draft,
            text[lead_start : draft.number_start],
            previous if same else None,
            scope,
            _metropolitan(draft, scope),
            is_national,
        )
        draft.source, draft.rules["source"] = _source(reading, drafts)
        previous = draft
    _inherit_sources(drafts)


def _metropolitan(draft: Draft, scope: Scope) -> bool:
    if draft.region is not None:
        return draft.region.split()[0].endswith("시")
    return scope.is_metropolitan


def _source(reading: _Reading, drafts: Sequence[Draft]) -> _Found:
    draft = reading.draft
    if draft.kind in ("outcome", "other"):
        return "total", "kind"
    return (
        _by_label(reading)
        or _by_what_follows(reading)
        or _by_payer_of_part(reading)
        or _by_kind(reading)
        or _by_context(reading, drafts)
        or ("total", "default")
    )


def _by_label(reading: _Reading) -> _Found | None:
    draft, previous, lead = reading.draft, reading.previous, reading.lead
    taken = _FROM_PURSE.search(lead) if draft.label is None and draft.kind == "budget" else None
    if taken is not None:
        return reading.of_label(taken[1]), f"topic:{taken[1]}"
    if draft.kind == "budget":
        found = shared_purse(reading.text, draft, lead, previous, reading.metropolitan)
        if found is not None:
            return found
    if draft.label is None and previous is not None and previous.label and _only_time(lead):
        draft.label = previous.label
        draft.rules["label"] = "carried"
    if draft.label == "특별교부금":
        giver = reading.of_actor(lead.removesuffix("특별교부금 ").removesuffix("특별교부금"))
        if giver == "province":
            return giver, "giver_of_grant"
    named = PURSE_TOPIC.search(lead)
    if draft.label is None and named and draft.kind == "budget":
        purse = named[1] or named[2] or named[3]
        if draft.parent is not None and draft.parent.label == purse:
            payer = reading.of_actor(_last_phrase(lead).split(" ")[-1])
            if payer is not None:
                return payer, "part_of_giver"  # '지방비는 도가 A, 시가 B'
        return reading.of_label(purse), f"topic:{purse}"
    if (
        previous is not None
        and previous.rules.get("parent") == "included"
        and previous.parent is draft
    ):
        before = reading.text[draft.sentence[0] : previous.number_start]
        phrase = _last_phrase(re.sub(r"(?:특별)?(?:조정)?교부[금세] ?$", "", before))
        actor = reading.of_actor(phrase)
        if actor:
            return actor, "part_of_giver"
    share = _SHARE_OF.search(lead) if draft.label is None and draft.kind == "budget" else None
    if share is not None:
        if re.search(r"[와과·]", share["who"]):
            return "local", "share_of_governments"
        payer = reading.of_actor(f"{share['who']}가")
        if payer is not None:
            return payer, "share_of_government"
    if draft.label:
        return reading.of_label(draft.label), f"label:{draft.label}"
    return None


def _by_what_follows(reading: _Reading) -> _Found | None:
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


def _by_payer_of_part(reading: _Reading) -> _Found | None:
    draft, text = reading.draft, reading.text
    if draft.parent is None:
        return None
    payer = _PAYER_AFTER.match(text[draft.end : draft.end + 40])
    if draft.kind == "budget" and payer:
        actor = reading.of_actor(payer[1] or payer[2])
        if actor:
            return actor, "payer_after"
    if draft.rules.get("parent", "") in ("sum", "bracket"):
        actor = reading.of_actor(_last_phrase(reading.lead))
        if (
            actor
            and not _BY_USE.search(text[draft.sentence[0] : draft.number_start])
            and not _SHARED_OUT.search(text, draft.end, draft.sentence[1])
        ):
            return actor, "part_of_giver"
    return None


def _by_kind(reading: _Reading) -> _Found | None:
    draft = reading.draft
    if draft.kind == "investment":
        return "private", "investment"
    if draft.kind == "per_recipient":
        if _MINISTRY_SCHEME.search(reading.lead):
            return "national", "ministry_scheme"
        body = _giver(reading.text, draft, reading.scope)
        return body or ("total", "default")
    return None


def _by_context(reading: _Reading, drafts: Sequence[Draft]) -> _Found | None:
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
    giver = _giver(text, draft, reading.scope)
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


def _only_time(lead: str) -> bool:
    """Whether only a year and connecting words stand between two amounts."""
    return (
        len(lead) <= 24
        and re.search(r"내년|내후년|올해|지난해|\d{4}년|이듬해", lead) is not None
        and not re.search(
            r"[가-힣]{2,}(?:비|금|예산)|부담|분담|몫|매출|수출|투자|총 |모두|보태|합쳐|더해|합해",
            lead,
        )
    )


def _last_phrase(lead: str) -> str:
    return re.split(r"[,△▷□·;:(]|원을 |원이 |고 |와 |과 ", lead.rstrip())[-1][-30:]


def _giver(text: str, draft: Draft, scope: Scope) -> tuple[FundingSource, str] | None:
    first = draft.sentence[0]
    if draft.field != "text":
        return None
    subjects = [
        n
        for n in scope.organizations
        if n.field == "text"
        and first <= n.start < draft.start
        and re.match(
            r"(?:\([^)]*\))?(?:[은는이가도]|에서|으?로부터)(?: |$)", text[n.end : n.end + 24]
        )
    ]
    near = subjects[-1] if subjects else None
    if near is not None and _RECEIVED.search(text[near.end : draft.start]):
        return None
    if near is not None and re.search(r"[시도군구](?:와|과|,|·) ?$", text[first : near.start]):
        return None
    if near is not None:
        surface = text[near.start : near.end]
        for name in (surface, near.name):
            if _OWN_GIVER.search(name):
                return "other", f"giver:{surface}"
            if _MINISTRY.search(name):
                return "national", f"giver:{surface}"
    bare = _BARE_BODY.match(text, first, draft.start)
    if (
        near is None
        and bare
        and any(n.name.split("(")[0].endswith(bare[1]) for n in scope.organizations)
    ):
        return "other", f"giver:{bare[1]}"
    match = re.search(
        r"(?:^|[ ,])(정부|중앙정부|기획재정부|기재부)(?:는|가|에서|로부터)(?: |$)",
        text[first : draft.start],
    )
    return ("national", "giver:" + match[1]) if match else None


def _inherit_sources(drafts: Sequence[Draft]) -> None:
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
