"""A full disk, and a data root that may only be read: clear errors, and nothing half-written."""

from __future__ import annotations

import ctypes
import fcntl
import logging
import resource
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from cluster_assets import faults
from cluster_assets.cache import PageCache, key_of
from cluster_assets.capture.warc_file import LandingError
from cluster_assets.extract.tables import MONEY_FACTS
from cluster_assets.ledger import ledger_path, read_ledger
from cluster_assets.storage import Storage, StorageError
from cluster_assets_tests.conftest import Published
from cluster_assets_tests.reliability import works
from cluster_assets_tests.reliability.forks import Forks
from cluster_assets_tests.small_days import published_hashes


@pytest.fixture(autouse=True)
def _no_faults_left() -> Iterator[None]:
    yield
    faults.set_plans("")


def files(root: Path) -> list[str]:
    return sorted(p.name for p in root.rglob("*") if p.is_file())


@pytest.mark.parametrize("place", ["before-write", "half-write", "after-write", "after-sync"])
@pytest.mark.parametrize("error", ["ENOSPC", "EIO", "EROFS", "EDQUOT"])
def test_write_that_fails_leaves_the_old_file_alone(tmp_path: Path, place: str, error: str) -> None:
    works.write_file(str(tmp_path), "old")
    faults.set_plans(f"{error}:{place}")
    with pytest.raises(StorageError, match=r"CLUSTER_ASSETS_DATA.* the disk has room"):
        works.write_file(str(tmp_path), "new")
    assert files(tmp_path) == ["file.bin"]
    assert Storage(str(tmp_path)).read_bytes("stage", "file.bin") == b"old" * 1000
    works.write_file(str(tmp_path), "new")  # the disk has room again


def test_decision_that_finds_no_room_leaves_the_ledger_alone(tmp_path: Path) -> None:
    works.decide(str(tmp_path), "first")
    faults.set_plans("ENOSPC:half-write")
    with pytest.raises(StorageError, match="Cannot write the corrections ledger"):
        works.decide(str(tmp_path), "second")
    assert len(read_ledger(Storage(str(tmp_path)))) == 1


def test_cache_that_finds_no_room_stops_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store = PageCache(tmp_path / "c.sqlite", logging.getLogger("test"))
    store.put([(key_of("old"), 1)])
    faults.set_plans("ENOSPC:cache-batch")
    store.put([(key_of("new"), 2)])
    assert "No space left" in caplog.text
    assert PageCache(store.path).get([key_of("old"), key_of("new")]) == {key_of("old"): 1}


def test_capture_that_finds_no_room_goes_on_when_there_is_some(tmp_path: Path) -> None:
    calm = tmp_path / "calm"
    works.folder(calm)
    works.capture(str(calm))
    works.folder(tmp_path / "full")
    for number in (1, 2, 3):  # each time one record more finds room
        faults.set_plans(f"ENOSPC:warc-half:{number}")
        with pytest.raises(LandingError, match="the disk has room"):
            works.capture(str(tmp_path / "full"))
    faults.set_plans("")
    works.capture(str(tmp_path / "full"))
    assert published_hashes(tmp_path / "full") == published_hashes(calm)


def test_capture_does_not_wait_for_ever_for_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    works.folder(tmp_path)
    works.capture(str(tmp_path))
    before = published_hashes(tmp_path)
    (archive,) = (tmp_path / "data/capture/warc").rglob("*.warc.gz")
    monkeypatch.setattr("cluster_assets.capture.warc_file.LOCK_SECONDS", 0.1)
    with archive.open("rb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(LandingError, match="another capture has held it"):
            works.capture(str(tmp_path))
    works.capture(str(tmp_path))
    assert published_hashes(tmp_path) == before


def write_limited(root: str) -> None:
    """A write beyond what this process may put into a file: as on a disk that is full."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
    Storage(root).write_bytes(b"x" * 100_000, "stage", "file.bin")


def without_powers(function: str, *arguments: str) -> object:
    """A function with none of root's powers to pass over permissions."""
    import pkgutil

    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    nothing = (ctypes.c_uint32 * 6)()
    if ctypes.CDLL(None, use_errno=True).capset(header, nothing) != 0:
        raise OSError(ctypes.get_errno(), "capset")
    return pkgutil.resolve_name(function)(*arguments)


@pytest.fixture(scope="module")
def forks() -> Iterator[Forks]:
    with Forks(__name__, "cluster_assets.commands.trace", "cluster_assets.commands.report") as made:
        yield made


def test_disk_quota_of_the_system_is_a_clear_error(forks: Forks, tmp_path: Path) -> None:
    works.write_file(str(tmp_path), "old")
    done = forks.run(f"{__name__}:write_limited", str(tmp_path))
    assert done.code == 70
    assert "StorageError: Cannot write" in done.output
    assert files(tmp_path) == ["file.bin"]
    assert Storage(str(tmp_path)).read_bytes("stage", "file.bin") == b"old" * 1000


def test_read_only_data_root_can_be_read_and_says_why_it_cannot_be_written(
    forks: Forks, published: Published, tmp_path: Path
) -> None:
    root = tmp_path / "읽기 전용"
    shutil.copytree(published.root, root)
    for path in [root, *root.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    before, env = published_hashes(root), {"CLUSTER_ASSETS_DATA": str(root)}
    fact = published.frame(MONEY_FACTS).iloc[0]
    powerless, cli = f"{__name__}:without_powers", f"{works.__name__}:cli"
    try:
        traced = forks.run(powerless, cli, "trace", fact["fact_id"], **env)
        assert traced.code == 0, traced.output
        assert fact["evidence"] in traced.output
        known = forks.run(powerless, cli, "report", "--as-of", "2026-11-04", **env)
        assert known.code == 0, known.output
        reject = ("review", "reject", fact["fact_id"], "--by", "Kim", "--reason", "no")
        refused = forks.run(powerless, cli, *reject, **env)
        assert refused.code == 1
        assert "Cannot write the corrections ledger" in refused.output
        written = forks.run(powerless, f"{works.__name__}:write_file", str(root), "x")
        assert "Check that CLUSTER_ASSETS_DATA names a folder that this user may" in written.output
        assert published_hashes(root) == before
        assert not ledger_path(Storage(str(root))).exists()  # type: ignore[union-attr]
    finally:
        for path in [root, *root.rglob("*")]:
            path.chmod(0o755)
