"""Sources that the words around an amount tell beside a label: shared purses and payers."""

from __future__ import annotations

import re

from cluster_assets.extract.money.draft import Draft
from cluster_assets.extract.money.sources.givers import source_of_actor, source_of_label
from cluster_assets.records import FundingSource

_PURSE = r"(?<![가-힣])(국비|도비|시비|군비|구비|지방비)"
PURSE_TOPIC = re.compile(
    rf"{_PURSE}(?:[은는만]|만도|만 해도|로는?) [가-힣 ]{{0,16}}$|{_PURSE}(?:가|이)? "
    rf"(?:[가-힣]{{1,4}}가 "
    r")?(?:연간? ?|올해 |내년 |약 )?$|"
    rf"{_PURSE}를 (?:[가-힣]{{1,4}} 때 |모두 |총 |약 |최대 )$"
)
# '국비로는 A 412억 원과 B 138억 원이 지원된다'
_PURSE_OF_CLAUSE = re.compile(rf"^{_PURSE}로는 ")
# '국비 N억 원씩 모두 M억 원'
_YEARLY_TOTAL = re.compile(r"(?:원)?씩 (?:\d+년 ?(?:간|동안) )?(?:모두|총|합쳐) ?$")
# '국비 189억 원이고, 가장 적은 곳은 91억 원', '국비가 210억 원에서 167억 원으로'
_COMPARED = re.compile(
    r"(?:원)?(?:이고|이며|으로|인데|,) [^,\d]{0,18}(?:은|는) $|(?:원)?에서 (?:올해 |내년 )?$|"
    r"(?:원)?(?:을|를) (?:[가-힣]{1,6} )?(?:신청|요구|요청|건의)(?:했|하였)(?:지만|으나|는데) "
    r"[^,\d]{0,18}"
    r"(?:은|는) $"
)
_PURSE_BEHIND = re.compile(r"(?:원)?(?:여|가량)?씩 (국비|도비|시비|군비|구비)[를로]")
_NATIONAL_BUDGET = re.compile(r"(?:국가예산|정부예산) (?:총 )?$")
# '… 원을 지원해 달라고 정부에 건의했다', '정부 예산안에 … 원이 담겼다'
_ASKED_OF_STATE = re.compile(
    r"^[^.,]{0,24}달라고 (?:정부|국회|중앙정부|[가-힣]{2,8}부)에|^[^.,]{0,20}(?:을|를) (?:정부|"
    r"국회|기획재정부|"
    r"기재부|[가-힣]{2,8}부)에 (?:[가-힣]+ )?(?:건의|요청|요구|신청)"
)
# '기획재정부에 내년분 A를 요구하겠다'
_ASKED_BEFORE = re.compile(
    r"(?:정부|국회|기획재정부|기재부|[가-힣]{2,8}부)에 (?:[가-힣0-9]{1,8} )?(?:국비 )?$"
)
_ASKS = re.compile(r"(?:원)?[을를] (?:더 )?(?:건의|요청|요구|신청)")
_STATE_BILL = re.compile(r"정부 ?예산(?:안)?에(?:는|도|만)? [^,.\d]{0,20}$")
_IN_BILL = re.compile(r"(?:원)?(?:이|을|도|만)? ?(?:[가-힣]{1,3} )?(?:담|반영|실|포함|들어)")
_BONDS = re.compile(r"(?:원)?(?:은|는|을)? ?지방채")
_TWO_PURSES = re.compile(
    r"(국비|도비|시비|군비|구비)(?:와|과|·) ?(?:(?:지방비|도비|시비|군비|구비)(?:가|를|로)? "
    r"?)?(?:절반씩 |반반씩 )?$"
)
_IN_KIND = re.compile(r"현물(?:로|을| )")
_FUND_OF_FUNDS = re.compile(r"모태펀드(?:에서|가|의)? (?:자금 )?$")
# Bodies of two levels that give together: '정부와 대전시가', '도와 시가'
_JOINT = re.compile(
    r"(?:^|[ ,])(정부|국가|[가-힣]{2,8}부)[와과] ?[가-힣]{1,8}[시도군구](?:가|이|는|도) "
    r"[^,.]{0,20}$"
)
_JOINT_LOCAL = re.compile(
    r"(?:^|[ ,])(?:도|[가-힣]{1,8}도)[와과] ?[가-힣]{0,8}[시군구](?:가|이|는) [^,.]{0,20}$"
)
_PAYS = re.compile(
    r"부담|분담|맡[고는는아]|대고|댄다|댔|대며|대는|낸다|냈|내고|내며|낼 |내놓|보태|출자|출연|"
    r"맞춰 넣|조달|갹출"
)
# '도는 이 사업에 N억 원', '중소벤처기업부가 M천K억 원'
_PAYER = re.compile(
    r"(?:^|[ ,“\"])(?!그|이|저)([가-힣A-Za-z㈜]{1,14})(?:이|가|은|는|도) "
    r"(?:['\"]?[가-힣A-Za-z0-9·-]+['\"]?[가-힣]{0,2} ){0,4}(?:약 |각각 |최대 |총 )?$"
)
_HIS_MONEY = re.compile(
    r"(?:^|[ ,])([가-힣]{1,12})[이가] (?:보태|내|대|부담하|내놓)는 (?:돈|몫|금액)(?:은|이|에는)? "
    r"(?:[가-힣]+ )?$"
)
_TWO_PAYERS_AFTER = re.compile(
    r"(?:원)?(?:은|는) ([가-힣A-Za-z]{2,14})[와과] ([가-힣A-Za-z]{2,14}(?: "
    r"[가-힣]{2,6}?)?)(?:(?:이|가) "
    r"[^.]{0,20}?(?:댄|대고|부담|분담|낸|나눠)|(?:의)? 몫)"
)
_LISTED = re.compile(
    r"(?:원)?[,·] ?(?:나머지 |및 )?([가-힣A-Za-z㈜]{2,12}) ?$|(?:원)?[과와] "
    r"([가-힣A-Za-z㈜ ]{2,16}?)(?:의)? ?$"
)


