"""Parts and wholes: (evidence, amount in 억, index of the whole)."""

from __future__ import annotations

from datetime import date

import pytest

from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.money.find import find_money


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("총사업비 50억원(국비 30, 도비 20)을 투입한다.", [(50, None), (30, 0), (20, 0)]),
        ("12억3천만원(국비 8.3, 시비 4)을 들였다.", [(12.3, None), (8.3, 0), (4, 0)]),
        (
            "사업비 90억원(국비 50억, 지방비 40억[도비 10억·시비 30억])이 든다.",
            [(90, None), (50, 0), (40, 0), (10, 2), (30, 2)],
        ),
        ("국비 30억원과 시비 20억원 등 모두 50억원을 들인다.", [(30, 2), (20, 2), (50, None)]),
        (
            "총 70억원을 들인다. A동에 40억원, B동에 30억원이 쓰인다.",
            [(70, None), (40, 0), (30, 0)],
        ),
        ("사업비 70억원 가운데 25억원은 장비에 쓰인다.", [(70, None), (25, 0)]),
        ("사업비 70억원을 확보했다. 이 중 25억원을 올해 쓴다.", [(70, None), (25, 0)]),
        ("매년 14억원씩 5년간 총 70억원을 지원한다.", [(14, 1), (70, None)]),
        (
            "예산을 당초 80억원에서 120억원으로 40억원 증액했다.",
            [(80, None), (120, None), (40, None)],
        ),
        (
            "사업은 총 60억원 규모다.\n△시험동 25억원\n△장비 구축 20억원\n△인력 양성 15억원",
            [(60, None), (25, 0), (20, 0), (15, 0)],
        ),
        ("국비 21·도비 9·시비 30억원", [(21, None), (9, None), (30, None)]),
        ("국비 50%, 지방비 50%로 80억원을 마련한다.", [(80, None)]),
    ],
)
def test_parents(text: str, expected: list[tuple[float, int | None]]) -> None:
    facts = find_money(ArticleContext("", text, date(2024, 5, 1)), [])
    assert [(f.amount_krw / 1e8 if f.amount_krw else None, f.parent) for f in facts] == expected
