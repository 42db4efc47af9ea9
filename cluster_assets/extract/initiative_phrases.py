"""Initiatives' names outside quotes: a head noun and the nouns before and after it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from cluster_assets.extract.initiative_names import (
    STAGE,
    STRONG_END,
    WEAK_END,
    WORK_END,
    core_of,
    has_work_tail,
    is_national,
    is_never_a_name,
    is_plain,
    is_specific,
    place_prefix,
    proper_rest,
)
from cluster_assets.extract.initiative_words import STOP_WORDS
from cluster_assets.records import SpanField

NameRule = Literal["quoted", "bullet", "phrase", "nested", "kind"]
TOKEN = re.compile(r"[가-힣A-Za-z0-9·&\-ⅠⅡⅢⅣ]+")
_PARTICLE = re.compile(
    r"(?:에서는|에서도|에서의|와는|와도|와의|과는|과도|과의|로는|로도|에서|에는|에도|에만|"
    r"으로도|으로는|으로|이라는|이라고|이라|이며|이다|이고|까지|부터|보다|처럼|"
    r"은|는|이|가|을|를|의|에|로|와|과|도|내|안|인|엔|만|뿐)$"
)
_FORWARD = re.compile(
    rf"(?:{STAGE}|(?:조성|구축|건립|육성|지원|개발|고도화|활성화|확장|재생|촉진|정비|확충|"
    rf"혁신)?(?:사업|프로젝트)|"
    r"(?:조성 ?)?(?:종합계획|기본계획|마스터플랜)|(?:일반|국가)?산업단지|거점지구|"
    r"[가-힣]{2,8}(?:센터|펀드|지구|허브))"
)
_STOP_WORDS = frozenset(STOP_WORDS)
_STOP_ENDING = re.compile(
    r"(?:[은는를며던된될할]|(?<!마)(?<!가)을|(?<![국평문주])가|"
    r"(?<!디스플레)(?<!어린)(?<!베)(?<!하)(?<!차)이|에|"
    r"(?<![회협합창결논])의|와|(?<![성효학])과|으로|에서|까지|부터|(?<![북남무])한|"
    r"(?<![광재창신보사제최원금중수])고|적인|인 |들|하고|되고|했고|있고|이고|하기|"
    r"(?<!서)(?<![동남김진])해|려|려면|다면|되면|하면|으면|이어서|하여|되어|들여|만들어|늘어|"
    r"넘어|이어|들어|풀어|나눠|맞춰|갖춰|걸쳐|"
    r"어설|어선|받아|찾아|삼아|맞아|모아|담아|하도록|세션\d|"
    r"위해|통해|대해|하게|등|지난해|올해|써서|거쳐서|따라서|이어서|들여서)$"
)
_QUANTITY = re.compile(
    r"(?:\d[\d,.]*)(?:여)?(?:년|월|일|개|명|곳|건|회|위|번째|분기|시|군|여|[GMk]?Wh?|k?m|"
    r"[조억천백만][\d조억천백만,.]*여?원?)?[가-힣]{0,2}$"
)
_STAGE_TOKEN = re.compile(STAGE)
_YEAR_TOKEN = re.compile(r"20\d\d년(?:도)?$")
_ADDRESS = re.compile(
    r"(?![가-힣]*밸리)[가-힣]{2,4}(?:특별자치시|특별자치도|광역시|특별시|[시군구도읍면동리])도?"
)
_TOGETHER = re.compile(r"(?:와|과)\s")
_MAX_WALK = 6
_LONGEST_TOKEN = 40
_FACILITY = re.compile(r"(?:센터|체험관|전시관|과학관|캠프|허브|타운|캠퍼스|파크)$")
# Written in one word, a programme this long is an official name.
_LONG_PROGRAMME = 10
_PLACED_HALL = re.compile(r"(?:전시관|체험관|과학관)$")
# Zones within a free economic zone and the like.
_ZONE = re.compile(r"[가-힣A-Z]{2,}(?:산업|의료|물류|융복합|고도화|연구|기술)지구$")
_DISTRICT = re.compile(
    r"(?!제\d|재개발|재건축|도시|주거|상업|택지|개발|사업|보금자리|정비)(?P<name>[가-힣]{2,4}\d?)지구"
)
_WORKS_NEXT = re.compile(
    r" (?:(?:부지 ?)?조성 ?)?(?:공사|착공|개발 (?:면적|계획|사업)|사업 ?시행자|분양률|사업비)"
)
_SHORTEST_FACILITY = 6
_BODY_INSIDE = re.compile(
    r"테크노파크|대학|연구원|진흥원|재단|공단|공사|협회|창조경제|병원|^지식산업센터|체육|복지|"
    r"주민|행정|콜센터|데이터센터$|"
    r"경찰|보건|우체국|방송|실용화센터|글로벌|비즈니스센터$"
)
_LISTED_BEFORE = re.compile(r"(?:[,·/]|와|과|및)\s?$")
_LISTED_AFTER = re.compile(r"\s?[,·/]|(?:와|과)\s|\s및\s|(?:장|협의회|협회)")
BUILT = re.compile(
    r"(?:이|가|을|를|은|는|도)?\s?(?:\([^()\n]{1,20}\)\s?)?(?:\d개소[가를은는]?\s)?(?:따로 |"
    r"새로 |내년 |오는 |올해 |\d+월 )*"
    r"(?:세워|세우|세운|짓|지어|들어서|들어선|들어설|건립|증축|착공|준공|개소|개관|문을 연|문을 "
    r"열|구축|연다|장비|설계비|"
    r"사업비|조성한|조성하|조성에|운영되|만든|만들|에는? (?:총 |모두 |국비|도비|시비|구비|군비|\d))"
)
_BODY_NEXT = re.compile(
    r" ?[가-힣]{0,6}(?:개발원|진흥원|연구원|재단|협회|공사|공단|사업단|위원회|협의회|조합|"
    r"추진단|관리원|관리공단)"
)
PROGRAMME = re.compile(
    r"(?:육성|지원|구축|조성|개발|양성|고도화|활성화|실증|혁신|창출|단계) ?(?:사업|프로젝트)$"
)
_NUMBERED_PLAN = re.compile(r"^제\d+차 .*(?:기본계획|종합계획|발전계획)$")


@dataclass(frozen=True, slots=True)
class FoundName:
    """A name at ``[start, end)`` of the normal form of ``field``."""

    field: SpanField
    start: int
    end: int
    name: str
    rule: NameRule


def stem_of(token: str) -> str:
    """``token`` without its particle where what is left ends in a head noun."""
    if STRONG_END.search(token) or WEAK_END.search(token) or WORK_END.search(token):
        return token
    bare = _PARTICLE.sub("", token)
    if STRONG_END.search(bare) or WEAK_END.search(bare) or WORK_END.search(bare):
        return bare
    return token


def find_phrases(text: str, field: SpanField) -> list[FoundName]:
    """Names in ``text`` (normal form), sorted, the longest at each place.

    Inner names of compounds ('가람밸리' in '가람밸리 상생펀드') follow, with rule 'nested'.
    """
    tokens = list(TOKEN.finditer(text))
    found: list[FoundName] = []
    nested: list[FoundName] = []
    for i, token in enumerate(tokens):
        if len(token[0]) > _LONGEST_TOKEN:
            continue
        stem = stem_of(token[0])
        is_strong = STRONG_END.search(stem) is not None
        if not is_strong and not WEAK_END.search(stem) and not WORK_END.search(stem):
            continue
        first = _walk_left(text, tokens, i)
        end = token.start() + len(stem)
        start = tokens[first].start()
        name = text[start:end]
        if stem.endswith("지구") and _is_district(stem, text, end):
            found.append(FoundName(field, token.start(), end, stem, "phrase"))
            continue
        if _BODY_NEXT.match(text, end):
            continue
        if not _is_phrase_name(name, is_strong) and not _is_facility(text, start, end):
            continue
        if stem.endswith("허브") and _TOGETHER.match(text[end : end + 2]):
            continue  # a partner, not a place
        inner = _inner_end(tokens, first, i)
        if inner and is_specific(text[start:inner]):
            nested.append(FoundName(field, start, inner, text[start:inner], "nested"))
        if is_strong and stem == token[0]:
            end = _walk_right(text, tokens, i, end)
            longer = text[start:end]
            if end > token.end() and not has_work_tail(longer):
                nested.append(FoundName(field, start, token.end(), name, "nested"))
        found.append(FoundName(field, start, end, text[start:end], "phrase"))
    return [*_longest_at_place(found), *nested]


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


def _walk_left(text: str, tokens: list[re.Match[str]], i: int) -> int:
    first = i
    while first > 0 and i - first < _MAX_WALK:
        before, here = tokens[first - 1], tokens[first]
        if text[before.end() : here.start()] != " ":
            break
        word = before[0]
        if (
            word in _STOP_WORDS
            or stem_of(word) != word
            or (_STOP_ENDING.search(word) and not _is_whole_place(word))
        ):
            break
        if (
            _QUANTITY.match(word)
            and not _YEAR_TOKEN.match(word)
            and not _STAGE_TOKEN.fullmatch(word)
        ):
            break
        if word.startswith("·") or word.endswith("·"):
            break
        first -= 1
    while first < i and tokens[first][0] in _STOP_WORDS:
        first += 1
    addresses = [j for j in range(first, i) if _ADDRESS.fullmatch(tokens[j][0])]
    if addresses and is_specific(_span(text, tokens, addresses[-1] + 1, i)):
        first = addresses[-1] + 1
    return first


def _span(text: str, tokens: list[re.Match[str]], first: int, last: int) -> str:
    return text[tokens[first].start() : tokens[last].start() + len(stem_of(tokens[last][0]))]


def _is_whole_place(word: str) -> bool:
    """Whether the word is a region's name as a whole ('보은', '제주도')."""
    return place_prefix(word) == word


