"""Where the corrections ledger lies, and how a decision gets into it.

The ledger is ``corrections.csv`` under the data root, or the file that
``CLUSTER_ASSETS_CORRECTIONS`` names, so that it can live in a repository. Rows are only
ever appended, under a lock, and the file is replaced as a whole: half a row could hold an open
quote, which would swallow the decisions after it.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from cluster_assets.files import replace_file
from cluster_assets.report.decisions import read_corrections, write_corrections
from cluster_assets.storage import Storage, StorageError

LEDGER_ENV = "CLUSTER_ASSETS_CORRECTIONS"
LEDGER_FILE = "corrections.csv"


def ledger_path(storage: Storage, chosen: Path | None = None) -> Path | None:
    """The ledger as a local file; None where it lies in an object store."""
    named = chosen or os.environ.get(LEDGER_ENV)
    if named:
        return Path(named).expanduser()
    return storage.local(LEDGER_FILE) if storage.is_local else None


def ledger_bytes(
    storage: Storage, chosen: Path | None = None, *, may_be_new: bool = False
) -> bytes:
    """The ledger as it stands; empty where there is none yet.

    Raises:
        StorageError: the file cannot be read, or the one that the environment names does not
            exist (and need not be new): all decisions would be dropped without a word.
    """
    path = ledger_path(storage, chosen)
    if path is None:
        return storage.read_bytes(LEDGER_FILE) if storage.exists(LEDGER_FILE) else b""
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        if os.environ.get(LEDGER_ENV) and chosen is None and not may_be_new:
            raise StorageError(
                f"{LEDGER_ENV} names {path}, which does not exist: mend the path, or create the "
                "file (an empty one will do)."
            ) from error
        return b""
    except OSError as error:
        raise StorageError(
            f"Cannot read the corrections ledger {path}: {error}. Check {LEDGER_ENV}."
        ) from error


def read_ledger(
    storage: Storage, chosen: Path | None = None, *, may_be_new: bool = False
) -> list[dict[str, Any]]:
    """The decisions in file order.

    Raises:
        ValueError: the file is not UTF-8 or lacks a column; the message says what to do.
    """
    data = ledger_bytes(storage, chosen, may_be_new=may_be_new)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(
            "The corrections ledger is not UTF-8: save it from the spreadsheet as 'CSV UTF-8'."
        ) from error
    return read_corrections(text)


def ledger_mark(storage: Storage) -> str:
    """Hash of the ledger: the reports depend on it."""
    return hashlib.sha256(ledger_bytes(storage)).hexdigest()


def append_decisions(
    storage: Storage, rows: Sequence[Mapping[str, Any]], chosen: Path | None = None
) -> str:
    """Append the decisions, all or none; returns where they lie."""
    path = ledger_path(storage, chosen)
    if path is None:
        old = ledger_bytes(storage)
        text = write_corrections(rows, with_header=not old.strip())
        storage.write_bytes(old + _joint(old) + text.encode(), LEDGER_FILE)
        return storage.path(LEDGER_FILE)
    try:
        path = path.resolve()  # a link stays one
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.with_name(f".{path.name}.lock").open("ab") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            old = path.read_bytes() if path.exists() else b""
            text = write_corrections(rows, with_header=not old.strip())
            replace_file(path, old + _joint(old) + text.encode())
    except OSError as error:
        raise StorageError(
            f"Cannot write the corrections ledger {path}: {error}. "
            f"Name a writable file with --ledger or {LEDGER_ENV}."
        ) from error
    return str(path)


def _joint(old: bytes) -> bytes:
    """A line end where the last write, or an editor, left none."""
    return b"\n" if old and not old.endswith(b"\n") else b""
