"""``cluster-assets extract``: pages in, JSON or a marked-up article out."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from cluster_assets.clean.article import clean_page
from cluster_assets.extract.annotation import to_annotation
from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.facts import extract_facts
from cluster_assets.extract.second_opinion import (
    Endpoint,
    EndpointError,
    is_wanted,
    with_second_opinion,
)
from cluster_assets.files import replace_file
from cluster_assets.records import CleanedPage, Facts
from cluster_assets.workers import map_pages

PROGRESS_FROM = 20
COLOURS = {
    "money": "black on yellow",
    "figure": "black on cyan",
    "organization": "magenta",
    "person": "green",
    "region": "blue",
    "initiative": "red",
}


def read_page(path: str) -> tuple[CleanedPage, Facts]:
    """Clean one file and extract its facts, with the functions that the assets run."""
    page = clean_page(Path(path).read_bytes())
    if not page.text and not page.title:
        return page, Facts()
    facts = extract_facts(
        page.title, page.text, published_date=page.published_date, outlet=page.outlet
    )
    return page, facts


def annotate(path: str, endpoint: Endpoint | None = None) -> dict[str, Any]:
    """One file as a JSON-ready dict in the annotation form.

    With an ``endpoint`` an unsure page gets a second opinion; ``second_opinion`` then tells
    whether it was asked for and what came of it. An endpoint that fails changes no fact.
    """
    page, facts = read_page(path)
    if endpoint is None:
        return to_annotation(page, facts)
    outcome = "not_needed"
    if page.text and is_wanted(facts):
        ctx = ArticleContext(page.title or "", page.text, page.published_date, page.outlet)
        try:
            more = with_second_opinion(endpoint, ctx, facts)
            outcome = f"accepted {len(more.money) - len(facts.money)}"
            facts = more
        except EndpointError as error:
            outcome = f"failed: {error}"
    return {**to_annotation(page, facts), "second_opinion": outcome}


def extract_pages(
    pages: Sequence[Path], *, out: Path | None, workers: int, endpoint: Endpoint | None = None
) -> None:
    """Write one JSON per page: lines on standard output, or ``out/NAME.json``.

    Raises:
        ValueError: two pages would be written to one file.
    """
    if out is not None:
        _refuse_equal_names(pages)
    results = map_pages(annotate, [(str(p), endpoint) for p in pages], workers)
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
    for path, result in zip(pages, _tracked(results, len(pages)), strict=True):
        if isinstance(result, Exception):
            result = {"outcome": "error", "reason": f"{type(result).__name__}: {result}"}
        if out is None:
            sys.stdout.write(json.dumps({"page": str(path), **result}, ensure_ascii=False) + "\n")
        else:
            text = json.dumps(result, ensure_ascii=False, indent=1)
            replace_file(out / f"{path.stem}.json", f"{text}\n".encode())


def _refuse_equal_names(pages: Sequence[Path]) -> None:
    by_name: dict[str, Path] = {}
    for page in pages:
        other = by_name.setdefault(page.stem, page)
        if other != page:
            raise ValueError(
                f"{other} and {page} would both be written to {page.stem}.json: extract one folder "
                "at a time, or leave --out away for JSON lines that tell the page."
            )


def _tracked(results: Iterable[Any], total: int) -> Iterable[Any]:
    if total < PROGRESS_FROM or not sys.stderr.isatty():
        return results
    from rich.console import Console
    from rich.progress import track

    return track(results, "Extracting", total=total, console=Console(stderr=True))


def explain_pages(pages: Sequence[Path]) -> None:
    """Print each article with its spans in colour and its money facts as a table."""
    from rich.console import Console
    from rich.text import Text

    console = Console()
    for path in pages:
        page, facts = read_page(str(path))
        console.rule(Text(f"{path.name}: {page.outcome}"))
        dated = f"{page.published_date} ({page.published_date_source})"
        about = f"{page.outlet} | {page.reporter} | {dated}"
        console.print(Text(page.title or "(no title)", "bold"), Text(about, "dim"), sep="\n")
        body = Text(page.text)
        for mention in facts.mentions:
            if mention.span.field == "text":
                body.stylize(COLOURS[mention.entity_type], mention.span.start, mention.span.end)
        for kind, found in (("money", facts.money), ("figure", facts.figures)):
            for fact in found:
                if fact.span.field == "text":
                    body.stylize(COLOURS[kind], fact.span.start, fact.span.end)
        console.print(body)
        console.print(Text.assemble(*[(f" {k} ", c) for k, c in COLOURS.items()]))
        _print_money(console, facts)


def _print_money(console: Any, facts: Facts) -> None:
    """The money facts as a table, and below it the rules that decided each attribute."""
    from rich.table import Table
    from rich.text import Text

    columns = ("evidence", "won", "hedge", "kind", "source", "part of", "years", "status")
    table = Table("#", *columns, "initiative", "region")
    for i, f in enumerate(facts.money):
        won = f"{f.amount_krw:,}" if f.amount_krw is not None else f"{f.amount:,.0f} {f.currency}"
        years = [f.period_start_year or "", f.period_end_year or ""]
        cells = (
            *(i, f.evidence, won, f.qualifier, f.kind, f.funding_source),
            "" if f.parent is None else f.parent,
            "-".join(map(str, years)) if any(years) else "",
            *(f.status, f.initiative or "", f.region or ""),
        )
        table.add_row(*[Text(str(c)) for c in cells])
    console.print(table)
    for i, f in enumerate(facts.money):
        rules = ", ".join(f"{name} = {rule}" for name, rule in f.rules.items())
        console.print(Text(f"{i}{' (unsure)' if f.is_unsure else ''}: {rules}", "dim"))
