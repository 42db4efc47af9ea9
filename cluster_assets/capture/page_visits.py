"""Fetching the pages that the lists name, and landing each as it arrives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime

from cluster_assets.capture.fetch_rows import (
    LIST,
    PAGE,
    Known,
    Row,
    fetch_row,
    remember,
    result_row,
    settled_sources,
)
from cluster_assets.capture.list_visits import Plan, newest_first, read_lists, slow_down
from cluster_assets.capture.lists import Listed
from cluster_assets.capture.net.fetcher import Fetcher, FetchRequest, FetchResult
from cluster_assets.capture.source_kinds import NetworkSource, SitemapSource, UrlsSource
from cluster_assets.capture.warc import Entry, Fetched
from cluster_assets.capture.warc_file import DataRoot, LandingError, WarcFile
from cluster_assets.redact import redact

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Past:
    """What earlier visits left.

    ``known`` is by address; ``settled`` are sources with nothing left to ask for;
    ``published_today`` are the addresses with a row of today, ``fetched_today`` the pages
    that came today by source.
    """

    known: Mapping[str, Known]
    settled: set[str]
    published_today: frozenset[str]
    fetched_today: Mapping[str, int]


def past_of(recent: Sequence[Row], today: Sequence[Row]) -> Past:
    """From the published rows of earlier days and of today."""
    rows = [*recent, *today]
    return Past(
        known=remember(rows),
        settled=settled_sources(rows),
        published_today=frozenset(r["url"] for r in today),
        fetched_today=Counter(
            r["source"] for r in today if r["role"] == PAGE and r["outcome"] == "fetched"
        ),
    )


@dataclass(frozen=True)
class _Job:
    source: NetworkSource
    warc: WarcFile
    request: FetchRequest


def visit(
    root: DataRoot,
    sources: Sequence[NetworkSource],
    day: str,
    *,
    fetcher: Fetcher,
    past: Past,
    now: datetime,
    progress: Progress = lambda what, done, total: None,
) -> list[Row]:
    """Visit the sources once; returns the rows of ``capture/fetches``.

    Pages that an interrupted visit of the day landed are not asked for again. Each page is
    in its WARC file, on disk, before the next one of its host is asked for.
    """
    progress("lists", 0, len(sources))
    plans = read_lists(sources, fetcher, known=past.known, settled=past.settled, now=now)
    rows: list[Row] = [row for plan in plans for row in plan.rows]
    jobs: dict[str, _Job] = {}
    with ExitStack() as stack:
        for plan in plans:
            warc = stack.enter_context(WarcFile(root, day, plan.source.name))
            rows += _plan_pages(plan, warc, past, jobs, now)
        for job in jobs.values():
            slow_down(fetcher, job.source, job.request.url)
        requests = [job.request for job in jobs.values()]
        progress("pages", 0, len(requests))
        for done, result in enumerate(fetcher.fetch_all(requests), start=1):
            rows.append(_land(jobs[result.url], result, past.known.get(result.url)))
            progress("pages", done, len(requests))
    return rows


def _plan_pages(
    plan: Plan, warc: WarcFile, past: Past, jobs: dict[str, _Job], now: datetime
) -> list[Row]:
    """Add the source's requests to ``jobs``; rows of what need not be asked for."""
    source, rows, wanted = plan.source, [], []
    listed = list(plan.pages.values())
    for entry in newest_first(listed) if isinstance(source, SitemapSource) else listed:
        if entry.url in jobs:
            continue  # another source asks for it in this visit
        landed = warc.requested.get(entry.url)
        if landed is not None and redact(entry.url) not in past.published_today:
            rows.append(_resumed(source, entry.url, landed))
        elif isinstance(source, UrlsSource) or _is_new(entry, past.known.get(entry.url)):
            wanted.append(entry.url)
    budget = source.max_pages
    if isinstance(source, UrlsSource):
        wanted.sort(key=lambda url: _tried_at(past.known.get(url)))  # in turn, where not all fit
    else:
        budget = max(0, budget - past.fetched_today.get(source.name, 0) - len(rows))
    if len(wanted) > budget:
        rows += _note_over_limit(plan, len(wanted), budget, now)
    for url in wanted[:budget]:
        jobs[url] = _Job(source, warc, _request(source, url, past.known.get(url)))
    return rows


def _is_new(entry: Listed, known: Known | None) -> bool:
    """Whether an entry of a list was never had, or says that it changed since."""
    if known is None or known.page_id is None:
        return True
    return entry.changed_at is not None and entry.changed_at > known.tried_at


def _tried_at(known: Known | None) -> datetime:
    return known.tried_at if known is not None else datetime.min.replace(tzinfo=UTC)


def _request(source: NetworkSource, url: str, known: Known | None) -> FetchRequest:
    allowed = frozenset(source.allow_hosts)
    if known is None or known.page_id is None:
        return FetchRequest(url, allow_hosts=allowed)
    return FetchRequest(url, known.etag, known.last_modified, allowed)


def _note_over_limit(plan: Plan, wanted: int, budget: int, now: datetime) -> list[Row]:
    """Let the row of the list say what was left out; a row of its own where there is none."""
    source = plan.source
    reason = f"{wanted} pages to ask for, {budget} asked (max_pages): the rest comes later"
    for row in plan.rows:
        if row["outcome"] == "fetched":
            row.update(outcome="over_limit", reason=reason)
            return []
    row = fetch_row(source.name, source.target, LIST, "over_limit", now, reason=reason)
    return [{**row, "seen_count": wanted}]


def _land(job: _Job, result: FetchResult, known: Known | None) -> Row:
    """Store what came; a page that cannot be stored is a row, a full disk is an error."""
    row = result_row(job.source.name, PAGE, result, known)
    answer = result.answer
    if result.outcome != "fetched" or answer is None:
        return row
    page = Fetched(
        result.final_url,
        result.url,
        result.fetched_at,
        answer.status,
        answer.headers,
        answer.request_headers,
        answer.body,
    )
    page_id, first = page.page_id, None
    if known is not None and known.page_id == page_id and known.page_at and known.page_url:
        first = (known.page_url, known.page_at)
    try:
        stored = job.warc.land_fetched(page, first)
    except LandingError:
        raise
    except Exception as error:  # one odd page stops no other
        return {**row, "outcome": "error", "reason": f"not stored: {error!r}"[:300]}
    return {**row, "page_id": page_id, "outcome": "fetched" if stored else "unchanged"}


def _resumed(source: NetworkSource, url: str, entry: Entry) -> Row:
    """The row of a page that an interrupted visit landed."""
    return fetch_row(
        source.name,
        url,
        PAGE,
        "unchanged" if entry.kind == "revisit" else "fetched",
        entry.captured_at,
        http_status=entry.http_status,
        final_url=entry.url if entry.url != url else None,
        page_id=entry.page_id,
        etag=entry.etag,
        last_modified=entry.last_modified,
        byte_count=entry.byte_count,
    )
