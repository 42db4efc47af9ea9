"""The region that an article as a whole speaks of: what its amounts are for by default."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.money.mentions import Named
from cluster_assets.extract.money.regions.places import JOINED_PLACES
from cluster_assets.extract.money.regions.towns import RegionRule, TownFinder, region_prefix
from cluster_assets.extract.money.regions.view import MEETING
from cluster_assets.extract.names.regions.context import reference_day
from cluster_assets.extract.names.regions.gazetteer import load_gazetteer

LEAD_CHARS = 420
_FIRST_WORDS = 6

_SITE = re.compile(r"^ [가-힣]{1,6}(?:읍|면|동|리)(?:과 [가-힣]+)? (?:일원|일대|에|부지)")
_REGIONAL_BODY = re.compile(r"테크노파크|TP$|진흥원|진흥재단|개발공사|도시공사|산업원|연구원|재단")
_PROVINCE_WORD = (
    "서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주"
)
# '대구경북경제자유구역', '광주·전남 혁신도시': a name that two provinces share. The zones of
# the second line bear a town's or a bay's name, but lie in two provinces by their designation.
_SHARED_NAME = re.compile(
    rf"(?:\[[^\]]{{1,20}}\] ?)?['\"]?(?:(?P<a>{_PROVINCE_WORD})[·/]?(?P<b>{_PROVINCE_WORD})"
    r"(?=[가-힣]|[·/ ][가-힣])|(?:부산진해|광양만권|황해) ?경제자유구역)"
)
# '동남권', '충청권': several provinces at once.
_WIDE_AREA = re.compile(
    r"(?:\[[^\]]{1,20}\] ?)?['\"]?(?:동남권|대경권|충청권|호남권|수도권|강원권|영남권|"
    r"중부권|서남권|부울경|충청광역|5극 ?3특)"
)
# 'A부가 … 발표했다': a ministry's programme over the country.
_MINISTRY_LEAD = re.compile(r"(?:새 )?(?:정부|[가-힣]{2,12}부)(?:\([^()]{1,24}\))?(?:는|가) ")
# '"서울 안 가도 된다" △△ 펀드': what somebody says names other places too.
_SAID = re.compile(r"[\"“][^\"“”]{4,40}[\"”]")
# '○○ 본원에서 만났다': where a talk was held tells nothing of what it was about.
_VENUE = re.compile(
    r" (?:[가-힣A-Z]{1,8} ?){0,2}(?:본원|본사|본부|집무실|원장실|사무실|연구실|회의실)에서 "
    r"(?:[가-힣]{1,4} )?(?:만났|만나)"
)
_WITHIN_PROVINCE = re.compile(r"(?:^|[ \n'\"])(?:도내 [가-힣]|(?:우리 )?도(?:는|가) )")
_MANY = 3
_OWN_GOVERNMENT = re.compile(r"(?:^|[ '\"\n])(?:우리 |본 )?([도시군구])(?:는|은|가|에서는) ")


@dataclass(frozen=True, slots=True)
class MainRegionFinder:
    """Decides from headline and lead; each answer names the rule that gave it."""

    ctx: ArticleContext
    regions: Sequence[Named]
    organizations: Sequence[Named]
    main_initiative: str | None

    @property
    def _towns(self) -> TownFinder:
        return TownFinder(self.ctx, self.regions, self.main_initiative)

    def find(self) -> RegionRule:
        """The article's region or ``None`` (nationwide, two provinces, unknown), and the rule."""
        lead = self._without_venues(
            [n for n in self.regions if n.field == "text" and n.start < LEAD_CHARS]
        )
        title = self._headline_names(lead)
        if len({n for n in title if " " in n}) != 1 and self._is_shared_by_provinces():
            return None, "shared_name"
        if self._is_nationwide(title):
            return None, "ministry"
        found = self._settle(title, lead, "headline")
        if found[0] is None:
            found = self._settle(self._first_names(lead, title), lead, "lead")
        if not title and (found[0] is None or self._is_venue(found[0], lead)):
            seat = self._seat_of_headline_body()
            if seat and (found[0] is None or found[0].startswith(seat)):
                return seat, "headline_body"
        if found[0] is None and len({n.name.split()[0] for n in self.regions}) == 1:
            province = self._only_province()
            return (" " not in province and self._towns.within(province)) or (
                province,
                "only_province",
            )
        if not self.regions:
            found = self._of_outlet()
        if found == (None, "none"):
            own = self._own_province()
            return (own, "own_province") if own else self._of_main_name()
        if not self.regions:
            return found
        if found[0] is not None and " " not in found[0] and found[1] != "headline_wide":
            return self._towns.within(found[0]) or found
        return found

    def _headline_names(self, lead: Sequence[Named]) -> list[str]:
        """Regions of the headline; those of a quoted saying only where the lead has no other."""
        named = [n for n in self.regions if n.field == "title"]
        said = [m.span() for m in _SAID.finditer(self.ctx.headline.text)]
        plain = [n.name for n in named if not any(a < n.start < b for a, b in said)]
        elsewhere = {n.name for n in lead} - {n.name for n in named}
        return plain if elsewhere else [n.name for n in named]

    def _first_names(self, lead: Sequence[Named], title: Sequence[str]) -> list[str]:
        """Regions of the first full sentence, or of the next ones where nothing names any."""
        first_end = next((e for s, e in self.ctx.sentences if e - s > 30), LEAD_CHARS)
        names = [n.name for n in lead if n.start < first_end]
        if names or title or not lead:
            return names
        counts = Counter(n.name.split()[0] for n in self.regions)
        if len(counts) < 2 or 2 * counts[lead[0].name.split()[0]] <= counts.total():
            return []  # all in one province, or one region of many, named first by chance
        end = self.ctx.sentence_at(lead[0].start)[1]
        return [n.name for n in lead if n.start < end]

    def _is_nationwide(self, title: Sequence[str]) -> bool:
        """Whether a ministry speaks, of no single region in headline and first sentence."""
        start, end = self._opening()
        is_ministry = _MINISTRY_LEAD.match(self.ctx.body.text, start)
        if not is_ministry or len({n.split()[0] for n in title}) == 1:
            return False
        first = {
            n.name.split()[0] for n in self.regions if n.field == "text" and start <= n.start < end
        }
        counts = Counter(n.name.split()[0] for n in self.regions)
        most = max(counts.values(), default=0)
        if not first and len({n.split()[0] for n in title}) > 1:
            return True  # '공모 5건 선정 … A도 최다, B시는 탈락'
        return len(first) != 1 and 3 * most <= 2 * sum(counts.values())

    def _opening(self) -> tuple[int, int]:
        """The first full sentence of the body, behind sub-headlines."""
        text = self.ctx.body.text
        for start, end in self.ctx.sentences[:3]:
            if text[end - 1 : end] in (".", '"') and end - start > 20:
                return start, end
        return self.ctx.sentences[0] if self.ctx.sentences else (0, 0)

    def _of_main_name(self) -> RegionRule:
        """The region that the main programme or the headline's first name begins with."""
        words = [self.main_initiative or "", *self.ctx.headline.text.split(" ")[:6]]
        for word in words:
            word = word.strip("'\"[],…")
            if len(word) < 2 or JOINED_PLACES.match(word):
                continue
            region = region_prefix(self.ctx, word.split(" ")[0])
            if region and not region.endswith("구") and self._is_place_word(word, region):
                return region, "main_name"
        return None, "none"

    @staticmethod
    def _is_place_word(word: str, region: str) -> bool:
        """Whether ``word`` is the region's name or a name that goes on with what stands there."""
        stem = region.split()[-1]
        rest = word.removeprefix(stem) if word.startswith(stem) else word[2:]
        return (
            re.search(r"(?:산단|산업단지|단지|클러스터|특구|밸리|테크노파크|TP|센터)$", rest)
            is not None
        )

    def _without_venues(self, lead: list[Named]) -> list[Named]:
        """The lead's regions but the towns where a meeting was held: '○○에서 협약식을 열고'."""
        text = self.ctx.body.text
        return [
            n
            for i, n in enumerate(lead)
            if i == 0 or " " not in n.name or not MEETING.match(text, n.end, n.end + 60)
        ]

    def _is_venue(self, region: str, lead: Sequence[Named]) -> bool:
        """Whether the lead names a town only as where one met: '○○ 본원에서 만났다'."""
        text = self.ctx.body.text
        named = [n for n in lead if n.name == region]
        return bool(named) and all(
            _VENUE.match(text, n.end, n.end + 30) or MEETING.match(text, n.end, n.end + 60)
            for n in named
        )

    def _own_province(self) -> str | None:
        """'도내 대학의 …': the province that nearly all the article's places lie in."""
        if not _WITHIN_PROVINCE.search(self.ctx.body.text, 0, LEAD_CHARS):
            return None
        counts = Counter(n.name.split()[0] for n in self.regions)
        if not counts:
            return None
        province, most = counts.most_common(1)[0]
        is_most = most >= _MANY and 4 * most >= 3 * counts.total()
        return province if is_most and province.endswith("도") else None

    def _only_province(self) -> str:
        names = {n.name for n in self.regions}
        provinces = {n for n in names if " " not in n}
        if provinces:
            return provinces.pop()
        first = self.regions[0].name
        return first if len(names) == 1 else first.split()[0]

    def _is_shared_by_provinces(self) -> bool:
        """Whether the headline begins with a zone or body of two provinces."""
        if _WIDE_AREA.match(self.ctx.headline.text):
            return True
        match = _SHARED_NAME.match(self.ctx.headline.text)
        return match is not None and (match["a"] is None or match["a"] != match["b"])

    def _of_outlet(self) -> RegionRule:
        """The government that publishes the page, where '도는', '시는' … is all that is said."""
        outlet = (self.ctx.outlet or "").replace(" ", "")
        own = _OWN_GOVERNMENT.search(self.ctx.body.text[:LEAD_CHARS])
        gazetteer, day = load_gazetteer(), reference_day(self.ctx)
        for length in range(min(len(outlet), gazetteer.longest_surface), 1, -1):
            rows = {gazetteer.as_of(r, day).name for r in gazetteer.candidates(outlet[:length])}
            if len(rows) != 1:
                continue
            name = rows.pop()
            if outlet[length:] in ("청", "") or (own and name.endswith(own[1])):
                return name, "outlet"
        return None, "none"

    def _seat_of_headline_body(self) -> str | None:
        """The region that the one body of the headline is named after: '○○테크노파크'."""
        names = {n.name for n in self.organizations if n.field == "title"}
        bodies = {name for name in names if _REGIONAL_BODY.search(name)}
        found = {
            n.name
            for n in self.regions
            for name in bodies
            if name.startswith(n.name.split()[-1][:2])
        }
        if not found:
            found = {region for name in bodies if (region := region_prefix(self.ctx, name))}
        return found.pop() if len(found) == 1 else None

    def _settle(self, names: Sequence[str], lead: Sequence[Named], rule: str) -> RegionRule:
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
        opening = self._town_of_opening(province, lead) if rule == "headline" else None
        if opening and distinct == [province] and not is_metropolitan:
            return opening, "headline_opening"
        is_wide = "도내 " in self.ctx.body.text[:LEAD_CHARS] and not is_metropolitan
        if (
            opening is None
            and is_wide
            and rule == "headline"
            and len(local) == 1
            and province in distinct
        ):
            return province, "headline_wide"
        joint = self._joint_with_province(province, local, lead)
        if joint and len(local) == 1:
            return joint[0], rule + "_joint"
        if rule == "lead" and is_metropolitan and province in distinct:
            return province, rule
        if len(local) == 1 and (rule == "headline" or province not in distinct):
            return local[0], rule
        if len(local) > 1:
            return province, rule + "_province"
        here = {n.name for n in lead if " " in n.name and n.name.startswith(province)}
        if len(here) == 1 and local and rule == "lead":
            return local[0], rule
        text = self.ctx.body.text
        located = {n.name for n in lead if n.name in here and _SITE.match(text[n.end : n.end + 16])}
        if not is_metropolitan and len(here) == 1 and located:
            return located.pop(), rule + "_located"
        return province, rule

    def _town_of_opening(self, province: str, lead: Sequence[Named]) -> str | None:
        """The one town of ``province`` in the lead, where the article's first words name it."""
        towns = {n.name for n in lead if n.name.startswith(f"{province} ")}
        first = lead[0] if lead else None
        if len(towns) != 1 or first is None or first.name not in towns:
            return None
        text = self.ctx.body.text
        starts = (self.ctx.sentences[0][0] if self.ctx.sentences else 0, self._opening()[0])
        is_first = any(0 <= first.start - start <= _FIRST_WORDS for start in starts)
        is_site = re.match(
            r"(?:에|에서|의|엔) | [가-힣]{1,6}(?:읍|면|동)", text[first.end : first.end + 9]
        )
        return first.name if is_first and is_site else None

    def _joint_with_province(
        self, province: str, local: Sequence[str], lead: Sequence[Named]
    ) -> list[str]:
        """Towns that act together with their province: '경북도와 포항시는'."""
        text = self.ctx.body.text
        return [
            n.name
            for n in lead
            if n.name in local
            and re.search(r"(?:와|과|·|,) ?$", text[max(0, n.start - 2) : n.start])
            and any(p.name == province and 0 <= n.start - p.end <= 2 for p in lead)
        ]

    def _lead_actor(self, lead: Sequence[Named]) -> str | None:
        """The one government that is the subject of the first sentence, if there is one."""
        text = self.ctx.body.text
        acting = [n for n in lead if re.match(r"[은는이가](?: |$)", text[n.end : n.end + 2])]
        if not acting:
            return None
        first = acting[0]
        if re.search(r"(?:와|과|,|·) ?$", text[max(0, first.start - 3) : first.start]):
            return None
        return first.name
