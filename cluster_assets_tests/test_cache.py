"""The cache of page work: never wrong, never in the way."""

from __future__ import annotations

import logging
import sqlite3
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from cluster_assets import cache
from cluster_assets.cache import (
    CACHE_ENV,
    STAGE_SOURCES,
    PageCache,
    cache_folder,
    key_of,
    open_cache,
    page_from_json,
    page_to_json,
    rules_mark,
)
from cluster_assets.capture.tables import PAGES
from cluster_assets.capture.warc import page_id_of
from cluster_assets.capture.warc_members import file_member
from cluster_assets.clean import assets as clean
from cluster_assets.clean.tables import ARTICLES, REJECTS
from cluster_assets.extract import assets as extract
from cluster_assets.publishing import StepContext
from cluster_assets.records import CleanedPage
from cluster_assets.storage import Storage, to_arrow, to_frame
from cluster_assets_tests.small_days import page

DAY = "2026-11-02"
NOW = datetime(2026, 11, 2, 6, tzinfo=UTC)
PAGE = CleanedPage(
    page_id="a" * 64,
    outcome="kept",
    title="혁신 \ud83d 반쪽",  # half a surrogate pair, as broken pages hold
    published_date=date(2026, 11, 2),
    text="문단\n문단",
    relevance_score=0.1 + 0.2,
    relevance_terms=("혁신클러스터", "특구"),
)


def step(root: Path) -> StepContext:
    return StepContext(Storage(str(root)), DAY, logging.getLogger("test"))


def landed(root: Path, pages: list[bytes]) -> pd.DataFrame:
    """Pages in a WARC file, and their index."""
    name = f"capture/warc/{DAY}/test.warc.gz"
    data, rows = b"", []
    for n, raw in enumerate(pages):
        url = f"https://news.example.kr/{n}"
        row: dict[str, Any] = dict.fromkeys(PAGES.column_names)
        row |= {"page_id": page_id_of(raw), "url": url, "source": "test", "captured_at": NOW}
        row |= {"byte_count": len(raw), "outcome": "captured"}
        row |= {"warc_file": name, "warc_offset": len(data)}
        data += file_member(url, NOW, raw)
        rows.append(row)
    Storage(str(root)).write_bytes(data, name)
    frame = pd.DataFrame(rows, columns=PAGES.column_names, dtype=object)
    return to_frame(to_arrow(PAGES, frame))


def pages() -> list[bytes]:
    return [page(n, DAY).encode() for n in range(3)] + [b"", b"<p>no topic at all</p>"]


def test_result_comes_back_as_it_was(tmp_path: Path) -> None:
    store = PageCache(tmp_path / "clean.sqlite")
    key = key_of(PAGE.page_id, None, NOW)
    assert store.get([key]) == {}
    store.put([(key, page_to_json(PAGE))])
    assert page_from_json(store.get([key, key_of("other")])[key]) == PAGE


def test_key_tells_every_input_apart() -> None:
    parts = [("a", "b"), ("ab", ""), ("a", None), ("a", "None"), ("a",), ("b", "a"), (NOW, "b")]
    assert len({key_of(*p) for p in parts}) == len(parts)


@pytest.mark.parametrize("place", [0, 7, 8, 20, -1])
def test_broken_entry_is_a_miss_and_is_written_anew(tmp_path: Path, place: int) -> None:
    store, key = PageCache(tmp_path / "c.sqlite"), key_of("page")
    store.put([(key, {"text": "long enough to be packed " * 5})])
    with sqlite3.connect(store.path) as connection:
        (value,) = connection.execute("SELECT value FROM entries").fetchone()
        broken = bytearray(value)
        broken[place] ^= 0x40
        connection.execute("UPDATE entries SET value = ?", (bytes(broken),))
    connection.close()
    assert store.get([key]) == {}
    store.put([(key, {"text": "right"})])
    assert store.get([key]) == {key: {"text": "right"}}


def test_entry_of_another_page_is_a_miss(tmp_path: Path) -> None:
    store = PageCache(tmp_path / "c.sqlite")
    store.put([(key_of("one"), 1), (key_of("two"), 2)])
    with sqlite3.connect(store.path) as connection:
        value = "(SELECT value FROM entries WHERE key = ?)"
        connection.execute(
            f"UPDATE entries SET value = {value} WHERE key = ?", (key_of("one"), key_of("two"))
        )
    connection.close()
    assert store.get([key_of("one"), key_of("two")]) == {key_of("one"): 1}


