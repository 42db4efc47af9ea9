"""Measure extraction from clean text: articles a second on one core, stages, memory, growth.

The articles are the bundled gold's bodies. CPU is process time, the best of several rounds
after one that warms up; one more pass reads other articles for the first time, which no cache
of the process can know. Growth repeats one long article 1, 2, 4 and 8 times: linear work
costs the same a character at every length.
"""

from __future__ import annotations

import argparse
import json
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from memory import own_peak_megabytes

PROJECT = Path(__file__).resolve().parents[1]
QUALITY = PROJECT / "cluster_assets_tests" / "quality"
GOLD = QUALITY / "bundled"
RESULTS = PROJECT / "bench" / "results" / "extract.md"
LENGTHS = (1, 2, 4, 8)
EXAMPLES = """examples:
  python bench/extract.py                        writes bench/results/extract.md
  python bench/extract.py --articles DIR DIR     other articles: NAME.article.txt + .gold.json
  python bench/extract.py --rounds 1 --out /tmp/extract.md
"""


@dataclass(frozen=True, slots=True)
class Article:
    """What extraction is given of one page."""

    title: str | None
    text: str
    published_date: date | None
    outlet: str | None


def read_articles(folders: Sequence[Path]) -> list[Article]:
    articles = []
    for path in sorted(p for folder in folders for p in folder.glob("*.gold.json")):
        gold = json.loads(path.read_text("utf-8"))
        body = path.with_name(path.name.replace(".gold.json", ".article.txt"))
        published = gold.get("published")
        articles.append(
            Article(
                gold.get("title"),
                body.read_text("utf-8"),
                date.fromisoformat(published) if published else None,
                gold.get("outlet"),
            )
        )
    return articles


def best_seconds(work: Callable[[], object], rounds: int) -> float:
    """Least process time of one call, after a call that warms up."""
    work()
    taken = []
    for _ in range(rounds):
        started = time.process_time()
        work()
        taken.append(time.process_time() - started)
    return min(taken)


def import_seconds() -> float:
    """Process time of a fresh interpreter that imports the extractor and its gazetteers."""
    code = (
        "import time; from cluster_assets.extract.facts import extract_facts;"
        "extract_facts('제목', '본문이다.', published_date=None, outlet=None);"
        "print(time.process_time())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PROJECT
    )
    return float(done.stdout)


def report(articles: Sequence[Article], rounds: int) -> str:
    from cluster_assets.extract.facts import extract_facts

    def extract(article: Article, times: int = 1) -> object:
        return extract_facts(
            article.title,
            "\n".join([article.text] * times),
            published_date=article.published_date,
            outlet=article.outlet,
        )

    seconds = best_seconds(lambda: [extract(a) for a in articles], rounds)
    others = read_articles([QUALITY / "further"])
    started = time.process_time()
    for article in others:
        extract(article)
    first = time.process_time() - started
    characters = sum(len(a.text) for a in articles)
    longest = max(articles, key=lambda a: len(a.text))
    growth = [(n, best_seconds(lambda n=n: extract(longest, n), rounds)) for n in LENGTHS]
    memory = own_peak_megabytes()
    lines = [
        f"# Extraction from {len(articles)} clean articles, {date.today().isoformat()}",
        "",
        f"Python {platform.python_version()}, {platform.machine()}, one core. "
        "No morphological analyser is used: its share of the time is 0.",
        "",
        "| measure | value |",
        "|---|---|",
        f"| articles a second | {len(articles) / seconds:,.0f} |",
        f"| CPU ms an article | {1000 * seconds / len(articles):.1f} |",
        f"| articles a second, {len(others)} never read before | {len(others) / first:,.0f} |",
        f"| characters a second | {characters / seconds:,.0f} |",
        f"| CPU s from start to first article | {import_seconds():.2f} |",
        f"| peak memory of the process, MB | {memory:,.0f} |",
        "",
        "| times the longest article | characters | CPU ms | CPU a character, x the first |",
        "|---|---|---|---|",
    ]
    for n, taken in growth:
        relative = taken / n / growth[0][1]
        lines.append(f"| {n} | {len(longest.text) * n:,} | {1000 * taken:.1f} | {relative:.2f} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", nargs="+", type=Path, default=[GOLD], metavar="DIR")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--out", type=Path, default=RESULTS)
    options = parser.parse_args()
    articles = read_articles(options.articles)
    if not articles:
        parser.error(f"no NAME.gold.json in {', '.join(map(str, options.articles))}")
    text = report(articles, options.rounds)
    options.out.write_text(text, "utf-8")
    print(text)


if __name__ == "__main__":
    main()
