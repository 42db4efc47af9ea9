"""Years of a passage, resolved with the publication year 2024."""

from __future__ import annotations

import pytest

from cluster_assets.extract.korean.periods import Calendar, find_periods


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2018년부터 2022년까지", (2018, 2022)),
        ("'21~'25년", (2021, 2025)),
        ("2024~2026년", (2024, 2026)),
        ("올해부터 4년간", (2024, 2027)),
        ("올해부터 2027년까지", (2024, 2027)),
        ("2028년까지 5년간", (2024, 2028)),
        ("2030년까지", (None, 2030)),
        ("내년 상반기부터 2028년까지", (2025, 2028)),
        ("2029년 이후", (2029, None)),
        ("지난해", (2023, 2023)),
        ("작년 한 해", (2023, 2023)),
        ("내후년", (2026, 2026)),
        ("오는 2026년", (2026, 2026)),
        ("올 하반기에", (2024, 2024)),
        ("2025년도 예산", (2025, 2025)),
        ("2021년 시작해 내년 말 끝나는", (2021, 2025)),
        ("2024. 4. ~ 2026. 12.", (2024, 2026)),
        ("2023. 6월 ~ 2024. 5월", (2023, 2024)),
        ("올해 248억원", (2024, 2024)),
        ("연내 사업에 착수해 2027년까지", (2024, 2027)),
        ("2021년부터 지금까지", (2021, 2024)),
        ("2015년 문을 연 뒤 현재까지", (2015, 2024)),
        ("내년 설계에 들어가 2028년까지", (2025, 2028)),
        ("2022년 착공한 이 건물에는 올해까지", (2022, 2024)),
        ("올해 공사를 시작해 2026년 5월 문을 열", (2024, 2026)),
    ],
)
def test_first_period(text: str, years: tuple[int | None, int | None]) -> None:
    assert find_periods(text, Calendar(2024))[0].years == years


@pytest.mark.parametrize(
    "text",
    ["지난해 7월 지정된 특구", "향후 5년간", "전년 대비 3%", "2000억 원", "2019년 설립된 회사"],
)
def test_no_period(text: str) -> None:
    assert find_periods(text, Calendar(2024)) == []


def test_relative_years_need_a_publication_date() -> None:
    assert find_periods("올해 30억원", Calendar(None)) == []
