"""``cluster-assets source``: the commands and their options; imports stay light."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

import typer

app = typer.Typer(
    help="Show, add and try the sources of seeds/sources.yaml.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
)


class Kind(StrEnum):
    """What a source is."""

    FOLDER = "folder"
    FEED = "feed"
    SITEMAP = "sitemap"
    URLS = "urls"
    WARC = "warc"


@app.command("list")
def list_() -> None:
    """Show all sources: where they read from, their limits, whether they are on.

    Examples:

        cluster-assets source list
    """
    from cluster_assets.commands.source import list_sources

    raise typer.Exit(list_sources())


@app.command()
def add(
    name: Annotated[str, typer.Argument(help="Letters, digits, - and _; also its WARC file's.")],
    kind: Annotated[Kind, typer.Option("--kind", help="What it is.")],
    target: Annotated[
        str, typer.Argument(metavar="TARGET", help="Address, path, glob or URL that it reads.")
    ],
    max_pages: Annotated[int | None, typer.Option("--max-pages", help="Pages a day.")] = None,
    include: Annotated[
        list[str] | None,
        typer.Option("--include", help="Only addresses that hold this text; repeatable."),
    ] = None,
    disabled: Annotated[bool, typer.Option("--disabled", help="Add it switched off.")] = False,
) -> None:
    """Append a source to seeds/sources.yaml; what stands there stays as it is.

    Examples:

        cluster-assets source add daily --kind feed https://news.example.org/rss.xml

        cluster-assets source add weekly --kind sitemap https://example.org/map.xml --include /news/

        cluster-assets source add crawl --kind warc "/srv/crawls/*.warc.gz" --max-pages 5000
    """
    from cluster_assets.commands.source import add_source

    setting = "url" if kind in (Kind.FEED, Kind.SITEMAP) else "path"
    values: dict[str, Any] = {"name": name, "kind": str(kind), setting: target}
    if max_pages is not None:
        values["max_pages"] = max_pages
    if include:
        values["include"] = include
    if disabled:
        values["enabled"] = False
    raise typer.Exit(add_source(values))


@app.command()
def test(name: Annotated[str, typer.Argument(help="Name of the source.")]) -> None:
    """Fetch one page of a source and show what would be extracted; nothing is stored.

    Examples:

        cluster-assets source test daily
    """
    from cluster_assets.commands.source import try_source

    raise typer.Exit(try_source(name))
