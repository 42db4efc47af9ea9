"""Reporters: where a byline may stand, and the newsrooms that are nobody."""

# ruff: noqa: E501  (markup stays on one line)
from __future__ import annotations

import pytest

from cluster_assets.clean.bylines import find_reporter, is_person
from cluster_assets_tests.clean.metadata_pages import BODY, page, paragraphs

INFO = [
    ("<ul><li>한가람 기자</li><li>남궁윤 기자</li></ul>", "한가람, 남궁윤"),
    ("<div>작성자 나눔지기</div>", None),
    ("<figure><figcaption>착수식 모습. 사진=한가람 기자</figcaption></figure>", None),
    ("<div>한가람 기자</div>", "한가람"),
    ("<div>기자명 한가람 기자 입력 2022.07.05 17:03</div>", "한가람"),
    ("<div>한가람 기자 garam@hoban.example 승인 2022.07.05</div>", "한가람"),
    ("<div>등록 기자: 한가람</div>", "한가람"),
    ("<div>취재기자 : 한가람</div>", "한가람"),
    ("<div>작성자 한가람 기자 작성일 22-07-05</div>", "한가람"),
    ("<div>글쓴이 <span class='author'>한가람</span></div>", "한가람"),
    ("<div>호반=한가람 특파원</div>", "한가람"),
    ("<div>한가람·남궁윤 기자</div>", "한가람, 남궁윤"),
    ("<div>한가람 기자, 남궁윤 기자</div>", "한가람, 남궁윤"),
    ("<ul><li>한가람 객원기자</li><li>승인 2022.07.05</li></ul>", "한가람"),
    ("<div>한가람 선임기자</div>", "한가람"),
    ("<div>황보 윤 기자</div>", "황보윤"),
    ("<span class='byline'>by 한가람</span>", "한가람"),
    ("<dl><dt>작성자</dt><dd>한가람</dd></dl>", "한가람"),
    ("<div>온라인뉴스팀</div>", None),
    ("<div>편집국 기자</div>", None),
    ("<div>작성자 관리자 작성일 22-07-05</div>", None),
    ("<div>작성자 최고관리자</div>", None),
    ("<div>작성자 호반마루신문</div>", None),
    ("<div>호반마루신문 기자</div>", None),
    ("<div>디지털뉴스부</div>", None),
    ("<div>사회부 기자</div>", None),
    ("<div>admin</div>", None),
    ("<div>담당부서 에너지과 담당자 한가람</div>", None),
    ("", None),
]


@pytest.mark.parametrize(("info", "names"), INFO)
def test_info_line(info: str, names: str | None) -> None:
    assert find_reporter(page(info), BODY) == names


TAILS = [
    ("한가람 호반닷컴 기자 garam@hoban.example", "한가람"),
    ("한가람 기자 다른기사 보기", "한가람"),
    ("호반=한가람 기자·마루=남궁윤 기자", "한가람, 남궁윤"),
    ("한가람 시민기자", "한가람"),
    ("AI 로봇 기자", None),
    ("ⓒ 한가람 기자", None),
    ("한가람 기자 garam@hoban.example", "한가람"),
    ("한가람기자", "한가람"),
    ("/한가람 기자", "한가람"),
    ("호반=한가람 기자 garam@hoban.example", "한가람"),
    ("[호반마루신문=한가람 기자]", "한가람"),
    ("<호반마루신문 한가람 기자>", "한가람"),
    ("한가람 garam@hoban.example", "한가람"),
    ("글=한가람 기자 사진=남궁윤 기자", "한가람, 남궁윤"),
    ("글·사진=한가람 기자", "한가람"),
    ("한가람 기자 · 남궁윤 기자", "한가람, 남궁윤"),
    ("저작권자 © 호반마루신문 무단전재 금지", None),
    ("(사진=한가람 기자)", None),
    ("호반마루신문 기자", None),
]


@pytest.mark.parametrize(("tail", "names"), TAILS)
def test_signature_below_the_body(tail: str, names: str | None) -> None:
    escaped = tail.replace("<", "&lt;").replace(">", "&gt;")
    tree = page(after=f"<p class='sign'>{escaped}</p>")
    assert find_reporter(tree, BODY) == names


@pytest.mark.parametrize(
    ("dateline", "names"),
    [
        ("[호반=호반마루신문] 한가람 기자 = ", "한가람"),
        ("(호반=호반마루신문) 한가람·남궁윤 기자 = ", "한가람, 남궁윤"),
        ("[호반마루신문 한가람 기자] ", "한가람"),
        ("[호반마루신문=한가람 기자] ", "한가람"),
        ("[호반마루신문] ", None),
    ],
)
def test_dateline(dateline: str, names: str | None) -> None:
    body = dateline + BODY
    assert find_reporter(page(body=paragraphs(body)), body) == names


def test_signature_inside_the_last_paragraph() -> None:
    body = BODY + " 한가람 기자 garam@hoban.example"
    assert find_reporter(page(body=paragraphs(body)), body) == "한가람"


def test_reporters_within_the_story_do_not_sign_it() -> None:
    body = (
        BODY
        + "\n현장을 찾은 한가람 기자에게 주민들은 “기자가 온 건 처음”이라며 반겼다고 시는 전했다."
    )
    assert find_reporter(page(body=paragraphs(body)), body) is None


def test_author_of_the_metadata() -> None:
    head = '<script type="application/ld+json">{"@type":"NewsArticle","author":{"name":"한가람 기자"}}</script>'
    assert find_reporter(page(head=head), BODY) == "한가람"
    head = '<meta name="author" content="호반마루신문">'
    assert find_reporter(page(head=head), BODY) is None


def test_other_articles_and_comments_do_not_sign_it() -> None:
    after = "<div class='related'><h4>관련기사</h4>한가람 기자</div><div class='reply'>남궁윤 기자</div>"
    assert find_reporter(page(after=after), BODY) is None


@pytest.mark.parametrize(
    "name", ["온라인뉴스팀", "편집부", "본지", "관리자", "호반마루", "뉴스", "취재팀"]
)
def test_not_a_person(name: str) -> None:
    assert not is_person(name, "호반마루신문")
