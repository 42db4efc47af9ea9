"""Calendar days written in text and in machine stamps, read as days in Seoul."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

SEOUL = ZoneInfo("Asia/Seoul")

_ISO = re.compile(
    r"\s*((?:19|20)\d\d)-?(\d{2})-?(\d{2})"
    r"(?:[T ]*(\d{2}):?(\d{2})(?::?(\d{2})(?:[.,]\d{1,9})?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?"
)
_DATE = re.compile(
    r"(?<![\d.,/\-])['’‘`]?((?:19|20)\d\d|\d\d)\s{0,3}(년|[.\-/])\s{0,3}(\d{1,2})\s{0,3}"
    r"(월|[.\-/])\s{0,3}(\d{1,2})(?!\d)\s?일?"
)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_ENGLISH = re.compile(
    r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s+(\d{1,2})(?:st|nd|rd|th)?"
    r",?\s+((?:19|20)\d\d)\b"
    r"|\b(\d{1,2})\s+(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?,?\s+"
    r"((?:19|20)\d\d)\b",
    re.IGNORECASE,
)


def parse_stamp(value: str) -> date | None:
    """Day in Seoul of a machine stamp; one without a zone is Seoul time."""
    value = unicodedata.normalize("NFKC", value.strip()[:60])
    match = _ISO.match(value)
    if not match:
        return next((day for _, _, day in dates_in(value)), None)
    year, month, day, hour, minute, second, zone = match.groups()
    try:
        stamp = datetime(
            int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0)
        )
    except ValueError:
        return None
    if not zone or hour is None:
        return stamp.date()
    shift = timedelta(0)
    if zone[0] in "+-":
        digits = zone[1:].replace(":", "")
        shift = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
        shift = -shift if zone[0] == "-" else shift
    try:
        return (stamp - shift).replace(tzinfo=UTC).astimezone(SEOUL).date()
    except OverflowError:
        return None


def aware(moment: datetime) -> datetime:
    """``moment`` with a zone; one without is UTC."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _day(year: str, month: str, day: str) -> date | None:
    number = int(year)
    if number < 100:  # news pages of the web: 88-99 are the last century
        number += 1900 if number >= 88 else 2000
    try:
        return date(number, int(month), int(day))
    except ValueError:
        return None


def dates_in(text: str) -> Iterator[tuple[int, int, date]]:
    """(start, end, day) of every full date in ``text``, in order."""
    found = []
    for match in _DATE.finditer(text):
        year, first, month, second, number = match.groups()
        if (first == "년") != (second == "월") or (len(year) == 2 and first != second):
            continue
        if day := _day(year, month, number):
            found.append((match.start(), match.end(), day))
    for match in _ENGLISH.finditer(text):
        name, number, year = match.group(1, 2, 3) if match.group(1) else match.group(5, 4, 6)
        month = str(_MONTHS.index(name.lower()) + 1)
        if day := _day(year, month, number):
            found.append((match.start(), match.end(), day))
    yield from sorted(found)
