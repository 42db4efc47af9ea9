"""``cluster-assets reprocess``: bring days up to date that older rules made.

What is stale, and why it is asked of two sources, stands in :mod:`cluster_assets.staleness`.
Captured pages are never captured again here: a page stays what it was when it was fetched.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import dagster as dg
import typer
from rich.console import Console
from rich.table import Table as RichTable

from cluster_assets.capture.tables import PAGES
from cluster_assets.catalog import ALL_TABLES
from cluster_assets.commands.costs import Costs, measured_costs
from cluster_assets.dagster_home import prepare_home
from cluster_assets.definitions import defs
from cluster_assets.run_marks import REPORTS, mark_with_code, read_state, reports_mark, write_state
from cluster_assets.runner import Tally, alert_of_run, execute, print_summary, progress_bar
from cluster_assets.schedules import REWORKED_STAGES
from cluster_assets.staleness import (
    Records,
    Unit,
    daily_units,
    recorded,
    row_count,
    why_stale,
)
from cluster_assets.storage import Storage

SHOWN_REASONS = 3


@dataclass(frozen=True)
class Work:
    """One unit of one day that has to be done again."""

    unit: Unit
    reason: str
    pages: int
    seconds: float | None


@dataclass
class Plan:
    """What has to be done, by day, and whether the reports have to follow."""

    days: dict[str, list[Work]] = field(default_factory=dict)
    reports: bool = False
    overhead_seconds: float = 0.0

    @property
    def is_empty(self) -> bool:
        """Whether everything is up to date."""
        return not self.days and not self.reports


def reprocess(*, dry_run: bool = False, assume_yes: bool = False) -> int:
    """Show what is stale and what it costs, ask, and do it; returns the exit code.

    Only stale stages run, each in one run a day, oldest first; the reports follow once. A day
    that fails keeps what was published before, and the others still run.
    """
    started = time.monotonic()
    prepare_home()
    storage, tally = Storage(), Tally()
    with dg.DagsterInstance.get() as instance:
        plan = make_plan(storage, instance)
        print_plan(plan)
        if plan.is_empty or dry_run:
            return 0
        if not assume_yes and not typer.confirm("Run it now?"):
            return 1
        _carry_out(plan, storage, instance, tally)
    print_summary(storage, tally, time.monotonic() - started)
    alert_of_run(tally)
    return 1 if tally.failed else 0


def make_plan(storage: Storage, instance: dg.DagsterInstance) -> Plan:
    """What is stale among the days whose pages were captured."""
    units = daily_units(defs, REWORKED_STAGES, ALL_TABLES)
    names = {t.name for u in units for t in u.tables} | {n for u in units for n in u.inputs}
    records = recorded(instance, sorted(names))
    costs = measured_costs(instance, storage, units, records)
    plan = Plan(overhead_seconds=costs.overhead_seconds)
    for day in storage.partitions(PAGES):
        if work := _work_of_day(storage, units, day, records, costs):
            plan.days[day] = work
    state = read_state(storage)
    plan.reports = bool(plan.days) or _reports_are_old(storage, state)
    return plan


def _work_of_day(
    storage: Storage, units: Sequence[Unit], day: str, records: Records, costs: Costs
) -> list[Work]:
    again: set[str] = set()
    work = []
    for unit in units:
        reason = why_stale(storage, unit, day, records)
        if reason is None and (upstream := sorted(again & set(unit.inputs))):
            reason = f"follows {', '.join(upstream)}"
        if reason is None:
            continue
        again.update(t.name for t in unit.tables)
        pages = row_count(storage, PAGES, day)
        work.append(Work(unit, reason, pages, costs.seconds_of(unit, day, pages)))
    return work


def _reports_are_old(storage: Storage, state: dict[str, str]) -> bool:
    """Whether reports were made, and from other rules, days or corrections than the present."""
    return REPORTS in state and state[REPORTS] != reports_mark(storage, state)


def print_plan(plan: Plan) -> None:
    """The plan as a table: a stage, its days and pages, what they cost; below it the reasons."""
    console = Console()
    if plan.is_empty:
        console.print("All published days were made by the present rules.")
        return
    table = RichTable(title="To be done again", title_justify="left")
    for heading in ("tables", "days", "from", "to", "pages", "seconds"):
        is_number = heading in ("days", "pages", "seconds")
        table.add_column(heading, justify="right" if is_number else "left")
    by_unit: dict[str, list[tuple[str, Work]]] = {}
    for day, works in plan.days.items():
        for work in works:
            by_unit.setdefault(work.unit.step, []).append((day, work))
    for entries in by_unit.values():
        table.add_row(*_plan_row(entries))
    if plan.reports:
        table.add_row("report/*")
    console.print(table)
    for step, entries in by_unit.items():
        # A line of its own: in a narrow terminal a column would break the words.
        console.print(f"{step}: {_reasons(entries)}", markup=False, soft_wrap=True)
    total = sum(w.seconds or 0.0 for works in plan.days.values() for w in works)
    total += plan.overhead_seconds * len(plan.days)
    if any(w.seconds is None for works in plan.days.values() for w in works):
        console.print("No earlier run tells what this costs.")
    else:
        console.print(f"By earlier runs about {total:.0f} s, without the reports.")


def _plan_row(entries: list[tuple[str, Work]]) -> tuple[str, ...]:
    days = [day for day, _ in entries]
    known = [work.seconds for _, work in entries if work.seconds is not None]
    return (
        "\n".join(t.name for t in entries[0][1].unit.tables),
        str(len(days)),
        min(days),
        max(days),
        str(sum(work.pages for _, work in entries)),
        f"{sum(known):.1f}" if len(known) == len(entries) else "unknown",
    )


def _reasons(entries: list[tuple[str, Work]]) -> str:
    """Why a unit is done again, with the number of days; the commonest reasons first."""
    counted = Counter(work.reason for _, work in entries)
    why = [f"{reason} ({n} day{'s' * (n > 1)})" for reason, n in counted.most_common(SHOWN_REASONS)]
    if len(counted) > SHOWN_REASONS:
        why.append("...")
    return "; ".join(why)


def _carry_out(plan: Plan, storage: Storage, instance: dg.DagsterInstance, tally: Tally) -> None:
    state = read_state(storage)
    with progress_bar(Console(stderr=True)) as progress:
        task = progress.add_task("Starting", total=len(plan.days) + 1)
        for day, works in plan.days.items():
            progress.update(task, description=f"Day {day}")
            keys = [key for work in works for key in work.unit.keys]
            _note(day, execute(day, instance, tally, assets=keys), state, tally)
            write_state(storage, state)
            progress.advance(task)
        progress.update(task, description="Reports")
        if tally.done or not plan.days:
            error = execute(REPORTS, instance, tally)
            if error is None:
                tally.done.append(REPORTS)
                state[REPORTS] = reports_mark(storage, state)
            else:
                tally.failed[REPORTS] = error
            write_state(storage, state)
        progress.update(task, description="Done", advance=1)


def _note(day: str, error: str | None, state: dict[str, str], tally: Tally) -> None:
    """Keep what became of a day; ``run`` then knows that it is up to date, or that it is not."""
    if error is not None:
        tally.failed[day] = error
        state.pop(day, None)
        return
    tally.done.append(day)
    if day in state:
        state[day] = mark_with_code(state[day])
