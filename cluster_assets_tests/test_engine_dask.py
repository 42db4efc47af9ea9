"""Page work on a real Dask cluster of two worker processes: the same bytes, also after losses."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import dagster as dg
import dask
import pytest
from distributed import Client, LocalCluster

from cluster_assets.cache import CACHE_ENV
from cluster_assets.clean import assets as clean
from cluster_assets.clean.tables import ARTICLES
from cluster_assets.dagster_home import prepare_home
from cluster_assets.engines import dask_cluster
from cluster_assets.engines.dask_cluster import DaskEngine
from cluster_assets.engines.jobs import EngineError, Job, run_jobs
from cluster_assets.runner import Tally, execute
from cluster_assets.storage import DATA_ENV, Storage
from cluster_assets.workers import ENGINE_ENV, WORKERS_ENV
from cluster_assets_tests import engine_work
from cluster_assets_tests.conftest import PROJECT
from cluster_assets_tests.engine_days import DAY, bundled_pages, land, tables_of_day
from cluster_assets_tests.small_days import published_hashes, use, write_project

LOCAL = {
    "host": "127.0.0.1",
    "protocol": "tcp",
    "dashboard_address": "127.0.0.1:0",
    "silence_logs": logging.CRITICAL,
}
ALLOWED_LOSSES = 1


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    settings = {
        "distributed.scheduler.allowed-failures": ALLOWED_LOSSES,
        "distributed.worker.memory.terminate": False,
    }
    with (
        dask.config.set(settings),
        LocalCluster(n_workers=2, threads_per_worker=1, **LOCAL) as started,
    ):
        yield started


@pytest.fixture
def use_cluster(cluster: LocalCluster, monkeypatch: pytest.MonkeyPatch) -> LocalCluster:
    monkeypatch.setenv(ENGINE_ENV, cluster.scheduler_address.replace("tcp://", "dask://"))
    monkeypatch.setenv(CACHE_ENV, "off")
    return cluster


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What one process makes of the day."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(ENGINE_ENV, "local")
        patch.setenv(WORKERS_ENV, "1")
        patch.setenv(CACHE_ENV, "off")
        storage = Storage(str(tmp_path_factory.mktemp("expected")))
        return tables_of_day(storage, land(storage, bundled_pages()))


def kill_a_worker(cluster: LocalCluster) -> int:
    """End one worker process as an out-of-memory killer would; its process id."""
    with Client(cluster.scheduler_address, set_as_default=False) as client:
        pid: int = next(iter(client.run(os.getpid).values()))
    os.kill(pid, signal.SIGKILL)
    return pid


def test_tables_are_the_same_bytes(
    use_cluster: LocalCluster, expected: dict[str, bytes], tmp_path: Path
) -> None:
    storage = Storage(str(tmp_path))
    assert tables_of_day(storage, land(storage, bundled_pages())) == expected
    assert min(map(len, expected.values())) > 0


def test_lost_worker_changes_nothing(
    use_cluster: LocalCluster,
    expected: dict[str, bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    storage = Storage(str(tmp_path))
    pages, killed = land(storage, bundled_pages()), []
    whole = clean.read_page

    def killing(source: Any, offset: int) -> Any:
        if offset == pages["warc_offset"][40]:
            killed.append(kill_a_worker(use_cluster))
        return whole(source, offset)

    monkeypatch.setattr(clean, "read_page", killing)
    assert tables_of_day(storage, pages) == expected
    assert killed


def test_results_keep_their_order_and_errors(use_cluster: LocalCluster) -> None:
    work = [Job(n, (n,)) for n in range(300)]
    alone = [(n, repr(r)) for n, r in run_jobs(engine_work.double, work, None)]
    engine = DaskEngine(use_cluster.scheduler_address)
    assert [(n, repr(r)) for n, r in run_jobs(engine_work.double, work, engine)] == alone


def test_chunks_in_flight_are_bounded(use_cluster: LocalCluster) -> None:
    drawn: list[int] = []

    def numbers() -> Iterator[Job[int]]:
        for n in range(800):
            drawn.append(n)
            yield Job(n, (n,))

    engine = DaskEngine(use_cluster.scheduler_address)
    for tag, _ in run_jobs(engine_work.slow_double, numbers(), engine):
        assert len(drawn) - tag <= 8 * 16  # two threads, three chunks each, one on either side


def test_worker_that_dies_once_is_made_up_for(use_cluster: LocalCluster, tmp_path: Path) -> None:
    once = tmp_path / "died"
    work = [Job(n, (n, 70, str(once))) for n in range(200)]
    engine = DaskEngine(use_cluster.scheduler_address)
    assert [r for _, r in run_jobs(engine_work.die_at, work, engine)] == [2 * n for n in range(200)]
    assert once.exists()


@pytest.mark.slow
def test_page_that_kills_every_worker_is_named(use_cluster: LocalCluster) -> None:
    work = [Job(f"page {n}", (n, 20, None)) for n in range(64)]
    engine = DaskEngine(use_cluster.scheduler_address)
    with pytest.raises(EngineError, match=r"died on page 20\."):
        list(run_jobs(engine_work.die_at, work, engine))


@contextmanager
def worker_with(**environment: str) -> Iterator[str]:
    """A scheduler with one worker of that environment; the scheduler's address."""
    with LocalCluster(n_workers=0, **LOCAL) as lone:
        command = [sys.executable, "-m", "distributed.cli.dask_worker", lone.scheduler_address]
        worker = subprocess.Popen(
            [*command, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1"],
            cwd=environment.get("PYTHONPATH", PROJECT),
            env={**os.environ, **environment},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield lone.scheduler_address
        finally:
            worker.kill()
            worker.wait()


def double_on(address: str) -> list[tuple[int, Any]]:
    work = [Job(n, (n,)) for n in range(3)]
    return list(run_jobs(engine_work.double, work, DaskEngine(address)))


@pytest.mark.slow
def test_worker_needs_only_the_package(
    expected: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CACHE_ENV, "off")
    storage = Storage(str(tmp_path / "data"))
    pages = land(storage, bundled_pages())
    with worker_with(CLUSTER_ASSETS_SEEDS=str(tmp_path / "no tables here")) as address:
        monkeypatch.setenv(ENGINE_ENV, address.replace("tcp://", "dask://"))
        assert tables_of_day(storage, pages) == expected


def edited_rules(folder: Path) -> None:
    """A copy of the package with one rule edited."""
    package = PROJECT / "cluster_assets"
    for file in package.rglob("*.py"):
        copy = folder / "cluster_assets" / file.relative_to(package)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(file.read_bytes() + (b"\n# edited\n" if file.name == "body.py" else b""))


def no_package(folder: Path) -> None:
    """Where the package would be found, it is not."""
    (folder / "cluster_assets").mkdir()
    error = "raise ModuleNotFoundError(\"No module named 'cluster_assets'\")\n"
    (folder / "cluster_assets/__init__.py").write_text(error)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("prepare", "reason"),
    [(edited_rules, "other code of clean"), (no_package, "No module named 'cluster_assets'")],
)
def test_worker_with_another_package_is_refused(
    tmp_path: Path, prepare: Callable[[Path], None], reason: str
) -> None:
    prepare(tmp_path)
    with (
        worker_with(PYTHONPATH=str(tmp_path)) as address,
        pytest.raises(EngineError, match=f"same results: .*{reason}.*[Ii]nstall the same release"),
    ):
        double_on(address)


@pytest.mark.slow
def test_cluster_without_workers_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask_cluster, "WORKERLESS_SECONDS", 1.0)
    with (
        LocalCluster(n_workers=0, **LOCAL) as lone,
        pytest.raises(EngineError, match=r"has no workers.*dask worker"),
    ):
        double_on(lone.scheduler_address)


