"""The inbox sensor, the alerts and the housekeeping."""

import json
import logging
import os
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import dagster as dg
import pytest

from cluster_assets import schedules
from cluster_assets.capture.day import capture_day
from cluster_assets.capture.source_kinds import seoul_day
from cluster_assets.capture.sources import load_sources
from cluster_assets.capture.warc_members import file_member
from cluster_assets.definitions import defs
from cluster_assets.partitions import DAILY
from cluster_assets.runner import Tally, alert_of_run
from cluster_assets.schedules import (
    ALERT_ENV,
    check_alert_sensor,
    housekeeping_job,
    inbox_sensor,
    late_day_sensor,
    run_alert_sensor,
    send_alert,
)
from cluster_assets.storage import Storage
from cluster_assets_tests.small_days import page


@pytest.fixture
def inbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    seeds, folder = tmp_path / "seeds", tmp_path / "inbox"
    seeds.mkdir()
    folder.mkdir()
    (seeds / "sources.yaml").write_text(
        f"start_date: 2026-11-02\nsources:\n  - {{name: inbox, kind: folder, path: {folder}}}\n"
    )
    monkeypatch.setenv("CLUSTER_ASSETS_SEEDS", str(seeds))
    monkeypatch.setenv("CLUSTER_ASSETS_DATA", str(tmp_path / "data"))
    return folder


def look(cursor: str | None) -> tuple[list[dg.RunRequest], str]:
    context = dg.build_sensor_context(cursor=cursor, repository_def=defs.get_repository_def())
    data = inbox_sensor.evaluate_tick(context)
    return list(data.run_requests or []), data.cursor or ""


def test_dropped_file_starts_one_run_for_its_day(inbox: Path) -> None:
    assert look(None)[0] == []
    page = inbox / "new.html"
    page.write_text("<p>page</p>")
    stamp = datetime(2026, 11, 9, 15, 30, tzinfo=UTC).timestamp()  # past midnight in Seoul
    os.utime(page, (stamp, stamp))
    requests, cursor = look(None)
    assert [r.partition_key for r in requests] == ["2026-11-10"]
    assert look(cursor)[0] == []
    page.write_text("<p>edited page</p>")
    os.utime(page, (stamp, stamp))
    assert len(look(cursor)[0]) == 1


def test_file_of_today_need_not_wait_for_midnight(inbox: Path) -> None:
    (inbox / "now.html").write_text("<p>page</p>")
    requests, _ = look(None)
    assert [r.partition_key for r in requests] == [DAILY.get_last_partition_key()]
    assert seoul_day(datetime.now(UTC)).isoformat() == DAILY.get_last_partition_key()


def test_dropped_archive_runs_today_and_then_the_days_of_its_pages(inbox: Path) -> None:
    sources = inbox.parent / "seeds/sources.yaml"
    sources.write_text(
        sources.read_text("utf-8")
        + f"  - {{name: inbox-archives, kind: warc, path: {inbox}/*.warc.gz}}\n"
        + "  - {name: elsewhere, kind: warc, path: 's3://bucket/none.warc.gz'}\n",
        "utf-8",
    )
    assert look(None)[0] == []
    archive = inbox / "crawl.warc.gz"
    old = datetime(2026, 11, 4, 3, tzinfo=UTC)
    archive.write_bytes(
        file_member("https://news.example.kr/1", old, page(1, "2026-11-04").encode())
    )
    requests, cursor = look(None)
    today = seoul_day(datetime.now(UTC))
    assert [r.partition_key for r in requests] == [today.isoformat()]
    assert look(cursor)[0] == []
    capture_day(Storage(), load_sources(sources), today)  # what that run does
    requests, cursor = look(cursor)
    assert [r.partition_key for r in requests] == ["2026-11-04"]
    assert look(cursor)[0] == []


def test_schedule_runs_the_day_it_fires_on() -> None:
    schedule = defs.resolve_schedule_def("daily_refresh")
    fired = datetime(2026, 11, 24, 21, tzinfo=UTC)  # 06:00 on the 25th in Seoul
    context = dg.build_schedule_context(
        scheduled_execution_time=fired, repository_def=defs.get_repository_def()
    )
    (request,) = schedule.evaluate_tick(context).run_requests or []
    assert request.partition_key == "2026-11-25"


