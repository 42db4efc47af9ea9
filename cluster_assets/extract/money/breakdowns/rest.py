"""What is left of a stated total, and totals that only the headline states."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

from cluster_assets.extract.money.breakdowns.runs import MAX_RUN, REST, is_ancestor, is_candidate
from cluster_assets.extract.money.breakdowns.sums import link_run
from cluster_assets.extract.money.draft import Draft

_MAX_REST = 9
# The rest of a sum is spoken of while the sum is in mind.
_MAX_SENTENCES = 7


def link_rest(text: str, drafts: Sequence[Draft], index: dict[int, int]) -> None:
    """'나머지 B': with what has been named before, the rest fills a stated total.

    The difference of a revised sum counts as an item ('A를 B로 줄였다' is A - B), and
    so do parts that the total has already.
    """
    for i, draft in enumerate(drafts):
        if draft.parent is not None or draft.range_part or draft.field != "text":
            continue
        lead = text[max(draft.sentence[0], draft.start - 20) : draft.start]
        if not REST.search(lead):
            continue
        for total in reversed(drafts[max(0, i - MAX_RUN) : i]):
            if not is_candidate(draft, total) or total.range_part:
                continue
            if index.get(id(draft), 0) - index.get(id(total), 0) > _MAX_SENTENCES:
                break
            known = sum(d.value for d in drafts if d.parent is total)
            if known and abs(known + draft.value - total.value) < 1:
                link_run([draft], total, "rest")
                break
            chosen = _fill(total, draft, drafts[max(0, i - MAX_RUN) : i])
            if chosen is not None:
                link_run([*chosen, draft], total, "rest")
                break


def _fill(total: Draft, rest: Draft, between: Sequence[Draft]) -> list[Draft] | None:
    """The items after ``total`` that with ``rest`` make it up exactly; fewest left out first."""
    items: list[tuple[float, Draft | None]] = []
    pending: Draft | None = None
    for draft in between:
        if draft.start <= total.start or draft.parent is not None:
            continue
        if draft.rules.get("change") == "from":
            pending = draft
        elif draft.rules.get("change") == "to" and pending is not None:
            items.append((abs(pending.value - draft.value), None))
            pending = None
        elif is_candidate(draft, total) and draft.rules.get("change") != "by":
            items.append((draft.value, draft))
    items = items[-_MAX_REST:]
    wanted = total.value - rest.value
    for size in range(len(items), 0, -1):
        for chosen in combinations(items, size):
            if abs(sum(value for value, _ in chosen) - wanted) < 1:
                return [d for _, d in chosen if d is not None]
    return None


def link_headline_total(head_text: str, drafts: Sequence[Draft]) -> None:
    """Top sums of one sentence or two that add up to a sum that only the headline states.

    Of two sums of a headline on a budget bill, the smaller is a part of the bill.
    """
    heads = [
        (d, next(a for a in d.aliases if a.field == "title"))
        for d in drafts
        if d.kind == "budget" and any(a.field == "title" for a in d.aliases)
    ]
    if len(heads) == 2:
        (part, _), (bill, head) = sorted(heads, key=lambda pair: pair[0].value)
        if (
            part.parent is None
            and re.search(r"예산|추경", head_text[max(0, head.start - 12) : head.start])
            and not is_ancestor(part, bill)
            and part.currency == bill.currency
        ):
            part.parent, part.rules["parent"] = bill, "of_budget"
    totals = [d for d in drafts if d.field == "title" and d.kind == "budget" and not d.range_part]
    body = [
        d
        for d in drafts
        if d.field == "text"
        and d.kind == "budget"
        and d.parent is None
        and not d.range_part
        and d.rules.get("change") not in ("from", "by")
    ]
    for total in totals:
        for first in range(len(body)):
            amount = body[first].value
            for last in range(first + 1, min(first + 6, len(body))):
                amount += body[last].value
                if abs(amount - total.value) < 1:
                    link_run(body[first : last + 1], total, "headline_sum")
                    return
