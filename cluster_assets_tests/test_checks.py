"""Every expectation of every table passes on real data and is seen failing on a bad row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import pytest

from cluster_assets.capture.fetch_rows import fetch_row
from cluster_assets.catalog import ALL_TABLES
from cluster_assets.checks import check_result, crash_message, validate
from cluster_assets.tables import TOLERATED_ERRORS, Column, Expectation, Rule, Table
from cluster_assets_tests.conftest import Published

BY_NAME = {t.name: t for t in ALL_TABLES}
CASES = [(t.name, e.name) for t in ALL_TABLES for e in t.expectations()]


def put(frame: pd.DataFrame, column: str, value: object) -> pd.DataFrame:
    """The frame with one value of its first row replaced."""
    bad = frame.copy()
    values = list(bad[column].astype(object))
    values[0] = value
    bad[column] = pd.Series(values, index=bad.index, dtype=object)
    return bad


def first_with_won(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["amount_krw"].notna()].reset_index(drop=True)


def split_parts_too_large(frame: pd.DataFrame) -> pd.DataFrame:
    parents = set(frame["parent_fact_id"].dropna())
    index = frame.index[frame["fact_id"].isin(parents) & frame["amount_krw"].notna()][0]
    bad = frame.copy()
    bad.loc[index, "amount_krw"] = 1
    return bad


def second_head(frame: pd.DataFrame) -> pd.DataFrame:
    bad = frame.copy()
    bad.loc[[0, 1], "story_id"] = "story-doubled"
    bad.loc[[0, 1], "is_story_head"] = True
    return bad


def redesigned_host(frame: pd.DataFrame) -> pd.DataFrame:
    bad = put(put(frame, "host_page_count", 40), "earlier_page_count", 200)
    return put(put(bad, "fallback_share", 0.9), "earlier_fallback_share", 0.1)


def many_crashed(frame: pd.DataFrame) -> pd.DataFrame:
    if "outcome" not in frame:
        return frame
    return frame.assign(outcome=["error"] * 4 + list(frame["outcome"][4:]))


def crashed_articles(frames: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Rows for the table that is empty as long as no rule crashes."""
    pages = frames["clean/articles"]["page_id"][: TOLERATED_ERRORS + 1]
    return pd.DataFrame(
        {"page_id": pages, "error": "KeyError('x')", "rules_version": "1"}, dtype=object
    ).reset_index(drop=True)


