"""WARC files made elsewhere: triaged by their bytes, the relevant pages landed by their day.

Each file is read once, in one pass; what came of it is kept in ``_state/archives.json``, and
the file is read again only when its size or time changed. A kill in the middle costs the
pass, not the pages: those that were landed are recognised.
"""

from __future__ import annotations

import glob
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO, Any

import fsspec

from cluster_assets.capture.archive_reader import Counts, read_archive
from cluster_assets.capture.fetch_rows import ARCHIVE, Row, fetch_row
from cluster_assets.capture.net.decoding import BadEncodingError, TooLargeError, read_body
from cluster_assets.capture.net.downloads import open_download
from cluster_assets.capture.source_kinds import WarcSource
from cluster_assets.capture.warc_file import DataRoot
from cluster_assets.redact import redact

STATE = ("_state", "archives.json")
MAX_LISTING_BYTES = 64 * 2**20


@dataclass
class Reading:
    """What came of one archive: by day where its pages belong to, and as a whole."""

    mark: str
    read_at: str
    outcome: str
    reason: str | None
    days: dict[str, Counts] = field(default_factory=dict)


def ingest(
    root: DataRoot,
    sources: Sequence[WarcSource],
    *,
    start_date: date,
    now: datetime,
    progress: Callable[[str, int, int], None] = lambda what, done, total: None,
) -> dict[str, dict[str, Reading]]:
    """Read every archive that is new or changed; all readings by source and file.

    ``start_date`` is the first day of the calendar: older pages are counted, not landed.
    """
    readings = load_readings(root)
    for source in sources:
        found = readings.setdefault(source.name, {})
        try:
            files = archive_files(source)
            found.pop(source.target, None)
        except (OSError, ValueError, ImportError) as error:
            found[source.target] = _unreadable("", now, error)
            _save(root, readings)
            continue
        for done, file in enumerate(files):
            progress(f"{source.name}: {file.rpartition('/')[2]}", done, len(files))
            mark = _mark(file)
            if file in found and found[file].mark == mark:
                continue
            found[file] = _read(root, source, file, mark, start_date=start_date, now=now)
            _save(root, readings)
    return readings


def load_readings(root: DataRoot) -> dict[str, dict[str, Reading]]:
    """The readings of earlier passes, by source and file."""
    if not root.exists(*STATE):
        return {}
    try:
        stored = json.loads(root.read_bytes(*STATE))
        return {
            source: {file: _reading(values) for file, values in files.items()}
            for source, files in stored.items()
        }
    except (ValueError, TypeError, AttributeError):
        return {}  # a lost state costs one more pass, nothing else


def archive_rows(
    readings: dict[str, dict[str, Reading]], sources: Sequence[WarcSource], day: str, today: str
) -> list[Row]:
    """Rows of ``capture/fetches`` of a day: the archives that hold pages of it.

    An archive without any page stands in the day that it was read on.
    """
    rows = []
    for source in sources:
        for file, reading in sorted(readings.get(source.name, {}).items()):
            counts = reading.days.get(day)
            if counts is None and (reading.days or day != today):
                continue
            values = {} if counts is None else counts.columns()
            at = datetime.fromisoformat(reading.read_at)
            rows.append(
                fetch_row(
                    source.name,
                    file,
                    ARCHIVE,
                    reading.outcome,
                    at,
                    reason=reading.reason,
                    **values,
                )
            )
    return rows


def day_mark(
    readings: dict[str, dict[str, Reading]], sources: Sequence[WarcSource], day: str
) -> str:
    """What the archives contribute to a day, as text that changes when that does."""
    parts = [
        f"{source.name}|{file}|{reading.mark}"
        for source in sources
        for file, reading in sorted(readings.get(source.name, {}).items())
        if day in reading.days
    ]
    return "\n".join(parts)


