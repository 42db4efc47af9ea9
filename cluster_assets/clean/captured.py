"""Cleaning one captured page; a worker process runs this, so it loads little."""

from __future__ import annotations

import hashlib
from datetime import datetime

from cluster_assets import faults
from cluster_assets.clean.article import clean_page
from cluster_assets.records import CleanedPage


def clean_captured(raw: bytes, url: str | None, captured_at: datetime) -> CleanedPage:
    """Clean one captured page."""
    if faults.is_planned("clean-page"):
        faults.reach("clean-page", hashlib.sha256(raw).hexdigest())
    return clean_page(raw, url=url, captured_at=captured_at, with_triage=True)


def web_address(url: str) -> str | None:
    """The address on the web; a file's ``folder://`` address says nothing about its outlet."""
    return None if url.startswith("folder://") else url
