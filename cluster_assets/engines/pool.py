"""Processes of this machine for page work that outlive a worker killed under them.

A page can take its process down: it needs more memory than there is, it crashes a library, or
it never ends. The pages that were under way are then worked on again, one at a time in a
process of their own. A page that kills that one too, twice, ends as :class:`WorkerKilledError`
in its place; all others go on.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from cluster_assets.engines.jobs import Arguments, Function, guarded

# No page takes so long (the cleaner stops after 10 s by itself): its worker is ended.
PAGE_SECONDS = 300
ATTEMPTS_ALONE = 2
# So many pages do not happen to be poison: it is the machine, or a library.
MAX_KILLED = 20
# What the server that workers are forked from loads, once for all of them.
PRELOADED = ["__main__", "cluster_assets.engines.warm"]


class WorkerKilledError(RuntimeError):
    """Stands for the result of a page that killed its worker process again and again."""


class WorkersKilledError(RuntimeError):
    """So many workers were killed that going on makes no sense; the message says what to do."""


@dataclass(slots=True)
class Chunk:
    """Pages that were handed out together."""

    function: Function
    work: Sequence[Arguments]
    future: Future[list[Any]] | None


class WorkerPool:
    """``workers`` processes; ``seconds`` is what one page may take. A context manager.

    Hand out few chunks before asking for results: those that are under way when a worker dies
    are worked on again.
    """

    def __init__(self, workers: int, seconds: int = PAGE_SECONDS) -> None:
        self._workers, self._seconds = workers, seconds
        self._pool: ProcessPoolExecutor | None = None
        self._killed = 0

    def __enter__(self) -> WorkerPool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def submit(self, function: Function, work: Sequence[Arguments]) -> Chunk:
        """Start on a chunk: ``function(*arguments)`` for each of ``work``."""
        for _ in range(2):  # a broken pool makes way for a new one
            if self._pool is None:
                self._pool = _executor(self._workers)
            try:
                return Chunk(
                    function, work, self._pool.submit(_work, function, work, self._seconds)
                )
            except BrokenProcessPool:  # by an earlier chunk
                self.close()
        return Chunk(function, work, None)

    def result(self, chunk: Chunk) -> list[Any]:
        """What came of a chunk, in order; a page that raised gives its exception.

        Raises:
            WorkersKilledError: more than :data:`MAX_KILLED` pages killed their workers.
        """
        if chunk.future is not None:
            try:
                return chunk.future.result()
            except BrokenProcessPool:
                pass  # the next chunk starts new processes; this one is suspected
        results = []
        for result in _one_by_one(chunk, self._seconds):
            results.append(result)
            self._killed += isinstance(result, WorkerKilledError)
            if self._killed > MAX_KILLED:
                raise WorkersKilledError(
                    f"Workers were killed on {self._killed} pages. If the machine is short of "
                    "memory, lower CLUSTER_ASSETS_WORKERS; the system's log names what was killed."
                )
        return results

    def close(self) -> None:
        """End the processes; chunks under way are given up."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None


def _one_by_one(chunk: Chunk, seconds: int) -> Iterator[Any]:
    """The result of each page, worked on while no other is."""
    done = attempts = 0
    while done < len(chunk.work):
        with _alone() as pool:
            try:
                while done < len(chunk.work):
                    some = chunk.work[done : done + 1]
                    (result,) = pool.submit(_work, chunk.function, some, seconds).result()
                    done, attempts = done + 1, 0
                    yield result
            except BrokenProcessPool:
                attempts += 1
        if attempts == ATTEMPTS_ALONE:
            done, attempts = done + 1, 0
            yield WorkerKilledError(
                f"its worker process was killed {ATTEMPTS_ALONE} times while it worked on this "
                f"page alone: it needs more memory than there is, takes longer than {seconds} s, "
                "or crashes a library"
            )


@contextmanager
def _alone() -> Iterator[ProcessPoolExecutor]:
    pool = _executor(1)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _executor(workers: int) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    return ProcessPoolExecutor(workers, mp_context=context)


def _work(function: Function, work: Sequence[Arguments], seconds: int) -> list[Any]:
    """In the worker: the results of some pages. The alarm ends it, also within a library."""
    results: list[Any] = []
    for arguments in work:
        signal.alarm(seconds)
        try:
            results.append(guarded(function, arguments))
        finally:
            signal.alarm(0)
    return results
