# ruff: noqa: E501 - markup is easier to read in one line
"""Lists, walls and errors are refused, and told from articles that hold links or notices."""

from __future__ import annotations

import pytest

from cluster_assets.clean.article import clean_page
from cluster_assets_tests.clean.page_kinds import A_TITLE, B_TITLE, OTHER, A, B, doc, p

TEASERS = (
    "시는 오는 7월부터 마을버스 요금을 100원 올린다고 밝혔다. 어린이와 청소년은 지금과 같다.",
    "공원 물놀이장이 다음 달 1일 문을 연다. 하루 세 차례 물을 갈아 준다고 시는 설명했다.",
    "시립도서관이 밤 11시까지 문을 연다. 이용자가 늘어난 데 따른 조치라고 시는 밝혔다.",
    "벼 병해충 방제를 위해 드론 12대가 뜬다. 농가 부담은 없다고 군은 설명했다.",
    "급식비 예산이 1억2천만원 늘어난다. 어린이집 42곳이 혜택을 본다고 시는 밝혔다.",
    "산책로 4km를 새로 단장한다. 공사는 9월에 끝날 예정이라고 시는 밝혔다.",
)
PAIRS = list(zip(OTHER, TEASERS, strict=True))
HEAD = "<title>특화단지 소식 - 다온타임스</title>"


def each(form: str, *, times: int = 1) -> str:
    """The form filled with every headline and its teaser."""
    return "".join(form.format(n, head, text) for n, (head, text) in enumerate(PAIRS * times))


LISTS = {
    "cards": each(
        "<div><a href=/n/{0}><img src=x><strong>{1} 소식 전합니다</strong></a><p>{2}</p><span>2024-06-01</span></div>"
    ),
    "linked teasers": "<ul>"
    + each("<li><a href=/n/{0}><h4>{1} 소식 전합니다</h4><p>{2}</p></a></li>", times=2)
    + "</ul>",
    "front page": each(
        "<section><h2>섹션</h2><article><h3><a href=/n/{0}>{1} 소식을 전합니다</a></h3><p>{2}</p></article></section>",
        times=2,
    ),
    "search results": "<h2>'특화단지' 검색 결과 1,204건</h2>"
    + each(
        "<dl><dt><a href=/n/{0}>{1} 특화단지 소식</a></dt><dd>{2} <b>특화단지</b></dd><dd>2024.06.01 선우결 기자</dd></dl>"
    ),
    "tag page": "<h1>#특화단지</h1>" + each("<p><a href=/n/{0}>{1} 특화단지 소식</a> {2}</p>"),
    "board": "<table><tr><th>번호</th><th>제목</th><th>등록일</th></tr>"
    + each(
        "<tr><td>{0}</td><td><a href=/n/{0}>{1} 추진 계획 발표</a></td><td>2024-06-01</td></tr>",
        times=3,
    )
    + "</table>",
}
NO_TEXT = {
    "not found": "<h1>페이지를 찾을 수 없습니다</h1><p>요청하신 페이지가 삭제되었거나 주소가 바뀌었습니다. 주소를 다시 확인해 주세요.</p><p>특화단지 기사를 찾으시나요? 검색을 이용해 주세요.</p>",
    "deleted": "<script>alert('삭제된 기사입니다.');history.back();</script>",
    "captcha": "<p>로봇이 아닙니다 확인이 필요합니다. 보안문자를 입력해 주세요.</p><p>뉴스를 보시려면 잠시 후 다시 시도해 주세요.</p>",
    "poll": "<form><h2>산업단지 이름 공모 설문</h2><p>가장 마음에 드는 이름을 골라 주세요.</p><label><input type=radio>다온</label></form>",
    "photo": f"<h1>[포토] {A_TITLE}</h1><div id=articleBody><img src=a><p>▲ 표은결 다온시장이 3일 시청에서 특화단지 계획을 설명하고 있다. /다온시 제공</p></div>",
    "video": f"<h1>{A_TITLE}</h1><div class=player><video src=x></video></div><div class=vod_info>등록 2024.06.03 재생 1,204</div>",
    "frames": "<frameset cols='200,*'><frame src=a.htm><noframes>프레임을 지원하지 않는 브라우저입니다.</noframes></frameset>",
}
KEPT = {
    "a cookie banner over an article": f"<div class=cookie-banner><p>이 사이트는 쿠키를 사용합니다. 동의하시겠습니까?</p></div><h1>{A_TITLE}</h1><div class=c>{p(A)}</div>",
    "an article whose words are links": f"<h1>{A_TITLE}</h1><div class=c>{p(tuple(line.replace('특화단지', '<a href=/t>특화단지</a>') for line in A))}</div>",
    "a second article below": f"<div class=w><h1>{A_TITLE}</h1><div class=article_content>{p(A)}</div></div><div class=w><h1>{B_TITLE}</h1><div class=article_content>{p(B)}</div></div>",
}


@pytest.mark.parametrize("name", LISTS)
def test_lists(name: str) -> None:
    page = clean_page(doc(HEAD, LISTS[name]).encode())
    assert (page.outcome, page.text) == ("list_page", ""), (page.reason, page.layout)


@pytest.mark.parametrize("name", NO_TEXT)
def test_pages_without_text(name: str) -> None:
    page = clean_page(doc(HEAD, NO_TEXT[name]).encode())
    assert (page.outcome, page.text) == ("no_text", ""), (page.reason, page.layout)


@pytest.mark.parametrize("name", KEPT)
def test_articles_that_look_like_one_of_these(name: str) -> None:
    page = clean_page(doc(HEAD, KEPT[name]).encode())
    assert page.text.split("\n") == list(A), (page.outcome, page.layout)
