"""Names of people and the titles of the trade, as bylines write them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cluster_assets.clean.texts import squash

REPORTER_TITLE = (
    r"(?:선임|수습|인턴|객원|시민|명예|전문|대표|대|차장|부장|사진|영상|편집|취재|교육전문|경제전문|주재|지역|본부|특별취재|특집|프리랜서|국민)?"
    r"\s?(?:기자|특파원|리포터|통신원|에디터|PD|피디|논설위원|논설실장|기획위원|편집위원|취재본부장|취재부장|"
    r"취재국장|지역본부장|총괄본부장|편집국장|보도국장|편집부장|편집인|칼럼니스트|작가)"
)
_NAME = (
    r"(?:남궁|황보|제갈|사공|선우|독고)\s[가-힣]{1,2}(?=\s)|[가-힣]{2,4}|[가-힣](?:\s[가-힣]){1,2}"
)
_JOINER = r"\s?[,·ㆍ/&•∙‧・]\s?"
NAMED = re.compile(
    rf"(?<![가-힣A-Za-z])((?:{_NAME})(?:{_JOINER}(?:[가-힣]{{2,4}}))*)\s?{REPORTER_TITLE}(?![가-힣]|\s?[:：])"
)
_OF_OUTLET = re.compile(
    r"(?<![가-힣A-Za-z])([가-힣]{2,4})\s[가-힣A-Za-z0-9]{1,10}(?:신문|일보|닷컴|뉴스|저널|타임스|경제|비즈|매일|투데이|데일리|미디어|부|팀|국|본부)"
    rf"\s{REPORTER_TITLE}(?![가-힣])"
)
_LABELLED = re.compile(
    r"(?:기자명|(?:취재|담당|등록|작성)?\s?기자|글쓴이|작성자|글|취재|by|writer|author)\s?[:：=|]\s?([가-힣]{2,4})(?![가-힣])",
    re.IGNORECASE,
)
_TITLE_FIRST = re.compile(
    r"^[\s■▶▲/=|\[(<]{0,3}(?:취재|시민|객원)?기자\s([가-힣]{3,4})(?=$|[\s\])>|/])"
)
_WRITER_CELL = re.compile(r"(?:글쓴이|작성자|기자명)\s?[:：]?\s?([가-힣]{2,4})(?=\s|$|\|)")
SINGLE_NAME = re.compile(r"^[가-힣]{2,4}$")
_ROLE_WORDS = re.compile(
    r"(?:사무|행정|총무|비서|정책|상황|안내|고객|회원|대외|협력|교육|연구|사업|마케팅|뉴스|신문|일보|편집|취재|온라인|디지털|보도|운영|관리|데스크|미디어|방송|경제|매일|저널|타임|본지|본보|사진|"
    r"영상|특별|콘텐츠|컨텐츠|웹|인터넷|제휴|통신|홍보|공보|기획|사회|문화|정치|지역|종합|전국|산업|체육|국제|총괄|"
    r"담당|독자|시민|명예|객원|인턴|수습|선임|전문|대변인|주재|본부|현장|여러|일부|해당|많은|현지|외신|동행|남녀|"
    r"출입|연합|국민|각사|공동|기사|제보|시청|군청|구청|도청|대표|이번|우리|다른|모든|소속|전직|현직|동료|후배|선배|"
    r"최고|일반|서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주)"
    r"(?:자|인|뉴스|취재|편집)?(?:팀|부|국|실|단|장|센터|사|처|과|원|관)?"
)
_SURNAMES = frozenset(
    "가시김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민진나지엄채원천방공현함변염여연"
    "추도소석선설마길위표명기반왕금옥육인맹제모탁국어은편용예봉경사부가복태목형피두감호빙동온갈승간상시범좌팽음현라옹호화순야영온운점종준창초판평포풍학해형수대단당도동두"
)
_DOUBLE = ("남궁", "황보", "제갈", "사공", "선우", "서문", "독고", "동방", "어금", "망절")
OFFICE_END = re.compile(r"[시군구도청부팀국실단회]$")


def is_person(name: str, outlet: str | None = None, *, is_signed: bool = False) -> bool:
    """Whether ``name`` looks like a Korean person's name, not a newsroom or an outlet.

    Where ``is_signed``, the page itself says that this is the writer, so that a name of three
    syllables needs no known surname.
    """
    if not SINGLE_NAME.match(name) or _ROLE_WORDS.fullmatch(name):
        return False
    if outlet and (squash(name) in squash(outlet) or squash(outlet) in squash(name)):
        return False
    if len(name) == 4:
        return name.startswith(_DOUBLE)
    if name[0] in _SURNAMES or name.startswith(_DOUBLE):
        return True
    return is_signed and len(name) == 3 and not OFFICE_END.search(name)


def names_in(text: str) -> Iterator[str]:
    """Names that carry a reporter's title, or a byline label, in ``text``."""
    found = False
    for match in _OF_OUTLET.finditer(text):
        if is_person(match.group(1)):
            yield match.group(1)
            return
    for match in NAMED.finditer(text):
        found = True
        for part in re.split(r"[,·ㆍ/&•∙‧・]", match.group(1)):
            yield part.strip()
    if found:
        return
    for pattern in (_LABELLED, _WRITER_CELL, _TITLE_FIRST):
        for match in pattern.finditer(text):
            yield match.group(1)
