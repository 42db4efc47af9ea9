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
    r"^(?:(?: [가-힣]{1,6}(?:읍|면|동|리|가|로))|에서?(?=[ ,는])|에 |의 | 일원| 일대| 지역|을 잇|를 잇| 소재| [가-힣]{2,6}(?:산단|지구|단지))"
)
_SUBJECT = re.compile(r"^(?:[은는이가도]|에서는|에는|에도?(?= )|와 |과 |·)|^ ?(?:역시|또한)")
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
        Named(m.span.field, *_to_normal(ctx.normal(m.span.field), m.span.start, m.span.end),
              m.canonical_name, m.entity_id, m.entity_type)
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

    # -- initiatives ------------------------------------------------------------------
    def _main_initiative(self) -> str | None:
        scores: Counter[str] = Counter()
        for n in self.initiatives:
            early = n.field == "text" and n.start < _LEAD_CHARS
            scores[n.name] += 5 if n.field == "title" else 4 if early else 1
        if not scores:
            return None
        order = {n.name: -i for i, n in reversed(list(enumerate(self.initiatives)))}
        return max(scores, key=lambda name: (min(scores[name], 9), order[name]))

    def initiative_at(self, draft: Draft, lead_start: int, tail_end: int) -> tuple[str | None, str]:
        """Initiative and rule: own clause, then sentence, then paragraph, then article."""
        if draft.field == "title":
            near = [n for n in self.initiatives if n.field == "title"]
            return (near[-1].name, "headline") if near else (self.main_initiative, "main")
        body = [n for n in self.initiatives if n.field == "text"]
        in_lead = [n for n in body if lead_start <= n.start and n.end <= draft.start]
        if in_lead:
            return in_lead[-1].name, "clause"
        first, last = draft.sentence
        before = [n for n in body if first <= n.start and n.end <= draft.start]
        if before:
            return before[-1].name, "sentence"
        after = [n for n in body if draft.end <= n.start and n.end <= tail_end]
        if after:
            return after[0].name, "after"
        paragraph = self.text.rfind("\n", 0, first) + 1
        earlier = [n for n in body if paragraph <= n.start < first]
        if earlier:
            names = [n.name for n in earlier]
            if self.main_initiative in names and len(set(names)) > 1 and names[-1] != self.main_initiative:
                return names[-1], "paragraph"
            return names[-1], "paragraph"
        return self.main_initiative, "main"

    # -- regions ----------------------------------------------------------------------
    def _main_region(self) -> tuple[str | None, str]:
        title = [n.name for n in self.regions if n.field == "title"]
        lead = [n for n in self.regions if n.field == "text" and n.start < _LEAD_CHARS]
        found = self._settle(title, lead, "headline")
        if found[0] is None:
            first_end = next((e for s, e in self.ctx.sentences if e - s > 30), _LEAD_CHARS)
            names = [n.name for n in lead if n.start < first_end]
            found = self._settle(names, lead, "lead")
        if found[0] is None and len({n.name.split()[0] for n in self.regions}) == 1:
            provinces = {n.name for n in self.regions if " " not in n.name}
            return (next(iter(provinces)) if provinces else
                    self.regions[0].name if len({n.name for n in self.regions}) == 1
                    else self.regions[0].name.split()[0]), "only_province"
        return found

    def _settle(self, names: Sequence[str], lead: Sequence[Named], rule: str) -> tuple[str | None, str]:
        distinct = list(dict.fromkeys(names))
        local = [n for n in distinct if " " in n]
        provinces = {n.split()[0] for n in distinct}
        if len(provinces) != 1:
            return None, "several_provinces" if provinces else "none"
        province = next(iter(provinces))
        if len(local) == 1:
            return local[0], rule
        if len(local) > 1:
            return province, rule + "_province"
        is_metropolitan = province.endswith("시")
        located = {
            n.name for n in lead
            if " " in n.name and n.name.startswith(province)
            and _LOCATED.match(self.text[n.end : n.end + 12])
            and not (is_metropolitan and n.name.endswith("구"))
        }
        if len(located) == 1:
            return located.pop(), rule + "_located"
        return province, rule

    def region_at(self, draft: Draft, lead_start: int) -> tuple[str | None, str]:
        """Region and rule of one amount."""
        if draft.field == "title":
            return self.main_region, self.region_rule
        first, last = draft.sentence
        lead = self.text[first : draft.start]
        if draft.kind == "outcome" and _WIDE.search(lead[-60:]):
            return None, "worldwide"
        inside = [n for n in self.regions if n.field == "text" and first <= n.start < last]
        before = [n for n in inside if n.end <= draft.start]
        acting = [n for n in before if _SUBJECT.match(self.text[n.end : n.end + 4])
                  or _LOCATED.match(self.text[n.end : n.end + 12])]
        local = [n for n in acting if " " in n.name]
        if local and local[-1].name != self.main_region:
            near = local[-1]
            distinct = {n.name for n in local}
            if len(distinct) > 1 and near.start < lead_start:
                provinces = {n.name.split()[0] for n in local}
                return (provinces.pop(), "several_here") if len(provinces) == 1 else (None, "several_provinces")
            return near.name, "sentence"
        provinces = {n.name.split()[0] for n in inside}
        if len(provinces) == 1 and self.main_region is None:
            names = {n.name for n in inside}
            return (names.pop() if len(names) == 1 else provinces.pop()), "sentence"
        if not local and draft.kind == "investment":
            after = [n for n in inside if n.start >= draft.end and " " in n.name
                     and _LOCATED.match(self.text[n.end : n.end + 12])]
            if len({n.name for n in after}) == 1:
                return after[0].name, "located_after"
        return self.main_region, self.region_rule

    @property
    def is_metropolitan(self) -> bool:
        """Whether 시비 means the money of a metropolitan city."""
        name = self.main_region
        if name is None:
            provinces = {n.name.split()[0] for n in self.regions}
            name = provinces.pop() if len(provinces) == 1 else None
        return name is not None and name.split()[0].endswith("시")
