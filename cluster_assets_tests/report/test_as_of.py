"""Tables as known on a day: later articles leave no trace in any of them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from cluster_assets.catalog import ALL_TABLES
from cluster_assets.commands.report import basis_named, report_as_of
from cluster_assets.report.as_of import Inputs, tables_as_of, with_first_capture
from cluster_assets_tests.report.rows import EOK, article, fact

Row = dict[str, Any]


def page(page_id: str, day: int) -> Row:
    return {
        "page_id": page_id,
        "url": f"https://news.example/{page_id}",
        "source": "folder",
        "captured_at": datetime(2026, 11, day, 3, tzinfo=UTC),
        "outcome": "captured",
    }


def inputs() -> Inputs:
    pages = [page("a", 2), page("b", 3), page("n", 3)]
    articles = [
        article("a"),
        article("b", published_date=date(2022, 9, 1)),
        article("n", published_date=None),
    ]
    extra = {"initiative": "은하 소재 특구", "initiative_id": "i_star"}
    names = [
        {
            "page_id": p,
            "entity_type": "organization",
            "entity_id": f"o{p}{k}",
            "canonical_name": f"기관{p}{k}",
            "surface": f"기관{p}{k}",
        }
        for p in "abn"
        for k in range(2)
    ]
    return Inputs(
        pages=pages,
        articles=with_first_capture(articles, pages),
        rejects=[],
        money_facts=[fact("f1", "a", 80), fact("f2", "b", 120), fact("f3", "n", 7, **extra)],
        figures=[],
        mentions=names,
        stories=[{"page_id": p, "story_id": p} for p in "abn"],
    )


def amounts(day: date, **options: Any) -> list[int]:
    rows = tables_as_of(inputs(), day, **options)["report/commitments"]
    return sorted(r["amount_krw"] // EOK for r in rows)


@pytest.mark.parametrize(
    ("day", "known"),
    [
        (date(2022, 2, 28), []),
        (date(2022, 3, 1), [80]),
        (date(2022, 9, 1), [120]),
        (date(2026, 11, 2), [120]),
        (date(2026, 11, 3), [7, 120]),  # the page without a date counts from its capture
    ],
)
def test_what_articles_had_told_by_then(day, known):
    assert amounts(day) == known


@pytest.mark.parametrize(
    ("day", "known"),
    [(date(2026, 11, 1), []), (date(2026, 11, 2), [80]), (date(2026, 11, 3), [7, 120])],
)
def test_what_was_held_here_by_then(day, known):
    assert amounts(day, basis="captured") == known


def test_no_table_knows_of_a_later_article():
    tables = tables_as_of(inputs(), date(2022, 3, 1))
    for name, rows in tables.items():
        assert "'b'" not in repr(rows), name
        assert "ob0" not in repr(rows), name


def test_the_tables_that_can_be_asked_are_declared_ones():
    # Files and quality are of today; the link review and the fetch log tell of our own work.
    today = {
        "report/warehouse",
        "report/package",
        "report/site",
        "report/quality",
        "report/link_review",
        "capture/fetches",
    }
    found = set(tables_as_of(inputs(), date(2026, 11, 3)))
    assert {t.name for t in ALL_TABLES} - today <= found
    assert found <= {t.name for t in ALL_TABLES}


def test_a_later_vintage_keeps_the_id():
    before, after = (tables_as_of(inputs(), date(2022, m, 2))["report/vintages"] for m in (3, 10))
    assert [v["commitment_id"] for v in after] == [before[0]["commitment_id"]] * 2
    assert [v["valid_to"] for v in after] == [date(2022, 9, 1), None]
    assert before[0]["valid_to"] is None


def test_export_on_an_empty_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys):
    monkeypatch.setenv("CLUSTER_ASSETS_DATA", str(tmp_path / "none"))
    assert report_as_of(date(2022, 3, 1), basis="published", out=tmp_path / "known") == 0
    assert (tmp_path / "known/datapackage.json").exists()
    assert report_as_of(date(2022, 3, 1), basis=basis_named("captured"), out=None) == 0
    assert "As known on 2022-03-01" in capsys.readouterr().out
    with pytest.raises(ValueError, match="no basis"):
        basis_named("guessed")
