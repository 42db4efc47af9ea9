"""Firms without a mark, known by what they do: build a plant, put in money, make a product."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cluster_assets.anchored import Anchored
from cluster_assets.extract.names.initiatives.names import place_prefix
from cluster_assets.extract.names.organizations import patterns
from cluster_assets.extract.names.organizations.gazetteer import load_gazetteer
from cluster_assets.extract.names.organizations.hits import Hit
from cluster_assets.extract.names.personal import COMMON_NOUNS, is_name
from cluster_assets.records import SpanField

_WON = r"[\d.,]+(?:조|억|천만|백만|만)[\d,조억천백만 ]{0,14} ?(?:원|달러)"
# What firms do, and public bodies hardly ever.
_ACT = re.compile(
    rf"(?=[\d공생본제물양상시수투매])(?:{_WON}(?:을|를)? ?(?:추가로 |새로 |더 )?(?:투자|들여|"
    rf"투자받|유치)"
    r"|(?:공장|생산라인|생산시설|생산설비|본사|제조시설|물류센터)(?:을|를) (?:새로 )?(?:짓|지어|"
    r"지을|세우|"
    r"세운|세웠|세울|증설|신설|설립|건설|옮기|옮긴|옮겨|이전|가동|신축)"
    r"|(?:양산에|상장|시리즈 ?[A-D]|수주)|투자를 (?:받|유치)"
    rf"|(?:매출|수출)(?:액)? {_WON})"
)
_SUBJECT = re.compile(
    r"(?<![가-힣A-Za-z0-9·&])(?:(?P<first>[가-힣A-Za-z][가-힣A-Za-z0-9&]{2,14})(?:과|와|,|·) ?)?"
    r"(?P<name>[가-힣A-Za-z][가-힣A-Za-z0-9&]{2,14})(?:은|는|이|가) "
)
_MAKER = Anchored(
    r"(?:을|를) (?:주로 )?(?:만드는|만들어 온|생산하는|개발하는|제조하는|납품하는|공급하는|"
    r"가공하는|수출하는|"
    r"판매하는|개발한|만든|만들던) (?P<name>[가-힣A-Za-z][가-힣A-Za-z0-9&]{2,14}?)(?:은|는|이|"
    r"가|의|도|와|과)(?= )"
)
# How coined names end.
_FIRM_TAIL = re.compile(
    r"(?:테크|텍|소재|정밀|기어|니켈|코발트|리튬|컴포지트|머티리얼즈?|바이오|팜|랩|랩스|시스템즈?|에너지|전자|산업|"
    r"화학|기계|로보틱스|로봇|솔루션|모빌리티|엔진|푸드|식품|제약|케미칼|켐|금속|메탈|중공업|엔지니어링|이엔지|"
    r"이앤씨|네트웍스|메디칼|메디|헬스|젠|넥스|파워|셀|코리아|글로벌|홀딩스|인더스트리|조선|해양|항공|물산|상사|"
    r"건설|개발|공업|제강|철강|제철|전선|전기|통신|산전|오토|모터스|카본|글라스|폴리머|코팅|플라즈마|옵틱스|광학|"
    r"시스|닉스|닉|릭스|이노|이노텍|소프트|데이타|비전|네틱스|테라퓨틱스|사이언스|파마|스틸)$"
)
# Fields and kinds, which before such an ending make the name of a technology.
_FIELD = re.compile(
    r"(?:[가-힣]{2}(?:성|형|용|급|화|식|류|광|열)|경량|자율|주행|정밀|특수|고분자|서비스|협동|물류|의약|헬스|모바일|나노|세라믹|탄소|복합|신약|"
    r"우주|해상|육상|농업|생명|뷰티|동물|스포츠|관광|문화|콘텐츠|게임|수산|해양|조선|철강|희소|강도|방사선|방산|국방|원전|"
    r"지열|매스|전지|수소|전기|전자|반도체|배터리|기능|기계|자동차|인공|지능|데이터|양자|친환경|미래|첨단|스마트|"
    r"바이오|그린|에너지|로봇|드론|항공)$"
)
# Syllables of loanwords, which coined names are full of.
_LOAN = re.compile(r"[크트프즈츠켈컴켐텍랩젠릭틱닉팩텔딕킹퀀쿠퓨]")
_COMMON_LOAN = re.compile(
    r"(?:센터|클러스터|프로젝트|컨소시엄|스타트업|데이터|네트워크|플랫폼|시스템|프로그램|서비스|콘텐츠|베드|캠퍼스|"
    r"파크|밸리|허브|펀드|배터리|드론|플랜트|서버|인프라|포럼|리더|그룹|트랙|패키지|모델|웨어|게임|버스|케어|"
    r"스마트팜|반도체|디스플레이|센서|인큐베이터|엑셀러레이터|액셀러레이터|벤처캐피털|벤처|캐피털|유니콘|마켓|단지|"
    r"타운|트럭|택시|아파트|오피스|호텔|리조트|제품|부품|브랜드|메이커|파트너|컨설팅|이벤트|테스트|리포트|콤비나트|"
    r"라인|스트리트|프리존|샌드박스|챌린지|아카데미|스쿨|보드|칩|모듈|블록|스케일업)$"
)
# Bodies, offices and people: other rules know them.
_NO_FIRM_TAIL = re.compile(r"[시군구도청부처국과팀실단회원소관대교측들자장층인민력율률업점품물]$")


def find_acting_firms(text: str, field: SpanField) -> Iterator[Hit]:
    """'OO테크는 300억원을 투자해', '감속기를 만드는 OO기어는', 'A와 B는 공장을 짓는다'."""
    for m in _MAKER.finditer(text):
        end = text.find(". ", m.end())
        high = min(m.end() + 70, end if end >= 0 else len(text))
        if is_coined(m["name"]) or (is_unknown(m["name"]) and _ACT.search(text, m.end(), high)):
            yield _firm(field, m.start("name"), m["name"], "maker")
    yield from _coined_lists(text, field)
    for act in _ACT.finditer(text):
        low = max(text.rfind("\n", 0, act.start()) + 1, act.start() - 80)
        low = max(low, text.rfind(". ", low, act.start()) + 1)
        subjects = list(_SUBJECT.finditer(text, low, act.start()))
        for m in subjects[-1:]:
            if not is_coined(m["name"]):
                continue
            yield _firm(field, m.start("name"), m["name"], "acting firm")
            if m["first"] and is_coined(m["first"]):
                yield _firm(field, m.start("first"), m["first"], "acting firm")


_LIST = re.compile(
    r"(?<![가-힣A-Za-z0-9·&])(?P<names>(?:[가-힣A-Za-z][가-힣A-Za-z0-9&]{2,14}(?:, ?|·)){1,9}"
    r"[가-힣A-Za-z][가-힣A-Za-z0-9&]{2,14}?)(?=(?:은|는|이|가|을|를|와|과|의|도| 등)?(?:[ ,.]|$))"
)
# What a list of technologies, not of firms, is followed by.
FIELDS_NEXT = re.compile(
    r"(?:은|는|이|가|을|를|와|과|의|도)?(?: 등)?(?: (?:국내외 |지역 )?\d{1,3}(?:여)?(?:개|대|"
    r"곳))?(?: [가-힣]{2,4})? ?"
    r"(?:분야|산업|업종|기술|품목|부문|시장|제품|장비|소재|부품|신산업|사업|과제|전략|학과|과정)"
)
_LIST_COMMA = re.compile(r", ?|·")


def _coined_lists(text: str, field: SpanField) -> Iterator[Hit]:
    """'A, B, C와 협약': names of a list of which two or more have the build of a firm's name."""
    for m in _LIST.finditer(text):
        items, position = list[tuple[int, str]](), m.start("names")
        for part in _LIST_COMMA.split(m["names"]):
            position = text.find(part, position)
            items.append((position, part))
            position += len(part)
        coined = [(at, name) for at, name in items if is_coined(name)]
        if len(coined) < 2 or FIELDS_NEXT.match(text, m.end()):
            continue
        # A stranger in a list of firms is a firm.
        is_list = len(items) - len(coined) <= 1
        for at, name in items if is_list else coined:
            if (at, name) in coined or _may_join(name):
                yield _firm(field, at, name, "coined list")


