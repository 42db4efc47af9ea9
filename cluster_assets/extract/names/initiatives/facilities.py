"""Centres, halls, hospitals and campuses under way, told from bodies that are only named."""

from __future__ import annotations

import re

from cluster_assets.extract.names.initiatives.names import (
    STRONG_END,
    WEAK_END,
    is_generic,
    is_plain,
    place_prefix,
    proper_rest,
)
from cluster_assets.extract.names.initiatives.phrase_checks import is_priced_before
from cluster_assets.extract.names.initiatives.words import INSTITUTIONS

_FACILITY = re.compile(
    r"(?:센터|체험관|전시관|과학관|박물관|홍보관|창업관|산업관|캠프|허브|타운|캠퍼스|파크|랜드|"
    r"테스트베드|테스트필드|사관학교|선로|빌리지|스퀘어|콤플렉스|컴플렉스|스페이스|"
    r"(?:실증|생산|시험|정비|평가|입주|제조|가공|분석|훈련|보육|연구)동|"
    r"(?:생산|연구|실증|체험|제조|시험|실험|정비|인증|저장|충전|재활용|자원화|지원)시설)$"
)
# Heads that need a word of their own: with plain words they are kinds ('스마트 제조시설').
_PLAIN_BUILDING = re.compile(r"(?:동|시설|빌리지|스퀘어|랜드|선로)$")
_PLACED_HALL = re.compile(r"(?:전시관|체험관|과학관)$")
# These say what a centre does and are names only with more before them.
_COMMON_CENTRE = re.compile(r"(?:^| )(?:시험|평가|인증|검사|훈련|상담)센터$")
_SHORTEST_FACILITY = 6
_OWN_WORD = 2
_TELLING_HEAD = 4
_BODY_INSIDE = re.compile(
    r"테크노파크|대학|연구원|진흥원|재단|공단|공사|협회|창조경제|병원|^지식산업센터|체육|복지|"
    r"주민|행정|콜센터|^데이터센터$|"
    r"경찰|보건|우체국|방송|^실용화센터|글로벌|비즈니스센터$"
)
_LISTED_BEFORE = re.compile(r"(?:[,·/]|와|과|및)\s?$")
_LISTED_AFTER = re.compile(r"\s?[,·/]|(?:와|과)\s|\s및\s|(?:장|협의회|협회)")
BUILT = re.compile(
    r"(?:이|가|을|를|은|는|도)?\s?(?:\([^()\n]{1,20}\)\s?)?(?:\d개소[가를은는]?\s)?(?:따로 |"
    r"새로 |내년 |오는 |올해 |\d+월 |봄 |가을 |다음 ?달 |이달 |연내 |연말 |상반기 |"
    r"하반기 |차례로 |함께 |"
    r"나란히 |잇따라 )*"
    r"(?:세워|세우|세운|세웠|짓|지어|지었|들어서|들어선|들어설|건립|증축|착공|준공|개소|개관|문을 "
    r"연|문을 "
    r"열|구축|연다|열었|열고 |장비|설계비|"
    r"사업비|조성한|조성하|조성에|운영되|만든|만들|에는? (?:총 |모두 |국비|도비|시비|구비|군비|\d))"
)

# Said of a building alone, never of a body.
_RAISED = re.compile(
    r"(?:이|가|을|를|은|는|도)?\s?(?:\([^()\n]{1,20}\)\s?)?(?:따로 |새로 |내년에? |오는 |올해 |"
    r"\d+월(?:에)? |"
    r"\d+일 |\d{4}년(?:까지)? |까지 |상반기 |하반기 |초 |말 |안에 )*"
    r"(?:세워|세우|세운|세웠|짓|지어|지었|들어서|들어선|들어설|건립|신축|증축|증설|확장|착공|"
    r"준공|완공|"
    r"첫 삽|유치(?:해|했|하|한)|만들고|만든다|만들어|조성한|조성하|조성해)"
)
# Grounds and tools that are names only while they are being built.
_RAISED_HEAD = re.compile(
    r"(?:시험장|실증장|실증단지|시험단지|연구단지|시험평가장|훈련장|충전단지|라운지)$"
)

