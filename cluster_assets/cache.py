"""Results of page work, kept by what they depend on, so that a page is worked on once.

One SQLite file a stage and rules mark. The mark covers the stage's own code, the reference
tables and the libraries that read pages, so a rule that was changed without a new version
cannot be answered with an old result. A key covers everything else a result depends on:
the page (or article) and what was told about it.

The cache may be deleted at any time. Nothing that is wrong with it stops a run: a broken
entry is a miss and is written anew, a broken file is replaced, a locked or read-only one is
left alone and said in the log.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import os
import sqlite3
import sys
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cluster_assets import faults
from cluster_assets.records import CleanedPage
from cluster_assets.seeds import seeds_path

if TYPE_CHECKING:
    from cluster_assets.storage import Storage

CACHE_ENV = "CLUSTER_ASSETS_CACHE"
CACHE_OFF = "off"
CACHE_FOLDER = "_cache"
LIBRARIES = ("ahocorasick-rs", "hyperscan", "lxml", "trafilatura")
# What a stage's results depend on, below the package: folders and single modules.
STAGE_SOURCES = {
    "clean": ("clean", "anchored.py", "records.py", "seeds.py"),
    "extract": ("extract", "anchored.py", "records.py", "seeds.py"),
}
# Seconds to wait for another run's write; one batch takes milliseconds.
LOCK_SECONDS = 20.0
BATCH = 500
CHECK_BYTES = 8
MARK_LENGTH = 16
_SCHEMA = "CREATE TABLE IF NOT EXISTS entries (key BLOB PRIMARY KEY, value BLOB NOT NULL)"


class PageCache:
    """Results by key, in one SQLite file; each call opens it anew, so forks are safe."""

    def __init__(self, path: Path, log: Any = None) -> None:
        self.path = path
        self._log = log
        self._usable = True

    def get(self, keys: Sequence[bytes]) -> dict[bytes, Any]:
        """The stored results of those keys that have one; never raises."""
        found: dict[bytes, Any] = {}
        if not self._usable or not self.path.exists():
            return found
        with self._guarded(), closing(self._connect()) as connection:
            for start in range(0, len(keys), BATCH):
                some = list(keys[start : start + BATCH])
                marks = ",".join("?" * len(some))
                query = f"SELECT key, value FROM entries WHERE key IN ({marks})"
                for key, value in connection.execute(query, some):
                    result = _unpack(key, value)
                    if result is not None:
                        found[key] = result
        return found

    def put(self, entries: Iterable[tuple[bytes, Any]]) -> None:
        """Store results (JSON values), all of a batch or none; never raises."""
        if not self._usable:
            return
        rows = [(key, _pack(key, result)) for key, result in entries]
        if not rows:
            return
        with self._guarded(), closing(self._connect()) as connection:
            for start in range(0, len(rows), BATCH):
                with connection:
                    connection.executemany(
                        "INSERT OR REPLACE INTO entries VALUES (?, ?)", rows[start : start + BATCH]
                    )
                    faults.reach("cache-batch", self.path)
                faults.reach("cache-after", self.path)

    def _connect(self) -> sqlite3.Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(self.path, timeout=LOCK_SECONDS)
        try:
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute(_SCHEMA)
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """Errors end in a log line; a file that is no database makes way for a new one."""
        try:
            yield
        except (sqlite3.OperationalError, OSError) as error:  # locked, full, not permitted
            self._usable = False
            self._say(f"not used: {error}")
        except sqlite3.DatabaseError as error:
            self._say(f"broken, starting a new one: {error}")
            try:
                self.path.unlink(missing_ok=True)
                self.path.with_name(f"{self.path.name}-journal").unlink(missing_ok=True)
            except OSError:
                self._usable = False

    def _say(self, message: str) -> None:
        if self._log is not None:
            self._log.warning(f"cache {self.path.name} {message}")


class Remembering:
    """Stores results as they come, some hundred at a time; use as a context manager.

    What was done before an error or a stop is stored too, and not done again.
    """

    def __init__(self, cache: PageCache | None) -> None:
        self._cache = cache
        self._entries: list[tuple[bytes, Any]] = []

    def __enter__(self) -> Remembering:
        return self

    def __exit__(self, *_: object) -> None:
        self._store()

    def put(self, key: bytes, result: Any) -> None:
        """Store a result (JSON values); nothing where there is no cache."""
        if self._cache is not None:
            self._entries.append((key, result))
            if len(self._entries) >= BATCH:
                self._store()

    def _store(self) -> None:
        if self._cache is not None:
            self._cache.put(self._entries)
        self._entries = []


def cache_folder(storage: Storage) -> Path | None:
    """Where the cache lies: ``CLUSTER_ASSETS_CACHE``, else below a local data root.

    None where it is switched off (``off``), or where the data root is an object store and
    no local folder is named.
    """
    named = os.environ.get(CACHE_ENV)
    if named:
        return None if named == CACHE_OFF else Path(named).expanduser()
    return storage.local(CACHE_FOLDER) if storage.is_local else None


def open_cache(storage: Storage, stage: str, log: Any = None) -> PageCache | None:
    """The cache of a stage under the present rules; None where there is none."""
    folder = cache_folder(storage)
    return PageCache(folder / f"{stage}-{rules_mark(stage)}.sqlite", log) if folder else None


def rules_mark(stage: str) -> str:
    """What decides a stage's results beside its input: code, reference tables, libraries."""
    digest = hashlib.sha256(CODE_MARKS[stage].encode())
    for file in sorted(seeds_path(".").glob("*.csv")):
        digest.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:MARK_LENGTH]


