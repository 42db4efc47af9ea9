"""SIGKILL in the middle of a capture: after a re-run every page is there exactly once."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cluster_assets.capture.index import index_day, warc_files
from cluster_assets.capture.warc import Fetched, page_id_of, read_warc
from cluster_assets.capture.warc_file import WarcFile
from cluster_assets.storage import Storage
from cluster_assets_tests.capture.outlets_web import NOW, TODAY, Press, page, rss
from cluster_assets_tests.capture.testweb import TestWeb, running_web
from cluster_assets_tests.conftest import PROJECT

# Each capture is a process of its own, so that it can be killed; the web stays in this one.
# The captures are forked from one process, which has imported everything once.
FORKS = """
import os, sys
from pathlib import Path
from cluster_assets_tests.capture.outlets_web import FAST, NOW, TODAY
from cluster_assets.capture.day import capture_day
from cluster_assets.capture.net.fetcher import Fetcher
from cluster_assets.capture.sources import parse_sources
from cluster_assets.storage import Storage

def fetchers(trusted):
    return Fetcher(FAST, resolver=lambda host, port: ["127.0.0.1"], trusted_hosts=trusted)

root = Path(sys.argv[1])
sources = parse_sources((root / "sources.yaml").read_text(), root / "seeds" / "sources.yaml")
for _ in sys.stdin:
    pid = os.fork()
    if pid == 0:
        capture_day(Storage(str(root / "data")), sources, TODAY, now=NOW, fetchers=fetchers)
        os._exit(0)
    print(pid, flush=True)
    print(os.waitpid(pid, 0)[1], flush=True)
"""
PAGES = 40


class Captures:
    """Starts captures; each one's exit status can be waited for."""

    def __init__(self, root: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", FORKS, str(root)],
            cwd=PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def start(self) -> int:
        assert self._process.stdin is not None
        self._process.stdin.write("capture\n")
        self._process.stdin.flush()
        return self._number()

    def status(self) -> int:
        return self._number()

    def close(self) -> None:
        self._process.communicate()

    def _number(self) -> int:
        assert self._process.stdout is not None
        return int(self._process.stdout.readline())


def test_every_page_is_there_once_after_ten_kills(tmp_path: Path) -> None:
    rng = random.Random(10)
    with running_web() as web:
        press = Press(web, tmp_path)
        links = [press.put_good("daily.test", f"/k/{n}", page(n) * 50) for n in range(PAGES)]
        press.put_list("daily.test", "/rss", rss(*links))
        source = f"{{name: daily, kind: feed, url: '{web.url('daily.test', '/rss')}',"
        settings = "allow_hosts: [daily.test], min_gap_seconds: 0.01}"
        (tmp_path / "sources.yaml").write_text(
            f"start_date: 2026-11-02\nsources:\n  - {source} {settings}\n"
        )
        captures, killed = Captures(tmp_path), []
        for kill in range(10):
            pid, deadline = captures.start(), time.monotonic() + 20
            wanted = kill * 3 + rng.randrange(3)  # pages asked for in all before the kill
            while len(asked_pages(web)) < wanted and time.monotonic() < deadline:
                time.sleep(0.001)
            time.sleep(rng.random() * 0.02)
            os.kill(pid, signal.SIGKILL)
            killed.append(captures.status())
        captures.start()
        assert captures.status() == 0
        captures.close()
        asked = asked_pages(web)
    assert killed == [signal.SIGKILL] * 10
    storage = Storage(str(tmp_path / "data"))
    rows = index_day(storage, TODAY.isoformat())
    assert Counter((r["url"], r["page_id"]) for r in rows) == Counter(
        (url, page_id_of(body)) for url, body in press.good.items()
    )
    (name,) = warc_files(storage, TODAY.isoformat())
    stored = read_warc(storage.read_bytes(name))
    assert len(stored) == PAGES  # not one record twice, either
    assert set(asked) == {f"/k/{n}" for n in range(PAGES)}
    assert len(asked) <= PAGES + 10  # a kill costs at most the page that was under way


def asked_pages(web: TestWeb) -> list[str]:
    return [a.path for a in web.log if a.path.startswith("/k/")]


@pytest.mark.parametrize("keep", [0.02, 0.2, 0.5, 0.8, 0.99])
def test_cut_tail_is_taken_off_and_the_rest_stays(tmp_path: Path, keep: float) -> None:
    storage = Storage(str(tmp_path))
    at = datetime(2026, 11, 25, 1, tzinfo=UTC)
    pages = [
        Fetched(f"http://h.test/{n}", f"http://h.test/{n}", at, 200, (), (), page(n) * 99)
        for n in range(9)
    ]
    with WarcFile(storage, "2026-11-25", "s") as warc:
        assert all(warc.land_fetched(p) for p in pages)
    path = storage.local(warc.name)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * keep)])
    with WarcFile(storage, "2026-11-25", "s") as again:
        assert again.cut_bytes > 0
        kept = len(again.landed)
        for p in pages:
            if p.requested_url not in again.requested:
                again.land_fetched(p)
    assert int(9 * keep) - 1 <= kept <= 9  # only the last request may be what was cut
    rows = index_day(storage, "2026-11-25")
    assert [r["url"] for r in rows] == [p.url for p in pages]


