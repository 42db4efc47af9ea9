"""Page work on one process and on a Dask cluster of this machine, over the same varied pages.

A day of generated pages (bench/pages.py) is landed in a WARC file; then the functions behind
clean/* and extract/* make its tables: once in one process, once over the workers, without the
cache. Both must give the same bytes. Starting the cluster and loading the rules are not
counted: a cluster is there before the day. Besides the clock, processor time is measured: of
the process that hands out the pages (with the scheduler in it) and of the workers. Where
other programs use the machine, trust the processor time.
"""

from __future__ import annotations

import argparse
import hashlib
import logging
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from memory import own_peak_megabytes
from pages import FIRST_MOMENT, OTHER, BenchPage, make_pages

PROJECT = Path(__file__).resolve().parents[1]
RESULTS = PROJECT / "bench" / "results" / "cluster.md"
DAY = "2026-11-02"
WARM_UP = 200
QUIET = 0.9  # share of a core below which the clock says little
EXAMPLES = """examples:
  python bench/cluster.py                         5,000 pages, two workers; writes cluster.md
  python bench/cluster.py --pages 1000 --out /tmp/cluster.md
  python bench/cluster.py --pages 20000 --workers 8 --memory
"""


@dataclass(frozen=True, slots=True)
class Run:
    """One pass over the day: seconds by the clock, processor seconds, hash of the tables.

    ``thread`` is the part of ``here`` that does the work of one process, or hands out pages
    and takes results in. The rest is the scheduler, which mostly costs by the hour, not by the
    page; it ticks beside the passes in one process too, and is not counted there.
    """

    clock: float
    here: float
    thread: float
    workers: float
    tables: str

    @property
    def processor(self) -> float:
        return self.here + self.workers if self.workers else self.thread


def land(root: Path, pages: Iterable[BenchPage]) -> Any:
    """Write the pages as the day's WARC file; returns the frame of ``capture/pages``."""
    import pandas as pd

    from cluster_assets.capture.tables import PAGES
    from cluster_assets.capture.warc import page_id_of
    from cluster_assets.capture.warc_members import file_member
    from cluster_assets.storage import to_arrow, to_frame

    name = f"capture/warc/{DAY}/bench.warc.gz"
    path = root / name
    path.parent.mkdir(parents=True)
    rows = []
    with path.open("wb") as stream:
        for page in pages:
            row: dict[str, Any] = dict.fromkeys(PAGES.column_names)
            row |= {"page_id": page_id_of(page.raw), "url": page.url, "source": "bench"}
            row |= {"captured_at": page.captured_at, "byte_count": len(page.raw)}
            row |= {"outcome": "captured", "warc_file": name, "warc_offset": stream.tell()}
            stream.write(file_member(page.url, page.captured_at, page.raw))
            rows.append(row)
    frame = pd.DataFrame(rows, columns=PAGES.column_names, dtype=object)
    return to_frame(to_arrow(PAGES, frame))


def work(root: Path, pages: Any) -> dict[str, Any]:
    """Clean and extract the day; the rows of its tables."""
    import pandas as pd

    from cluster_assets.clean.assets import clean_pages
    from cluster_assets.clean.tables import ARTICLES
    from cluster_assets.extract.assets import extract_day
    from cluster_assets.publishing import StepContext
    from cluster_assets.storage import Storage, to_arrow, to_frame

    step = StepContext(Storage(str(root)), DAY, logging.getLogger("bench"))
    made = dict(clean_pages(step, {"capture/pages": pages}))
    frame = pd.DataFrame(made[ARTICLES.name], columns=ARTICLES.column_names, dtype=object)
    return made | dict(extract_day(step, {ARTICLES.name: to_frame(to_arrow(ARTICLES, frame))}))


def hash_of(made: dict[str, Any]) -> str:
    """A hash of the bytes of the tables."""
    import pandas as pd

    from cluster_assets.catalog import ALL_TABLES
    from cluster_assets.storage import to_parquet

    digest = hashlib.sha256()
    for table in (t for t in ALL_TABLES if t.name in made):
        rows = pd.DataFrame(made[table.name], columns=table.column_names, dtype=object)
        digest.update(to_parquet(table, rows))
    return digest.hexdigest()


def measured(root: Path, pages: Any, workers_time: Callable[[], float]) -> Run:
    clock, here, there = time.perf_counter(), time.process_time(), workers_time()
    thread = time.thread_time()
    made = work(root, pages)
    clock, here = time.perf_counter() - clock, time.process_time() - here
    thread = time.thread_time() - thread
    return Run(clock, here, thread, workers_time() - there, hash_of(made))


def compare(root: Path, pages: Any, workers: int, rounds: int) -> tuple[list[Run], list[Run]]:
    """Passes in one process and on the cluster, in turns, so that both see the same load."""
    from distributed import Client, LocalCluster

    os.environ.update(CLUSTER_ASSETS_CACHE="off", CLUSTER_ASSETS_WORKERS="1")
    warm_up = pages.head(WARM_UP)
    alone, shared = [], []
    options = {"host": "127.0.0.1", "protocol": "tcp", "dashboard_address": "127.0.0.1:0"}
    with (
        LocalCluster(n_workers=workers, threads_per_worker=1, **options) as cluster,
        Client(cluster, set_as_default=False) as client,
    ):
        on_cluster = cluster.scheduler_address.replace("tcp://", "dask://")

        def workers_time() -> float:
            return float(sum(client.run(time.process_time).values()))

        for engine in ("local", on_cluster):
            os.environ["CLUSTER_ASSETS_ENGINE"] = engine
            work(root, warm_up)
        for _ in range(rounds):
            os.environ["CLUSTER_ASSETS_ENGINE"] = "local"
            alone.append(measured(root, pages, lambda: 0.0))
            os.environ["CLUSTER_ASSETS_ENGINE"] = on_cluster
            shared.append(measured(root, pages, workers_time))
    return alone, shared


