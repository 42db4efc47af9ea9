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
# Kinds that budgets and investments are never repeats of.
_OF_THEIR_OWN = frozenset({"per_recipient", "outcome", "other"})
_SUB_HEADLINES = 6
_HEADLINE_CHARS = 70


def merge_repeats(ctx: ArticleContext, drafts: Sequence[Draft]) -> list[Draft]:
    """``drafts`` without repeats; the body's exact mention stands for all of them."""
    text = ctx.body.text
    heads = _sub_headline_end(text)
    milestones = {d.key for d in drafts if _is_milestone(text, d)}
    echoes = [
        d
        for d in drafts
        if d.field == "title"
        or (d.start < heads and not d.is_table)
        or (d.kind == "outcome" and d.key in milestones and not d.is_table)
    ]
    apart = {id(d) for d in echoes}
    body = [d for d in drafts if id(d) not in apart]
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
            if _stands_over(text, twin, draft) and _own_programme(draft):
                twin.initiative, twin.rules["initiative"] = draft.initiative, "repeat"
    for draft in sorted(echoes, key=lambda d: (d.field == "title", d.start)):
        twin = (
            next((k for k in kept if k.key == draft.key), None)
            or next((k for k in kept if _is_rounded(ctx.normal(draft.field).text, draft, k)), None)
            or next((k for k in kept if any(_restates(draft, a) for a in k.aliases)), None)
        )
        if twin is not None:
            _absorb(twin, draft)
        else:
            kept.append(draft)
    for draft in kept:
        if draft.parent is not None and draft.parent.merged_into is not None:
            draft.parent = draft.parent.merged_into
    return sorted(kept, key=lambda d: (d.field == "title", d.number_start))


# '매출이 처음으로 N조 원을 넘어섰다': the round number that the exact one has passed.
_PASSES = re.compile(r"(?:원)?[을를] (?:훌쩍 |크게 )?(?:넘|돌파)")


def _is_milestone(text: str, draft: Draft) -> bool:
    return (
        draft.kind == "outcome"
        and draft.field == "text"
        and _digits(draft) == 1
        and "처음" in _just_before(text, draft, 12)
        and _PASSES.match(text, draft.end) is not None
    )


def _restates(draft: Draft, alias: Draft) -> bool:
    """Whether a result is told again in the round number that stands for its exact one."""
    return (
        draft.field == "text" and draft.kind == alias.kind == "outcome" and draft.key == alias.key
    )


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


_SUB_HEADLINE = re.compile(r"[■□◇◆◈○●▲△▶▷] ?[^\n]{4,60}(?<![.다])")


def _is_repeat(text: str, first: Draft, later: Draft) -> bool:
    if first.key != later.key or first.range_part != later.range_part:
        return False
    if first.is_table or later.is_table:
        return _is_grand_total(first, later)
    if _labels_tell_apart(text, first, later):
        return False
    if _is_taken_up(text, first, later):
        return True
    if _are_told_apart(text, first, later):
        return False
    is_listed = first.is_list_item or later.is_list_item
    if first.kind == later.kind == "investment" and not is_listed:
        return True
    if _refers_back(text, later) or _WHOLE.search(_just_before(text, later, 16)):
        return True
    is_same_matter = (
        first.initiative == later.initiative or _stands_over(text, first, later)
    ) and first.label == later.label
    return _digits(first) >= (2 if is_same_matter else 3)


def _is_grand_total(first: Draft, later: Draft) -> bool:
    """Whether one is a table's grand total of the text's total; other cells are their own."""
    if first.is_table and later.is_table:
        return False
    table, told = (first, later) if first.is_table else (later, first)
    return table.parent is None and table.label == told.label and _is_within(table, told)


def _is_within(table: Draft, told: Draft) -> bool:
    """Whether the cell has no years, or some of the told sum's (a last column's heading)."""
    if table.period is None or table.period == told.period:
        return True
    if told.period is None or None in (*table.period, *told.period):
        return False
    return table.period[1] == told.period[1] and told.period[0] != told.period[1]


def _labels_tell_apart(text: str, first: Draft, later: Draft) -> bool:
    """Whether labels say that the sums are different, or only one has a label at all."""
    if bool(first.label) == bool(later.label):
        return first.label != later.label if first.label else False
    is_whole = first.label is None and _WHOLE.search(_just_before(text, first, 16))
    return _digits(first) < 3 and not is_whole


def _is_taken_up(text: str, first: Draft, later: Draft) -> bool:
    """'시가 낼 M억원은 …': the sum again, to say more of it."""
    return (
        _TAKEN_UP.search(_just_before(text, later, 12)) is not None
        and TOPIC_AFTER.match(text, later.end) is not None
        and "per_recipient" not in (first.kind, later.kind)
    )


def _are_told_apart(text: str, first: Draft, later: Draft) -> bool:
    """Whether the text says of two equal sums what cannot be said of one."""
    if first.sentence == later.sentence or _REMAINS.search(_just_before(text, later, 12)):
        return True
    if first.kind != later.kind and not {first.kind, later.kind}.isdisjoint(_OF_THEIR_OWN):
        return True
    if (
        (first.is_list_item or later.is_list_item)
        and _digits(first) < 3
        and not _refers_back(text, later)
    ):
        return True
    if None not in (first.period, later.period) and first.period != later.period:
        return True
    are_placed = _own_programme(first) and _own_programme(later)
    return are_placed and first.initiative != later.initiative


def _stands_over(text: str, first: Draft, later: Draft) -> bool:
    """Whether ``first`` is told in the sub-headline of the paragraph that tells ``later``."""
    start, end = text.rfind("\n", 0, first.start) + 1, text.find("\n", first.end)
    return (
        end >= 0
        and _SUB_HEADLINE.fullmatch(text, start, end) is not None
        and "\n" not in text[end + 1 : later.start]
    )


def _refers_back(text: str, later: Draft) -> bool:
    """'N억원 가운데': the sum was told before."""
    return _REFERS.match(text[later.end : later.end + 8]) is not None


def _just_before(text: str, draft: Draft, length: int) -> str:
    return text[max(0, draft.start - length) : draft.start]


def _own_programme(draft: Draft) -> bool:
    return draft.rules.get("initiative") in OWN_CLAUSE | {"sentence"}


def _digits(draft: Draft) -> int:
    return len(str(int(draft.value)).rstrip("0"))


def _is_rounded(text: str, short: Draft, exact: Draft) -> bool:
    """Whether ``short`` is a headline's rounding of ``exact``."""
    if short.currency != exact.currency or (exact.is_table and exact.parent is not None):
        return False
    if short.kind != exact.kind and {short.kind, exact.kind} & {"per_recipient"}:
        return False
    tail = text[short.end : short.end + 5]
    if re.match(r"원?(?:대|여|[을를]? ?(?:넘|돌파)|↑)", tail):
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
