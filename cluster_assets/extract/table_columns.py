"""Columns that the fact tables share."""

from __future__ import annotations

from cluster_assets.tables import Column

TEXT = ("clean/articles.text", "clean/articles.title")
DATED = (*TEXT, "clean/articles.published_date")
SPAN = (
    Column(
        "span_field",
        "string",
        "Article field the span counts in.",
        required=True,
        allowed=("text", "title"),
        derived_from=TEXT,
    ),
    Column(
        "char_start",
        "int",
        "First character of the evidence.",
        "characters",
        required=True,
        minimum=0,
        derived_from=TEXT,
    ),
    Column(
        "char_end",
        "int",
        "One past its last character.",
        "characters",
        required=True,
        minimum=1,
        derived_from=TEXT,
    ),
)
RULES_VERSION = Column("rules_version", "string", "Version of the extraction rules.", required=True)
INITIATIVE = Column(
    "initiative",
    "string",
    "Programme, cluster, zone or facility, as written; null if none.",
    derived_from=TEXT,
)
REGION = (
    Column(
        "region_code",
        "string",
        "Administrative code of the region; null for nationwide.",
        pattern=r"^P?\d{5}$",
        derived_from=DATED,
    ),
    Column("region", "string", "Official name as of the publication date.", derived_from=DATED),
)
