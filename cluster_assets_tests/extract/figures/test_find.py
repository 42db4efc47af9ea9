"""Counts and measures: what is one, its value, unit and hedge, and what is none."""

from __future__ import annotations

import time

import pytest

from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.figures.find import find_figures
from cluster_assets.records import Mention, Span


def figures(text: str, title: str = "") -> list[tuple[float, str, str]]:
    return [
        (f.value, f.unit, f.qualifier) for f in find_figures(ArticleContext(title, text), [], [])
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("입주기업은 87개사로 늘었다.", [(87, "개사", "exact")]),
        ("일자리 2만 4천여 개가 생긴다.", [(24000, "개", "approx")]),
        ("서비스 9가지를 내놓는다.", [(9, "가지", "exact")]),
        ("올해 12개 팀을 골랐다.", [(12, "개", "exact")]),
        ("기업 1천개사를 유치한다.", [(1000, "개사", "exact")]),
        ("협력사 9社가 함께한다.", [(9, "개사", "exact")]),
        ("이 가운데 6개 사는 착공했다.", [(6, "개사", "exact")]),
        ("이번에 5개사업을 더 벌인다.", [(5, "개", "exact")]),
        ("올해 13개 과제를 뽑았다.", [(13, "개", "exact")]),
        ("7개 시·군이 함께 쓴다.", [(7, "개", "exact")]),
        ("약 2천300여명이 찾았다.", [(2300, "명", "approx")]),
        ("일자리 1만4천여 개가 생긴다.", [(14000, "개", "approx")]),
        ("주민 90명가량이 모였다.", [(90, "명", "approx")]),
        ("적어도 70곳이 필요하다.", [(70, "곳", "at_least")]),
        ("공정률은 41.5%를 넘어섰다.", [(41.5, "%", "at_least")]),
        ("임대료는 최대 80% 깎아 준다.", [(80, "%", "at_most")]),
        ("가동률은 60%를 넘지 않는다.", [(60, "%", "at_most")]),
        ("실업률은 0.4%포인트 낮아졌다.", [(0.4, "%p", "exact")]),
        ("인력 30~40명을 뽑는다.", [(30, "명", "at_least"), (40, "명", "at_most")]),
        ("면적은 100만~120만㎡다.", [(1_000_000, "㎡", "at_least"), (1_200_000, "㎡", "at_most")]),
        ("터는 33만㎡(10만평)이다.", [(330_000, "㎡", "exact")]),
        ("총 4.2㎢를 개발한다.", [(4.2, "㎢", "exact")]),
        ("도로 3.4km를 새로 낸다.", [(3.4, "km", "exact")]),
        ("관로 3.4㎞를 묻는다.", [(3.4, "㎞", "exact")]),
        ("지하 2층~지상 15층 규모로 짓는다.", [(2, "층", "exact"), (15, "층", "exact")]),
        ("건물 3개 동과 보육실 20실을 갖춘다.", [(3, "동", "exact"), (20, "실", "exact")]),
        ("전기버스 20대를 들여온다.", [(20, "대", "exact")]),
        ("설비 용량은 40MW다.", [(40, "MW", "exact")]),
        ("매출이 세 배로 뛰었다.", [(3, "배", "exact")]),
        ("전국에 네 곳뿐이다.", [(4, "곳", "exact")]),
        ("업체 열 곳 중 세 곳은 문을 닫았다.", [(30, "%", "exact")]),
        ("10명 중 7명은 만족했다.", [(70, "%", "exact")]),
        ("비용 대비 편익(B/C)은 1.07로 나왔다.", [(1.07, "", "exact")]),
        ("국비 50%, 지방비 30%로 나눈다.", [(50, "%", "exact"), (30, "%", "exact")]),
        ("땅은 1만 2,300㎡다.", [(12_300, "㎡", "exact")]),
        ("캠퍼스 규모를 7층에서 5층으로 줄인다.", [(7, "층", "exact"), (5, "층", "exact")]),
        ("웨이퍼를 연간 2만장 만든다.", [(20_000, "장", "exact")]),
        ("시제품 8종과 논문 12편을 냈다.", [(8, "종", "exact"), (12, "편", "exact")]),
    ],
)
def test_reads_figures(text: str, expected: list[tuple[float, str, str]]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2027년 3월 15일 오후 2시에 문을 연다.",
        "문의는 031-123-4567로 하면 된다.",
        "4차 산업혁명과 2기 신도시, 제3차 기본계획을 다뤘다.",
        "5년간, 6개월 동안, 3주에 걸쳐 이어진다.",
        "만 39세 이하 청년이면 된다.",
        "20대 청년과 5대 전략을 말했다.",
        "3.3㎡당 값이 올랐다.",
        "1인당 지원액을 정했다.",
        "두 회사와 두 시는 손을 잡았다.",
        "5인 미만 사업장은 빠진다.",
        "수십 개 업체와 몇 곳이 남았다.",
        "시청 10층 대회의실에서 열렸다.",
        "2공구와 양재2동, 제2회의실을 썼다.",
        "새로 지은 2동에는 실험실을 둔다.",
        "누리와 김제, 정읍 세 곳에서 열린다.",
        "행정고시 41회로 공직에 들어섰다.",
        "공모에 3회 연속 뽑혔다.",
        "세대 간 갈등을 풀기로 했다.",
    ],
)
def test_leaves_out_what_reports_nothing(text: str) -> None:
    assert figures(text) == []


