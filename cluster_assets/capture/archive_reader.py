"""One pass over a WARC file of any tool: HTML answers, triaged by their bytes, landed.

The triage reads a record's raw block before anything is parsed: nearly all pages of a crawl
are about something else, and cost little more than being unpacked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import IO, Any

from fastwarc.warc import ArchiveIterator, WarcRecordType

from cluster_assets.capture.net.decoding import BadEncodingError, TooLargeError, read_body
from cluster_assets.capture.net.limits import HTML_TYPES, FetchLimits
from cluster_assets.capture.source_kinds import seoul_day
from cluster_assets.capture.unpacking import Unpacked
from cluster_assets.capture.warc import Fetched, split_http
from cluster_assets.capture.warc_file import DataRoot, WarcFile
from cluster_assets.capture.warc_members import file_member
from cluster_assets.clean.triage import can_be_relevant

MAX_BLOCK_BYTES = FetchLimits().max_page_bytes + 64 * 2**10
MAX_OPEN_FILES = 16
_READ = WarcRecordType.response | WarcRecordType.resource
_HEAD_BYTES = 32 * 2**10
_ENCODED = re.compile(rb"^(?:content|transfer)-encoding:[ \t]*(?!identity)\S", re.I | re.M)
_TYPE = re.compile(rb"^content-type:[ \t]*([^;\s]*)", re.I | re.M)
_HTML = tuple(t.encode() for t in HTML_TYPES)
_OK = re.compile(rb"HTTP/\d(?:\.\d)? 2\d\d")


@dataclass
class Counts:
    """Pages of one archive and day."""

    seen: int = 0
    landed: int = 0
    triaged_out: int = 0

    def columns(self) -> dict[str, int]:
        """As columns of ``capture/fetches``."""
        return {
            "seen_count": self.seen,
            "landed_count": self.landed,
            "triaged_out_count": self.triaged_out,
        }


@dataclass
class Found:
    """What came of one archive."""

    outcome: str = "read"
    days: dict[str, Counts] = field(default_factory=dict)
    passed_over: Counter[str] = field(default_factory=Counter)
    cut: str | None = None

    @property
    def reason(self) -> str | None:
        """What was passed over, and where the file ends before its time."""
        parts = [self.cut] if self.cut else []
        parts += [f"{count} {what}" for what, count in sorted(self.passed_over.items())]
        return "; ".join(parts) or None

    def counts(self, day: str) -> Counts:
        """The counts of a day."""
        if day not in self.days:
            self.days[day] = Counts()
        return self.days[day]


class _Landing:
    """The WARC files of the days that an archive's pages belong to; a few open at a time."""

    def __init__(self, root: DataRoot, source: str, max_pages: int) -> None:
        self._root, self._source = root, source
        self._files: dict[str, WarcFile] = {}
        self._left = max_pages

    @property
    def is_full(self) -> bool:
        """Whether the limit of pages is reached."""
        return self._left <= 0

    def land(self, page: Fetched, day: str, *, is_http: bool) -> None:
        """Store the page unless an earlier pass, or another archive of the source, did."""
        self._left -= 1
        warc, page_id = self._of(day), page.page_id
        if (page.url, page_id) in warc.landed:
            return
        if is_http:
            warc.land_fetched(page)
        else:
            warc.land_file(page.url, page_id, file_member(page.url, page.captured_at, page.body))

    def _of(self, day: str) -> WarcFile:
        if day not in self._files:
            if len(self._files) >= MAX_OPEN_FILES:
                self.close()
            self._files[day] = WarcFile(self._root, day, self._source)
        return self._files[day]

    def close(self) -> None:
        """Flush and close all files."""
        while self._files:
            self._files.popitem()[1].close()


def read_archive(
    stream: IO[bytes],
    root: DataRoot,
    source: str,
    *,
    start_date: date,
    last_day: datetime,
    max_pages: int,
) -> Found:
    """Read one archive to its end, or to where it is cut.

    A page belongs to the Seoul day of its WARC-Date. Pages from before ``start_date`` or
    after ``last_day`` (a clock that ran ahead) are counted, not landed.
    """
    found = Found()
    calendar = _Calendar(start_date, seoul_day(last_day))
    landing = _Landing(root, source, max_pages)
    try:
        for record, block in _blocks(stream, found):
            head = _head(block)
            if _is_page(record, head):
                _take(record, block, head, found, calendar.day_of(record), landing)
    finally:
        landing.close()
    return found


def relevant_pages(stream: IO[bytes]) -> Iterator[Fetched]:
    """The pages of an archive that pass the triage, whatever their day."""
    for record, block in _blocks(stream, Found()):
        head = _head(block)
        if _is_page(record, head):
            page = _page(record, block, bool(head))
            if page is not None and can_be_relevant(page.body):
                yield page