@pytest.mark.slow
def test_cluster_that_lost_all_workers_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask_cluster, "WORKERLESS_SECONDS", 20.0)
    monkeypatch.setattr(dask_cluster, "POLL_SECONDS", 0.5)
    work = [Job(n, (n, 20, None)) for n in range(64)]
    with (
        worker_with() as address,
        pytest.raises(EngineError, match="has had no worker for 20 s"),
    ):
        list(run_jobs(engine_work.die_at, work, DaskEngine(address)))


@pytest.mark.slow
def test_lost_scheduler_is_named() -> None:
    with LocalCluster(n_workers=1, threads_per_worker=1, **LOCAL) as lone:

        def numbers() -> Iterator[Job[int]]:
            for n in range(2000):
                if n == 400:
                    lone.close()
                yield Job(n, (n,))

        with pytest.raises(EngineError, match=r"connection to the Dask scheduler .* was lost"):
            list(run_jobs(engine_work.slow_double, numbers(), DaskEngine(lone.scheduler_address)))


@pytest.mark.slow
def test_day_of_the_job_runs_on_the_cluster(
    use_cluster: LocalCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The job of a day, with the engine by its setting, publishes what it publishes without."""
    use(monkeypatch, write_project(tmp_path, days=[DAY], pages=6))
    published = {}
    for engine in (os.environ[ENGINE_ENV], "local"):
        monkeypatch.setenv(ENGINE_ENV, engine)
        monkeypatch.setenv(DATA_ENV, str(tmp_path / engine.partition(":")[0]))
        prepare_home()
        with dg.DagsterInstance.get() as instance:
            assert execute(DAY, instance, Tally()) is None
        published[engine] = published_hashes(Path(os.environ[DATA_ENV]))
    on_cluster, here = published.values()
    assert on_cluster == here
    assert f"{ARTICLES.name}/{DAY}.parquet" in here
