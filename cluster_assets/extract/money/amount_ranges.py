"""Ranges of amounts, and bounds that leave their unit out."""

from __future__ import annotations

import re

from cluster_assets.extract.korean.numbers import (
    QUANTITY,
    SECTION,
    parse_number,
)
from cluster_assets.extract.money.draft import Draft

START = r"(?<![\d.,A-Za-z제])"
_BARE_RANGE = re.compile(rf"{START}(?P<low>{SECTION}|{QUANTITY}) ?(?:~|-|에서 ) ?$")
_RANGE_JOIN = re.compile(r"^ ?(?:원)?(?:~|-| ~ | - |에서 ?)$")


def with_ranges(text: str, drafts: list[Draft]) -> list[Draft]:
    """Mark ranges; add a lower bound that leaves its unit to the upper ('100~150억')."""
    result: list[Draft] = []
    for draft in drafts:
        low = None
        if result and _RANGE_JOIN.match(text[result[-1].end : draft.start]):
            joined = text[result[-1].end : draft.start]
            if "에서" not in joined or re.match(
                r"원? ?(?:사이|까지)", text[draft.end : draft.end + 5]
            ):
                low = result[-1]
        else:
            match = None
            if text[max(0, draft.start - 2) : draft.start].rstrip()[-1:] in ("~", "-", "서"):
                match = _BARE_RANGE.search(text, max(0, draft.start - 24), draft.start)
            if match and "에서" not in match[0] and not re.search(r"[년월일]$", match["low"]):
                low = _bare_low(match, draft)
                if low is not None:
                    result.append(low)
        if low is not None and low.value < draft.value:
            low.range_part, draft.range_part = "low", "high"
        result.append(draft)
    return result


def _bare_low(match: re.Match[str], high: Draft) -> Draft | None:
    """The lower bound: '500만~1천만원' has its own unit, '1천~2천억' shares the upper's."""
    value = parse_number(match["low"].strip())
    if not value:
        return None
    own = re.search(r"[만억조]", match["low"]) is not None
    big = next((u for u in (10**12, 10**8, 10**4) if high.unit >= u), 1)
    for unit in (1,) if own else (high.unit, big):
        if (own or (value < 10**4 and unit > 1)) and value * unit < high.value:
            start, end = match.span("low")
            return Draft(high.field, start, end, value * unit, high.currency, start, unit)
    return None
