"""Decisions of reviewers: replayed on copies, overruled by later ones, stale where due."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from cluster_assets.report.commitments import build_commitments
from cluster_assets.report.corrections import (
    apply_corrections,
    decided_on,
    effective,
    with_decisions,
)
from cluster_assets.report.decisions import (
    COLUMNS,
    new_decision,
    read_corrections,
    reading,
    write_corrections,
)
from cluster_assets.report.doubts import doubtful
from cluster_assets_tests.report.rows import EOK, article, breakdown, fact


def decision(fact_id, action, **more):
    return {
        "decision_id": f"d_{fact_id}_{action}_{len(more)}",
        "fact_id": fact_id,
        "action": action,
        "field": "",
        "value": "",
        "evidence": "",
        "reviewer": "누리",
        "reason": "원문과 다름",
        "decided_at": "2022-03-05",
        **more,
    }


def amend(fact_id, field, value, **more):
    return decision(fact_id, "amend", field=field, value=value, **more)


def states(applied):
    return [r["state"] for r in applied.ledger]


def test_decisions_are_replayed_on_copies():
    facts = breakdown("a", 255, {"national": 178, "local": 77})
    applied = apply_corrections(
        facts, [amend("a-national", "amount_krw", "17,900,000,000"), decision("a-t", "reject")]
    )
    rows = {f["fact_id"]: f for f in applied.facts}
    assert set(rows) == {"a-national", "a-local"}
    assert rows["a-national"]["amount_krw"] == 179 * EOK
    assert rows["a-national"]["parent_fact_id"] is None
    assert rows["a-national"]["review"] == "amend"
    assert facts[1]["amount_krw"] == 178 * EOK
    assert applied.ledger[0]["extracted_value"] == str(178 * EOK)
    assert states(applied) == ["applied", "applied"]


@pytest.mark.parametrize(
    ("row", "note"),
    [
        (decision("f", "delete"), "action must be one of accept, reject, amend"),
        (decision("f", "accept", reviewer=""), "needs a reviewer"),
        (decision("f", "reject", reason=""), "needs a reason"),
        (decision("f", "accept", decided_at="gestern"), "decided_at must be a date"),
        (amend("f", "page_id", "x"), "field must be one of amount_krw"),
        (amend("f", "status", "spent"), "status must be one of executed"),
        (amend("f", "status", ""), "status must be one of"),
        (amend("f", "amount_krw", "백억"), "whole number"),
        (amend("f", "amount_krw", "-5"), "whole number"),
        (amend("f", "amount_krw", "0"), "at least 1"),
        (amend("f", "amount_krw", "9" * 400), "whole number"),
        (amend("f", "period_end_year", "20222"), "1990 to 2100"),
        (amend("f", "period_start_year", "2031"), "before it starts"),
        (amend("f", "region", "무릉도원도"), "official name"),
        (amend("f", "parent_fact_id", "f"), "part of itself"),
        (amend("f", "parent_fact_id", "g"), "same page"),
    ],
)
def test_an_invalid_decision_says_what_to_mend(row, note):
    facts = [fact("f", "a", 1, period_end_year=2022), fact("g", "b", 1)]
    applied = apply_corrections(facts, [row])
    assert applied.ledger[0]["state"] == "invalid"
    assert note in applied.ledger[0]["note"]
    assert applied.facts[0] | {"review": None, "is_unsure": False} == {**facts[0], "review": None}


def test_parents_never_go_in_a_circle():
    facts = [fact("f", "a", 3), fact("g", "a", 2), fact("h", "a", 1)]
    rows = [
        amend("g", "parent_fact_id", "f"),
        amend("h", "parent_fact_id", "g"),
        amend("f", "parent_fact_id", "h"),
    ]
    assert states(apply_corrections(facts, rows)) == ["applied", "applied", "invalid"]


def test_a_decision_goes_stale_with_its_evidence_and_is_not_applied():
    told = fact("f", "a", 1)
    rows = [
        decision("f", "reject", evidence="다른 글"),
        decision("gone", "reject"),
        decision("f", "accept", value=reading(fact("f", "a", 2))),
        decision("f", "accept", value=reading(told), evidence=told["evidence"]),
    ]
    applied = apply_corrections([told], rows)
    assert states(applied) == ["stale", "unknown_fact", "stale", "applied"]
    assert told["evidence"] in applied.ledger[0]["note"]
    assert [f["fact_id"] for f in applied.facts] == ["f"]


def test_a_later_decision_overrules():
    told = fact("f", "a", 1)
    rows = [
        amend("f", "amount_krw", "5", decided_at="2022-03-06T09:00:00+09:00"),
        amend("f", "status", "executed", decided_at="2022-03-06T09:00:01+09:00"),
        decision("f", "reject", decided_at="2022-03-05T23:59:59+00:00"),
    ]
    applied = apply_corrections([told], rows)
    assert states(applied) == ["applied", "applied", "superseded"]
    assert (applied.facts[0]["amount_krw"], applied.facts[0]["status"]) == (5, "executed")
    rows.append(decision("f", "accept", decided_at="2022-04-01"))
    applied = apply_corrections([told], rows)
    assert states(applied) == ["superseded", "superseded", "superseded", "applied"]
    assert applied.facts[0]["amount_krw"] == EOK
    rows.append(decision("f", "reject", decided_at="2022-04-02"))
    rows.append(amend("f", "status", "executed", decided_at="2022-04-03"))
    assert apply_corrections([told], rows).facts[0]["amount_krw"] == EOK


def test_replay_of_a_replay_is_the_same():
    facts = breakdown("a", 255, {"national": 178})
    rows = [amend("a-t", "amount_krw", "7"), decision("a-t", "reject", decided_at="2022-03-06")]
    once = apply_corrections(facts, rows)
    again = apply_corrections(facts, once.ledger)
    assert again == once


def test_amended_names_carry_their_ids():
    told = fact("f", "a", 1, currency="USD", amount=3.0, amount_krw=None)
    rows = [
        amend("f", "region", "충청북도 청주시"),
        amend("f", "initiative", "별빛 수소 단지"),
        amend("f", "amount_krw", "30"),
        amend("f", "period_end_year", ""),
    ]
    row = apply_corrections([told], rows).facts[0]
    assert row["region"] == "충청북도 청주시"
    assert row["region_code"].isdigit()
    assert row["region_code"] != told["region_code"]
    assert row["initiative_id"].startswith("initiative-")
    assert (row["currency"], row["amount"], row["amount_krw"]) == ("KRW", None, 30)
    assert row["period_end_year"] is None


def test_the_ledger_survives_a_spreadsheet():
    told = fact("f", "a", 1, evidence="-30%\n감액")
    row = new_decision(
        told,
        "amend",
        field="initiative",
        value='=HYPERLINK("x")',
        reviewer="@누리",
        reason="'따옴표',\n줄바꿈",
        decided_at=datetime(2022, 3, 5, 15, tzinfo=UTC),
    )
    text = write_corrections([row], with_header=True)
    assert not any(cell.startswith(("=", "@", "-")) for cell in text.splitlines()[1].split(","))
    assert read_corrections("\ufeff" + text) == [row]
    assert decided_on(row).isoformat() == "2022-03-06"
    assert states(apply_corrections([told], read_corrections(text))) == ["applied"]


def test_reading_asks_for_its_columns_and_names_rows_written_by_hand():
    assert read_corrections("") == []
    with pytest.raises(ValueError, match=r"reviewer.*first line must be"):
        read_corrections("fact_id,action\n")
    line = ",f,accept,,,,n,r,2022-01-01\n"
    rows = read_corrections(",".join(COLUMNS) + "\n" + line + line + "torn")
    assert len(rows) == 2
    assert rows[0]["decision_id"].startswith("d_")
    assert apply_corrections([fact("f", "a", 1)], rows).ledger[1]["state"] == "invalid"


def test_commitments_name_the_decisions_that_hold():
    facts = [fact("f", "a", 1), fact("g", "a", 2, kind="outcome")]
    applied = apply_corrections(
        facts, [amend("f", "amount_krw", "9"), decision("f", "accept", evidence="anders")]
    )
    rows = with_decisions(build_commitments(applied.facts, [article("a")]), applied.ledger)
    held = {tuple(r["fact_ids"]): r["correction_ids"] for r in rows}
    assert held == {("f",): [applied.ledger[0]["decision_id"]], ("g",): []}
    assert list(effective(applied.ledger)) == ["f"]


def test_doubts_come_by_number_then_money_and_leave_when_decided():
    facts = [
        fact("c1", "a", 153),
        fact("c2", "b", 178, is_unsure=True),
        fact("small", "c", 5, is_unsure=True, initiative="별빛 단지", initiative_id="i_star"),
        fact("big", "c", 900, is_unsure=True, kind="outcome"),
        fact("fine", "c", 1, kind="per_recipient"),
        *breakdown("d", 100, {"national": 60, "local": 30}, initiative="달", initiative_id="i_d"),
    ]
    commitments = build_commitments(facts, [article(p) for p in "abcd"])
    rows = doubtful(facts, commitments)
    found = {r["fact_id"]: r["doubt"] for r in rows}
    assert found["c2"] == "conflict+unsure"
    assert rows[0]["fact_id"] == "c2"
    assert {found[f] for f in ("d-t", "d-national", "d-local")} == {"sum"}
    assert "fine" not in found
    order = [r["fact_id"] for r in rows if r["doubt"] == "unsure"]
    assert order == ["big", "small"]
    ledger = apply_corrections(
        facts, [decision("c2", "accept"), decision("fine", "accept", evidence="anders")]
    ).ledger
    decided = {r["fact_id"]: r["doubt"] for r in doubtful(facts, commitments, ledger)}
    assert "c2" not in decided
    assert decided["fine"] == "stale"
