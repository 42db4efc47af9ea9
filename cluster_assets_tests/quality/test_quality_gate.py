"""No measure on the gold corpus falls below its floor, and the corpus itself is sound."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cluster_assets_tests.quality.corpus import (
    FLOORS,
    figure_of,
    fingerprint,
    gold_annotations,
    gold_articles,
    page_files,
    quality,
)

GOLD = gold_annotations()
FLOOR_FILE: dict[str, Any] = json.loads(FLOORS.read_text("utf-8"))
UPDATE = "python -m cluster_assets_tests.quality.update_floors"


def test_every_page_has_gold_and_every_gold_a_page() -> None:
    assert set(page_files()) == set(GOLD) == set(gold_articles())


@pytest.mark.parametrize("name", sorted(GOLD))
def test_gold_evidence_stands_in_the_article(name: str) -> None:
    written = f"{GOLD[name]['title']}\n{gold_articles()[name]}"
    for fact in [*GOLD[name]["money"], *GOLD[name]["figures"]]:
        assert fact["evidence"]
        assert fact["evidence"] in written


@pytest.mark.parametrize("name", sorted(GOLD))
def test_gold_parents_exist(name: str) -> None:
    money = GOLD[name]["money"]
    for index, fact in enumerate(money):
        assert fact["parent"] is None or fact["parent"] in set(range(len(money))) - {index}


def test_floors_belong_to_this_corpus() -> None:
    assert FLOOR_FILE["corpus"] == fingerprint(), f"pages or gold changed: run {UPDATE}"


@pytest.mark.parametrize("measure", sorted(FLOOR_FILE["floors"]))
def test_measure_keeps_its_floor(measure: str) -> None:
    rows = quality()
    assert measure in rows, f"nothing is measured as {measure!r} any more"
    floor = FLOOR_FILE["floors"][measure]
    figure = figure_of(rows[measure])
    assert figure >= floor, f"{measure}: {figure:.3f} is below its floor {floor:.3f}"


def test_every_measure_has_a_floor() -> None:
    assert set(quality()) == set(FLOOR_FILE["floors"]), f"run {UPDATE}"
