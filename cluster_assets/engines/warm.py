"""Loads all rules where it is imported: in the server that worker processes are forked from.

The workers then begin with their first page, and share the memory of the rules.
"""

from __future__ import annotations

import contextlib
import gc

from cluster_assets.clean.article import clean_page
from cluster_assets.extract.fact_rows import article_rows

# An article of every sort of thing that is looked for, so that everything is loaded.
PAGE = """<!DOCTYPE html><html lang="ko"><head><meta charset="utf-8">
<title>대전시, 로봇 특화단지 조성사업에 국비 12억원</title></head>
<body><article><h1>대전시, 로봇 특화단지 조성사업에 국비 12억원</h1><p>입력 2026-01-05 09:00</p>
<p>대전시는 내년부터 2028년까지 로봇 특화단지 조성사업에 국비 12억원과 시비 8억원 등 총 20억원을
투입한다고 5일 밝혔다. 대전테크노파크 홍길동 원장은 “입주기업 30개사의 매출이 15% 늘었다”고
말했다.</p><p>시는 지난해 산업통상자원부 공모에 선정돼 ㈜가온로봇과 업무협약을 맺고 일자리
200명을 만들었다.</p></article></body></html>"""


def load_rules() -> None:
    """Read one page, so that tables and patterns that wait for their first use are there."""
    page = clean_page(PAGE.encode())
    article_rows(page.page_id, page.title, page.text, page.published_date, page.outlet)


with contextlib.suppress(Exception):  # a broken table is told by the page that needs it
    load_rules()
gc.collect()
gc.freeze()  # what is looked at for garbage is copied: a worker would own it instead of sharing
