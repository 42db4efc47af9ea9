"""Stage report as Dagster assets: all days read, reconciled, reported."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import dagster as dg

from cluster_assets.capture.sources import seoul_day
from cluster_assets.capture.tables import PAGES
from cluster_assets.clean.stories import assign_stories
from cluster_assets.clean.tables import ARTICLES, REJECTS
from cluster_assets.extract.facts import RULES_VERSION
from cluster_assets.extract.gazetteer import load_gazetteer
from cluster_assets.extract.tables import FIGURES, MENTIONS, MONEY_FACTS
from cluster_assets.ledger import read_ledger
from cluster_assets.publishing import Frames, StepContext, rows_of, table_assets
from cluster_assets.report import changes as digest
from cluster_assets.report.commitments import build_commitments, reconcile_facts
from cluster_assets.report.corrections import (
    apply_corrections,
    decided_on,
    with_decisions,
)
from cluster_assets.report.coverage import build_coverage
from cluster_assets.report.funding import region_year_funding
from cluster_assets.report.iati import publisher_named, to_iati
from cluster_assets.report.initiatives import build_initiatives
from cluster_assets.report.jsonld import to_jsonld
from cluster_assets.report.layouts import build_layouts
from cluster_assets.report.link_review import build_link_review
from cluster_assets.report.link_tables import LINK_REVIEW
from cluster_assets.report.metric_tables import METRICS, TIMELINES, VINTAGES
from cluster_assets.report.metrics import MetricSources, build_metrics
from cluster_assets.report.network import build_network
from cluster_assets.report.organizations import build_organizations
from cluster_assets.report.package import PackagedTable, write_package
from cluster_assets.report.quality import measure_quality
from cluster_assets.report.site import SiteData, write_site
from cluster_assets.report.site_charts import PICTURED, metadata_pictures
from cluster_assets.report.standards import Exported
from cluster_assets.report.tables import (
    CHANGES_TABLE,
    COMMITMENTS,
    CORRECTIONS,
    COVERAGE,
    INITIATIVES,
    LAYOUTS,
    NETWORK,
    ORGANIZATIONS,
    PACKAGE,
    QUALITY,
    REGION_YEAR_FUNDING,
    SITE,
    STORIES,
    WAREHOUSE,
)
from cluster_assets.report.timelines import build_timelines
from cluster_assets.report.warehouse import content_mark, write_warehouse
from cluster_assets.storage import to_arrow
from cluster_assets.tables import Table

Row = dict[str, Any]

REPORT_VERSION = "2026.11.25.2"
GOLD_ENV = "CLUSTER_ASSETS_GOLD"
CORPORA = ("unseen", "bundled", "further")  # folders of annotated pages, the honest one first
IATI_ENV = "CLUSTER_ASSETS_IATI_PUBLISHER"
# What is asked of a mention once it is resolved.
ENTITY_COLUMNS = ("page_id", "entity_type", "entity_id", "canonical_name", "surface")
WAREHOUSE_FILE = "warehouse.duckdb"
FACT_TABLES = (PAGES, ARTICLES, REJECTS, MONEY_FACTS, FIGURES, MENTIONS)
REPORT_TABLES = (
    STORIES,
    ORGANIZATIONS,
    INITIATIVES,
    LINK_REVIEW,
    CORRECTIONS,
    COMMITMENTS,
    VINTAGES,
    CHANGES_TABLE,
    REGION_YEAR_FUNDING,
    TIMELINES,
    NETWORK,
    COVERAGE,
    LAYOUTS,
    QUALITY,
    METRICS,
)
# A backfilled or late day counts as soon as it is there; days never captured do not block.
FOLLOW_DAYS = dg.AutomationCondition.eager().without(~dg.AutomationCondition.any_deps_missing())


def articles_of(frames: Frames) -> list[Row]:
    """Articles with their first capture; a page captured on several days counts once."""
    first: dict[str, Any] = {}
    for page in rows_of(PAGES, frames):
        moment = page["captured_at"]
        first[page["page_id"]] = min(moment, first.get(page["page_id"], moment))
    articles: dict[str, Row] = {}
    for row in rows_of(ARTICLES, frames):
        moment = first[row["page_id"]]
        seen = {"captured_at": moment, "captured_date": seoul_day(moment)}
        articles.setdefault(row["page_id"], {**row, **seen})
    return list(articles.values())


def stories(step: StepContext, frames: Frames) -> Mapping[str, Any]:
    """Group near-duplicate articles over all days."""
    documents = [
        (a["page_id"], a["text"], a["published_date"], a["captured_at"])
        for a in articles_of(frames)
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
    rows = build_organizations(mentions, articles_of(frames))
    return {ORGANIZATIONS.name: rows}


def initiatives(step: StepContext, frames: Frames) -> Mapping[str, Any]:
    """Resolve initiatives over articles."""
    facts = rows_of(MONEY_FACTS, frames, "initiative_id", "region_code")
    mentions = rows_of(MENTIONS, frames, *ENTITY_COLUMNS)
    rows = build_initiatives(mentions, articles_of(frames), facts)
    return {INITIATIVES.name: rows}


def link_review(step: StepContext, frames: Frames) -> Mapping[str, Any]:
    """List entities that look like a misspelt other one; nothing is merged."""
    known = [(name, o.entity_id) for name, o in load_gazetteer().by_name.items()]
    return {LINK_REVIEW.name: build_link_review(rows_of(MENTIONS, frames), known)}


def corrections(step: StepContext, frames: Frames) -> Mapping[str, Any]:
    """Replay the ledger over the facts: what holds, and what went stale."""
    ledger = read_ledger(step.storage)
    if not ledger:
        return {CORRECTIONS.name: []}
    return {CORRECTIONS.name: apply_corrections(rows_of(MONEY_FACTS, frames), ledger).ledger}


def commitments(step: StepContext, frames: Frames) -> Mapping[str, Any]:
    """Reconcile money facts, as corrected by reviewers, over articles."""
    applied = apply_corrections(rows_of(MONEY_FACTS, frames), rows_of(CORRECTIONS, frames))
    made = reconcile_facts(applied.facts, articles_of(frames), rows_of(STORIES, frames))
    rows = with_decisions(made.commitments, applied.ledger)
    return {COMMITMENTS.name: rows, VINTAGES.name: made.vintages}


def changes(step: StepContext, frames: Frames) -> Mapping[str, Any]:
    """Compare the commitments as known at the end of each of the last capture days."""
    articles, stories_now = articles_of(frames), rows_of(STORIES, frames)
    facts, ledger = rows_of(MONEY_FACTS, frames), rows_of(CORRECTIONS, frames)

    def state_on(day: date) -> list[Row]:
        known = [a for a in articles if a["captured_date"] <= day]
        pages = {a["page_id"] for a in known}
        decided = [d for d in ledger if (when := decided_on(d)) is not None and when <= day]
        applied = apply_corrections([f for f in facts if f["page_id"] in pages], decided)
        rows = build_commitments(applied.facts, known, stories_now)
        return with_decisions(rows, applied.ledger)

    days = {seoul_day(p["captured_at"]) for p in rows_of(PAGES, frames)}
    rows = digest.build_history(
        days,
        state_on,
        rows_of(COMMITMENTS, frames),
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
        figures=rows_of(FIGURES, frames),
        money_facts=rows_of(MONEY_FACTS, frames, "fact_id", "evidence", "sentence"),
        articles=articles_of(frames),
        stories=rows_of(STORIES, frames),
    )
    return {METRICS.name: build_metrics(sources)}


def network(step: StepContext, frames: Frames) -> Mapping[str, Any]:
    """Tie organizations that share an initiative or an article."""
    mentions = rows_of(MENTIONS, frames, *ENTITY_COLUMNS)
    rows = build_network(mentions, articles_of(frames), rows_of(STORIES, frames))
    return {NETWORK.name: rows}


def coverage(step: StepContext, frames: Frames) -> Mapping[str, Any]:
    """Count every captured page by outlet and outcome."""
    articles = rows_of(ARTICLES, frames)
    rows = build_coverage(rows_of(PAGES, frames), articles, rows_of(REJECTS, frames))
    return {COVERAGE.name: rows}


def layouts(step: StepContext, frames: Frames) -> Mapping[str, Any]:
    """Tell by which layout the pages of each host were read, day by day."""
    articles, rejects = rows_of(ARTICLES, frames), rows_of(REJECTS, frames)
    return {LAYOUTS.name: build_layouts(rows_of(PAGES, frames), articles, rejects)}


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


def warehouse(step: StepContext, frames: Frames) -> Mapping[str, Any]:
    """Build the DuckDB file beside the old one and swap it in; keep it where nothing changed."""
    tables = {t.name: to_arrow(t, frames[t.name]) for t in (*FACT_TABLES, *REPORT_TABLES)}
    mark = content_mark(REPORT_VERSION, tables)
    state = ("_state", "warehouse.sha256")
    known = step.storage.exists(*state) and step.storage.exists(WAREHOUSE_FILE)
    if not known or step.storage.read_bytes(*state).decode() != mark:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / WAREHOUSE_FILE
            declared = (*FACT_TABLES, *REPORT_TABLES)
            write_warehouse(
                path,
                tables,
                table_descriptions={t.name: t.description for t in declared},
                column_descriptions={t.name: column_notes(t) for t in declared},
            )
            step.storage.write_bytes(path.read_bytes(), WAREHOUSE_FILE)
        step.storage.write_bytes(mark.encode(), *state)
    return {WAREHOUSE.name: [manifest_row(step, WAREHOUSE_FILE)]}


def package(step: StepContext, frames: Frames) -> Mapping[str, Any]:
    """Publish all tables as CSV and Parquet with a Frictionless descriptor."""
    declared = (*FACT_TABLES, *REPORT_TABLES)
    tables = {
        t.name: PackagedTable(
            to_arrow(t, frames[t.name]), t.description, t.primary_key, column_notes(t)
        )
        for t in declared
    }
    with tempfile.TemporaryDirectory() as folder:
        write_package(
            Path(folder), tables, version=REPORT_VERSION, standards=open_standards(frames)
        )
        return {
            PACKAGE.name: publish_folder(step, Path(folder), "report/package", "datapackage.json")
        }


def open_standards(frames: Frames) -> dict[str, Exported]:
    """The files of open standards, of those commitments that have what these require."""
    known, articles = rows_of(COMMITMENTS, frames), rows_of(ARTICLES, frames)
    publisher = publisher_named(os.environ.get(IATI_ENV))
    return {
        "grants.jsonld": to_jsonld(known, articles),
        "iati-activities.xml": to_iati(known, articles, publisher),
    }


def site(step: StepContext, frames: Frames) -> Mapping[str, Any]:
    """Render the static report; it stands for the last captured day."""
    days = [seoul_day(p["captured_at"]) for p in rows_of(PAGES, frames)]
    data = SiteData(
        articles=articles_of(frames),
        money_facts=rows_of(MONEY_FACTS, frames),
        commitments=rows_of(COMMITMENTS, frames),
        funding=rows_of(REGION_YEAR_FUNDING, frames),
        network=rows_of(NETWORK, frames),
        coverage=rows_of(COVERAGE, frames),
        quality=rows_of(QUALITY, frames),
        figures=rows_of(FIGURES, frames),
        pages=rows_of(PAGES, frames),
        changes=rows_of(CHANGES_TABLE, frames),
        corrections=rows_of(CORRECTIONS, frames),
        generated_for=max(days).isoformat() if days else "",
    )
    with tempfile.TemporaryDirectory() as folder:
        write_site(Path(folder), data)
        return {SITE.name: publish_folder(step, Path(folder), "report/site", "index.html")}


def pictures(table: Table, frame: Any) -> dict[str, dg.MarkdownMetadataValue]:
    """The key charts of a table, as pictures for its metadata in the UI."""
    if table.name not in PICTURED:
        return {}
    found = metadata_pictures(table.name, to_arrow(table, frame).to_pylist())
    return {name: dg.MarkdownMetadataValue(text) for name, text in found.items()}


def column_notes(table: Table) -> dict[str, str]:
    """Meaning and unit of each column."""
    return {c.name: c.description + (f" Unit: {c.unit}." if c.unit else "") for c in table.columns}


def manifest_row(step: StepContext, path: str) -> Row:
    """Size and hash of a published file."""
    data = step.storage.read_bytes(path)
    digest = hashlib.sha256(data).hexdigest()
    return {"path": path, "sha256": digest, "byte_count": len(data), "row_count": None}


def publish_folder(step: StepContext, folder: Path, target: str, last: str) -> list[Row]:
    """Publish a folder's files, each atomically; ``last`` refers to the others, so it waits."""
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    rows = []
    for file in sorted(files, key=lambda f: f.name == last):
        path = f"{target}/{file.relative_to(folder).as_posix()}"
        step.storage.write_bytes(file.read_bytes(), path)
        rows.append(manifest_row(step, path))
    return sorted(rows, key=lambda r: r["path"])


