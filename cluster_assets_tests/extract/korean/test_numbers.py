"""Korean numerals: every mix of digits and unit words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluster_assets.extract.korean.numbers import BIG_UNITS, parse_number, smallest_unit


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("480억", 48_000_000_000),
        ("2조4,000억", 2_400_000_000_000),
        ("1조 3,870억", 1_387_000_000_000),
        ("1.6조", 1_600_000_000_000),
        ("3천만", 30_000_000),
        ("5백만", 5_000_000),
        ("1천2백", 1200),
        ("1천2백억", 120_000_000_000),
        ("3천640억", 364_000_000_000),
        ("4조8천600억", 4_860_000_000_000),
        ("98억3천만", 9_830_000_000),
        ("1억5,000", 100_005_000),
        ("28억2천600만", 2_826_000_000),
        ("148.4", 148.4),
        ("1,386,000,000", 1_386_000_000),
        ("100여억", 10_000_000_000),
        ("2천500만", 25_000_000),
    ],
)
def test_values(text: str, value: float) -> None:
    assert parse_number(text) == value


@pytest.mark.parametrize("text", ["수십억", "몇천만", "억", "3억2조", "", "조성", "1 2"])
def test_refused(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("text", "unit"),
    [("480억", 10**8), ("2조4,000억", 10**8), ("5백만", 10**6), ("3천", 1000), ("7", 1)],
)
def test_smallest_unit(text: str, unit: int) -> None:
    assert smallest_unit(text) == unit


def _in_usual_form(value: int) -> str:
    """``value`` in the papers' usual form: '2조4,000억', '12억5,000만', '900'."""
    parts = []
    for name, unit in sorted(BIG_UNITS.items(), key=lambda item: -item[1]):
        count, value = divmod(value, unit)
        if count:
            parts.append(f"{count:,}{name}")
    if value or not parts:
        parts.append(f"{value:,}")
    return "".join(parts)


@given(st.integers(min_value=1, max_value=10**17))
def test_format_parses_back(value: int) -> None:
    assert parse_number(_in_usual_form(value)) == value
