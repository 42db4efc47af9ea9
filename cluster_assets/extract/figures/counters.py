"""The counters and measures of press Korean, as a declared table.

Each row: the pattern after a numeral (normal form), the unit reported, the factor that
brings the value to that unit, and what must not follow (the start of another word).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

#: Unit reported exactly as the article writes it (㎞ or km).
AS_WRITTEN = "*"


@dataclass(frozen=True, slots=True)
class Counter:
    """One counter: ``pattern`` after the numeral, the ``unit`` it stands for, ``factor``."""

    pattern: str
    unit: str
    factor: int = 1
    not_before: str = ""


_C = Counter
COUNTERS: tuple[Counter, ...] = (
    # shares and ratios
    _C(r"(?:%|퍼센트) ?(?:포인트|[pP](?![a-zA-Z]))|[pP]{2}(?![a-zA-Z])", "%p"),
    _C(r"%|퍼센트|프로(?=[의를가 ])", "%"),
    _C(r"대 ?1(?!\d)", "대 1"),
    _C(r"배", "배", not_before="터|출|정|치|분|송|관|양|우|움|경|상|수|급|차"),
    # areas
    _C(r"만 ?(?:㎡|m²|m2|제곱미터|평방미터)", "㎡", 10_000),
    _C(r"천 ?(?:㎡|m²|m2|제곱미터|평방미터)", "㎡", 1_000),
    _C(r"㎡|m²|m2(?!\w)|제곱미터|평방미터|평방m", "㎡"),
    _C(r"㎢|km²|km2(?!\w)|제곱킬로미터|평방킬로미터", "㎢"),
    _C(r"㏊|ha(?![a-zA-Z])", AS_WRITTEN),
    _C(r"헥타르", "ha"),
    _C(r"평", "평", not_before="균|가|택|일|방|생|화|동|소|창|년|형|당"),
    # lengths, volumes, masses, energy
    _C(r"㎞(?!/)|km(?![a-zA-Z/])", AS_WRITTEN),
    _C(r"킬로미터", "km"),
    _C(r"㎥|㎜|㎝|㎏|㎸|㎹|㎿h?|㎾h?|㎘|ℓ|㎖|℃", AS_WRITTEN),
    _C(r"(?:[MGkT]Wh|[MGk]W|kV|TEU|MVA|mm|cm|kg|TB|PB|Gbps|톤CO2)(?![a-zA-Z])", AS_WRITTEN),
    _C(r"메가와트", "MW"),
    _C(r"기가와트", "GW"),
    _C(r"킬로와트", "kW"),
    _C(r"m(?![a-zA-Z²0-9])", "m"),
    _C(r"미터", "m"),
    _C(r"톤", "톤"),
    _C(r"t(?![a-zA-Z])", AS_WRITTEN),
    _C(r"(?:킬로그램|리터|페타플롭스)", AS_WRITTEN),
    # firms, places, people
    _C(r"개 ?사", "개사", not_before="업|항|례|무소|단|람|고|회|용|유|찰"),
    _C(r"사", "개사", not_before="업|항|례|무|단|람|고|회|용|유|찰|이|분|월|차|실|상|망|적"),
    _C(r"개 ?소", "개소", not_before="득|비|재|규|속|상|부|형"),
    _C(r"개 ?동", "동", not_before="네|안|시|아|호|력"),
    _C(r"개 ?층", "층"),
    _C(r"개팀", "팀"),
    _C(r"개 ?종", "종", not_before="합|류|목"),
    _C(r"개 ?실", "실", not_before="증|험|무|습"),
    _C(r"개 ?국", "개국", not_before="가|내|책|공|립|도|비"),
    _C(r"개교", "개교", not_before="육"),
    _C(r"개 ?필지", "필지"),
    _C(r"개 ?병상", "병상"),
    _C(
        r"개",
        "개",
        not_before="월|년|발|설|최|장|관|선|인|통|정|념|막|학|방|량|편|시(?!군|·|를|와|에)",
    ),
    _C(r"명", "명", not_before="단|칭|예|의로|시"),
    _C(
        r"인(?=(?:의|이|은|을|으로|과|에게)? |[,.()]|$)",
        "명",
        not_before=r" ?(?:가구|기업|창조|승|실|용|당|극)",
    ),
    _C(r"곳|군데", "곳"),
    _C(r"건", "건", not_before="물|설|강|의(?=[하했])|립|축|조|국|전|수"),
    _C(
        r"회(?!의(?=[를가에실장록 ]*(?:열|개최|결과)))",
        "회",
        not_before="원|사|의[실장록]|장|계|복|관|차|째|식|담|추|피|귀|생|수|전",
    ),
    _C(r"차례", "차례"),
    _C(r"가지", "가지", not_before="치|급"),
    _C(r"팀", "팀", not_before="장|원"),
    _C(r"가구", "가구", not_before="점|업|류|산"),
    _C(r"세대", "세대"),
    _C(r"필지", "필지"),
    _C(r"병상", "병상"),
    _C(r"세트", "세트"),
    _C(r"과제", "개", not_before="당"),
    _C(r"종", "종", not_before="사|합|류|료|목|자|전|교|로|업|점|로"),
    _C(r"편", "편", not_before="의|성|입|도|리|익|법|승"),
    _C(r"척", "척", not_before="도|추|결|박"),
    _C(r"채", "채", not_before="용|권|택|무|널|소|굴|식"),
    _C(r"석(?=(?:의|을|은|이|과|으로|짜리|규모)|[ ,.()]|$)", "석"),
    _C(r"실", "실", not_before="장|시|증|제|무|적|험|내|외|태|질|현|습|업|천|물|감|용|행|력|사"),
    _C(r"마리", "마리"),
    _C(r"그루", "그루"),
    _C(r"권", "권", not_before="역|한|리|고|장|익|을 가"),
    _C(
        r"점(?=(?:을|의|이|으로|에|은)? |이(?:다|며|고|었|지만)|[,.()]|$)",
        "점",
        not_before=" ?만점",
    ),
    _C(r"선석", "선석"),
    _C(r"차로", "차로"),
    _C(r"위(?=(?:를|에|로|의|인|와|다|였|권|지만|며|라|이|가|는|도|까지|나|자)|[ ,.()·…]|$)", "위"),
    _C(r"표(?=(?:를|의|가|로)|[ ,.()]|$)", "표"),
    _C(r"대", "대", not_before="학|표|상|책|비|구|전|응|규모로|기업|중|부|형|외|통|체|출|회|지|담"),
    _C(
        r"기(?=(?:를|가|는|의|와|로|도|에)|[ ,.()·]|$)",
        "기",
        not_before=r" ?(?:사업|신도시|체제|정부|내각|지하철|출범|이사|위원|생|클러스터|"
        r"정책|계획|경영|임기)",
    ),
    _C(r"동(?=(?:을|은|이|의|과|도|에|으로|규모)|[ ,.()·]|$)", "동"),
    _C(
        r"호(?=(?:를|가|는|의|로|도|에|와|나|이|규모)|[ ,.()]|$)",
        "호",
        not_before=r" ?(?:기업|점|펀드|사업|조례|공약|안건)",
    ),
    _C(r"층", "층", not_before="간|위|수"),
    _C(r"면(?=(?:을|은|이|의|과|으로|규모)|[ ,.()]|$)", "면"),
    _C(r"장(?=(?:을|은|이|의|과|으로)|[ ,.()]|$)", "장"),
    _C(r"대학", "개", not_before="교|생|원|병원"),
)

#: Sections whose number is a measure only beside such a noun.
NEEDS_NOUN_BEFORE: dict[str, re.Pattern[str]] = {
    "호": re.compile(
        r"(?:주택|아파트|기숙사|숙소|농가|오피스텔|가옥|빈집|임대|관사|사택|원룸|빌라|한옥)(?:은|는|이|"
        r"가|을|를)? ?(?:총|모두|약|연간|연|월|하루|매년|한 해|최대)? ?$"
    ),
    "면": re.compile(
        r"(?:주차장?|주차면|주차공간|코트|구장|경기장)(?:은|는|이|가|을|를)? ?(?:총|모두|"
        r"약|연간|연|월|하루|매년|한 해|최대)? ?$"
    ),
    "차로": re.compile(r"왕복 ?$"),
    "표": re.compile(r"(?:찬성|반대|득표|기권)\S{0,3} ?$"),
    "장": re.compile(
        r"(?:GPU|칩|카드|연탄|마스크|사진|패널|웨이퍼|H\d{3})(?:은|는|이|"
        r"가|을|를)? ?(?:총|모두|약|연간|연|월|하루|매년|한 해|최대)? ?$"
    ),
}

NATIVE_NUMERALS: dict[str, int] = {
    "두": 2,
    "세": 3,
    "네": 4,
    "다섯": 5,
    "여섯": 6,
    "일곱": 7,
    "여덟": 8,
    "아홉": 9,
    "열": 10,
    "열한": 11,
    "열두": 12,
    "열세": 13,
    "열네": 14,
    "열다섯": 15,
    "스무": 20,
    "스물": 20,
    "서른": 30,
    "마흔": 40,
    "쉰": 50,
}
#: Counters that native numerals are read with.
NATIVE_COUNTERS: dict[str, str] = {
    "곳": "곳",
    "군데": "곳",
    "명": "명",
    "배": "배",
    "건": "건",
    "팀": "팀",
    "대": "대",
    "동": "동",
    "개": "개",
    "개소": "개소",
    "척": "척",
    "채": "채",
    "기": "기",
    "마리": "마리",
    "필지": "필지",
    "가구": "가구",
}