@pytest.fixture
def received(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[dict[str, Any]]]:
    """What a real server on loopback gets as alerts."""
    found: list[dict[str, Any]] = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            found.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            return

    server = HTTPServer(("127.0.0.1", 0), Hook)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    monkeypatch.setenv(ALERT_ENV, f"http://127.0.0.1:{server.server_port}/hook")
    yield found
    server.shutdown()
    thread.join()
    server.server_close()


def test_alert_is_posted_as_json(received: list[dict[str, Any]]) -> None:
    send_alert({"event": "checks_failed", "job": "day"}, logging.getLogger("test"))
    assert received == [{"event": "checks_failed", "job": "day"}]


def test_run_from_the_command_line_alerts_by_itself(received: list[dict[str, Any]]) -> None:
    alert_of_run(Tally(done=["2026-11-02"]))
    assert received == []
    alert_of_run(Tally(failed_checks=["2026-11-02: clean/rejects few_errors (WARN)"]))
    alert_of_run(Tally(failed={"2026-11-02": "capture failed"}))
    assert [r["event"] for r in received] == ["checks_failed", "run_failed"]
    assert received[1]["failed_units"] == {"2026-11-02": "capture failed"}


@dg.asset(check_specs=[dg.AssetCheckSpec("few", asset="counted")])
def counted(context) -> Iterator[Any]:  # type: ignore[no-untyped-def]
    blocks = context.run.tags.get("blocks") == "yes"
    severity = dg.AssetCheckSeverity.ERROR if blocks else dg.AssetCheckSeverity.WARN
    yield dg.AssetCheckResult(passed=False, severity=severity, description="7 of 9")
    if blocks:
        raise dg.Failure("1 blocking check(s) failed", allow_retries=False)
    yield dg.MaterializeResult()


@pytest.mark.parametrize("blocks", [False, True])
def test_each_run_alerts_once_with_its_failed_checks(
    received: list[dict[str, Any]], blocks: bool
) -> None:
    with dg.DagsterInstance.ephemeral() as instance:
        tags = {"blocks": "yes" if blocks else "no"}
        job = dg.Definitions(assets=[counted], jobs=[dg.define_asset_job("day")])
        result = job.resolve_job_def("day").execute_in_process(
            instance=instance, raise_on_error=False, tags=tags
        )
        event = result.get_run_failure_event() if blocks else result.get_run_success_event()
        sensor = run_alert_sensor if blocks else check_alert_sensor
        context = dg.build_run_status_sensor_context(
            sensor_name=sensor.name,
            dagster_instance=instance,
            dagster_run=result.dagster_run,
            dagster_event=event,
        )
        sensor(context.for_run_failure() if blocks else context)
    (alert,) = received
    assert alert["event"] == ("run_failed" if blocks else "checks_failed")
    severity = "ERROR" if blocks else "WARN"
    expected = {"asset": "counted", "check": "few", "severity": severity, "description": "7 of 9"}
    assert alert["failed"] == [expected]


def test_late_day_alerts_once(
    received: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    today = seoul_day(datetime.now(UTC)).isoformat()
    with dg.DagsterInstance.ephemeral() as instance:

        def look_at_clock(cursor: str | None) -> str | None:
            context = dg.build_sensor_context(instance=instance, cursor=cursor)
            return late_day_sensor.evaluate_tick(context).cursor

        monkeypatch.setattr(schedules, "LATE_HOUR", 24)
        assert look_at_clock(None) is None
        monkeypatch.setattr(schedules, "LATE_HOUR", 0)
        cursor = look_at_clock(None)
        assert look_at_clock(cursor) == cursor == today
        assert received == [{"event": "day_late", "asset": "capture/pages", "day": today}]
        pages = dg.AssetKey(["capture", "pages"])
        instance.report_runless_asset_event(dg.AssetMaterialization(pages, partition=today))
        assert look_at_clock("2026-11-02") == "2026-11-02"
        assert len(received) == 1


def test_housekeeping_prunes(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DAGSTER_HOME", str(inbox.parent))
    old = inbox.parent / "data/_cache/extract-0123456789abcdef.sqlite"
    old.parent.mkdir(parents=True)
    old.write_bytes(b"old")
    with dg.DagsterInstance.ephemeral() as instance:
        assert housekeeping_job.execute_in_process(instance=instance).success
    assert not old.exists()


def test_undeliverable_alert_does_not_leak_its_address(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv(ALERT_ENV, "http://127.0.0.1:9/secret-token")
    send_alert({"event": "run_failed"}, logging.getLogger("test"))
    assert "not delivered" in caplog.text
    assert "secret-token" not in caplog.text
