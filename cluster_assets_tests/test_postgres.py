"""Postgres storage with the shipped settings: daemon, a schedule tick, a backfill, a correction."""

from __future__ import annotations

import contextlib
import grp
import importlib.util
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import dagster as dg
import pytest
from dagster._core.definitions.sensor_definition import SensorType

from cluster_assets.capture.tables import PAGES
from cluster_assets.dagster_home import LAUNCH_TIMEOUT_ENV, LAUNCH_TIMEOUT_SECONDS
from cluster_assets.extract.tables import MONEY_FACTS
from cluster_assets.ledger import append_decisions
from cluster_assets.report.decisions import new_decision
from cluster_assets.report.tables import CORRECTIONS
from cluster_assets.storage import Storage
from cluster_assets_tests.conftest import PROJECT
from cluster_assets_tests.small_days import use, write_project

DAYS = ("2026-11-02", "2026-11-03", "2026-11-04", "2026-11-05", "2026-11-06")
PASSWORD = "quote ' and space"
SEOUL = ZoneInfo("Asia/Seoul")
# Seconds; a quiet machine needs about thirty, one that many share far more.
WAIT_SECONDS = 600


def postgres_bin() -> Path | None:
    """Folder of the server's programs; Debian keeps them off the path."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return versions[-1].parent if versions else None


pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(1800),
    pytest.mark.skipif(
        postgres_bin() is None, reason="no Postgres server here: install Debian's `postgresql`"
    ),
    pytest.mark.skipif(
        importlib.util.find_spec("dagster_postgres") is None,
        reason="dagster-postgres is not installed: uv sync --extra postgres",
    ),
]


def stop(process: subprocess.Popen[bytes], how: signal.Signals) -> None:
    """End a process group, by force where it does not end by itself."""
    for signal_, seconds in ((how, 20), (signal.SIGKILL, 20)):
        try:
            os.killpg(process.pid, signal_)
            process.wait(seconds)
        except ProcessLookupError:
            break
        except subprocess.TimeoutExpired:
            continue


def server_user() -> str | None:
    """Whom the server runs as: it refuses root, and anybody else can only be himself."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def initialise(binaries: Path, folder: Path, run_as: dict[str, Any]) -> None:
    """A new cluster below ``folder`` whose only login is ``dagster`` with the password."""
    secret = folder / "password"
    secret.write_text(PASSWORD + "\n")
    if run_as:
        for part in (folder, secret):
            shutil.chown(part, run_as["user"], run_as["group"])
    login = ["-U", "dagster", "-A", "scram-sha-256", f"--pwfile={secret}"]
    subprocess.run(
        [binaries / "initdb", "-D", folder / "data", *login, "-E", "UTF8", "--no-sync"],
        check=True,
        cwd="/",
        stdout=subprocess.DEVNULL,
        **run_as,
    )


@pytest.fixture
def server() -> Iterator[dict[str, str]]:
    """A Postgres server of this test alone, on a free loopback port."""
    binaries, user = postgres_bin(), server_user()
    assert binaries is not None
    run_as: dict[str, Any] = {}
    if user:
        group = grp.getgrgid(pwd.getpwnam(user).pw_gid).gr_name
        run_as = {"user": user, "group": group, "extra_groups": []}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    # Not below pytest's own folder, which nobody but its owner can enter. A short path: the
    # name of a socket has room for a hundred characters.
    with tempfile.TemporaryDirectory(prefix="pg-", dir="/tmp") as name:
        folder = Path(name)
        initialise(binaries, folder, run_as)
        wanted = {"listen_addresses": "127.0.0.1", "unix_socket_directories": name, "fsync": "off"}
        options = [f"-c{key}={value}" for key, value in wanted.items()]
        with (folder / "server.log").open("wb") as log:
            process = subprocess.Popen(
                [binaries / "postgres", "-D", folder / "data", "-p", port, *options],
                cwd="/",
                start_new_session=True,
                stdout=log,
                stderr=subprocess.STDOUT,
                **run_as,
            )
            ready = [binaries / "pg_isready", "-q", "-h", "127.0.0.1", "-p", port]
            try:
                wait_for(lambda: subprocess.run(ready).returncode == 0, "the server", process)
                names = {"HOST": "127.0.0.1", "PORT": port, "USER": "dagster", "DB": "postgres"}
                values = {**names, "PASSWORD": PASSWORD}
                yield {f"CLUSTER_ASSETS_PG_{key}": value for key, value in values.items()}
            finally:
                stop(process, signal.SIGINT)


