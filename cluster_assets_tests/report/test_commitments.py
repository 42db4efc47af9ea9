from __future__ import annotations

import random
from datetime import date

import pytest

from cluster_assets.report.as_of import Inputs, tables_as_of
from cluster_assets.report.commitments import build_commitments
from cluster_assets.report.funding import region_year_funding
from cluster_assets.report.reconcile import amounts_agree, source_tier
from cluster_assets_tests.report.rows import EOK, article, breakdown, fact


@pytest.mark.parametrize(
    ("a", "b", "agrees"),
    [
        (1800, 1812, True),
        (2700, 2674, True),
        (1000, 1042.5, True),
        (1800, 1912, False),
        (80, 120, False),
        (100, 120, False),
        (1812, 1812, True),
    ],
)
def test_amounts_agree_within_the_rounding_of_the_coarser(a, b, agrees):
    assert amounts_agree(round(a * EOK), round(b * EOK)) is agrees
    assert amounts_agree(round(b * EOK), round(a * EOK)) is agrees


def six_outlets():
    articles = [article(f"p{i}", published_date=date(2021, 5, 1 + i)) for i in range(6)]
    facts = []
    for i in range(4):
        facts += breakdown(f"p{i}", 1812, {"national": 1306, "local": 506})
        facts.append(fact(f"rd{i}", f"p{i}", 1134, parent_fact_id=f"p{i}-t"))
    facts.append(fact("rounded", "p4", 1800))
    facts.append(fact("no-period", "p5", 1812, period_start_year=None, period_end_year=None))
    return articles, facts


def test_one_commitment_told_by_six_outlets():
    articles, facts = six_outlets()
    rows = build_commitments(facts, articles)
    (whole,) = [r for r in rows if r["parent_commitment_id"] is None]
    assert (whole["amount_krw"], whole["outlet_count"]) == (1812 * EOK, 6)
    assert (whole["amount_low_krw"], whole["amount_high_krw"]) == (1800 * EOK, 1812 * EOK)
    assert not whole["is_conflicting"]
    assert not whole["is_leaf"]
    assert whole["chosen_rule"] == "precision"
    assert len(rows) == 4
    budget = region_year_funding(rows)
    assert sum(r["announced_krw"] for r in budget) == 1812 * EOK
    assert budget[0]["national_share"] == pytest.approx(1306 / 1812)


def test_order_duplicates_and_rewrites_change_nothing():
    articles, facts = six_outlets()
    rows = build_commitments(facts, articles)
    for seed in range(5):
        mixed, papers = facts * 2, articles * 2
        random.Random(seed).shuffle(mixed)
        random.Random(seed).shuffle(papers)
        assert build_commitments(mixed, papers) == rows
    rewrite = article("p9", story_id="p0", published_date=date(2021, 5, 9))
    more = build_commitments(
        [*facts, *breakdown("p9", 1812, {"national": 1306, "local": 506})], [*articles, rewrite]
    )
    assert [r["commitment_id"] for r in more] == [r["commitment_id"] for r in rows]
    assert sum(r["announced_krw"] for r in region_year_funding(more)) == 1812 * EOK


def test_other_values_are_a_conflict_with_the_rule_that_chose():
    articles = [article("a"), article("b", url="https://www.chungbuk.go.kr/x")]
    (row,) = build_commitments([fact("f1", "a", 153), fact("f2", "b", 178)], articles)
    assert row["is_conflicting"]
    assert (row["chosen_fact_id"], row["chosen_rule"]) == ("f2", "source_tier")
    assert (row["amount_low_krw"], row["amount_high_krw"]) == (153 * EOK, 178 * EOK)
    assert source_tier("javascript:alert(1)", None) == 2


def test_a_changed_plan_is_a_new_vintage():
    articles = [article("a"), article("b", published_date=date(2022, 9, 1))]
    facts = [fact("f1", "a", 80), fact("f2", "b", 120)]
    (row,) = build_commitments(facts, articles)
    assert (row["amount_krw"], row["superseded_amount_krw"]) == (120 * EOK, 80 * EOK)
    assert (row["is_conflicting"], row["vintage_number"]) == (False, 2)
    inputs = Inputs(
        pages=(),
        articles=articles,
        rejects=(),
        money_facts=facts,
        figures=(),
        mentions=(),
        stories=(),
    )
    (before,) = tables_as_of(inputs, date(2022, 6, 1))["report/commitments"]
    assert before["amount_krw"] == 80 * EOK
    assert before["commitment_id"] == row["commitment_id"]


def test_status_and_facts_of_one_article_stay_apart():
    rows = build_commitments(
        [fact("f1", "a", 100), fact("f2", "b", 100, status="executed"), fact("f3", "a", 150)],
        [article("a"), article("b")],
    )
    assert sorted(r["fact_ids"] for r in rows) == [["f1"], ["f2"], ["f3"]]
    assert not any(r["is_conflicting"] for r in rows)


def test_circular_missing_and_foreign_rows_break_nothing():
    rows = build_commitments(
        [
            fact("f1", "a", 100, parent_fact_id="f2"),
            fact("f2", "a", 50, parent_fact_id="f1"),
            fact("f3", "a", 30, parent_fact_id="nowhere"),
            fact("f4", "gone", 30),
            fact("f5", "a", 0, amount_krw=None, amount=5.0, currency="USD"),
        ],
        [article("a", published_date=None, captured_date=None, outlet=None)],
    )
    assert len(rows) == 4
    assert sum(r["announced_krw"] for r in region_year_funding(rows)) > 0
    assert build_commitments([], []) == []


def test_the_same_sum_in_overlapping_years_counts_once():
    facts = [fact("f1", "a", 72), fact("f2", "b", 72, period_start_year=2022, period_end_year=2025)]
    assert len(build_commitments(facts, [article("a"), article("b")])) == 1
    facts[1]["period_start_year"] = 2024
    assert len(build_commitments(facts, [article("a"), article("b")])) == 2
