"""Parts that words name as such: 'A 가운데 B', '이 중 B', 'A를 포함해 T', '매년 B씩 총 T'."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cluster_assets.extract.money.breakdowns.changes import is_whole_of_next
from cluster_assets.extract.money.breakdowns.items import (
    NONE,
    Found,
    giver_before_rest,
    half_of,
    of_budget,
)
from cluster_assets.extract.money.breakdowns.referred import referred_whole
from cluster_assets.extract.money.breakdowns.runs import is_ancestor
from cluster_assets.extract.money.draft import Draft

# '장비에 A가 들어갔는데 이 가운데 B', 'A를 썼는데 B어치는 놀고 있다'
_OF_PART = re.compile(
    r"는데,? (?:[가-힣]{1,8} ){0,2}$|(?:^|[ ,])(?:이|그) ?(?:가운데|중)(?:에서)? [^,.\d]{0,14}$"
)
# 'T를 투자하기로 했는데 우선 B로 1공장을 짓는다'
_TO_START = re.compile(r"(?:는데|으며|고|,),? (?:우선|먼저|일단) (?:[가-힣]{1,6} ){0,2}$")
_YEARLY = re.compile(r"(?:매년|해마다|연간|매해|연 |한 해에? ?|연평균|한 해 평균)[^.]{0,24}$")
# '그 절반이 넘는 B', '그중 60%인 B'
_ITS_SHARE = re.compile(r"그 ?(?:중 ?)?(?:절반|[\d.]{1,5}%|\d분의 \d|대부분|상당)[^,.\d]{0,10}$")
_SHARE = re.compile(
    r"(?:절반|(?P<percent>\d{1,2}(?:\.\d{1,2})?)%)(?:에 (?:해당하는|이르는|달하는|가까운)|가량|"
    r"수준|정도)?"
    r"(?:인|의)? ?(?:약 |총 )?$"
)
_INCLUDES = re.compile(
    r"(?:원)?(?: ?등|[을를] (?:바탕|마중물|종잣돈|밑천|씨앗)(?:으?로|삼아)|[을를이가] 포함(?:해|"
    r"한|하여|된)|[을를] 합(?:쳐|친|해)|[을를] 더(?:해|한)) ?"
    r"(?:(?:모두|총|전체|총사업비|사업비|도합) ?)?[^\d,.]{0,8}$"
)


def link_parts_of(text: str, drafts: Sequence[Draft], sentence_index: dict[int, int]) -> None:
    """Link what the words around an amount say it is a part of."""
    for i, draft in enumerate(drafts):
        if draft.parent is not None and draft.rules.get("parent") != "sum":
            continue
        parent, rule = _of_named(text, drafts, i, sentence_index)
        if parent is None and draft.parent is None:
            parent, rule = _each_of(text, drafts, i)
        if parent is None and draft.parent is None:
            parent, rule = half_of(text, drafts, i, sentence_index)
        if parent is None and draft.parent is None:
            parent, rule = _included(text, drafts, i, sentence_index)
        if parent is None and draft.parent is None and draft.kind == "budget":
            parent, rule = _yearly(text, drafts, i)
        if parent is None and draft.parent is None and draft.kind in ("budget", "investment"):
            parent, rule = giver_before_rest(text, drafts, i, sentence_index)
        if parent is None and draft.parent is None and draft.kind == "budget":
            parent, rule = of_budget(text, drafts, i, sentence_index)
        if (
            parent is not None
            and parent is not draft
            and draft.value < parent.value
            and not is_ancestor(draft, parent)
            and draft.currency == parent.currency
        ):
            draft.parent, draft.rules["parent"] = parent, rule or "of_total"
            if draft.rules.get("kind") == "default" and rule == "of_this":
                draft.kind = parent.kind


def _of_named(text: str, drafts: Sequence[Draft], i: int, index: dict[int, int]) -> Found:
    """'A 가운데 B', with A in the sentence, repeated, or only referred to."""
    draft = drafts[i]
    before = drafts[i - 1] if i else None
    alias = _alias_of(text, draft, drafts)
    if alias is not None:
        return alias, "of_total"
    same = before if before and before.sentence == draft.sentence else None
    following = drafts[i + 1] if i + 1 < len(drafts) else None
    if following is not None and _is_included(text, draft, following):
        # '이 가운데 장비값은 A를 포함해 B다': A is of B, and B of the whole.
        return NONE
    if same and is_whole_of_next(text, same):
        return same, "of_total"
    if (
        same
        and same.rules.get("parent") in ("of_total", "of_this", "of_whole", "of_stage")
        and same.parent is not None
        and draft.parent is None
        and same.value + draft.value <= same.parent.value
    ):
        if _OF_PART.search(text[same.end : draft.number_start]) and draft.value < same.value:
            return same, "of_this"
        return same.parent, same.rules["parent"]
    if draft.parent is not None:
        return NONE
    if same and _ITS_SHARE.search(text[same.end : draft.number_start]):
        return same, "of_total"
    if (
        same
        and same.kind == draft.kind
        and same.parent is None
        and _TO_START.search(text[same.end : draft.number_start])
    ):
        return same, "of_total"
    share = _share_of(text, drafts, i, index)
    if share is not None:
        return share, "share_of"
    start = before.end if before else 0
    if before is not None and _is_included(text, before, draft):
        start = drafts[i - 2].end if i > 1 else 0
    lead = text[max(draft.sentence[0], start) : draft.start]
    return referred_whole(text, lead, draft, drafts[:i], index)


def _share_of(text: str, drafts: Sequence[Draft], i: int, index: dict[int, int]) -> Draft | None:
    """'절반인 B', '60%에 해당하는 B': the sum before that B is this share of."""
    draft = drafts[i]
    match = _SHARE.search(
        text[max(draft.sentence[0], draft.number_start - 30) : draft.number_start]
    )
    if match is None:
        return None
    share = 0.5 if match["percent"] is None else float(match["percent"]) / 100
    for total in reversed(drafts[max(0, i - 9) : i]):
        if (
            index[id(draft)] - index[id(total)] <= 8
            and total.currency == draft.currency
            and total.value > draft.value
            and abs(total.value * share - draft.value) <= total.value * 0.01
        ):
            return total
    return None


def _alias_of(text: str, draft: Draft, drafts: Sequence[Draft]) -> Draft | None:
    """The amount whose repeat stands right before: '총사업비 60억원 가운데 B'."""
    for other in drafts:
        for alias in other.aliases:
            if (
                alias.field == "text"
                and 0 < draft.start - alias.end <= 40
                and alias.sentence == draft.sentence
                and is_whole_of_next(text, alias)
            ):
                return other
    return None


def _each_of(text: str, drafts: Sequence[Draft], i: int) -> Found:
    """'업체당 A씩 모두 T'."""
    draft = drafts[i]
    following = drafts[i + 1] if i + 1 < len(drafts) else None
    ratio = following.value / draft.value if following and draft.value else 0
    if (
        following
        and (draft.kind == "per_recipient" or (ratio == int(ratio) and 2 <= ratio <= 20))
        and following.sentence == draft.sentence
        and re.fullmatch(
            r"(?:원)?씩,? ?(?:모두|총|전부|합쳐|도합)? ?", text[draft.end : following.start]
        )
    ):
        return following, "each_of"
    return NONE


def _is_included(text: str, draft: Draft, following: Draft) -> bool:
    """'A를 포함해 T': whether the next sum is said to hold this one."""
    return bool(
        following.sentence == draft.sentence
        and following.start - draft.end < 24
        and (draft.label != following.label or draft.label is None)
        and not following.label
        and draft.value < following.value
        and _INCLUDES.match(text[draft.end : following.start])
        and (draft.label or not re.match(r"(?:원)? ?등", text[draft.end : draft.end + 5]))
    )


def _included(text: str, drafts: Sequence[Draft], i: int, index: dict[int, int]) -> Found:
    """'A를 포함해 T', '국비 A 등 T', and 'T를 조성한다. 여기에는 A가 포함된다'."""
    draft = drafts[i]
    following = drafts[i + 1] if i + 1 < len(drafts) else None
    if following is not None and _is_included(text, draft, following):
        return following, "included"
    before = drafts[i - 1] if i else None
    if (
        before
        and before.sentence != draft.sentence
        and index[id(draft)] - index[id(before)] == 1
        and before.kind == draft.kind
        and (
            re.match(
                r"(?:원)?[이가도] (?:포함된 (?:액수|금액|규모|수치|돈|것)|(?:여기|이)에? 포함)",
                text[draft.end : draft.end + 16],
            )
            or (
                re.match(
                    r"(?:원)?[이가도] 포함(?:된다|됐다|돼|되)", text[draft.end : draft.end + 12]
                )
                and re.search(r"에[는도] ", text[draft.sentence[0] : draft.start])
            )
        )
    ):
        return before, "of_this"
    return NONE


def _yearly(text: str, drafts: Sequence[Draft], i: int) -> Found:
    draft = drafts[i]
    earlier = [d.end for d in drafts[max(0, i - 4) : i] if d.end <= draft.start]
    start = max(draft.sentence[0], *earlier, 0)
    if not _YEARLY.search(text[start : draft.start]):
        return NONE
    years = {
        int(n)
        for n in re.findall(r"(\d{1,2}) ?(?:년|개년)", text[draft.sentence[0] : draft.sentence[1]])
    }
    for other in sorted(drafts, key=lambda d: d.sentence != draft.sentence):
        if (
            other.currency != draft.currency
            or other.value <= draft.value
            or other.kind != draft.kind
        ):
            continue
        ratio = other.value / draft.value
        if (
            ratio == int(ratio)
            and 2 <= ratio <= 20
            and (
                int(ratio) in years
                or (other.sentence == draft.sentence and "씩" in text[draft.end : draft.end + 4])
            )
        ):
            return other, "yearly"
    return NONE
