"""Headline, outlet and address over kinds of pages."""

# ruff: noqa: E501  (markup stays on one line)
from __future__ import annotations

import pytest

from cluster_assets.clean.metadata import find_outlet, find_title, find_url, outlet_of_host
from cluster_assets_tests.clean.metadata_pages import BODY, TITLE, page, paragraphs

TITLES = [
    {"title": f"{TITLE} - 호반마루신문"},
    {"title": f"{TITLE} | 호반마루신문 | 강원의 아침"},
    {
        "title": f"호반마루신문 :: {TITLE}",
        "heading": f"<table><tr><td class=title><b>{TITLE}</b></td></tr></table>",
    },
    {"title": f"{TITLE} &gt; 경제 | 호반마루신문", "heading": f"<h1 id='bo_v_title'>{TITLE}</h1>"},
    {
        "title": "호반마루신문",
        "heading": f"<h1 class='logo'>호반마루신문</h1><h3 class='heading'>{TITLE}</h3>",
    },
    {"title": "호반마루신문", "heading": f"<div class='view_subject'>{TITLE}</div>"},
    {"title": f"{TITLE} &lt; 경제 &lt; 뉴스 &lt; 기사본문 - 호반마루신문", "heading": ""},
    {"title": f"{TITLE}:호반마루신문", "heading": ""},
    {
        "title": "호반마루신문",
        "heading": "",
        "head": f'<meta property="og:title" content="{TITLE} - 호반마루신문">',
    },
    {
        "title": "",
        "heading": "",
        "head": '<script type="application/ld+json">{"@type":"NewsArticle","headline":"'
        + TITLE
        + '"}</script>',
    },
    {
        "title": f"보도자료 상세보기 - {TITLE} : 호반시청",
        "heading": f"<h1>호반시청</h1><h2>보도자료</h2><table><tr><th>제목</th><td class='subject'>{TITLE}</td></tr></table>",
    },
    {
        "title": f"{TITLE} - 호반마루신문",
        "after": "<h2>이 시각 많이 본 뉴스</h2><h3>체육관 개관식에 주민 백여 명 모여</h3>",
    },
    {"title": "보도자료 | 호반시청", "heading": f"<h2>보도자료</h2><h3>{TITLE}</h3>"},
]


@pytest.mark.parametrize("parts", TITLES)
def test_title(parts: dict[str, str]) -> None:
    assert find_title(page(**parts), BODY) == TITLE


def test_no_title() -> None:
    assert find_title(page(title="", heading="", footer=""), BODY) is None


AGENCY = paragraphs("[연합뉴스] " + BODY)
OUTLETS = [
    ({"title": f"[호반마루신문] {TITLE}", "footer": ""}, "호반마루신문"),
    (
        {"title": TITLE, "body": AGENCY, "footer": "<p>Copyrights(c) 호반마루신문 All</p>"},
        "호반마루신문",
    ),
    (
        {"title": TITLE, "footer": "<p>호반마루신문의 모든 콘텐츠는 저작권법의 보호를 받는다</p>"},
        "호반마루신문",
    ),
    ({}, "호반마루신문"),
    (
        {
            "title": TITLE,
            "footer": "",
            "head": '<meta property="og:site_name" content="호반마루신문">',
        },
        "호반마루신문",
    ),
    (
        {
            "title": TITLE,
            "footer": "",
            "head": '<script type="application/ld+json">{"@type":"NewsArticle","publisher":{"name":"호반마루신문"}}</script>',
        },
        "호반마루신문",
    ),
    (
        {"title": TITLE, "footer": "<div id='footer'>제호: 호반마루신문 발행인: 한가람</div>"},
        "호반마루신문",
    ),
    (
        {"title": TITLE, "footer": "<p>Copyright ⓒ 2019 호반마루신문 All rights reserved.</p>"},
        "호반마루신문",
    ),
    (
        {"title": TITLE, "footer": "<p>저작권자 ⓒ 호반마루신문, 무단 전재 및 재배포 금지</p>"},
        "호반마루신문",
    ),
    ({"title": TITLE, "footer": "<p>ⓒ호반마루신문. 무단 전재 및 재배포 금지</p>"}, "호반마루신문"),
    (
        {"title": TITLE, "footer": "", "top": "<img src='a.png' alt='호반마루신문 로고'>"},
        "호반마루신문",
    ),
    (
        {"title": TITLE, "footer": "", "body": paragraphs("[호반=호반마루신문] " + BODY)},
        "호반마루신문",
    ),
    (
        {"title": TITLE, "footer": "", "info": "<div>2022년 07월 05일 [호반마루신문]</div>"},
        "호반마루신문",
    ),
    (
        {
            "title": f"보도자료 상세보기 - {TITLE} : 호반시청",
            "top": "<h1>호반시청</h1>",
            "footer": "<div id='footer'>COPYRIGHT(C) 2025 BY 호반시청. ALL RIGHTS RESERVED.</div>",
        },
        "호반시청",
    ),
    (
        {
            "title": f"{TITLE} : 네이버 뉴스",
            "head": '<meta property="og:site_name" content="네이버 뉴스">',
            "info": "<img src='l.png' alt='호반마루신문'>",
            "footer": "<p>Copyright ⓒ 호반마루신문. All rights reserved. 무단 전재 및 재배포 금지.</p>",
        },
        "호반마루신문",
    ),
    ({"title": TITLE, "footer": ""}, None),
]


@pytest.mark.parametrize(("parts", "outlet"), OUTLETS)
def test_outlet(parts: dict[str, str], outlet: str | None) -> None:
    tree = page(**parts)
    body = "[호반=호반마루신문] " + BODY if "[호반=" in parts.get("body", "") else BODY
    assert find_outlet(tree, body_text=body) == outlet


def test_known_host() -> None:
    assert outlet_of_host("https://www.busan.com/view/1") == "부산일보"
    assert outlet_of_host("https://notbusan.com/") is None
    assert outlet_of_host("http://[broken") is None
    assert find_outlet(page(title=TITLE, footer=""), url="http://kjdaily.com/1") == "광주매일신문"


def test_url() -> None:
    assert (
        find_url(page(head='<link rel="canonical" href="https://a.example/1">'))
        == "https://a.example/1"
    )
    assert (
        find_url(page(head='<meta property="og:url" content="http://a.example/2">'))
        == "http://a.example/2"
    )
    assert find_url(page(head='<link rel="canonical" href="/1">')) is None


def test_hostile_pages_are_bounded() -> None:
    deep = page(after="<div>" * 3_000 + "x" + "</div>" * 3_000)
    wide = page(after="<p>가</p>" * 20_000)
    assert find_title(deep, BODY) == TITLE
    assert find_title(wide, BODY) == TITLE
