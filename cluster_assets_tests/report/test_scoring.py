"""The scorer's own arithmetic: what counts as found, missed, invented or nearly right."""

from __future__ import annotations

from typing import Any

import pytest

from cluster_assets.report.scoring import QualityRow, is_same_name, score_documents, squash

BODY = "한빛시는 수소부품 실증단지에 90억원(국비 60, 시비 30)을 들인다.\n모두 12개 기업이 모인다."


def money(evidence: str, won: int, **changes: Any) -> dict[str, Any]:
    return {
        "evidence": evidence,
        "amount_krw": won,
        "qualifier": "exact",
        "kind": "budget",
        "source": "total",
        "parent": None,
        "period": None,
        "status": "planned",
        "initiative": "수소부품 실증단지",
        "region": None,
    } | changes


def annotation(**changes: Any) -> dict[str, Any]:
    return {
        "title": "한빛시, 수소부품 실증단지 첫 삽",
        "outlet": "한빛일보",
        "reporter": "고은결",
        "published": "2020-04-01",
        "relevant": True,
        "money": [
            money("90억원", 9_000_000_000),
            money("국비 60", 6_000_000_000, source="national", parent=0),
            money("시비 30", 3_000_000_000, source="municipal", parent=0),
        ],
        "figures": [
            {
                "evidence": "12개 기업",
                "value": 12,
                "unit": "개",
                "qualifier": "exact",
                "subject": "기업",
            }
        ],
        "entities": {
            "organizations": ["㈜새별소재"],
            "persons": [{"name": "고은결", "role": "새별소재 대표"}],
            "regions": ["강원특별자치도 춘천시"],
            "initiatives": ["수소부품 실증단지"],
        },
        "must_not_contain": ["오늘의 운세"],
    } | changes


def score(gold: dict[str, Any], found: dict[str, Any] | None) -> dict[str, QualityRow]:
    predictions = {} if found is None else {"a": found}
    return {row.measure: row for row in score_documents({"a": gold}, predictions, {"a": BODY})}


def predicted(**changes: Any) -> dict[str, Any]:
    return annotation(text=BODY, **changes)


def test_perfect_prediction_is_one_everywhere() -> None:
    for row in score(annotation(), predicted()).values():
        assert (row.f1 if row.kind == "f1" else row.accuracy) == 1.0, row


def test_missing_prediction_counts_as_empty() -> None:
    rows = score(annotation(), None)
    assert rows["money: amount"].recall == 0.0
    assert rows["money: amount"].n == 3
    assert rows["relevance"].f1 == 0.0
    assert "evidence in text" not in rows
    assert "cleaned text" not in rows


def test_one_missed_and_one_invented_amount() -> None:
    found = annotation()["money"]
    found[2] = money("50억원", 5_000_000_000)
    rows = score(annotation(), predicted(money=found))
    assert rows["money: amount"].precision == pytest.approx(2 / 3)
    assert rows["money: amount"].recall == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("attribute", "wrong"),
    [
        ("qualifier", "approx"),
        ("kind", "investment"),
        ("source", "national"),
        ("period", [2020, 2021]),
        ("status", "executed"),
        ("region", "경상북도"),
        ("parent", 1),
    ],
)
def test_one_wrong_attribute_spoils_the_whole_fact(attribute: str, wrong: object) -> None:
    found = annotation()["money"]
    found[0][attribute] = wrong
    rows = score(annotation(), predicted(money=found))
    assert rows["money: amount"].f1 == 1.0
    assert rows["money: whole fact"].recall == pytest.approx(2 / 3)
    assert rows[f"money {attribute}"].accuracy == pytest.approx(2 / 3)


def test_wrong_initiative_leaves_the_fact_whole() -> None:
    found = annotation()["money"]
    found[0]["initiative"] = "전혀 다른 이름의 사업"
    rows = score(annotation(), predicted(money=found))
    assert rows["money: whole fact"].f1 == 1.0
    assert rows["money initiative"].accuracy == pytest.approx(2 / 3)


def test_spending_government_may_be_total_or_its_own_level() -> None:
    found = annotation()["money"]
    found[0]["source"] = "municipal"
    assert score(annotation(), predicted(money=found))["money source"].accuracy == 1.0
    # a labelled part leaves no such room
    found[2]["source"] = "total"
    rows = score(annotation(), predicted(money=found))
    assert rows["money source"].accuracy == pytest.approx(2 / 3)


def test_parents_are_compared_by_amount_and_an_alternative_is_accepted() -> None:
    gold = annotation()
    gold["money"][2] |= {"parent": 1, "parent_alt": 0}
    assert score(gold, predicted())["money parent"].accuracy == 1.0


def test_foreign_sums_need_the_same_currency() -> None:
    gold = annotation(money=[money("300만 달러", 0, amount_krw=None, amount=3e6, currency="USD")])
    same = [money("300만 달러", 0, amount_krw=None, amount=3e6, currency="USD")]
    euro = [money("300만 달러", 0, amount_krw=None, amount=3e6, currency="EUR")]
    assert score(gold, predicted(money=same))["money: amount"].f1 == 1.0
    assert score(gold, predicted(money=euro))["money: amount"].f1 == 0.0


def test_open_period_equals_no_period() -> None:
    found = annotation()["money"]
    found[0]["period"] = [None, None]
    assert score(annotation(), predicted(money=found))["money period"].accuracy == 1.0


def test_irrelevant_article_is_scored_for_its_metadata_only() -> None:
    rows = score(annotation(relevant=False), predicted(relevant=False, money=[]))
    assert "money: amount" not in rows
    assert rows["title"].accuracy == 1.0
    assert rows["relevance"].f1 == 1.0


def test_figures_need_value_and_unit_and_report_subject_apart() -> None:
    figure = annotation()["figures"][0]
    rows = score(annotation(), predicted(figures=[figure | {"subject": "전문가"}]))
    assert rows["figures"].f1 == 1.0
    assert rows["figure subject"].accuracy == 0.0
    assert score(annotation(), predicted(figures=[figure | {"unit": "명"}]))["figures"].f1 == 0.0


def test_noise_and_headlines_in_the_text() -> None:
    leaking = annotation(text=f"{annotation()['title']}\n{BODY}\n오늘의 운세")
    rows = score(annotation(), leaking)
    assert rows["no boilerplate leak"].accuracy == 0.0
    assert rows["cleaned text"].recall == 1.0
    precision = rows["cleaned text"].precision
    assert precision is not None
    assert 0.8 < precision < 1.0


def test_evidence_has_to_be_written_on_the_page() -> None:
    found = annotation()["money"]
    found[0]["evidence"] = "구십억"
    assert score(annotation(), predicted(money=found))["evidence in text"].accuracy == 0.0


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("㈜새별 소재", "새별소재", True),
        ("‘빛고을’ 실증·단지", "빛고을 실증단지", True),
        ("실증단지", "수소부품 실증단지", True),
        ("단지", "수소부품 실증단지", False),
        (None, "", True),
        (None, "단지", False),
    ],
)
def test_names(first: str | None, second: str | None, same: bool) -> None:
    assert is_same_name(first, second) is same
    assert is_same_name(second, first) is same


def test_squash_drops_case_marks_and_legal_forms() -> None:
    assert squash("주식회사 A·B (Tech)") == "abtech"
