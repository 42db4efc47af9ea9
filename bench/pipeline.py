"""The whole pipeline measured in one run, as ratios: pages, runs, growth, start-up, checks.

Pages of the annotated corpora (several authors and layouts) and generated ones
(bench/pages.py) go raw to facts, next to trafilatura alone and news-please on the same pages.
Runs are whole `cluster-assets run`s in processes of their own, next to the same Dagster job
whose assets do nothing. Seconds are processor time unless said otherwise.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[1]
BENCH = PROJECT / "bench"
QUALITY = PROJECT / "cluster_assets_tests" / "quality"
RESULTS = BENCH / "results"
README = PROJECT / "README.md"
BEGIN, END = "<!-- bench: begin -->", "<!-- bench: end -->"
FIRST_DAY = date(2026, 11, 2)
GENERATED = 600
ROUNDS = 3
WORKERS = "2"
EXAMPLES = """examples:
  python bench/pipeline.py                        everything; some 15 minutes; README too
  python bench/pipeline.py --only pages start     raw page to facts against its peers, start-up
  python bench/pipeline.py --growth 200 2000      smaller sizes
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the results: what was measured, its value, and the goal where there is one."""

    measure: str
    value: str
    wanted: str = ""


# --- raw pages to facts


@dataclass(frozen=True, slots=True)
class RawPage:
    url: str
    raw: bytes


def annotated_pages() -> list[RawPage]:
    """The pages of all annotated corpora, by several authors."""
    files = sorted([*QUALITY.glob("*/*.html"), *(PROJECT / "seeds/pages").glob("*/*.html")])
    return [RawPage(f"https://news.example/{f.stem}", f.read_bytes()) for f in files]


def generated_pages(count: int, shares: Mapping[str, float]) -> list[RawPage]:
    """Varied pages of many outlets, so many of them about the topic."""
    from pages import make_pages

    return [RawPage(page.url, page.raw) for page in make_pages(count, shares=dict(shares))]


def best(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Least processor time of some rounds, after one that warms up."""
    work()
    taken = []
    for _ in range(rounds):
        started = time.process_time()
        work()
        taken.append(time.process_time() - started)
    return min(taken)


def stage_seconds(pages: Sequence[RawPage]) -> dict[str, float]:
    """Seconds of decoding and triage, cleaning, and extraction over all pages."""
    from cluster_assets.clean.article import clean_page
    from cluster_assets.clean.decode import decode
    from cluster_assets.extract.assets import article_rows
    from cluster_assets.records import KEPT

    cleaned = [clean_page(p.raw, url=p.url, with_triage=True) for p in pages]
    kept = [c for c in cleaned if c.outcome == KEPT]

    def extract() -> None:
        for c in kept:
            article_rows(c.page_id, c.title, c.text, c.published_date, c.outlet)

    def whole() -> None:
        for p in pages:
            c = clean_page(p.raw, url=p.url, with_triage=True)
            if c.outcome == KEPT:
                article_rows(c.page_id, c.title, c.text, c.published_date, c.outlet)

    return {
        "whole": best(whole),
        "decode": best(lambda: [decode(p.raw) for p in pages]),
        "extract": best(extract),
        "kept": float(len(kept)),
    }


def trafilatura_seconds(pages: Sequence[RawPage]) -> float:
    from trafilatura import bare_extraction

    from cluster_assets.clean.decode import decode

    return best(lambda: [bare_extraction(decode(p.raw).text, with_metadata=True) for p in pages])


def news_please_seconds(pages: Sequence[RawPage]) -> float | None:
    """Seconds in its own environment; None where that cannot be set up."""
    from cluster_assets.clean.decode import decode

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "pages.jsonl"
        rows = ({"url": p.url, "html": decode(p.raw).text} for p in pages)
        file.write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in rows), "utf-8")
        uv = shutil.which("uv") or str(PROJECT / ".venv/bin/uv")
        command = [uv, "run", "--quiet", "--no-project", str(BENCH / "news_please_pages.py")]
        try:
            done = subprocess.run([*command, str(file)], capture_output=True, check=True, text=True)
        except (OSError, subprocess.CalledProcessError) as error:
            sys.stderr.write(f"news-please was not measured: {error}\n")
            return None
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found["cpu"]


