# ruff: noqa: E501 - markup is easier to read in one line
"""Whole pages of many kinds of site, with everything that must be read off them.

Outlets, people and programmes are made up. Each page carries the traps of its kind: page
clocks, dates of modification, registration and events, other articles, offices' contacts.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime

CAPTURED_AT = datetime(2024, 6, 20, 3, 0, tzinfo=UTC)
A = (
    "다온시가 옛 연초공장 터를 바이오 소재 특화단지로 바꾸는 사업을 시작한다.",
    "시는 3일 오후 시청 소회의실에서 열린 기자간담회에서 총사업비 310억원(국비 155억원, 도비 62억원, 시비 93억원)을 2027년까지 들인다고 밝혔다. 지난 2022년 11월 8일 정부 공모에 뽑힌 뒤 1년 7개월 만이다.",
    "특화단지에는 발효 설비 14종과 기업 입주 공간 22실이 들어선다. 다온테크노파크가 장비 운영을 맡고 가람대 산학협력단이 인력을 기른다.",
    "표은결 다온시장은 “낡은 공장이 젊은 기업의 실험실이 되도록 하겠다”고 말했다.",
)
B = (
    "푸른재 일반산업단지에 들어설 수소 부품 시험센터가 내년 3월 문을 연다.",
    "늘봄군은 12일 시험센터 공정률이 68%에 이르렀다고 밝혔다. 지금까지 국비 84억원과 군비 36억원이 쓰였고 올해 안에 45억원이 더 들어간다.",
    "센터는 저장용기와 밸브를 한꺼번에 시험할 수 있는 국내 세 번째 시설이다. 한 해 210건의 시험을 처리하게 된다.",
    "육가람 늘봄군 미래산업과장은 “시험을 맡기러 다른 지역까지 가던 기업 37곳이 시간을 아끼게 된다”고 설명했다.",
    "군은 다음 달 입주기업 설명회를 열고 하반기에는 시험 장비 9종을 더 들일 계획이다.",
)
C = (
    "새결도가 로봇 혁신클러스터 2단계 사업에 들어간다.",
    "도는 5년간 1,240억원을 투입해 물류 로봇 실증단지와 공용 제작소를 짓는다고 20일 밝혔다. 이 가운데 절반인 620억원은 국비다.",
    "1단계에서는 도내 기업 58곳이 시제품 131건을 만들었고 매출이 410억원 늘었다.",
    "피솔찬 새결로봇산업진흥원장은 “부품을 사서 조립하던 단계를 넘어 설계부터 우리 힘으로 하겠다”고 강조했다.",
)
OTHER = (
    "마을버스 요금 100원 오른다",
    "은빛공원 물놀이장 7월 개장",
    "도서관 야간 개방 확대",
    "벼 병해충 공동 방제 나서",
    "어린이집 급식비 1억2천만원 추가",
    "하천 산책로 4km 정비",
)
LINKS = "".join(f"<li><a href='/n/{n}'>{word}</a></li>" for n, word in enumerate(OTHER))
A_TITLE = "다온시, 옛 연초공장 터에 바이오 소재 특화단지"
B_TITLE = "늘봄군 수소 부품 시험센터 내년 3월 문 연다"
C_TITLE = "새결도 로봇 혁신클러스터 2단계에 1240억"


@dataclass(frozen=True, slots=True)
class Kind:
    """One page and what must be read off it; ``text`` is the body, line by line."""

    markup: str
    title: str
    text: tuple[str, ...]
    outlet: str | None = None
    reporter: str | None = None
    published: date | None = None
    url: str | None = None


def p(lines: tuple[str, ...], open_: str = "<p>", close: str = "</p>") -> str:
    return "".join(f"{open_}{line}{close}\n" for line in lines)


def br(lines: tuple[str, ...]) -> str:
    return "<br><br>\n".join(lines)


def doc(head: str, body: str) -> str:
    return f"<!doctype html>\n<html lang=ko><head><meta charset=utf-8>{head}</head>\n<body>{body}</body></html>"


KINDS: dict[str, Kind] = {}

KINDS["portal mirror with many wrappers"] = Kind(
    doc(
        f"<title>{A_TITLE} : 모아뉴스</title><meta property=og:title content='{A_TITLE}'><meta property=og:site_name content='모아뉴스'><meta property='og:article:author' content='다온타임스 | 모아뉴스'>",
        f"""<div id=wrap><div class=u_skip><a href=#ct>본문 바로가기</a></div><header id=header><h1><a>모아뉴스</a></h1><ul>{LINKS}</ul></header>
