"""Tables of what people decided and of what changed from day to day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cluster_assets.report.changes import CAUSES, CHANGES
from cluster_assets.report.corrections import ACTIONS, STATES
from cluster_assets.report.table_parts import FACTS, column
from cluster_assets.tables import Rule, Table


def _decision_is_valid(frame: Any, sources: Mapping[str, Any]) -> list[bool]:
    return [state != "invalid" for state in frame["state"]]


def _decision_is_current(frame: Any, sources: Mapping[str, Any]) -> list[bool]:
    return [state not in ("stale", "unknown_fact") for state in frame["state"]]


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
        column("decision_id", "string", "Id of the decision in the ledger.", required=True),
        column("fact_id", "string", "The fact decided on.", f"{FACTS}.fact_id", required=True),
        column("action", "string", "What was decided.", required=True, allowed=ACTIONS),
        column("field", "string", "The field that `amend` sets; else empty."),
        column("value", "string", "The value it is set to; for `accept` the reading accepted."),
        column("evidence", "string", "The evidence as the reviewer saw it.", f"{FACTS}.evidence"),
        column("reviewer", "string", "Who decided.", required=True),
        column("reason", "string", "Why.", required=True),
        column(
            "decided_at", "string", "When, as ISO 8601 with the offset of Seoul.", required=True
        ),
        column("state", "string", "What became of it.", required=True, allowed=STATES),
        column("note", "string", "Why it is in that state, and what to do."),
        column(
            "page_id",
            "string",
            "The fact's page; null where the fact is gone.",
            f"{FACTS}.page_id",
        ),
        column("extracted_value", "string", "What the extraction says for the amended field."),
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
        column(
            "day",
            "date",
            "Capture day it became known.",
            "capture/pages.captured_at",
            required=True,
        ),
        column("change", "string", "What changed.", required=True, allowed=CHANGES),
        column(
            "cause",
            "string",
            "New reports, or a decision of a reviewer.",
            "report/corrections.state",
            required=True,
            allowed=CAUSES,
        ),
        column(
            "commitment_id",
            "string",
            "The commitment.",
            "report/commitments.commitment_id",
            required=True,
        ),
        *[
            column(name, "string", text, f"report/commitments.{name}")
            for name, text in (
                ("initiative", "What the money is for."),
                ("region", "Region the money is for."),
                ("funding_source", "Whose money."),
                ("status", "Planned, executed or unknown."),
            )
        ],
        *[
            column(name, "int", text, "report/commitments.amount_krw", unit="won")
            for name, text in (
                ("amount_before_krw", "Value before; null for a new one."),
                ("amount_after_krw", "Value after; null where it is gone."),
                ("amount_low_krw", "Lowest reported value now."),
                ("amount_high_krw", "Highest reported value now."),
            )
        ],
        column("summary", "string", "The change in one line.", required=True),
    ),
)
