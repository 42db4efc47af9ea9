"""The region that acts, pays or is built in before an amount, in its sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from cluster_assets.extract.money.draft import Draft
from cluster_assets.extract.money.mentions import Named
from cluster_assets.extract.money.regions.sentence import LOCATED, of_initiative
from cluster_assets.extract.money.regions.towns import RegionRule
from cluster_assets.extract.money.regions.view import DISTRICT_SITE, MEETING, SUBJECT, RegionView

# 'A를 들여 ○○센터를 짓는다' after 'T ○○지구 … 부지에'
_SITE_BEFORE = re.compile(
    r" (?:[^.,()]|(?<=\d),(?=\d)){2,60}?(?:부지|일원|일대|지구|단지|산단|[가-힣]동|"
    r"[가-힣]리|읍|[가-힣]면|㎡|도시|시티|타운|파크|밸리)에(?:는)? [^.,]{0,30}$"
)
_BUILDS_AFTER = re.compile(
    r"(?:여|가량)?(?:원)?(?:가량)?(?:[을를이] )?(?:들여|투입해|투자해|써서|들인|들어|"
    r"들이는)[^.]{0,70}?"
    r"(?:짓|지을|지어|건립|조성|세우|세운|세워|구축|건설|만들|만든|들어서|신설|착공)|"
    # 'A 규모 공장이 들어선다'
    r"(?:여|가량)?(?:원)?(?:짜리)?(?: 규모)?(?:의)? [^.,]{2,20}[이가을를] "
    r"(?:들어서|들어선|세운|세워|짓|지어)"
)
# '○○구에 공원을 조성하는 데 A를'
_BUILDS_BEFORE = re.compile(
    r"에(?:는)? [^.,]{1,24}[을를] (?:조성|건립|건설|구축|설치)하는 데(?:에)? [^.,]{0,24}$"
)
_PAYS = re.compile(r"^(?:는|도|가|와|과) ")
# '○○구의 부품 회사 △△는': a firm's results are those of its district.
_FIRM_OF = re.compile(
    r"의 (?:[가-힣A-Za-z·]{1,10} ){0,3}[가-힣]{0,6}(?:회사|기업|업체|제조사|벤처)[ ,은는이가]"
)
# '○○ A면과 △△ B단지 등 4개 지구에': examples of more places.
_AND_OTHERS = re.compile(r"[^.,]{0,16} 등 (?:\d{1,2}|두|세|네|다섯) ?(?:개|곳)")
_ITS_WORK = re.compile(r"의 (?:[가-힣]{1,8} )?(?:사업|예산|단지|특구|센터)[은는이]")
# '○○의 투자 유치액은': said of the article's own town, whatever was spoken of before.
_ITS_OWN = re.compile(r"의 (?:[가-힣·]{1,8} ){0,3}[가-힣]{1,8}[은는이가] [^.,]{0,16}$")
# Purses that no single one of several regions fills.
_SHARED_PURSES = ("국비", "민간", "민자", "기업부담금", "자부담")
# '○○시와 함께 벌인'; what two were chosen for together is each one's own.
_JOINTLY = re.compile(
    r"(?:와|과) (?:공동으로|손잡고|함께 (?:벌|추진|만들|만든|조성|운영|꾸|짓|지은|진행|개발|"
    r"세우|세운|펼|펴|구축|마련|출자))"
)
_SEVERAL: RegionRule = (None, "several_provinces")


def _together(text: str, named: Sequence[Named], until: int) -> bool:
    """Whether two provinces are named as doing something jointly: '대전·세종과 공동으로'."""
    chain = 1
    for a, b in pairwise(named):
        is_next = re.fullmatch(r"(?:·|, ?|와 |과 )", text[a.end : b.start]) is not None
        chain = chain + 1 if is_next and a.name.split()[0] != b.name.split()[0] else 1
        if chain > 1 and re.match(
            r"(?:와|과|이|가)? ?(?:공동|함께|손잡|힘을 합)|[을를] (?:돕|잇|묶|아우)",
            text[b.end : min(until, b.end + 12)],
        ):
            return True
    apart = [
        b
        for a, b in pairwise(named)
        if " " in a.name
        and " " in b.name
        and a.name.split()[0] != b.name.split()[0]
        and re.fullmatch(r"(?:·|, ?|와 |과 )", text[a.end : b.start])
        and re.match(r"(?:을|를) ", text[b.end : b.end + 2])
    ]
    return bool(apart) or _are_subjects(text, named[-2:], until)


def _are_subjects(text: str, pair: Sequence[Named], until: int) -> bool:
    """'A시와 B도는 …에 N억원을 투입한다': two provinces' sum, unless it is each one's."""
    if len(pair) < 2 or pair[0].name.split()[0] == pair[1].name.split()[0]:
        return False
    rest = text[pair[1].end : until]
    is_list = re.fullmatch(r"(?:·|, ?|와 |과 )", text[pair[0].end : pair[1].start])
    return bool(is_list and re.match(r"[은는이가] ", rest) and "각" not in rest)


def _with_another(view: RegionView, draft: Draft, before: Sequence[Named]) -> RegionRule | None:
    """'○○시와 함께 벌인 사업': another region takes part in what the article's own one does."""
    main = view.main_region
    for n in before:
        if main is None or n.name.startswith(main) or main.startswith(n.name):
            continue
        if _JOINTLY.match(view.text, n.end, min(draft.start, n.end + 12)):
            province = main.split()[0]
            return (province, "several_here") if n.name.startswith(province) else _SEVERAL
    return None