def key_of(*parts: object) -> bytes:
    """The key of everything that a result depends on, in order."""
    text = json.dumps([None if p is None else str(p) for p in parts], ensure_ascii=True)
    return hashlib.sha256(text.encode()).digest()


def page_to_json(page: CleanedPage) -> dict[str, Any]:
    """A cleaned page as JSON values."""
    values = {name: getattr(page, name) for name in CleanedPage.__dataclass_fields__}
    day = page.published_date
    return {**values, "published_date": day.isoformat() if day else None}


def page_from_json(values: Any) -> CleanedPage | None:
    """The cleaned page of :func:`page_to_json`; None where the values are not one."""
    try:
        day = values["published_date"]
        return CleanedPage(
            **{
                **values,
                "published_date": date.fromisoformat(day) if day else None,
                "relevance_terms": tuple(values["relevance_terms"]),
            }
        )
    except (KeyError, TypeError, ValueError):
        return None


def _pack(key: bytes, result: Any) -> bytes:
    text = json.dumps(result, ensure_ascii=False, separators=(",", ":"))
    body = zlib.compress(text.encode("utf-8", "surrogatepass"), 1)
    return _check(key, body) + body


def _unpack(key: bytes, value: Any) -> Any:
    """The stored result; None where the entry is broken or belongs to another key."""
    if not isinstance(value, bytes) or value[:CHECK_BYTES] != _check(key, value[CHECK_BYTES:]):
        return None
    try:
        text = zlib.decompress(value[CHECK_BYTES:]).decode("utf-8", "surrogatepass")
        return json.loads(text)
    except (zlib.error, ValueError):
        return None


def _check(key: bytes, body: bytes) -> bytes:
    return hashlib.blake2b(key + body, digest_size=CHECK_BYTES).digest()


@cache
def _code_mark(stage: str) -> str:
    digest = hashlib.sha256(f"{sys.version_info[:2]} {sys.byteorder}".encode())
    package = Path(__file__).resolve().parent
    for source in STAGE_SOURCES[stage]:
        path = package / source
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            name = file.relative_to(package).as_posix()
            digest.update(name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    for library in LIBRARIES:
        digest.update(f"{library}={importlib.metadata.version(library)}".encode())
    return digest.hexdigest()


# Read when the rules are loaded: a file edited later is not yet what this process runs.
CODE_MARKS = {stage: _code_mark(stage) for stage in STAGE_SOURCES}
