# ruff: noqa: E501 - markup is easier to read in one line
"""Further kinds of page: bylines, dates and outlets told in unusual places."""

from __future__ import annotations

import json
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

KINDS["two reporters at the end and a modification date first"] = Kind(
    doc(
        f"<title>{A_TITLE} | 다온경제</title>",
        f"""<header><a href=/><img src=l alt=다온경제></a><span class=today>2026년 3월 2일 월요일</span></header><div class=view><div class=hd><h2>{A_TITLE}</h2><div class=dt><span>수정 2024-06-05 11:20</span> <span>입력 2024-06-03 16:10</span> <span>지면 2024-06-04 07면</span></div></div>
<div class=txt>{p(A)}<p>다온=함초롬·어진별 기자 chorom@daonecon.example</p></div></div><div class=ranking><h3>가장 많이 본 뉴스</h3><ul>{LINKS}</ul></div><footer>다온경제 | 서울시 | 등록번호 서울 아00000 | 등록일 2011.01.01</footer>""",
    ),
    A_TITLE,
    A,
    "다온경제",
    "함초롬, 어진별",
    date(2024, 6, 3),
)

KINDS["english month and an english byline label"] = Kind(
    doc(
        f"<title>{C_TITLE} – Saegyeol Weekly</title><meta property=og:site_name content='새결위클리'>",
        f"""<div class=masthead>새결위클리 <span>Monday, March 2, 2026</span></div><article class=post><h1 class=headline>{C_TITLE}</h1><div class=meta>By 류나래 | Published Dec 20, 2023 | Updated Jan 4, 2024</div><div class=story>{p(C)}</div><div class=tags>#로봇 #클러스터 #새결도</div></article><div class=more-stories><h4>More News</h4><ul>{LINKS}</ul></div>""",
    ),
    C_TITLE,
    C,
    "새결위클리",
    "류나래",
    date(2023, 12, 20),
)

KINDS["two-digit year beside the outlet, outlet in the footer alone"] = Kind(
    f"""<html><head><title>{B_TITLE}</title></head><body><table width=100%><tr><td>HOME | 로그인 | 회원가입</td><td align=right>26.03.02 (월)</td></tr></table><table width=720><tr><td class=stitle>{B_TITLE}</td></tr><tr><td class=sinfo>등록일 : '24.03.12 09:40 &nbsp; 조회 : 417 &nbsp; 글쓴이 : 관리자</td></tr><tr><td class=scont><p align=justify>{br(B)}</p><p align=right>[ 하늬솔 기자 ]</p></td></tr><tr><td>목록보기 | 인쇄하기</td></tr></table>
<table width=720><tr><td>{" | ".join(OTHER)}</td></tr></table><table class=bottom><tr><td>제호 : 늘봄뉴스타임 &nbsp; 등록번호 : 늘봄 아00077 &nbsp; 등록일 : 2009년 7월 1일 &nbsp; 발행인 : 편집국장 소아람<br>전화 055-000-0000 Copyright(c) 2009 All rights reserved.</td></tr></table></body></html>""",
    B_TITLE,
    B,
    "늘봄뉴스타임",
    "하늬솔",
    date(2024, 3, 12),
)

KINDS["dateline with place and outlet, no reporter but a newsroom"] = Kind(
    doc(
        f"<title>{C_TITLE}</title>",
        f"""<div id=top><p>기사제보 | 광고문의 | 최종편집시각 : 2026-03-02 10:10</p></div><div class=article_head><p class=section>지역 &gt; 새결</p><h1>{C_TITLE}</h1><p>승인 : 2023-12-20 15:33</p><p>온라인뉴스팀</p></div><div class=article_txt>{p(("[새결=한누리통신] " + C[0], *C[1:]))}<p>온라인뉴스팀 news@hannuri.example</p></div><div id=bottom>한누리통신 대표이사 금하람 | 저작권자 ⓒ 한누리통신 무단전재-재배포 금지</div>""",
    ),
    C_TITLE,
    ("[새결=한누리통신] " + C[0], *C[1:]),
    "한누리통신",
    None,
    date(2023, 12, 20),
)

