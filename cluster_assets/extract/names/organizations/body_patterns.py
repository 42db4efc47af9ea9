"""Names that end in a body's head ('…진흥원'): where they stand, and which are proper names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import ascii_letters, digits

from ahocorasick_rs import AhoCorasick

from cluster_assets.extract.names.organizations.patterns import (
    GENERIC,
    REGION_PREFIX,
    RIGHT,
    is_generic,
)
from cluster_assets.extract.wordlists import words

#: Heads of proper names of bodies, longest first within the alternation.
BODY_HEADS: tuple[str, ...] = tuple(
    sorted(
        words(
            """
    테크노파크 대학교 과학기술원 연구원 진흥원 개발원 평가원 기술원 시험원 과학원
    정보원 인증원 관리원 지원재단 진흥재단 재단 개발공사 도시공사 공사 공단 협회
    협동조합 조합 상공회의소 시의회 군의회 구의회 도의회 의회 교육지원청 교육청 위원회
    협의회 개발청 연합회 연맹 학회 진흥회 공제회 산학협력단 산학융합원 산학융합본부 지역사업평가단
            경제자유구역청 기상청
    우정청 노동청 중소벤처기업청 병원 의료원 은행 사업단 연구소 체육회 노동조합
    신용보증재단 창조경제혁신센터 고등학교 중학교 초등학교 마이스터고 해사고 공고 과학고
    상공인회 총연합회 중앙회 경영자총협회 신용협동조합 신협 농협 수협 축협 원예농협
    새마을금고 조합연합회 향교 종친회 번영회 상인회 청년회의소 로타리클럽 라이온스클럽
    특별위원회 대책위원회 대책위 추진위원회 포럼회 연구회 산림조합 축제위원회 국세청
    세무서 경찰청 경찰서 소방서 소방본부 지방법원 검찰청 시민연대 환경운동연합 경실련
    참여연대 여성회 농민회 전문대학 그룹 홀딩스 공동모금회 장학재단 장학회 적십자사
    박물관회 TP 대사관 총영사관 대표부 추진단 지원단 학술원 한림원
    """
        ),
        key=len,
        reverse=True,
    )
)
_BODY = re.compile(
    rf"(?<![가-힣A-Za-z0-9·&])(?P<name>(?:(?:\((?:재|사|주|유)\)|㈜) ?)?"
    rf"[가-힣A-Za-z0-9·&-]{{1,24}}?(?:{'|'.join(BODY_HEADS)})){RIGHT}"
)
_find_heads = AhoCorasick(list(BODY_HEADS)).find_matches_as_indexes
_LEGAL_FORM_BEFORE = re.compile(r"(?:\((?:재|사|주|유)\)|㈜) ?$")
_NAME_MARKS = frozenset(f"{ascii_letters}{digits}·&-")


def find_body_names(text: str) -> Iterator[re.Match[str]]:
    """Words that end in a body's head, group ``name``; only words that hold a head are tried."""
    done = last = -1
    for _, head, _ in _find_heads(text):
        if head < done:
            continue
        first = head
        while first > 0 and ("가" <= text[first - 1] <= "힣" or text[first - 1] in _NAME_MARKS):
            first -= 1
        if first == last and "-" not in text[first:head]:
            continue
        last = first
        for start in _starts(text, first, head):
            match = _BODY.match(text, start) if start >= done else None
            if match:
                done = match.end()
                yield match
                break


def _starts(text: str, first: int, head: int) -> Iterator[int]:
    """Where the name of a body whose head stands at ``head`` may begin."""
    form = _LEGAL_FORM_BEFORE.search(text, max(0, first - 5), first)
    if form:
        yield form.start()
    yield first
    yield from (at + 1 for at in range(first, head) if text[at] == "-")


