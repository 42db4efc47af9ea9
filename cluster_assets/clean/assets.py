"""clean/articles and clean/rejects as Dagster assets: made together, page by page."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from cluster_assets import faults
from cluster_assets.cache import PageCache, key_of, open_cache, page_from_json, page_to_json
from cluster_assets.capture.tables import PAGES
from cluster_assets.capture.warc import WarcError, page_id_of, read_page
from cluster_assets.clean.article import RULES_VERSION, clean_page
from cluster_assets.clean.stories import assign_stories
from cluster_assets.clean.tables import ARTICLES, REJECTS
from cluster_assets.partitions import DAILY, FRESH_DAILY
from cluster_assets.publishing import Frames, StepContext, rows_of, table_assets
from cluster_assets.records import KEPT, CleanedPage
from cluster_assets.workers import map_pages

Row = dict[str, Any]

# These may depend on how busy the machine was: they are worked on again.
NOT_REMEMBERED = ("error", "too_large")


def clean_captured(raw: bytes, url: str, captured_at: Any) -> CleanedPage:
    """Clean one captured page (top-level, so that a worker process can run it)."""
    if faults.is_planned("clean-page"):
        faults.reach("clean-page", page_id_of(raw))
    return clean_page(raw, url=url, captured_at=captured_at, with_triage=True)


def clean_pages(step: StepContext, frames: Frames) -> Mapping[str, Any]:
    """Clean the day's pages; each ends as one article or one reject."""
    rows = rows_of(PAGES, frames)
    remembered = open_cache(step.storage, "clean", step.log)
    known = _recall(remembered, rows)
    landed = cache(step.storage.exists)
    files: dict[str, bytes] = {}
    jobs: list[tuple[Row, bytes | None]] = []
    cleaned = []
    for row in rows:
        if row["outcome"] != "captured":
            cleaned.append((row, _refused(row, row["outcome"], f"capture: {row['outcome']}")))
            continue
        name = row["warc_file"]
        if _key(row) in known and landed(name):
            jobs.append((row, None))
            continue
        try:
            if name not in files:
                files[name] = step.storage.read_bytes(name)
            stored = read_page(files[name], int(row["warc_offset"]))
            if stored.page_id != row["page_id"]:
                raise WarcError(f"{name}: the bytes at {row['warc_offset']} are another page's")
            jobs.append((row, stored.payload))
        except (OSError, WarcError) as error:
            cleaned.append((row, _refused(row, "error", f"{type(error).__name__}: {error}")))
    arguments = [
        (raw, web_address(row["url"]), row["captured_at"]) for row, raw in jobs if raw is not None
    ]
    results = iter(map_pages(clean_captured, arguments))
    fresh = []
    for row, raw in jobs:
        result = known[_key(row)] if raw is None else next(results)
        page = result if isinstance(result, CleanedPage) else _refused(row, "error", str(result))
        cleaned.append((row, page))
        if raw is not None and page.outcome not in NOT_REMEMBERED:
            fresh.append((_key(row), page_to_json(page)))
    if remembered is not None:
        remembered.put(fresh)
    return {ARTICLES.name: _articles(cleaned), REJECTS.name: _rejects(cleaned)}


def _key(row: Row) -> bytes:
    return key_of(row["page_id"], web_address(row["url"]), row["captured_at"])


def _recall(remembered: PageCache | None, rows: list[Row]) -> dict[bytes, CleanedPage]:
    """The pages that were cleaned before, under these very rules."""
    if remembered is None:
        return {}
    found = remembered.get([_key(row) for row in rows if row["outcome"] == "captured"])
    pages = {key: page_from_json(values) for key, values in found.items()}
    return {key: page for key, page in pages.items() if page is not None}


def web_address(url: str) -> str | None:
    """The address on the web; a file's ``folder://`` address says nothing about its outlet."""
    return None if url.startswith("folder://") else url


def _refused(row: Row, outcome: str, reason: str) -> CleanedPage:
    return CleanedPage(page_id=row["page_id"], outcome=outcome, reason=reason)


def _articles(cleaned: list[tuple[Row, CleanedPage]]) -> list[Row]:
    kept = [(row, page) for row, page in cleaned if page.outcome == KEPT]
    stories = assign_stories(
        [(p.page_id, p.text, p.published_date, row["captured_at"]) for row, p in kept]
    )
    return [
        {
            "page_id": page.page_id,
            "url": page.url or row["url"],
            "title": page.title,
            "outlet": page.outlet,
            "reporter": page.reporter,
            "published_date": page.published_date,
            "published_date_source": page.published_date_source,
            "text": page.text,
            "is_relevant": page.is_relevant,
            "relevance_score": float(page.relevance_score),
            "relevance_terms": list(page.relevance_terms),
            "story_id": stories[page.page_id].story_id,
            "is_story_head": stories[page.page_id].is_story_head,
            "encoding": page.encoding,
            "layout": page.layout,
            "rules_version": RULES_VERSION,
        }
        for row, page in kept
    ]


def _rejects(cleaned: list[tuple[Row, CleanedPage]]) -> list[Row]:
    return [
        {
            "page_id": page.page_id,
            "url": row["url"],
            "outcome": page.outcome,
            "reason": page.reason,
            "title": page.title,
            "outlet": page.outlet,
            "layout": page.layout,
            "text_chars": len(page.text),
            "rules_version": RULES_VERSION,
        }
        for row, page in cleaned
        if page.outcome != KEPT
    ]


ASSETS = [
    table_assets(
        clean_pages,
        outputs=[ARTICLES, REJECTS],
        inputs=[PAGES],
        code_version=f"clean-{RULES_VERSION}",
        partitions_def=DAILY,
        freshness_policy=FRESH_DAILY,
    )
]
