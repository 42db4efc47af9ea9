"""Appending to one WARC file so that a killed capture loses nothing and repeats nothing.

Records are appended as whole gzip members. What a kill leaves behind the last whole member is
cut off when the file is opened again. Damage in the middle is never cut: that would lose good
pages behind it, so it is an error that names the file.
"""

from __future__ import annotations

import fcntl
import os
import tempfile
import time
import zlib
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Protocol

from cluster_assets import faults
from cluster_assets.capture.warc import Entry, Fetched, WarcError, scan
from cluster_assets.capture.warc_members import fetched_members, head_member, revisit_members

FOLDER = ("capture", "warc")
SUFFIX = ".warc.gz"
CHUNK = 2**20
LOCK_SECONDS, LOCK_POLL_SECONDS = 3600.0, 0.05
SYNC_SECONDS = 0.5  # the network's gaps are longer: each of its pages is on disk at once


class LandingError(RuntimeError):
    """A WARC file of ours cannot be written; the message says what to do."""

    def __init__(self, name: str, error: OSError) -> None:
        super().__init__(
            f"Cannot write {name}: {error}. Check that CLUSTER_ASSETS_DATA names a folder that "
            "this user may write to and that the disk has room."
        )


class DataRoot(Protocol):
    """Where files lie: what this stage needs of ``cluster_assets.storage.Storage``."""

    fs: Any
    is_local: bool

    def path(self, *parts: str) -> str:
        """Path of a file, as the file system names it."""

    def local(self, *parts: str) -> Path:
        """Local path of a file."""

    def exists(self, *parts: str) -> bool:
        """Whether the file exists."""

    def read_bytes(self, *parts: str) -> bytes:
        """The whole file."""

    def write_bytes(self, data: bytes, *parts: str) -> bool:
        """Replace the file, all or nothing."""


def warc_name(day: str, source: str) -> str:
    """A source's WARC file of a day, below the data root."""
    return "/".join((*FOLDER, day, source + SUFFIX))


def whole_length(file: IO[bytes], name: str) -> int:
    """Bytes of the file that are whole gzip members.

    Raises:
        WarcError: it is damaged before its end.
    """
    file.seek(0)
    start = position = 0
    machine: zlib._Decompress | None = None
    while chunk := file.read(CHUNK):
        pending = chunk
        while pending:
            if machine is None:
                machine = zlib.decompressobj(zlib.MAX_WBITS | 16)
                start = position + len(chunk) - len(pending)
            try:
                machine.decompress(pending, CHUNK)
            except zlib.error as error:
                return _tail_of_zeros(file, start, name, error)
            pending = machine.unused_data if machine.eof else machine.unconsumed_tail
            if machine.eof:
                machine = None
        position += len(chunk)
    return position if machine is None else start


def _tail_of_zeros(file: IO[bytes], start: int, name: str, error: Exception) -> int:
    """A machine that lost power may leave a tail of zeros; anything else is damage."""
    file.seek(start)
    while chunk := file.read(CHUNK):
        if chunk.strip(b"\0"):
            raise WarcError(
                f"{name} is damaged at byte {start}: {error}. Restore it from a backup, or move "
                "it away: its pages are then captured anew where their sources still have them."
            ) from error
    return start


def _lock(file: IO[bytes], name: str) -> None:
    """Another capture may be at work: wait, but not for ever; two might wait for each other."""
    deadline = time.monotonic() + LOCK_SECONDS
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError as error:
            if time.monotonic() > deadline:
                held = TimeoutError(f"another capture has held it for {LOCK_SECONDS:g} s")
                raise LandingError(name, held) from error
            time.sleep(LOCK_POLL_SECONDS)


