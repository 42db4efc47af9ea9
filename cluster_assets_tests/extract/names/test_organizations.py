"""Organizations: gazetteer, body heads, firms, aliases, and the common nouns between them."""

from __future__ import annotations

import csv
import re
import time

import pytest

from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.names.organizations.find import find_organizations
from cluster_assets.extract.names.organizations.gazetteer import load_gazetteer
from cluster_assets.seeds import seeds_path


def organizations(text: str) -> set[str]:
    return {m.canonical_name for m in find_organizations(ArticleContext("", text))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("한국전자통신연구원(ETRI)과 ETRI 직원이 왔다.", {"한국전자통신연구원"}),
        ("전남TP는 전남테크노파크의 줄임말이다.", {"전남테크노파크"}),
        ("목포대와 순천대, 한밭대도 참여한다.", {"목포대", "순천대", "한밭대"}),
        ("과기정통부와 국토부가 지원한다.", {"과기정통부", "국토부"}),
        ("부산대 산학협력단이 맡는다.", {"부산대 산학협력단"}),
        ("한국산업단지공단 전북지역본부가 맡는다.", {"한국산업단지공단 전북지역본부"}),
        ("문경호 부산테크노파크 해양물류센터 센터장은 말했다.", {"부산테크노파크"}),
        ("㈜도담테크는 공장을 짓는다. 도담테크가 60명을 뽑는다.", {"㈜도담테크"}),
        ("가온소재㈜와 (주)나루반도체가 협약을 맺었다.", {"가온소재㈜", "(주)나루반도체"}),
        ("가온 주식회사 구민서 대표가 왔다.", {"가온 주식회사"}),
        ("독일 배터리 기업 하르츠만은 올해 공장을 짓는다.", {"하르츠만"}),
        ("반도체 장비업체 나루텍이 투자한다.", {"나루텍"}),
        ("여수시의회와 전남도교육청이 반대했다.", {"여수시의회", "전남도교육청"}),
        (
            "목포상공회의소, 여수수산업협동조합이 후원했다.",
            {"목포상공회의소", "여수수산업협동조합"},
        ),
        ("삼산지구 주민대책위원회가 모였다.", {"삼산지구 주민대책위원회"}),
        ("(재)목포수산식품진흥원은 문을 열었다.", {"(재)목포수산식품진흥원"}),
        (
            "목포해양수산진흥재단(이하 해양재단)이 맡는다. 해양재단은 인력을 댄다.",
            {"목포해양수산진흥재단"},
        ),
        ("전라남도·목포대·한국전력공사가 협약을 맺었다.", {"목포대", "한국전력공사"}),
        ("한전과 한국전력공사는 같은 곳이다.", {"한국전력공사"}),
        ("삼성전자, 새솔세미콘, 나루텍 등 9개 기업이 왔다.", {"삼성전자", "새솔세미콘", "나루텍"}),
        ("투자액은 ▶새솔정밀 40억원 ▶㈜나루텍 25억원이다.", {"새솔정밀", "㈜나루텍"}),
        ("유럽의 전지 기업인 하르츠만이 왔다.", {"하르츠만"}),
        ("중국 배터리업체 ZETA와 만났다.", {"ZETA"}),
        ("공사는 나루건설 컨소시엄이 맡는다.", {"나루건설"}),
        ("단지에 새솔중공업 협력사가 모인다.", {"새솔중공업"}),
        ("나루그룹 회장이 서명했다.", {"나루그룹"}),
        ("길하늘 목포강소특구육성사업단장은 말했다.", {"목포강소특구육성사업단"}),
        ("목포해양산업진흥원장 길하늘은 말했다.", {"목포해양산업진흥원"}),
        ("주민대책위원회 길하늘 위원장이 나섰다.", {"주민대책위원회"}),
        ("상공회의소 회장 길하늘도 거들었다.", {"상공회의소"}),
        ("목포상의 회장이 나섰다.", {"목포상의"}),
        ("해양밸리 수산개발원이 문을 연다.", {"해양밸리 수산개발원"}),
        ("한국농어촌공사 영산강지사가 물을 댄다.", {"한국농어촌공사 영산강지사"}),
        ("전남도의회는 반대했다. 도의회는 표결한다.", {"전남도의회"}),
    ],
)
def test_reads_organizations(text: str, expected: set[str]) -> None:
    assert organizations(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "정부와 금융기관, 사업단, 협의회가 나섰다.",
        "목포시와 전남도, 신안군은 힘을 모은다.",
        "추진위원회와 자문위원회, 보상협의회를 꾸린다.",
        "진입도로 건설공사와 조성공사를 시작한다.",
        "선임연구원과 대학병원, 기업부설연구소가 있다.",
        "옛 목포대 건물을 고쳐 쓴다.",
        "국회에서 토론회가 열렸다.",
        "기업 지원과 업체 수요조사를 벌였다.",
        "로봇기업 지원에도 힘쓴다.",
        "미국 보스턴과 독일 뮌헨에 사무소를 낸다.",
        "목포어린이병원은 내년 첫 삽을 뜬다.",
        "농가, 학교, 상인회 등 9개 단체가 왔다.",
        "기업인 길하늘이 상을 받았다.",
    ],
)
def test_common_nouns_and_regions_are_none(text: str) -> None:
    assert organizations(text) == set()


def test_a_name_inside_a_longer_one_is_not_found() -> None:
    assert "경기대" not in organizations("경기대진테크노파크가 맡는다.")


def test_spans_and_ids() -> None:
    text = "ＫＡＩＳＴ와 한국과학기술원이 함께한다."
    mentions = find_organizations(ArticleContext("", text))
    assert [text[m.span.start : m.span.end] for m in mentions] == ["ＫＡＩＳＴ", "한국과학기술원"]
    assert {m.entity_id for m in mentions} == {"https://ror.org/05apxxy63"}
    assert {m.canonical_name for m in mentions} == {"한국과학기술원"}


def test_gazetteer_is_sound() -> None:
    with seeds_path("organizations.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    ids = [row["entity_id"] for row in rows]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"https://ror\.org/0[a-z0-9]{8}|org:\S+", i) for i in ids)
    assert all(row["source"] and row["kind"] and row["canonical_name"] for row in rows)
    names = [n for r in rows for n in {r["canonical_name"], *r["aliases"].split("|")} if n]
    assert len(names) == len(set(names))
    assert sum(r["kind"] == "technopark" for r in rows) >= 19


def test_gazetteer_loads_fast() -> None:
    load_gazetteer.cache_clear()
    started = time.perf_counter()
    load_gazetteer()
    assert time.perf_counter() - started < 1


def test_long_text_takes_linear_time() -> None:
    started = time.perf_counter()
    find_organizations(
        ArticleContext("", "목포대와 ㈜도담테크가 미국 하르츠만과 협약했다. " * 2000)
    )
    find_organizations(ArticleContext("", "가" * 50_000))
    assert time.perf_counter() - started < 10
