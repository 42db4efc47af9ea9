"""Each metric on a small case, its basis, and the empty case."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cluster_assets.report.commitments import reconcile_facts
from cluster_assets.report.definitions import DEFINITIONS
from cluster_assets.report.metrics import MetricSources, build_metrics
from cluster_assets.report.network import build_network
from cluster_assets.report.results import claim_of, figure_kind
from cluster_assets.report.timelines import build_timelines
from cluster_assets_tests.report.rows import EOK, article, breakdown, fact

Row = dict[str, Any]


def figure(figure_id: str, page_id: str, value: float, **more: Any) -> Row:
    return {
        "figure_id": figure_id,
        "page_id": page_id,
        "value": value,
        "unit": "명",
        "evidence": f"{value:g}명",
        "sentence": f"지난해 신규 채용은 {value:g}명으로 집계됐다.",
        "subject": "신규 채용",
        "initiative": "달빛 로봇 클러스터",
        "region": "충청북도",
        **more,
    }


def mention(page_id: str, name: str) -> Row:
    return {
        "page_id": page_id,
        "entity_type": "organization",
        "entity_id": f"o_{name}",
        "canonical_name": name,
        "surface": name,
    }


def sources() -> MetricSources:
    articles = [article("a"), article("b", published_date=date(2022, 9, 1)), article("c")]
    facts = [
        *breakdown("a", 255, {"national": 178, "local": 77}),
        fact("b-t", "b", 300, period_start_year=2023, period_end_year=2025),
        fact("c-t", "c", 300, period_start_year=2023, period_end_year=2024),
        fact(
            "b-sales",
            "b",
            40,
            kind="outcome",
            status="executed",
            evidence="40억원",
            sentence="참여 기업의 매출은 40억원으로 늘었다.",
        ),
    ]
    made = reconcile_facts(facts, articles)
    names = [mention(p, n) for p, n in (("a", "가온"), ("a", "나루"), ("b", "가온"), ("b", "다솜"))]
    return MetricSources(
        commitments=made.commitments,
        timelines=build_timelines(made.commitments, made.vintages),
        network=build_network(names, articles),
        coverage=[
            {
                "captured_date": date(2022, 3, 2),
                "outlet": "가람일보",
                "pages_in": 4,
                "outcome_kept": 3,
                "latency_days": 1.0,
            }
        ],
        quality=[{"measure": "money", "kind": "f1", "f1": 0.9, "corpus": "unseen", "n": 12.0}],
        figures=[
            figure("g1", "a", 120),
            figure("g2", "c", 90),
            figure("g3", "b", 500, sentence="500명을 새로 고용할 계획이다.", evidence="500명"),
        ],
        money_facts=facts,
        articles=articles,
    )


def values(metric: str, scope: str = "all", **wanted: Any) -> list[float]:
    rows = build_metrics(sources())
    return [
        r["value"]
        for r in rows
        if r["metric"] == metric
        and r["scope"] == scope
        and all(r[k] == v for k, v in wanted.items())
    ]


@pytest.mark.parametrize(
    ("metric", "wanted", "expected"),
    [
        ("announced_krw", {"category": "national"}, [89 * EOK, 89 * EOK]),
        ("announced_krw", {"category": "total", "year": 2023}, [100 * EOK]),
        ("national_share", {"year": None}, [178 / 255]),
        ("national_share", {"year": 2021}, [178 / 255]),
        ("local_match_ratio", {"year": None}, [77 / 178]),
        ("annual_run_rate_krw", {}, [555 * EOK / 5]),
        ("breakdown_closure", {}, [1.0]),
        ("corroboration", {}, [1 / 5]),
        ("conflict_rate", {}, [0.0]),
        ("slippage_years", {}, [1.0]),
        ("sales", {"category": "attained"}, [40 * EOK]),
        ("jobs", {"category": "attained"}, [120.0]),
        ("jobs", {"category": "target"}, [500.0]),
        ("new_ties", {"year": 2022}, [2.0]),
        ("coverage_kept_share", {}, [0.75]),
        ("latency_days", {}, [1.0]),
    ],
)
def test_value(metric, wanted, expected):
    assert values(metric, **wanted) == pytest.approx(expected)


def test_degree_and_quality_have_their_own_scope():
    assert values("organization_degree", "organization", subject="가온") == [2.0]
    assert values("extraction_quality", "measure", category="money, unseen pages") == [0.9]


def test_every_value_has_a_definition_and_leads_to_rows():
    rows = build_metrics(sources())
    by_id = {r["metric_id"]: r for r in rows}
    assert len(by_id) == len(rows)
    commitments = {c["commitment_id"] for c in sources().commitments}
    for row in rows:
        assert row["definition"] == DEFINITIONS[row["metric"]].text
        if row["basis"] == "report/metrics":
            assert row["basis_ids"]
            assert all(i in by_id for i in row["basis_ids"])
        if row["basis"] == "report/commitments":
            assert set(row["basis_ids"]) <= commitments


def test_nothing_in_gives_nothing_out():
    assert build_metrics(MetricSources()) == []
    assert build_timelines([], []) == []


def test_a_moved_end_is_slippage():
    (row,) = sources().timelines
    assert (row["start_year"], row["end_year"], row["slippage_years"]) == (2021, 2025, 1)


@pytest.mark.parametrize(
    ("sentence", "evidence", "claim"),
    [
        ("새 일자리 1,450개가 늘어날 것으로 기대했다.", "1,450개", "target"),
        ("기업 30개사를 유치할 계획이다.", "30개사", "target"),
        ("목표는 매출 200억원이다.", "200억원", "target"),
        ("수출 30억원을 달성했다.", "30억원", "attained"),
        ("지난해 실적을 보면 교류가 131회였다.", "131회", "attained"),
        ("직원은 2,640명이다.", "2,640명", "reported"),
    ],
)
def test_target_reported_and_attained(sentence, evidence, claim):
    assert claim_of(sentence, evidence) == claim


@pytest.mark.parametrize(
    ("subject", "unit", "kind"),
    [
        ("연구개발(R&D) 과제", "건", "rnd_tasks"),
        ("기술·사업화 지원", "건", "supports"),
        ("세미나를 비롯한 기술교류", "회", "exchanges"),
        ("신규 일자리", "개", "jobs"),
        ("유치 기업", "개사", "firms_attracted"),
        ("연면적", "㎡", None),
        ("지하", "층", None),
    ],
)
def test_kind_of_a_figure(subject, unit, kind):
    row = {"sentence": f"{subject} 12{unit}", "evidence": f"12{unit}", "unit": unit}
    assert figure_kind({**row, "subject": subject}) == kind
