"""Whole runs in a process of their own: ``python bench/pipeline_runs.py WHAT`` prints JSON.

``run`` is the main job; ``idle`` the same job whose assets do nothing (the same assets,
partitions, checks and executor; every check passes unlooked); ``again`` is a run, and a second
one that finds nothing new. Settings come from the environment, as everywhere.
"""

from __future__ import annotations

import contextlib
import io
import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from memory import peak_memory

CHECKS = "checks"


def processor_seconds() -> float:
    """Processor time of this process and of its finished children."""
    mine = resource.getrusage(resource.RUSAGE_SELF)
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return mine.ru_utime + mine.ru_stime + children.ru_utime + children.ru_stime


def timed(work: Callable[[], object]) -> dict[str, float]:
    """Seconds of ``work`` by the clock and by the processor; its output is thrown away."""
    clock, cpu = time.perf_counter(), processor_seconds()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        work()
    return {"clock": time.perf_counter() - clock, "cpu": processor_seconds() - cpu}


def nothing(step: Any, frames: Any) -> dict[str, Any]:
    """What an idle asset computes."""
    return {}


def make_idle() -> None:
    """Replace what assets do, before any asset is defined; their declarations stay."""
    import dagster as dg

    from cluster_assets import publishing
    from cluster_assets.checks import check_specs
    from cluster_assets.storage import Storage

    define = publishing.table_assets

    def idle_assets(compute: Any, **options: Any) -> Any:
        return define(nothing, **options)

    def publish_unlooked(
        run: Any, outputs: Any, frames: Any, made: Any, describe: Any = None
    ) -> Any:
        for table in outputs:
            for spec in check_specs(table, None):
                yield dg.AssetCheckResult(
                    passed=True, asset_key=spec.asset_key, check_name=spec.name
                )
        for table in outputs:
            yield dg.MaterializeResult(publishing.asset_key(table))

    publishing.table_assets = idle_assets
    publishing.publish_checked = publish_unlooked
    publishing.typed_frames = lambda *_: {}
    Storage.read_arrow = lambda self, *_, **__: None  # type: ignore[method-assign,assignment,misc]


def all_units() -> None:
    """Every day that has pages, then the reports, as the main job runs them."""
    import dagster as dg

    from cluster_assets import dagster_home, run_marks, runner
    from cluster_assets.capture.sources import load_sources
    from cluster_assets.capture_days import days_to_capture
    from cluster_assets.seeds import seeds_path
    from cluster_assets.storage import Storage

    tally = runner.Tally()
    dagster_home.prepare_home()
    days = days_to_capture(Storage(), load_sources(seeds_path("sources.yaml")))
    with dg.DagsterInstance.get() as instance:
        for unit in (*(d.isoformat() for d in days), run_marks.REPORTS):
            error = runner.execute(unit, instance, tally)
            if error is not None:
                raise RuntimeError(f"{unit}: {error}")


def main_job() -> None:
    """``cluster-assets run``."""
    from cluster_assets.runner import run_pipeline

    if run_pipeline() != 0:
        raise RuntimeError("the run failed: start `cluster-assets run` to see why")


@contextlib.contextmanager
def check_clock(spent: dict[str, float]) -> Iterator[None]:
    """Add up the processor time of all validations, the import of their engine left out."""
    from cluster_assets import publishing

    validate = publishing.validate

    def measured(*args: Any) -> Any:
        cpu = time.process_time()
        try:
            return validate(*args)
        finally:
            spent[CHECKS] = spent.get(CHECKS, 0.0) + time.process_time() - cpu

    publishing.validate = measured
    yield
    publishing.validate = validate


def import_seconds() -> float:
    """Processor time of importing Great Expectations, which the first check of a run does."""
    cpu = time.process_time()
    import great_expectations  # noqa: F401

    return time.process_time() - cpu


def measure(what: str) -> dict[str, Any]:
    """Run one kind and return its figures."""
    if what == "idle":
        make_idle()
    import cluster_assets.definitions  # noqa: F401  (start-up is measured apart)

    found: dict[str, Any] = {"engine": import_seconds() if what != "idle" else 0.0}
    if what == "idle":
        return {**found, "run": timed(all_units)}
    spent: dict[str, float] = {}
    with check_clock(spent), peak_memory() as peak:
        found["run"] = timed(main_job)
    found |= {CHECKS: spent.get(CHECKS, 0.0), "megabytes": peak.megabytes}
    if what == "again":
        found["second"] = timed(main_job)
    return found


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(sys.argv[1])) + "\n")
