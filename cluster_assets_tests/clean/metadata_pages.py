"""Small pages for the metadata tests, put together from parts."""

from __future__ import annotations

from lxml import html

TITLE = "호반시, 수열에너지 융복합 클러스터 기본설계 착수"
BODY = (
    "호반시가 댐의 찬물을 냉난방에 쓰는 수열에너지 융복합 클러스터의 기본설계에 들어갔다고 "
    "밝혔다.\n"
    "시는 2021년 3월 2일 지정된 부지 12만㎡에 데이터 기업과 연구소를 모으고 지원센터를 세울 "
    "계획이다.\n"
    "시 관계자는 주민이 함께 쓰는 시설을 늘려 지역과 기업이 같이 크는 단지로 만들겠다고 "
    "설명했다."
)
FOOTER = (
    "<div id='footer'>제호 : 호반마루신문 | 등록번호 : 강원 아00999 | "
    "등록일 : 2011년 07월 08일 | 발행일 : 2011-08-01<br>"
    "Copyright © 2024 호반마루신문. All rights reserved.</div>"
)


def paragraphs(text: str = BODY) -> str:
    return "".join(f"<p>{line}</p>" for line in text.split("\n"))


def page(
    info: str = "",
    *,
    head: str = "",
    top: str = "",
    heading: str = f"<h2 class='view_title'>{TITLE}</h2>",
    body: str | None = None,
    after: str = "",
    footer: str = FOOTER,
    title: str = f"{TITLE} - 호반마루신문",
) -> html.HtmlElement:
    """A whole page, parsed."""
    article = f"<div id='article'>{body or paragraphs()}</div>"
    return html.document_fromstring(
        f"<html><head><title>{title}</title>{head}</head><body>"
        f"<div id='header'>{top}<ul><li>정치</li><li>경제</li></ul></div>"
        f"<div id='content'>{heading}{info}{article}{after}</div>{footer}</body></html>"
    )
