"""Folder sources: files of HTML, landed where they are new."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import quote

from cluster_assets.capture.source_kinds import FolderSource
from cluster_assets.capture.warc import page_id_of
from cluster_assets.capture.warc_file import DataRoot, WarcFile
from cluster_assets.capture.warc_members import file_member, oversized_member

MAX_LANDED_BYTES = 64 * 2**20  # larger files are indexed with their hash, not copied


def land_folder(root: DataRoot, source: FolderSource, day: date) -> int:
    """Land the folder's pages of a day; returns how many were new.

    Pages that an earlier run landed stay, also when their file has gone since.
    """
    landed = 0
    with WarcFile(root, day.isoformat(), source.name) as warc:
        for file, stamp in source.files_of(day):
            url = page_url(source, file)
            if file.stat().st_size > MAX_LANDED_BYTES:
                page_id, size = _digest_and_size(file)
                member = oversized_member(url, stamp, page_id, size)
                landed += warc.land_file(url, page_id, member)
                continue
            raw = file.read_bytes()
            page_id = page_id_of(raw)
            if (url, page_id) not in warc.landed:
                landed += warc.land_file(url, page_id, file_member(url, stamp, raw))
    return landed


def page_url(source: FolderSource, file: Path) -> str:
    """Stable address of a file of a folder source: ``folder://SOURCE/RELATIVE/PATH``."""
    return f"folder://{source.name}/{quote(file.relative_to(source.path).as_posix())}"


def _digest_and_size(file: Path) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    for chunk in _chunks(file):
        digest.update(chunk)
        size += len(chunk)
    return digest.hexdigest(), size


def _chunks(file: Path) -> Iterator[bytes]:
    with file.open("rb") as handle:
        while chunk := handle.read(2**20):
            yield chunk
