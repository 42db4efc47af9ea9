"""A worker that is killed, or never ends, costs its page at most; never the run, never a hang."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest

from cluster_assets.capture.tables import PAGES
from cluster_assets.capture.warc import page_id_of
from cluster_assets.clean import assets as clean
from cluster_assets.clean.tables import ARTICLES, REJECTS
from cluster_assets.engines.jobs import EngineError
from cluster_assets.engines.pool import (
    MAX_KILLED,
    WorkerKilledError,
    WorkerPool,
)
from cluster_assets.publishing import StepContext
from cluster_assets.storage import Storage, to_arrow, to_frame
from cluster_assets.workers import map_pages
from cluster_assets_tests.reliability import works
from cluster_assets_tests.reliability.forks import Forks
from cluster_assets_tests.reliability.poison import always_killed, work
from cluster_assets_tests.small_days import page

MOST_SECONDS = 120  # of waiting for what must not hang; a busy machine needs a fraction


@pytest.mark.timeout(MOST_SECONDS)
def test_page_that_kills_its_worker_ends_as_an_error_and_the_others_go_on(tmp_path: Path) -> None:
    arguments = [(n, "always killed", str(tmp_path)) for n in range(200)]
    results = list(map_pages(work, arguments, workers=2))
    killed = {n for n, r in enumerate(results) if isinstance(r, WorkerKilledError)}
    assert killed == {70, 140}
    assert "more memory than there is" in str(results[70])
    assert [r for n, r in enumerate(results) if n not in killed] == [
        n for n in range(200) if n not in killed
    ]


@pytest.mark.timeout(MOST_SECONDS)
def test_page_whose_worker_was_killed_by_chance_is_worked_on_again(tmp_path: Path) -> None:
    arguments = [(n, "killed once", str(tmp_path)) for n in range(200)]
    assert list(map_pages(work, arguments, workers=2)) == list(range(200))
    assert sorted(f.name for f in tmp_path.iterdir()) == ["140", "70"]


@pytest.mark.timeout(MOST_SECONDS)
def test_page_that_never_ends_is_ended(tmp_path: Path) -> None:
    with WorkerPool(2, seconds=1) as pool:
        chunks = [
            pool.submit(work, [(n, "never ends", str(tmp_path)) for n in range(start, start + 20)])
            for start in range(0, 100, 20)
        ]
        results = [result for chunk in chunks for result in pool.result(chunk)]
    assert [n for n, r in enumerate(results) if r != n] == [70]
    assert "takes longer than 1 s" in str(results[70])


@pytest.mark.timeout(MOST_SECONDS)
def test_error_that_cannot_travel_costs_its_page_alone(tmp_path: Path) -> None:
    results = list(map_pages(work, [(n, "odd error", str(tmp_path)) for n in range(100)], 2))
    assert [n for n, r in enumerate(results) if r != n] == [70]
    assert "OddError" in repr(results[70])
    assert "does not travel" in repr(results[70])


@pytest.mark.timeout(MOST_SECONDS)
def test_workers_that_are_killed_on_every_page_end_the_run_with_a_cure(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("cluster_assets.engines.pool.MAX_KILLED", 1)
    assert MAX_KILLED > 1
    with pytest.raises(EngineError, match="lower CLUSTER_ASSETS_WORKERS"):
        list(map_pages(always_killed, [(n,) for n in range(100)], workers=2))


def clean_many(root: str) -> None:
    """Clean the pages of ``root``'s index; the outcomes go to files beside it."""
    step = StepContext(Storage(root), works.DAY.isoformat(), works.QUIET)
    frames = {PAGES.name: step.storage.read(PAGES, step.partition)}
    for name, rows in clean.clean_pages(step, frames).items():
        made = pd.DataFrame(rows, columns=[*rows[0]], dtype=object)
        made.astype("string").to_parquet(Path(root) / f"{name.partition('/')[2]}.parquet")


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_one_poison_page_in_ten_thousand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One page kills whatever works on it: it alone is lost, with the reason; all else is there."""
    pages = [page(n, works.DAY.isoformat()).encode() for n in range(20)]
    pages += [f"<p>소식 {n} 없음</p>".encode() for n in range(10_000 - len(pages))]
    poison = page_id_of(pages[13])
    stored = landed(tmp_path, pages)
    settings = {"CLUSTER_ASSETS_WORKERS": "2", "CLUSTER_ASSETS_FAULT": f"kill:clean-page:={poison}"}
    with Forks(__name__, settings=settings) as forks:
        done = forks.run(f"{__name__}:clean_many", str(tmp_path))
    assert done.code == 0, done.output
    articles = pd.read_parquet(tmp_path / f"{ARTICLES.key[1]}.parquet")
    rejects = pd.read_parquet(tmp_path / f"{REJECTS.key[1]}.parquet")
    assert sorted([*articles["page_id"], *rejects["page_id"]]) == sorted(stored)
    assert len(articles) == 19
    (lost,) = rejects[rejects["outcome"] == "error"].to_dict("records")
    assert lost["page_id"] == poison
    assert "its worker process was killed" in lost["reason"]


def landed(root: Path, pages: list[bytes]) -> list[str]:
    """Land pages in one WARC file and publish their index; returns their ids."""
    from cluster_assets.capture.index import index_day
    from cluster_assets.capture.warc_file import WarcFile
    from cluster_assets.capture.warc_members import file_member

    storage, at = Storage(str(root)), datetime(2026, 11, 2, 3, tzinfo=UTC)
    with WarcFile(storage, works.DAY.isoformat(), "test") as warc:
        for n, raw in enumerate(pages):
            url = f"https://news.example.kr/{n}"
            warc.land_file(url, page_id_of(raw), file_member(url, at, raw))
    rows = index_day(storage, works.DAY.isoformat())
    frame = pd.DataFrame(rows, columns=PAGES.column_names, dtype=object)
    storage.publish(PAGES, to_frame(to_arrow(PAGES, frame)), works.DAY.isoformat())
    return [row["page_id"] for row in rows]
