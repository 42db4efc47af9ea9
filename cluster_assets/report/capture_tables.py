"""Tables of what became of the captured pages, and of how well they were read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cluster_assets.report.layouts import is_steady
from cluster_assets.report.table_parts import ARTICLES, column
from cluster_assets.tables import Rule, Table


def _counts_reconcile(frame: Any, sources: Mapping[str, Any]) -> list[bool]:
    outcomes = [c for c in frame.columns if c.startswith("outcome_")]
    return list(frame["pages_in"] == frame[outcomes].sum(axis=1))


def _fallback_steady(frame: Any, sources: Mapping[str, Any]) -> list[bool]:
    values = frame.astype(object).where(frame.notna(), None)
    return [is_steady(row) for row in values.to_dict("records")]


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
        column(
            "captured_date",
            "date",
            "Capture day in Seoul.",
            "capture/pages.captured_at",
            required=True,
        ),
        column(
            "outlet",
            "string",
            "Outlet; null where the page does not tell.",
            f"{ARTICLES}.outlet",
            "clean/rejects.outlet",
        ),
        column(
            "pages_in",
            "int",
            "Pages captured.",
            "capture/pages.page_id",
            required=True,
            minimum=1,
            unit="pages",
        ),
        *[
            column(
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
        column(
            "latency_days",
            "float",
            "Median days from publication to capture.",
            f"{ARTICLES}.published_date",
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
        column(
            "captured_date",
            "date",
            "Capture day in Seoul.",
            "capture/pages.captured_at",
            required=True,
        ),
        column(
            "host",
            "string",
            "Host of the page's address; null for files without one.",
            f"{ARTICLES}.url",
            "capture/pages.url",
        ),
        column(
            "layout",
            "string",
            "Page layout that gave the text; `none` where a page gave no text.",
            f"{ARTICLES}.layout",
            "clean/rejects.layout",
            required=True,
        ),
        column("page_count", "int", "Pages read with it.", required=True, minimum=1, unit="pages"),
        column("is_fallback", "bool", "The text was guessed at or is missing.", required=True),
        column(
            "median_text_chars",
            "float",
            "Median length of the text; null where there is none.",
            f"{ARTICLES}.text",
            "clean/rejects.text_chars",
            minimum=0,
            unit="characters",
        ),
        column(
            "host_page_count",
            "int",
            "Pages of the host and day that were read for an article.",
            required=True,
            minimum=1,
            unit="pages",
        ),
        column(
            "fallback_share",
            "float",
            "Share of them whose text was guessed at or is missing.",
            required=True,
            minimum=0,
            maximum=1,
        ),
        column(
            "earlier_page_count",
            "int",
            "Such pages of the host on all earlier days.",
            required=True,
            minimum=0,
            unit="pages",
        ),
        column(
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
        column(
            "corpus",
            "string",
            "`unseen`: pages that no rule was written for; `bundled`: the pages of the sample; "
            "`further`: pages that rules were written from.",
            required=True,
            allowed=("unseen", "bundled", "further"),
        ),
        column("measure", "string", "What is measured.", required=True),
        column("kind", "string", "F1 or accuracy.", required=True, allowed=("f1", "accuracy")),
        *[
            column(n, "float", d, minimum=0, maximum=1)
            for n, d in (
                ("precision", "Right among the found."),
                ("recall", "Found among the asked."),
                ("f1", "Harmonic mean of both."),
                ("accuracy", "Share that is right."),
            )
        ],
        column("n", "float", "Size of the sample.", required=True, minimum=0, soft=True),
        column("rules_version", "string", "Rules that were measured.", required=True),
    ),
)