def shared_purse(
    text: str, draft: Draft, lead: str, previous: Draft | None, metropolitan: bool
) -> tuple[FundingSource, str] | None:
    """Sources that the words around say beside or instead of a label."""
    first, last = draft.sentence
    whole_lead = text[first : draft.number_start]
    tail = text[draft.end : min(last, draft.end + 60)]
    label_start = draft.start
    if _TWO_PURSES.search(text[max(first, label_start - 16) : label_start]) and (
        draft.label is None or draft.label.endswith("비")
    ):
        match = _TWO_PURSES.search(text[max(first, label_start - 16) : label_start])
        is_national = match is not None and match[1] == "국비"
        if match is not None and is_national and "지방비" in match[0]:
            return "total", "all_purses"
        return ("other" if is_national else "local"), "two_purses"
    if draft.label is not None:
        return None
    if previous is not None and previous.source in ("national", "province", "municipal"):
        is_labelled = previous.rules.get("source", "").startswith(("label", "topic", "compared"))
        if is_labelled and (_YEARLY_TOTAL.fullmatch(lead) or _COMPARED.fullmatch(lead)):
            return previous.source, "compared"
    clause = _PURSE_OF_CLAUSE.match(whole_lead)
    behind = _PURSE_BEHIND.match(tail)
    purse = clause[1] if clause else behind[1] if behind else None
    if purse:
        return source_of_label(purse, is_metropolitan=metropolitan), f"topic:{purse}"
    if _ASKED_BEFORE.search(lead) and _ASKS.match(tail):
        return "national", "asked_of_state"
    if _ASKED_OF_STATE.search(tail) or (_STATE_BILL.search(lead) and _IN_BILL.match(tail)):
        return "national", "asked_of_state"
    if draft.parent is not None and _BONDS.match(tail):
        return "other", "bonds"
    if _NATIONAL_BUDGET.search(lead):
        return "national", "national_budget"
    if _FUND_OF_FUNDS.search(lead):
        return "other", "fund_of_funds"
    if draft.parent is not None and (_IN_KIND.search(lead[-24:]) or _IN_KIND.search(tail[:14])):
        return "other", "in_kind"
    return _joint_payer(text, draft, lead, metropolitan)


def _joint_payer(
    text: str, draft: Draft, lead: str, metropolitan: bool
) -> tuple[FundingSource, str] | None:
    """The body or bodies that pay, by a verb of paying in the sentence."""
    last = draft.sentence[1]
    tail = text[draft.end : min(last, draft.end + 80)]
    his = _HIS_MONEY.search(lead)
    if his:
        actor = source_of_actor(his[1], is_metropolitan=metropolitan)
        if actor:
            return actor, "his_money"
    two = _TWO_PAYERS_AFTER.match(tail)
    if two:
        actors = {source_of_actor(two[i], is_metropolitan=metropolitan) for i in (1, 2)}
        if len(actors) == 1 and None not in actors:
            return next(a for a in actors if a), "payers_after"
        if actors == {"province", "municipal"}:
            return "local", "payers_after"
        if "national" in actors and actors & {"province", "municipal"}:
            return "other", "payers_after"
    if not _PAYS.search(tail):
        return None
    if _JOINT.search(lead):
        return "other", "joint_payers"
    if _JOINT_LOCAL.search(lead) and "각각" not in lead:
        return "local", "joint_payers"
    payer = _PAYER.search(lead)
    if payer:
        actor = source_of_actor(payer[1], is_metropolitan=metropolitan)
        if actor:
            return actor, "payer"
    return None


def listed_payer(lead: str, previous: Draft | None, metropolitan: bool) -> FundingSource | None:
    """The next of a list of payers: '국비 N억 원, ○○시 M억 원, ○○도 K억 원'."""
    match = _LISTED.fullmatch(lead)
    if match is None or previous is None:
        return None
    if not previous.rules.get("source", "").startswith(
        ("label", "part_of_giver", "listed", "payer")
    ):
        return None
    return source_of_actor(match[1] or match[2], is_metropolitan=metropolitan)
