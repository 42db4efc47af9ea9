"""Faults on demand: tests kill a process, or fail a call, exactly where it hurts.

``CLUSTER_ASSETS_FAULT`` holds plans ``ACTION:PLACE[:WHEN]``, separated by commas:

- ACTION: ``kill`` (SIGKILL to this process), the name of an errno such as ``ENOSPC`` (raised
  as OSError), or ``crash`` (a RuntimeError);
- PLACE: one of :data:`PLACES`;
- WHEN: ``3`` (the third time this process comes there; ``1`` where it is left out), ``3+``
  (from then on), or ``=TEXT`` (each time for a file or page whose name ends with TEXT).

Without the setting, reaching a place costs one look at an empty tuple.
"""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass

FAULT_ENV = "CLUSTER_ASSETS_FAULT"
PLACES = (
    # a file that replaces another: tables, reports, warehouse, site, package, ledger, states
    "before-write",
    "half-write",
    "after-write",
    "after-sync",
    "after-rename",
    # appending to a WARC file
    "warc-before",
    "warc-half",
    "warc-after",
    "warc-cut",
    # one batch of the cache, inside and after its transaction
    "cache-batch",
    "cache-after",
    # work on one page, by its id
    "clean-page",
    "extract-page",
)
KILL, CRASH = "kill", "crash"


@dataclass
class Plan:
    """One planned fault; ``count`` is how often its place was reached."""

    action: str
    place: str
    first: int = 1
    lasts: bool = False
    ending: str | None = None
    count: int = 0

    def is_due(self, detail: str) -> bool:
        """Whether the fault happens now; counts the visit."""
        if self.ending is not None:
            return detail.endswith(self.ending)
        self.count += 1
        return self.count >= self.first if self.lasts else self.count == self.first


def parse_plans(text: str) -> tuple[Plan, ...]:
    """The plans of a setting.

    Raises:
        ValueError: an action or a place is unknown; the message lists what there is.
    """
    return tuple(_plan(part.strip()) for part in text.split(",") if part.strip())


def _plan(text: str) -> Plan:
    action, _, rest = text.partition(":")
    place, _, when = rest.partition(":")
    known = action in (KILL, CRASH) or hasattr(errno, action)
    if not known or place not in PLACES:
        raise ValueError(
            f"{FAULT_ENV}: {text!r} is no fault. Write ACTION:PLACE[:WHEN] with ACTION kill, crash "
            f"or an errno such as ENOSPC, and PLACE one of {', '.join(PLACES)}."
        )
    if when.startswith("="):
        return Plan(action, place, ending=when[1:])
    number = when.removesuffix("+") or "1"
    if not number.isdecimal() or int(number) < 1:
        raise ValueError(f"{FAULT_ENV}: {text!r} must end in a number from 1 on, or =TEXT.")
    return Plan(action, place, first=int(number), lasts=when.endswith("+"))


_plans = parse_plans(os.environ.get(FAULT_ENV, ""))


def set_plans(text: str) -> None:
    """Plan anew within this process; an empty text plans nothing."""
    global _plans
    _plans = parse_plans(text)


def reach(place: str, detail: object = "") -> None:
    """Say that a place is reached; the planned fault happens here, if there is one.

    ``detail`` names the file or page.

    Raises:
        OSError: it was planned (``ENOSPC:...``).
        RuntimeError: it was planned (``crash:...``).
    """
    if not _plans:
        return
    for plan in _plans:
        if plan.place == place and plan.is_due(str(detail)):
            _happen(plan, str(detail))


def is_planned(place: str) -> bool:
    """Whether a fault is planned at a place at all."""
    return any(plan.place == place for plan in _plans)


def _happen(plan: Plan, detail: str) -> None:
    if plan.action == KILL:
        os.kill(os.getpid(), signal.SIGKILL)
    if plan.action == CRASH:
        raise RuntimeError(f"planned fault at {plan.place}")
    number = int(getattr(errno, plan.action))
    raise OSError(number, f"{os.strerror(number)} (planned fault at {plan.place})", detail)


def pieces(place: str, data: bytes, detail: object = "") -> Iterator[memoryview]:
    """The data to write: whole, or in two halves with ``place`` between them where planned."""
    whole = memoryview(data)
    if not is_planned(place):
        yield whole
        return
    half = len(whole) // 2
    yield whole[:half]
    reach(place, detail)
    yield whole[half:]
