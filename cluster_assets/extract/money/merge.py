"""One fact for an amount that headline, sub-headlines and body repeat."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.money.draft import TOPIC_AFTER, Draft
from cluster_assets.extract.money.initiatives.scope import OWN_CLAUSE

# How far a rounded headline may be from the exact body.
_ROUNDING = 0.06
_ENDS_SENTENCE = re.compile(r"[.!?]['\")\]]*$")
_LIST_MARK = re.compile(r"^ ?(?:[△▷□○·\-*※ㅇo①-⑳]|\d+[.)])")
_REFERS = re.compile(r"^ ?(?:가운데|중(?=[ ,에])|의 (?:사업비|예산))")
# '깎인 N억원은 …', '시가 낼 M억원은 …': a sum taken up again to say more of it.
_TAKEN_UP = re.compile(
    r"(?:깎인|줄어든|잘린|빠진|늘어나는|늘어난|불어난|늘린|얹은|더한|보탠|낼|내는|댈|대는|맡은|"
    r"받는|받을|확보한|따낸) (?:[국도시군구]비 )?$"
)
_REMAINS = re.compile(r"(?:나머지|남은) [^,.\d]{0,6}$")
_WHOLE = re.compile(r"(?:총|모두|전체|총사업비|사업비|합쳐|규모)[^,]{0,6}$")
# One sum is not said of more things than this.
_MOST_TWINS = 20
_SUB_HEADLINES = 6
_HEADLINE_CHARS = 70


def merge_repeats(ctx: ArticleContext, drafts: Sequence[Draft]) -> list[Draft]:
    """``drafts`` without repeats; the body's exact mention stands for all of them."""
    text = ctx.body.text
    heads = _sub_headline_end(text)
    body = [d for d in drafts if d.field == "text" and (d.start >= heads or d.is_table)]
    echoes = [d for d in drafts if d.field == "title" or (d.start < heads and not d.is_table)]
    kept: list[Draft] = []
    same: dict[tuple[str, float], list[Draft]] = {}
    for draft in body:
        rows = same.setdefault(draft.key, [])[:_MOST_TWINS]
        twin = next((k for k in rows if _is_repeat(text, k, draft)), None)
        if twin is None:
            kept.append(draft)
            same[draft.key].append(draft)
        else:
            _absorb(twin, draft)
    for draft in sorted(echoes, key=lambda d: (d.field == "title", d.start)):
        twin = next((k for k in kept if k.key == draft.key), None) or next(
            (k for k in kept if _is_rounded(ctx.normal(draft.field).text, draft, k)), None
        )
        if twin is not None:
            _absorb(twin, draft)
        else:
            kept.append(draft)
    for draft in kept:
        if draft.parent is not None and draft.parent.merged_into is not None:
            draft.parent = draft.parent.merged_into
    return sorted(kept, key=lambda d: (d.field == "title", d.number_start))


def _sub_headline_end(text: str) -> int:
    """End of the short leading lines that are no sentences."""
    offset = 0
    for count, line in enumerate(text.split("\n")):
        stripped = line.strip()
        if (
            count >= _SUB_HEADLINES
            or "\t" in line
            or len(stripped) > _HEADLINE_CHARS
            or (
                stripped
                and (
                    _ENDS_SENTENCE.search(stripped)
                    or (_LIST_MARK.match(stripped) and ":" in stripped)
                )
            )
        ):
            return offset
        offset += len(line) + 1
    return 0


def _is_repeat(text: str, first: Draft, later: Draft) -> bool:
    if first.key != later.key or later.range_part != first.range_part:
        return False
    if first.is_table and later.is_table:
        return False
    if first.is_table or later.is_table:
        # A table's grand total repeats the text's total; other cells are their own.
        table = first if first.is_table else later
        return (
            table.parent is None
            and table.period is None
            and table.label == (later.label if first.is_table else first.label)
        )
    if first.label and later.label and first.label != later.label:
        return False
    if (
        bool(first.label) != bool(later.label)
        and _digits(first) < 3
        and not (
            first.label is None and _WHOLE.search(text[max(0, first.start - 16) : first.start])
        )
    ):
        return False
    if (
        _TAKEN_UP.search(text[max(0, later.start - 12) : later.start])
        and TOPIC_AFTER.match(text, later.end)
        and "per_recipient" not in (first.kind, later.kind)
    ):
        return True
    if first.kind != later.kind and {first.kind, later.kind} & {
        "per_recipient",
        "outcome",
        "other",
    }:
        return False
    if first.sentence == later.sentence or _REMAINS.search(
        text[max(0, later.start - 12) : later.start]
    ):
        return False
    refers = _REFERS.match(text[later.end : later.end + 8])
    if _digits(first) < 3 and not refers and (first.is_list_item or later.is_list_item):
        return False
    if _own_period(first) and _own_period(later) and first.period != later.period:
        return False
    refers = refers or _WHOLE.search(text[max(0, later.start - 16) : later.start])
    if _own_programme(first) and _own_programme(later) and first.initiative != later.initiative:
        return False
    if first.kind == later.kind == "investment" and not (first.is_list_item or later.is_list_item):
        return True
    return (
        bool(refers)
        or _digits(first) >= 3
        or (
            first.initiative == later.initiative
            and (first.label == later.label)
            and _digits(first) >= 2
        )
    )


def _own_programme(draft: Draft) -> bool:
    return draft.rules.get("initiative") in OWN_CLAUSE | {"sentence"}


def _own_period(draft: Draft) -> bool:
    return draft.period is not None


def _digits(draft: Draft) -> int:
    return len(str(int(draft.value)).rstrip("0"))


def _is_rounded(text: str, short: Draft, exact: Draft) -> bool:
    """Whether ``short`` is a headline's rounding of ``exact``."""
    if short.currency != exact.currency or (exact.is_table and exact.parent is not None):
        return False
    if short.kind != exact.kind and {short.kind, exact.kind} & {"per_recipient"}:
        return False
    tail = text[short.end : short.end + 5]
    if re.match(r"원?(?:대|여| ?넘| ?돌파|↑)", tail):
        step = 10 ** (len(str(int(short.value))) - _digits(short))
        if short.value <= exact.value < short.value + step:
            return True
    gap = abs(short.value - exact.value) / exact.value
    return gap <= _ROUNDING and _digits(short) < _digits(exact)


def _absorb(twin: Draft, repeat: Draft) -> None:
    """Let the kept mention learn what only the repeat says."""
    twin.aliases.append(repeat)
    repeat.merged_into = twin
    is_plain = repeat.label is not None and re.fullmatch(r"[국도시군구]비", repeat.label)
    if twin.label is None and twin.parent is None and (repeat.field == "text" or is_plain):
        twin.label = repeat.label
    if repeat.field == "title":
        return
    if twin.period is None and repeat.period is not None:
        twin.period, twin.rules["period"] = repeat.period, "repeat"
    says_kind = repeat.rules.get("kind") != "default" and repeat.kind not in ("outcome", "other")
    if twin.rules.get("kind") == "default" and says_kind:
        twin.kind, twin.rules["kind"] = repeat.kind, "repeat"
