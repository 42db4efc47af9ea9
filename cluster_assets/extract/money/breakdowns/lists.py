"""Lists that do not fill their whole: rankings, 'by field', 'most of it went to', N a year."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cluster_assets.extract.money.breakdowns.runs import is_ancestor
from cluster_assets.extract.money.draft import Draft

# 'A사가 N억원으로 가장 많고 B사가 M억원으로 뒤를 잇는다'
_RANKED = re.compile(
    r"(?:원)?(?:으?로|이) (?:그 ?)?(?:가장|제일) (?:많|크|컸|큰)|(?:원)?(?:으?로|"
    r"이) (?:그 )?(?:뒤를 [이잇]|"
    r"뒤따|다음)"
)
# '시설별로는 A동 32억원, B동 4억원 순이다'
_BY_KIND = re.compile(
    r"(?:이를 |돈의 쓰임을 |쓰임새를 )?(?:시설|분야|항목|용도|사업|지구|지역|시·?군|대학|기관|"
    r"기업|업종|품목|"
    r"과제|부문|단계)별로(?:는|보면| 보면|는 보면| 나누면| 살펴보면)? "
)
# '가장 많은 돈이 들어간 곳은 …'
_MOST = re.compile(
    r"가장 (?:많은|큰) (?:돈|예산|몫|금액|사업비)[이을] ?(?:들어간|들어가는|쓰인|쓴|배정된|"
    r"돌아간|차지한|"
    r"받는|받은)|덩치가 (?:가장|제일) 큰|(?:가장|제일) 덩치가 큰"
)
_SPENT_ON = re.compile(
    r"(?:원)?(?: ?남짓| ?가량)?(?:이|을|씩)? ?(?:각각 )?(?:[가-힣]+ )?(?:배정|배분|돌아가|"
    r"돌아간|쓰인|쓰이|쓸|쓴|썼|"
    r"들어가|들어간|들어갔|들었|투입|책정|편성|할당|나눠|배당)"
)
_TO_ITEM = re.compile(r"에(?:는|도)? ?(?:약 )?$")
_OF_RULES = ("of_total", "of_this", "of_whole", "of_stage", "most_of", "goes_on")
# '○○ 80억원, △△ 35억원 등이 담겼다'
_AND_OTHERS = re.compile(
    r"(?:원)? ?등(?:이다|이 (?:담|포함|들어|반영|있|배정|꼽)|을 (?:담|반영|배정|편성)|"
    r"에 (?:쓰|쓴|배정|투입))"
)
# '실시설계비 25억원': of what the works will cost in all
_DESIGN = re.compile(r"(?:설계비|용역비|조사비)(?:로|는|가|만)? ?(?:[가-힣]{1,5} )?$")
_COST_BEFORE = re.compile(
    r"(?:총 ?|전체 ?)?(?:사업비|공사비|건립비|조성비)(?:는|가|로)? ?(?:총 |약 |모두 )?$|총 $"
)
_COST_BEHIND = re.compile(
    r"(?:원)?(?:가량|규모|정도)?(?:[을이] (?:들여|들이|드는|든다|들어|필요|투입)|으로 (?:추산|"
    r"예상|잡)|짜리|"
    r" ?규모의)"
)
# '국비로 60억원을 충당한다', '정부가 40억원을 댄다', '여기에는 국비 60억원이 들어 있다'
_GIVER_OPENS = re.compile(
    r"(?:국비|도비|시비|군비|구비|지방비)로 |(?:정부|국가|[가-힣]{2,8}부|도|시|군|"
    r"[가-힣]{2,6}[시도군구])[가이] |"
    r"여기에는 "
)
_GIVES = re.compile(
    r"(?:원)?(?:[을이] )?(?:[가-힣]{1,4} )?(?:충당|대고|댄다|댔|지원|받|확보|부담|내고|낸다|"
    r"포함|들어 있|들어있)"
)
# '예산의 절반을 웃도는 N억원'
_SHARE_OF = re.compile(
    r"(?P<whole>예산|사업비|재원|돈|금액|투자액|집행액|지출액|총액|국비)의 (?:절반|대부분|"
    r"\d{1,2}(?:\.\d)?%|\d분의 \d)"
    r"[^,.\d]{0,14}$"
)
_SHARE_HINT = re.compile(r"의 \d{1,2}(?:\.\d)?(?:%|분의)")
# '그 금액의 N%에 맞춰': beside it, not of it.
_MATCHED = re.compile(r"맞춰|맞추|맞먹")
_EACH_YEAR = re.compile(r"(?:매년|해마다|매해) [^,.\d]{0,8}$")
_MAX_BACK = 12
_SHORT = 8


def link_lists(text: str, drafts: Sequence[Draft], index: dict[int, int]) -> None:
    """Items whose words tell their whole although they do not add up to it."""
    runs: dict[tuple[int, int], list[Draft]] = {}
    for draft in drafts:
        if draft.field == "text" and not draft.is_table:
            runs.setdefault(draft.sentence, []).append(draft)
    hints = _Hints(text)
    for sentence, run in runs.items():
        free = [d for d in run if d.parent is None and not d.rules.get("change")]
        if not free or free[0].range_part:
            continue
        if hints.is_yearly:
            _link_each_year(text, drafts, free, index)
        if len(free) > 1 and len(free) == len(run):
            is_list = _BY_KIND.match(text, *sentence) or all(
                _RANKED.match(text, d.end, d.end + 16) for d in free
            )
            is_open = _AND_OTHERS.match(text, free[-1].end, free[-1].end + 16) is not None
            reach = 2 if is_list else 1 if is_open and not any(d.label for d in free) else 0
            total = _total_before(drafts, free, index, reach) if reach else None
            if not is_list and total is not None and "\n" in text[total.end : free[0].start]:
                total = None
            if total is not None and not any(d.parent is total for d in drafts):
                _link(free, total, "list_of")
        if len(run) == 1:
            _link_one_giver(text, drafts, run[0], index)
        if hints.has_design:
            _link_design(text, drafts, free, index)
        if hints.has_most:
            _link_most(text, drafts, free, index)
        _link_going_on(text, drafts, free, index)
        if hints.has_share:
            _link_share(text, drafts, free, index)


class _Hints:
    """Cheap looks at the whole text, so that most articles skip most searches."""

    def __init__(self, text: str) -> None:
        self.is_yearly = "매년" in text or "해마다" in text or "매해" in text
        self.has_design = "설계비" in text or "용역비" in text or "조사비" in text
        self.has_most = "가장" in text or "덩치" in text
        self.has_share = (
            "의 절반" in text or "의 대부분" in text or _SHARE_HINT.search(text) is not None
        )


def _link(run: Sequence[Draft], total: Draft, rule: str) -> None:
    for draft in run:
        if draft.rules.get("kind") == "default":
            draft.kind, draft.rules["kind"] = total.kind, "whole"
        draft.parent, draft.rules["parent"] = total, rule


def _fits(total: Draft, run: Sequence[Draft]) -> bool:
    return (
        total.field == "text"
        and not total.range_part
        and total.rules.get("change") not in ("from", "by")
        and all(
            d.currency == total.currency
            and (d.kind == total.kind or d.rules.get("kind") == "default")
            and not is_ancestor(d, total)
            for d in run
        )
        and total.value > sum(d.value for d in run)
    )


def _total_before(
    drafts: Sequence[Draft], run: Sequence[Draft], index: dict[int, int], reach: int
) -> Draft | None:
    """The nearest sum before ``run`` that is no part itself and larger than all of it."""
    for total in reversed([d for d in drafts if d.end <= run[0].sentence[0]][-_MAX_BACK:]):
        if index[id(run[0])] - index[id(total)] > reach:
            return None
        if total.parent is None and total.kind in ("budget", "investment"):
            return total if _fits(total, run) else None
    return None


def _link_each_year(
    text: str, drafts: Sequence[Draft], run: Sequence[Draft], index: dict[int, int]
) -> None:
    """'A년부터 5년간 T로, 매년 국비 B와 지방비 C를 넣는다': the purses of one of N years."""
    for at, first in enumerate(run):
        if not _EACH_YEAR.search(text[max(first.sentence[0], first.start - 16) : first.start]):
            continue
        purses = run[at : at + 3]
        amount = sum(d.value for d in purses)
        for total in reversed([d for d in drafts if d.start < first.start][-_MAX_BACK:]):
            years = total.period
            if index[id(first)] - index[id(total)] > 1 or years is None or None in years:
                continue
            count = (years[1] or 0) - (years[0] or 0) + 1
            is_full = count > 1 and abs(amount * count - total.value) < 1
            if is_full and len(purses) > 1 and _fits(total, purses):
                _link(purses, total, "yearly")
                return


def _is_cost(text: str, total: Draft) -> bool:
    """Whether the words around say that the sum is what a thing costs in all."""
    lead = text[max(total.sentence[0], total.start - 16) : total.start]
    return bool(
        not total.label
        and total.kind == "budget"
        and (_COST_BEFORE.search(lead) or _COST_BEHIND.match(text, total.end, total.end + 16))
    )


def _link_one_giver(
    text: str, drafts: Sequence[Draft], draft: Draft, index: dict[int, int]
) -> None:
    """'센터 건립에 75억원이 든다. 정부가 40억원을 댄다': one giver of the sum just before."""
    start, end = draft.sentence
    opening = _GIVER_OPENS.match(text, start, end)
    if opening is None or draft.start - opening.end() > _SHORT or draft.parent is not None:
        return
    if not _GIVES.match(text, draft.end, draft.end + 16):
        return
    total = _total_before(drafts, [draft], index, 1)
    if total is None or "\n" in text[total.end : draft.start] or total.status != draft.status:
        return
    is_budget = re.search(r"예산[은이] (?:모두 |총 )?$", text[total.sentence[0] : total.start])
    if is_budget or _is_cost(text, total):
        _link([draft], total, "purse_of")


def _link_design(
    text: str, drafts: Sequence[Draft], run: Sequence[Draft], index: dict[int, int]
) -> None:
    """'총사업비는 T다. 내년 예산에 설계비 A를 담았다': the design is a part of the works."""
    for draft in run:
        if draft.parent is not None or draft.kind != "budget":
            continue
        if not _DESIGN.search(text[max(draft.sentence[0], draft.start - 16) : draft.start]):
            continue
        for total in drafts:
            first, last = sorted((draft, total), key=lambda d: d.start)
            if (
                total is not draft
                and abs(index.get(id(total), 99) - index[id(draft)]) <= 1
                and "\n" not in text[first.end : last.start]
                and total.parent is None
                and total.value > draft.value * 4
                and draft.initiative == total.initiative
                and _fits(total, [draft])
                and _is_cost(text, total)
            ):
                _link([draft], total, "design_of")
                break


def _link_most(
    text: str, drafts: Sequence[Draft], run: Sequence[Draft], index: dict[int, int]
) -> None:
    """'돈이 가장 많이 든 데는 ○○다. … A를 썼다': of the sum that the talk is about."""
    first = run[0]
    line = text.rfind("\n", 0, first.start) + 1
    if first.parent is not None or first.kind != "budget" or first.label:
        return
    if ("가장" not in text and "덩치" not in text) or not _MOST.search(
        text, max(line, first.start - 140), first.start
    ):
        return
    total = _total_before(drafts, [first], index, 7)
    if total is not None and _SPENT_ON.match(text, first.end, first.end + 24):
        _link([first], total, "most_of")


def _link_going_on(
    text: str, drafts: Sequence[Draft], run: Sequence[Draft], index: dict[int, int]
) -> None:
    """'그중 A가 ○○에 배정됐다. △△에는 B, □□에는 C가 돌아간다': the next items of it."""
    items = [d for d in run if d.parent is None and d.kind == "budget" and not d.label]
    if not items or not all(_TO_ITEM.search(text[d.sentence[0] : d.start][-6:]) for d in items):
        return
    if not _SPENT_ON.match(text, items[-1].end, items[-1].end + 28):
        return
    before = [d for d in drafts if d.end <= items[0].start and d.field == "text"][-3:]
    for sibling in reversed(before):
        whole = sibling.parent
        if (
            whole is not None
            and sibling.rules.get("parent") in _OF_RULES
            and index[id(items[0])] - index[id(sibling)] <= 2
            and "\n" not in text[sibling.end : items[0].start]
            and _fits(whole, [*items, sibling])
        ):
            _link(items, whole, "goes_on")
            return


def _link_share(
    text: str, drafts: Sequence[Draft], run: Sequence[Draft], index: dict[int, int]
) -> None:
    """'예산의 절반이 넘는 A를 ○○에 쓴다': of the budget named before."""
    for draft in run:
        if draft.parent is not None:
            continue
        lead = text[max(draft.sentence[0], draft.start - 40) : draft.start]
        if _SHARE_OF.search(lead) and not _MATCHED.search(lead):
            wholes = [
                d
                for d in drafts
                if d.end <= draft.start
                and d.parent is None
                and index[id(draft)] - index[id(d)] <= 6
                and _fits(d, [draft])
            ]
            if wholes:
                _link([draft], wholes[-1], "share_of")
