"""What came in and what became of it, by day and outlet; every page counted once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from statistics import median
from typing import Any

from cluster_assets.records import KEPT, REJECTED_OUTCOMES

Row = dict[str, Any]

SEOUL = timezone(timedelta(hours=9), "Asia/Seoul")
# ``missing``: captured, but neither an article nor a reject. It must stay zero.
OUTCOMES = (KEPT, *REJECTED_OUTCOMES, "missing")


def build_coverage(
    pages: Sequence[Mapping[str, Any]],
    articles: Sequence[Mapping[str, Any]],
    rejects: Sequence[Mapping[str, Any]],
) -> list[Row]:
    """One row per capture day and outlet; pages without a known outlet have null.

    ``pages_in`` is the sum of the ``outcome_<outcome>`` columns. ``latency_days`` is the
    median of capture day less publication day over the articles that tell both.
    """
    kept = _by_day_and_page(articles)
    gone = _by_day_and_page(rejects)
    cells: dict[tuple[date, str | None], Row] = {}
    latencies: dict[tuple[date, str | None], list[int]] = defaultdict(list)
    for page in pages:
        day, page_id = seoul_date(page["captured_at"]), page["page_id"]
        outcome, found_row = _outcome(page, day, page_id, kept, gone)
        key = (day, (found_row or {}).get("outlet"))
        cell = cells.setdefault(key, {f"outcome_{o}": 0 for o in OUTCOMES})
        cell[f"outcome_{outcome}"] += 1
        if outcome == KEPT and found_row is not None and found_row.get("published_date"):
            latencies[key].append((day - found_row["published_date"]).days)
    return [
        {
            "captured_date": day,
            "outlet": outlet,
            "pages_in": sum(cells[day, outlet].values()),
            **cells[day, outlet],
            "latency_days": float(median(found)) if (found := latencies[day, outlet]) else None,
        }
        for day, outlet in sorted(cells, key=lambda k: (k[0], k[1] is not None, k[1] or ""))
    ]


def seoul_date(moment: datetime | date) -> date:
    """The day in Seoul of a moment; a naive one is taken as UTC."""
    if not isinstance(moment, datetime):
        return moment
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(SEOUL).date()


def _by_day_and_page(rows: Sequence[Mapping[str, Any]]) -> dict[tuple[Any, str], Mapping[str, Any]]:
    found: dict[tuple[Any, str], Mapping[str, Any]] = {}
    for row in rows:
        found.setdefault((None, row["page_id"]), row)
        if row.get("captured_date") is not None:
            found[row["captured_date"], row["page_id"]] = row
    return found


def _outcome(
    page: Mapping[str, Any],
    day: date,
    page_id: str,
    kept: Mapping[tuple[Any, str], Mapping[str, Any]],
    gone: Mapping[tuple[Any, str], Mapping[str, Any]],
) -> tuple[str, Mapping[str, Any] | None]:
    """The outcome of a page: its own where capture ended it, else the clean stage's."""
    if page.get("outcome") in REJECTED_OUTCOMES:
        return str(page["outcome"]), None
    for key in ((day, page_id), (None, page_id)):
        if key in kept:
            return KEPT, kept[key]
        if key in gone:
            outcome = str(gone[key]["outcome"])
            return (outcome if outcome in OUTCOMES else "error"), gone[key]
    return "missing", None
