"""Measure WARC ingest: pages and MB a second beside bare iteration, and memory by size.

The file is generated: pages of 5 to 120 KB of varied markup and text, gzipped record by
record as crawlers write them, one in a hundred with a topic term. Bare iteration is
fastwarc's own loop over the same file in the same run, with and without reading the records.
CPU is process time, the best of several rounds; each ingest lands into an empty folder.
Memory is the peak of a fresh process that ingests a file of that many pages.
"""

from __future__ import annotations

import argparse
import platform
import random
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from memory import own_peak_megabytes

PROJECT = Path(__file__).resolve().parents[1]
RESULTS = PROJECT / "bench" / "results" / "capture.md"
RELEVANT_SHARE = 0.01
NOW = datetime(2026, 11, 25, 3, tzinfo=UTC)
EXAMPLES = """examples:
  python bench/capture.py                          writes bench/results/capture.md
  python bench/capture.py --pages 2000 --memory 500 2000 --out /tmp/capture.md
  python bench/capture.py --warc crawl.warc.gz     a file of your own instead
"""
SYLLABLES = "가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허고노도로모보소오조초코토포호"
TOPIC = "나노융합 클러스터 조성에 국비 120억원을 들인다"


@dataclass(frozen=True, slots=True)
class Speed:
    """One way through the file: CPU seconds, pages landed."""

    name: str
    seconds: float
    landed: int | None = None


@dataclass(frozen=True, slots=True)
class Parts:
    """Pieces that pages are put together from: markup of menus, scripts and paragraphs."""

    menus: Sequence[str]
    scripts: Sequence[str]
    paragraphs: Sequence[str]


def make_parts(rng: random.Random) -> Parts:
    words = ["".join(rng.choices(SYLLABLES, k=rng.randrange(2, 6))) for _ in range(4_000)]
    return Parts(
        [
            f'<li class="m{rng.randrange(900)}"><a href="/s/{rng.randrange(10**6)}">'
            f"{rng.choice(words)}</a></li>"
            for _ in range(3_000)
        ],
        [f"<script>var v{n}={rng.getrandbits(60)};push({n});</script>" for n in range(2_000)],
        [f"<p>{' '.join(rng.choices(words, k=rng.randrange(20, 120)))}.</p>" for _ in range(2_000)],
    )


def write_page(rng: random.Random, number: int, parts: Parts) -> bytes:
    """One page of its own mix and size; some are about the topic."""
    menus = "".join(rng.choices(parts.menus, k=rng.randrange(40, 400)))
    scripts = "".join(rng.choices(parts.scripts, k=rng.randrange(5, 120)))
    paragraphs = "".join(rng.choices(parts.paragraphs, k=rng.randrange(8, 80)))
    topic = f"<p>{TOPIC}</p>" if number % int(1 / RELEVANT_SHARE) == 7 else ""
    html = (
        f"<!doctype html><html><head><title>{number}</title>{scripts}</head>"
        f"<body><ul>{menus}</ul><article>{paragraphs}{topic}</article></body></html>"
    )
    return html.encode("cp949" if number % 10 == 3 else "utf-8")


def write_warc(path: Path, pages: int) -> None:
    """The benchmark's file; the same number of pages, the same bytes."""
    rng = random.Random(6)
    parts = make_parts(rng)
    with path.open("wb") as stream:
        for number in range(pages):
            body = write_page(rng, number, parts)
            head = "HTTP/1.1 200 OK\r\nServer: x\r\nContent-Type: text/html\r\n"
            block = f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body
            record = (
                "WARC/1.0\r\nWARC-Type: response\r\n"
                f"WARC-Date: 2026-11-24T0{number % 10}:00:00Z\r\n"
                f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012d}>\r\n"
                f"WARC-Target-URI: http://h{number % 97}.test/{number}\r\n"
                "Content-Type: application/http; msgtype=response\r\n"
                f"Content-Length: {len(block)}\r\n\r\n"
            ).encode()
            packer = zlib.compressobj(6, zlib.DEFLATED, zlib.MAX_WBITS | 16)
            stream.write(packer.compress(record + block + b"\r\n\r\n") + packer.flush())


def iterate(path: Path, *, read: bool) -> int:
    """fastwarc alone; returns the bytes of the records that were read."""
    from fastwarc.warc import ArchiveIterator

    total = 0
    with path.open("rb") as stream:
        for record in ArchiveIterator(stream, parse_http=False):
            total += len(record.reader.read()) if read else record.content_length
    return total


