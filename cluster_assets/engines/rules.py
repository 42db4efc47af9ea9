"""What decides the results of page work, so that machines can tell whether they agree.

A result depends on the code of the stages, the libraries that read pages, Python, and the
reference tables. Code must be installed on every machine; the tables are small and travel.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import io
import os
import platform
import tempfile
import threading
import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cluster_assets.cache import CODE_MARKS, LIBRARIES
from cluster_assets.engines.jobs import EngineError
from cluster_assets.seeds import SEEDS_VARIABLE, seeds_path

# What this process works by, once it has done any work: rules load their tables only once.
_in_use: list[Rules] = []
_unpacked: list[tempfile.TemporaryDirectory[str]] = []  # gone with the process
_deciding = threading.Lock()


class OtherRulesError(EngineError):
    """A worker would come to other results."""


@dataclass(frozen=True)
class Rules:
    """What a process works by; equal rules give equal results."""

    code: tuple[tuple[str, str], ...]
    versions: tuple[tuple[str, str], ...]
    tables: str

    def differences(self, other: Rules) -> list[str]:
        """What is not the same in ``other``, in words; the tables aside."""
        theirs = dict(other.versions)
        found = [
            f"{name} {theirs.get(name, 'missing')} instead of {version}"
            for name, version in self.versions
            if theirs.get(name) != version
        ]
        codes = dict(other.code)
        changed = [stage for stage, mark in self.code if codes.get(stage) != mark]
        if changed and not found:
            found.append(f"other code of {' and '.join(changed)}")
        return found


def present_rules() -> Rules:
    """The rules of this process."""
    names = ("cluster-assets", *LIBRARIES)
    versions = [("Python", ".".join(platform.python_version_tuple()[:2]))]
    versions += [(f"{s} rules", v) for s, v in _rules_versions()]
    versions += [(name, importlib.metadata.version(name)) for name in names]
    return Rules(tuple(CODE_MARKS.items()), tuple(versions), _digest(_tables()))


@cache
def _rules_versions() -> tuple[tuple[str, str], ...]:
    from cluster_assets.clean.article import RULES_VERSION as CLEAN
    from cluster_assets.extract.facts import RULES_VERSION as EXTRACT

    return ("clean", CLEAN), ("extract", EXTRACT)


def packed_tables() -> bytes:
    """The reference tables of this process, to be sent along."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in _tables().items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def follow(wanted: Rules, tables: bytes) -> None:
    """Make sure that this process works by the wanted rules, with the tables sent along.

    Raises:
        OtherRulesError: it cannot; the message says what differs.
    """
    with _deciding:
        if wanted in _in_use:
            return
        differences = wanted.differences(present_rules())
        if not differences and _in_use:
            differences = ["the reference tables of an earlier run are loaded"]
        if differences:
            raise OtherRulesError(
                f"The worker {platform.node()} has {', '.join(differences)}. Install the same "
                "release on the workers and restart them."
            )
        if _digest(_tables()) != wanted.tables:
            _unpack(tables)
        _in_use.append(wanted)


def _unpack(tables: bytes) -> None:
    _unpacked.append(tempfile.TemporaryDirectory(prefix="cluster-assets-tables-"))
    folder = Path(_unpacked[-1].name)
    with zipfile.ZipFile(io.BytesIO(tables)) as archive:
        for name in archive.namelist():
            (folder / Path(name).name).write_bytes(archive.read(name))
    os.environ[SEEDS_VARIABLE] = str(folder)


def _tables() -> dict[str, bytes]:
    """The reference tables by name; none where a worker has only the package."""
    try:
        folder = seeds_path(".")
    except FileNotFoundError:
        return {}
    return {file.name: file.read_bytes() for file in sorted(folder.glob("*.csv"))}


def _digest(tables: dict[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name, data in tables.items():
        digest.update(name.encode() + b"\0" + hashlib.sha256(data).digest())
    return digest.hexdigest()
