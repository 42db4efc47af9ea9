"""Sums that are compared or revised: they do not add up to one another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from cluster_assets.extract.money.draft import Draft

_OF = re.compile(r"^ ?(?:의 ?)?(?:사업비|예산|규모)? ?(?:가운데|중(?=[ ,에])(?:에서|에는)?)")
_CHANGE_FROM = re.compile(
    r"^(?: ?\([^)]*\))? ?(?:원)?(?:짜리)?(?:에서|이던|이었던|이었으나|이었지만|보다|에 비해|"
    r"과 비교해|"
    r"(?:으?로|이라고) [가-힣]{1,4} ?[가-힣]{0,3}(?:으나|지만|는데))"
)
_CHANGE_TO = re.compile(r"(?: ?\([^)]*\))? ?(?:원)?으?로")
_CHANGE_WORD = re.compile(
    r"늘|줄|주는|증액|감액|증가|감소|뛰|불어|불었|삭감|깎|많|적은|적다|올렸|올려|오른|"
    r"올랐|확대|변경|"
    r"조정|상향|하향|낮아|낮추|낮췄|낮춰|낮춘|낮출|바꿔|바꾼|부풀|높아|높여|높였|바뀌|바뀐|"
    r"커졌|커진|키우|두 배|갑절|"
    r"떨어|내려|주저앉|쪼그라|곤두박|추락|치솟|급감|급증|"
    r"반 ?토막"
)
# Directly after an increase or decrease: '47억원이 늘어', '8억원 줄었다', '74억원을 증액'.
_BY = re.compile(
    r"^ ?(?:원)?(?:가량|정도|여)?(?:\([^)]{0,12}\))? ?(?:[이을를]|만큼)? ?(?:더 )?"
    r"(?:늘|줄|증액|감액|증가|감소|뛰|불어|불었|삭감|깎|많|적|덜|인상|인하|오른|올랐|올린|"
    r"추가로 늘|키우|키워|키운|"
    r"초과했|초과해|초과한|웃돌았|웃돈|웃도는|넘어섰|더 모|더 들|더 걷)"
)
_COMPARES = re.compile(r"(?:보다|대비|에 비해|비해|견줘)[^,]{0,12}$")
# '정부안 N억원에 M억원이 얹혀 K억원이 됐다': an old sum, what came to it, the new one.
_OLD_SUM = re.compile(
    r"(?:정부 ?안|정부 예산안|당초|애초|기존|원안|종전)(?:에서|의|인)? ?(?:약 )?$"
)
_RAISED_BY = re.compile(
    r"(?:원)?(?:을|이|를|가)? ?(?:더 )?(?:얹|보태|더해|더하|늘려|늘어|추가|증액|키워|붙)"
)
_GOAL = re.compile(r"(?:원)?[을를] (?:약 )?")
_EXCEEDS = re.compile(r"(?:원)? ?(?:이나 |가량 )?(?:초과|넘어|넘겼|웃돌|웃돈|웃도)")
_MAX_GAP = 70


def is_whole_of_next(text: str, draft: Draft) -> bool:
    """Whether 'A 가운데' follows: what is said next is said of a part of ``draft``."""
    return _OF.match(text[draft.end : draft.end + 12]) is not None


def mark_changes(text: str, drafts: Sequence[Draft]) -> None:
    """Give ``rules['change']``: ``from`` (old sum), ``to`` (new sum) or ``by`` (difference)."""
    for i, draft in enumerate(drafts):
        _mark_from_to(text, drafts, i)
        _mark_raised(text, drafts, i)
        if "change" not in draft.rules and _BY.match(text[draft.end : draft.end + 24]):
            _mark_by(text, drafts, i)


def _mark_from_to(text: str, drafts: Sequence[Draft], i: int) -> None:
    """'A에서 B로 (C) 늘었다'."""
    draft = drafts[i]
    following = drafts[i + 1] if i + 1 < len(drafts) else None
    after = text[draft.end : draft.end + 40]
    if not (following and following.start < draft.sentence[1] and _CHANGE_FROM.match(after)):
        return
    rest = text[following.end : min(following.end + 60, draft.sentence[1])]
    if not _CHANGE_WORD.search(rest):
        return
    draft.rules["change"] = "from"
    following.rules["change"] = "to" if _CHANGE_TO.match(rest) else "by"
    if draft.qualifier == "at_most" and following.qualifier == "exact":
        # '한도는 A에서 B로 올랐다': the ceiling is the new sum's too.
        following.qualifier, following.rules["qualifier"] = "at_most", "revised"
    third = drafts[i + 2] if i + 2 < len(drafts) else None
    if (
        third
        and third.start < draft.sentence[1]
        and following.rules["change"] == "to"
        and abs(third.value - abs(following.value - draft.value)) < 1
    ):
        third.rules["change"] = "by"


def _mark_raised(text: str, drafts: Sequence[Draft], i: int) -> None:
    """'당초 A에 C가 더해져 B가 됐다': A and C are no parts of B."""
    if i + 2 >= len(drafts) or "change" in drafts[i].rules:
        return
    old, more, new = drafts[i : i + 3]
    if (
        old.sentence == more.sentence == new.sentence
        and abs(old.value + more.value - new.value) < 1
        and _OLD_SUM.search(text[max(old.sentence[0], old.start - 12) : old.start])
        and re.fullmatch(r"(?:원)?에(?:서)? [^,.\d]{0,12}", text[old.end : more.start])
        and _RAISED_BY.match(text, more.end)
    ):
        old.rules["change"], more.rules["change"], new.rules["change"] = "from", "by", "to"


def _mark_by(text: str, drafts: Sequence[Draft], i: int) -> None:
    """'A였다. 그러나 C가 늘어 B로', 'B로 지난해보다 C 늘었다': the difference, and its sums."""
    draft = drafts[i]
    before = drafts[i - 1] if i else None
    following = drafts[i + 1] if i + 1 < len(drafts) else None
    near = before if before and draft.start - before.end <= _MAX_GAP else None
    if near and following and following.sentence == draft.sentence:
        is_new = _CHANGE_TO.match(text, following.end) or _CHANGE_WORD.search(
            text, following.end, following.end + 10
        )
        if is_new and abs(abs(following.value - near.value) - draft.value) < 1:
            near.rules["change"], following.rules["change"] = "from", "to"
            draft.rules["change"] = "by"
            return
    if near and near.sentence == draft.sentence:
        if _GOAL.fullmatch(text[near.end : draft.start]) and _EXCEEDS.match(text, draft.end):
            # '목표 300억원을 40억원 초과했다': by how much, not a bound.
            near.rules["change"], draft.rules["change"] = "from", "by"
            draft.qualifier, draft.rules["qualifier"] = "exact", "difference"
            return
        for total in reversed(drafts[max(0, i - 5) : i - 1]):
            if abs(abs(total.value - near.value) - draft.value) < 1:
                # 'T가 모였다. 목표 A를 B 초과했다'
                near.rules["change"], draft.rules["change"] = "from", "by"
                return
    if _COMPARES.search(text[max(draft.sentence[0], draft.number_start - 24) : draft.number_start]):
        draft.rules["change"] = "by"


# 'A가 줄었고 B는 전액 사라졌다'
_CUT = re.compile(
    r"(?:원)?(?:이|가|은|는|을|를)? ?(?:(?:전액|모두|통째로|몽땅) )?"
    r"(?:줄[었이어]|사라|빠[져졌지진]|깎|삭감|감액|날아|잘[려렸]|없[애앴어])"
)
_CUT_WITHIN = 3


def link_cuts(text: str, drafts: Sequence[Draft], index: dict[int, int]) -> None:
    """'T를 삭감했다. 항목별로 A가 줄었고 B가 빠졌다': cuts that add up to the whole cut."""
    cuts = [d for d in drafts if d.field == "text" and _CUT.match(text, d.end, d.end + 24)]
    for i, total in enumerate(cuts):
        if total.rules.get("change") != "by":
            continue
        items = [
            d
            for d in cuts[i + 1 :]
            if index[id(d)] - index[id(total)] <= _CUT_WITHIN
            and d.parent is None
            and d.value < total.value
            and d.currency == total.currency
        ]
        if len(items) > 1 and abs(sum(d.value for d in items) - total.value) < 1:
            for item in items:
                item.parent, item.rules["parent"] = total, "cut_item"


def link_changed_items(drafts: Sequence[Draft], index: dict[int, int]) -> None:
    """An item that rose inside a total that rose: old is part of old, new of new."""
    pairs = [
        (a, b)
        for a, b in pairwise(drafts)
        if a.rules.get("change") == "from" and b.rules.get("change") == "to"
    ]
    for (old, new), (item_old, item_new) in pairwise(pairs):
        if (
            index[id(item_old)] - index[id(old)] == 1
            and item_old.parent is None
            and item_new.parent is None
            and item_old.kind == item_new.kind == old.kind == "budget"
            and item_old.value < old.value
            and item_new.value < new.value
        ):
            item_old.parent, item_new.parent = old, new
            item_old.rules["parent"] = item_new.rules["parent"] = "changed_item"
