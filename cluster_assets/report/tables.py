"""Tables of stage report: made from all days."""

from __future__ import annotations

from cluster_assets.report.capture_tables import COVERAGE, LAYOUTS, OUTCOMES, QUALITY
from cluster_assets.report.commitment_tables import COMMITMENTS
from cluster_assets.report.entity_tables import INITIATIVES, NETWORK, ORGANIZATIONS, STORIES
from cluster_assets.report.file_tables import PACKAGE, SITE, WAREHOUSE
from cluster_assets.report.funding_tables import REGION_YEAR_FUNDING
from cluster_assets.report.link_tables import LINK_REVIEW
from cluster_assets.report.metric_tables import METRICS, TIMELINES, VINTAGES
from cluster_assets.report.review_tables import CHANGES_TABLE, CORRECTIONS

__all__ = [
    "CHANGES_TABLE",
    "COMMITMENTS",
    "CORRECTIONS",
    "COVERAGE",
    "DATA_TABLES",
    "INITIATIVES",
    "LAYOUTS",
    "LINK_REVIEW",
    "METRICS",
    "NETWORK",
    "ORGANIZATIONS",
    "OUTCOMES",
    "PACKAGE",
    "QUALITY",
    "REGION_YEAR_FUNDING",
    "SITE",
    "STORIES",
    "TABLES",
    "TIMELINES",
    "VINTAGES",
    "WAREHOUSE",
]

DATA_TABLES = (
    STORIES,
    CORRECTIONS,
    ORGANIZATIONS,
    INITIATIVES,
    LINK_REVIEW,
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
TABLES = (*DATA_TABLES, WAREHOUSE, PACKAGE, SITE)
