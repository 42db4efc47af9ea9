"""Page work over the processes of this machine."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any

from cluster_assets.engines.jobs import Arguments, EngineError, Function, run_all

POOL_FROM = 64  # below this, starting processes costs more than it saves
CHUNKS_A_WORKER = 4  # one at work, the others ready, also behind a slow page


class LocalEngine:
    """A pool of ``count`` processes."""

    from_jobs = POOL_FROM

    def __init__(self, count: int) -> None:
        self._count = count
        self._pool: ProcessPoolExecutor | None = None

    @property
    def window(self) -> int:
        """Chunks in flight at most."""
        return self._count * CHUNKS_A_WORKER

    def __enter__(self) -> LocalEngine:
        context = multiprocessing.get_context("forkserver")
        self._pool = ProcessPoolExecutor(self._count, mp_context=context)
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def submit(self, function: Function, arguments: list[Arguments]) -> Future[Any]:
        """Start on a chunk."""
        assert self._pool is not None
        try:
            return self._pool.submit(run_all, function, arguments)
        except BrokenProcessPool as error:
            raise _lost("a chunk") from error

    def result(self, future: Future[Any], pages: list[Any]) -> list[Any]:
        """What came of a chunk.

        Raises:
            EngineError: a worker process died.
        """
        try:
            results: list[Any] = future.result()
        except BrokenProcessPool as error:
            raise _lost(f"the chunk that starts with {pages[0]}") from error
        return results


def _lost(what: str) -> EngineError:
    return EngineError(
        f"A worker process died; seen when {what} was due. Was it killed, or out of memory? "
        "Set CLUSTER_ASSETS_WORKERS lower and run again: what was done is remembered."
    )
