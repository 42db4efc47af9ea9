# ruff: noqa: E501 - markup is easier to read in one line
"""Whole pages: the body of each layout, every outcome, and nothing that is not the article."""

from __future__ import annotations

import re

import pytest

from cluster_assets.clean.article import clean_page
from cluster_assets.records import KEPT, REJECTED_OUTCOMES
from cluster_assets_tests.clean.pages import (
    BARE,
    BODY,
    NOISE,
    P1,
    P2,
    P3,
    PAGES,
    TITLE,
    page,
    paragraphs,
)


@pytest.mark.parametrize("name", PAGES)
def test_body_of_every_layout_is_exactly_the_article(name: str) -> None:
    cleaned = clean_page(PAGES[name].encode())
    assert cleaned.outcome == KEPT, cleaned.reason
    assert cleaned.text.split("\n") == list(BODY), cleaned.layout


REFUSED = {
    "list_page": [
        page(
            "<ul>"
            + "".join(
                f"<li><a href=/a/{n}><b>{NOISE} {n}</b><p>군은 {n}월에 공사를 시작해 주민 불편을 줄일 계획이라고…</p></a></li>"
                for n in range(12)
            )
            + "</ul>"
        ),
        page(
            "<div class=list>"
            + "".join(
                f"<div><h4><a href=/a/{n}>{NOISE} 소식 {n}</a></h4><p>해솔군은 {n}월 공사를 시작해 주민의 불편을 줄일 계획이라고 밝혔다. 공사는 석 달 동안…</p></div>"
                for n in range(12)
            )
            + "</div>"
        ),
    ],
    "no_text": [
        page(
            "<form><p>로그인이 필요한 서비스입니다. 아이디와 비밀번호를 입력해 주세요.</p><p>아이디가 없다면 회원가입을 먼저 해 주세요.</p></form>"
        ),
        page(
            "<div class=box><p>이 사이트는 쿠키를 사용합니다. 계속 이용하면 쿠키 정책에 동의하는 것으로 봅니다.</p><p>쿠키 설정은 언제든 바꿀 수 있습니다.</p></div>"
        ),
        page(f"<h1>{TITLE}</h1><div id=articleBody><img src=a.jpg><p>해솔군 제공</p></div>"),
        "<html><body></body></html>",
        "<ht",
    ],
    "not_html": ["just words, no markup at all " * 20, '{"a": "b"}', "%PDF-1.7 x"],
    "empty": ["", " \n\t"],
}


@pytest.mark.parametrize(("outcome", "raw"), [(k, v) for k, vs in REFUSED.items() for v in vs])
def test_pages_without_an_article_are_refused(outcome: str, raw: str) -> None:
    cleaned = clean_page(raw.encode())
    assert (cleaned.outcome, cleaned.text) == (outcome, "")
    assert cleaned.reason
    assert outcome in REJECTED_OUTCOMES


@pytest.mark.parametrize("encoding", ["utf-8", "cp949", "utf-16", "utf-16-le"])
def test_encoding_does_not_change_the_text(encoding: str) -> None:
    cleaned = clean_page(page(f"<h1>{TITLE}</h1><div id=articleBody>{BARE}</div>").encode(encoding))
    assert cleaned.text == "\n".join(BODY)


def test_an_irrelevant_article_still_carries_text_and_title() -> None:
    text = "바람마을 축구 대회에서 은하수 팀이 세 골을 넣어 이겼다."
    raw = f"<title>바람마을 축구 대회</title><h1>바람마을 축구 대회</h1><div id=articleBody><p>{text}</p><p>관중은 120명이었다.</p></div>"
    cleaned = clean_page(raw.encode())
    assert cleaned.outcome == "irrelevant"
    assert cleaned.text == f"{text}\n관중은 120명이었다."
    assert cleaned.title == "바람마을 축구 대회"


def test_data_tables_stay_as_rows_and_sub_headlines_come_first() -> None:
    table = "<table><caption>(단위: 억원)</caption><tr><th>구분</th><th>국비</th><th>군비</th></tr><tr><td>장비</td><td>30</td><td>20</td></tr></table>"
    raw = page(
        f"<h1>{TITLE}</h1><h4 class=subheading>장비 21종 갖춘다</h4><div id=articleBody><p>{P1}</p>{table}<p>{P2}</p></div>"
    )
    assert clean_page(raw.encode()).text.split("\n") == [
        "장비 21종 갖춘다",
        P1,
        "(단위: 억원)",
        "구분\t국비\t군비",
        "장비\t30\t20",
        P2,
    ]


def test_headline_and_captions_are_not_text() -> None:
    raw = page(
        f"<div id=articleBody><h1>{TITLE}</h1><p><img src=a><br>▲ 실증센터 조감도</p>{paragraphs()}</div>"
    )
    text = clean_page(raw.encode()).text
    assert TITLE not in text
    assert "조감도" not in text
    assert re.search(re.escape(P3) + "$", text)
