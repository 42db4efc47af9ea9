"""Table columns of a stated sum, and one year's or the spent share of a total."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cluster_assets.extract.money.draft import Draft

_MAX_BACK = 60
_NEAR_SENTENCES = 3
_INCLUDING_YEAR = re.compile(
    r"(?:올해분|올해 몫|올해 예산|올해 것|이)를? ?(?:을 )?포함(?:해|하여|하면)"
)
_SO_FAR = re.compile(r"(?:까지|쓴 돈|집행|지금까지|현재|이미)[^,]{0,30}$")
# '올해분은 A', '내년 몫 B'
_YEAR_SHARE = re.compile(
    r"(?:올해|금년|내년|내년도|올해치|\d{4}년도?) ?(?:분|몫|치)[은는이가]? ?(?:약 )?$"
)
# Money beside the total, or there before it.
_APART = re.compile(r"따로|별도|별개|이미 |거둬들|환수|돌려받|반납")
_ASKED = re.compile(
    r"(?:여|가량)?(?:원)?(?:가량)?[을를] (?:[가-힣]+(?:에|에게) )?(?:더 )?(?:신청|요청|요구|건의)"
)
_WHOLE_BUDGET = re.compile(r"(?:원)?인 (?:올해 |내년 |지난해 )?[시도군구](?:의)? (?:전체 )?예산")
_SPENDS = re.compile(r"(?:원)?(?:[을를이] )?(?:집행|투입|투자|소진|썼|쓰였|지출)")
# '국비 T를 주기로 했다. 도는 이미 A를': another government's money.
_OWN_ACTOR = re.compile(r"(?:[가-힣]{2,6})?[시도군](?:는|가|도) ")
_SPENT = re.compile(
    r"(?:실제 |실제로 )?(?:집행|투자|이행|투입|지출|사용|교부|착공|(?:공사|투자)가 시작|공장을 지|"
    r"첫 삽을 뜨)(?:된|한|은|을 마친|을 끝낸|이 끝난)? ?"
    r"(?:것|액|금액|돈|예산|규모|분)[은이]? ?[^,.\d]{0,6}$"
)


def link_columns(drafts: Sequence[Draft]) -> None:
    """Cells of one year and purse that add up to a sum stated in the running text."""
    columns: dict[tuple[object, str], list[Draft]] = {}
    for draft in drafts:
        if draft.is_table and draft.parent is None and draft.label and draft.period:
            columns.setdefault((draft.period, draft.label), []).append(draft)
    for (_, label), cells in columns.items():
        amount = sum(d.value for d in cells)
        for total in drafts:
            if (
                len(cells) > 1
                and not total.is_table
                and total.label in (None, label)
                and total.currency == cells[0].currency
                and abs(total.value - amount) < 1
            ):
                for cell in cells:
                    cell.parent, cell.rules["parent"] = total, "table_column"
                break


def link_slices(text: str, drafts: Sequence[Draft], index: dict[int, int]) -> None:
    """One year's money, or what has been spent so far, out of a total over several years."""
    for i, draft in enumerate(drafts):
        if draft.parent is not None or draft.is_table or draft.field != "text" or draft.range_part:
            continue
        lead = text[draft.sentence[0] : draft.number_start]
        for total in reversed(drafts[max(0, i - _MAX_BACK) : i]):
            if not _is_whole(total, draft):
                continue
            rule = _slice_rule(text, lead, drafts, i, total, index)
            if rule:
                draft.parent, draft.rules["parent"] = total, rule
                _take_purse(draft, total)
                break
        if draft.parent is None and draft.kind == "budget":
            _link_by_rate(text, drafts[max(0, i - _MAX_BACK) : i], draft, index)
        if draft.parent is None and draft.label and not _APART.search(text, *draft.sentence):
            _link_year_of_purse(drafts[max(0, i - _MAX_BACK) : i], draft)
        if draft.parent is None and _INCLUDING_YEAR.search(lead):
            _link_included_year(drafts, i, index)


