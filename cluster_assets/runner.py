"""``cluster-assets run`` and ``ui``: the Dagster jobs, started from the command line."""

from __future__ import annotations

import logging
import os
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import dagster as dg
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table as RichTable

from cluster_assets.capture.sources import Sources, load_sources
from cluster_assets.capture.tables import PAGES
from cluster_assets.capture_days import days_to_capture, is_visited_each_time
from cluster_assets.catalog import ALL_TABLES
from cluster_assets.clean.tables import ARTICLES, REJECTS
from cluster_assets.dagster_home import prepare_home
from cluster_assets.extract.tables import FIGURES, MONEY_FACTS
from cluster_assets.partitions import DAILY
from cluster_assets.redact import redact
from cluster_assets.report.tables import COMMITMENTS
from cluster_assets.run_marks import (
    REPORTS,
    day_mark,
    input_mark,
    read_state,
    reports_mark,
    write_state,
)
from cluster_assets.schedules import ALERT_ENV, send_alert
from cluster_assets.seeds import seeds_path
from cluster_assets.storage import Storage

QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}


@dataclass
class Tally:
    """What the runs of one command came to."""

    done: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    checks: Counter[str] = field(default_factory=Counter)
    failed_checks: list[str] = field(default_factory=list)


def run_pipeline(
    *, days: Sequence[str] | None = None, force: bool = False, partial_reports: bool = False
) -> int:
    """Run all days with news, then the reports; returns the exit code.

    A day that fails keeps what was published before, and the days after it still run. The
    reports then wait, unless ``partial_reports`` is set and another day could be published.
    """
    started = time.monotonic()
    console = Console(stderr=True)
    prepare_home()
    sources = load_sources(seeds_path("sources.yaml"))
    storage = Storage()
    wanted = _wanted_days(storage, sources, days)
    state = read_state(storage)
    tally = Tally()
    with dg.DagsterInstance.get() as instance, progress_bar(console) as progress:
        task = progress.add_task("Starting", total=len(wanted) + 1)
        for day in wanted:
            progress.update(task, description=f"Day {day}")
            run_day(day, sources, storage, state, force, instance, tally)
            progress.advance(task)
        progress.update(task, description="Reports")
        if not tally.failed or (partial_reports and tally.done):
            _run_if_new(
                REPORTS, reports_mark(storage, state), storage, state, force, instance, tally
            )
        progress.update(task, description="Done", advance=1)
    print_summary(storage, tally, time.monotonic() - started)
    alert_of_run(tally)
    return 1 if tally.failed else 0


def alert_of_run(tally: Tally) -> None:
    """Alert where a day or a check failed: the daemon's sensors do not see in-process runs."""
    if os.environ.get(ALERT_ENV) and (tally.failed or tally.failed_checks):
        payload = {"failed_units": tally.failed, "failed_checks": tally.failed_checks}
        event = "run_failed" if tally.failed else "checks_failed"
        send_alert({"event": event, **payload}, logging.getLogger("cluster_assets"))


def progress_bar(console: Console) -> Progress:
    """The progress bar of a command that runs unit by unit."""
    return Progress(
        TextColumn("{task.description:16}"),
        BarColumn(),
        TextColumn("{task.completed}/{task.total}"),
        TimeElapsedColumn(),
        console=console,
    )


def run_day(
    day: str,
    sources: Sources,
    storage: Storage,
    state: dict[str, str],
    force: bool,
    instance: dg.DagsterInstance,
    tally: Tally,
) -> None:
    """Run a day unless nothing is new; its mark then tells what the run found and landed."""
    inputs = input_mark(sources, day)
    before = day_mark(inputs, storage, sources, day)
    visit = force or is_visited_each_time(sources, day)
    _run_if_new(day, before, storage, state, visit, instance, tally)
    if day in state:
        state[day] = day_mark(inputs, storage, sources, day)
        write_state(storage, state)


def _wanted_days(storage: Storage, sources: Sources, days: Sequence[str] | None) -> list[str]:
    known = set(DAILY.get_partition_keys())
    found = [] if days else [d.isoformat() for d in days_to_capture(storage, sources)]
    for day in days or []:
        if day not in known:
            raise ValueError(
                f"Unknown day {day!r}: days run from {min(known)} to {max(known)} (YYYY-MM-DD)."
            )
    skipped = [d for d in found if d not in known]
    if skipped:
        sys.stderr.write(f"Outside the calendar, not run: {', '.join(skipped)}\n")
    return sorted(d for d in (days or found) if d in known)


