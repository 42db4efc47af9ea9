"""An amount in its clause, as the rules for its years see it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cluster_assets.extract.korean.periods import Period
from cluster_assets.extract.money.draft import Draft
from cluster_assets.extract.money.periods.reader import Reader

#: Rules of periods that have a beginning and an end.
CLOSED = ("range", "n_years_from", "n_years_until", "start_to_finish")
BRACKET_AFTER = re.compile(r"[^(\[,]{0,4}\(")


@dataclass(frozen=True, slots=True)
class Clause:
    """An amount in its clause, and the periods that its sentence names."""

    reader: Reader
    #: The whole text of the amount's field.
    text: str
    draft: Draft
    periods: Sequence[Period]
    #: From the amount before to the next one.
    lead_start: int
    tail_end: int
    #: The amount before, and whether it stands in the same sentence.
    previous: Draft | None
    same: bool

    @property
    def whole_lead(self) -> str:
        """The sentence up to the amount."""
        return self.text[self.draft.sentence[0] : self.draft.start]

    @property
    def before(self) -> str:
        """The clause up to the amount's number."""
        return self.text[self.lead_start : self.draft.number_start]

    @property
    def lead(self) -> list[Period]:
        """Periods before the amount in its clause."""
        start, number = self.draft.start, self.draft.number_start
        return [
            p
            for p in self.periods
            if self.lead_start <= p.start and (p.end <= number or p.start < start < p.end)
        ]

    @property
    def own_lead(self) -> list[Period]:
        """The same without the bracket that belongs to the sum before.

        '300억원(2020~2024년), 2단계는 450억원': the bracket is the first sum's.
        """
        if self.previous is None or not self.same:
            return self.lead
        end = self.previous.end
        bracket = BRACKET_AFTER.match(self.text, end, end + 6)
        return [p for p in self.lead if p.start > bracket.end() + 1] if bracket else self.lead

    @property
    def after(self) -> list[Period]:
        """Periods behind the amount in its clause."""
        return [p for p in self.periods if self.draft.end <= p.start and p.end <= self.tail_end]


def set_period(draft: Draft, period: Period, suffix: str = "") -> None:
    """Date an amount by a period, under the period's own rule."""
    draft.period, draft.rules["period"] = period.years, period.rule + suffix
