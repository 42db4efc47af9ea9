"""Page work over the processes of this machine."""

from __future__ import annotations

from typing import Any

from cluster_assets.engines.jobs import Arguments, EngineError, Function
from cluster_assets.engines.pool import Chunk, WorkerPool, WorkersKilledError

POOL_FROM = 64  # below this, starting processes costs more than it saves
CHUNKS_A_WORKER = 4  # one at work, the others ready, also behind a slow page


class LocalEngine:
    """A pool of ``count`` processes; a page that kills its process costs no other page."""

    from_jobs = POOL_FROM

    def __init__(self, count: int) -> None:
        self._count = count
        self._pool = WorkerPool(count)

    @property
    def window(self) -> int:
        """Chunks in flight at most."""
        return self._count * CHUNKS_A_WORKER

    def __enter__(self) -> LocalEngine:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.close()

    def submit(self, function: Function, arguments: list[Arguments]) -> Chunk:
        """Start on a chunk."""
        return self._pool.submit(function, arguments)

    def result(self, chunk: Chunk, pages: list[Any]) -> list[Any]:
        """What came of a chunk.

        Raises:
            EngineError: so many pages killed their workers that going on makes no sense.
        """
        try:
            return self._pool.result(chunk)
        except WorkersKilledError as error:
            raise EngineError(f"{error} The last was in the chunk of {pages[0]}.") from error
