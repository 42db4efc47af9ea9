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
