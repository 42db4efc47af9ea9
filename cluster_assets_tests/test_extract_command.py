"""``cluster-assets extract``: pages in, one JSON each out."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cluster_assets.cli import app

PAGES = sorted((Path(__file__).parents[1] / "seeds/pages").rglob("*.html"))[:2]


@pytest.fixture
def pages(tmp_path: Path) -> list[Path]:
    copies = [tmp_path / folder / f"{name}.html" for folder, name in (("a", "one"), ("b", "two"))]
    for page, copy in zip(PAGES, copies, strict=True):
        copy.parent.mkdir()
        shutil.copy(page, copy)
    return copies


def test_each_page_becomes_a_file_or_a_line(pages: list[Path], tmp_path: Path) -> None:
    out = tmp_path / "facts"
    files = CliRunner().invoke(app, ["extract", "--out", str(out), *map(str, pages)])
    assert files.exit_code == 0, files.output
    assert sorted(p.name for p in out.iterdir()) == ["one.json", "two.json"]
    lines = CliRunner().invoke(app, ["extract", *map(str, pages)]).output.splitlines()
    found = [json.loads(line) for line in lines]
    assert [page.pop("page") for page in found] == [str(p) for p in pages]
    assert found == [json.loads((out / f"{p.stem}.json").read_text("utf-8")) for p in pages]


def test_pages_of_one_name_are_not_written_over_each_other(pages: list[Path], tmp_path: Path):
    twin = pages[1].with_name(pages[0].name)
    pages[1].rename(twin)
    out = tmp_path / "facts"
    refused = CliRunner().invoke(app, ["extract", "--out", str(out), str(pages[0]), str(twin)])
    assert refused.exit_code == 2
    assert "would both be written to one.json" in refused.output
    assert not out.exists()
