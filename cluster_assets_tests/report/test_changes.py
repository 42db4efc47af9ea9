"""The digest: what changed from one capture day to the next, without reading the clock."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from cluster_assets.report.changes import (
    MAX_DIGEST_ROWS,
    build_changes,
    build_history,
    to_atom,
    to_markdown,
)
from cluster_assets.report.commitments import build_commitments
from cluster_assets.report.corrections import apply_corrections, decided_on, with_decisions
from cluster_assets.report.history import Lookback
from cluster_assets_tests.report.rows import article, fact
from cluster_assets_tests.report.test_corrections import amend, decision
from cluster_assets_tests.report.test_properties import corpora

ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = "<script>alert(1)</script>]]>&amp;\"' \u202e\x07\x00\ufffe\ud800[x](javascript:y)"
DAYS = [date(2022, 3, d) for d in (2, 3, 5)]


def commitment(commitment_id, krw=100, facts=None, **more):
    return {
        "commitment_id": commitment_id,
        "fact_ids": facts or [f"f-{commitment_id}"],
        "initiative": "달빛 로봇 단지",
        "region": "충청북도",
        "funding_source": "national",
        "status": "planned",
        "amount_krw": krw,
        "amount_low_krw": krw,
        "amount_high_krw": krw,
        "amount": None,
        "currency": "KRW",
        "is_conflicting": False,
        "correction_ids": [],
        **more,
    }


def kinds(rows):
    return [(r["change"], r["commitment_id"]) for r in rows]


def test_new_changed_conflicting_and_gone():
    before = [commitment("a"), commitment("b"), commitment("c"), commitment("d")]
    after = [
        commitment("a"),
        commitment("b", 200),
        commitment("c", is_conflicting=True, amount_high_krw=150),
        commitment("e", is_conflicting=True),
    ]
    rows = build_changes(before, after)
    assert kinds(rows) == [
        ("new_conflict", "c"),
        ("new_conflict", "e"),
        ("amount_changed", "b"),
        ("new", "e"),
        ("gone", "d"),
    ]
    assert (rows[2]["amount_before_krw"], rows[2]["amount_after_krw"]) == (100, 200)
    assert "100원 → 200원" in rows[2]["summary"]
    assert build_changes(after, after) == []


def test_a_new_id_on_the_same_facts_is_the_same_commitment():
    before = [commitment("a", facts=["f", "g"]), commitment("b", facts=["h"])]
    after = [commitment("z", 150, facts=["e", "f", "g", "h"])]
    assert kinds(build_changes(before, after)) == [("amount_changed", "z")]


def test_a_correction_is_named_as_the_cause():
    before = [commitment("a"), commitment("b"), commitment("c")]
    after = [commitment("a", 5, correction_ids=["d_1"]), commitment("b", 5)]
    causes = {
        r["commitment_id"]: r["cause"] for r in build_changes(before, after, rejected={"f-c"})
    }
    assert causes == {"a": "correction", "b": "reports", "c": "correction"}


def states():
    return {
        DAYS[0]: [commitment("a")],
        DAYS[1]: [commitment("a"), commitment("b")],
        DAYS[2]: [commitment("a", 120), commitment("b")],
    }


def steps(by_day):
    """A walk back through whole states."""
    after = [by_day[DAYS[2]]]

    def step_back(day):
        before = by_day[day] if day else ()
        after.append(before)
        return before, after[-2]

    return step_back


def test_history_goes_back_day_by_day():
    by_day = states()
    rows = build_history(DAYS, steps(by_day), fact_count=2)
    assert [(r["day"], r["change"], r["commitment_id"]) for r in rows] == [
        (DAYS[2], "amount_changed", "a"),
        (DAYS[1], "new", "b"),
        (DAYS[0], "new", "a"),
    ]


def test_many_facts_are_compared_with_the_last_day_only():
    asked = []

    def step_back(day):
        asked.append(day)
        return [], []

    build_history(DAYS, step_back, fact_count=100_000)
    assert asked == [DAYS[1]]


def test_no_days_no_changes():
    assert build_history([], steps(states()), fact_count=0) == []
    assert "No changes" in to_markdown([])
    assert to_atom([], updated=DAYS[0]).count("<entry>") == 0


@pytest.mark.parametrize("name", [HOSTILE, HOSTILE * 2000, "=cmd()", "# 제목\n- 목록"])
def test_hostile_names_stay_text(name):
    rows = [{"day": DAYS[0], **r} for r in build_changes([], [commitment("a", initiative=name)])]
    text = to_markdown(rows)
    assert not re.search(r"(?<!\\)[<>\[]|\u202e|[\x00-\x08]", text)
    assert len(text.splitlines()) == 7
    assert len(text) < 2000
    feed = etree.fromstring(to_atom(rows, updated=DAYS[0]).encode())
    entry = feed.find(f"{ATOM}entry")
    assert len(list(entry)) == 7
    assert "\u202e" not in entry.findtext(f"{ATOM}title")


def test_the_feed_is_valid_atom():
    """The musts of RFC 4287 on feeds and entries, sections 4.1 and 4.2."""
    rows = [{"day": DAYS[2], **r} for r in build_changes([], [commitment("a"), commitment("b")])]
    text = to_atom(rows, updated=DAYS[2])
    feed = etree.fromstring(text.encode())
    assert feed.tag == f"{ATOM}feed"
    elements = [feed, *feed.findall(f"{ATOM}entry")]
    ids = [e.findtext(f"{ATOM}id") for e in elements]
    assert len(set(ids)) == 3
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", i) for i in ids)
    for element in elements:
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1
        assert re.fullmatch(
            r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+09:00", element.findtext(f"{ATOM}updated")
        )
        relations = [(x.get("rel"), x.get("type")) for x in element.findall(f"{ATOM}link")]
        assert len(set(relations)) == len(relations)
        assert all(x.get("href") for x in element.findall(f"{ATOM}link"))
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    assert all(e.find(f"{ATOM}content").get("type") == "text" for e in elements[1:])
    assert text == to_atom(rows, updated=DAYS[2])


def test_a_flood_of_changes_is_cut_and_said():
    rows = [
        {"day": DAYS[0], **r}
        for r in build_changes([], [commitment(f"c{i}") for i in range(MAX_DIGEST_ROWS + 7)])
    ]
    assert "7 more" in to_markdown(rows)
    assert to_atom(rows, updated=DAYS[0]).count("<entry>") == MAX_DIGEST_ROWS


def test_states_of_real_commitments_compare():
    first = build_commitments([fact("f1", "a", 153)], [article("a")])
    second = build_commitments(
        [fact("f1", "a", 153), fact("f2", "b", 178.5), fact("f3", "b", 7, kind="outcome")],
        [article("a"), article("b")],
    )
    assert {r["change"] for r in build_changes(first, second)} >= {"new_conflict", "new"}


def both_ways(facts, articles, stories, ledger):
    """The history by steps back, and by reconciling everything known on each day."""
    days = sorted({a["captured_date"] for a in articles})
    rejected = {d["fact_id"] for d in ledger if d["action"] == "reject"}

    def state(day):
        known = [a for a in articles if day is None or a["captured_date"] <= day]
        pages = {a["page_id"] for a in known}
        decided = [d for d in ledger if day is None or decided_on(d) <= day]
        applied = apply_corrections([f for f in facts if f["page_id"] in pages], decided)
        return with_decisions(build_commitments(applied.facts, known, stories), applied.ledger)

    lookback = Lookback(facts, articles, stories, ledger, state(None))
    stepped = build_history(days, lookback.step_back, fact_count=len(facts), rejected=rejected)
    states = [
        *({"day": d, "rows": state(d)} for d in days[:-1]),
        {"day": days[-1], "rows": state(None)},
    ]
    whole, before = [], []
    for at in states:
        found = build_changes(before, at["rows"], rejected=rejected)
        whole = [*({"day": at["day"], **row} for row in found), *whole]
        before = at["rows"]
    return stepped, whole


AMENDMENTS = (
    ("initiative", "별빛 소재 특구"),
    ("initiative", "새 달빛 로봇 클러스터"),
    ("initiative", ""),
    ("amount_krw", "8,000,000,000"),
    ("status", "executed"),
    ("period_end_year", "2025"),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(corpora(), st.data())
def test_steps_back_find_what_whole_days_would(corpus, data):
    facts, articles = corpus
    days = st.integers(1, 9)
    articles = [{**a, "captured_date": date(2022, 3, data.draw(days))} for a in articles]
    stories = [
        {
            "page_id": a["page_id"],
            "story_id": data.draw(st.sampled_from(["s0", "s1", a["page_id"]])),
        }
        for a in articles
        if data.draw(st.booleans())
    ]
    ledger = [
        {**row, "decision_id": f"d{i}", "decided_at": f"2022-03-{data.draw(days):02d}"}
        for i, f in enumerate(
            data.draw(st.lists(st.sampled_from(facts), max_size=5)) if facts else []
        )
        for row in [
            data.draw(
                st.sampled_from(
                    [
                        decision(f["fact_id"], "reject"),
                        decision(f["fact_id"], "accept"),
                        *(amend(f["fact_id"], *change) for change in AMENDMENTS),
                    ]
                )
            )
        ]
    ]
    stepped, whole = both_ways(facts, articles, stories, ledger)
    assert stepped == whole


def test_only_what_a_day_touched_is_reconciled_anew():
    names = ("달빛 로봇 클러스터", "별빛 소재 특구", "햇빛 전지 특구")
    articles = [article(f"p{i}", captured_date=DAYS[0]) for i in range(3)]
    articles.append(article("late", captured_date=DAYS[1], story_id="p2"))
    facts = [
        fact(f"f{i}", f"p{i}", 100, initiative=n, initiative_id=n) for i, n in enumerate(names)
    ]
    facts.append(fact("late", "late", 120, initiative=names[0], initiative_id=names[0]))
    final = build_commitments(facts, articles)
    before, after = Lookback(facts, articles, [], [], final).step_back(DAYS[0])
    # The late article tells of the first programme, and stands in the story of the third.
    assert {c["initiative"] for c in after} == {c["initiative"] for c in before}
    assert {c["initiative"] for c in before} == {names[0], names[2]}
    assert len(final) == 3
    assert kinds(build_changes(before, after)) == [("new_conflict", before_id(after, names[0]))]


@pytest.mark.parametrize("amount", [100, 110])
def test_a_late_shorter_name_of_the_same_sum_touches_the_longer_one(amount):
    """One sum under two initiatives: the late article makes it the same commitment."""
    articles = [article("a", captured_date=DAYS[0]), article("b", captured_date=DAYS[1])]
    facts = [
        fact("fa", "a", 100, initiative="달빛 로봇 클러스터 조성", initiative_id="i_long"),
        fact("fb", "b", amount, initiative="달빛 로봇 클러스터", initiative_id="i_short"),
    ]
    final = build_commitments(facts, articles)
    before, after = Lookback(facts, articles, [], [], final).step_back(DAYS[0])
    assert len(final) == (1 if amount == 100 else 2)
    assert [c["fact_ids"] for c in after] == [["fa", "fb"] if amount == 100 else ["fb"]]
    assert [c["fact_ids"] for c in before] == ([["fa"]] if amount == 100 else [])


def before_id(rows, name):
    return next(c["commitment_id"] for c in rows if c["initiative"] == name)
