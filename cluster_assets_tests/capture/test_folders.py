"""Folders: what is new is landed, what was landed stays, every file gets one outcome."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from cluster_assets.capture import folders
from cluster_assets.capture.folders import land_folder
from cluster_assets.capture.index import index_day
from cluster_assets.capture.sources import FolderSource, seoul_day
from cluster_assets.capture.warc import WarcError, declared_charset, read_page, read_warc
from cluster_assets.storage import Storage

DAY = date(2026, 11, 2)
STAMP = datetime(2026, 11, 1, 21, tzinfo=UTC)  # 06:00 on the 2nd in Seoul


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    (folder / "깊은 곳").mkdir(parents=True)
    (folder / "a.html").write_bytes(b"<meta charset=EUC-KR><p>one</p>")
    (folder / "깊은 곳" / "b.HTM").write_bytes("<p>둘</p>".encode("cp949"))
    (folder / "notes.txt").write_text("no page")
    return folder


@pytest.fixture
def storage(tmp_path: Path) -> Storage:
    return Storage(str(tmp_path / "data root"))


def run(folder: Path, storage: Storage, day: date = DAY) -> list[dict[str, Any]]:
    land_folder(storage, FolderSource("test", folder, STAMP), day)
    return index_day(storage, day.isoformat())


def test_pages_are_landed_and_found_again_by_offset(folder: Path, storage: Storage) -> None:
    rows = run(folder, storage)
    assert [r["outcome"] for r in rows] == ["captured", "captured"]
    assert rows[0]["declared_charset"] == "euc-kr"
    for row in rows:
        page = read_page(storage.read_bytes(row["warc_file"]), row["warc_offset"])
        assert page.page_id == row["page_id"]
        assert page.url == row["url"]
        assert page.captured_at == STAMP


def test_second_run_writes_nothing(folder: Path, storage: Storage) -> None:
    first = run(folder, storage)
    data = storage.read_bytes(first[0]["warc_file"])
    assert run(folder, storage) == first
    assert storage.read_bytes(first[0]["warc_file"]) == data


def test_same_pages_give_the_same_bytes(folder: Path, storage: Storage, tmp_path: Path) -> None:
    other = Storage(str(tmp_path / "other"))
    name = run(folder, storage)[0]["warc_file"]
    run(folder, other)
    assert storage.read_bytes(name) == other.read_bytes(name)


def test_object_store_gets_the_same_file(folder: Path, storage: Storage) -> None:
    remote = Storage("memory://folders-test")
    name = run(folder, storage)[0]["warc_file"]
    assert run(folder, remote) == run(folder, storage)
    (folder / "c.html").write_bytes(b"<p>three</p>")
    assert run(folder, remote) == run(folder, storage)
    assert remote.read_bytes(name) == storage.read_bytes(name)


def test_landed_pages_stay_when_their_files_go(folder: Path, storage: Storage) -> None:
    first = run(folder, storage)
    (folder / "a.html").unlink()
    (folder / "c.html").write_bytes(b"<p>three</p>")
    later = run(folder, storage)
    assert [r["page_id"] for r in later[:2]] == [r["page_id"] for r in first]
    assert len(later) == 3


def test_same_bytes_twice_are_one_capture_and_one_duplicate(folder: Path, storage: Storage) -> None:
    (folder / "copy.html").write_bytes((folder / "a.html").read_bytes())
    outcomes = [r["outcome"] for r in run(folder, storage)]
    assert sorted(outcomes) == ["captured", "captured", "duplicate"]


def test_oversized_file_is_indexed_but_not_landed(
    folder: Path, storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "MAX_LANDED_BYTES", 20)
    rows = {Path(r["url"]).name: r for r in run(folder, storage)}
    assert rows["a.html"]["outcome"] == "too_large"
    assert rows["a.html"]["warc_file"] is None
    assert rows["a.html"]["byte_count"] == (folder / "a.html").stat().st_size
    assert rows["b.HTM"]["outcome"] == "captured"


def test_other_days_and_missing_folders_give_nothing(folder: Path, storage: Storage) -> None:
    assert run(folder, storage, date(2026, 11, 3)) == []
    assert run(folder / "none", storage) == []
    assert not Path(storage.path("capture")).exists()


def test_file_time_decides_the_day_without_captured_at(folder: Path) -> None:
    for file in folder.rglob("*.*"):
        os.utime(file, (STAMP.timestamp(), STAMP.timestamp()))
    source = FolderSource("inbox", folder)
    assert {seoul_day(stamp) for _, stamp in source.files_of(DAY)} == {DAY}


def test_broken_warc_says_so(folder: Path, storage: Storage) -> None:
    rows = run(folder, storage)
    data = bytearray(storage.read_bytes(rows[0]["warc_file"]))
    assert len(read_warc(bytes(data))) == 2
    with pytest.raises(WarcError, match="offset 7"):
        read_page(bytes(data), 7)
    with pytest.raises(WarcError, match="broken"):
        read_warc(bytes(data[:200]) + b"garbage" * 9 + bytes(data[200:]))


@pytest.mark.parametrize(
    ("raw", "charset"),
    [(b'<meta charset="UTF-8">', "utf-8"), (b"charset = euc-kr", "euc-kr"), (b"<p>", None)],
)
def test_declared_charset(raw: bytes, charset: str | None) -> None:
    assert declared_charset(raw) == charset
