"""Where pages come from: ``seeds/sources.yaml``, validated with clear errors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import yaml

from cluster_assets.capture.source_entries import SourceError, source_of
from cluster_assets.capture.source_kinds import (
    FolderSource,
    NetworkSource,
    Source,
    WarcSource,
    seoul_day,
)

__all__ = ["FolderSource", "Source", "SourceError", "Sources", "load_sources", "seoul_day"]


@dataclass(frozen=True)
class Sources:
    """All sources and the first day of the calendar."""

    start_date: date
    entries: tuple[Source, ...]

    def days(self) -> list[date]:
        """Days on which an enabled folder has pages, ascending."""
        return sorted({seoul_day(stamp) for s in self.enabled() for _, stamp in s.files()})

    def enabled(self) -> tuple[Source, ...]:
        """The sources that are switched on."""
        return tuple(s for s in self.entries if s.enabled)

    def network(self) -> tuple[NetworkSource, ...]:
        """The enabled sources that are fetched over the network."""
        return tuple(s for s in self.enabled() if isinstance(s, NetworkSource))

    def archives(self) -> tuple[WarcSource, ...]:
        """The enabled sources of WARC files."""
        return tuple(s for s in self.enabled() if isinstance(s, WarcSource))

    def named(self, name: str) -> Source:
        """The source of that name, enabled or not.

        Raises:
            SourceError: there is none; the message lists those there are.
        """
        for source in self.entries:
            if source.name == name:
                return source
        known = ", ".join(s.name for s in self.entries) or "none yet"
        raise SourceError(f"no source is named {name!r}. Known: {known}.")


def load_sources(path: Path) -> Sources:
    """Read and validate a sources file; relative paths are relative to its project.

    Raises:
        SourceError: the file is missing, is not YAML or holds a wrong entry.
    """
    try:
        return parse_sources(path.read_text("utf-8"), path)
    except FileNotFoundError as error:
        raise SourceError(
            f"{path} does not exist: create it or set CLUSTER_ASSETS_SEEDS."
        ) from error


def parse_sources(text: str, path: Path) -> Sources:
    """As :func:`load_sources`, from text that would stand in ``path``."""
    try:
        raw = yaml.safe_load(text)
    except yaml.YAMLError as error:
        # Not the error's own text, which quotes the line: it may hold a token.
        mark, problem = getattr(error, "problem_mark", None), getattr(error, "problem", None)
        place = f" in line {mark.line + 1}" if mark else ""
        raise SourceError(f"{path} is not valid YAML{place}: {problem or 'unreadable'}") from None
    if not isinstance(raw, dict) or not isinstance(raw.get("sources"), list):
        raise SourceError(f"{path}: needs `start_date` and a list `sources`.")
    start = raw.get("start_date")
    if not isinstance(start, date) or isinstance(start, datetime):
        raise SourceError(f"{path}: `start_date` must be a date such as 2026-11-02.")
    base = path.resolve().parent.parent
    entries = tuple(source_of(entry, base, path) for entry in raw["sources"])
    names = [s.name.lower() for s in entries]  # also names of files, on any file system
    doubled = {n for n in names if names.count(n) > 1}
    if doubled:
        raise SourceError(f"{path}: source names must be unique: {', '.join(sorted(doubled))}.")
    return Sources(start, entries)
