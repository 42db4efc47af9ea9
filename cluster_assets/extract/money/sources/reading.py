"""An amount and the words around it, as the rules for its source see it."""

from __future__ import annotations

from dataclasses import dataclass

from cluster_assets.extract.money.draft import Draft
from cluster_assets.extract.money.regions.scope import Scope
from cluster_assets.extract.money.sources.givers import source_of_actor, source_of_label
from cluster_assets.records import FundingSource

Found = tuple[FundingSource, str]


@dataclass(frozen=True, slots=True)
class Reading:
    """One amount with the words before it and what is known of the article."""

    text: str
    draft: Draft
    #: From the amount before, or the sentence's start.
    lead: str
    previous: Draft | None
    scope: Scope
    #: Whether 시비 is the money of a metropolitan city here.
    metropolitan: bool
    #: Whether the article tells what a town got into the state's budget.
    is_national: bool

    def of_label(self, label: str) -> FundingSource:
        """The source that a label ('국비') names."""
        return source_of_label(label, is_metropolitan=self.metropolitan)

    def of_actor(self, phrase: str) -> FundingSource | None:
        """The source that the body in ``phrase`` stands for, if it is a body."""
        return source_of_actor(phrase, is_metropolitan=self.metropolitan)
