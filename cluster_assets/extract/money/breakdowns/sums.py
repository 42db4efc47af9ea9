"""Amounts that add up to a stated total, wherever the total stands.

The sum is the evidence: a part is never linked where the numbers contradict it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from cluster_assets.extract.money.draft import TOPIC_AFTER, Draft

_MAX_DISTANCE = 5
MAX_RUN = 14
_MAX_PASSES = 25
_MAX_SEEN = 40
# '도비와 시비를 더해 총 100억원': the purse of the sentence before is a part too.
_OTHER_PURSES = re.compile(
    r"(?:[도시군구]비|지방비|민자|자부담)[^,.\d]{0,16}(?:보태|합쳐|합한|더해|더한|합해|포함)[^,.\d]{0,14}$"
)
_GATHERS = re.compile(
    r"보태|붙어|붙여|얹어|합쳐|합한|합친|더해|합해|모아|등 ?(?:모두|총|도합|전부)|등 $"
)
# 'A, B, C를 낸다. 모두 T다'
_IN_ALL = re.compile(
    r"(?:모두|다|전부) ?(?:합쳐|합하면|더하면|합치면|더해)? ?|(?:합치면|더하면|합하면|총) "
)
# A programme's own whole between the items of a year's list.
_OWN_WHOLE = re.compile(r"(?:전체 사업비|총사업비|총 사업비|누적|누계)[은는이가]? ?[^,.]{0,16}$")
_ONE_PURSE = re.compile(r"[국도시군구]비")
_EARLIER = re.compile(r"지난해|작년|재작년|그동안|지금까지|현재까지")
_OF_THIS = re.compile(r"(?:이|그) ?(?:가운데|중)|여기서|이 ?돈|이중")
_EACH = re.compile(r"(?:[0-9가-힣]당|한 곳에|씩) ?(?:최대|평균|약)? ?$")
_YEARLY_WORD = re.compile(r"매년|해마다|매해")
_YEARLY = re.compile(r"(?:매년|해마다|매해)[^.\d]{0,10}$")
REST = re.compile(r"(?:나머지|남은|남는|잔여|이월된|이월한|미집행)[^,.]{0,8}$")


def link_sums(text: str, drafts: Sequence[Draft], sentence_index: dict[int, int]) -> None:
    """Runs of amounts that add up to a stated total, after it or directly before it.

    A repeat of the total ('총사업비 480억원은 …') is a place to look from as well.
    """
    anchors = sorted(
        [(a, d) for d in drafts for a in (d, *d.aliases) if a.field == "text" and not d.range_part],
        key=lambda pair: (pair[1].label is not None, pair[0].number_start),
    )
    _link_gathered(text, drafts, sentence_index)
    yearly = _one_years(text, drafts)
    sizes = Counter(d.sentence for d in drafts)
    topics = [
        (a, d)
        for a, d in anchors
        if sizes[a.sentence] > 1 and TOPIC_AFTER.match(text, a.end, a.end + 4)
    ]
    # 'T는 A, B, C다': what a sentence adds up of its topic goes before what several do.
    for reach, heads in (("sentence", topics), ("near", anchors), ("wide", anchors)):
        for _round in range(_MAX_PASSES if heads else 0):
            if not _link_one_run(text, drafts, heads, sentence_index, reach, yearly):
                break
    _link_sentences(text, drafts, sentence_index)


def _one_years(text: str, drafts: Sequence[Draft]) -> set[int]:
    """Identities of the amounts right after 'each year'."""
    if _YEARLY_WORD.search(text) is None:
        return set()
    return {
        id(d)
        for d in drafts
        if d.field == "text" and _YEARLY.search(text[max(d.sentence[0], d.start - 16) : d.start])
    }


def _is_yearly(text: str, draft: Draft) -> bool:
    """'해마다 N억원씩': one year's money is no whole."""
    lead = text[max(draft.sentence[0], draft.start - 16) : draft.start]
    return _YEARLY.search(lead) is not None and text.startswith(("씩", "원씩"), draft.end)


def _link_one_run(
    text: str,
    drafts: Sequence[Draft],
    anchors: Sequence[tuple[Draft, Draft]],
    index: dict[int, int],
    reach: str,
    yearly: set[int],
) -> bool:
    starts = Counter((d.field, d.start) for d in drafts)
    top = [
        d
        for d in sorted(drafts, key=lambda d: d.start)
        if d.parent is None
        and d.range_part is None
        and d.rules.get("change") != "by"
        # 'A씩' that is not counted for each of its bodies is no item of a sum.
        and not (
            d.field == "text"
            and text.startswith("씩", d.end)
            and starts[d.field, d.start] == 1
            and "각각" not in text[max(d.sentence[0], d.start - 30) : d.start]
        )
    ]
    # '해마다 국비 N억원을 넣는다' is a part of one year's sum only.
    once = [d for d in top if id(d) not in yearly] if yearly else top
    for anchor, total in anchors:
        items = top if id(anchor) in yearly else once
        if reach == "wide":
            run = _spread_run(text, anchor, total, items, index)
        elif reach == "sentence":
            run = _run_after(anchor, total, items, index, reach=0)
            run = run if run and run[-1].sentence == anchor.sentence else None
        else:
            is_each = text.startswith("씩", anchor.end)
            # A purse that is a part itself is broken down at once or not at all.
            is_part = total.label is not None and total.parent is not None
            steps = 1 if is_each else 2 if is_part else _MAX_DISTANCE
            run = _run_after(anchor, total, items, index, reach=steps)
            run = run or _run_before(anchor, total, items)
        if run and _is_of_another(text, anchor, run, items):
            continue
        if run:
            link_run(run, total, "sum")
            return True
    return False


