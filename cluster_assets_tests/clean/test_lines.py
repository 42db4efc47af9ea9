"""The line filter: noise by its wording, and sentences that only look like it."""

from __future__ import annotations

import time

import pytest
from lxml.html import Element

from cluster_assets.clean.lines import clean_line, is_caption, keep_lines, noise_rule
from cluster_assets.clean.reading import Line

OWNER = Element("p")


def line(text: str, *, after_image: bool = False, link_chars: int = 0) -> Line:
    return Line(text, link_chars, OWNER, after_image)


@pytest.mark.parametrize(
    "text",
    [
        "등록일 2024-03-04",
        "입력 : 2024.03.04 09:12 | 수정 : 2024.03.05 10:00",
        "24-03-04 09:12",
        "표하늘 기자 | 2024년 3월 4일 오전 9:12",
        "조회수 : 1,204",
        "첨부파일 : 보도자료.hwp (312KB)",
        "담당부서 : 농업정책과",
        "작성자 관리자 작성일 24-03-04 조회 31회 댓글 0",
        "표하늘 기자 haneul@paper.example",
        "[표하늘 기자]",
        "글·사진=표하늘 기자",
        "/한솔=표하늘 기자 haneul@paper.example",
        "온라인뉴스팀 desk@paper.example",
        "haneul@paper.example",
        "이 기사를 공유합니다 페이스북 트위터 카카오톡",
        "가+ 가- 인쇄 스크랩",
        "좋아요 0 훈훈해요 3",
        "구름많음한솔12.3℃",
        "저작권자 © 어느신문 무단전재 및 재배포 금지",
        "Copyright ⓒ 어느신문. All rights reserved.",
        "모든 콘텐츠는 저작권법의 보호를 받습니다.",
        "▲ 한솔면 물길 공사 현장. (사진=한솔면)",
        "물길 공사 현장. 한솔면 제공",
        "사진=한솔면",
        "[관련기사] 한솔면 다리 놓는다",
        "▶ 더 많은 소식 보기",
        "독자 여러분의 제보를 기다립니다.",
        "이전글 다리 놓는다",
        "AD",
        "현장사진(1).jpg",
    ],
)
def test_noise(text: str) -> None:
    assert noise_rule(text)


@pytest.mark.parametrize(
    "text",
    [
        "한솔면은 물길 공사에 12억원을 들인다고 4일 밝혔다.",
        "주민 만족도 조사에서 열에 아홉은 물길이 도움이 됐다고 답했다.",
        "군은 농기계 예약 앱을 다운로드한 농가에 이용권을 준다.",
        "ㅇ 농가마다 씨앗 꾸러미 제공",
        "□ 기간 : 2024년 4월 ~ 2026년 3월",
        "물길 사업비 12억 확보…내년 첫 삽",
        "표하늘 기자협회장은 “물길을 따라 걷고 싶다”고 말했다.",
        "문의는 늘었지만 공유 농기계는 아직 모자란다.",
        "표 1. 연도별 물길 공사비(단위: 억원)",
        "인쇄 산업단지에 새 길이 난다.",
    ],
)
def test_article_text_is_kept(text: str) -> None:
    assert noise_rule(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "면장은 “물이 넉넉해졌다”고 말했다. 표하늘 기자 h@paper.example",
            "면장은 “물이 넉넉해졌다”고 말했다.",
        ),
        (
            "면장은 “물이 넉넉해졌다”고 말했다. [한솔=표하늘 기자]",
            "면장은 “물이 넉넉해졌다”고 말했다.",
        ),
        ("물길 공사가 이달 말 마무리된다. 저작권자 ⓒ 어느신문", "물길 공사가 이달 말 마무리된다."),
        ("물길 공사는 표하늘 기자가 지켜봤다.", "물길 공사는 표하늘 기자가 지켜봤다."),
    ],
)
def test_what_follows_the_last_sentence_is_cut(text: str, expected: str) -> None:
    assert clean_line(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("▲물길 공사를 둘러보는 면장", True),
        ("면장(왼쪽 둘째)과 주민들이 물길을 살펴보고 있다.", True),
        ("물길 공사 조감도", True),
        ("한솔면이 가뭄을 이기려고 물길 공사에 속도를 내고 있다.", False),
        ("한솔면은 물길 공사에 12억원을 들인다고 4일 밝혔다.", False),
    ],
)
def test_captions_after_a_picture(text: str, expected: bool) -> None:
    assert is_caption(line(text, after_image=True)) is expected
    assert not is_caption(line(text))


def test_lists_of_other_articles_end_the_text_and_related_ones_only_interrupt_it() -> None:
    first, second = (
        "한솔면에 물길이 났다고 4일 면사무소가 밝혔다.",
        "면은 내년에도 물길을 이어 갈 계획이라고 알렸다.",
    )
    page = [
        first,
        "관련기사",
        "다리 놓는다",
        second,
        "많이 본 뉴스",
        "새 학교 문 연다",
        "새 길을 냈다.",
    ]
    assert [kept.text for kept in keep_lines([line(text) for text in page])] == [first, second]


def test_linked_headlines_are_dropped_and_linked_words_are_not() -> None:
    title = "한솔면 다리 놓는다…내년 개통"
    text = "한솔면에 물길이 났다고 4일 면사무소가 밝혔다."
    kept = keep_lines([line(title, link_chars=len(title)), line(text, link_chars=3)])
    assert [item.text for item in kept] == [text]


@pytest.mark.parametrize(
    "unit", ["공유 ", "추천 ", "글·", "a@b.", "사진=", "2024.01.01 ", "홍길동·", "가", " "]
)
def test_rules_are_fast_on_repetition(unit: str) -> None:
    start = time.perf_counter()
    for ending in ("x", "기자", "다."):
        text = (unit * 300)[:255] + ending
        noise_rule(text)
        clean_line(text)
        noise_rule(text[-110:])
    assert time.perf_counter() - start < 0.25
