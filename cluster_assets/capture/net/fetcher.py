"""The fetcher: robots, gaps, retries, redirects, circuit breaker; one outcome an address."""

from __future__ import annotations

import queue
import ssl
import threading
import time
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from typing import Literal, get_args
from urllib.parse import urljoin, urlsplit

import httpcore

from cluster_assets.capture.net.addresses import AddressRefusedError, Resolver, resolve
from cluster_assets.capture.net.decoding import BadEncodingError, TooLargeError
from cluster_assets.capture.net.limits import FetchLimits
from cluster_assets.capture.net.requests import Answer, SchemeRefusedError, Wire, check_scheme
from cluster_assets.capture.net.retries import with_retries
from cluster_assets.capture.net.robots import ALLOW_ALL, Rules, rules_of

FetchOutcome = Literal[
    "fetched",
    "not_modified",
    "robots_forbidden",
    "robots_unreachable",
    "crawl_delay_too_long",
    "refused",
    "too_many_redirects",
    "too_large",
    "timed_out",
    "http_error",
    "network_error",
    "tls_error",
    "bad_encoding",
    "bad_content_type",
    "host_down",
]
FETCH_OUTCOMES: tuple[str, ...] = get_args(FetchOutcome)
REDIRECTS = (301, 302, 303, 307, 308)
# What says that the host, not the page, is in trouble.
HOST_TROUBLE = ("timed_out", "network_error", "tls_error", "robots_unreachable")


@dataclass(frozen=True, slots=True)
class FetchRequest:
    """One address to fetch; with ``etag`` or ``last_modified`` only if it changed since.

    ``allow_hosts`` are the trusted hosts that this request may reach; None means all of the
    fetcher's, so that one source's intranet is not open to another source's links.
    """

    url: str
    etag: str | None = None
    last_modified: str | None = None
    allow_hosts: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class FetchResult:
    """What came of one address; ``answer`` is set for ``fetched`` and ``not_modified``."""

    url: str
    final_url: str
    outcome: FetchOutcome
    reason: str | None
    fetched_at: datetime
    status: int | None = None
    answer: Answer | None = None
    redirects: tuple[str, ...] = ()


@dataclass
class _Host:
    wire: Wire
    lock: threading.Lock = field(default_factory=threading.Lock)
    free_at: float = 0.0  # time.monotonic of the earliest next request
    rules: Rules | None = None
    failures: int = 0


class _Ended(Exception):  # noqa: N818 - not an error: the page's outcome is known
    def __init__(self, outcome: FetchOutcome, reason: str, status: int | None = None) -> None:
        super().__init__(reason)
        self.outcome, self.reason, self.status = outcome, reason, status


