"""Initiatives by quotes, bullets and head nouns, and what only looks like one."""

from __future__ import annotations

from datetime import date

import pytest

from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.initiatives import find_initiatives, initiative_ranges

CASES = [
    pytest.param(
        "예산 늘려 양산 체계 갖춘다",
        (
            "전남도는 내년 예산 30억원을 확보해 수소버스 양산 체계를 갖추고, 영양 성분 분석과 음성 "
            "인식 기술을 지원한다고 밝혔다. 고성이 오가던 회의는 인제 마무리 단계다. 부여된 권한을 "
            "강화하고 진도를 점검한다."
        ),
        set(),
        id="common_nouns",
    ),
    pytest.param(
        "",
        (
            "한국전기안전공사 전주본사와 삼성전자 구미공장, 충남대학교, 부산항만공사, "
            "경기도경제과학진흥원, 대전창조경제혁신센터가 참여한다. 행사는 여수 엑스포장에서 열렸다."
        ),
        set(),
        id="org_names",
    ),
    pytest.param(
        "",
        "포항시 남구 오천읍의 블루밸리국가산단에 공장이 들어선다.",
        {"블루밸리국가산단"},
        id="pohang_namgu",
    ),
    pytest.param(
        "",
        (
            "거제시는 ‘해양플랜트 특화 클러스터 조성사업’ 착수보고회를 열고 ‘거제 스마트야드 실증센터’ "
            "건립을 논의했다."
        ),
        {"거제 스마트야드 실증센터", "해양플랜트 특화 클러스터 조성사업"},
        id="quoted",
    ),
    pytest.param(
        "",
        (
            "구미시는 ‘구미 반도체 소재부품 특화단지’(이하 특화단지) 조성에 속도를 낸다. 특화단지에는 "
            "30개사가 들어선다. 이 사업은 2027년까지다."
        ),
        {"구미 반도체 소재부품 특화단지"},
        id="alias",
    ),
    pytest.param(
        "목포 신재생산단에 200억",
        "목포시는 목포신항 배후의 대양일반산업단지에 공장을 유치했다. 대양산단의 분양률은 90%다.",
        {"대양일반산업단지"},
        id="short_forms",
    ),
    pytest.param(
        "",
        "진주시는 「우주부품 시험센터 구축사업」을 추진한다. 『경남 우주항공 국가산업단지』도 순항 중이다.",
        {"경남 우주항공 국가산업단지", "우주부품 시험센터 구축사업"},
        id="brackets",
    ),
    pytest.param(
        "",
        "이날 열린 ‘2023 대구 국제 로봇포럼’에서 ‘지방이 살아야 나라가 산다’는 주제로 토론했다.",
        set(),
        id="event_only",
    ),
    pytest.param(
        "",
        (
            "도내 산업단지와 노후 산단, 첨단산업단지를 아우르는 혁신클러스터를 만든다. 국가산단 지정을 "
            "건의했다. 충북도는 규제자유특구 지정도 노린다."
        ),
        set(),
        id="generic_heads",
    ),
    pytest.param(
        "",
        (
            "주요 사업은 ▲수소상용차 실증센터 120억원 ▲그린수소 생산 클러스터 300억원 ▲탄소섬유 "
            "복합재 플랫폼 45억원이다."
        ),
        {"그린수소 생산 클러스터", "수소상용차 실증센터", "탄소섬유 복합재 플랫폼"},
        id="bullets",
    ),
    pytest.param(
        "",
        (
            "정부는 지난해 3월 대전 나노·반도체 국가산업단지 후보지를 발표했다. 천안 미래모빌리티 "
            "국가산단도 포함됐다. 오송생명과학단지와 이어진다."
        ),
        {"대전 나노·반도체 국가산업단지", "오송생명과학단지", "천안 미래모빌리티 국가산단"},
        id="unquoted",
    ),
    pytest.param(
        "",
        "전북도는 전북 혁신성장 펀드 300억원을 조성한다. 모태펀드 자금도 들어간다.",
        {"전북 혁신성장 펀드"},
        id="fund",
    ),
    pytest.param(
        "",
        "제3차 지역균형발전 5개년 계획과 ‘부산 블루테크 2030 전략’이 발표됐다.",
        {"부산 블루테크 2030 전략"},
        id="plan",
    ),
    pytest.param(
        "",
        "부산 에코델타시티와 인천경제자유구역, 광주연구개발특구, 안동 바이오생명 국가산업단지가 대표적이다.",
        {"광주연구개발특구", "안동 바이오생명 국가산업단지", "인천경제자유구역"},
        id="zones",
    ),
    pytest.param(
        "",
        "구는 2024년 소상공인 스마트상점 지원사업을 시작한다. 군산시는 조선업 상생 지원사업도 벌인다.",
        {"2024년 소상공인 스마트상점 지원사업"},
        id="programme",
    ),
    pytest.param(
        "",
        "세종시는 2027년까지 스마트시티 국가시범도시를 완성한다.",
        {"스마트시티 국가시범도시"},
        id="sejong",
    ),
    pytest.param(
        "",
        "창원국가산단 일원과 김해지역, 밀양 나노융합국가산단이 대상이다.",
        {"밀양 나노융합국가산단", "창원국가산단"},
        id="ilwon",
    ),
    pytest.param(
        "",
        (
            "밀양시는 나노융합 국가산업단지 활성화를 위해 밀양 나노피아 수소환경소재부품 클러스터 "
            "조성사업에 국비 120억원을 확보했다."
        ),
        {"밀양 나노피아 수소환경소재부품 클러스터 조성사업"},
        id="programme_with_place",
    ),
    pytest.param(
        "",
        (
            "시는 ‘스마트그린 산업단지 촉진사업’에 이어 '탄소중립 선도 플랜트'를 짓는다. "
            "여수국가산단과 율촌제1산단이 대상이다."
        ),
        {"스마트그린 산업단지 촉진사업", "여수국가산단", "율촌제1산단", "탄소중립 선도 플랜트"},
        id="several_estates",
    ),
    pytest.param(
        "",
        "김천시 어모면 김천1일반산업단지 4단계 조성사업이 첫 삽을 떴다.",
        {"김천1일반산업단지 4단계 조성사업"},
        id="stage_of_an_estate",
    ),
    pytest.param(
        "",
        (
            "고양시는 일산테크노밸리와 킨텍스 제3전시장, CJ라이브시티를 잇는 고양 방송영상밸리를 "
            "조성한다. 경기북부 테크노밸리 조성도 검토한다."
        ),
        {"경기북부 테크노밸리", "고양 방송영상밸리", "일산테크노밸리"},
        id="valleys",
    ),
    pytest.param(
        "",
        "‘한림 해상풍력 발전단지’ 인근에 들어설 ‘그린수소 글로벌 허브’는 2026년 문을 연다.",
        {"그린수소 글로벌 허브", "한림 해상풍력 발전단지"},
        id="quoted_weak_heads",
    ),
    pytest.param(
        "",
        "도는 ‘제2차 탄소소재 융복합산업 종합발전계획’에 따라 탄소소재 국가산단을 2028년까지 짓는다.",
        {"제2차 탄소소재 융복합산업 종합발전계획"},
        id="numbered_plan",
    ),
    pytest.param(
        "",
        "2027년까지 안동 바이오 백신 특구에 600억원을 들인다. 안동 백신 특구는 2021년 지정됐다.",
        {"안동 바이오 백신 특구"},
        id="zone_named_twice",
    ),
    pytest.param(
        "",
        "군산 강소연구개발특구와 대구 규제자유특구, 경북 포항 이차전지 규제자유특구 등이 참여했다.",
        {"경북 포항 이차전지 규제자유특구", "군산 강소연구개발특구", "대구 규제자유특구"},
        id="zones_of_other_places_stay_apart",
    ),
    pytest.param(
        "",
        (
            "이 클러스터는 국내 최대 반도체 클러스터가 된다. 세계적인 바이오 클러스터로 키우고 "
            "산업단지를 넓힌다. 입주기업은 단지 안에서 센터를 쓴다."
        ),
        set(),
        id="kinds_not_names",
    ),
    pytest.param(
        "",
        (
            "시는 ‘의료기기 클러스터’를 발판으로 ‘K-의료기기 실증지원센터’를 열고 “클러스터는 도시의 "
            "미래”라고 밝혔다."
        ),
        {"K-의료기기 실증지원센터", "의료기기 클러스터"},
        id="quoted_topic_cluster",
    ),
    pytest.param(
        "",
        (
            "여수·광양만권 이차전지 기회발전특구에 8천억원이 투자된다. 전남도는 광양 세풍산단과 "
            "율촌산단을 특구로 묶었다."
        ),
        {"광양 세풍산단", "여수·광양만권 이차전지 기회발전특구", "율촌산단"},
        id="zone_of_two_cities",
    ),
    pytest.param(
        "",
        "시 관계자는 판교 제2테크노밸리에 버금가는 단지로 키우겠다고 했다. 수원 광교테크노밸리도 살폈다.",
        {"수원 광교테크노밸리", "판교 제2테크노밸리"},
        id="second_valley",
    ),
    pytest.param(
        "",
        "‘충주 바이오헬스 국가산단’ 조성계획이 승인됐다. 충주 바이오헬스 국가산업단지에는 8천억원이 들어간다.",
        {"충주 바이오헬스 국가산업단지"},
        id="fullest_spelling",
    ),
    pytest.param(
        "",
        "원주시(시장 김아무)는 ‘원주 AI 허브도시 조성 업무협약’을 체결하고 ‘AI 컴퓨팅센터 구축’에 나선다.",
        {"AI 컴퓨팅센터"},
        id="quoted_act_tail",
    ),
    pytest.param(
        "",
        "완주 테크노밸리 제2일반산업단지와 완주 수소특화국가산단에 기업이 몰린다.",
        {"완주 수소특화국가산단", "완주 테크노밸리 제2일반산업단지"},
        id="estate_in_a_valley",
    ),
    pytest.param(
        "",
        (
            "부산시는 27일 부산테크노파크, 부산연합기술지주와 ‘부산 미래성장 벤처펀드’ 결성식을 "
            "가졌다. 펀드 규모는 1천11억원이다."
        ),
        {"부산 미래성장 벤처펀드"},
        id="fund_and_event",
    ),
    pytest.param(
        "",
        "양구군에 들어설 ‘스포츠행정복합타운’과 화천의 사창산업단지, 인제 용대관광지구가 연결된다.",
        {"사창산업단지", "스포츠행정복합타운"},
        id="town_and_estate",
    ),
    pytest.param(
        "",
        "도는 6월 ‘새만금 RE100 산단’ 지정에 이어 새만금 국가산업단지 2공구에 데이터센터를 유치한다.",
        {"새만금 RE100 산단", "새만금 국가산업단지"},
        id="made_land",
    ),
    pytest.param(
        "",
        "대불산단과 삼호지방산업단지, 화원조선산단 등 서남권 조선 단지",
        {"대불산단", "삼호지방산업단지", "화원조선산단"},
        id="estates_with_coined_names",
    ),
    pytest.param(
        "",
        "오창 방사광가속기와 청주 오송 제3생명과학 국가산업단지, K-바이오 스퀘어를 축으로 한다.",
        {"오창 방사광가속기", "청주 오송 제3생명과학 국가산업단지"},
        id="accelerator",
    ),
    pytest.param(
        "",
        "‘문경 스마트팜 혁신밸리’가 준공됐다. 상주 스마트팜 혁신밸리와 경쟁한다.",
        {"문경 스마트팜 혁신밸리", "상주 스마트팜 혁신밸리"},
        id="same_words_other_city",
    ),
    pytest.param(
        "",
        "광양시는 ‘광양만권 HRD센터’와 ‘광양 익신산단 지식산업센터’를 잇달아 착공했다.",
        {"광양 익신산단 지식산업센터", "광양만권 HRD센터"},
        id="centres_in_quotes",
    ),
]


