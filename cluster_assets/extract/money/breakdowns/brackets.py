"""Parts in the bracket after a total, and parts under a purse that is named again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cluster_assets.extract.money.draft import Draft

# What may stand between a total and its bracket.
_TO_BRACKET = re.compile(
    r"(?: ?(?:규모|상당|가량|정도|내외|안팎|수준|이내|이상|여|씩|의 사업비|의 예산|사업비))* ?[(\[]"
)
_COMPARED = re.compile(
    r"지난해|전년|작년|당초|기존|종전|이전|대비|누적|약 [\d,.]+ ?(?:달러|만)|한화|환율"
)
_MAX_BRACKET = 400
_MARK = re.compile(r"[()\[\]\n]")


def close_bracket(text: str, open_at: int) -> int:
    """Index after the bracket that opens at ``open_at``; nested ones are skipped."""
    depth = 0
    limit = min(len(text), open_at + _MAX_BRACKET)
    for match in _MARK.finditer(text, open_at, limit):
        if match[0] in "([":
            depth += 1
        elif match[0] == "\n":
            return match.start()
        else:
            depth -= 1
            if depth == 0:
                return match.end()
    return limit


def bracket_after(text: str, draft: Draft) -> tuple[int, int] | None:
    """Inside range of the bracket that directly follows ``draft``, if any."""
    match = _TO_BRACKET.match(text, draft.end)
    if match is None:
        return None
    end = close_bracket(text, match.end() - 1)
    inside_end = end - 1 if end <= len(text) and text[end - 1 : end] in ")]" else end
    return match.end(), inside_end


def link_brackets(text: str, drafts: Sequence[Draft]) -> None:
    """Parts in the bracket after a total: 'T억원(국비 A억, 지방비 B억[도비 C억 …])'."""
    for at, total in enumerate(drafts):
        bracket = bracket_after(text, total)
        if bracket is None:
            continue
        start, end = bracket
        inside = []
        for draft in drafts[at + 1 :]:
            if draft.start >= end:
                break
            if draft.start >= start:
                inside.append(draft)
        if not inside or (
            len(inside) == 1
            and not inside[0].label
            and _COMPARED.search(text, start, inside[0].number_start)
        ):
            continue
        if any(d.value > total.value * 1.001 for d in inside if d.currency == total.currency):
            continue
        if _COMPARED.search(text, start, inside[0].start) and inside[0].label is None:
            continue
        for draft in inside:
            # Later (nested) brackets overwrite: the innermost total is the parent.
            draft.parent = total
            draft.rules["parent"] = "bracket"


def link_labelled_sums(text: str, drafts: Sequence[Draft]) -> None:
    """'지방비는 도비 A억 원, 시비 B억 원으로': a sum named by its label, anywhere before."""
    by_sentence: dict[tuple[int, int], list[Draft]] = {}
    for draft in drafts:
        if draft.parent is None and draft.field == "text":
            by_sentence.setdefault(draft.sentence, []).append(draft)
    labelled = [d for d in drafts if d.label]
    for sentence, run in by_sentence.items():
        if len(run) < 2:
            continue
        lead = text[sentence[0] : run[0].start]
        for total in labelled:
            if (
                total.sentence != sentence
                and total.label
                and re.search(rf"{re.escape(total.label)}[은는]", lead)
                and abs(sum(d.value for d in run) - total.value) < 1
                and total not in run
            ):
                for draft in run:
                    draft.parent, draft.rules["parent"] = total, "labelled_sum"
        _link_named_purse(lead, run, [d for d in labelled if d.sentence != sentence])


def _link_named_purse(lead: str, run: Sequence[Draft], labelled: Sequence[Draft]) -> None:
    """'민자에는 ○○ A와 △△ B가 포함됐다': some of a purse's givers."""
    for total in labelled:
        if (
            total.label
            and re.match(rf"{re.escape(total.label)}(?:에는|에서는|는|은|의 경우) ", lead)
            and sum(d.value for d in run) < total.value
            and total not in run
            and all(d.currency == total.currency and d.parent is None for d in run)
        ):
            for draft in run:
                draft.parent, draft.rules["parent"] = total, "of_label"
            return
