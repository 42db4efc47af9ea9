"""Stored pages through the real pipeline functions, up to the rows of the fact tables."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cluster_assets.clean.article import clean_page
from cluster_assets.clean.stories import assign_stories
from cluster_assets.extract.assets import article_rows

PAGES = Path(__file__).parent / "golden_pages"
CAPTURED = datetime(2026, 11, 2, tzinfo=UTC)

Row = dict[str, Any]


def told_by(pattern: str) -> tuple[list[Row], list[Row]]:
    """Money facts and articles of the pages whose names fit the pattern."""
    facts, articles = [], []
    for path in sorted(PAGES.glob(pattern)):
        page = clean_page(path.read_bytes())
        assert page.outcome == "kept", (path.name, page.reason)
        money, _, _ = article_rows(
            page.page_id, page.title, page.text, page.published_date, page.outlet
        )
        facts += money
        articles.append(
            {
                "page_id": page.page_id,
                "url": page.url,
                "title": page.title,
                "outlet": page.outlet,
                "text": page.text,
                "published_date": page.published_date,
                "captured_at": CAPTURED,
                "captured_date": CAPTURED.date(),
            }
        )
    links = assign_stories(
        [(a["page_id"], a["text"], a["published_date"], a["captured_at"]) for a in articles]
    )
    for article in articles:
        article["story_id"] = links[article["page_id"]].story_id
    return facts, articles
