"""'각각' and '씩' over named bodies: one amount in the text, one fact for each body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from cluster_assets.extract.money.draft import Draft
from cluster_assets.extract.money.mentions import Named
from cluster_assets.extract.money.sources.givers import source_of_actor, source_of_label

_EACH_BEFORE = re.compile(r"(?:각각|(?<![가-힣])각) ?(?:[국도시군구]비|지방비|약|최대|예산|연)? ?$")
_EACH_AFTER = re.compile(r"^(?:원)?씩")
_NAME = r"[가-힣A-Za-z㈜]{1,14}"
_JOIN = r"(?:와 |과 |, ?|· ?)"
# 'A와 B는', 'A, B, C가': two or more givers in a row, last one with a particle.
_GIVERS = re.compile(
    rf"((?:{_NAME}?{_JOIN}){{1,3}})({_NAME}?)(?:[은는이가도을를]|에서|에|에는)?(?= |$)"
)
_PURSE_NAME = re.compile(r"[국도시군구]비|지방비|민자|자부담")
_CLASS = re.compile(r"기업|업체|과제|대상|팀$|학생")
# '두 시는', '양 군이': the two named last.
_BOTH = re.compile(
    r"(?<![가-힣])(?P<count>두|양|세|네) ?(?P<kind>시·?도|시·?군|지자체|도시|시|군|구|도)"
    r"(?:는|은|가|이|도|에서) ?[^.]{0,40}$"
)
_COUNTS = {"두": 2, "양": 2, "세": 3, "네": 4}
_LEAD = 90
_A_YEAR = r"(?:\d{4}년|재작년|지난해|작년|올해|내년|내후년)(?:도)?"
# '2027년과 2028년 각각 N억원': one sum for each year.
_EACH_YEAR = re.compile(rf"{_A_YEAR}(?:과|와|, ?|· ?) ?{_A_YEAR}(?:에는|에|은|는)? 각각 ?(?:약 )?$")


def share_out(
    text: str, drafts: Sequence[Draft], named: Sequence[Named], *, is_metropolitan: bool
) -> list[Draft]:
    """Drafts with a copy for each named giver of an amount said to be each one's."""
    result: list[Draft] = []
    places = [n for n in named if n.kind == "region" and n.field == "text"]
    ordered: Draft | None = None
    for i, draft in enumerate(drafts):
        result.append(draft)
        if draft is ordered or draft.field != "text":
            continue
        after = drafts[i + 1] if i + 1 < len(drafts) else None
        before = text[max(draft.sentence[0], drafts[i - 1].end if i else 0) : draft.start]
        if after and _in_order(text, draft, after, before):
            _name_in_order(text, draft, after, places)
            _programme_in_order(text, draft, after, named)
            _purses_in_order(text, draft, after, is_metropolitan=is_metropolitan)
            ordered = after
            continue
        if (second := _second_year(text, draft)) is not None:
            result.append(second)
            continue
        if draft.kind == "per_recipient" or not _is_each(text, draft, before):
            continue
        givers = _givers(text, draft, places)
        if len(givers) < 2:
            continue
        copies = [draft, *(replace(draft, rules=dict(draft.rules)) for _ in givers[1:])]
        regions = [_region_of(text, draft, giver, places) for giver in givers]
        # One thing that a province, a town and a body pay for stays where it is.
        is_each_own = len({None if r is None else " " in r for r in regions}) == 1
        for copy, giver, region in zip(copies, givers, regions, strict=True):
            source = (
                source_of_label(giver, is_metropolitan=is_metropolitan)
                if _PURSE_NAME.fullmatch(giver)
                else source_of_actor(giver, is_metropolitan=is_metropolitan)
            )
            if source:
                copy.source, copy.rules["source"] = source, "each:" + giver
            if region and is_each_own:
                copy.rules["each_region"] = region
        result.extend(copies[1:])
    return result


def _second_year(text: str, draft: Draft) -> Draft | None:
    """The second of two years that have the same sum each; ``draft`` keeps the first."""
    if draft.period is None or None in draft.period:
        return None
    first, last = draft.period
    if first == last or not _EACH_YEAR.search(text, draft.sentence[0], draft.start):
        return None
    draft.period, draft.rules["period"] = (first, first), "each_year"
    return replace(draft, rules=dict(draft.rules), period=(last, last))


def _in_order(text: str, draft: Draft, after: Draft, before: str) -> bool:
    """'각각 A억, B억': two sums, one for each name."""
    return bool(
        _EACH_BEFORE.search(before)
        and after.sentence == draft.sentence
        # 'A시와 B시 각 N억, 민간 M억': the second is another giver's.
        and (after.label is None or after.label.endswith("비"))
        and re.fullmatch(
            r"(?:원)?(?:과|와|,|·) ?(?:[국도시군구]비 ?)?", text[draft.end : after.start]
        )
    )


def _is_each(text: str, draft: Draft, before: str) -> bool:
    if _EACH_BEFORE.search(before):
        return True
    return bool(
        _EACH_AFTER.match(text[draft.end : draft.end + 3])
        and not re.search(r"매년|해마다|연간|매월|매달", before)
    )


