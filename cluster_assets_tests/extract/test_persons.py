"""Persons and their roles in every order that papers write them, and what is no person."""

from __future__ import annotations

import pytest

from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.persons import find_persons
from cluster_assets.extract.titles import is_name


def persons(text: str) -> dict[str, str | None]:
    return {m.canonical_name: m.role for m in find_persons(ArticleContext("", text))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("서민호 나주시장은 “돕겠다”고 말했다.", {"서민호": "나주시장"}),
        ("나주시장 서민호 씨는 돕겠다고 했다.", {"서민호": "나주시장"}),
        ("나주시(시장 서민호)는 문을 열었다.", {"서민호": "나주시장"}),
        ("울릉군(군수 양지석)이 나섰다.", {"양지석": "울릉군수"}),
        ("전남 장흥군(군수 도현식)과 목포시가 만났다.", {"도현식": "전남 장흥군수"}),
        ("부산연구원(원장 채명호)이 맡는다.", {"채명호": "부산연구원 원장"}),
        ("목포대 유진석 교수는 “좋다”고 했다.", {"유진석": "목포대 교수"}),
        ("전북테크노파크의 문경호 팀장이 발표했다.", {"문경호": "전북테크노파크 팀장"}),
        (
            "문경호 전북테크노파크 정책기획단장이 발표했다.",
            {"문경호": "전북테크노파크 정책기획단장"},
        ),
        ("㈜가온테크 구민서 대표이사가 상을 받았다.", {"구민서": "㈜가온테크 대표이사"}),
        ("가온 주식회사 구민서 대표가 상을 받았다.", {"구민서": "가온 주식회사 대표"}),
        ("선우진아 경기도 경제실장은 “서두르겠다”고 했다.", {"선우진아": "경기도 경제실장"}),
        ("최다온·엄지환 국회의원은 토론회를 연다.", {"최다온": "국회의원", "엄지환": "국회의원"}),
        (
            "전남도의회 최다온·엄지환 의원도 찾았다.",
            {"최다온": "전남도의회 의원", "엄지환": "전남도의회 의원"},
        ),
        ("염수빈(49) 강원연구원 연구위원이 썼다.", {"염수빈": "강원연구원 연구위원"}),
        ("염수빈(廉秀彬) 태백시장은 말했다.", {"염수빈": "태백시장"}),
        ("염수빈 국회의원(태백)은 말했다.", {"염수빈": "국회의원(태백)"}),
        ("염수빈 태백시장(사진)은 말했다.", {"염수빈": "태백시장"}),
        ("금나래(목포대 교수) 위원이 심사했다.", {"금나래": "목포대 교수"}),
        ("염수빈 태백시장 권한대행은 말했다.", {"염수빈": "태백시장 권한대행"}),
        ("시민 노은별(33) 씨가 반겼다.", {"노은별": None}),
        ("노은별 목포대 교수(항공우주공학과)는 말했다.", {"노은별": "목포대 교수(항공우주공학과)"}),
        ("목포대 수산학과 노은별 교수도 거든다.", {"노은별": "목포대 수산학과 교수"}),
        ("한국농업대학교 노은별 연구부총장이 왔다.", {"노은별": "한국농업대학교 연구부총장"}),
        ("부산연구원 해양연구소장인 채명호 박사는 말했다.", {"채명호": "부산연구원 해양연구소장"}),
        ("군수 권한대행 채명호 부군수가 왔다.", {"채명호": "군수 권한대행 부군수"}),
        (
            "가온테크는 공장을 짓는다. 마리아 로페스 가온테크 부사장은 “기쁘다”고 했다.",
            {"마리아 로페스": "가온테크 부사장"},
        ),
        (
            "행사에는 표민우 여수시장을 비롯해 길하늘 시의회 의장, 목포대 민도윤 총장이 참석했다.",
            {"표민우": "여수시장", "길하늘": "시의회 의장", "민도윤": "목포대 총장"},
        ),
        ("표민우 시장과 지역 국회의원들이 모였다.", {"표민우": "시장"}),
        ("공장을 늘리는 나루텍(주) 길하늘 회장은 “뽑겠다”고 했다.", {"길하늘": "나루텍(주) 회장"}),
        ("회사 ㈜나루텍(대표 길하늘)이 맡았다.", {"길하늘": "㈜나루텍 대표"}),
        ("길하늘 전 목포대 총장을 위촉했다.", {"길하늘": "전 목포대 총장"}),
    ],
)
def test_reads_name_and_role(text: str, expected: dict[str, str | None]) -> None:
    assert persons(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "전기차 시장이 커지고 세계 시장에서 국내 기업의 시장 점유율이 높아졌다.",
        "지역 대표 축제와 주민 대표, 기업의 사회적 책임을 말했다.",
        "이날 시장과 군수, 관계 기관 원장이 참석했다.",
        "시 관계자는 “추진 중”이라고 말했다. 김 시장은 웃었다.",
        "신임 원장과 민간 위원, 선임연구원 3명을 뽑는다.",
        "주민 박모(52) 씨는 반대했다.",
        "홍보미 기자",
    ],
)
def test_common_nouns_are_no_persons(text: str) -> None:
    assert persons(text) == {}


def test_short_forms_are_mentions_of_the_same_person() -> None:
    text = "서민호 나주시장은 “돕겠다”고 했다. 서 시장은 이어 산단을 찾았다."
    mentions = find_persons(ArticleContext("", text))
    assert [m.surface for m in mentions] == ["서민호", "서 시장"]
    assert len({m.entity_id for m in mentions}) == 1


@pytest.mark.parametrize("token", ["김서연", "남궁솔", "선우진아", "허윤", "백하늘", "도재민"])
def test_is_name(token: str) -> None:
    assert is_name(token)


@pytest.mark.parametrize(
    "token", ["반도체", "신기술", "지역별", "공로를", "기업의", "이차전지", "국회"]
)
def test_is_no_name(token: str) -> None:
    assert not is_name(token)
