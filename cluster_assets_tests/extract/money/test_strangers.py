"""Money facts in phrasings that no sample page shares: one general habit of the press each."""

from __future__ import annotations

from datetime import date

import pytest

from cluster_assets.extract.facts import extract_facts
from cluster_assets.records import MoneyFact

DAY = date(2024, 9, 10)


def _money(text: str, title: str = "") -> dict[str, MoneyFact]:
    return {f.evidence: f for f in extract_facts(title, text, published_date=DAY).money}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (
            "군수는 김해솔 시장은 “남은 토지비 90억원은 내년에 담겠다”고 했다. 시장은 커진다.",
            {"90억원": "budget"},
        ),
        (
            "해솔전지는 지난해 미국 벤처에서 250만 달러를 유치했다.",
            {"250만 달러": "investment"},
        ),
        (
            "여기에 700억원을 투자하기로 한 해솔가스는 내년에 법인을 세운다.",
            {"700억원": "investment"},
        ),
        (
            "시는 수소버스 20대를 들이고 대당 2억원을 보조한다.",
            {"2억원": "per_recipient"},
        ),
        ("부품사는 독일 업체에 건당 3억원을 주고 시험을 맡긴다.", {"3억원": "other"}),
        (
            "새 기업은 장비 사용료의 4할, 한 해 최대 6천만원을 군이 내준다.",
            {"6천만원": "per_recipient"},
        ),
        (
            "시는 독일 회사 세 곳과 투자협약을 체결했다. 협약에 담긴 액수는 4천만 유로다.",
            {"4천만 유로": "investment"},
        ),
        (
            "지난해 단지의 매출은 300억원이었다. 시는 2027년 500억원을 바라본다.",
            {"300억원": "outcome", "500억원": "outcome"},
        ),
        (
            "기업에는 업체당 최대 2천만원을 준다. 청년 기업에는 여기에 500만원을 더 얹는다.",
            {"2천만원": "per_recipient", "500만원": "per_recipient"},
        ),
    ],
)
def test_kinds(text: str, kinds: dict[str, str]) -> None:
    money = _money(text)
    assert {e: money[e].kind for e in kinds} == kinds


@pytest.mark.parametrize(
    ("text", "wholes"),
    [
        (
            "총사업비는 900억원이다. 정부가 450억원으로 절반을 맡는다.",
            {"450억원": "900억원"},
        ),
        (
            "도는 모두 900억원을 들인다. 굵직한 일을 추리면 이렇다. ▲수조 시험센터 120억원 "
            "▲해양 실증시설 90억원 ▲공동 훈련장 60억원.",
            {"120억원": "900억원", "90억원": "900억원", "60억원": "900억원"},
        ),
        (
            "펀드는 300억원 규모다. 은행이 120억원, 도가 60억원을 냈고 나머지는 기업이 채웠다.",
            {"120억원": "300억원", "60억원": "300억원"},
        ),
        (
            "시의회는 추경에서 사업비를 80억원에서 60억원으로 줄였다. 도는 관광단지에도 돈을 댄다. "
            "△전시관 12억원 △야영장 9억원 △둘레길 6억원이 그것이다.",
            {"12억원": None, "9억원": None},
        ),
        (
            "2025년부터 2028년까지 국비 400억원과 시비 100억원 등 500억원을 들인다. "
            "내년에는 국비 70억원이 내려온다.",
            {"국비 70억원": "국비 400억원"},
        ),
    ],
)
def test_wholes(text: str, wholes: dict[str, str | None]) -> None:
    facts = extract_facts("", text, published_date=DAY).money
    found = {f.evidence: None if f.parent is None else facts[f.parent].evidence for f in facts}
    assert {e: found[e] for e in wholes} == wholes


@pytest.mark.parametrize(
    ("text", "years"),
    [
        (
            "2021년 5월 착공해 3년 2개월 만에 문을 연 연구동이다. 공사비는 120억원이 들었다.",
            {"120억원": (2021, 2024)},
        ),
        ("국비 60억원은 지난해와 같다.", {"국비 60억원": (None, None)}),
        (
            "정부는 2028년까지 5년간 국비 150억원을 내려보내고 도는 도비 60억원을 맞춘다.",
            {"국비 150억원": (2024, 2028), "도비 60억원": (2024, 2028)},
        ),
        (
            "군은 10일 '해오름 센터' 착공식을 열었다.\n센터를 세우는 데에는 90억원이 든다.\n"
            "센터가 2026년 상반기 문을 열면 시험을 맡는다.",
            {"90억원": (2024, 2026)},
        ),
        (
            "센터가 지난 3년(2021~2023년)의 성과를 내놓았다. 매출은 40억원 늘었다.",
            {"40억원": (2021, 2023)},
        ),
        (
            "모두 900억원이 든다. 기간은 올해부터 오는 2028년까지다.",
            {"900억원": (2024, 2028)},
        ),
        (
            "2026년 공사에 50억원, 이듬해 80억원이 든다.",
            {"50억원": (2026, 2026), "80억원": (2027, 2027)},
        ),
    ],
)
def test_years(text: str, years: dict[str, tuple[int | None, int | None]]) -> None:
    money = _money(text)
    assert {e: (money[e].period_start_year, money[e].period_end_year) for e in years} == years


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        (
            "지방비는 90억원이다. 이 돈은 도가 40억원, 목포시가 50억원을 나눠 낸다.",
            {"40억원": "province", "50억원": "municipal"},
        ),
        ("60억원은 중소기업육성기금에서 빌려 온다.", {"60억원": "other"}),
        ("도는 기획재정부에 내년분 70억원을 요구하겠다고 했다.", {"70억원": "national"}),
        ("올해 목포시와 무안군 부담은 20억원이다.", {"20억원": "local"}),
    ],
)
def test_sources(text: str, sources: dict[str, str]) -> None:
    money = _money(text)
    assert {e: money[e].funding_source for e in sources} == sources


