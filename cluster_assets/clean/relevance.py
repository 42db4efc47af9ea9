"""Whether an article is about regional innovation policy.

Relevant is an article about a regional innovation cluster, special zone, industrial or
innovation complex, techno park or valley, a regional industry or R&D support programme, or
a body that runs one. A page that only mentions such a place (flats near a techno valley, a
sports match, a donation, a flood in a complex) is not; nor are infection or computing
'clusters'.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick

from cluster_assets.anchored import Located

MAX_CHARS = 20_000
LEAD_CHARS = 600
MIN_ACTIONS = 2
"""Different words of policy action that make an industry's name a topic."""
THRESHOLD = 0.35
"""Below one half, since a relevant article that is lost takes all its facts with it."""


@dataclass(frozen=True, slots=True)
class Relevance:
    """The decision, its score between 0 and 1, and the topic terms that were found."""

    is_relevant: bool
    score: float
    terms: tuple[str, ...]


_STRONG = Located(
    r"(?:혁신|산업|산학연|산학|바이오|반도체|식품|부품|소재|섬유|농식품|수소|에너지|드론|로봇|항공|우주|해양|의료|헬스케어|"
    r"기자재|제조|물류|발사체|콘텐츠|미래차|자동차|모빌리티|이차전지|배터리|인공지능|AI|디지털|창업|스타트업|연구|과학|관광|"
    r"뿌리|디자인|뷰티|화장품|디스플레이|센서|방산|국방|그린|탄소|신소재|철강|조선|광|나노|첨단|특화|지역|농생명|백신|"
    r"융복합|융합|소부장|푸드|스마트\S{0,4}|지식|문화|벤처|기업|전자|화학|환경|물|풍력|태양광|원자력|금융)\s?클러스터"
    r"|\S{2,8}\s?클러스터(?=\s?(?:조성|구축|육성|사업|지정|유치|개발|단지|기본|마스터|활동|산단|진흥원|협의))"
    r"|테크노\s?파크|(?:경남|경북|대구|부산|울산|광주|대전|충남|충북|전남|전북|강원|제주|인천|경기|세종|서울|포항|경기대진|경기)\s?TP(?![A-Za-z])"
    r"|테크노\s?밸리|강소\s?(?:연구개발)?특구|연구개발\s?특구|규제자유\s?특구|경제자유\s?구역|자유무역지역"
    r"|(?:국가|일반|도시첨단|농공|첨단|스마트|스마트그린)\s?(?:산업)?(?:산단|산업단지|단지)"
    r"|산업단지|농공단지|집적단지|특화단지|산업특구|혁신특구|기회발전특구|투자선도지구|지역특화발전특구"
    r"|첨단의료복합단지|첨복단지|과학(?:비즈니스)?벨트|연구단지|지식산업센터|사이언스파크|융복합단지|복합단지|(?<=[가-힣])(?<!관광)특구"
    r"|지역혁신|산학융합|산학연협력|RIS\b|RISE\b|라이즈\s?사업|지역특화산업|지역주력산업|주력산업|전략산업|특화산업|지역산업"
    r"|혁신기관|창조경제혁신센터|경제과학진흥원|산업진흥원|혁신지원센터|지원센터|실증센터|연구개발지원단|규제샌드박스"
    r"|(?:콘텐츠|에너지|벤처|바이오|혁신|로봇|드론|푸드|헬스|디지털|창업|반도체|수소|그린|AI|미디어|실리콘|의료|배터리|메디|"
    r"소프트|산업|부품|뷰티|농생명|스마트팜\s?혁신|R&D)\s?밸리|창업사관학교|뿌리(?:기업|산업)|경제진흥원|전문단지|수출단지|"
    r"스타트업\s?(?:파크|밸리|타운|캠퍼스)|벤처\s?(?:타운|밸리)|딥테크|모펀드|융합\s?얼라이언스|유니언"
    r"|(?:산업|기업|부품|소재|장비|시험·?인증|실증|기반)\s?(?:육성|지원|구축|생태계\s?조성|고도화)\s?사업|기반구축\s?사업|육성사업|혁신공정|실증단지"
    r"|(?:시험|평가|인증|기술지원|실증|연구개발|기업지원|창업보육|기술혁신|융합혁신|공정)\S{0,4}\s?센터|스마트\s?공장|R&D\s?(?:과제|지원|사업)"
    r"|[가-힣]{2,5}산단|과학기술단지|과기단지|(?:종합|산업|연구|의료|기업)\s?타운|혁신\s?파크|산업\s?파크|이노폴리스|테크비즈센터"
    r"|혁신지구|혁신거점|지식산업지구|자유화\s?구역|(?:산업|기업|벤처|혁신|융합|물류|의료|연구|기술|콘텐츠|에너지|투자)\S{0,6}(?:촉진|진흥|집적|혁신|선도)지구|실증도시"
    r"|(?:연구|실증|산업|기술|창업|혁신|바이오|해양과학|제조)\S{0,4}\s?거점\s?(?:구축|조성|센터|시설|단지|육성|사업)"
    r"|(?:국가|지역|광역)\s?첨단전략산업|뿌리산업|강소기업|중견기업\s?육성|지역혁신선도|선도연구|글로컬대학|캠퍼스혁신파크"
)
_INDUSTRY = Located(
    r"(?:치유|바이오|수소|드론|로봇|항공|우주|농식품|농생명|헬스케어|이차전지|배터리|반도체|방위|방산|미래차|모빌리티|뷰티|화장품"
    r"|섬유|탄소|소재|나노|센서|디스플레이|푸드테크|스마트팜|한방|천연물|백신|의료기기|해양레저|재생에너지)\s?산업(?![가-힣]*(?:단지|재해|폐기물))"
)
"""A trade named as an industry: a topic where a policy acts on it, else a setting."""
_WEAK = Located(
    r"클러스터|산단|밸리|특구|혁신도시|기업도시|R&D|연구개발|실증|스타트업|벤처|창업|산업부|중기부|과기정통부|"
    r"산업통상(?:자원)?부|중소벤처기업부|과학기술정보통신부|기업지원|소부장|입주기업|앵커기업|예비타당성|예타"
)
_ACTION = Located(
    r"조성|육성|구축|지정|국비|도비|시비|군비|지방비|민자|총사업비|사업비|공모|선정|유치|착공|준공|기본계획|마스터플랜|"
    r"용역|보고회|업무협약|투자협약|입주기업|연구개발|R&D|실증|시제품|기술이전|사업화|산학연|산·학·연|예비타당성|예타|"
    r"지역산업|지역경제|기업\s?지원|판로|고도화|협의체|네트워크|특화|거점|생태계|스타트업|창업|기업당|업체당|개사|공정\s?개선|인허가|수출\s?상담|입주|국산화|인증|기업\s?유치|생산유발"
)
_FISCAL = re.compile(r"국비|도비|시비|군비|구비|지방비|총?사업비|투자협약|공모|예비타당성|예타")
_OFF_TOPIC_WORDS = {
    "infection": (
        "집단감염 확진 역학조사 감염 방역 코로나 바이러스 격리 백신접종 백신_접종"
        " 병상 환자 의심환자 질병관리 전파"
    ),
    "computing": (
        "GPU 그래픽처리장치 쿠버네티스 서버 노드 인피니밴드 추론 거대언어모델"
        " 거대_언어모델 언어모델 LLM 데이터베이스 엔비디아 벤치마크 스토리지"
        " 오픈소스 클라우드 하둡 파라미터"
    ),
    "housing": (
        "분양 청약 견본주택 모델하우스 전용면적 입주예정 입주_예정 분양가 아파트"
        " 가구수 역세권 전매 브랜드대단지 브랜드_대단지 중도금 오피스텔 세대수 잔여_세대 직주근접"
    ),
    "sports": (
        "우승 준우승 선수 감독 경기장 체육관 득점 리그 결승 대표팀 세트스코어 마라톤"
        " 축구 야구 배구 농구 대회신 전국대회 금메달"
    ),
    "charity": (
        "장학금 성금 기탁 이웃사랑 연탄 김장 기부 봉사 불우이웃 사회복지공동모금회"
        " 후원금 백미 어려운_이웃 이웃돕기 어르신 취약계층 나눔 모금"
    ),
    "weather": (
        "호우 폭우 장맛비 침수 강수량 대설 폭설 태풍 기상청 기상특보 폭염 한파"
        " 이재민 산사태 대피 피해 복구 복구비 재난지원금"
    ),
    "accident": (
        "화재 소방 진화 불길 사망 부상자 부상을 경찰 입건 구속 혐의 음주 사고 폭발 누출"
        " 압수수색 재판 징역 검찰 숨진 숨져 추락 중대재해 작업중지 노동자 중태 실종"
        " 대응단계 대응_단계"
    ),
    "politics": ("후보들 예비후보 선거 공천 지지율 여론조사 총선 유세 투표 개표 경선 출마 득표"),
    "astronomy": ("성단 은하 성운 별자리 망원경 천문"),
    "leisure": (
        "축제 공연 관람객 전시회개막 전시회_개막 등산 맛집 여행 콘서트 영화 드라마"
        " 배우들 가수 관광객 단풍 벚꽃 꽃축제 체험행사 노래 스키장 골프 리프트 이용료"
        " 카지노 음악회 관객 연주 상가 매장"
    ),
    "traffic": (
        "출퇴근 버스노선 버스_노선 통근버스 교통통제 교통_통제 도로통제 도로_통제"
        " 정체_구간 우회도로 배차 정류장 신호등 주차 지하철 승객 열차 철도 역세권"
    ),
    "recruit": ("부고 별세 빈소 발인 화촉 결혼 인사발령 인사_발령 동정"),
    "cars": (
        "SUV 세단 완성차 운전석 계기판 통풍시트 트림 디지털클러스터 디지털_클러스터"
        " 인포테인먼트 신차 시승 연비 마력"
    ),
    "ad": (
        "특가 할인 쿠폰 사은품 이벤트응모 이벤트_응모 구매고객 구매_고객 신제품 출시"
        " 가맹점 무료체험 무료_체험"
    ),
}
"""Words of other subjects; an underscore stands for a blank."""
_OFF_TOPIC = {
    name: tuple(word.replace("_", " ") for word in words.split())
    for name, words in _OFF_TOPIC_WORDS.items()
}
_ALL_OFF_TOPIC = tuple({word: None for words in _OFF_TOPIC.values() for word in words})
_FIND_OFF_TOPIC = AhoCorasick(_ALL_OFF_TOPIC).find_matches_as_indexes


