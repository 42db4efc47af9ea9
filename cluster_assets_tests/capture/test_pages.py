"""Capture: what is new is landed, what was landed stays, every file gets one outcome."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from cluster_assets.capture import pages as capture
from cluster_assets.capture.pages import capture_source, declared_charset, mark_duplicates
from cluster_assets.capture.sources import FolderSource, SourceError, load_sources, seoul_day
from cluster_assets.capture.warc import WarcError, read_page, read_warc

DAY = date(2026, 11, 2)
STAMP = datetime(2026, 11, 1, 21, tzinfo=UTC)  # 06:00 on the 2nd in Seoul


class Files:
    """A data root in memory."""

    def __init__(self) -> None:
        self.stored: dict[str, bytes] = {}
        self.writes = 0

    def read(self, name: str) -> bytes | None:
        return self.stored.get(name)

    def write(self, name: str, data: bytes) -> None:
        self.stored[name] = data
        self.writes += 1


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "깊은 곳").mkdir()
    (tmp_path / "a.html").write_bytes(b"<meta charset=EUC-KR><p>one</p>")
    (tmp_path / "깊은 곳" / "b.HTM").write_bytes("<p>둘</p>".encode("cp949"))
    (tmp_path / "notes.txt").write_text("no page")
    return tmp_path


def run(folder: Path, files: Files) -> list[capture.Row]:
    source = FolderSource("test", folder, STAMP)
    return mark_duplicates(capture_source(source, DAY, read=files.read, write=files.write))


def test_pages_are_landed_and_found_again_by_offset(folder: Path) -> None:
    files = Files()
    rows = run(folder, files)
    assert [r["outcome"] for r in rows] == ["captured", "captured"]
    assert rows[0]["declared_charset"] == "euc-kr"
    for row in rows:
        page = read_page(files.stored[row["warc_file"]], row["warc_offset"])
        assert page.page_id == row["page_id"]
        assert page.url == row["url"]
        assert page.captured_at == STAMP


def test_second_run_writes_nothing(folder: Path) -> None:
    files = Files()
    first = run(folder, files)
    assert run(folder, files) == first
    assert files.writes == 1


def test_landed_pages_stay_when_their_files_go(folder: Path) -> None:
    files = Files()
    first = run(folder, files)
    (folder / "a.html").unlink()
    (folder / "c.html").write_bytes(b"<p>three</p>")
    later = run(folder, files)
    assert [r["page_id"] for r in later[:2]] == [r["page_id"] for r in first]
    assert len(later) == 3


def test_same_bytes_twice_are_one_capture_and_one_duplicate(folder: Path) -> None:
    (folder / "copy.html").write_bytes((folder / "a.html").read_bytes())
    outcomes = [r["outcome"] for r in run(folder, Files())]
    assert sorted(outcomes) == ["captured", "captured", "duplicate"]


def test_oversized_file_is_indexed_but_not_landed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(capture, "MAX_LANDED_BYTES", 20)
    rows = {Path(r["url"]).name: r for r in run(folder, Files())}
    assert rows["a.html"]["outcome"] == "too_large"
    assert rows["a.html"]["warc_file"] is None
    assert rows["b.HTM"]["outcome"] == "captured"


def test_other_days_and_missing_folders_give_nothing(folder: Path) -> None:
    files = Files()
    source = FolderSource("test", folder, STAMP)
    other = capture_source(source, date(2026, 11, 3), read=files.read, write=files.write)
    missing = FolderSource("test", folder / "none", STAMP)
    assert other == []
    assert capture_source(missing, DAY, read=files.read, write=files.write) == []


def test_file_time_decides_the_day_without_captured_at(folder: Path) -> None:
    for file in folder.rglob("*.*"):
        os.utime(file, (STAMP.timestamp(), STAMP.timestamp()))
    source = FolderSource("inbox", folder)
    assert {seoul_day(stamp) for _, stamp in source.files_of(DAY)} == {DAY}


def test_broken_warc_says_so(folder: Path) -> None:
    files = Files()
    run(folder, files)
    data = next(iter(files.stored.values()))
    with pytest.raises(WarcError, match="broken"):
        read_warc(data[: len(data) - 120])
    with pytest.raises(WarcError, match="offset 7"):
        read_page(data, 7)


@pytest.mark.parametrize(
    ("raw", "charset"),
    [(b'<meta charset="UTF-8">', "utf-8"), (b"charset = euc-kr", "euc-kr"), (b"<p>", None)],
)
def test_declared_charset(raw: bytes, charset: str | None) -> None:
    assert declared_charset(raw) == charset


GOOD = """
start_date: 2026-11-02
sources:
  - {name: a, kind: folder, path: pages, captured_at: 2026-11-02T06:00:00+09:00}
"""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("sources: [", "not valid YAML"),
        ("a: 1", "needs `start_date` and a list"),
        ("start_date: soon\nsources: []", "must be a date"),
        (GOOD.replace("kind: folder", "kind: ftp"), "kind must be `folder`"),
        (GOOD.replace("name: a", "name: ../a"), "letters, digits"),
        (GOOD.replace("name: a, ", ""), "needs `name`"),
        (GOOD.replace("path: pages", "path: pages, colour: red"), "unknown setting colour"),
        (GOOD + "  - {name: a, kind: folder, path: b}", "must be unique"),
    ],
)
def test_wrong_sources_are_explained(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "seeds" / "sources.yaml"
    file.parent.mkdir()
    file.write_text(text, "utf-8")
    with pytest.raises(SourceError, match=message):
        load_sources(file)


def test_sources_resolve_beside_their_project(tmp_path: Path) -> None:
    file = tmp_path / "seeds" / "sources.yaml"
    file.parent.mkdir()
    file.write_text(GOOD, "utf-8")
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "x.html").write_text("x")
    sources = load_sources(file)
    assert sources.days() == [DAY]
    assert sources.folders[0].captured_at == STAMP
