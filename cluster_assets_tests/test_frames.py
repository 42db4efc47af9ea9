"""What a step reads gives the same rows, whether it comes as Arrow data or as a frame."""

from __future__ import annotations

from collections import ChainMap

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from cluster_assets.frames import ReadTables, row_batches, rows_of
from cluster_assets.storage import to_arrow, to_frame
from cluster_assets.tables import Column, Table

TABLE = Table(
    key=("stage", "sample"),
    row="a row",
    description="Sample.",
    primary_key=("name",),
    columns=(
        Column("name", "string", "Name."),
        Column("text", "string", "Text."),
        Column("won", "int", "Won."),
        Column("ids", "strings", "Ids."),
    ),
)
SHORT, LONG = st.sampled_from(["", "가", "나다"]), st.text("가나다 ", min_size=150, max_size=300)
TEXTS = st.none() | SHORT | LONG
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "name": TEXTS,
            "text": TEXTS,
            "won": st.none() | st.integers(-(2**60), 2**60),
            "ids": st.lists(st.sampled_from("ab"), max_size=2),
        }
    ),
    max_size=6,
)


@given(ROWS)
def test_rows_are_those_that_were_stored(rows: list[dict[str, object]]) -> None:
    stored = to_arrow(TABLE, pd.DataFrame(rows, columns=TABLE.column_names, dtype=object))
    for frames in (ReadTables({TABLE.name: stored}), {TABLE.name: to_frame(stored)}):
        assert rows_of(TABLE, frames) == rows
        assert [row for some in row_batches(TABLE, frames) for row in some] == rows
        assert rows_of(TABLE, frames, "won") == [{"won": row["won"]} for row in rows]


def test_equal_short_texts_are_one_object() -> None:
    frame = pd.DataFrame({"name": ["".join(["가", "나"]) for _ in range(3)]}, dtype=object)
    stored = to_arrow(TABLE, frame.reindex(columns=TABLE.column_names))
    names = [row["name"] for row in rows_of(TABLE, ReadTables({TABLE.name: stored}))]
    assert names == ["가나"] * 3
    assert len({id(name) for name in names}) == 1


def test_a_frame_is_made_only_when_asked_for() -> None:
    stored = to_arrow(TABLE, pd.DataFrame([], columns=TABLE.column_names, dtype=object))
    read = ReadTables({TABLE.name: stored})
    both = ChainMap({}, read)
    assert list(both) == [TABLE.name]
    assert read[TABLE.name] is both[TABLE.name]