def _walk_right(text: str, tokens: list[re.Match[str]], i: int, end: int) -> int:
    best = end
    for token in tokens[i + 1 : i + 4]:
        if text[end : token.start()] != " ":
            break
        stem = stem_of(token[0])
        if _STAGE_TOKEN.fullmatch(_PARTICLE.sub("", token[0])):
            stem = _leading_stage(token[0])
        elif token[0] in ("조성", "구축", "육성", "건립", "산업"):
            end = token.end()
            continue
        if not _FORWARD.fullmatch(stem):
            break
        best = end = token.start() + len(stem)
        if stem != token[0]:
            break
    return best


def _leading_stage(word: str) -> str:
    match = _STAGE_TOKEN.match(word)
    return match[0] if match else word


def _is_district(word: str, text: str, end: int) -> bool:
    """A district by name, of a free economic zone or with its works ('가람2지구 공사')."""
    m = _DISTRICT.fullmatch(word)
    if m is None or is_plain(m["name"]):
        return False
    return _WORKS_NEXT.match(text, end) is not None or "경제자유구역" in text


def _is_phrase_name(name: str, is_strong: bool) -> bool:
    tokens = name.split()
    if is_never_a_name(name) or _is_pair_of_places(tokens):
        return False
    if is_strong:
        return is_specific(name)
    if _NUMBERED_PLAN.match(name):
        return True
    has_place = bool(place_prefix(tokens[0])) or bool(_YEAR_TOKEN.match(tokens[0]))
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
    if tokens[0] == "국가" or tokens[-1].startswith("국가"):
        return len(tokens) > 1 or is_national(name)
    return tokens[-1].endswith("허브") and has_place


def _is_facility(text: str, start: int, end: int) -> bool:
    """A centre or town that is being built or has been named before, not one of a list."""
    name = text[start:end]
    if not _FACILITY.search(name) or len(name.replace(" ", "")) < _SHORTEST_FACILITY:
        return (
            len(name) == _SHORTEST_FACILITY - 1
            and bool(_PLACED_HALL.search(name))
            and bool(place_prefix(name))
        )
    if _BODY_INSIDE.search(name) or _LISTED_BEFORE.search(text[max(0, start - 8) : start]):
        return False
    if _LISTED_AFTER.match(text, end) or is_plain(name):
        return False
    is_placed_building = bool(place_prefix(name)) and name.endswith("관")
    is_named_again = " " in name and text.count(name) > 1
    return is_placed_building or is_named_again or BUILT.match(text, end) is not None


def _is_pair_of_places(tokens: list[str]) -> bool:
    """'가람·누리 테크노밸리' speaks of two."""
    parts = tokens[0].split("·")
    if len(tokens) != 2 or len(parts) < 2:
        return False
    return all(1 < len(part) < 4 and (place_prefix(part) or proper_rest(part)) for part in parts)
