"""Assembly only: everything that Dagster loads."""

from __future__ import annotations

import dagster as dg

from cluster_assets.capture import assets as capture
from cluster_assets.clean import assets as clean
from cluster_assets.extract import assets as extract
from cluster_assets.report import assets as report
from cluster_assets.schedules import JOBS, SCHEDULES, SENSORS

defs = dg.Definitions(
    assets=[*capture.ASSETS, *clean.ASSETS, *extract.ASSETS, *report.ASSETS],
    jobs=JOBS,
    schedules=SCHEDULES,
    sensors=SENSORS,
    executor=dg.in_process_executor,
)
