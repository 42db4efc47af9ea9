"""Subjects where nothing near names one: the thing before, a list, the topic."""

from __future__ import annotations

import re

from cluster_assets.extract.figures.subjects.phrases import phrase_before
from cluster_assets.extract.figures.subjects.place import HEDGE, LAST_SUBJECT, Place, is_region

_SAYS = re.compile(
    rf"{HEDGE}(?:을|를|까지) (?P<verb>생산|처리|저장|공급|감축|절감|수출)(?:하|한|할|했)"
)
_TOPIC_OF = re.compile(r"(?P<noun>[가-힣A-Za-z]{2,12})(?:은|는) [^\n\"“”]{0,60}$")
_PREDICATE = re.compile(rf"{HEDGE}(?:이다|다|이며|이고|으로|로|에|,|뿐|$|이었|였)")
# '○○밸리는 전국에 4곳이 있다'
_EXISTS = re.compile(rf"{HEDGE}(?:이|가) (?:있|운영|진행|추진|남아|지정돼 있)")
_BY = re.compile(
    r"(?P<noun>[가-힣]{2,10})(?:으로|로) (?:치면|따지면|보면|환산하면|계산하면|셈하면) (?:약 )?$"
)
_FROM = re.compile(r"(?P<noun>(?:[가-힣]{2,8} )?[가-힣]{2,10})에서 (?:약 )?$")
_GIVES = re.compile(rf"{HEDGE}(?:을|를) (?:댔|대고|댄|대는|충당|마련|조달|부담|끌어|가져)")
_LIKE_COUNT = re.compile(
    r"\d[\d,.]*(?:조|억|만|천|백)?\d*여? ?(?P<unit>곳|명|개사|개|건|대|동|가구|팀)(?![가-힣]{2})"
)
_SIZE = re.compile(r" 규모|[을를] |에 |으로 |로 | 땅| 터| 부지|짜리")
# 'N을 보내는 관로': what handles so much.
_DOER = re.compile(
    rf"{HEDGE}(?:을|를) (?:[가-힣]{{1,6}} )?[가-힣]{{1,5}}(?:는|던) (?:이 |그 |"
    rf"해당 )?(?P<noun>[가-힣A-Za-z]{{2,12}}?)"
    r"(?:은|는|이|가|을|를|의|에|에는|로|으로|도|다|이다)?(?=[ ,.\n]|$)"
)
# Counters that are nouns of their own.
_NOUN_COUNTER = re.compile(r"(?P<noun>필지|가구|세대|병상|선석|팀|과제|대학)$")
_SIZES = ("병상", "층", "㎡", "㎢", "ha", "평", "실", "석", "MW", "㎿")


def fallback(place: Place, antecedent: str | None) -> str | None:
    """What is counted where nothing near names it: the thing before it, or the topic."""
    text, low, start = place.text, place.low, place.start
    if m := place.after(_SAYS):
        return m["verb"]
    if m := _BY.search(text, max(low, start - 24), start):
        return m["noun"]
    if place.is_share and place.after(_GIVES):
        m = _FROM.search(text, max(low, start - 28), start)
        return m["noun"] if m else None
    said = _LIKE_COUNT.finditer(text, max(low, start - 60), start)
    if antecedent and any(place.number.endswith(m["unit"]) for m in said):
        return antecedent
    if place.number.endswith(_SIZES) and place.after(_SIZE):
        m = LAST_SUBJECT.search(text, max(0, low - 80), low)
        return phrase_before(text, max(0, low - 80), m.end("noun")).text if m else None
    if m := place.after(_DOER, 32) or _NOUN_COUNTER.search(place.number):
        return m["noun"]
    return _of_topic(place) or _of_list(place) or _of_clause(place)


def _of_clause(place: Place) -> str | None:
    """'새로 채용할 170명 가운데': people of whom only the clause before tells."""
    clause = place.before().clause
    return f"{clause} 인원" if clause and place.is_people else None


def _of_list(place: Place) -> str | None:
    """'연구원 등 230명이': whom the list ends with."""
    before = place.before()
    return before.text if before.is_listed and place.is_people else None


def _of_topic(place: Place) -> str | None:
    """What the clause is about, where the number is all that it says of it."""
    text, low, start = place.text, place.low, place.start
    exists = place.after(_EXISTS)
    if not place.after(_PREDICATE) and not exists:
        return None
    m = _TOPIC_OF.search(text, max(low, start - 80), start)
    if not m or is_region(m["noun"]) or (exists and m["noun"].endswith(("에", "에서"))):
        return None
    return phrase_before(text, low, m.end("noun") + 1, with_clause=False).text
