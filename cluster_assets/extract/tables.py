"""Tables of stage extract."""

from __future__ import annotations

from cluster_assets.extract.table_checks import (
    article_is_known,
    errors_are_few,
    is_no_error,
    money_is_whole,
    parent_exists,
    parts_fit,
    period_is_ordered,
    span_rule,
)
from cluster_assets.extract.table_columns import (
    DATED,
    INITIATIVE,
    REGION,
    RULES_VERSION,
    SPAN,
    TEXT,
)
from cluster_assets.tables import PAGE_ID, Column, Rule, Table

QUALIFIERS = ("exact", "approx", "at_least", "at_most")
KINDS = ("budget", "investment", "outcome", "per_recipient", "other")
SOURCES = ("total", "national", "province", "municipal", "local", "private", "other")
STATUSES = ("executed", "planned", "unknown")
ENTITY_TYPES = ("organization", "person", "region", "initiative")


ARTICLE_KNOWN = Rule(
    "article_is_kept",
    "Every row's page is an article of the day.",
    "ERROR",
    ("page_id",),
    article_is_known,
)


MONEY_FACTS = Table(
    key=("extract", "money_facts"),
    row="one amount of money that an article states",
    description="Amounts with whose money it is, for what, for which years, planned or spent.",
    is_partitioned=True,
    primary_key=("fact_id",),
    usage_warnings=(
        "Amounts are as reported. A part and its whole are both rows: sum only rows that are "
        "no other row's parent, and never across statuses.",
    ),
    rules=(
        ARTICLE_KNOWN,
        span_rule("evidence"),
        Rule(
            "parent_exists",
            "A part's whole is a fact of the same page.",
            "ERROR",
            ("parent_fact_id",),
            parent_exists,
        ),
        Rule(
            "amount_is_whole",
            "Won amounts are whole; others have a currency and an amount.",
            "ERROR",
            ("amount_krw", "amount", "currency"),
            money_is_whole,
        ),
        Rule(
            "period_is_ordered",
            "No period ends before it starts.",
            "ERROR",
            ("period_start_year", "period_end_year"),
            period_is_ordered,
        ),
        Rule(
            "parts_fit_their_whole",
            "Parts do not sum to more than their whole.",
            "WARN",
            ("amount_krw",),
            parts_fit,
        ),
    ),
    columns=(
        Column("fact_id", "string", "Stable id from page, span and table.", required=True),
        PAGE_ID,
        *SPAN,
        Column(
            "evidence", "string", "The characters at the span.", required=True, derived_from=TEXT
        ),
        Column(
            "sentence",
            "string",
            "Sentence that holds the evidence.",
            required=True,
            derived_from=TEXT,
        ),
        Column(
            "amount_krw",
            "int",
            "Amount; null for foreign currency.",
            "won",
            minimum=1,
            maximum=10**16,
            soft=True,
            derived_from=TEXT,
        ),
        Column(
            "amount", "float", "Amount in its own currency.", "currency units", derived_from=TEXT
        ),
        Column(
            "currency",
            "string",
            "ISO 4217 code.",
            required=True,
            pattern="^[A-Z]{3}$",
            derived_from=TEXT,
        ),
        Column(
            "qualifier",
            "string",
            "How the amount is hedged.",
            required=True,
            allowed=QUALIFIERS,
            derived_from=TEXT,
        ),
        Column(
            "kind",
            "string",
            "Programme money, investment, outcome, per recipient, other.",
            required=True,
            allowed=KINDS,
            derived_from=TEXT,
        ),
        Column(
            "funding_source",
            "string",
            "Whose money.",
            required=True,
            allowed=SOURCES,
            derived_from=TEXT,
        ),
        Column("parent_fact_id", "string", "The fact this one is a part of.", derived_from=TEXT),
        Column(
            "period_start_year",
            "int",
            "First year the money is for.",
            "year",
            minimum=1990,
            maximum=2100,
            soft=True,
            derived_from=DATED,
        ),
        Column(
            "period_end_year",
            "int",
            "Last year the money is for.",
            "year",
            minimum=1990,
            maximum=2100,
            soft=True,
            derived_from=DATED,
        ),
        Column(
            "status",
            "string",
            "Planned, executed or unknown.",
            required=True,
            allowed=STATUSES,
            derived_from=TEXT,
        ),
        INITIATIVE,
        Column("initiative_id", "string", "Entity id of the initiative.", derived_from=TEXT),
        *REGION,
        Column("rules", "string", "Rule that decided each attribute, as JSON.", required=True),
        Column("is_unsure", "bool", "Worth a second look.", required=True),
        RULES_VERSION,
    ),
)