def _report(compute: Any, output: Table | Sequence[Table], *inputs: Table) -> dg.AssetsDefinition:
    return table_assets(
        compute,
        outputs=[output] if isinstance(output, Table) else output,
        inputs=inputs,
        code_version=f"report-{REPORT_VERSION}-{RULES_VERSION}",
        automation_condition=FOLLOW_DAYS,
        describe=pictures,
    )


ASSETS = [
    _report(stories, STORIES, PAGES, ARTICLES),
    _report(organizations, ORGANIZATIONS, PAGES, ARTICLES, MENTIONS),
    _report(initiatives, INITIATIVES, PAGES, ARTICLES, MENTIONS, MONEY_FACTS),
    _report(link_review, LINK_REVIEW, MENTIONS),
    _report(corrections, CORRECTIONS, MONEY_FACTS),
    _report(
        commitments,
        (COMMITMENTS, VINTAGES),
        PAGES,
        ARTICLES,
        MONEY_FACTS,
        STORIES,
        CORRECTIONS,
    ),
    _report(
        changes, CHANGES_TABLE, PAGES, ARTICLES, MONEY_FACTS, STORIES, CORRECTIONS, COMMITMENTS
    ),
    _report(funding, REGION_YEAR_FUNDING, COMMITMENTS),
    _report(timelines, TIMELINES, COMMITMENTS, VINTAGES),
    _report(network, NETWORK, PAGES, ARTICLES, MENTIONS, STORIES, ORGANIZATIONS),
    _report(coverage, COVERAGE, PAGES, ARTICLES, REJECTS),
    _report(layouts, LAYOUTS, PAGES, ARTICLES, REJECTS),
    _report(quality, QUALITY),
    _report(
        metrics,
        METRICS,
        PAGES,
        ARTICLES,
        MONEY_FACTS,
        FIGURES,
        STORIES,
        COMMITMENTS,
        TIMELINES,
        NETWORK,
        COVERAGE,
        QUALITY,
    ),
    _report(warehouse, WAREHOUSE, *FACT_TABLES, *REPORT_TABLES),
    _report(package, PACKAGE, *FACT_TABLES, *REPORT_TABLES),
    _report(
        site,
        SITE,
        PAGES,
        ARTICLES,
        MONEY_FACTS,
        FIGURES,
        COMMITMENTS,
        REGION_YEAR_FUNDING,
        NETWORK,
        COVERAGE,
        QUALITY,
        CHANGES_TABLE,
        CORRECTIONS,
    ),
]
