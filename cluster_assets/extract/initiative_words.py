"""Word lists of the initiative extractor: head nouns, generic words, topics, stop words."""

from __future__ import annotations


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# Heads that make a name with a place or proper word before them, quoted or not.
STRONG_HEADS = _words(
    """
    석유화학단지 화학단지 발전단지 연구단지 산업기술단지
    산업단지 산단 농공단지 특화단지 집적단지 복합단지 과학기술단지 과학단지 과기단지
    첨복단지 혁신단지 클러스터 테크노밸리 밸리 비즈니스벨트 벨트 특구 경제자유구역
    자유무역지역 신공항 가속기 펀드 집적지 특별구역 혁신파크 사이언스파크 테크노폴리스
    첨단지구 신항만 국가정원 국가시범도시 시범도시 규제프리존 집적화단지 선도지구
    """
)
# Heads that many bodies and plain things share: these need quotes, a bullet, or more.
WEAK_HEADS = _words(
    """
    센터 캠퍼스 플랫폼 타운 파크 허브 단지 지구 캠프 랩 베이 기지 빌리지 스테이션 시티
    테스트베드 스퀘어 팩토리 공장 공원 거점 타워 실증단지 연구동 산업관 체험관 전시관 박물관
    과학관 홍보관 창업관 이노베이션존 존 발전소 터미널 시험장 실증장 물류망 팜 하우스 마을
    스타트업파크
    """
)
# Programmes and plans.
WORK_HEADS = _words(
    """
    사업 프로젝트 종합계획 기본계획 추진계획 발전계획 육성계획 실행계획 계획 마스터플랜
    로드맵 프로그램 전략 비전 이니셔티브 뉴딜 바우처 아카데미 구상 대책 패키지 챌린지
    """
)
# Joint undertakings: a name only in quotes, elsewhere mostly a common noun.
UNION_HEADS = _words(
    """
    유니언 얼라이언스 네트워크 컨소시엄 생태계
    """
)
# Heads that topics precede as often as proper words ('양식 클러스터').
KIND_HEADS = _words(
    """
    국가정원 벨트 복합단지 집적지 클러스터 펀드 혁신단지 혁신파크
    """
)
# Modifiers that make no name of a head by themselves.
GENERIC_WORDS = _words(
    """
    첨단 일반 국가 산업 혁신 스마트 도시 지방 농공 외국인 전용 복합 특화 규제자유 연구개발
    강소 과학 기술 노후 신규 미래 차세대 글로벌 지역 거점 융복합 융합 그린 통합 창업 투자
    모태 정책 신 대형 소규모 전략 경제 기업 벤처 성장 지원 민관 공공 민간 대규모 세계 최고
    국내 국제 비즈니스 기회발전 도심 분양 인근 친환경 디지털 중심 관련 육성 사업 조성 실증
    특구 클러스터 단지 선도 핵심 주력 실리콘 테크노 사이언스 노후거점 입지 고도화 집적 개별
    준 임대 시범 지정 확장 연계 광역 남부 북부 동부 서부
    """
)
# Fields of industry and research.
TOPICS = _words(
    """
    바이오 헬스 헬스케어 의료 의료기기 의약 제약 메디컬 반도체 이차전지 2차전지 배터리 수소
    암모니아 에너지 신재생 재생에너지 풍력 해상풍력 태양광 원자력 원전 전력 인공지능 AI 로봇
    드론 무인기 항공 우주 우주발사체 발사체 위성 물류 식품 농식품 푸드테크 푸드 농업 농생명
    축산 해양 수산 해양심층수 섬유 패션 가구 디자인 자동차 미래차 전기차 자율주행 모빌리티
    조선 선박 철강 금속 화학 석유화학 정밀화학 소재 신소재 부품 장비 소부장 뿌리 콘텐츠 문화
    게임 영상 미디어 관광 스타트업 연구 개발 제조 데이터 ICT IT SW 소프트웨어 나노 탄소
    탄소중립 방산 국방 방위 디스플레이 화장품 뷰티 세라믹 광 광융합 레이저 양자 물 물산업
    환경 자원순환 재활용 기계 전자 전기 정보통신 통신 보안 핀테크 금융 교육 안전 소방 스포츠
    건강 실버 고령친화 백신 세포 줄기세포 유전자 건설 주택 종자 곤충 미생물 기자재
    친환경선박 철도 도심항공 UAM 가상현실 VR XR 메타버스 블록체인 클라우드 GPU 팹리스 시스템
    패키징 파운드리 디지털헬스케어 첨단바이오 첨단산업 첨단의료 첨단소재 친환경차 부품산업
    국가첨단전략산업 첨단전략산업 석·박사급 발전 자원 지식 정보 생명 생명과학 생물 농기계
    공항 항만 산학연 산학 대학
    """
)
# Well-known places below the level of a county or district, and made land.
SUBPLACES = _words(
    """
    새만금 오송 오창 판교 광교 송도 청라 마곡 홍릉 양재 상암 대덕 내포 동탄 광양만권 아산만
    영일만 서해안 동해안 남해안 구로 반월 시화 온산 대불 율촌
    """
)
# Words that end a name phrase on its left side.
STOP_WORDS = _words(
    """
    1호 가장 가칭 각 개발 결국 곧 공동 관내 관련 관해 구 구축 국가대표 국내 국내외 국내유일
    국내최대 군 군과 규모 그 그러나 그리고 기반 기존 내 내년 네 다른 다만 다시 당시 당초
    대규모 대상 대표 대해 더 더불어 도 도내 도와 동 동남권 두 등 따라 또 또한 맞은편 매년
    매출 면적 명실상부 모두 모든 물론 및 바로 반면 방문 본 본격 부지 분양 비수도권 비해
    사실상 새 생산 선정 세 세계 소재 속 수도권 수출 시 시내 시와 신규 신성장 아래 아시아
    아울러 안 앞서 애초 약 여러 영남권 옆 옛 오는 올해 우리 우선 원래 위치 위해 유치 이 이날
    이로써 이른바 이미 이번 이어 이에 이와 이전 이하 이후 인근 인접 인천TP 일대 일명 일원
    입주 작년 저 전국 전국적 전체 정부 제 제1호 제2의 조성 주변 주요 준공 중 즉 지난 지난해
    지역 지정 착공 참여 첫 총 총사업비 최근 최대 최초 추진 충청권 타 통해 특히 하지만 한
    한편 함께 해당 해마다 향후 현 현재 호남권 확정
    """
)
