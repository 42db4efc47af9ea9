"""``cluster-assets trace``: from a number back to its characters in a stored page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from cluster_assets.capture.tables import PAGES
from cluster_assets.capture.warc import read_page
from cluster_assets.clean.tables import ARTICLES
from cluster_assets.extract.tables import MONEY_FACTS
from cluster_assets.report.tables import COMMITMENTS
from cluster_assets.storage import Storage

CONTEXT_CHARACTERS = 60


def print_trace(identifier: str, save_page: Path | None) -> int:
    """Print the trail of a commitment or fact; returns the exit code."""
    storage, console = Storage(), Console(highlight=False)
    facts = {f["fact_id"]: f for f in storage.read_arrow(MONEY_FACTS).to_pylist()}
    commitments = storage.read_arrow(COMMITMENTS).to_pylist()
    chosen = [c for c in commitments if identifier in (c["commitment_id"], *c["fact_ids"])]
    fact_ids = [identifier] if identifier in facts else [f for c in chosen for f in c["fact_ids"]]
    if not fact_ids:
        console.print(
            f"No commitment or fact {identifier!r} in {storage.root}. "
            "Ids stand in report/commitments and extract/money_facts.",
            markup=False,
        )
        return 1
    for c in chosen:
        console.print(Text(f"commitment {c['commitment_id']}", "bold"))
        years = f"{c['period_start_year']}-{c['period_end_year']}"
        console.print(
            f"  {c['amount_krw']} won, {c['funding_source']}, {c['status']}, {years}, "
            f"{c['initiative']}, {c['region']}; chosen by {c['chosen_rule']}",
            markup=False,
        )
    articles = {a["page_id"]: a for a in storage.read_arrow(ARTICLES).to_pylist()}
    pages = {p["page_id"]: p for p in reversed(storage.read_arrow(PAGES).to_pylist())}
    for fact_id in fact_ids:
        fact = facts[fact_id]
        _print_fact(console, fact, articles[fact["page_id"]], pages[fact["page_id"]])
    if save_page is not None:
        _save(storage, pages[facts[fact_ids[0]]["page_id"]], save_page)
        console.print(f"stored page written to {save_page}", markup=False)
    return 0


def _print_fact(
    console: Console, fact: dict[str, Any], article: dict[str, Any], page: dict[str, Any]
) -> None:
    body, start, end = article[fact["span_field"]], fact["char_start"], fact["char_end"]
    before = body[max(0, start - CONTEXT_CHARACTERS) : start].replace("\n", " ")
    after = body[end : end + CONTEXT_CHARACTERS].replace("\n", " ")
    console.print(Text(f"  fact {fact['fact_id']}", "bold"))
    console.print(Text.assemble("    …", before, (body[start:end], "black on yellow"), after, "…"))
    lines = [
        f"{fact['span_field']}[{start}:{end}], rules {fact['rules']}",
        f"{article['title']} | {article['outlet']} | {article['published_date']}",
        f"{article['url']}",
        f"page {page['page_id']}, captured {page['captured_at']}",
        f"{page['warc_file']} at offset {page['warc_offset']}",
    ]
    for line in lines:
        console.print(f"    {line}", markup=False, soft_wrap=True)


def _save(storage: Storage, page: dict[str, Any], target: Path) -> None:
    data = storage.read_bytes(page["warc_file"])
    target.write_bytes(read_page(data, page["warc_offset"]).payload)
