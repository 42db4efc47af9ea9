"""How good the extraction is, measured with the annotated pages by the product's own path."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from cluster_assets.commands.extract import annotate
from cluster_assets.report.scoring import QualityRow, score_documents
from cluster_assets.workers import map_pages

GOLD_SUFFIX = ".gold.json"


def measure_quality(gold_folder: Path, *pages_folders: Path) -> list[QualityRow]:
    """Measures over all ``NAME.gold.json`` whose ``NAME.html`` lies below a ``pages_folders``.

    A page that is missing or fails counts as an empty prediction. No gold, no rows.
    """
    gold: dict[str, Any] = {
        path.name.removesuffix(GOLD_SUFFIX): json.loads(path.read_text("utf-8"))
        for path in sorted(gold_folder.glob(f"*{GOLD_SUFFIX}"))
    }
    if not gold:
        return []
    found_pages = (p for folder in pages_folders for p in sorted(folder.rglob("*.html")))
    pages = {p.stem: p for p in found_pages if p.stem in gold}
    results = map_pages(annotate, [(str(path),) for path in pages.values()])
    found = {
        name: result
        for name, result in zip(pages, results, strict=True)
        if not isinstance(result, Exception)
    }
    articles = {
        name: path.read_text("utf-8")
        for name in gold
        if (path := gold_folder / f"{name}.article.txt").exists()
    }
    return list(score_documents(gold, found, articles))
