"""``cluster-assets source``: show the sources, add one, try one."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from cluster_assets.capture.archives import archive_files, open_archive
from cluster_assets.capture.day import make_fetcher
from cluster_assets.capture.list_visits import read_lists, slow_down
from cluster_assets.capture.net.fetcher import FetchRequest
from cluster_assets.capture.source_kinds import (
    FolderSource,
    NetworkSource,
    Source,
    WarcSource,
)
from cluster_assets.capture.sources import SourceError, load_sources, parse_sources
from cluster_assets.files import replace_file
from cluster_assets.redact import redact
from cluster_assets.seeds import seeds_path

FILE = "sources.yaml"


def list_sources() -> int:
    """Print all sources with their limits; returns the exit code."""
    path = seeds_path(FILE)
    sources = load_sources(path)
    table = RichTable("name", "kind", "on", "reads from", "limits", title=str(path))
    for source in sources.entries:
        on = "yes" if source.enabled else "no"
        cells = (source.name, source.kind, on, redact(source.target), _limits(source))
        table.add_row(*[Text(cell) for cell in cells])
    Console().print(table)
    return 0


def _limits(source: Source) -> str:
    if isinstance(source, NetworkSource):
        hosts = f", hosts {' '.join(source.allow_hosts)}" if source.allow_hosts else ""
        return f"{source.max_pages} pages a day, {source.min_gap_seconds:g} s between{hosts}"
    if isinstance(source, WarcSource):
        return f"{source.max_files} files, {source.max_pages} pages a file"
    return ""


def add_source(values: Mapping[str, Any]) -> int:
    """Append an entry to ``sources.yaml``, comments kept; returns the exit code.

    Raises:
        SourceError: the entry is wrong; the file is then as it was.
    """
    path = seeds_path(FILE)
    text = path.read_text("utf-8")
    known = load_sources(path).entries
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in values.items()]
    indent = _indent(text)
    entry = f"{indent}- " + f"\n{indent}  ".join(lines) + "\n"
    body = text.rstrip("\n")
    if body.endswith("sources: []"):
        body = body.removesuffix(" []")
    changed = f"{body}\n\n{entry}"
    found = parse_sources(changed, path).entries
    if found[:-1] != known:
        raise SourceError(f"{path}: `sources` is not its last setting: add the entry by hand.")
    replace_file(path, changed.encode("utf-8"))
    Console().print(Text(f"{values['name']} was added to {path}. Try it:"))
    Console().print(Text(f"  cluster-assets source test {values['name']}"))
    return 0


def _indent(text: str) -> str:
    """How the file indents its entries."""
    for line in reversed(text.splitlines()):
        if line.lstrip().startswith("- name:") or line.lstrip().startswith("- {name:"):
            return line[: len(line) - len(line.lstrip())]
    return "  "


def try_source(name: str) -> int:
    """Fetch one page of a source and show what would be extracted; nothing is stored.

    Raises:
        SourceError: no source has that name.
    """
    from cluster_assets.commands.extract import explain_pages

    console = Console()
    source = load_sources(seeds_path(FILE)).named(name)
    page = _one_page(source, console)
    if page is None:
        return 1
    url, body = page
    console.print(Text(f"{redact(url)}: {len(body):,} bytes"))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.html"
        file.write_bytes(body)
        explain_pages([file])
    return 0


def _one_page(source: Source, console: Console) -> tuple[str, bytes] | None:
    """Address and bytes of one page of a source; None after saying why there is none."""
    if isinstance(source, FolderSource):
        for file, _ in source.files():
            return str(file), file.read_bytes()
        console.print(Text(f"No .html file lies in {source.path}.", "red"))
        return None
    if isinstance(source, WarcSource):
        return _page_of_archive(source, console)
    return _page_of_network(source, console)


def _page_of_network(source: NetworkSource, console: Console) -> tuple[str, bytes] | None:
    fetcher, now = make_fetcher(source.allow_hosts), datetime.now(UTC)
    try:
        (plan,) = read_lists([source], fetcher, known={}, settled=set(), now=now)
        for row in plan.rows:
            found = "" if row["seen_count"] is None else f", {row['seen_count']} pages"
            why = f": {row['reason']}" if row["reason"] else ""
            console.print(Text(f"{row['url']}: {row['outcome']}{found}{why}"))
        if not plan.pages:
            console.print(Text("It names no page that would be asked for.", "red"))
            return None
        url = next(iter(plan.pages))
        slow_down(fetcher, source, url)
        result = fetcher.fetch(FetchRequest(url, allow_hosts=frozenset(source.allow_hosts)))
    finally:
        fetcher.close()
    if result.answer is None:
        console.print(Text(redact(f"{url}: {result.outcome}: {result.reason}"), "red"))
        return None
    return result.final_url, result.answer.body


def _page_of_archive(source: WarcSource, console: Console) -> tuple[str, bytes] | None:
    from cluster_assets.capture.archive_reader import relevant_pages

    try:
        for file in archive_files(source):
            console.print(Text(redact(file)))
            with open_archive(file) as stream:
                for page in relevant_pages(stream):
                    return page.url, page.body
    except (OSError, ValueError, ImportError) as error:
        console.print(Text(redact(str(error)), "red"))
        return None
    console.print(Text("No page of it passes the triage.", "red"))
    return None