<div id=container><div id=ct_wrap><div class=ct_scroll_wrapper><div id=ct class=newsct><div class=media_end_head><a class=media_end_head_top_logo><img alt='다온타임스' title='다온타임스'></a>
<h2 id=title_area class=media_end_head_headline><span>{A_TITLE}</span></h2><div class=media_end_head_info><div class=media_end_head_info_datestamp>
<div class=media_end_head_info_datestamp_bunch><em>입력</em><span class='media_end_head_info_datestamp_time _ARTICLE_DATE_TIME' data-date-time='2024-06-03 16:42:11'>2024.06.03. 오후 4:42</span></div>
<div class=media_end_head_info_datestamp_bunch><em>수정</em><span class='media_end_head_info_datestamp_time _ARTICLE_MODIFY_DATE_TIME'>2024.06.05. 오전 9:10</span></div></div>
<div class=media_end_head_journalist><em class=media_end_head_journalist_name>선우결 기자</em></div></div></div>
<div id=contents><div id=newsct_article><article id=dic_area><strong class=media_end_summary>310억 들여 2027년까지<br>발효 설비 14종 갖춘다</strong>
<span class=end_photo_org><div><div><img id=img1><em class=img_desc>다온시 옛 연초공장. 다온시 제공</em></div></div></span>{br(A)}</article></div>
<div class=byline><p><span>선우결 기자 dam@daontimes.example</span></p></div><p class=source>기사제공 다온타임스</p><div class=copyright><p>이 기사는 모아뉴스의 동의 없이 복제할 수 없습니다. Copyright ⓒ 다온타임스. All rights reserved. 무단 전재 및 재배포 금지.</p></div>
<div class=media_end_categorize><em>이 기사는 언론사에서 <em>지역</em> 섹션으로 분류했습니다.</em></div></div></div></div></div></div>
<aside><h3>다온타임스 주요뉴스</h3><ul>{LINKS}</ul></aside></div>""",
    ),
    A_TITLE,
    ("310억 들여 2027년까지", "발효 설비 14종 갖춘다", *A),
    "다온타임스",
    "선우결",
    date(2024, 6, 3),
)

KINDS["next.js page with an empty body"] = Kind(
    doc(
        f"<title>{B_TITLE} | 늘봄포스트</title>",
        "<div id=__next><div class=spinner>기사를 불러오는 중입니다</div></div><script id=__NEXT_DATA__ type='application/json'>"
        + json.dumps(
            {
                "props": {
                    "pageProps": {
                        "site": {"name": "늘봄포스트", "copyright": "ⓒ 늘봄포스트"},
                        "article": {
                            "id": 88123,
                            "title": B_TITLE,
                            "subTitle": "한 해 210건 시험 처리",
                            "body": p(B) + "<p>관련기사</p>" + f"<ul>{LINKS}</ul>",
                            "createdAt": "2024-03-11T23:50:00.000Z",
                            "updatedAt": "2024-03-14T01:00:00.000Z",
                            "author": {"name": "탁이든 기자", "email": "tak@nbpost.example"},
                        },
                        "rankings": [
                            {
                                "title": o,
                                "body": f"<p>{o}. 자세한 소식은 기사에서 볼 수 있다.</p>" * 5,
                            }
                            for o in OTHER
                        ],
                    }
                }
            }
        )
        + "</script>",
    ),
    B_TITLE,
    B,
    "늘봄포스트",
    "탁이든",
    date(2024, 3, 12),
)

KINDS["json-ld body with a newsroom as author"] = Kind(
    doc(
        f"<title>{C_TITLE} - 새결일보</title><script type='application/ld+json'>"
        + json.dumps(
            {
                "@context": "https://schema.org",
                "@graph": [
                    {"@type": "WebSite", "name": "새결일보"},
                    {
                        "@type": "NewsArticle",
                        "headline": C_TITLE,
                        "articleBody": "\n".join(C),
                        "datePublished": "2023-12-20T08:05:00+09:00",
                        "dateModified": "2023-12-22T08:05:00+09:00",
                        "author": {"@type": "Organization", "name": "새결일보 디지털뉴스팀"},
                        "publisher": {"@type": "Organization", "name": "새결일보"},
                    },
                ],
            },
            ensure_ascii=False,
        )
        + "</script>",
        f"<div id=app></div><noscript>자바스크립트를 켜 주세요.</noscript><ul>{LINKS}</ul><footer>© 2026 새결일보</footer>",
    ),
    C_TITLE,
    C,
    "새결일보",
    None,
    date(2023, 12, 20),
)

KINDS["amp page dated by a time element"] = Kind(
    doc(
        f"<title>{B_TITLE}</title><link rel=canonical href='https://www.nbnews.example/news/2024031200'>",
        f"""<amp-sidebar id=s layout=nodisplay><ul>{LINKS}</ul></amp-sidebar><header><amp-img src=l.png alt='늘봄뉴스 로고'></amp-img></header>
