"""Words around a number that bound or blur it."""

from __future__ import annotations

import pytest

from cluster_assets.extract.korean.hedges import qualifier_at


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        ("약 30억원을", "30억원", "approx"),
        ("30억여원을", "30억여원", "approx"),
        ("30억원 안팎의", "30억원", "approx"),
        ("30억원가량", "30억원", "approx"),
        ("30억원에 가까운", "30억원", "approx"),
        ("30억원 이상", "30억원", "at_least"),
        ("30억원을 넘어섰다", "30억원", "at_least"),
        ("30억원이 넘는", "30억원", "at_least"),
        ("30억원을 웃돌", "30억원", "at_least"),
        ("최대 30억원을", "30억원", "at_most"),
        ("30억원 이내에서", "30억원", "at_most"),
        ("30억원까지 지원", "30억원", "at_most"),
        ("30억원을 초과하지 않는", "30억원", "at_most"),
        ("약 100여억원 이상", "100여억원", "at_least"),
        ("계약 30억원을", "30억원", None),
        ("30억원까지 늘릴", "30억원", None),
        ("30억원을 들여", "30억원", None),
    ],
)
def test_qualifier(text: str, number: str, expected: str | None) -> None:
    at = text.index(number)
    found = qualifier_at(text, at, at + len(number))
    assert (found[0] if found else None) == expected
