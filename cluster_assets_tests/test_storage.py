"""Parquet under a schema, and writes that survive a kill at any moment."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pytest

from cluster_assets.storage import Storage, StorageError, to_arrow, to_frame
from cluster_assets.tables import Column, Table

SAMPLE = Table(
    key=("stage", "sample"),
    row="a row",
    description="Sample.",
    primary_key=("name",),
    is_partitioned=True,
    columns=(
        Column("name", "string", "Name."),
        Column("won", "int", "Won."),
        Column("share", "float", "Share."),
        Column("day", "date", "Day."),
        Column("at", "timestamp", "Moment."),
        Column("flag", "bool", "Flag."),
        Column("ids", "strings", "Ids."),
    ),
)
ROW = {
    "name": "가",
    "won": 2**53 + 1,
    "share": 0.5,
    "day": date(2026, 11, 2),
    "at": datetime(2026, 11, 2, 6, tzinfo=UTC),
    "flag": True,
    "ids": ["a", "b"],
}


def frame(*rows: dict[str, object]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=SAMPLE.column_names, dtype=object)


def test_values_and_nulls_survive_the_round_trip(tmp_path: Path) -> None:
    storage = Storage(str(tmp_path))
    nulls = dict.fromkeys(ROW)
    storage.publish(SAMPLE, frame(ROW, nulls), "2026-11-02")
    back = storage.read(SAMPLE, "2026-11-02")
    assert back.loc[0, "won"] == 2**53 + 1
    assert list(back.loc[0, "ids"]) == ["a", "b"]
    assert to_arrow(SAMPLE, back).to_pylist() == [ROW, nulls]


def test_all_days_are_read_in_order(tmp_path: Path) -> None:
    storage = Storage(str(tmp_path))
    for day in ("2026-11-03", "2026-11-02"):
        storage.publish(SAMPLE, frame({**ROW, "name": day}), day)
    assert list(storage.read(SAMPLE)["name"]) == ["2026-11-02", "2026-11-03"]
    assert storage.partitions(SAMPLE) == ["2026-11-02", "2026-11-03"]


def test_unpublished_table_is_empty_with_its_schema(tmp_path: Path) -> None:
    empty = Storage(str(tmp_path / "none")).read(SAMPLE)
    assert list(empty.columns) == SAMPLE.column_names
    assert empty.empty


def test_same_content_changes_no_byte(tmp_path: Path) -> None:
    storage = Storage(str(tmp_path))
    assert storage.publish(SAMPLE, frame(ROW), "2026-11-02")
    file = tmp_path / "stage/sample/2026-11-02.parquet"
    before = file.stat().st_mtime_ns
    assert not storage.publish(SAMPLE, frame(ROW), "2026-11-02")
    assert file.stat().st_mtime_ns == before


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (frame(ROW).drop(columns="won"), r"missing columns \['won'\]"),
        (frame(ROW).assign(more=1), r"undeclared columns \['more'\]"),
        (frame({**ROW, "won": "many"}), r"stage/sample.won: does not fit int64"),
        (frame({**ROW, "won": 2**70}), r"stage/sample.won: does not fit int64"),
    ],
)
def test_schema_is_enforced(bad: pd.DataFrame, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        to_arrow(SAMPLE, bad)


def test_older_file_without_a_newer_column_reads_as_null(tmp_path: Path) -> None:
    older = Table(SAMPLE.key, "a row", "Older.", SAMPLE.columns[:2], ("name",), True)
    storage = Storage(str(tmp_path))
    storage.publish(older, frame(ROW)[["name", "won"]], "2026-11-02")
    assert storage.read(SAMPLE, "2026-11-02")["day"].isna().all()


def test_unwritable_root_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "stage").write_text("a file where a folder should be")
    with pytest.raises(StorageError, match="CLUSTER_ASSETS_DATA"):
        Storage(str(tmp_path)).publish(SAMPLE, frame(ROW), "2026-11-02")


def test_object_store_url(tmp_path: Path) -> None:
    storage = Storage("memory://cluster-assets-test")
    storage.publish(SAMPLE, frame(ROW), "2026-11-02")
    assert to_frame(storage.read_arrow(SAMPLE)).loc[0, "name"] == "가"
    with pytest.raises(StorageError, match="not local"):
        storage.local("x")


WRITER = textwrap.dedent(
    """
    import sys
    from cluster_assets.storage import Storage
    storage, version = Storage(sys.argv[1]), 0
    while True:
        version += 1
        storage.write_bytes(bytes([version % 251]) * 3_000_000, "stage", "big.bin")
        if version == 1:
            print("ready", flush=True)
    """
)


@pytest.mark.parametrize("delay", [0.0, 0.013, 0.041, 0.1])
def test_kill_during_the_write_leaves_a_whole_version(tmp_path: Path, delay: float) -> None:
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout is not None
    assert writer.stdout.readline() == "ready\n"
    time.sleep(delay)
    os.kill(writer.pid, signal.SIGKILL)
    writer.wait()
    data = Storage(str(tmp_path)).read_bytes("stage", "big.bin")
    assert len(data) == 3_000_000
    assert len(set(data)) == 1


def test_files_of_an_older_version_are_removed_below_their_folder_only(tmp_path: Path) -> None:
    storage = Storage(str(tmp_path))
    for path in ("site/index.html", "site/data/old.json", "site/.index.html.tmp", "site2/a.html"):
        storage.write_bytes(b"x", path)
    assert storage.remove_others("site", keep={"site/index.html"}) == ["site/data/old.json"]
    left = sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file())
    assert left == ["site/.index.html.tmp", "site/index.html", "site2/a.html"]
    assert storage.remove_others("none", keep=()) == []
