"""Which container is taken, when the guesses step in, and what is refused."""

from __future__ import annotations

import pytest

from cluster_assets.clean.body import find_body
from cluster_assets.clean.dom import build_index, parse
from cluster_assets.clean.limits import Clock
from cluster_assets.clean.refusals import Body

S1 = "한솔면은 들판을 가로지르는 새 물길을 내는 데 12억원을 들인다고 4일 밝혔다."
S2 = "물길이 나면 가뭄에도 벼를 기를 수 있는 논이 지금보다 세 배로 늘어난다."
S3 = "면장은 “물 걱정 없는 들판을 아이들에게 물려주겠다”고 말했다."
BODY = f"<p>{S1}</p><p>{S2}</p><p>{S3}</p>"
TEXT = f"{S1}\n{S2}\n{S3}"
LINKS = "".join(f"<li><a href=/{n}>다른 마을 소식 {n}번째 이야기</a></li>" for n in range(12))


def body(markup: str, headlines: frozenset[str] = frozenset()) -> Body:
    tree = parse(f"<html><body>{markup}</body></html>")
    assert tree is not None
    clock = Clock()
    return find_body(build_index(tree, clock), headlines, clock)


@pytest.mark.parametrize(
    ("attribute", "layout"),
    [
        ("id=article-view-content-div", "ndsoft"),
        ("id=articleBody", "ndsoft-classic"),
        ("id=dic_area", "naver"),
        ("id=bo_v_con", "gnuboard"),
        ("class='document_7 xe_content'", "xe"),
        ("id=news_body_area", "weather-ticker-builder"),
        ("class=entry-content", "wordpress"),
        ("class=amp-wp-article-content", "amp"),
        ("class='board_contents'", "government-board"),
        ("class=news_text", "table-board"),
        ("id=CmAdContent", "table-board"),
        ("itemprop=articleBody", "structured-data"),
        ("class=newsViewTxtArea", "named-container"),
        ("class=q7", "density"),
    ],
)
def test_known_and_unknown_containers(attribute: str, layout: str) -> None:
    found = body(f"<ul>{LINKS}</ul><div {attribute}>{BODY}</div><ul>{LINKS}</ul>")
    assert (found.text, found.layout, found.outcome) == (TEXT, layout, None)


def test_an_empty_known_container_does_not_hide_the_article() -> None:
    found = body(f"<div id=articleBody><p>준비 중</p></div><section class=k>{BODY}</section>")
    assert (found.text, found.layout) == (TEXT, "density")


def test_a_teaser_in_a_known_container_gives_way_to_the_full_text() -> None:
    long = BODY + "".join(
        f"<p>{n}번째 구간에서는 논둑을 높이는 공사가 함께 이뤄진다고 한다.</p>" for n in range(9)
    )
    found = body(f"<div class=entry-content><p>{S1}</p></div><div class=k>{long}</div>")
    assert found.text.startswith(TEXT)


def test_bullets_belong_to_the_body_around_them() -> None:
    bullets = "".join(f"<p>ㅇ 물길 {n}구간 : 논 {n}0필지에 물 공급</p>" for n in range(1, 7))
    found = body(f"<div>{LINKS}</div><div class=k><p>{S1}</p>{bullets}<p>{S2}</p></div>")
    assert found.text.count("\n") == 7


def test_sub_headlines_between_headline_and_body() -> None:
    marked = body(
        f"<h1>물길</h1><p class=sub_title>논 세 배로 늘어</p><div id=articleBody>{BODY}</div>"
    )
    assert marked.text == f"논 세 배로 늘어\n{TEXT}"
    plain = body(
        f"<h1>한솔면에 새 물길</h1><h4>논 세 배로 늘어</h4><div id=articleBody>{BODY}</div>",
        frozenset({"한솔면에새물길"}),
    )
    assert plain.text == f"논 세 배로 늘어\n{TEXT}"


def test_a_cut_off_json_ld_body_is_not_preferred() -> None:
    script = '<script type="application/ld+json">{"articleBody": "' + S1 * 9 + '…"}</script>'
    assert body(f"{script}<div id=articleBody>{BODY}</div>").layout == "ndsoft-classic"


@pytest.mark.parametrize(
    ("markup", "outcome"),
    [
        (f"<ul>{LINKS}</ul>", "list_page"),
        ("<p>메뉴</p><p>검색</p>", "no_text"),
        (
            "<p>이 사이트는 쿠키를 사용합니다. 계속하면 쿠키 정책에 동의하는 것입니다.</p>" * 3,
            "no_text",
        ),
        ("<p>로그인이 필요합니다.</p><input type=password>", "no_text"),
        (f"<div id=articleBody><img src=a></div><ul>{LINKS}</ul>", "list_page"),
    ],
)
def test_refusals(markup: str, outcome: str) -> None:
    found = body(markup)
    assert (found.outcome, found.text) == (outcome, "")
