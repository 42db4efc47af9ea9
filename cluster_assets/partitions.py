"""The calendar: daily partitions by capture date in Seoul, and when a day is late."""

from __future__ import annotations

from datetime import timedelta

import dagster as dg

from cluster_assets.capture.sources import load_sources
from cluster_assets.seeds import seeds_path

TIMEZONE = "Asia/Seoul"

# Today is a partition too: what is captured today belongs to it and need not wait.
DAILY = dg.DailyPartitionsDefinition(
    start_date=load_sources(seeds_path("sources.yaml")).start_date.isoformat(),
    timezone=TIMEZONE,
    end_offset=1,
)

# The daily run starts at 06:00; two hours later the day must be there.
FRESH_DAILY = dg.FreshnessPolicy.cron(
    deadline_cron="0 8 * * *", lower_bound_delta=timedelta(hours=3), timezone=TIMEZONE
)
