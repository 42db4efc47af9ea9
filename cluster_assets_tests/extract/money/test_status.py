"""Whether money is spent or still to come, by what follows and precedes the amount."""

from __future__ import annotations

from datetime import date

import pytest

from cluster_assets.extract.facts import extract_facts


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("특구는 지난해까지 70억원을 쓰고도 기대에 못 미쳤다.", "executed"),
        ("수출 계약금은 모두 31억원으로 목표치의 94%를 달성했다.", "executed"),
        ("단지의 투자 유치액은 540억원으로 이웃보다 적다.", "executed"),
        ("지난달까지 단지에 실제 들어온 투자는 3천억원 수준이다.", "executed"),
        (
            "종전에는 과제당 최대 8천만원을 나눠 줬으나 새 공고부터는 신청을 따로 받는다.",
            "executed",
        ),
        ("군은 2021년 3억원을 들여 조사를 하면서 입주 의향을 물었다.", "executed"),
        ("테크노밸리는 600억원을 들여 지난해 착공했다.", "planned"),
        ("시는 지난해 추경에서 25억원을 덜어 냈다.", "planned"),
        ("의원은 “지난해 쓰지 못한 45억원을 올해로 이월했다”고 몰아세웠다.", "planned"),
        ("시는 센터에 국비 9억원을 보탰다.", "executed"),
        ("도는 올해 재단에 13억원을 출연했다.", "executed"),
        ("110억원을 들여 지은 시험동에서 학생들이 배운다.", "executed"),
        ("이미 380억원이 들어간 시험동을 쓸 수 있다.", "executed"),
        ("실제 투자가 이뤄진 것은 700억원에 머물렀다.", "executed"),
        ("단지는 목표의 절반인 매출 30억원에 머물렀다.", "executed"),
        ("기업당 평균 지원액은 7천만원이었다.", "executed"),
        ("입주기업 매출은 900억원을 웃돌 것이라 했다.", "planned"),
    ],
)
def test_status(text: str, status: str) -> None:
    fact = extract_facts("", text, published_date=date(2024, 9, 10)).money[0]
    assert fact.status == status


def test_less_spent_than_planned() -> None:
    text = "군은 당초 80억원을 투입할 계획이었으나 실제로는 50억원만 썼다. 나머지 30억원은 넘겼다."
    facts = extract_facts("", text, published_date=date(2024, 9, 10)).money
    assert [f.status for f in facts[:2]] == ["planned", "executed"]
