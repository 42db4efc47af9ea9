"""``review`` as a user runs it, the ledger file, and the way back to the page."""

from __future__ import annotations

import csv
import io
import json
import multiprocessing
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from cluster_assets.cli import app
from cluster_assets.extract.tables import MONEY_FACTS
from cluster_assets.ledger import append_decisions, ledger_mark, read_ledger
from cluster_assets.report.commitments import build_commitments
from cluster_assets.report.corrections import apply_corrections
from cluster_assets.report.tables import COMMITMENTS
from cluster_assets.report.trace import render, trace
from cluster_assets.storage import Storage, StorageError
from cluster_assets_tests.report.rows import article, breakdown, fact
from cluster_assets_tests.report.test_corrections import decision

HOSTILE = "=cmd()|<script>\x1b[31m"
FACTS = [
    *breakdown("money_a", 255, {"national": 178, "local": 70}, initiative=HOSTILE),
    fact("money_bbbbbbbb1", "b", 20, is_unsure=True, kind="outcome", sentence=HOSTILE),
]


@pytest.fixture
def storage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Storage:
    monkeypatch.setenv("CLUSTER_ASSETS_DATA", str(tmp_path))
    monkeypatch.delenv("CLUSTER_ASSETS_CORRECTIONS", raising=False)
    store = Storage()
    articles = [article("money_a"), article("b")]
    for table, rows in (
        (MONEY_FACTS, FACTS),
        (COMMITMENTS, build_commitments(FACTS, articles)),
    ):
        frame = pd.DataFrame(
            [{c: r.get(c) for c in table.column_names} for r in rows], dtype=object
        )
        store.publish(table, frame, "2022-03-02" if table.is_partitioned else None)
    return store


def review(*arguments: str, code: int = 0) -> str:
    done = CliRunner().invoke(app, ["review", *arguments], env={"COLUMNS": "160"})
    assert done.exit_code == code, done.output
    return done.output


def test_doubts_are_listed_as_table_csv_and_json(storage: Storage):
    table = review("--limit", "2")
    assert "2 of 4 doubtful facts. Decisions: none." in table
    assert "\x1b[31m" not in table
    rows = list(csv.DictReader(io.StringIO(review("--format", "csv"))))
    assert [r["doubt"] for r in rows] == ["sum", "sum", "sum", "unsure"]
    assert rows[0]["initiative"].startswith("'=cmd()")
    found = json.loads(review("--format", "json", "--doubt", "unsure", "--limit", "0"))
    assert [r["fact_id"] for r in found] == ["money_bbbbbbbb1"]
    assert "must be one of" in review("--doubt", "nonsense", code=2)


def test_decisions_are_appended_and_take_effect(storage: Storage):
    told = review(
        "amend", "money_bbbbbbbb", "--by", "누리", "--reason", "오타",
        "--set", "amount_krw=2,100,000,000", "--set", "status=executed",
    )  # fmt: skip
    assert "cluster-assets run" in told
    mark = ledger_mark(storage)
    review("accept", "money_a-national", "--by", "누리", "--reason", "맞음")
    assert ledger_mark(storage) != mark
    rows = read_ledger(storage)
    assert [r["action"] for r in rows] == ["amend", "amend", "accept"]
    applied = apply_corrections(FACTS, rows)
    assert {r["state"] for r in applied.ledger} == {"applied"}
    amended = next(f for f in applied.facts if f["fact_id"] == "money_bbbbbbbb1")
    assert (amended["amount_krw"], amended["status"]) == (2_100_000_000, "executed")
    left = json.loads(review("--format", "json"))
    assert {r["fact_id"] for r in left} == {"money_a-t", "money_a-local"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("accept", "money_zz"), "No fact"),
        (("accept", "money_a-"), "beginning of 3 fact ids"),
        (("amend", "money_bbbbbbbb1", "--set", "amount_krw"), "FIELD=VALUE"),
        (("amend", "money_bbbbbbbb1", "--set", "amount_krw=2억"), "whole number"),
        (("amend", "money_bbbbbbbb1", "--set", "page_id=x"), "must be one of amount_krw"),
        (
            ("amend", "money_bbbbbbbb1", "--set", "period_start_year=2030"),
            "would end (2022) before it starts (2030)",
        ),
    ],
)
def test_refusals_say_what_to_do_and_leave_no_trace(storage: Storage, arguments, said):
    assert said in review(*arguments, "--by", "누리", "--reason", "x", code=1)
    assert read_ledger(storage) == []


