"""Page work that takes its process down; a module that loads at once, as each worker loads it."""

from __future__ import annotations

import os
import signal
import time

FOREVER_SECONDS = 3600


class OddError(Exception):
    """Cannot be built from its own arguments, so it cannot travel between processes."""

    def __init__(self, page: int, reason: str) -> None:
        super().__init__(f"{page}: {reason}")


def work(number: int, poison: str, path: str) -> int:
    """Its number; a multiple of 70 does what ``poison`` says."""
    if number and number % 70 == 0:
        if poison == "always killed":
            os.kill(os.getpid(), signal.SIGKILL)
        if poison == "killed once":
            with open(f"{path}/{number}", "a+b", buffering=0) as seen:  # noqa: PTH123
                seen.write(b"x")
                if seen.tell() == 1:
                    os.kill(os.getpid(), signal.SIGKILL)
        if poison == "never ends":
            time.sleep(FOREVER_SECONDS)
        if poison == "odd error":
            raise OddError(number, "does not travel")
    return number


def always_killed(number: int) -> int:
    """Nothing survives this one."""
    os.kill(os.getpid(), signal.SIGKILL)
    return number
