"""Initiatives' names outside quotes: a head noun and the nouns before and after it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from cluster_assets.anchored import Anchored
from cluster_assets.extract.names.initiatives.estates import is_estate
from cluster_assets.extract.names.initiatives.facilities import (
    INSTITUTION_END,
    is_facility,
    is_institution,
    is_paid_for,
    tells_field,
)
from cluster_assets.extract.names.initiatives.names import (
    STRONG_END,
    has_work_tail,
    is_specific,
    place_prefix,
)
from cluster_assets.extract.names.initiatives.phrase_checks import (
    is_district,
    is_phrase_name,
    is_priced_before,
)
from cluster_assets.extract.names.initiatives.programmes import (
    is_called_programme,
    is_paid_programme,
)
from cluster_assets.extract.names.initiatives.walks import (
    address_before,
    headed_stem,
    walk_left,
    walk_right,
)
from cluster_assets.extract.names.initiatives.words import (
    JOB_PACT_PLACES,
    NATIONAL_PROGRAMMES,
)
from cluster_assets.records import SpanField

NameRule = Literal["quoted", "bullet", "phrase", "nested", "kind"]
TOKEN = re.compile(
    r"[가-힣A-Za-z0-9ⅠⅡⅢⅣ][가-힣A-Za-z0-9·&\-ⅠⅡⅢⅣ]*(?:\([A-Z][A-Za-z&]{1,7}\)(?= [가-힣]))?"
)
# '6개 ○○클러스터', '여러 ○○단지': kinds, not one thing.
_SEVERAL_BEFORE = re.compile(
    r"(?:\d(?:여)?(?:개|곳|개소)의?|(?<![가-힣])(?:여러|각|모든|두|세|네)) $"
)
_TOGETHER = re.compile(r"(?:와|과) (?:함께|손|협약|업무|공동|협력|힘)")
_LONGEST_TOKEN = 40
_LONG_NAME = 6
_BODY_NEXT = re.compile(
    r" ?[가-힣]{0,6}(?:개발원|진흥원|연구원|재단|협회|공사|공단|사업단|위원회|협의회|조합|"
    r"추진단|관리원|관리공단)"
)


@dataclass(frozen=True, slots=True)
class FoundName:
    """A name at ``[start, end)`` of the normal form of ``field``."""

    field: SpanField
    start: int
    end: int
    name: str
    rule: NameRule


def find_phrases(text: str, field: SpanField) -> list[FoundName]:
    """Names in ``text`` (normal form), sorted, the longest at each place.

    Inner names of compounds ('가람밸리' in '가람밸리 상생펀드') follow, with rule 'nested'.
    """
    tokens = list(TOKEN.finditer(text))
    found: list[FoundName] = []
    nested: list[FoundName] = []
    rest: list[FoundName] = []
    for i, token in enumerate(tokens):
        stem = headed_stem(token[0]) if len(token[0]) <= _LONGEST_TOKEN else None
        if stem is None:
            continue
        end = token.start() + len(stem)
        first = _first_of(text, tokens, i, stem)
        if first is None:
            left = tokens[walk_left(text, tokens, i)].start()
            rest.append(FoundName(field, left, end, text[left:end], "phrase"))
            continue
        start = tokens[first].start()
        inner = _inner_end(tokens, first, i)
        if inner and is_specific(text[start:inner]):
            nested.append(FoundName(field, start, inner, text[start:inner], "nested"))
        if stem == token[0] and STRONG_END.search(stem):
            end = walk_right(text, tokens, i, end)
            longer = text[start:end]
            if end > token.end() and not has_work_tail(longer):
                short = text[start : token.end()]
                nested.append(FoundName(field, start, token.end(), short, "nested"))
        found.append(FoundName(field, start, end, text[start:end], "phrase"))
    found += _fuller_forms(found, rest)
    return [*_longest_at_place([*found, *_national(text, field)]), *nested]


def _fuller_forms(found: list[FoundName], rest: list[FoundName]) -> list[FoundName]:
    """Phrases that end in a whole name found elsewhere: its fuller form."""
    known = {n.name for n in found if " " in n.name or len(n.name) >= _LONG_NAME}
    fuller = []
    for phrase in rest:
        words = phrase.name.split(" ")
        if any(" ".join(words[k:]) in known for k in range(len(words))):
            fuller.append(phrase)
    return fuller


def _first_of(text: str, tokens: list[re.Match[str]], i: int, stem: str) -> int | None:
    """Index of the first word of the name that ends with word ``i``; ``None`` for no name."""
    end = tokens[i].start() + len(stem)
    if stem.endswith("지구") and is_district(stem, text, end):
        return i
    first = walk_left(text, tokens, i)
    start = tokens[first].start()
    if _BODY_NEXT.match(text, end) or _SEVERAL_BEFORE.search(text, max(0, start - 8), start):
        return None
    if INSTITUTION_END.search(stem):
        return first if is_institution(text, start, end) else None
    if stem.endswith("허브") and _TOGETHER.match(text, end):
        return None  # a partner, not a place
    is_paid = is_priced_before(text, start) or (
        is_paid_for(text, end) and tells_field(text[start:end])
    )
    if (
        is_phrase_name(text[start:end], STRONG_END.search(stem) is not None, is_paid=is_paid)
        or is_facility(text, start, end)
        or is_paid_programme(text, start, end)
        or is_called_programme(text, start, end)
    ):
        return first
    is_named = is_estate(text, tokens[i].start(), end, address=address_before(text, tokens, i))
    return i if is_named else None


_NATIONAL_NAME = Anchored(
    r"(?<![가-힣A-Za-z(])(?:[가-힣]{2,3}형 )?(?:"
    + "|".join(re.escape(n) for n in sorted(NATIONAL_PROGRAMMES, key=len, reverse=True))
    + r")(?:\((?:RISE|RIS)\))?(?: (?:조성|육성|지원)?사업(?![가-힣]{2}))?(?![A-Za-z])|"
    # Schools that ministries designate by field: '○○ 특성화대학원'.
    r"(?<![가-힣A-Za-z])[가-힣A-Z]{2,6}(?:·[가-힣A-Z]{2,5})? ?특성화대학원?(?:지원사업| 사업)?|"
    r"(?<![가-힣])(?:"
    + "|".join(JOB_PACT_PLACES)
    + r")형 (?:상생 ?)?일자리|(?<![가-힣])(?!지역)[가-힣]{2,3}사랑상품권"
)


def _national(text: str, field: SpanField) -> list[FoundName]:
    found = []
    for m in _NATIONAL_NAME.finditer(text):
        if _BODY_NEXT.match(text, m.end()) or _CENTRE_NEXT.match(text, m.end()):
            continue
        start = m.start()
        if m[0].startswith(_RUN_BY_PROVINCES):
            start = _province_before(text, start)
        found.append(FoundName(field, start, m.end(), text[start : m.end()], "phrase"))
    return found


# Every province has its own of these: 'A도 RISE' is not B's.
_RUN_BY_PROVINCES = ("RISE", "RIS", "라이즈")
_WORD_BEFORE = re.compile(r"(?<![가-힣·])[가-힣]{2,7} $")


def _province_before(text: str, start: int) -> int:
    """Start of the region's name right before ``start``, or ``start``."""
    word = _WORD_BEFORE.search(text, max(0, start - 9), start)
    if word and place_prefix(word[0][:-1]) == word[0][:-1]:
        return word.start()
    return start


_CENTRE_NEXT = re.compile(r" ?(?:센터|추진단|사업단|위원회)")


def _inner_end(tokens: list[re.Match[str]], first: int, last: int) -> int | None:
    """End of a strong head inside the phrase: '가람밸리' in '가람밸리 상생펀드'."""
    if has_work_tail(tokens[last][0]):
        return None
    ends = [t.end() for t in tokens[first:last] if STRONG_END.search(t[0])]
    return ends[-1] if ends else None


def _longest_at_place(found: list[FoundName]) -> list[FoundName]:
    kept: list[FoundName] = []
    for name in sorted(found, key=lambda n: (n.start, -(n.end - n.start))):
        if kept and name.start < kept[-1].end:
            continue
        kept.append(name)
    return kept
