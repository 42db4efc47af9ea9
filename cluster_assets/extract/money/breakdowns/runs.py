"""Runs of amounts that could be the parts of a total, and whether they add up to it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from cluster_assets.extract.money.draft import Draft

MAX_DISTANCE = 5
MAX_RUN = 14
_MAX_SEEN = 40
# A programme's own whole between the items of a year's list.
_OWN_WHOLE = re.compile(r"(?:전체 사업비|총사업비|총 사업비|누적|누계)[은는이가]? ?[^,.]{0,16}$")
_ONE_PURSE = re.compile(r"[국도시군구]비")
_EARLIER = re.compile(r"지난해|작년|재작년|그동안|지금까지|현재까지")
OF_THIS = re.compile(r"(?:이|그) ?(?:가운데|중)|여기서|이 ?돈|이중")
_EACH = re.compile(r"(?:[0-9가-힣]당|한 곳에|씩) ?(?:최대|평균|약)? ?$")
REST = re.compile(r"(?:나머지|남은|남는|잔여|이월된|이월한|미집행)[^,.]{0,8}$")


def is_candidate(draft: Draft, total: Draft) -> bool:
    """Whether ``draft`` could be a part of ``total`` by currency, size and kind."""
    is_open = draft.rules.get("kind") == "default" and total.kind == "investment"
    if (
        draft.label
        and total.label
        and draft.label != total.label
        and _ONE_PURSE.fullmatch(draft.label)
        and _ONE_PURSE.fullmatch(total.label)
    ):
        # One government's money is no part of another's.
        return False
    return (
        draft is not total
        and draft.currency == total.currency
        and draft.value < total.value
        and not is_ancestor(draft, total)
        and (draft.kind == total.kind or is_open)
        and draft.kind in ("budget", "investment", "outcome")
    )


def is_ancestor(draft: Draft, of: Draft) -> bool:
    """Whether ``of`` is already a part of ``draft``, at any level."""
    node = of.parent
    while node is not None:
        if node is draft:
            return True
        node = node.parent
    return False


def run_after(
    anchor: Draft, total: Draft, top: Sequence[Draft], index: dict[int, int], *, reach: int
) -> list[Draft] | None:
    """Amounts after ``anchor`` that add up to ``total``."""
    home = index[id(anchor)]
    first_later = bisect_right(top, anchor.start, key=lambda d: d.start)
    later = [
        d
        for d in top[first_later : first_later + _MAX_SEEN]
        if index[id(d)] - home <= MAX_DISTANCE + 8
    ]
    for j, first in enumerate(later):
        gap = index[id(first)] - home
        if gap > reach or j > 7:
            break
        if not is_candidate(first, total):
            continue
        # A purse ('지방비 120억') is broken down on the spot, or by unlabelled items later.
        if total.label and gap and (total.parent is not None or first.label):
            continue
        run = [first]
        amount = first.value
        for draft in later[j + 1 : j + MAX_RUN]:
            step = index[id(draft)] - index[id(run[-1])]
            if not is_candidate(draft, total) or step > 2:
                break
            run.append(draft)
            amount += draft.value
            if _adds_up(amount, total, run) and (step < 2 or abs(amount - total.value) < 1):
                return run
            if amount > total.value * 1.01:
                break
    return None


def spread_run(
    text: str, anchor: Draft, total: Draft, top: Sequence[Draft], index: dict[int, int]
) -> list[Draft] | None:
    """Items over several sentences, with ceilings, results and comparisons between them."""
    if total.parent is not None or total.rules.get("change") in ("from", "by"):
        return None
    run: list[Draft] = []
    amount = 0.0
    aside: Draft | None = None
    first = bisect_right(top, anchor.start, key=lambda d: d.start)
    for draft in top[first : first + _MAX_SEEN]:
        if draft.field != "text":
            continue
        if index[id(draft)] - index[id(run[-1] if run else anchor)] > MAX_DISTANCE + 1:
            break
        if not is_candidate(draft, total) or _is_aside(text, draft, total):
            aside = draft
            continue
        if aside is not None and OF_THIS.match(text, draft.sentence[0]):
            continue  # 'B가 쓰였다. 이 가운데 A': of the sum that stands aside
        aside = None if draft.sentence[0] > (aside.end if aside else 0) else aside
        if total.label and _is_other_purse(text, draft, total.label):
            continue
        run.append(draft)
        amount += draft.value
        if amount > total.value + 0.5 or len(run) > MAX_RUN:
            return None
        if total.label and len(run) < 4:
            # Without the words 'of this' only many items make a purse up.
            continue
        rest = REST.search(text[max(draft.sentence[0], draft.start - 16) : draft.start])
        if abs(amount - total.value) < 1 and (len(run) > 2 or (len(run) == 2 and rest)):
            return run
    return None


def _is_aside(text: str, draft: Draft, total: Draft) -> bool:
    """Whether a sum between the items is another programme's whole or an earlier year's."""
    if draft.rules.get("change") in ("from", "by"):
        return True
    lead = text[draft.sentence[0] : draft.number_start]
    if draft.status == "executed" and total.status == "planned" and _EARLIER.search(lead):
        return True
    return bool(_OWN_WHOLE.search(lead) or _EACH.search(lead[-12:]))


def _is_other_purse(text: str, draft: Draft, label: str) -> bool:
    """'도비와 시비도 30억원씩' between the items of a 국비."""
    if draft.label is not None:
        return draft.label != label
    named = _ONE_PURSE.findall(text[max(draft.sentence[0], draft.start - 30) : draft.start])
    return bool(named) and label not in named


def run_before(anchor: Draft, total: Draft, top: Sequence[Draft]) -> list[Draft] | None:
    """Amounts right before ``anchor`` in its sentence that add up to ``total``."""
    until = bisect_right(top, anchor.start, key=lambda d: d.start)
    earlier = [
        d
        for d in top[max(0, until - _MAX_SEEN) : until]
        if d.end <= anchor.start and d.sentence == anchor.sentence
    ]
    run: list[Draft] = []
    amount = 0.0
    for draft in reversed(earlier):
        if not is_candidate(draft, total):
            break
        run.insert(0, draft)
        amount += draft.value
        if len(run) > 1 and _adds_up(amount, total, run):
            return run
    return None


def _adds_up(amount: float, total: Draft, run: Sequence[Draft]) -> bool:
    if any(d.rules.get("change") in ("from", "by") for d in run) or len({d.kind for d in run}) > 1:
        return False
    strict = len(run) == 2 and not all(d.label for d in run) and total.qualifier != "approx"
    tolerance = 0.0 if strict else total.value * 0.004
    return abs(amount - total.value) <= max(tolerance, 0.5)
