"""Tables of stage clean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cluster_assets.records import REJECTED_OUTCOMES
from cluster_assets.tables import PAGE_ID, Column, Rule, Table, too_many_errors


def _known_page(frame: Any, sources: Mapping[str, Any]) -> list[bool]:
    known = set(sources["capture/pages"]["page_id"])
    return [p in known for p in frame["page_id"]]


def _not_rejected(frame: Any, sources: Mapping[str, Any]) -> list[bool]:
    rejected = {
        page
        for page, outcome in zip(
            sources["clean/rejects"]["page_id"], sources["clean/rejects"]["outcome"], strict=True
        )
        if outcome != "duplicate"
    }
    return [p not in rejected for p in frame["page_id"]]


def _reason_given(frame: Any, sources: Mapping[str, Any]) -> list[bool]:
    return [bool(isinstance(r, str) and r.strip()) for r in frame["reason"]]


def _few_errors(frame: Any, sources: Mapping[str, Any]) -> list[bool]:
    crashed = [outcome == "error" for outcome in frame["outcome"]]
    blocked = too_many_errors(sum(crashed), len(sources["capture/pages"]))
    return [not (blocked and c) for c in crashed]


def _not_published_later(frame: Any, sources: Mapping[str, Any]) -> list[bool]:
    pages = sources["capture/pages"]
    latest = {
        p: (c.tz_convert("Asia/Seoul").date())
        for p, c in zip(pages["page_id"], pages["captured_at"], strict=True)
    }
    return [
        d is None or d != d or p not in latest or d <= latest[p]
        for p, d in zip(frame["page_id"], frame["published_date"], strict=True)
    ]


def _rejected_count(sources: Mapping[str, Any]) -> int:
    return len(sources["capture/pages"]) - len(sources["clean/articles"])


PAGE_KNOWN = Rule(
    "page_is_captured", "Every row's page is in capture/pages.", "ERROR", ("page_id",), _known_page
)

ARTICLES = Table(
    key=("clean", "articles"),
    row="one article that was kept",
    description="Articles about regional innovation policy, cleaned of everything around them.",
    is_partitioned=True,
    primary_key=("page_id",),
    rules=(
        PAGE_KNOWN,
        Rule(
            "page_not_rejected_too",
            "A page ends in exactly one outcome.",
            "ERROR",
            ("page_id",),
            _not_rejected,
        ),
        Rule(
            "published_before_capture",
            "No article is published after it was captured.",
            "WARN",
            ("published_date",),
            _not_published_later,
        ),
    ),
    columns=(
        PAGE_ID,
        Column(
            "url",
            "string",
            "Canonical address where the page tells it, else where it was captured.",
            required=True,
            derived_from=("capture/pages.url",),
        ),
        Column(
            "title",
            "string",
            "Headline without the outlet's suffix.",
            derived_from=("capture/pages.page_id",),
        ),
        Column("outlet", "string", "Name of the outlet; null where the page does not tell."),
        Column("reporter", "string", "Byline names without 기자; null for a newsroom."),
        Column(
            "published_date",
            "date",
            "Day of publication by labelled evidence; null where the page does not tell.",
            derived_from=("capture/pages.page_id",),
        ),
        Column("published_date_source", "string", "Which evidence gave the date."),
        Column(
            "text",
            "string",
            "Sub-headlines and body, one paragraph a line, table rows tab-separated.",
            required=True,
            derived_from=("capture/pages.page_id",),
        ),
        Column("is_relevant", "bool", "About regional innovation policy.", required=True),
        Column("relevance_score", "float", "Weight of the topic terms found.", required=True),
        Column("relevance_terms", "strings", "The terms that decided the relevance."),
        Column(
            "story_id",
            "string",
            "Near-duplicate group within the day; see report/stories for all days.",
            required=True,
        ),
        Column("is_story_head", "bool", "Earliest article of its story.", required=True),
        Column("encoding", "string", "Encoding the bytes were read with.", required=True),
        Column("layout", "string", "Page layout that gave the body.", required=True),
        Column("rules_version", "string", "Version of the cleaning rules.", required=True),
    ),
)

REJECTS = Table(
    key=("clean", "rejects"),
    row="one captured page that is no article",
    description="Pages that were not kept, each with its reason; their bytes stay replayable.",
    is_partitioned=True,
    primary_key=("page_id", "url"),
    minimum_rows=0,
    reconciled_row_count=_rejected_count,
    rules=(
        PAGE_KNOWN,
        Rule("reason_is_given", "Every reject says why.", "WARN", ("reason",), _reason_given),
        Rule(
            "few_errors",
            "Crashes stay below the limit; above it the day is not published.",
            "ERROR",
            ("outcome",),
            _few_errors,
        ),
    ),
    columns=(
        PAGE_ID,
        Column(
            "url",
            "string",
            "Where it was captured.",
            required=True,
            derived_from=("capture/pages.url",),
        ),
        Column(
            "outcome",
            "string",
            "Why the page is no article.",
            required=True,
            allowed=REJECTED_OUTCOMES,
            derived_from=("capture/pages.outcome", "capture/pages.page_id"),
        ),
        Column("reason", "string", "The finding behind the outcome."),
        Column("title", "string", "Headline where one was found."),
        Column("outlet", "string", "Outlet where one was found."),
        Column("layout", "string", "Page layout that gave a body, where one was found."),
        Column(
            "text_chars",
            "int",
            "Length of the text that was read; 0 where none was.",
            unit="characters",
            minimum=0,
        ),
        Column("rules_version", "string", "Version of the cleaning rules.", required=True),
    ),
)

TABLES = (ARTICLES, REJECTS)
