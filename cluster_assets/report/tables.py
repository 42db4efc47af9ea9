"""Tables of stage report: made from all days."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cluster_assets.extract.tables import KINDS, QUALIFIERS, SOURCES, STATUSES
from cluster_assets.report.changes import CAUSES, CHANGES
from cluster_assets.report.corrections import ACTIONS, STATES
from cluster_assets.report.layouts import is_steady
from cluster_assets.report.link_tables import LINK_REVIEW
from cluster_assets.report.metric_tables import METRICS, TIMELINES, VINTAGES
from cluster_assets.tables import Column, Rule, Table

_FACTS = "extract/money_facts"
_ARTICLES = "clean/articles"
_MENTIONS = "extract/mentions"


def _c(name: str, type_: Any, description: str, *sources: str, **more: Any) -> Column:
    return Column(name, type_, description, derived_from=sources, **more)


def _fact(name: str, type_: Any, description: str, **more: Any) -> Column:
    return _c(name, type_, description, f"{_FACTS}.{name}", **more)


def _known(column: str, table: str, key: str, *, several: bool = False) -> Any:
    def predicate(frame: Any, sources: Mapping[str, Any]) -> list[bool]:
        known = set(sources[table][key])
        if several:
            return [len(v) > 0 and all(x in known for x in v) for v in frame[column]]
        return [v in known for v in frame[column]]

    return predicate


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


def _counts_reconcile(frame: Any, sources: Mapping[str, Any]) -> list[bool]:
    outcomes = [c for c in frame.columns if c.startswith("outcome_")]
    return list(frame["pages_in"] == frame[outcomes].sum(axis=1))


def _decision_is_valid(frame: Any, sources: Mapping[str, Any]) -> list[bool]:
    return [state != "invalid" for state in frame["state"]]


def _decision_is_current(frame: Any, sources: Mapping[str, Any]) -> list[bool]:
    return [state not in ("stale", "unknown_fact") for state in frame["state"]]


def _decisions_known(frame: Any, sources: Mapping[str, Any]) -> list[bool]:
    known = set(sources["report/corrections"]["decision_id"])
    return [all(x in known for x in ids) for ids in frame["correction_ids"]]


def _fallback_steady(frame: Any, sources: Mapping[str, Any]) -> list[bool]:
    values = frame.astype(object).where(frame.notna(), None)
    return [is_steady(row) for row in values.to_dict("records")]


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
        _c("page_id", "string", "The article.", f"{_ARTICLES}.page_id", required=True),
        _c("story_id", "string", "Its story.", f"{_ARTICLES}.text", required=True),
        _c(
            "is_story_head",
            "bool",
            "Earliest article of the story.",
            f"{_ARTICLES}.published_date",
            required=True,
        ),
        _c(
            "similarity",
            "float",
            "Containment against the head, 0 to 1.",
            f"{_ARTICLES}.text",
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
            _c("entity_id", "string", "Id over articles.", f"{_MENTIONS}.entity_id", required=True),
            _c(
                "canonical_name",
                "string",
                "Name it is reported under.",
                f"{_MENTIONS}.canonical_name",
                required=True,
            ),
            _c("aliases", "strings", "Other forms seen.", f"{_MENTIONS}.surface"),
            _c("kind", "string", "Kind of entity, where known.", f"{_MENTIONS}.canonical_name"),
            _c("region_code", "string", "Region it belongs to, where known."),
            _c("first_seen_date", "date", "Earliest article.", f"{_ARTICLES}.published_date"),
            _c("last_seen_date", "date", "Latest article.", f"{_ARTICLES}.published_date"),
            _c(
                "article_count",
                "int",
                "Articles that name it.",
                f"{_MENTIONS}.page_id",
                required=True,
                minimum=1,
                unit="articles",
            ),
        ),
    )


ORGANIZATIONS = _entity_table("organizations", "organization")
INITIATIVES = _entity_table("initiatives", "initiative")

CORRECTIONS = Table(
    key=("report", "corrections"),
    row="one decision of a reviewer on one fact",
    description="The corrections ledger, replayed over the facts; facts are never edited.",
    primary_key=("decision_id",),
    minimum_rows=0,
    usage_warnings=("Only decisions in state `applied` change a number.",),
    rules=(
        Rule(
            "decision_is_valid",
            "Each decision has a known action, an amendable field with a fitting value, a "
            "reviewer, a reason and a date; `note` says what to mend in the ledger.",
            "ERROR",
            ("state", "note", "fact_id"),
            _decision_is_valid,
        ),
        Rule(
            "decision_is_current",
            "The fact still exists and says what the reviewer saw; otherwise decide anew with "
            "`cluster-assets review`.",
            "WARN",
            ("state", "note", "fact_id"),
            _decision_is_current,
        ),
    ),
    columns=(
        _c("decision_id", "string", "Id of the decision in the ledger.", required=True),
        _c("fact_id", "string", "The fact decided on.", f"{_FACTS}.fact_id", required=True),
        _c("action", "string", "What was decided.", required=True, allowed=ACTIONS),
        _c("field", "string", "The field that `amend` sets; else empty."),
        _c("value", "string", "The value it is set to; for `accept` the reading accepted."),
        _c("evidence", "string", "The evidence as the reviewer saw it.", f"{_FACTS}.evidence"),
        _c("reviewer", "string", "Who decided.", required=True),
        _c("reason", "string", "Why.", required=True),
        _c("decided_at", "string", "When, as ISO 8601 with the offset of Seoul.", required=True),
        _c("state", "string", "What became of it.", required=True, allowed=STATES),
        _c("note", "string", "Why it is in that state, and what to do."),
        _c(
            "page_id",
            "string",
            "The fact's page; null where the fact is gone.",
            f"{_FACTS}.page_id",
        ),
        _c("extracted_value", "string", "What the extraction says for the amended field."),
    ),
)

CHANGES_TABLE = Table(
    key=("report", "changes"),
    row="one change of one commitment from a capture day to the next",
    description="What changed: new commitments, changed amounts, new conflicts, gone ones.",
    primary_key=("day", "change", "commitment_id"),
    minimum_rows=0,
    usage_warnings=("Holds the last capture days only; fewer where there are many facts.",),
    columns=(
        _c(
            "day",
            "date",
            "Capture day it became known.",
            "capture/pages.captured_at",
            required=True,
        ),
        _c("change", "string", "What changed.", required=True, allowed=CHANGES),
        _c(
            "cause",
            "string",
            "New reports, or a decision of a reviewer.",
            "report/corrections.state",
            required=True,
            allowed=CAUSES,
        ),
        _c(
            "commitment_id",
            "string",
            "The commitment.",
            "report/commitments.commitment_id",
            required=True,
        ),
        *[
            _c(name, "string", text, f"report/commitments.{name}")
            for name, text in (
                ("initiative", "What the money is for."),
                ("region", "Region the money is for."),
                ("funding_source", "Whose money."),
                ("status", "Planned, executed or unknown."),
            )
        ],
        *[
            _c(name, "int", text, "report/commitments.amount_krw", unit="won")
            for name, text in (
                ("amount_before_krw", "Value before; null for a new one."),
                ("amount_after_krw", "Value after; null where it is gone."),
                ("amount_low_krw", "Lowest reported value now."),
                ("amount_high_krw", "Highest reported value now."),
            )
        ],
        _c("summary", "string", "The change in one line.", required=True),
    ),
)

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
            _known("fact_ids", _FACTS, "fact_id", several=True),
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
        _c(
            "commitment_id",
            "string",
            "Stable id from what the commitment says.",
            f"{_FACTS}.fact_id",
            required=True,
        ),
        _fact("initiative", "string", "What the money is for."),
        _fact("initiative_id", "string", "Entity id of the initiative."),
        _fact("region_code", "string", "Administrative code of the region."),
        _fact("region", "string", "Region the money is for; null for nationwide."),
        _fact("kind", "string", "Kind of money.", required=True, allowed=KINDS),
        _fact(
            "funding_source",
            "string",
            "Whose money; `total` for a sum that its parts cut by source, whoever gives it.",
            required=True,
            allowed=SOURCES,
        ),
        _fact(
            "period_start_year",
            "int",
            "First year.",
            unit="year",
            minimum=1990,
            maximum=2100,
            soft=True,
        ),
        _fact(
            "period_end_year",
            "int",
            "Last year.",
            unit="year",
            minimum=1990,
            maximum=2100,
            soft=True,
        ),
        _fact("amount_krw", "int", "Chosen value.", unit="won", minimum=1, soft=True),
        _c("amount_low_krw", "int", "Lowest reported value.", f"{_FACTS}.amount_krw", unit="won"),
        _c("amount_high_krw", "int", "Highest reported value.", f"{_FACTS}.amount_krw", unit="won"),
        _fact(
            "qualifier", "string", "Hedge of the chosen value.", required=True, allowed=QUALIFIERS
        ),
        _fact("status", "string", "Planned, executed or unknown.", required=True, allowed=STATUSES),
        _c(
            "parent_commitment_id",
            "string",
            "The commitment it is a part of.",
            f"{_FACTS}.parent_fact_id",
        ),
        _c(
            "parent_rule",
            "string",
            "Why it is a part: `stated` by an article, `phase` of the whole time, or `increase` "
            "that made the whole what it is.",
            f"{_FACTS}.parent_fact_id",
            allowed=("stated", "phase", "increase"),
        ),
        _c(
            "is_leaf",
            "bool",
            "No other commitment is a part of it.",
            f"{_FACTS}.parent_fact_id",
            required=True,
        ),
        _c("fact_ids", "strings", "All facts that tell of it.", f"{_FACTS}.fact_id", required=True),
        _c("page_ids", "strings", "All pages that tell of it.", f"{_FACTS}.page_id"),
        _c(
            "story_count",
            "int",
            "Independent stories.",
            "report/stories.story_id",
            required=True,
            minimum=1,
            unit="stories",
        ),
        _c(
            "outlet_count",
            "int",
            "Outlets; 0 where none is known.",
            f"{_ARTICLES}.outlet",
            required=True,
            minimum=0,
            unit="outlets",
        ),
        _c("first_reported_date", "date", "First article.", f"{_ARTICLES}.published_date"),
        _c("last_reported_date", "date", "Last article.", f"{_ARTICLES}.published_date"),
        _c(
            "is_conflicting",
            "bool",
            "Sources contradict each other.",
            f"{_FACTS}.amount_krw",
            required=True,
        ),
        _c(
            "chosen_fact_id",
            "string",
            "The fact whose value was chosen.",
            f"{_FACTS}.fact_id",
            required=True,
        ),
        _c(
            "chosen_page_id",
            "string",
            "The page of that fact.",
            f"{_FACTS}.page_id",
            required=True,
        ),
        _c("chosen_rule", "string", "The rule that chose it.", required=True),
        _c("amount", "float", "Chosen value in its own currency.", f"{_FACTS}.amount"),
        _c("currency", "string", "ISO 4217 code.", f"{_FACTS}.currency"),
        _c(
            "vintage_number",
            "int",
            "1 for the first plan, 2 for its first revision, ...",
            f"{_FACTS}.amount_krw",
            minimum=1,
            unit="ordinal",
        ),
        _c(
            "superseded_amount_krw",
            "int",
            "Value before the last revision.",
            f"{_FACTS}.amount_krw",
            unit="won",
        ),
        _c(
            "correction_ids",
            "strings",
            "Reviewers' decisions that hold for its facts.",
            "report/corrections.decision_id",
        ),
    ),
)

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
            _known("commitment_ids", "report/commitments", "commitment_id", several=True),
        ),
    ),
    columns=(
        _c(
            "region_code",
            "string",
            "Administrative code; null for nationwide or unknown.",
            "report/commitments.region_code",
        ),
        _c(
            "region",
            "string",
            "Official name; null for nationwide or unknown.",
            "report/commitments.region",
        ),
        _c(
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
        _c(
            "kind",
            "string",
            "Kind of money.",
            "report/commitments.kind",
            required=True,
            allowed=KINDS,
        ),
        _c(
            "funding_source",
            "string",
            "Whose money.",
            "report/commitments.funding_source",
            required=True,
            allowed=SOURCES,
        ),
        _c(
            "announced_krw",
            "int",
            "Sum of planned money.",
            "report/commitments.amount_krw",
            required=True,
            unit="won",
            minimum=0,
        ),
        _c(
            "executed_krw",
            "int",
            "Sum of executed money.",
            "report/commitments.amount_krw",
            required=True,
            unit="won",
            minimum=0,
        ),
        _c(
            "unknown_krw",
            "int",
            "Sum of money whose status is not told.",
            "report/commitments.amount_krw",
            required=True,
            unit="won",
            minimum=0,
        ),
        _c(
            "national_share",
            "float",
            "National part of the announced money of region and year.",
            "report/commitments.amount_krw",
            minimum=0,
            maximum=1,
            soft=True,
            unit="ratio",
        ),
        _c(
            "allocation",
            "string",
            "How years got their part.",
            required=True,
            allowed=("stated", "uniform"),
        ),
        _c(
            "commitment_ids",
            "strings",
            "The commitments summed.",
            "report/commitments.commitment_id",
            required=True,
        ),
        _c("fact_ids", "strings", "The facts behind them.", "report/commitments.fact_ids"),
    ),
)

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
            _known("source_id", "report/organizations", "entity_id"),
        ),
    ),
    columns=(
        _c("source_id", "string", "One organisation.", f"{_MENTIONS}.entity_id", required=True),
        _c("target_id", "string", "The other.", f"{_MENTIONS}.entity_id", required=True),
        _c("source_name", "string", "Its name.", f"{_MENTIONS}.canonical_name", required=True),
        _c("target_name", "string", "Its name.", f"{_MENTIONS}.canonical_name", required=True),
        _c(
            "weight",
            "int",
            "Articles that tie them.",
            f"{_MENTIONS}.page_id",
            required=True,
            minimum=1,
            unit="articles",
        ),
        _c("page_ids", "strings", "Those articles.", f"{_MENTIONS}.page_id", required=True),
        _c("initiative_ids", "strings", "Initiatives they share.", f"{_MENTIONS}.entity_id"),
    ),
)

OUTCOMES = (
    "kept",
    "duplicate",
    "irrelevant",
    "no_text",
    "list_page",
    "undecodable",
    "not_html",
    "empty",
    "too_large",
    "error",
    "missing",
)

COVERAGE = Table(
    key=("report", "coverage"),
    row="one day and outlet",
    description="Where every captured page went; the counts reconcile exactly.",
    primary_key=("captured_date", "outlet"),
    rules=(
        Rule(
            "outcomes_sum_to_pages",
            "pages_in is the sum of all outcomes.",
            "ERROR",
            ("pages_in",),
            _counts_reconcile,
        ),
    ),
    columns=(
        _c(
            "captured_date",
            "date",
            "Capture day in Seoul.",
            "capture/pages.captured_at",
            required=True,
        ),
        _c(
            "outlet",
            "string",
            "Outlet; null where the page does not tell.",
            f"{_ARTICLES}.outlet",
            "clean/rejects.outlet",
        ),
        _c(
            "pages_in",
            "int",
            "Pages captured.",
            "capture/pages.page_id",
            required=True,
            minimum=1,
            unit="pages",
        ),
        *[
            _c(
                f"outcome_{o}",
                "int",
                f"Pages that ended as `{o}`.",
                "clean/rejects.outcome",
                required=True,
                minimum=0,
                unit="pages",
            )
            for o in OUTCOMES
        ],
        _c(
            "latency_days",
            "float",
            "Median days from publication to capture.",
            f"{_ARTICLES}.published_date",
            "capture/pages.captured_at",
            minimum=0,
            soft=True,
            unit="days",
        ),
    ),
)

LAYOUTS = Table(
    key=("report", "layouts"),
    row="one day, host and page layout",
    description="Which page layout gave the text, so that a redesign of a host shows at once.",
    primary_key=("captured_date", "host", "layout"),
    minimum_rows=0,
    rules=(
        Rule(
            "fallback_share_steady",
            "No host's share of guessed or missing texts jumps against its own earlier days.",
            "WARN",
            (
                "fallback_share",
                "host_page_count",
                "earlier_page_count",
                "earlier_fallback_share",
            ),
            _fallback_steady,
        ),
    ),
    columns=(
        _c(
            "captured_date",
            "date",
            "Capture day in Seoul.",
            "capture/pages.captured_at",
            required=True,
        ),
        _c(
            "host",
            "string",
            "Host of the page's address; null for files without one.",
            f"{_ARTICLES}.url",
            "capture/pages.url",
        ),
        _c(
            "layout",
            "string",
            "Page layout that gave the text; `none` where a page gave no text.",
            f"{_ARTICLES}.layout",
            "clean/rejects.layout",
            required=True,
        ),
        _c("page_count", "int", "Pages read with it.", required=True, minimum=1, unit="pages"),
        _c("is_fallback", "bool", "The text was guessed at or is missing.", required=True),
        _c(
            "median_text_chars",
            "float",
            "Median length of the text; null where there is none.",
            f"{_ARTICLES}.text",
            "clean/rejects.text_chars",
            minimum=0,
            unit="characters",
        ),
        _c(
            "host_page_count",
            "int",
            "Pages of the host and day that were read for an article.",
            required=True,
            minimum=1,
            unit="pages",
        ),
        _c(
            "fallback_share",
            "float",
            "Share of them whose text was guessed at or is missing.",
            required=True,
            minimum=0,
            maximum=1,
        ),
        _c(
            "earlier_page_count",
            "int",
            "Such pages of the host on all earlier days.",
            required=True,
            minimum=0,
            unit="pages",
        ),
        _c(
            "earlier_fallback_share",
            "float",
            "Fallback share of the earlier days; null where there are none.",
            minimum=0,
            maximum=1,
        ),
    ),
)

QUALITY = Table(
    key=("report", "quality"),
    row="one measure of extraction quality on one set of annotated pages",
    description="Extraction measured against annotated pages, seen and unseen by its authors.",
    primary_key=("corpus", "measure"),
    usage_warnings=(
        "`unseen` is the honest figure: the rules were written with the other pages in sight.",
    ),
    columns=(
        _c(
            "corpus",
            "string",
            "`unseen`: pages that no rule was written for; `bundled`: the pages of the sample; "
            "`further`: pages that rules were written from.",
            required=True,
            allowed=("unseen", "bundled", "further"),
        ),
        _c("measure", "string", "What is measured.", required=True),
        _c("kind", "string", "F1 or accuracy.", required=True, allowed=("f1", "accuracy")),
        *[
            _c(n, "float", d, minimum=0, maximum=1)
            for n, d in (
                ("precision", "Right among the found."),
                ("recall", "Found among the asked."),
                ("f1", "Harmonic mean of both."),
                ("accuracy", "Share that is right."),
            )
        ],
        _c("n", "float", "Size of the sample.", required=True, minimum=0, soft=True),
        _c("rules_version", "string", "Rules that were measured.", required=True),
    ),
)


def _files_table(name: str, thing: str, kind: str) -> Table:
    return Table(
        key=("report", name),
        row="one published file",
        description=f"Manifest of {thing}: every file with its size and hash.",
        primary_key=("path",),
        minimum_rows_severity="ERROR",
        kinds=("parquet", kind),
        columns=(
            _c("path", "string", "File below the data root.", required=True),
            _c("sha256", "string", "Hash of its bytes.", required=True, pattern="^[0-9a-f]{64}$"),
            _c("byte_count", "int", "Size.", required=True, minimum=1, unit="bytes", soft=True),
            _c(
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