_PURSE = re.compile(r"[국도시군구]비|지방비")
# 'A로 집행률이 N%에 그쳤다'
_AT_RATE = re.compile(
    r"(?:원)?(?:으로|이며|이고|에 그쳐|뿐이어서|,)?,? ?(?:집행|실집행|소진)률[은이]? ?(?:약 )?"
    r"(?P<rate>\d{1,2}(?:\.\d+)?)%"
)


def _take_purse(draft: Draft, total: Draft) -> None:
    """What is spent of '지방비 T' is that purse's too."""
    if total.label and _PURSE.fullmatch(total.label) and draft.rules.get("source") == "default":
        draft.source, draft.rules["source"] = total.source, "whole"


def _link_by_rate(text: str, before: Sequence[Draft], draft: Draft, index: dict[int, int]) -> None:
    """'쓴 돈은 A로 집행률이 N%다': of the sum that A is N% of."""
    match = _AT_RATE.match(text, draft.end, draft.end + 32)
    if match is None:
        return
    digits = len(match["rate"].partition(".")[2])
    for total in reversed(before):
        if (
            total.field == "text"
            and total.value > draft.value
            and total.currency == draft.currency
            and total.kind == draft.kind
            and abs(100 * draft.value / total.value - float(match["rate"])) <= 0.6 * 10**-digits
            and index.get(id(draft), 0) - index.get(id(total), 0) <= _NEAR_SENTENCES
        ):
            draft.parent, draft.rules["parent"] = total, "spent_so_far"
            return


def _link_year_of_purse(before: Sequence[Draft], draft: Draft) -> None:
    """'국비가 T다. … 내년 국비 A': one year's money of a purse told for all the years."""
    purses = [
        d
        for d in before
        if d.label == draft.label
        and d.kind == draft.kind == "budget"
        and d.initiative == draft.initiative
        and d.field == "text"
        and d.parent is not None
        and d.value > draft.value
        and _is_year_of(draft, d)
    ]
    if len(purses) == 1 and draft.status == purses[0].status:
        draft.parent, draft.rules["parent"] = purses[0], "year_of"


def _link_included_year(drafts: Sequence[Draft], i: int, index: dict[int, int]) -> None:
    """'올해 사업비는 A다. … 올해 몫까지 쳐서 Y년까지 T를 쓴다': A is a slice of T."""
    total = drafts[i]
    for draft in reversed(drafts[max(0, i - _MAX_BACK) : i]):
        if index.get(id(total), 0) - index.get(id(draft), 0) > _NEAR_SENTENCES:
            return
        if _is_year_of(draft, total) and draft.parent is None and _is_whole(total, draft):
            draft.parent, draft.rules["parent"] = total, "year_of"
            return


def _is_whole(total: Draft, draft: Draft) -> bool:
    return (
        total.parent is None
        and total.value > draft.value
        and total.currency == draft.currency
        and total.kind == draft.kind
        and total.rules.get("change") not in ("from", "by")
        and not total.range_part
        and total.field == "text"
    )