<main><article><header><h1>{B_TITLE}</h1><p class=byline>글 <a rel=author href=/w/3>엄다솔</a> · <time datetime='2024-03-11T22:10:00Z'>2024년 3월 12일</time> · 수정 <time datetime='2024-03-15T02:00:00Z'>2024년 3월 15일</time></p></header>
<amp-img src=a.jpg></amp-img><div class=caption>시험센터 조감도</div><section class=article-text>{p(B[:2])}<amp-ad type=x></amp-ad>{p(B[2:])}</section></article>
<amp-list><template><p>{{{{title}}}}</p></template></amp-list><section><h3>함께 볼 기사</h3><ul>{LINKS}</ul></section></main><footer><p>늘봄뉴스 ⓒ 2024 | 등록일 2010.03.02</p></footer>""",
    ),
    B_TITLE,
    B,
    "늘봄뉴스",
    "엄다솔",
    date(2024, 3, 12),
)

KINDS["wordpress page builder without an entry-content class"] = Kind(
    doc(
        f"<title>{C_TITLE} &#8211; 새결투데이</title><meta name=generator content='WordPress 6.4'><meta property='article:modified_time' content='2024-01-09T00:00:00+00:00'>",
        f"""<header class=elementor-location-header><a class=site-title>새결투데이</a><nav><ul>{LINKS}</ul></nav><span>2026년 3월 1일 일요일</span></header>
<div class='elementor elementor-12' data-elementor-type=single-post><section class='elementor-section'><div class=elementor-container><div class=elementor-column><div class=elementor-widget-wrap>
<div class='elementor-element elementor-widget elementor-widget-theme-post-title'><div class=elementor-widget-container><h1 class='elementor-heading-title elementor-size-default'>{C_TITLE}</h1></div></div>
<div class='elementor-element elementor-widget-post-info'><ul class='elementor-inline-items elementor-icon-list-items elementor-post-info'><li itemprop=author><a><span class='elementor-icon-list-text elementor-post-info__item--type-author'>모한결</span></a></li><li itemprop=datePublished><a><span class='elementor-icon-list-text'><time>2023년 12월 20일</time></span></a></li><li><span>댓글 없음</span></li></ul></div>
<div class='elementor-element elementor-widget elementor-widget-theme-post-content'><div class=elementor-widget-container>{p(C[:2])}<div class='code-block code-block-1'><ins class=adsbygoogle></ins></div><figure class='wp-block-image size-large'><img src=x><figcaption class=wp-element-caption>로봇 제작소 내부</figcaption></figure>{p(C[2:])}<div class=sharedaddy>공유하기: 트위터 페이스북</div></div></div>
<div class='elementor-widget elementor-widget-post-navigation'><a>이전 {OTHER[0]}</a><a>다음 {OTHER[1]}</a></div></div></div></div></section></div><footer class=elementor-location-footer><p>Copyright © 2026 새결투데이</p></footer>""",
    ),
    C_TITLE,
    C,
    "새결투데이",
    "모한결",
    date(2023, 12, 20),
)

KINDS["xe board with the writer and date above"] = Kind(
    doc(
        f"<title>지역소식 - {A_TITLE} - 다온사랑방</title>",
        f"""<div class=xe><div class=gnb><ul>{LINKS}</ul></div><div class=bd><div class='rd rd_nav_style2 clear'><div class='rd_hd clear'><div class='board clear '><div class='top_area ngeb'><strong class='cate fl'>지역소식</strong><div class=fr><span class='date m_no'>2024.06.03 18:22</span></div><h1 class='np_18px'><a href=/1>{A_TITLE}</a></h1></div>
