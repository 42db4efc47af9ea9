"""Amounts that add up to a stated total, wherever the total stands.

The sum is the evidence: a part is never linked where the numbers contradict it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from cluster_assets.extract.money.breakdowns.runs import (
    MAX_DISTANCE,
    MAX_RUN,
    OF_THIS,
    is_candidate,
    run_after,
    run_before,
    spread_run,
)
from cluster_assets.extract.money.draft import TOPIC_AFTER, Draft

_MAX_PASSES = 25
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
# '시는 이와 별도로 A를 들인다': no part of what was told before.
_APART = re.compile(r"(?:이|그)와(?:는)? ?(?:별도|별개)|(?:이|그)와 따로")
_YEARLY_WORD = re.compile(r"매년|해마다|매해")
_YEARLY = re.compile(r"(?:매년|해마다|매해)[^.\d]{0,10}$")


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
    top = _items(text, drafts)
    # '해마다 국비 N억원을 넣는다' is a part of one year's sum only.
    once = [d for d in top if id(d) not in yearly] if yearly else top
    for anchor, total in anchors:
        items = top if id(anchor) in yearly else once
        run = _run_at(text, anchor, total, items, index, reach)
        if run and _is_of_another(text, anchor, run, items):
            continue
        if run:
            link_run(run, total, "sum")
            return True
    return False


def _items(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """The amounts that may still become parts, in reading order."""
    starts = Counter((d.field, d.start) for d in drafts)
    return [
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


def _run_at(
    text: str,
    anchor: Draft,
    total: Draft,
    items: Sequence[Draft],
    index: dict[int, int],
    reach: str,
) -> list[Draft] | None:
    """The run beside ``anchor`` that adds up to ``total``."""
    if reach == "wide":
        return spread_run(text, anchor, total, items, index)
    if reach == "sentence":
        run = run_after(anchor, total, items, index, reach=0)
        return run if run and run[-1].sentence == anchor.sentence else None
    is_each = text.startswith("씩", anchor.end)
    # A purse that is a part itself is broken down at once or not at all.
    is_part = total.label is not None and total.parent is not None
    steps = 1 if is_each else 2 if is_part else MAX_DISTANCE
    run = run_after(anchor, total, items, index, reach=steps)
    return run or run_before(anchor, total, items)


def _is_of_another(text: str, anchor: Draft, run: Sequence[Draft], items: Sequence[Draft]) -> bool:
    """'B가 쓰였다. 이 가운데 A': a part of a sum that stands between, and not in the run."""
    first = run[0]
    if first.start > anchor.end and _APART.search(text, first.sentence[0], first.start):
        return first.sentence != anchor.sentence
    if first.start < anchor.start or not OF_THIS.match(text, first.sentence[0]):
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


_PRIVATE = ("민간", "민자", "자부담", "기업부담금")


def _is_each_ones(draft: Draft) -> bool:
    return draft.source in ("province", "municipal") and draft.rules.get("source", "").startswith(
        "each:"
    )


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
        if _APART.search(text, sentence[0], run[0].start):
            continue
        amount = sum(d.value for d in run)
        totals = [
            t
            for t in drafts
            if t.field == "text"
            and abs(t.value - amount) < 1
            and not _is_yearly(text, t)
            # What governments pay each is no part of firms' money, though it happens to add up.
            and not (t.label in _PRIVATE and any(_is_each_ones(d) for d in run))
            and (t.end <= sentence[0] or 0 < index[id(t)] - index[id(run[0])] <= 3)
            and all(is_candidate(d, t) for d in run)
        ]
        if totals:
            link_run(run, totals[-1], "sum")
