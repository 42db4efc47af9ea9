"""Page work over processes: the seam where a cluster engine can stand in."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from cluster_assets.pool import Chunk, WorkerPool

WORKERS_ENV = "CLUSTER_ASSETS_WORKERS"
POOL_FROM = 64  # below this, starting processes costs more than it saves
CHUNK = 16
CHUNKS_A_WORKER = 4  # one at work, the others ready, also behind a slow page


def worker_count() -> int:
    """Processes for page work: ``CLUSTER_ASSETS_WORKERS``, else one a core, at most eight."""
    return int(os.environ.get(WORKERS_ENV) or min(os.cpu_count() or 1, 8))


def map_pages(
    function: Callable[..., Any], arguments: Sequence[tuple[Any, ...]], workers: int | None = None
) -> Iterable[Any]:
    """``function(*args)`` for each entry, in order; a page that raises yields its exception.

    A page that kills its worker process yields a :class:`cluster_assets.pool.WorkerKilledError`.
    """
    count = workers or worker_count()
    if count <= 1 or len(arguments) < POOL_FROM:
        return (_guarded((function, args)) for args in arguments)
    return _in_pool(function, arguments, count)


def _in_pool(
    function: Callable[..., Any], arguments: Sequence[tuple[Any, ...]], count: int
) -> Iterable[Any]:
    waiting: deque[Chunk] = deque()
    with WorkerPool(count) as pool:
        for start in range(0, len(arguments), CHUNK):
            if len(waiting) == count * CHUNKS_A_WORKER:
                yield from pool.result(waiting.popleft())
            waiting.append(pool.submit(function, arguments[start : start + CHUNK]))
        while waiting:
            yield from pool.result(waiting.popleft())


def _guarded(job: tuple[Callable[..., Any], tuple[Any, ...]]) -> Any:
    function, args = job
    try:
        return function(*args)
    except Exception as error:
        return error
