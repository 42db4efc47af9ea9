"""A locale without Korean, as cron has it, stops no command."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cluster_assets_tests.conftest import PROJECT
from cluster_assets_tests.small_days import page


@pytest.mark.parametrize("more", [{}, {"PYTHONIOENCODING": "ascii"}, {"PYTHONUTF8": "0"}])
def test_extract_in_locale_c_from_and_to_folders_with_korean_names(
    tmp_path: Path, more: dict[str, str]
) -> None:
    file = tmp_path / "한글 폴더" / "쪽 1.html"
    file.parent.mkdir()
    file.write_text(page(1, "2026-11-02"), "utf-8")
    out = file.parent / "결과 들"
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "PYTHON"))}
    for command in (("--out", str(out)), ("--explain",), ()):
        done = subprocess.run(
            [sys.executable, "-m", "cluster_assets", "extract", *command, str(file)],
            cwd=PROJECT,
            env={**clean, "LC_ALL": "C", **more},
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-2000:]
    assert b"4700000000" in done.stdout
    assert "국비" in (out / "쪽 1.json").read_text("utf-8")
