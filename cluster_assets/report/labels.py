"""Korean and English words of the report, and amounts as people read them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

EOK = 100_000_000
JO = 10_000 * EOK
MAN = 10_000

LABELS: dict[str, tuple[str, str]] = {
    "national": ("국비", "National"),
    "province": ("시·도비", "Provincial"),
    "municipal": ("시·군·구비", "Municipal"),
    "local": ("지방비", "Local (unsplit)"),
    "private": ("민간", "Private"),
    "other": ("기타", "Other"),
    "total": ("구분 없음", "Not broken down"),
    "planned": ("발표·계획", "Announced"),
    "executed": ("집행", "Executed"),
    "unknown": ("미상", "Unknown"),
    "budget": ("사업비", "Budget"),
    "investment": ("투자", "Investment"),
    "outcome": ("성과", "Outcome"),
    "per_recipient": ("건당 지원", "Per recipient"),
    "exact": ("", ""),
    "approx": ("약", "about"),
    "at_least": ("이상", "at least"),
    "at_most": ("최대", "up to"),
    "agreed": ("보도 일치", "sources agree"),
    "source_tier": ("출처 등급", "source tier"),
    "precision": ("정밀도", "precision"),
    "recency": ("최신 보도", "most recent"),
    "newest_vintage": ("변경된 계획", "newest plan"),
    "fact_id": ("고정 순서", "fixed order"),
    "new": ("새 금액", "New"),
    "amount_changed": ("금액 변경", "Amount changed"),
    "new_conflict": ("새 상충", "New conflict"),
    "gone": ("사라짐", "Gone"),
    "correction": ("정정", "Correction"),
    "reports": ("보도", "Reports"),
    "accept": ("확인", "Accepted"),
    "reject": ("제외", "Rejected"),
    "amend": ("정정", "Amended"),
    "applied": ("반영", "Applied"),
    "superseded": ("뒤의 판단으로 대체", "Superseded"),
    "stale": ("근거 변경", "Stale"),
    "unknown_fact": ("사실 없음", "Fact gone"),
    "invalid": ("무효", "Invalid"),
    "amount_krw": ("금액", "Amount"),
    "qualifier": ("한정어", "Hedge"),
    "kind": ("종류", "Kind"),
    "funding_source": ("재원", "Source"),
    "status": ("상태", "Status"),
    "period_start_year": ("시작 연도", "First year"),
    "period_end_year": ("끝 연도", "Last year"),
    "initiative": ("사업", "Initiative"),
    "region": ("지역", "Region"),
    "parent_fact_id": ("상위 금액", "Part of"),
    "kept": ("기사", "Kept"),
    "duplicate": ("중복", "Duplicate"),
    "irrelevant": ("무관", "Irrelevant"),
    "no_text": ("본문 없음", "No text"),
    "list_page": ("목록", "List page"),
    "undecodable": ("해독 불가", "Undecodable"),
    "not_html": ("HTML 아님", "Not HTML"),
    "empty": ("빈 쪽", "Empty"),
    "too_large": ("너무 큼", "Too large"),
    "error": ("오류", "Error"),
    "missing": ("누락", "Missing"),
}

# Column and row of each province in the tile map, by the short name.
PROVINCES: dict[str, tuple[int, int, str]] = {
    "인천": (0, 0, "Incheon"),
    "서울": (1, 0, "Seoul"),
    "경기": (2, 0, "Gyeonggi"),
    "강원": (3, 0, "Gangwon"),
    "충남": (0, 1, "Chungnam"),
    "세종": (1, 1, "Sejong"),
    "충북": (2, 1, "Chungbuk"),
    "경북": (3, 1, "Gyeongbuk"),
    "전북": (0, 2, "Jeonbuk"),
    "대전": (1, 2, "Daejeon"),
    "대구": (2, 2, "Daegu"),
    "울산": (3, 2, "Ulsan"),
    "전남": (0, 3, "Jeonnam"),
    "광주": (1, 3, "Gwangju"),
    "경남": (2, 3, "Gyeongnam"),
    "부산": (3, 3, "Busan"),
    "제주": (0, 4, "Jeju"),
}
_CONTROLS = re.compile(
    "[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff"
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"
)
_LONG = {"충청": "충", "전라": "전", "경상": "경"}


def label(word: str | None, language: str = "ko") -> str:
    """The word's label; the word itself where there is none, empty for ``None``."""
    if word is None:
        return ""
    korean, english = LABELS.get(word, (word, word))
    return korean if language == "ko" else english


def province_of(region: str | None) -> str | None:
    """Short province name of an official region name, under old and new names."""
    if not region:
        return None
    head = region.split(" ", 1)[0]
    long = _LONG.get(head[:2])
    short = long + head[2:3] if long else head[:2]
    return short if short in PROVINCES else None


def won(amount: int | None, language: str = "ko") -> str:
    """An amount in the unit people use: 조/억/만 won, or tn/bn/m."""
    if amount is None:
        return "–"
    size = abs(amount)
    if language == "ko":
        if size >= JO:
            return f"{_trimmed(amount / JO, 2)}조원"
        if size >= EOK:
            return f"{_trimmed(amount / EOK, 1)}억원"
        return f"{_trimmed(amount / MAN, 1)}만원" if size >= MAN else f"{amount:,}원"
    for unit, name in ((10**12, "tn"), (10**9, "bn"), (10**6, "m"), (10**3, "k")):
        if size >= unit:
            return f"₩{_trimmed(amount / unit, 2)}{name}"
    return f"₩{amount:,}"


def foreign(row: Mapping[str, Any]) -> str:
    """An amount in its own currency, such as ``6,900,000 EUR``; a dash where there is none."""
    amount = row.get("amount")
    if amount is None:
        return "–"
    return f"{_trimmed(amount, 2)} {readable(str(row.get('currency') or ''))[:3]}".strip()


def _trimmed(value: float, places: int) -> str:
    text = f"{value:,.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def readable(text: str) -> str:
    """The text with control and writing-direction characters made visible."""
    return _CONTROLS.sub("\ufffd", text)
