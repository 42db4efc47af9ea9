"""Stage report as Dagster assets: all days read, reconciled, reported."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import dagster as dg

from cluster_assets.capture.tables import PAGES
from cluster_assets.clean.tables import ARTICLES, REJECTS
from cluster_assets.extract.facts import RULES_VERSION
from cluster_assets.extract.tables import FIGURES, MENTIONS, MONEY_FACTS
from cluster_assets.publishing import table_assets
from cluster_assets.report import file_steps, steps
from cluster_assets.report.file_steps import FACT_TABLES, REPORT_VERSION
from cluster_assets.report.site_charts import PICTURED, metadata_pictures
from cluster_assets.report.tables import (
    CHANGES_TABLE,
    COMMITMENTS,
    CORRECTIONS,
    COVERAGE,
    DATA_TABLES,
    INITIATIVES,
    LAYOUTS,
    LINK_REVIEW,
    METRICS,
    NETWORK,
    ORGANIZATIONS,
    PACKAGE,
    QUALITY,
    REGION_YEAR_FUNDING,
    SITE,
    STORIES,
    TIMELINES,
    VINTAGES,
    WAREHOUSE,
)
from cluster_assets.storage import to_arrow
from cluster_assets.tables import Table

# A backfilled or late day counts as soon as it is there; days never captured do not block.
FOLLOW_DAYS = dg.AutomationCondition.eager().without(~dg.AutomationCondition.any_deps_missing())


def pictures(table: Table, frame: Any) -> dict[str, dg.MarkdownMetadataValue]:
    """The key charts of a table, as pictures for its metadata in the UI."""
    if table.name not in PICTURED:
        return {}
    found = metadata_pictures(table.name, to_arrow(table, frame).to_pylist())
    return {name: dg.MarkdownMetadataValue(text) for name, text in found.items()}


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
    _report(steps.stories, STORIES, PAGES, ARTICLES),
    _report(steps.organizations, ORGANIZATIONS, PAGES, ARTICLES, MENTIONS),
    _report(steps.initiatives, INITIATIVES, PAGES, ARTICLES, MENTIONS, MONEY_FACTS),
    _report(steps.link_review, LINK_REVIEW, MENTIONS),
    _report(steps.corrections, CORRECTIONS, MONEY_FACTS),
    _report(
        steps.commitments,
        (COMMITMENTS, VINTAGES),
        PAGES,
        ARTICLES,
        MONEY_FACTS,
        STORIES,
        CORRECTIONS,
    ),
    _report(
        steps.changes,
        CHANGES_TABLE,
        PAGES,
        ARTICLES,
        MONEY_FACTS,
        STORIES,
        CORRECTIONS,
        COMMITMENTS,
    ),
    _report(steps.funding, REGION_YEAR_FUNDING, COMMITMENTS),
    _report(steps.timelines, TIMELINES, COMMITMENTS, VINTAGES),
    _report(steps.network, NETWORK, PAGES, ARTICLES, MENTIONS, STORIES, ORGANIZATIONS),
    _report(steps.coverage, COVERAGE, PAGES, ARTICLES, REJECTS),
    _report(steps.layouts, LAYOUTS, PAGES, ARTICLES, REJECTS),
    _report(steps.quality, QUALITY),
    _report(
        steps.metrics,
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
    _report(file_steps.warehouse, WAREHOUSE, *FACT_TABLES, *DATA_TABLES),
    _report(file_steps.package, PACKAGE, *FACT_TABLES, *DATA_TABLES),
    _report(
        file_steps.site,
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