FIGURES = Table(
    key=("extract", "figures"),
    row="one reported count or measure that is not money",
    description="Counts and measures about initiatives, events and regions.",
    is_partitioned=True,
    primary_key=("figure_id",),
    rules=(ARTICLE_KNOWN, span_rule("evidence")),
    columns=(
        Column("figure_id", "string", "Stable id from page, span and table.", required=True),
        PAGE_ID,
        *SPAN,
        Column(
            "evidence", "string", "The characters at the span.", required=True, derived_from=TEXT
        ),
        Column(
            "sentence",
            "string",
            "Sentence that holds the evidence.",
            required=True,
            derived_from=TEXT,
        ),
        Column(
            "value", "float", "The number.", "see column unit", required=True, derived_from=TEXT
        ),
        Column(
            "unit", "string", "Counter or measure, as reported.", required=True, derived_from=TEXT
        ),
        Column(
            "qualifier",
            "string",
            "How the number is hedged.",
            required=True,
            allowed=QUALIFIERS,
            derived_from=TEXT,
        ),
        Column("subject", "string", "What is counted, as written.", derived_from=TEXT),
        INITIATIVE,
        Column("region", "string", "Region the figure is about.", derived_from=DATED),
        RULES_VERSION,
    ),
)

MENTIONS = Table(
    key=("extract", "mentions"),
    row="one named entity at one place of an article",
    description="Organizations, persons, regions and initiatives where they are named.",
    is_partitioned=True,
    primary_key=("mention_id",),
    rules=(ARTICLE_KNOWN, span_rule("surface")),
    columns=(
        Column("mention_id", "string", "Stable id from page, span and table.", required=True),
        PAGE_ID,
        *SPAN,
        Column(
            "surface", "string", "The characters at the span.", required=True, derived_from=TEXT
        ),
        Column(
            "entity_type",
            "string",
            "What is named.",
            required=True,
            allowed=ENTITY_TYPES,
            derived_from=TEXT,
        ),
        Column(
            "canonical_name",
            "string",
            "Name it is reported under.",
            required=True,
            derived_from=DATED,
        ),
        Column("entity_id", "string", "Id over articles.", required=True, derived_from=DATED),
        Column(
            "role", "string", "Affiliation and title of a person, as written.", derived_from=TEXT
        ),
        RULES_VERSION,
    ),
)

ERRORS = Table(
    key=("extract", "errors"),
    row="one article whose extraction failed",
    description="Articles that gave no facts because a rule crashed on them; none, as a rule.",
    is_partitioned=True,
    primary_key=("page_id",),
    minimum_rows=0,
    rules=(
        ARTICLE_KNOWN,
        Rule("no_errors", "No rule crashed on an article.", "WARN", ("error",), is_no_error),
        Rule(
            "few_errors",
            "Crashes stay below the limit; above it the day is not published.",
            "ERROR",
            ("page_id",),
            errors_are_few,
        ),
    ),
    columns=(
        PAGE_ID,
        Column(
            "error", "string", "Exception, as Python shows it.", required=True, derived_from=TEXT
        ),
        RULES_VERSION,
    ),
)

TABLES = (MONEY_FACTS, FIGURES, MENTIONS, ERRORS)
