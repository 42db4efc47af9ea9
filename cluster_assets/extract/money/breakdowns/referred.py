"""Parts of a whole that words refer to: '이 가운데', '도비 가운데', '전체 사업비 중'."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cluster_assets.extract.money.breakdowns.items import (
    NONE,
    Found,
)
from cluster_assets.extract.money.draft import Draft

_THIS_OF = re.compile(
    r"(?:(?:이|그) (?:돈|금액|재원|사업비|예산|투자액)|이|그|이들)? ?(?:가운데|중(?:에서|"
    r"에는)?|중 )(?![가-힣])|그중|이중|"
    r"여기서|이 가운데|(?:이|그) (?:돈|예산|금액|사업비)에서(?=[ ,])"
)
_NAMED_OF = re.compile(
    r"([가-힣0-9·]+(?: (?:총)?사업비| 예산| 재원| 몫| 부문)?) ?(?:가운데|중(?:에서|에는)?)"
    r"(?= |,)[^.]{0,30}$"
)
_SPENT_NAME = re.compile(r"집행액|집행한 돈|쓴 돈|들인 돈|지출액|투입액")


def referred_whole(
    text: str, lead: str, draft: Draft, earlier: Sequence[Draft], index: dict[int, int]
) -> Found:
    """The whole that words before ``draft`` refer to, and the rule."""
    named = _NAMED_OF.search(lead)
    if named and named[1] not in ("이", "그", "이들", "업체", "기업"):
        found = _by_name(text, named[1], draft, earlier)
        if found[0] is not None:
            return found
    may_match = "중" in lead or "가운데" in lead or "서" in lead
    matches = list(_THIS_OF.finditer(lead)) if may_match else []
    match = matches[-1] if matches else None
    if not (match and re.match(r"이|그|여기", match[0])):
        return NONE
    takes_last = match[0].startswith("그")
    whole = None if takes_last else _filled_by_list(draft, earlier, index)
    if whole is not None:
        return whole, "of_this"
    near = [
        d
        for d in earlier[-20:]
        if index[id(draft)] - index[id(d)] <= 2
        and d.value > draft.value
        and d.currency == draft.currency
        and (d.kind == draft.kind or draft.rules.get("kind") == "default")
    ]
    valid = [d for d in near if d.rules.get("status") != "superseded"]
    near = valid or near
    if not near:
        return NONE
    last = index[id(near[-1])]
    same = [d for d in near if index[id(d)] == last]
    if takes_last and index[id(draft)] - last == 1:
        # '… 집행된 것이 A다. … 그중 B': the sum said last.
        return same[-1], "of_this"
    top = [d for d in same if d.parent is None] or same
    return top[-1], "of_this"


def _filled_by_list(draft: Draft, earlier: Sequence[Draft], index: dict[int, int]) -> Draft | None:
    """'국비 A, 시비 B가 들었다. 이 가운데 C': the whole that the list before fills."""
    last = earlier[-1] if earlier else None
    if last is None or last.parent is None:
        return None
    whole = last.parent
    rows = [d for d in earlier[-8:] if d.sentence == last.sentence]
    fills = len(rows) > 1 and all(d.parent is whole or d is whole for d in rows)
    is_next = index[id(draft)] - index[id(last)] <= 1
    is_larger = whole.value > draft.value and whole.currency == draft.currency
    return whole if fills and is_next and is_larger else None


def _by_name(text: str, name: str, draft: Draft, earlier: Sequence[Draft]) -> Found:
    """'도비 가운데', '전체 사업비 중', '1단계 사업비 가운데'."""
    word = name.split()[0]
    if len(word) == 1:
        # '시 예산 가운데': the letter alone stands in every sentence.
        word = name
    larger = [d for d in earlier if d.value > draft.value and d.currency == draft.currency]
    labelled = [d for d in larger if d.label == word]
    if labelled:
        return labelled[-1], "of_label"
    if word in ("전체", "총사업비", "사업비", "총"):
        whole = [d for d in larger if d.parent is None]
        if whole:
            return max(whole, key=lambda d: d.value), "of_whole"
    if _SPENT_NAME.fullmatch(name):
        spent = [
            d
            for d in larger
            if d.status == "executed" and d.parent is None and d.kind == draft.kind
        ]
        if spent:
            return spent[-1], "of_stage"
    if re.search(r"단계|기$|차$|사업비|예산|재원|몫|[가-힣]{2}비$|투자액$", name):
        staged = [d for d in larger if word in text[max(0, d.start - 24) : d.start]]
        if staged:
            nearest = min(staged, key=lambda d: d.start - text.rfind(word, 0, d.start))
            return nearest, "of_stage"
    return NONE
