from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from cluster_assets.report.coverage import build_coverage
from cluster_assets.report.initiatives import build_initiatives, initiative_kind
from cluster_assets.report.network import build_network, degrees
from cluster_assets.report.organizations import build_organizations, organization_kind
from cluster_assets_tests.report.rows import article, fact


def mention(page_id, entity_id, name, entity_type="organization", surface=None):
    return {
        "page_id": page_id,
        "entity_id": entity_id,
        "canonical_name": name,
        "surface": surface or name,
        "entity_type": entity_type,
    }


ARTICLES = [
    article("a", story_id="s"),
    article("b", story_id="s", published_date=None, captured_date=date(2022, 4, 1)),
    article("c"),
]
MENTIONS = [
    mention("a", "o1", "한별테크노파크"),
    mention("b", "o1", "한별테크노파크", surface="한별TP"),
    mention("a", "o2", "은하대학교"),
    mention("b", "o2", "은하대학교"),
    mention("c", "o2", "은하대학교"),
    mention("c", "o3", "㈜가온"),
    mention("a", "i_moon", "달빛 로봇 클러스터", "initiative"),
    mention("nowhere", "o9", "유령협회"),
]


def test_organizations_over_articles():
    rows = {r["entity_id"]: r for r in build_organizations(MENTIONS, ARTICLES)}
    assert set(rows) == {"o1", "o2", "o3"}
    assert rows["o1"]["aliases"] == ["한별TP"]
    assert (rows["o1"]["kind"], rows["o3"]["kind"]) == ("technopark", "company")
    assert rows["o1"]["last_seen_date"] == date(2022, 4, 1)
    assert rows["o2"]["article_count"] == 3


def test_initiatives_take_the_region_of_their_money():
    (row,) = build_initiatives(MENTIONS, ARTICLES, [fact("f", "a", 1)])
    assert (row["kind"], row["region_code"]) == ("cluster", "43000")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("은하대", "university"),
        ("별빛진흥원", "institute"),
        ("하늘시의회", "council"),
        ("", "other"),
    ],
)
def test_organization_kind(name, kind):
    assert organization_kind(name) == kind


def test_initiative_kind_of_a_long_hostile_name():
    assert initiative_kind("가" * 10_000) == "other"


def test_network_counts_stories_not_rewrites():
    rows = build_network(MENTIONS, ARTICLES)
    assert [(r["source_id"], r["target_id"], r["weight"]) for r in rows] == [
        ("o1", "o2", 1),
        ("o2", "o3", 1),
    ]
    assert rows[0]["page_ids"] == ["a", "b"]
    assert degrees(rows) == {"o1": 1, "o2": 2, "o3": 1}


def test_coverage_reconciles_every_page():
    late = datetime(2022, 3, 1, 20, tzinfo=UTC)  # already the next day in Seoul
    pages = [
        {"page_id": p, "captured_at": late, "outcome": o}
        for p, o in (("a", "captured"), ("x", "captured"), ("x", "duplicate"), ("y", "captured"))
    ]
    rejects = [{"page_id": "x", "outcome": "irrelevant", "reason": "no topic"}]
    rows = build_coverage(pages, [article("a")], rejects)
    assert {r["captured_date"] for r in rows} == {date(2022, 3, 2)}
    assert sum(r["pages_in"] for r in rows) == 4
    none, named = rows
    assert (none["outcome_irrelevant"], none["outcome_duplicate"], none["outcome_missing"]) == (
        1,
        1,
        1,
    )
    assert (named["outlet"], named["outcome_kept"], named["latency_days"]) == ("a일보", 1, 1.0)
    for row in rows:
        assert row["pages_in"] == sum(v for k, v in row.items() if k.startswith("outcome_"))
    assert build_coverage([], [], []) == []