# '들어설 ○○센터', '내년에 착공하는 ○○시설': the building is told before the name.
_WORKED_ON = re.compile(
    r"(?<![가-힣])(?:짓는|지을|짓고 있는|지은|세우는|세울|세운|들어설|들어서는|들어선|여는|열|"
    r"(?:새로|따로) (?:짓는|세우는|여는|생기는|문을 여는)|문을 (?:여는|연|열)|첫 삽을 (?:뜬|뜨는)|"
    r"(?:건립|조성|구축|착공|준공|완공|개소|개관|신설|설립|증축|확장|마련|설치|가동)"
    r"(?:하는|한|할|되는|된|될|돼|을 추진하는|을 추진 중인|을 앞둔| 중인| 예정인|에 들어간)) $"
)
_BEFORE = 24
# 'A와 B, C를 짓는다': what is said of the last holds for those listed before it.
_LISTED_WORK = re.compile(
    r"(?: ?[,·/] ?|[와과] | 및 )(?:[가-힣A-Za-z0-9]{1,14}(?: |, ?|· ?)){0,7}"
    r"[가-힣A-Za-z0-9]{1,14}?(?: 등)?(?: ?\d개 ?(?:시설|동|센터|건물|기관))?(?:을|를|이|가) "
    r"(?:차례로 |함께 |나란히 |새로 |잇따라 |모두 )?"
    r"(?:짓|지어|지을|세우|세워|세운|건립|조성|구축|들어서|들어선|들어설|신설|착공|문을 연|문을 열)"
)

# Institutions count while they are being founded: 'X병원이 첫 삽을 뜬다'.
INSTITUTION_END = re.compile(rf"(?:{'|'.join(INSTITUTIONS)})$")
_SOON = (
    r"(?:이르면 |빠르면 |다음 달 |오는 |내년 |올해 |지난달 |\d+월 |\d{4}년 |상반기 |하반기 |초 |"
    r"말 |중 )*"
)
_FOUNDED = re.compile(
    rf"(?:\([^()\n]{{1,20}}\))?(?:(?:[을를의]? ?|(?:은|는|도) ){_SOON}(?:설립(?!된)|건립|신축|착공|"
    r"유치(?![원한])|공사비|건립비|"
    rf"분원|개원|개교)|(?:[은는이가도]) {_SOON}(?:첫 삽|들어선|들어서|들어설|착공|문을 연|문을 열|"
    r"개원|개교))"
)
_SHORTEST_INSTITUTION = 5
# '○○센터에 9억 8천만원', '○○센터 설계비 7억원', '○○센터 고도화 : 12억': money of its own.
_WORK = (
    r"(?:건립|조성|구축|설계|실시설계|증축|증설|공사|리모델링|운영|사업|매입|장비|신축|확장|"
    r"설립|보강|"
    r"고도화|개선|정비|이전|개보수|기능 ?보강|부지 ?매입|장비 ?구축|활성화|유치|임차)"
)
_SUM = r"(?:약 |총 )?(?:[국도시군구]비 ?)?\d[\d,.조억천백만여 ]{0,14}원?"
_PRICED = re.compile(
    rf"(?: {_WORK}(?:비|사업)?)? ?\({_SUM}[)·,]|(?: {_WORK}(?:비|사업)?)? ?[:：] ?{_SUM}"
)
_PAID = re.compile(
    rf"(?:\([^()\n]{{1,20}}\))?(?:에는?|의|은|는|이|가|을|를)? ?(?:{_WORK}(?:비|예산|사업비)?"
    r"(?:용|조)?(?:에|에는|로|는|은|를|을)? ?)?"
    r"(?:배정된 |배정한 |투입된 |들어간 |반영된 |책정된 |들어갈 |쓰일 |쓴 )?(?:\d{4}년까지 |"
    r"\d+년간 |총 |"
    r"모두 |약 |올해 |내년 |각각 )*(?:[국도시군구]비 ?)?\d[\d,.조억천백만여 ]{0,14}원"
)
_CONVERTED = re.compile(
    r"[을를] [^.\n]{0,25}(?:바꾸|바꾼|바꿔|키우|키운|키워|넓히|넓힌|늘리|늘린|고치|고친|고쳐|"
    r"리모델링|탈바꿈)|"
    r"의? ?(?:가동률|입주율|공정률|준공|완공|증축|착공)"
)


def is_institution(text: str, start: int, end: int) -> bool:
    """A hospital, school or institute that is being founded or brought in."""
    name = text[start:end]
    return (
        INSTITUTION_END.search(name) is not None
        and len(name.replace(" ", "")) >= _SHORTEST_INSTITUTION
        and (" " in name or bool(place_prefix(name)) or not name.endswith(("병원", "원", "소")))
        and _FOUNDED.match(text, end) is not None
    )