def archive_files(source: WarcSource) -> list[str]:
    """The source's files, in order; URLs as they are."""
    if source.listing is not None:
        return _listed_files(source)
    path = source.path or ""
    if "://" in path:
        if not glob.has_magic(path.partition("?")[0]) or path.startswith("http"):
            return [path]
        with _driver_errors(path):
            fs, inner = fsspec.core.url_to_fs(path)
            return sorted(fs.unstrip_protocol(p) for p in fs.glob(inner))[: source.max_files]
    if not glob.has_magic(path):
        return [path]
    found = sorted(fsspec.filesystem("file").glob(path))
    if not found:
        raise FileNotFoundError(f"no file matches {path}")
    return found[: source.max_files]


def _listed_files(source: WarcSource) -> list[str]:
    with open_archive(source.listing or "") as stream:
        data = b""
        while len(data) < MAX_LISTING_BYTES and (chunk := stream.read(2**20)):
            data += chunk
    if data.startswith(b"\x1f\x8b"):
        try:
            data = read_body([data], "gzip", MAX_LISTING_BYTES)
        except (BadEncodingError, TooLargeError) as error:
            raise ValueError(f"the listing {source.listing} is broken: {error}") from error
    lines = [line.strip() for line in data.decode("utf-8", "replace").splitlines()]
    base = source.base_url.rstrip("/")
    return [f"{base}/{line.lstrip('/')}" for line in lines if line][-source.max_files :]


def open_archive(file: str) -> IO[bytes]:
    """A file, local or remote, as a stream of its raw bytes."""
    if "://" not in file:
        return open(file, "rb")  # noqa: PTH123 - the caller closes it
    if file.startswith(("http://", "https://")):
        return open_download(file)
    try:
        with _driver_errors(file):
            stream: IO[bytes] = fsspec.open(file, "rb").open()
    except ImportError as error:
        scheme = file.partition("://")[0]
        needed = {"s3": "s3fs", "gs": "gcsfs", "abfs": "adlfs"}
        raise ImportError(
            f"{scheme} addresses need the package {needed.get(scheme, scheme)}: install it "
            "beside this project, or fetch the file and name its path."
        ) from error
    return stream


@contextmanager
def _driver_errors(file: str) -> Iterator[None]:
    """Drivers of object stores have errors of their own (no credentials, no bucket)."""
    try:
        yield
    except (OSError, ImportError):
        raise
    except Exception as error:
        raise OSError(f"cannot read {redact(file)}: {redact(str(error))}") from error


def _mark(file: str) -> str:
    """Size and time of a file; the address alone where it is remote, as those do not change."""
    if "://" in file:
        return file
    try:
        info = Path(file).stat()
    except OSError:
        return ""
    return f"{info.st_size}:{info.st_mtime_ns}"


def _read(
    root: DataRoot, source: WarcSource, file: str, mark: str, *, start_date: date, now: datetime
) -> Reading:
    try:
        with open_archive(file) as stream:
            found = read_archive(
                stream,
                root,
                source.name,
                start_date=start_date,
                last_day=now,
                max_pages=source.max_pages,
            )
    except (OSError, ValueError, ImportError) as error:
        return _unreadable(mark, now, error)
    return Reading(mark, _stamp(now), found.outcome, found.reason, found.days)


def _unreadable(mark: str, now: datetime, error: Exception) -> Reading:
    return Reading(mark, _stamp(now), "archive_unreadable", str(error) or repr(error))


def _stamp(now: datetime) -> str:
    return now.astimezone(UTC).replace(microsecond=0).isoformat()


def _reading(values: dict[str, Any]) -> Reading:
    days = {day: Counts(**counts) for day, counts in values.pop("days").items()}
    return Reading(**values, days=days)


def _save(root: DataRoot, readings: dict[str, dict[str, Reading]]) -> None:
    plain = {s: {f: asdict(r) for f, r in files.items()} for s, files in readings.items()}
    root.write_bytes(json.dumps(plain, indent=1, sort_keys=True).encode(), *STATE)
