"""A small press landscape on the test web: three good outlets and one that attacks."""

from __future__ import annotations

import gzip
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from cluster_assets.capture.day import Captured, capture_day
from cluster_assets.capture.net.fetcher import Fetcher
from cluster_assets.capture.net.limits import FetchLimits
from cluster_assets.capture.sources import Sources, parse_sources
from cluster_assets.storage import Storage
from cluster_assets_tests.capture.testweb import Reply, TestWeb, bomb

FAST = FetchLimits(
    page_seconds=1.0,
    connect_seconds=0.5,
    read_seconds=0.5,
    backoff_seconds=0.01,
    max_retry_after_seconds=1.0,
    attempts=2,
    breaker_failures=50,
)
NOW = datetime(2026, 11, 25, 3, tzinfo=UTC)
TODAY = date(2026, 11, 25)
GOOD_HOSTS = ("daily.test", "weekly.test", "office.test")
EVIL_HOSTS = ("evil.test", "down.test")
XML = {"Content-Type": "application/rss+xml; charset=utf-8"}


def page(number: int, encoding: str = "utf-8") -> bytes:
    text = f"<html><title>소식 {number}</title><body><p>해맑은시 나노융합 클러스터 {number}</p>"
    return text.encode(encoding)


def rss(*links: str) -> bytes:
    items = "".join(
        f"<item><title>t</title><link>{link.replace('&', '&amp;')}</link></item>" for link in links
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'.encode()


def urlset(*links: str, tag: str = "urlset", entry: str = "url") -> bytes:
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    body = "".join(
        f"<{entry}><loc>{link}</loc><lastmod>2026-11-24</lastmod></{entry}>" for link in links
    )
    return f'<?xml version="1.0"?><{tag} xmlns="{space}">{body}</{tag}>'.encode()


@dataclass
class Press:
    """The test web with its sources; ``good`` are the pages that must be captured."""

    web: TestWeb
    root: Path
    gap: float = 0.0
    good: dict[str, bytes] = field(default_factory=dict)
    evil: list[str] = field(default_factory=list)
    published: list[dict[str, Any]] = field(default_factory=list)
    recent: list[dict[str, Any]] = field(default_factory=list)

    def put_good(self, host: str, path: str, body: bytes) -> str:
        url = self.web.put_cached(host, path, body, f'"{len(self.good)}"')
        self.good[url] = body
        return url

    def put_list(self, host: str, path: str, body: bytes) -> str:
        return self.web.put_cached(host, path, body, f'"list-{path}"')

    def put_outlets(self) -> None:
        self.web.put(
            "daily.test",
            "/robots.txt",
            Reply(b"User-agent: *\nDisallow: /members\n", headers={"Content-Type": "text/plain"}),
        )
        daily = [self.put_good("daily.test", f"/a?id={n}", page(n, c)) for n, c in enumerate(CODES)]
        forbidden = self.web.put("daily.test", "/members/1", Reply(page(90)))
        again = daily[0] + "&utm_source=rss&fbclid=7#top"
        self.put_list("daily.test", "/rss", rss(*daily, again, forbidden))
        weekly = [self.put_good("weekly.test", f"/w/{n}", page(10 + n)) for n in range(3)]
        news = self.put_list("weekly.test", "/news.xml.gz", gzip.compress(urlset(*weekly)))
        self.put_list(
            "weekly.test", "/sitemap.xml", urlset(news, tag="sitemapindex", entry="sitemap")
        )
        self.put_good("office.test", "/o/1", page(20))
        self.put_good("office.test", "/o/2", page(21))

    def put_attacks(self) -> None:
        put = self.web.put
        for name, body in ATTACKING_LISTS.items():
            put("evil.test", f"/{name}", Reply(body, headers=XML))
        self.evil = [put("evil.test", f"/page/{n}", r) for n, r in enumerate(ATTACKING_PAGES)]
        put("evil.test", "/feed", Reply(rss(*self.evil), headers=XML))
        put("down.test", "/robots.txt", Reply(b"down", 500))
        self.evil.append(put("down.test", "/page", Reply(page(98))))

    def sources(self) -> Sources:
        return parse_sources(self.text(), self.root / "seeds" / "sources.yaml")

    def text(self) -> str:
        """The sources as they stand in ``sources.yaml``."""
        web, hosts = self.web, [*GOOD_HOSTS, *EVIL_HOSTS]
        common = f"allow_hosts: [{', '.join(hosts)}], min_gap_seconds: {self.gap}"
        entries = [
            f"{{name: daily, kind: feed, url: '{web.url('daily.test', '/rss')}', {common}}}",
            f"{{name: weekly, kind: sitemap, url: '{web.url('weekly.test', '/sitemap.xml')}',"
            # However late the tests are run: the sitemap's pages stay recent.
            f" max_age_days: 36500, {common}}}",
            f"{{name: office, kind: urls, urls: ['{web.url('office.test', '/o/1')}',"
            f" '{web.url('office.test', '/o/2')}', 'ftp://office.test/x'], {common}}}",
        ]
        if self.evil:
            entries += [
                f"{{name: evil-{kind}-{name}, kind: {kind},"
                f" url: '{web.url('evil.test', '/' + name)}', {common}}}"
                for kind, names in (
                    ("feed", ("feed", *ATTACKING_LISTS)),
                    ("sitemap", ATTACKING_LISTS),
                )
                for name in names
            ]
            entries.append(f"{{name: down, kind: urls, urls: ['{self.evil[-1]}'], {common}}}")
        return "start_date: 2026-11-02\nsources:\n" + "".join(f"  - {e}\n" for e in entries)

    def fetchers(self, trusted: Collection[str]) -> Fetcher:
        return Fetcher(FAST, resolver=self.web.resolve, trusted_hosts=trusted)

    def storage(self) -> Storage:
        return Storage(str(self.root / "data"))

    def capture(self, day: date = TODAY, now: datetime = NOW) -> Captured:
        """One visit; its rows count as published for the next."""
        found = capture_day(
            self.storage(),
            self.sources(),
            day,
            recent=self.recent,
            published=self.published,
            now=now,
            fetchers=self.fetchers,
        )
        self.published = found.fetches
        return found


CODES = ("utf-8", "cp949", "utf-16")
ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))
ATTACKING_LISTS = {
    "xxe": b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    b"<rss><channel><item><link>&x;</link></item></channel></rss>",
    "laughs": f'<!DOCTYPE r [<!ENTITY e0 "ha">{ENTITIES}]><rss>&e8;</rss>'.encode(),
    "html": b"<html><body>Not a feed</body></html>",
    "binary": bytes(range(256)) * 40,
    "empty": b"",
    "deep": b"<rss>" * 100_000,
    "packed": bomb(60),
}
GZIPPED = {"Content-Encoding": "gzip"}
ATTACKING_PAGES = [
    Reply(b"", 302, {"Location": "file:///etc/passwd"}),
    Reply(b"", 302, {"Location": "http://169.254.169.254/latest/meta-data/"}),
    Reply(b"", 302, {"Location": "http://2130706433/"}),
    Reply(b"", 302, {"Location": "/page/3"}),
    Reply(bomb(100), headers=GZIPPED),
    Reply(b"\x1b\x2a", headers={"Content-Encoding": "br"}),
    Reply(page(91), drip=0.3),
    Reply(page(92), length=10**6),
    Reply(b"%PDF", headers={"Content-Type": "application/pdf"}),
    Reply(b"gone", 404),
    Reply(b"x" * (6 * 2**20)),
]