def _is_published(storage: Storage, unit: str) -> bool:
    return all(
        storage.exists(*t.key, f"{unit}.parquet")
        if t.is_partitioned
        else storage.exists(t.key[0], f"{t.key[1]}.parquet")
        for t in ALL_TABLES
        if t.is_partitioned == (unit != REPORTS)
    )


def _run_if_new(
    unit: str,
    mark: str,
    storage: Storage,
    state: dict[str, str],
    force: bool,
    instance: dg.DagsterInstance,
    tally: Tally,
) -> None:
    if not force and state.get(unit) == mark and _is_published(storage, unit):
        tally.unchanged.append(unit)
        return
    error = execute(unit, instance, tally)
    if error is not None:
        tally.failed[unit] = error
        state.pop(unit, None)
    else:
        tally.done.append(unit)
        state[unit] = mark
    write_state(storage, state)


def execute(
    unit: str,
    instance: dg.DagsterInstance,
    tally: Tally,
    assets: Sequence[dg.AssetKey] | None = None,
) -> str | None:
    """Run a day or the reports in this process, or only some assets; None, or what failed."""
    from cluster_assets.definitions import defs

    job = defs.resolve_job_def("reports" if unit == REPORTS else "day")
    result = job.execute_in_process(
        instance=instance,
        partition_key=None if unit == REPORTS else unit,
        asset_selection=assets,
        raise_on_error=False,
        run_config=QUIET,
    )
    for evaluation in result.get_asset_check_evaluations():
        verdict = "passed" if evaluation.passed else evaluation.severity.value
        tally.checks[verdict] += 1
        if not evaluation.passed:
            name = evaluation.asset_key.to_user_string()
            tally.failed_checks.append(f"{unit}: {name} {evaluation.check_name} ({verdict})")
    if result.success:
        return None
    failures = [e for e in result.all_events if e.is_step_failure]
    if any(_is_interrupt(e) for e in failures):
        raise KeyboardInterrupt  # a stop was asked for: not a failed day to be stepped over
    messages = [_failure_message(e) for e in failures] or ["the run failed"]
    return redact(messages[0])


def _is_interrupt(event: dg.DagsterEvent) -> bool:
    error = getattr(event.event_specific_data, "error", None)
    return error is not None and error.cls_name == dg.DagsterExecutionInterruptedError.__name__


def _failure_message(event: dg.DagsterEvent) -> str:
    data: Any = event.event_specific_data
    user = getattr(data, "user_failure_data", None)
    if user is not None and user.description:
        return f"{event.step_key}: {user.description}"
    error = getattr(data, "error", None)
    cause = error.cause or error if error else None
    return f"{event.step_key}: {cause.message.strip() if cause else 'failed'}"


def print_summary(storage: Storage, tally: Tally, seconds: float) -> None:
    """What the run came to, and what is published now."""
    console = Console()
    if not tally.done and not tally.failed:
        console.print("Nothing was new: all days and reports are up to date.")
    pages, articles = storage.read(PAGES), storage.read(ARTICLES)
    rejects = storage.read(REJECTS)
    outcomes = Counter(rejects["outcome"])
    table = RichTable("what", "count", title="cluster_assets", title_justify="left")
    rows: list[tuple[str, Any]] = [
        ("days", len(storage.partitions(PAGES))),
        ("pages captured", len(pages)),
        ("articles kept", len(articles)),
        *[(f"pages rejected: {o}", n) for o, n in sorted(outcomes.items())],
        ("money facts", len(storage.read(MONEY_FACTS))),
        ("figures", len(storage.read(FIGURES))),
        ("commitments", len(storage.read(COMMITMENTS))),
        ("checks passed", tally.checks["passed"]),
        ("checks warned", tally.checks["WARN"]),
        ("checks failed", tally.checks["ERROR"]),
        ("seconds", f"{seconds:.1f}"),
    ]
    for name, value in rows:
        table.add_row(name, str(value))
    console.print(table)
    for line in tally.failed_checks[:20]:
        console.print(f"  {line}", markup=False)
    for unit, message in tally.failed.items():
        console.print(f"FAILED {unit}: {message}", markup=False, style="red")
    site = storage.path("report", "site", "index.html")
    console.print(f"Report: {site}\nData:   {storage.path('warehouse.duckdb')}", markup=False)
