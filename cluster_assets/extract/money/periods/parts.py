"""Years that a whole takes from its parts, and parts from their whole."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from cluster_assets.extract.korean.periods import Years
from cluster_assets.extract.money.draft import Draft


def from_parts(drafts: Sequence[Draft]) -> None:
    """Give wholes the years that their parts have."""
    children: dict[int, list[Draft]] = {}
    for draft in drafts:
        if draft.parent is not None:
            children.setdefault(id(draft.parent), []).append(draft)
    for draft in drafts:
        parts = children.get(id(draft))
        if parts:
            _take_from(draft, parts)


def _take_from(whole: Draft, parts: Sequence[Draft]) -> None:
    slices = [c for c in parts if _is_slice(c)]
    if whole.period is None:
        _from_yearly(whole, parts)
    if whole.period is None:
        _from_column(whole, parts)
    if whole.period is None:
        _from_list(whole, slices)
    if whole.period is None:
        _from_first_part(whole, parts, slices)
    is_open = (
        whole.period is None
        or whole.rules.get("period") == "carried"
        or (whole.period[0] is None and all(c.is_table for c in slices))
    )
    periods = _periods(slices)
    if is_open and len(periods) >= 2:
        firsts = [first for first, _ in periods if first is not None]
        lasts = [last for _, last in periods if last is not None]
        whole.period = (
            min(firsts) if len(firsts) == len(periods) else None,
            max(lasts) if len(lasts) == len(periods) else None,
        )
        whole.rules["period"] = "slices"


def _is_slice(part: Draft) -> bool:
    """Whether a part has years of its own and fills the whole with the others."""
    return (
        part.period is not None
        and part.rules.get("period") != "carried"
        and part.rules.get("parent") in ("sum", "bracket", "table_total")
    )


def _periods(parts: Sequence[Draft]) -> set[Years]:
    return {c.period for c in parts if c.period is not None}


def _from_yearly(whole: Draft, parts: Sequence[Draft]) -> None:
    """'A년부터 B년까지 매년 N억씩, 총 T'."""
    (part, *others) = parts
    if not others and part.rules.get("parent") == "yearly" and part.period is not None:
        whole.period, whole.rules["period"] = part.period, "parts"


def _from_column(whole: Draft, parts: Sequence[Draft]) -> None:
    cells = {c.period for c in parts if c.rules.get("parent") == "table_column"}
    if len(cells) == 1:
        whole.period, whole.rules["period"] = cells.pop(), "table_column"


def _from_list(whole: Draft, slices: Sequence[Draft]) -> None:
    """'국비 60억, 시비 40억을 2024년부터 2028년까지': said of the whole list."""
    lifted = [
        c
        for c in slices
        if c.rules.get("period", "").endswith("_after") and c.sentence == whole.sentence
    ]
    if lifted and len(_periods(slices)) == 1:
        whole.period, whole.rules["period"] = lifted[0].period, "parts"
        for child in slices:
            child.rules["period"] = "carried"


def _from_first_part(whole: Draft, parts: Sequence[Draft], slices: Sequence[Draft]) -> None:
    """'올해부터 B년까지 국비 A를 받는다. 시가 B를 더해 T다': the first part's years."""
    periods = _periods(slices)
    if len(periods) != 1:
        return
    first, last = periods.pop()
    if (
        None not in (first, last)
        and first != last
        and all(c.period is None or c in slices for c in parts)
        and all(c.rules.get("parent") == "sum" for c in slices)
    ):
        whole.period, whole.rules["period"] = (first, last), "parts"


def pass_down(drafts: Sequence[Draft]) -> None:
    """Give parts without years of their own the years of their whole."""
    for draft in sorted(drafts, key=_depth):
        parent = draft.parent
        if parent is None or parent.period is None:
            continue
        if draft.period is None or draft.rules.get("period") == "carried":
            draft.period, draft.rules["period"] = parent.period, "whole"
        elif (
            draft.period[0] is None
            and parent.period[0] is not None
            and parent.period[0] <= (draft.period[1] or parent.period[0])
            and draft.rules.get("period", "").startswith(("until", "repeat"))
        ):
            draft.period = (parent.period[0], draft.period[1])
        elif (
            draft.period[1] is None
            and draft.period[0] is not None
            and parent.period[1] is not None
            and (parent.period[0] or 0) < draft.period[0] <= parent.period[1]
            and draft.rules.get("period") == "from"
            and draft.rules.get("parent") in ("sum", "bracket", "rest")
        ):
            # '2031년부터 마지막 해까지' of a list of phases ends with the whole.
            draft.period = (draft.period[0], parent.period[1])


def spans_of_parts(drafts: Sequence[Draft]) -> None:
    """'이 기간 …' after an amount that has its years from its whole."""
    for before, draft in pairwise(drafts):
        if (
            draft.rules.get("period") == "same_span"
            and before.field == draft.field
            and before.period
            and draft.period
            and draft.period[0] is None
        ):
            draft.period = before.period


def _depth(draft: Draft) -> int:
    count, node = 0, draft.parent
    while node is not None and count < 10:
        count, node = count + 1, node.parent
    return count
