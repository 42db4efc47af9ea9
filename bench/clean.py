"""Compare our cleaner with general extractors, in one run on the same pages.

Text F1 counts 4-character shingles of the true body, as the quality scorer does. CPU is
process time a page, the best of several rounds after every page was read once. Extractors
that are not installed are left out of the table.
"""

from __future__ import annotations

import argparse
import json
import platform
import re
import time
import warnings
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import clean_triage
from clean_extractors import BASELINE, EXTRACTORS, Extracted, Extractor

PROJECT = Path(__file__).resolve().parents[1]
GOLD = PROJECT / "cluster_assets_tests" / "quality" / "bundled"
BUNDLED_PAGES = PROJECT / "seeds" / "pages"
RESULTS = PROJECT / "bench" / "results"
EXAMPLES = """examples:
  python bench/clean.py                         the bundled pages; writes bench/results/clean.*
  python bench/clean.py --pages DIR DIR         other pages: NAME.html, .article.txt, .gold.json
  python bench/clean.py --rounds 1 --out /tmp   a quick look that leaves the results alone
"""
_PUNCTUATION = re.compile(r"[\s'\"‘’“”「」『』<>《》〈〉·ㆍ・․‧･.,()（）\[\]~∼-]")


@dataclass(frozen=True, slots=True)
class GoldPage:
    """One page with its true body and annotation."""

    name: str
    raw: bytes
    body: str
    gold: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Score:
    """What one extractor reached on all pages; shares between 0 and 1."""

    name: str
    precision: float
    recall: float
    f1: float
    titles: float | None
    dates: float | None
    milliseconds: float


def squash(text: str | None) -> str:
    return _PUNCTUATION.sub("", text or "").lower()


def shingles(text: str, heads: set[str]) -> Counter[str]:
    kept = "".join(line for line in text.split("\n") if squash(line) not in heads)
    kept = re.sub(r"\s+", "", kept)
    return Counter(kept[at : at + 4] for at in range(max(len(kept) - 3, 0)))


def score(extractor: Extractor, results: Sequence[Extracted], pages: Sequence[GoldPage]) -> Score:
    """Compare what was extracted with the gold, page by page."""
    hits = wanted = given = dated = titled = 0
    for found, page in zip(results, pages, strict=True):
        title, subtitles = page.gold.get("title"), page.gold.get("subtitles") or []
        heads = {squash(head) for head in [title, *subtitles] if head}
        want, have = shingles(page.body, heads), shingles(found.text or "", heads)
        hits += sum((want & have).values())
        wanted += sum(want.values())
        given += sum(have.values())
        dated += (page.gold.get("published") or None) == (found.published or None)
        titled += squash(title) == squash(found.title)
    precision, recall = hits / max(given, 1), hits / max(wanted, 1)
    return Score(
        name=extractor.name,
        precision=precision,
        recall=recall,
        f1=2 * precision * recall / max(precision + recall, 1e-9),
        titles=titled / len(pages) if extractor.has_titles else None,
        dates=dated / len(pages) if extractor.has_dates else None,
        milliseconds=0.0,
    )


def measure(pages: Sequence[GoldPage], rounds: int) -> list[Score]:
    """Score every installed extractor, then time them in turns, so that all see the same load."""
    scores: dict[str, Score] = {}
    best: dict[str, float] = {}
    for extractor in EXTRACTORS:
        try:
            results = [extractor.extract(page.raw) for page in pages]
        except ImportError as error:
            print(f"{extractor.name}: left out ({error})")
            continue
        scores[extractor.name] = score(extractor, results, pages)
    for _ in range(rounds):
        for extractor in EXTRACTORS:
            if extractor.name in scores:
                start = time.process_time()
                for page in pages:
                    extractor.extract(page.raw)
                spent = 1000 * (time.process_time() - start) / len(pages)
                best[extractor.name] = min(spent, best.get(extractor.name, spent))
    return [
        Score(s.name, s.precision, s.recall, s.f1, s.titles, s.dates, best[s.name])
        for s in scores.values()
    ]


