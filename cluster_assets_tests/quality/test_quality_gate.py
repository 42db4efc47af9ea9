"""No measure on the gold corpus falls below its floor, and the corpus itself is sound."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cluster_assets_tests.quality.corpus import (
    CORPORA,
    FLOORS,
    figure_of,
    fingerprint,
    gold_annotations,
    gold_articles,
    page_files,
    quality,
)

FLOOR_FILE: dict[str, Any] = json.loads(FLOORS.read_text("utf-8"))
PAGES = [(corpus, name) for corpus in CORPORA for name in gold_annotations(corpus)]
FLOOR_CASES = [(corpus, measure) for corpus in CORPORA for measure in FLOOR_FILE[corpus]["floors"]]
UPDATE = "python -m cluster_assets_tests.quality.update_floors"


@pytest.mark.parametrize("corpus", CORPORA)
def test_every_page_has_gold_and_every_gold_a_page(corpus: str) -> None:
    golds = set(gold_annotations(corpus))
    assert golds
    assert set(page_files(corpus)) == golds == set(gold_articles(corpus))


@pytest.mark.parametrize(("corpus", "name"), PAGES)
def test_gold_is_sound(corpus: str, name: str) -> None:
    gold = gold_annotations(corpus)[name]
    written = "\n".join([gold["title"], *gold.get("subtitles", []), gold_articles(corpus)[name]])
    for fact in [*gold["money"], *gold["figures"]]:
        assert fact["evidence"]
        assert fact["evidence"] in written
    for index, fact in enumerate(gold["money"]):
        others = set(range(len(gold["money"]))) - {index}
        assert fact["parent"] is None or fact["parent"] in others


@pytest.mark.parametrize("corpus", CORPORA)
def test_floors_belong_to_this_corpus(corpus: str) -> None:
    known = FLOOR_FILE[corpus]["corpus"]
    assert known == fingerprint(corpus), f"pages or gold changed: run {UPDATE}"


@pytest.mark.parametrize(("corpus", "measure"), FLOOR_CASES)
def test_measure_keeps_its_floor(corpus: str, measure: str) -> None:
    rows = quality(corpus)
    assert measure in rows, f"nothing is measured as {measure!r} any more"
    floor = FLOOR_FILE[corpus]["floors"][measure]
    figure = figure_of(rows[measure])
    assert figure >= floor, f"{measure}: {figure:.3f} is below its floor {floor:.3f}"


@pytest.mark.parametrize("corpus", CORPORA)
def test_every_measure_has_a_floor(corpus: str) -> None:
    assert set(quality(corpus)) == set(FLOOR_FILE[corpus]["floors"]), f"run {UPDATE}"
