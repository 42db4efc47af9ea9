"""``cluster-assets trace``: from a number back to its characters in a stored page."""

from __future__ import annotations

import sys
from pathlib import Path

from cluster_assets.capture.tables import PAGES
from cluster_assets.capture.warc import read_page
from cluster_assets.clean.tables import ARTICLES
from cluster_assets.extract.tables import MONEY_FACTS
from cluster_assets.files import replace_file
from cluster_assets.report.tables import COMMITMENTS, CORRECTIONS, REGION_YEAR_FUNDING
from cluster_assets.report.trace import CommitmentTrace, PageTrace, render, trace
from cluster_assets.storage import Storage


def print_trace(identifier: str, save_page: Path | None) -> int:
    """Print the trail of a commitment or fact; returns the exit code."""
    storage = Storage()
    tables = (COMMITMENTS, MONEY_FACTS, ARTICLES, PAGES, REGION_YEAR_FUNDING, CORRECTIONS)
    commitments, facts, articles, pages, funding, corrections = (
        storage.read_arrow(t).to_pylist() for t in tables
    )
    try:
        found = trace(
            identifier,
            commitments=commitments,
            money_facts=facts,
            articles=articles,
            pages=pages,
            funding=funding,
            corrections=corrections,
        )
    except KeyError as error:
        sys.stderr.write(
            f"{error.args[0]} in {storage.root}. "
            "Ids stand in report/commitments and extract/money_facts.\n"
        )
        return 1
    sys.stdout.write(render(found))
    if save_page is not None:
        _save(storage, _page_of(found, identifier), save_page)
    return 0


def _page_of(found: CommitmentTrace, identifier: str) -> PageTrace:
    """The page of the fact that was asked for, else of the chosen fact, which comes first."""
    asked = (f.page for f in found.facts if f.fact_id.startswith(identifier))
    return next(asked, found.facts[0].page)


def _save(storage: Storage, page: PageTrace, target: Path) -> None:
    if page.warc_file is None or page.warc_offset is None:
        raise ValueError(f"page {page.page_id} was not landed: its bytes are not stored.")
    data = storage.read_bytes(page.warc_file)
    replace_file(target, read_page(data, page.warc_offset).payload)
    sys.stdout.write(f"stored page written to {target}\n")
