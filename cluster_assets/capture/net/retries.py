"""Trying again, with backoff and Retry-After, where a second try may help."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import stamina

from cluster_assets.capture.net.limits import FetchLimits
from cluster_assets.capture.net.requests import Answer

RETRIED = (429, 500, 502, 503, 504)
RETRIED_OUTCOMES = ("timed_out", "network_error")


class _TryAgain(Exception):  # noqa: N818
    def __init__(self, answer: Answer) -> None:
        super().__init__(f"status {answer.status}")
        self.answer = answer


def with_retries(ask: Callable[[], Answer], limits: FetchLimits) -> Answer:
    """The answer of the last try; an error that stays is raised as it is."""

    def once_more(error: Exception) -> bool | float:
        if isinstance(error, _TryAgain):
            wanted = retry_after_seconds(error.answer.header("retry-after"))
            if wanted is None:
                return True
            return wanted if wanted <= limits.max_retry_after_seconds else False
        return getattr(error, "outcome", None) in RETRIED_OUTCOMES

    def attempt() -> Answer:
        answer = ask()
        if answer.status in RETRIED:
            raise _TryAgain(answer)
        return answer

    try:
        for attempt_context in stamina.retry_context(
            on=once_more,
            attempts=limits.attempts,
            timeout=None,
            wait_initial=limits.backoff_seconds,
            wait_max=limits.max_retry_after_seconds,
            wait_jitter=limits.backoff_seconds / 4,
        ):
            with attempt_context:
                return attempt()
    except _TryAgain as given_up:
        return given_up.answer
    raise AssertionError("unreachable: the loop returns or raises")


def retry_after_seconds(value: str | None, now: datetime | None = None) -> float | None:
    """Seconds that a Retry-After header asks for, given as a number or as a date."""
    if not value:
        return None
    text = value.strip()
    if text.isdigit():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - (now or datetime.now(UTC))).total_seconds())