class WarcFile:
    """One source's WARC file of one day, open for appending; use as a context manager.

    ``landed`` holds ``(url, page_id)`` of the pages in it, ``requested`` the entry by the
    address that was asked for. Nothing is created before the first page. On an object
    store the file is worked on in a temporary copy and uploaded when it is closed.
    """

    def __init__(self, root: DataRoot, day: str, source: str) -> None:
        self.name = warc_name(day, source)
        self.landed: set[tuple[str, str]] = set()
        self.requested: dict[str, Entry] = {}
        self.cut_bytes = 0
        self._root, self._day, self._source = root, day, source
        self._file: IO[bytes] | None = None
        self._copy: Path | None = None
        self._changed, self._synced_at = False, time.monotonic()
        if root.exists(self.name):
            self._open()

    def __enter__(self) -> WarcFile:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def land_file(self, url: str, page_id: str, member: bytes) -> bool:
        """Append the record of a file unless it is there; returns whether it was new."""
        if (url, page_id) in self.landed:
            return False
        self._append(member)
        self.landed.add((url, page_id))
        return True

    def land_fetched(self, page: Fetched, first: tuple[str, datetime] | None = None) -> bool:
        """Append a fetched page; as a revisit where its bytes are known.

        ``first`` is where and when the same bytes came on an earlier day. Returns whether
        the page itself was stored.
        """
        page_id = page.page_id
        here = self.requested.get(page.requested_url)
        if (page.url, page_id) in self.landed:
            at = here.captured_at if here and here.page_id == page_id else page.captured_at
            first = (page.url, at)
        if first is not None:
            self._append(revisit_members(page, first_url=first[0], first_at=first[1]))
            return False
        self._append(fetched_members(page))
        self.landed.add((page.url, page_id))
        return True

    def close(self) -> None:
        """Flush to disk, or upload; the file may then be read by others."""
        if self._file is None:
            return
        try:
            self._sync(force=True)
        finally:
            self._file.close()
            self._file = None
        if self._copy is not None:
            try:
                if self._changed:
                    self._root.write_bytes(self._copy.read_bytes(), self.name)
            finally:
                self._copy.unlink(missing_ok=True)

    def _open(self) -> None:
        path = self._root.local(self.name) if self._root.is_local else self._download()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = path.open("a+b", buffering=0)
        except OSError as error:
            raise LandingError(self.name, error) from error
        _lock(self._file, self.name)
        whole = whole_length(self._file, self.name)
        self.cut_bytes = self._file.seek(0, os.SEEK_END) - whole
        if self.cut_bytes:
            self._file.truncate(whole)
            faults.reach("warc-cut", self.name)
            self._changed = True
        if not whole:
            self._write(head_member(self._source, self._day))
        self._file.seek(0)
        for entry in scan(str(path), self.name):
            if entry.kind in ("response", "resource", "metadata"):
                self.landed.add((entry.url, entry.page_id))
            self.requested[entry.requested_url] = entry

    def _download(self) -> Path:
        handle, name = tempfile.mkstemp(suffix=SUFFIX)
        os.close(handle)
        self._copy = Path(name)
        if self._root.exists(self.name):
            self._copy.write_bytes(self._root.read_bytes(self.name))
        return self._copy

    def _append(self, members: bytes) -> None:
        if self._file is None:
            self._open()
        self._write(members)
        self._sync()

    def _write(self, members: bytes) -> None:
        """All of it, or nothing: a full disk must not leave half a record."""
        assert self._file is not None
        start = self._file.seek(0, os.SEEK_END)
        try:
            faults.reach("warc-before", self.name)
            for rest in faults.pieces("warc-half", members, self.name):
                while rest:
                    rest = rest[self._file.write(rest) :]
        except OSError as error:
            self._file.truncate(start)
            raise LandingError(self.name, error) from error
        faults.reach("warc-after", self.name)
        self._changed = True

    def _sync(self, *, force: bool = False) -> None:
        assert self._file is not None
        if force or time.monotonic() - self._synced_at >= SYNC_SECONDS:
            os.fsync(self._file.fileno())
            self._synced_at = time.monotonic()
