"""Raw pages in ``.warc.gz``: one file a source and day, readable by any WARC tool."""

from __future__ import annotations

import hashlib
import io
import uuid
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from warcio.archiveiterator import ArchiveIterator
from warcio.warcwriter import WARCWriter


class WarcError(ValueError):
    """A WARC record cannot be read; the message names file and offset."""


@dataclass(frozen=True)
class StoredPage:
    """One raw page of a WARC file. ``offset`` is where its record starts."""

    page_id: str
    url: str
    captured_at: datetime
    payload: bytes
    offset: int = 0


def page_id_of(raw: bytes) -> str:
    """SHA-256 of the raw bytes, in hex."""
    return hashlib.sha256(raw).hexdigest()


def write_warc(pages: Sequence[StoredPage]) -> tuple[bytes, list[int]]:
    """Bytes of a WARC file and each page's record offset; the same pages, the same bytes."""
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=True)
    offsets = []
    for page in pages:
        offsets.append(buffer.tell())
        name = uuid.uuid5(uuid.NAMESPACE_URL, f"{page.url} {page.page_id}")
        record = writer.create_warc_record(
            page.url,
            "resource",
            payload=io.BytesIO(page.payload),
            length=len(page.payload),
            warc_content_type="text/html",
            warc_headers_dict={
                "WARC-Date": page.captured_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
                "WARC-Record-ID": f"<urn:uuid:{name}>",
            },
        )
        writer.write_record(record)
    return buffer.getvalue(), offsets


def read_warc(data: bytes) -> list[StoredPage]:
    """All pages of a WARC file, in order.

    Raises:
        WarcError: the file is cut or is no WARC.
    """
    pages = []
    try:
        records = ArchiveIterator(io.BytesIO(data))
        for record in records:
            payload = record.content_stream().read()
            if record.rec_type not in ("resource", "response"):
                continue
            offset = records.get_record_offset()
            pages.append(_page(record, payload, offset))
        _require_whole(data[pages[-1].offset if pages else 0 :])
    except Exception as error:
        raise WarcError(f"WARC file is broken after {len(pages)} records: {error}") from error
    return pages


def _require_whole(data: bytes) -> None:
    """The iterator ends quietly at a cut gzip member; this does not."""
    rest = data
    while rest:
        member = zlib.decompressobj(zlib.MAX_WBITS | 16)
        member.decompress(rest)
        if not member.eof:
            raise ValueError("the last record is cut")
        rest = member.unused_data


def read_page(data: bytes, offset: int) -> StoredPage:
    """The page whose record starts at ``offset``."""
    stream = io.BytesIO(data)
    stream.seek(offset)
    try:
        record = next(ArchiveIterator(stream))
        return _page(record, record.content_stream().read(), offset)
    except Exception as error:
        raise WarcError(f"no readable WARC record at offset {offset}: {error}") from error


def _page(record: object, payload: bytes, offset: int) -> StoredPage:
    headers = record.rec_headers  # type: ignore[attr-defined]
    promised = int(headers.get_header("Content-Length") or 0)
    if headers.get_header("WARC-Type") == "resource" and len(payload) != promised:
        raise ValueError(f"record holds {len(payload)} of {promised} bytes")
    stamp = datetime.fromisoformat(headers.get_header("WARC-Date").replace("Z", "+00:00"))
    return StoredPage(
        page_id_of(payload), headers.get_header("WARC-Target-URI"), stamp, payload, offset
    )