def page_rows() -> list[Row]:
    """Raw pages to facts beside trafilatura and news-please."""
    from pages import FEED_SHARES, KIND_SHARES

    rows: list[Row] = []
    for name, pages in (
        ("a day of feeds, 5 % about the topic", generated_pages(GENERATED, FEED_SHARES)),
        ("generated pages, half about the topic", generated_pages(GENERATED, KIND_SHARES)),
        ("annotated pages, nearly all about the topic", annotated_pages()),
    ):
        ours, theirs = stage_seconds(pages), trafilatura_seconds(pages)
        count, whole = len(pages), ours["whole"]
        rows += [
            Row(f"{name}: pages (kept)", f"{count:,} ({ours['kept']:,.0f})"),
            Row("— bytes a page", f"{sum(len(p.raw) for p in pages) / count:,.0f}"),
            Row("— raw page to facts, ms a page", f"{1000 * whole / count:.2f}"),
            Row("— trafilatura alone, ms a page", f"{1000 * theirs / count:.2f}"),
            Row("— ours in times of trafilatura", f"{whole / theirs:.2f}", "at most 1.0, aim 0.5"),
            Row("— share of decoding", f"{ours['decode'] / whole:.0%}"),
            Row("— share of extraction", f"{ours['extract'] / whole:.0%}"),
        ]
        peer = news_please_seconds(pages)
        if peer is not None:
            rows.append(Row("— news-please in times of ours", f"{peer / whole:.1f}", "at least 15"))
    return rows


# --- start-up


