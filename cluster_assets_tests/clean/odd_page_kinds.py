# ruff: noqa: E501 - markup is easier to read in one line
"""Old, governmental and otherwise odd pages: dates, bylines and bodies in unusual forms."""

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

KINDS["approval date after an issue number"] = Kind(
    doc(
        f"<title>다온일보 모바일 사이트, {A_TITLE}</title>",
        f"""<header><h1><a>다온일보</a></h1><p>UPDATED. 2026-03-02 10:33 (월)</p></header><div id=user-container><div class=article-head-title>{A_TITLE}</div><div class=info-text><ul><li>공유솔 기자</li><li>승인 2024.06.03 16:40</li><li>[1822호]</li><li>8면</li><li>댓글 0</li></ul></div><div id=articleBody class=cont-body>{p(A)}</div><div class=view-copyright>저작권자 © 다온일보 무단전재 및 재배포 금지</div><div class=view-editors><div>공유솔 기자</div><p>다른기사 보기</p></div></div><ul>{LINKS}</ul>""",
    ),
    A_TITLE,
    A,
    "다온일보",
    "공유솔",
    date(2024, 6, 3),
)

KINDS["korean date, byline and mail in one old line"] = Kind(
    f"""<html><head><title>새결시사 : {C_TITLE}</title></head><body><table><tr><td>뉴스홈 &gt; 경제</td><td>최종업데이트 : 2026년 03월 02일</td></tr></table><table><tr><td id=font_title><b>{C_TITLE}</b></td></tr><tr><td id=font_subtitle>1단계 매출 410억원 늘어</td></tr><tr><td id=font_date>2023년 12월 20일 (수) 14:02:55</td><td id=font_email>경하린 기자 harin@sgsisa.example</td></tr></table><table><tr><td id=articleBody><table align=left><tr><td><img src=a></td></tr><tr><td id=font_imgdown_1>▲ 로봇 제작소 내부 ⓒ 새결시사</td></tr></table>{p(C, "<P>", "</P>")}</td></tr><tr><td>ⓒ 새결시사(http://www.sgsisa.example) 무단전재 및 재배포금지</td></tr></table></body></html>""",
    C_TITLE,
    ("1단계 매출 410억원 늘어", *C),
    "새결시사",
    "경하린",
    date(2023, 12, 20),
)

KINDS["ministry press release with a table of officers below"] = Kind(
    doc(
        f"<title>{C_TITLE} - 브리핑룸 &gt; 보도자료 | 새결도청</title>",
        f"""<div class=article_head><h1>{C_TITLE}</h1><div class=info><span>새결도청</span> <span>2023.12.20</span> <span>글자크기 설정</span> <span>인쇄</span></div></div><div class=article_body><div class=view_cont>{p(C)}<p>문의 : 새결도 로봇산업과(031-000-0000)</p><table><tr><td>담당 부서</td><td>로봇산업과</td><td>책임자</td><td>과 장</td><td>금하람</td><td>(031-000-0000)</td></tr><tr><td></td><td></td><td>담당자</td><td>사무관</td><td>온누리</td><td>(031-000-0001)</td></tr></table></div><div class=filedown>첨부파일 <a>231220_보도자료.hwpx</a> <a>바로보기</a> <a>내려받기</a></div><p>“이 자료는 새결도청의 보도자료를 전재하여 제공함을 알려드립니다.”</p></div><div class=article_footer>이전다음기사 <a>{OTHER[0]}</a></div><ul>{LINKS}</ul>""",
    ),
    C_TITLE,
    C,
    "새결도청",
    None,
    date(2023, 12, 20),
)

KINDS["paragraphs as rows of a table"] = Kind(
    f"""<html><head><title>{B_TITLE} - 늘봄농업신문</title></head><body><table><tr><td>늘봄농업신문</td></tr></table><table class=main><tr><td><h3>{B_TITLE}</h3></td></tr><tr><td>작성 : 2024-03-12 / 노을결 취재부장</td></tr>{"".join(f"<tr><td>{b}</td></tr><tr><td height=10></td></tr>" for b in B)}<tr><td>[저작권자 늘봄농업신문, 무단 전재 금지]</td></tr></table><table><tr><td>{"</td></tr><tr><td>".join(OTHER)}</td></tr></table></body></html>""",
    B_TITLE,
    B,
    "늘봄농업신문",
    "노을결",
    date(2024, 3, 12),
)

