"""Money cells of tables in the text."""

from __future__ import annotations

from datetime import date

from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.korean.periods import Calendar
from cluster_assets.extract.money.find import find_money
from cluster_assets.extract.money.table_cells import find_table_amounts

_YEARS = (
    "(단위: 백만원)\n"
    "구분\t합계\t2023\t2024\n"
    "계\t900\t400\t500\n"
    "국비\t600\t300\t300\n"
    "도비\t300\t100\t200"
)


def test_cells_take_the_captions_unit_and_their_totals() -> None:
    facts = find_money(ArticleContext("", _YEARS, date(2023, 4, 1)), [])
    rows = [
        (
            f.evidence,
            f.amount_krw,
            f.funding_source,
            f.parent,
            f.period_start_year,
            f.period_end_year,
        )
        for f in facts
    ]
    assert rows == [
        ("900", 900_000_000, "total", None, 2023, 2024),
        ("400", 400_000_000, "total", 0, 2023, 2023),
        ("500", 500_000_000, "total", 0, 2024, 2024),
        ("600", 600_000_000, "national", 0, 2023, 2024),
        ("300", 300_000_000, "national", 3, 2023, 2023),
        ("300", 300_000_000, "national", 3, 2024, 2024),
        ("300", 300_000_000, "province", 0, 2023, 2024),
        ("100", 100_000_000, "province", 6, 2023, 2023),
        ("200", 200_000_000, "province", 6, 2024, 2024),
    ]


def test_columns_that_count_other_things_are_left_alone() -> None:
    text = "구분\t사업비(억원)\t기업수\t비율(%)\n소재\t30\t12\t60\n장비\t20\t8\t40"
    drafts, ranges = find_table_amounts(text, Calendar(2024))
    assert [d.value for d in drafts] == [3e9, 2e9]
    assert ranges == [(0, len(text))]


def test_a_table_without_a_money_unit_is_none() -> None:
    assert find_table_amounts("연도\t기업수\n2023\t120\n2024\t150", Calendar(2024)) == ([], [])


def test_grand_total_repeats_the_texts_total() -> None:
    text = "총 9억원을 투입한다.\n" + _YEARS
    facts = find_money(ArticleContext("", text, date(2023, 4, 1)), [])
    assert sum(f.amount_krw == 900_000_000 for f in facts) == 1
