"""Pages made to break a cleaner: each is bounded in time and ends in one outcome."""

from __future__ import annotations

import random
import time

import pytest

from cluster_assets.clean.article import clean_page
from cluster_assets.records import KEPT, REJECTED_OUTCOMES
from cluster_assets_tests.clean.pages import PAGES

S = "한솔군은 농기계 특화단지에 12억원을 들인다고 밝혔다. "
HEAD = "<html><title>한솔군 특화단지</title><body>"
OUTCOMES = {KEPT, *REJECTED_OUTCOMES}

HOSTILE = {
    "a hundred thousand paragraphs": HEAD + "<p>가</p>" * 100_000,
    "nested 200,000 deep": HEAD + "<div>" * 200_000 + S,
    "inline markup 200,000 deep": HEAD + "<span>" * 200_000 + S * 3,
    "boxes in boxes": HEAD + '<div class="ad"><div class="article_body"><a>x</a>' * 700 + S * 500,
    "containers in containers": HEAD + f'<div class="view_content"><p>{S * 2}</p>' * 500,
    "tables in tables": HEAD + "<table><tr><td>" * 600 + S * 9,
    "many attributes": HEAD + "<div " + " ".join(f'a{n}="<"' for n in range(100_000)) + ">" + S * 4,
    "comments that never end": HEAD + "<!--" * 300_000,
    "ampersands": HEAD + "<p>" + "&" * 1_000_000,
    "one endless word": HEAD + "<p>" + "가" * 1_000_000,
    "deep json": HEAD
    + "<script type=application/ld+json>"
    + '{"articleBody":' * 50_000
    + "</script>",
    "style sheet that never ends": HEAD
    + "<style>"
    + "@media a{b{display:none}" * 50_000
    + "</style>",
    "half a tag": HEAD + f"<div id=articleBody><p>{S * 3}</p><a hre",
    "nul bytes inside": HEAD + f"<div id=articleBody>{S}\0{S}\0</div>",
    "spans of a table": HEAD
    + "<table>"
    + "<tr><td rowspan=9999 colspan=9999>1</td><td>2</td></tr>" * 900,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_bounded(name: str) -> None:
    start = time.process_time()
    cleaned = clean_page(HOSTILE[name].encode())
    assert cleaned.outcome in OUTCOMES - {"error"}, cleaned.reason
    assert time.process_time() - start < 8
    assert bool(cleaned.text) == (cleaned.outcome in (KEPT, "irrelevant"))


def test_sixty_megabytes_are_refused_at_once() -> None:
    assert clean_page(b"<p>" + b"x" * 60_000_000).outcome == "too_large"


def test_mutated_pages_end_in_one_outcome() -> None:
    chance = random.Random(7)
    pages = [markup.encode() for markup in PAGES.values()]
    for number in range(150):
        raw = bytearray(chance.choice(pages))
        kind = number % 5
        if kind == 0:
            raw = raw[: chance.randrange(len(raw))]
        elif kind == 1:
            for _ in range(40):
                raw[chance.randrange(len(raw))] = chance.randrange(256)
        elif kind == 2:
            start = chance.randrange(len(raw))
            del raw[start : start + chance.randrange(400)]
        elif kind == 3:
            raw = bytearray(bytes(raw).replace(b">", b"", chance.randrange(1, 30)))
        else:
            raw = bytearray(bytes(raw).decode().encode("utf-16" if number % 2 else "utf-7"))
        assert clean_page(bytes(raw)).outcome in OUTCOMES - {"error"}
