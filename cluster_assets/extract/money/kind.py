"""What an amount is: programme money, investment, outcome, per recipient, other."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from cluster_assets.extract.money.kind_cues import UNIT_OF_RECIPIENT, cue_behind, nearest_cue
from cluster_assets.records import MoneyKind

#: A kind and the rule that decided.
_Kind: TypeAlias = tuple[MoneyKind, str]

# 'N억 원이 투자되고', 'N억 원의 투자를', '9조 원이 넘게 몰렸다'
_FLOWS = re.compile(
    r"^(?:원)?(?:여|가량|안팎)?(?:이 넘게|이|가 넘게)? ?(?:투자되|투자돼|투자될|투자된|몰렸|몰린|"
    r"몰려)"
)
_PURSES = re.compile(r"국비|도비|시비|군비|지방비|정부|공공")
# '민간이 8천억 원을 투자한다', '민간투자 6조 원이 이뤄지도록'
_PRIVATE_INVESTS = re.compile(r"^(?:원)?(?:을|를) (?:더 )?투자|^(?:원)?이 (?:이뤄|투자)")
_BUILDS_PLANT = re.compile(
    r"^(?:원)?(?:여|가량)?(?:을 들여|를 들여|을 투자해|으로|을 투입해|을 들인| ?규모의|을 써) "
    r"[^.]{0,60}?(?:공장|생산 ?라인|생산시설|제조시설)"
)
_GOVERNMENT = re.compile(
    r"(?:^|[ ,“\"])(?:[가-힣]{0,6}[시도군구]|정부|[가-힣]{2,8}부|LH|공사)(?:는|은|가|이|도) "
)
_AWARD = re.compile(r"^(?:원)?(?:짜리|의)? ?[가-힣]{0,8}상(?:을 (?:받|수상|탔)|금)")
_IN_BUDGET = re.compile(r"^(?:원)?(?:이|도)? ?(?:들어 ?있|포함)")
_PRIVATE_ACTOR = re.compile(
    r"㈜|\(주\)|주식회사|(?:기업|회사|업체|투자사|사업자|대기업|앵커기업|입주기업|제조사|공급사|"
    r"외투기업)(?:들)?(?:은|는|이|가|도|의|에서|들)|"
    r"개 ?사(?:는|가|도|의)|[0-9]곳(?:이|은)"
)
_INVEST_VERB = re.compile(r"투자|들여|들인|투입|집행|쓴다|쏟|짓는다|이행|출자|유치|넣기로|넣겠")
# '업체마다 설비 보조금을 최고': what stands between says what the sum is given for.
_EACH_LEAD = re.compile(
    rf"({UNIT_OF_RECIPIENT}(?:당|마다)) (?:[가-힣]+ ){{0,2}}[가-힣]*"
    r"(?:보조금|지원금|장려금|요금|자금|보증|사업비|비용)[을를은는]? ?(?:연간? ?|최대 ?|최고 ?|"
    r"매년 ?)?$"
)
_SAVES = re.compile(
    r"^ ?(?:남짓|가량|여|정도|안팎|넘게|이상)? ?(?:넘게)?[을를]? ?(?:[가-힣]+비(?:용)?를 )?"
    r"(?:아끼|아꼈|아낀|아낄|절약했|벌어들)"
)
_EACH = re.compile(r"^ ?(?:원)?씩")
# '뽑힌 팀에는 N억 원까지 준다'
_WINNERS = re.compile(
    r"(?:뽑힌|뽑히면|선정된|선정되면|선발된|통과한|참여한|참여하는) (?:[가-힣]+ )?"
    r"(?:기업|업체|팀|컨소시엄|과제|대학|농가|창업자|기관|사람|청년)(?:에는|에게는|에|에게|은|"
    r"는|엔) ?"
    r"(?:최대 |최고 |각각 |연 )?$"
)
_CEILING = re.compile(r"(?:원)?(?:까지| ?이내| ?한도|씩| 범위)")
# '입주 기업에 보조금을 최대 50억원까지 준다'
_CLASS_GIVEN = re.compile(
    r"(?:기업|업체|농가|농민|팀|청년|연구소|창업자|스타트업|소상공인)(?:들)?(?:에|에게)(?:는|도)? "
    r"[^\d.,]{0,30}(?:최대|최고) $"
)
_COUNTED = re.compile(
    rf"\d[\d,]* ?(?:개 ?)?{UNIT_OF_RECIPIENT}(?:에게?는?|이|가)? ?(?:[가-힣]{{1,5}}[금비료] )?"
    r"(?:각각 ?|최대 ?|약 ?)?$"
)
# '○○생에게 ○○료 N만 원씩'
_GIVEN_EACH = re.compile(
    r"[가-힣](?:생|자|인|기업|업체|농가|팀|회사|가구|청년|학생)(?:들)?(?:에게는?|에는) "
    r"(?:[가-힣]{1,8} ){0,2}"
    r"(?:최대 |최고 |월 |연 |매달 |매월 )?$"
)
# '업체에 건당 N억원을 주고', '한 번 시험에 M천K만원이 깨진다': a price, nobody's aid.
_PRICE = re.compile(r"(?:원)?(?:가량|안팎|정도)?(?:을 (?:치르고|물고|물어야|줘야)|이 깨[지진])")
_PAID_TO = re.compile(r"(?:업체|회사|기업|병원)에 (?:건|개|회|번|톤)당 (?:약 |최대 )?$")
_SUBSIDY = re.compile(r"(?:원)?(?:까지|을|씩)? ?(?:[가-힣]+ )?(?:보조|지원)")
_PER_UNIT = re.compile(r"(?<![가-힣\d])대당 (?:최대 |약 )?$")
_PAID_EACH = re.compile(r"한 (?:번|차례) [가-힣]{1,6}(?:에|하는 데|을 받는 데)[^.\d]{0,12}$")
# '입주 기업은 임대료의 절반, 최대 1억원을 시가 내준다': aid, though the price is named.
_AID = re.compile(
    r"(?:원)?(?:까지|을|씩)? ?[^.,]{0,16}?(?:내준다|내주|대준다|대주|대신 내|지원한다|지원하|보조)"
)
_AT_MOST = re.compile(r"(?:최대|최고) ?$")
_TAKES_IN = re.compile(r"(?:원)?[을를] (?:추가로 |더 )?유치(?:했|해|한|하는)")
_PUBLIC_WIN = re.compile(r"국비|사업|공모|예산|[시도군구](?:는|가|도) |센터(?:는|가) |정부|부처")
# 'A원을 투자하기로 한 ○○사는', 'A원대 공장': what a firm puts in.
_INVESTED_BY = re.compile(
    r"(?:원)?을 (?:직접 |모두 )?투자(?:하기로 한|하겠다고 한|하기로 약속한|한다고 밝힌) [가-힣A-Z]"
)
_FIRMS_BUILD = re.compile(r"(?:짓는|세우는|건설하는|건립하는|지을|세울) $")
_AND_NEXT = re.compile(r"(?:원)?(?:과|와|, ?)")
# '투자 N억원을 끌어들였다': what was won is the investment itself.
_WON_INVESTMENT = re.compile(r"투자(?:금|액)? ?(?:약 |총 |모두 )?$")
_WON = re.compile(r"(?:유치한|유치된|끌어들인|끌어온|끌어낸|들어온|몰린|받은) $")
_DRAWN = re.compile(
    r"(?:원)?(?:여|가량)?[을를] (?:더 |새로 |추가로 )?(?:끌어|유치|이끌어|따[내낸냈]|받)"
)
# '학생 한 사람에게 돌아가는 장학금은': what a person gets is no donation.
_ALLOWANCE = re.compile(
    r"(?<![가-힣])(?:한|1) ?(?:사람|명|인|가구|농가|팀)(?:에게|에|당|이|앞에)?[^,.\d]{0,16}"
    r"(?:장학금|수당|급여|상금)[은는이을를도]? ?(?:(?:연간?|월|매달|매년|최대|약) ?)*$"
)
_COSTS = re.compile(r"비용|공사비|건립비|설치비|설비")
_SPENDING = re.compile(r"[을를] 들여")


@dataclass(slots=True)
class Words:
    """The words around an amount, as far as they tell its kind."""

    #: Back to the amount before, and on to the next one.
    lead: str
    tail: str
    #: From the start of the sentence, and from the end of ``tail`` on to the sentence's end.
    sentence_lead: str
    sentence_tail: str
    #: The purse that a label names ('국비').
    label: str | None
    currency: str
    #: Whether a firm is the sentence's subject.
    is_firms: bool

    #: What the nearest cue before the amount says.
    near: _Kind | None = field(init=False)
    near_kind: MoneyKind | None = field(init=False)

    def __post_init__(self) -> None:
        self.near = nearest_cue(self.lead)
        self.near_kind = None if self.near is None else self.near[0]


def kind_of(words: Words) -> tuple[MoneyKind, str]:
    """Kind of an amount, and the rule that decided."""
    for rule in _RULES:
        kind = rule(words)
        if kind is not None:
            return kind
    return "budget", "default"


def is_firm_subject(sentence: str) -> bool:
    """Whether a firm is what the sentence, by its words alone, speaks of."""
    return _PRIVATE_ACTOR.search(sentence) is not None


def _award(words: Words) -> _Kind | None:
    return ("other", "award") if _AWARD.match(words.tail) else None


def _for_each(words: Words) -> _Kind | None:
    """'N개사에 A원씩', '뽑힌 팀에는 A원까지', '업체당 보조금 A원'."""
    lead, tail = words.lead, words.tail
    is_each = "각각" in lead[-8:]
    is_shared = is_each and _AND_NEXT.match(tail)
    if not is_shared and _COUNTED.search(lead) and (is_each or _EACH.match(tail)):
        return "per_recipient", "each_of_counted"
    if _EACH.match(tail) and _GIVEN_EACH.search(lead):
        return "per_recipient", "given_each"
    if words.label is None and _CLASS_GIVEN.search(lead) and "모두" not in lead:
        return "per_recipient", "each_of_class"
    if _WINNERS.search(lead) and _CEILING.match(tail):
        return "per_recipient", "each_winner"
    if _ALLOWANCE.search(lead):
        return "per_recipient", "allowance"
    each = _EACH_LEAD.search(lead)
    return None if each is None else ("per_recipient", f"each:{each[1]}")


def _saves(words: Words) -> _Kind | None:
    return ("outcome", "saves") if _SAVES.match(words.tail) else None


def _of_payer(words: Words) -> _Kind | None:
    """What the verb behind the amount says of who pays whom."""
    if words.label is not None:
        return None
    lead, tail = words.lead, words.tail
    if _WON_INVESTMENT.search(lead) and _DRAWN.match(tail):
        return "investment", "won_investment"
    if _PRICE.match(tail) and words.near_kind in (None, "per_recipient", "budget", "other"):
        return "other", "price"
    if _PER_UNIT.search(lead) and _SUBSIDY.match(tail):
        return "per_recipient", "aid_per_unit"
    if _PAID_EACH.search(lead) or _PAID_TO.search(lead):
        return "other", "price"
    if words.near_kind == "other" and _AT_MOST.search(lead) and _AID.match(tail):
        return "per_recipient", "aid_up_to"
    if words.is_firms and _TAKES_IN.match(tail) and not _PUBLIC_WIN.search(words.sentence_lead):
        return "investment", "takes_in"
    if _INVESTED_BY.match(tail) and not _GOVERNMENT.search(words.sentence_lead):
        return "investment", "invested_by"
    if words.is_firms and _FIRMS_BUILD.search(lead) and not _GOVERNMENT.search(words.sentence_lead):
        return "investment", "firms_build"
    return None


def _flows(words: Words) -> _Kind | None:
    if words.label is None and _FLOWS.match(words.tail):
        return None if _PURSES.search(words.sentence_lead) else ("investment", "flows")
    return None


def _in_budget(words: Words) -> _Kind | None:
    is_in = words.near_kind == "other" and _IN_BUDGET.match(words.tail)
    return ("budget", "in_budget") if is_in else None


def _behind(words: Words) -> _Kind | None:
    """The cue behind, unless the one before says that each recipient gets so much."""
    return words.near if words.near_kind == "per_recipient" else cue_behind(words.tail)


def _of_label(words: Words) -> _Kind | None:
    if words.label is None:
        return None
    if words.label.startswith("민간") and _PRIVATE_INVESTS.match(words.tail):
        return "investment", "private_invests"
    # '유치한 투자금', '민간투자 N억원을 내다봤다' stand alone; in a breakdown they are purses.
    is_investment = words.label == "민간투자" or (
        words.label == "투자금"
        and (words.near_kind == "investment" or _WON.search(words.lead) is not None)
    )
    if is_investment and not _PURSES.search(words.sentence_lead + words.sentence_tail):
        return "investment", "label"
    return None if words.near_kind == "other" else ("budget", "funding_label")


def _telling_cue(words: Words) -> _Kind | None:
    return None if words.near_kind == "budget" else words.near


def _builds_plant(words: Words) -> _Kind | None:
    if not _BUILDS_PLANT.match(words.tail + words.sentence_tail):
        return None
    return None if _GOVERNMENT.search(words.sentence_lead) else ("investment", "builds_plant")


def _of_spender(words: Words) -> _Kind | None:
    """A firm's or foreign money, where no cue or only one of costs stands before it."""
    if words.near is not None and not _COSTS.search(words.near[1]):
        return None
    tail = words.tail
    verbs = tail if len(tail) > 60 else tail + " " + words.sentence_tail
    invests = "투자" in verbs[:40] or "투자" in words.lead
    if words.is_firms and (invests or _INVEST_VERB.search(verbs[:90])):
        return "investment", "firm_invests"
    if words.currency == "KRW":
        return None
    if not words.is_firms and not invests and _SPENDING.match(tail):
        return "budget", "foreign_spent"
    if _INVEST_VERB.search(words.lead[-60:] + verbs[:90]):
        return "investment", "foreign_investment"
    return "outcome", "foreign_default"


def _cue(words: Words) -> _Kind | None:
    return words.near


def _of_sentence(words: Words) -> _Kind | None:
    wide = nearest_cue(words.sentence_lead)
    if wide is None or wide[0] == "per_recipient":
        return None
    return wide[0], "sentence_" + wide[1]


# Tried in this order: from words that tell the kind alone to those that only hint at it.
_RULES: tuple[Callable[[Words], _Kind | None], ...] = (
    _award,
    _for_each,
    _saves,
    _of_payer,
    _flows,
    _in_budget,
    _behind,
    _of_label,
    _telling_cue,
    _builds_plant,
    _of_spender,
    _cue,
    _of_sentence,
)
