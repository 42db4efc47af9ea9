"""One day's capture: land from all sources, then make both tables."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, date, datetime

from cluster_assets.capture.archives import archive_rows, ingest
from cluster_assets.capture.fetch_rows import LIST, Row, fetch_row, merge_visits
from cluster_assets.capture.folders import land_folder
from cluster_assets.capture.index import index_day
from cluster_assets.capture.net.fetcher import Fetcher
from cluster_assets.capture.page_visits import Progress, past_of, visit
from cluster_assets.capture.sources import FolderSource, Sources, seoul_day
from cluster_assets.capture.warc_file import DataRoot

# Published rows that conditional requests are made from: a page that was not tried for so
# long is asked for as if it were new.
MEMORY_DAYS = 30


@dataclass(frozen=True)
class Captured:
    """Rows of ``capture/pages`` and ``capture/fetches`` of one day."""

    pages: list[Row]
    fetches: list[Row]


def make_fetcher(trusted_hosts: Collection[str]) -> Fetcher:
    """The fetcher of a run: one for all sources, so that a host's gaps are kept over them."""
    return Fetcher(trusted_hosts=trusted_hosts)


def _quiet(what: str, done: int, total: int) -> None:
    return


# What a command that waits for the capture sets, to show how far it is.
PROGRESS: ContextVar[Progress] = ContextVar("capture_progress", default=_quiet)


def capture_day(
    root: DataRoot,
    sources: Sources,
    day: date,
    *,
    recent: Sequence[Row] = (),
    published: Sequence[Row] = (),
    now: datetime | None = None,
    fetchers: Callable[[Collection[str]], Fetcher] | None = None,
    progress: Progress | None = None,
) -> Captured:
    """Land the day's pages of all enabled sources and index them.

    ``recent`` are the published rows of ``capture/fetches`` of the days before, and
    ``published`` those of the day itself. The network is asked only where the day is today
    in Seoul; for another day its sources give what was landed then. A source that fails is
    a row; it stops no other.

    Raises:
        WarcError: a WARC file of ours is damaged.
        LandingError: the data root cannot be written.
    """
    now, progress = (now or datetime.now(UTC)).replace(microsecond=0), progress or PROGRESS.get()
    rows = _land_folders(root, sources, day, now, progress)
    archives = sources.archives()
    if archives:
        readings = ingest(root, archives, start_date=sources.start_date, now=now, progress=progress)
        rows += archive_rows(readings, archives, day.isoformat(), seoul_day(now).isoformat())
    network = sources.network()
    if network and day == seoul_day(now):
        trusted = {host for source in network for host in source.allow_hosts}
        fetcher = (fetchers or make_fetcher)(trusted)
        try:
            rows += visit(
                root,
                network,
                day.isoformat(),
                fetcher=fetcher,
                past=past_of(recent, published),
                now=now,
                progress=progress,
            )
        finally:
            fetcher.close()
    return Captured(index_day(root, day.isoformat()), merge_visits(published, rows))


def _land_folders(
    root: DataRoot, sources: Sources, day: date, now: datetime, progress: Progress
) -> list[Row]:
    """Land the folders; one that cannot be read gives a row."""
    folders = [s for s in sources.enabled() if isinstance(s, FolderSource)]
    rows = []
    for done, source in enumerate(folders):
        progress(f"folder {source.name}", done, len(folders))
        try:
            land_folder(root, source, day)
        except OSError as error:
            rows.append(fetch_row(source.name, source.target, LIST, "error", now, reason=error))
    return rows