def is_paid_for(text: str, end: int) -> bool:
    """Whether what ends at ``end`` is given money of its own right after."""
    return _PAID.match(text, end) is not None or _PRICED.match(text, end) is not None


def tells_field(name: str) -> bool:
    """Whether a word before the head tells a field or is a proper one."""
    *words, last = name.split()
    head = WEAK_END.search(last) or STRONG_END.search(last)
    stem = last[: head.start()] if head else last
    return any(not is_generic(word) for word in (*words, stem) if word)


_IN_BRACKETS = re.compile(r"(?<![가-힣])(?P<place>[가-힣]{2,8})(?:에)? ?\($")
_BRACKET_ENDS = re.compile(r"\)(?=[ ,·은는이가을를에와과의도])")


def is_placed_item(text: str, start: int, end: int) -> bool:
    """'A도(○○ 센터)와 B시(△△ 센터)': what a place has, in brackets behind its name."""
    before = _IN_BRACKETS.search(text, max(0, start - 12), start)
    return (
        before is not None
        and place_prefix(before["place"]) == before["place"]
        and _BRACKET_ENDS.match(text, end) is not None
        and " " in text[start:end]
        and tells_field(text[start:end])
    )


def is_worked_on(text: str, start: int, end: int) -> bool:
    """Whether the words before, or the end of a list, tell that it is being built."""
    if _WORKED_ON.search(text, max(0, start - _BEFORE), start) is not None:
        return True
    return _LISTED_WORK.match(text, end) is not None


# With money of their own these are names like a centre.
_GROUNDS = ("시설", "실증단지", "플랫폼", "테스트베드")


def _is_paid_by_head(text: str, end: int, head: str) -> bool:
    """'○○ 순환파크가 … 순환파크에는 450억 원이': money told under the last word alone."""
    at = text.find(head, end) if len(head) >= _TELLING_HEAD else -1
    return at > 0 and not text[at - 1].isalnum() and is_paid_for(text, at + len(head))


def _is_paid_ground(text: str, start: int, end: int) -> bool:
    """'○○ 플랫폼(45억 원)', '45억 원을 들여 ○○ 실증단지를': by a proper word and its money."""
    name = text[start:end]
    return (
        " " in name
        and WEAK_END.search(name) is not None
        and len(proper_rest(name)) > 1
        and not _BODY_INSIDE.search(name)
        and (
            _PRICED.match(text, end) is not None
            or (
                name.endswith(_GROUNDS)
                and (is_paid_for(text, end) or is_priced_before(text, start))
            )
        )
    )


def is_facility(text: str, start: int, end: int) -> bool:
    """A centre or town that is being built or paid for, or that is named again."""
    name = text[start:end]
    if _is_paid_ground(text, start, end):
        return True
    if _RAISED_HEAD.search(name) and " " in name and _RAISED.match(text, end):
        return len(proper_rest(name)) >= _OWN_WORD or len(name.split()) > 2
    if not _FACILITY.search(name) or len(name.replace(" ", "")) < _SHORTEST_FACILITY:
        return (
            len(name) == _SHORTEST_FACILITY - 1
            and bool(_PLACED_HALL.search(name))
            and bool(place_prefix(name))
        )
    if _BODY_INSIDE.search(name):
        return False
    if is_placed_item(text, start, end):
        return True
    if is_plain(name):
        return False
    if _COMMON_CENTRE.search(name) and not proper_rest(name) and not place_prefix(name):
        return len(name.split()) > _OWN_WORD and tells_field(name) and is_paid_for(text, end)
    if _PLAIN_BUILDING.search(name) and (" " not in name or len(proper_rest(name)) < _OWN_WORD):
        return False
    if is_priced_before(text, start) and len(proper_rest(name)) >= _OWN_WORD:
        return True
    if is_paid_for(text, end) or is_worked_on(text, start, end):
        return True
    if " " in name and _RAISED.match(text, end) and tells_field(name):
        return True
    if _LISTED_BEFORE.search(text[max(0, start - 8) : start]) or _LISTED_AFTER.match(text, end):
        return False
    if " " in name and tells_field(name) and _is_paid_by_head(text, end, name.split()[-1]):
        return True
    is_placed_building = bool(place_prefix(name)) and name.endswith("관")
    is_named_again = " " in name and text.count(name) > 1
    return (
        is_placed_building
        or is_named_again
        or BUILT.match(text, end) is not None
        or _CONVERTED.match(text, end) is not None
    )
