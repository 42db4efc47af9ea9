"""The table of entities that look like a misspelt other one."""

from __future__ import annotations

from cluster_assets.extract.names.linking_typos import LEAST_SCORE
from cluster_assets.tables import Column, Table

_MENTIONS = "extract/mentions"


def _from(column: str) -> tuple[str, ...]:
    return (f"{_MENTIONS}.{column}",)


LINK_REVIEW = Table(
    key=("report", "link_review"),
    row="one entity and another one that it may be a misspelling of",
    description="Names one slip of the keyboard apart, for a person to decide on.",
    primary_key=("entity_id", "candidate_id"),
    minimum_rows=0,
    usage_warnings=("Nothing is merged: both entities stay as they are in every other table.",),
    columns=(
        Column(
            "entity_id",
            "string",
            "The entity in question.",
            required=True,
            derived_from=_from("entity_id"),
        ),
        Column(
            "candidate_id",
            "string",
            "The entity it may be.",
            required=True,
            derived_from=_from("entity_id"),
        ),
        Column(
            "entity_type",
            "string",
            "What is named.",
            required=True,
            allowed=("organization", "initiative"),
            derived_from=_from("entity_type"),
        ),
        Column(
            "name",
            "string",
            "Name in question, as articles write it.",
            required=True,
            derived_from=_from("canonical_name"),
        ),
        Column(
            "candidate_name",
            "string",
            "Name it may be a misspelling of.",
            required=True,
            derived_from=_from("canonical_name"),
        ),
        Column(
            "score",
            "int",
            "Share of the letters (jamo) of both names that agree, in order.",
            unit="percent",
            required=True,
            minimum=LEAST_SCORE,
            maximum=100,
            derived_from=_from("canonical_name"),
        ),
        Column(
            "is_known_candidate",
            "bool",
            "Whether the candidate stands in the gazetteer.",
            required=True,
        ),
        Column(
            "article_count",
            "int",
            "Articles that write the name in question.",
            unit="articles",
            required=True,
            minimum=1,
            derived_from=_from("page_id"),
        ),
        Column(
            "candidate_article_count",
            "int",
            "Articles that write the candidate's name.",
            unit="articles",
            required=True,
            minimum=0,
            derived_from=_from("page_id"),
        ),
        Column(
            "page_ids",
            "strings",
            "Articles that write the name in question, 50 at most.",
            derived_from=_from("page_id"),
        ),
        Column(
            "mention_ids",
            "strings",
            "Mentions of the name in question, 50 at most.",
            derived_from=_from("mention_id"),
        ),
    ),
)