def child_seconds(code: str) -> float:
    """Processor seconds of a fresh interpreter that runs ``code``; the least of some."""
    import resource

    taken = []
    for _ in range(ROUNDS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", code], check=True, cwd=PROJECT, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(taken)


def start_rows() -> list[Row]:
    """What starts of the command line, the definitions and the check engine take."""
    help_ = "from cluster_assets.cli import main; import sys; sys.argv[1:] = ['--help']; main()"
    return [
        Row("`cluster-assets --help`, s", f"{child_seconds(help_):.2f}"),
        Row("import of Dagster alone, s", f"{child_seconds('import dagster'):.2f}"),
        Row("load all definitions, s", f"{child_seconds('import cluster_assets.definitions'):.2f}"),
        Row("import of Great Expectations, s", f"{child_seconds('import great_expectations'):.2f}"),
    ]


# --- whole runs


def run_of(what: str, settings: dict[str, str]) -> dict[str, Any]:
    """The figures of one whole run in a process of its own."""
    command = [sys.executable, str(BENCH / "pipeline_runs.py"), what]
    environment = {**os.environ, "CLUSTER_ASSETS_WORKERS": WORKERS, **settings}
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def write_days(root: Path, count: int, days: int = 2) -> dict[str, str]:
    """Generated pages as folders of a project below ``root``; its settings."""
    from pages import make_pages

    seeds = root / "seeds"
    seeds.mkdir(parents=True)
    for file in (PROJECT / "seeds").glob("*.csv"):
        shutil.copy(file, seeds / file.name)
    sources, pages = [], make_pages(count)
    for n in range(days):
        day = FIRST_DAY + timedelta(days=n)
        folder = root / "pages" / day.isoformat()
        folder.mkdir(parents=True)
        for _ in range(count // days):
            page = next(pages)
            (folder / f"{page.url.rpartition('=')[2]}.html").write_bytes(page.raw)
        sources.append(
            f"  - {{name: d{n}, kind: folder, path: '{folder}', captured_at: {day}T15:00:00+09:00}}"
        )
    listed = "\n".join(sources)
    (seeds / "sources.yaml").write_text(f"start_date: {FIRST_DAY}\nsources:\n{listed}\n", "utf-8")
    return {"CLUSTER_ASSETS_SEEDS": str(seeds), **_fresh(root)}


def _fresh(root: Path) -> dict[str, str]:
    return {"CLUSTER_ASSETS_DATA": str(root / "data"), "DAGSTER_HOME": str(root / "home")}


def run_rows() -> list[Row]:
    """The main job on the bundled pages beside the same job whose assets do nothing."""
    with tempfile.TemporaryDirectory() as folder:
        real = run_of("run", _fresh(Path(folder) / "real"))
        idle = run_of("idle", _fresh(Path(folder) / "idle"))
    cpu, nothing = real["run"]["cpu"], idle["run"]["cpu"]
    return [
        Row("`run` on the bundled pages, s", f"{cpu:.1f}"),
        Row("the same job doing nothing, s", f"{nothing:.1f}"),
        Row("run in times of the idle job", f"{cpu / nothing:.2f}", "at most 2"),
        Row("share of the checks", f"{real['checks'] / cpu:.0%}"),
        Row("import of the check engine, apart, s", f"{real['engine']:.1f}"),
    ]


def again_rows(count: int) -> list[Row]:
    """A first run over many pages, and one that finds nothing new."""
    with tempfile.TemporaryDirectory() as folder:
        found = run_of("again", write_days(Path(folder), count))
    first, second = found["run"]["cpu"], found["second"]["cpu"]
    return [
        Row(f"first run over {count:,} pages, s", f"{first:.1f}"),
        Row("second run, nothing new, s", f"{second:.2f}"),
        Row("second in times of the first", f"{second / first:.3f}", "at most 0.1"),
    ]


def growth_rows(sizes: Sequence[int]) -> list[Row]:
    """Whole runs of growing size."""
    rows, figures = [], []
    for count in sizes:
        with tempfile.TemporaryDirectory() as folder:
            found = run_of("run", write_days(Path(folder), count))
        cpu, memory = found["run"]["cpu"], found["megabytes"]
        figures.append((cpu, memory))
        rows += [
            Row(f"run over {count:,} pages, s", f"{cpu:.1f} ({found['run']['clock']:.0f} s clock)"),
            Row("— peak memory with two workers, MB", f"{memory:,.0f}", "under 1,500"),
        ]
    times = sizes[-1] / sizes[0]
    rows += [
        Row(
            f"time for {times:.0f} times the pages",
            f"{figures[-1][0] / figures[0][0]:.1f}x",
            f"at most {1.05 * times:.1f}x",
        ),
        Row("memory for them", f"{figures[-1][1] / figures[0][1]:.2f}x", "at most 1.3x"),
    ]
    return rows


PARTS: dict[str, str] = {
    "pages": "Raw page to facts",
    "start": "Start-up",
    "run": "The main job and an idle one",
    "again": "Nothing new",
    "growth": "Growth",
}


def as_markdown(parts: dict[str, list[Row]]) -> str:
    """The results as one table a part."""
    lines = [
        "# The pipeline as a whole",
        "",
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; "
        "processor time. Written by `python bench/pipeline.py`.",
    ]
    for name, rows in parts.items():
        lines += ["", f"## {PARTS[name]}", "", "| measure | value | goal |", "|---|---:|---|"]
        lines += [f"| {r.measure} | {r.value} | {r.wanted} |" for r in rows]
    return "\n".join(lines) + "\n"


def headlines(parts: dict[str, list[Row]]) -> str:
    """The measures that have a goal, as one table for the README."""
    lines = ["| measure | value | goal |", "|---|---:|---|"]
    for rows in parts.values():
        about = ""
        for row in rows:
            if not row.measure.startswith("—"):
                about = row.measure.partition(":")[0].removesuffix(", s")
            if row.wanted:
                name = row.measure.replace("—", f"{about}:")
                lines.append(f"| {name} | {row.value} | {row.wanted} |")
    return "\n".join(lines) + "\n"


def update_readme(parts: dict[str, list[Row]]) -> None:
    """Put the headlines between the README's marks."""
    text = README.read_text("utf-8")
    before, rest = text.split(BEGIN, 1)
    after = rest.split(END, 1)[1]
    README.write_text(f"{before}{BEGIN}\n{headlines(parts)}{END}{after}", "utf-8")


def chart(parts: dict[str, list[Row]], path: Path) -> None:
    """Milliseconds a page as bars: ours beside trafilatura."""
    import altair as alt
    import pandas as pd

    bars = []
    corpus = ""
    for row in parts.get("pages", []):
        if "(kept)" in row.measure:
            corpus = row.measure.partition(":")[0]
        elif row.measure.endswith("ms a page"):
            name = row.measure.removeprefix("— ").removesuffix(", ms a page")
            bars.append({"pages": corpus, "what": name, "ms a page": float(row.value)})
    if bars:
        drawn = (
            alt.Chart(pd.DataFrame(bars))
            .mark_bar()
            .encode(
                x=alt.X("ms a page:Q", title="processor ms a page"),
                y=alt.Y("what:N", title=None),
                row=alt.Row("pages:N", title=None),
                color=alt.Color("what:N", legend=None),
            )
        )
        drawn.save(path)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", nargs="+", choices=list(PARTS), default=list(PARTS))
    parser.add_argument("--growth", nargs="+", type=int, default=[1000, 10_000])
    parser.add_argument("--again", type=int, default=2000, help="pages of the run done twice")
    parser.add_argument("--out", type=Path, default=RESULTS / "pipeline.md")
    options = parser.parse_args()
    work: dict[str, Callable[[], list[Row]]] = {
        "pages": page_rows,
        "start": start_rows,
        "run": run_rows,
        "again": lambda: again_rows(options.again),
        "growth": lambda: growth_rows(options.growth),
    }
    parts: dict[str, list[Row]] = {}
    for name in options.only:
        sys.stderr.write(f"{PARTS[name]} …\n")
        parts[name] = work[name]()
        for row in parts[name]:
            sys.stderr.write(f"  {row.measure}: {row.value}\n")
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(as_markdown(parts), "utf-8")
    chart(parts, options.out.with_suffix(".svg"))
    if options.out == RESULTS / "pipeline.md" and len(parts) == len(PARTS):
        update_readme(parts)
    sys.stdout.write(as_markdown(parts))


if __name__ == "__main__":
    main()
