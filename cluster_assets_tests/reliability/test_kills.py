"""SIGKILL at each boundary of every kind of write: old or new, never half; and on from there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from cluster_assets.cache import PageCache, key_of
from cluster_assets.capture.sources import load_sources
from cluster_assets.faults import PLACES
from cluster_assets.ledger import read_ledger
from cluster_assets.storage import Storage
from cluster_assets_tests.reliability import works
from cluster_assets_tests.reliability.forks import KILLED, Forks
from cluster_assets_tests.small_days import published_hashes

WORKS = works.__name__
FILE_PLACES = tuple(p for p in PLACES if p.endswith(("-write", "-sync", "-rename")))
WARC_PLACES = ("warc-before", "warc-half", "warc-after")


@pytest.fixture(scope="module")
def forks() -> Iterator[Forks]:
    with Forks(WORKS, "cluster_assets.commands.source") as started:
        yield started


def visible(root: Path) -> list[str]:
    """Files that a reader would look at."""
    return sorted(f.name for f in root.rglob("*") if f.is_file() and not f.name.startswith("."))


def whole(root: Path) -> dict[str, str]:
    """Hashes of what readers look at; DuckDB files differ even where their contents do not."""
    left_out = (".tmp", ".duckdb", "report/warehouse.parquet")  # the last one tells the file's hash
    return {p: h for p, h in published_hashes(root).items() if not p.endswith(left_out)}


def test_every_place_is_tested() -> None:
    assert len(FILE_PLACES) == 5
    assert {*FILE_PLACES, *WARC_PLACES, "warc-cut", "cache-batch", "cache-after"} | {
        "clean-page",
        "extract-page",
    } == set(PLACES)


@pytest.mark.parametrize("place", FILE_PLACES)
@pytest.mark.parametrize("old", ["", "old"])
def test_file_is_the_old_or_the_new_one(forks: Forks, tmp_path: Path, place: str, old: str) -> None:
    if old:
        works.write_file(str(tmp_path), old)
    done = forks.run(f"{WORKS}:write_file", str(tmp_path), "new", fault=f"kill:{place}")
    assert done.code == KILLED
    expected = "new" if place == "after-rename" else old
    assert visible(tmp_path) == (["file.bin"] if expected else [])
    if expected:
        stored = Storage(str(tmp_path)).read_bytes("stage", "file.bin")
        assert stored == expected.encode() * 1000
    works.write_file(str(tmp_path), "next")
    assert Storage(str(tmp_path)).read_bytes("stage", "file.bin") == b"next" * 1000


@pytest.mark.parametrize("place", FILE_PLACES)
def test_ledger_holds_all_decisions_of_a_command_or_none(
    forks: Forks, tmp_path: Path, place: str
) -> None:
    storage = Storage(str(tmp_path))
    works.decide(str(tmp_path), "first")
    done = forks.run(f"{WORKS}:decide", str(tmp_path), "second", "third", fault=f"kill:{place}")
    assert done.code == KILLED
    kept = ["first", *(["second", "third"] if place == "after-rename" else [])]
    assert [r["reason"].partition(",")[0] for r in read_ledger(storage)] == kept
    works.decide(str(tmp_path), "fourth")  # the lock of the dead is free
    assert [r["reason"].partition(",")[0] for r in read_ledger(storage)] == [*kept, "fourth"]


@pytest.mark.parametrize("place", ["before-write", "half-write", "after-sync", "after-rename"])
def test_sources_are_the_old_or_the_new_ones(
    forks: Forks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    monkeypatch.setenv("CLUSTER_ASSETS_SEEDS", str(tmp_path))
    path = tmp_path / "sources.yaml"
    path.write_text("start_date: 2026-11-02\nsources:\n  - {name: a, kind: folder, path: p}\n")
    path.chmod(0o640)
    done = forks.run(
        f"{WORKS}:add_source", "b", fault=f"kill:{place}", CLUSTER_ASSETS_SEEDS=str(tmp_path)
    )
    assert done.code == KILLED
    names = [s.name for s in load_sources(path).entries]
    assert names == (["a", "b"] if place == "after-rename" else ["a"])
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(("fault", "stored"), [("cache-batch:2", 500), ("cache-after:2", 600)])
def test_cache_holds_whole_batches(forks: Forks, tmp_path: Path, fault: str, stored: int) -> None:
    path = tmp_path / "clean.sqlite"
    arguments = (f"{WORKS}:remember", str(path))
    assert forks.run(*arguments, "0").code == 0
    assert forks.run(*arguments, "600", fault=f"kill:{fault}").code == KILLED
    store = PageCache(path)
    found = store.get([key_of(n) for n in range(1200)])
    assert found == {key_of(n): [n] for n in range(600 + stored)}
    assert forks.run(*arguments, "600").code == 0
    assert len(store.get([key_of(n) for n in range(1200)])) == 1200


@pytest.fixture(scope="module")
def captured(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What a capture that nothing disturbs comes to, as hashes."""
    root = tmp_path_factory.mktemp("captured")
    works.folder(root)
    works.capture(str(root))
    return published_hashes(root)


@pytest.mark.parametrize("place", WARC_PLACES)
@pytest.mark.parametrize("number", range(1, works.PAGES + 2))
def test_capture_goes_on_from_where_it_was_killed(
    forks: Forks, tmp_path: Path, captured: dict[str, str], place: str, number: int
) -> None:
    works.folder(tmp_path)
    capture = (f"{WORKS}:capture", str(tmp_path))
    assert forks.run(*capture, fault=f"kill:{place}:{number}").code == KILLED
    cut = forks.run(*capture, fault="kill:warc-cut").code  # killed once more, when mending
    assert cut == (KILLED if place == "warc-half" else 0)
    assert forks.run(*capture).code == 0
    assert published_hashes(tmp_path) == captured


@pytest.fixture(scope="module")
def reports() -> Iterator[Forks]:
    with Forks(WORKS, "cluster_assets.report.file_steps") as started:
        yield started


def test_reports_are_whole_after_each_kill_and_the_next_run_completes_them(
    reports: Forks, tmp_path: Path
) -> None:
    """Warehouse, package and site: a kill at any file leaves each a version one can open."""
    publish = f"{WORKS}:publish_reports"
    root, calm = tmp_path / "root", tmp_path / "calm"
    assert reports.run(publish, str(root), "first").code == 0
    assert reports.run(publish, str(calm), "second").code == 0
    before = whole(root)
    changed = {p for p, h in whole(calm).items() if before[p] != h} | {"warehouse.duckdb"}
    assert {"report/site/index.html", "report/package/datapackage.json"} <= changed
    killed = 0
    for place in FILE_PLACES:  # each kill at one more file, as `after-rename` lets files through
        for fault in (f"kill:{place}", "kill:after-rename"):
            done = reports.run(publish, str(root), "second", fault=fault)
            killed += done.code == KILLED
            assert done.code in (KILLED, 0), done.output
            with duckdb.connect(str(root / "warehouse.duckdb"), read_only=True) as warehouse:
                found = warehouse.execute("SELECT measure FROM report_quality").fetchall()
            assert found in ([("first",)], [("second",)])
            assert (root / "report/site/index.html").read_text("utf-8").endswith("</html>")
    assert killed >= len(changed)
    assert reports.run(publish, str(root), "second").code == 0
    assert whole(root) == whole(calm)
