"""Jobs, schedules, the sensors of inbox and corrections, and alerts."""

import hashlib
import json
import os
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import dagster as dg

from cluster_assets.capture.archives import archive_files, load_readings
from cluster_assets.capture.source_kinds import SEOUL, FolderSource, WarcSource, seoul_day
from cluster_assets.capture.sources import Sources, load_sources
from cluster_assets.capture.tables import PAGES
from cluster_assets.ledger import ledger_mark
from cluster_assets.partitions import DAILY, TIMEZONE
from cluster_assets.redact import redact
from cluster_assets.report.tables import CORRECTIONS
from cluster_assets.seeds import seeds_path
from cluster_assets.storage import Storage, table_parts

ALERT_ENV = "CLUSTER_ASSETS_ALERT_URL"
INBOX = "inbox"
# The daily run starts at 06:00; FRESH_DAILY calls the day late from the same hour on.
LATE_HOUR = 8
KEEP_DAYS = 90
# The instance settings let one run with this tag go at a time.
REPORTS_TAGS = {"cluster_assets/reports": "true"}
ALERT_TIMEOUT_SECONDS = 10
EMPTY_LEDGER = hashlib.sha256(b"").hexdigest()
# A page stays what it was when it was captured; the later stages can be done again.
REWORKED_STAGES = ("clean", "extract")
DAILY_STAGES = ("capture", *REWORKED_STAGES)

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
    tags=REPORTS_TAGS,
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
    run_tags=REPORTS_TAGS,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Rebuilds the reports after a day was published.",
)


@dg.sensor(
    name="inbox",
    job=day_job,
    minimum_interval_seconds=60,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Pages and WARC files dropped into the inbox start runs for their days.",
)
def inbox_sensor(context: dg.SensorEvaluationContext) -> Iterator[dg.RunRequest | dg.SkipReason]:
    """One run per day with new or changed files; the cursor remembers what was seen.

    Inboxes are the folder and WARC sources named ``inbox`` or ``inbox-...``. A new WARC file
    starts a run of today, which reads it; the days that its pages turn out to belong to
    follow.
    """
    seen = set(json.loads(context.cursor or "[]"))
    found = _inbox_days(load_sources(seeds_path("sources.yaml")), Storage())
    fresh: dict[str, set[str]] = defaultdict(set)
    for mark, day in found.items():
        if mark not in seen:
            fresh[day].add(mark)
    first = DAILY.get_first_partition_key() or ""
    last = DAILY.get_last_partition_key() or ""
    runnable = {day: marks for day, marks in fresh.items() if first <= day <= last}
    if not runnable:
        yield dg.SkipReason("No new files in the inbox.")
    for day, marks in sorted(runnable.items()):
        digest = hashlib.sha256("\n".join(sorted(marks)).encode()).hexdigest()[:12]
        yield dg.RunRequest(run_key=f"inbox-{day}-{digest}", partition_key=day)
    context.update_cursor(json.dumps(sorted(found)))


def _inbox_days(sources: Sources, storage: Storage) -> dict[str, str]:
    """The day to run for each thing in the inboxes, by a mark of the thing as it is now."""
    found = {}
    readings = load_readings(storage)
    today = seoul_day(datetime.now(UTC)).isoformat()
    for source in sources.enabled():
        if source.name != INBOX and not source.name.startswith(f"{INBOX}-"):
            continue
        if isinstance(source, FolderSource):
            for file, stamp in source.files():
                found[_file_mark(file)] = seoul_day(stamp).isoformat()
        elif isinstance(source, WarcSource):
            for file in _local_archives(source):
                found[_file_mark(file)] = today
            for name, reading in readings.get(source.name, {}).items():
                for day in reading.days:
                    if day != seoul_day(datetime.fromisoformat(reading.read_at)).isoformat():
                        found[f"{name}:{reading.mark}:{day}"] = day
    return found


def _local_archives(source: WarcSource) -> list[Path]:
    """The files of an inbox for WARC files; a listing or a URL is none."""
    if not source.path or "://" in source.path:
        return []
    try:
        return [file for name in archive_files(source) if (file := Path(name)).is_file()]
    except FileNotFoundError:  # nothing matches the pattern yet
        return []


def _file_mark(file: Path) -> str:
    info = file.stat()
    return f"{file.name}:{info.st_size}:{info.st_mtime_ns}"


@dg.sensor(
    name="corrections",
    target=dg.AssetSelection.assets(dg.AssetKey(list(CORRECTIONS.key))).downstream(),
    minimum_interval_seconds=30,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="A changed ledger of corrections is replayed, and what follows from it rebuilt.",
)
def corrections_sensor(context: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    """One run for each state of the ledger; the cursor remembers the last one.

    No run key: a decision that was taken back brings an earlier state, which counts again. A
    ledger that cannot be read fails the tick, and is asked for again at the next one.
    """
    storage = Storage()
    if not storage.exists(*table_parts(CORRECTIONS, None)):
        return dg.SkipReason("No reports yet: the first ones replay the ledger by themselves.")
    mark, seen = ledger_mark(storage), context.cursor or EMPTY_LEDGER
    context.update_cursor(mark)
    if mark == seen:
        return dg.SkipReason("The ledger did not change.")
    return dg.RunRequest(tags=REPORTS_TAGS)


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
    body = redact(json.dumps(payload, ensure_ascii=False))
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


@dg.sensor(
    name="alert_on_late_day",
    minimum_interval_seconds=600,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description=f"Alerts once when today was not captured by {LATE_HOUR:02}:00 {TIMEZONE}.",
)
def late_day_sensor(context: dg.SensorEvaluationContext) -> dg.SkipReason:
    """Alert where the day is missing; the freshness policy shows the same in the UI."""
    now = datetime.now(SEOUL)
    day = now.date().isoformat()
    if now.hour < LATE_HOUR or context.cursor == day:
        return dg.SkipReason("Not due, or alerted already.")
    captured = context.instance.get_latest_storage_id_by_partition(
        dg.AssetKey(list(PAGES.key)), dg.DagsterEventType.ASSET_MATERIALIZATION, {day}
    )
    if day in captured:
        return dg.SkipReason(f"{day} is there.")
    send_alert({"event": "day_late", "asset": PAGES.name, "day": day}, context.log)
    context.update_cursor(day)
    return dg.SkipReason(f"{day} is late: alerted.")


@dg.op(name="remove_old_records")
def remove_old_records(context: dg.OpExecutionContext) -> None:
    """Remove old run records, logs, quarantine and cache; see ``cluster-assets prune``."""
    from cluster_assets.commands.prune import remove_old

    for what, removed in remove_old(context.instance, Storage(), days=KEEP_DAYS).items():
        context.log.info(f"{what}: {removed.items} ({removed.size} bytes)")


@dg.job(
    name="housekeeping",
    executor_def=dg.in_process_executor,
    description=f"Remove run records, logs, quarantine older than {KEEP_DAYS} days; old cache.",
)
def housekeeping_job() -> None:
    """Once a week, so that nothing grows without bound."""
    remove_old_records()


housekeeping_schedule = dg.ScheduleDefinition(
    name="weekly_housekeeping",
    job=housekeeping_job,
    cron_schedule="0 4 * * 1",
    execution_timezone=TIMEZONE,
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="Every Monday at 04:00: what only grows is pruned.",
)

JOBS = (day_job, reports_job, housekeeping_job)
SCHEDULES = [daily_schedule, housekeeping_schedule]
SENSORS = [
    report_automation,
    inbox_sensor,
    corrections_sensor,
    check_alert_sensor,
    run_alert_sensor,
    late_day_sensor,
]
