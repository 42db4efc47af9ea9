"""Years that belong to another clause, another sum or another event than the amount."""

from __future__ import annotations

from datetime import date

import pytest

from cluster_assets.extract.facts import extract_facts


@pytest.mark.parametrize(
    ("text", "evidence", "years"),
    [
        pytest.param(
            "돈은 국비 50억원, 시비 30억원으로 이뤄지며, 올해는 이 중 12억원을 쓴다.",
            "시비 30억원",
            (None, None),
            id="year_of_the_next_clause",
        ),
        pytest.param(
            "국장은 “기업 두 곳과 700억원의 투자협약을 맺었다”며 “내년 3월부터 터를 판다”고 했다.",
            "700억원",
            (None, None),
            id="year_of_the_next_quotation",
        ),
        pytest.param(
            "밸리는 300억원을 들여 지난해 착공했으나 공사가 더디다.",
            "300억원",
            (2023, None),
            id="begun_then",
        ),
        pytest.param(
            "시의원은 지난달 감사에서 “관리에 6억원이 든다”고 따졌다.",
            "6억원",
            (None, None),
            id="when_it_was_said",
        ),
        pytest.param(
            "지난해 6월 여수와 광양이 특구로 지정된 뒤 맺은 투자협약이 8천억원이다.",
            "8천억원",
            (None, None),
            id="when_it_was_designated",
        ),
        pytest.param(
            "올해 창업동아리에는 팀당 최대 400만원이 지급됐다.",
            "400만원",
            (2024, 2024),
            id="a_noun_that_begins_like_an_event",
        ),
        pytest.param(
            "올해 수출은 5억 달러로, 작년 같은 기간의 6억 달러보다 줄었다.",
            "6억 달러",
            (2023, 2023),
            id="compared",
        ),
        pytest.param(
            "이웃은 지난해 예산을 800억원 따냈는데 우리 도는 350억원이었다.",
            "350억원",
            (2023, 2023),
            id="contrast",
        ),
        pytest.param(
            "나래소재는 2027년까지 900억원을 투자하기로 했고, 다온은 400억원을 들인 공사를 끝냈다.",
            "400억원",
            (None, None),
            id="works_of_another_that_are_over",
        ),
        pytest.param(
            "1단계(2019~2023년)가 끝났다. 이 기간 210억원이 투입됐다. 기업의 누적 매출은 "
            "880억원으로 집계됐다.",
            "880억원",
            (2019, 2023),
            id="cumulative",
        ),
        pytest.param(
            "의원은 “시가 지난해 본예산에 500억원을 편성했다가 추경에서 90억원을 깎았다”고 했다.",
            "90억원",
            (2023, 2023),
            id="supplement_of_last_year",
        ),
        pytest.param(
            "“단지에 600억원이 잡혀 있다. 발사장은 80억원을 들여 지난해 착공했고 2027년 준공한다.”",
            "600억원",
            (None, None),
            id="works_of_the_next_sum",
        ),
        pytest.param(
            "군은 2021년 시작한 해조 단지 조성에 지금까지 45억원을 썼다.",
            "45억원",
            (2021, 2024),
            id="begun_and_up_to_now",
        ),
        pytest.param(
            "센터는 90억원을 들여 지난달 착공했다. 2026년 말 완공된다.",
            "90억원",
            (2024, 2026),
            id="from_start_to_finish",
        ),
    ],
)
def test_years(text: str, evidence: str, years: tuple[int | None, int | None]) -> None:
    facts = extract_facts("", text, published_date=date(2024, 9, 10)).money
    fact = next(f for f in facts if f.evidence == evidence)
    assert (fact.period_start_year, fact.period_end_year) == years
