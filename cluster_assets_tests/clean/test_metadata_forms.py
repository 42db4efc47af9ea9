# ruff: noqa: E501 - one form a line
"""Forms in which dates, bylines and outlets are written, each on three kinds of page."""

from __future__ import annotations

from datetime import date

import pytest

from cluster_assets.clean.article import clean_page
from cluster_assets.records import CleanedPage
from cluster_assets_tests.clean.page_kinds import B_TITLE, LINKS, OTHER, B, br, doc, p

DAY = date(2024, 3, 12)
PUBLISHED = """
입력 2024-03-12 10:00
입력 : 2024.03.12 10:00
기사입력 2024/03/12 [10:00]
등록 2024.03.12 10:00 수정 2024.03.14 11:00
수정 2024.03.14 11:00 등록 2024.03.12 10:00
입력: 2024. 3. 12. 오전 10:00
2024년 3월 12일 10시 00분
2024년 03월 12일(화) 10:00
2024-03-12 10:00:11
2024.03.12.
승인 2024-03-12 10:00 최종수정 2024-03-15 08:00
작성일 24-03-12 10:00
작성일: 2024-03-12 | 조회수: 311
게시일 : 2024.03.12
발행일 2024.03.12 | 발행호 제31호
2024/03/12 10:00 송고
2024-03-12 10:00 입력 / 2024-03-13 09:00 수정
[2024-03-12 10:00]
(2024.03.12)
(2024년 3월 12일)
'24. 3. 12.
’24.03.12 10:00
2024.3.12 (화) 오후 3:05
배포일시 2024. 3. 12.(화) 09:00
보도일시 : 2024년 3월 12일(화) 조간
등록일자 2024-03-12
Mar 12, 2024
12 March 2024
March 12, 2024 10:00 AM
2024-03-12T10:00:00+09:00
2024-03-12T01:00:00Z
Posted on 2024.03.12 by admin
published : 2024-03-12
기사승인 2024.03.12 10:00:00
승인시간 2024.03.12 10:00
기사작성일 2024.03.12
작성자 홍보팀 작성일자 2024-03-12 조회 22
업로드 2024-03-12
등록 : 2024-03-12 10:00 · 갱신 : 2024-03-20 10:00
입력시간 | 2024-03-12 10:00
2024-03-12 화요일
날짜 2024-03-12
Date : 2024-03-12
2024. 03. 12 / 10:00
기사등록 : 2024년03월12일 10시00분
기사 게재일 : 2024-03-12 10:00
최초입력 2024.03.12. 10:00 | 최종수정 2024.03.12. 12:00
지면보기 2024-03-13 입력 2024-03-12
뉴스등록일 2024-03-12
기사입력시간 2024-03-12
송고시간2024-03-12 10:00
10:00 2024-03-12
""".strip().split("\n")
NOT_PUBLISHED = """
최종편집 2024-03-12 10:00
수정 2024-03-12 10:00
마지막 업데이트 2024.03.12
오늘 2024-03-12
현재시각 2024-03-12 10:00
행사기간 2024-03-12 ~ 2024-03-15
접수마감 2024-03-12
Last modified: 2024-03-12
Updated 2024-03-12
최종 업데이트: 2024.03.12
인쇄일 2024-03-12
03-12 10:00
출력일시 2024-03-12 11:00
최근 수정일 2024-03-12
갱신일 : 2024-03-12
""".strip().split("\n")
BESIDE_HEADLINE = """
선우결 기자=>선우결
기자명 선우결 기자=>선우결
선우결기자=>선우결
선우결 선임기자=>선우결
선우결 인턴기자=>선우결
글·사진 선우결 기자=>선우결
글 선우결 기자 · 사진 노을빛 기자=>선우결
선우결 기자 dam@x.example=>선우결
늘봄=선우결 기자=>선우결
/늘봄=선우결 기자=>선우결
[늘봄샘플뉴스 선우결 기자]=>선우결
by 선우결=>선우결
By 선우결 기자=>선우결
취재 : 선우결=>선우결
작성자 : 선우결=>선우결
글쓴이 선우결=>선우결
선우결 · 오가람 기자=>선우결, 오가람
선우결, 오가람 기자=>선우결, 오가람
선우결 기자, 오가람 기자=>선우결, 오가람
선우결 기자 / 오가람 기자=>선우결, 오가람
선우결 특파원=>선우결
선우결 시민기자=>선우결
선우결 취재부장=>선우결
선우결 편집국장=>선우결
선우결 대표기자=>선우결
선우결 객원기자=>선우결
선우결 PD=>선우결
늘봄취재본부 선우결 기자=>선우결
늘봄주재 선우결 기자=>선우결
편집국=>
온라인뉴스팀=>
편집부=>
뉴스팀=>
관리자=>
admin=>
디지털뉴스부=>
늘봄샘플뉴스=>
늘봄샘플뉴스 기자=>
홍보담당관=>
보도국 기자=>
취재기자=>
편집국 news@x.example=>
사진=늘봄군=>
기자협회 제공=>
""".strip().split("\n")
BELOW_BODY = """
선우결 기자 dam@x.example=>선우결
늘봄=선우결 기자 dam@x.example=>선우결
/선우결 기자=>선우결
[선우결 기자]=>선우결
&lt;선우결 기자&gt;=>선우결
선우결·오가람 기자=>선우결, 오가람
선우결 dam@x.example=>선우결
글·사진=선우결 기자=>선우결
취재=선우결 기자, 사진=오가람 기자=>선우결, 오가람
온라인뉴스팀 news@x.example=>
편집국 desk@x.example=>
선우결 기자(dam@x.example)=>선우결
늘봄샘플뉴스 선우결 기자=>선우결
선우결 기자 | dam@x.example | 오피니언=>선우결
지역취재팀=>
늘봄/선우결 기자=>선우결
■ 선우결 기자=>선우결
기자 선우결=>선우결
기사제보 news@x.example=>
""".strip().split("\n")
DATELINES = """
[늘봄샘플뉴스=선우결 기자] =>선우결
[늘봄=늘봄샘플뉴스] 선우결 기자 = =>선우결
(늘봄=늘봄샘플뉴스) 선우결 기자 = =>선우결
【늘봄=늘봄샘플뉴스】선우결 기자 = =>선우결
선우결 기자 = =>선우결
[늘봄샘플뉴스 선우결 기자] =>선우결
[선우결 기자] =>선우결
[늘봄/선우결 기자] =>선우결
(늘봄샘플뉴스/선우결 기자) =>선우결
[늘봄샘플뉴스] =>
(늘봄=늘봄샘플뉴스) 온라인팀 = =>
늘봄샘플뉴스 선우결 기자 = =>선우결
[늘봄샘플뉴스=늘봄] 선우결·오가람 기자 = =>선우결, 오가람
""".strip().split("\n")
PLATFORMS = ("hashed", "table", "ndsoft")


