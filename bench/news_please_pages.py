# /// script
# requires-python = ">=3.11,<3.14"
# dependencies = ["news-please==1.6.16"]
# ///
"""Seconds that news-please takes for pages: ``uv run bench/news_please_pages.py FILE``.

FILE holds JSON lines of ``url`` and ``html``. It has an environment of its own: its many
dependencies would otherwise decide the versions of ours.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from newsplease import NewsPlease


def has_text(page: dict[str, str]) -> bool:
    """Whether news-please finds an article; a page that it fails on has none."""
    try:
        article = NewsPlease.from_html(page["html"], url=page["url"])
    except Exception:
        return False
    return bool(getattr(article, "maintext", None))


def main() -> None:
    """Print processor seconds for all pages, after a few that warm up, and how many had text."""
    lines = Path(sys.argv[1]).read_text("utf-8").splitlines()
    pages = [json.loads(line) for line in lines]
    for page in pages[:5]:
        has_text(page)
    cpu = time.process_time()
    with_text = sum(map(has_text, pages))
    print(json.dumps({"cpu": time.process_time() - cpu, "with_text": with_text}))


if __name__ == "__main__":
    main()
