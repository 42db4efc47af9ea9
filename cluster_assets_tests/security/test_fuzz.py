"""Made-up and damaged input: no exception but those that are promised, bounded time, sane facts."""

from __future__ import annotations

import io
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from cluster_assets.capture.archive_reader import read_archive
from cluster_assets.capture.index import file_rows, index_day
from cluster_assets.capture.lists import ListUnreadableError, read_feed, read_sitemap
from cluster_assets.capture.warc import WarcError, page_id_of, read_page, read_warc, scan
from cluster_assets.capture.warc_file import WarcFile, warc_name
from cluster_assets.clean.article import clean_page
from cluster_assets.clean.decode import decode
from cluster_assets.extract.assets import article_rows
from cluster_assets.extract.tables import FIGURES, MENTIONS, MONEY_FACTS
from cluster_assets.records import KEPT, REJECTED_OUTCOMES
from cluster_assets.report.decisions import read_corrections
from cluster_assets.storage import Storage, to_arrow
from cluster_assets_tests.security.fuzzing import AT, fuzz, markup, pages, texts, warcs

MOST_SECONDS = 5.0  # of processor time for one small case; usual are milliseconds


@contextmanager
def bounded() -> Iterator[None]:
    start = time.process_time()
    yield
    assert time.process_time() - start < MOST_SECONDS


@fuzz
@given(pages)
def test_decoder(raw: bytes) -> None:
    with bounded():
        found = decode(raw)
    assert (found.outcome is None) == bool(found.text)
    assert found.outcome is None or (found.outcome in REJECTED_OUTCOMES and found.reason)
    found.text.encode("utf-8")  # no half of a surrogate pair
    assert "\0" not in found.text


@fuzz
@given(pages, st.booleans())
def test_cleaner(raw: bytes, with_triage: bool) -> None:
    with bounded():
        page = clean_page(raw, url="https://a.kr/1", captured_at=AT, with_triage=with_triage)
    assert page.outcome != "error", page.reason
    assert page.outcome == KEPT or (page.outcome in REJECTED_OUTCOMES and page.reason)
    for text in (page.title, page.outlet, page.reporter, page.text, page.reason):
        (text or "").encode("utf-8")


@fuzz
@given(texts, texts, st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_money_parser_and_all_other_rules(title: str, text: str, day: date | None) -> None:
    with bounded():
        found = article_rows("0" * 64, title, text, day, "가람일보")
    for table, rows in zip((MONEY_FACTS, FIGURES, MENTIONS), found, strict=True):
        frame = pd.DataFrame(rows, columns=table.column_names, dtype=object)
        assert to_arrow(table, frame).num_rows == len(rows)  # amounts fit 64 bits
        assert len({row[table.primary_key[0]] for row in rows}) == len(rows)
        for row in rows:
            field = title if row["span_field"] == "title" else text
            told = row["surface"] if table is MENTIONS else row["evidence"]
            assert field[row["char_start"] : row["char_end"]] == told
    for row in found[0]:
        assert row["amount_krw"] is None or row["amount_krw"] > 0


@fuzz
@given(warcs)
def test_reader_of_our_warc_files(data: bytes) -> None:
    with bounded():
        try:
            entries = list(scan(io.BytesIO(data), "fuzz"))
            file_rows(io.BytesIO(data), "fuzz", "fuzz")
        except WarcError:
            return
        for entry in entries:
            try:
                page = read_page(data, entry.offset)
            except WarcError:
                continue
            # Records that no checksum guards may be changed; cleaning compares the ids.
            assert page.page_id == page_id_of(page.payload)
        try:
            read_warc(data)
        except WarcError:
            return


@fuzz
@given(warcs)
def test_damaged_file_of_ours_is_mended_or_refused_by_name(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder, bounded():
        storage, name = Storage(folder), warc_name("2026-11-02", "fuzz")
        storage.write_bytes(data, name)
        try:
            with WarcFile(storage, "2026-11-02", "fuzz") as warc:
                assert warc.land_file("folder://new", "1" * 64, b"") in (True, False)
            index_day(storage, "2026-11-02")
        except WarcError as error:
            refused = str(error)
        else:
            refused = ""
    assert not refused or "fuzz" in refused


@fuzz
@given(warcs)
def test_reader_of_archives(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder, bounded():
        found = read_archive(
            io.BytesIO(data),
            Storage(folder),
            "fuzz",
            start_date=date(2026, 11, 2),
            last_day=AT,
            max_pages=10,
        )
        assert found.outcome in ("read", "archive_cut", "archive_unreadable")
        for day in found.days:
            assert Path(folder, warc_name(day, "fuzz")).exists() or not found.days[day].landed


@fuzz
@given(st.one_of(pages, markup.map(str.encode)))
def test_feeds_and_sitemaps(raw: bytes) -> None:
    for read in (read_feed, read_sitemap):
        with bounded():
            try:
                read(raw, "https://a.kr/rss", now=AT, limit=10**6)
            except ListUnreadableError:
                continue


@fuzz
@given(st.text(max_size=300))
def test_ledger(text: str) -> None:
    header = "decision_id,fact_id,action,field,value,evidence,reviewer,reason,decided_at\n"
    assert isinstance(read_corrections(header + text), list)


def test_cases_are_of_all_kinds() -> None:
    """The made-up input reaches what it is meant for: pages that are kept, money, records."""
    kinds: set[str] = set()

    @fuzz
    @given(pages, texts, warcs)
    def look(raw: bytes, text: str, warc: bytes) -> None:
        kinds.add(clean_page(raw).outcome)
        kinds.update("money" for _ in article_rows("0" * 64, None, text, None, None)[0])
        try:
            kinds.update(entry.kind for entry in scan(io.BytesIO(warc), "fuzz"))
        except WarcError:
            kinds.add("damaged")

    look()
    assert {"money", "response", "resource", "metadata", "revisit", "damaged"} <= kinds
    assert len(kinds & {KEPT, *REJECTED_OUTCOMES}) >= 4
