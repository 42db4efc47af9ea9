"""What a figure counts or measures, as a short noun phrase of the article.

Rules from the most to the least telling: what the sentence does with the number ('150명이
참석'), what a share is a share of, a label before a colon, the noun directly before the
number, the counted noun behind it, and what the clause says of the things counted.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from cluster_assets.extract.figures.subjects.changes import change_subject
from cluster_assets.extract.figures.subjects.clauses import said_of
from cluster_assets.extract.figures.subjects.deeds import BODY_NOUN, done_with, of_people, of_saying
from cluster_assets.extract.figures.subjects.fallbacks import fallback
from cluster_assets.extract.figures.subjects.phrases import Phrase
from cluster_assets.extract.figures.subjects.phrases_behind import phrase_behind
from cluster_assets.extract.figures.subjects.place import (
    HEDGE,
    Place,
    is_region,
    topic_before,
)
from cluster_assets.extract.figures.subjects.pointers import pointed_at
from cluster_assets.extract.figures.subjects.ratios import (
    region_topic,
    share_subject,
)
from cluster_assets.extract.figures.subjects.spaces import (
    EXTENT,
    area_subject,
    dimension_subject,
    own_name,
)
from cluster_assets.extract.figures.words import as_adnominal, without_particle


def subject_of(
    text: str, start: int, unit_end: int, low: int, high: int, antecedent: str | None = None
) -> str | None:
    """Subject of the figure at ``[start, unit_end)`` in the sentence ``[low, high)``, or ``None``.

    ``antecedent`` is the subject of the figure before it, for '이 가운데 12곳'.
    """
    place = Place(text, start, unit_end, low, high)
    for rule in _RULES:
        subject = rule(place)
        if subject:
            return subject
    return _measured(place) or _counted(place, antecedent) or fallback(place, antecedent)


_LABEL = re.compile(
    r"[ \t]*[□ㅇ○△▷\-*·◦▶■●※]?\s*(?P<label>[가-힣A-Za-z][가-힣A-Za-z·, ()]{0,24}?)\s*:\s"
)
_SUM = re.compile(r",? [\d,.]+(?:조|억|천만|백만)")
_PER = re.compile(r"(?<![가-힣])(?P<noun>[가-힣]{2,6})당 ")


_BULLET = re.compile(r"[▲△▷▶◇◆□■○●※](?=[^▲△▷▶◇◆□■○●※\n]*$)")


def _labelled(place: Place) -> str | None:
    """'ㅇ ○○비 : 과제당 A, N개 과제' -> '○○비 지원 과제'."""
    line = place.text.rfind("\n", 0, place.start) + 1
    bullet = _BULLET.search(place.text, max(line, place.start - 60), place.start)
    line = bullet.end() if bullet else line
    m = _LABEL.match(place.text, line, place.start)
    if not m or re.search(r"\d", m["label"]):
        return None
    label = " ".join(m["label"].split())
    noun = phrase_behind(place.text, place.end, min(place.high, place.end + 24), needs_link=False)
    if place.is_firms and not noun and place.after(_SUM):
        noun = "투자 기업"
    elif place.is_firms and not noun and is_region(label):
        noun = "기업"
    per = _PER.search(place.text, m.end(), place.start)
    own = place.before() if place.text.find(",", m.end(), place.start) >= 0 else None
    if own and own.is_direct and not per:
        return own.text  # 'OO시 : N개사 M억원, 고용 K명': an item with its own name
    if per and not place.is_share:
        return f"{label} 지원 {noun or per['noun']}"
    return f"{label} {noun or ''}".strip()


_RULES: tuple[Callable[[Place], str | None], ...] = (
    of_people,
    own_name,
    area_subject,
    dimension_subject,
    change_subject,
    region_topic,
    share_subject,
    _labelled,
)

_WITH = re.compile(r"(?:과|와) (?P<deed>(?:\S{1,14} )?\S{2,12}(?:을|를)) (?P<verb>\S+다(?:고|\.)?)")
_PER_CLASS = re.compile(r"(?<![가-힣])(?P<noun>[가-힣]{2,6})당 [^\s]{1,12}(?:씩)? $")
_CLASS_NOUN = re.compile(
    r"(?:기업|업체|회사|벤처|스타트업|농가|학생|청년|주민|연구원|인력|창업자|소상공인|"
    r"협력사|기관|대학|"
    r"병원|시설|센터|공장|장비|특허|과제)$"
)
# '고용이 천 명을 넘었다' says the number of its subject, '시가 천 명을 뽑았다' does not.
_AS_OBJECT = re.compile(
    rf"{HEDGE}(?:을|를) (?!(?:훌쩍 |이미 |크게 |처음 |처음으로 )*(?:넘|웃도|웃돌|돌파|상회|초과|"
    rf"밑도|"
    r"밑돌|기록|달성|유지|채우|채웠|채운|차지))"
)
# What qualifies the noun behind the counter ('평가 상위 N개 대학').
_JOINED = re.compile(
    r"(?:^| )(?:관련|대상|나머지|주요|신규|추가|다른|우수|선도|유망|전략|상위|하위|최상위|"
    r"최하위|핵심|"
    r"분야|부문|업종|권역|소속|산하|입주|참여|협력|지역|인근|주변|국내|해외)$"
)


_RUNS = re.compile(r"(?:를|을|만) (?:달렸|달린|달려|주행|운행|날았|비행|이동|오갔|누볐)")
_RUNNER = re.compile(r"(?P<noun>[가-힣A-Za-z]{2,10})(?:이|가|은|는) (?:[^\s,.]{1,10} ){0,4}$")
_HANDLED = re.compile(
    r"의 (?P<noun>[가-힣A-Za-z]{1,10})(?:을|를) (?P<verb>처리|생산|저장|공급|보관|수용|운송|"
    r"정제|제조|재활용|충전|"
    r"분석|검사)(?:하|한|할)"
)


def _measured(place: Place) -> str | None:
    """What a measure is of: '1톤의 물을 처리하는', '버스가 300㎞를 달렸다'."""
    if m := place.after(_HANDLED, 36):
        return f"{m['noun']} {m['verb']}"
    if place.after(_RUNS):
        m = _RUNNER.search(place.text, max(place.low, place.start - 48), place.start)
        return m["noun"] if m else None
    return None


def _counted(place: Place, antecedent: str | None) -> str | None:
    """The things counted, from the nouns around the number."""
    text, start, end = place.text, place.start, place.end
    if m := place.after(EXTENT):
        return without_particle(m["noun"])
    if per := _PER_CLASS.search(text, max(place.low, start - 28), start):
        return per["noun"]
    before = place.before()
    if before.clause in _AIMED_AT and (topic := topic_before(place, start)):
        return topic  # '관로는 계획한 15㎞'
    if subject := pointed_at(place, before, antecedent) or done_with(place, before):
        return subject
    is_counter = place.number.endswith(_COUNTERS)
    behind = phrase_behind(
        text,
        end,
        min(place.high, end + 40),
        needs_link=not is_counter and (before.is_direct or place.is_area or place.is_share),
    )
    if place.is_firms and not behind and before.text in ("나머지", "다른"):
        return f"{before.text} 기업"
    is_linked = text[end : end + 1] != " "
    if behind and not (is_linked and before.is_direct and not before.is_listed):
        return _with_behind(place, before, behind)
    is_theirs = (
        place.is_firms
        and before.particle in ("은", "는")
        and place.after(_FIRMS_DO)
        and not _CLASS_NOUN.search(before.text or "")
    )
    if before.text and not (before.of_whole or before.is_listed or is_theirs):
        is_agent = before.particle in ("이", "가") and place.after(_AS_OBJECT)
        if before.is_direct or (before.particle in _CASES and not is_agent):
            return before.text
    return of_saying(place, before, antecedent)


# What was meant to be says nothing of the thing ('당초 계획한 30곳').
_AIMED_AT = ("계획한", "계획했던", "목표한", "목표했던", "예정된", "예정한")
_COUNTERS = ("개", "곳", "과제", "명", "인", "사")
# 'N개사가 분양을 받아': the firms act, whatever the topic before is.
_FIRMS_DO = re.compile(rf"{HEDGE}(?:이|가) [^\s,.]{{1,10}}[을를] ")
# Particles of the noun that a number is said of.
_CASES = frozenset(("은", "는", "이", "가", "도", "을", "를", "만", "로는", "으로는"))


_DEED_BEHIND = re.compile(r"(?:설립|유치|지정|선정|배출|육성|발굴|입주|창업|이전|가동|건립|설치)$")
_SETTLES = re.compile(r"(?:이|가) (?:이미 |새로 |모두 )?(?:입주(?:해|했|한|하)|(?:새 )?둥지를)")
_HELPED = re.compile(r"(?:을|를|에) (?:[^\s,.]{1,10} )?(?:도와|도왔|지원했|지원해)")


def _with_behind(place: Place, before: Phrase, behind: str) -> str:
    """Subject where a noun stands behind the counter, with what belongs to it before it."""
    if before.clause and BODY_NOUN.search(behind):
        return f"{before.clause} {behind}"
    if BODY_NOUN.search(behind) and not before.is_direct:
        end = _end_of(place, behind)
        if _SETTLES.match(place.text, end, place.high):
            return f"입주 {behind}"
        if _HELPED.match(place.text, end, place.high):
            return f"지원 {behind}"
    if before.scope and not before.is_direct:
        return f"{before.scope} {behind}"
    if before.is_direct and not before.is_listed and not before.of_whole and before.text:
        if _JOINED.search(before.text):
            return f"{before.text} {behind}"
        if place.is_people and place.text[place.end : place.end + 1] == " ":
            return before.text
        if _CLASS_NOUN.search(before.text) and place.text[place.end : place.end + 1] == " ":
            return before.text
    is_topic = before.particle in ("은", "는", "이", "가") and before.text is not None
    if is_topic and _DEED_BEHIND.match(behind) and _CLASS_NOUN.search(before.text or ""):
        return before.text or behind  # '○○기업은 41곳 설립에 그쳤다'
    with_deed = _WITH.match(place.text, _end_of(place, behind), place.high)
    if with_deed and (verb := as_adnominal(with_deed["verb"].rstrip("."))):
        return f"{with_deed['deed']} {verb} {behind}"
    if BODY_NOUN.match(behind):
        said = said_of(place.text, _end_of(place, behind), place.high)
        return f"{said} {behind}" if said else behind
    return behind


def _end_of(place: Place, behind: str) -> int:
    at = place.text.find(behind, place.end, min(place.high, place.end + 48))
    return at + len(behind) if at >= 0 else place.end
