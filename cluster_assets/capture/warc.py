"""Raw pages in ``.warc.gz``: one file a source and day, readable by any WARC tool.

Everything that ``capture/pages`` holds stands in these files, so that the table can be made
from them alone. Each record is a gzip member of its own. A page from the network is a
``response`` followed by its ``request``; its body is stored decoded, and what the server
sent as Content-Encoding stands in ``X-Crawler-Content-Encoding``. A page that came again
unchanged is a ``revisit``; a page of a file is a ``resource``; a file that was too large
to land is a ``metadata`` record.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO, Any

from fastwarc.warc import ArchiveIterator as FastIterator
from fastwarc.warc import WarcRecordType
from warcio.archiveiterator import ArchiveIterator

REQUESTED = "X-Requested-URI"  # what was asked for, where redirects led elsewhere
TOO_LARGE = "too_large"
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.IGNORECASE)
_HEAD_BYTES = 4096
_INDEXED = (
    WarcRecordType.response
    | WarcRecordType.resource
    | WarcRecordType.revisit
    | WarcRecordType.metadata
)

Headers = Sequence[tuple[str, str]]


class WarcError(ValueError):
    """A WARC record cannot be read; the message names file and offset."""


@dataclass(frozen=True, slots=True)
class StoredPage:
    """One raw page of a WARC file. ``offset`` is where its record starts."""

    page_id: str
    url: str
    captured_at: datetime
    payload: bytes
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as a server sent it, ready to be landed; the body is decoded.

    Without ``request_headers`` (a page of an archive) no request is landed beside it.
    """

    url: str
    requested_url: str
    captured_at: datetime
    status: int
    headers: Headers
    request_headers: Headers
    body: bytes
    page_id: str = field(init=False)

    def __post_init__(self) -> None:
        """The page's id is needed several times, and costs a pass over the body."""
        object.__setattr__(self, "page_id", page_id_of(self.body))


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index knows of one record; ``kind`` is the WARC record type."""

    kind: str
    page_id: str
    url: str
    requested_url: str
    captured_at: datetime
    offset: int
    byte_count: int
    http_status: int | None = None
    content_type: str | None = None
    declared_charset: str | None = None
    etag: str | None = None
    last_modified: str | None = None


def page_id_of(raw: bytes) -> str:
    """SHA-256 of the raw bytes, in hex."""
    return hashlib.sha256(raw).hexdigest()


def declared_charset(raw: bytes) -> str | None:
    """The charset that the page claims for itself, lower-case; it may be a lie."""
    found = _CHARSET.search(raw[:_HEAD_BYTES])
    return found.group(1).decode("ascii", "replace").lower() if found else None


def payload_digest(page_id: str) -> str:
    """A page id as WARC tools write digests."""
    return "sha256:" + base64.b32encode(bytes.fromhex(page_id)).decode()


def page_id_of_digest(digest: str | None) -> str | None:
    """The page id behind a digest of :func:`payload_digest`; None for other kinds."""
    algorithm, _, text = (digest or "").partition(":")
    if algorithm != "sha256":
        return None
    try:
        raw = base64.b32decode(text)
    except ValueError:
        return None
    return raw.hex() if len(raw) == hashlib.sha256().digest_size else None


def scan(stream: IO[bytes] | str, name: str) -> Iterator[Entry]:
    """All whole records of one of our files, in order; a cut last record is left out.

    One record is in memory at a time.

    Raises:
        WarcError: the file is no WARC or damaged in the middle.
    """
    count = 0
    try:
        for record in FastIterator(stream, record_types=_INDEXED, parse_http=False):
            is_http = "http" in (record.headers.get("Content-Type") or "")
            block = record.reader.read()
            if len(block) < record.content_length:
                return
            yield _entry(record, block, is_http)
            count += 1
    except (OSError, ValueError, LookupError) as error:
        raise WarcError(f"{name} is broken after {count} pages: {error}") from error


def _entry(record: Any, block: bytes, is_http: bool) -> Entry:
    headers = record.headers
    kind = headers["WARC-Type"].lower()
    url = headers["WARC-Target-URI"]
    http, payload = split_http(block) if is_http else ({}, block)
    page_id = page_id_of_digest(headers.get("WARC-Payload-Digest")) or page_id_of(payload)
    byte_count = len(payload)
    if kind == "metadata":
        fields = json.loads(payload)
        page_id, byte_count = fields["page_id"], int(fields["byte_count"])
    content_type = http.get("content-type") if is_http else headers.get("Content-Type")
    return Entry(
        kind=kind,
        page_id=page_id,
        url=url,
        requested_url=headers.get(REQUESTED) or url,
        captured_at=datetime.fromisoformat(headers["WARC-Date"].replace("Z", "+00:00")),
        offset=record.stream_pos,
        byte_count=byte_count,
        http_status=int(http[":status"]) if is_http else None,
        content_type=content_type,
        declared_charset=declared_charset(f"{content_type}\n".encode() + payload[:_HEAD_BYTES]),
        etag=http.get("etag"),
        last_modified=http.get("last-modified"),
    )


def split_http(block: bytes) -> tuple[dict[str, str], bytes]:
    """Headers (lower-case names, ``:status`` beside them) and body of an HTTP answer."""
    head, blank, body = block.partition(b"\r\n\r\n")
    if not blank:
        head, _, body = block.partition(b"\n\n")
    lines = head.decode("latin-1").splitlines()
    words = lines[0].split(" ", 2) if lines else []
    if len(words) < 2 or not words[1].isdigit():
        raise ValueError(f"no HTTP answer starts with {block[:30]!r}")
    found = {":status": words[1]}
    for line in lines[1:]:
        name, colon, value = line.partition(":")
        if colon:
            found.setdefault(name.strip().lower(), value.strip())
    return found, body


def read_warc(data: bytes) -> list[StoredPage]:
    """All pages of a WARC file, in order.

    Raises:
        WarcError: the file is no WARC or damaged in the middle.
    """
    entries = scan(io.BytesIO(data), "WARC file")
    return [read_page(data, e.offset) for e in entries if e.kind in ("resource", "response")]


def read_page(source: bytes | IO[bytes], offset: int) -> StoredPage:
    """The page whose record starts at ``offset`` of a file, or of its bytes.

    Raises:
        WarcError: no page can be read there.
    """
    stream = io.BytesIO(source) if isinstance(source, bytes) else source
    try:
        stream.seek(offset)
        record = next(ArchiveIterator(stream))
        return _page(record, record.content_stream().read(), offset)
    except Exception as error:
        raise WarcError(f"no readable WARC record at offset {offset}: {error}") from error


def _page(record: Any, payload: bytes, offset: int) -> StoredPage:
    headers, page_id = record.rec_headers, page_id_of(payload)
    promised = page_id_of_digest(headers.get_header("WARC-Payload-Digest"))
    if promised is not None and promised != page_id:
        raise ValueError(f"its {len(payload)} bytes are not those that its digest promises")
    if headers.get_header("WARC-Type") == "resource":
        length = int(headers.get_header("Content-Length") or 0)
        if len(payload) != length:
            raise ValueError(f"record holds {len(payload)} of {length} bytes")
    stamp = datetime.fromisoformat(headers.get_header("WARC-Date").replace("Z", "+00:00"))
    return StoredPage(page_id, headers.get_header("WARC-Target-URI"), stamp, payload, offset)
