"""The fetcher against a real server: every attack is an outcome, every host is spared."""

from __future__ import annotations

import gzip
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import pytest

from cluster_assets.capture.net.addresses import (
    AddressRefusedError,
    is_public,
    judged_addresses,
    refuse_odd_literal,
)
from cluster_assets.capture.net.fetcher import Fetcher, FetchRequest, FetchResult
from cluster_assets.capture.net.limits import CONTACT_ENV, FetchLimits
from cluster_assets.capture.net.retries import retry_after_seconds
from cluster_assets_tests.capture.testweb import Asked, Reply, TestWeb, bomb, running_web

FAST = FetchLimits(
    min_gap_seconds=0.0,
    page_seconds=2.0,
    connect_seconds=1.0,
    read_seconds=1.0,
    backoff_seconds=0.01,
    max_retry_after_seconds=1.0,
    attempts=2,
)
PAGE = "<html><body><p>나노융합 특구 소식</p></body></html>".encode()
HOSTS = [f"host{n}.test" for n in range(6)]


@pytest.fixture
def web() -> Iterator[TestWeb]:
    with running_web() as web:
        yield web


def fetcher(web: TestWeb, limits: FetchLimits = FAST) -> Fetcher:
    return Fetcher(limits, resolver=web.resolve, trusted_hosts=HOSTS)


def fetch(web: TestWeb, url: str, limits: FetchLimits = FAST) -> FetchResult:
    return fetcher(web, limits).fetch(FetchRequest(url))


def test_good_page_comes_with_an_honest_name(web: TestWeb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CONTACT_ENV, "archive@example.org")
    result = fetch(web, web.put(HOSTS[0], "/news/1", Reply(PAGE)))
    assert (result.outcome, result.status) == ("fetched", 200)
    assert result.answer is not None
    assert result.answer.body == PAGE
    assert [a.path for a in web.log] == ["/robots.txt", "/news/1"]
    assert web.log[1].headers["user-agent"].startswith("cluster-assets/")
    assert "archive@example.org" in web.log[1].headers["user-agent"]


def test_gap_between_requests_to_one_host_but_not_over_hosts(web: TestWeb) -> None:
    limits = replace(FAST, min_gap_seconds=0.15)
    urls = [web.put(h, f"/{n}", Reply(PAGE)) for h in HOSTS[:2] for n in range(3)]
    results = list(fetcher(web, limits).fetch_all([FetchRequest(u) for u in urls]))
    assert {r.outcome for r in results} == {"fetched"}
    for host in HOSTS[:2]:
        times = [a.at for a in web.asked(host)]
        assert len(times) == 4  # robots.txt and three pages
        assert min(b - a for a, b in pairwise(times)) >= 0.15
    first, second = (web.asked(h)[-1].at for h in HOSTS[:2])
    assert abs(first - second) < 0.3  # side by side, not one after the other


def test_crawl_delay_slows_and_forbidden_paths_are_never_asked(web: TestWeb) -> None:
    robots = b"User-agent: *\nDisallow: /members\nCrawl-delay: 0.2\n"
    web.put(HOSTS[0], "/robots.txt", Reply(robots, headers={"Content-Type": "text/plain"}))
    urls = [web.put(HOSTS[0], p, Reply(PAGE)) for p in ("/a", "/members/b", "/c")]
    results = {r.url: r.outcome for r in fetcher(web).fetch_all([FetchRequest(u) for u in urls])}
    assert [results[u] for u in urls] == ["fetched", "robots_forbidden", "fetched"]
    assert [a.path for a in web.log] == ["/robots.txt", "/a", "/c"]
    assert web.log[2].at - web.log[1].at >= 0.2


@pytest.mark.parametrize(
    ("robots", "outcome"),
    [
        (Reply(b"gone", 404), "fetched"),
        (Reply(b"no", 403), "fetched"),
        (Reply(b"down", 500), "robots_unreachable"),
        (Reply(b"", drip=1.5), "robots_unreachable"),
        (Reply(b"User-agent: *\nDisallow: /\n"), "robots_forbidden"),
        (Reply(b"User-agent: *\nDisallow: /\n" + b"# filler\n" * 1_200_000), "robots_forbidden"),
        (Reply(b"\xff\xfe\x00 not robots"), "fetched"),
        (Reply(b"User-agent: *\nCrawl-delay: 9000\n"), "crawl_delay_too_long"),
        (Reply(b"", 301, {"Location": "/robots.txt"}), "fetched"),
    ],
)
def test_robots(web: TestWeb, robots: Reply, outcome: str) -> None:
    web.put(HOSTS[0], "/robots.txt", robots)
    result = fetch(web, web.put(HOSTS[0], "/news", Reply(PAGE)))
    assert result.outcome == outcome
    assert outcome == "fetched" or result.reason


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        (Reply(b"x" * (6 * 2**20)), "too_large"),
        (Reply(bomb(300), headers={"Content-Encoding": "gzip"}), "too_large"),
        (Reply(b"\x1b\x2a", headers={"Content-Encoding": "br"}), "bad_encoding"),
        (Reply(gzip.compress(PAGE)[:-9], headers={"Content-Encoding": "gzip"}), "bad_encoding"),
        (Reply(b"plain", headers={"Content-Encoding": "gzip"}), "bad_encoding"),
        (Reply(PAGE, drip=0.3), "timed_out"),
        (Reply(PAGE, length=10**6), "network_error"),
        (Reply(b"%PDF", headers={"Content-Type": "application/pdf"}), "bad_content_type"),
        (Reply(b"", 302, {"Location": "file:///etc/passwd"}), "refused"),
        (Reply(b"", 302, {"Location": "http://169.254.169.254/latest/"}), "refused"),
        (Reply(b"", 302, {"Location": "http://[::ffff:7f00:1]/"}), "refused"),
        (Reply(b"", 302, {"Location": "http://2130706433/"}), "refused"),
        (Reply(b"", 302, {"Location": "http://user:pw@host1.test/"}), "refused"),
        (Reply(b"", 302, {"Location": "/loop"}), "too_many_redirects"),
        (Reply(b"gone", 404), "http_error"),
        (Reply(b"busy", 503), "http_error"),
    ],
)
def test_hostile_answer_is_one_outcome_with_a_reason(
    web: TestWeb, reply: Reply, outcome: str
) -> None:
    web.put(HOSTS[0], "/loop", Reply(b"", 302, {"Location": "/loop"}))
    good = web.put(HOSTS[0], "/good", Reply(PAGE))
    bad = web.put(HOSTS[0], "/bad", reply)
    both = fetcher(web).fetch_all([FetchRequest(bad), FetchRequest(good)])
    results = {r.url: r for r in both}
    assert results[bad].outcome == outcome
    assert results[bad].reason
    assert results[good].outcome == "fetched"  # the next page is none the worse


