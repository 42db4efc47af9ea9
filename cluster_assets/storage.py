"""Where tables lie and how they are written: Parquet, schema enforced, atomic.

The data root is ``CLUSTER_ASSETS_DATA`` (default ``data/``): a local path or an fsspec URL.
A reader sees the old or the new version of a file, never a part; on an object store a put is
atomic by itself.
"""

from __future__ import annotations

import contextlib
import io
import os
import tempfile
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

import fsspec
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from cluster_assets.files import replace_file
from cluster_assets.redact import has_password
from cluster_assets.tables import Table

DATA_ENV = "CLUSTER_ASSETS_DATA"


class StorageError(RuntimeError):
    """The data root cannot be read or written; the message says what to do."""


class Storage:
    """Tables and files under one data root."""

    def __init__(self, root: str | None = None) -> None:
        self.root = (root or os.environ.get(DATA_ENV) or "data").rstrip("/")
        if has_password(self.root):
            raise StorageError(
                f"{DATA_ENV} must not hold a password, since paths are logged: put it where the "
                "object store's driver looks for it, in the environment or in a file of its own."
            )
        # Other machines write to an object store too: what it listed before may be old.
        options = {"use_listings_cache": False} if "://" in self.root else {}
        try:
            self.fs, self.base = fsspec.core.url_to_fs(self.root, **options)
        except ImportError as error:
            raise StorageError(
                f"The data root {self.root} needs a package that is not installed: {error}. "
                "For s3:// install cluster-assets[cluster]."
            ) from error
        self.is_local = "file" in (
            self.fs.protocol if isinstance(self.fs.protocol, tuple) else (self.fs.protocol,)
        )

    def path(self, *parts: str) -> str:
        """Path of a file below the root, as the file system names it.

        Raises:
            StorageError: a part leads out of the root. Parts may come from stored tables.
        """
        if any(".." in part and ".." in part.split("/") for part in parts):
            raise StorageError(f"{'/'.join(parts)!r} leads out of {self.root}: refused.")
        return "/".join([self.base, *parts])

    def local(self, *parts: str) -> Path:
        """Local path of a file; an error where the root is an object store."""
        if not self.is_local:
            raise StorageError(f"{self.root} is not local: this step needs a local data root.")
        return Path(self.path(*parts))

    def exists(self, *parts: str) -> bool:
        """Whether the file exists."""
        with self._answering():
            return bool(self.fs.exists(self.path(*parts)))

    def read_bytes(self, *parts: str) -> bytes:
        """The whole file."""
        with self._answering():
            data: bytes = self.fs.cat_file(self.path(*parts))
        return data

    @contextlib.contextmanager
    def local_copy(self, *parts: str) -> Iterator[Path]:
        """The file as a local one: itself, or a copy that is gone afterwards.

        Raises:
            FileNotFoundError: there is no such file.
            StorageError: the object store does not answer.
        """
        if self.is_local:
            yield Path(self.path(*parts))
            return
        with tempfile.TemporaryDirectory(prefix="cluster-assets-") as folder:
            copy = Path(folder) / parts[-1].rpartition("/")[2]
            with self._answering():
                self.fs.get_file(self.path(*parts), str(copy))
            yield copy

    @contextlib.contextmanager
    def _answering(self) -> Iterator[None]:
        """Errors of an object store, each library's own kinds, as one that says what to do."""
        try:
            yield
        except FileNotFoundError:
            raise
        except Exception as error:
            if self.is_local:
                raise
            raise StorageError(
                f"{self.root} cannot be read or written: {error!r}. Check that {DATA_ENV} names "
                "it, that it can be reached, and that its credentials are set."
            ) from error

    def write_bytes(self, data: bytes, *parts: str) -> bool:
        """Publish a file atomically; returns whether its bytes changed."""
        path = self.path(*parts)
        if self.exists(*parts) and self.read_bytes(*parts) == data:
            return False
        if not self.is_local:
            with self._answering():
                self.fs.pipe_file(path, data)
            return True
        try:
            replace_file(Path(path), data)
        except OSError as error:
            raise StorageError(
                f"Cannot write {path}: {error}. Check that {DATA_ENV} names a folder that "
                "this user may write to and that the disk has room."
            ) from error
        return True

    def remove_others(self, folder: str, *, keep: Collection[str]) -> list[str]:
        """Remove the files below ``folder`` whose paths are not in ``keep``; returns these paths.

        Both are paths below the root. Temporary files of writes under way (hidden ones) stay.
        """
        base = f"{self.base}/"
        with self._answering():
            found = (path.removeprefix(base) for path in self.fs.find(self.path(folder)))
            others = [path for path in found if path not in keep and "/." not in path]
            for path in others:
                self.fs.rm_file(self.path(path))
        return others

    def publish(self, table: Table, frame: pd.DataFrame, partition: str | None = None) -> bool:
        """Write a table (or one day of it); returns whether anything changed."""
        return self.write_bytes(to_parquet(table, frame), *table_parts(table, partition))

    def quarantine(self, table: Table, frame: pd.DataFrame, partition: str | None) -> str:
        """Keep a frame that failed its checks, for inspection; returns its path."""
        parts = ("quarantine", *table_parts(table, partition))
        buffer = io.BytesIO()
        frame.astype("string").to_parquet(buffer, index=False)
        self.write_bytes(buffer.getvalue(), *parts)
        return self.path(*parts)

    def partitions(self, table: Table) -> list[str]:
        """Published days of a partitioned table, ascending."""
        with self._answering():
            found: Iterable[str] = self.fs.glob(self.path(*table.key, "*.parquet"))
        return sorted(Path(p).name.removesuffix(".parquet") for p in found)

    def read(
        self, table: Table, partition: str | None = None, *, complete: bool = False
    ) -> pd.DataFrame:
        """A table as a frame with declared types; all days where ``partition`` is None.

        A table that was never published is an empty frame of its schema. A column that a file
        lacks is null.

        Raises:
            StorageError: ``complete`` is asked for, and a file lacks a column that must be set.
        """
        return to_frame(self.read_arrow(table, partition, complete=complete))

    def read_arrow(
        self, table: Table, partition: str | None = None, *, complete: bool = False
    ) -> pa.Table:
        """As :meth:`read`, as an Arrow table (exact integers, lists, nulls)."""
        schema = table.arrow_schema()
        if table.is_partitioned and partition is None:
            days = self.partitions(table)
            parts = [self.read_arrow(table, day, complete=complete) for day in days]
            return pa.concat_tables(parts) if parts else schema.empty_table()
        names = table_parts(table, partition)
        if not self.exists(*names):
            return schema.empty_table()
        # Arrow's background threads, still starting when a short command ends, abort the process
        # ("terminate called without an active exception"): this reader starts none.
        try:
            reader = pq.ParquetFile(pa.BufferReader(self.read_bytes(*names)), pre_buffer=False)
            stored = reader.read(use_threads=False)
        except (pa.ArrowException, OSError) as error:
            raise StorageError(
                f"{self.path(*names)} is damaged: {error}. Make the day or the reports anew with "
                "`cluster-assets run --force`, or restore the file from a backup."
            ) from error
        lost = [c.name for c in table.columns if c.required and c.name not in stored.column_names]
        if complete and lost:
            raise StorageError(
                f"{self.path(*names)} lacks {', '.join(lost)}, which {table.name} must have: was a "
                "column renamed, or is the file of an older release? Make it anew "
                "(`cluster-assets reprocess`, or `cluster-assets capture --rebuild-index`), or "
                "restore it from a backup."
            )
        return _conform(stored, schema)


