"""Numbers without a unit of their own in the bracket after an amount."""

from __future__ import annotations

import re

from cluster_assets.extract.korean.numbers import (
    DIGITS,
    parse_number,
)
from cluster_assets.extract.money.amounts import FUNDING_LABEL
from cluster_assets.extract.money.draft import Draft

# A bare number after a label inside a breakdown: '국비 178, 도비 77'.
_BARE_PART = re.compile(
    rf"(?P<label>{FUNDING_LABEL}|"
    rf"[가-힣A-Za-z&·]{{2,14}}) ?[:=]? ?(?P<num>{DIGITS}(?: ?[천백십만])?)(?= ?[,·/;)\]+]|$|"
    rf" [가-힣])"
)


def find_bare_parts(
    text: str, start: int, end: int, parent: Draft, known: list[Draft]
) -> list[Draft]:
    """Numbers without a unit in the bracket ``[start, end)`` that inherit the parent's unit."""
    parts: list[Draft] = []
    for match in _BARE_PART.finditer(text, start, end):
        at, stop = match.span("num")
        if any(d.start < stop and at < d.end for d in known):
            continue
        is_label = re.fullmatch(FUNDING_LABEL, match["label"]) is not None
        tail = text[stop : stop + 3].strip()
        if re.match(r"[가-힣㎡%]", tail) and not is_label:
            continue
        if re.match(r" ?(?:%|[개명곳건회년월일차단㎡])", text[stop : stop + 3]):
            continue
        value = parse_number(match["num"])
        if not value or (not is_label and value >= 1900 and value <= 2100):
            continue
        unit = parent.unit
        draft = Draft(
            parent.field,
            match.start("label") if is_label else at,
            stop,
            round(value * unit, 2),
            parent.currency,
            at,
            unit,
        )
        draft.label = match["label"].replace(" ", "") if is_label else None
        draft.rules["amount"] = "unit_of_parent"
        parts.append(draft)
    return _rescaled(parts, parent)


def _rescaled(parts: list[Draft], parent: Draft) -> list[Draft]:
    """Parts in the unit that makes them add up; parts above their whole are dropped."""
    for unit in (parent.unit, 10**8, 10**12, 10**6, 10**4):
        total = sum(round(d.value / d.unit * unit, 2) for d in parts)
        if parts and abs(total - parent.value) <= parent.value * 0.005:
            break
    else:
        # 'N억M천만원(국비 X …)': the parts count in the whole's main unit.
        unit = 10**8 if parent.unit < 10**8 <= parent.value else parent.unit
    for draft in parts:
        draft.value, draft.unit = round(draft.value / draft.unit * unit, 2), unit
    return [d for d in parts if d.value <= parent.value]
