"""Names without quotes: buildings, calls, funds, fuller forms; and what is none."""

from __future__ import annotations

from datetime import date

import pytest

from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.initiatives import find_initiatives

CASES = [
    pytest.param(
        "익산시는 반려동물 식품 실증센터와 펫푸드 시제품 생산동을 짓는다.",
        {"반려동물 식품 실증센터", "펫푸드 시제품 생산동"},
        id="built_together",
    ),
    pytest.param(
        "시는 내년에 문을 여는 방사선 의료기기 교정센터에 장비를 들인다.",
        {"방사선 의료기기 교정센터"},
        id="told_before_the_name",
    ),
    pytest.param(
        "나주시가 산업통상자원부의 에너지융복합 기반조성 사업 공모에 선정됐다.",
        {"에너지융복합 기반조성 사업"},
        id="won_by_a_call",
    ),
    pytest.param(
        "전북도는 500억 원 규모의 농생명 스케일업 펀드를 결성한다.",
        {"농생명 스케일업 펀드"},
        id="fund_with_a_size",
    ),
    pytest.param(
        "고흥군은 드론 비행시험센터를 손본다. 비행시험센터 확장에는 87억원이 쓰인다.",
        {"드론 비행시험센터"},
        id="fuller_form_elsewhere",
    ),
    pytest.param(
        "도내 6개 미니클러스터와 여러 혁신클러스터를 우수 특구로 키운다. 공공임대단지도 짓는다.",
        set(),
        id="kinds",
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_names(text: str, expected: set[str]) -> None:
    ctx = ArticleContext("", text, date(2024, 5, 3), None)
    assert {m.canonical_name for m in find_initiatives(ctx)} == expected
