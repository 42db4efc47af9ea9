"""Normal form of Korean press text, with a map back to the original characters.

Every extractor matches on the normal form, so that a pattern needs to know one digit
set, one kind of quote and one middle dot. Evidence is always cut from the original.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

# Characters of equal meaning, one line per normal form: (normal form, variants).
_VARIANTS: tuple[tuple[str, str], ...] = (
    ("·", "\u2027\u2024\u318d\u30fb\uff65\u2022\u2219\u22c5\u0387\u119e\u25cf\u2981"),
    ("'", "\u2018\u2019\u201a\u201b\u2032\u2035\u0060\u00b4\u02b9\u02bc\uff07"),
    ('"', "\u201c\u201d\u201e\u201f\u2033\u2036\u301d\u301e\u301f\uff02"),
    ("-", "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\u2500\u30fc"),
    ("~", "\u301c\u223c\u02dc\u223d\uff5e\u2053"),
    (
        " ",
        "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
        "\u202f\u205f\u3000\u3164\x0b\x0c\x1c\x1d\x1e\x1f",
    ),
    ("\n", "\u2028\u2029\u0085"),
    (",", "\u3001\ufe50\u201a"),
    (".", "\u3002\ufe52"),
    ("[", "\u3010\u3014"),
    ("]", "\u3011\u3015"),
    ("₩", "\uffe6"),
    ("△", "\u25b3\u25b2\u25b5\u25b4"),
    ("▷", "\u25b7\u25b6\u25b9\u25b8"),
    ("□", "\u25a1\u25a0\u25ab\u25aa"),
    ("○", "\u25cb\u25ef"),
)

# Hanja that Korean papers write for a Hangul syllable, chiefly in headlines. Only
# characters with one common reading; each pair is hanja + Hangul.
_HANJA = (
    "億억兆조萬만千천百백圓원弗불約약總총新신道도市시郡군區구邑읍面면洞동里리韓한中중美미日일英영獨독佛불"
    "北북南남東동西서大대小소前전後후社사年년月월與여野야靑청檢검警경京경忠충慶경江강原원濟제州주"
    "光광釜부山산蔚울仁인川천世세宗종全전等등外외內내上상下하産산學학硏연官관民민軍군對대反반無무"
    "故고車차電전銀은行행人인女여男남老노靑청最최初초高고低저重중海해陸육空공水수火화木목金금土토"
    "地지方방都도農농工공商상文문化화力력量량增증減감加가價가株주證증先선核핵戰전黨당首수議의長장"
    "名명戶호個개件건號호次차期기級급比비率율元원倍배臺대名명式식型형用용性성化화的적線선圈권脫탈"
)

_MAP: dict[int, str] = {
    ord(variant): normal for normal, variants in _VARIANTS for variant in variants
}
_MAP |= {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if code not in _MAP}
_MAP |= {ord(_HANJA[i]): _HANJA[i + 1] for i in range(0, len(_HANJA), 2)}

# Invisible characters, and conjoining jamo that one precomposed syllable replaces.
_CHANGES_LENGTH = re.compile(
    "[\\r\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f"
    "\ufeff\x00-\x08\x0e-\x1b\x7f]|[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?"
)


@dataclass(frozen=True, slots=True)
class Normalized:
    """Normal form of a text; ``starts`` and ``ends`` are ``None`` where offsets agree.

    ``starts[i]`` and ``ends[i]`` bound, in the original, the character that became
    ``text[i]``.
    """

    text: str
    starts: Sequence[int] | None = None
    ends: Sequence[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Original range of the normal range ``[start, end)``.

        An empty range maps to an empty range at the same place.
        """
        if self.starts is None or self.ends is None:
            return start, end
        if start >= len(self.starts):
            last = self.ends[-1] if self.ends else 0
            return last, last
        if end <= start:
            return self.starts[start], self.starts[start]
        return self.starts[start], self.ends[min(end, len(self.ends)) - 1]


def normalize(text: str) -> Normalized:
    """Normal form of ``text``; newlines and tabs stay.

    One-for-one replacements keep every offset, so most texts need no map at all.
    """
    # Jamo middle dot (U+119E) sits in the jamo block: composed syllables are handled
    # below, a lone one is a dot.
    mapped = text if text.isascii() else text.translate(_MAP)
    if not _CHANGES_LENGTH.search(mapped):
        return Normalized(mapped)
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    position = 0
    for match in _CHANGES_LENGTH.finditer(mapped):
        start, end = match.span()
        pieces.append(mapped[position:start])
        starts.extend(range(position, start))
        ends.extend(range(position + 1, start + 1))
        if end - start > 1:
            pieces.append(unicodedata.normalize("NFC", match[0]))
            starts.append(start)
            ends.append(end)
        position = end
    pieces.append(mapped[position:])
    starts.extend(range(position, len(mapped)))
    ends.extend(range(position + 1, len(mapped) + 1))
    return Normalized("".join(pieces), starts, ends)
