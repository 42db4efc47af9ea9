"""The region of an amount by what stands before its sentence: pronouns, paragraph, section."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cluster_assets.extract.money.draft import Draft
from cluster_assets.extract.money.mentions import Named
from cluster_assets.extract.money.regions.towns import RegionRule, region_prefix
from cluster_assets.extract.money.regions.view import DISTRICT_SITE, SUBJECT, RegionView

_SITE_LATER = re.compile(
    r"^(?: [가-힣]{1,6}(?:읍|면|동|리|지구|단지|산단))?(?:에서?|에는|의)?(?: [가-힣]+)? ?"
    r"(?:서는|들어서|들어설|짓는|지을|세우|세울|조성|건립|만드는)"
)
_THIS_PLACE = re.compile(
    r"(?:이곳|여기|그곳|이 ?[가-힣]{0,4}(?:지구|단지|클러스터|캠퍼스|산단|센터|공장|특구|밸리|"
    r"시설|건물|부지|공항|일대|지역))"
    r"(?:에는|에|은|는|의|에서|에서는|을|를)? "
)
_GOVERNMENT = re.compile(r"(?:우리 )?([도시군구])(?:는|은|가|이|도|에서는|에서도|측은| 역시) ")
_PAST = re.compile(r"지난해|작년|재작년|그동안|지금까지|최근 \d+년")
_OWN_SUBJECT = re.compile(r"^(?:우리 )?(?:[도시군구]|[가-힣]{1,6}(?:도|시|군|구))(?:는|은|가|이) ")
_NEWS_HEAD = re.compile(r"[■□◆◇●○▶▷▲△★☆◈▣] ?([^=\n.]{4,40}?) ?= ?")
# The normal form has one square for all marks of heads.
_SECTION_MARK = re.compile(r"[□◇◆▶] ?")
_NO_HEAD = re.compile(r"[.:\t]|\d[조억만천]")
_MAX_SECTION_LINES = 12
# What a province pays from its own purse beside the town's thing.
_OWN_PURSE = re.compile(r"별도|별개|따로|도의회|도 전체|도내 전")
_SITES_TOGETHER = re.compile(
    r"(?:두|세|네|[2-9]개) ?(?:곳|지구|산단|단지|센터|특구|사업|도시)(?:를|을|"
    r"의 사업비를)? ?(?:모두 )?(?:합치|합하|합한|합쳐|더하|더한|묶)"
)
_BOTH = re.compile(r"(?:두|양) ?(?:시·?도|시·?군|지자체|지역|도시|시|군|구|도)(?:는|은|가|이) ")
_FORMER_OR_LATTER = re.compile(r"(전자|후자)(?:는|은|에|에는|가) ")


def of_section(view: RegionView, first: int) -> RegionRule | None:
    """The region that heads the section: '○○, 사람이 모자라' in an article over several, '■ ○○'."""
    end = first
    for _ in range(_MAX_SECTION_LINES):
        start = view.text.rfind("\n", 0, max(0, end - 1)) + 1
        line = view.text[start:end].strip()
        mark = _SECTION_MARK.match(view.text, start)
        is_head = line and len(line) <= 40 and not _NO_HEAD.search(line)
        if is_head and (mark or view.main_region is None):
            at = mark.end() if mark else start
            named = next((n for n in view.body if n.start == at), None)
            return (named.name, "section") if named else None
        if start == 0:
            return None
        end = start - 1
    return None


def of_this_place(view: RegionView, first: int) -> RegionRule | None:
    """'이곳에는 …': where the sentence before was."""
    if not _THIS_PLACE.match(view.text, first):
        return None
    start = _sentence_before(view, first)
    if start is None:
        return None
    spots = [(n.start, n.name) for n in view.body if start <= n.start < first]
    spots += [(p.start, p.region) for p in view.places if start <= p.start < first and p.region]
    towns = {region for _, region in spots if region and " " in region}
    if view.text.startswith("여기", first) and len(towns) > 1:
        return None  # 'A시, B시, C군 …. 여기에 30억원이 든다': for all of it
    return (max(spots)[1], "this_place") if spots else None


def _sentence_before(view: RegionView, first: int) -> int | None:
    """Start of the sentence before the one at ``first`` in the same paragraph."""
    paragraph = view.text.rfind("\n", 0, first) + 1
    starts = [s for s, _ in view.ctx.sentences if paragraph <= s < first]
    return starts[-1] if starts else None


def of_pair(view: RegionView, first: int, until: int) -> RegionRule | None:
    """'전자는', '후자에는': one of the two towns of the sentence before."""
    matches = list(_FORMER_OR_LATTER.finditer(view.text[first:until]))
    start = _sentence_before(view, first) if matches else None
    if start is None:
        return None
    names = [n.name for n in view.body if start <= n.start < first and " " in n.name]
    pair = list(dict.fromkeys(names))
    if len(pair) != 2:
        return None
    return pair[matches[-1][1] == "후자"], "pair"


def of_both(view: RegionView, first: int, draft: Draft) -> RegionRule | None:
    """'두 시·도는': the two regions named last; a part of its own is decided before."""
    return of_government(view, first) if _BOTH.match(view.text, first) else None


def of_several_sites(view: RegionView, first: int) -> RegionRule | None:
    """'두 지구를 합치면': the province of both."""
    if view.main_region and _SITES_TOGETHER.match(view.text, first):
        return view.main_region.split()[0], "several_sites"
    return None


def of_own_purse(view: RegionView, first: int, draft: Draft) -> RegionRule | None:
    """'도는 이와 별도로 도비 A를': the province's own money."""
    main = view.main_region
    if main is None or main.split()[0].endswith("시"):
        return None
    match = _GOVERNMENT.match(view.text, first)
    if match is None or match[1] != "도":
        return None
    lead = view.text[first : draft.number_start]
    is_own = _OWN_PURSE.search(lead) and not re.search("운영비|국비", lead)
    return (main.split()[0], "own_purse") if is_own else None