@pytest.mark.parametrize(("title", "text", "expected"), CASES)
def test_names_of_the_article(title: str, text: str, expected: set[str]) -> None:
    context = ArticleContext(title, text, date(2024, 5, 3))
    assert {mention.canonical_name for mention in find_initiatives(context)} == expected


@pytest.mark.parametrize(("title", "text", "expected"), CASES)
def test_spans_hold_what_they_say(title: str, text: str, expected: set[str]) -> None:
    for mention in find_initiatives(ArticleContext(title, text, date(2024, 5, 3))):
        source = text if mention.span.field == "text" else title
        assert source[mention.span.start : mention.span.end] == mention.surface


def test_short_forms_are_mentions_of_the_full_name() -> None:
    text = "군은 ‘가람 수산식품 혁신클러스터 조성사업’을 편다. 가람 수산식품 클러스터는 2027년 문을 연다."
    mentions = find_initiatives(ArticleContext("", text, date(2024, 5, 3)))
    assert [m.canonical_name for m in mentions] == ["가람 수산식품 혁신클러스터 조성사업"] * 2
    assert len({m.entity_id for m in mentions}) == 1
    assert mentions[1].rule == "alias"


def test_ranges_cover_short_forms_too() -> None:
    context = ArticleContext("", "시는 대불산단을 넓힌다.", date(2024, 5, 3))
    assert initiative_ranges(context, "text") == [(3, 7)]


def test_hostile_input_is_read_in_linear_time() -> None:
    text = "클러스터 " * 4000 + "'" * 4000 + "△" * 4000
    assert isinstance(find_initiatives(ArticleContext("", text)), list)
