"""Whole runs under what production brings: kills, full disks, each other, changed pages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pandas as pd
import pytest

from cluster_assets.capture.tables import PAGES
from cluster_assets.clean.tables import ARTICLES, REJECTS
from cluster_assets.report.tables import COMMITMENTS
from cluster_assets.storage import Storage
from cluster_assets_tests.reliability import works
from cluster_assets_tests.reliability.forks import KILLED, Done, Forks
from cluster_assets_tests.reliability.test_kills import whole
from cluster_assets_tests.small_days import page, write_project

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]
DAY = "2026-11-02"
RUN = (f"{works.__name__}:cli", "run")


class Project:
    """A small project, and forks of a process that runs it; no annotated pages to measure."""

    def __init__(self, root: Path, days: tuple[str, ...] = (DAY,), pages: int = 2) -> None:
        root.mkdir(parents=True, exist_ok=True)
        (root / "none").mkdir()
        self.root, self.data = root, root / "data"
        self.settings = write_project(root, days, pages) | {
            "CLUSTER_ASSETS_GOLD": str(root / "none")
        }

    def run(self, forks: Forks, *arguments: str, fault: str = "", **settings: str) -> Done:
        return forks.run(*RUN, *arguments, fault=fault, **{**self.settings, **settings})

    @property
    def storage(self) -> Storage:
        return Storage(str(self.data))

    def marks(self) -> dict[str, str]:
        marks: dict[str, str] = json.loads(self.storage.read_bytes("_state", "run.json"))
        return marks


@pytest.fixture(scope="module")
def forks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forks]:
    settings = Project(tmp_path_factory.mktemp("server")).settings
    imports = ("great_expectations", "cluster_assets.runner", "cluster_assets.definitions")
    with Forks(works.__name__, *imports, settings=settings) as started:
        yield started


@pytest.fixture(scope="module")
def calm(forks: Forks, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A run that nothing disturbed."""
    project = Project(tmp_path_factory.mktemp("calm") / "조용한 곳")
    done = project.run(forks)
    assert done.code == 0, done.output
    return project


def same_as(calm: Project, project: Project) -> None:
    """The same published bytes, but for what names the folder that the pages came from."""
    assert whole(project.data) == whole(calm.data)


def test_killed_again_and_again_a_run_comes_to_the_same_end(
    forks: Forks, tmp_path: Path, calm: Project
) -> None:
    project, killed = Project(tmp_path / "killed"), 0
    places = ("after-write", "after-rename", "before-write", "after-sync", "half-write")
    for n, place in enumerate(places):
        done = project.run(forks, fault=f"kill:{place}:{1 + 5 * n}")
        killed += done.code == KILLED
        for file in project.data.rglob("*.parquet"):
            if not file.name.startswith("."):
                pd.read_parquet(file)
    assert killed >= 4
    done = project.run(forks)
    assert done.code == 0, done.output
    same_as(calm, project)


def test_full_disk_ends_a_run_with_a_cure_and_the_next_one_completes_it(
    forks: Forks, tmp_path: Path, calm: Project
) -> None:
    project = Project(tmp_path / "full")
    done = project.run(forks, fault="ENOSPC:half-write:3+")
    assert done.code == 1
    assert "Check that CLUSTER_ASSETS_DATA" in " ".join(done.output.split())
    assert not list(project.data.rglob("*.tmp"))
    done = project.run(forks)
    assert done.code == 0, done.output
    same_as(calm, project)


def test_two_runs_of_one_day_at_once_come_to_the_same_end(
    forks: Forks, tmp_path: Path, calm: Project
) -> None:
    project = Project(tmp_path / "twice")
    both = [forks.start(*RUN, **project.settings) for _ in range(2)]
    for done in map(forks.wait, both):
        assert done.code == 0, done.output
    same_as(calm, project)
    assert "Nothing was new" in project.run(forks).output


def test_too_many_errors_block_the_day_and_the_reports(forks: Forks, tmp_path: Path) -> None:
    project = Project(tmp_path / "blocked", pages=6)
    assert project.run(forks).code == 0
    before = whole(project.data)
    off = {"CLUSTER_ASSETS_CACHE": "off"}
    done = project.run(forks, "--force", fault="crash:clean-page:1+", **off)
    assert done.code == 1
    assert "few_errors" in done.output
    after = whole(project.data)
    rejected = {path for path in after if path.startswith("quarantine/")}
    assert f"quarantine/clean/rejects/{DAY}.parquet" in rejected
    assert {p: h for p, h in after.items() if p not in rejected} == before
    assert DAY not in project.marks()  # it runs again by itself
    assert project.run(forks).code == 0


