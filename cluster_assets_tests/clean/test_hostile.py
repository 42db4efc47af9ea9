"""Pages made to break a cleaner: each is bounded in time and ends in one outcome."""

from __future__ import annotations

import time
import tracemalloc
import zlib

import pytest

from cluster_assets.clean.article import clean_page
from cluster_assets.clean.limits import MAX_BYTES
from cluster_assets.records import KEPT, REJECTED_OUTCOMES

S = "한솔군은 농기계 특화단지에 12억원을 들인다고 밝혔다. "
HEAD = "<html><title>한솔군 특화단지</title><body>"
OUTCOMES = {KEPT, *REJECTED_OUTCOMES}

HOSTILE = {
    "a hundred thousand paragraphs": HEAD + "<p>가</p>" * 100_000,
    "nested 200,000 deep": HEAD + "<div>" * 200_000 + S,
    "inline markup 200,000 deep": HEAD + "<span>" * 200_000 + S * 3,
    "boxes in boxes": HEAD + '<div class="ad"><div class="article_body"><a>x</a>' * 700 + S * 500,
    "containers in containers": HEAD + f'<div class="view_content"><p>{S * 2}</p>' * 500,
    "tables in tables": HEAD + "<table><tr><td>" * 600 + S * 9,
    "many attributes": HEAD + "<div " + " ".join(f'a{n}="<"' for n in range(100_000)) + ">" + S * 4,
    "comments that never end": HEAD + "<!--" * 300_000,
    "ampersands": HEAD + "<p>" + "&" * 1_000_000,
    "one endless word": HEAD + "<p>" + "가" * 1_000_000,
    "deep json": HEAD
    + "<script type=application/ld+json>"
    + '{"articleBody":' * 50_000
    + "</script>",
    "style sheet that never ends": HEAD
    + "<style>"
    + "@media a{b{display:none}" * 50_000
    + "</style>",
    "half a tag": HEAD + f"<div id=articleBody><p>{S * 3}</p><a hre",
    "nul bytes inside": HEAD + f"<div id=articleBody>{S}\0{S}\0</div>",
    "spans of a table": HEAD
    + "<table>"
    + "<tr><td rowspan=9999 colspan=9999>1</td><td>2</td></tr>" * 900,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_bounded(name: str) -> None:
    start = time.process_time()
    cleaned = clean_page(HOSTILE[name].encode())
    assert cleaned.outcome in OUTCOMES - {"error"}, cleaned.reason
    assert time.process_time() - start < 8
    assert bool(cleaned.text) == (cleaned.outcome in (KEPT, "irrelevant"))


def test_sixty_megabytes_are_refused_at_once() -> None:
    assert clean_page(b"<p>" + b"x" * 60_000_000).outcome == "too_large"


def gzip_of_zeros(megabytes: int) -> bytes:
    packer = zlib.compressobj(1, wbits=31)
    chunk = b"\0" * 1_000_000
    return b"".join([*(packer.compress(chunk) for _ in range(megabytes)), packer.flush()])


def test_three_hundred_megabytes_in_a_gzip_are_never_unpacked() -> None:
    raw = gzip_of_zeros(300)
    tracemalloc.start()
    cleaned = clean_page(raw)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (cleaned.outcome, cleaned.reason) == ("too_large", "gzip expands beyond the limit")
    assert peak < 4 * MAX_BYTES


LINK = "<li><a href=/a/{0}>한솔군 특화단지 소식 {0}번째를 전합니다</a></li>"
EXPECTED = {
    "nested 20,000 deep": (HEAD + "<div>" * 20_000 + S * 3, {"too_large"}),
    "inline markup 20,000 deep": (HEAD + "<font>" * 20_000 + S * 6, {KEPT}),
    "a list": (HEAD + "<ul>" + "".join(LINK.format(n) for n in range(20)), {"list_page"}),
    "a login page": (
        HEAD + "<form><p>로그인이 필요한 서비스입니다. 아이디와 비밀번호를 입력해 주세요.</p>"
        "<input name=id><input type=password></form><p>특화단지 회원만 볼 수 있습니다.</p>",
        {"no_text"},
    ),
    "a cookie wall": (
        HEAD + "<div role=dialog><p>이 사이트는 쿠키를 사용합니다. 계속하려면 동의해 주세요.</p>"
        "<p>쿠키 설정은 언제든 바꿀 수 있습니다. 개인정보 처리방침을 확인해 주십시오.</p></div>",
        {"no_text"},
    ),
    "only pictures": (
        HEAD + "<h1>한솔군 특화단지 착공</h1><div id=articleBody><p><img src=a.jpg></p>"
        "<p>▲ 한솔군 특화단지 조감도</p><img src=b.jpg><p>(사진=한솔군 제공)</p></div>",
        {"no_text"},
    ),
    "a scanned card": (
        HEAD
        + "<h1>한솔군 특화단지 착공</h1><article><figure><img src=a.jpg alt='"
        + S * 5
        + "'></figure></article>",
        {"no_text"},
    ),
    "only zeros": ("\0" * 5000, {"empty"}),
}


@pytest.mark.parametrize("name", EXPECTED)
def test_bad_pages_get_the_outcome_that_says_what_they_are(name: str) -> None:
    markup, outcomes = EXPECTED[name]
    start = time.process_time()
    cleaned = clean_page(markup.encode())
    assert cleaned.outcome in outcomes, (cleaned.reason, cleaned.text)
    assert time.process_time() - start < 8