def _givers(text: str, draft: Draft, places: Sequence[Named]) -> list[str]:
    """Names of the two to four bodies that the amount is each one's of."""
    lead = text[max(draft.sentence[0], draft.start - _LEAD) : draft.start]
    both = _BOTH.search(lead)
    if both:
        return _both(draft, both, places)
    lead = re.split(r"\d[\d,.]*[조억만천백]*(?: ?원)?,?", lead)[-1]
    rows = list(_GIVERS.finditer(lead))
    if not rows:
        return []
    names = [n.strip() for n in re.split(r"와 |과 |,|·", rows[-1][1]) if n.strip()]
    names.append(rows[-1][2])
    if any(not n or _CLASS.search(n) for n in names):
        return []
    return names


def _both(draft: Draft, match: re.Match[str], places: Sequence[Named]) -> list[str]:
    """The two (three, four) regions of that kind that were named last before the amount."""
    kind, count = match["kind"], _COUNTS[match["count"]]
    ending = kind[-1] if kind in ("시", "군", "구", "도시", "도") else ""
    earlier = [n.name for n in places if n.start < draft.start and n.name.endswith(ending)]
    # A metropolitan city that is only mentioned is not one of 'the two cities' with a town.
    pair = list(dict.fromkeys(reversed(earlier)))[:count]
    return list(reversed(pair)) if len(pair) == count else []


def _region_of(text: str, draft: Draft, giver: str, places: Sequence[Named]) -> str | None:
    """The region that a giver is, as the sentence names it."""
    for n in places:
        words = text[n.start : n.end].split(" ")
        surface = words[-1]
        in_sentence = draft.sentence[0] <= n.start < draft.start
        # Of 'A도 B시와 C도 D군도' the last giver may be read by its province's word alone.
        is_headed = len(words) > 1 and giver == words[0]
        if giver == n.name or (in_sentence and (giver.startswith(surface) or is_headed)):
            return n.name
    return None


_TWO_PURSES = re.compile(
    r"(국비|도비|시비|군비|구비|지방비)(?:와 |과 |, ?|·)(도비|시비|군비|구비|지방비|"
    r"민자)[가이는은를도]? 각각 ?$"
)


def _purses_in_order(text: str, first: Draft, second: Draft, *, is_metropolitan: bool) -> None:
    """'도비와 군비가 각각 A, B': the first sum is of the first purse."""
    match = _TWO_PURSES.search(text[max(first.sentence[0], first.start - 24) : first.start])
    if match is None or second.label is not None:
        return
    for draft, label in ((first, match[1]), (second, match[2])):
        draft.label = label
        draft.source = source_of_label(label, is_metropolitan=is_metropolitan)
        draft.rules["source"] = f"each:{label}"


# 'A도(○○센터)와 B시'
_JOINED = re.compile(r"(?:[^,.()]{0,40}\))?(?:과|와|,|·) ?")
# Between two names of a list, each in brackets or quotes: ')과 B도('.
_NEXT_NAME = re.compile(r"['\")」』]{0,3}(?:과|와|,|·) ?(?:[가-힣]{2,8} ?\()?['\"「『]{0,2}")
_AFTER_NAMES = re.compile(r"['\")」』]{0,3}(?:에는?|은|는|이|가|을|를|도) ?$")


def _programme_in_order(text: str, first: Draft, second: Draft, named: Sequence[Named]) -> None:
    """'A센터와 B센터에 각각 1억, 2억', 'X도(A센터)와 Y도(B센터)에는 각각 …': each its own."""
    low = max(first.sentence[0], first.start - _LEAD)
    here = [
        n
        for n in named
        if n.kind == "initiative" and n.field == "text" and low <= n.start and n.end <= first.start
    ]
    if len(here) < 2 or here[-1].name == here[-2].name:
        return
    a, b = here[-2:]
    lead = _EACH_BEFORE.sub("", text[b.end : first.start])
    if _NEXT_NAME.fullmatch(text[a.end : b.start]) and _AFTER_NAMES.fullmatch(lead):
        for draft, name in ((first, a.name), (second, b.name)):
            draft.initiative, draft.rules["initiative"] = name, "clause"


def _name_in_order(text: str, first: Draft, second: Draft, places: Sequence[Named]) -> None:
    """'A구와 B구도 각각 1억, 2억': the first amount is A's, the second B's."""
    lead = text[max(first.sentence[0], first.start - _LEAD) : first.start]
    both = _BOTH.search(lead)
    names = _both(first, both, places) if both else []
    is_joined = False
    if not names:
        here = [n for n in places if first.sentence[0] <= n.start < first.start]
        distinct = list(dict.fromkeys(n.name for n in here))
        names = distinct[-2:] if len(distinct) >= 2 else []
        is_joined = len(here) > 1 and bool(_JOINED.fullmatch(text[here[-2].end : here[-1].start]))
    if len(names) == 2 and (is_joined or (" " in names[0] and " " in names[1])):
        first.rules["each_region"], second.rules["each_region"] = names
