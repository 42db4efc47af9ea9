# ruff: noqa: E501 - markup is easier to read in one line
"""Pages of different publishing systems, written for these tests: markup and what must remain.

Every page holds ``P1``-``P3`` as its body unless its entry says otherwise.
"""

from __future__ import annotations

import json

TITLE = "해솔군, 미래농기계 특화단지에 90억 들여 실증센터 세운다"
P1 = "해솔군은 미래농기계 특화단지 안에 총사업비 90억원을 들여 실증센터를 세운다고 4일 밝혔다."
P2 = "센터에는 시험 장비 21종이 들어서며 군은 2027년까지 국비 45억원과 군비 45억원을 나눠 투입한다."
P3 = "윤가람 해솔군수는 “농민이 직접 써 보고 고르는 단지로 키우겠다”고 말했다."
BODY = (P1, P2, P3)
NOISE = "마을 회관 지붕 고친다…내달 준공"
FOOT = "<div>제호 : 해솔소식 | 발행인·편집인 : 가나다 | 청소년보호책임자 : 가나다<br>Copyright ⓒ 해솔소식. All rights reserved.</div>"
MENU = "".join(
    f"<li><a href='/s/{n}'>{w}</a></li>"
    for n, w in enumerate(("정치", "경제", "사회", "농업", "문화"))
)
RANK = (
    "<h3>많이 본 뉴스</h3><ol>"
    + "".join(f"<li><a href='/n/{n}'>{NOISE} {n}</a></li>" for n in range(6))
    + "</ol>"
)


def page(body: str, head: str = "") -> str:
    return (
        f"<!doctype html><html lang=ko><head><meta charset=utf-8><title>{TITLE} - 해솔소식</title>{head}"
        f"</head><body><ul>{MENU}</ul>{body}<div>{RANK}</div>{FOOT}</body></html>"
    )


def paragraphs(items: tuple[str, ...] = BODY) -> str:
    return "".join(f"<p>{text}</p>" for text in items)


BARE = "<br><br>".join(BODY)