def test_tail_of_zeros_is_a_cut_but_damage_in_the_middle_is_an_error(tmp_path: Path) -> None:
    storage = Storage(str(tmp_path))
    at = NOW
    with WarcFile(storage, "2026-11-25", "s") as warc:
        for n in range(3):
            url = f"http://h.test/{n}"
            warc.land_fetched(Fetched(url, url, at, 200, (), (), page(n)))
    path = storage.local(warc.name)
    whole = path.read_bytes()
    path.write_bytes(whole + bytes(5_000))
    with WarcFile(storage, "2026-11-25", "s") as again:
        assert (again.cut_bytes, len(again.landed)) == (5_000, 3)
    assert path.read_bytes() == whole
    damaged = whole[:400] + b"damage" + whole[406:]
    path.write_bytes(damaged)
    with pytest.raises(ValueError, match=r"s\.warc\.gz is damaged at byte"):
        WarcFile(storage, "2026-11-25", "s")
    assert path.read_bytes() == damaged  # never cut: good pages may lie behind


def test_full_disk_leaves_no_half_record(tmp_path: Path) -> None:
    """The disk is full: what was there stays readable, and the error says what to do."""
    script = (
        "import pathlib, resource, signal, sys; from datetime import UTC, datetime\n"
        "from cluster_assets.capture.warc import Fetched\n"
        "from cluster_assets.capture.warc_file import LandingError, WarcFile\n"
        "class Root:\n"
        "    is_local = True\n"
        "    local = staticmethod(lambda name: pathlib.Path(sys.argv[1], name))\n"
        "    exists = staticmethod(lambda name: pathlib.Path(sys.argv[1], name).exists())\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))\n"
        "import random; at = datetime(2026, 11, 25, tzinfo=UTC)\n"
        "warc = WarcFile(Root(), '2026-11-25', 's')\n"
        "try:\n"
        "    for n in range(9):\n"
        "        body = random.Random(n).randbytes(20_000)\n"
        "        url = f'http://h/{n}'\n"
        "        warc.land_fetched(Fetched(url, url, at, 200, (), (), body))\n"
        "except LandingError as error:\n"
        "    print(error); sys.exit(3)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3, done.stderr
    assert "CLUSTER_ASSETS_DATA" in done.stdout
    storage = Storage(str(tmp_path))
    assert len(index_day(storage, "2026-11-25")) == 2
    with WarcFile(storage, "2026-11-25", "s") as again:
        assert again.cut_bytes == 0
