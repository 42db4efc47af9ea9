"""What must hold for every input: order, copies, days and rewrites change no sum."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cluster_assets.report.commitments import build_commitments
from cluster_assets.report.funding import region_year_funding
from cluster_assets_tests.report.rows import EOK, article, fact

Row = dict[str, Any]

INITIATIVES = (
    ("i_moon", "달빛 로봇 클러스터"),
    ("i_moon2", "새 달빛 로봇 클러스터"),
    ("i_star", "별빛 소재 특구"),
    (None, None),
)
SOURCES = ("total", "national", "province", "municipal", "local", "private")
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def corpora(draw: st.DrawFn) -> tuple[list[Row], list[Row]]:
    """Articles of a few stories and their facts, parents among them, some in circles."""
    articles, facts = [], []
    for n in range(draw(st.integers(1, 7))):
        page = f"p{n}"
        day = date(2021, 1, 1) + timedelta(days=draw(st.integers(0, 500)))
        articles.append(
            article(
                page,
                published_date=draw(st.sampled_from([day, day, None])),
                story_id=f"s{draw(st.integers(0, 3))}",
            )
        )
        for k in range(draw(st.integers(0, 4))):
            initiative_id, name = draw(st.sampled_from(INITIATIVES))
            start = draw(st.sampled_from([None, 2021, 2022]))
            facts.append(
                fact(
                    f"{page}f{k}",
                    page,
                    draw(st.sampled_from([80, 100, 104, 120, 1800, 1812])),
                    funding_source=draw(st.sampled_from(SOURCES)),
                    parent_fact_id=draw(st.sampled_from([None, f"{page}f0", f"{page}f1", "gone"])),
                    initiative=name,
                    initiative_id=initiative_id,
                    region=draw(st.sampled_from([None, "충청북도", "충청북도 청주시", "전라남도"])),
                    period_start_year=start,
                    period_end_year=draw(st.sampled_from([None, 2022, 2025])),
                    status=draw(st.sampled_from(["planned", "planned", "executed", "unknown"])),
                    qualifier=draw(st.sampled_from(["exact", "exact", "approx", "at_most"])),
                    char_start=10 * k,
                )
            )
    return facts, articles


def totals(rows: list[Row]) -> Counter[tuple[str, str]]:
    sums: Counter[tuple[str, str]] = Counter()
    for row in region_year_funding(rows):
        for measure in ("announced_krw", "executed_krw", "unknown_krw"):
            sums[row["funding_source"], measure] += row[measure]
    return +sums


@quick
@given(corpora(), st.data())
def test_order_and_copies_change_nothing(corpus, data):
    facts, articles = corpus
    expected = build_commitments(facts, articles)
    mixed = data.draw(st.permutations(facts + facts[: len(facts) // 2]))
    papers = data.draw(st.permutations(articles + articles[:2]))
    assert build_commitments(mixed, papers) == expected


@quick
@given(corpora(), st.data())
def test_another_split_over_capture_days_changes_no_id_and_no_sum(corpus, data):
    facts, articles = corpus
    expected = build_commitments(facts, articles)
    moved = [
        {**a, "captured_date": date(2026, 1, 1) + timedelta(days=data.draw(st.integers(0, 90)))}
        for a in articles
    ]
    rows = build_commitments(facts, moved)
    columns = ("commitment_id", "amount_krw", "parent_commitment_id", "fact_ids")
    assert [[r[c] for c in columns] for r in rows] == [[r[c] for c in columns] for r in expected]
    assert totals(rows) == totals(expected)


@quick
@given(corpora(), st.data())
def test_a_rewrite_of_a_known_story_changes_no_sum(corpus, data):
    facts, articles = corpus
    expected = build_commitments(facts, articles)
    original = data.draw(st.sampled_from(articles))
    later = (original["published_date"] or date(2021, 1, 1)) + timedelta(
        days=data.draw(st.integers(0, 400))
    )
    if original["published_date"] is None:
        later = None
    rewrite = article("zz", story_id=original["story_id"], published_date=later)
    copies = [
        {
            **f,
            "fact_id": f"zz{f['fact_id']}",
            "page_id": "zz",
            "parent_fact_id": f["parent_fact_id"] and f"zz{f['parent_fact_id']}",
        }
        for f in facts
        if f["page_id"] == original["page_id"]
    ]
    rows = build_commitments([*facts, *copies], [*articles, rewrite])
    assert {r["commitment_id"] for r in rows} == {r["commitment_id"] for r in expected}
    assert totals(rows) == totals(expected)


@quick
@given(corpora())
def test_every_fact_is_in_one_commitment_and_parents_end(corpus):
    facts, articles = corpus
    rows = build_commitments(facts, articles)
    told = Counter(f for r in rows for f in r["fact_ids"])
    assert told == Counter({f["fact_id"]: 1 for f in facts})
    by_id = {r["commitment_id"]: r for r in rows}
    assert len(by_id) == len(rows)
    whole = 0
    for row in rows:
        above = ancestors(row, by_id)
        if not any((a["status"], a["kind"]) == (row["status"], row["kind"]) for a in above):
            whole += row["amount_krw"]
    assert sum(totals(rows).values()) == whole


def ancestors(row: Row, by_id: dict[str, Row]) -> list[Row]:
    found: list[Row] = []
    while row["parent_commitment_id"] is not None:
        row = by_id[row["parent_commitment_id"]]
        found.append(row)
        assert len(found) < len(by_id)
    return found


def test_long_names_and_nothing_break_nothing():
    name = "가" * 10_000
    facts = [
        fact(f"f{i}", p, 100, initiative=name, initiative_id=None, region=name)
        for i, p in enumerate("ab")
    ]
    (row,) = build_commitments(facts, [article("a"), article("b")])
    assert row["outlet_count"] == 2
    assert region_year_funding([row])[0]["announced_krw"] == 50 * EOK
    assert build_commitments([], [article("a")]) == []
    assert region_year_funding([]) == []
