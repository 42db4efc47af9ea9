"""Patterns for organizations that no gazetteer can list: local bodies and firms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import ascii_letters, digits

from ahocorasick_rs import AhoCorasick

from cluster_assets.anchored import Anchored
from cluster_assets.extract.wordlists import words

#: What may follow a name: a particle and then the end of the word.
PARTICLES = (
    "은|는|이|가|을|를|의|에|에서|에서는|에서도|에는|에도|와|과|와의|"
    "과의|와도|과도|와는|과는|도|로|으로|로부터|으로부터|로서|으로서|"
    "만|까지|부터|보다|처럼|"
    "나|이나|라는|이라는|측|측은|측이|등|등이|등과|등의|들|이며|이고|"
    "인|이자|에게|에게서|에게는|께|께서|뿐|마다|조차|라고|이라고|란|"
    "이란|든|이든|랑|이랑|하고|다|이다"
)
RIGHT = rf"(?=(?:{PARTICLES})?(?:[^가-힣A-Za-z0-9]|$))"
RIGHT_RE = re.compile(RIGHT)

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


#: Words that, before a head, make a common noun and no name.
_GENERIC = set(
    words(
        """
    국립 시립 도립 공립 사립 군립 국책 국공립 민간 부설 기업부설 전문 선임 책임
    수석 전임 종합 대학 거점 지역 지방 중앙 광역 기초 사회적 소비자 생활 심사 평가
    운영 추진 자문 선정 심의 조정 실무 보상 민관 특별 상임 준비 조직 집행 인사
    윤리 주민 시민 대책 비상대책 공동 기획 협력 산학연 산학 산학연관 산학관 협의
    관리 임상 임상연구 정부 정부출연 정부출연연 출연 공공 공익 비영리 학교 요양 동물
    의료 치과 한방 어린이 여성 연구 기술 산업 경제 과학 문화 복지 장학 시중 투자
    저축 외국 국제 해외 연구개발 지원 육성 조성 개발 특구 혁신 클러스터 산단 국가
    도시 전담 전략 총괄 통합 입주기업 입주 기업 기업인 발전 상생 상생협력 노사
    노사민정 민관협력 민관합동 범시민 범도민 범군민 대규모 신규 해당 관련 유관 각종
    각 전국 전 타 두 네 세 양 인수 정비 재개발 재건축 지주택 농업 어업 농민 노동
    직장 단위 품목 대형 중소 소규모 인근 여러 일부 기존 신설 예산 예결 심의위
    도시계획 공직자윤리 자치 주민자치 교섭 청문 특구운영 평가심의 이사 국회 시 군 구
    도 면 읍 동 의 초 중 고 본 시도 시군 시군구 광역시도 지방자치 정책자문 정책
    기술심의 실행 고위급 범정부 범부처 합동 공모선정 기획재정 당 협의체 노조 노동자
    인사청문 행정사무감사 조사 선거관리 대표 후원 동문 총동문 학부모 이장 통장 농가
    어민 상인 입점 입주자 입주자대표 대학생 청년 여성단체 체험 축제 건설 토목 설계
    감리 벤처 스타트업 바이오 반도체 전자 제약 배터리 소재 부품 로봇 수소 AI
    자동차 조선 항공 우주 에너지 식품 화장품 섬유 뿌리 물류 금융 보험 증권 카드
    출자 산하 소속 부속 대기업 다국적 글로벌 세계적 세계 유럽 미국 일본 중국 독일
    """
    )
)
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
_REGION_PREFIX = re.compile(
    r"^(?:서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|"
    r"전북|전남|경북|경남|제주|충청|전라|경상|수도권|호남|영남|동남권|"
    r"한국|대한|국립|전국|[가-힣]{1,4}(?:시|군|구|도|특별시|광역시|특별자치시|"
    r"특별자치도))"
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
    if not prefix or prefix in _GENERIC:
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


def is_generic(prefix: str) -> bool:
    """Whether ``prefix`` splits into generic words only ('기업부설', '지역산업')."""
    if not prefix or prefix in _GENERIC:
        return True
    return any(prefix[:i] in _GENERIC and is_generic(prefix[i:]) for i in range(2, len(prefix)))


# So many syllables of common words make the official name of one body.
_OFFICIAL_LENGTH = 8


def _specific(prefix: str) -> bool:
    if len(prefix) >= _OFFICIAL_LENGTH and not prefix.startswith(("입주기업", "기업부설")):
        return True
    if is_generic(prefix):
        return False
    return (
        bool(_REGION_PREFIX.match(prefix))
        or len(prefix) >= 4
        or bool(re.search(r"[A-Za-z]", prefix))
    )


_FIRM_NAME = r"[가-힣A-Za-z0-9][가-힣A-Za-z0-9&·.-]{0,20}"
FIRM_MARKED = Anchored(
    rf"(?:㈜|\(주\)|\(유\)|(?<![가-힣])주식회사 ?|(?<![가-힣])유한회사 ?|"
    rf"(?<![가-힣])농업회사법인 ?(?:㈜|\(주\)|주식회사)? ?) ?(?P<name>{_FIRM_NAME})"
)
FIRM_MARKED_AFTER = Anchored(
    rf"(?<![가-힣A-Za-z0-9&·])(?P<name>{_FIRM_NAME}?)(?P<mark> ?㈜| ?\(주\)| 주식회사){RIGHT}"
)
FIRM_INTRODUCED = re.compile(
    r"(?:업체|기업|회사|제조사|개발사|제약사|운영사|기업인|업체인|회사인|"
    r"스타트업|스타트업인|철강사인|제조사인|개발사인|전문기업|전문업체|"
    r"대기업|앵커기업|선도기업|시행사|시행사인|시공사|시공사인|운용사인|협력사인|자회사|"
    r"자회사인|계열사|계열사인|합작사|합작사인|합작법인|"
    r"합작법인인) "
    r"['\"]?(?P<name>[A-Z][A-Za-z0-9&-]{1,12} [A-Z]{2,6}(?![A-Za-z])|"
    r"[가-힣A-Za-z][가-힣A-Za-z0-9&.-]{2,16})"
)
FIRM_FOREIGN = re.compile(
    r"(?<![가-힣])(?:미국|일본|중국|독일|프랑스|영국|네덜란드|덴마크|"
    r"노르웨이|스웨덴|핀란드|스위스|벨기에|오스트리아|이탈리아|스페인|"
    r"캐나다|호주|싱가포르|대만|이스라엘|인도|베트남|태국|말레이시아|"
    r"인도네시아|사우디아라비아|아랍에미리트|UAE|러시아|폴란드|헝가리|"
    r"체코|아일랜드|룩셈부르크|포르투갈|튀르키예|브라질|멕시코|칠레|뉴질랜드|"
    r"글로벌|다국적)(?:의| 국적의)? "
    r"(?:[가-힣·]{2,10} ){0,2}?['\"]?(?P<name>[가-힣A-Za-z][가-힣A-Za-z0-9&.-]{2,14})"
)
FIRM_BY_HEAD = re.compile(
    r"(?<![가-힣A-Za-z0-9·])(?P<name>[가-힣A-Za-z]{2,10}(?:전자|반도체|"
    r"바이오|제약|화학|중공업|로보틱스|머티리얼즈|케미칼|에너지솔루션|"
    r"이노텍|테크|테크놀로지|시스템즈|시스템스|모빌리티|메디칼|파마|홀딩스|"
    r"이노베이션|에어로스페이스|하이텍|텔레콤|솔루션즈|코리아|건설|중공업|"
    r"제철|제강|발전|모터스|타이어|엔지니어링|인더스트리|바이오텍|랩스|"
    r"소프트))"
)
FIRM_OF_PERSON = re.compile(
    r"(?<![가-힣])[가-힣]{3} (?P<name>(?:[가-힣A-Za-z0-9&.-]{2,16}))(?: 공동)? (?:대표이사|"
    r"대표|최고경영자|최고기술책임자|최고[가-힣]{2}책임자|부회장|회장|부사장|사장|전무|상무|"
    r"공장장|법인장|창업자)(?=[은는이가와과도의, (])"
)
INVESTS = re.compile(
    r"투자|협약|설립|공장|들여|짓|체결|입주|연구소|인수|제조|생산|출자|개발|공급|참여|유치|법인"
)
_NO_FIRM = re.compile(
    r"(?:에서|으로|하는|하고|하며|한다|했다|되는|들이|들은|들을|들의|"
    r"들과|에게|까지|부터|이며|이고|대로|라며|면서|하기|지원|유치|투자|"
    r"협약|수출|시장|정부|기업|업체|회사|산업|공장|기술|제품|사업|인력|"
    r"분야|규모|대상|입주|참여|관계자|대표|기관|단지|지역|연구소|대학|"
    r"대학교|도시|현지|본사|지사|법인|협력|진출|생산|개발|제조|설립|조성|"
    r"운영|중심|매출|고용|일자리|성과|수요|부담|등록|성장|육성|확보|맞춤형|"
    r"간담회|협의회|설명회|모집|선정|방문|추진|클러스터|특구|밸리)$"
)
_FIRM_PREFIX_STOP = re.compile(
    r"^(?:차세대|시스템|전력|비메모리|메모리|차량용|화합물|첨단|소재|"
    r"레드|그린|화이트|스마트|미래|신|국내|해외|글로벌|가전|전기|정밀|"
    r"석유|생명|의료|융합|디지털|헬스|농생명|해양|천연물|핀|에듀|푸드|"
    r"애그|딥|하이|클린|기후|빅|재|친환경|신재생|태양광|풍력|수력|화력|"
    r"원자력|열병합|수소|연료전지|지속가능|지역|경제|균형|국가|산업|도시|"
    r"사회|기업|기술|주택|도로|토목|종합|아파트|공동주택|세계|인공지능|"
    r"K|AI|해상풍력|조력|바이오|토종|메가|균형|공동|상호|양적|질적|동반|"
    r"통합|대형|전문|민간|제|퍼스널|전기자전거|도심항공|UAM|친환경차|"
    r"개인형|마이크로|공유|차량|자율주행|수륙|에어|어반|로컬|케이|유전체|"
    r"합성|위탁)$"
)


def is_firm_name(name: str) -> bool:
    """Whether an unmarked word, already without its particle, may be a firm's name."""
    return len(name) >= 3 and not _NO_FIRM.search(name) and not name.endswith(("에", "을", "를"))