def test_a_commitment_id_leads_to_its_facts(storage: Storage):
    chosen = storage.read_arrow(COMMITMENTS).to_pylist()[0]
    said = review("reject", chosen["commitment_id"], "--by", "n", "--reason", "x", code=1)
    assert chosen["fact_ids"][0] in said


def test_the_ledger_may_live_in_a_repository(storage: Storage, tmp_path: Path, monkeypatch):
    kept = tmp_path / "repo" / "corrections.csv"
    said = review("reject", "money_a-local", "--by", "n", "--reason", "x", "--ledger", str(kept))
    assert f"CLUSTER_ASSETS_CORRECTIONS={kept}" in said
    assert read_ledger(storage) == []
    monkeypatch.setenv("CLUSTER_ASSETS_CORRECTIONS", str(kept))
    assert [r["fact_id"] for r in read_ledger(storage)] == ["money_a-local"]


def test_a_ledger_that_got_lost_is_no_empty_one(storage: Storage, tmp_path: Path, monkeypatch):
    monkeypatch.setenv("CLUSTER_ASSETS_CORRECTIONS", str(tmp_path / "new.csv"))
    with pytest.raises(StorageError, match="does not exist"):
        ledger_mark(storage)
    review("reject", "money_a-local", "--by", "n", "--reason", "x")
    assert len(read_ledger(storage)) == 1


def test_help_shows_how():
    assert "cluster-assets review" in review("--help")


def test_an_editors_ledger_is_read_or_explained(storage: Storage):
    path = storage.local("corrections.csv")
    append_decisions(storage, [decision("f", "accept")])
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    append_decisions(storage, [decision("g", "accept")])
    assert [r["fact_id"] for r in read_ledger(storage)] == ["f", "g"]
    path.write_bytes(path.read_text("utf-8").encode("cp949"))
    with pytest.raises(ValueError, match="CSV UTF-8"):
        read_ledger(storage)


def _append(root: str, number: int) -> None:
    for i in range(20):
        append_decisions(Storage(root), [decision(f"f{number}-{i}", "accept")])


def test_many_reviewers_at_once_lose_nothing(storage: Storage):
    context = multiprocessing.get_context("fork")
    workers = [context.Process(target=_append, args=(storage.root, n)) for n in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert len(read_ledger(storage)) == 80
    assert storage.local("corrections.csv").read_text("utf-8").count("decision_id,") == 1


def traced(wanted: str, **more):
    facts, articles = breakdown("a", 255, {"national": 178}), [article("a", title="\x1b[31m제목")]
    applied = apply_corrections(facts, more.pop("decisions", []))
    commitments = build_commitments(applied.facts, articles)
    pages = [{"page_id": "a", "warc_file": "x.warc.gz", "warc_offset": 0}]
    return trace(
        wanted,
        commitments=commitments,
        money_facts=facts,
        articles=articles,
        pages=pages,
        corrections=applied.ledger,
    )


def test_trace_leads_to_the_stored_page():
    found = traced("a-t")
    assert found.facts[0].page.warc_offset == 0
    text = render(found)
    assert "x.warc.gz @ 0" in text
    assert "\x1b" not in text


@pytest.mark.parametrize("wanted", ["nothing", "", "c_", "a-"])
def test_trace_asks_for_one_thing(wanted: str):
    with pytest.raises(KeyError):
        traced(wanted)


def test_trace_shows_who_decided_and_why():
    rows = [
        decision("a-t", "amend", field="status", value="executed", reason="결산\x1b[0m"),
        decision("a-national", "reject", reason="중복"),
    ]
    text = render(traced("a-t", decisions=rows))
    assert "amend status: planned -> executed, by 누리" in text
    assert "[applied]" in text
    assert "\x1b" not in text
    gone = traced("a-national", decisions=rows)
    assert gone.commitment_id is None
    assert "(in none)" in render(gone)
    assert "중복" in render(gone)
