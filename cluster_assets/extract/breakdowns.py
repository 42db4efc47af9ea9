"""Which amount is a part of which: brackets, lists, sentences, 'of which'.

A part is never guessed where the sums contradict it. Drafts arrive in reading order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from cluster_assets.extract.money_draft import Draft

# What may stand between a total and its bracket.
_TO_BRACKET = re.compile(
    r"(?: ?(?:규모|상당|가량|정도|내외|안팎|수준|이내|이상|여|씩|의 사업비|의 예산|사업비))* ?[(\[]"
)
_COMPARED = re.compile(
    r"지난해|전년|작년|당초|기존|종전|이전|대비|누적|약 [\d,.]+ ?(?:달러|만)|한화|환율"
)
_THIS_OF = re.compile(
    r"(?:이|그|이들|이 사업비|이 예산)? ?(?:가운데|중(?:에서|에는)?|중 )(?![가-힣])|그중|이중|"
    r"여기서|이 가운데"
)
_OF = re.compile(r"^ ?(?:의 ?)?(?:사업비|예산|규모)? ?(?:가운데|중(?=[ ,에])(?:에서|에는)?)")
_NAMED_OF = re.compile(
    r"([가-힣0-9·]+(?: (?:총)?사업비| 예산| 재원| 몫| 부문)?) ?(?:가운데|중(?:에서|에는)?)"
    r"(?= |,)[^.]{0,30}$"
)
_YEARLY = re.compile(r"(?:매년|해마다|연간|매해|연 |한 해에? ?|연평균)[^.]{0,24}$")
_CHANGE_FROM = re.compile(
    r"^(?: ?\([^)]*\))? ?(?:원)?(?:에서|이던|이었던|이었으나|보다|에 비해|과 비교해)"
)
_CHANGE_TO = re.compile(
    r"^(?: ?\([^)]*\))? ?(?:으?로|이? ?(?:늘|줄|증액|감액|증가|감소|추가|더 |많|적|뛰|불어|삭감|"
    r"깎|인상))"
)
_CHANGE_WORD = re.compile(
    r"늘|줄|증액|감액|증가|감소|뛰|불어|삭감|깎|많|올렸|올려|확대|변경|조정|상향|하향|낮아|높아|"
    r"바뀌"
)
_MAX_DISTANCE = 5
_MAX_RUN = 14
_MAX_PASSES = 25


def close_bracket(text: str, open_at: int) -> int:
    """Index after the bracket that opens at ``open_at``; nested ones are skipped."""
    depth = 0
    limit = min(len(text), open_at + 400)
    for i in range(open_at, limit):
        if text[i] in "([":
            depth += 1
        elif text[i] in ")]":
            depth -= 1
            if depth == 0:
                return i + 1
        elif text[i] == "\n":
            return i
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
    for total in drafts:
        bracket = bracket_after(text, total)
        if bracket is None:
            continue
        start, end = bracket
        inside = [d for d in drafts if start <= d.start < end]
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


def is_whole_of_next(text: str, draft: Draft) -> bool:
    """Whether 'A 가운데' follows: what is said next is said of a part of ``draft``."""
    return _OF.match(text[draft.end : draft.end + 12]) is not None


def mark_changes(text: str, drafts: Sequence[Draft]) -> None:
    """Mark sums that are compared or revised: they do not add up to one another."""
    for i, draft in enumerate(drafts):
        following = drafts[i + 1] if i + 1 < len(drafts) else None
        after = text[draft.end : draft.end + 40]
        if _CHANGE_FROM.match(after) and following and following.start < draft.sentence[1]:
            rest = text[following.end : min(following.end + 60, draft.sentence[1])]
            if _CHANGE_WORD.search(rest):
                draft.rules["change"] = "from"
                following.rules["change"] = (
                    "to" if re.match(r"(?: ?\([^)]*\))? ?으?로", rest) else "by"
                )
                third = drafts[i + 2] if i + 2 < len(drafts) else None
                if (
                    third
                    and third.start < draft.sentence[1]
                    and following.rules["change"] == "to"
                    and abs(third.value - abs(following.value - draft.value)) < 1
                ):
                    third.rules["change"] = "by"


def link_sums(text: str, drafts: Sequence[Draft], sentence_index: dict[int, int]) -> None:
    """Runs of amounts that add up to a stated total, after it or directly before it.

    A repeat of the total ('총사업비 480억원은 …') is a place to look from as well.
    """
    anchors = sorted(
        [(a, d) for d in drafts for a in (d, *d.aliases) if a.field == "text" and not d.range_part],
        key=lambda pair: (pair[1].label is not None, pair[0].number_start),
    )
    _link_gathered(text, drafts, sentence_index)
    for _round in range(_MAX_PASSES):
        top = [
            d
            for d in drafts
            if d.parent is None and d.range_part is None and d.rules.get("change") != "by"
        ]
        for anchor, total in anchors:
            run = _run_after(anchor, total, top, sentence_index) or _run_before(anchor, total, top)
            if run:
                for draft in run:
                    draft.parent, draft.rules["parent"] = total, "sum"
                break
        else:
            return


# '도비와 시비를 더해 총 100억원': the purse of the sentence before is a part too.
_OTHER_PURSES = re.compile(
    r"(?:[도시군구]비|지방비|민자|자부담)[^,.\d]{0,16}(?:보태|합쳐|합한|더해|더한|합해|포함)[^,.\d]{0,14}$"
)
_GATHERS = re.compile(r"보태|합쳐|합한|합친|더해|합해|모아|등 ?(?:모두|총|도합|전부)")


def _link_gathered(text: str, drafts: Sequence[Draft], index: dict[int, int]) -> None:
    """'국비 A. 여기에 도비 B, 시비 C를 보태 총 T': parts that words gather into the next sum."""
    for i, total in enumerate(drafts):
        if not i or total.range_part or total.label:
            continue
        first = drafts[i - 1]
        if first.sentence != total.sentence:
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
        if not _GATHERS.search(text[drafts[i - 1].end : total.number_start]):
            continue
        run: list[Draft] = []
        amount = 0.0
        for draft in reversed(drafts[max(0, i - _MAX_RUN) : i]):
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
                for part in run:
                    part.kind = total.kind
                    part.parent, part.rules["parent"] = total, "sum"
                break


def _is_candidate(draft: Draft, total: Draft) -> bool:
    return (
        draft is not total
        and draft.currency == total.currency
        and draft.value < total.value
        and not _is_ancestor(draft, total)
        and draft.kind == total.kind
        and draft.kind in ("budget", "investment", "outcome")
    )


def _is_ancestor(draft: Draft, of: Draft) -> bool:
    node = of.parent
    while node is not None:
        if node is draft:
            return True
        node = node.parent
    return False


def _run_after(
    anchor: Draft, total: Draft, top: Sequence[Draft], index: dict[int, int]
) -> list[Draft] | None:
    home = index[id(anchor)]
    later = [d for d in top if d.start > anchor.start and index[id(d)] - home <= _MAX_DISTANCE + 8]
    for j, first in enumerate(later):
        gap = index[id(first)] - home
        if gap > _MAX_DISTANCE or j > 7:
            break
        if not _is_candidate(first, total):
            continue
        # A purse ('지방비 120억') is broken down on the spot, or by unlabelled items later.
        if total.label and gap and (total.parent is not None or first.label):
            continue
        run = [first]
        amount = first.value
        for draft in later[j + 1 : j + _MAX_RUN]:
            if not _is_candidate(draft, total) or index[id(draft)] - index[id(run[-1])] > 1:
                break
            run.append(draft)
            amount += draft.value
            if _adds_up(amount, total, run):
                return run
            if amount > total.value * 1.01:
                break
    return None


def _run_before(anchor: Draft, total: Draft, top: Sequence[Draft]) -> list[Draft] | None:
    earlier = [d for d in top if d.end <= anchor.start and d.sentence == anchor.sentence]
    run: list[Draft] = []
    amount = 0.0
    for draft in reversed(earlier):
        if not _is_candidate(draft, total):
            break
        run.insert(0, draft)
        amount += draft.value
        if len(run) > 1 and _adds_up(amount, total, run):
            return run
    return None


def _adds_up(amount: float, total: Draft, run: Sequence[Draft]) -> bool:
    if any(d.rules.get("change") in ("from", "by") for d in run) or len({d.kind for d in run}) > 1:
        return False
    strict = len(run) == 2 and not all(d.label for d in run) and total.qualifier != "approx"
    tolerance = 0.0 if strict else total.value * 0.004
    return abs(amount - total.value) <= max(tolerance, 0.5)


def link_parts_of(text: str, drafts: Sequence[Draft], sentence_index: dict[int, int]) -> None:
    """'A 가운데 B', '이 중 B', '도비 가운데 B', '매년 B씩 총 A'."""
    for i, draft in enumerate(drafts):
        if draft.parent is not None and draft.rules.get("parent") != "sum":
            continue
        before = drafts[i - 1] if i else None
        alias = next(
            (
                d
                for d in drafts
                for a in d.aliases
                if a.field == "text"
                and 0 < draft.start - a.end <= 40
                and a.sentence == draft.sentence
                and _OF.match(text[a.end : draft.start])
            ),
            None,
        )
        lead = text[max(draft.sentence[0], before.end if before else 0) : draft.start]
        parent = rule = None
        if alias is not None:
            parent, rule = alias, "of_total"
        elif (
            before
            and before.sentence == draft.sentence
            and _OF.match(text[before.end : draft.start].replace("원", "", 1))
        ):
            parent, rule = before, "of_total"
        elif (
            before
            and before.rules.get("parent") in ("of_total", "of_this")
            and before.parent is not None
            and before.sentence == draft.sentence
            and draft.parent is None
            and before.value + draft.value <= before.parent.value
        ):
            parent, rule = before.parent, before.rules["parent"]
        elif draft.parent is None:
            parent, rule = _referred(text, lead, draft, drafts[:i], sentence_index)
        if parent is None and draft.parent is None and draft.kind == "per_recipient":
            following = drafts[i + 1] if i + 1 < len(drafts) else None
            if (
                following
                and following.sentence == draft.sentence
                and re.fullmatch(
                    r"(?:원)?씩,? ?(?:모두|총|전부|합쳐|도합)? ?", text[draft.end : following.start]
                )
            ):
                draft.parent, draft.rules["parent"] = following, "each_of"
        if parent is None and draft.parent is None:
            parent, rule = _included(text, draft, drafts, i, sentence_index)
        if parent is None and draft.parent is None and draft.kind == "budget":
            parent, rule = _yearly(text, draft, drafts)
        if (
            parent is not None
            and parent is not draft
            and draft.value < parent.value
            and not _is_ancestor(draft, parent)
            and draft.currency == parent.currency
        ):
            draft.parent, draft.rules["parent"] = parent, rule or "of_total"


def _referred(
    text: str, lead: str, draft: Draft, earlier: Sequence[Draft], index: dict[int, int]
) -> tuple[Draft | None, str | None]:
    named = _NAMED_OF.search(lead)
    near = [
        d
        for d in earlier
        if index[id(draft)] - index[id(d)] <= 2
        and d.value > draft.value
        and d.currency == draft.currency
        and d.kind == draft.kind
    ]
    if named and named[1] not in ("이", "그", "이들", "업체", "기업"):
        word = named[1].split()[0]
        labelled = [d for d in earlier if d.label == word and d.value > draft.value]
        if labelled:
            return labelled[-1], "of_label"
        if word in ("전체", "총사업비", "사업비", "총"):
            whole = [
                d
                for d in earlier
                if d.parent is None and d.value > draft.value and d.currency == draft.currency
            ]
            if whole:
                return max(whole, key=lambda d: d.value), "of_whole"
        if re.search(r"단계|기$|차$|사업비|예산|재원|몫", named[1]):
            staged = [
                d
                for d in earlier
                if d.value > draft.value
                and d.currency == draft.currency
                and word in text[max(0, d.start - 24) : d.start]
            ]
            if staged:
                nearest = min(staged, key=lambda d: d.start - text.rfind(word, 0, d.start))
                return nearest, "of_stage"
    matches = list(_THIS_OF.finditer(lead))
    match = matches[-1] if matches else None
    if match and re.match(r"이|그|여기", match[0]) and near:
        last = index[id(near[-1])]
        same = [d for d in near if index[id(d)] == last]
        top = [d for d in same if d.parent is None] or same
        return top[-1], "of_this"
    return None, None


def _included(
    text: str, draft: Draft, drafts: Sequence[Draft], at: int, index: dict[int, int]
) -> tuple[Draft | None, str | None]:
    """'A를 포함해 T', and 'T를 조성한다. 여기에는 A가 포함된다'."""
    following = drafts[at + 1] if at + 1 < len(drafts) else None
    if (
        following
        and following.sentence == draft.sentence
        and re.match(r"(?:원)?[을를이가] 포함(?:해|한|하여|된) ", text[draft.end : draft.end + 12])
        and len(text[draft.end : following.start]) < 24
        and draft.label != following.label
    ):
        return following, "included"
    before = drafts[at - 1] if at else None
    if (
        before
        and before.sentence != draft.sentence
        and index[id(draft)] - index[id(before)] == 1
        and before.kind == draft.kind
        and re.match(r"(?:원)?[이가도] 포함(?:된다|됐다|돼|되)", text[draft.end : draft.end + 12])
        and re.search(r"에[는도] ", text[draft.sentence[0] : draft.start])
    ):
        return before, "of_this"
    return None, None


def _yearly(text: str, draft: Draft, drafts: Sequence[Draft]) -> tuple[Draft | None, str | None]:
    if not _YEARLY.search(text[draft.sentence[0] : draft.start]):
        return None, None
    years = {
        int(n)
        for n in re.findall(r"(\d{1,2}) ?(?:년|개년)", text[draft.sentence[0] : draft.sentence[1]])
    }
    for other in drafts:
        if (
            other.currency != draft.currency
            or other.value <= draft.value
            or other.kind != draft.kind
        ):
            continue
        ratio = other.value / draft.value
        if (
            ratio == int(ratio)
            and 2 <= ratio <= 20
            and (
                int(ratio) in years
                or (other.sentence == draft.sentence and "씩" in text[draft.end : draft.end + 4])
            )
        ):
            return other, "yearly"
    return None, None


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


_SO_FAR = re.compile(r"(?:까지|쓴 돈|집행|지금까지|현재|이미)[^,]{0,30}$")


def link_changed_items(drafts: Sequence[Draft], index: dict[int, int]) -> None:
    """An item that rose inside a total that rose: old is part of old, new of new."""
    pairs = [
        (a, b)
        for a, b in pairwise(drafts)
        if a.rules.get("change") == "from" and b.rules.get("change") == "to"
    ]
    for (old, new), (item_old, item_new) in pairwise(pairs):
        if (
            index[id(item_old)] - index[id(old)] == 1
            and item_old.parent is None
            and item_new.parent is None
            and item_old.kind == item_new.kind == old.kind == "budget"
            and item_old.value < old.value
            and item_new.value < new.value
        ):
            item_old.parent, item_new.parent = old, new
            item_old.rules["parent"] = item_new.rules["parent"] = "changed_item"


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
        for total in reversed(drafts[:i]):
            if (
                total.parent is not None
                or total.value <= draft.value
                or total.currency != draft.currency
                or total.kind != draft.kind
                or total.rules.get("change") in ("from", "by")
                or total.range_part
                or total.field != "text"
            ):
                continue
            sibling = drafts[i - 1]
            if (
                sibling.sentence == draft.sentence
                and sibling.rules.get("parent") == "spent_so_far"
                and sibling.parent is total
                and sibling.value + draft.value <= total.value
            ):
                draft.parent, draft.rules["parent"] = total, "spent_so_far"
                break
            near = index.get(id(draft), 0) - index.get(id(total), 0) <= 1
            if (
                draft.kind == "investment"
                and near
                and draft.status == "executed"
                and total.status == "planned"
                and _SO_FAR.search(lead)
            ):
                draft.parent, draft.rules["parent"] = total, "spent_so_far"
                break
            if (
                draft.kind == "budget"
                and draft.label is None
                and total.initiative == draft.initiative
            ):
                if (
                    near
                    and draft.status == "executed"
                    and total.status == "planned"
                    and _SO_FAR.search(lead)
                ):
                    draft.parent, draft.rules["parent"] = total, "spent_so_far"
                    break
                if _is_year_of(draft, total) and total.source in ("total", draft.source):
                    draft.parent, draft.rules["parent"] = total, "year_of"
                    break


def _is_year_of(draft: Draft, total: Draft) -> bool:
    if draft.period is None or total.period is None or draft.period[0] != draft.period[1]:
        return False
    year, (first, last) = draft.period[0], total.period
    if year is None or first is None or last is None:
        return False
    return first <= year <= last and first < last
