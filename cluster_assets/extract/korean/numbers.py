"""Korean numerals in digits and unit words: '2조4,000억', '1천2백', '3천만', '1.6조'.

All functions expect the normal form of a text. Vague numbers without a digit
('수십억', '몇천만') are refused: they have no value.
"""

from __future__ import annotations

import re
from decimal import Decimal

SMALL_UNITS = {"십": 10, "백": 100, "천": 1000}
BIG_UNITS = {"만": 10**4, "억": 10**8, "조": 10**12, "경": 10**16}

# Digits with or without thousands separators. Length is capped: input may be hostile.
DIGITS = r"(?:\d{1,3}(?:,\d{3}){1,6}|\d{1,16})(?:\.\d{1,6})?"
# Up to one big unit: '8천600', '1천2백', '4,300', '20여'.
SECTION = rf"{DIGITS}(?: ?여)?(?: ?[천백십]여?(?: ?\d{{1,3}}(?![\d,.]))?){{0,3}}"
# At least one big unit: '4조8천600억', '1조 3,870억', '98억3천만', '5천만'.
QUANTITY = rf"{SECTION} ?[경조억만]여?(?: ?{SECTION} ?[억만]여?){{0,3}}"
_TOKEN = re.compile(rf"({DIGITS})|([천백십])|([경조억만])|(여)|( )")
_LAST_UNIT = re.compile(r"([천백십]?)([경조억만])여? ?$")


def parse_number(text: str) -> int | float | None:
    """Value of a numeral, or ``None`` if ``text`` is not one.

    Whole values are ``int``. Each big unit must be smaller than the one before it.
    """
    total = section = Decimal(0)
    current: Decimal | None = None
    last_big = 10**20
    position = 0
    for match in _TOKEN.finditer(text):
        if match.start() != position:
            return None
        position = match.end()
        digits, small, big, *_ = match.groups()
        if digits:
            if current is not None:
                return None
            current = Decimal(digits.replace(",", ""))
        elif small:
            # '3천만': a small unit directly before a big one multiplies what stands there.
            section += (Decimal(1) if current is None else current) * SMALL_UNITS[small]
            current = None
        elif big:
            section += current or 0
            if not section or BIG_UNITS[big] >= last_big:
                return None
            last_big = BIG_UNITS[big]
            total += section * last_big
            section, current = Decimal(0), None
    if position != len(text) or not any(c.isdigit() for c in text):
        return None
    value = total + section + (current or 0)
    return int(value) if value == value.to_integral_value() else float(value)


def smallest_unit(text: str) -> int:
    """Multiplier of the last unit of a numeral: 억 for '2조4,000억', 백만 for '5백만'."""
    tail = _LAST_UNIT.search(text.strip())
    if tail:
        return SMALL_UNITS.get(tail[1], 1) * BIG_UNITS[tail[2]]
    small = re.search(r"[천백십]$", text.strip())
    return SMALL_UNITS[small[0]] if small else 1