def fetched_pages(frames: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Rows for the table that is empty where only folders are read."""
    pages = frames["capture/pages"]
    at = pages["captured_at"].iloc[0]
    rows = [
        fetch_row("weekly", "https://weekly.test/rss", "list", "timed_out", at, reason="slow"),
        fetch_row("daily", "https://daily.test/1", "page", "fetched", at, http_status=200),
        fetch_row("crawl", "a.warc.gz", "archive", "read", at, seen_count=9, landed_count=2),
    ]
    rows[1].update(page_id=pages["page_id"].iloc[0], byte_count=10)
    rows[2].update(triaged_out_count=7)
    return pd.DataFrame(rows, dtype=object)


def sample_decision(frames: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """A row for the ledger, which is empty until somebody has decided something."""
    fact = frames["extract/money_facts"].iloc[0]
    row = dict.fromkeys(BY_NAME["report/corrections"].column_names)
    row |= {
        "decision_id": "d1",
        "fact_id": fact["fact_id"],
        "action": "accept",
        "evidence": fact["evidence"],
        "reviewer": "Kim",
        "reason": "read it again",
        "decided_at": "2026-11-06T10:00:00+09:00",
        "state": "applied",
        "page_id": fact["page_id"],
    }
    return pd.DataFrame([row], dtype=object)


def sample_typo(frames: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """A row for the list of likely misspellings, which may well be empty."""
    mentions = frames["extract/mentions"]
    first, second = mentions[mentions["entity_type"] == "organization"].iloc[:2].to_dict("records")
    row = dict.fromkeys(BY_NAME["report/link_review"].column_names)
    row |= {
        "entity_id": first["entity_id"],
        "candidate_id": second["entity_id"],
        "entity_type": "organization",
        "name": first["canonical_name"],
        "candidate_name": second["canonical_name"],
        "score": 95,
        "is_known_candidate": True,
        "article_count": 1,
        "candidate_article_count": 2,
    }
    return pd.DataFrame([row], dtype=object)


# Tables that are empty, or may be, on the bundled pages.
SAMPLES: dict[str, Callable[[dict[str, pd.DataFrame]], pd.DataFrame]] = {
    "extract/errors": crashed_articles,
    "capture/fetches": fetched_pages,
    "report/corrections": sample_decision,
    "report/link_review": sample_typo,
}

RULES: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "page_is_captured": lambda f: put(f, "page_id", "0" * 64),
    "page_not_rejected_too": lambda f: f,  # the sources are what is bad, see SOURCES
    "published_before_capture": lambda f: put(
        f, "published_date", pd.Timestamp("2031-01-01").date()
    ),
    "few_errors": many_crashed,
    "no_errors": lambda f: f,
    "page_is_indexed": lambda f: f.assign(
        page_id=[None, "0" * 64, None][: len(f)],
    ),
    "counts_add_up": lambda f: f.assign(landed_count=[None, None, 3][: len(f)]),
    "source_is_alive": lambda f: f,  # the first source of the rows is dead
    "reason_is_given": lambda f: put(f, "reason", " "),
    "article_is_kept": lambda f: put(f, "page_id", "0" * 64),
    "span_equals_evidence": lambda f: put(f, "char_start", int(f["char_start"].iloc[0]) + 1),
    "parent_exists": lambda f: put(
        f,
        "parent_fact_id" if "parent_fact_id" in f else "parent_commitment_id",
        "nobody",
    ),
    "amount_is_whole": lambda f: put(first_with_won(f), "currency", "USD"),
    "period_is_ordered": lambda f: put(put(f, "period_start_year", 2030), "period_end_year", 2020),
    "parts_fit_their_whole": split_parts_too_large,
    "story_has_one_head": second_head,
    "facts_exist": lambda f: put(f, "fact_ids", ["nobody"]),
    "amount_in_its_range": lambda f: put(
        first_with_won(f), "amount_low_krw", int(first_with_won(f)["amount_krw"].iloc[0]) + 1
    ),
    "commitments_exist": lambda f: put(f, "commitment_ids", ["nobody"]),
    "commitment_exists": lambda f: put(f, "commitment_id", "nobody"),
    "corrections_exist": lambda f: put(f, "correction_ids", ["nobody"]),
    "decision_is_valid": lambda f: put(f, "state", "invalid"),
    "decision_is_current": lambda f: put(f, "state", "stale"),
    "basis_exists": lambda f: put(put(f, "basis", "report/metrics"), "basis_ids", ["nobody"]),
    "one_is_current": lambda f: put(f, "is_current", not f["is_current"].iloc[0]),
    "validity_is_ordered": lambda f: put(
        put(f, "valid_from", date(2026, 1, 2)), "valid_to", date(2026, 1, 1)
    ),
    "organizations_exist": lambda f: put(f, "source_id", "nobody"),
    "fallback_share_steady": redesigned_host,
    "outcomes_sum_to_pages": lambda f: put(f, "pages_in", int(f["pages_in"].iloc[0]) + 1),
}


def spoil(frame: pd.DataFrame, e: Expectation) -> pd.DataFrame:
    """The frame with the smallest change that the expectation must notice."""
    column = e.columns[0] if e.columns else ""
    match e.kind:
        case "columns":
            return frame.drop(columns=frame.columns[-1])
        case "row_count":
            return frame.iloc[:0] if e.params["minimum"] else frame
        case "row_count_equal":
            return frame.iloc[1:]
        case "unique":
            return pd.concat([frame, frame.iloc[:1]], ignore_index=True)
        case "not_null":
            return put(frame, column, None)
        case "in_set":
            return put(frame, column, "neither of these")
        case "between":
            low, high = e.params["minimum"], e.params["maximum"]
            return put(frame, column, low - 1 if low is not None else high + 1)
        case "regex":
            return put(frame, column, "## no ##")
        case "rule":
            return RULES[e.name](frame)


@pytest.mark.parametrize("name", [t.name for t in ALL_TABLES])
def test_every_asset_has_checks_that_block_and_checks_that_warn(name: str) -> None:
    severities = [e.severity for e in BY_NAME[name].expectations()]
    assert len(severities) >= 3
    assert {"ERROR", "WARN"} <= set(severities)
    names = [e.name for e in BY_NAME[name].expectations()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", [t.name for t in ALL_TABLES])
def test_real_data_pass_every_blocking_check(published: Published, name: str) -> None:
    frames = published.frames()
    outcomes = validate(BY_NAME[name], frames[name], frames)
    assert [o for o in outcomes if o.blocks] == []


@pytest.mark.parametrize(("name", "check"), CASES)
def test_bad_row_fails_its_check(published: Published, name: str, check: str) -> None:
    table = BY_NAME[name]
    expectation = next(e for e in table.expectations() if e.name == check)
    if expectation.kind == "row_count" and not expectation.params["minimum"]:
        pytest.skip("an empty table is fine here")
    frames = published.frames()
    if name in SAMPLES:
        frames = {**frames, name: SAMPLES[name](frames)}
    sources = dict(frames)
    if check == "page_not_rejected_too":
        rejects = frames["clean/rejects"].copy()
        rejects.loc[0, "page_id"] = frames[name]["page_id"].iloc[0]
        sources["clean/rejects"] = rejects
    bad = spoil(frames[name], expectation)
    (outcome,) = validate(table, bad, sources, only=check)
    assert not outcome.passed
    assert outcome.crash is None
    assert outcome.severity == expectation.severity
    if expectation.columns:
        assert 1 <= len(outcome.failing) <= 10
        assert expectation.columns[0] in outcome.failing[0]


def _broken_rule(frame: Any, sources: Any) -> list[bool]:
    return [bool(frame["no_such_column"][0])]


TINY = Table(
    key=("stage", "tiny"),
    row="a row",
    description="Tiny.",
    primary_key=("a",),
    columns=(Column("a", "string", "A.", pattern="^x"),),
    rules=(Rule("broken", "Broken.", "WARN", ("a",), _broken_rule),),
)


def test_crashed_rule_is_an_error_whatever_its_severity() -> None:
    outcomes = {o.name: o for o in validate(TINY, pd.DataFrame({"a": ["x"]}))}
    assert outcomes["broken"].blocks
    assert "check crashed: KeyError" in (outcomes["broken"].crash or "")
    assert check_result(TINY, outcomes["broken"]).severity.value == "ERROR"
    assert outcomes["a_pattern"].passed


def test_missing_column_is_told_apart_from_bad_data() -> None:
    outcomes = {o.name: o for o in validate(TINY, pd.DataFrame({"b": ["x"]}))}
    assert not outcomes["columns"].passed
    assert outcomes["columns"].crash is None
    assert outcomes["a_pattern"].blocks
    assert "check crashed" in (outcomes["a_pattern"].crash or "")


@pytest.mark.parametrize(
    ("info", "message"),
    [
        ({"raised_exception": True, "exception_message": "flat"}, "flat"),
        ({"('m', ())": {"raised_exception": True, "exception_message": "keyed"}}, "keyed"),
        ({"raised_exception": False, "exception_message": None}, None),
        ({}, None),
    ],
)
def test_both_shapes_of_a_crash_are_seen(info: dict[str, Any], message: str | None) -> None:
    assert crash_message({"exception_info": info}) == message


def test_at_most_ten_failing_rows_are_shown() -> None:
    frame = pd.DataFrame({"a": [f"y{i}" for i in range(50)]})
    outcome = next(o for o in validate(TINY, frame) if o.name == "a_pattern")
    assert len(outcome.failing) == 10
