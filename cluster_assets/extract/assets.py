"""extract/money_facts, figures and mentions as Dagster assets: made together, per article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from cluster_assets.cache import PageCache, Remembering, key_of, open_cache
from cluster_assets.clean.tables import ARTICLES
from cluster_assets.engines.jobs import Job
from cluster_assets.extract.fact_rows import Row, article_rows
from cluster_assets.extract.facts import RULES_VERSION
from cluster_assets.extract.tables import ERRORS, FIGURES, MENTIONS, MONEY_FACTS
from cluster_assets.frames import Frames, row_batches
from cluster_assets.partitions import DAILY, FRESH_DAILY
from cluster_assets.publishing import StepContext, table_assets
from cluster_assets.workers import map_jobs

ERROR_CHARACTERS = 500
COLUMNS = ("page_id", "title", "text", "published_date", "outlet")


class _Article(NamedTuple):
    """What an article's rows are known by."""

    page_id: str
    key: bytes
    is_known: bool

    def __str__(self) -> str:
        return f"page {self.page_id}"


def extract_day(step: StepContext, frames: Frames) -> Mapping[str, Any]:
    """Extract the facts of the day's articles.

    An article whose extraction fails gives no facts and a row in ``extract/errors``; the
    other articles publish.
    """
    money: list[Row] = []
    figures: list[Row] = []
    mentions: list[Row] = []
    errors: list[Row] = []
    for page_id, result in _extracted(step, frames):
        if isinstance(result, Exception):
            step.log.error(f"extraction failed on page {page_id}: {result!r}")
            error = repr(result)[:ERROR_CHARACTERS]
            errors.append({"page_id": page_id, "error": error, "rules_version": RULES_VERSION})
            continue
        for rows, found in zip((money, figures, mentions), result, strict=True):
            rows.extend(found)
    return {
        MONEY_FACTS.name: money,
        FIGURES.name: figures,
        MENTIONS.name: mentions,
        ERRORS.name: errors,
    }


def _extracted(step: StepContext, frames: Frames) -> Iterator[tuple[str, Any]]:
    """Page and rows (or exception) of each article, in order; known rows are not made again."""
    remembered = open_cache(step.storage, "extract", step.log)
    with Remembering(remembered) as fresh:
        for tag, result in map_jobs(article_rows, _jobs(frames, remembered), step.log):
            if not tag.is_known and not isinstance(result, Exception):
                fresh.put(tag.key, result)
            yield tag.page_id, result


def _jobs(frames: Frames, remembered: PageCache | None) -> Iterator[Job[_Article]]:
    for rows in row_batches(ARTICLES, frames, *COLUMNS):
        articles = [tuple(row[c] for c in COLUMNS) for row in rows]
        keys = [key_of(*article) for article in articles]
        known = remembered.get(keys) if remembered is not None else {}
        for article, key in zip(articles, keys, strict=True):
            tag = _Article(article[0], key, key in known)
            yield Job(tag, known=known[key]) if key in known else Job(tag, article)


ASSETS = [
    table_assets(
        extract_day,
        outputs=[MONEY_FACTS, FIGURES, MENTIONS, ERRORS],
        inputs=[ARTICLES],
        code_version=f"extract-{RULES_VERSION}",
        partitions_def=DAILY,
        freshness_policy=FRESH_DAILY,
    )
]