class Fetcher:
    """Fetches pages politely; thread-safe; one instance a run, so that gaps are kept.

    ``trusted_hosts`` may be at private addresses. ``resolver`` replaces the system's DNS.
    ``gaps`` holds, by host, seconds between two requests where they are not the limits'.
    """

    def __init__(
        self,
        limits: FetchLimits | None = None,
        *,
        resolver: Resolver = resolve,
        trusted_hosts: Collection[str] = (),
        ssl_context: ssl.SSLContext | None = None,
    ) -> None:
        self.limits = limits or FetchLimits()
        self._resolver, self._trusted, self._ssl = resolver, trusted_hosts, ssl_context
        self.gaps: dict[str, float] = {}
        self._hosts: dict[str, _Host] = {}
        self._guard = threading.Lock()

    def fetch_all(
        self,
        requests: Sequence[FetchRequest],
        *,
        max_bytes: int | None = None,
        content_types: Collection[str] | None = None,
    ) -> Iterator[FetchResult]:
        """Results as they arrive; one host's pages in order, several hosts side by side."""
        by_host: dict[str, list[FetchRequest]] = defaultdict(list)
        for request in requests:
            by_host[_origin(request.url)].append(request)
        done: queue.SimpleQueue[FetchResult] = queue.SimpleQueue()
        left = threading.Event()  # the reader went away: ask for nothing more

        def one_host(group: list[FetchRequest]) -> None:
            for request in group:
                if left.is_set():
                    return
                done.put(self.fetch(request, max_bytes=max_bytes, content_types=content_types))

        with ThreadPoolExecutor(max(1, self.limits.concurrent_hosts)) as pool:
            for group in by_host.values():
                pool.submit(one_host, group)
            try:
                for _ in requests:
                    yield done.get()
            finally:
                left.set()

    def fetch(
        self,
        request: FetchRequest,
        *,
        max_bytes: int | None = None,
        content_types: Collection[str] | None = None,
    ) -> FetchResult:
        """Fetch one address; never raises: what went wrong is the outcome and its reason."""
        started, trail = datetime.now(UTC).replace(microsecond=0), [request.url]
        end: FetchOutcome
        try:
            answer = self._follow(request, trail, max_bytes or self.limits.max_page_bytes)
            _require_type(answer, content_types or self.limits.content_types)
            end = "not_modified" if answer.status == 304 else "fetched"
            result = FetchResult(request.url, trail[-1], end, None, started, answer.status, answer)
        except _Ended as ended:
            result = FetchResult(
                request.url, trail[-1], ended.outcome, ended.reason, started, ended.status
            )
        except Exception as error:  # a bug of ours must not stop the other pages
            reason = f"{type(error).__name__}: {error}"[:300]
            result = FetchResult(request.url, trail[-1], "network_error", reason, started)
        return replace(result, redirects=tuple(trail[1:]))

    def sitemaps_of(self, url: str) -> tuple[str, ...]:
        """Sitemaps that the robots.txt of an address' host names."""
        try:
            return self._rules(url).sitemaps
        except _Ended:
            return ()

    def close(self) -> None:
        """Drop all connections."""
        for host in self._hosts.values():
            host.wire.close()

    def _follow(self, request: FetchRequest, trail: list[str], max_bytes: int) -> Answer:
        headers = {}
        if request.etag:
            headers["If-None-Match"] = request.etag
        if request.last_modified:
            headers["If-Modified-Since"] = request.last_modified
        while True:
            url = trail[-1]
            self._require_allowed(url, request.allow_hosts)
            answer = with_retries(partial(self._once, url, headers, max_bytes), self.limits)
            location = answer.header("location")
            if answer.status not in REDIRECTS or not location:
                if answer.status == 304 or 200 <= answer.status < 300:
                    return answer
                raise _Ended("http_error", f"the host answered {answer.status}", answer.status)
            if len(trail) > self.limits.max_redirects:
                raise _Ended("too_many_redirects", f"more than {self.limits.max_redirects}")
            trail.append(urljoin(url, location))

    def _require_allowed(self, url: str, allow_hosts: frozenset[str] | None) -> None:
        host = _origin(url)
        if allow_hosts is not None and host in self._trusted and host not in allow_hosts:
            raise _Ended("refused", f"{host} is a trusted host of other sources only")
        rules = self._rules(url)
        if rules.refusal is not None:
            raise _Ended("robots_unreachable", rules.refusal)
        if not rules.allows(url):
            raise _Ended("robots_forbidden", "robots.txt forbids this path")
        delay = rules.crawl_delay_seconds or 0.0
        if delay > self.limits.max_crawl_delay_seconds:
            raise _Ended("crawl_delay_too_long", f"robots.txt asks for {delay:g} s a page")

    def _rules(self, url: str) -> Rules:
        """The rules of the address' host, asked for once a run."""
        try:
            check_scheme(url)
        except SchemeRefusedError as error:
            raise _Ended("refused", str(error)) from error
        host = self._host(url)
        with host.lock:
            known = host.rules
        if known is not None:
            return known
        rules = self._ask_rules(url)
        with host.lock:
            host.rules = rules
        return rules

    def _ask_rules(self, url: str) -> Rules:
        trail = [urljoin(url, "/robots.txt")]
        try:
            while True:
                answer = with_retries(
                    lambda: self._once(trail[-1], {}, self.limits.max_robots_bytes, cut=True),
                    self.limits,
                )
                location = answer.header("location")
                if answer.status not in REDIRECTS or not location:
                    return rules_of(answer.status, answer.body)
                if len(trail) > self.limits.max_redirects:
                    return ALLOW_ALL  # RFC 9309, 2.3.1.2: as if there were none
                trail.append(urljoin(trail[-1], location))
        except _Ended as ended:
            if ended.outcome in ("refused", "host_down"):
                raise
            return Rules(refusal=f"robots.txt could not be read: {ended.reason}")

    def _once(
        self, url: str, headers: dict[str, str], max_bytes: int, *, cut: bool = False
    ) -> Answer:
        """One request, after the host's gap; failures count for the circuit breaker."""
        host = self._host(url)
        with host.lock:
            if host.failures >= self.limits.breaker_failures:
                raise _Ended("host_down", f"{host.failures} failures in a row; left alone")
            delay = host.rules.crawl_delay_seconds if host.rules else None
            gap = max(self.gaps.get(_origin(url), self.limits.min_gap_seconds), delay or 0.0)
            time.sleep(max(0.0, host.free_at - time.monotonic()))
            try:
                answer = _ask(host.wire, url, headers, max_bytes, cut=cut)
            except _Ended as ended:
                host.failures += ended.outcome in HOST_TROUBLE
                raise
            finally:
                host.free_at = time.monotonic() + gap
            host.failures = host.failures + 1 if answer.status >= 500 else 0
            return answer

    def _host(self, url: str) -> _Host:
        origin = _origin(url)
        with self._guard:
            if origin not in self._hosts:
                wire = Wire(
                    self.limits,
                    resolver=self._resolver,
                    trusted_hosts=self._trusted,
                    ssl_context=self._ssl,
                )
                self._hosts[origin] = _Host(wire)
            return self._hosts[origin]


def _ask(wire: Wire, url: str, headers: dict[str, str], max_bytes: int, *, cut: bool) -> Answer:
    """The answer, or the outcome that stands for what went wrong."""
    try:
        return wire.get(url, headers=headers, max_bytes=max_bytes)
    except TooLargeError as error:
        if cut:
            return Answer(200, (), error.start, ())
        raise _Ended("too_large", str(error), 200) from error
    except BadEncodingError as error:
        raise _Ended("bad_encoding", str(error), 200) from error
    except (AddressRefusedError, SchemeRefusedError) as error:
        raise _Ended("refused", str(error)) from error
    except httpcore.TimeoutException as error:
        raise _Ended("timed_out", str(error) or "no answer in time") from error
    except (httpcore.NetworkError, httpcore.ProtocolError, ssl.SSLError, OSError) as error:
        is_tls = (
            isinstance(error, ssl.SSLError) or "SSL" in str(error) or "certificate" in str(error)
        )
        raise _Ended("tls_error" if is_tls else "network_error", str(error)[:300]) from error


def _require_type(answer: Answer, wanted: Collection[str]) -> None:
    if answer.status == 304:
        return
    declared = (answer.header("content-type") or "text/html").partition(";")[0].strip().lower()
    if declared not in wanted:
        raise _Ended("bad_content_type", f"content type {declared[:60]!r}", answer.status)


def _origin(url: str) -> str:
    """What politeness counts by: the host, whatever the scheme and port."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
