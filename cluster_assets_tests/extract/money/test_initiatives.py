"""Which programme each amount is for: own clause, reference, carried topic, or none."""

from __future__ import annotations

import time
from datetime import date

import pytest

from cluster_assets.extract.facts import extract_facts

PARK = "한결시는 ‘한결 나래반도체 특화단지’ 조성에 나선다고 밝혔다. "
PLAN = "누리군은 ‘누리 다온식품 클러스터’를 키운다고 밝혔다. "


def initiatives(text: str, title: str = "") -> dict[str, str | None]:
    """Initiative by evidence."""
    facts = extract_facts(title, text, published_date=date(2024, 5, 3))
    return {fact.evidence.replace(" ", ""): fact.initiative for fact in facts.money}


@pytest.mark.parametrize(
    ("text", "evidence", "expected"),
    [
        pytest.param(
            PARK + "시는 ‘나래 실증센터’에 30억원을, 특화단지에는 70억원을 쓴다.",
            "30억원",
            "나래 실증센터",
            id="own_clause",
        ),
        pytest.param(
            PARK + "시는 ‘나래 실증센터’에 30억원을, 특화단지에는 70억원을 쓴다.",
            "70억원",
            "한결 나래반도체 특화단지",
            id="bare_head_refers",
        ),
        pytest.param(
            PARK + "도는 2027년까지 45억원을 들여 ‘바람 시험동’을 세운다.",
            "45억원",
            "바람 시험동",
            id="spent_on_what_follows",
        ),
        pytest.param(
            PARK + "도는 150억원 규모의 ‘여울 상생펀드’도 만든다.",
            "150억원",
            "여울 상생펀드",
            id="sized",
        ),
        pytest.param(
            PARK + "도는 112억원을 ‘부품 자립 패키지’에, 38억원을 ‘공급망 진입 지원’에 썼다.",
            "38억원",
            "공급망 진입 지원",
            id="sum_before_its_name",
        ),
        pytest.param(
            PARK
            + "\n시는 ‘바람 시험동’과 ‘여울 인증지원’을 벌인다. 전자에 27억원, 후자에 84억원이 "
            "간다.",
            "84억원",
            "여울 인증지원",
            id="the_latter",
        ),
        pytest.param(
            PARK + "\n구는 ‘바람 시험동’도 짓는다. 총사업비는 88억원이다.",
            "88억원",
            "바람 시험동",
            id="carried_in_the_paragraph",
        ),
        pytest.param(
            PARK + "\n구는 ‘바람 시험동’도 짓는다.\n시는 내년까지 국비 210억원을 확보할 계획이다.",
            "국비210억원",
            "한결 나래반도체 특화단지",
            id="new_paragraph_is_about_the_main_one",
        ),
        pytest.param(
            PARK + "\n구는 ‘바람 시험동’도 짓는다. 이곳에는 장비비 17억원이 따로 든다.",
            "17억원",
            "바람 시험동",
            id="this_place",
        ),
        pytest.param(
            PARK + "\n“‘바람 시험센터’는 얼마나 들었나.”\n“작년까지 61억원이다.”",
            "61억원",
            "바람 시험센터",
            id="answer_to_a_question",
        ),
    ],
)
def test_named_programme(text: str, evidence: str, expected: str) -> None:
    assert initiatives(text)[evidence] == expected


@pytest.mark.parametrize(
    ("sentence", "evidence"),
    [
        pytest.param("\n기념식에서 한 졸업생은 1억원을 기부했다.", "1억원", id="gift"),
        pytest.param("\n누리군 예산 가운데 식품 관련은 26억원이다.", "26억원", id="whole_budget"),
        pytest.param("\n지난해 도내 식품 수출액은 3억달러로 집계됐다.", "3억달러", id="industry"),
        pytest.param("\n세계 발효식품 시장은 40조원을 웃돈다.", "40조원", id="market"),
        pytest.param("\n㈜다래푸드는 지난달 120억원을 들여 기계를 바꿨다.", "120억원", id="firm"),
        pytest.param("\n도내 4개 특구의 예산은 올해 198억원이다.", "198억원", id="several"),
        pytest.param("\n시험동 한 곳을 세우는 데 70억원이 든다.", "70억원", id="unit_cost"),
        pytest.param(
            "\n군에는 이미 소형 설비가 있다. 이 설비에는 22억원이 들었다.",
            "22억원",
            id="unnamed_thing",
        ),
        pytest.param("\n누리박람회에서 거둔 상담 210억원은 시작일 뿐이다.", "210억원", id="event"),
    ],
)
def test_no_programme(sentence: str, evidence: str) -> None:
    assert initiatives(PLAN + sentence)[evidence] is None


