"""Regions as local papers write them: marked, bare, listed, shared, renamed."""

from __future__ import annotations

from datetime import date

import pytest

from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.issuer import find_issuer
from cluster_assets.extract.regions import find_regions

CASES = [
    pytest.param(
        "예산 늘려 양산 체계 갖춘다",
        (
            "전남도는 내년 예산 30억원을 확보해 수소버스 양산 체계를 갖추고, 영양 성분 분석과 음성 "
            "인식 기술을 지원한다고 밝혔다. 고성이 오가던 회의는 인제 마무리 단계다. 부여된 권한을 "
            "강화하고 진도를 점검한다."
        ),
        "",
        date(2021, 3, 2),
        {"전라남도"},
        id="common_nouns",
    ),
    pytest.param(
        "",
        "충남 보령·예산·부여 등 3개 시군은 2일 협의체를 꾸렸다. 진천과 음성, 괴산도 참여를 검토한다.",
        "",
        date(2022, 3, 2),
        {
            "충청남도 보령시",
            "충청남도 부여군",
            "충청남도 예산군",
            "충청북도 괴산군",
            "충청북도 음성군",
            "충청북도 진천군",
        },
        id="listed_ambiguous",
    ),
    pytest.param(
        "",
        (
            "도는 5개 시군(영광, 장성, 함평, 강진, 신안)을 묶어 해상풍력 배후단지를 만든다. "
            "전남도 관계자는 이같이 말했다."
        ),
        "",
        date(2022, 3, 2),
        {
            "전라남도",
            "전라남도 강진군",
            "전라남도 신안군",
            "전라남도 영광군",
            "전라남도 장성군",
            "전라남도 함평군",
        },
        id="bracket_list",
    ),
    pytest.param(
        "",
        (
            "한국전기안전공사 전주본사와 삼성전자 구미공장, 충남대학교, 부산항만공사, "
            "경기도경제과학진흥원, 대전창조경제혁신센터가 참여한다. 행사는 여수 엑스포장에서 열렸다."
        ),
        "",
        date(2022, 3, 2),
        {"전라남도 여수시"},
        id="org_names",
    ),
    pytest.param(
        "고성군, 수산식품 클러스터 착공",
        "고성군은 거진읍에 수산식품 가공단지를 짓는다. 강원도와 속초시가 힘을 보탠다.",
        "설악일보",
        date(2022, 3, 2),
        {"강원도", "강원도 고성군", "강원도 속초시"},
        id="goseong_gangwon",
    ),
    pytest.param(
        "",
        "고성군은 5일 거제시, 경남도와 업무협약을 맺고 고성읍에 조선기자재 단지를 조성한다.",
        "",
        date(2022, 3, 2),
        {"경상남도", "경상남도 거제시", "경상남도 고성군"},
        id="goseong_gyeongnam",
    ),
    pytest.param(
        "",
        "경기 광주시는 하남시와 함께 오포읍에 지식산업센터를 짓기로 했다.",
        "",
        date(2022, 3, 2),
        {"경기도 광주시", "경기도 하남시"},
        id="gwangju_gyeonggi",
    ),
    pytest.param(
        "",
        "광주시는 광산구 평동에 미래차 국가산단을 만든다. 전남 나주와도 연계한다.",
        "",
        date(2024, 3, 2),
        {"광주광역시", "광주광역시 광산구", "전라남도 나주시"},
        id="gwangju_metro",
    ),
    pytest.param(
        "강서구, 마곡에 바이오 창업센터",
        "강서구는 12일 마곡지구에 창업센터를 연다고 밝혔다. 서울시도 10억원을 보탠다.",
        "",
        date(2022, 3, 2),
        {"서울특별시", "서울특별시 강서구"},
        id="gangseo_seoul",
    ),
    pytest.param(
        "",
        "대구시와 북구는 침산동 옛 공장 터를 손본다. 북구청장은 기대를 나타냈다.",
        "",
        date(2022, 3, 2),
        {"대구광역시", "대구광역시 북구"},
        id="bukgu_daegu",
    ),
    pytest.param(
        "",
        "포항시 남구 오천읍의 블루밸리국가산단에 공장이 들어선다.",
        "",
        date(2022, 3, 2),
        {"경상북도 포항시"},
        id="pohang_namgu",
    ),
    pytest.param(
        "",
        "성남시 분당구와 용인시 처인구, 청주 흥덕구에 걸친 사업이다.",
        "",
        date(2022, 3, 2),
        {"경기도 성남시", "경기도 용인시", "충청북도 청주시"},
        id="ilban_gu",
    ),
    pytest.param(
        "",
        "강원도는 춘천시, 원주시와 함께 규제를 푼다.",
        "",
        date(2024, 3, 2),
        {"강원특별자치도", "강원특별자치도 원주시", "강원특별자치도 춘천시"},
        id="rename_gangwon",
    ),
    pytest.param(
        "",
        "전북도와 완주군은 수소특화 국가산단을 함께 추진한다. 전주·익산도 참여한다.",
        "",
        date(2024, 1, 18),
        {
            "전북특별자치도",
            "전북특별자치도 완주군",
            "전북특별자치도 익산시",
            "전북특별자치도 전주시",
        },
        id="rename_jeonbuk",
    ),
    pytest.param(
        "",
        "청원군 오창읍과 연기군, 여주군이 물망에 올랐다.",
        "",
        date(2011, 3, 2),
        {"경기도 여주군", "충청남도 연기군", "충청북도 청원군"},
        id="old_names",
    ),
    pytest.param(
        "",
        "창원시는 옛 마산의 자유무역지역과 진해를 잇는다.",
        "",
        date(2015, 3, 2),
        {"경상남도 창원시"},
        id="masan",
    ),
    pytest.param(
        "",
        "전남광주통합특별시는 목포시와 협약을 맺었다.",
        "",
        date(2026, 9, 1),
        {"전남광주통합특별시", "전남광주통합특별시 목포시"},
        id="merged_2026",
    ),
    pytest.param(
        "",
        "대구경북은 하나의 경제권이다. 부산·울산·경남이 손을 잡았다. 충북음성 공장도 들어선다.",
        "",
        date(2022, 3, 2),
        {"경상남도", "경상북도", "대구광역시", "부산광역시", "울산광역시", "충청북도 음성군"},
        id="attached",
    ),
    pytest.param(
        "경기 침체 속 투자",
        (
            "경기가 나빠지면서 경기 회복을 위한 대책이 나왔다. 세계 경기 둔화도 걱정이다. 안산과 "
            "시흥, 경기 화성의 공장들이 문을 닫는다."
        ),
        "",
        date(2022, 3, 2),
        {"경기도 시흥시", "경기도 안산시", "경기도 화성시"},
        id="economy",
    ),
    pytest.param(
        "",
        "이강덕 포항시장과 김관용 경북지사, 최문순 화천군수, 부산시청 관계자가 참석했다.",
        "",
        date(2017, 3, 2),
        {"강원도 화천군", "경상북도", "경상북도 포항시", "부산광역시"},
        id="offices",
    ),
    pytest.param(
        "",
        (
            "거제시는 ‘해양플랜트 특화 클러스터 조성사업’ 착수보고회를 열고 ‘거제 스마트야드 실증센터’ "
            "건립을 논의했다."
        ),
        "",
        date(2022, 3, 2),
        {"경상남도 거제시"},
        id="quoted",
    ),
    pytest.param(
        "",
        (
            "구미시는 ‘구미 반도체 소재부품 특화단지’(이하 특화단지) 조성에 속도를 낸다. 특화단지에는 "
            "30개사가 들어선다. 이 사업은 2027년까지다."
        ),
        "",
        date(2023, 9, 2),
        {"경상북도 구미시"},
        id="alias",
    ),
    pytest.param(
        "목포 신재생산단에 200억",
        "목포시는 목포신항 배후의 대양일반산업단지에 공장을 유치했다. 대양산단의 분양률은 90%다.",
        "",
        date(2023, 9, 2),
        {"전라남도 목포시"},
        id="short_forms",
    ),
    pytest.param(
        "",
        "진주시는 「우주부품 시험센터 구축사업」을 추진한다. 『경남 우주항공 국가산업단지』도 순항 중이다.",
        "",
        date(2023, 9, 2),
        {"경상남도 진주시"},
        id="brackets",
    ),
    pytest.param(
        "",
        "이날 열린 ‘2023 대구 국제 로봇포럼’에서 ‘지방이 살아야 나라가 산다’는 주제로 토론했다.",
        "",
        date(2023, 9, 2),
        set(),
        id="event_only",
    ),
    pytest.param(
        "",
        (
            "도내 산업단지와 노후 산단, 첨단산업단지를 아우르는 혁신클러스터를 만든다. 국가산단 지정을 "
            "건의했다. 충북도는 규제자유특구 지정도 노린다."
        ),
        "",
        date(2023, 9, 2),
        {"충청북도"},
        id="generic_heads",
    ),
    pytest.param(
        "",
        (
            "주요 사업은 ▲수소상용차 실증센터 120억원 ▲그린수소 생산 클러스터 300억원 ▲탄소섬유 "
            "복합재 플랫폼 45억원이다."
        ),
        "",
        date(2023, 9, 2),
        set(),
        id="bullets",
    ),
    pytest.param(
        "",
        (
            "정부는 지난해 3월 대전 나노·반도체 국가산업단지 후보지를 발표했다. 천안 미래모빌리티 "
            "국가산단도 포함됐다. 오송생명과학단지와 이어진다."
        ),
        "",
        date(2024, 9, 2),
        set(),
        id="unquoted",
    ),
    pytest.param(
        "",
        "전북도는 전북 혁신성장 펀드 300억원을 조성한다. 모태펀드 자금도 들어간다.",
        "",
        date(2022, 9, 2),
        {"전라북도"},
        id="fund",
    ),
    pytest.param(
        "",
        "제3차 지역균형발전 5개년 계획과 ‘부산 블루테크 2030 전략’이 발표됐다.",
        "",
        date(2022, 9, 2),
        set(),
        id="plan",
    ),
    pytest.param(
        "",
        "구는 2024년 소상공인 스마트상점 지원사업을 시작한다. 군산시는 조선업 상생 지원사업도 벌인다.",
        "",
        date(2024, 9, 2),
        {"전북특별자치도 군산시"},
        id="programme",
    ),
    pytest.param(
        "",
        "[대전=홍길동 기자] 충남도와 아산시는 협약을 맺었다.",
        "",
        date(2024, 9, 2),
        {"충청남도", "충청남도 아산시"},
        id="dateline",
    ),
    pytest.param(
        "",
        "제주도는 서귀포시와 협의한다. 제주시 애월읍도 후보다.",
        "",
        date(2024, 9, 2),
        {"제주특별자치도", "제주특별자치도 서귀포시", "제주특별자치도 제주시"},
        id="jeju",
    ),
    pytest.param(
        "",
        "세종시는 2027년까지 스마트시티 국가시범도시를 완성한다.",
        "",
        date(2024, 9, 2),
        {"세종특별자치시"},
        id="sejong",
    ),
    pytest.param(
        "",
        "강원도는 2019년 5월 3일 동해시와 협약을 맺었다.",
        "",
        None,
        {"강원도", "강원도 동해시"},
        id="undated",
    ),
    pytest.param(
        "",
        "컨소시엄에는 ㈜가온테크(경기 안양), 누리소재(충남 아산), 다래바이오(대전)가 참여한다.",
        "",
        date(2022, 1, 2),
        {"경기도 안양시", "대전광역시", "충청남도 아산시"},
        id="paren_city",
    ),
    pytest.param(
        "나주에 짓는 인공태양…전남·광주 ‘들썩’",
        "연구시설이 나주시 왕곡면에 들어선다. 유치에는 전남도와 광주시가 힘을 모았다.",
        "",
        date(2025, 11, 25),
        {"광주광역시", "전라남도", "전라남도 나주시"},
        id="mid_title",
    ),
    pytest.param(
        "",
        "창원국가산단 일원과 김해지역, 밀양 나노융합국가산단이 대상이다.",
        "",
        date(2022, 1, 2),
        {"경상남도 김해시"},
        id="ilwon",
    ),
    pytest.param(
        "",
        "남해안과 서해안, 동해 바다를 잇는 벨트를 만든다. 남해군도 참여한다.",
        "",
        date(2022, 1, 2),
        {"경상남도 남해군"},
        id="plain_seas",
    ),
    pytest.param(
        "",
        (
            "밀양시는 나노융합 국가산업단지 활성화를 위해 밀양 나노피아 수소환경소재부품 클러스터 "
            "조성사업에 국비 120억원을 확보했다."
        ),
        "",
        date(2022, 1, 2),
        {"경상남도 밀양시"},
        id="programme_with_place",
    ),
    pytest.param(
        "",
        (
            "시는 ‘스마트그린 산업단지 촉진사업’에 이어 '탄소중립 선도 플랜트'를 짓는다. "
            "여수국가산단과 율촌제1산단이 대상이다."
        ),
        "",
        date(2022, 1, 2),
        set(),
        id="several_estates",
    ),
    pytest.param(
        "",
        "김천시 어모면 김천1일반산업단지 4단계 조성사업이 첫 삽을 떴다.",
        "",
        date(2022, 1, 2),
        {"경상북도 김천시"},
        id="stage_of_an_estate",
    ),
    pytest.param(
        "",
        (
            "고양시는 일산테크노밸리와 킨텍스 제3전시장, CJ라이브시티를 잇는 고양 방송영상밸리를 "
            "조성한다. 경기북부 테크노밸리 조성도 검토한다."
        ),
        "",
        date(2022, 1, 2),
        {"경기도 고양시"},
        id="valleys",
    ),
    pytest.param(
        "",
        "‘한림 해상풍력 발전단지’ 인근에 들어설 ‘그린수소 글로벌 허브’는 2026년 문을 연다.",
        "",
        date(2022, 1, 2),
        set(),
        id="quoted_weak_heads",
    ),
    pytest.param(
        "",
        "도는 ‘제2차 탄소소재 융복합산업 종합발전계획’에 따라 탄소소재 국가산단을 2028년까지 짓는다.",
        "",
        date(2022, 1, 2),
        set(),
        id="numbered_plan",
    ),
    pytest.param(
        "",
        "2027년까지 안동 바이오 백신 특구에 600억원을 들인다. 안동 백신 특구는 2021년 지정됐다.",
        "",
        date(2024, 1, 2),
        set(),
        id="zone_named_twice",
    ),
    pytest.param(
        "",
        "군산 강소연구개발특구와 대구 규제자유특구, 경북 포항 이차전지 규제자유특구 등이 참여했다.",
        "",
        date(2024, 1, 2),
        set(),
        id="zones_of_other_places_stay_apart",
    ),
    pytest.param(
        "",
        (
            "이 클러스터는 국내 최대 반도체 클러스터가 된다. 세계적인 바이오 클러스터로 키우고 "
            "산업단지를 넓힌다. 입주기업은 단지 안에서 센터를 쓴다."
        ),
        "",
        date(2024, 1, 2),
        set(),
        id="kinds_not_names",
    ),
    pytest.param(
        "",
        (
            "시는 ‘의료기기 클러스터’를 발판으로 ‘K-의료기기 실증지원센터’를 열고 “클러스터는 도시의 "
            "미래”라고 밝혔다."
        ),
        "",
        date(2024, 1, 2),
        set(),
        id="quoted_topic_cluster",
    ),
    pytest.param(
        "",
        (
            "여수·광양만권 이차전지 기회발전특구에 8천억원이 투자된다. 전남도는 광양 세풍산단과 "
            "율촌산단을 특구로 묶었다."
        ),
        "",
        date(2024, 8, 2),
        {"전라남도"},
        id="zone_of_two_cities",
    ),
    pytest.param(
        "",
        "시 관계자는 판교 제2테크노밸리에 버금가는 단지로 키우겠다고 했다. 수원 광교테크노밸리도 살폈다.",
        "",
        date(2024, 8, 2),
        set(),
        id="second_valley",
    ),
    pytest.param(
        "",
        "‘충주 바이오헬스 국가산단’ 조성계획이 승인됐다. 충주 바이오헬스 국가산업단지에는 8천억원이 들어간다.",
        "",
        date(2024, 8, 2),
        set(),
        id="fullest_spelling",
    ),
    pytest.param(
        "",
        "원주시(시장 김아무)는 ‘원주 AI 허브도시 조성 업무협약’을 체결하고 ‘AI 컴퓨팅센터 구축’에 나선다.",
        "",
        date(2024, 8, 2),
        {"강원특별자치도 원주시"},
        id="quoted_act_tail",
    ),
    pytest.param(
        "",
        "완주 테크노밸리 제2일반산업단지와 완주 수소특화국가산단에 기업이 몰린다.",
        "",
        date(2024, 8, 2),
        set(),
        id="estate_in_a_valley",
    ),
    pytest.param(
        "",
        (
            "부산시는 27일 부산테크노파크, 부산연합기술지주와 ‘부산 미래성장 벤처펀드’ 결성식을 "
            "가졌다. 펀드 규모는 1천11억원이다."
        ),
        "",
        date(2024, 8, 2),
        {"부산광역시"},
        id="fund_and_event",
    ),
    pytest.param(
        "",
        "양구군에 들어설 ‘스포츠행정복합타운’과 화천의 사창산업단지, 인제 용대관광지구가 연결된다.",
        "",
        date(2024, 8, 2),
        {"강원특별자치도 양구군", "강원특별자치도 화천군"},
        id="town_and_estate",
    ),
    pytest.param(
        "",
        "도는 6월 ‘새만금 RE100 산단’ 지정에 이어 새만금 국가산업단지 2공구에 데이터센터를 유치한다.",
        "",
        date(2024, 8, 2),
        set(),
        id="made_land",
    ),
    pytest.param(
        "",
        "대불산단과 삼호지방산업단지, 화원조선산단 등 서남권 조선 단지",
        "",
        date(2024, 8, 2),
        set(),
        id="estates_with_coined_names",
    ),
    pytest.param(
        "",
        "오창 방사광가속기와 청주 오송 제3생명과학 국가산업단지, K-바이오 스퀘어를 축으로 한다.",
        "",
        date(2024, 8, 2),
        set(),
        id="accelerator",
    ),
    pytest.param(
        "",
        "‘문경 스마트팜 혁신밸리’가 준공됐다. 상주 스마트팜 혁신밸리와 경쟁한다.",
        "",
        date(2024, 8, 2),
        set(),
        id="same_words_other_city",
    ),
    pytest.param(
        "",
        "광양시는 ‘광양만권 HRD센터’와 ‘광양 익신산단 지식산업센터’를 잇달아 착공했다.",
        "",
        date(2024, 8, 2),
        {"전라남도 광양시"},
        id="centres_in_quotes",
    ),
]


