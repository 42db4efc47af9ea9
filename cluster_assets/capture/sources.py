"""Where pages come from: ``seeds/sources.yaml``, validated with clear errors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

SEOUL = ZoneInfo("Asia/Seoul")
PAGE_SUFFIXES = (".html", ".htm", ".xhtml")
_KEYS = {"name", "kind", "path", "captured_at", "enabled"}


class SourceError(ValueError):
    """``sources.yaml`` is wrong; the message names the entry and the cure."""


@dataclass(frozen=True)
class FolderSource:
    """A folder of HTML files in any encoding, read recursively.

    ``captured_at`` is the moment the files were captured (UTC); where it is ``None``, each
    file's own modification time counts.
    """

    name: str
    path: Path
    captured_at: datetime | None = None
    enabled: bool = True

    def files(self) -> Iterator[tuple[Path, datetime]]:
        """The folder's pages with their capture time, in path order."""
        if not self.path.is_dir():
            return
        for file in sorted(self.path.rglob("*")):
            if file.suffix.lower() in PAGE_SUFFIXES and file.is_file():
                stamp = self.captured_at or datetime.fromtimestamp(file.stat().st_mtime, UTC)
                yield file, stamp.replace(microsecond=0)

    def files_of(self, day: date) -> Iterator[tuple[Path, datetime]]:
        """The pages captured on a day of the Seoul calendar."""
        if self.captured_at is not None and seoul_day(self.captured_at) != day:
            return
        for file, stamp in self.files():
            if seoul_day(stamp) == day:
                yield file, stamp


@dataclass(frozen=True)
class Sources:
    """All sources and the first day of the calendar."""

    start_date: date
    folders: tuple[FolderSource, ...]

    def days(self) -> list[date]:
        """Days on which an enabled source has pages, ascending."""
        return sorted({seoul_day(stamp) for s in self.enabled() for _, stamp in s.files()})

    def enabled(self) -> tuple[FolderSource, ...]:
        """The sources that are switched on."""
        return tuple(s for s in self.folders if s.enabled)


def seoul_day(moment: datetime) -> date:
    """The Seoul calendar day of a moment."""
    return moment.astimezone(SEOUL).date()


def load_sources(path: Path) -> Sources:
    """Read and validate a sources file; relative folders are relative to its project.

    Raises:
        SourceError: the file is missing, is not YAML or holds a wrong entry.
    """
    try:
        raw = yaml.safe_load(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise SourceError(
            f"{path} does not exist: create it or set CLUSTER_ASSETS_SEEDS."
        ) from error
    except yaml.YAMLError as error:
        raise SourceError(f"{path} is not valid YAML: {error}") from error
    if not isinstance(raw, dict) or not isinstance(raw.get("sources"), list):
        raise SourceError(f"{path}: needs `start_date` and a list `sources`.")
    start = raw.get("start_date")
    if not isinstance(start, date):
        raise SourceError(f"{path}: `start_date` must be a date such as 2026-11-02.")
    base = path.resolve().parent.parent
    folders = tuple(_folder(entry, base, path) for entry in raw["sources"])
    names = [f.name for f in folders]
    doubled = {n for n in names if names.count(n) > 1}
    if doubled:
        raise SourceError(f"{path}: source names must be unique: {', '.join(sorted(doubled))}.")
    return Sources(start, folders)


def _folder(entry: Any, base: Path, path: Path) -> FolderSource:
    where = f"{path}: source {entry.get('name', entry) if isinstance(entry, dict) else entry!r}"
    if not isinstance(entry, dict) or not entry.get("name") or not entry.get("path"):
        raise SourceError(f"{where}: needs `name`, `kind` and `path`.")
    unknown = set(entry) - _KEYS
    if unknown:
        raise SourceError(f"{where}: unknown setting {', '.join(sorted(unknown))}.")
    if entry.get("kind") != "folder":
        raise SourceError(f"{where}: kind must be `folder`, not {entry.get('kind')!r}.")
    name = str(entry["name"])
    if not name.replace("-", "").replace("_", "").isalnum():
        raise SourceError(f"{where}: a name holds letters, digits, - and _ only.")
    stamp = entry.get("captured_at")
    if isinstance(stamp, str):
        stamp = datetime.fromisoformat(stamp)
    if stamp is not None and not isinstance(stamp, datetime):
        raise SourceError(f"{where}: captured_at must be a time such as 2026-11-02T06:00:00+09:00.")
    if stamp is not None and stamp.tzinfo is None:
        stamp = stamp.replace(tzinfo=UTC)  # YAML loads offsets into naive UTC
    folder = base / Path(str(entry["path"])).expanduser()
    return FolderSource(name, folder, stamp, bool(entry.get("enabled", True)))
