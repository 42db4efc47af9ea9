"""capture/pages and capture/fetches as Dagster assets: made together, day by day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from cluster_assets.capture import day as capture
from cluster_assets.capture.sources import Sources, load_sources
from cluster_assets.capture.tables import FETCHES, PAGES
from cluster_assets.frames import Frames
from cluster_assets.partitions import DAILY, FRESH_DAILY
from cluster_assets.publishing import StepContext, table_assets
from cluster_assets.seeds import seeds_path
from cluster_assets.storage import Storage


def capture_pages(step: StepContext, frames: Frames) -> Mapping[str, Any]:
    """Land the day's pages of all enabled sources and index them."""
    sources = load_sources(seeds_path("sources.yaml"))
    found = captured(step.storage, sources, date.fromisoformat(step.partition or ""))
    for row in found.fetches:
        if row["reason"] is not None:
            step.log.info(f"{row['source']}: {row['url']}: {row['outcome']}: {row['reason']}")
    return {PAGES.name: found.pages, FETCHES.name: found.fetches}


def captured(storage: Storage, sources: Sources, day: date) -> capture.Captured:
    """The day's capture, with what was published before as its memory."""
    first = (day - timedelta(days=capture.MEMORY_DAYS)).isoformat()
    days = [d for d in storage.partitions(FETCHES) if first <= d < day.isoformat()]
    return capture.capture_day(
        storage,
        sources,
        day,
        recent=[row for d in days for row in storage.read_arrow(FETCHES, d).to_pylist()],
        published=storage.read_arrow(FETCHES, day.isoformat()).to_pylist(),
    )


ASSETS = [
    table_assets(
        capture_pages,
        outputs=[PAGES, FETCHES],
        code_version="capture-2",
        partitions_def=DAILY,
        freshness_policy=FRESH_DAILY,
    )
]
