"""What an article says of years, found once: its spans, phases and each sentence's years."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.korean.periods import Calendar, Period, Years, find_periods
from cluster_assets.extract.money.draft import Draft

# Rules of periods with both ends.
CLOSED = ("range", "n_years_from", "n_years_until", "start_to_finish")
_MAX_TEXT = 30_000
PHASE = re.compile(
    r"(?:제)?(?P<n>[1-9]) ?(?P<word>단계|기|차)(?![가-힣]{0,2}\d)(?= |[^가-힣]|[은는이가의에로])"
)


class Talk:
    """The article's spans of years and phases, found once."""

    def __init__(self, ctx: ArticleContext, drafts: Sequence[Draft], calendar: Calendar) -> None:
        self.ctx, self.drafts, self.calendar = ctx, drafts, calendar
        self.text = ctx.body.text
        self.numbers = {sentence: i for i, sentence in enumerate(ctx.sentences)}
        self._read: dict[int, list[Period]] = {}
        self.spans = [
            p
            for i, (start, _) in enumerate(ctx.sentences)
            if start < _MAX_TEXT
            for p in self.periods(i)
            if p.rule in CLOSED and None not in p.years
        ]
        self.phases = self._phases()

    def periods(self, number: int) -> list[Period]:
        """Periods of the sentence with this number."""
        if number not in self._read:
            start, end = self.ctx.sentences[number]
            self._read[number] = find_periods(self.text[start:end], self.calendar, start)
        return self._read[number]

    def lasted(self, draft: Draft) -> list[Period]:
        """'올해로 3년째' in the draft's sentence or the one before."""
        number = self.numbers.get(draft.sentence, 0)
        near = [*(self.periods(number - 1) if number else ()), *self.periods(number)]
        return [p for p in near if p.rule == "so_far_years"]

    def lead(self, draft: Draft) -> str:
        """The draft's sentence up to its number."""
        return self.text[draft.sentence[0] : draft.number_start]

    def before(self, draft: Draft, *, same_paragraph: bool = True) -> int | None:
        """Number of the sentence before the draft's."""
        number = self.numbers.get(draft.sentence, 0)
        if not number:
            return None
        gap = self.text[self.ctx.sentences[number - 1][1] : draft.sentence[0]]
        return None if same_paragraph and "\n" in gap else number - 1

    def _phases(self) -> dict[str, Years]:
        """'1단계(2020~2024년)', '2단계는 2025년부터 3년간': the years of each phase named once."""
        found: dict[str, set[Years]] = {}
        for span in self.spans:
            start = max(0, span.start - 24)
            window = self.text[start : span.start]
            phases = list(PHASE.finditer(window[window.rfind("\n") + 1 :]))
            if phases:
                found.setdefault(phases[-1]["n"] + phases[-1]["word"], set()).add(span.years)
        return {name: years.pop() for name, years in found.items() if len(years) == 1}
