"""Page work over the workers of an existing Dask cluster."""

from __future__ import annotations

import pickle
import time
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from typing import Any

from cluster_assets.engines.jobs import Arguments, EngineError, Function
from cluster_assets.engines.remote import one_by_one, pack, run_chunk
from cluster_assets.engines.rules import Rules, packed_tables, present_rules

CONNECT_SECONDS = 30.0
# A cluster that grows on demand may have no worker yet, or none for a while.
WORKERLESS_SECONDS = 300.0
POLL_SECONDS = 5.0
CHUNKS_A_THREAD = 3
# Chunks in flight are held by this process and by the scheduler: 0.8 MB each for usual pages.
MAX_WINDOW = 1024
SHOWN_WORKERS = 5


class DaskEngine:
    """The workers behind a scheduler; ``address`` as Dask writes it, ``tcp://HOST:PORT``.

    A worker that is lost costs nothing but time: the scheduler gives its chunks to others,
    as often as its setting ``distributed.scheduler.allowed-failures`` says (three times). A
    chunk that was lost more often is tried once more page by page, because Dask also counts
    those that only stood beside the page that ends the workers.
    """

    from_jobs = 1

    def __init__(self, address: str, log: Any = None) -> None:
        self._address, self._log = address, log
        self._client: Any = None
        self._executor: Any = None
        self._rules: Rules | None = None
        self._tables = b""
        self._sent: dict[Future[Any], bytes] = {}
        self._threads, self._counted_at, self._seen_at = 1, 0.0, 0.0

    def __enter__(self) -> DaskEngine:
        self._rules, self._tables = present_rules(), packed_tables()
        self._client = _connect(self._address)
        try:
            _wait_for_worker(self._client, self._address)
            _refuse_others(self._rules, self._client.run(_asking(), on_error="return"))
        except BaseException:
            self._client.close()
            raise
        # One chunk may be worked on twice, so a result is never looked up by its content.
        self._executor = self._client.get_executor(pure=False)
        self._seen_at = time.monotonic()
        if self._log is not None:
            self._log.info(f"page work on {self._address}: {self._count_threads()} threads")
        return self

    def __exit__(self, *_: object) -> None:
        if self._executor is not None:
            self._executor.shutdown(wait=False)
            self._client.close()
            self._executor = self._client = None
            self._sent.clear()

    @property
    def window(self) -> int:
        """Chunks in flight at most; it follows the size of the cluster."""
        if self._client is None:
            return 1
        return min(max(self._count_threads(), 2) * CHUNKS_A_THREAD, MAX_WINDOW)

    def submit(self, function: Function, arguments: list[Arguments]) -> Future[Any]:
        """Start on a chunk."""
        work = pack(function, arguments)
        future = self._send(work)
        self._sent[future] = work
        return future

    def _send(self, work: bytes) -> Future[Any]:
        try:
            future: Future[Any] = self._executor.submit(run_chunk, self._rules, self._tables, work)
        except Exception as error:  # the client's own kinds, among them "not running"
            raise _gone(self._address, error) from error
        return future

    def result(self, future: Future[Any], pages: list[Any]) -> list[Any]:
        """What came of a chunk.

        Raises:
            EngineError: a page was lost with every worker that had it, the scheduler is
                gone, or a worker cannot run the chunk.
        """
        work = self._sent.pop(future)
        found = self._received(future, pages)
        if found is not None:
            return found
        results = []
        for page, one in zip(pages, one_by_one(work), strict=True):
            found = self._received(self._send(one), [page])
            if found is None:
                raise EngineError(
                    f"Worker after worker died on {page}. Give workers more memory, or read "
                    "their logs for what the page does to them."
                )
            results += found
        return results

    def _received(self, future: Future[Any], pages: list[Any]) -> list[Any] | None:
        """The results of a chunk; None where it was lost with several workers."""
        while True:
            try:
                results: list[Any] = pickle.loads(future.result(timeout=POLL_SECONDS))
            except TimeoutError:
                if not future.done():
                    self._require_workers()
                    continue
                raise
            except CancelledError as error:
                raise _gone(self._address, error) from error
            except EngineError:
                raise
            except Exception as error:
                if type(error).__name__ == "KilledWorker":
                    return None
                raise EngineError(
                    f"A worker cannot run the chunk that starts with {pages[0]}: {error!r}"
                ) from error
            return results

    def _count_threads(self) -> int:
        if time.monotonic() - self._counted_at > POLL_SECONDS:
            try:
                self._threads = sum(self._client.nthreads().values())
            except Exception as error:
                raise _gone(self._address, error) from error
            self._counted_at = time.monotonic()
            if self._threads:
                self._seen_at = self._counted_at
        return self._threads

    def _require_workers(self) -> None:
        if not self._count_threads() and time.monotonic() - self._seen_at > WORKERLESS_SECONDS:
            raise EngineError(
                f"The cluster at {self._address} has had no worker for "
                f"{WORKERLESS_SECONDS:.0f} s. Start workers and run again: what was done is "
                "remembered where a cache is set."
            )


def _connect(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError as error:
        raise EngineError(
            f"Page work on {address} needs the extra `cluster`: "
            "install cluster-assets[cluster], or set CLUSTER_ASSETS_ENGINE=local."
        ) from error
    try:
        return Client(address, timeout=CONNECT_SECONDS, set_as_default=False, name="cluster-assets")
    except (OSError, ValueError) as error:
        raise EngineError(
            f"No Dask scheduler answers at {address}: {error}. Is it running and reachable from "
            "here, and is the address in CLUSTER_ASSETS_ENGINE right?"
        ) from error


def _wait_for_worker(client: Any, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=WORKERLESS_SECONDS)
    except TimeoutError as error:
        raise EngineError(
            f"The Dask scheduler at {address} has no workers, and none came within "
            f"{WORKERLESS_SECONDS:.0f} s. Start some: dask worker {address} --nthreads 1"
        ) from error


def _asking() -> Callable[[], Any]:
    """The question for a worker's rules, sent by value: the package may be missing there."""

    def ask() -> Any:
        from cluster_assets.engines.rules import present_rules as asked

        return asked()

    return ask


def _refuse_others(wanted: Rules, answers: dict[str, Any]) -> None:
    """An error where a worker works by other rules; later workers are asked chunk by chunk."""
    reasons = {}
    for worker, answer in answers.items():
        if isinstance(answer, OSError) or type(answer).__name__ == "CommClosedError":
            continue  # lost just now
        if not hasattr(answer, "differences"):
            reasons[worker] = f"{type(answer).__name__}: {answer}"
        elif differences := wanted.differences(answer):
            reasons[worker] = ", ".join(differences)
    if reasons:
        listed = "; ".join(f"{w} has {r}" for w, r in list(reasons.items())[:SHOWN_WORKERS])
        raise EngineError(
            f"{len(reasons)} of {len(answers)} workers would not come to the same results: "
            f"{listed}. Install the same release of cluster-assets on them and restart them."
        )


def _gone(address: str, error: BaseException) -> EngineError:
    return EngineError(
        f"The connection to the Dask scheduler at {address} was lost ({error!r}). Run again: "
        "what was done is remembered where a cache is set."
    )