def table_parts(table: Table, partition: str | None) -> tuple[str, ...]:
    """Path parts of a table's file: ``stage/table.parquet`` or ``stage/table/DAY.parquet``."""
    stage, name = table.key
    if table.is_partitioned:
        if partition is None:
            raise ValueError(f"{table.name} is partitioned: name the day")
        return (stage, name, f"{partition}.parquet")
    return (stage, f"{name}.parquet")


def _conform(stored: pa.Table, schema: pa.Schema) -> pa.Table:
    """Old files may lack newer columns: they come back as null."""
    columns = [
        stored[field.name].cast(field.type)
        if field.name in stored.column_names
        else pa.nulls(stored.num_rows, field.type)
        for field in schema
    ]
    return pa.Table.from_arrays(columns, schema=schema)


def to_frame(table: pa.Table) -> pd.DataFrame:
    """Arrow to pandas without losing integers above 2^53 or nulls."""
    mapper = {pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}
    frame: pd.DataFrame = table.to_pandas(types_mapper=mapper.get)
    return frame


def to_arrow(table: Table, frame: pd.DataFrame) -> pa.Table:
    """Frame to Arrow under the declared schema.

    Raises:
        ValueError: a declared column is missing, an undeclared one is present, or a value
            does not fit the declared type. The message names the table and the column.
    """
    schema = table.arrow_schema()
    missing = [f.name for f in schema if f.name not in frame.columns]
    extra = [c for c in frame.columns if c not in schema.names]
    if missing or extra:
        raise ValueError(f"{table.name}: missing columns {missing}, undeclared columns {extra}")
    arrays = []
    for field in schema:
        try:
            arrays.append(_array(frame[field.name], field.type))
        except (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError) as error:
            raise ValueError(
                f"{table.name}.{field.name}: does not fit {field.type}: {error}"
            ) from error
    return pa.Table.from_arrays(arrays, schema=schema)


def _array(series: pd.Series, type_: pa.DataType) -> pa.Array:
    """The column under its declared type; typed columns go over as they are, at once."""
    if series.dtype != object:
        found = pa.Array.from_pandas(series)
        found = found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found
        if _is_same_kind(found.type, type_):
            return found.cast(type_)
    return pa.array(_plain(series), type=type_)


def _is_same_kind(found: pa.DataType, wanted: pa.DataType) -> bool:
    """Whether a cast only changes how a value is stored, never what it is."""
    texts = (pa.string(), pa.large_string())
    return found == wanted or (found in texts and wanted in texts)


def _plain(series: pd.Series) -> list[object]:
    """Python values with every kind of missing as None."""
    return [_plain_value(value) for value in series.astype(object)]


def _plain_value(value: object) -> object:
    if isinstance(value, (list, tuple)):
        return list(value)
    if hasattr(value, "tolist") and getattr(value, "ndim", 0) == 1:
        return value.tolist()
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return None
    return value.to_pydatetime() if isinstance(value, pd.Timestamp) else value


def to_parquet(table: Table, frame: pd.DataFrame) -> bytes:
    """Deterministic Parquet bytes of a frame under the table's schema."""
    buffer = io.BytesIO()
    pq.write_table(to_arrow(table, frame), buffer, compression="zstd")
    return buffer.getvalue()
