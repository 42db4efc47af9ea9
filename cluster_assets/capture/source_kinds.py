"""The kinds of sources: one frozen record each, with the limits that it is captured under."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import ClassVar
from zoneinfo import ZoneInfo

SEOUL = ZoneInfo("Asia/Seoul")
PAGE_SUFFIXES = (".html", ".htm", ".xhtml")
# What a small outlet's shared hosting bears; only a source's own hosts may be asked faster.
POLITE_GAP_SECONDS = 5.0


def seoul_day(moment: datetime) -> date:
    """The Seoul calendar day of a moment."""
    return moment.astimezone(SEOUL).date()


@dataclass(frozen=True)
class SourceBase:
    """What every source has: a name, which is also the name of its WARC files, and a switch."""

    name: str
    enabled: bool = field(default=True, kw_only=True)
    kind: ClassVar[str] = ""

    def files(self) -> Iterator[tuple[Path, datetime]]:
        """Local files that are pages, with their capture time; none unless it is a folder."""
        return iter(())

    def files_of(self, day: date) -> Iterator[tuple[Path, datetime]]:
        """The files captured on a day of the Seoul calendar."""
        for file, stamp in self.files():
            if seoul_day(stamp) == day:
                yield file, stamp

    @property
    def target(self) -> str:
        """Where it reads from, for people."""
        return ""


@dataclass(frozen=True)
class FolderSource(SourceBase):
    """A folder of HTML files in any encoding, read recursively.

    ``captured_at`` is the moment the files were captured (UTC); where it is ``None``, each
    file's own modification time counts.
    """

    path: Path
    captured_at: datetime | None = None
    kind: ClassVar[str] = "folder"

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
        yield from super().files_of(day)

    @property
    def target(self) -> str:
        """The folder."""
        return str(self.path)


@dataclass(frozen=True)
class NetworkSource(SourceBase):
    """Pages fetched over the network, always those of today.

    ``max_pages`` bounds the pages asked for in one visit. ``allow_hosts`` may be at private
    addresses (an intranet, a test) and asked every ``min_gap_seconds``; for all other hosts
    the gap is never shorter than :data:`POLITE_GAP_SECONDS`. Where ``include`` is set, only
    addresses that hold one of these strings are asked for.
    """

    max_pages: int = field(default=200, kw_only=True)
    allow_hosts: tuple[str, ...] = field(default=(), kw_only=True)
    min_gap_seconds: float = field(default=POLITE_GAP_SECONDS, kw_only=True)
    include: tuple[str, ...] = field(default=(), kw_only=True)

    def wants(self, url: str) -> bool:
        """Whether an address found in a list is one of those to ask for."""
        return not self.include or any(part in url for part in self.include)

    def gap_for(self, host: str) -> float:
        """Seconds between two requests to a host."""
        if host in self.allow_hosts:
            return self.min_gap_seconds
        return max(self.min_gap_seconds, POLITE_GAP_SECONDS)


@dataclass(frozen=True)
class FeedSource(NetworkSource):
    """An RSS or Atom feed; its entries are the pages."""

    url: str
    kind: ClassVar[str] = "feed"

    @property
    def target(self) -> str:
        """The feed's address."""
        return self.url


@dataclass(frozen=True)
class SitemapSource(NetworkSource):
    """A sitemap, sitemap index or news sitemap, plain or gzipped.

    Entries that were last changed more than ``max_age_days`` ago are left out; entries that
    do not say count as new.
    """

    url: str
    max_age_days: int = field(default=3, kw_only=True)
    kind: ClassVar[str] = "sitemap"

    @property
    def target(self) -> str:
        """The sitemap's address."""
        return self.url


@dataclass(frozen=True)
class UrlsSource(NetworkSource):
    """Addresses from a text file (one a line, ``#`` starts a comment) or from the settings.

    Each visit asks for all of them again, conditionally.
    """

    path: Path | None = None
    urls: tuple[str, ...] = ()
    kind: ClassVar[str] = "urls"

    @property
    def target(self) -> str:
        """The file, or how many addresses there are."""
        return str(self.path) if self.path else f"{len(self.urls)} addresses"


@dataclass(frozen=True)
class WarcSource(SourceBase):
    """WARC files made elsewhere: a path, a glob, an fsspec URL, or a listing of paths.

    The ``listing`` (a text file, also gzipped, local or remote) holds one path a line, each
    below ``base_url``, as CC-NEWS publishes them; the last ``max_files`` are read. A page
    belongs to the day of its own WARC-Date. ``max_pages`` bounds the pages landed a file.
    """

    path: str | None = None
    listing: str | None = None
    base_url: str = ""
    max_files: int = field(default=10_000, kw_only=True)
    max_pages: int = field(default=100_000, kw_only=True)
    kind: ClassVar[str] = "warc"

    @property
    def target(self) -> str:
        """The path, glob, URL or listing."""
        return self.path or f"{self.listing} below {self.base_url}"


Source = FolderSource | FeedSource | SitemapSource | UrlsSource | WarcSource
