"""The same tables give a DuckDB file of the same bytes, and one that DuckDB accepts."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from cluster_assets.report.warehouse import write_warehouse

# More than two of DuckDB's row groups, so that several threads would share the writing.
ROWS = 300_000


def things(first: int = 0) -> pa.Table:
    numbers = range(first, first + ROWS)
    return pa.table({"id": [f"사업 {n * 7919 % ROWS}" for n in numbers], "n": list(numbers)})


def test_same_tables_same_bytes(tmp_path: Path) -> None:
    tables = {"report/things": things(), "clean/others": pa.table({"a": [[1, 2], None, []]})}
    described = {"report/things": "모든 것"}
    for name in ("one", "two"):
        path = tmp_path / name / "w.duckdb"
        write_warehouse(path, tables, table_descriptions=described)
    write_warehouse(tmp_path / "three/w.duckdb", {**tables, "report/things": things(1)})
    one, two, three = ((tmp_path / n / "w.duckdb").read_bytes() for n in ("one", "two", "three"))
    assert one == two
    assert one != three
    # Each content has an identifier of its own: a log of another file never fits.
    assert one[124:140] != three[124:140]


@pytest.mark.parametrize("read_only", [True, False])
def test_duckdb_opens_and_changes_the_file(tmp_path: Path, read_only: bool) -> None:
    path = tmp_path / "w.duckdb"
    write_warehouse(path, {"report/things": things()})
    with duckdb.connect(str(path), read_only=read_only) as connection:
        counted = connection.execute("SELECT count(*), sum(n) FROM report_things").fetchall()
        assert counted == [(ROWS, ROWS * (ROWS - 1) // 2)]
        if not read_only:
            connection.execute("CREATE TABLE mine AS SELECT * FROM report_things WHERE n < 10")
    with duckdb.connect(str(path)) as connection:
        names = {row[0] for row in connection.execute("SHOW TABLES").fetchall()}
        assert names == ({"report_things"} if read_only else {"report_things", "mine"})


def test_identifier_is_guarded_by_the_checksum(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    write_warehouse(path, {"report/things": pa.table({"n": [1]})})
    data = bytearray(path.read_bytes())
    data[130] ^= 1
    path.write_bytes(data)
    with pytest.raises(duckdb.Error, match="checksum"):
        duckdb.connect(str(path), read_only=True)