def read(platform: str, *, info: str = "", tail: str = "", lead: str = "") -> CleanedPage:
    """The page of a platform with one line beside its headline, below or before its body."""
    body = (lead + B[0], *B[1:])
    title = f"{B_TITLE} - 늘봄샘플뉴스"
    if platform == "table":
        rows = "</td></tr><tr><td>".join(OTHER)
        markup = (
            f"<html><head><title>늘봄샘플뉴스:: {B_TITLE}</title></head><body><table><tr><td>2026-03-02</td></tr></table>"
            f"<table><tr><td class=title><b>{B_TITLE}</b></td></tr><tr><td>{info}</td></tr><tr><td>{br(body)}<br><br>{tail}</td></tr></table>"
            f"<table><tr><td>{rows}</td></tr></table></body></html>"
        )
    elif platform == "hashed":
        markup = doc(
            f"<title>{title}</title>",
            f"<div class=t><span>2026.03.02</span></div><div class=w><h1>{B_TITLE}</h1>{info}<div class=q>{p(body)}{tail}</div></div><ul>{LINKS}</ul>",
        )
    else:
        markup = doc(
            f"<title>{title}</title>",
            f"<section id=article-view><header><h3 class=heading>{B_TITLE}</h3><div class=info-group>{info}</div></header><article id=article-view-content-div>{p(body)}{tail}</article></section>",
        )
    return clean_page(markup.encode())


@pytest.mark.parametrize("line", PUBLISHED)
def test_day_of_publication(line: str) -> None:
    for platform in PLATFORMS:
        page = read(platform, info=f"<p>{line}</p>")
        assert page.published_date == DAY, (platform, page.published_date_source)
        assert page.text.split("\n") == list(B), platform