def _slice_rule(
    text: str, lead: str, drafts: Sequence[Draft], i: int, total: Draft, index: dict[int, int]
) -> str | None:
    draft, sibling = drafts[i], drafts[i - 1]
    if (
        sibling.sentence == draft.sentence
        and sibling.rules.get("parent") == "spent_so_far"
        and sibling.parent is total
        and sibling.value + draft.value <= total.value
    ):
        return "spent_so_far"
    home = index.get(id(draft), 0)
    parts = [index.get(id(d), 0) for d in drafts[max(0, i - 8) : i] if d.parent is total]
    is_later = draft.kind == "budget" and not _starts_before(draft, total)
    near = [index.get(id(total), 0), *(parts if is_later else ())]
    gap = home - max(near)
    if draft.kind == "budget" and gap <= 2 and _YEAR_SHARE.search(lead):
        return "year_of" if _spans_years(total) else None
    if _ends_before(draft, total) or (total.label and _OWN_ACTOR.match(lead)):
        return None
    so_far = gap <= 1 and draft.status == "executed" and total.status == "planned"
    if draft.kind == "investment" and so_far and _SO_FAR.search(lead):
        return "spent_so_far"
    is_same = total.initiative == draft.initiative or gap == 0
    if draft.kind in ("investment", "budget") and gap <= 1 and draft.label is None and is_same:
        if _SPENT.search(lead) and (gap == 0 or re.search(r"까지|현재|실제|이미", lead)):
            return "spent_so_far"
        if gap == 0 and _SO_FAR.search(lead) and _SPENDS.match(text, draft.end, draft.end + 12):
            return "spent_so_far"
    if gap == 0 and draft.kind == "budget" and _is_first_slice(lead, draft, total):
        return "year_of"
    if gap <= 1 and _is_within(draft, total) and _SPENDS.match(text, draft.end, draft.end + 12):
        return "spent_so_far"
    if draft.kind == "budget" and draft.label is None and total.initiative == draft.initiative:
        if so_far and _SO_FAR.search(lead):
            return "spent_so_far"
        is_apart = (
            _APART.search(text, *draft.sentence)
            or _is_whole_budget(text, draft)
            # What is asked for, or still planned, is no slice of what has been spent.
            or _ASKED.match(text, draft.end, draft.end + 24)
            or (total.status == "executed" and draft.status != "executed")
            or (gap > 3 and _has_whole_between(drafts, i, total))
        )
        if not is_apart and _is_year_of(draft, total) and total.source in ("total", draft.source):
            return "year_of"
    return None


def _has_whole_between(drafts: Sequence[Draft], i: int, total: Draft) -> bool:
    """Whether another sum that is no one's part stands nearer: the slice may be theirs."""
    nearer = [
        d
        for d in drafts[:i]
        if d.start > total.end
        and d.parent is None
        and d.kind == "budget"
        and d.value > drafts[i].value
        and not d.range_part
        and d.initiative == total.initiative
    ]
    return bool(nearer)


def _starts_before(draft: Draft, total: Draft) -> bool:
    first = draft.period[0] if draft.period else None
    start = total.period[0] if total.period else None
    return first is not None and start is not None and first < start


def _ends_before(draft: Draft, total: Draft) -> bool:
    """Whether the draft's last year is before the first of the total's."""
    last = draft.period[1] if draft.period else None
    start = total.period[0] if total.period else None
    return last is not None and start is not None and last < start


def _spans_years(total: Draft) -> bool:
    return total.period is None or total.period[0] != total.period[1]


def _is_first_slice(lead: str, draft: Draft, total: Draft) -> bool:
    """'2028년까지 T를 투입하며 올해는 우선 B를 쓴다'."""
    if draft.period is None or total.period is None or draft.period[0] != draft.period[1]:
        return False
    return (
        total.period[0] is None
        and (draft.period[1] or 0) < (total.period[1] or 0)
        and draft.label is None
        and re.search(r"(?:우선|먼저|일단)[^,.]{0,16}$", lead) is not None
    )


def _is_within(draft: Draft, total: Draft) -> bool:
    """Whether the draft's years are some of the total's, each with both ends known."""
    if draft.period is None or total.period is None or draft.period == total.period:
        return False
    first, last = draft.period
    start, end = total.period
    if first is None or last is None or start is None or end is None:
        return False
    return draft.kind == "budget" and draft.label is None and start <= first and last <= end


def _is_whole_budget(text: str, draft: Draft) -> bool:
    """'T인 한 해 시 예산': a government's whole budget is no slice."""
    return _WHOLE_BUDGET.match(text, draft.end, draft.end + 24) is not None


def _is_year_of(draft: Draft, total: Draft) -> bool:
    if draft.period is None or total.period is None or draft.period[0] != draft.period[1]:
        return False
    year, (first, last) = draft.period[0], total.period
    if year is None or first is None or last is None:
        return False
    return first <= year <= last and first < last
