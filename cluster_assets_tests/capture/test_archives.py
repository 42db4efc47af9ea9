"""WARC files of other tools: triaged, landed by their own day, cut ones read as far as whole."""

from __future__ import annotations

import gzip
import io
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from fastwarc.stream_io import GzipWriter
from fastwarc.warc import ArchiveIterator as FastIterator
from fastwarc.warc import WarcRecord, WarcRecordType
from warcio.archiveiterator import ArchiveIterator

from cluster_assets.capture.day import Captured, capture_day
from cluster_assets.capture.index import landed_days
from cluster_assets.capture.source_kinds import WarcSource
from cluster_assets.capture.sources import Sources
from cluster_assets.capture.warc import page_id_of, read_page
from cluster_assets.capture.warc_members import head_member
from cluster_assets.storage import Storage
from cluster_assets_tests.capture.testweb import Reply, running_web

NOW = datetime(2026, 11, 25, 3, tzinfo=UTC)
DAY = date(2026, 11, 24)
AT = datetime(2026, 11, 24, 1, tzinfo=UTC)
RELEVANT = "<html><p>해맑은시 나노융합 클러스터 조성</p></html>"
OTHER = "<html><p>주말에는 비가 온다</p></html>"


def record(
    url: str,
    body: bytes,
    at: datetime = AT,
    content_type: str = "text/html; charset=utf-8",
    extra: str = "",
    status: str = "200 OK",
) -> WarcRecord:
    made = WarcRecord()
    made.init_headers(WarcRecordType.response)
    made.record_date = at
    made.headers["WARC-Target-URI"] = url
    made.headers["Content-Type"] = "application/http; msgtype=response"
    head = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n{extra}\r\n"
    made.set_bytes_content(head.encode() + body)
    return made


def write(path: Path, *records: WarcRecord) -> Path:
    """A WARC file as another tool writes it."""
    with path.open("wb") as stream:
        for entry in records:
            writer = GzipWriter(stream)
            entry.write(writer)
            writer.finish()
    return path


def crawl(path: Path) -> Path:
    compressed = gzip.compress(RELEVANT.replace("조성", "육성").encode())
    chunked = RELEVANT.replace("조성", "유치").encode()
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(chunked), chunked)
    return write(
        path,
        record("http://a.test/1", RELEVANT.encode()),
        record("http://a.test/2", OTHER.encode()),
        record("http://a.test/3", RELEVANT.encode("cp949")),
        record("http://a.test/4", compressed, extra="Content-Encoding: gzip\r\n"),
        record(
            "http://a.test/5", gzip.compress(OTHER.encode()), extra="Content-Encoding: gzip\r\n"
        ),
        record("http://a.test/6", chunked, extra="Transfer-Encoding: chunked\r\n"),
        record("http://a.test/7", RELEVANT.encode(), content_type="application/pdf"),
        record("http://a.test/8", RELEVANT.encode(), status="404 Not Found"),
        record("http://a.test/9", RELEVANT.encode(), datetime(2026, 11, 24, 16, tzinfo=UTC)),
        record("http://a.test/10", RELEVANT.encode(), datetime(2019, 1, 1, tzinfo=UTC)),
        record("http://a.test/11", RELEVANT.encode(), datetime(2031, 1, 1, tzinfo=UTC)),
        record("http://a.test/12", b"\x1f\x8bbroken", extra="Content-Encoding: gzip\r\n"),
        record("http://a.test/13", b"\x1b", extra="Content-Encoding: br\r\n"),
        record("http://a.test/14", b"<p>" + b"x" * (6 * 2**20)),
    )


def capture(tmp_path: Path, source: WarcSource, day: date = DAY) -> Captured:
    storage = Storage(str(tmp_path / "data"))
    return capture_day(storage, Sources(date(2026, 11, 2), (source,)), day, now=NOW)


def row_of(found: Captured) -> dict[str, Any]:
    (row,) = found.fetches
    return row


def test_relevant_pages_are_landed_by_their_own_day(tmp_path: Path) -> None:
    source = WarcSource("crawl", str(crawl(tmp_path / "crawl.warc.gz")))
    found = capture(tmp_path, source)
    assert [r["url"].rpartition("/")[2] for r in found.pages] == ["1", "3", "4", "6"]
    assert [r["captured_at"] for r in found.pages] == [AT] * 4
    storage = Storage(str(tmp_path / "data"))
    for row, stem in zip(found.pages, ("조성", "조성", "육성", "유치"), strict=True):
        stored = read_page(storage.read_bytes(row["warc_file"]), row["warc_offset"])
        assert page_id_of(stored.payload) == row["page_id"]
        codec = "cp949" if row["url"].endswith("/3") else "utf-8"
        assert stem in stored.payload.decode(codec)
    row = row_of(found)
    assert (row["seen_count"], row["landed_count"], row["triaged_out_count"]) == (8, 4, 2)
    assert row["outcome"] == "read"
    assert "1 too large" in row["reason"]
    assert "2 not decodable" in row["reason"]
    assert "2 outside the calendar" in row["reason"]
    later = capture(tmp_path, source, date(2026, 11, 25))  # 16:00 UTC is the next day in Seoul
    assert [r["url"] for r in later.pages] == ["http://a.test/9"]
    assert landed_days(storage) == ["2026-11-24", "2026-11-25"]


