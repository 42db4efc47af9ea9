"""Which programme and which region an amount is for, from the article's mentions."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.korean.normalize import Normalized
from cluster_assets.extract.money_draft import Draft
from cluster_assets.records import Mention, SpanField

# A place where something is, rather than one body in a list of participants.
_LOCATED = re.compile(
    r"^(?:(?: [가-힣]{1,6}(?:읍|면|동|리|가|로))|에서?(?=[ ,는])|에 |의 | 일원| 일대| 지역|"
    r"을 잇|를 잇| 소재| [가-힣]{2,6}(?:산단|지구|단지))"
)
_PAYS = re.compile(r"^(?:는|도|가|와|과) ")
_SITE = re.compile(r"^ [가-힣]{1,6}(?:읍|면|동|리)(?:과 [가-힣]+)? (?:일원|일대|에|부지)")
_SITE_LATER = re.compile(
    r"^(?: [가-힣]{1,6}(?:읍|면|동|리|지구|단지|산단))?(?:에서?|에는|의)?(?: [가-힣]+)? ?"
    r"(?:서는|들어서|들어설|짓는|지을|세우|세울|조성|건립|만드는)"
)
_DISTRICT_SITE = re.compile(
    r"^ [가-힣]{1,6}(?:동|도시|지구|단지)(?:에 (?:들어설|들어서|세우|세울|짓|지을|조성)|의 ?['\"])"
)
# '○○지식산업지구 1,310억원': an item of a list by sites.
_ITEM_SITE = re.compile(r"(?:^|[ ,])([가-힣]{4,20}(?:지구|단지|산단)) $")
_SUBJECT = re.compile(r"^(?:[은는이가도]|에서는|에는|에도?(?= )|와 |과 |·)|^ ?(?:역시|또한)")
# What follows a name that is only where or beside what something happens.
_ASIDE = re.compile(
    r"^['\"」』>]*(?: ?옆| ?인근| ?안에|과 연계|와 연계| 이전|에 맞춰|에 맞춘|과 이어|와 이어|"
    r"과 연결|와 연결|"
    r"에 (?:입주|둥지|위치)|(?:의|에) 입주| 출범식| 보고회)"
)
# Zones that exist already are more often where a programme runs than the programme.
_EXISTING = re.compile(r"(?:산업단지|산단|밸리|공항|농공단지|단지)$")
_TOPICAL = re.compile(
    r"^['\"」』>]*(?:[은는이가을를]|에는|에 |의 | ?(?:조성|구축|사업|예산|건립|육성|개발|추진|"
    r"운영|지원))"
)
_THIS_PROJECT = re.compile(
    r"(?:이번 |이 |해당 |동 )?(?:사업|단지|클러스터|특구|펀드|센터|계획)(?:은|는|에는|에|비는|"
    r"의)|이 ?사업|이번 ?사업"
)
_FUND_NAME = re.compile(r"펀드|기금")
_REGIONAL_BODY = re.compile(r"테크노파크|TP$|진흥원|진흥재단|개발공사|도시공사|산업원|연구원|재단")
_LEAD_CHARS = 420
_WIDE = re.compile(r"세계|글로벌|전 세계|전국|국내 시장|우리나라|정부 전체")


@dataclass(frozen=True, slots=True)
class Named:
    """A mention with its range in the normal form."""

    field: SpanField
    start: int
    end: int
    name: str
    entity_id: str
    kind: str


def place_mentions(ctx: ArticleContext, mentions: Sequence[Mention]) -> list[Named]:
    """Mentions with normal-form ranges, in reading order, headline first."""
    named = [
        Named(
            m.span.field,
            *_to_normal(ctx.normal(m.span.field), m.span.start, m.span.end),
            m.canonical_name,
            m.entity_id,
            m.entity_type,
        )
        for m in mentions
    ]
    return sorted(named, key=lambda n: (n.field == "text", n.start, n.end))


def _to_normal(normal: Normalized, start: int, end: int) -> tuple[int, int]:
    if normal.starts is None:
        return start, end
    return bisect_left(normal.starts, start), bisect_left(normal.starts, end)


class Scope:
    """Answers, for a place in the article, which initiative and region it speaks of."""

    def __init__(self, ctx: ArticleContext, named: Sequence[Named]) -> None:
        self.ctx = ctx
        self.text = ctx.body.text
        self.initiatives = [n for n in named if n.kind == "initiative"]
        self.regions = [n for n in named if n.kind == "region"]
        self.organizations = [n for n in named if n.kind == "organization"]
        self.codes = {n.name: n.entity_id for n in self.regions}
        self.main_initiative = self._main_initiative()
        self.main_region, self.region_rule = self._main_region()

    def masked(self, field: SpanField) -> str:
        """The field's normal form with initiative names blanked: their words are no cues."""
        characters = list(self.ctx.normal(field).text)
        for n in self.initiatives:
            if n.field == field and not _FUND_NAME.search(n.name):
                characters[n.start : n.end] = "_" * (n.end - n.start)
        return "".join(characters)

    # -- initiatives ------------------------------------------------------------------
    def _main_initiative(self) -> str | None:
        scores: Counter[str] = Counter()
        long = [e for s, e in self.ctx.sentences if e - s > 30]
        lead_end = long[1] if len(long) > 1 else _LEAD_CHARS
        for n in self.initiatives:
            if n.field == "title":
                scores[n.name] += 6
                continue
            if self._is_aside(n):
                continue
            early = n.start < _LEAD_CHARS
            quoted = self.text[n.start - 1 : n.start] in ("'", '"', "「", "<", "『")
            scores[n.name] += 4 if early else 1
            if (
                quoted
                and early
                and n.start < lead_end
                and _TOPICAL.match(self.text[n.end : n.end + 8])
            ):
                scores[n.name] += 10
            elif quoted and early:
                scores[n.name] += 3
        for name in scores:
            if _EXISTING.search(name):
                scores[name] -= 4
        if not scores:
            return self.initiatives[0].name if self.initiatives else None
        order = {n.name: -i for i, n in reversed(list(enumerate(self.initiatives)))}
        return max(scores, key=lambda name: (min(scores[name], 24), order[name]))

    def _is_aside(self, named: Named) -> bool:
        """A place or neighbour of what happens, not what the money is for."""
        return _ASIDE.match(self.text[named.end : named.end + 14]) is not None

    def initiative_at(self, draft: Draft, lead_start: int, tail_end: int) -> tuple[str | None, str]:
        """Initiative and rule: own clause, then sentence, then paragraph, then article."""
        if draft.field == "title":
            near = [n for n in self.initiatives if n.field == "title"]
            return (near[-1].name, "headline") if near else (self.main_initiative, "main")
        body = [n for n in self.initiatives if n.field == "text" and not self._is_aside(n)]
        first, last = draft.sentence
        if self.main_initiative and re.match(
            r"(?:이|이번|해당|동) ?사업", self.text[first : first + 6]
        ):
            return self.main_initiative, "this_project"
        in_lead = [n for n in body if lead_start <= n.start and n.end <= draft.start]
        if in_lead:
            return in_lead[-1].name, "clause"
        stage = re.search(
            r"(?<!제)[1-9](?:기|단계|차) 사업(?![비가-힣]{2})(?=[을를은는이에 ])",
            self.text[first:last],
        )
        if stage:
            return stage[0], "stage"
        if self.main_initiative and _THIS_PROJECT.match(self.text, first):
            return self.main_initiative, "this_project"
        before = [n for n in body if first <= n.start and n.end <= draft.start]
        if before:
            return before[-1].name, "sentence"
        after = [n for n in body if draft.end <= n.start and n.end <= tail_end]
        if after:
            return after[0].name, "after"
        paragraph = self.text.rfind("\n", 0, first) + 1
        earlier = [n for n in body if paragraph <= n.start < first]
        topical = [n for n in earlier if _TOPICAL.match(self.text[n.end : n.end + 6])]
        names = {n.name for n in earlier}
        if topical and (
            self.main_initiative not in names or topical[-1].start >= self._previous_sentence(first)
        ):
            return topical[-1].name, "paragraph"
        return self.main_initiative, "main"

    def _previous_sentence(self, first: int) -> int:
        starts = [s for s, _ in self.ctx.sentences if s < first]
        return starts[-1] if starts else 0

    # -- regions ----------------------------------------------------------------------
    def _main_region(self) -> tuple[str | None, str]:
        title = [n.name for n in self.regions if n.field == "title"]
        lead = [n for n in self.regions if n.field == "text" and n.start < _LEAD_CHARS]
        found = self._settle(title, lead, "headline")
        if found[0] is None:
            first_end = next((e for s, e in self.ctx.sentences if e - s > 30), _LEAD_CHARS)
            names = [n.name for n in lead if n.start < first_end]
            found = self._settle(names, lead, "lead")
        if found[0] is None and not title:
            seat = self._seat_of_headline_body()
            if seat:
                return seat, "headline_body"
        if found[0] is None and len({n.name.split()[0] for n in self.regions}) == 1:
            provinces = {n.name for n in self.regions if " " not in n.name}
            return (
                next(iter(provinces))
                if provinces
                else self.regions[0].name
                if len({n.name for n in self.regions}) == 1
                else self.regions[0].name.split()[0]
            ), "only_province"
        if found[0] is not None and " " not in found[0]:
            town = self._town_of_headline(found[0])
            if town:
                return town, "headline_town"
            town = self._town_of_initiative(found[0])
            if town:
                return town, "initiative_town"
        return found

    def _town_of_headline(self, province: str) -> str | None:
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
            and re.match(rf"(?:\[[^\]]*\] ?)?{re.escape(n.name.split()[-1][:-1])}(?= |,)", title)
        }
        return towns.pop() if len(towns) == 1 else None

    def _seat_of_headline_body(self) -> str | None:
        """The region that the one body of the headline is named after: '○○테크노파크'."""
        names = {n.name for n in self.organizations if n.field == "title"}
        found = {
            n.name
            for n in self.regions
            for name in names
            if name.startswith(n.name.split()[-1][:2]) and _REGIONAL_BODY.search(name)
        }
        return found.pop() if len(found) == 1 else None

    def _town_of_initiative(self, province: str) -> str | None:
        """The city whose town the main initiative is named after: '청주시 오송읍'."""
        word = (self.main_initiative or "").split(" ")[0]
        if len(word) < 2:
            return None
        for n in self.regions:
            stem = n.name.split()[-1][:-1]
            if (
                n.name.startswith(province + " ")
                and len(stem) >= 2
                and word.startswith(stem)
                and not province.startswith(stem)
                and not (province.endswith("시") and n.name.endswith("구"))
            ):
                return n.name
            if (
                n.field == "text"
                and n.name.startswith(province + " ")
                and re.match(
                    rf" {re.escape(word)}(?:읍|면|동|리)", self.text[n.end : n.end + len(word) + 3]
                )
            ):
                return n.name
        return None

    def _settle(
        self, names: Sequence[str], lead: Sequence[Named], rule: str
    ) -> tuple[str | None, str]:
        distinct = list(dict.fromkeys(names))
        local = [n for n in distinct if " " in n]
        provinces = {n.split()[0] for n in distinct}
        if len(provinces) > 1:
            actor = self._lead_actor(lead)
            return (actor, rule + "_actor") if actor else (None, "several_provinces")
        if not provinces:
            return None, "none"
        province = next(iter(provinces))
        is_metropolitan = province.endswith("시")
        joint = [
            n.name
            for n in lead
            if n.name in local
            and re.search(r"(?:와|과|·|,) ?$", self.text[max(0, n.start - 2) : n.start])
            and any(p.name == province and 0 <= n.start - p.end <= 2 for p in lead)
        ]
        if joint and len(local) == 1:
            return joint[0], rule + "_joint"
        if rule == "lead" and is_metropolitan and province in distinct:
            return province, rule
        if len(local) == 1 and (rule == "headline" or province not in distinct):
            return local[0], rule
        if len(local) > 1:
            return province, rule + "_province"
        here = {n.name for n in lead if " " in n.name and n.name.startswith(province)}
        located = {
            n.name for n in lead if n.name in here and _SITE.match(self.text[n.end : n.end + 16])
        }
        if len(here) == 1 and local and rule == "lead":
            return local[0], rule
        if not is_metropolitan and len(here) == 1 and located:
            return located.pop(), rule + "_located"
        return province, rule

    def _lead_actor(self, lead: Sequence[Named]) -> str | None:
        """The one government that is the subject of the first sentence, if there is one."""
        acting = [n for n in lead if re.match(r"[은는이가](?: |$)", self.text[n.end : n.end + 2])]
        if not acting:
            return None
        first = acting[0]
        if re.search(r"(?:와|과|,|·) ?$", self.text[max(0, first.start - 3) : first.start]):
            return None
        return first.name

    def region_at(self, draft: Draft, lead_start: int) -> tuple[str | None, str]:
        """Region and rule of one amount."""
        if draft.field == "title":
            return self.main_region, self.region_rule
        first, last = draft.sentence
        lead = self.text[first : draft.start]
        if draft.kind == "outcome" and _WIDE.search(lead[-60:]):
            return None, "worldwide"
        named = self._town_of_item(self.text[max(lead_start, draft.start - 40) : draft.start])
        if named:
            return named, "item_town"
        inside = [n for n in self.regions if n.field == "text" and first <= n.start < last]
        before = [n for n in inside if n.end <= draft.start]
        acting = [
            n
            for n in before
            if _SUBJECT.match(self.text[n.end : n.end + 4])
            or _LOCATED.match(self.text[n.end : n.end + 12])
        ]
        local = [n for n in acting if " " in n.name]
        local = [*(n for n in before if self._joined_to(n, local)), *local]
        if self.main_region and " " not in self.main_region and self.main_region.endswith("시"):
            # A district only says where in the city; it counts when it pays itself.
            local = [
                n
                for n in local
                if (
                    _SUBJECT.match(self.text[n.end : n.end + 4])
                    and not n.name.startswith(self.main_region + " ")
                )
                or _PAYS.match(self.text[n.end : n.end + 4])
                or _DISTRICT_SITE.match(self.text[n.end : n.end + 20])
            ]
        if local and local[-1].name != self.main_region:
            near = local[-1]
            distinct = {n.name for n in local}
            is_list = any(self._joined_to(n, [near]) for n in before)
            if len(distinct) > 1 and (near.start < lead_start or is_list):
                provinces = {n.name.split()[0] for n in local}
                return (
                    (provinces.pop(), "several_here")
                    if len(provinces) == 1
                    else (None, "several_provinces")
                )
            return near.name, "sentence"
        provinces = {n.name.split()[0] for n in inside}
        if len(provinces) == 1 and self.main_region is None:
            names = {n.name for n in inside}
            return (names.pop() if len(names) == 1 else provinces.pop()), "sentence"
        if not local and draft.kind == "investment":
            after = [
                n
                for n in inside
                if n.start >= draft.end
                and " " in n.name
                and _LOCATED.match(self.text[n.end : n.end + 12])
            ]
            if len({n.name for n in after}) == 1:
                return after[0].name, "located_after"
        if self.region_rule == "lead_joint" and re.match(r"도(?:는|가) ", self.text[first:last]):
            return (self.main_region or "").split()[0] or None, "province_acts"
        if not inside or all(n.name == self.main_region for n in inside):
            carried = self._located_before(first)
            if carried:
                return carried, "paragraph"
        wider = self._joint_area(first)
        if wider:
            return wider, "joint_area"
        return self.main_region, self.region_rule

    def _town_of_item(self, lead: str) -> str | None:
        """The named town that the item right before the amount is called after."""
        match = _ITEM_SITE.search(lead)
        if match is None:
            return None
        towns = {
            n.name
            for n in self.regions
            if " " in n.name
            and len(n.name.split()[-1]) >= 3
            and match[1].startswith(n.name.split()[-1][:-1])
        }
        return towns.pop() if len(towns) == 1 else None

    def _located_before(self, first: int) -> str | None:
        """The one town where the paragraph so far says that something stands."""
        if not self.main_region or " " in self.main_region:
            return None
        site = _DISTRICT_SITE if self.main_region.endswith("시") else _SITE_LATER
        paragraph = self.text.rfind("\n", 0, first) + 1
        earlier = [
            n
            for n in self.regions
            if n.field == "text" and paragraph <= n.start < first and " " in n.name
        ]
        names = {n.name for n in earlier}
        located = [n for n in earlier if site.match(self.text[n.end : n.end + 20])]
        return earlier[0].name if len(names) == 1 and located else None

    def _joined_to(self, named: Named, local: Sequence[Named]) -> bool:
        """Whether ``named`` heads a list that ends in an acting town: 'A군, B군과'."""
        return (
            " " in named.name
            and any(
                named.end < n.start
                and n.start - named.end <= 2
                and re.fullmatch(r"(?:, ?|·|와 |과 )", self.text[named.end : n.start])
                for n in local
            )
            and named not in local
        )

    def _joint_area(self, first: int) -> str | None:
        """The province, when the paragraph so far speaks of several of its cities together."""
        if not self.main_region or " " not in self.main_region:
            return None
        paragraph = self.text.rfind("\n", 0, first) + 1
        province = self.main_region.split()[0]
        names = {
            n.name
            for n in self.regions
            if n.field == "text"
            and paragraph <= n.start < first
            and n.name.startswith(province + " ")
            and n.name != self.main_region
        }
        acts = re.match(r"(?:도|[가-힣]{2,6}도)(?:는|가) ", self.text[paragraph : paragraph + 12])
        return province if len(names) >= 2 and acts else None

    @property
    def is_metropolitan(self) -> bool:
        """Whether 시비 means the money of a metropolitan city."""
        name = self.main_region
        if name is None:
            provinces = {n.name.split()[0] for n in self.regions}
            name = provinces.pop() if len(provinces) == 1 else None
        return name is not None and name.split()[0].endswith("시")