def of_county_purse(view: RegionView, draft: Draft) -> RegionRule | None:
    """'군비 A' in an article on a province or metropolitan city: its one county's."""
    main = view.main_region
    if main is None or " " in main or draft.label != "군비":
        return None
    counties = {n.name for n in view.body if n.name.startswith(f"{main} ") and n.name[-1] == "군"}
    return (counties.pop(), "county_purse") if len(counties) == 1 else None


def of_government(view: RegionView, first: int) -> RegionRule | None:
    """'도는', '시는', '두 시·도는' at the head of a sentence."""
    if _BOTH.match(view.text, first):
        names = [n.name for n in view.body if n.start < first]
        pair = list(dict.fromkeys(reversed(names)))[:2]
        provinces = {name.split()[0] for name in pair}
        if len(pair) == 2:
            return (provinces.pop(), "both") if len(provinces) == 1 else (None, "both")
    match = _GOVERNMENT.match(view.text, first)
    if not match:
        return None
    kind, main = match[1], view.main_region
    if kind == "도":
        if main and " " in main and not main.split()[0].endswith("시"):
            return _province_or_town(view, first)
        return None
    if main is None or main.endswith(kind) or " " in main:
        return None
    earlier = [
        n
        for n in view.body
        if n.start < first
        and " " in n.name
        and n.name.endswith(kind)
        and SUBJECT.match(view.text[n.end : n.end + 4])
    ]
    return (earlier[-1].name, "anaphora") if earlier else None


def _province_or_town(view: RegionView, first: int) -> RegionRule | None:
    """A province's own money, unless the paragraph or the lead speaks of the town's thing."""
    assert view.main_region is not None
    province = view.main_region.split()[0]
    words = re.split(r"[·~, -]", view.main_initiative or "")[:4]
    towns = {view.items.of_name(f"{word} -") for word in words if len(word) > 1} - {None}
    is_start = view.text[max(0, first - 1) : first] in ("", "\n")
    is_early = view.text.count("\n", 0, first) <= 1
    is_past = _PAST.search(view.text, first, first + 40) is not None
    if len(towns) < 2 and (not is_start or is_early or not is_past):
        return None
    return province, "province_acts"


def of_news_item(view: RegionView, first: int, inside: Sequence[Named]) -> RegionRule | None:
    """'■ ○○시 공장 착공 = …': in a column of short news each item is a story of its own."""
    paragraph = view.text.rfind("\n", 0, first) + 1
    head = _NEWS_HEAD.match(view.text, paragraph)
    if head is None:
        return None
    heads = [n for n in view.body if head.start(1) <= n.start < head.end()]
    names = {n.name for n in heads}
    if not names:
        named = region_prefix(view.ctx, head[1].split(" ")[0])
        names = {named} if named else set()
    if len(names) != 1 or any(n.name not in names for n in inside):
        return None
    return names.pop(), "section"


def of_paragraph(view: RegionView, first: int, inside: Sequence[Named]) -> RegionRule | None:
    """The one town that the paragraph is about so far."""
    if any(n.name != view.main_region for n in inside):
        return None
    paragraph = view.text.rfind("\n", 0, first) + 1
    earlier = [
        n
        for n in view.body
        if paragraph <= n.start < first and (" " in n.name or view.main_region is None)
    ]
    names = {n.name for n in earlier}
    if len(names) != 1 or names == {view.main_region}:
        return None
    name = earlier[0].name
    if _is_topic_of(view, paragraph, earlier) and not inside:
        return name, "paragraph"
    if view.main_region and " " not in view.main_region:
        site = DISTRICT_SITE if view.main_region.endswith("시") else _SITE_LATER
        if any(site.match(view.text[n.end : n.end + 20]) for n in earlier):
            return name, "paragraph"
    return None


def _is_topic_of(view: RegionView, paragraph: int, earlier: Sequence[Named]) -> bool:
    """Whether a paragraph opens with a town: '반면 ○○구 ○○지구 공사는 늦어진다.'"""
    first = earlier[0]
    opening = view.text[paragraph : first.start]
    if len(opening) > 8 or _OWN_SUBJECT.match(opening):
        return False
    if opening.endswith(("은 ", "는 ")) and view.text[first.end : first.end + 2] == "의 ":
        return False  # '단지는 ○○구의 A와 B를 잇는다': one part of what is talked of
    after = view.text[first.end : first.end + 24]
    return bool(
        re.match(r"(?:은|는|도|가|이) |에는 |에서는 ", after)
        or re.match(r"의 | ?[:：] | [가-힣0-9]{1,8}(?:지구|단지|산단|도시|밸리|동|읍|면)", after)
    )


def joint_area(view: RegionView, first: int) -> RegionRule | None:
    """The province, when the paragraph so far speaks of several of its cities together."""
    if not view.main_region or " " not in view.main_region:
        return None
    paragraph = view.text.rfind("\n", 0, first) + 1
    province = view.main_region.split()[0]
    names = {
        n.name
        for n in view.body
        if paragraph <= n.start < first
        and n.name.startswith(province + " ")
        and n.name != view.main_region
    }
    acts = re.match(r"(?:도|[가-힣]{2,6}도)(?:는|가) ", view.text[paragraph : paragraph + 12])
    return (province, "joint_area") if len(names) >= 2 and acts else None
