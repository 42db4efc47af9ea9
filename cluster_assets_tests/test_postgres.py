"""Postgres storage with the shipped settings: daemon, a schedule tick, a backfill of five days."""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import dagster as dg
import pytest

from cluster_assets.capture.tables import PAGES
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


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """A Postgres server on a free loopback port; it refuses to run as root."""
    binaries = postgres_bin()
    assert binaries is not None
    user = "postgres" if os.geteuid() == 0 else None
    folder = tmp_path_factory.mktemp("postgres")
    secret = folder / "password"
    secret.write_text(PASSWORD + "\n")
    data = folder / "data"
    if user:
        for part in (folder, secret):
            shutil.chown(part, user)
        for parent in folder.parents[:2]:
            parent.chmod(parent.stat().st_mode | 0o011)
    init = [binaries / "initdb", "-D", data, "-U", "dagster", "-A", "scram-sha-256"]
    subprocess.run(
        [*init, f"--pwfile={secret}", "-E", "UTF8", "--no-sync"],
        check=True,
        user=user,
        cwd="/",
        stdout=subprocess.DEVNULL,
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {"listen_addresses": "127.0.0.1", "unix_socket_directories": str(folder)}
    options = [f"-c{name}={value}" for name, value in {**settings, "fsync": "off"}.items()]
    process = subprocess.Popen(
        [binaries / "postgres", "-D", data, "-p", str(port), *options],
        user=user,
        cwd="/",
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(lambda: (folder / f".s.PGSQL.{port}").exists(), "the server's socket")
        names = {"HOST": "127.0.0.1", "PORT": str(port), "USER": "dagster", "DB": "postgres"}
        values = {**names, "PASSWORD": PASSWORD}
        yield {f"CLUSTER_ASSETS_PG_{name}": value for name, value in values.items()}
    finally:
        stop(process, signal.SIGINT)


@pytest.fixture
def settings(
    server: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> dict[str, str]:
    """A small project whose Dagster home holds the shipped instance settings."""
    found = {**write_project(tmp_path, DAYS, pages=1), **server}
    home = Path(found["DAGSTER_HOME"])
    home.mkdir()
    shutil.copy(PROJECT / "deploy/dagster.yaml", home)
    use(monkeypatch, found)
    return found


def wait_for(condition: object, what: str, process: subprocess.Popen[bytes] | None = None) -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < deadline:
        if condition():  # type: ignore[operator]
            return
        assert process is None or process.poll() is None, "the process ended by itself"
        time.sleep(0.3)
    raise AssertionError(f"waited in vain for {what}")


def missed_tick(instance: dg.DagsterInstance) -> datetime:
    """Make the daily schedule look as after a night in which the daemon was down."""
    from dagster._core.definitions.run_request import InstigatorType
    from dagster._core.remote_origin import (
        ManagedGrpcPythonEnvCodeLocationOrigin,
        RemoteInstigatorOrigin,
        RemoteRepositoryOrigin,
    )
    from dagster._core.scheduler.instigation import (
        InstigatorState,
        InstigatorStatus,
        ScheduleInstigatorData,
    )
    from dagster._core.types.loadable_target_origin import LoadableTargetOrigin

    now = datetime.now(SEOUL)
    due = now.replace(hour=6, minute=0, second=0, microsecond=0)
    due = due if due <= now else due - timedelta(days=1)
    module = "cluster_assets.definitions"
    location = ManagedGrpcPythonEnvCodeLocationOrigin(
        LoadableTargetOrigin(module_name=module, working_directory=str(PROJECT)), module
    )
    origin = RemoteInstigatorOrigin(
        RemoteRepositoryOrigin(location, "__repository__"), "daily_refresh"
    )
    started = ScheduleInstigatorData("0 6 * * *", (due - timedelta(minutes=1)).timestamp())
    instance.add_instigator_state(
        InstigatorState(origin, InstigatorType.SCHEDULE, InstigatorStatus.RUNNING, started)
    )
    return due


def test_daemon_tick_and_backfill(settings: dict[str, str], tmp_path: Path) -> None:
    with dg.DagsterInstance.get() as instance:
        assert type(instance.run_storage).__name__ == "PostgresRunStorage"
        due = missed_tick(instance)
        log = (tmp_path / "daemon.log").open("wb")
        daemon = subprocess.Popen(
            [sys.executable, "-m", "dagster._daemon", "run", "-w", "workspace.yaml"],
            cwd=PROJECT,
            start_new_session=True,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            wanted = dg.RunsFilter(
                tags={"dagster/schedule_name": "daily_refresh"},
                statuses=[dg.DagsterRunStatus.SUCCESS, dg.DagsterRunStatus.FAILURE],
            )
            wait_for(lambda: instance.get_runs(wanted, limit=1), "the scheduled run", daemon)
            (run,) = instance.get_runs(wanted)
            assert run.status is dg.DagsterRunStatus.SUCCESS
            assert run.tags["dagster/partition"] == due.date().isoformat()
            done = subprocess.run(
                [sys.executable, "-m", "cluster_assets", "backfill", DAYS[0], DAYS[-1]],
                cwd=PROJECT,
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
            assert daemon.poll() is None
        finally:
            stop(daemon, signal.SIGTERM)
            log.close()
        published = instance.get_materialized_partitions(dg.AssetKey(list(PAGES.key)))
        assert set(published) >= {*DAYS, due.date().isoformat()}
    # The password is nowhere in what the daemon or the command wrote.
    output = (tmp_path / "daemon.log").read_text("utf-8") + done.stdout + done.stderr
    assert PASSWORD not in output
    assert not [f for f in tmp_path.rglob("*.yaml") if PASSWORD in f.read_text("utf-8")]
