"""Whole facts of short articles, with the names found by the other extractors."""

from __future__ import annotations

from datetime import date

import pytest

from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.facts import extract_facts
from cluster_assets.extract.money.find import find_money
from cluster_assets.records import MoneyFact

_DAY = date(2024, 6, 10)


def _row(fact: MoneyFact) -> tuple[object, ...]:
    return (
        fact.evidence,
        fact.qualifier,
        fact.kind,
        fact.funding_source,
        (fact.period_start_year, fact.period_end_year),
        fact.status,
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "여수시는 2023년부터 2026년까지 국비 80억원을 투입한다.",
            [("국비 80억원", "exact", "budget", "national", (2023, 2026), "planned")],
        ),
        (
            "시는 지난해 44억원을 들여 시험동을 완공했다.",
            [("44억원", "exact", "budget", "total", (2023, 2023), "executed")],
        ),
        (
            "선정 기업에는 기업당 최대 5천만원을 지원한다.",
            [("5천만원", "at_most", "per_recipient", "total", (None, None), "planned")],
        ),
        (
            "입주기업의 지난해 매출은 820억원으로 집계됐다.",
            [("820억원", "exact", "outcome", "total", (2023, 2023), "executed")],
        ),
        (
            "연구원은 생산유발효과가 1,900억원 이상일 것으로 내다봤다.",
            [("1,900억원", "at_least", "outcome", "total", (None, None), "planned")],
        ),
        (
            "㈜한결소재는 2027년까지 1,200억원을 투자해 공장을 짓는다.",
            [("1,200억원", "exact", "investment", "private", (None, 2027), "planned")],
        ),
        (
            "분양가는 3.3㎡당 95만원 안팎이다.",
            [("95만원", "approx", "other", "total", (None, None), "planned")],
        ),
        (
            "내년 도비 12억원, 내후년 15억원을 들인다.",
            [
                ("도비 12억원", "exact", "budget", "province", (2025, 2025), "planned"),
                ("15억원", "exact", "budget", "province", (2026, 2026), "planned"),
            ],
        ),
        (
            "지역 대표가 장학금 1억원을 기탁했다.",
            [("1억원", "exact", "other", "total", (None, None), "executed")],
        ),
        (
            "전시회에서 350만 달러의 수출 계약을 맺는 성과를 올렸다.",
            [("350만 달러", "exact", "outcome", "total", (None, None), "executed")],
        ),
        (
            "사업비는 300억~400억원으로 추정된다.",
            [
                ("300억", "at_least", "budget", "total", (None, None), "planned"),
                ("400억원", "at_most", "budget", "total", (None, None), "planned"),
            ],
        ),
        (
            "사업비 60억원(국비 40, 시비 20) 정도를 2025년까지 3년간 투입한다.",
            [
                ("60억원", "approx", "budget", "total", (2023, 2025), "planned"),
                ("국비 40", "approx", "budget", "national", (2023, 2025), "planned"),
                ("시비 20", "approx", "budget", "municipal", (2023, 2025), "planned"),
            ],
        ),
    ],
)
def test_attributes(text: str, expected: list[tuple[object, ...]]) -> None:
    facts = find_money(ArticleContext("", text, _DAY), [])
    assert [_row(fact) for fact in facts] == expected


def test_headline_rounding_is_the_same_fact() -> None:
    ctx = ArticleContext(
        "수소단지에 2,700억 투입", "시는 총 2,674억원을 들여 단지를 조성한다.", _DAY
    )
    assert [f.evidence for f in find_money(ctx, [])] == ["2,674억원"]


def test_headline_only_amount_stands_in_the_title() -> None:
    ctx = ArticleContext("수소단지에 310억 투입", "시는 단지를 조성한다.", _DAY)
    (fact,) = find_money(ctx, [])
    assert (fact.span.field, fact.evidence) == ("title", "310억")


