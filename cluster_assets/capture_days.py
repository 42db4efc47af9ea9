"""Which days there is something to capture for, and what tells that a day's capture is done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

from cluster_assets.capture.archives import day_mark, ingest, load_readings
from cluster_assets.capture.index import landed_days, warc_files
from cluster_assets.capture.source_kinds import seoul_day
from cluster_assets.capture.sources import Sources
from cluster_assets.storage import Storage


def today() -> date:
    """Today in Seoul: the day that the network's pages belong to."""
    return seoul_day(datetime.now(UTC))


def days_to_capture(
    storage: Storage,
    sources: Sources,
    progress: Callable[[str, int, int], None] = lambda what, done, total: None,
) -> list[date]:
    """Days with pages of folders, archives or earlier captures, and today for the network.

    Archives that are new are read first: only they know what days their pages belong to.
    """
    archives = sources.archives()
    if archives:
        now = datetime.now(UTC)
        ingest(storage, archives, start_date=sources.start_date, now=now, progress=progress)
    found = {*sources.days(), *(date.fromisoformat(day) for day in landed_days(storage))}
    if sources.network():
        found.add(today())
    return sorted(found)


def is_visited_each_time(sources: Sources, day: str) -> bool:
    """Whether only asking the network tells if the day has news."""
    return bool(sources.network()) and day == today().isoformat()


def landed_mark(storage: Storage, sources: Sources, day: str) -> str:
    """What was landed for a day, as text that changes with it."""
    sizes = [
        f"{name}:{storage.fs.info(storage.path(name))['size']}" for name in warc_files(storage, day)
    ]
    archives = sources.archives()
    readings = load_readings(storage) if archives else {}
    return "\n".join([*sizes, day_mark(readings, archives, day)])
