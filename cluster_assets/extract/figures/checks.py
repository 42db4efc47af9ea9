"""Whether a number with a counter reports something, or is a name, a date or a rate."""

from __future__ import annotations

import re

from cluster_assets.extract.figures.counters import NEEDS_NOUN_BEFORE, Counter
from cluster_assets.extract.figures.words import is_adnominal, is_verbal, without_particle
from cluster_assets.extract.korean.numbers import parse_number

_ADVERBS = "약|총|모두|최대|최소|최고|최저|연|월|하루|폭|길이|높이|깊이|수심|"
_GLUED = re.compile(rf"(?<![가-힣])(?:{_ADVERBS})$")
_GLUED_NOUN = re.compile(
    r"(?:기업|업체|인력|일자리|면적|고용|직원|학생|시설|연면적|부지|규모|"
    r"인원|회원사?|참가자|건물|국비|지방비|도비|시비|군비|구비|자부담|"
    r"민자|분양률|가동률|공정률|지하|지상)$"
)
_NUMBERED = re.compile(r"(?:(?<![가-힣])제|No\.?|NO\.?|코로나|세션|세종대로|국도|지방도) ?$")
_UNIT_AREAS = ("1㎡", "3.3㎡", "1평", "1ha", "1㏊", "10a")
# '1ha에 못해도 N억원', '3.3㎡에 월 N천원': a price for so much ground.
_RATE_PER_AREA = re.compile(
    r"에 (?:(?:월|연|한 해|매달|약|평균|최소|최대|적어도|못해도|많게는|"
    r"적게는) ?){0,2}[\d,.]+[조억만천백\d]* ?원"
)
BOUND_CLASS = re.compile(
    r" ?(?:미만|이하|이상|초과)(?:의|인)? ?(?:영세|소규모|중소|중견|제조|"
    r"소기업|사업장|사업체|업체|기업|공장|농가)"
)
PER = re.compile(r" ?당(?![사국시초연진구])")
_COMPARED = re.compile(r"(?:의|에 달하는|와 맞먹는)? ?(?:크기|넓이|면적|규모)")


def is_acceptable(text: str, number: re.Match[str], unit: re.Match[str], counter: Counter) -> bool:
    """Whether number and counter report something, and are no name, date, age or rate."""
    before = text[max(0, number.start() - 24) : number.start()]
    after = text[unit.end() : unit.end() + 24]
    if (
        _NUMBERED.search(before)
        or PER.match(after)
        or (
            text[number.start() : unit.end()].replace(" ", "") in _UNIT_AREAS
            and _RATE_PER_AREA.match(after)
        )
        or (BOUND_CLASS.match(after) and counter.unit == "명")
    ):
        return False
    previous = before[-1:]
    glued = bool(previous) and (previous.isalnum() or previous in "-_/")
    if glued and previous in "-" and re.search(r"\d-$", before):
        return False
    if (
        glued
        and not (_GLUED.search(before) or _GLUED_NOUN.search(before))
        and not re.search(r"[가-힣]{2,}$", before)
    ):
        return False
    if (
        glued
        and counter.unit in ("동", "기", "대", "호", "개사", "회", "실", "면", "점")
        and not (_GLUED.search(before) or _GLUED_NOUN.search(before))
    ):
        return False
    if _COMPARED.match(after) and re.search(r"(?:축구장|운동장|여의도|야구장)\S{0,4} ?$", before):
        return False  # '축구장 40개 크기': a comparison, not a count
    need = NEEDS_NOUN_BEFORE.get(counter.unit)
    if need is not None and not need.search(before):
        return False
    check = _CHECKS.get(counter.unit)
    numeral = text[number.start() : unit.start()]  # with the space before the counter
    return check is None or check(before, numeral, unit[0], after)


_PLACE_AFTER = re.compile(
    r"(?:에서|에 (?:있는|위치|자리|입주|마련|문을)|에 ?$| ?(?:대?회의실|"
    r"대강당|강당|로비|식당|세미나실|상황실|회의장|컨벤션|홀|카페|야외|"
    r"옥상|스튜디오))"
)
_BUILDING_AFTER = re.compile(
    r"(?:짜리|까지|으로 (?:짓|지|건립|조성|구성)|,? ?(?:연면적|규모|건물|"
    r"높이|지상|짜리|으로|로|과|,|~|·|∼|\)))"
)
_VEHICLE = re.compile(
    r"(?:차|버스|트럭|택시|기|선|드론|로봇|장비|카메라|CCTV|서버|컴퓨터|"
    r"PC|지게차|단말|장치|설비|기계|농기계|충전기|자전거|차량|시스템|"
    r"대수|전지|모터|엔진|비행체)"
    r"(?: ?등)?(?:은|는|이|가|을|를)? ?(?:총|모두|약|연|연간|최대|각각)? ?$"
)
_SLOGAN = re.compile(
    r" (?:전략|과제|산업|분야|사업|핵심|신산업|미래|프로젝트|목표|추진|"
    r"정책|국정|뉴스|권역|광역|거점|도시|기업|그룹|주력|전방|후방|소재|"
    r"성장|강국|유망|혁신)"
)