def assess(title: str | None, text: str) -> Relevance:
    """Judge an article by its headline and body.

    Topic terms count more in the headline and the lead than further down; words of policy
    action support them; words of another subject speak against.
    """
    title = title or ""
    body = text[:MAX_CHARS]
    actions = _terms(_ACTION, f"{title}\n{body}")
    patterns = (_STRONG, _INDUSTRY) if len(actions) >= MIN_ACTIONS else (_STRONG,)
    in_title = {term: n for p in patterns for term, n in _terms(p, title).items()}
    matches = sorted((m for p in patterns for m in p.finditer(body)), key=lambda m: m.start())
    in_lead = sum(match.start() < LEAD_CHARS for match in matches)
    in_body = dict(Counter(match.group().strip() for match in matches))
    weak = _terms(_WEAK, f"{title}\n{body}")
    kilo = max(len(body) / 700, 1.0)
    hits = sum(in_body.values())
    evidence = 1.6 * min(sum(in_title.values()), 2) + 0.8 * min(len(_terms(_WEAK, title)), 2)
    evidence += 0.7 * min(in_lead, 3) + 0.5 * min(hits / kilo, 5.0)
    evidence += 0.15 * min(len(weak), 6) + 0.22 * min(len(actions), 9)
    there, above = _off_topic(body), _off_topic(title)
    against = max(_weight(subject, there, above, kilo) for subject in _OFF_TOPIC.values())
    if (in_title or in_lead) and _FISCAL.search(body):
        against *= (
            (0.5 if in_title else 1.0) if above else 0.4
        )  # public money for a named zone: the rest is setting
    if not actions:
        evidence -= 0.5
    if not in_body and not in_title:
        evidence -= 1.2 if weak else 3.0
    score = 1.0 / (1.0 + math.exp(-(evidence - against - 2.0)))
    terms = tuple(dict.fromkeys([*in_title, *in_body, *(weak if len(in_body) < 3 else ())]))[:12]
    return Relevance(score >= THRESHOLD and bool(terms), round(score, 4), terms)


def _terms(pattern: Located, text: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for match in pattern.finditer(text):
        term = match.group().strip()
        found[term] = found.get(term, 0) + 1
    return found


def _off_topic(text: str) -> dict[str, int]:
    """Words of other subjects in a text, with how often each stands there."""
    found = Counter(index for index, _, _ in _FIND_OFF_TOPIC(text, overlapping=True))
    return {_ALL_OFF_TOPIC[index]: count for index, count in found.items()}


def _weight(
    subject: tuple[str, ...], body: Mapping[str, int], title: Collection[str], kilo: float
) -> float:
    """How strongly one other subject speaks: different words, their density, the headline."""
    counts = [body[word] for word in subject if word in body]
    in_title = sum(word in title for word in subject)
    if len(counts) < 2 and not in_title:
        return 0.0
    density = min(sum(counts) / kilo, 8.0)
    return 0.45 * min(len(counts), 7) + 0.3 * density + 1.0 * min(in_title, 2)
