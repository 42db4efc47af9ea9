"""Words that tell what an amount is, before and behind it: the cues for its kind."""

from __future__ import annotations

import re

from cluster_assets.anchored import Screen
from cluster_assets.records import MoneyKind

#: One of those who receive a sum each.
UNIT_OF_RECIPIENT = (
    r"(?:기업|업체|과제|개사|팀|사|명|인|가구|농가|곳|개소|건|학교|학생|창업자|창업팀|품목|기관|"
    r"점포|연구실|실|"
    r"센터|특구|대학|지구|단지|시·?군|시·군·구|지역|사람|회사|청년|세대|직원|근로자|업소|공장|동)"
)
# Cues that stand before an amount; the nearest one decides.
_CUES: tuple[tuple[MoneyKind, str], ...] = (
    (
        "per_recipient",
        rf"{UNIT_OF_RECIPIENT}(?:별| ?당)(?=[ ,:]|\d|$|최|약|연|월|매)|"
        rf"{UNIT_OF_RECIPIENT}마다|"
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
        r"투자 ?MOU|투자(?:는|액은|금은) |약속한 투자|(?:쌓인|끌어온|끌어낸|끌어들인|들어온|몰린|"
        r"유치한|누적) ?투자금?|협약을 맺은 투자|투자를 (?:끌어|따)|"
        r"합작 ?(?:계약|법인|투자)|설비 ?투자|벤처 ?투자(?!조합)|(?:이런|이같은|"
        r"이러한) 투자[가는도]",
    ),
    (
        "budget",
        r"사업비|예산|국비|도비|시비|군비|구비|지방비|보조금|지원금|출연금|조성비|공사비|건립비|"
        r"용역비|"
        r"보상비|교부세|교부금|펀드|출자|재원|기금|(?<!투)자금|설계비|구축비|운영비|연구비|개발비|"
        r"사업 규모|매입비|"
        r"인건비|장려금|자부담|부담금|민자|민간|융자|설치비|비용",
    ),
)
_CUE_RE = tuple((kind, re.compile(pattern)) for kind, pattern in _CUES)
_CUE_SCREEN = Screen([pattern for _, pattern in _CUE_RE])
# After an amount: '52억원의 매출', '300억 규모의 투자협약', '120억 원을 수출'.
_AFTER_RE: tuple[tuple[MoneyKind, re.Pattern[str]], ...] = (
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
    # 'N억원이던 매출': what it was before.
    (
        "outcome",
        re.compile(
            r"^(?:원)?(?:이던|이었던|였던|에 (?:그치던|머물던|"
            r"불과하던)) (?:[가-힣A-Za-z]{2,8} ){0,2}"
            r"(?:매출|수출|생산액|판매액|수주액|영업이익)"
        ),
    ),
    (
        "other",
        re.compile(
            r"^(?:을|를| ?상당의)? ?(?:기부|기탁|쾌척|후원|전달|기증|배상|추징|성금|환수|"
            r"회수(?:하(?:도록|라)|토록|를 요구| ?조치))"
        ),
    ),
)


def nearest_cue(lead: str) -> tuple[MoneyKind, str] | None:
    """Kind and rule of the last cue in ``lead``."""
    best: tuple[int, MoneyKind, str] | None = None
    for number in sorted(_CUE_SCREEN.may_match(lead)):
        kind, pattern = _CUE_RE[number]
        for match in pattern.finditer(lead):
            # At the same place the earlier kind in the list is the more telling one.
            if best is None or match.end() > best[0]:
                best = (match.end(), kind, match[0])
    return None if best is None else (best[1], f"before:{best[2].strip()}")


def cue_behind(tail: str) -> tuple[MoneyKind, str] | None:
    """Kind and rule of the cue that ``tail`` begins with."""
    for kind, pattern in _AFTER_RE:
        match = pattern.match(tail)
        if match:
            return kind, f"after:{match[0].strip()[-12:]}"
    return None