_COUNTED_HOUSE = re.compile(
    r"(?:^|[\s(])(?P<noun>[가-힣A-Za-z·]{2,14})[’'\"]? ?(?:총 |모두 |약 )?$"
)


_AGE_AFTER = re.compile(
    r"[·,~∼]? ?(?:초반|중반|후반|이하|미만|청년|여성|남성|직장인|구직자|창업|연구|인구|젊은|"
    r"\d0대|[가-힣]{0,3}층)"
)
_COUNTED_THING = re.compile(
    r"(?:^|[\s(])(?P<noun>[가-힣A-Za-z0-9·]{2,14})[’'\"]? ?(?:총 |모두 |약 )?$"
)
_PERSON = re.compile(
    r"(?:명|인|직원|근로자|청년|주민|세대|인구|대표|창업자|나이|연령|평균|여성|남성)$"
)


def _is_counted(before: str) -> bool:
    """Whether a bare noun stands before the number ('3D프린터 20대')."""
    m = _COUNTED_THING.search(before)
    noun = m["noun"] if m else ""
    is_noun = len(noun) > 1 and without_particle(noun) == noun and not _PERSON.search(noun)
    return is_noun and not is_adnominal(noun) and not is_verbal(noun)


def _check_house(before: str, number: str, unit: str, after: str) -> bool:
    """'창고 3동' counts; '새로 지은 2동은' names a building."""
    if "개" in unit:
        return True
    m = _COUNTED_HOUSE.search(before)
    if m is None:
        return False
    noun = m["noun"]
    return without_particle(noun) == noun and not is_adnominal(noun) and not is_verbal(noun)


def _check_floor(before: str, number: str, unit: str, after: str) -> bool:
    if re.search(r"규모[는를가] $|층에서 $", before):
        return True
    if "개" in unit or re.search(r"(?:지하|지상|총|최고|높이) ?$", before):
        return not _PLACE_AFTER.match(after)
    return bool(_BUILDING_AFTER.match(after)) and not _PLACE_AFTER.match(after)


def _check_machine(before: str, number: str, unit: str, after: str) -> bool:
    if re.search(r"[조억천]$", number) and not _VEHICLE.search(before):
        return False  # '1천억대', '6천만대': money or a rounded size
    if _VEHICLE.search(before):
        return True
    if _SLOGAN.match(after):
        return False
    value = parse_number(number.replace("여", "").strip()) or 0
    if value in range(10, 100, 10) and (_AGE_AFTER.match(after) or not _is_counted(before)):
        return False  # ages
    return value >= 2 and bool(
        re.match(
            r"(?:[를을가이는은의로인와과]|에서|,| (?:규모|등|도입|보급|설치|구축|생산|증차|운행))",
            after,
        )
    )


def _check_ordinal(before: str, number: str, unit: str, after: str) -> bool:
    is_ordinal = re.search(r"(?:제|민선|시즌|임기|고시|시험|졸업|기수) ?$", before)
    if is_ordinal or after.startswith(("째", "차")):
        return False
    if unit.endswith("기") and _GENERATION.search(before):
        return False
    if unit.endswith("기") and _COHORT.match(after):
        return False
    return not re.match(r" ?(?:연속|추경|추가경정|정례회|임시회|대회|세미나|포럼|행사)", after)


# '3기 수료생 ○○ 씨': which year's, not how many.
_COHORT = re.compile(
    r" ?(?:수료생|졸업생|교육생|연수생|동문|입주기업|입주사|회원|출신|선발|모집|보육생|창업팀)"
)
_GENERATION = re.compile(
    r"(?:클러스터|사업|단계|계획|특구|위원회|프로젝트|정부|체제|신도시|의회|아카데미|과정|"
    r"교육|서포터즈|펀드|"
    r"지도부|시대|기자단|봉사단|대학|학교|스쿨|캠프)[’'\"]? ?$"
)


def _check_ratio(before: str, number: str, unit: str, after: str) -> bool:
    # '90%대': a vague band without a value of its own.
    return not re.match(r"대(?![가-힣]*비)", after) or bool(re.match(r"대비", after))


def _check_firms(before: str, number: str, unit: str, after: str) -> bool:
    return "개" in unit or bool(re.match(r"(?:[가는와의를로에도]| |,|\.|$|\))", after))


_CHECKS = {
    "동": _check_house,
    "층": _check_floor,
    "대": _check_machine,
    "회": _check_ordinal,
    "기": _check_ordinal,
    "%": _check_ratio,
    "개사": _check_firms,
}