def test_headline_repeats_are_the_same_fact() -> None:
    assert figures("시는 기업 60곳을 돕는다고 밝혔다.", title="기업 60곳 돕는다") == [
        (60, "곳", "exact")
    ]
    assert figures("시는 기업을 돕는다고 밝혔다.", title="기업 60곳 돕는다") == [
        (60, "곳", "exact")
    ]


def test_rounded_statement_yields_to_the_exact_one() -> None:
    text = "협약 기업이 310곳을 넘었다. 도에 따르면 협약 기업은 314곳이다."
    assert figures(text) == [(314, "곳", "exact")]


def test_money_and_names_are_left_alone() -> None:
    text = "시는 30개를 산다. ‘세계 7개 도시 연합’이 돕는다."
    name = text.index("세계")
    mention = Mention(
        "initiative", Span("text", name, name + 11), text[name : name + 11], "x", "initiative:x"
    )
    money = Span("text", text.index("30"), text.index("30") + 3)
    assert find_figures(ArticleContext("", text), [mention], [money]) == []


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        # the noun before the number, or the topic
        ("분양률은 81%다.", "분양률"),
        ("새로 지은 공장에 직원 45명이 일한다.", "직원"),
        ("단지 면적을 1,410만㎡에서 줄였다.", "단지 면적"),
        ("가동률은 올해 2분기 63.5%로 집계됐다.", "가동률"),
        ("뜻을 함께하는 기업은 모두 52개사다.", "뜻을 함께하는 기업"),
        ("대상은 빈 창고 4동이다.", "빈 창고"),
        ("생산 능력을 연간 2만 대로 늘린다.", "생산 능력"),
        ("나머지 6개사는 심사를 기다린다.", "나머지 기업"),
        # the noun behind it
        ("해마다 3만 명의 손님이 찾는다.", "손님"),
        ("도내 18개 대학이 원서를 받는다.", "도내 대학"),
        ("실증에 참여한 12개 기업이 있다.", "실증에 참여한 기업"),
        ("길이 2.7㎞의 관로를 묻는다.", "관로 길이"),
        # what is done or said of the things
        ("보고회에는 공무원 등 50명이 참석했다.", "참석"),
        ("새 공장은 180명을 고용한다.", "고용"),
        ("이곳은 1만2천명이 사는 도시다.", "인구"),
        ("작년에는 9억원으로 31개사를 도왔다.", "지원 기업"),
        ("특허 33건을 출원했다.", "특허 출원"),
        # shares and changes
        ("관련 기업 매출이 12% 늘었다.", "관련 기업 매출"),
        ("이용료를 40% 깎아 준다.", "이용료 감면"),
        ("공실률이 2.4%포인트 떨어졌다.", "공실률 하락"),
        ("관리비는 시세의 55% 수준이다.", "관리비"),
        ("이 산단은 도 전체 생산의 28%를 차지한다.", "전체 생산 비중"),
        ("재원의 60%는 국비로 채운다.", "국비"),
        ("응답자의 38%가 인력난을 꼽았다.", "인력난"),
        ("나머지 20%는 기업이 부담한다.", "기업 부담"),
        ("입주율 92%인 보육센터를 늘린다.", "보육센터 입주율"),
        # sites
        ("군은 소라면 일대 45만㎡에 조성하는 ‘누리밸리’를 넓힌다.", "누리밸리"),
        ("시는 12만㎡ 부지에 공장을 짓는다.", "부지"),
        ("건물은 연면적 5,200㎡다.", "연면적"),
        # labels
        ("ㅇ 장비 이용료 : 25개사", "장비 이용료"),
        ("ㅇ 인증비 : 과제당 3백만원, 25개 과제", "인증비 지원 과제"),
        # ranks
        ("평가에서 전국 2위에 올랐다.", "평가"),
        ("매출 기준 세계 4위다.", "매출"),
    ],
)
def test_names_the_subject(text: str, subject: str) -> None:
    (figure,) = find_figures(ArticleContext("", text), [], [])
    assert figure.subject == subject


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("특허는 14건이다. 이 가운데 5건은 나라 밖에 냈다.", ["특허", "특허"]),
        ("전자 협력사는 62개사, 울산은 40개사다.", ["전자 협력사", "울산 전자 협력사"]),
        ("입주 기업 30곳 중 7곳이 공장을 옮겼다.", ["입주 기업", "공장을 옮긴 기업"]),
    ],
)
def test_a_number_that_points_back_takes_the_subject_over(text: str, subjects: list[str]) -> None:
    assert [f.subject for f in find_figures(ArticleContext("", text), [], [])] == subjects


