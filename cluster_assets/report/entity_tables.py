"""Tables of what articles name: stories, organizations, initiatives and who works with whom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cluster_assets.report.table_parts import ARTICLES, MENTIONS, column, known
from cluster_assets.tables import Rule, Table


def _one_head(frame: Any, sources: Mapping[str, Any]) -> list[bool]:
    heads = frame[frame["is_story_head"]].groupby("story_id").size().to_dict()
    return [heads.get(s) == 1 for s in frame["story_id"]]


STORIES = Table(
    key=("report", "stories"),
    row="one article in its story",
    description="Near-duplicate articles over all days and outlets, grouped into stories.",
    primary_key=("page_id",),
    rules=(
        Rule(
            "story_has_one_head",
            "Each story has exactly one head.",
            "ERROR",
            ("story_id",),
            _one_head,
        ),
    ),
    columns=(
        column("page_id", "string", "The article.", f"{ARTICLES}.page_id", required=True),
        column("story_id", "string", "Its story.", f"{ARTICLES}.text", required=True),
        column(
            "is_story_head",
            "bool",
            "Earliest article of the story.",
            f"{ARTICLES}.published_date",
            required=True,
        ),
        column(
            "similarity",
            "float",
            "Containment against the head, 0 to 1.",
            f"{ARTICLES}.text",
            minimum=0,
            maximum=1,
            soft=True,
        ),
    ),
)


def _entity_table(name: str, thing: str) -> Table:
    return Table(
        key=("report", name),
        row=f"one resolved {thing}",
        description=f"Every {thing} named in the articles, resolved over articles.",
        primary_key=("entity_id",),
        columns=(
            column(
                "entity_id", "string", "Id over articles.", f"{MENTIONS}.entity_id", required=True
            ),
            column(
                "canonical_name",
                "string",
                "Name it is reported under.",
                f"{MENTIONS}.canonical_name",
                required=True,
            ),
            column("aliases", "strings", "Other forms seen.", f"{MENTIONS}.surface"),
            column("kind", "string", "Kind of entity, where known.", f"{MENTIONS}.canonical_name"),
            column("region_code", "string", "Region it belongs to, where known."),
            column("first_seen_date", "date", "Earliest article.", f"{ARTICLES}.published_date"),
            column("last_seen_date", "date", "Latest article.", f"{ARTICLES}.published_date"),
            column(
                "article_count",
                "int",
                "Articles that name it.",
                f"{MENTIONS}.page_id",
                required=True,
                minimum=1,
                unit="articles",
            ),
        ),
    )


ORGANIZATIONS = _entity_table("organizations", "organization")
INITIATIVES = _entity_table("initiatives", "initiative")

NETWORK = Table(
    key=("report", "network"),
    row="a pair of organisations named in one initiative or event",
    description="Who works with whom: organisations that share an initiative or an article.",
    primary_key=("source_id", "target_id"),
    rules=(
        Rule(
            "organizations_exist",
            "Both ends are resolved organisations.",
            "ERROR",
            ("source_id",),
            known("source_id", "report/organizations", "entity_id"),
        ),
    ),
    columns=(
        column("source_id", "string", "One organisation.", f"{MENTIONS}.entity_id", required=True),
        column("target_id", "string", "The other.", f"{MENTIONS}.entity_id", required=True),
        column("source_name", "string", "Its name.", f"{MENTIONS}.canonical_name", required=True),
        column("target_name", "string", "Its name.", f"{MENTIONS}.canonical_name", required=True),
        column(
            "weight",
            "int",
            "Articles that tie them.",
            f"{MENTIONS}.page_id",
            required=True,
            minimum=1,
            unit="articles",
        ),
        column("page_ids", "strings", "Those articles.", f"{MENTIONS}.page_id", required=True),
        column("initiative_ids", "strings", "Initiatives they share.", f"{MENTIONS}.entity_id"),
    ),
)