def test_bomb_never_sits_in_memory(web: TestWeb) -> None:
    url = web.put(HOSTS[0], "/bomb", Reply(bomb(300), headers={"Content-Encoding": "gzip"}))
    tracemalloc.start()
    try:
        assert fetch(web, url).outcome == "too_large"
        assert tracemalloc.get_traced_memory()[1] < 40 * 2**20
    finally:
        tracemalloc.stop()


def test_conditional_request_is_answered_not_modified(web: TestWeb) -> None:
    url = web.put_cached(HOSTS[0], "/news", PAGE, '"v1"')
    first = fetch(web, url)
    assert first.answer is not None
    etag = first.answer.header("ETag")
    again = fetcher(web).fetch(FetchRequest(url, etag=etag))
    assert again.outcome == "not_modified"
    assert web.log[-1].headers["if-none-match"] == '"v1"'


def test_retry_after_is_obeyed(web: TestWeb) -> None:
    replies = iter([Reply(b"", 429, {"Retry-After": "1"}), Reply(PAGE)])
    result = fetch(web, web.put(HOSTS[0], "/news", lambda asked: next(replies)))
    assert result.outcome == "fetched"
    times = [a.at for a in web.log if a.path == "/news"]
    assert times[1] - times[0] >= 1.0


def test_host_that_keeps_failing_is_left_alone(web: TestWeb) -> None:
    limits = replace(FAST, breaker_failures=3, attempts=1)
    urls = [web.put(HOSTS[0], f"/{n}", Reply(b"", 500)) for n in range(8)]
    outcomes = [r.outcome for r in fetcher(web, limits).fetch_all([FetchRequest(u) for u in urls])]
    assert outcomes == ["http_error"] * 3 + ["host_down"] * 5
    assert len(web.asked(HOSTS[0])) == 4  # robots.txt and the three that failed


def test_dns_that_changes_its_mind_reaches_nothing(web: TestWeb) -> None:
    answers: list[str] = []

    def rebinding(host: str, port: int) -> list[str]:
        answers.append("203.0.113.7" if not answers else "127.0.0.1")
        return [answers[-1]]

    limits = replace(FAST, connect_seconds=0.3, page_seconds=0.5)
    web.put("rebind.test", "/", Reply(PAGE))
    result = Fetcher(limits, resolver=rebinding).fetch(FetchRequest(web.url("rebind.test")))
    assert result.outcome in ("refused", "robots_unreachable")
    assert web.log == []


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.0.10",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "::1",
        "fe80::1",
        "fc00::1",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
        "2002:7f00:1::",
    ],
)
def test_private_address_is_refused_unless_trusted(address: str) -> None:
    with pytest.raises(AddressRefusedError):
        judged_addresses("intranet.test", 80, resolver=lambda h, p: [address])
    trusted = judged_addresses(
        "intranet.test", 80, resolver=lambda h, p: [address], trusted_hosts=["intranet.test"]
    )
    assert trusted == [address]


@pytest.mark.parametrize("host", ["2130706433", "0177.0.0.1", "127.1", "0x7f.1", "0x7f000001"])
def test_disguised_address_is_refused(host: str) -> None:
    with pytest.raises(AddressRefusedError):
        refuse_odd_literal(host)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700:4700::1111"])
def test_public_address_is_fine(address: str) -> None:
    from ipaddress import ip_address

    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("7", 7.0), ("Wed, 25 Nov 2026 00:00:30 GMT", 30.0), ("soon", None), (None, None)],
)
def test_retry_after(value: str | None, seconds: float | None) -> None:
    assert retry_after_seconds(value, datetime(2026, 11, 25, tzinfo=UTC)) == seconds


def test_unexpected_error_of_a_handler_does_not_stop_others(web: TestWeb) -> None:
    def crash(asked: Asked) -> Reply:
        raise OSError("the server hangs up")

    bad, good = web.put(HOSTS[0], "/x", crash), web.put(HOSTS[1], "/y", Reply(PAGE))
    results = {
        r.url: r.outcome for r in fetcher(web).fetch_all([FetchRequest(bad), FetchRequest(good)])
    }
    assert results == {bad: "network_error", good: "fetched"}
