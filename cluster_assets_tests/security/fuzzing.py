"""How many cases each fuzz test tries, and what they are made of."""

from __future__ import annotations

import os
import zlib
from datetime import UTC, datetime
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from cluster_assets.capture.warc import Fetched
from cluster_assets.capture.warc_members import (
    fetched_members,
    file_member,
    head_member,
    oversized_member,
    revisit_members,
)

FUZZ_ENV = "CLUSTER_ASSETS_FUZZ"  # cases a test; `make fuzz` sets it
USUAL_CASES = 40
CASES = int(os.environ.get(FUZZ_ENV) or USUAL_CASES)
AT = datetime(2026, 11, 2, 3, tzinfo=UTC)

# In the ordinary tests the same cases each time; on demand always new ones.
fuzz = settings(
    max_examples=CASES,
    deadline=None,
    derandomize=CASES == USUAL_CASES,
    database=None,
    suppress_health_check=list(HealthCheck),
)

WORDS = (
    *("대전시", "포항시는", "충북 음성군과", "정부", "스마트센서 혁신클러스터", "연구개발특구"),
    *(
        "국비",
        "시비",
        "도비",
        "민자",
        "총",
        "모두",
        "등",
        "각각",
        "약",
        "최대",
        "여",
        "이상",
        "이내",
    ),
    *(
        "억",
        "조",
        "만",
        "천",
        "백만",
        "억원",
        "조원",
        "원",
        "달러",
        "천만원",
        "백만원",
        "%",
        "개사",
    ),
    *("2026년", "’21~‘25", "올해", "2027년까지", "3년간", "지난해", "내년부터", "1단계", "2차"),
    *(
        "투입한다",
        "밝혔다.",
        "집행했다.",
        "확정됐다",
        "조성사업",
        "(",
        ")",
        "[",
        "]",
        "·",
        "~",
        ",",
        "\n",
    ),
    *("\t", "“", "”", "'", '"', "\u200b", "\u00a0", "\u3000", "０", "１", "9", "0", "1.5", "1,234"),
    *("99999999999999999999", "-", "△", "▲", "=", "@", "<", ">", "&", "가" * 40, "\U0001f600"),
)
_UNITS = ("억", "조", "만", "천만", "백만", " 억 ", "조 3천억", "")
_sums = st.builds("{}{}{}".format, st.integers(0, 10**6), st.sampled_from(_UNITS), st.just("원"))
_words = st.one_of(
    st.sampled_from(WORDS), _sums, st.integers(0, 10**20).map(str), st.text(max_size=5)
)


def _joined(words: list[str], joint: str) -> str:
    return joint.join(words)


texts = st.builds(_joined, st.lists(_words, max_size=60), st.sampled_from([" ", "", " ", "은 "]))

TAGS = (
    *("div", "p", "table", "tr", "td", "th", "ul", "li", "a", "h1", "span", "br", "img", "article"),
    *("script", "style", "title", "meta", "form", "iframe", "svg", "math", "template", "noscript"),
    *("frameset", "body", "html", "head", "select", "plaintext", "base", "o:p", "x-y", "figure"),
)
ATTRIBUTES = (
    *("", ' id="article-view-content-div"', ' itemprop="articleBody"', " class=ad", " hidden"),
    *(' property="og:title" content="', " colspan=99999999999 rowspan=-1", ' style="display:none"'),
    *(' type="application/ld+json"', " href=javascript:x", " content='2026-13-45T99:00'", " =\0"),
)
SCRAPS = (
    *(
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<!DOCTYPE html>",
        "<?xml version='1.0'?>",
        "</",
        "<",
        ">",
    ),
    *(
        "&#0;",
        "&#xD83D;",
        "&#x110000;",
        "&nbsp;",
        "&amp",
        "&#99999999999;",
        "\0",
        "\ufeff",
        "\ufffe",
    ),
    *('{"@type":"NewsArticle","articleBody":"', '"}', r"\ud83d", '{"a":' * 30, "[[[[", "\x1b[31m"),
    *("입력 2026.11.02 09:00", "기자 = ", "등록일", "ⓒ 무단전재", "\u202e", "\ud7ff", "１２３"),
)


def _open(tag: str, attribute: str) -> str:
    return f"<{tag}{attribute}>"


markup = st.lists(
    st.one_of(
        st.builds(_open, st.sampled_from(TAGS), st.sampled_from(ATTRIBUTES)),
        st.sampled_from(TAGS).map("</{}>".format),
        st.sampled_from(SCRAPS),
        texts,
    ),
    max_size=50,
).map("".join)
ENCODINGS = ("utf-8", "cp949", "utf-16", "utf-16-be", "utf-32", "utf-7", "johab")


def _encode(text: str, encoding: str) -> bytes:
    return text.encode(encoding, "replace")


def _damage(raw: bytes, places: list[tuple[int, bytes]]) -> bytes:
    """Pieces put over, or into, the bytes at some places."""
    for place, piece in places:
        at = place % (len(raw) + 1)
        raw = raw[:at] + piece + raw[at + (len(piece) if place % 2 else 0) :]
    return raw


damage = st.lists(st.tuples(st.integers(0, 2**20), st.binary(max_size=6)), max_size=4)
pages = st.one_of(
    st.builds(_encode, markup, st.sampled_from(ENCODINGS)),
    st.builds(_damage, st.builds(_encode, markup, st.sampled_from(ENCODINGS)), damage),
    st.binary(max_size=400),
    st.binary(max_size=200).map(lambda raw: zlib.compress(raw, wbits=31)),
)


def _warc(bodies: list[bytes]) -> bytes:
    """A file of ours with one record of each kind for each body."""
    data = head_member("fuzz", "2026-11-02")
    for n, body in enumerate(bodies):
        url = f"https://news.example.kr/{n}"
        headers = (("Content-Type", "text/html"), ("ETag", '"1"'))
        page = Fetched(url, f"{url}?asked", AT, 200, headers, (("Host", "a"),), body)
        data += fetched_members(page)
        data += revisit_members(page, first_url=url, first_at=AT)
        data += file_member(f"folder://f/{n}", AT, body)
        data += oversized_member(f"folder://g/{n}", AT, page.page_id, 10**9)
    return data


def _plain(data: bytes) -> bytes:
    """The records without their compression."""
    parts = []
    while data:
        machine = zlib.decompressobj(wbits=31)
        parts.append(machine.decompress(data))
        data = machine.unused_data
    return b"".join(parts)


def _repacked(data: bytes) -> bytes:
    return zlib.compress(data, wbits=31)


_whole: Any = st.lists(st.binary(max_size=200), min_size=1, max_size=3).map(_warc)
# Damage to the compressed bytes, and (what no checksum finds) to the records inside.
warcs = st.one_of(
    st.builds(_damage, _whole, damage),
    st.builds(_damage, _whole.map(_plain), damage).map(_repacked),
    st.builds(_damage, _whole.map(_plain), damage),
    st.binary(max_size=300),
)