def test_national_and_local_money_each() -> None:
    facts = extract_facts(
        "", "센터에는 국비와 지방비를 각각 70억원씩 쓴다.", published_date=DAY
    ).money
    assert [f.funding_source for f in facts] == ["national", "local"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("앞으로 5년간 매출 700억원이 생긴다고 도는 셈했다.", "planned"),
        ("'해오름 센터' 사업비는 90억원으로 깎인 뒤에야 기본설계에 들어갔다.", "planned"),
        ("2021년 낸 계획서에는 90억원이 적혔다.", "planned"),
        ("'해오름 센터'에는 지금까지 90억원이 들어갔다.", "executed"),
    ],
)
def test_statuses(text: str, status: str) -> None:
    (fact,) = _money(text).values()
    assert fact.status == status


def test_numbered_funds_are_the_main_ones_own() -> None:
    text = (
        "도는 '남해 도약 펀드' 2호 결성식을 열었다. 2호 펀드의 규모는 300억원이다. "
        "1호 펀드는 로봇에 90억원을 넣었다."
    )
    money = _money(text)
    assert {money[e].initiative for e in ("300억원", "90억원")} == {"남해 도약 펀드"}


def test_a_price_is_for_no_programme_and_no_region() -> None:
    text = (
        "목포시에 '국가 소재시험센터'가 들어선다. 사업비는 90억원이다. "
        "지금은 한 번 시험에 1천만원이 깨진다."
    )
    fact = _money(text)["1천만원"]
    assert (fact.kind, fact.initiative, fact.region) == ("other", None, None)


def test_a_part_of_a_sum_that_stands_aside() -> None:
    text = (
        "내년부터 5년간 국비 360억원, 시비 240억원 등 600억원이 들어간다. "
        "1단계 사업에는 지난해까지 427억원이 쓰였다. 이 가운데 시험동에 240억원이 들었고, "
        "창업 지원에 31억원이 돌아갔다. 2단계는 실증에 150억원, 인증에 110억원을 배정했다. "
        "교육에도 70억원을 쓴다."
    )
    facts = extract_facts("", text, published_date=DAY).money
    wholes = {f.evidence: f.parent for f in facts}
    whole = next(i for i, f in enumerate(facts) if f.evidence == "427억원")
    assert wholes["240억원"] == whole


def test_a_bill_named_in_passing_does_not_make_all_money_planned() -> None:
    text = (
        "특화단지 지정 1년이 지났다. 올해까지 내려온 국비는 21억원뿐이다. "
        "내년 정부 예산안에는 13억원이 담겼다. 시는 자체 예산 9억원을 먼저 썼다."
    )
    money = extract_facts("", text, published_date=DAY).money
    assert [f.status for f in money] == ["executed", "planned", "executed"]


def test_another_firm_keeps_its_own_year_and_verb() -> None:
    text = (
        "해솔소재는 500억원을 들여 공장을 늘리는 중이고 온누리전자는 지난해 300억원 투자를 마쳤다."
    )
    first, second = extract_facts("", text, published_date=DAY).money
    assert (first.status, first.period_start_year) == ("planned", None)
    assert (second.status, second.period_start_year) == ("executed", 2023)


def test_the_works_of_the_main_building_date_its_one_total() -> None:
    text = (
        "시는 10일 '남해 안전 시험센터' 공모에 뽑혀 국비 80억원을 확보했다고 밝혔다. "
        "도비 20억원을 더해 총사업비는 100억원이다.\n센터는 1만㎡ 터에 들어선다. "
        "올 하반기 설계에 들어가 2027년 말 준공하는 일정이다."
    )
    money = _money(text)
    assert (money["100억원"].period_start_year, money["100억원"].period_end_year) == (2024, 2027)


def test_purses_in_order_and_mixed_purses() -> None:
    text = (
        "도비와 군비가 각각 15억원, 35억원이 붙는다. 나머지 39억원은 시비와 민자로 채운다. "
        "내년 국비로 설계비 18억원을 따냈다."
    )
    money = _money(text)
    assert {e: f.funding_source for e, f in money.items()} == {
        "15억원": "province",
        "35억원": "municipal",
        "39억원": "other",
        "18억원": "national",
    }


def test_a_taxi_is_no_city() -> None:
    text = "시험에 98억원이 든다. 배송에 63억원, 택시에 35억원을 쓴다."
    assert _money(text)["35억원"].funding_source == "total"


def test_the_first_words_name_the_site() -> None:
    text = (
        "춘천에 서버가 모이고 있다. 강원특별자치도와 한국수자원공사는 '수열 서버 클러스터'에 "
        "360억원을 들인다."
    )
    (fact,) = extract_facts("강원 데이터산업의 길", text, published_date=DAY).money
    assert fact.region == "강원특별자치도 춘천시"