def _may_join(name: str) -> bool:
    """Whether a stranger in a list of firms may be one."""
    return (
        len(name) >= 3
        and patterns.is_firm_name(name)
        and not (_NO_FIRM_TAIL.search(name) or _COMMON_LOAN.search(name))
        and name not in COMMON_NOUNS
        and name[-2:] not in COMMON_NOUNS
        and load_gazetteer().by_name.get(name) is None
        and place_prefix(name) != name
    )


def is_coined(name: str) -> bool:
    """Whether a word has the build of a firm's coined name and is no common noun or place."""
    return bool(_FIRM_TAIL.search(name) or _LOAN.search(name[2:])) and is_unknown(name)


def is_unknown(name: str) -> bool:
    """Whether a word of four syllables or more is no common noun, place, person or known body."""
    if len(name) < 4 or _COMMON_LOAN.search(name) or _NO_FIRM_TAIL.search(name):
        return False
    if name in COMMON_NOUNS or is_name(name) or load_gazetteer().by_name.get(name):
        return False
    tail = _FIRM_TAIL.search(name)
    head = name[: tail.start()] if tail else name
    if _FIELD.search(head):
        return False
    if len(head) < 2 or head in COMMON_NOUNS or patterns.is_generic(head):
        return False
    return patterns.is_firm_name(name) and place_prefix(name) != name and _is_proper(head)


def _is_proper(head: str) -> bool:
    """Whether the part before a firm's ending is no stack of common nouns ('차세대전력')."""
    if len(head) >= 4 and head[:2] in COMMON_NOUNS and head[2:4] in COMMON_NOUNS:
        return False
    return patterns.is_headed_firm(head + "테크")


def _firm(field: SpanField, start: int, name: str, rule: str) -> Hit:
    return Hit(field, start, start + len(name), name, f"org:{name}", "company", rule)