KINDS["caption table, ad break and related titles between paragraphs"] = Kind(
    doc(
        f"<title>{A_TITLE} - 다온방송</title><meta property='article:published_time' content='2024-06-03T07:15:00.000Z'><meta property='article:author' content='https://www.facebook.com/daonbs'>",
        f"""<nav>{LINKS}</nav><main><h1 class=article-title>{A_TITLE}</h1><div class=article-byline>온해든 기자 <span>2024-06-03 16:15</span></div><div class='vod-player'>동영상 재생 00:00 / 01:42</div><div class=detail-body id=adiContents>{p(A[:1])}<table border=0 align=center style='width:300px'><tbody><tr><td><img src=a.jpg></td></tr><tr><td style='font-size:9pt'>▲ 표은결 다온시장이 3일 시청에서 사업을 설명하고 있다.</td></tr></tbody></table>{p(A[1:2])}<div class='ad_mid'>광고</div><p><strong>[관련기사]</strong><br><a href=/1>- {OTHER[0]}</a><br><a href=/2>- {OTHER[1]}</a></p>{p(A[2:])}<p>&lt;저작권자 ⓒ 다온방송 무단 전재 및 재배포 금지&gt;</p><p>온해든 기자 (haedeun@daonbs.example)</p><p>기자의 다른 기사 보기</p></div></main><footer><p>(주)다온방송 | 대표이사 금하람 | 개국 1994.05.01</p></footer>""",
    ),
    A_TITLE,
    A,
    "다온방송",
    "온해든",
    date(2024, 6, 3),
)

KINDS["one div of everything"] = Kind(
    doc(
        f"<title>{B_TITLE}::늘봄신보</title>",
        f"""<div>늘봄신보 2026.03.02<br>{"<br>".join(OTHER)}<br><br><b>{B_TITLE}</b><br>기사입력 2024-03-12 오전 10:02:00<br><br>{br(B)}<br><br>명다솜 기자 dasom@nbshinbo.example<br><br>ⓒ 늘봄신보, 무단 전재 및 재배포 금지<br><br>이전기사 {OTHER[0]}<br>다음기사 {OTHER[1]}</div>""",
    ),
    B_TITLE,
    B,
    "늘봄신보",
    "명다솜",
    date(2024, 3, 12),
)

KINDS["nuxt state in a script beside a teaser"] = Kind(
    doc(
        f"<title>{C_TITLE} | 새결라이브</title><meta name=description content='{C[0]}'>",
        f"<div id=__nuxt><h1>{C_TITLE}</h1><div class=teaser><p>{C[0]}</p><button>더 보기</button></div></div><script>window.__INITIAL_STATE__="
        + json.dumps(
            {
                "view": {
                    "news": {
                        "title": C_TITLE,
                        "content": "&lt;p&gt;" + "&lt;/p&gt;&lt;p&gt;".join(C) + "&lt;/p&gt;",
                        "regDate": "20231220143000",
                        "writerName": "태가을",
                    }
                },
                "menu": [{"title": o} for o in OTHER],
            },
            ensure_ascii=False,
        )
        + ";</script>",
    ),
    C_TITLE,
    C,
    "새결라이브",
    "태가을",
    date(2023, 12, 20),
)

KINDS["blog of a public institute"] = Kind(
    doc(
        f"<title>[기업지원] {B_TITLE} : 푸른재테크노파크 소식</title><meta property=og:title content='[기업지원] {B_TITLE}'><meta property=og:site_name content='푸른재테크노파크'>",
        f"""<div class=area_head><h3><a>푸른재테크노파크 소식</a></h3></div><div class=area_view><div class=inner_header><strong class=category>기업지원</strong><h2 class=title_view>[기업지원] {B_TITLE}</h2><p class=info>by 푸른재TP 홍보팀 2024. 3. 12.</p></div><div class='article_view'><div class='tt_article_useless_p_margin contents_style'>{p(B, "<p data-ke-size=size16>")}<figure class=imageblock><img src=a><figcaption>시험센터 조감도</figcaption></figure></div></div><div class=another_category><h4>'기업지원' 카테고리의 다른 글</h4><table><tr><th>{OTHER[0]} (0)</th><td>2024.03.10</td></tr><tr><th>{OTHER[1]} (0)</th><td>2024.03.09</td></tr></table></div><div class=tag_label>태그 수소, 부품, 시험</div></div>""",
    ),
    f"[기업지원] {B_TITLE}",
    B,
    "푸른재테크노파크",
    None,
    date(2024, 3, 12),
)

