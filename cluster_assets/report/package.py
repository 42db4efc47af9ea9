"""A data package that others can load: CSV, Parquet and a Frictionless descriptor.

The same tables give the same bytes. CSV cells that a spreadsheet would run as a formula
are prefixed with an apostrophe.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from cluster_assets.report.standards import Exported

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
LIST_SEPARATOR = "|"


@dataclass(frozen=True, slots=True)
class PackagedTable:
    """One table to publish: its rows, meaning, key, and the meaning of its columns."""

    data: pa.Table
    description: str = ""
    primary_key: tuple[str, ...] = ()
    columns: Mapping[str, str] | None = None


def write_package(
    folder: Path,
    tables: Mapping[str, PackagedTable],
    *,
    name: str = "regional-innovation-clusters",
    title: str = "Regional innovation clusters of Korea: funding, facts and their evidence",
    version: str = "1",
    created: str | None = None,
    standards: Mapping[str, Exported] | None = None,
) -> list[dict[str, Any]]:
    """Write ``data/<table>.csv``, ``data/<table>.parquet`` and ``datapackage.json``.

    ``standards`` are further files by name, written beside the descriptor, which tells their
    hashes, how many commitments qualified, and why the others did not.

    Table names may hold a slash (``report/commitments``); files use ``_``. Returns one row
    per file: table, path, format, byte_count, sha256, row_count. Raises OSError when the folder
    cannot be written.
    """
    (folder / "data").mkdir(parents=True, exist_ok=True)
    resources, rows = [], []
    for table_name in sorted(tables):
        table = tables[table_name]
        stem = table_name.replace("/", "_").replace("-", "_").lower()
        csv = _written(folder, table_name, f"data/{stem}.csv", table.data)
        rows += [csv, _written(folder, table_name, f"data/{stem}.parquet", table.data)]
        resources.append(_resource(stem, table, csv))
    descriptor: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": name,
        "title": title,
        "version": version,
        "resources": resources,
    }
    if standards:
        descriptor["standards"] = [
            _standard(folder, path, standards[path]) for path in sorted(standards)
        ]
    if created is not None:
        descriptor["created"] = f"{created}T00:00:00Z" if len(created) == 10 else created
    text = json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"
    (folder / "datapackage.json").write_text(text, encoding="utf-8")
    return rows


def _written(folder: Path, table_name: str, path: str, data: pa.Table) -> dict[str, Any]:
    """Write a table in the form that the path ends with; the row of the file."""
    form = path.rpartition(".")[2]
    payload = csv_bytes(data) if form == "csv" else _parquet(data)
    (folder / path).write_bytes(payload)
    return {
        "table": table_name,
        "path": path,
        "format": form,
        "byte_count": len(payload),
        "sha256": hashlib.sha256(payload).hexdigest(),
        "row_count": data.num_rows,
    }


def _standard(folder: Path, path: str, exported: Exported) -> dict[str, Any]:
    (folder / path).write_bytes(exported.data)
    return {
        "path": path,
        "bytes": len(exported.data),
        "hash": f"sha256:{hashlib.sha256(exported.data).hexdigest()}",
        "qualified": exported.qualified,
        "not_qualified": exported.reasons,
    }


def csv_bytes(table: pa.Table) -> bytes:
    """The table as UTF-8 CSV with a header; lists joined by ``|``, null as an empty cell."""
    texts = pa.table({f.name: _texts(table[f.name], f.type) for f in table.schema})
    out = io.BytesIO()
    pa_csv.write_csv(texts, out, pa_csv.WriteOptions(quoting_style="needed"))
    return out.getvalue()


def _texts(column: pa.ChunkedArray, kind: pa.DataType) -> pa.ChunkedArray:
    """A column as the cells that :func:`cell` makes, without a look at single values."""
    if pa.types.is_string(kind):
        plain = pc.replace_substring(column, "\x00", "")
        runs = pc.match_substring_regex(plain, "^[=+@\t\r-]")
        return pc.if_else(runs, pc.binary_join_element_wise("'", plain, ""), plain)
    if pa.types.is_integer(kind) or pa.types.is_boolean(kind) or pa.types.is_date(kind):
        return column.cast(pa.string())
    if pa.types.is_list(kind) and pa.types.is_string(kind.value_type):
        flat = column.combine_chunks()
        if flat.flatten().null_count == 0:
            return _texts(pc.binary_join(flat, LIST_SEPARATOR), pa.string())
    cells = [None if v is None else cell(v) for v in column.to_pylist()]
    return pa.chunked_array([pa.array(cells, pa.string())])


def cell(value: Any) -> str:
    """One value as CSV text that a spreadsheet does not run."""
    if value is None:
        return ""
    if isinstance(value, str):
        return _safe(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        value = LIST_SEPARATOR.join(str(v) for v in value)
    return _safe(str(value))


def _safe(text: str) -> str:
    text = text.replace("\x00", "")
    return "'" + text if text.startswith(FORMULA_STARTS) else text


def _parquet(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd")
    return bytes(sink.getvalue().to_pybytes())


def _resource(name: str, table: PackagedTable, csv: Mapping[str, Any]) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(f, table.columns or {}) for f in table.data.schema],
        "missingValues": [""],
    }
    if table.primary_key and _key_is_complete(table.data, table.primary_key):
        schema["primaryKey"] = list(table.primary_key)
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": csv["path"],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "description": table.description,
        "bytes": csv["byte_count"],
        "hash": f"sha256:{csv['sha256']}",
        "schema": schema,
    }


def _key_is_complete(table: pa.Table, key: Sequence[str]) -> bool:
    """A key with nulls is no primary key to a validator."""
    return all(k in table.column_names and table[k].null_count == 0 for k in key)


def _field(column: pa.Field, descriptions: Mapping[str, str]) -> dict[str, str]:
    kinds = (
        (pa.types.is_boolean, "boolean"),
        (pa.types.is_integer, "integer"),
        (pa.types.is_floating, "number"),
        (pa.types.is_date, "date"),
        (pa.types.is_timestamp, "datetime"),
    )
    kind = next((name for test, name in kinds if test(column.type)), "string")
    found = {"name": column.name, "type": kind}
    stored = (column.metadata or {}).get(b"description", b"").decode()
    text = descriptions.get(column.name) or stored
    if pa.types.is_list(column.type):
        text = (text + f" Values are joined by '{LIST_SEPARATOR}'.").strip()
    if text:
        found["description"] = text
    return found
