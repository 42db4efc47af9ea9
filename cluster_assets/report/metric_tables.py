"""Tables of measures: vintages of commitments, programme timelines, and the metrics."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cluster_assets.report.definitions import DEFINITIONS
from cluster_assets.tables import Column, Rule, Table

_COMMITMENTS = "report/commitments"
_FACTS = "extract/money_facts"
_ARTICLES = "clean/articles"
SCOPES = ("all", "region", "outlet", "organization", "measure")
BASES = (
    "report/metrics",
    _COMMITMENTS,
    "report/timelines",
    "report/organizations",
    "report/coverage",
    "report/quality",
    "extract/figures",
    _ARTICLES,
)


def _c(name: str, type_: Any, description: str, *sources: str, **more: Any) -> Column:
    return Column(name, type_, description, derived_from=sources, **more)


def _year(name: str, description: str, *sources: str) -> Column:
    return _c(
        name, "int", description, *sources, unit="year", minimum=1990, maximum=2100, soft=True
    )


def _commitment_known(frame: Any, sources: Mapping[str, Any]) -> list[bool]:
    known = set(sources[_COMMITMENTS]["commitment_id"])
    return [c in known for c in frame["commitment_id"]]


def _one_current(frame: Any, sources: Mapping[str, Any]) -> list[bool]:
    current = frame[frame["is_current"]].groupby("commitment_id").size().to_dict()
    return [current.get(c) == 1 for c in frame["commitment_id"]]


def _validity_ordered(frame: Any, sources: Mapping[str, Any]) -> list[bool]:
    columns = (frame[c].astype(object) for c in ("valid_from", "valid_to"))
    # Equal where one article tells both the old plan and the new: the old one held no day.
    return [a != a or b != b or not a or not b or a <= b for a, b in zip(*columns, strict=True)]


def _commitments_known(frame: Any, sources: Mapping[str, Any]) -> list[bool]:
    known = set(sources[_COMMITMENTS]["commitment_id"])
    return [len(ids) > 0 and all(i in known for i in ids) for ids in frame["commitment_ids"]]


def _basis_known(frame: Any, sources: Mapping[str, Any]) -> list[bool]:
    metrics = set(frame["metric_id"])
    commitments = set(sources[_COMMITMENTS]["commitment_id"])
    known = {"report/metrics": metrics, _COMMITMENTS: commitments}
    return [
        basis not in known or all(i in known[basis] for i in ids)
        for basis, ids in zip(frame["basis"], frame["basis_ids"], strict=True)
    ]


VINTAGES = Table(
    key=("report", "vintages"),
    row="one value that a commitment had for a time",
    description="Plans as they changed: each amount and term of a commitment, and when it held.",
    primary_key=("commitment_id", "vintage_number"),
    usage_warnings=(
        "Vintages of one commitment follow each other: never add them up. The plan as known on a "
        "day is the row with valid_from <= day < valid_to.",
    ),
    rules=(
        Rule(
            "commitment_exists",
            "Every vintage belongs to a commitment.",
            "ERROR",
            ("commitment_id",),
            _commitment_known,
        ),
        Rule(
            "one_is_current",
            "Exactly one vintage of a commitment is current.",
            "ERROR",
            ("commitment_id", "is_current"),
            _one_current,
        ),
        Rule(
            "validity_is_ordered",
            "A vintage begins before it ends.",
            "WARN",
            ("valid_from", "valid_to"),
            _validity_ordered,
        ),
    ),
    columns=(
        _c(
            "commitment_id",
            "string",
            "The commitment.",
            f"{_COMMITMENTS}.commitment_id",
            required=True,
        ),
        _c(
            "vintage_number",
            "int",
            "1 for the first plan, 2 for its first revision, ...",
            f"{_FACTS}.amount_krw",
            required=True,
            minimum=1,
            unit="ordinal",
        ),
        _c(
            "amount_krw",
            "int",
            "Its value; null for foreign sums.",
            f"{_FACTS}.amount_krw",
            unit="won",
        ),
        _year("period_start_year", "First year.", f"{_FACTS}.period_start_year"),
        _year("period_end_year", "Last year.", f"{_FACTS}.period_end_year"),
        _c(
            "valid_from",
            "date",
            "Day its first story was published; null where no article tells its day.",
            f"{_ARTICLES}.published_date",
        ),
        _c(
            "valid_to",
            "date",
            "Day the next vintage took over; null while it holds.",
            f"{_ARTICLES}.published_date",
        ),
        _c("is_current", "bool", "It is the latest.", required=True),
        _c(
            "chosen_fact_id",
            "string",
            "The fact whose value was chosen.",
            f"{_FACTS}.fact_id",
            required=True,
        ),
        _c("fact_ids", "strings", "The facts that tell of it.", f"{_FACTS}.fact_id", required=True),
    ),
)

TIMELINES = Table(
    key=("report", "timelines"),
    row="one programme in one region",
    description="When programmes run, and how far their end moved between tellings.",
    primary_key=("timeline_id",),
    rules=(
        Rule(
            "commitments_exist",
            "Every commitment behind a timeline exists.",
            "ERROR",
            ("commitment_ids",),
            _commitments_known,
        ),
    ),
    columns=(
        _c("timeline_id", "string", "Initiative and region.", required=True),
        _c("initiative_id", "string", "Entity id.", f"{_COMMITMENTS}.initiative_id"),
        _c("initiative", "string", "Its name.", f"{_COMMITMENTS}.initiative"),
        _c("region_code", "string", "Administrative code.", f"{_COMMITMENTS}.region_code"),
        _c("region", "string", "Official name.", f"{_COMMITMENTS}.region"),
        _year("start_year", "First year of any of its money.", f"{_COMMITMENTS}.period_start_year"),
        _year("end_year", "Last year as told now.", f"{_COMMITMENTS}.period_end_year"),
        _year("first_end_year", "Last year as first told.", "report/vintages.period_end_year"),
        _c(
            "slippage_years",
            "int",
            "Largest move of an end between the first and the latest vintage of one commitment; "
            "null where none tells an end twice.",
            "report/vintages.period_end_year",
            unit="years",
        ),
        _c(
            "vintage_count",
            "int",
            "Vintages of its most often revised commitment.",
            "report/vintages.vintage_number",
            required=True,
            minimum=1,
            unit="vintages",
        ),
        _c(
            "is_planned",
            "bool",
            "Some of its money is planned.",
            f"{_COMMITMENTS}.status",
            required=True,
        ),
        _c(
            "is_executed",
            "bool",
            "Some of its money was spent.",
            f"{_COMMITMENTS}.status",
            required=True,
        ),
        _c(
            "commitment_ids",
            "strings",
            "The commitments behind it.",
            f"{_COMMITMENTS}.commitment_id",
            required=True,
        ),
    ),
)

METRICS = Table(
    key=("report", "metrics"),
    row="one value of one metric",
    description="All measures in one long table, each with its definition and what it rests on.",
    primary_key=("metric_id",),
    glossary={name: f"{d.text} Unit: {d.unit}." for name, d in DEFINITIONS.items()},
    usage_warnings=(
        "Rows of scope `all` sum up rows of scope `region`: never add both.",
        "Announced and executed, and target, reported and attained, are never added up.",
    ),
    rules=(
        Rule(
            "basis_exists",
            "Every commitment or metric a value was made from exists.",
            "ERROR",
            ("basis_ids",),
            _basis_known,
        ),
    ),
    columns=(
        _c("metric_id", "string", "Stable id of what is measured.", required=True),
        _c(
            "metric",
            "string",
            "What is measured; the definitions stand below the table.",
            required=True,
            allowed=tuple(DEFINITIONS),
        ),
        _c("definition", "string", "Its definition in words.", required=True),
        _c("scope", "string", "What the value is about.", required=True, allowed=SCOPES),
        _c(
            "region_code",
            "string",
            "Administrative code, for scope `region`; null for nationwide or unknown.",
            f"{_COMMITMENTS}.region_code",
        ),
        _c("region", "string", "Official name of that region.", f"{_COMMITMENTS}.region"),
        _year(
            "year",
            "Year; null over all years or where unknown.",
            f"{_COMMITMENTS}.period_start_year",
            f"{_ARTICLES}.published_date",
        ),
        _c(
            "category",
            "string",
            "Funding source, claim, outlet, organization id or measure.",
            f"{_COMMITMENTS}.funding_source",
        ),
        _c(
            "subject",
            "string",
            "Name of the organization; for quality, F1 or accuracy.",
            "report/network.source_name",
        ),
        _c(
            "value",
            "float",
            "The value.",
            f"{_COMMITMENTS}.amount_krw",
            "extract/figures.value",
            required=True,
            unit="see column unit",
        ),
        _c(
            "unit", "string", "Unit of the value; an ISO 4217 code for foreign sums.", required=True
        ),
        _c(
            "n",
            "int",
            "Rows it was made from, or the size of the sample.",
            required=True,
            minimum=0,
            unit="rows",
            soft=True,
        ),
        _c(
            "allocation",
            "string",
            "For sums by year: whether some years got an even part.",
            allowed=("stated", "uniform"),
        ),
        _c(
            "basis",
            "string",
            "Table whose rows the value was made from.",
            required=True,
            allowed=BASES,
        ),
        _c(
            "basis_ids",
            "strings",
            "Keys of those rows (of a share: of the rows counted as hits).",
            f"{_COMMITMENTS}.commitment_id",
            "extract/figures.figure_id",
            f"{_ARTICLES}.page_id",
            "report/coverage.outlet",
            "report/timelines.timeline_id",
            "report/organizations.entity_id",
            "report/quality.measure",
            required=True,
        ),
    ),
)