KINDS["minutes ago in utc before midnight in seoul"] = Kind(
    doc(
        f"<title>{A_TITLE} - 다온24</title>",
        f"<header><b class=logo>다온24</b></header><section class=news_view><h2 class=news_tit>{A_TITLE}</h2><div class=news_info><span class=date>5시간 전</span><em class=writer>국아름 기자</em></div><div class=news_con>{p(A)}</div></section><section><h3>실시간 뉴스</h3><ul>{LINKS}</ul></section>",
    ),
    A_TITLE,
    A,
    "다온24",
    "국아름",
    date(2024, 6, 20),
)

KINDS["definition list of particulars on an association's board"] = Kind(
    doc(
        "<title>회원사 소식 &gt; 알림마당 &gt; 새결기업인협의회</title>",
        f"""<div id=gnb><ul>{LINKS}</ul></div><div id=sub><h3 class=subtit>회원사 소식</h3><div class=boardView><dl class=vw_tit><dt>제목</dt><dd>{C_TITLE}</dd></dl><dl class=vw_inf><dt>작성자</dt><dd>사무국</dd><dt>작성일</dt><dd>2023.12.20</dd><dt>조회</dt><dd>98</dd></dl><dl class=vw_file><dt>첨부</dt><dd><a>1220_로봇.hwp</a></dd></dl><div class=vw_con>{br(C)}</div><div class=vw_btn><a>목록</a> <a>이전글</a> <a>다음글</a></div></div></div><div id=foot>새결기업인협의회 (12345) 새결도 새결시 | TEL 000-000-0000 | Copyright ⓒ 2022 새결기업인협의회. All rights reserved.</div>""",
    ),
    C_TITLE,
    C,
    "새결기업인협의회",
    None,
    date(2023, 12, 20),
)

KINDS["sub-headlines as bullets in the body and a data table"] = Kind(
    doc(
        f"<title>{B_TITLE} &lt; 산업 &lt; 늘봄산업뉴스</title>",
        f"""<div class=logo><a>늘봄산업뉴스</a></div><div class=art_top><h1 class=art_tit>{B_TITLE}</h1><ul class=art_sub><li>공정률 68%</li><li>시험 장비 9종 더 들인다</li></ul><div class=art_info>빈가온 기자 <span>승인 2024.03.12 18:20</span> <span>호수 1182</span></div></div><div class=art_body>{p(B[:2])}<table class=tb><thead><tr><th>재원</th><th>집행</th><th>올해</th></tr></thead><tbody><tr><td>국비</td><td>84억원</td><td>30억원</td></tr><tr><td>군비</td><td>36억원</td><td>15억원</td></tr></tbody></table>{p(B[2:])}<p>빈가온 기자 gaon@nbindustry.example</p></div><div class=art_sns>카카오톡 페이스북</div><div class=comment_box><h3>댓글 0</h3><textarea></textarea></div>""",
    ),
    B_TITLE,
    (
        "공정률 68%",
        "시험 장비 9종 더 들인다",
        *B[:2],
        "재원\t집행\t올해",
        "국비\t84억원\t30억원",
        "군비\t36억원\t15억원",
        *B[2:],
    ),
    "늘봄산업뉴스",
    "빈가온",
    date(2024, 3, 12),
)

KINDS["wire copy in another paper"] = Kind(
    doc(
        f"<title>{C_TITLE} - 누리일보</title><meta name=author content='누리일보'>",
        f"""<div class=gnb>{LINKS}</div><article><h2 class=tit>{C_TITLE}</h2><div class=byline><span>새결=강다해 기자</span><span>2023-12-20 16:00:11</span></div><div id=articleBody><p>(새결=연합뉴스) 강다해 기자 = {C[0]}</p>{p(C[1:])}<p>dahae@wire.example</p><p>(끝)</p></div><div class=copy>&lt;저작권자(c) 누리일보, 무단 전재-재배포 금지&gt;</div></article><footer>누리일보 발행·편집인 : 금하람 창간 1989년 3월 1일</footer>""",
    ),
    C_TITLE,
    ("(새결=연합뉴스) 강다해 기자 = " + C[0], *C[1:]),
    "누리일보",
    "강다해",
    date(2023, 12, 20),
)
