"""Pieces of work that the tests break: each writes something through the project's own code."""

from __future__ import annotations

import logging
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from cluster_assets.cache import PageCache, key_of
from cluster_assets.capture.day import capture_day
from cluster_assets.capture.sources import parse_sources
from cluster_assets.ledger import append_decisions
from cluster_assets.report.decisions import new_decision
from cluster_assets.storage import Storage
from cluster_assets_tests.small_days import page

DAY = date(2026, 11, 2)
NOON = datetime(2026, 11, 2, 3, tzinfo=UTC)
PAGES = 4
QUIET = logging.getLogger("test")


def cli(*arguments: str) -> None:
    """A command, as the shell would start it."""
    from cluster_assets.cli import main

    sys.argv = ["cluster-assets", *arguments]
    main()


def write_file(root: str, content: str) -> None:
    Storage(root).write_bytes(content.encode() * 1000, "stage", "file.bin")


def decide(root: str, *reasons: str) -> None:
    """Decisions in one go, in rows with quotes and line ends."""
    fact = {"fact_id": "money_0", "evidence": '"3억" 원\n'}
    rows = [
        new_decision(fact, "reject", reviewer="Kim", reason=f'{r}, "so" it is', decided_at=NOON)
        for r in reasons
    ]
    append_decisions(Storage(root), rows)


def remember(path: str, first: str) -> None:
    """Two batches of results for the cache."""
    start = int(first)
    PageCache(Path(path), QUIET).put([(key_of(n), [n]) for n in range(start, start + 600)])


def folder(root: Path) -> None:
    """A folder of pages, for :func:`capture`."""
    (root / "pages").mkdir(parents=True)
    for n in range(PAGES):
        (root / "pages" / f"p{n}.html").write_text(page(n, DAY.isoformat()), "utf-8")


def capture(root: str) -> None:
    """Land the folder's pages; the index goes to ``index.txt``."""
    text = f"start_date: {DAY}\nsources:\n  - {{name: f, kind: folder, path: '{root}/pages', "
    sources = parse_sources(f"{text}captured_at: {DAY}T12:00:00+09:00}}\n", Path(root) / "s" / "s")
    found = capture_day(Storage(f"{root}/data"), sources, DAY, now=NOON)
    index = "\n".join(f"{row['url']} {row['page_id']}" for row in found.pages)
    Storage(root).write_bytes(index.encode(), "index.txt")


def add_source(name: str) -> None:
    from cluster_assets.commands.source import add_source

    add_source({"name": name, "kind": "folder", "path": "somewhere"})


def publish_reports(root: str, day: str) -> None:
    """Warehouse, package and site of tables without rows but the metrics of a ``day``."""
    import pandas as pd

    from cluster_assets.catalog import ALL_TABLES
    from cluster_assets.publishing import StepContext
    from cluster_assets.report import file_steps
    from cluster_assets.report.tables import QUALITY
    from cluster_assets.storage import to_arrow, to_frame

    storage = Storage(root)
    frames = {table.name: storage.read(table) for table in ALL_TABLES}
    row = dict.fromkeys(QUALITY.column_names) | {"measure": day, "kind": "f1", "n": 1.0}
    quality = pd.DataFrame([row], columns=QUALITY.column_names, dtype=object)
    frames[QUALITY.name] = to_frame(to_arrow(QUALITY, quality))
    step = StepContext(storage, None, QUIET)
    for compute in (file_steps.warehouse, file_steps.package, file_steps.site):
        compute(step, frames)
