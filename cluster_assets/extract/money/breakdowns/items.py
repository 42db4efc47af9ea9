"""Items of a budget, of a list and of givers, where the whole is named but not filled."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cluster_assets.extract.money.draft import Draft

Found = tuple[Draft | None, str | None]
NONE: Found = (None, None)
_NEAR = 5
_FAR = 14

# 'A억원을 대고 나머지는 …': the first of the givers of the sum before.
_REST_FOLLOWS = re.compile(
    r"(?:원)?[을를]? ?(?:대고|내고|내며|부담하고|맡고|지원하고|지원받고|충당하고|확보하고|보태고|"
    r"투입하고|책임지고|쓰고|들이고|배정하고|,|이고|이며)? ?,? ?(?:나머지|남[는은] (?:몫|돈|금액))"
)
# 'A가 배정됐다. 나머지는 …', 'B를 냈고 나머지는 …'
_REST_AFTER = re.compile(
    r"(?:원)?(?:[을를이가씩]|으로)? ?(?:[가-힣]+ ){0,2}[가-힣]{1,5}(?:고|며|"
    r"다\.),?[ \n]나머지(?:는| [가-힣]{1,4}[은는]) (?!.{0,9}\d)"
)
_LEAD_IN = re.compile(
    r"추리면|굵직|주요 |세부|내역|쓰임|다음과 같|이렇다|사업별|보면|구체적|뼈대|핵심 사업"
)
# 'A가 절반을 맡는다'
_HALF = re.compile(r"(?:원)?(?:으로|[은는이가],?) (?:[가-힣]{1,6} )?절반")
_BULLET = re.compile(r"[▲△▶▷■□●○◆◇]")
_BUDGET_WHOLE = re.compile(r"예산(?:안)?(?:으로|은|을|이)? ?(?:총 |모두 |약 )?$")
_BUDGETED = re.compile(
    r"(?:원)?(?:이|을|도|만)? ?(?:[가-힣]+ ){0,2}(?:담|반영|편성|배정|책정|세웠|올렸|투입|쓴다|"
    r"쓰인다|쓸 |배분)"
)
_ITEM_OF = re.compile(
    r"(?:원)?(?:이|을|씩)? ?(?:각각 )?(?:배정|배분|돌아가|돌아간|쓰인|쓰이|쓸|쓴|들어가|들어간|"
    r"투입|책정|편성|할당|"
    r"나눠|배당)"
)


def of_budget(text: str, drafts: Sequence[Draft], i: int, index: dict[int, int]) -> Found:
    """'예산안 T를 편성했다. … ○○에 A를 담았다': an item of a budget bill."""
    draft = drafts[i]
    if draft.rules.get("change") in ("from", "by") or not _BUDGETED.match(
        text[draft.end : draft.end + 24]
    ):
        return NONE
    for total in reversed(drafts[max(0, i - 3) : i]):
        if (
            index[id(draft)] - index[id(total)] <= 1
            and total.parent is None
            and total.kind == "budget"
            and total.value > draft.value * 2
            and total.currency == draft.currency
            and _BUDGET_WHOLE.search(text[max(total.sentence[0], total.start - 16) : total.start])
        ):
            return total, "of_budget"
    return NONE


def link_items(text: str, drafts: Sequence[Draft], index: dict[int, int]) -> None:
    """'총 T가 든다. … ○○센터에 A, ○○관에 B가 배정됐다': some items, not all of them."""
    groups: dict[tuple[int, int], list[Draft]] = {}
    for draft in drafts:
        if draft.field == "text" and not draft.is_table:
            groups.setdefault(draft.sentence, []).append(draft)
    for sentence, run in groups.items():
        if len(run) < 2 or any(
            d.parent is not None or d.label or d.kind != "budget" or d.rules.get("change")
            for d in run
        ):
            continue
        if not all(re.search(r"에(?:는)? ?$", text[sentence[0] : d.start][-4:]) for d in run):
            continue
        if not _ITEM_OF.match(text[run[-1].end : run[-1].end + 24]):
            continue
        after = text[run[-1].end : run[-1].end + 32]
        reach = _FAR if len(run) > 2 and _REST_AFTER.match(after) else _NEAR
        totals = [
            t
            for t in drafts
            if t.field == "text"
            and t.end <= sentence[0]
            and 1 <= index[id(run[0])] - index[id(t)] <= reach
            and t.parent is None
            and t.kind == "budget"
            and t.currency == run[0].currency
            and not t.label
            and t.value > sum(d.value for d in run)
            and any(c.parent is t for c in drafts)
        ]
        if totals:
            for draft in run:
                draft.parent, draft.rules["parent"] = totals[-1], "item_of"


def link_bullets(text: str, drafts: Sequence[Draft], index: dict[int, int]) -> None:
    """'모두 T를 들인다. 굵직한 것은 ▲○○ A ▲△△ B': bulleted items of the whole before."""
    groups: dict[tuple[int, int], list[Draft]] = {}
    for draft in drafts:
        if draft.field == "text" and not draft.is_table:
            groups.setdefault(draft.sentence, []).append(draft)
    for (start, _), run in groups.items():
        if len(run) < 3 or any(
            d.parent is not None or d.label or d.kind != "budget" or d.rules.get("change")
            for d in run
        ):
            continue
        marks = [
            _BULLET.search(text, a, d.start) is not None
            for a, d in zip([start, *(d.end for d in run)], run, strict=False)
        ]
        if not all(marks):
            continue
        lead = text[max(text.rfind("\n", 0, start), start - 60, 0) : run[0].start]
        reach = _NEAR if _LEAD_IN.search(lead) else 1
        wholes = [
            t
            for t in drafts
            if t.field == "text"
            and t.end <= start
            and index[id(run[0])] - index[id(t)] <= reach
            and t.parent is None
            and t.kind == "budget"
            and t.currency == run[0].currency
            and not t.label
            and t.value > sum(d.value for d in run)
            and not t.range_part
        ]
        if wholes:
            for draft in run:
                draft.parent, draft.rules["parent"] = wholes[-1], "item_of"


def half_of(text: str, drafts: Sequence[Draft], i: int, index: dict[int, int]) -> Found:
    """'T 규모다. … 정부가 A원으로 절반을 맡는다': exactly the half of a sum just before."""
    draft = drafts[i]
    if draft.field != "text" or not _HALF.match(text, draft.end, draft.end + 16):
        return NONE
    for total in reversed(drafts[max(0, i - 6) : i]):
        if (
            index[id(draft)] - index[id(total)] <= 2
            and total.kind == draft.kind
            and total.currency == draft.currency
            and abs(2 * draft.value - total.value) < 1
        ):
            return total, "half_of"
    return NONE


def giver_before_rest(text: str, drafts: Sequence[Draft], i: int, index: dict[int, int]) -> Found:
    """'T가 든다. 정부가 A억원, 시가 B억원을 대고 나머지는 …'."""
    draft = drafts[i]
    last = i
    while (
        last + 1 < len(drafts)
        and last - i < 4
        and drafts[last + 1].sentence == draft.sentence
        and drafts[last + 1].start - drafts[last].end <= 24
    ):
        last += 1
    after = text[drafts[last].end : drafts[last].end + 32]
    if not (_REST_FOLLOWS.match(after) or _REST_AFTER.match(after)):
        return NONE
    amount = sum(d.value for d in drafts[i : last + 1])
    near = drafts[i - 1] if i else None
    if near is not None and near.rules.get("parent") == "half_of":
        return (near.parent, "with_rest") if near.parent else NONE
    if (
        near is not None
        and near.parent is not None
        and index[id(draft)] - index[id(near)] == 1
        and near.kind == draft.kind
        and near.value > amount
        and "\n" not in text[near.end : draft.start]
        and not near.label
    ):
        # '그중 N억원은 센터에 쓴다. 장비값이 M억원이고 나머지는 …'
        return near, "with_rest"
    for total in reversed(drafts[max(0, i - 6) : i]):
        if (
            index[id(draft)] - index[id(total)] <= 2
            and total.parent is None
            and total.kind == draft.kind
            and total.value > amount
            and total.currency == draft.currency
            and not total.range_part
            and (total.sentence != draft.sentence or _REST_FOLLOWS.match(after))
        ):
            return total, "with_rest"
        if total.rules.get("parent") == "with_rest" and total.sentence == draft.sentence:
            return total.parent, "with_rest"
    return NONE
