"""Stage report as Dagster assets: all days read, reconciled, reported."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import dagster as dg

from cluster_assets.capture.sources import seoul_day
from cluster_assets.capture.tables import PAGES
from cluster_assets.clean.stories import assign_stories
from cluster_assets.clean.tables import ARTICLES, REJECTS
from cluster_assets.extract.facts import RULES_VERSION
from cluster_assets.extract.tables import FIGURES, MENTIONS, MONEY_FACTS
from cluster_assets.publishing import Frames, StepContext, rows_of, table_assets
from cluster_assets.report.commitments import build_commitments
from cluster_assets.report.coverage import build_coverage
from cluster_assets.report.funding import region_year_funding
from cluster_assets.report.initiatives import build_initiatives
from cluster_assets.report.network import build_network
from cluster_assets.report.organizations import build_organizations
from cluster_assets.report.package import PackagedTable, write_package
from cluster_assets.report.quality import measure_quality
from cluster_assets.report.site import SiteData, write_site
from cluster_assets.report.tables import (
    COMMITMENTS,
    COVERAGE,
    INITIATIVES,
    NETWORK,
    ORGANIZATIONS,
    PACKAGE,
    QUALITY,
    REGION_YEAR_FUNDING,
    SITE,
    STORIES,
    WAREHOUSE,
)
from cluster_assets.report.warehouse import write_warehouse
from cluster_assets.storage import to_arrow
from cluster_assets.tables import Table

Row = dict[str, Any]

REPORT_VERSION = "2026.11.25"
GOLD_ENV = "CLUSTER_ASSETS_GOLD"
WAREHOUSE_FILE = "warehouse.duckdb"
FACT_TABLES = (PAGES, ARTICLES, REJECTS, MONEY_FACTS, FIGURES, MENTIONS)
REPORT_TABLES = (
    STORIES,
    ORGANIZATIONS,
    INITIATIVES,
    COMMITMENTS,
    REGION_YEAR_FUNDING,
    NETWORK,
    COVERAGE,
    QUALITY,
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
    rows = build_organizations(rows_of(MENTIONS, frames), articles_of(frames))
    return {ORGANIZATIONS.name: rows}


def initiatives(step: StepContext, frames: Frames) -> Mapping[str, Any]:
    """Resolve initiatives over articles."""
    facts = rows_of(MONEY_FACTS, frames)
    rows = build_initiatives(rows_of(MENTIONS, frames), articles_of(frames), facts)
    return {INITIATIVES.name: rows}


def commitments(step: StepContext, frames: Frames) -> Mapping[str, Any]:
    """Reconcile money facts over articles."""
    facts = rows_of(MONEY_FACTS, frames)
    rows = build_commitments(facts, articles_of(frames), rows_of(STORIES, frames))
    return {COMMITMENTS.name: rows}


def funding(step: StepContext, frames: Frames) -> Mapping[str, Any]:
    """Sum leaf commitments by region and year."""
    return {REGION_YEAR_FUNDING.name: region_year_funding(rows_of(COMMITMENTS, frames))}


def network(step: StepContext, frames: Frames) -> Mapping[str, Any]:
    """Tie organizations that share an initiative or an article."""
    rows = build_network(rows_of(MENTIONS, frames), articles_of(frames), rows_of(STORIES, frames))
    return {NETWORK.name: rows}


def coverage(step: StepContext, frames: Frames) -> Mapping[str, Any]:
    """Count every captured page by outlet and outcome."""
    articles = rows_of(ARTICLES, frames)
    rows = build_coverage(rows_of(PAGES, frames), articles, rows_of(REJECTS, frames))
    return {COVERAGE.name: rows}


def quality(step: StepContext, frames: Frames) -> Mapping[str, Any]:
    """Score the extraction on the annotated pages."""
    project = Path(__file__).resolve().parents[2]
    gold = Path(os.environ.get(GOLD_ENV) or project / "cluster_assets_tests/quality/gold")
    rows = [
        {**asdict(row), "n": float(row.n), "rules_version": RULES_VERSION}
        for row in measure_quality(gold, project / "seeds/pages")
    ]
    if not rows:
        step.log.warning(f"no annotated pages in {gold}: set {GOLD_ENV}")
    return {QUALITY.name: rows}


def warehouse(step: StepContext, frames: Frames) -> Mapping[str, Any]:
    """Build the DuckDB file beside the old one and swap it in; keep it where nothing changed."""
    tables = {t.name: to_arrow(t, frames[t.name]) for t in (*FACT_TABLES, *REPORT_TABLES)}
    mark = hashlib.sha256(REPORT_VERSION.encode())
    for name, table in sorted(tables.items()):
        mark.update(f"{name}{table.schema}{table.to_pylist()}".encode())
    state = ("_state", "warehouse.sha256")
    known = step.storage.exists(*state) and step.storage.exists(WAREHOUSE_FILE)
    if not known or step.storage.read_bytes(*state).decode() != mark.hexdigest():
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
        step.storage.write_bytes(mark.hexdigest().encode(), *state)
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
        write_package(Path(folder), tables, version=REPORT_VERSION)
        return {
            PACKAGE.name: publish_folder(step, Path(folder), "report/package", "datapackage.json")
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
        generated_for=max(days).isoformat() if days else "",
    )
    with tempfile.TemporaryDirectory() as folder:
        write_site(Path(folder), data)
        return {SITE.name: publish_folder(step, Path(folder), "report/site", "index.html")}


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


def _report(compute: Any, output: Table, *inputs: Table) -> dg.AssetsDefinition:
    return table_assets(
        compute,
        outputs=[output],
        inputs=inputs,
        code_version=f"report-{REPORT_VERSION}-{RULES_VERSION}",
        automation_condition=FOLLOW_DAYS,
    )


ASSETS = [
    _report(stories, STORIES, PAGES, ARTICLES),
    _report(organizations, ORGANIZATIONS, PAGES, ARTICLES, MENTIONS),
    _report(initiatives, INITIATIVES, PAGES, ARTICLES, MENTIONS, MONEY_FACTS),
    _report(commitments, COMMITMENTS, PAGES, ARTICLES, MONEY_FACTS, STORIES),
    _report(funding, REGION_YEAR_FUNDING, COMMITMENTS),
    _report(network, NETWORK, PAGES, ARTICLES, MENTIONS, STORIES, ORGANIZATIONS),
    _report(coverage, COVERAGE, PAGES, ARTICLES, REJECTS),
    _report(quality, QUALITY),
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
    ),
]
