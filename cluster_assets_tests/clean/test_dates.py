"""Publication dates: what counts as a label, and what must never be taken for one."""

# ruff: noqa: E501  (markup stays on one line)
from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from cluster_assets.clean.dates import find_published, parse_stamp
from cluster_assets_tests.clean.metadata_pages import BODY, page

DAY = date(2022, 7, 5)
INFO_LINES = [
    "<div class='info'>입력 2022.07.05 10:20</div>",
    "<ul><li>한가람 기자</li><li>승인 2022.07.05 10:20</li><li>댓글 0</li></ul>",
    "<div>기사입력 : 2022-07-05 오전 9:10:00 | 최종수정 2022-07-07</div>",
    "<div>최종수정 2022-07-07 10:00 | 등록 2022-07-05 08:00</div>",
    "<div>등록 : 2022/07/05 [11:02] 수정 : 2022/07/06 [11:02]</div>",
    "<div><span>한가람 기자</span> <span>2022. 7. 5. 오후 3:12</span></div>",
    "<div>작성자 관리자 작성일 22-07-05 15:21 조회 120회 댓글 0</div>",
    "<div>작성일 '22.07.05 (화)</div>",
    "<div>2022년 07월 05일(화) 11:26 [호반마루신문]</div>",
    "<div>2022년 7월 5일 화요일</div>",
    "<table><tr><th>담당부서</th><td>에너지과</td><th>등록일</th><td>2022-07-05</td></tr></table>",
    "<dl><dt>작성일</dt><dd>2022.07.05.</dd><dt>조회</dt><dd>31</dd></dl>",
    "<div>송고시간 2022-07-05 14:00</div>",
    "<div>게시일 : 2022.07.05</div>",
    "<div>２０２２년 ７월 ５일 입력</div>",
    "<div>2022.07.05 10:11 입력 | 2022.07.06 09:00 수정</div>",
    "<div>Posted : Jul 5, 2022 by 한가람</div>",
    "<div>등록일시 2022-07-05 18:11:09</div>",
    "<div>입력 2022.07.05 10:20 지면 2022.07.06 3면</div>",
    "<div>[2022-07-05 10:20:11]</div>",
    "<div>승인 : 2022년07월05일 10시20분</div>",
    "<div>기사승인 2022.07.05&nbsp;&nbsp;10:20:33</div>",
    "<p class='sub'>2023년 3월 4일 준공 목표로 주민과 함께 부지 매입 나서</p><div>입력 2022.07.05</div>",
]
INFO_LINES += [
    "<div>기사입력시간 : 2022/07/05 [10:10:00]</div>",
    '<time datetime="2022-07-05T01:02:00Z">7월 5일</time>',
    "<div>2022/07/05 11:20 조회수 2208회 추천 3</div>",
    "<div>Published 05 July 2022</div>",
    "<div>수정 : 2022.07.06(수) 10:10 | 입력 : 2022.07.05(화) 13:20</div>",
    "<div>22.07.05 | 문화</div>",
    "<div>발행일 2022-07-05 제1234호</div>",
    "<div>기사등록 2022-07-05 10:00:00 기사수정 2022-07-06 10:00:00</div>",
    "<div>보도일시 2022.07.05(화) 배포 즉시</div>",
    "<div>작성자:한가람 (작성일:22/07/05)</div>",
]
NO_DATES = [
    "<div>게시기간 : 2022-07-05 ~ 2022-08-05</div>",
    "<div>행사일시 : 2022.07.05(화) 14시</div>",
    "<div>Last modified 2022-07-05</div>",
    "<div>기사 최종 편집일 : 2022년 7월 5일</div>",
    "<div>2022.07.05 최종수정</div>",
    "<figure><figcaption>2022년 7월 5일 호반시 협약식. 호반시 제공</figcaption></figure>",
    "<div>©2022.07.05 호반마루신문</div>",
    "",
    "<div>최종편집 2022-07-05 14:22</div>",
    "<div>수정 2022.07.05 10:11</div>",
    "<div>최종수정일 : 2022.07.05</div>",
    "<div>업데이트 2022-07-05</div>",
    "<div class='today'>2022.07.05 (화)</div>",
    "<div>2022.07.05 (화) 08:00 현재</div>",
    "<div>조회 20220705 추천 3</div>",
    "<p>착수식은 2022년 7월 5일 호반시청 대회의실에서 시민 백여 명이 참석한 가운데 열린다</p>",
    "<div>3일 전</div>",
]


@pytest.mark.parametrize("info", INFO_LINES)
def test_label_beside_headline(info: str) -> None:
    assert find_published(page(info), body_text=BODY).date == DAY


