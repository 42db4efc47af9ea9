"""``cluster-assets run`` and ``ui``: the Dagster jobs, started from the command line."""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import dagster as dg
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table as RichTable

from cluster_assets.capture.sources import Sources, load_sources
from cluster_assets.capture.tables import PAGES
from cluster_assets.catalog import ALL_TABLES
from cluster_assets.clean.tables import ARTICLES, REJECTS
from cluster_assets.extract.tables import FIGURES, MONEY_FACTS
from cluster_assets.partitions import DAILY
from cluster_assets.report.tables import COMMITMENTS
from cluster_assets.seeds import seeds_path
from cluster_assets.storage import Storage, StorageError

STATE = ("_state", "run.json")
REPORTS = "reports"
QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
INSTANCE_SETTINGS = """\
telemetry:
  enabled: false
nux:
  enabled: false
retention:
  schedule:
    purge_after_days: 90
  sensor:
    purge_after_days:
      skipped: 7
      failure: 30
      success: 90
"""


@dataclass
class Tally:
    """What the runs of one command came to."""

    done: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    checks: Counter[str] = field(default_factory=Counter)
    failed_checks: list[str] = field(default_factory=list)


def prepare_home() -> Path:
    """Set up ``DAGSTER_HOME`` (default ``.dagster/``) with telemetry and dialogs off."""
    home = Path(os.environ.get("DAGSTER_HOME") or ".dagster").resolve()
    try:
        home.mkdir(parents=True, exist_ok=True)
        settings = home / "dagster.yaml"
        if not settings.exists():
            settings.write_text(INSTANCE_SETTINGS, "utf-8")
    except OSError as error:
        raise StorageError(f"Cannot set up DAGSTER_HOME at {home}: {error}") from error
    os.environ["DAGSTER_HOME"] = str(home)
    return home


def run_pipeline(*, days: Sequence[str] | None = None, force: bool = False) -> int:
    """Run all days with news, then the reports; returns the exit code."""
    started = time.monotonic()
    console = Console(stderr=True)
    prepare_home()
    sources = load_sources(seeds_path("sources.yaml"))
    wanted = _wanted_days(sources, days)
    storage = Storage()
    state = _read_state(storage)
    tally = Tally()
    with dg.DagsterInstance.get() as instance, _progress(console) as progress:
        task = progress.add_task("Starting", total=len(wanted) + 1)
        for day in wanted:
            progress.update(task, description=f"Day {day}")
            _run_if_new(day, _day_mark(sources, day), storage, state, force, instance, tally)
            progress.advance(task)
        progress.update(task, description="Reports")
        mark = _digest([_code_mark(), *[state.get(d, "") for d in sorted(state) if d != REPORTS]])
        if not tally.failed:
            _run_if_new(REPORTS, mark, storage, state, force, instance, tally)
        progress.update(task, description="Done", advance=1)
    _print_summary(storage, tally, time.monotonic() - started)
    return 1 if tally.failed else 0


def _progress(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description:16}"),
        BarColumn(),
        TextColumn("{task.completed}/{task.total}"),
        TimeElapsedColumn(),
        console=console,
    )


def _wanted_days(sources: Sources, days: Sequence[str] | None) -> list[str]:
    known = set(DAILY.get_partition_keys())
    found = [d.isoformat() for d in sources.days()]
    for day in days or []:
        if day not in known:
            raise ValueError(
                f"Unknown day {day!r}: days run from {min(known)} to {max(known)} (YYYY-MM-DD)."
            )
    skipped = [d for d in found if d not in known]
    if skipped:
        sys.stderr.write(f"Outside the calendar, not run: {', '.join(skipped)}\n")
    return sorted(d for d in (days or found) if d in known)


@cache
def _code_mark() -> str:
    """The code versions of all assets; they cannot change within a process."""
    from cluster_assets.definitions import defs

    specs = defs.resolve_all_asset_specs()
    return _digest(sorted(f"{s.key.to_user_string()}={s.code_version}" for s in specs))


def _day_mark(sources: Sources, day: str) -> str:
    """What a day's result depends on: its files and the code versions."""
    parts = [_code_mark()]
    for source in sources.enabled():
        for file, stamp in source.files_of(date.fromisoformat(day)):
            digest = hashlib.sha256(file.read_bytes()).hexdigest()
            parts.append(f"{source.name}|{file.relative_to(source.path)}|{digest}|{stamp}")
    return _digest(parts)


def _digest(parts: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _read_state(storage: Storage) -> dict[str, str]:
    try:
        state: dict[str, str] = json.loads(storage.read_bytes(*STATE))
    except (OSError, ValueError):
        return {}
    return state


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
    error = _execute(unit, instance, tally)
    if error is not None:
        tally.failed[unit] = error
        state.pop(unit, None)
    else:
        tally.done.append(unit)
        state[unit] = mark
    storage.write_bytes(json.dumps(state, indent=1, sort_keys=True).encode(), *STATE)


def _execute(unit: str, instance: dg.DagsterInstance, tally: Tally) -> str | None:
    from cluster_assets.definitions import defs

    job = defs.resolve_job_def("reports" if unit == REPORTS else "day")
    result = job.execute_in_process(
        instance=instance,
        partition_key=None if unit == REPORTS else unit,
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
    messages = [_failure_message(e) for e in failures] or ["the run failed"]
    return messages[0]


def _failure_message(event: dg.DagsterEvent) -> str:
    data: Any = event.event_specific_data
    user = getattr(data, "user_failure_data", None)
    if user is not None and user.description:
        return f"{event.step_key}: {user.description}"
    error = getattr(data, "error", None)
    cause = error.cause or error if error else None
    return f"{event.step_key}: {cause.message.strip() if cause else 'failed'}"


def _print_summary(storage: Storage, tally: Tally, seconds: float) -> None:
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


def start_ui(port: int) -> None:
    """Replace this process by ``dagster dev`` on the loopback address."""
    prepare_home()
    os.environ["DAGSTER_DISABLE_TELEMETRY"] = "true"
    binary = str(Path(sys.executable).with_name("dagster"))
    module = ["-m", "cluster_assets.definitions"]
    os.execv(binary, [binary, "dev", "-h", "127.0.0.1", "-p", str(port), *module])
