"""``cluster-assets backfill``: every day of a span, then the reports once."""

from __future__ import annotations

from datetime import date, timedelta

from cluster_assets.partitions import DAILY
from cluster_assets.runner import run_pipeline


def backfill(first: str, last: str, *, force: bool = False) -> int:
    """Run the days ``first`` to ``last`` (inclusive), oldest first; returns the exit code.

    The same jobs as ``cluster-assets run --day``, one after the other, so that the result is
    that of single runs; the reports are rebuilt once, at the end. Days that nothing changed
    for are skipped, so an interrupted backfill goes on where it stopped. A day that fails
    keeps what was published before; the others still run, the reports are rebuilt from what
    is published, and the exit code is 1.

    Raises:
        ValueError: a day is no date or lies outside the calendar, or the span is empty.
    """
    return run_pipeline(days=days_between(first, last), force=force, partial_reports=True)


def days_between(first: str, last: str) -> list[str]:
    """The days of a span, ascending, as partition keys.

    Raises:
        ValueError: as :func:`backfill`; the message says what is allowed.
    """
    start, end = _day(first), _day(last)
    if end < start:
        raise ValueError(f"The span is empty: {last} lies before {first}.")
    known = DAILY.get_partition_keys()
    days = [(start + timedelta(n)).isoformat() for n in range((end - start).days + 1)]
    if days[0] < known[0] or days[-1] > known[-1]:
        raise ValueError(
            f"The days run from {known[0]} to {known[-1]}; the first is `start_date` of "
            "seeds/sources.yaml."
        )
    return days


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is no day: write it as 2026-11-02.") from None
    if day.isoformat() != text:
        raise ValueError(f"{text!r} is no day: write it as {day.isoformat()}.")
    return day