@pytest.mark.parametrize("info", NO_DATES)
def test_unlabelled_or_modified_is_unknown(info: str) -> None:
    tree = page(info, top="<div>2024.04.30 (화)</div><div>최종편집 : 2024-05-01 | 오전 08:15</div>")
    found = find_published(tree, body_text=BODY)
    assert found.date is None
    assert found.precision == "none"


HEADS = [
    '<meta property="article:published_time" content="2022-07-05T09:00:00+09:00">',
    '<meta property="article:published_time" content="2022-07-04T23:30:00Z">',
    '<meta property="article:published_time" content="2022-07-04T15:00:00+00:00">',
    '<meta name="pubdate" content="20220705">',
    '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2022-07-04T22:00:00.000Z",'
    '"dateModified":"2022-07-09T10:00:00Z"}</script>',
    '<script type="application/ld+json">{"@graph":[{"@type":"WebSite","datePublished":"2019-01-01"},'
    '{"@type":["NewsArticle"],"datePublished":"2022-07-05 08:00:00"}]}</script>',
    '<meta property="article:modified_time" content="2022-07-08T09:00:00+09:00">'
    '<meta property="og:article:published_time" content="2022-07-05">',
]


@pytest.mark.parametrize("head", HEADS)
def test_machine_stamps_are_seoul_days(head: str) -> None:
    tree = page("<div>수정 2022.07.08</div>", head=head)
    found = find_published(tree, body_text=BODY)
    assert (found.date, found.precision) == (DAY, "second")


def test_modified_stamp_alone_is_unknown() -> None:
    head = '<meta property="article:modified_time" content="2022-07-08T09:00:00+09:00">'
    time = '<time class="updated" datetime="2022-07-08T09:00:00+09:00">2022-07-08</time>'
    assert find_published(page(time, head=head), body_text=BODY).date is None


def test_related_articles_and_comments_are_not_read() -> None:
    after = (
        "<div class='related'>관련기사<ul><li>체육관 개관 입력 2022.07.05</li></ul></div>"
        "<div class='reply'>홍씨 2022.07.06 등록</div>"
    )
    assert find_published(page(after=after), body_text=BODY).date is None


def test_label_below_the_body() -> None:
    tree = page(after="<div class='date'>기사입력 2022.07.05 10:00</div>")
    assert find_published(tree, body_text=BODY).date == DAY


def test_label_above_the_headline() -> None:
    heading = "<div>등록일 2022-07-05</div><h3 class='subject'>호반시, 수열에너지 융복합 클러스터 기본설계 착수</h3>"
    assert find_published(page(heading=heading), body_text=BODY).date == DAY


def test_relative_date_needs_the_capture_time() -> None:
    captured = datetime(2022, 7, 7, 16, 0, tzinfo=UTC)  # the 8th in Seoul
    found = find_published(page("<span>3일 전</span>"), body_text=BODY, captured_at=captured)
    assert found.date == DAY


def test_future_date_is_refused() -> None:
    captured = datetime(2022, 7, 1, tzinfo=UTC)
    found = find_published(page("<div>입력 2022.07.05</div>"), body_text=BODY, captured_at=captured)
    assert found.date is None


def test_page_state_of_the_article_only() -> None:
    state = (
        '<script id="__NEXT_DATA__" type="application/json">{"builtAt":"2024-01-01","list":[{"title":"다른 소식",'
        '"publishedAt":"2023-01-01"}],"article":{"title":"호반시, 수열에너지 융복합 클러스터 기본설계 착수",'
        '"publishedAt":"2022-07-05T01:00:00Z"}}</script>'
    )
    assert find_published(page(after=state), body_text=BODY).date == DAY


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("2022-07-04T15:00:00Z", DAY),
        ("2022-07-05 00:10", DAY),
        ("20220705", DAY),
        ("2022-07-05T23:59:59-0500", date(2022, 7, 6)),
        ("2022-13-45", None),
        ("0000-00-00T00:00:00", None),
        ("", None),
    ],
)
def test_parse_stamp(stamp: str, day: date | None) -> None:
    assert parse_stamp(stamp) == day


@pytest.mark.parametrize("place", ["top", "after"])
def test_imprint_of_the_newspaper_is_no_date(place: str) -> None:
    imprint = "<ul><li>등록일 : 2011-07-08</li><li>발행일 : 2011-08-01</li><li>제호 : 호반마루신문</li></ul>"
    parts = {place: imprint}
    assert find_published(page(**parts), body_text=BODY).date is None
