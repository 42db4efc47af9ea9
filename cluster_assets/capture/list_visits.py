"""Reading the lists of the network sources: which pages each names today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from cluster_assets.capture.addresses import host_of, normalized, read_address_list
from cluster_assets.capture.fetch_rows import LIST, Known, Row, fetch_row, result_row
from cluster_assets.capture.lists import (
    Listed,
    ListUnreadableError,
    is_recent,
    read_feed,
    read_sitemap,
)
from cluster_assets.capture.net.fetcher import Fetcher, FetchRequest, FetchResult
from cluster_assets.capture.net.limits import FEED_TYPES
from cluster_assets.capture.source_kinds import (
    FeedSource,
    NetworkSource,
    SitemapSource,
    UrlsSource,
    seoul_day,
)

MAX_SITEMAPS = 50  # of one source, below its index
MAX_DEPTH = 2


@dataclass
class Plan:
    """One source's visit: the pages that its lists name, and the rows of the lists."""

    source: NetworkSource
    pages: dict[str, Listed] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    sitemaps: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class _Job:
    plan: Plan
    url: str
    depth: int = 0


def read_lists(
    sources: Sequence[NetworkSource],
    fetcher: Fetcher,
    *,
    known: Mapping[str, Known],
    settled: set[str],
    now: datetime,
) -> list[Plan]:
    """Fetch and read every source's list; what fails is a row of that source alone."""
    plans = [Plan(source) for source in sources]
    jobs = [job for plan in plans for job in _first_jobs(plan, now)]
    while jobs:
        waiting: dict[str, list[_Job]] = {}
        for job in jobs:
            waiting.setdefault(job.url, []).append(job)
            slow_down(fetcher, job.plan.source, job.url)
        requests = [_request(same[0], known, settled) for same in waiting.values()]
        jobs = []
        for result in fetcher.fetch_all(
            requests, max_bytes=fetcher.limits.max_feed_bytes, content_types=FEED_TYPES
        ):
            for job in waiting[result.url]:
                jobs += _take(job, result, known.get(result.url), fetcher, now)
    return plans


def slow_down(fetcher: Fetcher, source: NetworkSource, url: str) -> None:
    """Keep the source's gap at the address' host; of several sources' gaps the longest."""
    host = host_of(url)
    if host:
        fetcher.gaps[host] = max(fetcher.gaps.get(host, 0.0), source.gap_for(host))


def _first_jobs(plan: Plan, now: datetime) -> Iterator[_Job]:
    source = plan.source
    if isinstance(source, UrlsSource):
        plan.pages, row = _own_addresses(source, now)
        plan.rows += row
        return
    if isinstance(source, FeedSource | SitemapSource):
        url = normalized(source.url)
        if url is None:
            reason = "the address cannot be read"
            plan.rows.append(
                fetch_row(source.name, source.url, LIST, "refused", now, reason=reason)
            )
        else:
            plan.sitemaps.add(url)
            yield _Job(plan, url)


def _own_addresses(source: UrlsSource, now: datetime) -> tuple[dict[str, Listed], list[Row]]:
    """The addresses of a ``urls`` source; those that are none get a row."""
    try:
        text = source.path.read_text("utf-8-sig") if source.path else "\n".join(source.urls)
    except (OSError, UnicodeDecodeError) as error:
        row = fetch_row(source.name, source.target, LIST, "feed_unreadable", now, reason=error)
        return {}, [row]
    pages, rows = {}, []
    for address in read_address_list(text):
        url = normalized(address)
        if url is None:
            why = "not an http or https address"
            rows.append(fetch_row(source.name, address[:300], LIST, "refused", now, reason=why))
        else:
            pages[url] = Listed(url)
    return pages, rows


def _request(job: _Job, known: Mapping[str, Known], settled: set[str]) -> FetchRequest:
    source, before = job.plan.source, known.get(job.url)
    allowed = frozenset(source.allow_hosts)
    if before is None or source.name not in settled:
        return FetchRequest(job.url, allow_hosts=allowed)
    return FetchRequest(job.url, before.etag, before.last_modified, allowed)


def _take(
    job: _Job, result: FetchResult, before: Known | None, fetcher: Fetcher, now: datetime
) -> list[_Job]:
    """Note what came of a list, take its pages, return the sitemaps it leads to."""
    plan, source = job.plan, job.plan.source
    row = result_row(source.name, LIST, result, before)
    plan.rows.append(row)
    if result.outcome != "fetched" or result.answer is None:
        return []
    limit = fetcher.limits.max_feed_bytes
    try:
        if isinstance(source, FeedSource):
            pages = read_feed(result.answer.body, result.final_url, now=now, limit=limit)
            children: tuple[Listed, ...] = ()
        else:
            found = read_sitemap(result.answer.body, result.final_url, now=now, limit=limit)
            pages, children = found.pages, found.sitemaps
    except ListUnreadableError as error:
        # Without validators, so that the next visit reads it again.
        row.update(outcome="feed_unreadable", reason=str(error)[:300], etag=None)
        row.update(last_modified=None)
        return []
    except Exception as error:  # one odd list stops no other source
        row.update(outcome="error", reason=repr(error)[:300], etag=None, last_modified=None)
        return []
    row["seen_count"] = len(pages)
    if children:  # an index that did not change may lead to sitemaps that did
        row.update(etag=None, last_modified=None)
    plan.pages.update((p.url, p) for p in pages if _is_wanted(source, p, now))
    return _children(job, children, now)


def _is_wanted(source: NetworkSource, listed: Listed, now: datetime) -> bool:
    if isinstance(source, SitemapSource) and not is_recent(
        listed, seoul_day(now), source.max_age_days
    ):
        return False
    return source.wants(listed.url)


def _children(job: _Job, sitemaps: Sequence[Listed], now: datetime) -> list[_Job]:
    """The sitemaps of an index that may hold new pages, the newest first, each once."""
    source = job.plan.source
    if not isinstance(source, SitemapSource) or job.depth >= MAX_DEPTH:
        return []
    recent = [s for s in sitemaps if is_recent(s, seoul_day(now), source.max_age_days)]
    jobs = []
    for listed in newest_first(recent):
        if listed.url not in job.plan.sitemaps and len(job.plan.sitemaps) <= MAX_SITEMAPS:
            job.plan.sitemaps.add(listed.url)
            jobs.append(replace(job, url=listed.url, depth=job.depth + 1))
    return jobs


def newest_first(listed: Sequence[Listed]) -> list[Listed]:
    """By time of change; those that do not tell come last, in their order."""
    oldest = datetime.min.replace(tzinfo=UTC)
    return sorted(listed, key=lambda entry: entry.changed_at or oldest, reverse=True)