KINDS["hangul as numeric entities"] = Kind(
    doc(
        f"<title>{C_TITLE} - 새결엔</title>",
        f"<h1>{C_TITLE}</h1><p class=date>기사등록 2023/12/20 09:00:00</p><p class=name>채단아 기자</p><div class=viewer><article>{br(C)}</article></div><p>ⓒ 새결엔 무단 전재 금지</p><ul>{LINKS}</ul>",
    )
    .encode("ascii", "xmlcharrefreplace")
    .decode(),
    C_TITLE,
    C,
    "새결엔",
    "채단아",
    date(2023, 12, 20),
)

KINDS["a theme's default site name"] = Kind(
    doc(
        f"<title>{A_TITLE} &#8211; 다온마을신문</title><meta property=og:site_name content='My WordPress Site'><meta property=og:title content='{A_TITLE}'><meta property='article:published_time' content='2024-06-03T23:40:00+00:00'>",
        f"""<header><p class=site-title><a>다온마을신문</a></p></header><article class='post type-post'><h1 class=entry-title>{A_TITLE}</h1><div class=entry-meta><span class=posted-on>Posted on <a><time class='entry-date published' datetime='2024-06-03T23:40:00+00:00'>2024년 6월 4일</time></a></span><span class=byline> by <span class='author vcard'><a>admin</a></span></span></div><div class=entry-content>{p(A)}</div><footer class=entry-footer><span class=cat-links>지역</span></footer></article><section class=widget><h2>최근 글</h2><ul>{LINKS}</ul></section><footer>다온마을신문, Proudly powered by WordPress</footer>""",
    ),
    A_TITLE,
    A,
    "다온마을신문",
    None,
    date(2024, 6, 4),
)

KINDS["comments with sentences below the body in one box"] = Kind(
    doc(
        f"<title>{B_TITLE} | 늘봄누리</title>",
        f"""<div id=c1><div id=c2><h1>{B_TITLE}</h1><div><span>아진솔 수습기자</span> | <span>게재 2024-03-12 13:00</span></div><div id=c3>{p(B)}</div><div id=c4><h4>댓글 2</h4><div><b>독자1</b> <i>2024-03-12 15:00</i><p>시험센터가 생기면 우리 회사도 멀리 가지 않아도 되니 반가운 소식이다. 꼭 제때 문을 열었으면 좋겠다.</p></div><div><b>독자2</b> <i>2024-03-13 08:00</i><p>예산만 쓰고 비어 있는 건물이 되지 않도록 잘 살펴봐야 한다. 지난번에도 그런 일이 있었다.</p></div></div></div></div><div id=c5>늘봄누리 · 발행처 늘봄누리미디어</div>""",
    ),
    B_TITLE,
    B,
    "늘봄누리",
    "아진솔",
    date(2024, 3, 12),
)

KINDS["masthead against the company's name"] = Kind(
    doc(
        f"<title>{C_TITLE}</title>",
        f"""<div class=top><span>2026-03-02</span></div><h2>{C_TITLE}</h2><p>글·사진 = 단해솔 기자 / 2023-12-20 17:00 송고</p><div class=cont>{p(C)}</div><div class=bot>상호 : (주)하늘미디어그룹 | 제호 : 새결새벽신문 | 대표 : 금하람 | 등록번호 : 새결 아01234 | 등록일 : 2018.04.05 | 발행일 : 2018.05.01 | 주소 : 새결도 새결시</div>""",
    ),
    C_TITLE,
    C,
    "새결새벽신문",
    "단해솔",
    date(2023, 12, 20),
)

KINDS["month and day without a year"] = Kind(
    doc(
        f"<title>{A_TITLE} - 다온톡</title>",
        f"<div class=logo>다온톡</div><h1>{A_TITLE}</h1><p class=info>06-03 16:20 | 조회 31</p><div class=news_cont>{p(A)}</div><p>최종수정 2024-06-10 09:00</p><ul>{LINKS}</ul>",
    ),
    A_TITLE,
    A,
    "다온톡",
    None,
    None,
)

