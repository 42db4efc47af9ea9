"""The main job as a user runs it, and again, and on bad input."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

from cluster_assets.capture.tables import PAGES
from cluster_assets.catalog import ALL_TABLES
from cluster_assets.clean.tables import ARTICLES, REJECTS
from cluster_assets.storage import Storage
from cluster_assets_tests.conftest import PROJECT, Published

CLI = [sys.executable, "-m", "cluster_assets"]
SOURCES = """
start_date: 2026-11-02
sources:
  - {{name: test, kind: folder, path: "{path}", captured_at: 2026-11-02T06:00:00+09:00}}
"""


def cli(*arguments: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*CLI, *arguments],
        capture_output=True,
        text=True,
        cwd=PROJECT,
        env={**os.environ, "COLUMNS": "200", **(env or {})},
        timeout=280,
        check=False,
    )


def hashes(root: Path) -> dict[str, str]:
    return {
        str(p.relative_to(root)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(root.rglob("*"))
        if p.is_file()
    }


def test_first_run_publishes_everything(published: Published) -> None:
    assert published.exit_code == 0
    storage = Storage(str(published.root))
    assert len(storage.partitions(PAGES)) == 5
    for table in ALL_TABLES:
        assert not storage.read(table).empty or not table.minimum_rows, table.name
    assert (published.root / "warehouse.duckdb").exists()
    assert (published.root / "report/site/index.html").exists()


def test_every_page_has_exactly_one_outcome(published: Published) -> None:
    pages, articles = published.frame(PAGES), published.frame(ARTICLES)
    rejects = published.frame(REJECTS)
    assert len(pages) == 45
    assert sorted([*articles["page_id"], *rejects["page_id"]]) == sorted(pages["page_id"])


def test_second_run_changes_no_byte(
    published: Published, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from cluster_assets.runner import run_pipeline

    before = hashes(published.root)
    assert run_pipeline() == 0
    assert "Nothing was new" in capsys.readouterr().out
    assert hashes(published.root) == before
    assert run_pipeline(days=["2026-11-03"], force=True) == 0
    assert hashes(published.root) == before


def test_unknown_day_is_explained(published: Published) -> None:
    from cluster_assets.runner import run_pipeline

    with pytest.raises(ValueError, match="Unknown day '1999-01-01'"):
        run_pipeline(days=["1999-01-01"])


@pytest.fixture
def project(tmp_path: Path) -> dict[str, str]:
    """Settings for a run over a folder of bad pages and one good one."""
    pages = tmp_path / "pages"
    pages.mkdir()
    good = (PROJECT / "seeds/pages/2026-11-02/d01.html").read_bytes()
    (pages / "good.html").write_bytes(good)
    (pages / "copy.html").write_bytes(good)
    (pages / "empty.html").write_bytes(b"")
    (pages / "paper.html").write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 20)
    (pages / "binary.html").write_bytes(bytes(range(256)) * 200)
    (pages / "cut.html").write_bytes("<p>혁신클러스터 예산".encode()[:-1])
    (pages / "deep.html").write_bytes(b"<div>" * 200_000 + "클러스터".encode())
    (pages / "huge.html").write_bytes(b"<p>cluster</p>" * 4_500_000)
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    for file in (PROJECT / "seeds").glob("*.csv"):
        (seeds / file.name).write_bytes(file.read_bytes())
    (seeds / "sources.yaml").write_text(SOURCES.format(path=pages), "utf-8")
    return {
        "CLUSTER_ASSETS_SEEDS": str(seeds),
        "CLUSTER_ASSETS_DATA": str(tmp_path / "data"),
        "DAGSTER_HOME": str(tmp_path / "home"),
    }


def test_bad_pages_end_in_an_outcome_and_good_ones_publish(project: dict[str, str]) -> None:
    done = cli("run", env=project)
    assert done.returncode == 0, done.stderr[-2000:] + done.stdout[-2000:]
    storage = Storage(project["CLUSTER_ASSETS_DATA"])
    articles, rejects = storage.read(ARTICLES), storage.read(REJECTS)
    assert len(articles) == 1
    outcomes = {
        Path(url).stem: outcome
        for url, outcome in zip(rejects["url"], rejects["outcome"], strict=True)
    }
    assert outcomes.pop("good", outcomes.pop("copy", None)) == "duplicate"
    assert outcomes["empty"] == "empty"
    assert outcomes["huge"] == "too_large"
    assert outcomes["paper"] in ("not_html", "undecodable")
    assert set(outcomes) == {"empty", "paper", "binary", "cut", "deep", "huge"}
    assert rejects["reason"].notna().all()


def test_unwritable_data_root_is_one_clear_line(project: dict[str, str]) -> None:
    done = cli("run", env={**project, "CLUSTER_ASSETS_DATA": "/proc/no"})
    assert done.returncode != 0
    assert "CLUSTER_ASSETS_DATA" in done.stdout + done.stderr


@pytest.mark.parametrize("delay", [0.2, 1.5, 3.5])
def test_killed_run_leaves_readable_data(tmp_path: Path, delay: float) -> None:
    """SIGKILL while days are being written: every file is a whole version."""
    env = {
        **os.environ,
        "CLUSTER_ASSETS_DATA": str(tmp_path / "data"),
        "DAGSTER_HOME": str(tmp_path / "home"),
    }
    process = subprocess.Popen(
        [*CLI, "run"],
        cwd=PROJECT,
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    first = tmp_path / "data/capture/pages"
    deadline = time.monotonic() + 60
    while not first.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(delay)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    found = list((tmp_path / "data").rglob("*.parquet"))
    for file in found:
        if not file.name.startswith("."):
            pd.read_parquet(file)


def test_extract_needs_no_orchestrator(tmp_path: Path) -> None:
    page = PROJECT / "seeds/pages/2026-11-02/d01.html"
    code = (
        "import sys; from cluster_assets.cli import app\n"
        f"app(['extract', '--out', {str(tmp_path)!r}, {str(page)!r}], standalone_mode=False)\n"
        "heavy = {'dagster', 'great_expectations', 'pandas'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads((tmp_path / "d01.json").read_text("utf-8"))
    assert found["outcome"] == "kept"
    for fact in found["money"]:
        assert found[fact["span_field"]][fact["char_start"] : fact["char_end"]] == fact["evidence"]


def test_trace_leads_to_the_stored_page(published: Published, tmp_path: Path) -> None:
    from cluster_assets.extract.tables import MONEY_FACTS

    fact = published.frame(MONEY_FACTS).iloc[0]
    target = tmp_path / "page.html"
    done = cli(
        "trace",
        fact["fact_id"],
        "--page",
        str(target),
        env={"CLUSTER_ASSETS_DATA": str(published.root)},
    )
    assert done.returncode == 0, done.stderr
    assert fact["evidence"] in done.stdout
    assert hashlib.sha256(target.read_bytes()).hexdigest() == fact["page_id"]
    assert cli("trace", "nobody", env={"CLUSTER_ASSETS_DATA": str(published.root)}).returncode == 1


@pytest.mark.parametrize("command", [[], ["run"], ["extract"], ["trace"], ["ui"], ["docs"]])
def test_help_shows_how(command: list[str]) -> None:
    done = cli(*command, "--help")
    assert done.returncode == 0
    assert "cluster" in done.stdout.lower()
