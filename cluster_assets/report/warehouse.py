"""One DuckDB file with every table, its comments and views ready to ask.

The same tables give the same bytes, so that a backup, a copy and a run of single days can be
compared by their hashes.
"""

from __future__ import annotations

import hashlib
import io
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

# The main header of DuckDB's file: a checksum over what follows it, and an identifier that
# DuckDB draws at random.
_HEADER_BYTES = 4096
_CHECKSUM = slice(0, 8)
_IDENTIFIER = slice(124, 140)
_CHECKSUM_SEED = 5381
_CHECKSUM_FACTOR = 0xBF58476D1CE4E5B9
_64_BITS = 2**64 - 1

# View -> tables it needs, comment, query. A view is left out when a table is missing.
VIEWS: dict[str, tuple[tuple[str, ...], str, str]] = {
    "v_commitments_evidence": (
        ("report_commitments", "extract_money_facts", "clean_articles"),
        "A row per commitment and fact: the sentence, article, address and page behind it.",
        """
        SELECT c.commitment_id, c.initiative, c.region, c.kind, c.funding_source, c.status,
               c.amount_krw AS commitment_amount_krw, f.fact_id, f.amount_krw, f.evidence,
               f.sentence, f.span_field, f.char_start, f.char_end,
               f.fact_id = c.chosen_fact_id AS is_chosen,
               a.title, a.outlet, a.reporter, a.published_date, a.url, a.page_id
        FROM (SELECT *, unnest(fact_ids) AS _fact_id FROM report_commitments) AS c
        JOIN extract_money_facts AS f ON f.fact_id = c._fact_id
        JOIN (SELECT * FROM clean_articles
              QUALIFY row_number() OVER (PARTITION BY page_id) = 1) AS a USING (page_id)
        """,
    ),
    "v_commitments_leaves": (
        ("report_commitments",),
        "Commitments without parts of their own: safe to sum within one status and kind.",
        "SELECT * FROM report_commitments WHERE is_leaf",
    ),
    "v_conflicts": (
        ("report_commitments",),
        "Commitments whose articles disagree, with the range and the rule that chose.",
        """
        SELECT commitment_id, initiative, region, funding_source, status, amount_krw,
               amount_low_krw, amount_high_krw, chosen_rule, outlet_count
        FROM report_commitments WHERE is_conflicting
        """,
    ),
    "v_metrics_all": (
        ("report_metrics",),
        "The measures over everything, with their definitions.",
        """
        SELECT metric, category, year, value, unit, n, allocation, definition
        FROM report_metrics WHERE scope = 'all' ORDER BY metric, year, category
        """,
    ),
    "v_slippage": (
        ("report_timelines",),
        "Programmes whose end moved, the largest move first.",
        """
        SELECT initiative, region, start_year, first_end_year, end_year, slippage_years
        FROM report_timelines WHERE slippage_years <> 0 ORDER BY abs(slippage_years) DESC
        """,
    ),
    "v_budget_by_region_year": (
        ("report_region_year_funding",),
        "Headline metric: programme budget, announced and executed side by side.",
        """
        SELECT region_code, region, year, sum(announced_krw) AS announced_krw,
               sum(executed_krw) AS executed_krw, max(national_share) AS national_share
        FROM report_region_year_funding WHERE kind = 'budget'
        GROUP BY ALL ORDER BY region, year
        """,
    ),
}


