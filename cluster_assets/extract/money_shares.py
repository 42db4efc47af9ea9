"""'각각' and '씩' over named bodies: one amount in the text, one fact for each body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from cluster_assets.extract.money_draft import Draft
from cluster_assets.extract.money_scope import Named
from cluster_assets.extract.money_source import source_of_actor

_EACH_BEFORE = re.compile(r"각각 ?(?:[국도시군구]비|지방비|약|최대|예산)? ?$")
_EACH_AFTER = re.compile(r"^(?:원)?씩")
_JOIN = re.compile(
    r"([가-힣A-Za-z]{1,14})(?:와|과|,|·) ?([가-힣A-Za-z]{1,14}?)(?:[은는이가도]|에서|에)(?= |$)"
)


def share_out(
    text: str, drafts: Sequence[Draft], named: Sequence[Named], *, is_metropolitan: bool
) -> list[Draft]:
    """Drafts with a copy for each named giver of an amount said to be each one's."""
    result: list[Draft] = []
    for i, draft in enumerate(drafts):
        result.append(draft)
        if draft.field != "text" or draft.kind == "per_recipient":
            continue
        after = drafts[i + 1] if i + 1 < len(drafts) else None
        before = text[max(draft.sentence[0], drafts[i - 1].end if i else 0) : draft.start]
        is_each = _EACH_BEFORE.search(before) and not (
            after
            and re.fullmatch(
                r"원?(?:과|와|,|·) ?(?:[국도시군구]비 ?)?", text[draft.end : after.start]
            )
        )
        is_each = is_each or (
            _EACH_AFTER.match(text[draft.end : draft.end + 3])
            and not re.search(r"매년|해마다|연간|매월|매달", before)
        )
        if _EACH_BEFORE.search(before) and after and not is_each:
            _name_in_order(text, draft, after, before, named)
        if not is_each:
            continue
        pairs = list(_JOIN.finditer(before[-70:]))
        if not pairs:
            pairs = list(
                _JOIN.finditer(text[max(draft.sentence[0], draft.start - 90) : draft.start])
            )
        if not pairs:
            continue
        givers = [pairs[-1][1], pairs[-1][2]]
        if any(re.search(r"기업|업체|과제|대상|팀$|학생", g) for g in givers):
            continue
        copies = [draft, replace(draft, rules=dict(draft.rules))]
        for copy, giver in zip(copies, givers, strict=True):
            source = source_of_actor(giver, is_metropolitan=is_metropolitan)
            if source:
                copy.source, copy.rules["source"] = source, "each:" + giver
            region = next(
                (
                    n
                    for n in named
                    if n.kind == "region"
                    and n.field == "text"
                    and draft.sentence[0] <= n.start < draft.start
                    and giver.startswith(text[n.start : n.end].split(" ")[-1])
                ),
                None,
            )
            if region:
                copy.rules["each_region"] = region.name
        result.append(copies[1])
    return result


def _name_in_order(
    text: str, first: Draft, second: Draft, before: str, named: Sequence[Named]
) -> None:
    """'A구와 B구도 각각 1억, 2억': the first amount is A's, the second B's."""
    pairs = list(_JOIN.finditer(before[-70:]))
    if not pairs:
        return
    for draft, giver in zip((first, second), pairs[-1].groups(), strict=True):
        region = next(
            (
                n
                for n in named
                if n.field == "text"
                and first.sentence[0] <= n.start < first.start
                and giver.startswith(text[n.start : n.end].split(" ")[-1])
            ),
            None,
        )
        if region:
            draft.rules["each_region"] = region.name
