# ruff: noqa: E501 - markup is easier to read in one line
"""The walk over a page: what becomes a line, what stays together and what is left out."""

from __future__ import annotations

import pytest

from cluster_assets.clean.boxes import hidden_selectors
from cluster_assets.clean.dom import build_index, parse
from cluster_assets.clean.limits import Clock, PageTooLargeError
from cluster_assets.clean.reading import read_lines


def lines(markup: str, head: str = "") -> list[str]:
    tree = parse(f"<html><head>{head}</head><body>{markup}</body></html>")
    assert tree is not None
    clock = Clock()
    index = build_index(tree, clock)
    return [line.text for line in read_lines(index.by_tag["body"][0], index, clock)]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("가나<br><br>다라<p>마바</p>사아", ["가나", "다라", "마바", "사아"]),
        ("<div>가<div>나</div>다</div>", ["가", "나", "다"]),
        ("<p>총 <b>7</b>3<font>억</font>원과 12&nbsp;억&nbsp;원</p>", ["총 73억원과 12 억 원"]),
        ("<p>영\u200b폭\ufeff 문자</p>", ["영폭 문자"]),
        ("<pre>첫 줄\n둘째 줄</pre>", ["첫 줄", "둘째 줄"]),
        (
            "<span style='display:block'>가</span><span style='display:block'>나</span>",
            ["가", "나"],
        ),
        ("<ul><li>하나<li>둘</ul>", ["하나", "둘"]),
        (
            "군은 올해 안에 들판을 가로지르는 새 물길을 내어 가뭄에도 물이\n<br>마르지 않게 할 생각이다.<br>ㅇ 기간 : 올해",
            [
                "군은 올해 안에 들판을 가로지르는 새 물길을 내어 가뭄에도 물이 마르지 않게 할 생각이다.",
                "ㅇ 기간 : 올해",
            ],
        ),
    ],
)
def test_text_becomes_lines(markup: str, expected: list[str]) -> None:
    assert lines(markup) == expected


@pytest.mark.parametrize(
    "markup",
    [
        "<p style='display: none'>x</p>",
        "<p hidden>x</p>",
        "<span aria-hidden=true>x</span>",
        "<span class=blind>x</span>",
        "<p style='font-size:0'>x</p>",
        "<script>x</script><style>x</style><noscript>x</noscript><template>x</template>",
        "<figure><img src=a><figcaption>x</figcaption></figure>",
        "<p class=photo_caption>x</p>",
        "<table><tr><td><img src=a></td></tr><tr><td>▲ x</td></tr></table>",
        "<div class='ad-box'>x</div>",
        "<div class=related-news><a>x</a></div>",
        "<div class=sns_share>x</div>",
        "<nav>x</nav><aside>x</aside><footer>x</footer>",
        "<button>x</button><select><option>x</select>",
    ],
)
def test_what_is_not_the_article_is_left_out(markup: str) -> None:
    assert lines(f"<p>앞</p>{markup}<p>뒤</p>") == ["앞", "뒤"]


def test_a_wrapper_with_an_unlucky_name_is_read_when_it_holds_an_article() -> None:
    text = "들판에 새 물길이 났다. 농부는 이를 반겼다. 면장은 내년에도 잇겠다고 했다. " * 24
    assert lines(f"<div class=profile-wrap><p>{text}</p></div>") == [text.strip()]


def test_style_sheet_of_the_page_hides_elements() -> None:
    assert hidden_selectors(".a, p.b{ display:none } #c{visibility:hidden} .d{color:red}") == {
        ".a",
        ".b",
        "#c",
    }
    assert hidden_selectors("@media print{.a{display:none}}") == frozenset()
    assert lines("<p class=q1>x</p><p>y</p>", "<style>.q1{display:none}</style>") == ["y"]


def test_data_tables_are_rows_and_spans_keep_their_columns() -> None:
    table = (
        "<table><caption>(단위: 억원)</caption><tr><th rowspan=2>구분</th><th colspan=2>재원</th></tr>"
        "<tr><th>국비</th><th>군비</th></tr><tr><td>물길</td><td>1<b>2</b></td><td>8</td></tr></table>"
    )
    assert lines(table) == ["(단위: 억원)", "구분\t재원", "\t국비\t군비", "물길\t12\t8"]


def test_layout_tables_are_blocks() -> None:
    text = "들판에 새 물길이 나서 농부들이 가뭄 걱정을 덜게 됐다고 면사무소가 알렸다. " * 4
    assert lines(
        f"<table><tr><td>메뉴</td><td>{text}</td></tr><tr><td>a</td><td>b</td></tr></table>"
    ) == [
        "메뉴",
        text.strip(),
        "a",
        "b",
    ]


def test_a_page_too_deep_for_the_parser_is_read_without_inline_markup_or_refused() -> None:
    assert lines("<font>" * 5000 + "<p>끝에 선 글</p>") == ["끝에 선 글"]
    with pytest.raises(PageTooLargeError, match="nesting"):
        parse("<div>" * 5000 + "끝")
