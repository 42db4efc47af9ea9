"""Layout drift: a host that was redesigned is told from one that never had a known layout."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from cluster_assets.checks import validate
from cluster_assets.report.layouts import build_layouts, host_of, is_steady
from cluster_assets.report.tables import LAYOUTS
from cluster_assets.storage import to_frame

Row = dict[str, Any]
HOST = "news.hansol.example"


def day_of_pages(day: int, layouts: list[str | None]) -> tuple[list[Row], list[Row], list[Row]]:
    """Pages, articles and rejects of one day; ``None`` is a page that gave no text."""
    pages, articles, rejects = [], [], []
    for number, layout in enumerate(layouts):
        page_id, url = f"{day}-{number}", f"https://{HOST}/{day}/{number}"
        captured_at = datetime(2026, 3, day, 3, tzinfo=UTC)
        pages.append({"page_id": page_id, "url": url, "captured_at": captured_at})
        row = {"page_id": page_id, "url": url, "layout": layout}
        if layout is None:
            rejects.append({**row, "outcome": "no_text", "text_chars": 0})
        elif number % 2:
            rejects.append({**row, "outcome": "irrelevant", "text_chars": 300})
        else:
            articles.append({**row, "text": "가" * (100 + number)})
    return pages, articles, rejects


def rows_over(*days: list[str | None]) -> list[Row]:
    parts = [day_of_pages(number, layouts) for number, layouts in enumerate(days, 1)]
    pages, articles, rejects = ([row for part in parts for row in part[at]] for at in range(3))
    return build_layouts(pages, articles, rejects)


def test_each_layout_of_a_day_is_counted_with_its_length() -> None:
    rows = rows_over(["ndsoft"] * 3 + ["density", None])
    shown = [(r["layout"], r["page_count"], r["is_fallback"], r["median_text_chars"]) for r in rows]
    assert shown == [
        ("density", 1, True, 300.0),
        ("ndsoft", 3, False, 102.0),
        ("none", 1, True, None),
    ]
    assert {(r["host"], r["host_page_count"], r["fallback_share"]) for r in rows} == {
        (HOST, 5, 0.4)
    }
    assert {r["captured_date"] for r in rows} == {date(2026, 3, 1)}


@pytest.mark.parametrize(
    ("days", "steady"),
    [
        ([["ndsoft"] * 12, ["density"] * 12], False),
        ([["ndsoft"] * 12, ["ndsoft"] * 4 + [None] * 8], False),
        ([["ndsoft"] * 6, ["ndsoft"] * 6, ["trafilatura"] * 12], False),
        ([["density"] * 12, ["density"] * 12], True),
        ([["density"] * 12, ["ndsoft"] * 12], True),
        ([["ndsoft"] * 12, ["xe"] * 12], True),
        ([["ndsoft"] * 12, ["ndsoft"] * 10 + ["density"] * 2], True),
        ([["ndsoft"] * 12, ["density"] * 3], True),
        ([["ndsoft"] * 3, ["density"] * 12], True),
        ([["density"] * 40], True),
    ],
)
def test_a_jump_of_the_fallback_share_warns(days: list[list[str | None]], steady: bool) -> None:
    rows = rows_over(*days)
    assert all(map(is_steady, rows)) == steady


def test_the_check_names_the_redesigned_host() -> None:
    rows = rows_over(["ndsoft"] * 12, ["density"] * 12)
    frame = to_frame(_arrow(rows))
    (outcome,) = validate(LAYOUTS, frame, {}, only="fallback_share_steady")
    assert (outcome.passed, outcome.severity, outcome.crash) == (False, "WARN", None)
    assert not outcome.blocks
    (good,) = validate(LAYOUTS, frame.iloc[:1], {}, only="fallback_share_steady")
    assert good.passed


def _arrow(rows: list[Row]) -> Any:
    import pyarrow as pa

    return pa.Table.from_pylist(rows, schema=LAYOUTS.arrow_schema())


def test_lists_and_triaged_pages_say_nothing_about_a_layout() -> None:
    pages, articles, rejects = day_of_pages(1, ["ndsoft", None, None])
    rejects[0]["outcome"] = "list_page"
    rejects[1].update(outcome="irrelevant", text_chars=0)
    rows = build_layouts(pages, articles, rejects)
    assert [(r["layout"], r["page_count"]) for r in rows] == [("ndsoft", 1)]


@pytest.mark.parametrize(
    ("urls", "host"),
    [
        (("HTTPS://WWW.Hansol.example:443/a",), "www.hansol.example"),
        (("folder://a.html", "http://m.hansol.example/1"), "m.hansol.example"),
        (("folder://a.html",), None),
        (("http://[broken", None), None),
    ],
)
def test_host(urls: tuple[str | None, ...], host: str | None) -> None:
    assert host_of(*urls) == host