class _Calendar:
    """Seoul days of WARC dates; a crawl's dates fall into few hours, so these are kept."""

    def __init__(self, first: date, last: date) -> None:
        self._first, self._last = first, last
        self._days: dict[str, str | None] = {}

    def day_of(self, record: Any) -> str | None:
        """The record's day; None where it has none or it lies outside the calendar."""
        hour = (record.headers.get("WARC-Date") or "")[:13]  # UTC; Seoul is whole hours off
        if hour not in self._days:
            self._days[hour] = self._day_of(record)
        return self._days[hour]

    def _day_of(self, record: Any) -> str | None:
        moment = _moment_of(record)
        if moment is None or not self._first <= seoul_day(moment) <= self._last:
            return None
        return seoul_day(moment).isoformat()


def _moment_of(record: Any) -> datetime | None:
    moment: datetime | None = record.record_date
    if moment is None:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).replace(microsecond=0)


def _blocks(stream: IO[bytes], found: Found) -> Iterator[tuple[Any, bytes]]:
    """Records with their whole block; notes where the file is cut or broken."""
    count, unpacked = 0, Unpacked(stream)
    is_whole = True
    try:
        for record in ArchiveIterator(unpacked, record_types=_READ, parse_http=False):
            count += 1
            length = record.content_length
            if length > MAX_BLOCK_BYTES:
                found.passed_over["too large"] += 1
                continue
            block = record.reader.read()
            if len(block) < length:
                is_whole = False
                break
            yield record, block
    except (OSError, ValueError) as broken:
        unpacked.error = unpacked.error or broken
    error = unpacked.error
    if error is not None and not isinstance(error, EOFError):
        found.outcome = "archive_cut" if count else "archive_unreadable"
        found.cut = f"unreadable after {count} records: {error}"
    elif error is not None or not is_whole:
        found.outcome, found.cut = "archive_cut", f"the file is cut after {count} records"


def _take(
    record: Any, block: bytes, head: bytes, found: Found, day: str | None, landing: _Landing
) -> None:
    """Count a page by its day; land it where it passes the triage."""
    if day is None:
        found.passed_over["outside the calendar"] += 1
        return
    counts = found.counts(day)
    counts.seen += 1
    is_encoded = b"ncoding:" in head and _ENCODED.search(head) is not None
    if not is_encoded and not can_be_relevant(block):
        counts.triaged_out += 1
        return
    page = _page(record, block, bool(head))
    if page is None:
        found.passed_over["not decodable"] += 1
    elif is_encoded and not can_be_relevant(page.body):
        counts.triaged_out += 1
    elif landing.is_full:
        found.passed_over["over the limit (max_pages)"] += 1
    else:
        landing.land(page, day, is_http=bool(head))
        counts.landed += 1


def _head(block: bytes) -> bytes:
    """The head of an HTTP answer with its line ends; empty for other blocks."""
    if not block.startswith(b"HTTP/"):
        return b""
    end = block.find(b"\r\n\r\n", 0, _HEAD_BYTES)
    if end < 0:
        end = block.find(b"\n\n", 0, _HEAD_BYTES)
    return block[: end + 2] if end >= 0 else block[:_HEAD_BYTES]


def _is_page(record: Any, head: bytes) -> bool:
    """A good answer, or a stored file, of an HTML type."""
    if not head:
        declared = (record.headers.get("Content-Type") or "").partition(";")[0].strip().lower()
        return declared in HTML_TYPES
    found = _TYPE.search(head)
    return _OK.match(head) is not None and (found is None or found.group(1).lower() in _HTML)


def _page(record: Any, block: bytes, is_http: bool) -> Fetched | None:
    """The page with its body decoded; None where that fails."""
    url, at = record.headers.get("WARC-Target-URI"), _moment_of(record)
    if not url or at is None:
        return None
    if not is_http:
        return Fetched(url, url, at, 200, (), (), block)
    try:
        headers, body = split_http(block)
        if "chunked" in headers.get("transfer-encoding", "").lower():
            body = _unchunked(body)
        limit = FetchLimits().max_page_bytes
        body = read_body([body], headers.get("content-encoding"), limit)
    except (BadEncodingError, TooLargeError, ValueError):
        return None
    status = int(headers.pop(":status"))
    return Fetched(url, url, at, status, tuple(headers.items()), (), body)


def _unchunked(body: bytes) -> bytes:
    """The body behind HTTP's chunks; as it is where an archiver left the header alone."""
    if re.match(rb"[0-9A-Fa-f]{1,8}[ \t]*(?:;[^\r\n]*)?\r\n", body) is None:
        return body
    parts: list[bytes] = []
    position = 0
    while True:
        end = body.find(b"\r\n", position, position + 1_000)
        if end < 0:
            raise ValueError("a chunk has no length")
        size = int(body[position:end].partition(b";")[0], 16)
        if size == 0:
            return b"".join(parts)
        parts.append(body[end + 2 : end + 2 + size])
        position = end + 2 + size + 2