def test_both_readers_read_what_was_landed(tmp_path: Path) -> None:
    found = capture(tmp_path, WarcSource("crawl", str(crawl(tmp_path / "crawl.warc.gz"))))
    name = found.pages[0]["warc_file"]
    file = tmp_path / "data" / name
    with file.open("rb") as stream:
        by_warcio = {
            r.rec_headers["WARC-Target-URI"]: page_id_of(r.content_stream().read())
            for r in ArchiveIterator(stream, check_digests="raise")
            if r.rec_type == "response"
        }
    by_fastwarc = {
        r.headers["WARC-Target-URI"]: page_id_of(r.reader.read())
        for r in FastIterator(str(file), record_types=WarcRecordType.response)
    }
    assert by_warcio == by_fastwarc == {r["url"]: r["page_id"] for r in found.pages}


def test_second_pass_is_not_made_and_changes_nothing(tmp_path: Path) -> None:
    path = crawl(tmp_path / "crawl.warc.gz")
    source = WarcSource("crawl", str(path))
    first = capture(tmp_path, source)
    assert capture(tmp_path, source) == first
    state = tmp_path / "data/_state/archives.json"
    state.unlink()  # as after a kill: the pass is made again, its pages are recognised
    again = capture(tmp_path, source)
    assert again.pages == first.pages


def test_changed_archive_is_read_again(tmp_path: Path) -> None:
    path = crawl(tmp_path / "crawl.warc.gz")
    source = WarcSource("crawl", str(path))
    before = capture(tmp_path, source)
    more = write(tmp_path / "more.gz", record("http://a.test/99", RELEVANT.encode()))
    path.write_bytes(path.read_bytes() + more.read_bytes())
    assert len(capture(tmp_path, source).pages) == len(before.pages) + 1


@pytest.mark.parametrize("share", [0.3, 0.9, 0.999])
def test_cut_archive_is_read_as_far_as_it_is_whole(tmp_path: Path, share: float) -> None:
    path = write(
        tmp_path / "crawl.warc.gz",
        *[record(f"http://a.test/{n}", RELEVANT.encode() + b"%d" % n * 999) for n in range(20)],
    )
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    found = capture(tmp_path, WarcSource("crawl", str(path)))
    assert int(20 * share) - 1 <= len(found.pages) <= 20  # a page may be whole, its end not
    assert row_of(found)["outcome"] == "archive_cut"
    assert "cut after" in row_of(found)["reason"]


def test_damaged_archive_is_read_up_to_the_damage(tmp_path: Path) -> None:
    path = write(
        tmp_path / "crawl.warc.gz",
        *[record(f"http://a.test/{n}", RELEVANT.encode() + b"%d" % n * 9) for n in range(4)],
    )
    data = bytearray(path.read_bytes())
    data[-6] ^= 1  # in the checksum of the last record
    path.write_bytes(data)
    found = capture(tmp_path, WarcSource("crawl", str(path)))
    assert len(found.pages) >= 3
    assert row_of(found)["outcome"] == "archive_cut"
    assert "unreadable after 3 records" in row_of(found)["reason"]


@pytest.mark.parametrize(("tail", "outcome"), [(bytes(700), "read"), (b"junk", "archive_cut")])
def test_what_stands_behind_the_last_record(tmp_path: Path, tail: bytes, outcome: str) -> None:
    path = crawl(tmp_path / "crawl.warc.gz")
    path.write_bytes(path.read_bytes() + tail)
    found = capture(tmp_path, WarcSource("crawl", str(path)))
    assert len(found.pages) == 4
    assert row_of(found)["outcome"] == outcome


def test_archive_without_any_page_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(head_member("crawl", NOW.date().isoformat()))
    found = capture(tmp_path, WarcSource("crawl", str(path)), NOW.date())
    assert row_of(found)["outcome"] == "read"