def write_warehouse(
    path: Path,
    tables: Mapping[str, pa.Table | Path],
    *,
    table_descriptions: Mapping[str, str] | None = None,
    column_descriptions: Mapping[str, Mapping[str, str]] | None = None,
) -> dict[str, int]:
    """Write a new DuckDB file at ``path``; rows by table and view (views: -1) come back.

    Names ``stage/table`` become ``stage_table``. A path stands for a Parquet file. The same
    tables give the same bytes. The caller swaps the file into place; raises duckdb.Error where
    a table cannot be read and FileExistsError where ``path`` exists.
    """
    if path.exists():
        raise FileExistsError(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    found: dict[str, int] = {}
    # Several threads would lay the blocks out in the order in which they happen to finish; one
    # takes less memory and processor time to load tables, and is as fast.
    connection = duckdb.connect(str(path), config={"threads": 1})
    try:
        for name in sorted(tables):
            sql_name = name.replace("/", "_")
            _load(connection, sql_name, tables[name])
            _comment(
                connection,
                sql_name,
                (table_descriptions or {}).get(name),
                (column_descriptions or {}).get(name, {}),
            )
            counted = connection.execute(f"SELECT count(*) FROM {_quoted(sql_name)}").fetchall()
            found[sql_name] = int(counted[0][0])
        for view, (needed, comment, query) in VIEWS.items():
            if all(table in found for table in needed):
                connection.execute(f"CREATE VIEW {_quoted(view)} AS {query}")
                connection.execute(f"COMMENT ON VIEW {_quoted(view)} IS {_literal(comment)}")
                found[view] = -1
        connection.execute("CHECKPOINT")
    finally:
        connection.close()
    _settle_identifier(path)
    return found


def _settle_identifier(path: Path) -> None:
    """Replace the file's random identifier by one that follows from its content.

    A file whose header has no checksum as it is known here stays as DuckDB wrote it.
    """
    with path.open("r+b") as file:
        header = bytearray(file.read(_HEADER_BYTES))
        if bytes(header[_CHECKSUM]) != _checksum(header):
            return
        header[_IDENTIFIER] = bytes(_IDENTIFIER.stop - _IDENTIFIER.start)
        content = hashlib.sha256(header[_CHECKSUM.stop :])
        while block := file.read(2**20):
            content.update(block)
        header[_IDENTIFIER] = content.digest()[: _IDENTIFIER.stop - _IDENTIFIER.start]
        header[_CHECKSUM] = _checksum(header)
        file.seek(0)
        file.write(header)


def _checksum(header: bytes | bytearray) -> bytes:
    """DuckDB's checksum over a header's words, as it stands at the header's start."""
    found = _CHECKSUM_SEED
    for (word,) in struct.iter_unpack("<Q", header[_CHECKSUM.stop :]):
        found ^= word * _CHECKSUM_FACTOR & _64_BITS
    return struct.pack("<Q", found)


def content_mark(version: str, tables: Mapping[str, pa.Table]) -> str:
    """SHA-256, in hex, of what a warehouse of these tables would hold."""
    mark = hashlib.sha256(version.encode())
    for name, table in sorted(tables.items()):
        mark.update(name.encode())
        with (
            pa.PythonFile(_Marking(mark), mode="w") as sink,
            pa.ipc.new_stream(sink, table.schema) as writer,
        ):
            writer.write_table(table.combine_chunks())
    return mark.hexdigest()


class _Marking(io.RawIOBase):
    """A file of which only the hash is kept."""

    def __init__(self, mark: Any) -> None:
        self._mark = mark

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._mark.update(data)
        return len(data)


def _load(connection: duckdb.DuckDBPyConnection, name: str, data: pa.Table | Path) -> None:
    if isinstance(data, Path):
        connection.execute(
            f"CREATE TABLE {_quoted(name)} AS SELECT * FROM read_parquet({_literal(str(data))})"
        )
        return
    connection.register("_incoming", data)
    connection.execute(f"CREATE TABLE {_quoted(name)} AS SELECT * FROM _incoming")
    connection.unregister("_incoming")


def _comment(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    description: str | None,
    columns: Mapping[str, str],
) -> None:
    if description:
        connection.execute(f"COMMENT ON TABLE {_quoted(name)} IS {_literal(description)}")
    described = connection.execute(f"DESCRIBE {_quoted(name)}").fetchall()
    for column in (str(row[0]) for row in described):
        if columns.get(column):
            target = f"{_quoted(name)}.{_quoted(column)}"
            connection.execute(f"COMMENT ON COLUMN {target} IS {_literal(columns[column])}")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
