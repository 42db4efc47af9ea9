"""Numbers, nulls and columns: whole to the last file, or refused by name."""

from __future__ import annotations

import io
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cluster_assets.capture.tables import PAGES
from cluster_assets.clean import assets as clean
from cluster_assets.clean.tables import ARTICLES, REJECTS
from cluster_assets.report.package import csv_bytes
from cluster_assets.report.warehouse import write_warehouse
from cluster_assets.storage import Storage, StorageError, to_arrow, to_frame
from cluster_assets.tables import Column, Table
from cluster_assets_tests.test_cache import landed, pages, step
from cluster_assets_tests.test_publishing import GOOD, UP, keys, materialize

NUMBERS = Table(
    key=("stage", "numbers"),
    row="a number",
    description="Numbers.",
    primary_key=("name",),
    columns=(
        Column("name", "string", "Name.", required=True),
        Column("won", "int", "Won."),
        Column("flag", "bool", "Flag."),
        Column("ids", "strings", "Ids."),
    ),
)
BIG = (2**53 + 1, 2**63 - 1, -(2**53) - 1, None, 0)


def test_integers_above_two_to_the_53_and_nulls_reach_every_file(tmp_path: Path) -> None:
    rows = [
        {"name": f"n{n}", "won": won, "flag": None if n == 2 else n == 1, "ids": None}
        for n, won in enumerate(BIG)
    ]
    storage = Storage(str(tmp_path / "data"))
    storage.publish(NUMBERS, pd.DataFrame(rows, dtype=object))
    frame = storage.read(NUMBERS)
    again = to_arrow(NUMBERS, to_frame(to_arrow(NUMBERS, frame)))  # as between two assets
    assert again.to_pylist() == rows
    write_warehouse(tmp_path / "w.duckdb", {NUMBERS.name: again})
    with duckdb.connect(str(tmp_path / "w.duckdb"), read_only=True) as warehouse:
        asked = "SELECT won, flag, ids FROM stage_numbers ORDER BY name"
        stored = warehouse.execute(asked).fetchall()
    assert stored == [(r["won"], r["flag"], r["ids"]) for r in rows]
    table = pa_csv.read_csv(
        io.BytesIO(csv_bytes(again)),
        convert_options=pa_csv.ConvertOptions(column_types={"won": pa.int64()}),
    )
    assert table["won"].to_pylist() == list(BIG)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.none() | st.integers(-(2**63), 2**63 - 1), max_size=8))
def test_any_whole_number_of_64_bits_survives(values: list[int | None]) -> None:
    rows = [{"name": str(n), "won": v, "flag": None, "ids": []} for n, v in enumerate(values)]
    frame = pd.DataFrame(rows, columns=NUMBERS.column_names, dtype=object)
    assert to_arrow(NUMBERS, to_frame(to_arrow(NUMBERS, frame)))["won"].to_pylist() == values


def test_stored_table_whose_column_was_renamed_is_refused_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Downstream does not run on nulls in the place of a column that must be set."""
    monkeypatch.setenv("CLUSTER_ASSETS_DATA", str(tmp_path))
    assert materialize(GOOD).success
    path = tmp_path / "stage/up.parquet"
    stored = pq.read_table(path)
    pq.write_table(stored.rename_columns(["name", "share"]), path)
    storage = Storage(str(tmp_path))
    assert storage.read(UP)["key"].isna().all()  # as an older file's newer columns
    with pytest.raises(StorageError, match=r"up\.parquet lacks key, which stage/up must have"):
        storage.read(UP, complete=True)


def test_column_that_a_function_forgets_or_adds_blocks_its_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLUSTER_ASSETS_DATA", str(tmp_path))
    assert materialize(GOOD).success
    result = materialize([{"key": "b", "part": 0.5}])
    assert not result.success
    assert keys("up", tmp_path) == keys("down", tmp_path) == ["a"]


def test_damaged_table_is_an_error_that_names_it(tmp_path: Path) -> None:
    storage = Storage(str(tmp_path))
    storage.write_bytes(b"PAR1 but not much more", "stage", "numbers.parquet")
    with pytest.raises(StorageError, match=r"numbers\.parquet is damaged"):
        storage.read(NUMBERS)


def test_page_whose_stored_bytes_are_anothers_is_an_error_and_no_article(tmp_path: Path) -> None:
    frame = landed(tmp_path, pages())
    frame.loc[1, "warc_offset"] = frame.loc[0, "warc_offset"]  # as after a mixed-up restore
    made = clean.clean_pages(step(tmp_path), {PAGES.name: frame})
    assert [r["page_id"] for r in made[ARTICLES.name]] == [frame["page_id"][0], frame["page_id"][2]]
    (lost,) = [r for r in made[REJECTS.name] if r["outcome"] == "error"]
    assert lost["page_id"] == frame["page_id"][1]
    assert "another page's" in lost["reason"]