def test_counts_of_a_table_name_row_and_column() -> None:
    text = (
        "표는 다음과 같다.\n구분\t기업 수\t교육생(명)\t면적(만㎡)\t예산\n"
        "누리시\t12\t1,340\t7.5\t300\n가온군\t12\t80\t3\t120\n"
        "합계\t24\t1,420\t10.5\t420\n끝이다."
    )
    found = find_figures(ArticleContext("", text), [], [])
    assert [(f.value, f.unit, f.subject) for f in found] == [
        (12, "개사", "누리시 기업 수"),
        (1340, "명", "누리시 교육생"),
        (75_000, "㎡", "누리시 면적"),
        (12, "개사", "가온군 기업 수"),
        (80, "명", "가온군 교육생"),
        (30_000, "㎡", "가온군 면적"),
        (24, "개사", "기업 수"),
        (1420, "명", "교육생"),
        (105_000, "㎡", "면적"),
    ]
    assert all(text[f.span.start : f.span.end] == f.evidence for f in found)


def test_headlines_round_what_the_body_gives_exactly() -> None:
    assert figures("터는 16만 6,840㎡다.", title="16만㎡ 터") == [(166_840, "㎡", "exact")]
    assert figures("터는 99만㎡다.", title="30만평 터") == [(990_000, "㎡", "exact")]
    assert figures("기업은 214곳이다.", title="기업 120곳") == [
        (214, "곳", "exact"),
        (120, "곳", "exact"),
    ]


def test_evidence_is_as_written() -> None:
    text = "총 ３００개사\u00a0이상이 \u200b모였다."
    (figure,) = find_figures(ArticleContext("", text), [], [])
    assert text[figure.span.start : figure.span.end] == figure.evidence
    assert (figure.value, figure.qualifier) == (300, "at_least")


def test_hostile_text_takes_linear_time() -> None:
    started = time.perf_counter()
    find_figures(ArticleContext("", "1,234개 " * 4000 + "9" * 20000 + "만" * 5000), [], [])
    assert time.perf_counter() - started < 5