<div class='btm_area clear'><div class=side><a href=# class='nick member_4'>국슬찬</a></div><div class='side fr'><span>조회 수 <b>311</b></span> <span>추천 수 <b>0</b></span> <span>댓글 <b>2</b></span></div></div></div></div>
<div class='rd_body clear'><article><!--BeforeDocument(11,4)--><div class='document_11_4 xe_content'>{br(A)}</div><!--AfterDocument--></article></div>
<div class=rd_ft><div class=bd_prev_next><div><p>Prev {OTHER[2]}</p><p>Next {OTHER[3]}</p></div></div><div class=fdb_lst_wrp><div class=cmt_editor>댓글 쓰기 권한이 없습니다. 로그인 하시겠습니까?</div><ul class=fdb_lst_ul><li class=fdb_itm>2024.06.04 07:00 좋은 소식이네요. 그런데 주차장은 어떻게 되는지 궁금합니다.</li></ul></div></div></div></div></div><footer>상호명: 다온사랑방 | 대표 : 국슬찬 | Copyright (c) 다온사랑방</footer>""",
    ),
    A_TITLE,
    A,
    "다온사랑방",
    "국슬찬",
    date(2024, 6, 3),
)

KINDS["gnuboard news theme"] = Kind(
    doc(
        f"<title>{B_TITLE} &gt; 경제 | 늘봄시민신문</title>",
        f"""<div id=hd><div id=tnb>2026-02-11 (수) 09:12</div><div id=logo><img src=l.png alt='늘봄시민신문'></div><ul id=gnb_1dul>{LINKS}</ul></div><div id=container><h2 id=container_title><span>경제</span></h2>
<article id=bo_v><header><h2 id=bo_v_title><span class=bo_v_cate>경제</span> <span class=bo_v_tit>{B_TITLE}</span></h2></header><section id=bo_v_info><h2>페이지 정보</h2><div class=profile_info><span class=sound_only>작성자</span> <strong><span class=sv_member>마주원기자</span></strong> <span class=sound_only>댓글</span><strong>0건</strong> <span class=sound_only>조회</span><strong>1,204회</strong> <strong class=if_date><span class=sound_only>작성일</span> 24-03-12 11:05</strong></div></section>
<section id=bo_v_atc><h2 id=bo_v_atc_title>본문</h2><div id=bo_v_img><a class=view_image><img src=a.jpg></a></div><div id=bo_v_con>{p(B, "<p><span style='font-size:12pt'>", "</span></p>")}<p>&nbsp;</p><p>마주원 기자 juwon@nbcitizen.example</p></div><div id=bo_v_act><button>추천 0</button></div></section>
<section id=bo_v_file><h2>첨부파일</h2><ul><li>20240312_1.jpg (412.3K) 다운로드</li></ul></section><ul class=bo_v_nb><li>이전글 {OTHER[4]} 24.03.11</li><li>다음글 {OTHER[5]} 24.03.13</li></ul><section id=bo_vc><h2>댓글목록</h2><p>등록된 댓글이 없습니다.</p></section></article></div>
<div id=ft><p>제호: 늘봄시민신문 | 등록번호: 늘봄, 아00012 | 등록일자: 2015-04-01 | 발행인: 소아람</p></div>""",
    ),
    B_TITLE,
    B,
    "늘봄시민신문",
    "마주원",
    date(2024, 3, 12),
)

KINDS["government board with a contact table"] = Kind(
    doc(
        "<title>보도자료 | 늘봄군청</title>",
        f"""<div class=top>늘봄군청 홈페이지에 오신 것을 환영합니다 <span>오늘 2026.03.02</span></div><ul>{LINKS}</ul><h2>보도자료</h2>
