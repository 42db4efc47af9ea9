"""The one town of a province that an article is about, where its headline or programme says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.money.mentions import Named
from cluster_assets.extract.money.regions.places import JOINED_PLACES
from cluster_assets.extract.names.regions.context import reference_day
from cluster_assets.extract.names.regions.gazetteer import load_gazetteer

#: A region, or none, and the rule that decided.
RegionRule = tuple[str | None, str]
# '○○도 5개 시군에': the headline speaks of towns all over the province.
_SEVERAL_TOWNS = re.compile(r"\d+개 ?(?:시·?군|시군구|지자체)|(?<![가-힣])(?:도내|시·?군) ")


@dataclass(frozen=True, slots=True)
class TownFinder:
    """Looks for the town within a province that is already known."""

    ctx: ArticleContext
    regions: Sequence[Named]
    main_initiative: str | None

    def within(self, province: str) -> RegionRule | None:
        """The town and the rule that gave it."""
        if _SEVERAL_TOWNS.search(self.ctx.headline.text):
            return None
        outlet = (self.ctx.outlet or "").replace(" ", "")
        if outlet.endswith("도청") and outlet.removesuffix("청") == province:
            return None
        town = self._of_headline(province)
        if town:
            return town, "headline_town"
        town = self._of_initiative(province)
        return (town, "initiative_town") if town else None

    def _of_headline(self, province: str) -> str | None:
        """A town that the body names in full and the headline by its bare stem."""
        if province.endswith("시") or any(
            n.field == "title" and n.name.split()[0] != province for n in self.regions
        ):
            return None
        title = self.ctx.headline.text
        towns = {
            n.name
            for n in self.regions
            if n.name.startswith(province + " ")
            and len(n.name.split()[-1]) >= 3
            and not province.startswith(n.name.split()[-1][:-1])
            and re.search(rf"(?:^|[ ,'\"\]]){re.escape(n.name.split()[-1][:-1])}(?= |,)", title)
        }
        return towns.pop() if len(towns) == 1 else None

    def _of_initiative(self, province: str) -> str | None:
        """The city whose town the main initiative is named after: '청주시 오송읍'."""
        word = (self.main_initiative or "").split(" ")[0]
        if len(word) < 2 or JOINED_PLACES.match(word) or _names_two_towns(word, province):
            return None
        text = self.ctx.body.text
        for n in self.regions:
            if not n.name.startswith(province + " "):
                continue
            stem = n.name.split()[-1][:-1]
            if (
                len(stem) >= 2
                and word.startswith(stem)
                and not province.startswith(stem)
                and not (province.endswith("시") and n.name.endswith("구"))
            ):
                return n.name
            at = text[n.end : n.end + len(word) + 3] if n.field == "text" else ""
            if at.startswith(f" {word}") and at[len(word) + 1 :][:1] in ("읍", "면", "동", "리"):
                return n.name
        named = None if province.endswith("시") else region_prefix(self.ctx, word)
        is_whole = (
            named is not None and named.split()[-1][:-1] == word and word in self.ctx.headline.text
        )
        return named if is_whole and named and named.startswith(f"{province} ") else None


def region_prefix(ctx: ArticleContext, name: str) -> str | None:
    """The one region whose name the name begins with."""
    gazetteer, day = load_gazetteer(), reference_day(ctx)
    for length in range(min(len(name), gazetteer.longest_surface), 1, -1):
        rows = [r for r in gazetteer.candidates(name[:length]) if r.level != "gu"]
        found = {gazetteer.as_of(r, day).name for r in rows}
        provinces = {n for n in found if " " not in n}
        if found:
            chosen = provinces or found
            return chosen.pop() if len(chosen) == 1 else None
    return None


def _names_two_towns(word: str, province: str) -> bool:
    """'○○△△': two stems of one province in a row."""
    candidates = load_gazetteer().candidates
    return any(
        r.name.startswith(province.rstrip("도")[:2]) or r.name.split()[0] == province
        for r in candidates(word[2:4])
        if candidates(word[:2]) and r.level == "sigungu"
    )