@pytest.mark.parametrize("line", NOT_PUBLISHED)
def test_other_days_are_never_taken(line: str) -> None:
    for platform in PLATFORMS:
        page = read(platform, info=f"<p>{line}</p>")
        assert page.published_date is None, (platform, page.published_date_source)


@pytest.mark.parametrize("case", BESIDE_HEADLINE)
def test_byline_beside_the_headline(case: str) -> None:
    line, reporter = case.rsplit("=>", 1)
    for platform in PLATFORMS:
        page = read(platform, info=f"<p>{line}</p><p>입력 2024-03-12 10:00</p>")
        assert page.reporter == (reporter or None), platform


@pytest.mark.parametrize("case", BELOW_BODY)
def test_byline_below_the_body(case: str) -> None:
    line, reporter = case.rsplit("=>", 1)
    for platform in PLATFORMS:
        page = read(platform, info="<p>입력 2024-03-12 10:00</p>", tail=f"<p>{line}</p>")
        assert page.reporter == (reporter or None), platform
        assert page.text.split("\n") == list(B), platform


@pytest.mark.parametrize("case", DATELINES)
def test_byline_in_the_dateline(case: str) -> None:
    line, reporter = case.rsplit("=>", 1)
    for platform in PLATFORMS:
        page = read(platform, info="<p>입력 2024-03-12 10:00</p>", lead=line)
        assert page.reporter == (reporter or None), platform


FOOTERS = [
    "제호 : {}  | 등록번호 : 경남 아00001",
    "제호 {} 등록번호 경남 아00001 등록일 2010.01.01",
    "<dl><dt>제호</dt><dd>{}</dd><dt>등록번호</dt><dd>경남 아00001</dd></dl>",
    "<table><tr><td>신문명</td><td>{}</td></tr></table>",
    "매체명 : {} / 발행인 : 금하람",
    "인터넷신문 {} | 발행·편집인 금하람 | 등록번호 경남 아00001",
    "{} | 등록번호 : 경남 아00001 | 발행인 : 금하람",
    "회사명 : {} | 대표 : 금하람 | 사업자등록번호 000-00-00000",
    "Copyright ⓒ {} All rights reserved.",
    "Copyright (c) 2024 {}. All Rights Reserved.",
    "{} © 2024. All rights reserved",
    "COPYRIGHT BY {} ALL RIGHTS RESERVED",
    "<p>&lt;저작권자 ⓒ '{}' 무단전재 및 재배포금지&gt;</p>",
    "{}의 모든 콘텐츠는 저작권법의 보호를 받은바, 무단 전재, 복사, 배포 등을 금합니다.",
    "본 사이트의 저작권은 {}에 있습니다.",
    "(주){} | 경남 늘봄시 | 대표이사 금하람",
    "상호 : (주)하늘미디어 | 제호 : {} | Copyright ⓒ 하늘미디어",
    "<a href=/><img src=l.png alt='{}'></a>",
    '<script type=\'application/ld+json\'>{{"@type": "WebSite", "name": "{}"}}</script>',
]


@pytest.mark.parametrize("footer", FOOTERS)
@pytest.mark.parametrize("outlet", ["늘봄한소리", "늘봄신문"])
def test_outlet_by_the_footer_alone(footer: str, outlet: str) -> None:
    markup = f"<h1>{B_TITLE}</h1><div id=articleBody>{p(B)}</div><div class=z>{footer.format(outlet)}</div>"
    page = clean_page(doc(f"<title>{B_TITLE}</title>", markup).encode())
    assert (page.outlet, page.title) == (outlet, B_TITLE)


@pytest.mark.parametrize(
    "title",
    [
        "{0} - {1}",
        "{1} | {0}",
        "{0} :: {1} ::",
        "[{1}] {0}",
        "{0} < 경제 < 기사본문 - {1}",
        "{1} 모바일 사이트, {0}",
    ],
)
def test_outlet_and_headline_by_the_title_tag_alone(title: str) -> None:
    head = f"<title>{title.format(B_TITLE, '늘봄한소리')}</title>"
    page = clean_page(doc(head, f"<h1>{B_TITLE}</h1><div id=articleBody>{p(B)}</div>").encode())
    assert (page.outlet, page.title) == ("늘봄한소리", B_TITLE)
