"""What a step reads: published tables as Arrow data, and as rows or frames where asked for."""

from __future__ import annotations

import contextlib
import ctypes
import sys
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd
import pyarrow as pa

from cluster_assets.storage import to_arrow, to_frame
from cluster_assets.tables import Table

ROWS_A_BATCH = 500
LONG_TEXT_BYTES = 200  # on average: such texts are seldom alike
Frames = Mapping[str, pd.DataFrame]


class ReadTables(Mapping[str, pd.DataFrame]):
    """Published tables as they were read, by name; one becomes a frame only when asked for.

    A frame of Python values takes several times the memory of what was read.
    """

    def __init__(self, stored: Mapping[str, pa.Table]) -> None:
        self._stored = stored
        self._frames: dict[str, pd.DataFrame] = {}

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self._frames:
            self._frames[name] = to_frame(self._stored[name])
        return self._frames[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._stored)

    def __len__(self) -> int:
        return len(self._stored)

    def arrow(self, name: str) -> pa.Table:
        """The table as it was read."""
        return self._stored[name]


def arrow_of(table: Table, frames: Frames) -> pa.Table:
    """An input table as an Arrow table of its schema."""
    if isinstance(frames, ReadTables):
        return frames.arrow(table.name)
    return to_arrow(table, frames[table.name])


def rows_of(table: Table, frames: Frames, *only: str) -> list[dict[str, Any]]:
    """An input table as plain dict rows with Python values; ``only`` of some columns."""
    stored = arrow_of(table, frames)
    stored = stored.select(list(only)) if only else stored
    columns = [_values(column) for column in stored.columns]
    # Asked once, and the very strings that code looks up by: a row then holds no names of its own.
    names = [sys.intern(name) for name in stored.column_names]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def _values(column: pa.ChunkedArray) -> list[Any]:
    """Python values; equal short texts are one object, which halves the memory of all rows."""
    if not pa.types.is_string(column.type) or column.nbytes > LONG_TEXT_BYTES * len(column):
        values: list[Any] = column.to_pylist()
        return values
    encoded = column.combine_chunks().dictionary_encode()
    texts = [*encoded.dictionary.to_pylist(), None]
    return [texts[n] for n in encoded.indices.fill_null(len(texts) - 1).to_pylist()]


def row_batches(table: Table, frames: Frames, *only: str) -> Iterator[list[dict[str, Any]]]:
    """As :func:`rows_of`, some hundred rows at a time: a large day is never all dicts at once."""
    stored = arrow_of(table, frames)
    stored = stored.select(list(only)) if only else stored
    for start in range(0, stored.num_rows, ROWS_A_BATCH):
        yield stored.slice(start, ROWS_A_BATCH).to_pylist()


def give_back_memory() -> None:
    """Return memory that is free to the system; a long run would keep what its steps peak at."""
    pa.default_memory_pool().release_unused()
    with contextlib.suppress(AttributeError, OSError):  # only glibc can be asked to
        ctypes.CDLL(None).malloc_trim(0)