def clean_only(count: int) -> float:
    """MB at the peak of this process after cleaning so many pages that their bytes refuse.

    The pages are small: what a page itself takes is not held, what is known of it is.
    """
    from cluster_assets.clean.assets import clean_pages
    from cluster_assets.publishing import StepContext
    from cluster_assets.storage import Storage

    os.environ.update(CLUSTER_ASSETS_CACHE="off", CLUSTER_ASSETS_WORKERS="1")
    address = "https://www.outlet.example/news/articleView.html?idxno={}"
    small = (
        BenchPage(address.format(n), f"<html><p>{n}</p></html>".encode(), FIRST_MOMENT, OTHER)
        for n in range(count)
    )
    with tempfile.TemporaryDirectory() as folder:
        pages = land(Path(folder), small)
        step = StepContext(Storage(folder), DAY, logging.getLogger("bench"))
        clean_pages(step, {"capture/pages": pages})
    return own_peak_megabytes()


def memory_lines(sizes: Iterable[int]) -> list[str]:
    lines = ["", "| pages cleaned, all refused by their bytes | peak memory, MB |", "|---|---|"]
    for size in sizes:
        command = [sys.executable, __file__, "--clean-only", str(size)]
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=PROJECT)
        lines.append(f"| {size:,} | {float(done.stdout.split()[-1]):,.0f} |")
    return lines


def report(pages: Any, workers: int, alone: list[Run], shared: list[Run]) -> list[str]:
    if len({run.tables for run in (*alone, *shared)}) != 1:
        raise SystemExit("The passes gave different tables: nothing else counts then.")
    count = len(pages)
    size = pages["byte_count"].mean() / 1e3
    one, many = min(r.clock for r in alone), min(r.clock for r in shared)
    cpu_one = min(r.processor for r in alone)
    best = min(shared, key=lambda r: r.processor)
    cores = os.cpu_count() or 1
    bound = max(best.processor / min(cores, workers), best.here, best.workers / workers)
    rows = [
        ("one process", one, cpu_one, cpu_one, 0.0),
        (f"{workers} workers", many, best.processor, best.here, best.workers),
    ]
    lines = [
        f"# Page work of {count:,} pages on a cluster, {date.today().isoformat()}",
        "",
        f"Python {platform.python_version()}, {platform.machine()}, {cores} cores; pages of "
        f"{size:,.0f} KB, cleaned and extracted, no cache; best of {len(alone)}. The tables are "
        "the same bytes.",
        "",
        "| | clock s | pages/s | processor s | of it, here | of it, workers |",
        "|---|---|---|---|---|---|",
    ]
    for name, clock, processor, here, there in rows:
        lines.append(
            f"| {name} | {clock:.1f} | {count / clock:,.0f} | {processor:.1f} | {here:.1f} "
            f"| {there:.1f} |"
        )
    lines += [
        "",
        "| measure | value |",
        "|---|---|",
        f"| speed-up by the clock | {one / many:.2f} |",
        f"| speed-up that the processor times allow on {min(cores, workers)} free cores "
        f"| {cpu_one / bound:.2f} |",
        f"| processor time added by the way to the workers | {best.processor / cpu_one - 1:.0%} |",
        f"| processor ms a page: one process alone | {1000 * cpu_one / count:.2f} |",
        f"| processor ms a page: the workers | {1000 * best.workers / count:.2f} |",
        f"| processor ms a page: handing out and taking in | {1000 * best.thread / count:.2f} |",
        f"| processor ms a page: scheduler and client beside it "
        f"| {1000 * (best.here - best.thread) / count:.2f} |",
        f"| share of a core that the scheduler and the client take, whatever the pages "
        f"| {(best.here - best.thread) / best.clock:.0%} |",
        f"| speed-up by the clock, each round "
        f"| {', '.join(f'{a.clock / s.clock:.2f}' for a, s in zip(alone, shared, strict=True))} |",
    ]
    got = statistics.median(r.thread / r.clock for r in alone)
    if got < QUIET:
        lines += [
            "",
            f"The machine was busy: the pass in one process got {got:.0%} of a core. Trust the "
            "processor times; the scheduler's share stands in them for a pass that took longer "
            "than on a quiet machine.",
        ]
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=5_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--memory", type=int, nargs="*", default=[2_000, 50_000])
    parser.add_argument("--out", type=Path, default=RESULTS)
    parser.add_argument("--clean-only", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.clean_only:
        print(clean_only(options.clean_only))
        return
    with tempfile.TemporaryDirectory() as folder:
        pages = land(Path(folder), make_pages(options.pages))
        alone, shared = compare(Path(folder), pages, options.workers, options.rounds)
        lines = report(pages, options.workers, alone, shared)
    lines += memory_lines(options.memory)
    options.out.write_text("\n".join(lines) + "\n", "utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
