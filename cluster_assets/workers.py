"""Page work over processes: of this machine, or of an existing cluster."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from cluster_assets.engines.jobs import Arguments, Engine, EngineError, Function, Job, run_jobs
from cluster_assets.engines.local import LocalEngine

WORKERS_ENV = "CLUSTER_ASSETS_WORKERS"
ENGINE_ENV = "CLUSTER_ASSETS_ENGINE"
LOCAL = "local"
# Scheme of the setting -> scheme of the scheduler's address.
DASK_SCHEMES = {"dask": "tcp", "dask+tls": "tls"}
Tag = TypeVar("Tag")


def worker_count() -> int:
    """Processes for page work: ``CLUSTER_ASSETS_WORKERS``, else one a core, at most eight."""
    return int(os.environ.get(WORKERS_ENV) or min(os.cpu_count() or 1, 8))


def map_jobs(
    function: Function, jobs: Iterable[Job[Tag]], log: Any = None
) -> Iterator[tuple[Tag, Any]]:
    """Tag and result of each job, in order, by the engine that ``CLUSTER_ASSETS_ENGINE`` names.

    ``jobs`` is read only as far as there is room for. A page that raises gives its exception.

    Raises:
        EngineError: the engine cannot be used, or lost the work; the message says what to do.
    """
    return run_jobs(function, jobs, chosen_engine(log))


def map_pages(
    function: Function, arguments: Iterable[Arguments], workers: int | None = None
) -> Iterator[Any]:
    """``function(*args)`` for each entry, in order, over the processes of this machine.

    A page that raises gives its exception.
    """
    jobs = (Job(n, args) for n, args in enumerate(arguments))
    return (result for _, result in run_jobs(function, jobs, _local(workers or worker_count())))


def chosen_engine(log: Any = None) -> Engine | None:
    """The engine of the environment; None for this process alone.

    Raises:
        EngineError: the setting names no engine.
    """
    named = os.environ.get(ENGINE_ENV) or LOCAL
    if named == LOCAL:
        return _local(worker_count())
    scheme, _, place = named.partition("://")
    if scheme not in DASK_SCHEMES or not place.rpartition(":")[2].isdigit():
        raise EngineError(
            f"{ENGINE_ENV}={named} names no engine. It may be {LOCAL}, dask://HOST:PORT or "
            "dask+tls://HOST:PORT, the address of a Dask scheduler."
        )
    from cluster_assets.engines.dask_cluster import DaskEngine

    return DaskEngine(f"{DASK_SCHEMES[scheme]}://{place}", log)


def _local(count: int) -> LocalEngine | None:
    return LocalEngine(count) if count > 1 else None
