"""Feeds and sitemaps: which pages they name, and since when. Hostile XML is refused unread."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urljoin

import fastfeedparser  # type: ignore[import-untyped]
from lxml import etree

from cluster_assets.capture.addresses import normalized
from cluster_assets.capture.net.decoding import BadEncodingError, TooLargeError, read_body

MAX_LISTED = 50_000  # the sitemap protocol's own bound
_GZIP = b"\x1f\x8b"
# Entities are what XML attacks are made of, and no feed or sitemap needs a document type.
_DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_SKEW = timedelta(days=1)  # clocks of servers run ahead, and zones are mistaken


class ListUnreadableError(ValueError):
    """A feed or sitemap cannot be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One page that a list names; ``changed_at`` (UTC) is None where it does not say."""

    url: str
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Sitemap:
    """One sitemap document: pages, and further sitemaps with when they changed."""

    pages: tuple[Listed, ...]
    sitemaps: tuple[Listed, ...]


def read_feed(body: bytes, url: str, *, now: datetime, limit: int) -> tuple[Listed, ...]:
    """The entries of an RSS, RDF, Atom or JSON feed, in its order, each address once.

    Raises:
        ListUnreadableError: it is no feed, declares entities, or is too large unpacked.
    """
    data = _plain(body, limit)
    try:
        feed = fastfeedparser.parse(
            data,
            include_content=False,
            include_tags=False,
            include_media=False,
            include_enclosures=False,
        )
        entries = list(feed.entries)[:MAX_LISTED]
    except Exception as error:  # the parser's errors are of many kinds; all mean the same
        raise ListUnreadableError(f"not a feed: {' '.join(str(error).split())[:200]}") from error
    found = (_entry_of(entry, url, now) for entry in entries)
    return _each_once(found)


def read_sitemap(body: bytes, url: str, *, now: datetime, limit: int) -> Sitemap:
    """A sitemap or sitemap index, plain or gzipped.

    Raises:
        ListUnreadableError: it is no sitemap, declares entities, or is too large unpacked.
    """
    data = _plain(body, limit)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, recover=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ListUnreadableError(f"not XML: {str(error)[:200]}") from error
    kind = etree.QName(root).localname
    if kind not in ("urlset", "sitemapindex"):
        raise ListUnreadableError(f"not a sitemap: the document is <{kind[:40]}>")
    found = _each_once(_locations(root, url, now))
    return Sitemap(found, ()) if kind == "urlset" else Sitemap((), found)


def is_recent(listed: Listed, today: date, max_age_days: int) -> bool:
    """Whether an entry changed within so many days, or does not say."""
    if listed.changed_at is None:
        return True
    return (today - listed.changed_at.date()).days <= max_age_days


def _plain(body: bytes, limit: int) -> bytes:
    """The document, unpacked where it is gzipped and free of declarations."""
    if body.startswith(_GZIP):
        try:
            body = read_body([body], "gzip", limit)
        except (BadEncodingError, TooLargeError) as error:
            raise ListUnreadableError(f"gzip: {error}") from error
    if not body.strip():
        raise ListUnreadableError("it is empty")
    if _DECLARATION.search(body.replace(b"\0", b"")):  # UTF-16 has a zero beside each letter
        raise ListUnreadableError("it declares a document type or entities, which are refused")
    return body


def _entry_of(entry: Any, base: str, now: datetime) -> Listed | None:
    link = entry.get("link") or next(
        (link.get("href") for link in entry.get("links") or () if link.get("href")), None
    )
    if not link:
        return None
    stamps = (moment_of(entry.get(name), now) for name in ("updated", "published"))
    return _listed(str(link), base, max((s for s in stamps if s), default=None))


def _locations(root: Any, base: str, now: datetime) -> Iterator[Listed | None]:
    """``loc`` with ``lastmod`` or, in news sitemaps, ``publication_date``."""
    for element in root[:MAX_LISTED]:
        if not isinstance(element.tag, str):
            continue
        location, stamps = None, []
        for field in element.iter():
            if not isinstance(field.tag, str):
                continue
            name = etree.QName(field).localname
            if name == "loc" and location is None and field.getparent() is element:
                location = field.text
            elif name in ("lastmod", "publication_date"):
                stamps.append(moment_of(field.text, now))
        if location:
            yield _listed(location, base, max((s for s in stamps if s), default=None))


def _listed(link: str, base: str, changed_at: datetime | None) -> Listed | None:
    try:
        url = normalized(urljoin(base, link.strip()))
    except ValueError:
        return None
    return None if url is None else Listed(url, changed_at)


def _each_once(found: Iterator[Listed | None]) -> tuple[Listed, ...]:
    return tuple({listed.url: listed for listed in found if listed is not None}.values())


def moment_of(text: object, now: datetime) -> datetime | None:
    """A date or time as UTC; None where it is neither, or lies in the future."""
    if not isinstance(text, str):
        return None
    try:
        moment = datetime.fromisoformat(text.strip().replace("Z", "+00:00"))
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    try:
        moment = moment.astimezone(UTC)
    except OverflowError:
        return None
    return moment if moment <= now + _SKEW else None