KINDS["questions in bold and a newspaper page number"] = Kind(
    doc(
        f"<title>[인터뷰] {B_TITLE} - 늘봄정론</title><meta name='author' content='이음새 기자'>",
        f"""<div class=sub_title>사람</div><h1 class=v_title>[인터뷰] {B_TITLE}</h1><div class=v_info>입력 : 2024-03-12 18:00:00 &nbsp;&nbsp; 지면 : 2024-03-13(14면)</div><div class=v_body><p>{B[0]} 육가람 과장을 만났다.</p><p><b>-시험센터는 얼마나 지어졌나.</b></p><p>“{B[1]}”</p><p><b>-어떤 기업이 쓰게 되나.</b></p><p>“{B[2]}”</p></div><div class=v_reporter><b>이음새 기자</b> eum@nbjr.example</div><div class=v_list><h3>사람 섹션의 다른 기사</h3><ul>{LINKS}</ul></div>""",
    ),
    f"[인터뷰] {B_TITLE}",
    (
        f"{B[0]} 육가람 과장을 만났다.",
        "-시험센터는 얼마나 지어졌나.",
        f"“{B[1]}”",
        "-어떤 기업이 쓰게 되나.",
        f"“{B[2]}”",
    ),
    "늘봄정론",
    "이음새",
    date(2024, 3, 12),
)

KINDS["tabs, paywall note and a summary box"] = Kind(
    doc(
        f"<title>{A_TITLE} : 다온프리미엄</title><script type='application/ld+json'>"
        + f'{{"@context":"https://schema.org","@type":"NewsArticle","headline":"{A_TITLE}","datePublished":"2024-06-03","author":[{{"@type":"Person","name":"소나린"}},{{"@type":"Person","name":"다온프리미엄"}}],"publisher":{{"name":"다온프리미엄"}}}}</script>',
        f"""<div class=tabmenu><button>기사</button><button>댓글</button></div><div class='ai-summary-box'><h3>AI 요약</h3><p>다온시가 특화단지를 만든다. 총사업비는 310억원이다.</p><p>AI가 자동으로 요약한 내용으로 본문과 다를 수 있습니다.</p></div><h1>{A_TITLE}</h1><div class=article_cont>{p(A[:2])}<div class=img_box><img src=a><p class=img_txt>옛 연초공장</p></div>{p(A[2:])}<p>이 기사는 다온프리미엄 회원에게 먼저 공개됩니다. 구독하시면 더 많은 기사를 볼 수 있습니다.</p></div><div class=paywall-layer>로그인하고 계속 읽기</div>""",
    ),
    A_TITLE,
    A,
    "다온프리미엄",
    "소나린",
    date(2024, 6, 3),
)

KINDS["bullets of a press release broken by single line breaks"] = Kind(
    doc(
        "<title>새결테크노파크</title>",
        f"""<div class=subTop><h2>보도자료</h2></div><table class=bbsView><tr><th colspan=4>{C_TITLE}</th></tr><tr><th>작성자</th><td>기획홍보팀</td><th>작성일</th><td>2023-12-20 09:30:00</td></tr><tr><td colspan=4 class=con>□ {C[0]}<br>○ {C[1]}<br>○ {C[2]}<br>□ {C[3]}<br><br>※ 붙임 : 사진 2매. 끝.</td></tr><tr><th>첨부파일</th><td colspan=3><a>보도자료.pdf</a></td></tr></table><div class=btn><a>목록</a></div><div class=ft>(재)새결테크노파크 새결도 새결시 로봇로 1 | 대표전화 031-000-0000 | ⓒ 새결테크노파크. All Rights Reserved.</div>""",
    ),
    C_TITLE,
    (f"□ {C[0]}", f"○ {C[1]}", f"○ {C[2]}", f"□ {C[3]}"),
    "새결테크노파크",
    None,
    date(2023, 12, 20),
)