@pytest.mark.parametrize(("title", "text", "outlet", "published", "expected"), CASES)
def test_names_of_the_article(
    title: str, text: str, outlet: str, published: date | None, expected: set[str]
) -> None:
    context = ArticleContext(title, text, published, outlet)
    assert {mention.canonical_name for mention in find_regions(context)} == expected


@pytest.mark.parametrize(("title", "text", "outlet", "published", "expected"), CASES)
def test_spans_hold_what_they_say(
    title: str, text: str, outlet: str, published: date | None, expected: set[str]
) -> None:
    context = ArticleContext(title, text, published, outlet)
    for mention in find_regions(context):
        source = text if mention.span.field == "text" else title
        assert source[mention.span.start : mention.span.end] == mention.surface


def test_one_id_for_a_province_under_both_its_names() -> None:
    before = find_regions(ArticleContext("", "강원도는 협약을 맺었다.", date(2020, 1, 2)))
    after = find_regions(ArticleContext("", "강원도는 협약을 맺었다.", date(2025, 1, 2)))
    assert before[0].canonical_name == "강원도"
    assert after[0].canonical_name == "강원특별자치도"
    assert before[0].entity_id == after[0].entity_id


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("충남도와 서산시는 2일 협약을 맺었다. 도는 돈을 댄다.", None, "충청남도"),
        ("충남도와 서산시는 2일 협약을 맺었다. 시는 땅을 댄다.", "시", "충청남도 서산시"),
        ("부산 해운대구는 2일 센터를 연다. 시비도 들어간다.", "시", "부산광역시"),
        ("함안군은 2일 김해시와 만났다. 도비를 쓴다.", "도", "경상남도"),
        ("지역 경제가 어렵다.", None, None),
    ],
)
def test_issuer(text: str, kind: str | None, expected: str | None) -> None:
    context = ArticleContext("", text, date(2022, 5, 3))
    assert find_issuer(context, find_regions(context), kind) == expected  # type: ignore[arg-type]
