"""What an article as a whole says about an ambiguous region name, and its day of reference."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta

from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.names.regions.gazetteer import Gazetteer, Region, load_gazetteer

# Undated articles take the regions of the last day before the merger of 2026: the names
# that undated pages have been written with so far.
UNDATED = date(2026, 6, 30)
_FULL_DATE = re.compile(
    r"((?:19|20)\d\d)(?:년 ?|\. ?)(1[0-2]|0?[1-9])(?:월 ?|\. ?)(3[01]|[12]\d|0?[1-9])(?:일|\.)"
)

PARENT_WEIGHT = 3.0
SIBLING_WEIGHT = 1.0
PLACE_WEIGHT = 4.0
OUTLET_WEIGHT = 4.0
OFFICE_WEIGHT = 0.5
DEFAULT_MARGIN = 2.0
_COUNT_CAP = 3


def reference_day(ctx: ArticleContext) -> date:
    """The day as of which region names are given.

    The publication date; without one the latest full date that the article states, else
    a fixed recent day, in either case not later than an old name of a province in use.
    """
    if ctx.published_date:
        return ctx.published_date
    stated = []
    for year, month, day in _FULL_DATE.findall(ctx.body.text):
        try:
            stated.append(date(int(year), int(month), int(day)))
        except ValueError:
            continue
    past = [day for day in stated if day <= UNDATED]
    return _before_renaming(ctx, max(past) if past else UNDATED)


def _before_renaming(ctx: ArticleContext, day: date) -> date:
    """``day``, or the last day of a province's old name that the article still writes."""
    gazetteer = load_gazetteer()
    for region in gazetteer.by_code.values():
        if region.level != "sido" or not region.valid_to or region.valid_to > day:
            continue
        successor = gazetteer.by_code[region.successor_code].name
        if region.name in ctx.body.text and successor not in ctx.body.text:
            day = region.valid_to - timedelta(days=1)
    return day


class RegionEvidence:
    """Counts of what speaks for one candidate or another of a shared name."""

    def __init__(
        self, ctx: ArticleContext, gazetteer: Gazetteer, day: date, certain: list[Region]
    ) -> None:
        self._text = f"{ctx.headline.text}\n{ctx.body.text}"
        self._outlet = ctx.outlet or ""
        self._gazetteer = gazetteer
        self._scores: dict[str, float] = {}
        self._day = day
        self._named = Counter(region.code for region in certain)
        self._parents = Counter(
            self._gazetteer.as_of(gazetteer.by_code[region.parent_code], day).code
            for region in certain
            if region.parent_code
        )

    def choose(self, candidates: list[Region], *, default: Region | None = None) -> Region | None:
        """The best supported candidate; ``default`` when none is, None on a tie without one."""
        if len(candidates) == 1:
            return candidates[0]
        scored = sorted(((self._score(c), i) for i, c in enumerate(candidates)), reverse=True)
        (best, index), (second, _) = scored[0], scored[1]
        if default and candidates[index] is not default:
            # neighbours alone do not turn the common reading into the rare one
            enough = best >= self._score(default) + DEFAULT_MARGIN
            return candidates[index] if enough else default
        if best > 0 and best > second:
            return candidates[index]
        return default

    def _score(self, region: Region) -> float:
        if region.code not in self._scores:
            self._scores[region.code] = self._weigh(region)
        return self._scores[region.code]

    def _weigh(self, region: Region) -> float:
        capped = min(self._named[region.code], _COUNT_CAP) * PARENT_WEIGHT
        if region.level == "sido":
            score = capped + min(self._parents[region.code], _COUNT_CAP) * SIBLING_WEIGHT
            return score + self._outside(region)
        municipality = self._gazetteer.municipality(region)
        if municipality is not region:
            score = min(self._named[municipality.code], _COUNT_CAP) * PARENT_WEIGHT
            return score + self._outside(region)
        parent = self._gazetteer.as_of(self._gazetteer.by_code[region.parent_code], self._day)
        score = capped + min(self._named[parent.code], _COUNT_CAP) * PARENT_WEIGHT
        score += min(self._parents[parent.code], _COUNT_CAP) * SIBLING_WEIGHT
        return score + self._outside(region, parent)

    def _outside(self, region: Region, parent: Region | None = None) -> float:
        """Places inside the region, its outlet and the offices and institutes of its parent."""
        score = sum(PLACE_WEIGHT for word in region.place_words if word in self._text)
        owner = parent or region
        shorts = [s for s in owner.short_names if len(s) == 2]
        if any(s in self._outlet for s in shorts) or region.name in self._outlet:
            score += OUTLET_WEIGHT
        # '경남TP', '대구테크노파크': no mention of the region, yet a hint
        score += OFFICE_WEIGHT * min(sum(self._text.count(s) for s in shorts), _COUNT_CAP)
        return score
