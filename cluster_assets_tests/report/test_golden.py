"""Sums from the public record, told on our own pages, from raw HTML to the commitment."""

from __future__ import annotations

from typing import Any

import pytest

from cluster_assets.report.commitments import build_commitments
from cluster_assets.report.funding import region_year_funding, sum_closes
from cluster_assets_tests.report.golden import told_by
from cluster_assets_tests.report.rows import EOK

Row = dict[str, Any]


def whole_of(rows: list[Row], eok: int) -> Row:
    (whole,) = [r for r in rows if r["amount_krw"] == eok * EOK]
    return whole


def parts_of(rows: list[Row], whole: Row) -> dict[str, int]:
    return {
        r["funding_source"]: r["amount_krw"] // EOK
        for r in rows
        if r["parent_commitment_id"] == whole["commitment_id"]
    }


def test_six_outlets_six_spellings_one_commitment():
    facts, articles = told_by("won1812_*.html")
    rows = build_commitments(facts, articles)
    (whole,) = [r for r in rows if r["parent_commitment_id"] is None]
    assert len(articles) == 6
    assert whole["amount_krw"] == 1812 * EOK
    assert whole["outlet_count"] == 6
    assert whole["funding_source"] == "total"
    assert not whole["is_conflicting"]
    assert whole["amount_low_krw"] == 1800 * EOK
    assert (whole["period_start_year"], whole["period_end_year"]) == (2021, 2022)
    assert parts_of(rows, whole) == {"national": 1306, "local": 506, "total": 1134}
    funding = region_year_funding(rows)
    assert sum(r["announced_krw"] for r in funding) == 1812 * EOK
    assert {r["year"] for r in funding} == {2021, 2022}


def test_809_closes_over_four_sources():
    rows = build_commitments(*told_by("won809.html"))
    whole = whole_of(rows, 809)
    parts = [r for r in rows if r["parent_commitment_id"] == whole["commitment_id"]]
    assert parts_of(rows, whole) == {
        "national": 319,
        "province": 233,
        "municipal": 30,
        "private": 227,
    }
    assert sum_closes(whole, parts)


@pytest.mark.parametrize(
    ("eok", "status", "parts", "share", "outlets"),
    [
        (255, "executed", {"national": 178, "province": 77}, 0.698, 1),
        (400, "planned", {"national": 260, "province": 140}, 0.650, 2),
    ],
)
def test_phases_of_a_programme_and_their_national_share(eok, status, parts, share, outlets):
    rows = build_commitments(*told_by("chungbuk_phases_*.html"))
    assert len(rows) == 6
    whole = whole_of(rows, eok)
    assert (whole["status"], whole["outlet_count"]) == (status, outlets)
    assert parts_of(rows, whole) == parts
    assert round(parts["national"] / eok, 3) == share
    measure = "executed_krw" if status == "executed" else "announced_krw"
    sums = dict.fromkeys(parts, 0)
    for row in region_year_funding(rows):
        if row[measure]:
            sums[row["funding_source"]] += row[measure]
    assert sums == {p: v * EOK for p, v in parts.items()}
