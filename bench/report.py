"""Time and memory of the report stage on synthetic facts.

Every report asset but the scoring of the annotated pages, which has nothing to do with the
size, runs as it does in the main job: its inputs are read from the store, its function is
called, its tables are published. Checks are added with ``--checks``. Each size runs in a
process of its own, so that the peak memory is its own; seconds are processor time, beside the
time by the clock, which other work on the machine lengthens.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

from memory import own_peak_megabytes

SECONDS, MEGABYTES, GROWTH = 60.0, 1500.0, 12.0
STEPS = (
    "stories",
    "organizations",
    "initiatives",
    "link_review",
    "corrections",
    "commitments",
    "changes",
    "funding",
    "timelines",
    "network",
    "coverage",
    "layouts",
    "metrics",
    "warehouse",
    "package",
    "site",
)


def main() -> None:
    """Measure the sizes asked for and write the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--facts", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "results/report.md")
    parser.add_argument("--checks", action="store_true", help="validate the tables as well")
    parser.add_argument("--only", help="run up to this asset and stop")
    parser.add_argument("--make", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.make is not None:
        publish_inputs(options.make)
        return
    if options.one is not None:
        sys.stdout.write(json.dumps(measure(options.one, options.checks, options.only)) + "\n")
        return
    results = [_in_own_process(n, options) for n in options.facts]
    text = as_markdown(results, has_checks=options.checks)
    sys.stdout.write(text)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(text, "utf-8")


def _in_own_process(facts: int, options: argparse.Namespace) -> dict[str, Any]:
    this = [sys.executable, str(Path(__file__).resolve())]
    command = [*this, "--one", str(facts), *(["--checks"] if options.checks else [])]
    command += ["--only", options.only] if options.only else []
    with tempfile.TemporaryDirectory() as folder:
        settings = {**os.environ, "CLUSTER_ASSETS_DATA": folder}
        subprocess.run([*this, "--make", str(facts)], env=settings, check=True)
        done = subprocess.run(command, env=settings, stdout=subprocess.PIPE, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def measure(fact_count: int, has_checks: bool, last: str | None) -> dict[str, Any]:
    """Seconds by asset, rows by table and the peak memory in MB."""
    from cluster_assets.catalog import ALL_TABLES
    from cluster_assets.checks import validate
    from cluster_assets.extract.tables import MONEY_FACTS
    from cluster_assets.publishing import StepContext, without_collection
    from cluster_assets.report import file_steps, steps
    from cluster_assets.storage import Storage, to_arrow, to_frame

    tables = {t.name: t for t in ALL_TABLES}
    storage = Storage()
    facts = storage.read_arrow(MONEY_FACTS).num_rows
    pages = storage.read_arrow(tables["capture/pages"]).num_rows
    seconds: dict[str, float] = {}
    waited: dict[str, float] = {}
    rows: dict[str, int] = {}
    peaks: dict[str, float] = {}
    for name in STEPS:
        step = getattr(steps, name, None) or getattr(file_steps, name)
        begun, cpu = time.perf_counter(), time.process_time()
        frames = _Frames(storage, tables)
        with without_collection():
            made = step(StepContext(storage, None, logging.getLogger("bench")), frames)
        for table, table_rows in made.items():
            frame = to_frame(to_arrow(tables[table], _frame(tables[table], table_rows)))
            if has_checks:
                validate(tables[table], frame, {**frames, table: frame})
            storage.publish(tables[table], frame)
            rows[table] = len(frame)
        seconds[name], waited[name] = time.process_time() - cpu, time.perf_counter() - begun
        peaks[name] = _peak()
        sys.stderr.write(f"{name} {seconds[name]:.1f} s ({waited[name]:.1f} s) {_peak():.0f} MB\n")
        if name == last:
            break
    return {
        "facts": facts,
        "pages": pages,
        "seconds": seconds,
        "waited": waited,
        "rows": rows,
        "peaks": peaks,
    }


class _Frames(dict[str, Any]):
    """The published tables, each read when a step first asks for it."""

    def __init__(self, storage: Any, tables: dict[str, Any]) -> None:
        super().__init__()
        self._storage, self._tables = storage, tables

    def __missing__(self, name: str) -> Any:
        self[name] = self._storage.read(self._tables[name])
        return self[name]


def _frame(table: Any, rows: Any) -> Any:
    import pandas as pd

    return pd.DataFrame(list(rows), columns=None if rows else table.column_names, dtype=object)


def publish_inputs(fact_count: int) -> None:
    """Publish synthetic days of captured pages, articles and facts."""
    import pandas as pd
    from synthetic import make_corpus

    from cluster_assets.catalog import ALL_TABLES
    from cluster_assets.storage import Storage

    storage, tables = Storage(), {t.name: t for t in ALL_TABLES}
    for name, dated in make_corpus(fact_count).rows.items():
        by_day: dict[date, list[dict[str, Any]]] = defaultdict(list)
        for day, row in dated:
            by_day[day].append(row)
        for day, rows in by_day.items():
            frame = pd.DataFrame(rows, dtype=object).reindex(columns=tables[name].column_names)
            storage.publish(tables[name], frame, day.isoformat())


def _peak() -> float:
    return own_peak_megabytes()


def as_markdown(results: list[dict[str, Any]], *, has_checks: bool) -> str:
    """The results as a table, with what was asked for beside them."""
    heads = [f"{r['facts']:,} facts, {r['pages']:,} articles" for r in results]
    lines = [
        "# Report stage on synthetic facts",
        "",
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; "
        f"inputs read from and tables published to local storage, "
        f"{'with' if has_checks else 'without'} checks. Written by `python bench/report.py`.",
        "",
        f"| asset | {' | '.join(heads)} |",
        f"|---|{'---:|' * len(results)}",
    ]
    for name in results[-1]["seconds"]:
        cells = [f"{r['seconds'].get(name, 0):.2f} s" for r in results]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    totals = [sum(r["seconds"].values()) for r in results]
    waits = [sum(r["waited"].values()) for r in results]
    peaks = [max(r["peaks"].values()) for r in results]
    lines.append(f"| **all** | {' | '.join(f'**{t:.1f} s**' for t in totals)} |")
    lines.append(f"| by the clock | {' | '.join(f'{w:.1f} s' for w in waits)} |")
    lines.append(f"| peak memory | {' | '.join(f'{p:,.0f} MB' for p in peaks)} |")
    for name in results[-1]["rows"]:
        cells = [f"{r['rows'].get(name, 0):,} rows" for r in results]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    lines += ["", f"Asked for: under {SECONDS:.0f} s and {MEGABYTES:,.0f} MB for the largest."]
    if len(results) > 1:
        growth = totals[-1] / totals[0]
        times = results[-1]["facts"] / results[0]["facts"]
        lines.append(
            f"Time grows {growth:.1f} times for {times:.1f} times the facts "
            f"(at most {GROWTH:.0f} asked for)."
        )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
