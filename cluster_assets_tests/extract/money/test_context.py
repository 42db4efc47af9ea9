"""Years, regions and wholes that an amount takes from beyond its own sentence."""

from __future__ import annotations

from datetime import date

import pytest

from cluster_assets.extract.facts import extract_facts
from cluster_assets.records import MoneyFact


def _facts(text: str, day: date = date(2024, 9, 10), title: str = "") -> list[MoneyFact]:
    return list(extract_facts(title, text, published_date=day).money)


def _years(fact: MoneyFact) -> tuple[int | None, int | None]:
    return fact.period_start_year, fact.period_end_year


@pytest.mark.parametrize(
    ("text", "evidence", "years"),
    [
        (
            "센터는 2025년부터 2028년까지 짓는다. 재원은 국비 90억원이다.",
            "국비 90억원",
            (2025, 2028),
        ),
        (
            "시는 2025년부터 2028년까지 60억원을 들여 센터를 짓는다. 첫해분 7억원은 확보했다.",
            "7억원",
            (2025, 2025),
        ),
        ("시는 이번 추경에 용지 매입비 7억원을 담았다.", "7억원", (2024, 2024)),
        (
            "지난해 예산 집행률은 61%였다. 못 쓴 돈 12억원은 돌려준다.",
            "12억원",
            (2023, 2023),
        ),
        (
            "1단계 사업(2019~2023년)이 끝났다. 1단계 사업비는 80억원이었다.",
            "80억원",
            (2019, 2023),
        ),
        ("공장은 내년에 착공한다. 공사비는 300억원이다.", "300억원", (2025, None)),
        ("지난해 용역 때는 410억원이던 사업비가 늘었다.", "410억원", (None, None)),
        (
            "시는 지난해 국비 50억원을 따냈으며 2026년까지 센터를 짓는다.",
            "국비 50억원",
            (None, 2026),
        ),
    ],
)
def test_years_from_around(text: str, evidence: str, years: tuple[int | None, int | None]) -> None:
    fact = next(f for f in _facts(text) if f.evidence == evidence)
    assert _years(fact) == years


@pytest.mark.parametrize(("month", "years"), [(2, (2021, 2023)), (11, (2022, 2024))])
def test_years_that_are_over_end_before_a_young_year(month: int, years: tuple[int, int]) -> None:
    facts = _facts("이 사업에는 3년 동안 90억원이 들어갔다.", date(2024, month, 5))
    assert _years(facts[0]) == years


def test_a_purse_is_part_of_the_cost_named_before() -> None:
    total, purse = _facts("시는 96억원을 들여 시험동을 짓기로 하고 정부에 국비 40억원을 신청했다.")
    assert purse.parent == 0
    assert total.parent is None


def test_givers_of_two_kinds_fill_the_total() -> None:
    text = (
        "세 기관은 모두 90억원을 들여 연구동을 짓는다. "
        "시가 터값 30억원을, 대학이 장비비 20억원을 맡고 나머지 40억원은 ㈜누리텍이 투자한다."
    )
    assert [f.parent for f in _facts(text)] == [None, 0, 0, 0]


@pytest.mark.parametrize(
    ("text", "region"),
    [
        (
            "대구시는 달서구 성서산단 안 4,500㎡ 부지에 2027년까지 45억원을 들여 "
            "시험동을 건립한다.",
            "대구광역시 달서구",
        ),
        (
            "산업통상자원부는 로봇 사업에 300억원을 쓴다고 밝혔다. "
            "경북과 전남, 강원이 유치에 나섰다.",
            None,
        ),
    ],
)
def test_region_of_site_and_ministry(text: str, region: str | None) -> None:
    assert _facts(text)[0].region == region


@pytest.mark.parametrize(
    ("title", "text", "evidence", "region"),
    [
        pytest.param(
            "",
            "보은군은 ‘보은 자원순환 특구’를 소개했다. 이 특구의 올해 예산은 34억원이다.",
            "34억원",
            "충청북도 보은군",
            id="named_after_the_town",
        ),
        pytest.param(
            "지역혁신 공모 6곳 선정…전남 최다, 대구는 탈락",
            "여섯 곳에 국비\n과학기술정보통신부가 새 과제 6건을 뽑았다. 모두 국비 210억원을 준다. "
            "전남도는 목포에 세울 ‘해상풍력 시험동’으로 40억원을 받는다.",
            "국비 210억원",
            None,
            id="ministry_behind_a_sub_headline",
        ),
        pytest.param(
            "대전 양자 특화단지 밑그림",
            "대전시가 ‘대전 양자 특화단지’ 계획을 냈다.\n단지는 유성구의 도룡연구단지와 "
            "둔곡산업단지를 잇는다. 시는 2028년까지 270억원을 쓴다.",
            "270억원",
            "대전광역시",
            id="district_of_one_part",
        ),
        pytest.param(
            "인천TP가 키운 기업들",
            "인천테크노파크는 창업기업을 돕는다. 서구의 센서 회사 나래소자는 올해 수출 28억원을 "
            "올렸다.",
            "28억원",
            "인천광역시 서구",
            id="firm_of_a_district",
        ),
        pytest.param(
            "강릉 해양바이오 단지 논란",
            "강릉시는 ‘강릉 해양바이오 특화단지’에 90억원을 더 쓴다.\n이웃은 다르다. 경북도는 "
            "쓰지 못한 보조금 8억원을 거둬들였다.",
            "8억원",
            "경상북도",
            id="another_province_acts",
        ),
        pytest.param(
            "전북 벤처펀드 결성",
            "전북도가 ‘전북 씨앗 벤처펀드’를 만든다. 도가 80억원, 전주시 20억원, 남원시 10억원을 "
            "낸다.",
            "20억원",
            "전북특별자치도",
            id="share_of_a_fund",
        ),
        pytest.param(
            "완도 해조 단지 착공",
            "완도군이 ‘완도 해조 특화단지’를 짓는다.\n지난해 전남도가 맺은 투자협약은 41건에 "
            "6조원이다.",
            "6조원",
            "전라남도",
            id="all_pacts_of_the_province",
        ),
        pytest.param(
            "",
            "과기정통부는 시험센터 두 곳을 골랐다. 충남(당진 수소터빈 시험센터)과 "
            "울산(저장용기 인증센터)에는 각각 31억원, 22억원이 배정됐다.",
            "31억원",
            "충청남도 당진시",
            id="each_in_brackets",
        ),
        pytest.param(
            "충북 4개 시군에 8천억 투자",
            "충북도가 올해 들어 모두 8천억원의 투자를 끌어왔다. 도는 기업 네 곳과 협약을 "
            "맺었다고 밝혔다. 제천에는 ‘제천 제4산업단지’에 들어올 회사가 1천500억원을, "
            "옥천에는 ‘옥천 의료기기단지’에 들어올 회사가 300억원을 쓴다.",
            "8천억원",
            "충청북도",
            id="several_towns_in_the_headline",
        ),
    ],
)
def test_region(title: str, text: str, evidence: str, region: str | None) -> None:
    fact = next(f for f in _facts(text, title=title) if f.evidence == evidence)
    assert fact.region == region