def test_no_main_programme_where_many_are_named_in_passing() -> None:
    text = (
        "나래도가 내년에 쓸 살림살이를 모두 짜서 지난 2일 도의회 사무처에 냈다. "
        "한 해 사이에 스무 가지 일이 새로 생기고 열 가지 일이 없어진 것이 눈에 띈다.\n"
        "‘가람 빛센터’에 7억원, ‘나루 별허브’에 9억원을 쓴다.\n"
        "‘다솜 물타운’에는 11억원이 간다.\n"
        "도로를 고치는 데에는 80억원을 쓴다."
    )
    assert initiatives(text) == {
        "7억원": "가람 빛센터",
        "9억원": "나루 별허브",
        "11억원": "다솜 물타운",
        "80억원": None,
    }


def test_rows_of_a_table_of_programmes() -> None:
    text = (
        "한결시는 ‘한결 나래반도체 특화단지’의 내년 예산을 냈다. (단위: 백만원)\n"
        "사업명\t올해\t내년\n"
        "나래 공정 실증\t2,400\t6,900\n"
        "진입도로 개설\t1,000\t11,200"
    )
    found = initiatives(text)
    assert found["6,900"] == "나래 공정 실증"
    assert found["11,200"] is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("한결시는 ‘나래 실증동’에 30억원을 쓴다.", "나래 실증동"),
        ("한결시는 내년에 미리내 배터리센터에 9억8천만원을 준다.", "미리내 배터리센터"),
        ("시는 2천억원 규모의 임산물 전용 산업단지를 만든다.", "임산물 전용 산업단지"),
        ("한결대병원이 오는 10월 첫 삽을 뜬다. 30억원이 든다.", None),
    ],
)
def test_names_by_the_money_beside_them(text: str, expected: str | None) -> None:
    facts = extract_facts("", text, published_date=date(2024, 5, 3))
    names = {m.canonical_name for m in facts.mentions if m.entity_type == "initiative"}
    assert names == ({expected} if expected else set())


@pytest.mark.parametrize(
    "text",
    [
        "한결시는 기업이 ‘일하기 좋은 도시’를 만든다고 밝혔다.",
        "평가에서 ‘우수’ 등급을 받아 5억원을 더 받았다.",
        "군은 ‘한결기업협의회’ 회원사에 3억원을 쓴다.",
    ],
)
def test_quotes_that_are_no_names(text: str) -> None:
    facts = extract_facts("", text, published_date=date(2024, 5, 3))
    assert not [m for m in facts.mentions if m.entity_type == "initiative"]


def test_rules_tell_why() -> None:
    facts = extract_facts(
        "", PARK + "이번 사업에는 90억원이 든다.", published_date=date(2024, 5, 3)
    )
    assert facts.money[0].rules["initiative"] == "this_project"


def test_many_names_and_amounts_stay_linear() -> None:
    def seconds(count: int) -> float:
        text = "\n".join(
            f"한결시는 ‘나래{i} 실증센터’에 {i}억원을 들여 이곳에 공장을 짓는다."
            for i in range(1, count)
        )
        start = time.perf_counter()
        initiatives(text)
        return time.perf_counter() - start

    seconds(20)
    small, large = seconds(60), seconds(240)
    assert large < 16 * small + 0.5


