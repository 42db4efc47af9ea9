"""Whether a phrase with a head noun is a name."""

from __future__ import annotations

import re

from cluster_assets.extract.names.initiatives.names import (
    STRONG_END,
    core_of,
    has_work_tail,
    is_national,
    is_never_a_name,
    is_plain,
    is_specific,
    place_prefix,
    proper_rest,
)

YEAR_TOKEN = re.compile(r"20\d\d년(?:도)?$")
# Written in one word, a programme this long is an official name.
_LONG_PROGRAMME = 10
# Zones within a free economic zone and the like.
_ZONE = re.compile(r"[가-힣A-Z]{2,}(?:산업|의료|물류|융복합|고도화|연구|기술)지구$")
_TOPIC_ZONE = re.compile(r"[가-힣A-Z]{0,6}(?:혁신|육성|융합|거점)지구$")
_DISTRICT = re.compile(
    r"(?!제\d|재개발|재건축|도시|주거|상업|택지|개발|사업|보금자리|"
    r"정비)(?P<name>[가-힣]{2,4}\d?)지구"
)
_WORKS_NEXT = re.compile(
    r" (?:(?:부지 ?)?조성 ?)?(?:공사|착공|개발 (?:면적|계획|사업)|사업 ?시행자|분양률|사업비)"
)
PROGRAMME = re.compile(
    r"(?:육성|지원|구축|조성|개발|양성|고도화|활성화|실증|혁신|창출|단계) ?(?:사업|프로젝트)$"
)
_NUMBERED_PLAN = re.compile(r"^제\d+차 .*(?:기본계획|종합계획|발전계획|전략계획)$")


def is_district(word: str, text: str, end: int) -> bool:
    """A district by name, of a free economic zone or with its works ('가람2지구 공사')."""
    m = _DISTRICT.fullmatch(word)
    if m is None or is_plain(m["name"]):
        return False
    return _WORKS_NEXT.match(text, end) is not None or "경제자유구역" in text


def is_phrase_name(name: str, is_strong: bool, *, is_paid: bool = False) -> bool:
    """Whether a phrase that ends in a head noun names one thing; ``is_strong`` tells the head."""
    tokens = name.split()
    if is_never_a_name(name) or _is_pair_of_places(tokens):
        return False
    if is_strong:
        return is_specific(name) or (len(tokens) > 1 and is_paid)
    if _NUMBERED_PLAN.match(name):
        return True
    has_place = bool(place_prefix(tokens[0])) or bool(YEAR_TOKEN.match(tokens[0]))
    inner = any(STRONG_END.search(token) for token in tokens[:-1])
    if has_work_tail(name):
        core = core_of(name)
        is_programme = PROGRAMME.search(name) is not None and len(name.replace(" ", "")) > 8
        if is_programme and len(tokens[-1]) >= _LONG_PROGRAMME:
            return True
        return is_programme and (has_place or (inner and is_specific(core)))
    if inner:
        return is_specific(name)
    if _ZONE.fullmatch(tokens[-1]):
        return True
    if _TOPIC_ZONE.fullmatch(tokens[-1]):
        own = tokens[-1].removesuffix("혁신지구")
        return len(tokens) > 1 or (own != tokens[-1] and len(own) > 1 and not is_plain(own))
    if tokens[0] == "국가" or tokens[-1].startswith("국가"):
        return len(tokens) > 1 or is_national(name)
    return tokens[-1].endswith("허브") and has_place


_PAID_BEFORE = re.compile(
    r"\d[\d,.조억천백만여 ]*원 ?(?:규모의|규모|짜리|상당의|을 들인|이 드는|이 들어(?:가는|간)|"
    r"이 투입된|"
    r"을 투입하는|(?:을|으로) (?:우선 |먼저 |새로 )?(?:들여|투입해|확보해|써서|받아)) $"
)


def is_priced_before(text: str, start: int) -> bool:
    """'N억 원 규모의 ○○': a sum that the name at ``start`` is said to have."""
    return _PAID_BEFORE.search(text, max(0, start - 32), start) is not None


def _is_pair_of_places(tokens: list[str]) -> bool:
    """'가람·누리 테크노밸리' speaks of two."""
    parts = tokens[0].split("·")
    if len(tokens) != 2 or len(parts) < 2:
        return False
    return all(1 < len(part) < 4 and (place_prefix(part) or proper_rest(part)) for part in parts)
