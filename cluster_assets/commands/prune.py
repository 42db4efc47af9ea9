"""``cluster-assets prune``: remove what only grows; never pages, published data or corrections.

A run record that still tells about a published table stays, however old: deleting a run in
Dagster deletes its events, and with the latest materialisation or check of a day the UI, the
automation and ``reprocess`` would take that day for missing.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import dagster as dg
from rich.console import Console
from rich.table import Table as RichTable

from cluster_assets.cache import STAGE_SOURCES, cache_folder, rules_mark
from cluster_assets.dagster_home import prepare_home
from cluster_assets.storage import Storage

FINISHED = (
    dg.DagsterRunStatus.SUCCESS,
    dg.DagsterRunStatus.FAILURE,
    dg.DagsterRunStatus.CANCELED,
)
QUARANTINE = "quarantine"
RUNS_A_PAGE = 500
# A write takes seconds; a temporary file this old was left by a process that was killed.
LEFTOVER_SECONDS = 24 * 3600.0
RUNS_KEPT = "run records kept (they tell about published data)"


@dataclass
class Removed:
    """How much of one kind went, or would go."""

    items: int = 0
    size: int = 0

    def add(self, size: int) -> None:
        """One more."""
        self.items += 1
        self.size += size


def prune(*, days: int = 90, dry_run: bool = False) -> int:
    """Remove what is older than ``days`` days, print what and how much; returns the exit code."""
    prepare_home()
    with dg.DagsterInstance.get() as instance:
        _print(remove_old(instance, Storage(), days=days, dry_run=dry_run), days, dry_run)
    return 0


def remove_old(
    instance: dg.DagsterInstance, storage: Storage, *, days: int, dry_run: bool = False
) -> dict[str, Removed]:
    """Remove what is older than ``days`` days; how much of each kind went, or would go."""
    limit = datetime.now(UTC) - timedelta(days=days)
    home = Path(os.environ["DAGSTER_HOME"])
    return {
        **prune_runs(instance, home, limit, dry_run=dry_run),
        "cache of older rules": prune_cache(storage, dry_run=dry_run),
        "quarantined tables": prune_quarantine(storage, limit, dry_run=dry_run),
        "files of killed writes": prune_leftovers(storage, dry_run=dry_run),
    }


def prune_runs(
    instance: dg.DagsterInstance, home: Path, limit: datetime, *, dry_run: bool
) -> dict[str, Removed]:
    """Finished runs from before ``limit`` with their events, and all such runs' logs.

    Sizes are those of local files; they are 0 where runs lie in a database.
    """
    runs, logs, kept = Removed(), Removed(), Removed()
    needed = runs_in_use(instance)
    for run_id in list(_old_runs(instance, limit)):
        folder = home / "storage" / run_id
        if folder.is_dir():
            logs.add(sum(f.stat().st_size for f in folder.rglob("*") if f.is_file()))
        if not dry_run:
            with suppress(NotImplementedError):  # a log store that cannot delete
                instance.compute_log_manager.delete_logs(prefix=[run_id])
        file = home / "history" / "runs" / f"{run_id}.db"
        size = file.stat().st_size if file.is_file() else 0
        if run_id in needed:
            kept.add(size)
            continue
        runs.add(size)
        if not dry_run:
            instance.delete_run(run_id)
            for left in file.parent.glob(f"{run_id}.db*"):  # Dagster only empties its file
                left.unlink(missing_ok=True)
    return {"run records and events": runs, "logs of runs": logs, RUNS_KEPT: kept}


def _old_runs(instance: dg.DagsterInstance, limit: datetime) -> Iterator[str]:
    wanted = dg.RunsFilter(statuses=list(FINISHED), created_before=limit)
    cursor: str | None = None
    while True:
        runs = instance.get_runs(filters=wanted, cursor=cursor, limit=RUNS_A_PAGE)
        yield from (run.run_id for run in runs)
        if len(runs) < RUNS_A_PAGE:
            return
        cursor = runs[-1].run_id


def runs_in_use(instance: dg.DagsterInstance) -> set[str]:
    """Runs that hold the latest materialisation of a table or of one of its days."""
    needed: set[str] = set()
    for key in instance.all_asset_keys():
        seen: set[str | None] = set()
        cursor: str | None = None
        while True:
            page = instance.fetch_materializations(key, limit=RUNS_A_PAGE, cursor=cursor)
            for record in page.records:  # newest first
                if record.partition_key not in seen:
                    seen.add(record.partition_key)
                    needed.add(record.run_id)
            if not page.has_more:
                break
            cursor = page.cursor
    return needed


def prune_cache(storage: Storage, *, dry_run: bool) -> Removed:
    """Results that the present rules would not answer with."""
    removed, folder = Removed(), cache_folder(storage)
    if folder is None or not folder.is_dir():
        return removed
    current = {f"{stage}-{rules_mark(stage)}.sqlite" for stage in STAGE_SOURCES}
    for stage in STAGE_SOURCES:
        for file in sorted(folder.glob(f"{stage}-*.sqlite")):
            if file.name in current:
                continue
            removed.add(file.stat().st_size)
            if not dry_run:
                file.unlink(missing_ok=True)
                file.with_name(f"{file.name}-journal").unlink(missing_ok=True)
    return removed


def prune_quarantine(storage: Storage, limit: datetime, *, dry_run: bool) -> Removed:
    """Tables that failed their checks before ``limit``."""
    removed, root = Removed(), storage.path(QUARANTINE)
    if not storage.fs.exists(root):
        return removed
    for path, info in sorted(storage.fs.find(root, detail=True).items()):
        if _changed_at(storage, path) < limit:
            removed.add(int(info.get("size") or 0))
            if not dry_run:
                storage.fs.rm_file(path)
    return removed


def prune_leftovers(storage: Storage, *, dry_run: bool) -> Removed:
    """Temporary files of writes that were killed, below a local data root."""
    removed = Removed()
    if not storage.is_local:
        return removed
    for file in Path(storage.base).rglob(".*.tmp"):
        with suppress(FileNotFoundError):  # a write that ended just now
            info = file.stat()
            if file.is_file() and time.time() - info.st_mtime > LEFTOVER_SECONDS:
                removed.add(info.st_size)
                if not dry_run:
                    file.unlink()
    return removed


def _changed_at(storage: Storage, path: str) -> datetime:
    moment: Any = storage.fs.modified(path)
    if isinstance(moment, datetime):
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return datetime.fromtimestamp(float(moment), UTC)


def _print(report: dict[str, Removed], days: int, dry_run: bool) -> None:
    verb = "would be removed" if dry_run else "removed"
    table = RichTable(title=f"Older than {days} days", title_justify="left")
    table.add_column("what")
    table.add_column(verb, justify="right")
    table.add_column("KiB", justify="right")
    for what, removed in report.items():
        if what != RUNS_KEPT:
            table.add_row(what, str(removed.items), f"{removed.size / 1024:,.0f}")
    console = Console()
    console.print(table)
    console.print(f"{RUNS_KEPT}: {report[RUNS_KEPT].items}", markup=False)
    console.print("Pages, published tables and corrections are never removed.")
