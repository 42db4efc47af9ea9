"""What an amount is: programme money, investment, outcome, per recipient, other."""

from __future__ import annotations

import re

from cluster_assets.anchored import Screen
from cluster_assets.records import MoneyKind

# Cues that stand before an amount; the nearest one decides.
_UNIT_OF_RECIPIENT = (
    r"(?:기업|업체|과제|개사|팀|사|명|인|가구|농가|곳|개소|건|학교|학생|창업자|창업팀|품목|기관|"
    r"점포|연구실|실|"
    r"센터|특구|대학|지구|단지|시·?군|시·군·구|지역|사람|회사|청년|세대|직원|근로자|업소|공장|동)"
)
_CUES: tuple[tuple[MoneyKind, str], ...] = (
    (
        "per_recipient",
        rf"{_UNIT_OF_RECIPIENT}(?:별| ?당)(?=[ ,:]|\d|$|최|약|연|월|매)|"
        rf"{_UNIT_OF_RECIPIENT}마다|"
        r"(?<![지구터단밸리산] )(?<![\d가-힣])(?:1|한) ?(?:개 ?)?(?:사|인|곳|팀|과제|기업|업체|"
        r"회사|사람|농가|대학|학교|가구|명)(?:에게?는?|당| )|"
        r"한 (?:회사|기업|업체|곳|팀|과제)(?:가|이) 받(?:는|을 수 있는)|"
        r"(?:기업|업체) (?:한|1) ?곳(?:에는|에|당)|"
        r"\d대당(?! ?(?:가격|판매가))|(?:\d(?:개 ?)?(?:곳|사|개사|명|팀|기업)|(?:기업|업체|팀) "
        r"\d+(?:곳|개사?))에(?:게)? (?:각각 )?평균 |"
        r"한 (?:곳|대|동|개소|건)[을를]? ?[가-힣]+ ?데|학기당|"
        r"개별 ?기업|(?:기업|과제|업체) ?지원 ?한도|지원 ?한도(?:는|액)?|(?:보조금|지원금) "
        r"?(?:한도|상한)|"
        r"(?:기업|업체|과제|팀|대학|농가|기관) 하나(?:에|당|가|마다)",
    ),
    (
        "other",
        r"㎡당|평당|톤당|㎏당|kg당|kWh당|㎾h당|시간당|분양가|과징금|과태료|벌금|땅값|공시지가|"
        r"기부(?!터)|성금|"
        r"장학금|후원금|발전기금|가격|시세|연봉|월급|임대료|임금|빚|이자|부채|체납|손해배상|피해액|"
        r"이용료|사용료|"
        r"입장료|요금|보증금|기탁|기증|상금|포상금|몸값|급여|채무",
    ),
    (
        "outcome",
        r"매출|(?:소비|관광|지역|고용) ?효과|수출(?! ?(?:공장|단지|기업|지원|바우처|패키지|상담|"
        r"식품))|생산 ?유발|부가 ?가치|경제 ?(?:적 )?(?:파급 ?)?효과|파급 ?효과|유발 ?효과|"
        r"거둔 (?:돈|수입|금액)|"
        r"아끼는|아낄 |절감되는|절감(?! ?(?:설비|장치|기술|시설|사업|시스템|기기))|"
        r"계약(?![서금직])|시장 ?규모|"
        r"(?<![가-힣])시장(?:이|은)(?! [\"“'‘])|생산액|수주|거래액|판매|소득 ?(?:유발|"
        r"창출|증대)|임금 ?유발|영업이익|"
        r"순이익|수익|영업손실|납부액|(?<![가-힣])(?:[가-힣]{2,4} )?수입(?=[은이도을]? |[은이도을] "
        r"?\d| ?\d)|"
        r"기업가치|시가총액|부가유발|수입 ?대체|생산 ?효과|상담|편익|세수|세입|경제적 ?가치|"
        r"가치 ?창출|수입액|"
        r"기술료|이전료|생산이|생산은|절약|총생산|GRDP|출하액",
    ),
    (
        "investment",
        r"투자 ?(?:유치|협약|의향|금액|액|규모|계획(?!을 담은)|양해각서)|외자|"
        r"외국인 ?(?:직접 ?)?투자|(?:기업|외부|후속|민간) ?투자(?=[는은를가]? ?(?:\d|$)|[는은를가] "
        r"|액|금)|기업 ?투자|민간 ?투자(?! ?유치를 위)|"
        r"자본금|투자를 (?:유치|이끌|받|약속)|유치한 투자|투자 유치액|시리즈 ?[A-D]|FDI|"
        r"투자 ?MOU|투자(?:는|액은|금은) |약속한 투자|(?:쌓인|끌어온|끌어낸|들어온|몰린|누적) "
        r"?투자|투자를 (?:끌어|따)|"
        r"합작 ?(?:계약|법인|투자)|설비 ?투자|벤처 ?투자(?!조합)|(?:이런|이같은|"
        r"이러한) 투자[가는도]",
    ),
    (
        "budget",
        r"사업비|예산|국비|도비|시비|군비|구비|지방비|보조금|지원금|출연금|조성비|공사비|건립비|"
        r"용역비|"
        r"보상비|교부세|교부금|펀드|출자|재원|기금|자금|설계비|구축비|운영비|연구비|개발비|"
        r"사업 규모|매입비|"
        r"인건비|장려금|자부담|부담금|민자|민간|융자|설치비|비용",
    ),
)
_CUE_RE = tuple((kind, re.compile(pattern)) for kind, pattern in _CUES)
_CUE_SCREEN = Screen([pattern for _, pattern in _CUE_RE])
# After an amount: '52억원의 매출', '300억 규모의 투자협약', '120억 원을 수출'.
_AFTER_RE = (
    (
        "budget",
        re.compile(
            r"^ ?(?:여|정도|가량|안팎|내외|이상|규모|상당|수준|대)*(?:의|이 투입되는|"
            r"이 들어가는|을 들인)? ?(?:규모의 )?"
            r"(?:펀드|기금|예산|사업비|보조금|국비|도비|시비|지원금|국책 ?사업|공모 ?사업)"
        ),
    ),
    (
        "outcome",
        re.compile(
            r"^ ?(?:여|정도|가량|안팎|내외|이상|규모|상당|어치|수준|대)*(?:의|을|를|에 달하는|"
            r"에 이르는|이 넘는|을 넘는|을 웃도는)? ?"
            r"(?:규모의 |상당의 |누적 |신규 |연 |연간 |해외 |추가 |직접 ?|구매 |공급 |현장 |"
            r"수출 ?)?"
            r"(?:매출|수출|생산 ?유발|부가 ?가치|경제 ?(?:적 )?(?:파급 ?)?효과|파급 ?효과|계약|"
            r"(?<=어치를 )팔|(?<=어치를 )(?:납품|공급)|수주|절감|판매|거래|상담|이익|수익|납품|"
            r"소득|비용 절감|주문)"
        ),
    ),
    (
        "investment",
        re.compile(
            r"^ ?(?:여|정도|가량|안팎|내외|이상|규모|상당|수준|대)*(?:의|을|를|에 달하는|"
            r"에 이르는|이 넘는|을 넘는|을 웃도는)? ?"
            r"(?:규모의 |상당의 |신규 |추가 |민간 |외국인 |해외 )?(?:투자 ?(?:를 )?(?:유치|협약|"
            r"의향|양해각서|MOU)|투자를 (?:끌어|이끌|유치|받|따|약속)|외자|투자금 유치|"
            r"합작 ?(?:계약|투자|법인)|(?<=[ 의])(?:신규|추가|민간) 투자[가를는도])"
        ),
    ),
    (
        "other",
        re.compile(
            r"^(?:원)?(?:인|짜리|의) (?:[가-힣]{1,6} )?(?:임차료|임대료|월세|분양가|요금|이용료|"
            r"사용료|"
            r"입장료|보증금)"
        ),
    ),
    (
        "other",
        re.compile(r"^(?:을|를| ?상당의)? ?(?:기부|기탁|쾌척|후원|전달|기증|배상|추징|성금)"),
    ),
)
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
_INVEST_VERB = re.compile(r"투자|들여|들인|투입|집행|쓴다|쏟|짓는다|이행|출자|유치")
# '업체마다 설비 보조금을 최고': what stands between says what the sum is given for.
_EACH_LEAD = re.compile(
    rf"({_UNIT_OF_RECIPIENT}(?:당|마다)) (?:[가-힣]+ ){{0,2}}[가-힣]*"
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
    rf"\d[\d,]* ?(?:개 ?)?{_UNIT_OF_RECIPIENT}(?:에게?는?|이|가)? ?(?:[가-힣]{{1,5}}[금비료] )?"
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


def kind_of(
    lead: str,
    tail: str,
    sentence_lead: str,
    *,
    label: str | None,
    currency: str,
    firm_subject: bool,
    sentence_tail: str = "",
) -> tuple[MoneyKind, str]:
    """Kind and deciding rule from the words around an amount.

    ``lead`` reaches back to the previous amount, ``tail`` on to the next one,
    ``sentence_lead`` from the start of the sentence; ``firm_subject`` says that a firm
    is the sentence's subject.
    """
    if _AWARD.match(tail):
        return "other", "award"
    shared = _AND_NEXT.match(tail) and "각각" in lead[-8:]
    if not shared and _COUNTED.search(lead) and (_EACH.match(tail) or "각각" in lead[-8:]):
        return "per_recipient", "each_of_counted"
    if _EACH.match(tail) and _GIVEN_EACH.search(lead):
        return "per_recipient", "given_each"
    if label is None and _CLASS_GIVEN.search(lead) and "모두" not in lead:
        return "per_recipient", "each_of_class"
    if _WINNERS.search(lead) and _CEILING.match(tail):
        return "per_recipient", "each_winner"
    each = _EACH_LEAD.search(lead)
    if each is not None:
        return "per_recipient", f"each:{each[1]}"
    if _SAVES.match(tail):
        return "outcome", "saves"
    near = _nearest(lead)
    special = _of_payer(lead, tail, sentence_lead, near, label=label, firm_subject=firm_subject)
    if special is not None:
        return special
    if label is None and _FLOWS.match(tail) and not _PURSES.search(sentence_lead):
        return "investment", "flows"
    if near is not None and near[0] == "other" and _IN_BUDGET.match(tail):
        return "budget", "in_budget"
    for kind, pattern in _AFTER_RE:
        match = pattern.match(tail)
        if match and (near is None or near[0] != "per_recipient"):
            return kind, f"after:{match[0].strip()[-12:]}"  # type: ignore[return-value]
    if near is not None and near[0] == "per_recipient":
        return near
    if label is not None and label.startswith("민간") and _PRIVATE_INVESTS.match(tail):
        return "investment", "private_invests"
    if label is not None and (near is None or near[0] != "other"):
        return "budget", "funding_label"
    if near is not None and near[0] != "budget":
        return near
    verbs = tail if len(tail) > 60 else tail + " " + sentence_tail
    invests = "투자" in verbs[:40] or "투자" in lead
    if (
        (near is None or near[0] != "per_recipient")
        and label is None
        and _BUILDS_PLANT.match(tail + sentence_tail)
        and not _GOVERNMENT.search(sentence_lead)
    ):
        return "investment", "builds_plant"
    if near is None or (
        near[0] == "budget" and re.search(r"비용|공사비|건립비|설치비|설비", near[1])
    ):
        if firm_subject and (_INVEST_VERB.search(verbs[:90]) or invests):
            return "investment", "firm_invests"
        if currency != "KRW":
            if not firm_subject and not invests and re.match(r"[을를] 들여", tail):
                return "budget", "foreign_spent"
            return (
                ("investment", "foreign_investment")
                if _INVEST_VERB.search(lead[-60:] + verbs[:90])
                else ("outcome", "foreign_default")
            )
    if near is not None:
        return near
    wide = _nearest(sentence_lead)
    if wide is not None and wide[0] != "per_recipient":
        return wide[0], "sentence_" + wide[1]
    return "budget", "default"


def _of_payer(
    lead: str,
    tail: str,
    sentence_lead: str,
    near: tuple[MoneyKind, str] | None,
    *,
    label: str | None,
    firm_subject: bool,
) -> tuple[MoneyKind, str] | None:
    """What the verb behind the amount says of who pays whom."""
    if label is not None:
        return None
    if _PRICE.match(tail) and (near is None or near[0] in ("per_recipient", "budget", "other")):
        return "other", "price"
    if _PER_UNIT.search(lead) and _SUBSIDY.match(tail):
        return "per_recipient", "aid_per_unit"
    if _PAID_EACH.search(lead) or _PAID_TO.search(lead):
        return "other", "price"
    if near is not None and near[0] == "other" and _AT_MOST.search(lead) and _AID.match(tail):
        return "per_recipient", "aid_up_to"
    if _TAKES_IN.match(tail) and firm_subject and not _PUBLIC_WIN.search(sentence_lead):
        return "investment", "takes_in"
    if _INVESTED_BY.match(tail) and not _GOVERNMENT.search(sentence_lead):
        return "investment", "invested_by"
    if firm_subject and _FIRMS_BUILD.search(lead) and not _GOVERNMENT.search(sentence_lead):
        return "investment", "firms_build"
    return None


def is_firm_subject(sentence: str) -> bool:
    """Whether a firm is what the sentence, by its words alone, speaks of."""
    return _PRIVATE_ACTOR.search(sentence) is not None


def _nearest(lead: str) -> tuple[MoneyKind, str] | None:
    best: tuple[int, MoneyKind, str] | None = None
    for number in sorted(_CUE_SCREEN.may_match(lead)):
        kind, pattern = _CUE_RE[number]
        for match in pattern.finditer(lead):
            # At the same place the earlier kind in the list is the more telling one.
            if best is None or match.end() > best[0]:
                best = (match.end(), kind, match[0])
    return None if best is None else (best[1], f"before:{best[2].strip()}")
