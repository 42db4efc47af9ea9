"""The command line: ``cluster-assets run | extract | trace | ui | docs``.

Imports stay inside the commands: ``extract`` must not pay for Dagster or Great Expectations.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    help="Auditable funding facts about Korea's regional innovation clusters.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
)


@app.command()
def run(
    force: Annotated[
        bool, typer.Option("--force", help="Run all days, also those that nothing changed for.")
    ] = False,
    day: Annotated[
        list[str] | None, typer.Option("--day", help="Only this day (YYYY-MM-DD); repeatable.")
    ] = None,
) -> None:
    """Run the main job on all days found: raw pages to reports.

    Examples:

        cluster-assets run

        cluster-assets run --day 2026-11-03 --force

        CLUSTER_ASSETS_DATA=/srv/clusters cluster-assets run
    """
    from cluster_assets.runner import run_pipeline

    raise typer.Exit(run_pipeline(days=day, force=force))


@app.command()
def extract(
    pages: Annotated[list[Path], typer.Argument(help="HTML files, in any encoding.")],
    out: Annotated[
        Path | None, typer.Option("--out", help="Write OUT/NAME.json instead of JSON lines.")
    ] = None,
    workers: Annotated[
        int, typer.Option("--workers", min=1, help="Processes that share the pages.")
    ] = 1,
    explain: Annotated[
        bool, typer.Option("--explain", help="Print the article with its facts marked.")
    ] = False,
) -> None:
    """Clean pages and extract their facts, without any database.

    Examples:

        cluster-assets extract page.html

        cluster-assets extract --out facts/ --workers 4 pages/*.html

        cluster-assets extract --explain page.html
    """
    from cluster_assets.extract_command import explain_pages, extract_pages

    missing = [str(p) for p in pages if not p.is_file()]
    if missing:
        typer.echo(f"Not a file: {', '.join(missing[:5])}", err=True)
        raise typer.Exit(2)
    if explain:
        explain_pages(pages)
    else:
        extract_pages(pages, out=out, workers=workers)


@app.command()
def trace(
    identifier: Annotated[str, typer.Argument(help="A commitment_id or fact_id.")],
    page: Annotated[
        Path | None, typer.Option("--page", help="Also write the stored raw page here.")
    ] = None,
) -> None:
    """Show where a number comes from: commitment, facts, sentence, article, WARC record.

    Examples:

        cluster-assets trace money_0123456789abcdef0123

        cluster-assets trace money_0123456789abcdef0123 --page evidence.html
    """
    from cluster_assets.trace_command import print_trace

    raise typer.Exit(print_trace(identifier, page))


@app.command()
def ui(
    port: Annotated[int, typer.Option("--port", help="Port on 127.0.0.1.")] = 3000,
) -> None:
    """Open the Dagster UI on 127.0.0.1 (it has no login: never bind it to the network)."""
    from cluster_assets.runner import start_ui

    start_ui(port)


@app.command()
def docs(
    check: Annotated[bool, typer.Option("--check", help="Fail where docs are stale.")] = False,
) -> None:
    """Write the data dictionary docs/tables.md from the table declarations."""
    from cluster_assets.catalog import data_dictionary

    path, fresh = Path("docs/tables.md"), data_dictionary()
    stale = not path.exists() or path.read_text("utf-8") != fresh
    if check:
        typer.echo("docs/tables.md is stale: run `make docs`." if stale else "docs are fresh.")
        raise typer.Exit(int(stale))
    path.parent.mkdir(exist_ok=True)
    path.write_text(fresh, "utf-8")
    typer.echo(f"{path}: {'updated' if stale else 'unchanged'}")


def main() -> None:
    """Entry point; expected errors are one clear line, not a traceback."""
    try:
        app()
    except (OSError, ValueError, RuntimeError) as error:
        typer.echo(f"cluster-assets: {error}", err=True)
        sys.exit(1)
