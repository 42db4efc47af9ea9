"""Page work over processes: the seam where a cluster engine can stand in."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any

WORKERS_ENV = "CLUSTER_ASSETS_WORKERS"
POOL_FROM = 64  # below this, starting processes costs more than it saves
CHUNK = 16


def worker_count() -> int:
    """Processes for page work: ``CLUSTER_ASSETS_WORKERS``, else one a core, at most eight."""
    return int(os.environ.get(WORKERS_ENV) or min(os.cpu_count() or 1, 8))


def map_pages(
    function: Callable[..., Any], arguments: Sequence[tuple[Any, ...]], workers: int | None = None
) -> Iterable[Any]:
    """``function(*args)`` for each entry, in order; a page that raises yields its exception."""
    count = workers or worker_count()
    if count <= 1 or len(arguments) < POOL_FROM:
        return (_guarded((function, args)) for args in arguments)
    return _in_pool(function, arguments, count)


def _in_pool(
    function: Callable[..., Any], arguments: Sequence[tuple[Any, ...]], count: int
) -> Iterable[Any]:
    context = multiprocessing.get_context("forkserver")
    with ProcessPoolExecutor(count, mp_context=context) as pool:
        yield from pool.map(_guarded, [(function, a) for a in arguments], chunksize=CHUNK)


def _guarded(job: tuple[Callable[..., Any], tuple[Any, ...]]) -> Any:
    function, args = job
    try:
        return function(*args)
    except Exception as error:
        return error
