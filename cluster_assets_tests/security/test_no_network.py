"""As shipped nothing is fetched: no process of a run so much as looks up a name."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cluster_assets_tests.conftest import PROJECT
from cluster_assets_tests.small_days import page, write_project

GUARD = Path(__file__).parent / "guard"


def guarded(
    tmp_path: Path, *command: str, prefix: tuple[str, ...] = (), **settings: str
) -> tuple[subprocess.CompletedProcess[str], str]:
    """Run Python with the network refused; returns what it came to, and the attempts."""
    seen = tmp_path / "attempts.txt"
    seen.touch()
    done = subprocess.run(
        [*prefix, sys.executable, *command],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(GUARD), str(PROJECT)]),
            "NETWORK_GUARD": str(seen),
            **settings,
        },
    )
    return done, seen.read_text("utf-8")


def without_interfaces() -> tuple[str, ...]:
    """A prefix that leaves a command no network interface; empty where that is not allowed."""
    prefix = ("unshare", "--map-root-user", "--net")
    if shutil.which("unshare") is None:
        return ()
    return prefix if subprocess.run([*prefix, "true"], check=False).returncode == 0 else ()


@pytest.mark.parametrize(
    "attempt",
    [
        "import socket; socket.getaddrinfo('example.org', 80)",
        "import socket; socket.socket().connect(('127.0.0.1', 9))",
        "import socket; s = socket.socket(type=socket.SOCK_DGRAM); s.sendto(b'', ('127.0.0.1', 9))",
        "import subprocess, sys; subprocess.run([sys.executable, '-c', "
        "'import urllib.request as u; u.urlopen(chr(104) + chr(116)*2 + chr(112) + \"://a.kr\")'])",
    ],
)
def test_guard_sees_attempts_also_of_children(tmp_path: Path, attempt: str) -> None:
    _, attempts = guarded(tmp_path, "-c", attempt)
    assert attempts


def test_extraction_over_processes_uses_no_network(tmp_path: Path) -> None:
    pages = [tmp_path / f"p{n}.html" for n in range(70)]
    for n, file in enumerate(pages):
        file.write_text(page(n, "2026-11-02"), "utf-8")
    command = ("-m", "cluster_assets", "extract", "--workers", "2", "--out", str(tmp_path / "out"))
    done, attempts = guarded(tmp_path, *command, *map(str, pages))
    assert (done.returncode, attempts) == (0, ""), done.stderr
    assert len(list((tmp_path / "out").iterdir())) == len(pages)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_whole_run_uses_no_network(tmp_path: Path) -> None:
    settings = write_project(tmp_path, ("2026-11-02",), pages=2)
    prefix = without_interfaces()
    done, attempts = guarded(tmp_path, "-m", "cluster_assets", "run", prefix=prefix, **settings)
    assert (done.returncode, attempts) == (0, ""), done.stderr[-2000:]
    assert (tmp_path / "data/report/site/index.html").exists()
