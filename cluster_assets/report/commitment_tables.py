"""The table of reconciled commitments."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cluster_assets.extract.tables import KINDS, QUALIFIERS, SOURCES, STATUSES
from cluster_assets.report.table_parts import ARTICLES, FACTS, column, fact_column, known
from cluster_assets.tables import Rule, Table


def _range_ordered(frame: Any, sources: Mapping[str, Any]) -> list[bool]:
    low, value, high = (
        frame[c].astype(object) for c in ("amount_low_krw", "amount_krw", "amount_high_krw")
    )
    return [
        not all(isinstance(x, int) for x in trio) or trio[0] <= trio[1] <= trio[2]
        for trio in zip(low, value, high, strict=True)
    ]


def _parent_known(frame: Any, sources: Mapping[str, Any]) -> list[bool]:
    known = set(frame["commitment_id"])
    return [not isinstance(p, str) or p in known for p in frame["parent_commitment_id"]]


def _decisions_known(frame: Any, sources: Mapping[str, Any]) -> list[bool]:
    known = set(sources["report/corrections"]["decision_id"])
    return [all(x in known for x in ids) for ids in frame["correction_ids"]]


COMMITMENTS = Table(
    key=("report", "commitments"),
    row="one real-world funding commitment, reconciled over articles",
    description="The same money told in several articles, counted once, with all its evidence.",
    primary_key=("commitment_id",),
    usage_warnings=(
        "Announced is not executed: never add amounts of different status.",
        "A part and its whole are both rows: sum leaves only (is_leaf).",
    ),
    rules=(
        Rule(
            "facts_exist",
            "Every fact behind a commitment exists.",
            "ERROR",
            ("fact_ids",),
            known("fact_ids", FACTS, "fact_id", several=True),
        ),
        Rule(
            "parent_exists",
            "A part's whole is a commitment.",
            "ERROR",
            ("parent_commitment_id",),
            _parent_known,
        ),
        Rule(
            "corrections_exist",
            "Every decision behind a commitment is in the ledger.",
            "ERROR",
            ("correction_ids",),
            _decisions_known,
        ),
        Rule(
            "amount_in_its_range",
            "low <= amount <= high.",
            "ERROR",
            ("amount_low_krw", "amount_krw", "amount_high_krw"),
            _range_ordered,
        ),
    ),
    columns=(
        column(
            "commitment_id",
            "string",
            "Stable id from what the commitment says.",
            f"{FACTS}.fact_id",
            required=True,
        ),
        fact_column("initiative", "string", "What the money is for."),
        fact_column("initiative_id", "string", "Entity id of the initiative."),
        fact_column("region_code", "string", "Administrative code of the region."),
        fact_column("region", "string", "Region the money is for; null for nationwide."),
        fact_column("kind", "string", "Kind of money.", required=True, allowed=KINDS),
        fact_column(
            "funding_source",
            "string",
            "Whose money; `total` for a sum that its parts cut by source, whoever gives it.",
            required=True,
            allowed=SOURCES,
        ),
        fact_column(
            "period_start_year",
            "int",
            "First year.",
            unit="year",
            minimum=1990,
            maximum=2100,
            soft=True,
        ),
        fact_column(
            "period_end_year",
            "int",
            "Last year.",
            unit="year",
            minimum=1990,
            maximum=2100,
            soft=True,
        ),
        fact_column("amount_krw", "int", "Chosen value.", unit="won", minimum=1, soft=True),
        column(
            "amount_low_krw", "int", "Lowest reported value.", f"{FACTS}.amount_krw", unit="won"
        ),
        column(
            "amount_high_krw", "int", "Highest reported value.", f"{FACTS}.amount_krw", unit="won"
        ),
        fact_column(
            "qualifier", "string", "Hedge of the chosen value.", required=True, allowed=QUALIFIERS
        ),
        fact_column(
            "status", "string", "Planned, executed or unknown.", required=True, allowed=STATUSES
        ),
        column(
            "parent_commitment_id",
            "string",
            "The commitment it is a part of.",
            f"{FACTS}.parent_fact_id",
        ),
        column(
            "parent_rule",
            "string",
            "Why it is a part: `stated` by an article, `phase` of the whole time, or `increase` "
            "that made the whole what it is.",
            f"{FACTS}.parent_fact_id",
            allowed=("stated", "phase", "increase"),
        ),
        column(
            "is_leaf",
            "bool",
            "No other commitment is a part of it.",
            f"{FACTS}.parent_fact_id",
            required=True,
        ),
        column(
            "fact_ids", "strings", "All facts that tell of it.", f"{FACTS}.fact_id", required=True
        ),
        column("page_ids", "strings", "All pages that tell of it.", f"{FACTS}.page_id"),
        column(
            "story_count",
            "int",
            "Independent stories.",
            "report/stories.story_id",
            required=True,
            minimum=1,
            unit="stories",
        ),
        column(
            "outlet_count",
            "int",
            "Outlets; 0 where none is known.",
            f"{ARTICLES}.outlet",
            required=True,
            minimum=0,
            unit="outlets",
        ),
        column("first_reported_date", "date", "First article.", f"{ARTICLES}.published_date"),
        column("last_reported_date", "date", "Last article.", f"{ARTICLES}.published_date"),
        column(
            "is_conflicting",
            "bool",
            "Sources contradict each other.",
            f"{FACTS}.amount_krw",
            required=True,
        ),
        column(
            "chosen_fact_id",
            "string",
            "The fact whose value was chosen.",
            f"{FACTS}.fact_id",
            required=True,
        ),
        column(
            "chosen_page_id",
            "string",
            "The page of that fact.",
            f"{FACTS}.page_id",
            required=True,
        ),
        column("chosen_rule", "string", "The rule that chose it.", required=True),
        column("amount", "float", "Chosen value in its own currency.", f"{FACTS}.amount"),
        column("currency", "string", "ISO 4217 code.", f"{FACTS}.currency"),
        column(
            "vintage_number",
            "int",
            "1 for the first plan, 2 for its first revision, ...",
            f"{FACTS}.amount_krw",
            minimum=1,
            unit="ordinal",
        ),
        column(
            "superseded_amount_krw",
            "int",
            "Value before the last revision.",
            f"{FACTS}.amount_krw",
            unit="won",
        ),
        column(
            "correction_ids",
            "strings",
            "Reviewers' decisions that hold for its facts.",
            "report/corrections.decision_id",
        ),
    ),
)
