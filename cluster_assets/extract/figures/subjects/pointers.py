"""Subjects that the number points back to: a pronoun, a list, a rank."""

from __future__ import annotations

import re

from cluster_assets.extract.figures.subjects.phrases import Phrase, phrase_before
from cluster_assets.extract.figures.subjects.place import Place, is_region, topic_before


def pointed_at(place: Place, before: Phrase, antecedent: str | None) -> str | None:
    """What the number points back to: '이를 N%로', 'M명, K명', '○○은 L개사', a rank."""
    text, low, start = place.text, place.low, place.start
    if before.particle in ("를", "는", "도") and _THIS.search(text[max(low, start - 16) : start]):
        return antecedent
    if place.is_share and antecedent and _AS_RATE.search(text[max(low, start - 10) : start]):
        return antecedent
    if not before.text and _LIST.search(text[max(low, start - 8) : start]):
        return antecedent
    if not place.is_share and (m := place.after(_RATED)):
        # A grade of the list before is no noun that the next one could qualify.
        is_next = antecedent and text[max(low, start - 10) : start].rstrip(", ").endswith(
            antecedent
        )
        return m["grade"] if is_next or not antecedent else f"{m['grade']} {antecedent.split()[-1]}"
    if place.number.endswith("위"):
        return _ranked(place) or before.text
    if place.is_firms and antecedent and before.particle and is_region(before.text or ""):
        return f"{before.text} {antecedent}"
    return None


# '3곳을 우수, 8곳을 보통, 2곳은 미흡으로 매겼다'
_RATED = re.compile(
    r"(?:을|를|은|는|이|가) (?P<grade>[가-힣A-Z]{1,4}?(?: 등급)?)(?:, ?(?=\d)|(?:으로|로|에) "
    r"(?:매겼|매긴|평가|분류|판정|나눴|꼽|각각))"
)
_THIS = re.compile(r"(?<![가-힣])(?:이를|(?<![는은한된인온간] )이(?:는|도)) \S{0,8} ?$")
# '수료생은 40명, 비율로는 N%': of the same.
_AS_RATE = re.compile(r"\S (?:비율|비중|백분율|비율로)(?:로는|로|으로는|으로) (?:약 )?$")
_LIST = re.compile(r"\d(?:명|곳|개|개사|건|%|대|동|가구), $")
_MEASURED_BY = re.compile(
    r"(?<!단일 )(?<![가-힣])(?P<noun>[가-힣]{2,10}) 기준(?:으로)? (?:[가-힣]{2,4} )?$"
)
_EVENT = re.compile(r"(?P<noun>\S{2,12})에서(?:도|는)? ")


def _ranked(place: Place) -> str | None:
    """What is ranked: the topic, or the contest ('평가에서 3위')."""
    if m := _MEASURED_BY.search(place.text, max(place.low, place.start - 24), place.start):
        return m["noun"]
    low = max(place.low, place.start - 120)
    for m in reversed(list(_EVENT.finditer(place.text, low, place.start))):
        if m["noun"] not in ("전국", "국내", "세계", "가운데", "중"):
            event = phrase_before(place.text, place.low, m.end("noun"), with_clause=False).text
            return event if event and event.endswith(m["noun"]) else m["noun"]
    return topic_before(place, place.start)
