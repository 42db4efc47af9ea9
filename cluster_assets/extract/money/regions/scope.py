"""Which region an amount is for, from the article's mentions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.money.draft import Draft
from cluster_assets.extract.money.initiatives.scope import OWN_CLAUSE, InitiativeScope
from cluster_assets.extract.money.mentions import Named
from cluster_assets.extract.money.regions import actors, before, sentence
from cluster_assets.extract.money.regions.main import MainRegionFinder
from cluster_assets.extract.money.regions.places import ItemTowns, find_places, sites_of
from cluster_assets.extract.money.regions.towns import RegionRule
from cluster_assets.extract.money.regions.view import RegionView
from cluster_assets.records import SpanField

# Where one sentence ends and the next begins inside a quotation.
_INNER_END = re.compile(r"[다요죠까][.?!] ")
# '수출은 A로, 작년 같은 기간의 B보다': B is of what A is of.
_COMPARED = re.compile(
    r"(?:원)?[^,.]{0,4}, ?(?:작년|지난해|전년|재작년|한 해 전|1년 전|(?:19|20)\d\d년)"
    r"(?: 같은 (?:기간|달|때)| 동기)?(?:의|인)? ?"
)
_FUND_NAME = re.compile(r"펀드|기금")
_WIDE = re.compile(
    r"세계|글로벌|전 세계|전국|국내 (?:[가-힣A-Z]{1,10} ){0,3}?시장|우리나라|정부 전체"
)
# Rules by which a part of a whole has a region of its own.
OWN_REGION_RULES = frozenset(
    ("sentence", "place", "pair", "this_place", "located_after", "section", "own_site")
)


# Rules by which the sentence itself names the place.
_TOLD = frozenset(("sentence", "place", "own_site", "located_after", "section"))


def _inner_sentence(text: str, draft: Draft) -> tuple[int, int]:
    """The amount's sentence; in a quotation of several, the one of them."""
    start, end = draft.sentence
    ends = [m.end() for m in _INNER_END.finditer(text, start, draft.start)]
    after = _INNER_END.search(text, draft.end, end)
    return (ends[-1] if ends else start), (after.end() if after else end)


class Scope:
    """Answers, for a place in the article, which region it speaks of; holds all mentions."""

    def __init__(self, ctx: ArticleContext, named: Sequence[Named]) -> None:
        self.ctx = ctx
        self.text = ctx.body.text
        self.initiatives = [n for n in named if n.kind == "initiative"]
        self.regions = [n for n in named if n.kind == "region"]
        self.organizations = [n for n in named if n.kind == "organization"]
        self.programmes = InitiativeScope(ctx, self.initiatives, self.organizations)
        self.main_initiative = self.programmes.main
        self.main_region, self.region_rule = MainRegionFinder(
            ctx, self.regions, self.organizations, self.main_initiative
        ).find()
        self.view = self._view()
        #: Region of each programme whose money the article has put somewhere.
        self._homes: dict[str, str] = {}
        self.codes = self.view.codes

    def _view(self) -> RegionView:
        items = ItemTowns.of(self.ctx, self.main_region, self.regions)
        hidden = items.in_names(self.initiatives)
        known = {n.start for n in self.regions if n.field == "text"}
        body = sorted(
            [n for n in self.regions if n.field == "text"]
            + [n for n in hidden if n.field == "text" and n.start not in known],
            key=lambda n: n.start,
        )
        things = [n for n in self.initiatives if n.field == "text"]
        towns = [n for n in body if " " in n.name]
        view = RegionView(
            ctx=self.ctx,
            regions=self.regions,
            body=body,
            main_region=self.main_region,
            main_initiative=self.main_initiative,
            places=find_places(self.ctx, body),
            items=items,
            sites=sites_of(self.text, towns, things),
            codes={n.name: n.entity_id for n in self.regions},
        )
        for name in (self.main_region, *(n.name for n in hidden)):
            view.remember(name)
        return view

    def masked(self, field: SpanField) -> str:
        """The field's normal form with initiative names blanked: their words are no cues."""
        characters = list(self.ctx.normal(field).text)
        for n in self.initiatives:
            if n.field == field and not _FUND_NAME.search(n.name):
                characters[n.start : n.end] = "_" * (n.end - n.start)
        return "".join(characters)

    @property
    def is_metropolitan(self) -> bool:
        """Whether 시비 means the money of a metropolitan city."""
        return self.view.is_metropolitan

    def part_places(self, draft: Draft) -> None:
        """Take a programme carried on from before off money that another place is named for."""
        name, rule = draft.initiative, draft.rules.get("initiative", "")
        if name is None or draft.region is None or draft.rules["region"] not in _TOLD:
            return
        if rule in OWN_CLAUSE:
            self._homes.setdefault(name, draft.region)
            return
        home = self._homes.get(name) or self.view.sites.get(name) or self.view.items.of_name(name)
        is_other = home is not None and not (
            home.startswith(draft.region) or draft.region.startswith(home)
        )
        if rule in ("main", "paragraph") and is_other:
            draft.initiative, draft.rules["initiative"] = None, "other_place"

    def region_at(self, draft: Draft, lead_start: int) -> RegionRule:
        """Region and rule of one amount: its item, its sentence, its paragraph, the article."""
        if draft.field == "title":
            return self.main_region, self.region_rule
        first, last = _inner_sentence(self.text, draft)
        lead = self.text[first : draft.start]
        if _COMPARED.fullmatch(self.text, lead_start, draft.start):
            lead_start = first
        if draft.kind == "outcome" and _WIDE.search(lead[-60:]):
            return None, "worldwide"
        if draft.rules.get("kind") == "price":
            return None, "price"  # what any buyer pays anywhere
        inside = [n for n in self.view.body if first <= n.start < last]
        return (
            sentence.of_item(self.view, draft, lead_start, last)
            or before.of_news_item(self.view, first, inside)
            or before.of_both(self.view, first, draft)
            or before.of_several_sites(self.view, first)
            or before.of_own_purse(self.view, first, draft)
            or before.of_county_purse(self.view, draft)
            or actors.of_actor_or_site(self.view, draft, lead_start, inside)
            or sentence.nationwide(self.view, draft, lead, inside)
            or before.of_pair(self.view, first, draft.start)
            or sentence.of_province(self.view, draft, lead_start)
            or sentence.of_place(self.view, first, draft.start, lead_start)
            or sentence.located_after(self.view, draft, inside)
            or before.of_this_place(self.view, first)
            or before.of_government(self.view, first)
            or before.of_paragraph(self.view, first, inside)
            or before.of_section(self.view, first)
            or sentence.of_initiative(self.view, draft)
            or before.joint_area(self.view, first)
            or (self.main_region, self.region_rule)
        )
