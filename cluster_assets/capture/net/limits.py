"""Every limit of the fetcher, in one place."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

CONTACT_ENV = "CLUSTER_ASSETS_CONTACT"  # an e-mail address or page for hosts to complain to
ROBOT_NAME = "cluster-assets"

HTML_TYPES = ("text/html", "application/xhtml+xml")
FEED_TYPES = (
    "application/rss+xml",
    "application/atom+xml",
    "application/xml",
    "text/xml",
    "text/plain",
    "application/gzip",
    "application/x-gzip",
    *HTML_TYPES,  # small outlets serve feeds as HTML
)


def user_agent() -> str:
    """Who asks, and where to complain; an honest name is half of politeness."""
    contact = os.environ.get(CONTACT_ENV, "").strip()
    suffix = f"; {contact}" if contact and contact.isprintable() and contact.isascii() else ""
    return f"{ROBOT_NAME}/0.1 (archive of regional-innovation news{suffix})"


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """How long, how large and how often.

    Times are in seconds, sizes in bytes. The defaults are what a small outlet's shared
    hosting bears; a source may ask for less, or be slower, but tests alone go faster.
    """

    min_gap_seconds: float = 5.0  # between two requests to one host
    max_crawl_delay_seconds: float = 60.0  # a host that wants more is left alone
    concurrent_hosts: int = 8
    page_seconds: float = 30.0  # from the first byte sent to the last byte read
    connect_seconds: float = 10.0
    read_seconds: float = 10.0  # silence between two chunks
    max_page_bytes: int = 5 * 2**20  # after decompression
    max_feed_bytes: int = 20 * 2**20
    max_robots_bytes: int = 512 * 2**10  # RFC 9309 asks for at least 500 KiB
    max_redirects: int = 5
    attempts: int = 3
    backoff_seconds: float = 2.0
    max_retry_after_seconds: float = 120.0
    breaker_failures: int = 4  # in a row; then the host is left alone for this run
    content_types: tuple[str, ...] = field(default=HTML_TYPES)
