"""Names without quotes: buildings, calls, funds, fuller forms; and what is none."""

from __future__ import annotations

from datetime import date

import pytest

from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.names.initiatives.find import find_initiatives

CASES = [
    pytest.param(
        "도는 한들테크노캠퍼스를 위성 거점으로 키운다.",
        {"한들테크노캠퍼스"},
        id="made_into_more",
    ),
    pytest.param(
        "곤충단백질 인프라 구축 사업은 47억 원이 반영됐다. 조성 사업에 3억 원, 산업단지 개발 "
        "사업에 5억 원을 쓴다.",
        {"곤충단백질 인프라 구축 사업"},
        id="an_act_apart_from_its_work",
    ),
    pytest.param(
        "시는 이와 별개로 누리테크노밸리에 전남기업도약센터를 열었다고 밝혔다.",
        {"누리테크노밸리", "전남기업도약센터"},
        id="opened",
    ),
    pytest.param(
        "군산신항 해상풍력 배후단지를 넓힌다. 항만 배후단지와 물류단지는 좁다.",
        {"군산신항 해상풍력 배후단지"},
        id="grounds_behind_a_port",
    ),
    pytest.param(
        "수소차 부품 콤플렉스는 내년에 첫 삽을 뜬다. 금속가공 메이커스페이스에는 12억 원이 든다.",
        {"수소차 부품 콤플렉스", "금속가공 메이커스페이스"},
        id="borrowed_words_for_buildings",
    ),
    pytest.param(
        "도는 이름뿐인 폐섬유 순환파크를 손본다. 순환파크에는 210억 원이 잡혔다. 국비 사업 30억 "
        "원도 따냈다. 김천혁신도시 클러스터 부지에는 빈터가 있다.",
        {"폐섬유 순환파크"},
        id="paid_under_its_last_word",
    ),
    pytest.param(
        "고도화된 해양 로봇부품 실증 사업에는 27억원이, 탄소 수소 저장 인증센터 건립에는 63억원이 "
        "배정됐다. 교육 사업에는 2억원이 간다.",
        {"해양 로봇부품 실증 사업", "탄소 수소 저장 인증센터"},
        id="told_at_length_and_paid",
    ),
    pytest.param(
        "도는 지역주력산업 육성사업과 산학융합지구 조성사업을 이어 간다. 지역활성화 투자펀드도 "
        "두드린다.",
        {"지역주력산업 육성사업", "산학융합지구 조성사업", "지역활성화 투자펀드"},
        id="programmes_by_official_notice",
    ),
    pytest.param(
        "경북도는 세라믹 특성화대학원에 국비 12억원을 쓰고, 글로컬대학 지원사업도 이어 간다.",
        {"세라믹 특성화대학원", "글로컬대학 지원사업"},
        id="national_programmes_of_schools",
    ),
    pytest.param(
        "올해 도입된 지역혁신중심 대학지원체계(RISE)를 두고 대학들은 기대가 크다. 경북 RISE에는 "
        "대학 11곳이 들었다.",
        {"지역혁신중심 대학지원체계(RISE)", "경북 RISE"},
        id="every_province_runs_its_own",
    ),
    pytest.param(
        "글로컬대학은 두 곳이다. 대학들은 글로컬대학 사업에 기대를 건다.",
        {"글로컬대학 사업"},
        id="a_programme_may_be_called_one",
    ),
    pytest.param(
        "다음 달 말 누리테크노밸리를 낀 한결바이오밸리가 문을 연다. 가까운 나래밸리도 있다.",
        {"누리테크노밸리", "한결바이오밸리", "나래밸리"},
        id="words_of_the_sentence_before_a_name",
    ),
    pytest.param(
        "구미시도 협력 산단을 둔다. 2025년 특화단지 예산표를 냈다.",
        set(),
        id="a_town_or_a_year_makes_no_zone",
    ),
    pytest.param(
        "시는 내후년까지 90억 원을 들여 치유농업 실증센터를 꾸미고 40억 원 규모의 감염병진단 "
        "실증단지도 마련한다.",
        {"치유농업 실증센터", "감염병진단 실증단지"},
        id="money_before_the_building",
    ),
    pytest.param(
        "익산시는 반려동물 식품 실증센터와 펫푸드 시제품 생산동을 짓는다.",
        {"반려동물 식품 실증센터", "펫푸드 시제품 생산동"},
        id="built_together",
    ),
    pytest.param(
        "시는 내년에 문을 여는 방사선 의료기기 교정센터에 장비를 들인다.",
        {"방사선 의료기기 교정센터"},
        id="told_before_the_name",
    ),
    pytest.param(
        "나주시가 산업통상자원부의 에너지융복합 기반조성 사업 공모에 선정됐다.",
        {"에너지융복합 기반조성 사업"},
        id="won_by_a_call",
    ),
    pytest.param(
        "전북도는 500억 원 규모의 농생명 스케일업 펀드를 결성한다.",
        {"농생명 스케일업 펀드"},
        id="fund_with_a_size",
    ),
    pytest.param(
        "고흥군은 드론 비행시험센터를 손본다. 비행시험센터 확장에는 87억원이 쓰인다.",
        {"드론 비행시험센터"},
        id="fuller_form_elsewhere",
    ),
    pytest.param(
        "도내 6개 미니클러스터와 여러 혁신클러스터를 우수 특구로 키운다. 공공임대단지도 짓는다.",
        set(),
        id="kinds",
    ),
    pytest.param(
        "충남(당진 수소터빈 시험센터)과 울산(저장용기 인증센터)에 각각 30억원, 20억원이 갔다.",
        {"당진 수소터빈 시험센터", "저장용기 인증센터"},
        id="in_brackets_behind_a_place",
    ),
    pytest.param(
        "도는 ‘2025년 소부장 도약 지원사업(비R&D)’에 참여할 기업을 찾는다.",
        {"2025년 소부장 도약 지원사업(비R&D)"},
        id="bracket_that_tells_the_sort",
    ),
    pytest.param(
        "길이는 2.4㎞로 빛가람산단 안쪽 길이다. 군은 이를 미래로 바꿀 클러스터를 그린다.",
        {"빛가람산단"},
        id="no_particles_and_verbs",
    ),
    pytest.param(
        "〈연도별 투자 계획〉 (단위: 억원)\n구분\t2024년\n국비\t40\n시비\t30",
        set(),
        id="caption_of_a_table",
    ),
    pytest.param(
        "김제시의 만경유니콘파크가 내년 봄 문을 연다. 국가로봇테스트필드도 곁에 선다.",
        {"만경유니콘파크", "국가로봇테스트필드"},
        id="opens_soon_and_one_word",
    ),
    pytest.param(
        "지역의 기둥인 특장차 전문단지와 새로 들어온 해솔승강기밸리가 손을 잡았다.",
        {"해솔승강기밸리"},
        id="no_kinds_no_adnominals",
    ),
    pytest.param(
        "정부는 ‘산단 대개조’ 대상지로 다섯 곳을 골랐다. 문수혁신지구 기업에 가점을 준다.",
        {"산단 대개조", "문수혁신지구"},
        id="national_scheme_and_zone",
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_names(text: str, expected: set[str]) -> None:
    ctx = ArticleContext("", text, date(2024, 5, 3), None)
    assert {m.canonical_name for m in find_initiatives(ctx)} == expected


def test_a_kind_in_the_body_is_what_the_headline_names_in_full() -> None:
    text = "시는 430억원을 들여 헬스케어 클러스터를 만든다. 시는 헬스케어 클러스터에 기대를 건다."
    ctx = ArticleContext("부산 다대포 헬스케어 클러스터 시동", text, date(2024, 5, 3), None)
    assert {m.canonical_name for m in find_initiatives(ctx)} == {"부산 다대포 헬스케어 클러스터"}