def ingest(path: Path) -> int:
    """The product's own pass; returns the pages landed."""
    from cluster_assets.capture.archive_reader import read_archive
    from cluster_assets.storage import Storage

    with tempfile.TemporaryDirectory() as folder, path.open("rb") as stream:
        found = read_archive(
            stream,
            Storage(folder),
            "bench",
            start_date=date(2000, 1, 1),
            last_day=NOW,
            max_pages=10**9,
        )
    return sum(counts.landed for counts in found.days.values())


def best(work: Callable[[], int], rounds: int) -> tuple[float, int]:
    """Least process time of one call, and what it returned."""
    taken, result = [], 0
    for _ in range(rounds):
        started = time.process_time()
        result = work()
        taken.append(time.process_time() - started)
    return min(taken), result


def measure(path: Path, rounds: int) -> list[Speed]:
    """The three ways, taken in turns so that a busy machine slows all alike."""
    from cluster_assets.clean.triage import can_be_relevant

    can_be_relevant(b"warm-up: the needles are compiled once a process")
    ways: list[tuple[str, Callable[[], int]]] = [
        ("fastwarc, records not read", lambda: iterate(path, read=False)),
        ("fastwarc, records read", lambda: iterate(path, read=True)),
        ("ingest with triage", lambda: ingest(path)),
    ]
    seconds: dict[str, list[float]] = {name: [] for name, _ in ways}
    landed = 0
    for _ in range(rounds):
        for name, work in ways:
            taken, result = best(work, 1)
            seconds[name].append(taken)
            landed = result if name.startswith("ingest") else landed
    return [
        Speed(name, min(seconds[name]), landed if name.startswith("ingest") else None)
        for name, _ in ways
    ]


def peak_memory(pages: int) -> float:
    """MB at the peak of a fresh process that ingests so many pages."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "memory.warc.gz"
        write_warc(path, pages)
        done = subprocess.run(
            [sys.executable, __file__, "--ingest-only", str(path)],
            capture_output=True,
            text=True,
            check=True,
            cwd=PROJECT,
        )
    return float(done.stdout)


def report(path: Path, pages: int, rounds: int, sizes: Sequence[int]) -> str:
    speeds = measure(path, rounds)
    unpacked = iterate(path, read=True)
    bare = speeds[0].seconds
    lines = [
        f"# WARC ingest of {pages:,} pages, {date.today().isoformat()}",
        "",
        f"Python {platform.python_version()}, {platform.machine()}, one core. "
        f"{path.stat().st_size / 1e6:,.0f} MB packed, {unpacked / 1e6:,.0f} MB of records, "
        f"{unpacked / pages / 1e3:,.0f} KB a page.",
        "",
        "| pass over the same file | CPU s | pages/s | MB/s unpacked | x bare | pages landed |",
        "|---|---|---|---|---|---|",
    ]
    for s in speeds:
        landed = "" if s.landed is None else f"{s.landed:,}"
        lines.append(
            f"| {s.name} | {s.seconds:.2f} | {pages / s.seconds:,.0f} "
            f"| {unpacked / s.seconds / 1e6:,.0f} | {s.seconds / bare:.2f} | {landed} |"
        )
    lines += ["", "| pages in the file | peak memory of the process, MB |", "|---|---|"]
    lines += [f"| {size:,} | {peak_memory(size):,.0f} |" for size in sizes]
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=5_000)
    parser.add_argument("--memory", type=int, nargs="*", default=[1_000, 5_000, 20_000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--warc", type=Path, metavar="FILE")
    parser.add_argument("--out", type=Path, default=RESULTS)
    parser.add_argument("--ingest-only", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.ingest_only:
        ingest(options.ingest_only)
        print(own_peak_megabytes())
        return
    with tempfile.TemporaryDirectory() as folder:
        path, pages = options.warc, options.pages
        if path is None:
            path = Path(folder) / "bench.warc.gz"
            write_warc(path, pages)
        else:
            from fastwarc.warc import ArchiveIterator, WarcRecordType

            kind = WarcRecordType.response
            pages = sum(1 for _ in ArchiveIterator(str(path), record_types=kind, parse_http=False))
        text = report(path, pages, options.rounds, options.memory)
    options.out.write_text(text, "utf-8")
    print(text)


if __name__ == "__main__":
    main()