def load(folder: Path, html: Path | None = None) -> list[GoldPage]:
    """Pages with gold in ``folder``; their markup beside it or anywhere under ``html``."""
    markup = {path.stem: path for path in (html or folder).rglob("*.html")}
    pages = []
    for path in sorted(folder.glob("*.gold.json")):
        name = path.name.removesuffix(".gold.json")
        body = folder / f"{name}.article.txt"
        if name in markup and body.exists():
            raw, gold = markup[name].read_bytes(), json.loads(path.read_text("utf-8"))
            pages.append(GoldPage(name, raw, body.read_text("utf-8"), gold))
    return pages


def table(scores: Sequence[Score], count: int) -> str:
    base = next((s.milliseconds for s in scores if s.name == BASELINE), None)
    lines = [
        f"# Cleaning {count} pages, {date.today().isoformat()}",
        "",
        f"Python {platform.python_version()}, {platform.machine()}, one core. The general"
        " extractors are handed text that our decoder read.",
        "",
        "![Text F1, dates and CPU of each extractor](clean.svg)",
        "",
        "| extractor | precision | recall | text F1 | titles right | dates right"
        f" | CPU ms a page | x {BASELINE} |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for s in scores:
        ratio = f"{s.milliseconds / base:.2f}" if base else "-"
        lines.append(
            f"| {s.name} | {s.precision:.3f} | {s.recall:.3f} | {s.f1:.3f} | {_share(s.titles)}"
            f" | {_share(s.dates)} | {s.milliseconds:.1f} | {ratio} |"
        )
    return "\n".join(lines) + "\n"


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def chart(scores: Sequence[Score]) -> bytes:
    """Bars of text F1, dates and CPU as an SVG picture."""
    import altair as alt
    import vl_convert

    order = [s.name for s in scores]
    panels = (
        ("text F1", [(s.name, s.f1) for s in scores], ".3f"),
        ("dates right", [(s.name, s.dates) for s in scores if s.dates is not None], ".3f"),
        ("CPU ms a page", [(s.name, s.milliseconds) for s in scores], ".1f"),
    )
    rows = []
    for title, values, form in panels:
        data = alt.Data(values=[{"extractor": name, "value": value} for name, value in values])
        bars = alt.Chart(data, width=190, height=150, title=title).encode(
            x=alt.X("value:Q", title=None),
            y=alt.Y("extractor:N", sort=order, title=None, scale=alt.Scale(domain=order)),
        )
        colour = alt.condition(
            alt.datum.extractor == order[0], alt.value("#1f6f8b"), alt.value("#b8c4c9")
        )
        labels = bars.mark_text(align="left", dx=3).encode(text=alt.Text("value:Q", format=form))
        rows.append(bars.mark_bar().encode(color=colour) + labels)
    return vl_convert.vegalite_to_svg(alt.hconcat(*rows).to_json()).encode()


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python bench/clean.py",
        description=(__doc__ or "").split("\n")[0],
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--pages", type=Path, nargs="+", metavar="DIR", help="pages with gold")
    parser.add_argument("--rounds", type=int, default=5, help="timed rounds (default 5)")
    parser.add_argument("--out", type=Path, default=RESULTS, metavar="DIR", help="result folder")
    parser.add_argument("--no-triage", action="store_true", help="leave the triage out")
    options = parser.parse_args()
    if options.pages:
        pages = [page for folder in options.pages for page in load(folder)]
    else:
        pages = load(GOLD, BUNDLED_PAGES)
    if not pages:
        parser.error("no NAME.gold.json with NAME.html and NAME.article.txt found")
    warnings.filterwarnings("ignore")  # the extractors' own
    scores = measure(pages, max(options.rounds, 1))
    report = table(scores, len(pages))
    if not options.no_triage:
        relevant = [page.raw for page in pages if page.gold.get("relevant")]
        report += "\n" + clean_triage.report([page.raw for page in pages], relevant)
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "clean.md").write_text(report, "utf-8")
    (options.out / "clean.svg").write_bytes(chart(scores))
    print(report)


if __name__ == "__main__":
    main()