def is_headed_firm(name: str) -> bool:
    """Whether a word like 'X전자' has a proper first part."""
    m = re.match(
        r"(.+?)(?:전자|반도체|바이오|제약|화학|중공업|로보틱스|머티리얼즈|"
        r"케미칼|테크|모빌리티|건설|발전|코리아|소프트|타이어|모터스|제철|"
        r"제강)$",
        name,
    )
    prefix = m[1] if m else name
    return (
        len(prefix) >= 2
        and not _FIRM_PREFIX_STOP.match(prefix)
        and not is_generic(prefix)
        and not _REGION_PREFIX.fullmatch(prefix)
    )


FIRM_OF_CONSORTIUM = re.compile(
    r"(?<![가-힣A-Za-z0-9·])(?P<name>[가-힣A-Za-z&]{2,8}(?:건설|개발|산업|전자|물산|"
    r"엔지니어링|중공업|그룹|이앤씨|"
    r"E&C|에너지|파워|토건|증권|은행|화학|테크|통신|제강|종합)) 컨소시엄(?=[이은과을에의가])"
)
FIRM_OF_PARTNERS = re.compile(
    r"(?<![가-힣A-Za-z0-9·])(?P<name>[가-힣A-Za-z]{2,8}(?:공업|전자|자동차|제철|제강|화학|"
    r"조선|건설|항공|제약|디스플레이)) "
    r"(?:협력사|협력업체|계열사|자회사|하청업체|납품업체)(?=[은는이가을를의과와도에 ,.])"
)
#: Names listed before '등 7개 기업', and what they are said to be.
FIRMS_LISTED = Anchored(
    r"(?<![가-힣A-Za-z0-9·])(?P<names>(?:(?:㈜|\(주\)"
    r")?[가-힣A-Za-z][가-힣A-Za-z0-9&.-]{1,14}(?:㈜|\(주\))?(?:, ?|·|과 |와 )){1,8}"
    r"(?:㈜|\(주\))?[가-힣A-Za-z][가-힣A-Za-z0-9&.-]{1,14}(?:㈜|\(주\))?) 등 "
    r"(?:국내외? |지역 |도내 |관내 )?(?:\d{1,4}|[두세네]|여러|다섯|여섯)? ?(?:여 ?)?(?:개 ?)?"
    r"(?:[가-힣]{2,6} )?(?:기업|업체|사업자|회사|제약사|건설사|제조사|대기업|중견기업|"
    r"사(?=[가와는의 ])|곳)"
)
#: Foreign cities that stand behind their country's name like a firm does.
FOREIGN_CITIES = frozenset(
    words(
        """
    새너제이 샌프란시스코 실리콘밸리 보스턴 뉴욕 시애틀 로스앤젤레스 라스베이거스 시카고 휴스턴
    애틀랜타
    샌디에이고 댈러스 디트로이트 하노이 호찌민 호치민 다낭 하이퐁 방콕 자카르타 쿠알라룸푸르
    싱가포르
    도쿄 오사카 후쿠오카 나고야 교토 베이징 상하이 선전 광저우 칭다오 충칭 시안 난징 타이베이 신주
    뮌헨 베를린 프랑크푸르트 드레스덴 함부르크 파리 리옹 그르노블 런던 케임브리지 맨체스터 로테르담
    암스테르담 에인트호번 바르셀로나 마드리드 밀라노 로마 빈 취리히 바젤 제네바 브뤼셀 스톡홀름
    헬싱키
    오울루 코펜하겐 오슬로 바르샤바 부다페스트 프라하 텔아비브 두바이 아부다비 리야드 뭄바이 뉴델리
    벵갈루루 시드니 멜버른 토론토 밴쿠버 몬트리올 타슈켄트 알마티 울란바토르 하얼빈 선양 다롄
    """
    )
)


#: A unit of a body, written after its name with a space.
UNIT = re.compile(
    rf" (?P<unit>[가-힣A-Za-z0-9·]{{0,14}}(?:산학협력단|지역본부|사업본부|본부|"
    rf"(?<=[가-힣][가-힣])(?<!도)지사|"
    rf"지부|지회|캠퍼스|병원|공장|분원|연구본부|특별위원회|위원회|의과대학|"
    rf"공과대학|지원단|추진단)){RIGHT}"
)
UNIT_OF_INSTITUTE = re.compile(
    rf" (?P<unit>[가-힣A-Za-z0-9·]{{2,16}}(?:센터|연구소|연구원|사업단|대학원|연구단|"
    rf"[학술]대학)){RIGHT}"
)