@pytest.mark.parametrize(
    ("title", "text", "evidence", "expected"),
    [
        pytest.param(
            "한결TP 새해 살림 640억",
            "한결테크노파크가 새해 살림을 640억원으로 짰다. 이 가운데 35억원은 ‘나래 "
            "인증지원센터’에 들어간다.",
            "640억원",
            None,
            id="budget_of_a_body",
        ),
        pytest.param(
            "남해 산단 손본다",
            "남해군 산단이 정부의 ‘노후산단 새단장 사업’에 뽑혔다. 군은 ‘남해 노후산단 새단장 "
            "혁신계획’이 공모를 넘었다고 밝혔다. 군은 2027년까지 410억원을 투입한다.",
            "410억원",
            "남해 노후산단 새단장 혁신계획",
            id="own_plan_under_a_scheme",
        ),
        pytest.param(
            "중소기업 30곳 모집",
            "부산테크노파크는 ‘2025년 해양부품 도약사업’에 참여할 기업을 모은다. 올해 예산은 "
            "17억원이다.",
            "17억원",
            "2025년 해양부품 도약사업",
            id="yearly_budget_of_the_one_programme",
        ),
        pytest.param(
            "",
            "전남도는 ‘전남 누리 투자 펀드’를 만든다. 2019년에 만든 1호 펀드는 21개사에 "
            "300억원을 투자했다.",
            "300억원",
            "1호 펀드",
            id="another_fund_by_its_number",
        ),
        pytest.param(
            "",
            "괴산군은 ‘괴산 나래식품 산업단지’를 2천억원을 들여 짓는다.\n증평군은 도안면에 "
            "700억원짜리 산단을 짓는다.",
            "700억원",
            None,
            id="another_place",
        ),
        pytest.param(
            "",
            "당진(수소터빈 시험센터)과 울산(저장용기 인증센터)에는 각각 31억원, 22억원이 갔다.",
            "31억원",
            "수소터빈 시험센터",
            id="each_in_order",
        ),
        pytest.param(
            "",
            PARK + "지난해 참여기업의 매출은 90억원 늘었다. "
            "부품 업체 ㈜나래소자는 수출 12억원을 올렸다.",
            "12억원",
            "한결 나래반도체 특화단지",
            id="one_firm_more",
        ),
    ],
)
def test_programme_of_the_article(
    title: str, text: str, evidence: str, expected: str | None
) -> None:
    assert initiatives(text, title)[evidence.replace(" ", "")] == expected


TWO_STAGES = "‘가온 바다밸리 1단계 산업단지’에는 910억원이 쓰였다. "


