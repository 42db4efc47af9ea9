# ruff: noqa: E501 - markup is easier to read in one line
"""Blogs, boards, portals and plain text: the last set of page kinds."""

from __future__ import annotations

from datetime import date

from cluster_assets_tests.clean.page_kinds import (
    A_TITLE,
    B_TITLE,
    C_TITLE,
    LINKS,
    OTHER,
    A,
    B,
    C,
    Kind,
    br,
    doc,
    p,
)

KINDS: dict[str, Kind] = {}

KINDS["blog of an office on a portal"] = Kind(
    doc(
        f"<title>{B_TITLE} : 네이버 블로그</title><meta property=og:title content='{B_TITLE}'><meta property=og:site_name content='네이버 블로그 | 늘봄군 공식 블로그'><meta property='naverblog:nickname' content='늘봄군'>",
        f"<div id=postViewArea><div class='se-viewer'><div class='se-component se-documentTitle'><div class=se-module><span>{B_TITLE}</span></div></div><div class=blog2_container><span class=writer>늘봄군</span><span class='se_publishDate pcol2'>2024. 3. 12. 9:30</span></div><div class=se-main-container><div class='se-component se-image'><img src=a><div class='se-module se-caption'>시험센터 조감도</div></div><div class='se-component se-text'><div class='se-component-content'><div class='se-section se-section-text'><div class='se-module se-module-text'>"
        + "".join(
            f"<p class='se-text-paragraph'><span class='se-fs-'>{b}</span></p><p class='se-text-paragraph'><span>​</span></p>"
            for b in B
        )
        + f"</div></div></div></div><div class='se-component se-oglink'><a href=/x><strong>{OTHER[0]}</strong><p>{OTHER[1]} 소식을 한눈에</p></a></div></div></div></div><div class=post_tag>#수소 #시험센터</div>",
    ),
    B_TITLE,
    B,
    "늘봄군 공식 블로그",
    None,
    date(2024, 3, 12),
)

KINDS["rhymix board"] = Kind(
    doc(
        f"<title>{C_TITLE} - 지역뉴스 - 새결소식</title>",
        f"<header><h1><a href=/>새결소식</a></h1></header><div class=board_read><div class=read_header><h1><a href=/1>{C_TITLE}</a></h1><p class=meta><a class='author member_3'>류하람기자</a> <span class=date>2023.12.20 15:10</span> <span class=vr>조회 수 22</span></p></div><div class=read_body><div class='rhymix_content xe_content'>{p(C)}</div></div><div class=read_footer><div class=fileList>첨부 <ul><li>a.jpg [File Size:120KB]</li></ul></div><div class=btnArea>목록</div></div></div><div class=feedback id=comment><h2>댓글 0</h2></div>",
    ),
    C_TITLE,
    C,
    "새결소식",
    "류하람",
    date(2023, 12, 20),
)

KINDS["city board with a department and a person in charge"] = Kind(
    doc(
        "<title>보도자료(상세) | 새결시청 대표홈페이지</title>",
        f"<ul>{LINKS}</ul><div class=view><div class=view_head><p class=title>{C_TITLE}</p><div class=etc><span>작성부서 : 로봇산업과</span><span>작성자 : 금하람</span><span>등록일 : 2023-12-20 16:02</span><span>조회수 : 22</span></div></div><div class=view_body>{br(C)}</div><div class=view_file><strong>첨부파일</strong><ul><li><a>1.hwp</a><a>미리보기</a></li></ul></div><div class=charge><ul><li>담당부서 <b>로봇산업과</b></li><li>전화번호 <b>031-000-0000</b></li><li>최종수정일 <b>2023-12-22</b></li></ul></div></div><p>이 페이지에서 제공하는 정보에 대하여 만족하십니까?</p><footer>COPYRIGHT(C) SAEGYEOL CITY. ALL RIGHTS RESERVED.</footer>",
    ),
    C_TITLE,
    C,
    "새결시청",
    None,
    date(2023, 12, 20),
)