def test_few_errors_publish_the_rest(forks: Forks, tmp_path: Path) -> None:
    project = Project(tmp_path / "few", pages=6)
    done = project.run(forks, fault="crash:clean-page:2")
    assert done.code == 0, done.output
    rejects = project.storage.read(REJECTS)
    assert list(rejects["outcome"]) == ["error"]
    assert "planned fault" in rejects["reason"][0]
    assert len(project.storage.read(ARTICLES)) == 5


def test_late_edited_and_deleted_pages(forks: Forks, tmp_path: Path) -> None:
    project = Project(tmp_path / "changing", days=(DAY, "2026-11-03"), pages=2)
    assert project.run(forks).code == 0
    first = project.storage.read(COMMITMENTS)
    old, gone = (project.root / "pages" / DAY / f"p{n}.html" for n in (0, 1))
    old.write_text(page(20, DAY), "utf-8")  # edited: other sums
    gone.unlink()
    late = project.root / "pages" / "2026-11-03" / "late.html"  # about the day before
    late.write_text(page(9, DAY), "utf-8")
    done = project.run(forks)
    assert done.code == 0, done.output
    pages = project.storage.read(PAGES, DAY)
    assert len(pages) == 3  # the old version, the new one, and the one that is gone
    assert sorted(pages["url"].str.rpartition("/")[2]) == ["p0.html", "p0.html", "p1.html"]
    articles = project.storage.read(ARTICLES, "2026-11-03")
    assert DAY in {str(d) for d in articles["published_date"]}
    commitments = project.storage.read(COMMITMENTS)
    assert set(first["commitment_id"]) & set(commitments["commitment_id"])
    assert {4_000_000_000, 18_000_000_000} <= set(commitments["amount_krw"])


def test_damaged_page_archive_fails_its_day_alone(forks: Forks, tmp_path: Path) -> None:
    project = Project(tmp_path / "damaged", days=(DAY, "2026-11-03"))
    assert project.run(forks).code == 0
    before = whole(project.data)
    (archive,) = (project.data / "capture/warc" / DAY).iterdir()
    raw = archive.read_bytes()
    archive.write_bytes(raw[:300] + b"damage" + raw[306:])
    done = project.run(forks, "--force")
    assert done.code == 1
    assert "is damaged at byte" in " ".join(done.output.split())
    archive.write_bytes(raw)  # restored from a backup
    assert whole(project.data) == before
    assert project.run(forks).code == 0


@pytest.mark.parametrize(
    "locale",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii"},
    ],
)
def test_locale_without_korean_and_folders_with_it(tmp_path: Path, locale: dict[str, str]) -> None:
    """As from cron; a process of its own, since Python takes its encodings from the start."""
    import os
    import subprocess
    import sys

    from cluster_assets_tests.conftest import PROJECT

    project = Project(tmp_path / "한글 폴더 with spaces", pages=1)
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG"))}
    for command in (("run",), ("review",), ("report", "--as-of", DAY)):
        done = subprocess.run(
            [sys.executable, "-m", "cluster_assets", *command],
            cwd=PROJECT,
            env={**environment, **project.settings, **locale},
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, (command, done.stderr[-2000:])
    assert len(project.storage.read(ARTICLES)) == 1


def run_days(root: str, *days: str) -> None:
    """What ``cluster-assets run`` does for some days, without the reports."""
    from cluster_assets.dagster_home import prepare_home
    from cluster_assets.runner import Tally, execute

    prepare_home()
    with dg.DagsterInstance.get() as instance:
        for day in days:
            error = execute(day, instance, Tally())
            if error is not None:
                raise RuntimeError(f"{root}: {day}: {error}")


def test_sqlite_run_storage_under_ten_parallel_runs(tmp_path: Path) -> None:
    days = tuple(f"2026-11-{n:02}" for n in range(2, 12))
    project = Project(tmp_path / "parallel", days=days, pages=1)
    imports = ("great_expectations", "cluster_assets.definitions")
    with Forks(__name__, works.__name__, *imports, settings=project.settings) as started:
        home = Path(project.settings["DAGSTER_HOME"])
        home.mkdir()
        parallel = [started.start(f"{__name__}:run_days", str(tmp_path), day) for day in days]
        for done in map(started.wait, parallel):
            assert done.code == 0, done.output[-3000:]
    with dg.DagsterInstance.from_config(str(home)) as instance:
        runs = instance.get_runs()
        assert len(runs) == len(days)
        assert {run.status for run in runs} == {dg.DagsterRunStatus.SUCCESS}
        recorded = instance.get_materialized_partitions(dg.AssetKey(list(PAGES.key)))
    assert set(project.storage.partitions(PAGES)) == recorded == set(days)
