"""Where amounts stand, how much they are, and what is no amount."""

from __future__ import annotations

import pytest

from cluster_assets.extract.korean.normalize import normalize
from cluster_assets.extract.money.amounts import find_amounts


def _found(text: str) -> list[tuple[str, float, str]]:
    normal = normalize(text).text
    return [(normal[d.start : d.end], d.value, d.currency) for d in find_amounts(normal, "text")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("총 35억 원을 들여", [("35억 원", 3.5e9, "KRW")]),
        ("720억 투입", [("720억", 7.2e10, "KRW")]),
        ("1.2조 들여", [("1.2조", 1.2e12, "KRW")]),
        ("４５億원 투입", [("45억원", 4.5e9, "KRW")]),
        ("국비 9억원", [("국비 9억원", 9e8, "KRW")]),
        ("2,500백만원", [("2,500백만원", 2.5e9, "KRW")]),
        ("450,000천원", [("450,000천원", 4.5e8, "KRW")]),
        ("12,345,000원", [("12,345,000원", 12_345_000, "KRW")]),
        ("월 80만원씩", [("80만원", 800_000, "KRW")]),
        ("100~150억원", [("100", 1e10, "KRW"), ("150억원", 1.5e10, "KRW")]),
        ("5000만 달러(약 710억 원)", [("5000만 달러", 5e7, "USD")]),
        ("한화 약 710억원(5000만 달러)", [("5000만 달러", 5e7, "USD")]),
        ("2천만 유로를", [("2천만 유로", 2e7, "EUR")]),
        ("30억엔을 투자", [("30억엔", 3e9, "JPY")]),
        ("4천만불 유치", [("4천만불", 4e7, "USD")]),
        ("6억 위안", [("6억 위안", 6e8, "CNY")]),
        ("$300만 규모", [("$300만", 3e6, "USD")]),
    ],
)
def test_amounts(text: str, expected: list[tuple[str, float, str]]) -> None:
    assert _found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "수십억원",
        "수백억 원",
        "1만 원장",
        "4차 산업혁명",
        "2기 사업",
        "억대 연봉",
        "제4조에 따라",
        "5억 명이",
        "억새 축제",
        "조성 사업",
        "3개 조로 나눠",
        "2024년",
        "1만여 명",
        "3조례",
        "회원 30만명",
    ],
)
def test_no_amounts(text: str) -> None:
    assert _found(text) == []
