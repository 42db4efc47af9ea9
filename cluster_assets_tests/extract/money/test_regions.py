"""The region of an amount: who acts beside it, what an item is headed by, what holds everywhere."""

from __future__ import annotations

from datetime import date

import pytest

from cluster_assets.extract.facts import extract_facts

DAY = date(2024, 9, 10)


def _region(title: str, text: str, evidence: str) -> str | None:
    facts = extract_facts(title, text, published_date=DAY).money
    return next(f for f in facts if f.evidence == evidence).region


@pytest.mark.parametrize(
    ("evidence", "region"),
    [("90억원", "전라남도 여수시"), ("시비 40억원", "광주광역시")],
)
def test_each_clause_is_of_its_own_subject(evidence: str, region: str) -> None:
    text = (
        "충남도가 수소 시험단지 예산을 늘렸다.\n이웃은 다르다. 여수시의회는 내년 예산 90억원을 "
        "그대로 통과시켰고, 광주시는 내년에 시비 40억원을 들여 시험동을 짓는다."
    )
    assert _region("충남 수소 시험단지 예산 늘어", text, evidence) == region


@pytest.mark.parametrize(
    ("title", "text", "evidence", "region"),
    [
        pytest.param(
            "충남 연구개발 예산 제자리",
            "충남도의 연구개발 예산이 제자리다. 경북은 지난해 900억원을 따냈는데 우리 도는 "
            "410억원이었다.",
            "410억원",
            "충청남도",
            id="own_government_again",
        ),
        pytest.param(
            "아산시, 센서 단지 키운다",
            "아산시가 ‘아산 센서 특화단지’를 키운다.\n천안시와 함께 벌인 산단 재생에는 지난해까지 "
            "1,300억원이 쓰였다.",
            "1,300억원",
            "충청남도",
            id="with_another_town",
        ),
        pytest.param(
            "전북 종자 특화단지 확정",
            "전북도가 종자 특화단지를 만든다. 단지는 김제 백구면과 익산 왕궁농공단지 등 3개 지구에 "
            "조성되며, 새싹종묘가 70억원을 투자한다.",
            "70억원",
            "전북특별자치도",
            id="examples_of_sites",
        ),
        pytest.param(
            "대구시, 로봇 산단 손본다",
            "대구시가 로봇 산단을 손본다. 시는 이와 별도로 서구에 정원도시를 조성하는 데 "
            "130억원을 쓴다.",
            "130억원",
            "대구광역시 서구",
            id="builds_in_a_district",
        ),
        pytest.param(
            "강진 도자 특구 예산 늘린다",
            "강진군이 ‘강진 도자 특구’에 힘을 싣는다. 도는 ‘버팀목 자금’을 만들어 도내 영세업체에 "
            "업체당 3천만원 이내, 모두 90억원을 빌려준다.",
            "90억원",
            "전라남도",
            id="firms_of_the_province",
        ),
        pytest.param(
            "[지역 단신] 당진 염해단지 점검 외",
            "■ 당진 염해단지 점검 = 당진시는 12일 염해단지를 점검했다.\n■ 대전 바이오 협약 = "
            "대전시는 15일 4개사와 380억원 규모의 투자협약을 맺는다.\n■ 홍성 스마트축산 모집 = "
            "홍성군은 참여 농가를 모은다. 농가당 최대 2천만원이다.",
            "2천만원",
            "충청남도 홍성군",
            id="item_of_a_column",
        ),
        pytest.param(
            "충남 산단 소식",
            "충남도가 12일 산단 소식을 냈다.\n■ 당진, 염해단지 손본다\n단지를 손보는 데 30억원이 "
            "든다.\n■ 홍성군, 축산단지 첫 삽\n공사비는 70억원이다.",
            "70억원",
            "충청남도 홍성군",
            id="marked_section",
        ),
        pytest.param(
            "",
            "전북도는 11일 남원에서 협약식을 열고 3개 기업과 450억원 규모의 투자협약을 맺었다. "
            "기업들은 정읍 첨단산단에 공장을 짓는다.",
            "450억원",
            "전북특별자치도",
            id="venue_of_a_ceremony",
        ),
        pytest.param(
            "전남 해남 배추 특구",
            "해남군은 배추 특구에 올해 15억원을 쓴다. 전남 전체 배추 매출은 3천억원이다.",
            "3천억원",
            "전라남도",
            id="trade_of_the_whole_province",
        ),
        pytest.param(
            "",
            "대전시와 충북도는 바이오 단지에 640억원을 투입한다.",
            "640억원",
            None,
            id="two_provinces_together",
        ),
        pytest.param(
            "대구 전산센터 유치",
            "대구시가 전산센터를 유치했다. 대구 동구 혁신시티에 4천억원 규모 전산센터가 들어선다.",
            "4천억원",
            "대구광역시 동구",
            id="stands_in_a_district",
        ),
        pytest.param(
            "전남TP, 기업 지원 넓힌다",
            "전남테크노파크는 9일 순천 본원에서 협약식을 열고 모두 8억원을 지원한다고 밝혔다.",
            "8억원",
            "전라남도",
            id="venue_of_a_body_of_the_province",
        ),
        pytest.param(
            "[인터뷰] 도은채 충북TP 원장 “옥석 가리겠다”",
            "충북테크노파크의 올해 예산은 930억원이다. 지난봄 취임한 도은채 원장을 청주 본원에서 "
            "만났다.",
            "930억원",
            "충청북도",
            id="venue_of_a_talk",
        ),
        pytest.param(
            "원주 의료기기 단지 수출 줄어",
            "원주시의 ‘원주 의료기기 단지’가 고전한다. 올해 강원특별자치도의 의료기기 수출은 "
            "7억 달러로, 작년 같은 기간의 9억 달러보다 줄었다.",
            "9억 달러",
            "강원특별자치도",
            id="compared_with",
        ),
        pytest.param(
            "경남 양식 특구 뜬다",
            "경남도가 양식 특구를 키운다. 국비 지원 한도는 건당 최대 40억원이다.",
            "40억원",
            None,
            id="ceiling_of_the_state",
        ),
        pytest.param(
            "경남 대학 지원 늘어",
            "경남도가 대학을 돕는다. 교육부는 내년 전국 대학혁신 예산으로 8천억원을 짰다.",
            "8천억원",
            None,
            id="budget_over_the_country",
        ),
        pytest.param(
            "경남 대학 지원 늘어",
            "경남도가 대학을 돕는다. 새길사업은 대학당 최대 60억원을 지원하는 사업이다.",
            "60억원",
            None,
            id="what_a_scheme_is",
        ),
    ],
)
def test_region(title: str, text: str, evidence: str, region: str | None) -> None:
    assert _region(title, text, evidence) == region


