"""``capture/pages`` of a day, made from its WARC files alone."""

from __future__ import annotations

from typing import Any

from cluster_assets.capture.warc import TOO_LARGE, Entry, scan
from cluster_assets.capture.warc_file import FOLDER, SUFFIX, DataRoot
from cluster_assets.redact import redact

Row = dict[str, Any]
PAGE_RECORDS = ("response", "resource", "metadata")


def index_day(root: DataRoot, day: str) -> list[Row]:
    """Rows of ``capture/pages`` of a day, by source name and place in the file.

    Raises:
        WarcError: a file is damaged; the message names it.
    """
    rows: list[Row] = []
    for name in warc_files(root, day):
        source = name.rpartition("/")[2].removesuffix(SUFFIX)
        with root.fs.open(root.path(name), "rb") as stream:
            rows += file_rows(stream, name, source)
    return mark_duplicates(rows)


def file_rows(stream: Any, name: str, source: str) -> list[Row]:
    """Rows of one WARC file; a page that stands in it twice counts once."""
    rows: dict[tuple[str, str], Row] = {}
    for entry in scan(stream, name):
        if entry.kind in PAGE_RECORDS:
            rows.setdefault((entry.page_id, entry.url), _row(entry, name, source))
    return list(rows.values())


def warc_files(root: DataRoot, day: str) -> list[str]:
    """The day's WARC files, relative to the data root, by name."""
    found = root.fs.glob(root.path(*FOLDER, day, "*" + SUFFIX))
    return sorted("/".join((*FOLDER, day, str(path).rpartition("/")[2])) for path in found)


def landed_days(root: DataRoot) -> list[str]:
    """Days that have WARC files, ascending."""
    found = root.fs.glob(root.path(*FOLDER, "*", "*" + SUFFIX))
    return sorted({str(path).split("/")[-2] for path in found})


def mark_duplicates(rows: list[Row]) -> list[Row]:
    """The same bytes seen earlier in the day's list become outcome ``duplicate``.

    A page at one address that two sources landed is one row: the first.
    """
    seen: set[str] = set()
    keys: set[tuple[str, str]] = set()
    marked = []
    for row in rows:
        key = (row["page_id"], row["url"])
        if key in keys:
            continue
        keys.add(key)
        again = row["page_id"] in seen and row["outcome"] == "captured"
        seen.add(row["page_id"])
        marked.append({**row, "outcome": "duplicate"} if again else row)
    return marked


def _row(entry: Entry, warc_file: str, source: str) -> Row:
    is_stored = entry.kind != "metadata"
    return {
        "page_id": entry.page_id,
        "url": redact(entry.url),
        "source": source,
        "captured_at": entry.captured_at,
        "http_status": entry.http_status,
        "content_type": entry.content_type if is_stored else "text/html",
        "declared_charset": entry.declared_charset,
        "byte_count": entry.byte_count,
        "warc_file": warc_file if is_stored else None,
        "warc_offset": entry.offset if is_stored else None,
        "outcome": "captured" if is_stored else TOO_LARGE,
    }
