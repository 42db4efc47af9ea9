"""``cluster-assets capture``: land a day's pages, or make the index anew from the WARC files."""

from __future__ import annotations

import logging
from collections import Counter

import dagster as dg
from rich.console import Console
from rich.progress import Progress, TaskID
from rich.table import Table as RichTable
from rich.text import Text

from cluster_assets.capture.day import PROGRESS
from cluster_assets.capture.index import index_day, landed_days
from cluster_assets.capture.tables import FETCHES, PAGES
from cluster_assets.capture_days import today
from cluster_assets.dagster_home import prepare_home
from cluster_assets.partitions import DAILY
from cluster_assets.publishing import StepContext, asset_key, publish_checked, typed_frames
from cluster_assets.redact import redact
from cluster_assets.runner import Tally, execute, progress_bar
from cluster_assets.storage import Storage


def capture(day: str | None) -> int:
    """Capture a day (default: today in Seoul) and publish its tables; returns the exit code.

    Raises:
        ValueError: the day lies outside the calendar.
    """
    unit = _known_day(day or today().isoformat())
    prepare_home()
    storage, tally = Storage(), Tally()
    with dg.DagsterInstance.get() as instance, progress_bar(Console(stderr=True)) as bar:
        task = bar.add_task(f"Capture {unit}", total=None)
        token = PROGRESS.set(lambda what, done, total: _show(bar, task, what, done, total))
        try:
            error = execute(unit, instance, tally, [asset_key(PAGES), asset_key(FETCHES)])
        finally:
            PROGRESS.reset(token)
    _print_day(storage, unit, tally)
    if error is not None:
        Console().print(f"FAILED {unit}: {error}", markup=False, style="red")
    return int(error is not None)


def rebuild_index(day: str | None) -> int:
    """Make ``capture/pages`` from the WARC files alone, for a day or all; returns the exit code.

    Raises:
        ValueError: nothing was landed for the day.
        WarcError: a WARC file is damaged; the message names it.
    """
    storage, console = Storage(), Console()
    days = landed_days(storage)
    if day is not None and day not in days:
        raise ValueError(
            f"No WARC file of {day} lies in {storage.path('capture', 'warc')}"
            + (f": there are days from {days[0]} to {days[-1]}." if days else ".")
        )
    failed = 0
    for unit in [day] if day is not None else days:
        run = StepContext(storage, unit, logging.getLogger("cluster_assets"))
        rows = index_day(storage, unit)
        before = _stored(storage, unit)
        try:
            ready = typed_frames(run, [PAGES], {PAGES.name: rows})
            for _ in publish_checked(run, [PAGES], {}, ready):
                pass
        except dg.Failure as failure:
            failed += 1
            console.print(f"FAILED {unit}: {failure.description}", markup=False, style="red")
            continue
        verdict = "unchanged" if _stored(storage, unit) == before else "rebuilt"
        console.print(f"{unit}: {len(rows)} pages, {verdict}")
    return int(failed > 0)


def _stored(storage: Storage, day: str) -> bytes:
    parts = (*PAGES.key, f"{day}.parquet")
    return storage.read_bytes(*parts) if storage.exists(*parts) else b""


def _known_day(day: str) -> str:
    known = DAILY.get_partition_keys()
    if day not in known:
        raise ValueError(f"Unknown day {day!r}: days run from {known[0]} to {known[-1]}.")
    return day


def _show(bar: Progress, task: TaskID, what: str, done: int, total: int) -> None:
    bar.update(task, description=redact(what)[:40], completed=done, total=total)


def _print_day(storage: Storage, day: str, tally: Tally) -> None:
    """Pages of the day, what came of each source, and the checks that warned."""
    console = Console()
    pages, fetches = storage.read(PAGES, day), storage.read(FETCHES, day)
    counts: Counter[tuple[str, str]] = Counter()
    counts.update((s, f"page {o}") for s, o in zip(pages["source"], pages["outcome"], strict=True))
    tried = zip(fetches["source"], fetches["role"], fetches["outcome"], strict=True)
    counts.update((source, f"asked for {role}: {outcome}") for source, role, outcome in tried)
    table = RichTable("source", "outcome", "count", title=f"Captured {day}", title_justify="left")
    for (source, outcome), count in sorted(counts.items()):
        table.add_row(Text(source), outcome, str(count))
    console.print(table)
    bad = fetches[fetches["reason"].notna()].head(20)
    for source, url, reason in zip(bad["source"], bad["url"], bad["reason"], strict=True):
        console.print(Text(f"  {source}: {url}: {reason}"))
    for line in tally.failed_checks[:20]:
        console.print(Text(f"  {line}"))
