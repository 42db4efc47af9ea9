"""Which amount is a part of which: the steps, in the order in which they build on each other.

A part is never guessed where the sums contradict it. Drafts arrive in reading order.
"""

from __future__ import annotations

from collections.abc import Sequence

from cluster_assets.extract.money.breakdowns import (
    items,
    lists,
    parts,
    pooled,
    purses,
    rest,
    slices,
)
from cluster_assets.extract.money.breakdowns.brackets import (
    bracket_after,
    close_bracket,
    link_brackets,
    link_labelled_sums,
)
from cluster_assets.extract.money.breakdowns.changes import (
    is_whole_of_next,
    link_changed_items,
    link_cuts,
    mark_changes,
)
from cluster_assets.extract.money.breakdowns.sums import link_sums
from cluster_assets.extract.money.draft import Draft

__all__ = [
    "bracket_after",
    "close_bracket",
    "is_whole_of_next",
    "link_bill",
    "link_brackets",
    "link_changed_items",
    "link_columns_and_headline",
    "link_cuts",
    "link_labelled_sums",
    "link_parts_of",
    "link_slices",
    "link_sums",
    "mark_changes",
]


def link_parts_of(text: str, drafts: Sequence[Draft], sentence_index: dict[int, int]) -> None:
    """What words name as a part, what they call the rest, and items without a full sum."""
    parts.link_parts_of(text, drafts, sentence_index)
    rest.link_rest(text, drafts, sentence_index)
    items.link_items(text, drafts, sentence_index)
    items.link_bullets(text, drafts, sentence_index)
    purses.link_mixed_givers(text, drafts, sentence_index)
    purses.link_purses(text, drafts, sentence_index)
    lists.link_lists(text, drafts, sentence_index)


def link_slices(text: str, drafts: Sequence[Draft], sentence_index: dict[int, int]) -> None:
    """One year's or the spent share of a total, and sums drawn from what was told apart."""
    slices.link_slices(text, drafts, sentence_index)
    pooled.link_pooled(text, drafts, sentence_index)


def link_bill(headline: str, text: str, drafts: Sequence[Draft]) -> None:
    """Items of the budget bill that is the article's subject; needs the amounts' years."""
    purses.link_bill_items(headline, text, drafts)


def link_columns_and_headline(drafts: Sequence[Draft], headline: str = "") -> None:
    """Sums stated apart from their parts: in the text over a table, in the headline alone."""
    slices.link_columns(drafts)
    rest.link_headline_total(headline, drafts)
