"""Rows of ``capture/fetches``: what was tried, what came of it, what to ask for next time.

The published rows of recent days are also the state that conditional requests are made
from, so there is no second store to keep in step: the newest ETag, Last-Modified and page of
an address count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cluster_assets.capture.addresses import host_of
from cluster_assets.capture.net.fetcher import FETCH_OUTCOMES, FetchResult
from cluster_assets.redact import redact

Row = dict[str, Any]

LIST, PAGE, ARCHIVE = "list", "page", "archive"
ROLES = (LIST, PAGE, ARCHIVE)
# What is fine: bytes came, nothing new came, or more than wanted came.
GOOD_OUTCOMES = ("fetched", "not_modified", "unchanged", "over_limit", "read")
BAD_OUTCOMES = (
    *(outcome for outcome in FETCH_OUTCOMES if outcome not in GOOD_OUTCOMES),
    "feed_unreadable",
    "archive_cut",
    "archive_unreadable",
    "error",
)
OUTCOMES = (*GOOD_OUTCOMES, *BAD_OUTCOMES)
_LIST_WAS_READ = ("fetched", "over_limit")
# Of these, an earlier visit of the day tells more.
_NOTHING_NEW = ("not_modified", "unchanged")
REASON_CHARACTERS = 300


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an address from earlier visits; times are UTC."""

    tried_at: datetime
    is_good: bool
    etag: str | None = None
    last_modified: str | None = None
    page_id: str | None = None
    page_at: datetime | None = None
    page_url: str | None = None


def fetch_row(
    source: str, url: str, role: str, outcome: str, fetched_at: datetime, **values: Any
) -> Row:
    """One row with every column; what is not given is null. Secrets of addresses are hidden."""
    reason, final_url = values.pop("reason", None), values.pop("final_url", None)
    return {
        "url": redact(url),
        "source": source,
        "role": role,
        "host": host_of(url),
        "fetched_at": fetched_at,
        "outcome": outcome,
        "reason": None if reason is None else _short(reason),
        "http_status": None,
        "final_url": None if final_url is None else redact(final_url),
        "page_id": None,
        "etag": None,
        "last_modified": None,
        "byte_count": None,
        "seen_count": None,
        "landed_count": None,
        "triaged_out_count": None,
        **values,
    }


def _short(reason: object) -> str:
    return redact(" ".join(str(reason).split()))[:REASON_CHARACTERS]


class Memory(dict[str, Known]):
    """What is known, by address; looked up as rows tell it, with its secrets hidden."""

    def get(self, key: str, default: Any = None) -> Any:
        """What is known of an address as it is asked for."""
        return super().get(redact(key), default)


def result_row(source: str, role: str, result: FetchResult, known: Known | None) -> Row:
    """The row of one fetch; after a 304 the validators that were sent stay valid."""
    answer = result.answer
    kept = known if result.outcome == "not_modified" else None
    return fetch_row(
        source,
        result.url,
        role,
        result.outcome,
        result.fetched_at,
        reason=result.reason,
        http_status=result.status,
        final_url=result.final_url if result.final_url != result.url else None,
        etag=(answer.header("etag") if answer else None) or (kept.etag if kept else None),
        last_modified=(answer.header("last-modified") if answer else None)
        or (kept.last_modified if kept else None),
        byte_count=len(answer.body) if answer and result.outcome == "fetched" else None,
    )


def remember(rows: Iterable[Mapping[str, Any]]) -> Memory:
    """What earlier rows tell, by address; the newest that tells it counts."""
    known = Memory()
    for row in sorted(rows, key=lambda r: r["fetched_at"]):
        old = known.get(row["url"])
        has_validator = row["etag"] is not None or row["last_modified"] is not None
        page: tuple[str | None, datetime | None, str | None] = (None, None, None)
        if row["page_id"] is not None and row["role"] == PAGE:
            page = (row["page_id"], row["fetched_at"], row["final_url"] or row["url"])
        elif old is not None:
            page = (old.page_id, old.page_at, old.page_url)
        known[row["url"]] = Known(
            tried_at=row["fetched_at"],
            is_good=row["outcome"] in GOOD_OUTCOMES,
            etag=row["etag"] if has_validator or old is None else old.etag,
            last_modified=row["last_modified"]
            if has_validator or old is None
            else old.last_modified,
            page_id=page[0],
            page_at=page[1],
            page_url=page[2],
        )
    return known


def settled_sources(rows: Iterable[Mapping[str, Any]]) -> set[str]:
    """Sources whose last visit left nothing to be asked for again.

    Only their lists may be asked for conditionally: an unchanged list would otherwise hide
    the pages that failed, or that were over the limit, the last time.
    """
    by_source: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        by_source[row["source"]].append(row)
    return {source for source, found in by_source.items() if _is_settled(found)}


def _is_settled(rows: Sequence[Mapping[str, Any]]) -> bool:
    """Judged by the rows since the list was last read as a whole."""
    read_at = max(
        (r["fetched_at"] for r in rows if r["role"] == LIST and r["outcome"] in _LIST_WAS_READ),
        default=None,
    )
    return read_at is not None and all(
        r["outcome"] in GOOD_OUTCOMES and r["outcome"] != "over_limit"
        for r in rows
        if r["fetched_at"] >= read_at
    )


def merge_visits(earlier: Sequence[Row], new: Sequence[Row]) -> list[Row]:
    """The rows of a day after one more visit: one row a source and address.

    A visit that found nothing new leaves the earlier row as it was, and a page that came
    stays one that came.
    """
    merged = {(row["source"], row["url"]): row for row in earlier}
    for row in new:
        key = (row["source"], row["url"])
        old = merged.get(key)
        if old is not None and _tells_more(old, row):
            continue
        merged[key] = row
    return [merged[key] for key in sorted(merged)]


def _tells_more(old: Row, new: Row) -> bool:
    if {**old, "fetched_at": None} == {**new, "fetched_at": None}:
        return True  # the first time that it was so counts: nothing is published anew
    if old["outcome"] in GOOD_OUTCOMES and new["outcome"] in _NOTHING_NEW:
        return True
    came = old["role"] == PAGE and old["outcome"] == "fetched"
    same_page = new["page_id"] is not None and new["page_id"] == old["page_id"]
    return came and (new["outcome"] in BAD_OUTCOMES or same_page)
