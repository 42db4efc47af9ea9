"""The files of stage report: the warehouse, the open data package and the static report."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cluster_assets.capture.sources import seoul_day
from cluster_assets.capture.tables import PAGES
from cluster_assets.clean.tables import ARTICLES, REJECTS
from cluster_assets.extract.tables import FIGURES, MENTIONS, MONEY_FACTS
from cluster_assets.files import files_below
from cluster_assets.frames import Frames, arrow_of, rows_of
from cluster_assets.publishing import StepContext
from cluster_assets.report.iati import publisher_named, to_iati
from cluster_assets.report.jsonld import to_jsonld
from cluster_assets.report.package import PackagedTable, write_package
from cluster_assets.report.site import SiteData, write_site
from cluster_assets.report.standards import Exported
from cluster_assets.report.steps import articles_of
from cluster_assets.report.tables import (
    CHANGES_TABLE,
    COMMITMENTS,
    CORRECTIONS,
    COVERAGE,
    DATA_TABLES,
    NETWORK,
    PACKAGE,
    QUALITY,
    REGION_YEAR_FUNDING,
    SITE,
    WAREHOUSE,
)
from cluster_assets.report.warehouse import content_mark, write_warehouse
from cluster_assets.tables import Table

Row = dict[str, Any]

REPORT_VERSION = "2026.11.29.3"
IATI_ENV = "CLUSTER_ASSETS_IATI_PUBLISHER"
WAREHOUSE_FILE = "warehouse.duckdb"
# What the report's pages show of an article, of a span in it and of the money there.
READ_COLUMNS = ("url", "title", "outlet", "reporter", "published_date", "text")
SPAN_COLUMNS = ("page_id", "span_field", "char_start", "char_end", "evidence", "sentence")
MONEY_COLUMNS = ("amount_krw", "amount", "currency", "kind", "funding_source", "status")
FACT_TABLES = (PAGES, ARTICLES, REJECTS, MONEY_FACTS, FIGURES, MENTIONS)


def warehouse(step: StepContext, frames: Frames) -> Mapping[str, Any]:
    """Build the DuckDB file beside the old one and swap it in; keep it where nothing changed."""
    tables = {t.name: arrow_of(t, frames) for t in (*FACT_TABLES, *DATA_TABLES)}
    mark = content_mark(REPORT_VERSION, tables)
    state = ("_state", "warehouse.sha256")
    known = step.storage.exists(*state) and step.storage.exists(WAREHOUSE_FILE)
    if not known or step.storage.read_bytes(*state).decode() != mark:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / WAREHOUSE_FILE
            declared = (*FACT_TABLES, *DATA_TABLES)
            write_warehouse(
                path,
                tables,
                table_descriptions={t.name: t.description for t in declared},
                column_descriptions={t.name: column_notes(t) for t in declared},
            )
            step.storage.write_bytes(path.read_bytes(), WAREHOUSE_FILE)
        step.storage.write_bytes(mark.encode(), *state)
    return {WAREHOUSE.name: [manifest_row(WAREHOUSE_FILE, step.storage.read_bytes(WAREHOUSE_FILE))]}


def package(step: StepContext, frames: Frames) -> Mapping[str, Any]:
    """Publish all tables as CSV and Parquet with a Frictionless descriptor."""
    declared = (*FACT_TABLES, *DATA_TABLES)
    tables = {
        t.name: PackagedTable(arrow_of(t, frames), t.description, t.primary_key, column_notes(t))
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
    known = rows_of(COMMITMENTS, frames)
    articles = rows_of(ARTICLES, frames, "page_id", "url", "title", "outlet", "published_date")
    publisher = publisher_named(os.environ.get(IATI_ENV))
    return {
        "grants.jsonld": to_jsonld(known, articles),
        "iati-activities.xml": to_iati(known, articles, publisher),
    }


def site(step: StepContext, frames: Frames) -> Mapping[str, Any]:
    """Render the static report; it stands for the last captured day."""
    pages = rows_of(PAGES, frames, "page_id", "captured_at", "warc_file", "warc_offset")
    days = [seoul_day(p["captured_at"]) for p in pages]
    data = SiteData(
        articles=articles_of(frames, *READ_COLUMNS),
        money_facts=rows_of(MONEY_FACTS, frames, *SPAN_COLUMNS, "fact_id", *MONEY_COLUMNS),
        commitments=rows_of(COMMITMENTS, frames),
        funding=rows_of(REGION_YEAR_FUNDING, frames),
        network=rows_of(NETWORK, frames),
        coverage=rows_of(COVERAGE, frames),
        quality=rows_of(QUALITY, frames),
        figures=rows_of(FIGURES, frames, *SPAN_COLUMNS, "figure_id"),
        pages=pages,
        changes=rows_of(CHANGES_TABLE, frames),
        corrections=rows_of(CORRECTIONS, frames),
        generated_for=max(days).isoformat() if days else "",
    )
    with tempfile.TemporaryDirectory() as folder:
        write_site(Path(folder), data)
        return {SITE.name: publish_folder(step, Path(folder), "report/site", "index.html")}


def column_notes(table: Table) -> dict[str, str]:
    """Meaning and unit of each column."""
    return {c.name: c.description + (f" Unit: {c.unit}." if c.unit else "") for c in table.columns}


def manifest_row(path: str, data: bytes) -> Row:
    """Size and hash of a published file."""
    digest = hashlib.sha256(data).hexdigest()
    return {"path": path, "sha256": digest, "byte_count": len(data), "row_count": None}


def publish_folder(step: StepContext, folder: Path, target: str, last: str) -> list[Row]:
    """Publish a folder's files, each atomically; ``last`` refers to the others, so it waits.

    What an earlier version published below ``target`` and this one does not hold is removed.
    """
    rows = []
    for name, data in files_below(folder, last=last):
        path = f"{target}/{name}"
        step.storage.write_bytes(data, path)
        rows.append(manifest_row(path, data))
    step.storage.remove_others(target, keep={row["path"] for row in rows})
    return sorted(rows, key=lambda r: r["path"])
