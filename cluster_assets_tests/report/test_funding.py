from __future__ import annotations

import pytest

from cluster_assets.report.commitments import build_commitments
from cluster_assets.report.funding import region_year_funding, spread
from cluster_assets_tests.report.rows import EOK, article, breakdown, fact


def funded(facts):
    return region_year_funding(build_commitments(facts, [article("a"), article("b")]))


def by_source(rows):
    sums: dict[str, int] = {}
    for row in rows:
        sums[row["funding_source"]] = sums.get(row["funding_source"], 0) + row["announced_krw"]
    return sums


def test_spread_adds_up_to_the_won():
    assert spread(10, [2020, 2021, 2022]) == [(2020, 4), (2021, 3), (2022, 3)]


@pytest.mark.parametrize(
    ("total", "parts", "share"),
    [
        (255, {"national": 178, "local": 77}, 0.698),
        (400, {"national": 260, "local": 140}, 0.650),
        (809, {"national": 319, "province": 233, "municipal": 30, "private": 227}, 0.394),
    ],
)
def test_a_whole_and_its_parts_count_once(total, parts, share):
    rows = funded(breakdown("a", total, parts))
    assert by_source(rows) == {s: v * EOK for s, v in parts.items()}
    assert {round(r["national_share"], 3) for r in rows} == {share}
    assert {r["allocation"] for r in rows} == {"uniform"}


def test_what_a_breakdown_leaves_open_stays_with_the_whole():
    assert by_source(funded(breakdown("a", 100, {"national": 60}))) == {
        "national": 60 * EOK,
        "total": 40 * EOK,
    }


def test_parts_above_the_whole_are_left_aside():
    rows = funded(breakdown("a", 100, {"national": 90, "local": 80}))
    assert sum(r["announced_krw"] for r in rows) == 100 * EOK


def test_stated_yearly_slices_go_to_their_years():
    slices = [
        fact("y1", "a", 30, parent_fact_id="t", period_end_year=2021),
        fact("y2", "a", 70, parent_fact_id="t", period_start_year=2022),
    ]
    rows = funded([fact("t", "a", 100), *slices])
    assert {(r["year"], r["announced_krw"], r["allocation"]) for r in rows} == {
        (2021, 30 * EOK, "stated"),
        (2022, 70 * EOK, "stated"),
    }


def test_announced_executed_and_kinds_stay_apart_and_unknown_is_kept():
    rows = funded(
        [
            fact("p", "a", 100, period_start_year=None, period_end_year=None, region=None),
            fact("e", "a", 40, status="executed", parent_fact_id="p"),
            fact("i", "b", 500, kind="investment", funding_source="private"),
        ]
    )
    budget = [r for r in rows if r["kind"] == "budget"]
    assert sum(r["announced_krw"] for r in budget) == 100 * EOK
    assert sum(r["executed_krw"] for r in budget) == 40 * EOK
    assert any(r["year"] is None and r["region"] is None for r in budget)
    assert sum(r["announced_krw"] for r in rows if r["kind"] == "investment") == 500 * EOK
