"""Whole pages of rarer kinds: boards, print views, newsletters, layout tables, page states."""

# ruff: noqa: E501  (markup stays on one line)
from __future__ import annotations

from datetime import date

import pytest

from cluster_assets.clean.article import clean_page
from cluster_assets.records import KEPT

TITLE = "순천 해룡에 마그네슘 특화단지 들어선다"
BODY = (
    "전라남도와 순천시가 해룡면 일원에 마그네슘 특화단지를 조성한다고 12일 밝혔다.",
    "도는 2027년까지 국비 120억 원과 도비 60억 원을 들여 시험생산동을 짓는다.",
    "단지에는 합금 소재 기업 14곳이 들어오고, 연구지원센터가 함께 문을 연다.",
    "순천시장은 “소재 산업의 거점으로 키우겠다”며 “기업 지원을 아끼지 않겠다”고 말했다.",
)
P = "".join(f"<p>{text}</p>" for text in BODY)
HEAD = f"<html><head><title>{TITLE} - 조례호수뉴스</title></head><body>"
STATE = f'"title":"{TITLE}","content":"{P}"'

Expected = tuple[str | None, str | None, date | None]

PAGES: dict[str, tuple[str, Expected]] = {
    "board with the date in the title bar": (
        f"<html><head><title>지역경제 - {TITLE}</title></head><body><div class='head'>조례호수신문 <span class='clock'>2026.11.03 09:10</span></div>"
        f"<div class='rd'><div class='top_area'><span class='date'>2013.04.02 11:20</span><h1>{TITLE}</h1></div><div class='xe_content'>{P}</div></div>"
        "<footer>제호 조례호수신문 | 등록번호 전남 아00111 | 등록일 2010.01.01</footer></body></html>",
        ("조례호수신문", None, date(2013, 4, 2)),
    ),
    "clock above the headline of the site": (
        f"{HEAD}<div class='top'><span class='date'>2026.11.03 09:10</span><h1>조례호수뉴스</h1></div><div><h2>{TITLE}</h2><div>{P}</div></div></body></html>",
        ("조례호수뉴스", None, None),
    ),
    "day without a time in the title bar": (
        f"{HEAD}<div class='bar'><span class='date'>2026.11.03</span><h2>{TITLE}</h2></div><div>{P}</div></body></html>",
        ("조례호수뉴스", None, None),
    ),
    "print view": (
        f"<html><head><title>조례호수신문 :: 기사 인쇄하기</title></head><body><table><tr><td><font size=5><b>{TITLE}</b></font></td></tr><tr><td>입력 : 2019-03-12 10:20 | 한노을 기자</td></tr></table>"
        f"<div>{P}</div><p>인쇄일시 : 2026-01-02 10:00</p><p>이 인쇄물은 개인적 용도로만 이용할 수 있습니다.</p></body></html>",
        ("조례호수신문", "한노을", date(2019, 3, 12)),
    ),
    "newsletter in layout tables": (
        f"<html><head><title>{TITLE} | 조례호수뉴스</title></head><body><div class='newsletter-wrap'><table role='presentation'><tr><td>조례호수뉴스레터 제31호</td></tr><tr><td><h1>{TITLE}</h1><p>2022. 5. 3.(화) · 글 한노을 기자</p></td></tr>"
        + "".join(f"<tr><td>{text}</td></tr>" for text in BODY)
        + "<tr><td><a>수신거부</a> | 본 메일은 2026년 1월 1일 발송되었습니다.</td></tr></table></div></body></html>",
        ("조례호수뉴스", "한노을", date(2022, 5, 3)),
    ),
    "poll and neighbours inside the article": (
        f"{HEAD}<main><h1>{TITLE}</h1><div><span>한노을 기자</span><span>5시간 전</span></div><div><p>{BODY[0]}</p><p>{BODY[1]}</p><div><strong>온라인 설문</strong><ul><li>찬성 61%</li><li>반대 39%</li></ul></div><p>{BODY[2]}</p><p>{BODY[3]}</p>"
        "<div><h4>이전 기사</h4><p>호숫가 축제에 12만명 몰려</p></div><div><h4>다음 기사</h4><p>해변 노을길 3억 들여 정비</p></div></div></main></body></html>",
        ("조례호수뉴스", "한노을", None),
    ),
    "state in a script": (
        f'{HEAD}<script>window.__INITIAL_STATE__={{"article":{{{STATE},"reporter":{{"name":"한노을"}},"publishedAt":"2021-03-12T10:00:00+09:00"}}}};</script></body></html>',
        ("조례호수뉴스", "한노을", date(2021, 3, 12)),
    ),
    "state in JSON": (
        f'{HEAD}<script id=\'__NEXT_DATA__\' type=\'application/json\'>{{"data":{{{STATE},"writer":[{{"name":"한노을 기자"}}],"regDate":"2021-03-12 10:00:00"}}}}</script></body></html>',
        ("조례호수뉴스", "한노을", date(2021, 3, 12)),
    ),
    "bare name before the date": (
        f"{HEAD}<article><h1>{TITLE}</h1><ul><li>한노을</li><li>2020.02.03 10:11</li><li>댓글 0</li></ul><div>{P}</div></article></body></html>",
        ("조례호수뉴스", "한노을", date(2020, 2, 3)),
    ),
    "section glued to the headline": (
        f"{HEAD}<article><h2 id='bo_v_title'><span class='bo_v_cate'>경제</span><span class='bo_v_tit'>{TITLE}</span></h2><p>작성일 21-03-04 10:11</p><div id='bo_v_con'>{P}</div></article></body></html>",
        ("조례호수뉴스", None, date(2021, 3, 4)),
    ),
    "name and mail before the label": (
        f"{HEAD}<h1>{TITLE}</h1><p>한노을 (noeul@jorye.example) &nbsp; 기사입력 2021/03/04 [10:11]</p><div>{P}</div></body></html>",
        ("조례호수뉴스", "한노을", date(2021, 3, 4)),
    ),
    "title cell of an office's board": (
        f"<html><head><title>보도자료 | 순천시청</title></head><body><h3>보도자료</h3><table><tr><th>제목</th><td>{TITLE}</td></tr><tr><th>등록일</th><td>2021-03-04</td></tr><tr><td colspan=2>{P}</td></tr></table><footer>순천시청 전라남도 순천시</footer></body></html>",
        ("순천시청", None, date(2021, 3, 4)),
    ),
    "section before the date": (
        f"{HEAD}<article><h1>{TITLE}</h1><ul><li>경제부</li><li>2020.02.03 10:11</li></ul><div>{P}</div></article></body></html>",
        ("조례호수뉴스", None, date(2020, 2, 3)),
    ),
    "bold cell under a title tag of the site": (
        f"<html><head><meta http-equiv='content-type' content='text/html; charset=iso-8859-1'><title>조례호수신문</title></head><body><table><tr><td>조례호수신문 2026년 11월 3일</td></tr><tr><td><b class='t'>{TITLE}</b></td></tr><tr><td>2012/03/04 11:10 입력 한노을 기자</td></tr>"
        f"<tr><td>{'<br><br>'.join(BODY)}</td></tr><tr><td>이전기사 : 감 값 5만원 | 다음기사 : 단풍</td></tr><tr><td>조례호수신문 전남 다01234 등록일 2001.2.3</td></tr></table></body></html>",
        ("조례호수신문", "한노을", date(2012, 3, 4)),
    ),
}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("encoding", ["utf-8", "cp949"])
def test_page(name: str, encoding: str) -> None:
    markup, (outlet, reporter, published) = PAGES[name]
    cleaned = clean_page(markup.encode(encoding))
    assert cleaned.outcome == KEPT, cleaned.reason
    assert cleaned.title == TITLE
    assert tuple(cleaned.text.split("\n")) == BODY
    assert (cleaned.outlet, cleaned.reporter, cleaned.published_date) == (
        outlet,
        reporter,
        published,
    )
