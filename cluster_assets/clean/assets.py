"""clean/articles and clean/rejects as Dagster assets: made together, page by page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from functools import cache
from typing import Any, NamedTuple

from cluster_assets.cache import (
    PageCache,
    Remembering,
    key_of,
    open_cache,
    page_from_json,
    page_to_json,
)
from cluster_assets.capture.tables import PAGES
from cluster_assets.capture.warc import StoredPage, WarcError, read_page
from cluster_assets.clean.article import RULES_VERSION, refused_by_triage
from cluster_assets.clean.captured import clean_captured, web_address
from cluster_assets.clean.stories import assign_stories
from cluster_assets.clean.tables import ARTICLES, REJECTS
from cluster_assets.engines.jobs import Job
from cluster_assets.frames import Frames, row_batches
from cluster_assets.partitions import DAILY, FRESH_DAILY
from cluster_assets.publishing import StepContext, table_assets
from cluster_assets.records import KEPT, CleanedPage
from cluster_assets.workers import map_jobs

Row = dict[str, Any]

# These may depend on how busy the machine was: they are worked on again.
NOT_REMEMBERED = ("error", "too_large")


class _Captured(NamedTuple):
    """One page of the day's index, and what its result is known by."""

    row: Row
    key: bytes
    is_known: bool

    def __str__(self) -> str:
        return f"page {self.row['page_id']}"


def clean_pages(step: StepContext, frames: Frames) -> Mapping[str, Any]:
    """Clean the day's pages; each ends as one article or one reject.

    Pages are read as the work goes on, so that only those in flight are in memory.
    """
    refused: list[Row] = []
    rejects: list[Row] = []
    kept: list[tuple[Row, CleanedPage]] = []
    remembered = open_cache(step.storage, "clean", step.log)
    with Remembering(remembered) as fresh, _Archives(step) as archives:
        jobs = _jobs(frames, remembered, archives, refused)
        for (row, key, is_known), result in map_jobs(clean_captured, jobs, step.log):
            page = result if isinstance(result, CleanedPage) else _failed(row, result)
            if page.outcome == KEPT:
                kept.append((row, page))
            else:
                rejects.append(_reject(row, page))
            if not is_known and page.outcome not in NOT_REMEMBERED:
                fresh.put(key, page_to_json(page))
    return {ARTICLES.name: _articles(kept), REJECTS.name: refused + rejects}


def _jobs(
    frames: Frames, remembered: PageCache | None, archives: _Archives, refused: list[Row]
) -> Iterator[Job[_Captured]]:
    """What is to be cleaned; what cannot be goes to ``refused`` as a reject."""
    for rows in row_batches(PAGES, frames):
        known = _recall(remembered, rows)
        for row in rows:
            if row["outcome"] != "captured":
                reason = f"capture: {row['outcome']}"
                refused.append(_reject(row, _refused(row, row["outcome"], reason)))
                continue
            key = _key(row)
            if key in known and archives.exist(row["warc_file"]):
                yield Job(_Captured(row, key, True), known=known[key])
                continue
            try:
                stored = archives.page(row["warc_file"], int(row["warc_offset"]))
                if stored.page_id != row["page_id"]:
                    place = f"{row['warc_file']}: the bytes at {row['warc_offset']}"
                    raise WarcError(f"{place} are another page's")
                raw = stored.payload
            except (OSError, WarcError) as error:
                refused.append(_reject(row, _failed(row, error)))
                continue
            url, tag = web_address(row["url"]), _Captured(row, key, False)
            unread = refused_by_triage(raw, url)
            if unread is not None:
                yield Job(tag, known=unread)
            else:
                yield Job(tag, (raw, url, row["captured_at"]))


class _Archives:
    """The day's WARC files, one of them open at a time; use as a context manager."""

    def __init__(self, step: StepContext) -> None:
        self._storage = step.storage
        self.exist = cache(step.storage.exists)
        self._name: str | None = None
        self._stream: Any = None
        self._stack = ExitStack()

    def __enter__(self) -> _Archives:
        return self

    def __exit__(self, *_: object) -> None:
        self._name = None
        self._stack.close()

    def page(self, name: str, offset: int) -> StoredPage:
        """A page as it was captured.

        Raises:
            OSError: the file cannot be read.
            WarcError: the record cannot.
        """
        if name != self._name:
            self.__exit__()
            path = self._stack.enter_context(self._storage.local_copy(name))
            self._stream = self._stack.enter_context(path.open("rb"))
            self._name = name
        return read_page(self._stream, offset)


def _key(row: Row) -> bytes:
    return key_of(row["page_id"], web_address(row["url"]), row["captured_at"])


def _recall(remembered: PageCache | None, rows: list[Row]) -> dict[bytes, CleanedPage]:
    """The pages that were cleaned before, under these very rules."""
    if remembered is None:
        return {}
    found = remembered.get([_key(row) for row in rows if row["outcome"] == "captured"])
    pages = {key: page_from_json(values) for key, values in found.items()}
    return {key: page for key, page in pages.items() if page is not None}


def _failed(row: Row, error: object) -> CleanedPage:
    reason = f"{type(error).__name__}: {error}" if isinstance(error, Exception) else str(error)
    return _refused(row, "error", reason)


def _refused(row: Row, outcome: str, reason: str) -> CleanedPage:
    return CleanedPage(page_id=row["page_id"], outcome=outcome, reason=reason)


def _articles(kept: list[tuple[Row, CleanedPage]]) -> list[Row]:
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


def _reject(row: Row, page: CleanedPage) -> Row:
    return {
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
