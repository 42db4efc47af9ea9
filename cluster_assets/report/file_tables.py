"""Manifests of the published files."""

from __future__ import annotations

from cluster_assets.report.table_parts import column
from cluster_assets.tables import Table


def _files_table(name: str, thing: str, kind: str) -> Table:
    return Table(
        key=("report", name),
        row="one published file",
        description=f"Manifest of {thing}: every file with its size and hash.",
        primary_key=("path",),
        minimum_rows_severity="ERROR",
        kinds=("parquet", kind),
        columns=(
            column("path", "string", "File below the data root.", required=True),
            column(
                "sha256", "string", "Hash of its bytes.", required=True, pattern="^[0-9a-f]{64}$"
            ),
            column("byte_count", "int", "Size.", required=True, minimum=1, unit="bytes", soft=True),
            column(
                "row_count",
                "int",
                "Rows, where the file is a table.",
                unit="rows",
                minimum=0,
                soft=True,
            ),
        ),
    )


WAREHOUSE = _files_table("warehouse", "the DuckDB warehouse", "duckdb")
PACKAGE = _files_table("package", "the open data package (CSV, Parquet, datapackage.json)", "csv")
SITE = _files_table("site", "the static report", "html")
