"""Whose money, what kind and how sure: what the words behind and around an amount say."""

from __future__ import annotations

from datetime import date

import pytest

from cluster_assets.extract.facts import extract_facts
from cluster_assets.records import MoneyFact

DAY = date(2024, 9, 10)


def _facts(text: str, title: str = "") -> list[MoneyFact]:
    return list(extract_facts(title, text, published_date=DAY).money)


def _fact(text: str, evidence: str) -> MoneyFact:
    return next(f for f in _facts(text) if f.evidence == evidence)


@pytest.mark.parametrize(
    ("text", "evidence", "source"),
    [
        ("센터에는 국비가 40억원, 나머지 25억원이 지방비다.", "25억원", "local"),
        ("사업비 90억원 가운데 30억원은 도비로 댄다.", "30억원", "province"),
        ("모두 800억원이 들고 이 중 300억원은 민간 자본이다.", "300억원", "private"),
        ("남은 13억원은 장비를 사는 데 쓴다. 전액 군비다.", "13억원", "municipal"),
        ("내년 정부예산안에도 다리 놓는 값으로 64억원이 함께 담겼다.", "64억원", "national"),
        ("국회 산업위에서 15억원이 증액됐다.", "15억원", "national"),
        ("기금에서 500억원을 대고 남은 200억원은 기업과 민간 투자자 몫이다.", "200억원", "private"),
        ("군은 국비를 모두 31억원 확보했다.", "31억원", "national"),
        ("정부가 기업당 3억원까지 설비 비용을 보태준다.", "3억원", "national"),
    ],
)
def test_source_told_behind_or_around(text: str, evidence: str, source: str) -> None:
    assert _fact(text, evidence).funding_source == source


def test_who_receives_a_share_is_not_who_gives_it() -> None:
    text = "사업비 90억원은 한빛대 50억원, 누리대 25억원, 다온대 15억원으로 배정됐다."
    assert [f.funding_source for f in _facts(text)] == ["total"] * 4


@pytest.mark.parametrize(
    ("text", "evidence", "kind"),
    [
        ("재단은 창업실을 꾸미는 대학에 1실당 900만원을 보탠다.", "900만원", "per_recipient"),
        ("한 기업이 받는 액수는 20억원이다.", "20억원", "per_recipient"),
        ("재단은 과정을 마친 수료생에게 시험료 25만원씩을 돌려준다.", "25만원", "per_recipient"),
        ("가장 앞선 4개사에는 격려금 500만원씩이 따로 간다.", "500만원", "per_recipient"),
        ("그는 매달 160만원인 사무실 임차료를 걱정했다.", "160만원", "other"),
        ("시험장이 사용료로 거둔 돈은 4,100만원이다.", "4,100만원", "outcome"),
        (
            "회사는 1,200억원을 들여 공장을 짓기로 했고 계약서에 적힌 첫 몫은 350억원이다.",
            "350억원",
            "investment",
        ),
    ],
)
def test_kind(text: str, evidence: str, kind: str) -> None:
    assert _fact(text, evidence).kind == kind


@pytest.mark.parametrize(
    ("text", "evidence", "qualifier"),
    [
        ("입주기업 매출은 530억원까지 올라왔다.", "530억원", "exact"),
        ("과제당 1억 원 안에서 돕는다.", "1억 원", "at_most"),
        ("공사가 시작된 것은 3조원에 못 미친다.", "3조원", "at_most"),
        ("한 곳이 받는 돈은 40억원을 넘지 못한다.", "40억원", "at_most"),
    ],
)
def test_qualifier(text: str, evidence: str, qualifier: str) -> None:
    assert _fact(text, evidence).qualifier == qualifier


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("국비가 310억, 도비 21억7천, 시비 52억이다.", [310e8, 21.7e8, 52e8]),
        # A count of things, not of won, follows the thousands.
        ("12억 3천 명이 쓰는 기술이다.", [12e8]),
        ("업체는 3억 유로를 써서 연구소를 세운다. 한화로 약 4,300억원이다.", [3e8]),
    ],
)
def test_amounts(text: str, amounts: list[float]) -> None:
    assert [f.amount_krw or f.amount for f in _facts(text)] == amounts