PAGES: dict[str, str] = {
    "xe with a photo table before a bare lead": page(
        f"<h1>{TITLE}</h1><div class='document_1_2 xe_content'><table align=center><tr><td><img src=a.jpg></td></tr>"
        f"<tr><td>▲ 해솔군청 전경 사진=해솔군</td></tr></table>{BARE}<br><br>해솔소식 편집국 desk@haesol.example</div>"
    ),
    "naver mirror": page(
        f"<h2 id=title_area><span>{TITLE}</span></h2><article id=dic_area><span class=end_photo_org><div><img src=a.jpg>"
        f"<em class=img_desc>실증센터 조감도. 해솔군 제공</em></div></span>{BARE}<br><br>"
        f"<div class='byline'><p>표하늘 기자(haneul@haesol.example)</p></div></article>"
        f"<p class=c_text>기자 프로필</p>"
    ),
    "daum mirror": page(
        f"<h3>{TITLE}</h3><div class=article_view><section dmcf-sid=a>"
        f"<figure><img src=a.jpg><figcaption>해솔군 제공</figcaption></figure>"
        + "".join(f"<p dmcf-ptype=general>{p}</p>" for p in BODY)
        + "</section></div><div class=cmt_wrap><p>댓글을 쓰려면 로그인이 필요합니다.</p></div>"
    ),
    "hidden by the style sheet": page(
        f"<h1>{TITLE}</h1><div id=articleBody><p>{P1}</p><p class=zz9>몰래 넣은 문장에는 777억원이 적혀 있다.</p>"
        f"<p style='font-size:0px'>보이지 않는 문장에는 888억원이 적혀 있다.</p><p>{P2}</p><p>{P3}</p></div>",
        "<style>.zz9{display:none} @media print{.p{display:none}}</style>",
    ),
    "wordpress with boxes": page(
        f"<article><h1 class=entry-title>{TITLE}</h1><div class='entry-content'>{paragraphs((P1,))}"
        f"<div class=wp-block-image><figure><img src=x><figcaption>사진은 해솔군</figcaption></figure></div>"
        f"<p>▶ 관련기사: {NOISE}</p><p><a href=/x>{NOISE}</a></p>{paragraphs((P2, P3))}"
        f"<div class='jp-relatedposts'><p>{NOISE}</p></div></div></article>"
    ),
    "old nested layout tables in one form": page(
        f"<form id=aspnetForm><table width=900><tr><td><table><tr><td>농업</td></tr><tr><td>축산</td></tr></table></td><td>"
        f"<table><tr><td><b>{TITLE}</b></td></tr><tr><td>2024-03-04 오전 9:12:33</td></tr><tr><td><table><tr><td>{BARE}</td></tr></table></td></tr>"
        f"<tr><td>이전글 {NOISE}</td></tr></table></td></tr></table></form>"
    ),
    "preformatted text": page(
        f"<h1>{TITLE}</h1><div class=memo><pre>\n" + "\n\n".join(BODY) + "\n</pre></div>"
    ),
    "endless scroll": page(
        f"<div class=article_body><h1>{TITLE}</h1>{paragraphs()}</div>"
        f"<div class=article_body><h1>{NOISE}</h1><p>마을 회관 지붕을 고치는 공사가 다음 달 끝난다.</p><p>이장은 “비가 새지 않아 다행”이라고 말했다.</p></div>"
    ),
    "hashed names": page(
        f"<main class=a1><h1 class=b2>{TITLE}</h1><div class=c3><span>표하늘 기자</span><span>2024.03.04 09:12</span></div>"
        f"<div class=d4>"
        + "".join(f"<div class=e5>{p}</div>" for p in BODY)
        + f"</div><div class=f6>{NOISE}</div></main>"
    ),
    "next.js state only": page(
        "<div id=__next><div>불러오는 중</div></div><script id=__NEXT_DATA__ type='application/json'>"
        + json.dumps(
            {
                "props": {
                    "pageProps": {
                        "article": {"title": TITLE, "content": paragraphs()},
                        "related": [{"content": NOISE * 30}],
                    }
                }
            }
        )
        + "</script>"
    ),
    "page state in pieces": page(
        "<div id=root></div><script>window.Fusion=window.Fusion||{};Fusion.globalContent="
        + json.dumps(
            {"content_elements": [{"type": "text", "content": p} for p in BODY]}, ensure_ascii=False
        )
        + ";Fusion.x=1</script>"
    ),
    "json-ld only": page(
        "<div id=app></div>",
        "<script type='application/ld+json'>"
        + json.dumps({"@graph": [{"@type": "NewsArticle", "articleBody": "\n\n".join(BODY)}]})
        + "</script>",
    ),
    "press release board": page(
        f"<h3>보도자료</h3><div class=view_head><strong>{TITLE}</strong><dl><dt>등록일</dt><dd>2024-03-04</dd><dt>조회수</dt><dd>321</dd></dl></div>"
        f"<div class='bbs--view--content'>{paragraphs()}<p>첨부파일 : 보도자료(실증센터).hwp (312KB)</p></div>"
        f"<div>담당부서 : 농업정책과 | 전화번호 : 031-000-0000</div><div>만족도 조사: 만족하십니까?</div>"
    ),
    "mobile page with bare text and an aside": page(
        f"<div class=m_view><h2>{TITLE}</h2>{P1}<br/><br/><aside><a href=/r>{NOISE}</a></aside>{P2}<br/><br/>{P3}<br/>표하늘 기자 haneul@haesol.example</div>"
    ),
    "print view": page(
        f"<div id=printArea><div class=tit>{TITLE}</div><div>입력 : 2024-03-04 09:12</div><div class=cnt>{BARE}</div></div>"
        f"<div>Copyright ⓒ 해솔소식 무단전재 및 재배포 금지</div>"
    ),
    "byline after the last sentence": page(
        f"<h1>{TITLE}</h1><div class=news_body>{paragraphs((P1, P2, P3 + ' 해솔=표하늘 기자 haneul@haesol.example'))}</div>"
    ),
    "share bar, profile and most read inside the body": page(
        f"<h1>{TITLE}</h1><div id=news_body_area><div>가+ 가-</div><div>페이스북 트위터 카카오톡 URL복사</div>{paragraphs()}"
        f"<p>표하늘 기자</p><p>haneul@haesol.example</p><p>다른 기사 보기</p><p>저작권자 © 해솔소식 무단전재 및 재배포 금지</p>"
        f"<p>이 시각 주요 뉴스</p><p>{NOISE}</p><p>{NOISE}</p></div>"
    ),
    "inline markup inside an amount": page(
        f"<h1>{TITLE}</h1><div id=articleBody>"
        + paragraphs(BODY)
        .replace("90억원", "<b>9</b>0<span>억</span>원")
        .replace("군비 45억원", "군비&nbsp;45억원")
        + "</div>"
    ),
    "a class on every paragraph": page(
        f"<h1>{TITLE}</h1><div>" + "".join(f"<p class=par>{p}</p>" for p in BODY) + "</div>"
    ),
    "state with further articles under the same key": page(
        "<div id=app></div><script id=__NEXT_DATA__ type='application/json'>"
        + json.dumps({"articles": [{"body": paragraphs()}, {"body": f"<p>{NOISE}</p>" * 9}]})
        + "</script>"
    ),
}
