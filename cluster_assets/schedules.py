"""Jobs, the daily schedule, the inbox sensor and alerts."""

from __future__ import annotations

import hashlib
import json
import os
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Iterator

import dagster as dg

from cluster_assets.capture.sources import load_sources, seoul_day
from cluster_assets.partitions import DAILY, TIMEZONE
from cluster_assets.seeds import seeds_path

ALERT_ENV = "CLUSTER_ASSETS_ALERT_URL"
INBOX = "inbox"
ALERT_TIMEOUT_SECONDS = 10
DAILY_STAGES = ("capture", "clean", "extract")

day_job = dg.define_asset_job(
    "day",
    selection=dg.AssetSelection.groups(*DAILY_STAGES),
    executor_def=dg.in_process_executor,
    description="Capture, clean and extract one day.",
)

reports_job = dg.define_asset_job(
    "reports",
    selection=dg.AssetSelection.groups("report"),
    executor_def=dg.in_process_executor,
    description="Reconcile all days and rebuild every report.",
)

daily_schedule = dg.build_schedule_from_partitioned_job(
    day_job,
    name="daily_refresh",
    hour_of_day=6,
    minute_of_hour=0,
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description=f"Every day at 06:00 {TIMEZONE}: what is captured that day.",
)

report_automation = dg.AutomationConditionSensorDefinition(
    "reports_follow_days",
    target=dg.AssetSelection.groups("report"),
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Rebuilds the reports after a day was published.",
)


@dg.sensor(
    name="inbox",
    job=day_job,
    minimum_interval_seconds=60,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Files dropped into the inbox folder start a run for their day.",
)
def inbox_sensor(context: dg.SensorEvaluationContext) -> Iterator[dg.RunRequest | dg.SkipReason]:
    """One run per day with new or changed files; the cursor remembers what was seen."""
    seen = set(json.loads(context.cursor or "[]"))
    fresh: dict[str, set[str]] = defaultdict(set)
    current = set()
    for source in load_sources(seeds_path("sources.yaml")).enabled():
        if source.name != INBOX:
            continue
        for file, stamp in source.files():
            info = file.stat()
            mark = f"{file.name}:{info.st_size}:{info.st_mtime_ns}"
            current.add(mark)
            if mark not in seen:
                fresh[seoul_day(stamp).isoformat()].add(mark)
    first = DAILY.get_first_partition_key() or ""
    last = DAILY.get_last_partition_key() or ""
    runnable = {day: marks for day, marks in fresh.items() if first <= day <= last}
    if not runnable:
        yield dg.SkipReason("No new files in the inbox.")
    for day, marks in sorted(runnable.items()):
        digest = hashlib.sha256("\n".join(sorted(marks)).encode()).hexdigest()[:12]
        yield dg.RunRequest(run_key=f"inbox-{day}-{digest}", partition_key=day)
    context.update_cursor(json.dumps(sorted(current)))


def failed_checks(instance: dg.DagsterInstance, run_id: str) -> list[dict[str, str]]:
    """The failed checks of a run: asset, check, severity, what was seen."""
    records = instance.get_records_for_run(
        run_id, of_type=dg.DagsterEventType.ASSET_CHECK_EVALUATION
    ).records
    failed = []
    for record in records:
        event = record.event_log_entry.dagster_event
        evaluation = event.asset_check_evaluation_data if event else None
        if evaluation is not None and not evaluation.passed:
            failed.append(
                {
                    "asset": evaluation.asset_key.to_user_string(),
                    "check": evaluation.check_name,
                    "severity": evaluation.severity.value,
                    "description": evaluation.description or "",
                }
            )
    return failed


def send_alert(payload: dict[str, object], log: object) -> None:
    """Log an alert and, where ``CLUSTER_ASSETS_ALERT_URL`` is set, POST it as JSON."""
    body = json.dumps(payload, ensure_ascii=False)
    log.warning(body)  # type: ignore[attr-defined]
    url = os.environ.get(ALERT_ENV)
    if not url:
        return
    request = urllib.request.Request(
        url, body.encode(), {"Content-Type": "application/json"}, method="POST"
    )
    try:
        urllib.request.urlopen(request, timeout=ALERT_TIMEOUT_SECONDS).close()
    except (urllib.error.URLError, ValueError, TimeoutError) as error:
        reason = type(error).__name__  # the address may hold a secret
        log.error(f"alert not delivered to {ALERT_ENV}: {reason}")  # type: ignore[attr-defined]


@dg.run_status_sensor(
    run_status=dg.DagsterRunStatus.SUCCESS,
    name="alert_on_failed_checks",
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Alerts when a check failed though the run is green.",
)
def check_alert_sensor(context: dg.RunStatusSensorContext) -> None:
    """Alert for warnings of a successful run."""
    failed = failed_checks(context.instance, context.dagster_run.run_id)
    if failed:
        run = context.dagster_run
        payload = {"event": "checks_failed", "job": run.job_name, "run_id": run.run_id}
        send_alert({**payload, "failed": failed}, context.log)


@dg.run_failure_sensor(
    name="alert_on_failed_runs",
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Alerts when a run failed, with the checks that blocked it.",
)
def run_alert_sensor(context: dg.RunFailureSensorContext) -> None:
    """Alert for a failed run."""
    run = context.dagster_run
    payload = {"event": "run_failed", "job": run.job_name, "run_id": run.run_id}
    failed = failed_checks(context.instance, run.run_id)
    send_alert(
        {**payload, "error": str(context.failure_event.message), "failed": failed}, context.log
    )


JOBS = [day_job, reports_job]
SCHEDULES = [daily_schedule]
SENSORS = [report_automation, inbox_sensor, check_alert_sensor, run_alert_sensor]
