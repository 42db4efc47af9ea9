"""Amounts that an article mentions beside its programmes: gifts, markets, whole budgets."""

from __future__ import annotations

import re

from cluster_assets.extract.money.draft import Draft
from cluster_assets.extract.money.initiatives.around import (
    BESIDE_THE_WORK,
    TIE,
    Place,
    Rules,
    first_rule,
)
from cluster_assets.extract.names.initiatives.names import place_prefix

_GIFT = re.compile(r"(?<![중과])기부|기탁|쾌척|성금|장학금|발전기금|상금|포상|상을 받|연봉|몸값")
_EVENT = re.compile(
    r"(?:페스티벌|박람회|엑스포|상담회|전시회|축제)(?:에서|의)? (?:[가-힣]+ ){0,2}(?:계약|상담|"
    r"매출)"
)
_CONTRACT = re.compile(r"(?<!기술이전 )(?<!기술 이전 )계약(?!서)|수주|납품")
_SEVERAL_ZONES = re.compile(
    r"(?:[2-9]|\d\d)(?:개|곳) ?(?:특화)?(?:단지|특구|산단|지구|시·?도)에(?:는)? "
)
_UNIT_COST = re.compile(
    r"한 (?:곳|대|동|개소|건)[을를]? ?(?:짓는|만드는|세우는|사는|놓는|받는|하는) ?데[^.]{0,14}$|"
    r"(?:㎏|kg|톤|t|kWh|㎾h|ℓ|리터)당 (?:약 |평균 )?$"
)
_NEAR_BY = re.compile(r"인근 [가-힣0-9]{1,8}(?:산단|단지|지구)")
_FIRMS_HERE = re.compile(
    r"[가-힣]{2,4}에는 (?:현재 |이미 )?[^.\n]{0,30}(?:개|곳|개사)(?:가|이) (?:있|모여|모인)"
)
# '○○의 한방바이오 기업 매출': of an industry, not of a programme.
_PLACES_FIRMS = re.compile(
    r"(?:^|[ ,\n])[가-힣]{2,4}의 (?:[가-힣]+ ){0,2}(?:기업|업체)(?:들)?(?:의)? (?:총 |전체 )?매출"
)
# '○○의 이차전지 수출은': what a whole province sells.
_PLACES_GOODS = re.compile(
    r"(?<![가-힣])([가-힣]{2,4})의 (?:[가-힣A-Z]+ ){1,2}(?:수출|매출|생산)액?(?:은|는|이|도) "
)
_THEIRS = re.compile(r"(?:이들|이 기업들|이 업체들)의 ")
_THESE = re.compile(r"(?<![가-힣])이들 ?(?:사업|특구|단지|센터)(?:으로|의|에)")
_SEVERAL = re.compile(r"(?:도내|시내|관내|전국) (?:\d+개|\d+곳|두|세|네) ?[가-힣]+(?:의|에) ")
_MARKET = re.compile(
    r"(?:세계|글로벌|국내|전 세계|아시아|북미|유럽) (?:[가-힣A-Z]+ ){0,3}시장(?:이|은| 규모)"
)
_PURSE = re.compile(r"펀드|기금|금융|보증|융자")
# 'N천억 원 규모의 투자펀드도 조성한다': another, unnamed purse.
_OTHER_PURSE = re.compile(
    r"(?:원)?(?:여)? ?(?:이상|규모|상당)?의? ?(?:[가-힣A-Z]+ ){0,2}[가-힣A-Z]{0,6}(?:펀드|특례보증|"
    r"융자)(?:[을를도]|의 | )"
)
_PLACE_TOTAL = re.compile(
    r"(?:도내|시내|군내|관내|전국|국내) (?:전체 |총 )?투자 ?(?:협약|유치|약속)(?:액|금액)? "
    r"(?:총 |모두 |약 )?$|"
    r"[가-힣]{2,4}에 (?:약속|유치|몰려|들어온|쏟아)[가-힣]* 투자"
)
_ONE_CONTRACT = re.compile(
    r"(?:원)? ?(?:어치|규모|상당)의? ?(?:[가-힣]+ )?(?:공급|납품|구매|판매) ?계약"
)
_BODY_GIVES = re.compile(r"(?:기금|은행|공단|공사|진흥원|기술원|재단|협회)(?:은|는|도) ")
_GOODS = re.compile(
    r"(?:지난해|작년) (?:[가-힣]+ ){1,3}(?:수출액|생산액|매출액|시장 규모)(?:은|는) "
)
_FIELDS = re.compile(r"(?:\d+개|두|세|네|다섯|여섯|일곱|여덟) ?분야에 $")
_INDUSTRY = re.compile(
    r"(?:도내|시내|군내|관내|구내|국내|지역|세계|글로벌|전국|국제|우리나라|전 세계|"
    r"[가-힣]{2,4}[도시군구]의?) "
    r"(?:[가-힣\d,]+ ){0,4}(?:수출|매출|시장|생산|거래)|[가-힣]{2,4} 전체 (?:수출|매출|생산)|"
    r"(?<![가-힣])[가-힣]{2,4}의 (?:[가-힣]+ )?(?:기업|업체|산업)(?:은|는|들)"
)
_BODY_BUDGET = re.compile(
    r"(?:우리|[시도군구]의|시|도|군|구|원|기관|재단|센터|부처|정부|청|한 해|전체) "
    r"(?:[가-힣]+ )?(?:예산|살림|재정 ?규모|본예산|추경)(?:은|이|보다| 규모)|가용 ?재원|예산안에서|"
    r"(?<![가-힣])본예산(?:이|은) |"
    r"본예산에서|추경예산안에서|[시도군구] 예산 (?:가운데|중)|"
    r"[가-힣]{2,}(?:원|재단|청|TP|테크노파크|공단|공사|센터)의 (?:올해 |내년 |지난해 |위탁 "
    r")?(?:출연금|예산|운영비)|"
    r"(?:진흥원|재단|TP|테크노파크|공단|공사|교육청) (?:예산|출연금)(?:만|은|이|도|을)?"
)
# In an article whose headline names no programme, its body's own budget.
_YEAR_BUDGET = re.compile(r"(?:올해|내년|지난해) (?:[가-힣]+ )?예산(?:은|이)")
_WHOLE_BILL = re.compile(
    r"국가예산 (?:총 )?$|(?:내년|올해|\d{4}년도?|본|추경|추가경정) ?예산안(?:을|은)? (?:총 |"
    r"모두 )?$"
)
# '추가경정예산안을 의결했다. 규모는 A로': the bill itself.
_ITS_SIZE = re.compile(r"(?:전체 |총 )?(?:규모|총액|총규모)(?:는|은) ")
_BILL_BEFORE = re.compile(r"(?:예산안|추경안?|본예산)(?:을|를|이|가)? [^.\n]{0,30}\. ?$")
_OTHER_ACTOR = re.compile(
    r"(?:㈜|\(주\)|\(사\)|\(재\)|주식회사 )[가-힣A-Za-z0-9]+(?:은|는|이|가|도)(?: |$)|"
    r"[가-힣A-Za-z]+(?:㈜|\(주\))(?:은|는|이|가|도)(?: |$)"
)
_FOREIGN_ACTOR = re.compile(
    r"(?:독일|일본|미국|중국|영국|프랑스|캐나다|대만|네덜란드|이탈리아|스위스|벨기에|덴마크) "
    r"(?:[가-힣]+ )?"
    r"[가-힣A-Za-z]{2,12}(?:은|는|이|가|도)(?: |$)"
)
_PER_VEHICLE = re.compile(r"\d대당 (?:최대 |약 )?$")


