"""Small rows for the report's tests; every name in them is made up."""

from __future__ import annotations

from datetime import date
from typing import Any

EOK = 100_000_000


def article(page_id: str, **more: Any) -> dict[str, Any]:
    return {
        "page_id": page_id,
        "url": f"https://news.example/{page_id}",
        "title": "달빛 로봇 클러스터 예산",
        "outlet": f"{page_id}일보",
        "reporter": None,
        "published_date": date(2022, 3, 1),
        "text": "달빛 로봇 클러스터에 100억원을 쓴다.",
        "captured_date": date(2022, 3, 2),
        "story_id": page_id,
        **more,
    }


def fact(fact_id: str, page_id: str, eok: float, **more: Any) -> dict[str, Any]:
    return {
        "fact_id": fact_id,
        "page_id": page_id,
        "span_field": "text",
        "char_start": 12,
        "char_end": 17,
        "evidence": "100억원",
        "sentence": "달빛 로봇 클러스터에 100억원을 쓴다.",
        "amount_krw": round(eok * EOK),
        "amount": None,
        "currency": "KRW",
        "qualifier": "exact",
        "kind": "budget",
        "funding_source": "total",
        "parent_fact_id": None,
        "period_start_year": 2021,
        "period_end_year": 2022,
        "status": "planned",
        "initiative": "달빛 로봇 클러스터",
        "initiative_id": "i_moon",
        "region_code": "43000",
        "region": "충청북도",
        "is_unsure": False,
        **more,
    }


def breakdown(page_id: str, total: float, parts: dict[str, float], **more: Any) -> list[dict]:
    top = f"{page_id}-t"
    return [
        fact(top, page_id, total, **more),
        *(
            fact(f"{page_id}-{s}", page_id, v, funding_source=s, parent_fact_id=top, **more)
            for s, v in parts.items()
        ),
    ]
