"""The inbox sensor and the alerts."""

from __future__ import annotations

import json
import logging
import os
import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import dagster as dg
import pytest

from cluster_assets.capture.sources import seoul_day
from cluster_assets.definitions import defs
from cluster_assets.partitions import DAILY
from cluster_assets.schedules import ALERT_ENV, inbox_sensor, send_alert


@pytest.fixture
def inbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    seeds, folder = tmp_path / "seeds", tmp_path / "inbox"
    seeds.mkdir()
    folder.mkdir()
    (seeds / "sources.yaml").write_text(
        f"start_date: 2026-11-02\nsources:\n  - {{name: inbox, kind: folder, path: {folder}}}\n"
    )
    monkeypatch.setenv("CLUSTER_ASSETS_SEEDS", str(seeds))
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


def test_schedule_runs_the_day_it_fires_on() -> None:
    schedule = defs.resolve_schedule_def("daily_refresh")
    fired = datetime(2026, 11, 24, 21, tzinfo=UTC)  # 06:00 on the 25th in Seoul
    context = dg.build_schedule_context(
        scheduled_execution_time=fired, repository_def=defs.get_repository_def()
    )
    (request,) = schedule.evaluate_tick(context).run_requests or []
    assert request.partition_key == "2026-11-25"


def test_alert_is_posted_as_json(monkeypatch: pytest.MonkeyPatch) -> None:
    received: list[dict[str, object]] = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            received.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            return

    server = HTTPServer(("127.0.0.1", 0), Hook)
    threading.Thread(target=server.handle_request, daemon=True).start()
    monkeypatch.setenv(ALERT_ENV, f"http://127.0.0.1:{server.server_port}/hook")
    send_alert({"event": "checks_failed", "job": "day"}, logging.getLogger("test"))
    server.server_close()
    assert received == [{"event": "checks_failed", "job": "day"}]


def test_undeliverable_alert_does_not_leak_its_address(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv(ALERT_ENV, "http://127.0.0.1:9/secret-token")
    send_alert({"event": "run_failed"}, logging.getLogger("test"))
    assert "not delivered" in caplog.text
    assert "secret-token" not in caplog.text
