"""One purse of a total, the items of a budget bill and givers of different kinds."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cluster_assets.extract.money.breakdowns.brackets import bracket_after
from cluster_assets.extract.money.breakdowns.runs import REST, is_ancestor
from cluster_assets.extract.money.breakdowns.sums import link_run
from cluster_assets.extract.money.draft import Draft

_ONE_PURSE = ("국비", "도비", "시비", "군비", "구비", "지방비", "민자", "자부담", "국·도비")
# What makes an unlabelled sum the whole cost of a thing.
_COSTS = re.compile(
    r"(?:여|가량|정도|규모)?(?:원)?(?:가량|규모|정도)?(?:[을를이] )?(?:들여|들이|드는|"
    r"투입해|투입하는|투입되는|써서|쓰는|들어가는|규모|짜리)"
)
_TOTAL_LEAD = re.compile(
    r"(?:총 ?|전체 ?)?(?:사업비|공사비|건립비|조성비|예산)[은는이가]? ?(?:총 |약 |모두 )?$|총 ?$"
)
_APART = re.compile(r"이와 별도|이와 별개|별도로|따로|추가로|이와 함께|이 밖에|또 ")
# '… 통과시켰고, ○○시는 시비 B를': another town's own money.
_OTHER_ACTOR = re.compile(r"[고며], ?[가-힣]{2,4}[시군도]는 ")
_BILL = re.compile(r"예산|국비|추경|국고")
_BUDGETED = re.compile(
    r"(?:여|가량)?(?:원)?(?:가량)?(?:[은는이가을를도만씩]|이나)? ?(?:[가-힣]+ ){0,2}?"
    r"(?:담|반영|편성|배정|책정|세웠|세운|올렸|올린|잡혔|잡았|확보|살아|되살|추가|증액|"
    r"배분|포함|투입|쓴다|쓰인다|따냈|지켜|들어 ?갔)"
)
_OWN_COST = re.compile(r"총사업비|전체 사업비|사업비 총|누적|까지 |(?<!\d)\d{1,2}년 ?(?:간|동안)")


def link_purses(text: str, drafts: Sequence[Draft], index: dict[int, int]) -> None:
    """'N억원을 들여 … 국비 M억원을 신청했다': a purse without the other ones."""
    for i, draft in enumerate(drafts):
        if (
            draft.parent is not None
            or draft.label not in _ONE_PURSE
            or draft.kind != "budget"
            or draft.range_part
            or draft.field != "text"
            or draft.rules.get("change")
        ):
            continue
        total = _cost_before(text, drafts, i, index)
        if total is not None:
            draft.parent, draft.rules["parent"] = total, "purse_of"


def _cost_before(text: str, drafts: Sequence[Draft], i: int, index: dict[int, int]) -> Draft | None:
    draft = drafts[i]
    for total in reversed(drafts[max(0, i - 5) : i]):
        gap = index.get(id(draft), 0) - index.get(id(total), 0)
        if gap > 1 or total.field != "text" or total.is_table:
            return None
        if total.label or total.kind != "budget" or total.range_part:
            continue
        between = text[total.end : draft.start]
        is_cost = _COSTS.match(between) or _TOTAL_LEAD.search(
            text[total.sentence[0] : total.number_start]
        )
        opens = draft.start - draft.sentence[0] <= 2
        if (
            is_cost
            and (gap == 0 or opens)
            and total.value > draft.value
            and total.currency == draft.currency
            and total.rules.get("change") not in ("from", "by")
            and not _APART.search(between)
            and not (gap == 0 and _OTHER_ACTOR.search(between))
            and "\n" not in between
            and not is_ancestor(draft, total)
        ):
            filled = sum(d.value for d in drafts if d.parent is total)
            return total if filled + draft.value <= total.value else None
        return None
    return None


def link_mixed_givers(text: str, drafts: Sequence[Draft], index: dict[int, int]) -> None:
    """'시가 A를, 대학이 B를 맡고 나머지 C는 ○○사가 투자한다': kinds differ, the sum is exact."""
    groups: dict[tuple[int, int], list[Draft]] = {}
    for draft in drafts:
        if draft.field == "text" and not draft.is_table:
            groups.setdefault(draft.sentence, []).append(draft)
    for run in groups.values():
        last = run[-1]
        if len(run) < 2 or any(d.parent or d.range_part or d.rules.get("change") for d in run):
            continue
        if not REST.search(text[run[-2].end : last.start]):
            continue
        amount = sum(d.value for d in run)
        for total in drafts:
            if (
                total.end <= run[0].start
                and total.field == "text"
                and index.get(id(run[0]), 0) - index.get(id(total), 0) <= 3
                and abs(total.value - amount) < 1
                and total.currency == last.currency
                and total.kind in ("budget", "investment")
            ):
                link_run(run, total, "rest")
                break


def link_bill_items(headline: str, text: str, drafts: Sequence[Draft]) -> None:
    """'내년 국비 T 확보' as the headline: what the article says is in it is an item of T."""
    if not _BILL.search(headline):
        return
    bill = next(
        (
            d
            for d in drafts
            if d.kind == "budget"
            and d.parent is None
            and d.field == "text"
            and any(
                a.field == "title"
                and (
                    _BILL.search(text[d.sentence[0] : d.start])
                    or _BILL.search(headline[max(0, a.start - 8) : a.start])
                )
                for a in d.aliases
            )
        ),
        None,
    )
    if bill is None or bill.period is None or bill.period[0] != bill.period[1]:
        return
    for draft in drafts:
        if (
            draft.parent is None
            and draft.field == "text"
            and draft.start > bill.end
            and draft.kind == "budget"
            and draft.currency == bill.currency
            and 2 * draft.value < bill.value
            and not draft.is_table
            and not draft.range_part
            and draft.rules.get("change") not in ("from", "by")
            and draft.period in (None, bill.period)
            and (draft.label is None or draft.label == bill.label or draft.label == "국비")
            and _BUDGETED.match(_behind(text, draft))
            and not _OWN_COST.search(text[draft.sentence[0] : draft.number_start])
            and not _APART.search(text[draft.sentence[0] : draft.number_start])
            and not any(d.parent is draft and d.kind != "budget" for d in drafts)
        ):
            draft.parent, draft.rules["parent"] = bill, "of_budget"
            _link_list_before(text, drafts, draft, bill)


def _behind(text: str, draft: Draft) -> str:
    """The words right after the sum and the bracket that breaks it down."""
    bracket = bracket_after(text, draft)
    end = bracket[1] + 1 if bracket else draft.end
    return text[end : end + 28]


def _link_list_before(text: str, drafts: Sequence[Draft], item: Draft, bill: Draft) -> None:
    """'A에 N억원, B에 M억원이 배정됐다': the verb at the end is the whole list's."""
    later = item
    for draft in reversed(
        [d for d in drafts if d.sentence == item.sentence and d.end <= item.start]
    ):
        gap = text[draft.end : later.start]
        if (
            draft.parent is not None
            or draft.kind != "budget"
            or draft.label
            or draft.period not in (None, bill.period)
            or not re.fullmatch(r"(?:원)?(?:,|과|와) [^,.\d]{2,32}", gap)
        ):
            return
        draft.parent, draft.rules["parent"] = bill, "of_budget"
        later = draft
