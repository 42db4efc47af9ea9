"""The region of an amount by what its own sentence says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cluster_assets.extract.money.draft import TOPIC_AFTER, Draft
from cluster_assets.extract.money.mentions import Named
from cluster_assets.extract.money.regions.towns import RegionRule
from cluster_assets.extract.money.regions.view import RegionView

# A place where something is, rather than one body in a list of participants.
LOCATED = re.compile(
    r"^(?:(?: [가-힣]{1,6}(?:읍|면|동|리|가|로))|에서?(?=[ ,는])|에 |의 | ?[:：] | 일원| 일대|"
    r" 지역|"
    r"으?로 (?:[가-힣]{1,6} )?(?:옮|이전)|"
    r"을 잇|를 잇| 소재| [가-힣0-9]{1,8}(?:산단|지구|단지|도시|밸리)|"
    r" (?:[가-힣]{2,6} )?['\"][가-힣A-Z])"
)
# What is built at a place that follows the amount: '30억원을 들여 ○○군 ○○면에 공장을 짓는다'
_BUILT_AFTER = re.compile(
    r"^(?: [가-힣0-9]{1,10}(?:읍|면|동|리|지구|단지|산단|도시|밸리)){0,2}(?: 일원| 일대)?에 "
    r"[^.,]{0,24}?(?:짓|지을|지어|세우|세운|세울|조성|건립|건설|구축|설치|들어서|만들|신설|증설|"
    r"문을 (?:열|연|여))"
)
# Money of a ministry's programme over the whole country.
_NATIONWIDE = re.compile(
    r"^(?:정부|[가-힣]{2,12}부)(?:는|가) [^.]{0,30}?\d{1,2}개 ?(?:단지|특구|지역|지자체|시·?도|"
    r"권역)(?:에|를|의) "
    r"[^.]{0,60}$|(?:전국 ?\d{1,3}(?:개|곳|여 ?곳)|전국에 |전국적으로 |\d{1,2}개 (?:비수도권 |"
    r"광역 ?)?(?:시·?도|광역지자체)(?:에|를|의|가) )"
    r"[^.]{0,60}$|전국 (?:(?:[가-힣A-Za-z·]{2,10} ){0,2}예산|(?:두|세|네|다섯|여섯|일곱|여덟|"
    r"아홉|열) ?(?:곳|개))[^.]{0,40}$|"
    # '정부가 여기에 쓰는 돈은', '국비 지원 한도는': the rules of a scheme hold everywhere.
    r"정부가 [^.,]{0,16}(?:쓰는|들이는|푸는) (?:돈|예산)[은이] [^.,]{0,12}$|"
    r"국비 (?:지원 )?한도[는가를] [^.]{0,40}$"
)
# '△△은 대학당 A를 지원하는 사업으로': what the programme is, wherever it runs.
_DEFINES = re.compile(
    r"(?:원)?(?:까지)?(?:[을를])? ?(?:지원|보조|융자)(?:하는|해 주는|받는) (?:[가-힣]{2,6} )?"
    r"(?:사업|제도|프로그램)(?:으로|이다|이며|이고|인데|다|로)"
)
# '나머지 B는 ○○에서 …': what follows the topic is where it goes.
# '○○도의 화장품 수출액은', '○○ 전체 매출은': of the whole province.
_ITS_TRADE = re.compile(r"(?:의| 전체(?:의)?) (?:[가-힣·]+ ){0,3}(?:수출|매출|생산|시장)")
# '지난해 ○○도가 맺은 협약은 60여 건에 A': what the province has reached as a whole.
_OF_ALL_ITS_PACTS = re.compile(
    r"(?:^|[^가-힣])(?:[가-힣]{2,6}도|도)가 (?:[가-힣]{1,6} ){0,2}(?:맺은|체결한|유치한|"
    r"끌어온|이끌어 ?낸|거둔) "
    r"(?:전체 )?(?:투자 ?)?(?:협약|투자|실적|양해각서)"
)
_IN_PROVINCE = re.compile(r"도내 (?:\d|전|모든|시·?군|(?:[가-힣·]{2,6} ?)?(?:기업|업체|농가|대학))")
# '도내 업체에 업체당 A 이내, 총 B': no new clause begins between two amounts so near.
_SAME_PHRASE = 10
_SHORT_NAME = re.compile(
    r"(?:^|[ ,])([가-힣]{2,10}(?:센터|관|동|단지|캠퍼스|연구소|공장|허브))(?:에는|에|은|는|의|)? ?$"
)


def of_item(view: RegionView, draft: Draft, lead_start: int, last: int) -> RegionRule | None:
    """The town that the item itself is called after."""
    start = max(lead_start, draft.start - 44)
    town = None
    if not any(
        n.field == "text" and start <= n.start < draft.start and " " in n.name for n in view.regions
    ):
        town = view.items.before(view.text[start : draft.start])
        town = town or _of_short_name(view, view.text[start : draft.start])
    tail_end = min(last, draft.end + 48)
    town = town or view.items.after(view.text[draft.end : tail_end])
    if town is None and not (draft.initiative or "").endswith("펀드"):
        town = _payer(view, draft)  # what is put into a fund is for all of its region
    if town is None:
        named = TOPIC_AFTER.match(view.text, draft.end, tail_end)
        after = next((n for n in view.body if named and n.start == named.end()), None)
        if after and LOCATED.match(view.text[after.end : after.end + 12]):
            town = after.name
    if town is None:
        return None
    view.remember(town)
    return town, "sentence"


def _of_short_name(view: RegionView, lead: str) -> str | None:
    """Where the thing stands that the item names by the end of its name: '지원센터에 A'."""
    match = _SHORT_NAME.search(lead)
    if match is None:
        return None
    found = {town for name, town in view.sites.items() if name.endswith(match[1])}
    return found.pop() if len(found) == 1 else None


def _payer(view: RegionView, draft: Draft) -> str | None:
    """Of money that several regions share, each giver's part is its own region's."""
    main = view.main_region
    if main is not None and (" " in main or main.endswith("시")):
        return None
    for n in reversed(view.body):
        if main is not None and " " not in n.name:
            continue
        if n.end <= draft.start and draft.start - n.end <= 6:
            gap = view.text[n.end : draft.number_start]
            return n.name if re.fullmatch(r"(?:[이가은는도])? ?(?:각각?)? ?", gap) else None
        if n.end < draft.start - 6:
            return None
    return None


def of_initiative(view: RegionView, draft: Draft) -> RegionRule | None:
    """Where the named programme or building stands, or the town it is called after."""
    name = draft.initiative
    if not name:
        return None
    if name in view.sites:
        if view.main_region is None and draft.rules.get("initiative") == "main":
            return None
        is_own = draft.rules.get("initiative") in ("clause", "after", "spent_on", "item")
        return view.sites[name], "own_site" if is_own else "initiative_site"
    if name == view.main_initiative or draft.rules.get("initiative") == "main":
        return None
    town = view.items.of_name(name)
    if town is None or " " not in town or town == view.main_region:
        return None
    view.remember(town)
    return town, "initiative_town"


def nationwide(
    view: RegionView, draft: Draft, lead: str, inside: Sequence[Named]
) -> RegionRule | None:
    """Money of a ministry for the whole country has no region."""
    if inside:
        return None
    is_defined = draft.kind == "per_recipient" and _DEFINES.match(
        view.text, draft.end, draft.end + 40
    )
    return (None, "nationwide") if is_defined or _NATIONWIDE.search(lead[-160:]) else None


def of_province(view: RegionView, draft: Draft, lead_start: int) -> RegionRule | None:
    """'도내 N개 특구의 예산': the whole province; without a main region, the one just named."""
    main = view.main_region
    lead = view.text[max(lead_start, draft.start - 40) : draft.start]
    if main and " " in main and draft.kind == "outcome":
        province = main.split()[0]
        near = [n for n in view.body if lead_start <= n.start and n.end <= draft.start]
        if near and near[-1].name == province and _ITS_TRADE.match(view.text, near[-1].end):
            return province, "province_trade"
    if main and " " in main and not main.split()[0].endswith("시"):
        if draft.start - lead_start < _SAME_PHRASE:
            lead = view.text[max(draft.sentence[0], draft.start - 60) : draft.start]
        is_all_pacts = _OF_ALL_ITS_PACTS.search(view.text, draft.sentence[0], draft.start)
        if is_all_pacts or _IN_PROVINCE.search(lead):
            return main.split()[0], "province_wide"
        return None
    if main is None:
        near = [n for n in view.body if lead_start <= n.start and n.end <= draft.start]
        if near and len({n.name for n in near}) == 1:
            return near[-1].name, "sentence"
    return None


def of_place(view: RegionView, first: int, until: int, lead_start: int) -> RegionRule | None:
    """A place or thing of the sentence that the article has put into a region before."""
    found = [p for p in view.places if first <= p.start and p.end <= until]
    if view.main_region is None:
        found = [p for p in found if p.start >= lead_start]
    if view.main_region and view.main_region.endswith("시") and " " not in view.main_region:
        # In its city, a district's site counts where the sentence goes back to it.
        found = [p for p in found if not any(0 <= p.start - n.end <= 2 for n in view.body)]
    if not found:
        return None
    near = found[-1]
    if near.region == view.main_region or len({p.region for p in found}) > 1:
        near = next((p for p in reversed(found) if p.start >= lead_start), near)
    return near.region, "place"


def located_after(view: RegionView, draft: Draft, inside: Sequence[Named]) -> RegionRule | None:
    """The one town, named after the amount, where something is built with it."""
    after = [
        n
        for n in inside
        if n.start >= draft.end
        and " " in n.name
        and (
            _BUILT_AFTER.match(view.text[n.end : n.end + 60])
            or (
                draft.kind == "investment"
                and not view.is_metropolitan
                and LOCATED.match(view.text[n.end : n.end + 12])
            )
        )
    ]
    if len({n.name for n in after}) != 1:
        return None
    if any(n.name != after[0].name and n.end <= draft.start for n in inside if " " in n.name):
        return None
    return after[0].name, "located_after"