_WHOLE_STOP = frozenset(
    words(
        """
    대학교 연구소 공사 재단 조합 병원 은행 사업단 그룹 협회 학회 의회 위원회 협의회
    특별위원회 대책위원회 추진위원회 산학협력단 협동조합 지방의회 기초의회 광역의회
    양의회 토목공사 기반공사 조성공사 건설공사 설치공사 확장공사 개설공사 신축공사
    증축공사 건축공사 보수공사 정비공사 기초공사 철거공사 진입도로공사 착공 본공사
    부대공사 전기공사 터널공사 연구위원회 추진사업단 지원사업단 특구사업단 중소기업연구소
    강소기업연구소 연구원 학술연구원 선임연구원 책임연구원 수석연구원 전임연구원
    연구개발원 인력개발원 중심병원 연구중심병원 상급종합병원 거점병원 대형병원 동네병원
    지역병원 국립병원 공공병원 협력병원 대학병원 부속병원 어린이병원 요양병원 의료기관
    동물병원 대기업그룹 포커스그룹 워킹그룹 실무그룹 전문가그룹 정책그룹 리더그룹
    스터디그룹 투자은행 시중은행 지방은행 저축은행 정부은행 소재은행 혈액은행 데이터은행
    농지은행 종자은행 인체자원은행 경로당 시설관리공단 도시관리공단 상수도사업단 인재은행
    """
    )
)
_CONSTRUCTION = re.compile(
    r"(?:조성|건설|설치|확장|개설|신축|증축|건축|보수|정비|기초|철거|"
    r"도로|토목|기반|설비|배관|포장|교량|터널|조경|전기|통신|인테리어|"
    r"리모델링|매립|준설|복구|이설|굴착|부지|단지|산단|시설|관로|하천|"
    r"개량|보강|복원|착공|공원)공사$"
)
_WORKER = re.compile(
    r"(?:선임|책임|수석|전임|주임|객원|초빙|참여|석박사|박사급|석사급|"
    r"전담|신진|대학|중견|젊은|여성|외국인|소속|전문)연구원$"
)
# Heads of so many common nouns that only a specific word before them makes a name.
_SPECIFIC_HEADS = frozenset(
    words(
        """
    위원회 협의회 사업단 추진단 지원단 연구소 특별위원회 추진위원회 대책위원회 대책위 연구회
    포럼회 그룹
    은행 재단 조합
    """
    )
)
# '남동공단', '창원공단': an industrial complex by its place.
_COMPLEX = re.compile(r"(?!한국|국가|국민|교통|도로|가스|에너지|시설|환경|근로|소상)[가-힣]{2,3}")


def is_body_name(name: str) -> bool:
    """Whether a word with a body's head is a proper name and no common noun.

    '보상협의회' and '선임연구원' are common nouns; '한국…', a region's name or a specific
    field of four syllables or more before the head make a proper name.
    """
    bare = re.sub(r"^(?:\((?:재|사|주|유)\)|㈜) ?", "", name)
    if bare != name:
        return True
    head = next((h for h in BODY_HEADS if bare.endswith(h)), "")
    prefix = bare[: len(bare) - len(head)]
    if bare in _WHOLE_STOP or _CONSTRUCTION.search(bare) or _WORKER.search(bare):
        return False
    if head == "공단" and _COMPLEX.fullmatch(prefix):
        return False
    if head in ("시의회", "군의회", "구의회", "도의회"):
        return prefix not in ("각", "전", "타", "양", "해당")
    if not prefix or prefix in GENERIC:
        return False
    if head == "TP" and not re.fullmatch(r"[가-힣]{2,4}", prefix):
        return False
    if head in ("공고", "농협", "수협", "신협", "축협", "그룹", "홀딩스") and len(prefix) < 2:
        return False
    if head == "공고":
        return len(prefix) <= 4 and not re.search(
            r"모집|채용|입찰|분양|사업|선정|열람|공람|지정|고시|계획|변경|재|"
            r"통합|보상|공모|시행|신청|행정|선발",
            prefix,
        )
    if head in _SPECIFIC_HEADS:
        return _specific(prefix)
    if head in ("의회", "교육청") and re.search(
        r"(?:지방|기초|광역|양|국민|시민|도민|주민|연방|유럽)$", prefix
    ):
        return False
    return not is_generic(prefix)


# So many syllables of common words make the official name of one body.
_OFFICIAL_LENGTH = 8


def _specific(prefix: str) -> bool:
    if len(prefix) >= _OFFICIAL_LENGTH and not prefix.startswith(("입주기업", "기업부설")):
        return True
    if is_generic(prefix):
        return False
    return (
        bool(REGION_PREFIX.match(prefix))
        or len(prefix) >= 4
        or bool(re.search(r"[A-Za-z]", prefix))
    )