<div class=bbs_view><div class=bbs_vtop><h4>{B_TITLE}</h4><ul><li><strong>부서명</strong> 미래산업과</li><li><strong>작성자</strong> 육가람</li><li><strong>등록일</strong> 2024-03-12</li><li><strong>수정일</strong> 2024-03-13</li><li><strong>조회</strong> 512</li></ul></div>
<div class=bbs_file><ul><li>첨부 <a>0312 수소 부품 시험센터 보도자료.hwpx</a> [파일크기 214 KB, 다운로드 12회]</li><li><a>사진1.jpg</a> <a>미리보기</a></li></ul></div>
<div class=bbs_vcon><table class=contact><tr><th>담당부서</th><td>미래산업과</td><th>과장</th><td>육가람 (055-000-1000)</td></tr><tr><th>보도시점</th><td>2024. 3. 12.(화) 배포 즉시</td><th>담당자</th><td>주무관 연하늘 (055-000-1001)</td></tr></table>{p(B)}</div>
<div class=bbs_vbtm><dl><dt>이전글</dt><dd>{OTHER[0]}</dd><dt>다음글</dt><dd>{OTHER[1]}</dd></dl></div></div><div class=kogl>공공누리 제1유형: 출처표시 조건에 따라 이용할 수 있습니다.</div><footer><address>(50000) 늘봄군 늘봄읍 군청로 1 늘봄군청</address><p>COPYRIGHT ⓒ 늘봄군. ALL RIGHTS RESERVED.</p></footer>""",
    ),
    B_TITLE,
    B,
    "늘봄군청",
    None,
    date(2024, 3, 12),
)

KINDS["nested tables and fonts of the nineties"] = Kind(
    f"""<html><head><title>▒ 새결신문 ▒</title></head><body bgcolor=white><center><table width=780><tr><td><img src=logo.gif alt='새결신문'></td><td><font size=2>2004년 2월 3일 화요일</font></td></tr></table>
<table width=780><tr><td width=120 valign=top><font size=2>{"<br>".join(OTHER)}</font></td><td width=540 valign=top><table width=100%><tr><td><font size=2>홈 &gt; 경제</font></td></tr><tr><td><font size=5 color=#000080><b>{C_TITLE}</b></font></td></tr>
<tr><td align=right><font size=2>기사입력 : 2003/12/20 10:31</font></td></tr><tr><td><table align=right width=200><tr><td><img src=1.jpg></td></tr><tr><td><font size=1>△로봇 제작소 내부</font></td></tr></table>
<font size=3>{"</font><br><br><font size=3>".join("&nbsp;" + c for c in C)}</font><br><br><font size=2>&lt;방도담 기자 bdd@saegyeol.example&gt;</font></td></tr></table></td>
<td width=120 valign=top><table><tr><td><b>많이 본 기사</b></td></tr>{"".join(f"<tr><td><a href=x>{o}</a></td></tr>" for o in OTHER)}</table></td></tr></table><hr><font size=2>Copyright(c) 2000-2004 새결신문 All rights reserved. webmaster@saegyeol.example</font></center></body></html>""",
    C_TITLE,
    C,
    "새결신문",
    "방도담",
    date(2003, 12, 20),
)

KINDS["print view"] = Kind(
    doc(
        "<title>기사 인쇄하기</title>",
        f"""<div class=print_wrap><div class=print_top><img src=l alt='다온저널 로고'><button onclick=print()>인쇄</button> <button>닫기</button></div><div class=print_date>인쇄일시 : 2026-01-08 22:10</div><div class=print_tit>{A_TITLE}</div><div class=print_info>등록 2024.06.03 17:00 | 수정 2024.06.04 10:00 | 갈은솔 기자</div>
<div class=print_cont>{p(A)}</div><div class=print_foot>출처 : 다온저널(https://www.daonjournal.example)<br>기사 주소 : https://www.daonjournal.example/news/8812<br>저작권자 © 다온저널 무단전재 및 재배포 금지</div></div>""",
    ),
    A_TITLE,
    A,
    "다온저널",
    "갈은솔",
    date(2024, 6, 3),
)

