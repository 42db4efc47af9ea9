"""No name from settings, the command line, a page or a stored table leads out of its folder."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluster_assets.capture.sources import SourceError, parse_sources
from cluster_assets.capture.warc_file import warc_name
from cluster_assets.commands.backfill import days_between
from cluster_assets.commands.capture import capture, rebuild_index
from cluster_assets.report.evidence import safe_name
from cluster_assets.runner import run_pipeline
from cluster_assets.storage import Storage, StorageError
from cluster_assets_tests.small_days import use, write_project

HOSTILE = (
    "..",
    "../x",
    "../../etc/passwd",
    "/etc/passwd",
    "a/b",
    "a\\b",
    "..%2fx",
    "a\0b",
    "a\nb",
    ".hidden",
    "a.b",
    "~root",
    "$(id)",
    "가" * 90,  # too long for a file name
)


@pytest.mark.parametrize("name", HOSTILE)
def test_source_name_is_a_plain_file_name(name: str) -> None:
    quoted = name.encode("unicode_escape").decode().replace('"', '\\"')
    text = f'start_date: 2026-11-02\nsources:\n  - {{name: "{quoted}", kind: folder, path: p}}\n'
    with pytest.raises(SourceError):
        parse_sources(text, Path("/p/seeds/sources.yaml"))


@given(st.text(min_size=1))
def test_every_source_name_that_is_accepted_stays_in_its_folder(name: str) -> None:
    try:
        (source,) = parse_sources(
            f"start_date: 2026-11-02\nsources: [{{name: {name!r}, kind: folder, path: p}}]",
            Path("/p/seeds/sources.yaml"),
        ).entries
    except SourceError:
        return
    path = warc_name("2026-11-02", source.name)
    assert re.fullmatch(r"capture/warc/2026-11-02/[\w-]+\.warc\.gz", path)
    assert len(path.encode()) < 255


@pytest.mark.parametrize("part", ["..", "../x", "x/../../y", "stage/.."])
def test_storage_reads_and_writes_below_its_root_only(tmp_path: Path, part: str) -> None:
    storage = Storage(str(tmp_path / "data"))
    (tmp_path / "x").write_text("secret")
    for work in (
        lambda: storage.read_bytes(part),
        lambda: storage.write_bytes(b"", "stage", part),
        lambda: storage.local(part),
        lambda: storage.exists(part),
    ):
        with pytest.raises(StorageError, match="leads out of"):
            work()
    assert storage.path("a..b", "c...parquet").endswith("/a..b/c...parquet")


@pytest.mark.parametrize("day", ["../2026-11-02", "2026-11-02/..", "*", "", "2026-11-02\0"])
def test_day_is_a_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    use(monkeypatch, write_project(tmp_path, ("2026-11-02",), pages=1))
    works = [lambda: rebuild_index(day), lambda: days_between(day, day)]
    works += [lambda: run_pipeline(days=[day]), lambda: capture(day)] if day else []
    for work in works:
        with pytest.raises(ValueError, match=r"day|No WARC"):
            work()
    assert not (tmp_path / "data").exists()


@given(st.text())
def test_name_of_an_evidence_page_is_a_plain_file_name(page_id: str) -> None:
    assert re.fullmatch(r"[0-9A-Za-z_-]{0,80}", safe_name(page_id))
