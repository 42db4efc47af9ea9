"""Firms and bodies that no list knows: told by what they do, by their officer, by their list."""

from __future__ import annotations

import time

import pytest

from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.names.organizations.acts import is_coined
from cluster_assets.extract.names.organizations.find import find_organizations


def organizations(text: str) -> set[str]:
    return {m.canonical_name for m in find_organizations(ArticleContext("", text))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("모듈을 만드는 가온실리콘은 지난해 40억 원을 투자받았다.", {"가온실리콘"}),
        (
            "새봄메탈과 우진스틸은 각각 220억원과 90억원을 투자해 공장을 짓는다.",
            {"새봄메탈", "우진스틸"},
        ),
        (
            "도는 태강소재, 에스온테크, 그린폴리머와 협약을 맺었다.",
            {"태강소재", "에스온테크", "그린폴리머"},
        ),
        (
            "영도하이텍, 다온테크, 솔빛바이오 등 6개사가 왔다.",
            {"영도하이텍", "다온테크", "솔빛바이오"},
        ),
        ("최소담 단비정공 공장장은 일손이 모자란다고 했다.", {"단비정공"}),
        ("볼트를 깎는 회사 한결정밀을 꾸리는 오세라 사장은 웃었다.", {"한결정밀"}),
        ("환경단체 푸른내일연대의 정가람 사무국장은 반대했다.", {"푸른내일연대"}),
        ("박새롬 광주경제살리기네트워크 집행위원장은 말했다.", {"광주경제살리기네트워크"}),
        ("시민단체 대전살림포럼의 유하람 사무처장은 말했다.", {"대전살림포럼"}),
        ("대구창업청과 경남RISE센터가 함께 연다.", {"대구창업청", "경남RISE센터"}),
        ("기술나눔지원단(단장 윤슬기)은 설명회를 열었다.", {"기술나눔지원단"}),
    ],
)
def test_reads_unlisted_bodies(text: str, expected: set[str]) -> None:
    assert organizations(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "이번 지원으로 기업들은 공장을 새로 짓고 설비를 늘린다.",
        "드론을 생산하는 스타트업은 투자를 유치했다.",
        "로봇을 만드는 협동조합은 공장을 옮겼다.",
        "시민단체 관계자는 반대했다. 시민단체 회원 30여명이 참석했다.",
        "남동공단에서 일하는 이들이 관계 기관에 자료를 요청했다.",
        "바이오헬스, 스마트모빌리티, 이차전지소재를 키운다.",
        "도심항공교통, 자율주행로봇, 스마트물류, 그린수소 등 4개 분야 기업을 모은다.",
        "탄소복합재, 나노소재, 기능성화학, 경량금속 등 7개 분야다.",
        "공공기관 이전이 늦다. 연구기관 유치가 시급하다. 공기업 사장이 왔다.",
        "사업자는 100억원을 투자한다. 풍력발전은 1조원을 들여 짓는다.",
    ],
)
def test_common_nouns_are_no_bodies(text: str) -> None:
    assert organizations(text) == set()


def test_an_abbreviation_is_the_body_that_it_abbreviates() -> None:
    assert organizations("산자부가 나선다. 산업자원부는 공모를 냈다.") == {"산업자원부"}


@pytest.mark.parametrize("name", ["한결정밀", "에스온테크", "우진스틸"])
def test_is_coined(name: str) -> None:
    assert is_coined(name)


@pytest.mark.parametrize("name", ["스마트팩토리센터", "기술개발", "데이터플랫폼", "차세대소재"])
def test_is_not_coined(name: str) -> None:
    assert not is_coined(name)


def test_hostile_lists_take_linear_time() -> None:
    def seconds(n: int) -> float:
        text = "가나테크, " * n + "10억원을 투자해 " * n
        start = time.process_time()
        find_organizations(ArticleContext("", text))
        return time.process_time() - start

    seconds(50)
    assert seconds(2000) < 12 * max(seconds(500), 0.01)
