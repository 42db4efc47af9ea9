"""Corrections, changes and the way back to the page."""

from __future__ import annotations

from datetime import date

import pytest
from lxml import etree

from cluster_assets.report.changes import build_changes, to_atom, to_markdown
from cluster_assets.report.commitments import build_commitments
from cluster_assets.report.corrections import (
    COLUMNS,
    apply_corrections,
    doubtful,
    read_corrections,
)
from cluster_assets.report.trace import render, trace
from cluster_assets_tests.report.rows import EOK, article, breakdown, fact


def correction(fact_id, action, **more):
    return {
        "fact_id": fact_id,
        "action": action,
        "field": "",
        "value": "",
        "reviewer": "누리",
        "reason": "원문과 다름",
        "reviewed_at": "2022-03-05",
        "evidence": "",
        **more,
    }


def test_corrections_are_replayed_on_copies():
    facts = breakdown("a", 255, {"national": 178, "local": 77})
    applied = apply_corrections(
        facts,
        [
            correction("a-national", "amend", field="amount_krw", value="17,900,000,000"),
            correction("a-t", "reject"),
            correction("a-local", "accept", evidence="다른 글"),
            correction("gone", "accept"),
            correction("a-local", "amend", field="page_id", value="x"),
            correction("a-local", "accept", reviewer=""),
        ],
    )
    rows = {f["fact_id"]: f for f in applied.facts}
    assert set(rows) == {"a-national", "a-local"}
    assert rows["a-national"]["amount_krw"] == 179 * EOK
    assert rows["a-national"]["parent_fact_id"] is None
    assert facts[1]["amount_krw"] == 178 * EOK
    assert sorted(r["state"] for r in applied.ledger) == [
        "applied",
        "applied",
        "invalid",
        "invalid",
        "stale",
        "unknown_fact",
    ]


def test_ledger_file_needs_its_columns():
    text = ",".join(COLUMNS) + "\nf,accept,,,n,r,2022-01-01,\n"
    assert read_corrections(text)[0]["action"] == "accept"
    with pytest.raises(ValueError, match="reviewer"):
        read_corrections("fact_id,action\n")


def test_doubtful_lists_conflicts_and_unsure_rules():
    facts = [fact("f1", "a", 153), fact("f2", "b", 178, is_unsure=True)]
    commitments = build_commitments(facts, [article("a"), article("b")])
    assert [r["doubt"] for r in doubtful(facts, commitments)] == ["conflict+unsure", "conflict"]


def test_changes_as_rows_markdown_and_feed():
    name = "<script>[x](javascript:y)\x07"
    before = build_commitments([fact("f1", "a", 153, initiative=name)], [article("a")])
    after = build_commitments(
        [
            fact("f1", "a", 153, initiative=name),
            fact("f2", "b", 178.5, initiative=name),
            fact("f3", "b", 7, kind="outcome"),
        ],
        [article("a"), article("b")],
    )
    rows = build_changes(before, after)
    assert [r["change"] for r in rows] == ["new_conflict", "amount_changed", "new"]
    assert "<script>" not in to_markdown(rows, day=date(2022, 3, 2)).replace("\\<", "")
    feed = etree.fromstring(to_atom(rows, day=date(2022, 3, 2)).encode())
    assert len(feed.findall("{*}entry")) == 3
    assert build_changes(after, after) == []


def test_trace_leads_to_the_stored_page():
    facts, articles = breakdown("a", 255, {"national": 178}), [article("a", title="\x1b[31m제목")]
    commitments = build_commitments(facts, articles)
    pages = [{"page_id": "a", "warc_file": "x.warc.gz", "warc_offset": 0}]
    found = trace("a-t", commitments=commitments, money_facts=facts, articles=articles, pages=pages)
    assert found.facts[0].page.warc_offset == 0
    text = render(found)
    assert "x.warc.gz @ 0" in text
    assert "\x1b" not in text
    for wanted in ("nothing", "", "c_"):
        with pytest.raises(KeyError):
            trace(wanted, commitments=commitments, money_facts=facts, articles=articles)
