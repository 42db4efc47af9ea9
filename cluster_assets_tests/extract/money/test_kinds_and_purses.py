"""Families of phrasings that tell what an amount is, whose it is and what it is a part of."""

from __future__ import annotations

from datetime import date

import pytest

from cluster_assets.extract.facts import extract_facts
from cluster_assets.records import MoneyFact

DAY = date(2024, 9, 10)


def money(text: str) -> list[MoneyFact]:
    return list(extract_facts("", text, published_date=DAY).money)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("특구가 끌어들인 투자금은 820억원이다.", [("820억원", "investment", "private")]),
        (
            "입주기업이 유치한 투자금 310억원을 밝혔다.",
            [("투자금 310억원", "investment", "private")],
        ),
        ("군산시는 투자 410억원을 끌어들였다.", [("410억원", "investment", "private")]),
        ("청은 민간투자 3조원을 내다봤다.", [("민간투자 3조원", "investment", "private")]),
        ("작년 6억원이던 입주기업 수출이 뛰었다.", [("6억원", "outcome", "total")]),
        ("감사위는 용역비 7천만원을 회수하도록 요구했다.", [("7천만원", "other", "total")]),
        (
            "학생 한 사람에게 돌아가는 장학금은 연 900만원이다.",
            [("900만원", "per_recipient", "total")],
        ),
        (
            "독일 케르너컴퍼니는 4억유로를 광양산단에 넣기로 했다.",
            [("4억유로", "investment", "private")],
        ),
        ("컨설팅 : 3억 원(전액 도비)", [("3억 원", "budget", "province")]),
        (
            "국비 지원 한도는 건당 최대 40억원에서 최대 90억원으로 오른다.",
            [("40억원", "per_recipient", "national"), ("90억원", "per_recipient", "national")],
        ),
        (
            "국비 지원액은 첫해 16억원에서 올해 24억원으로 늘었다.",
            [("16억원", "budget", "national"), ("24억원", "budget", "national")],
        ),
        (
            "대전시는 내년에 시비 31억원을 들여 센터를 짓는다.",
            [("시비 31억원", "budget", "province")],
        ),
        (
            "도는 산업통상자원부가 특구를 지정함에 따라 2030년까지 710억원을 투입한다.",
            [("710억원", "budget", "total")],
        ),
        (
            "시는 국비 20억~30억원을 더 얻기로 했다.",
            [("국비 20억", "budget", "national"), ("30억원", "budget", "national")],
        ),
    ],
)
def test_kind_and_source(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(f.evidence, f.kind, f.funding_source) for f in money(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # 'of this' is of the whole, not of the purse said last
        (
            "사업비는 200억원이다. 국비 120억원, 시비 50억원, 민간 30억원으로 짜며, 올해는 이 중 "
            "35억원을 쓴다.",
            {"35억원": ("200억원", "total")},
        ),
        # what stands behind a bracket is no purse's
        (
            "2022년부터 90억원(국비 60억·도비 20억·민자 10억)이 들어갔고, 올해 8억원이 더 든다.",
            {"8억원": (None, "total")},
        ),
        # the rate tells the whole
        (
            "배정액은 80억원이다. 지난달까지 쓴 돈은 44억원으로 집행률이 55%에 그쳤다.",
            {"44억원": ("80억원", "total")},
        ),
        # what is spent of a purse is the purse's
        (
            "시군은 2027년까지 지방비 300억원을 내기로 했으나 올해까지 집행된 것은 90억원이다.",
            {"90억원": ("지방비 300억원", "local")},
        ),
        # another town's purse is no part of the sum before
        (
            "목포시의회는 예산 140억원을 통과시켰고, 여수시는 시비 60억원을 들여 센터를 짓는다.",
            {"시비 60억원": (None, "municipal")},
        ),
    ],
)
def test_whole_and_source(text: str, expected: dict[str, tuple[str | None, str]]) -> None:
    found = money(text)
    told = {
        f.evidence: (None if f.parent is None else found[f.parent].evidence, f.funding_source)
        for f in found
    }
    assert {evidence: told[evidence] for evidence in expected} == expected


def test_cuts_of_items_add_up_to_the_whole_cut() -> None:
    found = money(
        "도의회는 사업비 400억원 중 60억원을 삭감했다. 항목별로는 운영비가 30억원에서 15억원으로 "
        "15억원 줄었고, 설계비 20억원은 전액 사라졌다. 홍보비도 25억원이 빠졌다."
    )
    whole = next(i for i, f in enumerate(found) if f.evidence == "60억원")
    assert [f.evidence for f in found if f.parent == whole] == ["15억원", "20억원", "25억원"]


def test_each_of_two_years_has_the_sum() -> None:
    found = money(
        "총 900억원을 들인다. 올해 200억원, 2025년과 2026년 각각 300억원, 2027년 100억원이다."
    )
    years = [(f.period_start_year, f.period_end_year) for f in found if f.evidence == "300억원"]
    assert years == [(2025, 2025), (2026, 2026)]
    assert {f.parent for f in found[1:]} == {0}


def test_each_of_two_firms_invests_the_sum() -> None:
    found = money("㈜도담소재와 ㈜가온테크가 각각 250억원을 투자한다.")
    assert [f.kind for f in found] == ["investment", "investment"]


def test_a_milestone_is_the_exact_result_rounded() -> None:
    found = money(
        "연구소기업의 매출이 처음으로 2조 원을 넘어섰다. 지난해 매출은 2조1358억 원이다. 원장은 "
        "“매출 2조 원은 시작일 뿐”이라고 했다."
    )
    assert [f.evidence for f in found] == ["2조1358억 원"]


def test_money_beside_the_total_is_no_part_of_it() -> None:
    found = money(
        "로봇센터 구축에는 95억원이 든다. 시는 이와 별도로 도로에 55억원을, 하천에 40억원을 들인다."
    )
    assert [f.parent for f in found] == [None, None, None]


def test_what_must_be_given_back_is_no_ceiling() -> None:
    found = money("국비 18억원까지 반납해야 할 처지다.")
    assert [f.qualifier for f in found] == ["exact"]


def test_a_towns_own_money_is_not_the_ministrys_of_the_headline() -> None:
    found = extract_facts(
        "정부, 조선 실증에 400억…거제·울산 “우리가 먼저”",
        "특구에는 90억원이 든다. 거제시는 이와 별도로 2026년까지 새 길에 35억원을 들인다.",
        published_date=DAY,
    ).money
    assert [f.funding_source for f in found if f.evidence == "35억원"] == ["total"]