def of_actor_or_site(
    view: RegionView, draft: Draft, lead_start: int, inside: Sequence[Named]
) -> RegionRule | None:
    """The region that acts, pays or is built in before the amount, in its sentence."""
    before = [n for n in inside if n.end <= draft.start]
    if view.main_region is None and draft.label in _SHARED_PURSES:
        return None
    if _together(view.text, before, draft.start):
        return _SEVERAL
    joint = _with_another(view, draft, before)
    if joint is not None:
        return joint
    told = (
        _own_government(view, draft, before)
        or _subject_of_clause(view, lead_start, before)
        or _district_site(view, draft, before)
    )
    if told is not None:
        return told, "sentence"
    acting = _of_acting(view, draft, lead_start, before)
    if acting is not None:
        return acting
    other = _other_province(view, draft, before)
    if other is not None:
        return other, "sentence"
    return _of_any(view, draft, inside) if view.main_region is None else None


def _of_acting(
    view: RegionView, draft: Draft, lead_start: int, before: Sequence[Named]
) -> RegionRule | None:
    """The town that acts or is built in before the amount, or the province of several."""
    local = _local(view, before)
    if not local:
        return None
    near = local[-1]
    if near.name == view.main_region:
        is_own = near.start >= lead_start and _ITS_OWN.match(
            view.text, near.end, draft.number_start
        )
        return (near.name, "sentence") if is_own else None
    is_list = any(_joined_to(view, n, [near]) for n in before) or _AND_OTHERS.match(
        view.text, near.end, near.end + 32
    )
    if len({n.name for n in local}) > 1 and (near.start < lead_start or is_list):
        provinces = {n.name.split()[0] for n in local}
        return (provinces.pop(), "several_here") if len(provinces) == 1 else _SEVERAL
    return near.name, "sentence"


def _of_any(view: RegionView, draft: Draft, inside: Sequence[Named]) -> RegionRule | None:
    """In an article on no one region: where the sentence's one region or its programme is."""
    provinces = {n.name.split()[0] for n in inside}
    if draft.rules.get("initiative") in ("clause", "sentence"):
        sited = of_initiative(view, draft)
        if sited and sited[0] and sited[0].split()[0] in provinces:
            return sited
    if len(provinces) != 1:
        return None
    names = {n.name for n in inside}
    return (names.pop() if len(names) == 1 else provinces.pop()), "sentence"


_OPENS = re.compile(r"(?:^|\n)[^.\n]{0,10}$")
_ACTS = re.compile(r"(?:의회)?(?:[은는이가]|에서는|에서도?) ")
# '… 따냈는데 우리 도는': the clause of the article's own government.
_OWN_AGAIN = re.compile(r"[가-힣](?:고|며|만|데|나|과 달리),? (?:우리 )?([도시군구])(?:는|은) ")
# '…를 얹었고, ○○시는': the next clause has a subject of its own.
_CLAUSE_BEFORE = re.compile(r"[가-힣](?:고|며|만|데|나), ?$")


