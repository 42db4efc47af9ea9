"""Pages of many kinds of site: text and metadata are read off each of them exactly."""

from __future__ import annotations

import pytest

from cluster_assets.clean.article import clean_page
from cluster_assets.records import KEPT
from cluster_assets_tests.clean import board_page_kinds, more_page_kinds, odd_page_kinds, page_kinds

PARTS = (page_kinds, more_page_kinds, odd_page_kinds, board_page_kinds)
KINDS = {name: kind for part in PARTS for name, kind in part.KINDS.items()}


@pytest.mark.parametrize("name", KINDS)
def test_page(name: str) -> None:
    kind = KINDS[name]
    page = clean_page(kind.markup.encode(), url=kind.url, captured_at=page_kinds.CAPTURED_AT)
    assert page.outcome == KEPT, page.reason
    assert page.text.split("\n") == list(kind.text), page.layout
    assert page.title == kind.title
    assert (page.outlet, page.reporter) == (kind.outlet, kind.reporter)
    assert page.published_date == kind.published, page.published_date_source


def test_no_kind_is_hidden_by_another_of_the_same_name() -> None:
    assert len(KINDS) == sum(len(part.KINDS) for part in PARTS)
