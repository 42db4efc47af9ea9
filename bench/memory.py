"""Memory of a process and all that it started, at its highest.

A page of memory that several processes share counts once (Linux tells the proportional set
size of each process); elsewhere each process counts for itself, from the system's own peaks.
"""

from __future__ import annotations

import contextlib
import os
import resource
import threading
from collections.abc import Iterator
from pathlib import Path

PROC = Path("/proc")
SECONDS_BETWEEN = 0.25


class Peak:
    """The highest sum seen so far, in megabytes."""

    def __init__(self) -> None:
        self.megabytes = 0.0
        self._done = threading.Event()

    def watch(self) -> None:
        """Look again and again until ``stop``; meant for a thread."""
        while not self._done.wait(SECONDS_BETWEEN):
            self.megabytes = max(self.megabytes, megabytes_of_all(os.getpid()))

    def stop(self) -> None:
        self._done.set()
        if not self.megabytes:
            self.megabytes = _peaks_of_the_system()


@contextlib.contextmanager
def peak_memory() -> Iterator[Peak]:
    """Watch this process and its descendants while the block runs."""
    peak = Peak()
    if (PROC / "self/smaps_rollup").exists():
        watcher = threading.Thread(target=peak.watch, daemon=True)
        watcher.start()
    try:
        yield peak
    finally:
        peak.stop()


def own_peak_megabytes() -> float:
    """The most that this process alone ever held.

    ``ru_maxrss`` would be that of the process that started it, where that held more.
    """
    with contextlib.suppress(OSError):
        for line in (PROC / "self/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def megabytes_of_all(root: int) -> float:
    """Memory of a process and its descendants, shared pages once."""
    return sum(_proportional_kilobytes(process) for process in _family(root)) / 1024


def _family(root: int) -> list[int]:
    parents = {}
    for folder in PROC.iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError):  # it ended meanwhile
                after_name = (folder / "stat").read_text().rpartition(")")[2].split()
                parents[int(folder.name)] = int(after_name[1])
    found = [root]
    for process in found:
        found += [child for child, parent in parents.items() if parent == process]
    return found


def _proportional_kilobytes(process: int) -> int:
    with contextlib.suppress(OSError):
        for line in (PROC / str(process) / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0


def _peaks_of_the_system() -> float:
    """Peak of this process and of its largest child; an estimate where nothing better is."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return own_peak_megabytes() + children
