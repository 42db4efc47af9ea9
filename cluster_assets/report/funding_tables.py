"""The table of money by region, year and source."""

from __future__ import annotations

from cluster_assets.extract.tables import KINDS, SOURCES
from cluster_assets.report.table_parts import column, known
from cluster_assets.tables import Rule, Table

REGION_YEAR_FUNDING = Table(
    key=("report", "region_year_funding"),
    row="one region, year, kind and funding source",
    description="Announced and executed programme money by region and year, leaves only.",
    primary_key=("region_code", "region", "year", "kind", "funding_source"),
    usage_warnings=(
        "Announced and executed stand side by side and are never added up.",
        "Rows with allocation `uniform` spread a multi-year sum evenly over its years.",
    ),
    rules=(
        Rule(
            "commitments_exist",
            "Every commitment behind a sum exists.",
            "ERROR",
            ("commitment_ids",),
            known("commitment_ids", "report/commitments", "commitment_id", several=True),
        ),
    ),
    columns=(
        column(
            "region_code",
            "string",
            "Administrative code; null for nationwide or unknown.",
            "report/commitments.region_code",
        ),
        column(
            "region",
            "string",
            "Official name; null for nationwide or unknown.",
            "report/commitments.region",
        ),
        column(
            "year",
            "int",
            "Year; null where no period is known.",
            "report/commitments.period_start_year",
            "report/commitments.period_end_year",
            unit="year",
            minimum=1990,
            maximum=2100,
            soft=True,
        ),
        column(
            "kind",
            "string",
            "Kind of money.",
            "report/commitments.kind",
            required=True,
            allowed=KINDS,
        ),
        column(
            "funding_source",
            "string",
            "Whose money.",
            "report/commitments.funding_source",
            required=True,
            allowed=SOURCES,
        ),
        column(
            "announced_krw",
            "int",
            "Sum of planned money.",
            "report/commitments.amount_krw",
            required=True,
            unit="won",
            minimum=0,
        ),
        column(
            "executed_krw",
            "int",
            "Sum of executed money.",
            "report/commitments.amount_krw",
            required=True,
            unit="won",
            minimum=0,
        ),
        column(
            "unknown_krw",
            "int",
            "Sum of money whose status is not told.",
            "report/commitments.amount_krw",
            required=True,
            unit="won",
            minimum=0,
        ),
        column(
            "national_share",
            "float",
            "National part of the announced money of region and year.",
            "report/commitments.amount_krw",
            minimum=0,
            maximum=1,
            soft=True,
            unit="ratio",
        ),
        column(
            "allocation",
            "string",
            "How years got their part.",
            required=True,
            allowed=("stated", "uniform"),
        ),
        column(
            "commitment_ids",
            "strings",
            "The commitments summed.",
            "report/commitments.commitment_id",
            required=True,
        ),
        column("fact_ids", "strings", "The facts behind them.", "report/commitments.fact_ids"),
    ),
)
