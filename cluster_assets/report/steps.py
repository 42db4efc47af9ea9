"""The tables of stage report, each made from the tables it declares as its inputs."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from cluster_assets.capture.sources import seoul_day
from cluster_assets.capture.tables import PAGES
from cluster_assets.clean.stories import assign_stories
from cluster_assets.clean.tables import ARTICLES, REJECTS
from cluster_assets.extract.facts import RULES_VERSION
from cluster_assets.extract.names.organizations.gazetteer import load_gazetteer
from cluster_assets.extract.tables import FIGURES, MENTIONS, MONEY_FACTS
from cluster_assets.frames import Frames, rows_of
from cluster_assets.ledger import read_ledger
from cluster_assets.publishing import StepContext
from cluster_assets.report import changes as digest
from cluster_assets.report.commitments import reconcile_facts
from cluster_assets.report.corrections import apply_corrections, with_decisions
from cluster_assets.report.coverage import build_coverage
from cluster_assets.report.funding import region_year_funding
from cluster_assets.report.history import Lookback
from cluster_assets.report.initiatives import build_initiatives
from cluster_assets.report.layouts import build_layouts
from cluster_assets.report.link_review import build_link_review
from cluster_assets.report.metrics import MetricSources, build_metrics
from cluster_assets.report.network import build_network
from cluster_assets.report.organizations import build_organizations
from cluster_assets.report.quality import measure_quality
from cluster_assets.report.tables import (
    CHANGES_TABLE,
    COMMITMENTS,
    CORRECTIONS,
    COVERAGE,
    INITIATIVES,
    LAYOUTS,
    LINK_REVIEW,
    METRICS,
    NETWORK,
    ORGANIZATIONS,
    QUALITY,
    REGION_YEAR_FUNDING,
    STORIES,
    TIMELINES,
    VINTAGES,
)
from cluster_assets.report.timelines import build_timelines

Row = dict[str, Any]

GOLD_ENV = "CLUSTER_ASSETS_GOLD"
CORPORA = ("unseen", "bundled", "further")  # folders of annotated pages, the honest one first
# Each step takes the columns that it works with: rows of all of them take much time and memory.
ENTITY_COLUMNS = ("page_id", "entity_type", "entity_id", "canonical_name", "surface")
TOLD_COLUMNS = ("page_id", "url", "outlet", "published_date", "story_id")
FIGURE_COLUMNS = tuple(c for c in FIGURES.column_names if c != "rules_version")
FACT_COLUMNS = tuple(
    c for c in MONEY_FACTS.column_names if c not in ("rules", "is_unsure", "rules_version")
)


def articles_of(frames: Frames, *only: str) -> list[Row]:
    """Articles with their first capture; a page captured on several days counts once.

    ``only`` names columns besides ``page_id``; none for all of them.
    """
    first: dict[str, Any] = {}
    for page in rows_of(PAGES, frames, "page_id", "captured_at"):
        moment = page["captured_at"]
        first[page["page_id"]] = min(moment, first.get(page["page_id"], moment))
    articles: dict[str, Row] = {}
    for row in rows_of(ARTICLES, frames, *(("page_id", *only) if only else ())):
        if row["page_id"] not in articles:
            moment = first[row["page_id"]]
            row.update(captured_at=moment, captured_date=seoul_day(moment))
            articles[row["page_id"]] = row
    return list(articles.values())


def stories(step: StepContext, frames: Frames) -> Mapping[str, Any]:
    """Group near-duplicate articles over all days."""
    documents = [
        (a["page_id"], a["text"], a["published_date"], a["captured_at"])
        for a in articles_of(frames, "text", "published_date")
    ]
    links = assign_stories(documents)
    rows = [
        {
            "page_id": page,
            "story_id": link.story_id,
            "is_story_head": link.is_story_head,
            "similarity": float(link.similarity),
        }
        for page, link in sorted(links.items())
    ]
    return {STORIES.name: rows}


def organizations(step: StepContext, frames: Frames) -> Mapping[str, Any]:
    """Resolve organizations over articles."""
    mentions = rows_of(MENTIONS, frames, *ENTITY_COLUMNS)
    rows = build_organizations(mentions, articles_of(frames, "published_date"))
    return {ORGANIZATIONS.name: rows}


def initiatives(step: StepContext, frames: Frames) -> Mapping[str, Any]:
    """Resolve initiatives over articles."""
    facts = rows_of(MONEY_FACTS, frames, "initiative_id", "region_code")
    mentions = rows_of(MENTIONS, frames, *ENTITY_COLUMNS)
    rows = build_initiatives(mentions, articles_of(frames, "published_date"), facts)
    return {INITIATIVES.name: rows}


def link_review(step: StepContext, frames: Frames) -> Mapping[str, Any]:
    """List entities that look like a misspelt other one; nothing is merged."""
    known = [(name, o.entity_id) for name, o in load_gazetteer().by_name.items()]
    mentions = rows_of(MENTIONS, frames, "mention_id", *ENTITY_COLUMNS)
    return {LINK_REVIEW.name: build_link_review(mentions, known)}


def corrections(step: StepContext, frames: Frames) -> Mapping[str, Any]:
    """Replay the ledger over the facts: what holds, and what went stale."""
    ledger = read_ledger(step.storage)
    if not ledger:
        return {CORRECTIONS.name: []}
    return {CORRECTIONS.name: apply_corrections(rows_of(MONEY_FACTS, frames), ledger).ledger}


def commitments(step: StepContext, frames: Frames) -> Mapping[str, Any]:
    """Reconcile money facts, as corrected by reviewers, over articles."""
    facts = rows_of(MONEY_FACTS, frames, *FACT_COLUMNS)
    applied = apply_corrections(facts, rows_of(CORRECTIONS, frames))
    told, grouped = articles_of(frames, *TOLD_COLUMNS[1:]), _stories_of(frames)
    made = reconcile_facts(applied.facts, told, grouped)
    rows = with_decisions(made.commitments, applied.ledger)
    return {COMMITMENTS.name: rows, VINTAGES.name: made.vintages}


def changes(step: StepContext, frames: Frames) -> Mapping[str, Any]:
    """Compare the commitments as known at the end of each of the last capture days."""
    facts, ledger = rows_of(MONEY_FACTS, frames, *FACT_COLUMNS), rows_of(CORRECTIONS, frames)
    lookback = Lookback(
        facts,
        articles_of(frames, *TOLD_COLUMNS[1:]),
        _stories_of(frames),
        ledger,
        final=rows_of(COMMITMENTS, frames),
    )
    days = {seoul_day(p["captured_at"]) for p in rows_of(PAGES, frames, "captured_at")}
    rows = digest.build_history(
        days,
        lookback.step_back,
        fact_count=len(facts),
        rejected={d["fact_id"] for d in ledger if d["action"] == "reject"},
    )
    if days:
        feed = digest.to_atom(rows, updated=max(days), site="../site/index.html")
        step.storage.write_bytes(feed.encode(), "report", "changes", digest.FEED_FILE)
        text = digest.to_markdown(rows)
        step.storage.write_bytes(text.encode(), "report", "changes", digest.MARKDOWN_FILE)
    return {CHANGES_TABLE.name: rows}


def funding(step: StepContext, frames: Frames) -> Mapping[str, Any]:
    """Sum leaf commitments by region and year."""
    return {REGION_YEAR_FUNDING.name: region_year_funding(rows_of(COMMITMENTS, frames))}


def timelines(step: StepContext, frames: Frames) -> Mapping[str, Any]:
    """Tell when programmes run and how far their end moved."""
    rows = build_timelines(rows_of(COMMITMENTS, frames), rows_of(VINTAGES, frames))
    return {TIMELINES.name: rows}


def metrics(step: StepContext, frames: Frames) -> Mapping[str, Any]:
    """Measure everything that has a written definition, in one long table."""
    sources = MetricSources(
        commitments=rows_of(COMMITMENTS, frames),
        timelines=rows_of(TIMELINES, frames),
        network=rows_of(NETWORK, frames),
        coverage=rows_of(COVERAGE, frames),
        quality=rows_of(QUALITY, frames),
        figures=rows_of(FIGURES, frames, *FIGURE_COLUMNS),
        money_facts=rows_of(MONEY_FACTS, frames, "fact_id", "evidence", "sentence"),
        articles=articles_of(frames, "published_date", "story_id"),
        stories=_stories_of(frames),
    )
    return {METRICS.name: build_metrics(sources)}


def network(step: StepContext, frames: Frames) -> Mapping[str, Any]:
    """Tie organizations that share an initiative or an article."""
    mentions = rows_of(MENTIONS, frames, *ENTITY_COLUMNS)
    rows = build_network(mentions, articles_of(frames, "story_id"), _stories_of(frames))
    return {NETWORK.name: rows}


def coverage(step: StepContext, frames: Frames) -> Mapping[str, Any]:
    """Count every captured page by outlet and outcome."""
    articles = rows_of(ARTICLES, frames, "page_id", "outlet", "published_date")
    pages = rows_of(PAGES, frames, "page_id", "captured_at", "outcome")
    rows = build_coverage(pages, articles, rows_of(REJECTS, frames))
    return {COVERAGE.name: rows}


def layouts(step: StepContext, frames: Frames) -> Mapping[str, Any]:
    """Tell by which layout the pages of each host were read, day by day."""
    articles = rows_of(ARTICLES, frames, "page_id", "url", "layout", "text")
    pages = rows_of(PAGES, frames, "page_id", "captured_at", "url")
    return {LAYOUTS.name: build_layouts(pages, articles, rows_of(REJECTS, frames))}


def quality(step: StepContext, frames: Frames) -> Mapping[str, Any]:
    """Score the extraction on each set of annotated pages."""
    project = Path(__file__).resolve().parents[2]
    gold = Path(os.environ.get(GOLD_ENV) or project / "cluster_assets_tests/quality")
    rows = [
        {**asdict(row), "corpus": corpus, "n": float(row.n), "rules_version": RULES_VERSION}
        for corpus in CORPORA
        for row in measure_quality(gold / corpus, gold / corpus, project / "seeds/pages")
    ]
    if not rows:
        step.log.warning(f"no annotated pages below {gold}: set {GOLD_ENV}")
    return {QUALITY.name: rows}


def _stories_of(frames: Frames) -> list[Row]:
    return rows_of(STORIES, frames, "page_id", "story_id")
