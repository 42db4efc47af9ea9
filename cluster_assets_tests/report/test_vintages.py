"""Plans that change, phases of a programme, and sums one sentence revises."""

from __future__ import annotations

from datetime import date

import pytest

from cluster_assets.report.commitments import build_commitments
from cluster_assets.report.funding import region_year_funding
from cluster_assets.report.revisions import find_revisions
from cluster_assets_tests.report.rows import EOK, article, breakdown, fact


def revised(sentence: str, *sums: tuple[str, float]) -> list[dict]:
    return [
        fact(
            f"f{i}",
            "a",
            eok,
            evidence=evidence,
            sentence=sentence,
            char_start=sentence.index(evidence),
        )
        for i, (evidence, eok) in enumerate(sums)
    ]


@pytest.mark.parametrize(
    ("sentence", "sums", "expected"),
    [
        (
            "가람 특구 예산은 당초 80억원에서 120억원으로 40억원 증액됐다.",
            (("80억원", 80), ("120억원", 120), ("40억원", 40)),
            ("f0", "f1", "f2"),
        ),
        (
            "가람 특구 예산이 80억원에서 120억원으로 늘었다.",
            (("80억원", 80), ("120억원", 120)),
            ("f0", "f1", None),
        ),
        (
            "가람 특구에는 지난 계획 80억원보다 40억원 늘어난 120억원을 쓴다.",
            (("80억원", 80), ("40억원", 40), ("120억원", 120)),
            ("f0", "f2", "f1"),
        ),
        (
            "가람 특구 예산은 90억원에서 60억원으로 삭감됐다.",
            (("90억원", 90), ("60억원", 60)),
            ("f0", "f1", None),
        ),
        (
            "가람 특구에 80억원, 나루 특구에 120억원을 쓴다.",
            (("80억원", 80), ("120억원", 120)),
            None,
        ),
        ("80억원에서 120억원 사이의 사업비가 든다.", (("80억원", 80), ("120억원", 120)), None),
    ],
)
def test_a_sentence_that_revises_a_sum(sentence, sums, expected):
    found = find_revisions(revised(sentence, *sums))
    assert [(r.old_id, r.new_id, r.rise_id) for r in found] == ([expected] if expected else [])


def test_a_revised_sum_counts_once_and_its_increase_is_a_part():
    sentence = "가람 특구 예산은 당초 80억원에서 120억원으로 40억원 증액됐다."
    facts = revised(sentence, ("80억원", 80), ("120억원", 120), ("40억원", 40))
    rows = build_commitments(facts, [article("a")])
    (new,) = [r for r in rows if r["parent_commitment_id"] is None]
    assert (new["amount_krw"], new["superseded_amount_krw"]) == (120 * EOK, 80 * EOK)
    assert new["vintage_number"] == 2
    (rise,) = [r for r in rows if r is not new]
    assert rise["parent_rule"] == "increase"
    assert sum(r["announced_krw"] for r in region_year_funding(rows)) == 120 * EOK


def test_a_moved_end_is_a_new_vintage_of_the_same_plan():
    facts = [
        fact("f1", "a", 80, period_end_year=2024),
        fact("f2", "b", 120, period_end_year=2026),
    ]
    papers = [article("a"), article("b", published_date=date(2022, 9, 1))]
    (row,) = build_commitments(facts, papers)
    assert (row["amount_krw"], row["period_end_year"], row["vintage_number"]) == (
        120 * EOK,
        2026,
        2,
    )
    # Told in the same week, two ends are two things.
    papers[1]["published_date"] = date(2022, 3, 5)
    assert len(build_commitments(facts, papers)) == 2


def test_phases_that_add_up_nest_under_the_whole():
    facts = [
        fact("w", "a", 655, period_start_year=2018, period_end_year=2027),
        fact("p1", "b", 255, period_start_year=2018, period_end_year=2022),
        fact("p2", "b", 400, period_start_year=2023, period_end_year=2027),
    ]
    rows = {
        r["amount_krw"] // EOK: r for r in build_commitments(facts, [article("a"), article("b")])
    }
    assert {rows[p]["parent_rule"] for p in (255, 400)} == {"phase"}
    assert rows[255]["parent_commitment_id"] == rows[655]["commitment_id"]
    assert sum(r["announced_krw"] for r in region_year_funding(list(rows.values()))) == 655 * EOK


def test_another_sum_within_the_years_is_no_phase():
    facts = [
        fact("w", "a", 655, period_start_year=2018, period_end_year=2027),
        fact("x", "b", 30, period_start_year=2020, period_end_year=2020),
    ]
    rows = build_commitments(facts, [article("a"), article("b")])
    assert [r["parent_rule"] for r in rows] == [None, None]


def test_a_sum_split_by_source_is_nobodys_alone():
    facts = [
        fact("t", "a", 100, funding_source="national"),
        fact("n", "a", 60, funding_source="national", parent_fact_id="t"),
        fact("l", "a", 40, funding_source="local", parent_fact_id="t"),
        fact("b", "b", 100),
    ]
    rows = build_commitments(facts, [article("a"), article("b")])
    (whole,) = [r for r in rows if r["parent_commitment_id"] is None]
    assert (whole["funding_source"], whole["outlet_count"]) == ("total", 2)
    sums = {r["funding_source"]: 0 for r in rows}
    for row in region_year_funding(rows):
        sums[row["funding_source"]] += row["announced_krw"]
    assert sums == {"total": 0, "national": 60 * EOK, "local": 40 * EOK}


def test_an_item_beside_a_split_by_source_is_nobodys_alone():
    facts = [
        *breakdown("a", 100, {"national": 60, "local": 40}),
        fact("rd", "a", 30, funding_source="national", parent_fact_id="a-t"),
    ]
    rows = build_commitments(facts, [article("a")])
    sources = {r["amount_krw"] // EOK: r["funding_source"] for r in rows}
    assert sources == {100: "total", 60: "national", 40: "local", 30: "total"}
    assert sum(r["announced_krw"] for r in region_year_funding(rows)) == 100 * EOK


def test_a_late_rewrite_of_the_old_plan_does_not_renew_it():
    papers = [
        article("a"),
        article("b", published_date=date(2022, 9, 1)),
        article("c", published_date=date(2022, 12, 1), story_id="a"),
    ]
    facts = [fact("f1", "a", 80), fact("f2", "b", 120), fact("f3", "c", 80)]
    (row,) = build_commitments(facts, papers)
    assert (row["amount_krw"], row["is_conflicting"]) == (120 * EOK, False)


def test_a_range_counts_once_by_its_lower_end():
    facts = [
        fact("lo", "a", 800, qualifier="at_least", char_start=10, char_end=14),
        fact("hi", "a", 1000, qualifier="at_most", char_start=15, char_end=21),
        fact("far", "a", 900, qualifier="at_most", char_start=60, char_end=66),
    ]
    rows = {r["amount_krw"] // EOK: r for r in build_commitments(facts, [article("a")])}
    assert sorted(rows) == [800, 900]
    assert rows[800]["fact_ids"] == ["hi", "lo"]
    assert (rows[800]["amount_high_krw"], rows[800]["chosen_rule"]) == (1000 * EOK, "lower_end")
