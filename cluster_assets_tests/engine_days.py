"""A day of real pages in a WARC file, and what the assets make of it."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import Any

import pandas as pd

from cluster_assets.capture.tables import PAGES
from cluster_assets.capture.warc import page_id_of
from cluster_assets.capture.warc_members import file_member
from cluster_assets.clean.assets import clean_pages
from cluster_assets.clean.tables import ARTICLES, REJECTS
from cluster_assets.extract.assets import extract_day
from cluster_assets.publishing import StepContext
from cluster_assets.storage import Storage, to_arrow, to_frame, to_parquet
from cluster_assets.tables import Table
from cluster_assets_tests.conftest import PROJECT
from cluster_assets_tests.small_days import page

DAY = "2026-11-02"
NOW = datetime(2026, 11, 2, 6, tzinfo=UTC)
WARC = f"capture/warc/{DAY}/test.warc.gz"


def bundled_pages() -> list[bytes]:
    """The bundled pages, small ones, and some that end in other outcomes."""
    bundled = [p.read_bytes() for p in sorted((PROJECT / "seeds/pages").rglob("*.html"))]
    odd = [b"", b"<p>no topic at all</p>", b"\xff\xfe broken", "<p>혁신클러스터</p>".encode()]
    return bundled[:25] + odd + [page(n, DAY).encode() for n in range(8)] + bundled[25:]


def land(storage: Storage, pages: list[bytes]) -> pd.DataFrame:
    """Write the pages as one WARC file; returns their index."""
    data, rows = b"", []
    for n, raw in enumerate(pages):
        url = f"https://news.example.kr/{n}"
        row: dict[str, Any] = dict.fromkeys(PAGES.column_names)
        row |= {"page_id": page_id_of(raw), "url": url, "source": "test", "captured_at": NOW}
        row |= {"byte_count": len(raw), "outcome": "captured"}
        row |= {"warc_file": WARC, "warc_offset": len(data)}
        data += file_member(url, NOW, raw)
        rows.append(row)
    storage.write_bytes(data, WARC)
    return _frame(PAGES, rows)


def tables_of_day(storage: Storage, pages: pd.DataFrame) -> dict[str, bytes]:
    """Parquet bytes of the tables that clean and extract make of the pages."""
    step = StepContext(storage, DAY, logging.getLogger("test"))
    cleaned = clean_pages(step, {PAGES.name: pages})
    frames = {t.name: _frame(t, cleaned[t.name]) for t in (ARTICLES, REJECTS)}
    extracted = extract_day(step, {ARTICLES.name: frames[ARTICLES.name]})
    tables = {t.name: to_parquet(t, frames[t.name]) for t in (ARTICLES, REJECTS)}
    for table in (t for t in _extract_tables() if t.name in extracted):
        tables[table.name] = to_parquet(table, _frame(table, extracted[table.name]))
    return tables


def _extract_tables() -> tuple[Table, ...]:
    from cluster_assets.extract.tables import ERRORS, FIGURES, MENTIONS, MONEY_FACTS

    return MONEY_FACTS, FIGURES, MENTIONS, ERRORS


def _frame(table: Table, rows: Any) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), columns=table.column_names, dtype=object)
    return to_frame(to_arrow(table, frame))
