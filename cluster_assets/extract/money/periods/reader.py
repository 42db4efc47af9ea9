"""The periods of an article's sentences, each sentence read once."""

from __future__ import annotations

from dataclasses import replace

from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.korean.periods import Calendar, Period, find_periods
from cluster_assets.extract.money.draft import Draft
from cluster_assets.extract.money.periods.talk import is_early


class Reader:
    """Periods of the sentences that amounts stand in."""

    def __init__(self, ctx: ArticleContext, calendar: Calendar) -> None:
        self.ctx = ctx
        self.calendar = calendar
        self._cache: dict[tuple[str, int, int], list[Period]] = {}
        self._numbers = {sentence: i for i, sentence in enumerate(ctx.sentences)}

    def text(self, draft: Draft) -> str:
        """The text of the draft's field."""
        return self.ctx.normal(draft.field).text

    def of(self, draft: Draft) -> list[Period]:
        """Periods of the draft's sentence."""
        return self._read(self.text(draft), draft.field, *draft.sentence)

    def before(self, draft: Draft) -> list[Period]:
        """Periods of the sentence before, in the same paragraph."""
        number = self._numbers.get(draft.sentence, 0) if draft.field == "text" else 0
        if not number:
            return []
        start, end = self.ctx.sentences[number - 1]
        if "\n" in self.ctx.body.text[end : draft.sentence[0]]:
            return []
        return self._read(self.ctx.body.text, "text", start, end)

    def _read(self, text: str, field: str, start: int, end: int) -> list[Period]:
        key = (field, start, end)
        if key not in self._cache:
            found = find_periods(text[start:end], self.calendar, start)
            if is_early(self.ctx):
                found = [_a_year_back(p) if p.rule == "past_n_years" else p for p in found]
            self._cache[key] = found
        return self._cache[key]


def _a_year_back(period: Period) -> Period:
    """'지난 5년간', written in the first half of a year, ends with the year before."""
    first, last = period.years
    if first is None or last is None:
        return period
    return replace(period, years=(first - 1, last - 1))
