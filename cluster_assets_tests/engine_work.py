"""Page work for the tests of engines; workers load this module by its name."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path


class OddError(Exception):
    """An exception that does not survive pickling."""

    def __init__(self, what: str, where: str) -> None:
        super().__init__(f"{what} {where}")


def double(number: int) -> int:
    """Twice the number; some numbers fail in ways of their own."""
    if number % 100 == 7:
        raise ValueError(f"no {number}")
    if number % 100 == 8:
        raise OddError("no", str(number))
    return 2 * number


def slow_double(number: int) -> int:
    """Twice the number, after a while."""
    time.sleep(0.002)
    return 2 * number


def die_at(number: int, place: int, once: str | None) -> int:
    """Twice the number; at one place the worker is killed, only once where a file says so."""
    if number == place and not (once and Path(once).exists()):
        if once:
            Path(once).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


def has_rules(_number: int) -> bool:
    """Whether the rules are loaded although no page was worked on yet."""
    from cluster_assets.extract.names.regions.gazetteer import load_gazetteer

    return load_gazetteer.cache_info().currsize == 1
