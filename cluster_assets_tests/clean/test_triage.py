"""The look at a page's bytes: it may let a page through, but must never lose a relevant one."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cluster_assets.clean import relevance
from cluster_assets.clean.article import TRIAGE_REASON, clean_page
from cluster_assets.clean.limits import MAX_BYTES
from cluster_assets.clean.triage import aho_corasick_finder, can_be_relevant, hyperscan_finder
from cluster_assets_tests.clean.pages import PAGES
from cluster_assets_tests.quality.corpus import page_files

TERMS = {
    "strong": relevance._STRONG.pattern,
    "industry": relevance._INDUSTRY.pattern,
    "weak": relevance._WEAK.pattern,
}
FINDERS = (hyperscan_finder(), aho_corasick_finder())
# Blanks no keyboard writes, and a bare 'RIS', which a term with Hangul always stands beside.
UNWRITTEN = re.compile(r"[\x7f-\xa0\u1680\u2000-\u206f\u3000]|^RIS$")
DULL = (
    "<html><body><div id=articleBody><p>한솔면에 비가 내려 우산이 모자랐다고 주민들이 말했다."
    " 저녁에는 바람도 세게 불었다.</p></div>"
)


@pytest.mark.parametrize("pattern", TERMS.values(), ids=TERMS)
def test_every_wording_that_counts_as_a_term_passes(pattern: re.Pattern[str]) -> None:
    letters = st.characters(min_codepoint=32, max_codepoint=0xD7A3)

    @settings(
        max_examples=500,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.from_regex(pattern.pattern, alphabet=letters))
    def passes(text: str) -> None:
        found = pattern.search(text)
        if found and not UNWRITTEN.search(found.group()):
            assert all(find(text.encode()) for find in FINDERS), found.group()

    passes()


@pytest.mark.parametrize("find", FINDERS, ids=["hyperscan", "aho-corasick"])
@pytest.mark.parametrize(
    "raw",
    [
        "<p>바이오 클러스터를 만든다</p>".encode(),
        "<p>바이오 클러스터를 만든다</p>".encode("cp949"),
        "<p>가람 산업&nbsp;타운</p>".encode(),
        b'{"body":"\\ud074\\uB7EC\\uc2a4\\ud130"}',
        b"&#53364;&#47084;&#49828;&#53552;",
        b"&#xD074;&#xb7ec;&#xc2a4;&#xd130;",
    ],
)
def test_a_term_passes_in_every_spelling(find: Callable[[bytes], bool], raw: bytes) -> None:
    assert find(raw)
    assert not find(DULL.encode())
    assert not find(DULL.encode("cp949"))


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be"])
def test_wide_pages_pass_unread(codec: str) -> None:
    assert can_be_relevant(DULL.encode(codec))


@pytest.mark.parametrize(
    "raw", [DULL.encode(), gzip.compress(DULL.encode())], ids=["plain", "gzip"]
)
def test_a_page_without_a_term_is_irrelevant_before_it_is_read(raw: bytes) -> None:
    quick = clean_page(raw, url="https://news.example.kr/1", with_triage=True)
    assert (quick.outcome, quick.reason, quick.text) == ("irrelevant", TRIAGE_REASON, "")
    assert clean_page(raw).outcome == "irrelevant"
    assert clean_page(raw).text


@pytest.mark.parametrize(
    ("raw", "outcome"),
    [
        (b"", "empty"),
        (b"%PDF-1.7 x", "not_html"),
        (b"x" * (MAX_BYTES + 1), "too_large"),
        (gzip.compress(b"<p>" * 9_000_000), "too_large"),
        ("<p>혁신 클러스터".encode(), "no_text"),
    ],
)
def test_triage_takes_no_other_outcome(raw: bytes, outcome: str) -> None:
    assert clean_page(raw, with_triage=True).outcome == outcome


def test_no_page_is_cleaned_differently_after_it_passed() -> None:
    pages = [path.read_bytes() for path in page_files("bundled").values()]
    relevant = 0
    for raw in [*pages, *(markup.encode() for markup in PAGES.values())]:
        full = clean_page(raw)
        if full.is_relevant:
            relevant += 1
            assert clean_page(raw, with_triage=True) == full
    assert relevant >= 30
