"""The commands as a user runs them: sources listed, added and tried, days captured and rebuilt."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import dagster as dg
import pytest

from cluster_assets.capture import day as capture_module
from cluster_assets.capture.sources import SourceError, Sources, load_sources
from cluster_assets.capture.tables import FETCHES, PAGES
from cluster_assets.capture.warc import page_id_of
from cluster_assets.capture_days import days_to_capture, today
from cluster_assets.extract.tables import MONEY_FACTS
from cluster_assets.runner import Tally, run_day
from cluster_assets.storage import Storage
from cluster_assets_tests.capture.outlets_web import Press
from cluster_assets_tests.capture.testweb import Reply, running_web
from cluster_assets_tests.conftest import PROJECT

COMMENTED = """# Where pages come from.
start_date: 2026-11-02

sources:
  # The first one.
  - name: first
    kind: folder
    path: pages  # beside this project
"""
ARTICLE = (PROJECT / "seeds/pages/2026-11-02/d01.html").read_bytes()


@pytest.fixture
def seeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of its own, with its seeds and data."""
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    for file in (PROJECT / "seeds").glob("*.csv"):
        (seeds / file.name).write_bytes(file.read_bytes())
    (seeds / "sources.yaml").write_text(COMMENTED, "utf-8")
    monkeypatch.setenv("CLUSTER_ASSETS_SEEDS", str(seeds))
    monkeypatch.setenv("CLUSTER_ASSETS_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "300")
    return seeds


@pytest.fixture
def press(tmp_path: Path, seeds: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Press]:
    with running_web() as web:
        press = Press(web, tmp_path)
        press.put_outlets()
        press.put_good("office.test", "/o/1", ARTICLE)
        (seeds / "sources.yaml").write_text(press.text(), "utf-8")
        monkeypatch.setattr(capture_module, "make_fetcher", press.fetchers)
        yield press


def hashes(root: Path) -> dict[str, str]:
    return {
        str(p.relative_to(root)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(root.rglob("*"))
        if p.is_file()
    }


def test_added_source_stands_behind_the_old_ones_with_their_comments(
    seeds: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from cluster_assets.commands.source import add_source, list_sources

    url = "https://news.example.org/rss.xml?a=1&b=#2"
    add_source({"name": "daily", "kind": "feed", "url": url, "max_pages": 30})
    add_source({"name": "crawl", "kind": "warc", "path": "/srv/*.warc.gz", "enabled": False})
    text = (seeds / "sources.yaml").read_text("utf-8")
    assert text.startswith(COMMENTED)
    assert [s.name for s in load_sources(seeds / "sources.yaml").entries] == [
        "first",
        "daily",
        "crawl",
    ]
    assert load_sources(seeds / "sources.yaml").entries[1].target == url
    assert list_sources() == 0
    shown = capsys.readouterr().out
    assert "30 pages a day, 5 s between" in shown
    assert "/srv/*.warc.gz" in shown


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ({"name": "first", "kind": "folder", "path": "b"}, "must be unique"),
        ({"name": "new", "kind": "feed", "url": "file:///etc/passwd"}, "must be an http"),
        ({"name": "a b", "kind": "folder", "path": "b"}, "letters, digits"),
    ],
)
def test_wrong_source_is_not_added(seeds: Path, entry: dict[str, str], message: str) -> None:
    from cluster_assets.commands.source import add_source

    with pytest.raises(SourceError, match=message):
        add_source(entry)
    assert (seeds / "sources.yaml").read_text("utf-8") == COMMENTED


def test_file_that_cannot_take_an_entry_is_left_alone(seeds: Path) -> None:
    from cluster_assets.commands.source import add_source

    text = "sources:\n  - {name: a, kind: folder, path: p}\nstart_date: 2026-11-02\n"
    (seeds / "sources.yaml").write_text(text, "utf-8")
    with pytest.raises(SourceError):
        add_source({"name": "b", "kind": "folder", "path": "p"})
    assert (seeds / "sources.yaml").read_text("utf-8") == text


def test_trying_a_source_shows_what_would_be_extracted(
    press: Press, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from cluster_assets.commands import source as source_command

    monkeypatch.setattr(source_command, "make_fetcher", press.fetchers)
    assert source_command.try_source("office") == 0
    shown = capsys.readouterr().out
    assert "page.html: kept" in shown
    assert "억" in shown
    press.web.put("daily.test", "/rss", Reply(b"<html>", 200))
    assert source_command.try_source("daily") == 1
    assert "feed_unreadable" in capsys.readouterr().out
    assert not (press.root / "data").exists()


def run_today(sources: Sources, state: dict[str, str]) -> Tally:
    """What ``cluster-assets run`` does for today, without the reports."""
    storage, tally = Storage(), Tally()
    assert today() in days_to_capture(storage, sources)
    with dg.DagsterInstance.ephemeral() as instance:
        run_day(today().isoformat(), sources, storage, state, False, instance, tally)
    return tally


def test_run_captures_the_good_pages_and_a_second_run_publishes_nothing(
    press: Press, capsys: pytest.CaptureFixture[str]
) -> None:
    from cluster_assets.commands.capture import rebuild_index

    unit, state = today().isoformat(), dict[str, str]()
    assert run_today(press.sources(), state).done == [unit]
    storage, data = Storage(), press.root / "data"
    pages = storage.read(PAGES, unit)
    assert dict(zip(pages["url"], pages["page_id"], strict=True)) == {
        url: page_id_of(body) for url, body in press.good.items()
    }
    assert len(storage.read(FETCHES, unit)) >= len(pages)
    assert not storage.read(MONEY_FACTS, unit).empty
    before, asked, mark = hashes(data), len(press.web.log), dict(state)
    assert run_today(press.sources(), state).done == [unit]  # asked again, nothing new
    assert all("if-none-match" in a.headers for a in press.web.log[asked:] if "/o/" in a.path)
    assert hashes(data) == before
    assert state == mark
    (data / f"capture/pages/{unit}.parquet").unlink()
    capsys.readouterr()
    assert rebuild_index(None) == 0
    assert f"{unit}: {len(pages)} pages, rebuilt" in capsys.readouterr().out
    assert hashes(data) == before
    assert rebuild_index(unit) == 0
    assert "unchanged" in capsys.readouterr().out


def test_capture_command_lands_and_checks_one_day(
    press: Press, capsys: pytest.CaptureFixture[str]
) -> None:
    from cluster_assets.commands.capture import capture, rebuild_index

    press.web.put("weekly.test", "/sitemap.xml", Reply(b"", 503))
    assert capture(None) == 0
    shown = capsys.readouterr().out
    assert "asked for page: fetched" in shown
    assert "capture/fetches source_is_alive (WARN)" in shown
    with pytest.raises(ValueError, match="Unknown day '2001-01-01'"):
        capture("2001-01-01")
    with pytest.raises(ValueError, match="No WARC file of 2001-01-01"):
        rebuild_index("2001-01-01")
    assert date.fromisoformat(Storage().partitions(PAGES)[0]) == today()
