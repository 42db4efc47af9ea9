"""``cluster-assets report``: every table as it was known on a day."""

from __future__ import annotations

import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table as RichTable

from cluster_assets.capture.tables import PAGES
from cluster_assets.catalog import ALL_TABLES
from cluster_assets.clean.tables import ARTICLES, REJECTS
from cluster_assets.extract.tables import ERRORS, FIGURES, MENTIONS, MONEY_FACTS
from cluster_assets.files import files_below, replace_file
from cluster_assets.report.as_of import Basis, Inputs, tables_as_of, with_first_capture
from cluster_assets.report.labels import readable, won
from cluster_assets.report.package import PackagedTable, write_package
from cluster_assets.report.tables import CHANGES_TABLE, CORRECTIONS, STORIES
from cluster_assets.storage import Storage, to_arrow
from cluster_assets.tables import Table

SHOWN = 20
ID_LENGTH = 22


def read_inputs(storage: Storage) -> Inputs:
    """The published tables that all others are made from."""
    pages, articles, rejects, facts, figures, mentions, stories, corrections, changes, errors = (
        storage.read_arrow(t).to_pylist()
        for t in (
            PAGES,
            ARTICLES,
            REJECTS,
            MONEY_FACTS,
            FIGURES,
            MENTIONS,
            STORIES,
            CORRECTIONS,
            CHANGES_TABLE,
            ERRORS,
        )
    )
    return Inputs(
        pages=pages,
        articles=with_first_capture(articles, pages),
        rejects=rejects,
        money_facts=facts,
        figures=figures,
        mentions=mentions,
        stories=stories,
        corrections=corrections,
        changes=changes,
        errors=errors,
    )


def basis_named(name: str) -> Basis:
    """The basis of that name; raises ValueError for another word."""
    if name == "published":
        return "published"
    if name == "captured":
        return "captured"
    raise ValueError(f"{name!r} is no basis: published or captured.")


def report_as_of(day: date, *, basis: Basis, out: Path | None) -> int:
    """Print what was known at the end of ``day``, or write all its tables as a data package."""
    tables = tables_as_of(read_inputs(Storage()), day, basis=basis)
    if out is not None:
        declared = {t.name: t for t in ALL_TABLES}
        packaged = {name: _packaged(declared[name], rows) for name, rows in tables.items()}
        with tempfile.TemporaryDirectory() as folder:
            files = write_package(Path(folder), packaged, version=day.isoformat())
            for name, data in files_below(Path(folder), last="datapackage.json"):
                replace_file(out / name, data)
        sys.stdout.write(f"{len(files)} files as known on {day} in {out}\n")
        return 0
    _print(tables, day)
    return 0


def _packaged(table: Table, rows: list[dict[str, Any]]) -> PackagedTable:
    import pandas as pd

    frame = pd.DataFrame(
        [[row.get(c) for c in table.column_names] for row in rows],
        columns=table.column_names,
        dtype=object,
    )
    notes = {c.name: c.description for c in table.columns}
    return PackagedTable(to_arrow(table, frame), table.description, table.primary_key, notes)


def _print(tables: dict[str, list[dict[str, Any]]], day: date) -> None:
    console = Console()
    counts = RichTable("table", "rows", title=f"As known on {day}", title_justify="left")
    for name, rows in tables.items():
        counts.add_row(name, str(len(rows)))
    console.print(counts)
    funding = tables["report/region_year_funding"]
    for measure in ("announced_krw", "executed_krw"):
        total = sum(r[measure] for r in funding if r["kind"] == "budget")
        console.print(f"budget {measure.removesuffix('_krw')}: {won(total)}", markup=False)
    whole = [c for c in tables["report/commitments"] if c["parent_commitment_id"] is None]
    whole.sort(key=lambda c: (-(c["amount_krw"] or 0), c["commitment_id"]))
    listed = RichTable()
    listed.add_column("commitment", no_wrap=True, min_width=ID_LENGTH)
    for heading in ("amount", "status", "vintage", "initiative", "region"):
        listed.add_column(heading)
    for c in whole[:SHOWN]:
        texts = (c["initiative"], c["region"])
        cells = [readable(" ".join((t or "-")[:60].split())) for t in texts]
        amount = won(c["amount_krw"])
        row = (c["commitment_id"], amount, c["status"], str(c["vintage_number"]), *cells)
        listed.add_row(*(value.replace("[", "\\[") for value in row))
    console.print(listed)
    if len(whole) > SHOWN:
        console.print(f"... and {len(whole) - SHOWN} more: use --out DIR for all tables.")
