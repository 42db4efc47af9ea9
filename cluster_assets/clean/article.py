"""From the raw bytes of one page to its article: the one entry into stage ``clean``."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime

from lxml.html import HtmlElement

from cluster_assets.records import KEPT, CleanedPage

from . import bylines, dates, metadata, relevance, triage
from .body import find_body
from .decode import inflate, to_text
from .dom import PageIndex, build_index, parse
from .limits import Clock, PageTooLargeError
from .lines import squash
from .refusals import Body

RULES_VERSION = "2026.11.29.2"
TRIAGE_REASON = "triage: no topic term in the page's bytes"


def clean_page(
    raw: bytes,
    *,
    url: str | None = None,
    captured_at: datetime | None = None,
    with_triage: bool = False,
) -> CleanedPage:
    """Clean one page; never raises, and ends in exactly one outcome.

    An article that is not about regional innovation gets the outcome ``irrelevant`` and
    still carries its text and metadata. ``with_triage`` refuses a page without any topic
    term by its bytes alone, about a thousand times faster: it is ``irrelevant`` too, and
    then without text. ``captured_at`` (UTC) is needed only for relative dates; where it is
    missing those stay unknown.
    """
    page = CleanedPage(page_id=hashlib.sha256(raw).hexdigest(), outcome="error", url=url)
    try:
        return _clean(raw, page, captured_at, with_triage, Clock())
    except PageTooLargeError as error:
        return replace(page, outcome="too_large", reason=str(error))
    except Exception as error:  # the promise of this function: one bad page stops nothing
        return replace(page, outcome="error", reason=f"{type(error).__name__}: {error}"[:300])


def refused_by_triage(raw: bytes, url: str | None = None) -> CleanedPage | None:
    """The answer of :func:`clean_page` with triage where the bytes alone decide; else None.

    So cheap that a page need not be sent elsewhere for it.
    """
    page = CleanedPage(page_id=hashlib.sha256(raw).hexdigest(), outcome="error", url=url)
    try:
        plain, refused = inflate(raw)
        return None if refused is not None else _triaged(plain, page)
    except Exception:  # whatever it is, the whole function meets it too, and tells
        return None


def _triaged(plain: bytes, page: CleanedPage) -> CleanedPage | None:
    if triage.can_be_relevant(plain):
        return None
    outlet = metadata.outlet_of_host(page.url)
    return replace(page, outcome="irrelevant", reason=TRIAGE_REASON, outlet=outlet)


def _clean(
    raw: bytes, page: CleanedPage, captured_at: datetime | None, with_triage: bool, clock: Clock
) -> CleanedPage:
    plain, refused = inflate(raw)
    if with_triage and refused is None and (unread := _triaged(plain, page)) is not None:
        return unread
    decoded = refused or to_text(plain)
    page = replace(page, encoding=decoded.encoding)
    if decoded.outcome is not None:
        return replace(page, outcome=decoded.outcome, reason=decoded.reason)
    tree = parse(decoded.text)
    if tree is None:
        return replace(page, outcome="no_text", reason="no elements")
    index = build_index(tree, clock)
    body = find_body(index, _headlines(index), clock)
    if body.outcome is not None:
        return replace(
            page,
            outcome=body.outcome,
            reason=body.reason,
            layout=body.layout,
            title=metadata.find_title(tree, ""),
        )
    clock.check()
    return _with_metadata(page, tree, decoded.text, body, captured_at)


def _headlines(index: PageIndex) -> frozenset[str]:
    """Squashed forms of everything that may be the page's headline."""
    found: set[str] = set()
    for tag in ("title", "h1"):
        for element in index.by_tag.get(tag, ())[:4]:
            found.add(squash(str(element.xpath("string()"))[:300]))
    for element in index.by_attribute.get("property=og:title", ())[:2]:
        found.add(squash((element.get("content") or "")[:300]))
    found.add(squash(metadata.find_title(index.tree, "") or ""))
    return frozenset(key for key in found if len(key) >= 6)


def _with_metadata(
    page: CleanedPage, tree: HtmlElement, html: str, body: Body, captured_at: datetime | None
) -> CleanedPage:
    url = page.url or metadata.find_url(tree)
    title = metadata.find_title(tree, body.text)
    text = _without_title(body.text, title)
    outlet = metadata.find_outlet(tree, url=url, body_text=text, title=title)
    published = dates.find_published(
        tree, html=html, body_text=text, outlet=outlet, captured_at=captured_at, title=title
    )
    judged = relevance.assess(title, text)
    return replace(
        page,
        outcome=KEPT if judged.is_relevant else "irrelevant",
        reason=None if judged.is_relevant else "not about regional innovation",
        url=url,
        title=title,
        outlet=outlet,
        reporter=bylines.find_reporter(tree, text, outlet=outlet, title=title),
        published_date=published.date,
        published_date_source=published.source,
        text=text,
        layout=body.layout,
        is_relevant=judged.is_relevant,
        relevance_score=judged.score,
        relevance_terms=tuple(judged.terms),
    )


def _without_title(text: str, title: str | None) -> str:
    """The text without the headline where that was repeated among its first lines."""
    if not title:
        return text
    lines = text.split("\n")
    key = squash(title)
    head = [line for line in lines[:4] if squash(line) != key]
    return "\n".join([*head, *lines[4:]])