def test_sum_of_each_of_two_towns_named_with_their_provinces() -> None:
    text = (
        "부산시가 해양 실증단지를 만든다. 경남 거제시와 전남 고흥군도 이 사업에 참여하며 각각 "
        "9억원을 분담한다."
    )
    facts = extract_facts("부산 해양 실증단지", text, published_date=DAY).money
    assert {f.region for f in facts} == {"경상남도 거제시", "전라남도 고흥군"}


def test_sentences_of_a_quotation_are_apart() -> None:
    text = (
        "전남도가 배터리 단지를 키운다.\n“여수와 나주가 함께 뽑힌 뒤 문의가 늘었다. 한빛소재는 "
        "600억원을 들여 순천 해룡산단에 공장을 짓는다. 고마운 일이다.”"
    )
    assert _region("전남 배터리 단지", text, "600억원") == "전라남도 순천시"


def test_province_that_nearly_all_places_lie_in() -> None:
    text = (
        "교육부 심사에서 도내 대학들이 웃었다. 두 대학 몫은 모두 240억원이다.\n"
        + "대학들은 교육 과정을 새로 짜고 기업과 손잡을 일을 찾고 있다고 설명했다.\n" * 12
        + "진주·사천·통영시와 함안군은 대응자금을 낸다. 이웃 전남은 떨어졌다."
    )
    assert _region("국립대 통합 지원금 확정", text, "240억원") == "경상남도"
