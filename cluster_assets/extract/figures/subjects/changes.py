"""Subjects of changes: what grows or shrinks by a share or a number."""

from __future__ import annotations

import re

from cluster_assets.extract.figures.subjects.phrases import phrase_before
from cluster_assets.extract.figures.subjects.place import (
    HEDGE,
    Place,
    is_region,
    plain,
    topic_before,
)

_MOVES = re.compile(
    rf"{HEDGE}(?:를|을|이|가|까지|씩)? ?\)? ?(?:넘게 |가까이 |가량 |더 |이상 |나 |"
    rf"이나 )?(?P<verb>낮(?=춰|추|춘)|늘|불(?=[어었린])|"
    rf"증가|상승|올|뛰|성장|감소|줄|하락|떨어|낮|절감|단축|급증|급감|많|적(?=[은었지게다])|높|깎|오[르른를])"
)
_MOVED: dict[str, str] = {
    "깎": "감면",
    "낮": "하락",
    "떨어": "하락",
    "하락": "하락",
    "상승": "상승",
    "줄": "감소",
    "감소": "감소",
    "급감": "감소",
    "적": "감소",
    "절감": "절감",
    "단축": "단축",
    "성장": "성장",
}


# Changes that say nothing of the thing; a cut of a rate or a price is a deed of its own.
_BARE_CHANGES = frozenset(("증가", "감소", "상승", "하락", "성장"))
_POINTS = ("%p", "%P", "포인트")
# A noun of two syllables tells too little alone ('매출').
_TELLING = 3

# What is remitted rather than cut.
_CHARGE = re.compile(r"(?:세|료|이자|요금|부담금|분담금|값|수수료|보증금)$")

_SUM_OF = re.compile(
    r"(?P<noun>[가-힣]{2,10}) (?:약 |총 |모두 )?\d[\d,.조억만천 ]{0,20}원(?:을|를|이|가|으로) "
)


def _sum_before(place: Place) -> str | None:
    """Noun of the last sum of the sentence before: '예산안 7조원을 냈다. 작년보다 5% 는'."""
    found = list(_SUM_OF.finditer(place.text, max(0, place.low - 120), place.low))
    return _noun_of_sum(place, found[-1]) if found else None


def _noun_of_sum(place: Place, m: re.Match[str]) -> str | None:
    low = max(0, m.start() - 40)
    return phrase_before(place.text, low, m.end("noun"), with_clause=False).text


# '수익 N억원을 올려 지난해보다 M% 늘었다': the sum grew, not who earned it.
_SUM_EARNED = re.compile(
    r"(?P<noun>[가-힣]{2,10}) (?:약 |총 |모두 )?\d[\d,.조억만천 ]{0,20}(?:원|달러)을? "
    r"(?:올려|올리며|기록해|기록하며|달성해|달성하며|거둬|거두며) [^.\n]{0,24}$"
)


def _sum_earned(place: Place) -> str | None:
    m = _SUM_EARNED.search(place.text, max(place.low, place.start - 80), place.start)
    return _noun_of_sum(place, m) if m else None


# '매출은 A, 수출은 B로 전년보다 각각 5%, 8% 늘어': the first of two changes.
_FIRST_OF_TWO = re.compile(r"각각 (?:약 )?$")
_SECOND_OF_TWO = re.compile(rf"{HEDGE}(?:,|와|과| 및|·) ?\d[\d.,]*(?:%|배|명|건|개)")
_TOPIC_OF_TWO = re.compile(
    r"(?:^|[ ,(])(?P<noun>(?:[가-힣]{2,8} )?[가-힣]{1,10}?)(?:은|는|이|가|과|와) (?=[\d가-힣])"
)


def _first_of_two(place: Place) -> str | None:
    """Noun of the first of two values that 'each' gives to two topics of the clause."""
    low = max(place.low, place.start - 90)
    each = _FIRST_OF_TWO.search(place.text, low, place.start)
    if not each or not place.after(_SECOND_OF_TWO):
        return None
    second = topic_before(place, each.start())
    if not second:
        return None
    at = place.text.rfind(second.split()[-1], low, each.start())
    for m in reversed(list(_TOPIC_OF_TWO.finditer(place.text, low, at))):
        end = m.end("noun") + 1
        first = phrase_before(place.text, place.low, end, with_clause=False).text
        if first and not is_region(first):
            return first
    return None


def change_subject(place: Place) -> str | None:
    """'매출이 12% 늘어' -> '매출 증가'."""
    if place.is_share and (first := _first_of_two(place)):
        return first
    m = place.after(_MOVES)
    if not m:
        return None
    before = place.before()
    own = before.text if before.is_direct and not place.is_share else None
    moving = own or _sum_earned(place) or topic_before(place, place.start) or _sum_before(place)
    if not moving:
        return None
    word = _MOVED.get(m["verb"], "증가")
    if m["verb"] == "깎" and not _CHARGE.search(moving):
        word = "삭감"
    if m["verb"] == "깎" and re.match(r"[이인여였일]", place.text[m.end() : m.end() + 1]):
        word = "삭감"
    if m["verb"] == "낮" and re.match(r"춰|추|춘", place.text[m.end() : m.end() + 1]):
        word = "인하"
    if m["verb"] == "올" and re.match(r"리|려|린|릴", place.text[m.end() : m.end() + 1]):
        word = "인상"
    elif m["verb"] in ("올", "오르", "오른", "오를") and moving.endswith(
        ("률", "율", "가격", "지수")
    ):
        word = "상승"
    is_rate = place.is_share and not place.number.endswith(_POINTS)
    if is_rate and word in _BARE_CHANGES and len(moving) >= _TELLING:
        return moving  # as the article writes it: what grows, not its growth
    return moving if moving.endswith(word) else f"{plain(moving)} {word}"
