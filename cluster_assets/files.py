"""Replacing a local file: a reader sees the old version or the new one, never a part.

The new version goes to a temporary file in the same folder, is flushed to disk and then takes
the old one's name. A kill may leave the temporary file (``.NAME.tmp``) behind; it is read by
nobody, and ``cluster-assets prune`` removes it.
"""

from __future__ import annotations

import contextlib
import os
import uuid
from collections.abc import Iterator
from pathlib import Path

from cluster_assets import faults


def replace_file(target: Path, data: bytes) -> None:
    """Write ``data`` to ``target``, all or nothing; folders are made, permissions kept.

    Raises:
        OSError: it cannot be written; ``target`` is then as it was.
    """
    # A short name of its own: that of the target may be as long as a name can be.
    temporary = target.with_name(f".{uuid.uuid4().hex}.tmp")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        faults.reach("before-write", target)
        with temporary.open("wb") as handle:
            for piece in faults.pieces("half-write", data, target):
                handle.write(piece)
            handle.flush()
            faults.reach("after-write", target)
            os.fsync(handle.fileno())
        with contextlib.suppress(FileNotFoundError):
            temporary.chmod(target.stat().st_mode & 0o777)
        faults.reach("after-sync", target)
        temporary.replace(target)
    except BaseException:  # also a stop that was asked for leaves nothing behind
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    faults.reach("after-rename", target)


def files_below(folder: Path, *, last: str) -> Iterator[tuple[str, bytes]]:
    """Relative path and content of a folder's files, sorted; the one named ``last`` at the end.

    For copies that may be read meanwhile: ``last`` is the file that refers to the others.
    """
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    for file in sorted(files, key=lambda f: f.name == last):
        yield file.relative_to(folder).as_posix(), file.read_bytes()