@pytest.fixture
def settings(
    server: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> dict[str, str]:
    """A small project whose Dagster home holds the shipped instance settings."""
    found = {**write_project(tmp_path, DAYS, pages=1), **server}
    found[LAUNCH_TIMEOUT_ENV] = LAUNCH_TIMEOUT_SECONDS
    home = Path(found["DAGSTER_HOME"])
    home.mkdir()
    shutil.copy(PROJECT / "deploy/dagster.yaml", home)
    use(monkeypatch, found)
    return found


def wait_for(
    condition: Callable[[], object], what: str, process: subprocess.Popen[bytes] | None = None
) -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < deadline:
        if condition():
            return
        assert process is None or process.poll() is None, f"ended by itself, before {what}"
        time.sleep(0.3)
    raise AssertionError(f"waited in vain for {what}")


def origin_of(name: str) -> Any:
    """How Dagster's records name a schedule or sensor of the workspace."""
    from dagster._core.remote_origin import (
        ManagedGrpcPythonEnvCodeLocationOrigin,
        RemoteInstigatorOrigin,
        RemoteRepositoryOrigin,
    )
    from dagster._core.types.loadable_target_origin import LoadableTargetOrigin

    module = "cluster_assets.definitions"
    location = ManagedGrpcPythonEnvCodeLocationOrigin(
        LoadableTargetOrigin(module_name=module, working_directory=str(PROJECT)), module
    )
    return RemoteInstigatorOrigin(RemoteRepositoryOrigin(location, "__repository__"), name)


def missed_tick(instance: dg.DagsterInstance) -> datetime:
    """Make the daily schedule look as after a night in which the daemon was down."""
    from dagster._core.definitions.run_request import InstigatorType
    from dagster._core.scheduler.instigation import (
        InstigatorState,
        InstigatorStatus,
        ScheduleInstigatorData,
    )

    now = datetime.now(SEOUL)
    due = now.replace(hour=6, minute=0, second=0, microsecond=0)
    due = due if due <= now else due - timedelta(days=1)
    started = ScheduleInstigatorData("0 6 * * *", (due - timedelta(minutes=1)).timestamp())
    origin = origin_of("daily_refresh")
    instance.add_instigator_state(
        InstigatorState(origin, InstigatorType.SCHEDULE, InstigatorStatus.RUNNING, started)
    )
    return due


def switch_off(instance: dg.DagsterInstance, sensor: str, kind: SensorType) -> None:
    """As by the switch in the UI."""
    from dagster._core.definitions.run_request import InstigatorType
    from dagster._core.scheduler.instigation import (
        InstigatorState,
        InstigatorStatus,
        SensorInstigatorData,
    )

    data = SensorInstigatorData(sensor_type=kind)
    instance.add_instigator_state(
        InstigatorState(origin_of(sensor), InstigatorType.SENSOR, InstigatorStatus.STOPPED, data)
    )


@contextlib.contextmanager
def running_daemon(log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The daemon with its code server; what they say ends in ``log``."""
    with log.open("wb") as stream:
        daemon = subprocess.Popen(
            [sys.executable, "-m", "dagster._daemon", "run", "-w", "workspace.yaml"],
            cwd=PROJECT,
            start_new_session=True,
            stdout=stream,
            stderr=subprocess.STDOUT,
        )
        try:
            yield daemon
        finally:
            stop(daemon, signal.SIGTERM)


def finished_run(
    instance: dg.DagsterInstance, tags: dict[str, str], daemon: subprocess.Popen[bytes]
) -> dg.DagsterRun:
    """The first run with these tags, once it is over; it went well."""
    over = [dg.DagsterRunStatus.SUCCESS, dg.DagsterRunStatus.FAILURE, dg.DagsterRunStatus.CANCELED]
    wanted = dg.RunsFilter(tags=tags, statuses=over)
    wait_for(lambda: instance.get_runs(wanted, limit=1), f"a run with {tags}", daemon)
    run = instance.get_runs(wanted)[-1]
    said = [e.message for e in instance.all_logs(run.run_id)][-5:]
    assert run.status is dg.DagsterRunStatus.SUCCESS, "\n".join(said)
    return run


def test_daemon_tick_backfill_and_correction(settings: dict[str, str], tmp_path: Path) -> None:
    log = tmp_path / "daemon.log"
    with dg.DagsterInstance.get() as instance:
        assert type(instance.run_storage).__name__ == "PostgresRunStorage"
        due = missed_tick(instance)
        # The backfill makes the reports itself: made once more after each day, they would
        # double what this test costs.
        switch_off(instance, "reports_follow_days", SensorType.AUTOMATION)
        with running_daemon(log) as daemon:
            done = subprocess.run(
                [sys.executable, "-m", "cluster_assets", "backfill", DAYS[0], DAYS[-1]],
                cwd=PROJECT,
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
            run = finished_run(instance, {"dagster/schedule_name": "daily_refresh"}, daemon)
            assert run.tags["dagster/partition"] == due.date().isoformat()
            storage = Storage()
            assert storage.read(CORRECTIONS).empty
            fact = storage.read(MONEY_FACTS).iloc[0].to_dict()
            who = {"reviewer": "Kim", "reason": "counted twice"}
            append_decisions(
                storage, [new_decision(fact, "reject", decided_at=datetime.now(SEOUL), **who)]
            )
            finished_run(instance, {"dagster/sensor_name": "corrections"}, daemon)
            replayed = storage.read(CORRECTIONS)
            assert list(replayed["fact_id"]) == [fact["fact_id"]]
            assert list(replayed["state"]) == ["applied"]
            assert daemon.poll() is None
        published = instance.get_materialized_partitions(dg.AssetKey(list(PAGES.key)))
        assert set(published) >= {*DAYS, due.date().isoformat()}
    # The password is nowhere in what the daemon or the command wrote.
    assert PASSWORD not in log.read_text("utf-8") + done.stdout + done.stderr
    assert not [f for f in tmp_path.rglob("*.yaml") if PASSWORD in f.read_text("utf-8")]
