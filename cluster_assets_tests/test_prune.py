"""Pruning: what only grows goes, what tells about published data stays."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg
import pytest

from cluster_assets.cache import PageCache, key_of, open_cache
from cluster_assets.commands.prune import prune, prune_runs, runs_in_use
from cluster_assets.storage import Storage

LATER = timedelta(minutes=1)
DAYS = dg.StaticPartitionsDefinition(["one", "two"])


@dg.asset(partitions_def=DAYS)
def made_by_day() -> None:
    print("made")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CLUSTER_ASSETS_DATA", str(tmp_path / "data"))
    (tmp_path / "home").mkdir()
    (tmp_path / "home/dagster.yaml").write_text("telemetry: {enabled: false}\n")
    return tmp_path / "home"


@pytest.fixture
def instance(home: Path) -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.get() as found:
        yield found


def run(instance: dg.DagsterInstance, day: str) -> str:
    return dg.materialize([made_by_day], instance=instance, partition_key=day).run_id


def test_latest_run_of_every_day_stays(instance: dg.DagsterInstance, home: Path) -> None:
    old, other, new = run(instance, "one"), run(instance, "two"), run(instance, "one")
    assert runs_in_use(instance) == {other, new}
    limit = datetime.now(UTC) + LATER
    planned = prune_runs(instance, home, limit, dry_run=True)
    assert instance.has_run(old)
    assert planned["run records and events"].items == 1
    assert planned["run records and events"].size > 0
    prune_runs(instance, home, limit, dry_run=False)
    assert [instance.has_run(r) for r in (old, other, new)] == [False, True, True]
    assert not (home / "history/runs" / f"{old}.db").exists()
    key = dg.AssetKey("made_by_day")
    assert set(instance.get_materialized_partitions(key)) == {"one", "two"}


def test_young_and_unfinished_runs_stay(instance: dg.DagsterInstance, home: Path) -> None:
    old, new = run(instance, "one"), run(instance, "one")
    queued = instance.create_run_for_job(
        dg.Definitions(assets=[made_by_day]).resolve_implicit_global_asset_job_def(),
        status=dg.DagsterRunStatus.STARTED,
    )
    prune_runs(instance, home, datetime.now(UTC) - timedelta(days=1), dry_run=False)
    assert instance.has_run(old)
    prune_runs(instance, home, datetime.now(UTC) + LATER, dry_run=False)
    assert [instance.has_run(r) for r in (old, new, queued.run_id)] == [False, True, True]


def write(path: Path, age_days: float) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x" * 2048)
    moment = time.time() - age_days * 86400
    os.utime(path, (moment, moment))
    return path


def test_pages_and_published_data_are_never_touched(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    storage = Storage()
    data = Path(storage.base)
    names = (
        "capture/warc/2020-01-01/a.warc.gz",
        "clean/articles/2020-01-01.parquet",
        "report/commitments.parquet",
        "warehouse.duckdb",
        "corrections.csv",
        "_state/run.json",
        "inbox/old.html",
    )
    kept = [write(data / name, 4000) for name in names]
    gone = [
        write(data / "quarantine/clean/articles/2020-01-01.parquet", 40),
        write(data / "_cache/clean-0123456789abcdef.sqlite", 0),
        write(data / "clean/articles/.2026-11-02.parquet.0a.tmp", 2),
    ]
    kept.append(write(data / "quarantine/clean/articles/2026-11-02.parquet", 10))
    kept.append(write(data / "clean/articles/.2026-11-03.parquet.0b.tmp", 0))
    kept.append(write(data / "_cache/note.txt", 4000))
    present = open_cache(storage, "clean")
    assert isinstance(present, PageCache)
    present.put([(key_of("page"), 1)])
    kept.append(present.path)
    assert prune(days=30, dry_run=True) == 0
    assert "would be removed" in capsys.readouterr().out
    assert all(p.exists() for p in [*kept, *gone])
    assert prune(days=30) == 0
    assert [p for p in kept if not p.exists()] == []
    assert [p for p in gone if p.exists()] == []
