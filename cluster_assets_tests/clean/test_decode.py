# ruff: noqa: E501 - markup is easier to read in one line
"""Bytes to text: the declared encoding is never asked, and what is no page is told apart."""

from __future__ import annotations

import gzip

import pytest

from cluster_assets.clean.decode import decode
from cluster_assets.clean.limits import MAX_BYTES

HTML = "<html><head><meta charset='{}'></head><body><p>한솔면 농기계 단지에 쌓인 눈이 녹았다.</p></body></html>"


@pytest.mark.parametrize("declared", ["utf-8", "euc-kr", "shift_jis", "nonsense"])
@pytest.mark.parametrize(
    ("encoding", "reported"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("cp949", "cp949"),
        ("utf-16", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-16-le", "utf-16-le"),
        ("utf-32", "utf-32-le"),
    ],
)
def test_encoding_is_found_whatever_is_declared(
    declared: str, encoding: str, reported: str
) -> None:
    text = HTML.format(declared)
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.outcome) == (text, reported, None)


def test_cp949_holds_syllables_that_euc_kr_does_not() -> None:
    text = "<p>햏똠쓩 펲시</p>"
    assert decode(text.encode("cp949")).text == text


@pytest.mark.parametrize("encoding", ["utf-8", "cp949"])
def test_a_character_cut_off_at_the_end_does_not_change_the_encoding(encoding: str) -> None:
    decoded = decode(("<p>" + "눈이 녹았다 " * 20 + "끝").encode(encoding)[:-1])
    assert decoded.encoding == encoding
    assert "눈이 녹았다" in decoded.text


@pytest.mark.parametrize("encoding", ["utf-8", "cp949"])
def test_a_few_broken_bytes_are_replaced_and_counted(encoding: str) -> None:
    raw = ("<p>" + "눈이 녹았다 " * 50).encode(encoding) + b"\xff\xff" + "끝</p>".encode(encoding)
    decoded = decode(raw)
    assert decoded.encoding == encoding
    assert decoded.replaced >= 1
    assert decoded.text.count("눈이 녹았다") == 50


def test_nul_bytes_and_control_characters_are_dropped() -> None:
    words = "words " * 20
    assert decode(f"<p>{words}a\x00b\x01c\x0bd</p>".encode()).text == f"<p>{words}abcd</p>"


@pytest.mark.parametrize(
    ("raw", "outcome"),
    [
        (b"", "empty"),
        (b" \x00\n", "empty"),
        (b"%PDF-1.7 ...", "not_html"),
        (b"\x89PNG\r\n", "not_html"),
        (b"PK\x03\x04rest", "not_html"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "not_html"),
        (bytes(range(256)) * 40, "not_html"),
        (b'{"title": "<p>"}', "not_html"),
        (b"<?xml version='1.0'?><rss><channel/></rss>", "not_html"),
        (b"plain words", "not_html"),
        (b"<p>" + b"\xff\xfd\x80\x81" * 200, "undecodable"),
        (b"x" * (MAX_BYTES + 1), "too_large"),
        (gzip.compress(b"a" * (MAX_BYTES + 10)), "too_large"),
        (b"\x1f\x8bbroken", "not_html"),
    ],
)
def test_what_is_no_page_gets_its_outcome(raw: bytes, outcome: str) -> None:
    decoded = decode(raw)
    assert (decoded.outcome, decoded.text) == (outcome, "")
    assert decoded.reason


def test_a_page_stored_compressed_is_read() -> None:
    assert decode(gzip.compress("<p>눈이 녹았다.</p>".encode())).text == "<p>눈이 녹았다.</p>"
