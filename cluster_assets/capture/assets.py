"""capture/pages as a Dagster asset."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from cluster_assets.capture.pages import capture_source, mark_duplicates
from cluster_assets.capture.sources import load_sources
from cluster_assets.capture.tables import PAGES
from cluster_assets.partitions import DAILY, FRESH_DAILY
from cluster_assets.publishing import Frames, StepContext, table_assets
from cluster_assets.seeds import seeds_path


def capture_pages(step: StepContext, frames: Frames) -> Mapping[str, Any]:
    """Land the day's pages of all enabled sources and index them."""
    day = date.fromisoformat(step.partition or "")
    rows = []
    for source in load_sources(seeds_path("sources.yaml")).enabled():
        found = capture_source(
            source,
            day,
            read=lambda name: step.storage.read_bytes(name) if step.storage.exists(name) else None,
            write=lambda name, data: step.storage.write_bytes(data, name),
        )
        step.log.info(f"{source.name}: {len(found)} pages")
        rows += found
    return {PAGES.name: mark_duplicates(rows)}


ASSETS = [
    table_assets(
        capture_pages,
        outputs=[PAGES],
        code_version="capture-1",
        partitions_def=DAILY,
        freshness_policy=FRESH_DAILY,
    )
]