@pytest.mark.parametrize(
    ("title", "text", "evidence", "expected"),
    [
        pytest.param(
            "",
            PARK + "주요 사업은 △부품 표준 공정모듈 41억원 △나래 통합허브 22억원 △홍보 15억원이다.",
            "41억원",
            "부품 표준 공정모듈",
            id="item_with_a_sum_of_its_own",
        ),
        pytest.param(
            "",
            PARK + "주요 사업은 △‘나래 통합허브’ 22억원 △해외 홍보 15억원이다.",
            "15억원",
            "한결 나래반도체 특화단지",
            id="unnamed_item_is_of_the_row",
        ),
        pytest.param(
            "",
            PARK
            + "장비 예산은 30억원에서 18억원으로 줄었고, ‘나래 실증센터’는 새로 9억원을 받는다.",
            "18억원",
            "한결 나래반도체 특화단지",
            id="the_next_clause_has_its_own_name",
        ),
        pytest.param(
            "한결 나래반도체 특화단지 시동",
            PARK + "\n시는 기업 세 곳과 640억원의 투자협약을 맺었다. 이들 기업은 누리테크노밸리에 "
            "공장을 짓는다.",
            "640억원",
            "누리테크노밸리",
            id="where_the_investors_settle",
        ),
        pytest.param(
            "",
            "강진군은 강진 소리 특구에 52억원을, 고흥군은 고흥 소리 특구에 71억원을 썼다고 밝혔다. "
            "강진의 투자 유치액은 390억원이다.",
            "390억원",
            "강진 소리 특구",
            id="the_town_tells_which",
        ),
        pytest.param(
            "고흥 바람 특구 성적표",
            "고흥군은 고흥 바람 특구의 성과를 냈다. 고흥 바람 특구는 4년째다. 강진군은 강진 소리 "
            "특구에 52억원을 썼다.\n군은 내년에 특구 운영비 18억원을 올렸다.",
            "18억원",
            "고흥 바람 특구",
            id="a_new_paragraph_goes_back_to_the_headline",
        ),
        pytest.param(
            "",
            "‘가온 바다밸리 2단계 산업단지’가 들어선다. " + TWO_STAGES + "\n시는 2단계 단지에 올 "
            "기업을 찾는다. 시에 따르면 이 기업은 480억원을 투자한다.",
            "480억원",
            "가온 바다밸리 2단계 산업단지",
            id="its_stage_tells_which",
        ),
        pytest.param(
            "",
            "‘가온 바다밸리 2단계 산업단지’가 들어선다. 770억원이 투입된 ‘가온 바다밸리 1단계 "
            "산업단지’는 다 찼다. 입주기업의 지난해 매출은 660억원이다.",
            "660억원",
            "가온 바다밸리 1단계 산업단지",
            id="money_put_into_a_subject_is_no_share",
        ),
        pytest.param(
            "",
            "고흥 발사체 특화단지는 지난해 국가첨단전략산업 특화단지로 지정됐다. 군은 2030년까지 "
            "투자 3천억원을 내다봤다.",
            "3천억원",
            "고흥 발사체 특화단지",
            id="a_rank_is_no_other_zone",
        ),
        pytest.param(
            "",
            "군산시가 군산새빛밸리를 키운다. 이름은 ‘군산새빛밸리 로봇 클러스터’. 3년간 드는 돈은 "
            "280억원이다.\n시는 내년 예산에 시비 35억원을 올린다.",
            "시비35억원",
            "군산새빛밸리 로봇 클러스터",
            id="what_it_is_called",
        ),
        pytest.param(
            "",
            "지역혁신중심 대학지원체계(RISE)가 시행됐다. 바다대는 도가 공모한 경북 RISE에서 과제를 "
            "따냈다. 3년 동안 받을 사업비는 210억원이다.",
            "210억원",
            "경북 RISE",
            id="money_of_a_scheme",
        ),
        pytest.param(
            "글로컬대학 2년차",
            "글로컬대학인 바다대가 바빠졌다. 대학은 반도체 계약학과를 여는 데 23억원을 쓴다.",
            "23억원",
            "글로컬대학",
            id="courses_are_a_schools_work",
        ),
        pytest.param(
            "누리 다온식품 클러스터 사업비 확정",
            PLAN + "\n경남주택도시공사가 330억원을 낸다.",
            "330억원",
            "누리 다온식품 클러스터",
            id="a_builder_of_homes_is_a_body",
        ),
        pytest.param(
            "",
            PLAN + "\n지난해 도내 식품기업 84개사의 매출은 2조 4천억원이었다.",
            "2조4천억원",
            None,
            id="all_firms_of_a_province",
        ),
        pytest.param(
            "",
            "재단은 ‘나래 시험 사업’, ‘여울 인증 사업’ 등 7개 사업에 130억원을 쓴다.",
            "130억원",
            None,
            id="shared_by_several",
        ),
        pytest.param(
            "",
            "▲ 동해시=‘푸른 창업캠프’에 6억원 투입.\n▲ 삼척시=삼척 액화수소 국가산단 예타 통과. "
            "사업비 1천900억원.",
            "1천900억원",
            "삼척 액화수소 국가산단",
            id="news_in_brief",
        ),
        pytest.param(
            "",
            PLAN + "\n군의 내년 예산은 4천억원이다.",
            "4천억원",
            None,
            id="a_towns_whole_budget",
        ),
        pytest.param(
            "",
            PLAN + "\n지난해 충남의 식품 수출은 9억 달러였다.",
            "9억달러",
            None,
            id="what_a_province_sells",
        ),
        pytest.param(
            "",
            PLAN + "\n의원은 지난해까지 도내 투자협약 12조원 가운데 이행된 것이 적다고 짚었다.",
            "12조원",
            None,
            id="all_pledges_of_a_province",
        ),
    ],
)
def test_which_of_several(title: str, text: str, evidence: str, expected: str | None) -> None:
    assert initiatives(text, title)[evidence] == expected


def test_sub_headline_tells_the_sum_of_its_paragraph() -> None:
    text = (
        "목포시가 바다로봇밸리를 ‘바다로봇밸리 실증 클러스터’로 키운다.\n■ 입주기업 31곳, 매출 "
        "4천2백억원\n바다로봇밸리 입주기업은 31곳이다. 이들 기업의 매출은 4천2백억원 남짓이다."
    )
    assert initiatives(text) == {"4천2백억원": "바다로봇밸리"}
    assert len(extract_facts("", text, published_date=date(2024, 5, 3)).money) == 1