@pytest.mark.parametrize("data", [b"", b"<html>no archive</html>" * 40, gzip.compress(b"text")])
def test_what_is_no_archive_says_so(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "crawl.warc.gz").write_bytes(data)
    found = capture(tmp_path, WarcSource("crawl", str(tmp_path / "crawl.warc.gz")), NOW.date())
    assert found.pages == []
    assert row_of(found)["outcome"] in ("archive_unreadable", "read")
    assert not data or row_of(found)["outcome"] == "archive_unreadable"


def test_missing_archive_and_glob_are_rows(tmp_path: Path) -> None:
    for path in ("none.warc.gz", "none-*.warc.gz"):
        found = capture(tmp_path, WarcSource("crawl", str(tmp_path / path)), NOW.date())
        assert {r["outcome"] for r in found.fetches} == {"archive_unreadable"}


def test_glob_and_listing_name_files(tmp_path: Path) -> None:
    for n in range(3):
        write(
            tmp_path / f"c{n}.warc.gz", record(f"http://a.test/{n}", RELEVANT.encode() + b"%d" % n)
        )
    glob = WarcSource("glob", str(tmp_path / "c*.warc.gz"))
    assert len(capture(tmp_path, glob).pages) == 3
    listing = tmp_path / "warc.paths.gz"
    listing.write_bytes(gzip.compress(b"c0.warc.gz\nc1.warc.gz\nc2.warc.gz\n"))
    last = WarcSource("listed", listing=str(listing), base_url=str(tmp_path), max_files=2)
    rows = capture(tmp_path, replace(last, name="listed")).fetches
    assert [Path(r["url"]).name for r in rows] == ["c1.warc.gz", "c2.warc.gz"]


def test_limit_of_pages_is_noted(tmp_path: Path) -> None:
    source = WarcSource("crawl", str(crawl(tmp_path / "crawl.warc.gz")), max_pages=2)
    found = capture(tmp_path, source)
    assert len(found.pages) == 2
    assert "over the limit" in row_of(found)["reason"]


def test_archive_on_another_file_system(tmp_path: Path) -> None:
    path = crawl(tmp_path / "crawl.warc.gz")
    remote = Storage("memory://archives-test")
    remote.write_bytes(path.read_bytes(), "crawl.warc.gz")
    found = capture(tmp_path, WarcSource("crawl", "memory://archives-test/crawl.warc.gz"))
    assert len(found.pages) == 4


def test_stored_files_of_an_archive_are_pages_too(tmp_path: Path) -> None:
    made = WarcRecord()
    made.init_headers(WarcRecordType.resource)
    made.record_date = AT
    made.headers["WARC-Target-URI"] = "http://a.test/file"
    made.headers["Content-Type"] = "text/html"
    made.set_bytes_content(RELEVANT.encode())
    path = write(tmp_path / "crawl.warc.gz", made)
    (row,) = capture(tmp_path, WarcSource("crawl", str(path))).pages
    assert row["http_status"] is None
    assert row["page_id"] == page_id_of(RELEVANT.encode())


def test_uncompressed_archive_is_read(tmp_path: Path) -> None:
    stream = io.BytesIO()
    record("http://a.test/1", RELEVANT.encode()).write(stream)
    (tmp_path / "crawl.warc").write_bytes(stream.getvalue())
    assert len(capture(tmp_path, WarcSource("crawl", str(tmp_path / "crawl.warc"))).pages) == 1


def test_listing_of_an_archive_on_the_web(tmp_path: Path) -> None:
    data = crawl(tmp_path / "crawl.warc.gz").read_bytes()
    with running_web() as web:
        web.put("127.0.0.1", "/cc/paths.gz", Reply(gzip.compress(b"a/0.warc.gz\na/1.warc.gz\n")))
        web.put("127.0.0.1", "/a/0.warc.gz", Reply(b"", 302, {"Location": "/b/0.warc.gz"}))
        web.put("127.0.0.1", "/b/0.warc.gz", Reply(data))
        web.put("127.0.0.1", "/a/1.warc.gz", Reply(data[:1500], length=len(data)))
        source = WarcSource(
            "cc", listing=web.url("127.0.0.1", "/cc/paths.gz"), base_url=web.url("127.0.0.1")
        )
        found = capture(tmp_path, source)
        gone = WarcSource("gone", web.url("127.0.0.1", "/none.warc.gz"))
        missing = capture(tmp_path, gone, NOW.date())
    assert [r["url"].rpartition("/")[2] for r in found.pages] == ["1", "3", "4", "6"]
    assert {r["url"].rpartition("/")[2]: r["outcome"] for r in found.fetches} == {
        "0.warc.gz": "read",
        "1.warc.gz": "archive_cut",
    }
    assert row_of(missing)["outcome"] == "archive_unreadable"
    assert "404" in row_of(missing)["reason"]
