"""From sources to the day's page index: land what is new, keep what was landed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from cluster_assets.capture.sources import FolderSource
from cluster_assets.capture.warc import StoredPage, page_id_of, read_warc, write_warc

MAX_LANDED_BYTES = 64 * 2**20  # larger files are indexed with their hash, not copied
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.IGNORECASE)
_HEAD_BYTES = 4096

Row = dict[str, Any]


def capture_source(
    source: FolderSource,
    day: date,
    *,
    read: Callable[[str], bytes | None],
    write: Callable[[str, bytes], object],
) -> list[Row]:
    """Rows of ``capture/pages`` of one source and day (without cross-source duplicates).

    ``read`` and ``write`` access files below the data root by relative path. Pages that an
    earlier run landed stay, also when their file has gone since.
    """
    warc_file = f"capture/warc/{day}/{source.name}.warc.gz"
    stored = read(warc_file)
    pages = read_warc(stored) if stored else []
    known = {(p.url, p.page_id) for p in pages}
    oversized = []
    for file, stamp in source.files_of(day):
        url = page_url(source, file)
        if file.stat().st_size > MAX_LANDED_BYTES:
            oversized.append(_oversized(source, file, url, stamp))
            continue
        raw = file.read_bytes()
        page = StoredPage(page_id_of(raw), url, stamp, raw)
        if (url, page.page_id) not in known:
            pages.append(page)
            known.add((url, page.page_id))
    if not pages:
        return oversized
    data, offsets = write_warc(pages)
    if data != stored:
        write(warc_file, data)
    rows = [
        _row(source, page, warc_file, offset) for page, offset in zip(pages, offsets, strict=True)
    ]
    return rows + oversized


def mark_duplicates(rows: list[Row]) -> list[Row]:
    """The same bytes seen earlier in the day's list become outcome ``duplicate``."""
    seen: set[str] = set()
    marked = []
    for row in rows:
        again = row["page_id"] in seen and row["outcome"] == "captured"
        seen.add(row["page_id"])
        marked.append({**row, "outcome": "duplicate"} if again else row)
    return marked


def page_url(source: FolderSource, file: Path) -> str:
    """Stable address of a file of a folder source: ``folder://SOURCE/RELATIVE/PATH``."""
    return f"folder://{source.name}/{quote(file.relative_to(source.path).as_posix())}"


def declared_charset(raw: bytes) -> str | None:
    """The charset that the page claims for itself, lower-case; it may be a lie."""
    found = _CHARSET.search(raw[:_HEAD_BYTES])
    return found.group(1).decode("ascii", "replace").lower() if found else None


def _row(source: FolderSource, page: StoredPage, warc_file: str, offset: int) -> Row:
    return {
        "page_id": page.page_id,
        "url": page.url,
        "source": source.name,
        "captured_at": page.captured_at,
        "http_status": None,
        "content_type": "text/html",
        "declared_charset": declared_charset(page.payload),
        "byte_count": len(page.payload),
        "warc_file": warc_file,
        "warc_offset": offset,
        "outcome": "captured",
    }


def _oversized(source: FolderSource, file: Path, url: str, stamp: datetime) -> Row:
    digest, size = hashlib.sha256(), 0
    for chunk in _chunks(file):
        digest.update(chunk)
        size += len(chunk)
    return {
        "page_id": digest.hexdigest(),
        "url": url,
        "source": source.name,
        "captured_at": stamp,
        "http_status": None,
        "content_type": "text/html",
        "declared_charset": None,
        "byte_count": size,
        "warc_file": None,
        "warc_offset": None,
        "outcome": "too_large",
    }


def _chunks(file: Path) -> Iterator[bytes]:
    with file.open("rb") as handle:
        while chunk := handle.read(2**20):
            yield chunk
