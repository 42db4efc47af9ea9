"""The gold corpora: pages, their true annotations, and the product's answer to both.

``bundled`` annotates the sample in ``seeds/pages``; ``further`` are pages that rules were
written from; ``unseen`` are pages that no rule may be written from, so that their figures
say what to expect of other outlets.
"""

from __future__ import annotations

import hashlib
import json
import math
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from cluster_assets.clean.article import clean_page
from cluster_assets.extract.annotation import to_annotation
from cluster_assets.extract.facts import extract_facts
from cluster_assets.report.scoring import QualityRow, score_documents

PROJECT = Path(__file__).resolve().parents[2]
PAGES = PROJECT / "seeds" / "pages"
HERE = Path(__file__).parent
CORPORA = ("bundled", "further", "unseen")
FLOORS = Path(__file__).with_name("floors.json")
SEOUL = ZoneInfo("Asia/Seoul")

# Room for honest trade-offs: one fact more or less must not break the gate, a rule must.
SLACK = 0.01
SLACK_ITEMS = 1.5


def page_files(corpus: str) -> dict[str, Path]:
    """Page of each annotated article by name."""
    folder = PAGES if corpus == "bundled" else HERE / corpus
    return {path.stem: path for path in sorted(folder.rglob("*.html"))}


def gold_annotations(corpus: str) -> dict[str, dict[str, Any]]:
    """Gold annotation of each article by name."""
    return {
        path.name.removesuffix(".gold.json"): json.loads(path.read_text("utf-8"))
        for path in sorted((HERE / corpus).glob("*.gold.json"))
    }


def gold_articles(corpus: str) -> dict[str, str]:
    """True body text of each article by name."""
    return {
        path.name.removesuffix(".article.txt"): path.read_text("utf-8")
        for path in sorted((HERE / corpus).glob("*.article.txt"))
    }


def fingerprint(corpus: str) -> str:
    """SHA-256 over names and contents of all pages and gold files.

    Floors are only comparable with figures of the very same corpus.
    """
    digest = hashlib.sha256()
    gold = sorted(p for p in (HERE / corpus).iterdir() if p.suffix in (".json", ".txt"))
    for path in [*page_files(corpus).values(), *gold]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def predict(path: Path) -> dict[str, Any]:
    """What the product makes of one page, in the annotation form with ``text``."""
    day = path.parent.name if path.is_relative_to(PAGES) else None
    captured_at = datetime.fromisoformat(day).replace(hour=6, tzinfo=SEOUL) if day else None
    page = clean_page(path.read_bytes(), captured_at=captured_at)
    facts = extract_facts(
        page.title, page.text, published_date=page.published_date, outlet=page.outlet
    )
    return to_annotation(page, facts)


@cache
def quality(corpus: str) -> dict[str, QualityRow]:
    """Every measure of the product on one corpus, by name."""
    predictions = {name: predict(path) for name, path in page_files(corpus).items()}
    rows = score_documents(gold_annotations(corpus), predictions, gold_articles(corpus))
    return {row.measure: row for row in rows}


def figure_of(row: QualityRow) -> float:
    """The one number a floor is set on: F1 of a set, accuracy of an attribute."""
    value = row.f1 if row.kind == "f1" else row.accuracy
    if value is None:
        msg = f"measure {row.measure!r} has no figure"
        raise ValueError(msg)
    return value


def floor_of(row: QualityRow) -> float:
    """The floor to set under today's figure: a hundredth or one item and a half, if more."""
    slack = max(SLACK, SLACK_ITEMS / row.n if row.n else 0.0)
    return max(0.0, math.floor((figure_of(row) - slack) * 1000) / 1000)
