"""Page work in order, in chunks, with a bounded number of chunks in flight.

What is worked on comes from an iterator and is asked for only when there is room, so that a
day is never in memory at once, whichever engine does the work.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

# A chunk is sent as one piece: enough work to be worth the way, little enough to hold many.
CHUNK_PAGES = 16
CHUNK_BYTES = 2 * 2**20
# Results that need no work travel through the same queue, so that the order is kept.
CHUNK_ENTRIES = 256

Tag = TypeVar("Tag")
Function = Callable[..., Any]
Arguments = tuple[Any, ...]


class EngineError(RuntimeError):
    """The engine cannot do the work; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Job(Generic[Tag]):
    """One page: what it is known by, and its arguments or its result where that is known."""

    tag: Tag
    arguments: Arguments | None = None
    known: Any = None


class Engine(AbstractContextManager[Any], Protocol):
    """What runs chunks elsewhere; entered before the first chunk, left after the last."""

    from_jobs: int  # with fewer jobs in all, the work stays in this process

    @property
    def window(self) -> int:
        """Chunks in flight at most."""

    def submit(self, function: Function, arguments: list[Arguments]) -> Any:
        """Start on a chunk; what is returned is handed to ``result``."""

    def result(self, chunk: Any, pages: list[Any]) -> list[Any]:
        """What came of a chunk; ``pages`` are the tags of its pages, for errors.

        Raises:
            EngineError: the work was lost, more often than it is tried again.
        """


@dataclass(slots=True)
class _Chunk(Generic[Tag]):
    """Jobs in order: tag, result where known, whether known; ``work`` until it is sent."""

    entries: list[tuple[Tag, Any, bool]] = field(default_factory=list)
    work: list[Arguments] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    size: int = 0
    sent: Any = None

    def add(self, job: Job[Tag]) -> None:
        self.entries.append((job.tag, job.known, job.arguments is None))
        if job.arguments is not None:
            self.tags.append(job.tag)
            self.work.append(job.arguments)
            self.size += sum(len(a) for a in job.arguments if isinstance(a, (bytes, str)))

    @property
    def count(self) -> int:
        """Pages that need work."""
        return len(self.tags)

    @property
    def is_full(self) -> bool:
        return (
            self.count >= CHUNK_PAGES
            or self.size >= CHUNK_BYTES
            or len(self.entries) >= CHUNK_ENTRIES
        )


def run_jobs(
    function: Function, jobs: Iterable[Job[Tag]], engine: Engine | None
) -> Iterator[tuple[Tag, Any]]:
    """Tag and result of each job, in order; a page that raises gives its exception.

    ``engine`` is None for this process. It is started only where there is enough work.

    Raises:
        EngineError: the engine cannot be used, or lost the work.
    """
    waiting: deque[_Chunk[Tag]] = deque()
    with ExitStack() as stack:
        running: Engine | None = None
        for chunk in _chunks(jobs):
            waiting.append(chunk)
            if engine is not None and running is None and _is_enough(waiting, engine):
                running = engine
                stack.enter_context(engine)
                for one in waiting:
                    _submit(running, function, one)
            elif running is not None:
                _submit(running, function, chunk)
            while waiting and (engine is None or not waiting[0].count or _is_over(waiting, engine)):
                yield from _finish(running, function, waiting.popleft())
        while waiting:
            yield from _finish(running, function, waiting.popleft())


def _is_enough(waiting: deque[_Chunk[Tag]], engine: Engine) -> bool:
    count = sum(chunk.count for chunk in waiting)
    return bool(count) and (count >= engine.from_jobs or len(waiting) >= engine.window)


def _is_over(waiting: deque[_Chunk[Tag]], engine: Engine) -> bool:
    return len(waiting) > engine.window


def _submit(engine: Engine, function: Function, chunk: _Chunk[Tag]) -> None:
    if chunk.work:
        chunk.sent = engine.submit(function, chunk.work)
        chunk.work = []  # the engine has them now


def _finish(
    engine: Engine | None, function: Function, chunk: _Chunk[Tag]
) -> Iterator[tuple[Tag, Any]]:
    results: Iterator[Any]
    if engine is not None and chunk.sent is not None:
        results = iter(engine.result(chunk.sent, chunk.tags))
        chunk.sent = None
    else:
        results = (guarded(function, arguments) for arguments in chunk.work)
    for tag, known, is_known in chunk.entries:
        yield tag, known if is_known else next(results)


def _chunks(jobs: Iterable[Job[Tag]]) -> Iterator[_Chunk[Tag]]:
    chunk: _Chunk[Tag] = _Chunk()
    for job in jobs:
        chunk.add(job)
        if chunk.is_full:
            yield chunk
            chunk = _Chunk()
    if chunk.entries:
        yield chunk


def run_all(function: Function, arguments: list[Arguments]) -> list[Any]:
    """A chunk's results, in order (top-level, so that a worker process can run it)."""
    return [guarded(function, some) for some in arguments]


def guarded(function: Function, arguments: Arguments) -> Any:
    """``function(*arguments)``; the exception where it raises."""
    try:
        return function(*arguments)
    except Exception as error:
        return _portable(error)


def _portable(error: Exception) -> Exception:
    """The error, or its text where it might not come back from another process as it was.

    What it becomes must not depend on where it happened: it may end in a table.
    """
    is_plain = all(isinstance(a, (str, bytes, int, float, type(None))) for a in error.args)
    if type(error).__module__ == "builtins" and is_plain:
        return error
    return RuntimeError(repr(error))
