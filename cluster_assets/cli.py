"""The command line; ``cluster-assets --help`` lists the commands.

Imports stay inside the commands: ``extract`` must not pay for Dagster or Great Expectations.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cluster_assets.commands.review_cli import app as review_app
from cluster_assets.commands.source_cli import app as source_app

if TYPE_CHECKING:
    from cluster_assets.extract.second_opinion import Endpoint

app = typer.Typer(
    help="Auditable funding facts about Korea's regional innovation clusters.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
)
app.add_typer(review_app, name="review")
app.add_typer(source_app, name="source")


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

    Pages are worked on by the cores of this machine, or by the Dask cluster that
    CLUSTER_ASSETS_ENGINE names; the data root may be a folder or an object store.

    Examples:

        cluster-assets run

        cluster-assets run --day 2026-11-03 --force

        CLUSTER_ASSETS_DATA=/srv/clusters cluster-assets run

        CLUSTER_ASSETS_ENGINE=dask://scheduler:8786 \\
            CLUSTER_ASSETS_DATA=s3://bucket/clusters cluster-assets run
    """
    from cluster_assets.runner import run_pipeline

    raise typer.Exit(run_pipeline(days=day, force=force))


@app.command()
def capture(
    day: Annotated[
        str | None, typer.Option("--day", help="The day, YYYY-MM-DD; default: today in Seoul.")
    ] = None,
    rebuild: Annotated[
        bool,
        typer.Option("--rebuild-index", help="Only make capture/pages anew from the WARC files."),
    ] = False,
) -> None:
    """Land the pages of a day from all sources, without extracting anything yet.

    The network is asked for today alone; an interrupted capture goes on where it stopped.

    Examples:

        cluster-assets capture

        cluster-assets capture --day 2026-11-03

        cluster-assets capture --rebuild-index
    """
    from cluster_assets.commands.capture import capture as capture_day
    from cluster_assets.commands.capture import rebuild_index

    raise typer.Exit(rebuild_index(day) if rebuild else capture_day(day))


@app.command()
def backfill(
    first: Annotated[str, typer.Argument(metavar="FROM", help="First day, YYYY-MM-DD.")],
    last: Annotated[str, typer.Argument(metavar="TO", help="Last day, YYYY-MM-DD, included.")],
    force: Annotated[
        bool, typer.Option("--force", help="Run all days, also those that nothing changed for.")
    ] = False,
) -> None:
    """Run every day of a span, then the reports once.

    A day that fails keeps what was published before and does not stop the others; the exit
    code is then 1. An interrupted backfill goes on where it stopped.

    Examples:

        cluster-assets backfill 2026-11-02 2026-11-06

        cluster-assets backfill 2026-11-02 2026-11-06 --force
    """
    from cluster_assets.commands.backfill import backfill as run_days

    raise typer.Exit(run_days(first, last, force=force))


@app.command()
def reprocess(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show the plan and what it costs; run nothing.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Bring days up to date that were published under older rules; only their stale stages.

    Examples:

        cluster-assets reprocess --dry-run

        cluster-assets reprocess --yes
    """
    from cluster_assets.commands.reprocess import reprocess as bring_up_to_date

    raise typer.Exit(bring_up_to_date(dry_run=dry_run, assume_yes=yes))


@app.command()
def prune(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would go; remove nothing.")
    ] = False,
    older_than: Annotated[
        int, typer.Option("--older-than", min=1, help="Keep what is younger, in days.")
    ] = 90,
) -> None:
    """Remove old run records, logs, quarantine and cache; never pages or published data.

    Examples:

        cluster-assets prune --dry-run

        cluster-assets prune --older-than 30
    """
    from cluster_assets.commands.prune import prune as remove_old

    raise typer.Exit(remove_old(days=older_than, dry_run=dry_run))


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
    second_opinion: Annotated[
        bool,
        typer.Option(
            "--second-opinion",
            help="Ask the language model of CLUSTER_ASSETS_LLM_URL about unsure pages.",
        ),
    ] = False,
) -> None:
    """Clean pages and extract their facts, without any database.

    Examples:

        cluster-assets extract page.html

        cluster-assets extract --out facts/ --workers 4 pages/*.html

        cluster-assets extract --explain page.html
    """
    from cluster_assets.commands.extract import explain_pages, extract_pages

    missing = [str(p) for p in pages if not p.is_file()]
    if missing:
        typer.echo(f"Not a file: {', '.join(missing[:5])}", err=True)
        raise typer.Exit(2)
    endpoint = _endpoint() if second_opinion else None
    if explain:
        explain_pages(pages)
        return
    try:
        extract_pages(pages, out=out, workers=workers, endpoint=endpoint)
    except ValueError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None


def _endpoint() -> Endpoint:
    """The model's endpoint of the environment; ends the command where there is none."""
    import os

    from cluster_assets.extract.second_opinion import URL_ENV, endpoint_from

    try:
        endpoint = endpoint_from(os.environ)
    except ValueError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    if endpoint is None:
        typer.echo(f"Set {URL_ENV} to an OpenAI-compatible endpoint.", err=True)
        raise typer.Exit(2)
    return endpoint


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
    from cluster_assets.commands.trace import print_trace

    raise typer.Exit(print_trace(identifier, page))


@app.command()
def report(
    as_of: Annotated[str, typer.Option("--as-of", help="The day, YYYY-MM-DD.")],
    out: Annotated[
        Path | None, typer.Option("--out", help="Write all tables as a data package here.")
    ] = None,
    basis: Annotated[
        str,
        typer.Option(
            help="published: what articles had told by then. captured: what was held here by then."
        ),
    ] = "published",
) -> None:
    """Show every table as it was known at the end of a day.

    Examples:

        cluster-assets report --as-of 2023-06-30

        cluster-assets report --as-of 2026-11-03 --basis captured --out known/
    """
    from datetime import date

    from cluster_assets.commands.report import basis_named, report_as_of

    try:
        day, known_by = date.fromisoformat(as_of), basis_named(basis)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    raise typer.Exit(report_as_of(day, basis=known_by, out=out))


@app.command()
def ui(
    port: Annotated[int, typer.Option("--port", help="Port on 127.0.0.1.")] = 3000,
) -> None:
    """Open the Dagster UI on 127.0.0.1 (it has no login: never bind it to the network)."""
    from cluster_assets.dagster_home import start_ui

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
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a locale without Korean must stop nothing
            stream.reconfigure(errors="backslashreplace")
    try:
        app()
    except (OSError, ValueError, RuntimeError) as error:
        from cluster_assets.redact import redact

        typer.echo(f"cluster-assets: {redact(str(error))}", err=True)
        sys.exit(1)
