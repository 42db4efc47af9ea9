"""Amounts that an article mentions beside its programmes: gifts, markets, whole budgets."""

from __future__ import annotations

import re

from cluster_assets.extract.money.draft import Draft

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
_PLACE_TOTAL = re.compile(r"[가-힣]{2,4}에 (?:약속|유치|몰려|들어온|쏟아)[가-힣]* 투자")
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
    r"(?:[가-힣]+ ){0,4}(?:수출|매출|시장|생산|거래)|[가-힣]{2,4} 전체 (?:수출|매출|생산)|"
    r"(?<![가-힣])[가-힣]{2,4}의 (?:[가-힣]+ )?(?:기업|업체|산업)(?:은|는|들)"
)
_BODY_BUDGET = re.compile(
    r"(?:우리|(?<=[가-힣])[시도군구]의|시|도|군|구|원|기관|재단|센터|부처|정부|청|한 해|전체) "
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
_TIE = re.compile(
    r"입주|들어오|들어온|들어설|들어선|단지|특구|클러스터|센터|허브|사업|참여 ?기업|과제|선정된|"
    r"유치"
)
_OTHER_ACTOR = re.compile(
    r"(?:㈜|\(주\)|\(사\)|\(재\)|주식회사 )[가-힣A-Za-z0-9]+(?:은|는|이|가|도)(?: |$)|"
    r"[가-힣A-Za-z]+(?:㈜|\(주\))(?:은|는|이|가|도)(?: |$)"
)
_FOREIGN_ACTOR = re.compile(
    r"(?:독일|일본|미국|중국|영국|프랑스|캐나다|대만|네덜란드|이탈리아|스위스|벨기에|덴마크) "
    r"(?:[가-힣]+ )?"
    r"[가-힣A-Za-z]{2,12}(?:은|는|이|가|도)(?: |$)"
)
# Homes, schools and rides for those who work there; a course of study; an office abroad.
_AROUND_WORK = re.compile(
    r"(?:공공 ?)?(?:주택|임대|아파트|오피스텔|기숙사|사택|관사)[에는가를을은이도 ]|살 집|정주 "
    r"?여건|"
    r"어린이집|통근 ?버스|셔틀 ?버스|(?:초등|중|고등)학교[에는를은이가 ]|(?<!대)학과[에를는가 ]|"
    r"유치원|"
    r"(?:해외|현지) ?(?:사무소|지사)|사무소를 (?:연|열|낸)|장학|주민 ?(?:쉼터|편의|숙원|지원)|"
    r"경로당|마을회관"
)
_RAISED = re.compile(
    r"^(?:원)?(?:여|가량)?(?:을|를)? ?(?:투자(?:를)? ?(?:받았|받은|받아)|유치해 (?:몸집|공장))"
)
_RAISERS = re.compile(
    r"벤처 ?캐피털|벤처 ?투자사|투자사(?:에서|로부터)|VC|시리즈 ?[A-D]|코스닥|상장"
)
# '인력을 기르는 사업에는 …', '도로를 넓히는 일에 …': another piece of work, without a name.
_UNNAMED_WORK = re.compile(
    r"[가-힣]+(?:을|를) (?:[가-힣]+ )?[가-힣]+(?:는|은) (?:사업|일|과제|교육)에(?:는|도)? "
    r"[^,]{0,40}$|"
    r"인력 ?(?:\d[\d만천,]*여? ?명)?(?:을)? ?(?:양성|기르|길러|키우)[^,]{0,12}(?:에|데)(?:는|도|"
    r"만)? [^,]{0,30}$"
)
# Aid that towns give to all firms alike.
_COMMON_AID = re.compile(
    r"경영 ?안정 ?자금|전기 ?요금|이차 ?보전|긴급 ?자금|특례 ?보증|소상공인|고용 ?유지 ?지원금|"
    r"산재|물류비만"
)
_PER_VEHICLE = re.compile(r"\d대당 (?:최대 |약 )?$")


def beside_the_work(text: str, draft: Draft, lead: str, sentence: str) -> str | None:
    """Sums for people, firms or work around a programme rather than for it."""
    if draft.kind == "investment" and (
        _RAISED.match(text[draft.end : draft.end + 24])
        or (_RAISERS.search(sentence) and not _TIE.search(lead[-30:]))
    ):
        return "firm_raised"
    if draft.kind in ("budget", "per_recipient") and _COMMON_AID.search(lead):
        return "common_aid"
    if draft.kind != "budget":
        return None
    tail = text[draft.end : min(draft.sentence[1], draft.end + 40)]
    if _AROUND_WORK.search(lead) or (
        re.match(r"(?:원)?(?:을|으로)", tail) and _AROUND_WORK.search(tail)
    ):
        return "around_work"
    return "unnamed_work" if _UNNAMED_WORK.search(lead) else None


def _their_results(text: str, first: int, lead: str) -> bool:
    """'○○에는 기업이 N곳 있다. … 이들의 매출': of all the firms of a place."""
    if not _THEIRS.match(lead):
        return False
    line = text.rfind("\n", 0, first) + 1
    return _FIRMS_HERE.search(text, line, first) is not None


def unrelated(
    text: str, draft: Draft, lead_start: int, *, topic: str | None, has_topic: bool, is_titled: bool
) -> str | None:
    """Rule why an amount whose sentence names no programme is for none, if there is one."""
    first, last = draft.sentence
    lead = text[first : draft.start]
    sentence = text[first:last]
    near = text[max(lead_start, draft.start - 40) : min(last, draft.end + 24)]
    before = text[max(lead_start, draft.start - 40) : draft.start]
    if draft.kind == "other" and _GIFT.search(sentence):
        return "gift"
    if _ITS_SIZE.match(lead) and _BILL_BEFORE.search(text[max(0, first - 60) : first]):
        return "whole_budget"
    beside = beside_the_work(text, draft, lead, sentence)
    if beside is not None:
        return beside
    if _EVENT.search(near):
        return "event"
    if _SEVERAL.search(lead) or _THESE.search(lead):
        return "several"
    if _FIELDS.search(lead):
        return "several_fields"
    tail = text[draft.end : min(last, draft.end + 30)]
    if draft.kind == "outcome" and _MARKET.search(lead):
        return "market"
    if _OTHER_PURSE.match(tail) and not _PURSE.search(topic or ""):
        return "other_purse"
    if draft.kind == "investment" and _PLACE_TOTAL.search(lead):
        return "whole_place"
    if not has_topic and _SEVERAL_ZONES.search(lead):
        return "several"
    if _UNIT_COST.search(before) or _NEAR_BY.search(lead):
        return "unit_price"
    if draft.kind == "outcome" and (
        _PLACES_FIRMS.search(lead) or _their_results(text, first, lead)
    ):
        return "whole_industry"
    if draft.kind == "outcome" and draft.status == "executed" and _FIRMS_HERE.search(lead):
        return "whole_industry"
    if _PER_VEHICLE.search(before):
        return "unit_price"
    if draft.kind == "outcome" and _ONE_CONTRACT.match(tail):
        return "contract"
    if draft.kind == "per_recipient" and _BODY_GIVES.search(lead) and not _TIE.search(sentence):
        return "other_support"
    if (
        not has_topic
        and draft.kind == "outcome"
        and _CONTRACT.search(near)
        and not _TIE.search(sentence)
    ):
        return "contract"
    if draft.kind == "outcome" and draft.status == "executed" and _INDUSTRY.search(lead):
        return "whole_industry"
    if (
        draft.kind == "outcome"
        and draft.status == "executed"
        and not has_topic
        and _GOODS.search(lead)
        and not _TIE.search(lead)
    ):
        return "whole_industry"
    if (
        draft.kind in ("budget", "other")
        and draft.label in (None, "출연금")
        and (
            _BODY_BUDGET.search(near)
            or _WHOLE_BILL.search(before)
            or (not is_titled and not has_topic and _YEAR_BUDGET.search(near))
        )
    ):
        return "whole_budget"
    around = text[text.rfind("\n", 0, first) + 1 : last] if draft.kind == "investment" else sentence
    is_other = _OTHER_ACTOR.search(lead) or (
        draft.kind == "investment" and _FOREIGN_ACTOR.search(lead)
    )
    if is_other and not _TIE.search(around) and "협약" not in sentence:
        return "other_actor"
    return None