def _is_of_another(text: str, anchor: Draft, run: Sequence[Draft], items: Sequence[Draft]) -> bool:
    """'B가 쓰였다. 이 가운데 A': a part of a sum that stands between, and not in the run."""
    first = run[0]
    if first.start < anchor.start or not _OF_THIS.match(text, first.sentence[0]):
        return False
    return any(
        anchor.end <= d.start < first.sentence[0] and d.value > first.value and d not in run
        for d in items
    )


def link_run(run: Sequence[Draft], total: Draft, rule: str) -> None:
    """Make ``run`` the parts of ``total``; what no word decided they take from it."""
    for draft in run:
        if draft.rules.get("kind") == "default" and draft.kind != total.kind:
            draft.kind, draft.rules["kind"] = total.kind, "whole"
        draft.parent, draft.rules["parent"] = total, rule


def _link_gathered(text: str, drafts: Sequence[Draft], index: dict[int, int]) -> None:
    """'국비 A. 여기에 도비 B, 시비 C를 보태 총 T': parts that words gather into the next sum."""
    for i, total in enumerate(drafts):
        if not i or total.range_part or total.label:
            continue
        at = i - 1
        while at and drafts[at].sentence == total.sentence and _is_yearly(text, drafts[at]):
            # 'A, B를 더해 매년 40억원씩 총 T': one year's money stands between.
            at -= 1
        first = drafts[at]
        if first.sentence != total.sentence:
            is_next = index[id(total)] - index[id(first)] == 1
            if is_next and _IN_ALL.fullmatch(text, total.sentence[0], total.number_start):
                whole = [d for d in drafts[max(0, i - MAX_RUN) : i] if d.sentence == first.sentence]
                if len(whole) > 1 and abs(sum(d.value for d in whole) - total.value) < 1:
                    link_run(_gathered_run(total, whole, index), total, "sum")
                continue
            if (
                first.label
                and first.parent is None
                and first.value < total.value
                and first.currency == total.currency
                and index[id(total)] - index[id(first)] == 1
                and _OTHER_PURSES.search(text[total.sentence[0] : total.number_start])
            ):
                first.parent, first.rules["parent"] = total, "sum"
            continue
        if not _GATHERS.search(text[first.end : total.number_start]):
            continue
        run = _gathered_run(total, drafts[max(0, i - MAX_RUN) : at + 1], index)
        for part in run:
            part.kind = total.kind
            part.parent, part.rules["parent"] = total, "sum"


def _gathered_run(total: Draft, before: Sequence[Draft], index: dict[int, int]) -> list[Draft]:
    run: list[Draft] = []
    amount = 0.0
    for draft in reversed(before):
        if (
            draft.parent is not None
            or draft.range_part
            or draft.currency != total.currency
            or draft.value >= total.value
            or index[id(total)] - index[id(draft)] > 1
            or draft.rules.get("change") in ("from", "by")
        ):
            break
        run.insert(0, draft)
        amount += draft.value
        if len(run) > 1 and abs(amount - total.value) <= max(total.value * 0.004, 0.5):
            return run
    return []


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


def _run_after(
    anchor: Draft, total: Draft, top: Sequence[Draft], index: dict[int, int], *, reach: int
) -> list[Draft] | None:
    home = index[id(anchor)]
    first_later = bisect_right(top, anchor.start, key=lambda d: d.start)
    later = [
        d
        for d in top[first_later : first_later + _MAX_SEEN]
        if index[id(d)] - home <= _MAX_DISTANCE + 8
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


def _spread_run(
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
        if index[id(draft)] - index[id(run[-1] if run else anchor)] > _MAX_DISTANCE + 1:
            break
        if not is_candidate(draft, total) or _is_aside(text, draft, total):
            aside = draft
            continue
        if aside is not None and _OF_THIS.match(text, draft.sentence[0]):
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


def _run_before(anchor: Draft, total: Draft, top: Sequence[Draft]) -> list[Draft] | None:
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


def _link_sentences(text: str, drafts: Sequence[Draft], index: dict[int, int]) -> None:
    """All the amounts of one sentence, where they add up exactly to a sum stated before."""
    groups: dict[tuple[int, int], list[Draft]] = {}
    for draft in drafts:
        if draft.field == "text" and not draft.is_table:
            groups.setdefault(draft.sentence, []).append(draft)
    for sentence, run in groups.items():
        if not 2 <= len(run) <= MAX_RUN or any(
            d.parent is not None
            or (d.label and len(run) < 3)
            or d.rules.get("change")
            or d.range_part
            or _YEARLY.search(text[max(d.sentence[0], d.start - 16) : d.start])
            for d in run
        ):
            continue
        amount = sum(d.value for d in run)
        totals = [
            t
            for t in drafts
            if t.field == "text"
            and abs(t.value - amount) < 1
            and not _is_yearly(text, t)
            and (t.end <= sentence[0] or 0 < index[id(t)] - index[id(run[0])] <= 3)
            and all(is_candidate(d, t) for d in run)
        ]
        if totals:
            link_run(run, totals[-1], "sum")