KINDS["mobile page with a relative date"] = Kind(
    doc(
        f"<title>{A_TITLE} - 다온포커스 모바일</title>",
        f"""<div class=mhead><a href=/ class=mlogo>다온포커스</a></div><div class=mview><p class=mcate>지역</p><h1 class=mtit>{A_TITLE}</h1><p class=minfo><span>옹새론 기자</span> <span>17일 전</span> <span>조회 88</span></p><div class=mtools>가 가 공유</div>
<div class=mtext>{p(A, "<div>", "</div><div><br></div>")}</div><div class=mrep><b>옹새론</b> saeron@daonfocus.example<br>구독 212 응원 31</div></div><div class=mlist><h3>최신뉴스</h3><ul>{"".join(f"<li><a>{o}</a> <span>{n}시간 전</span></li>" for n, o in enumerate(OTHER, 1))}</ul></div><div class=mfoot>다온포커스 | 사업자번호 000-00-00000</div>""",
    ),
    A_TITLE,
    A,
    "다온포커스",
    "옹새론",
    date(2024, 6, 3),
)

KINDS["only the address holds a date"] = Kind(
    doc(
        f"<title>{C_TITLE}</title><link rel=canonical href='https://news.saegyeol.example/2023/12/20/robot'>",
        f"<h1>{C_TITLE}</h1><div class=article-body>{p(C)}</div><ul>{LINKS}</ul><footer>ⓒ 2026 새결넷 | 최종편집 2026.03.01</footer>",
    ),
    C_TITLE,
    C,
    "새결넷",
    None,
    None,
)

KINDS["hidden text and a related box inside the body"] = Kind(
    doc(
        f"<title>{B_TITLE} < 경제 < 뉴스 < 기사본문 - 늘봄매일</title><style>.x1,.x2{{display:none}} #dd{{visibility:hidden}}</style>",
        f"""<header><div id=nis-header><h1><a><img alt='늘봄매일'></a></h1><div class=dates>2026.03.02 (월)</div><nav>{LINKS}</nav></div></header><section id=article-view><header class=article-view-header><h3 class=heading>{B_TITLE}</h3><h4 class=subheading>국비 84억원 등 120억원 집행<br/>올해 45억원 더 투입</h4><div class=info-group><ul class=infomation><li><i class=icon-user-o></i>기자명 범세찬 기자</li><li>입력 2024.03.12 14:30</li><li>수정 2024.03.12 15:01</li><li>댓글 0</li></ul></div></header>
<div id=snsAnchor class=article-view-sns>SNS 기사보내기</div><article id=article-view-content-div class='article-veiw-body'><div style='text-align:center'><figure class=photo-layout><img src=1><figcaption>시험센터 공사 현장 [사진=늘봄군]</figcaption></figure></div>{p(B[:1])}<p class=x1>검색용 숨은 글: 늘봄군 수소 999억원 투자 확정</p><p style='position:absolute;left:-9999px'>숨은 문장은 12조원을 말한다.</p>{p(B[1:2])}
<div class='box_rel'><strong>관련기사</strong><ul><li><a href=/1>{OTHER[0]}</a></li><li><a href=/2>{OTHER[1]}</a></li></ul></div>{p(B[2:3])}<p><a href=/3 target=_blank>☞ {OTHER[2]}</a></p><table class=quote-box><tr><td>{B[3]}</td></tr></table>{p(B[4:])}<span id=dd>보이지 않는 꼬리말 777억원</span><p>늘봄매일 범세찬 기자 / sechan@nbdaily.example</p><p>※ 기사제보 및 보도자료 nbdaily@nbdaily.example</p></article>
<div class=article-copy>저작권자 © 늘봄매일 무단전재 및 재배포 금지</div></section><footer><p>제호 : 늘봄매일 등록번호 : 늘봄 가00021 등록일 : 2001-05-05 발행일 : 2001-06-01</p></footer>""",
    ),
    B_TITLE,
    ("국비 84억원 등 120억원 집행", "올해 45억원 더 투입", *B),
    "늘봄매일",
    "범세찬",
    date(2024, 3, 12),
)