def test_region_and_initiative_come_from_the_article() -> None:
    facts = extract_facts(
        "전남도, 그린수소 클러스터 1,200억 투입",
        "전남도는 여수시 율촌면 일원에 ‘여수 그린수소 혁신클러스터’를 조성한다고 5일 밝혔다.\n"
        "총사업비는 1,200억 원으로 국비 600억 원, 도비 180억 원, 시비 420억 원을 "
        "2024년부터 2028년까지 투입한다.",
        published_date=_DAY,
    )
    assert {f.region for f in facts.money} == {"전라남도 여수시"}
    assert {f.initiative for f in facts.money} == {"여수 그린수소 혁신클러스터"}
    assert {(f.period_start_year, f.period_end_year) for f in facts.money} == {(2024, 2028)}
    assert [f.funding_source for f in facts.money] == ["total", "national", "province", "municipal"]


def test_each_of_two_named_givers_is_a_fact() -> None:
    facts = extract_facts(
        None, "경남도와 부산시는 내년 예산에 각각 18억원을 반영한다.", published_date=_DAY
    ).money
    assert [(f.evidence, f.funding_source, f.region) for f in facts] == [
        ("18억원", "province", "경상남도"),
        ("18억원", "province", "부산광역시"),
    ]


def test_spans_are_offsets_of_the_original() -> None:
    text = "시는 ‘단지’에 국비\u00a0３０억\u200b원을 투입한다."
    (fact,) = find_money(ArticleContext("", text, _DAY), [])
    assert text[fact.span.start : fact.span.end] == fact.evidence == "국비\u00a0３０억\u200b원"


def test_every_decided_attribute_names_its_rule() -> None:
    (fact,) = find_money(ArticleContext("", "올해 국비 30억원을 투입한다.", _DAY), [])
    assert {"kind", "source", "status", "period"} <= set(fact.rules)


@pytest.mark.parametrize("unit", ["1", "1,000,", "천백", "30억원(", "국비 10억원, ", "2024년 "])
def test_hostile_repeats_end(unit: str) -> None:
    assert len(find_money(ArticleContext("", unit * 3000, _DAY), [])) <= 800


def test_parts_of_two_sentences_are_gathered_into_the_total() -> None:
    text = (
        "시는 공모에 뽑혀 국비 40억 원을 받게 됐다. 여기에 도비 10억 원, 시비 30억 원을 "
        "보태 2026년까지 3년간 총 80억 원을 들인다."
    )
    facts = find_money(ArticleContext("", text, _DAY), [])
    assert [f.parent for f in facts] == [3, 3, 3, None]
    assert {(f.period_start_year, f.period_end_year) for f in facts} == {(2024, 2026)}
    assert [f.funding_source for f in facts][::3] == ["national", "total"]
    assert {f.status for f in facts} == {"planned"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("새로 짓는 회사마다 설비 보조금을 최고 9억원까지 준다.", "per_recipient"),
        ("과제마다 연간 3억원 한도로 돕는다.", "per_recipient"),
        ("7개 기업과 900억원 규모의 투자양해각서를 주고받았다.", "investment"),
        ("기업들이 끌어온 투자는 700억원에 이른다.", "investment"),
        ("업체들은 한 해 처리비 5억원을 아꼈다.", "outcome"),
    ],
)
def test_kind_words(text: str, kind: str) -> None:
    (fact,) = find_money(ArticleContext("", text, _DAY), [])
    assert fact.kind == kind


def test_range_of_what_each_firm_gets() -> None:
    text = "재단은 업체당 300만 원에서 900만 원을 준다."
    facts = find_money(ArticleContext("", text, _DAY), [])
    assert [(f.kind, f.qualifier) for f in facts] == [
        ("per_recipient", "at_least"),
        ("per_recipient", "at_most"),
    ]


def test_included_part_and_private_rest() -> None:
    text = "사업비는 90억원이다. 도가 기금 20억원을 포함해 50억원을 낸다."
    facts = find_money(ArticleContext("", text, _DAY), [])
    assert facts[1].parent == 2


def test_works_in_the_next_sentence_date_the_money() -> None:
    text = "센터는 국비 60억, 도비 40억 등 100억을 들여 이달 착공했다. 2026년 말 완공된다."
    facts = find_money(ArticleContext("", text, _DAY), [])
    assert {(f.period_start_year, f.period_end_year) for f in facts} == {(_DAY.year, 2026)}
