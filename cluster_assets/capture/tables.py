"""Tables of stage capture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cluster_assets.capture.fetch_rows import BAD_OUTCOMES, GOOD_OUTCOMES, OUTCOMES, PAGE, ROLES
from cluster_assets.tables import PAGE_ID, Column, Rule, Table

PAGES = Table(
    key=("capture", "pages"),
    row="one page as it was captured",
    description="Index of the raw pages of a day; their bytes lie in WARC files.",
    is_partitioned=True,
    primary_key=("page_id", "url"),
    kinds=("parquet", "warc"),
    columns=(
        Column(**{**PAGE_ID.__dict__, "derived_from": ()}),
        Column("url", "string", "Address the page was captured from.", required=True),
        Column("source", "string", "Name of the source in `seeds/sources.yaml`.", required=True),
        Column("captured_at", "timestamp", "When the page was captured.", "UTC", required=True),
        Column("http_status", "int", "HTTP status; null for files.", minimum=100, maximum=599),
        Column("content_type", "string", "Declared content type; null where none."),
        Column("declared_charset", "string", "Charset the page declares, true or not."),
        Column(
            "byte_count",
            "int",
            "Size of the raw page.",
            "bytes",
            required=True,
            minimum=1,
            soft=True,
        ),
        Column("warc_file", "string", "WARC file below the data root; null if not landed."),
        Column("warc_offset", "int", "Offset of the record in the WARC file.", "bytes", minimum=0),
        Column(
            "outcome",
            "string",
            "`captured`, `duplicate` (same bytes earlier that day) or `too_large`.",
            required=True,
            allowed=("captured", "duplicate", "too_large"),
        ),
    ),
)


def _reason_given(frame: Any, sources: Mapping[str, Any]) -> Sequence[bool]:
    given = frame["reason"].fillna("").str.strip() != ""
    return list(given | ~frame["outcome"].isin(BAD_OUTCOMES))


def _page_indexed(frame: Any, sources: Mapping[str, Any]) -> Sequence[bool]:
    indexed = set(sources["capture/pages"]["page_id"])
    came = (frame["outcome"] == "fetched") & (frame["role"] == PAGE)
    return list(~came | frame["page_id"].isin(indexed))


def _source_alive(frame: Any, sources: Mapping[str, Any]) -> Sequence[bool]:
    """Dead: every list or archive of the source failed, or every page that was tried."""
    good = frame["outcome"].isin(GOOD_OUTCOMES)
    alive = good.groupby([frame["source"], frame["role"]]).transform("any")
    return list(alive.astype(bool))


def _counts_add_up(frame: Any, sources: Mapping[str, Any]) -> Sequence[bool]:
    spent = frame["landed_count"].fillna(0) + frame["triaged_out_count"].fillna(0)
    return list(frame["seen_count"].isna() | (spent <= frame["seen_count"].fillna(0)))


FETCHES = Table(
    key=("capture", "fetches"),
    row="one address or archive that was tried that day",
    description=(
        "What was asked for, page by page and list by list, and what came of it. Days on which "
        "only folders were read have no rows."
    ),
    is_partitioned=True,
    primary_key=("source", "url"),
    minimum_rows=0,
    columns=(
        Column("url", "string", "Address asked for, or path of the archive.", required=True),
        Column("source", "string", "Name of the source in `seeds/sources.yaml`.", required=True),
        Column(
            "role",
            "string",
            "`list` (a feed, a sitemap, addresses), `page`, or `archive` (a WARC file).",
            required=True,
            allowed=ROLES,
        ),
        Column("host", "string", "Host of the address; null for local archives."),
        Column("fetched_at", "timestamp", "When it was asked for.", "UTC", required=True),
        Column(
            "outcome",
            "string",
            "What came of it. Good are `fetched`, `not_modified` (304), `unchanged` (the same "
            "bytes again), `over_limit` (more pages than the source's limit) and `read`.",
            required=True,
            allowed=OUTCOMES,
        ),
        Column("reason", "string", "Why it failed or was left out; null where all went well."),
        Column("http_status", "int", "HTTP status; null without one.", minimum=100, maximum=599),
        Column("final_url", "string", "Where redirects led; null where nowhere else."),
        Column(
            "page_id",
            "string",
            "SHA-256 of the page's bytes, in hex; null unless bytes came.",
            pattern=r"^[0-9a-f]{64}$",
        ),
        Column("etag", "string", "Validator for the next conditional request."),
        Column("last_modified", "string", "Validator for the next conditional request."),
        Column("byte_count", "int", "Size of the decoded body.", "bytes", minimum=0),
        Column("seen_count", "int", "Pages that a list or archive holds.", "pages", minimum=0),
        Column("landed_count", "int", "Pages landed from an archive.", "pages", minimum=0),
        Column(
            "triaged_out_count",
            "int",
            "Pages of an archive left out since no topic term stands in their bytes.",
            "pages",
            minimum=0,
        ),
    ),
    rules=(
        Rule(
            "reason_is_given",
            "What failed says why.",
            "ERROR",
            ("reason", "outcome"),
            _reason_given,
        ),
        Rule(
            "page_is_indexed",
            "Every page that came is in capture/pages.",
            "ERROR",
            ("page_id",),
            _page_indexed,
        ),
        Rule(
            "counts_add_up",
            "No more pages were landed and triaged out than were seen.",
            "ERROR",
            ("seen_count", "landed_count", "triaged_out_count"),
            _counts_add_up,
        ),
        Rule(
            "source_is_alive",
            "No source whose lists, archives or pages all failed.",
            "WARN",
            ("source", "outcome"),
            _source_alive,
        ),
    ),
)

TABLES = (PAGES, FETCHES)
