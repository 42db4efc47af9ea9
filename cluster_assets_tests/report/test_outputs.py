"""Data out: package and warehouse; formulas are not run, bytes do not change."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from cluster_assets.report.commitments import build_commitments
from cluster_assets.report.package import PackagedTable, cell, write_package
from cluster_assets.report.warehouse import content_mark, write_warehouse
from cluster_assets.storage import Storage
from cluster_assets_tests.report.rows import article, breakdown


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_formulas_are_prefixed(start):
    assert cell(f"{start}cmd()") == f"'{start}cmd()"


def test_plain_values_stay():
    assert [cell(v) for v in (-5, None, True, date(2022, 1, 2), ["a", "b"])] == [
        "-5",
        "",
        "true",
        "2022-01-02",
        "a|b",
    ]


def test_package_is_deterministic_and_described(tmp_path: Path):
    table = PackagedTable(
        pa.table({"id": ["x", "y"], "name": ["=cmd()", "줄\n바꿈"], "tags": [["a"], []]}),
        "두 줄",
        ("id",),
        {"id": "The key."},
    )
    first = write_package(tmp_path / "one", {"report/things": table}, created="2022-03-01")
    assert write_package(tmp_path / "two", {"report/things": table}, created="2022-03-01") == first
    text = (tmp_path / "one/data/report_things.csv").read_text(encoding="utf-8")
    assert list(csv.reader(text.splitlines(keepends=True)))[1] == ["x", "'=cmd()", "a"]
    descriptor = json.loads((tmp_path / "one/datapackage.json").read_text(encoding="utf-8"))
    (resource,) = descriptor["resources"]
    assert resource["schema"]["primaryKey"] == ["id"]
    assert resource["hash"] == "sha256:" + first[0]["sha256"]
    assert resource["bytes"] == first[0]["byte_count"]


def test_warehouse_has_comments_and_evidence_view(tmp_path: Path):
    facts, articles = breakdown("a", 255, {"national": 178, "local": 77}), [article("a")]
    tables = {
        "report/commitments": pa.Table.from_pylist(build_commitments(facts, articles)),
        "extract/money_facts": pa.Table.from_pylist(facts),
        "clean/articles": pa.Table.from_pylist(articles * 2),
    }
    path = tmp_path / "w.duckdb"
    found = write_warehouse(
        path,
        tables,
        table_descriptions={"report/commitments": "It's money"},
        column_descriptions={"report/commitments": {"region": "Where'; DROP TABLE x"}},
    )
    assert found["report_commitments"] == 3
    with duckdb.connect(str(path), read_only=True) as connection:
        assert len(connection.sql("FROM v_commitments_evidence").fetchall()) == 3
        comments = connection.sql("SELECT comment FROM duckdb_tables()").fetchall()
        assert ("It's money",) in comments
    with pytest.raises(FileExistsError):
        write_warehouse(path, tables)


# Within one process DuckDB shares what it has open, so each reader is a process of its own.
HOLDER = """
import sys, duckdb
held = duckdb.connect(sys.argv[1], read_only=True)
query = "SELECT n, count(*) FROM report_things GROUP BY n"
before = held.sql(query).fetchall()
print("open", flush=True)
sys.stdin.readline()
assert held.sql(query).fetchall() == before == [(0, 1000)], before
"""
LOOPER = """
import sys, duckdb
print("open", flush=True)
for turn in range(60):
    with duckdb.connect(sys.argv[1], read_only=True) as fresh:
        rows = fresh.sql("SELECT n, count(*) FROM report_things GROUP BY n").fetchall()
    assert len(rows) == 1 and rows[0][1] == 1000, rows
"""


def test_a_reader_sees_the_old_or_the_new_warehouse_never_a_part(tmp_path: Path):
    storage = Storage(str(tmp_path / "data"))

    def publish(n: int) -> None:
        path = tmp_path / f"{n}.duckdb"
        write_warehouse(path, {"report/things": pa.table({"n": [n] * 1000})})
        storage.write_bytes(path.read_bytes(), "warehouse.duckdb")

    publish(0)
    readers = [
        subprocess.Popen(
            [sys.executable, "-c", script, storage.path("warehouse.duckdb")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for script in (HOLDER, LOOPER)
    ]
    try:
        for reader in readers:
            assert reader.stdout is not None
            assert reader.stdout.readline().strip() == "open"
        for n in range(1, 6):
            publish(n)
        for reader in readers:
            reader.communicate("go\n", timeout=100)
    finally:
        for reader in readers:
            reader.kill()
    assert [reader.returncode for reader in readers] == [0, 0]
    with duckdb.connect(storage.path("warehouse.duckdb"), read_only=True) as connection:
        assert connection.sql("SELECT DISTINCT n FROM report_things").fetchall() == [(5,)]


def test_the_mark_changes_with_the_content_only():
    table = pa.table({"n": [1, 2]})
    mark = content_mark("1", {"a": table})
    assert content_mark("1", {"a": pa.concat_tables([table[:1], table[1:]])}) == mark
    assert content_mark("1", {"a": pa.table({"n": [1, 3]})}) != mark
    assert content_mark("2", {"a": table}) != mark