def unrelated(
    text: str, draft: Draft, lead_start: int, *, topic: str | None, has_topic: bool, is_titled: bool
) -> str | None:
    """Rule why an amount whose sentence names no programme is for none, if there is one."""
    first, last = draft.sentence
    lead, sentence = text[first : draft.start], text[first:last]
    return first_rule(
        _RULES, Place(text, draft, lead, sentence, lead_start, topic, has_topic, is_titled)
    )


def _is_size_of_bill(at: Place) -> object:
    first = at.draft.sentence[0]
    return _ITS_SIZE.match(at.lead) and _BILL_BEFORE.search(at.text[max(0, first - 60) : first])


def _is_of_firms_here(at: Place) -> object:
    """Results of all the firms of a place."""
    return at.draft.kind == "outcome" and (
        _PLACES_FIRMS.search(at.lead)
        or _is_theirs(at)
        or (at.is_result and _FIRMS_HERE.search(at.lead))
    )


def _is_theirs(at: Place) -> bool:
    """'○○에는 기업이 N곳 있다. … 이들의 매출': of all the firms of a place."""
    if not _THEIRS.match(at.lead):
        return False
    first = at.draft.sentence[0]
    line = at.text.rfind("\n", 0, first) + 1
    return _FIRMS_HERE.search(at.text, line, first) is not None


