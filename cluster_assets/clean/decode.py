"""Bytes of a page to text, whatever its headers and meta tags claim.

Korean local outlets declare their encoding wrongly so often that declarations are ignored:
strict UTF-8, then strict cp949 (a superset of EUC-KR), then whichever of the two leaves
fewer replacement characters.
"""

from __future__ import annotations

import codecs
import re
import zlib
from dataclasses import dataclass

from .limits import MAX_BYTES

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"RIFF", "media"),
    (b"PK\x03\x04", "zip"),
    (b"\xd0\xcf\x11\xe0", "office document"),
    (b"HWP Document File", "hwp"),
    (b"{\\rtf", "rtf"),
    (b"\x7fELF", "binary"),
    (b"OTTO", "binary"),
    (b"wOF", "binary"),
    (b"\x00\x00\x00\x18ftyp", "media"),
    (b"ID3", "media"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ", "archive"),
    (b"\x28\xb5\x2f\xfd", "archive"),
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
_TAG = re.compile(r"<\s*(?:!doctype|[a-zA-Z][a-zA-Z0-9:-]*)[\s/>]", re.IGNORECASE)
_FEED = re.compile(r"<(?:rss|feed|urlset|sitemapindex|rdf:RDF|svg)[\s>]", re.IGNORECASE)
_HANGUL = re.compile("[가-힣]")

#: Share of control characters above which the bytes are no text at all.
MAX_CONTROL_SHARE = 0.05
#: Share of replacement characters among non-ASCII ones above which nothing can be trusted.
MAX_REPLACED_SHARE = 0.25
#: UTF-8 wins over a lucky strict cp949 reading at this many syllables per broken character.
SYLLABLES_PER_BROKEN = 10


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a page, or why there is none.

    ``outcome`` is ``None`` when ``text`` is usable, otherwise one of the rejected outcomes
    with ``reason``. ``replaced`` counts the characters that could not be read.
    """

    text: str = ""
    encoding: str | None = None
    replaced: int = 0
    outcome: str | None = None
    reason: str | None = None


def decode(raw: bytes) -> Decoded:
    """Read the bytes of one page as text; never raises.

    NUL and other control characters are dropped, since no parser agrees on them.
    """
    plain, refused = inflate(raw)
    return refused or to_text(plain)


def inflate(raw: bytes) -> tuple[bytes, Decoded | None]:
    """The page's bytes, inflated where they came compressed, or why they are no page.

    At most ``MAX_BYTES`` are inflated: the page may be a bomb.
    """
    if raw[:2] == b"\x1f\x8b" and len(raw) <= MAX_BYTES:
        try:
            raw = zlib.decompressobj(wbits=31).decompress(raw, MAX_BYTES + 1)
        except zlib.error:
            return b"", Decoded(outcome="not_html", reason="broken gzip")
        if len(raw) > MAX_BYTES:
            return b"", Decoded(outcome="too_large", reason="gzip expands beyond the limit")
        if raw[:2] == b"\x1f\x8b":
            return b"", Decoded(outcome="not_html", reason="nested gzip")
    return raw, _refuse(raw)


def _refuse(raw: bytes) -> Decoded | None:
    """What the bytes alone say against a page: too many, none, or another kind of file."""
    if len(raw) > MAX_BYTES:
        return Decoded(outcome="too_large", reason=f"{len(raw)} bytes")
    if not raw.strip(b"\x00\t\n\r\f\v "):
        return Decoded(outcome="empty", reason="no bytes")
    head = raw[:64].lstrip()
    kind = next((kind for magic, kind in _MAGIC if head.startswith(magic)), None)
    return Decoded(outcome="not_html", reason=kind) if kind else None


def to_text(raw: bytes) -> Decoded:
    """Text of a page's bytes that :func:`inflate` let through."""
    return _judge(*_read(raw))


def _read(raw: bytes) -> tuple[str, str]:
    for bom, name in _BOMS:
        if raw.startswith(bom):
            return raw[len(bom) :].decode(name, "replace"), name
    wide = _utf16_without_bom(raw)
    if wide:
        return raw.decode(wide, "replace"), wide
    utf8 = _strict(raw, "utf-8")
    if utf8 is not None:
        return utf8, "utf-8"
    loose = raw.decode("utf-8", "replace")
    broken = loose.count("\ufffd")
    if len(_HANGUL.findall(loose)) > SYLLABLES_PER_BROKEN * broken:
        return loose, "utf-8"
    cp949 = _strict(raw, "cp949")
    if cp949 is not None:
        return cp949, "cp949"
    korean = raw.decode("cp949", "replace")
    if korean.count("\ufffd") < broken:
        return korean, "cp949"
    return loose, "utf-8"


def _strict(raw: bytes, name: str) -> str | None:
    """Strict decoding that forgives a character cut off at the very end."""
    try:
        return codecs.getincrementaldecoder(name)("strict").decode(raw, final=False)
    except UnicodeDecodeError:
        return None


def _utf16_without_bom(raw: bytes) -> str | None:
    """UTF-16 by its zero bytes: the markup is ASCII, so one side is mostly zero."""
    head = raw[:4000]
    half = len(head) // 2
    if half < 8:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 0.3 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.3 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _judge(text: str, encoding: str) -> Decoded:
    sample = text[:200_000]
    controls = sum(1 for _ in _CONTROL.finditer(sample)) - sample.count("\x00")
    if controls > MAX_CONTROL_SHARE * len(sample):
        return Decoded(encoding=encoding, outcome="not_html", reason="binary")
    text = _CONTROL.sub("", text) if _CONTROL.search(text) else text
    replaced = text.count("\ufffd")
    foreign = len(text) - len(text.encode("ascii", "ignore")) if replaced else 0
    if replaced and replaced > MAX_REPLACED_SHARE * foreign:
        return Decoded(
            encoding=encoding, replaced=replaced, outcome="undecodable", reason="unreadable bytes"
        )
    if not text.strip():
        return Decoded(encoding=encoding, outcome="empty", reason="only white space")
    start = text.lstrip()[:2000]
    if _FEED.search(start) and "<html" not in start.lower():
        return Decoded(encoding=encoding, outcome="not_html", reason="feed")
    if start[0] in "{[" and "<html" not in start.lower():
        return Decoded(encoding=encoding, outcome="not_html", reason="json")
    if "<" not in text or (not _TAG.search(text) and len(text) > 200):
        return Decoded(encoding=encoding, outcome="not_html", reason="no markup")
    return Decoded(text=text, encoding=encoding, replaced=replaced)
