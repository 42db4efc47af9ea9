"""Backfill and reprocess over small days: what runs, what does not, and what is said."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pyarrow as pa
import pytest

from cluster_assets.clean.tables import ARTICLES
from cluster_assets.commands.backfill import backfill, days_between
from cluster_assets.commands.reprocess import reprocess
from cluster_assets.extract.tables import FIGURES
from cluster_assets.partitions import DAILY
from cluster_assets.runner import run_pipeline
from cluster_assets.storage import Storage
from cluster_assets_tests.small_days import published_hashes, use, write_project

DAYS = ("2026-11-02", "2026-11-03")
pytestmark = pytest.mark.timeout(1200)


def test_span_is_every_day_of_it() -> None:
    assert days_between("2026-11-02", "2026-11-04") == ["2026-11-02", "2026-11-03", "2026-11-04"]
    assert days_between("2026-11-03", "2026-11-03") == ["2026-11-03"]
    last = DAILY.get_last_partition_key() or ""
    assert days_between("2026-11-02", last)[-1] == last


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2026-11-04", "2026-11-02", "lies before"),
        ("2026-11-01", "2026-11-02", "start_date"),
        ("2026-11-02", "2999-01-01", "run from 2026-11-02"),
        ("2026-13-01", "2026-11-02", "is no day"),
        ("yesterday", "2026-11-02", "is no day"),
        ("20261102", "2026-11-03", "write it as 2026-11-02"),
        ("2026-11-02", "", "is no day"),
    ],
)
def test_wrong_span_is_explained(first: str, last: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        days_between(first, last)


@pytest.fixture(scope="module")
def projects(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Path]]:
    """The same pages, once run day by day and once by a backfill."""
    roots = {name: tmp_path_factory.mktemp(name) for name in ("single", "span")}
    patch = pytest.MonkeyPatch()
    try:
        use(patch, write_project(roots["single"], DAYS, pages=2))
        assert [run_pipeline(days=[day]) for day in DAYS] == [0, 0]
        use(patch, write_project(roots["span"], DAYS, pages=2))
        assert backfill(DAYS[0], DAYS[-1]) == 0
        yield roots
    finally:
        patch.undo()


@pytest.fixture
def span(projects: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """The backfilled project, in use; returns its data root."""
    root = projects["span"]
    monkeypatch.setenv("CLUSTER_ASSETS_SEEDS", str(root / "seeds"))
    monkeypatch.setenv("CLUSTER_ASSETS_DATA", str(root / "data"))
    monkeypatch.setenv("DAGSTER_HOME", str(root / "home"))
    return root / "data"


def runs_of(day: str, key: str) -> int:
    """How often a table was made for a day."""
    with dg.DagsterInstance.get() as instance:
        wanted = dg.AssetRecordsFilter(dg.AssetKey(key.split("/")), asset_partitions=[day])
        return len(instance.fetch_materializations(wanted, limit=100).records)


@pytest.mark.slow
def test_backfill_equals_single_runs(projects: dict[str, Path]) -> None:
    single, span = (published_hashes(projects[n] / "data") for n in ("single", "span"))
    assert {f for f in single if single[f] != span.get(f)} == set()
    assert set(single) == set(span)


@pytest.mark.slow
def test_finished_days_are_skipped(span: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert backfill(DAYS[0], DAYS[-1]) == 0
    assert "Nothing was new" in capsys.readouterr().out
    assert runs_of(DAYS[0], ARTICLES.name) == 1


@pytest.mark.slow
def test_reprocess_runs_the_stale_stage_only(
    span: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = published_hashes(span)
    storage = Storage()
    old = storage.read(FIGURES, DAYS[0]).assign(rules_version="2020.01.01")
    storage.publish(FIGURES, old, DAYS[0])
    assert reprocess(dry_run=True) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "rules 2020.01.01 (1 day)" in said
    assert "By earlier runs about" in said
    assert runs_of(DAYS[0], FIGURES.name) == 1
    assert reprocess(assume_yes=True) == 0
    assert published_hashes(span) == before
    counts = [runs_of(d, t.name) for d in DAYS for t in (ARTICLES, FIGURES)]
    assert counts == [1, 2, 1, 1]
    capsys.readouterr()
    assert reprocess(dry_run=True) == 0
    assert "made by the present rules" in capsys.readouterr().out
    assert run_pipeline() == 0
    assert "Nothing was new" in capsys.readouterr().out


@pytest.mark.slow
def test_stop_is_no_failed_day(span: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = published_hashes(span)
    read, asked = Storage.read_arrow, []

    def stopped(self: Storage, *arguments: object, **options: object) -> pa.Table:
        asked.append(arguments)
        signal.raise_signal(signal.SIGTERM)
        return read(self, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Storage, "read_arrow", stopped)
    with pytest.raises(KeyboardInterrupt):
        backfill(DAYS[0], DAYS[-1], force=True)
    assert len(asked) == 1
    assert published_hashes(span) == before


@pytest.mark.slow
def test_failed_day_stops_no_other(
    span: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "data"
    shutil.copytree(span, data)
    monkeypatch.setenv("CLUSTER_ASSETS_DATA", str(data))
    (archive,) = (data / "capture/warc" / DAYS[0]).glob("*.warc.gz")
    archive.write_bytes(b"no WARC file at all")
    before = published_hashes(data)
    assert backfill(DAYS[0], DAYS[-1], force=True) == 1
    said = " ".join(capsys.readouterr().out.split())
    assert f"FAILED {DAYS[0]}" in said
    assert f"FAILED {DAYS[1]}" not in said
    after = published_hashes(data)
    assert {f for f in before if before[f] != after[f] and DAYS[0] in f} <= {
        archive.relative_to(data).as_posix()
    }
    assert (data / "report/commitments.parquet").exists()