def _is_other_support(at: Place) -> object:
    return (
        at.draft.kind == "per_recipient"
        and _BODY_GIVES.search(at.lead)
        and not TIE.search(at.sentence)
    )


def _is_untied_contract(at: Place) -> object:
    return (
        not at.has_topic
        and at.draft.kind == "outcome"
        and _CONTRACT.search(at.near)
        and not TIE.search(at.sentence)
    )


def _is_of_industry(at: Place) -> object:
    return at.is_result and (
        _INDUSTRY.search(at.lead)
        or any(place_prefix(m[1]) == m[1] for m in _PLACES_GOODS.finditer(at.lead))
        or (not at.has_topic and _GOODS.search(at.lead) and not TIE.search(at.lead))
    )


def _is_body_budget(at: Place) -> object:
    if at.draft.kind not in ("budget", "other") or at.draft.label not in (None, "출연금"):
        return False
    return (
        _BODY_BUDGET.search(at.near)
        or _WHOLE_BILL.search(at.before)
        or (not at.is_titled and not at.has_topic and _YEAR_BUDGET.search(at.near))
    )


def _is_of_other_actor(at: Place) -> object:
    """A firm's sum, where nothing ties the firm to a programme."""
    is_investment = at.draft.kind == "investment"
    if not _OTHER_ACTOR.search(at.lead) and not (is_investment and _FOREIGN_ACTOR.search(at.lead)):
        return False
    first, last = at.draft.sentence
    paragraph = at.text[at.text.rfind("\n", 0, first) + 1 : last]
    return not TIE.search(paragraph if is_investment else at.sentence) and (
        "협약" not in at.sentence
    )


# Tried in this order; the first that holds is the reason.
_RULES: Rules = (
    ("gift", lambda at: at.draft.kind == "other" and _GIFT.search(at.sentence)),
    ("whole_budget", _is_size_of_bill),
    *BESIDE_THE_WORK,
    ("event", lambda at: _EVENT.search(at.near)),
    ("several", lambda at: _SEVERAL.search(at.lead) or _THESE.search(at.lead)),
    ("several_fields", lambda at: _FIELDS.search(at.lead)),
    ("market", lambda at: at.draft.kind == "outcome" and _MARKET.search(at.lead)),
    (
        "other_purse",
        lambda at: _OTHER_PURSE.match(at.tail(30)) and not _PURSE.search(at.topic or ""),
    ),
    ("whole_place", lambda at: at.draft.kind == "investment" and _PLACE_TOTAL.search(at.lead)),
    ("several", lambda at: not at.has_topic and _SEVERAL_ZONES.search(at.lead)),
    ("unit_price", lambda at: _UNIT_COST.search(at.before) or _NEAR_BY.search(at.lead)),
    ("whole_industry", _is_of_firms_here),
    ("unit_price", lambda at: _PER_VEHICLE.search(at.before)),
    ("contract", lambda at: at.draft.kind == "outcome" and _ONE_CONTRACT.match(at.tail(30))),
    ("other_support", _is_other_support),
    ("contract", _is_untied_contract),
    ("whole_industry", _is_of_industry),
    ("whole_budget", _is_body_budget),
    ("other_actor", _is_of_other_actor),
)
