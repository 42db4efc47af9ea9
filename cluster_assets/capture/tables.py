"""Tables of stage capture."""

from __future__ import annotations

from cluster_assets.tables import PAGE_ID, Column, Table

PAGES = Table(
    key=("capture", "pages"),
    row="one page as it was captured",
    description="Index of the raw pages of a day; their bytes lie in WARC files.",
    is_partitioned=True,
    primary_key=("page_id", "url"),
    kinds=("parquet", "warc"),
    columns=(
        Column(**{**PAGE_ID.__dict__, "derived_from": ()}),
        Column("url", "string", "Address the page was captured from.", required=True),
        Column("source", "string", "Name of the source in `seeds/sources.yaml`.", required=True),
        Column("captured_at", "timestamp", "When the page was captured.", "UTC", required=True),
        Column("http_status", "int", "HTTP status; null for files.", minimum=100, maximum=599),
        Column("content_type", "string", "Declared content type; null where none."),
        Column("declared_charset", "string", "Charset the page declares, true or not."),
        Column(
            "byte_count",
            "int",
            "Size of the raw page.",
            "bytes",
            required=True,
            minimum=1,
            soft=True,
        ),
        Column("warc_file", "string", "WARC file below the data root; null if not landed."),
        Column("warc_offset", "int", "Offset of the record in the WARC file.", "bytes", minimum=0),
        Column(
            "outcome",
            "string",
            "`captured`, `duplicate` (same bytes earlier that day) or `too_large`.",
            required=True,
            allowed=("captured", "duplicate", "too_large"),
        ),
    ),
)

TABLES = (PAGES,)