@pytest.mark.parametrize(
    "content", [b"this is no database " * 100, b"SQLite format 3\0" + b"\1" * 5000]
)
def test_broken_file_makes_way_for_a_new_one(tmp_path: Path, content: bytes) -> None:
    store, key = PageCache(tmp_path / "c.sqlite", logging.getLogger("test")), key_of("page")
    store.path.write_bytes(content)
    assert store.get([key]) == {}
    store.put([(key, [1])])
    assert store.get([key]) == {key: [1]}


def test_locked_cache_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(cache, "LOCK_SECONDS", 0.05)
    store, key = PageCache(tmp_path / "c.sqlite", logging.getLogger("test")), key_of("page")
    store.put([(key, 1)])
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert store.get([key]) == {}
    store.put([(key, 2)])
    other.execute("ROLLBACK")
    other.close()
    assert "not used" in caplog.text
    assert PageCache(store.path).get([key]) == {key: 1}


def test_folder_is_a_setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    storage = Storage(str(tmp_path / "data"))
    assert cache_folder(storage) == tmp_path / "data/_cache"
    monkeypatch.setenv(CACHE_ENV, str(tmp_path / "elsewhere"))
    assert cache_folder(storage) == tmp_path / "elsewhere"
    monkeypatch.setenv(CACHE_ENV, "off")
    assert open_cache(storage, "clean") is None
    monkeypatch.delenv(CACHE_ENV)
    assert open_cache(Storage("memory://bucket/data"), "clean") is None


def test_mark_follows_the_reference_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLUSTER_ASSETS_SEEDS", str(tmp_path))
    (tmp_path / "regions.csv").write_text("a\n")
    before = rules_mark("extract")
    assert rules_mark("extract") == before != rules_mark("clean")
    (tmp_path / "regions.csv").write_text("b\n")
    assert rules_mark("extract") != before


@pytest.mark.parametrize(
    ("stage", "module"), [("clean", "clean.article"), ("extract", "extract.facts")]
)
def test_mark_covers_every_module_that_the_rules_load(stage: str, module: str) -> None:
    code = f"import sys, cluster_assets.{module}; print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {m.split(".", 1)[1] for m in done.stdout.split() if m.startswith("cluster_assets.")}
    covered = {s.removesuffix(".py") for s in STAGE_SOURCES[stage]}
    assert {m for m in loaded if m.split(".")[0] not in covered} == set()


def test_second_cleaning_reads_no_page_and_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    frames = {PAGES.name: landed(tmp_path, pages())}
    first = clean.clean_pages(step(tmp_path), frames)
    assert len(first[ARTICLES.name]) == 3
    assert len(first[REJECTS.name]) == 2

    def never(*arguments: object) -> None:
        raise AssertionError("worked again")

    monkeypatch.setattr(clean, "clean_captured", never)
    monkeypatch.setattr(clean, "read_page", never)
    assert clean.clean_pages(step(tmp_path), frames) == first
    monkeypatch.undo()
    monkeypatch.setenv(CACHE_ENV, "off")
    assert clean.clean_pages(step(tmp_path), frames) == first


def test_page_whose_archive_is_gone_is_no_hit(tmp_path: Path) -> None:
    frames = {PAGES.name: landed(tmp_path, pages()[:1])}
    clean.clean_pages(step(tmp_path), frames)
    (tmp_path / frames[PAGES.name]["warc_file"][0]).unlink()
    again = clean.clean_pages(step(tmp_path), frames)
    assert again[ARTICLES.name] == []
    assert again[REJECTS.name][0]["outcome"] == "error"


def test_partly_known_day_keeps_its_order(tmp_path: Path) -> None:
    some = {PAGES.name: landed(tmp_path, pages()[1:3])}
    clean.clean_pages(step(tmp_path), some)
    known = set(some[PAGES.name]["page_id"])
    frames = {PAGES.name: landed(tmp_path / "fresh", pages())}
    expected = clean.clean_pages(step(tmp_path / "fresh"), frames)
    landed(tmp_path, pages())
    assert known < set(frames[PAGES.name]["page_id"])
    assert clean.clean_pages(step(tmp_path), frames) == expected


def test_second_extraction_extracts_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = clean.clean_pages(step(tmp_path), {PAGES.name: landed(tmp_path, pages())})
    rows = pd.DataFrame(made[ARTICLES.name], columns=ARTICLES.column_names, dtype=object)
    frames = {ARTICLES.name: to_frame(to_arrow(ARTICLES, rows))}
    first = extract.extract_day(step(tmp_path), frames)
    assert first["extract/money_facts"]
    monkeypatch.setattr(extract, "article_rows", lambda *a: 1 / 0)
    assert extract.extract_day(step(tmp_path), frames) == first
    monkeypatch.setenv(CACHE_ENV, "off")
    assert len(extract.extract_day(step(tmp_path), frames)["extract/errors"]) == 3
