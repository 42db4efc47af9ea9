"""Sentence ranges of normalised Korean press text."""

from __future__ import annotations

import re

# A quotation longer than this is taken for a stray quote mark.
_LONGEST_QUOTATION = 700
_MARK = re.compile(r'[.!?]+|"')
_TAIL = re.compile(r"""["')\]>」』》]*""")
# What continues a sentence after a closed quotation.
_CONTINUES = re.compile(r"\s*(?:이?라[고며는]|고\s|며\s|면서|는\s|[,·])")
_HANGUL = re.compile("[가-힣]")


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Ranges of the sentences of ``text`` (normal form), trimmed, in order.

    A newline always ends a sentence. A full stop does not inside double quotes, after a
    digit ('2016.12.27.', '1.6조') or inside a Latin abbreviation.
    """
    sentences: list[tuple[int, int]] = []
    start = 0
    for line in text.split("\n"):
        _split_line(line, start, sentences)
        start += len(line) + 1
    return sentences


def _split_line(line: str, base: int, out: list[tuple[int, int]]) -> None:
    start = 0
    quoted_until = -1
    for match in _MARK.finditer(line):
        at, end = match.span()
        if match[0] == '"':
            if at > quoted_until:
                closing = line.find('"', end, end + _LONGEST_QUOTATION)
                quoted_until = closing if closing >= 0 else -1
            elif at == quoted_until and line[at - 1] in ".!?" and _ends(line, at - 1, end):
                start = _append(line, start, end, base, out)
            continue
        if at < quoted_until or not _ends(line, at, end):
            continue
        tail = _TAIL.match(line, end)
        start = _append(line, start, tail.end() if tail else end, base, out)
    _append(line, start, len(line), base, out)


def _ends(line: str, at: int, end: int) -> bool:
    """Whether the mark at ``[at, end)`` ends a sentence."""
    before = line[at - 1] if at else ""
    tail = _TAIL.match(line, end)
    end = tail.end() if tail else end
    if _CONTINUES.match(line, end) and end > at + 1:
        return False
    after = line[end : end + 1]
    if line[at] == "." and (before.isdigit() or (before.isascii() and before.isalpha())):
        # '120.5', '2016.12.27.', 'Co.' are no ends; 'R&D. 이어' is too rare to matter.
        return end >= len(line.rstrip())
    if not after or after.isspace():
        return True
    # A missing space after the full stop: '밝혔다.이어'.
    return before in "다요죠음함됨임" and bool(_HANGUL.match(after) or after in "\"'△▷□○<[")


def _append(line: str, start: int, end: int, base: int, out: list[tuple[int, int]]) -> int:
    piece = line[start:end]
    stripped = piece.strip()
    if stripped:
        first = start + len(piece) - len(piece.lstrip())
        out.append((base + first, base + first + len(stripped)))
    return end
