"""What work on a day costs, measured: the step times of earlier runs in Dagster's records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import dagster as dg

from cluster_assets.capture.tables import PAGES
from cluster_assets.staleness import Records, Unit, row_count
from cluster_assets.storage import Storage

# Looking one run up takes milliseconds; beyond this many, the mean of a page stands in.
MAX_RUNS_READ = 200


@dataclass
class Costs:
    """Seconds by step and day where measured, and by page where not.

    ``overhead_seconds`` is what a run takes beside its steps.
    """

    by_day: dict[tuple[str, str], float] = field(default_factory=dict)
    by_page: dict[str, float] = field(default_factory=dict)
    overhead_seconds: float = 0.0

    def seconds_of(self, unit: Unit, day: str, pages: int) -> float | None:
        """What the unit's step cost on that day, or would cost; None where nothing was measured."""
        measured = self.by_day.get((unit.step, day))
        if measured is not None:
            return measured
        rate = self.by_page.get(unit.step)
        return None if rate is None else rate * pages


@dataclass(frozen=True)
class _RunTimes:
    steps: Mapping[str, float]
    overhead: float


def measured_costs(
    instance: dg.DagsterInstance, storage: Storage, units: Sequence[Unit], records: Records
) -> Costs:
    """Costs from the newest days on record.

    Of a day's last runs the slowest counts: one that found its results in the cache tells
    nothing about new rules.
    """
    costs, runs = Costs(), dict[str, _RunTimes | None]()
    pages: dict[str, int] = {}
    for unit in units:
        seconds_sum, pages_sum = 0.0, 0
        known = records.get(unit.tables[0].name, {})
        for day in sorted(known, reverse=True):
            for run_id in known[day].run_ids:
                if run_id not in runs and len(runs) < MAX_RUNS_READ:
                    runs[run_id] = _run_times(instance, run_id)
            found = [runs.get(run_id) for run_id in known[day].run_ids]
            times = [r.steps[unit.step] for r in found if r is not None and unit.step in r.steps]
            if not times:
                continue
            costs.by_day[unit.step, day] = max(times)
            if day not in pages:
                pages[day] = row_count(storage, PAGES, day)
            seconds_sum += max(times)
            pages_sum += pages[day]
        if pages_sum:
            costs.by_page[unit.step] = seconds_sum / pages_sum
    overheads = [r.overhead for r in runs.values() if r is not None]
    costs.overhead_seconds = sum(overheads) / len(overheads) if overheads else 0.0
    return costs


def _run_times(instance: dg.DagsterInstance, run_id: str) -> _RunTimes | None:
    record = instance.get_run_record_by_id(run_id)
    if record is None or record.start_time is None or record.end_time is None:
        return None
    steps = {
        s.step_key: s.end_time - s.start_time
        for s in instance.get_run_step_stats(run_id)
        if s.start_time is not None and s.end_time is not None
    }
    return _RunTimes(steps, max(0.0, record.end_time - record.start_time - sum(steps.values())))
