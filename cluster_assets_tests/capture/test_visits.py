"""Network sources against a real web: exactly the good pages, politely, once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from cluster_assets.capture.fetch_rows import BAD_OUTCOMES, OUTCOMES
from cluster_assets.capture.index import index_day, landed_days
from cluster_assets.capture.net.fetcher import FetchOutcome
from cluster_assets.capture.warc import page_id_of, read_page
from cluster_assets_tests.capture.outlets_web import (
    ATTACKING_LISTS,
    NOW,
    TODAY,
    Press,
    page,
    rss,
)
from cluster_assets_tests.capture.testweb import Reply, running_web


@pytest.fixture
def press(tmp_path: Path) -> Iterator[Press]:
    with running_web() as web:
        press = Press(web, tmp_path)
        press.put_outlets()
        yield press


def by_url(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {row["url"]: row for row in rows}


def test_exactly_the_good_pages_are_captured(press: Press) -> None:
    press.put_attacks()
    found = press.capture()
    assert {r["url"]: r["page_id"] for r in found.pages} == {
        url: page_id_of(body) for url, body in press.good.items()
    }
    for row in found.pages:
        stored = read_page(press.storage().read_bytes(row["warc_file"]), row["warc_offset"])
        assert stored.payload == press.good[row["url"]]
    rows = by_url(found.fetches)
    failed = [r for r in found.fetches if r["outcome"] in BAD_OUTCOMES]
    assert all(r["reason"] for r in failed)
    assert {rows[u]["outcome"] for u in press.good} == {"fetched"}
    assert Counter(rows[u]["outcome"] for u in press.evil) == Counter(
        {
            "refused": 3,
            "too_many_redirects": 1,
            "too_large": 2,
            "bad_encoding": 1,
            "timed_out": 1,
            "network_error": 1,
            "bad_content_type": 1,
            "http_error": 1,
            "robots_unreachable": 1,
        }
    )
    lists = [r for r in found.fetches if r["role"] == "list" and "evil" in r["source"]]
    assert len(lists) == 2 * len(ATTACKING_LISTS) + 1
    outcomes = Counter(r["outcome"] for r in lists)
    assert outcomes == {"feed_unreadable": 2 * len(ATTACKING_LISTS), "fetched": 1}


def test_every_fetch_outcome_is_an_outcome_of_the_table() -> None:
    assert set(FetchOutcome.__args__) <= set(OUTCOMES)  # type: ignore[attr-defined]


def test_log_proves_gaps_and_no_forbidden_path(press: Press) -> None:
    press.gap = 0.12
    press.capture()
    assert all(not a.path.startswith("/members") for a in press.web.log)
    for host in ("daily.test", "weekly.test", "office.test"):
        times = [a.at for a in press.web.asked(host)]
        assert len(times) >= 3
        assert min(b - a for a, b in pairwise(times)) >= 0.12
    asked = Counter((a.host, a.path) for a in press.web.log)
    assert set(asked.values()) == {1}  # also the address that came with tracking parameters
    assert by_url(press.published)[press.web.url("daily.test", "/members/1")]["outcome"] == (
        "robots_forbidden"
    )


def test_second_visit_is_conditional_and_changes_nothing(press: Press) -> None:
    press.web.put("daily.test", "/robots.txt", Reply(b"", 404))  # nothing stays forbidden
    press.capture()
    first = press.capture()
    seen = len(press.web.log)
    again = press.capture(now=NOW + timedelta(hours=1))
    assert again == first
    later = press.web.log[seen:]
    pages = [a for a in later if a.path.startswith(("/o/", "/rss", "/news"))]
    assert len(pages) == 4
    assert all("if-none-match" in a.headers for a in pages)
    assert not [a for a in later if a.path.startswith(("/a", "/w/"))]  # had, and not changed


def test_next_day_has_no_new_pages(press: Press) -> None:
    press.web.put("daily.test", "/robots.txt", Reply(b"", 404))
    press.recent = press.capture().fetches
    press.published = []
    tomorrow = press.capture(day=TODAY + timedelta(days=1), now=NOW + timedelta(days=1))
    assert tomorrow.pages == []
    assert {r["outcome"] for r in tomorrow.fetches} == {"not_modified", "fetched", "refused"}
    assert {r["role"] for r in tomorrow.fetches if r["outcome"] == "fetched"} == {"list"}
    assert landed_days(press.storage()) == [TODAY.isoformat()]


def test_other_days_are_not_fetched(press: Press) -> None:
    assert press.capture(day=TODAY - timedelta(days=1)).fetches == []
    assert press.web.log == []


def test_page_that_comes_again_unchanged_becomes_a_revisit(press: Press) -> None:
    url = press.web.url("office.test", "/o/1")
    press.web.put("office.test", "/o/1", Reply(page(20)))  # a server without validators
    press.recent = press.capture().fetches
    press.published = []
    tomorrow = press.capture(day=TODAY + timedelta(days=1), now=NOW + timedelta(days=1))
    assert tomorrow.pages == []
    assert by_url(tomorrow.fetches)[url]["outcome"] == "unchanged"
    assert by_url(tomorrow.fetches)[url]["page_id"] == page_id_of(page(20))
    file = press.storage().local("capture/warc/2026-11-26/office.warc.gz")
    with file.open("rb") as stream:
        kinds = [r.rec_type for r in ArchiveIterator(stream)]
    assert kinds == ["warcinfo", "revisit", "request"]


def test_changed_page_is_a_new_page_of_the_day(press: Press) -> None:
    before = press.capture().pages
    press.web.put("office.test", "/o/1", Reply(page(77)))
    after = press.capture().pages
    assert len(after) == len(before) + 1
    assert {r["page_id"] for r in after} - {r["page_id"] for r in before} == {page_id_of(page(77))}


def test_interrupted_visit_is_resumed_without_asking_again(press: Press) -> None:
    whole = press.capture()
    seen = len(press.web.log)
    press.published = []  # killed before anything was published
    again = press.capture()
    assert again.pages == whole.pages
    strip = [{**r, "fetched_at": None} for r in again.fetches]
    assert strip == [{**r, "fetched_at": None} for r in whole.fetches]
    assert not [a for a in press.web.log[seen:] if (a.path in PAGE_PATHS)]


PAGE_PATHS = {"/a?id=0", "/a?id=1", "/a?id=2", "/w/0", "/w/1", "/w/2", "/o/1", "/o/2"}


def test_limit_is_noted_and_the_rest_comes_with_later_visits(press: Press) -> None:
    links = [press.put_good("daily.test", f"/b/{n}", page(40 + n)) for n in range(5)]
    press.put_list("daily.test", "/rss", rss(*links))
    sources = press.sources()
    limited = tuple(replace(s, max_pages=2) for s in sources.entries if s.name == "daily")
    press.sources = lambda: replace(sources, entries=limited)  # type: ignore[method-assign]
    found = press.capture()
    assert len(found.pages) == 2
    row = by_url(found.fetches)[press.web.url("daily.test", "/rss")]
    assert (row["outcome"], row["seen_count"]) == ("over_limit", 5)
    assert "5 pages to ask for, 2 asked" in row["reason"]
    assert len(press.capture().pages) == 2  # two a day
    press.recent, press.published = press.published, []
    assert len(press.capture(TODAY + timedelta(1), NOW + timedelta(1)).pages) == 2


def test_redirect_lands_under_its_final_address(press: Press) -> None:
    final = press.web.url("office.test", "/o/2")
    asked = press.web.put("office.test", "/o/1", Reply(b"", 302, {"Location": "/o/2"}))
    found = press.capture()
    assert by_url(found.fetches)[asked]["final_url"] == final
    assert by_url(found.fetches)[asked]["page_id"] == page_id_of(page(21))
    assert Counter(r["url"] for r in found.pages)[final] == 1


def test_intranet_of_one_source_is_closed_to_another(press: Press) -> None:
    inside = press.put_good("office.test", "/secret", page(60))
    press.put_list("daily.test", "/rss", rss(inside))
    sources = press.sources()
    daily, office = sources.named("daily"), sources.named("office")
    entries = (
        replace(daily, allow_hosts=("daily.test",)),  # type: ignore[call-arg]
        replace(office, urls=()),  # type: ignore[call-arg]
    )
    press.sources = lambda: replace(sources, entries=entries)  # type: ignore[method-assign]
    assert by_url(press.capture().fetches)[inside]["outcome"] == "refused"
    assert "/secret" not in [a.path for a in press.web.log]


def test_dead_source_stops_no_other(press: Press) -> None:
    press.web.put("daily.test", "/rss", Reply(b"down", 503))
    found = press.capture()
    assert by_url(found.fetches)[press.web.url("daily.test", "/rss")]["outcome"] == "http_error"
    assert {r["source"] for r in found.pages} == {"weekly", "office"}


def test_index_is_rebuilt_from_the_files_alone(press: Press) -> None:
    assert press.capture().pages == index_day(press.storage(), TODAY.isoformat())
