"""Compare our cleaner with general extractors on one set of pages.

Text F1 counts 4-character shingles of the true body, as the quality scorer does; CPU is
process time per page, after every page was cleaned once. Extractors that are not installed
are left out of the table.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cluster_assets.clean.article import clean_page
from cluster_assets.clean.decode import decode

Result = tuple[str, str | None]
Extractor = Callable[[bytes], Result]
_PUNCTUATION = re.compile(r"[\s'\"‘’“”「」『』<>《》〈〉·ㆍ・․‧･.,()（）\[\]~∼-]")


@dataclass(frozen=True, slots=True)
class Score:
    """What one extractor reached on all pages."""

    name: str
    precision: float
    recall: float
    f1: float
    dates: float | None
    milliseconds: float


def ours(raw: bytes) -> Result:
    page = clean_page(raw)
    return page.text, page.published_date.isoformat() if page.published_date else None


def trafilatura_default(raw: bytes) -> Result:
    from trafilatura import bare_extraction

    found = bare_extraction(decode(raw).text, with_metadata=True)
    return (found.text or "", found.date) if found else ("", None)


def trafilatura_fast(raw: bytes) -> Result:
    from trafilatura import bare_extraction

    found = bare_extraction(decode(raw).text, with_metadata=True, fast=True)
    return (found.text or "", found.date) if found else ("", None)


def resiliparse(raw: bytes) -> Result:
    from resiliparse.extract.html2text import extract_plain_text

    return extract_plain_text(decode(raw).text, main_content=True), None


def readability(raw: bytes) -> Result:
    from lxml.html import fromstring
    from readability import Document

    summary = Document(decode(raw).text).summary()
    return fromstring(summary).text_content(), None


def newspaper(raw: bytes) -> Result:
    from newspaper import Article

    article = Article("http://page.invalid/", language="ko")
    article.set_html(decode(raw).text)
    article.parse()
    published = article.publish_date
    return article.text, published.date().isoformat() if published else None


EXTRACTORS: dict[str, Extractor] = {
    "cluster_assets": ours,
    "trafilatura": trafilatura_default,
    "trafilatura fast": trafilatura_fast,
    "resiliparse": resiliparse,
    "readability-lxml": readability,
    "newspaper4k": newspaper,
}
_WITHOUT_DATES = {"resiliparse", "readability-lxml"}


def squash(text: str) -> str:
    return _PUNCTUATION.sub("", text).lower()


def shingles(text: str, heads: set[str]) -> Counter[str]:
    kept = "".join(line for line in text.split("\n") if squash(line) not in heads)
    kept = re.sub(r"\s+", "", kept)
    return Counter(kept[at : at + 4] for at in range(max(len(kept) - 3, 0)))


def measure(
    name: str, extract: Extractor, pages: list[tuple[bytes, str, dict[str, object]]]
) -> Score:
    results = [extract(raw) for raw, _, _ in pages]  # also the warm-up
    start = time.process_time()
    for raw, _, _ in pages:
        extract(raw)
    spent = time.process_time() - start
    hits = wanted = given = dated = 0
    for (text, published), (_, body, gold) in zip(results, pages, strict=True):
        subtitles = gold.get("subtitles") or []
        assert isinstance(subtitles, list)
        heads = {squash(str(head)) for head in [gold.get("title") or "", *subtitles] if head}
        want, have = shingles(body, heads), shingles(text or "", heads)
        hits += sum((want & have).values())
        wanted += sum(want.values())
        given += sum(have.values())
        dated += (gold.get("published") or None) == (published or None)
    precision, recall = hits / max(given, 1), hits / max(wanted, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    dates = None if name in _WITHOUT_DATES else dated / len(pages)
    return Score(name, precision, recall, f1, dates, 1000 * spent / len(pages))


def load(folder: Path) -> list[tuple[bytes, str, dict[str, object]]]:
    pages = []
    for gold in sorted(folder.glob("*.gold.json")):
        name = gold.name.removesuffix(".gold.json")
        body, raw = folder / f"{name}.article.txt", folder / f"{name}.html"
        if body.exists() and raw.exists():
            pages.append(
                (raw.read_bytes(), body.read_text("utf-8"), json.loads(gold.read_text("utf-8")))
            )
    return pages


def table(scores: list[Score], count: int) -> str:
    lines = [
        f"# Cleaning {count} pages, {date.today().isoformat()}",
        "",
        "| extractor | precision | recall | text F1 | dates right | CPU ms a page |",
        "|---|---|---|---|---|---|",
    ]
    for score in scores:
        dates = "-" if score.dates is None else f"{score.dates:.3f}"
        lines.append(
            f"| {score.name} | {score.precision:.3f} | {score.recall:.3f} | {score.f1:.3f}"
            f" | {dates} | {score.milliseconds:.1f} |"
        )
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument(
        "pages", type=Path, nargs="+", help="folders of NAME.html, .article.txt, .gold.json"
    )
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "results" / "clean.md")
    options = parser.parse_args()
    pages = [page for folder in options.pages for page in load(folder)]
    if not pages:
        parser.error("no NAME.gold.json with NAME.html and NAME.article.txt found")
    scores = []
    for name, extract in EXTRACTORS.items():
        try:
            scores.append(measure(name, extract, pages))
        except ImportError as error:
            print(f"{name}: left out ({error})")
    report = table(scores, len(pages))
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(report, "utf-8")
    print(report)


if __name__ == "__main__":
    main()