KINDS["name and department in a box of the author"] = Kind(
    doc(
        f'<title>{A_TITLE} | 다온인사이트</title><script type=\'application/ld+json\'>{{"@type":"Article","headline":"{A_TITLE}","datePublished":"Mon, 03 Jun 2024 07:00:00 GMT","author":{{"name":"다온인사이트 편집국"}}}}</script>',
        f"<main><h1>{A_TITLE}</h1><div class='author-box'><img alt=프로필><strong>은새봄</strong><span>산업부 기자</span></div><div class='prose'>{p(A)}</div><div class='cta'><h3>뉴스레터 구독</h3><p>매주 화요일 아침, 지역 산업 소식을 보내 드립니다.</p><input><button>구독</button></div></main>",
    ),
    A_TITLE,
    A,
    "다온인사이트",
    "은새봄",
    date(2024, 6, 3),
)

KINDS["preformatted text of an old site"] = Kind(
    f"<HTML><HEAD><TITLE>[다온신문] {A_TITLE}</TITLE></HEAD><BODY><PRE>\n{A_TITLE}\n\n[ 2004-06-03 ]\n\n"
    + "\n\n".join(A)
    + "\n\n맹솔이 기자 msol@daon.example\n</PRE><HR>다온신문 Copyright 2004</BODY></HTML>",
    A_TITLE,
    A,
    "다온신문",
    "맹솔이",
    None,
)

KINDS["section label, sub-headline and profile below"] = Kind(
    doc(
        f"<title>{B_TITLE} - 경제 - 기사 : 늘봄저널</title>",
        f"<div class=wrap><div class=hd><span class=dt>2026.03.02(월)</span></div><div class=art><div class=art_hd><em>경제</em><h2>{B_TITLE}</h2><h3>연 210건 시험…기업 37곳 혜택</h3><div><span>송고 2024-03-12 11:11</span><span>구새라 기자</span><span>sera@nbj.example</span><a>구독</a></div></div><div class=art_bd>{p(B)}<dl class=photo><dt><img></dt><dd>시험센터 조감도</dd></dl></div><div class=art_ft><p>구새라</p><p>늘봄 지역 소식을 전합니다.</p></div></div></div>",
    ),
    B_TITLE,
    ("연 210건 시험…기업 37곳 혜택", *B),
    "늘봄저널",
    "구새라",
    date(2024, 3, 12),
)

KINDS["portal page with a hidden heading"] = Kind(
    doc(
        f"<title>{C_TITLE} | 새결포털</title>",
        f"<h1 class=blind>새결포털 뉴스</h1><div id=kakaoHead>메뉴</div><section class=head_view><em class=info_cp><a class=link_cp><img class=thumb_g alt='새결뉴스통신'></a></em><h3 class=tit_view>{C_TITLE}</h3><div class=info_view><span class=txt_info>허은달</span><span class=txt_info>입력 <span class=num_date>2023. 12. 20. 17:02</span></span><span class=txt_info>수정 2023. 12. 21. 09:00</span></div></section><div class=news_view><div class=article_view><section>{p(C)}</section></div></div><div class=foot_view>Copyright © 새결뉴스통신. 무단전재 및 재배포 금지.</div>",
    ),
    C_TITLE,
    C,
    "새결뉴스통신",
    "허은달",
    date(2023, 12, 20),
)

KINDS["paragraphs as items of a list"] = Kind(
    doc(
        f"<title>{A_TITLE}</title>",
        f"<div id=logo>다온하루</div><h2>{A_TITLE}</h2><ul class=info><li>글 : 채나울</li><li>날짜 : 2024.06.03</li></ul><ul class=text>{p(A, '<li>', '</li>')}</ul><p>© 2024 다온하루</p>",
    ),
    A_TITLE,
    A,
    "다온하루",
    "채나울",
    date(2024, 6, 3),
)
