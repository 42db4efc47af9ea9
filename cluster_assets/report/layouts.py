"""Which page layout gave the text, by day and host: a redesign shows here first.

A host whose publishing system changes its markup does not fail loudly: its pages fall back
to guesses, or give no text at all. The share of such pages is compared with the host's own
earlier days, since many small outlets never had a declared layout.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from statistics import median
from typing import Any
from urllib.parse import urlsplit

from cluster_assets.clean.layouts import FALLBACK_LAYOUTS
from cluster_assets.records import KEPT
from cluster_assets.report.coverage import seoul_date

Row = dict[str, Any]
Key = tuple[date, str | None]

#: Layout of a page that should have held an article and gave no text.
NO_LAYOUT = "none"
#: With fewer pages on the day, or on all earlier days together, a share says nothing.
MIN_PAGES = 10
#: A host's fallback share moves by a tenth or two from day to day; a redesign by far more.
MAX_JUMP = 0.3


def build_layouts(
    pages: Sequence[Mapping[str, Any]],
    articles: Sequence[Mapping[str, Any]],
    rejects: Sequence[Mapping[str, Any]],
) -> list[Row]:
    """One row per capture day, host and layout; pages of files without an address have null.

    Counted are the pages that were read for an article: those that gave a text, relevant or
    not, and those that gave none. Lists, refused files and pages that the triage threw out
    say nothing about a layout.
    """
    read = {row["page_id"]: row for row in rejects if _was_read(row)}
    read.update({row["page_id"]: {**row, "outcome": KEPT} for row in articles})
    lengths: dict[Key, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for page in pages:
        row = read.get(page["page_id"])
        if row is not None:
            key = (seoul_date(page["captured_at"]), host_of(row.get("url"), page.get("url")))
            lengths[key][row.get("layout") or NO_LAYOUT].append(_text_chars(row))
    earlier: dict[str | None, list[int]] = defaultdict(lambda: [0, 0])
    rows = []
    for key in sorted(lengths, key=lambda k: (k[0], k[1] or "")):
        counts = {layout: len(found) for layout, found in lengths[key].items()}
        guessed = sum(count for layout, count in counts.items() if is_fallback(layout))
        rows += _rows_of_day(key, lengths[key], guessed, earlier[key[1]])
        earlier[key[1]] = [
            earlier[key[1]][0] + sum(counts.values()),
            earlier[key[1]][1] + guessed,
        ]
    return rows


def _rows_of_day(
    key: Key, lengths: Mapping[str, Sequence[int]], guessed: int, earlier: Sequence[int]
) -> list[Row]:
    total = sum(map(len, lengths.values()))
    return [
        {
            "captured_date": key[0],
            "host": key[1],
            "layout": layout,
            "page_count": len(found),
            "is_fallback": is_fallback(layout),
            "median_text_chars": None if layout == NO_LAYOUT else float(median(found)),
            "host_page_count": total,
            "fallback_share": guessed / total,
            "earlier_page_count": earlier[0],
            "earlier_fallback_share": earlier[1] / earlier[0] if earlier[0] else None,
        }
        for layout, found in sorted(lengths.items())
    ]


def is_fallback(layout: str) -> bool:
    """Whether the text was guessed at, or is missing."""
    return layout == NO_LAYOUT or layout in FALLBACK_LAYOUTS


def is_steady(row: Mapping[str, Any]) -> bool:
    """Whether the host's fallback share stays near that of its earlier days.

    True as well where there are too few pages to tell.
    """
    before = row["earlier_fallback_share"]
    if row["host_page_count"] < MIN_PAGES or row["earlier_page_count"] < MIN_PAGES:
        return True
    return bool(before is None or row["fallback_share"] - before <= MAX_JUMP)


def host_of(*urls: str | None) -> str | None:
    """Host of the first address on the web among ``urls``, in lower case."""
    for url in urls:
        try:
            parts = urlsplit(url or "")
        except ValueError:
            continue
        if parts.scheme in {"http", "https"} and parts.hostname:
            return parts.hostname.lower()
    return None


def _was_read(row: Mapping[str, Any]) -> bool:
    return row["outcome"] == "no_text" or bool(row.get("layout") and row.get("text_chars"))


def _text_chars(row: Mapping[str, Any]) -> int:
    return len(row["text"]) if row["outcome"] == KEPT else int(row.get("text_chars") or 0)