def _subject_of_clause(view: RegionView, lead_start: int, before: Sequence[Named]) -> str | None:
    """Another province than the article's as the subject of the amount's own clause."""
    main = view.main_region
    if main is None or not before:
        return None
    last = before[-1]
    is_subject = (
        last.start >= lead_start
        and _is_other_province(last, main)
        and _ACTS.match(view.text, last.end, last.end + 7)
        and _CLAUSE_BEFORE.search(view.text[max(lead_start, last.start - 4) : last.start])
    )
    return last.name if is_subject else None


def _own_government(view: RegionView, draft: Draft, before: Sequence[Named]) -> str | None:
    """'전북은 A를 땄는데 우리 도는 B였다': behind another region, the article's own one."""
    main = view.main_region
    if main is None or not before or main.startswith(before[-1].name):
        return None
    own = _OWN_AGAIN.search(view.text, before[-1].end, draft.start)
    if own is None:
        return None
    return main.split()[0] if own[1] == "도" else main


def _other_province(view: RegionView, draft: Draft, before: Sequence[Named]) -> str | None:
    """Another province than the article's that opens the sentence as its subject."""
    main = view.main_region
    if main is None or not before:
        return None
    first = before[0]
    is_alone = len({n.name.split()[0] for n in before}) == 1
    if not is_alone or not _is_other_province(first, main):
        return None
    opens = _OPENS.search(view.text[draft.sentence[0] : first.start] or "\n")
    acts = _ACTS.match(view.text, first.end, first.end + 7)
    return first.name if opens and acts else None


def _is_other_province(named: Named, main: str) -> bool:
    return " " not in named.name and named.name != main.split()[0]


def _district_site(view: RegionView, draft: Draft, before: Sequence[Named]) -> str | None:
    """The district of a metropolitan city on whose ground the money builds something."""
    main = view.main_region
    if not main or " " in main or not main.endswith("시"):
        return None
    districts = [n for n in before if n.name.startswith(f"{main} ")]
    if not districts:
        return None
    near = districts[-1]
    gap = view.text[near.end : draft.number_start]
    if _BUILDS_BEFORE.fullmatch(gap):
        return near.name
    is_built = _BUILDS_AFTER.match(view.text, draft.end, draft.end + 100)
    return near.name if is_built and _SITE_BEFORE.fullmatch(gap) else None


def _local(view: RegionView, before: Sequence[Named]) -> list[Named]:
    """Towns that act or in which something stands, with the heads of their lists."""
    acting = [
        n
        for n in before
        if SUBJECT.match(view.text[n.end : n.end + 6])
        or (
            LOCATED.match(view.text[n.end : n.end + 12])
            and not MEETING.match(view.text, n.end, n.end + 60)
        )
    ]
    local = [n for n in acting if " " in n.name]
    local = [*(n for n in before if _joined_to(view, n, local)), *local]
    if view.main_region and " " not in view.main_region and view.main_region.endswith("시"):
        # A district only says where in the city; it counts when it pays itview.
        return [n for n in local if _district_counts(view, n)]
    return local


def _district_counts(view: RegionView, named: Named) -> bool:
    after = view.text[named.end : named.end + 24]
    is_outside = not named.name.startswith(f"{view.main_region} ")
    return bool(
        (is_outside and (SUBJECT.match(after[:4]) or _ITS_WORK.match(after)))
        or _PAYS.match(after[:4])
        or DISTRICT_SITE.match(after)
        or _FIRM_OF.match(view.text, named.end, named.end + 40)
    )


def _joined_to(view: RegionView, named: Named, local: Sequence[Named]) -> bool:
    """Whether ``named`` heads a list that ends in an acting town: 'A군, B군과'."""
    return (
        " " in named.name
        and any(
            named.end < n.start
            and n.start - named.end <= 2
            and re.fullmatch(r"(?:, ?|·|와 |과 )", view.text[named.end : n.start])
            for n in local
        )
        and named not in local
    )
