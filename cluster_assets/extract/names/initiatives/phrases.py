"""Initiatives' names outside quotes: a head noun and the nouns before and after it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
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
    STAGE,
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
from cluster_assets.extract.names.initiatives.programmes import (
    is_called_programme,
    is_paid_programme,
)
from cluster_assets.extract.names.initiatives.words import (
    INSTITUTIONS,
    JOB_PACT_PLACES,
    NATIONAL_PROGRAMMES,
    STOP_WORDS,
    STRONG_HEADS,
    WEAK_HEADS,
    WORK_HEADS,
)
from cluster_assets.records import SpanField

NameRule = Literal["quoted", "bullet", "phrase", "nested", "kind"]
TOKEN = re.compile(
    r"[가-힣A-Za-z0-9ⅠⅡⅢⅣ][가-힣A-Za-z0-9·&\-ⅠⅡⅢⅣ]*(?:\([A-Z][A-Za-z&]{1,7}\)(?= [가-힣]))?"
)
_PARTICLE = re.compile(
    r"(?:에서는|에서도|에서의|와는|와도|와의|과는|과도|과의|로는|로도|에서|에는|에도|에만|"
    r"으로도|으로는|으로|이라는|이라고|이라|이며|이다|이고|까지|부터|보다|처럼|"
    r"은|는|이|가|을|를|의|에|로|와|과|도|내|안|인|엔|만|뿐|다)$"
)
_FORWARD = re.compile(
    rf"(?:{STAGE}|(?:조성|구축|건립|육성|지원|개발|고도화|활성화|확장|재생|촉진|정비|확충|"
    rf"혁신)?(?:사업|프로젝트)|"
    r"(?:조성 ?)?(?:종합계획|기본계획|마스터플랜)|(?:일반|국가)?산업단지|거점지구|"
    r"[가-힣]{2,8}(?:센터|펀드|지구|허브))"
)
_STOP_WORDS = frozenset(STOP_WORDS)
_HEADS = (*STRONG_HEADS, *WEAK_HEADS, *WORK_HEADS, *INSTITUTIONS)
_STOP_ENDING = re.compile(
    r"(?:[은는를며던된될할]|(?<!마)(?<!가)을|(?<![국평문주메허])가|"
    r"(?<!디스플레)(?<!어린)(?<!베)(?<!하)(?<!차)이|에|"
    r"(?<![회협합창결논])의|와|(?<![성효학])과|으로|에서|까지|부터|(?<![북남무])한|"
    r"(?<![광재창신보사제최원금중수])고|적인|인 |들|하고|되고|했고|있고|이고|하기|"
    r"(?<!서)(?<![동남김진])해|려|려면|다면|되면|하면|으면|이어서|하여|되어|들여|만들어|늘어|"
    r"넘어|이어|들어|풀어|나눠|맞춰|갖춰|걸쳐|"
    r"[가-힣](?:쳐|춰|겨|켜|져|펴|혀|줘|둬|꿔|눠|뤄)|(?<!고)(?<!배)(?<!격)려|"
    r"(?:^|[^가-힣])(?:새|따|서|홀|별도|제대|곧바|실제|차례|수시|앞)로|세워|지워|키워|채워|비워|"
    r"메워|"
    r"높여|줄여|붙여|보여|모여|들여|나서|"
    r"(?:공단|단지|도시|시설|기업|지역|센터|거점|기지|산단|하나)인|"
    r"어설|어선|받아|찾아|삼아|맞아|모아|담아|하도록|세션\d|"
    r"더라도|자마자|걸친|펼친|이끈|공모인|공모한|보면|따르면|맞은|이은|잇는|품은|합친|갖춘|만든|지은|세운|^올린|^내린|^내건|^벌인|"
    r"(?:바꿀|키울|세울|채울|모을|담을|갖출|펼칠|옮길|넓힐|꾸릴|이룰|거둘|맡을|받을|얻을|이끌)|면서|"
    r"(?:들어|나|떠나|옮겨|돌아|빠져|찾아)간|(?:들어|옮겨|돌아|넘어)온|^보태|"
    r"위해|통해|대해|하게|등|지난해|올해|써서|거쳐서|따라서|이어서|들여서)$"
)
_QUANTITY = re.compile(
    r"(?:\d[\d,.]*(?:[·~∼-]\d+)*)(?:여)?(?:년|차|월|일|개|명|곳|건|회|위|번째|분기|시|군|여|"
    r"[GMk]?Wh?|k?m|"
    r"[조억천백만][\d조억천백만,.]*여?원?)?[가-힣]{0,2}$"
)
_STAGE_TOKEN = re.compile(rf"{STAGE}|\d{{1,2}}공구")
_YEAR_TOKEN = re.compile(r"20\d\d년(?:도)?$")
_ADDRESS = re.compile(
    r"(?![가-힣]*밸리)[가-힣]{2,4}(?:특별자치시|특별자치도|광역시|특별시|[시군구도읍면동리])도?"
)
# '산업부 ○○사업': whose programme it is stands outside its name.
_MINISTRY = re.compile(
    r"정부|(?:산업(?:통상(?:자원)?|자원)?|중소벤처기업|중기|과학기술정보통신|과기(?:정통)?|"
    r"국토(?:교통)?|"
    r"농림축산식품|농식품|해양수산|해수|환경|문화체육관광|문체|교육|보건복지|복지|고용(?:노동)?|"
    r"행정안전|행안|기획재정|기재|국방|지식경제|지경|미래창조과학|산림|방위사업|방사|특허|"
    r"우주항공|새만금개발|농촌진흥|중소기업)(?:부|청)"
)
# '6개 ○○클러스터', '여러 ○○단지': kinds, not one thing.
_SEVERAL_BEFORE = re.compile(
    r"(?:\d(?:여)?(?:개|곳|개소)의?|(?<![가-힣])(?:여러|각|모든|두|세|네)) $"
)
_TOGETHER = re.compile(r"(?:와|과) (?:함께|손|협약|업무|공동|협력|힘)")
_MAX_WALK = 6
_PARTICLE_LETTERS = 2
_SYMBOLS = "㎞㎡㎢㏊㎿㎾㎏ℓ%℃)]"
_LONGEST_TOKEN = 40
# Written in one word, a programme this long is an official name.
_LONG_PROGRAMME = 10
_LONG_NAME = 6
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
_BODY_NEXT = re.compile(
    r" ?[가-힣]{0,6}(?:개발원|진흥원|연구원|재단|협회|공사|공단|사업단|위원회|협의회|조합|"
    r"추진단|관리원|관리공단)"
)
PROGRAMME = re.compile(
    r"(?:육성|지원|구축|조성|개발|양성|고도화|활성화|실증|혁신|창출|단계) ?(?:사업|프로젝트)$"
)
_NUMBERED_PLAN = re.compile(r"^제\d+차 .*(?:기본계획|종합계획|발전계획|전략계획)$")


@dataclass(frozen=True, slots=True)
class FoundName:
    """A name at ``[start, end)`` of the normal form of ``field``."""

    field: SpanField
    start: int
    end: int
    name: str
    rule: NameRule


@lru_cache(maxsize=16_384)
def _headed_stem(token: str) -> str | None:
    """``token`` without its particle, or ``None`` where that does not end in a head noun."""
    if token.endswith(_HEADS):
        return token
    bare = _PARTICLE.sub("", token)
    return bare if bare.endswith(_HEADS) else None


def stem_of(token: str) -> str:
    """``token`` without its particle where what is left ends in a head noun."""
    return _headed_stem(token) or token


def find_phrases(text: str, field: SpanField) -> list[FoundName]:
    """Names in ``text`` (normal form), sorted, the longest at each place.

    Inner names of compounds ('가람밸리' in '가람밸리 상생펀드') follow, with rule 'nested'.
    """
    tokens = list(TOKEN.finditer(text))
    found: list[FoundName] = []
    nested: list[FoundName] = []
    rest: list[FoundName] = []
    for i, token in enumerate(tokens):
        stem = _headed_stem(token[0]) if len(token[0]) <= _LONGEST_TOKEN else None
        if stem is None:
            continue
        end = token.start() + len(stem)
        first = _first_of(text, tokens, i, stem)
        if first is None:
            left = tokens[_walk_left(text, tokens, i)].start()
            rest.append(FoundName(field, left, end, text[left:end], "phrase"))
            continue
        start = tokens[first].start()
        inner = _inner_end(tokens, first, i)
        if inner and is_specific(text[start:inner]):
            nested.append(FoundName(field, start, inner, text[start:inner], "nested"))
        if stem == token[0] and STRONG_END.search(stem):
            end = _walk_right(text, tokens, i, end)
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
    if stem.endswith("지구") and _is_district(stem, text, end):
        return i
    first = _walk_left(text, tokens, i)
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
        _is_phrase_name(text[start:end], STRONG_END.search(stem) is not None, is_paid=is_paid)
        or is_facility(text, start, end)
        or is_paid_programme(text, start, end)
        or is_called_programme(text, start, end)
    ):
        return first
    is_named = is_estate(text, tokens[i].start(), end, address=_address_before(text, tokens, i))
    return i if is_named else None


_NATIONAL_NAME = Anchored(
    r"(?<![가-힣A-Za-z(])(?:[가-힣]{2,3}형 )?(?:"
    + "|".join(re.escape(n) for n in sorted(NATIONAL_PROGRAMMES, key=len, reverse=True))
    + r")(?: 사업(?![가-힣]{2}))?(?![A-Za-z])|(?<![가-힣])(?:"
    + "|".join(JOB_PACT_PLACES)
    + r")형 (?:상생 ?)?일자리|(?<![가-힣])(?!지역)[가-힣]{2,3}사랑상품권"
)


def _national(text: str, field: SpanField) -> list[FoundName]:
    return [
        FoundName(field, m.start(), m.end(), m[0], "phrase")
        for m in _NATIONAL_NAME.finditer(text)
        if not _BODY_NEXT.match(text, m.end()) and not _CENTRE_NEXT.match(text, m.end())
    ]


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


def _walk_left(text: str, tokens: list[re.Match[str]], i: int) -> int:
    first = i
    while first > 0 and i - first < _MAX_WALK:
        before, here = tokens[first - 1], tokens[first]
        if text[before.end() : here.start()] != " ":
            break
        word = before[0]
        if len(word) <= _PARTICLE_LETTERS and text[max(0, before.start() - 1)] in _SYMBOLS:
            break  # '3.4㎞로 …': a particle behind a sign that no word can hold
        if word in _STOP_WORDS or stem_of(word) != word or _ends_a_clause(word):
            break
        if _MINISTRY.fullmatch(word):
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
    addresses = [
        j
        for j in range(first, i)
        if _ADDRESS.fullmatch(tokens[j][0]) and not is_plain(tokens[j][0])
    ]
    if addresses and is_specific(_span(text, tokens, addresses[-1] + 1, i)):
        first = addresses[-1] + 1
    return first


def _span(text: str, tokens: list[re.Match[str]], first: int, last: int) -> str:
    return text[tokens[first].start() : tokens[last].start() + len(stem_of(tokens[last][0]))]


@lru_cache(maxsize=16_384)
def _ends_a_clause(word: str) -> bool:
    """Whether no name goes on behind the word, which is no region's name ('보은', '제주도')."""
    return _STOP_ENDING.search(word) is not None and place_prefix(word) != word


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


def _address_before(text: str, tokens: list[re.Match[str]], i: int) -> bool:
    """'○○동 …', '○○시 : …': whether a town stands right before word ``i``."""
    if i == 0 or text[tokens[i - 1].end() : tokens[i].start()] not in (" ", " : ", ": "):
        return False
    return _ADDRESS.fullmatch(tokens[i - 1][0]) is not None


def _is_district(word: str, text: str, end: int) -> bool:
    """A district by name, of a free economic zone or with its works ('가람2지구 공사')."""
    m = _DISTRICT.fullmatch(word)
    if m is None or is_plain(m["name"]):
        return False
    return _WORKS_NEXT.match(text, end) is not None or "경제자유구역" in text


def _is_phrase_name(name: str, is_strong: bool, *, is_paid: bool = False) -> bool:
    tokens = name.split()
    if is_never_a_name(name) or _is_pair_of_places(tokens):
        return False
    if is_strong:
        return is_specific(name) or (len(tokens) > 1 and is_paid)
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
    if _TOPIC_ZONE.fullmatch(tokens[-1]):
        own = tokens[-1].removesuffix("혁신지구")
        return len(tokens) > 1 or (own != tokens[-1] and len(own) > 1 and not is_plain(own))
    if tokens[0] == "국가" or tokens[-1].startswith("국가"):
        return len(tokens) > 1 or is_national(name)
    return tokens[-1].endswith("허브") and has_place


_PAID_BEFORE = re.compile(
    r"\d[\d,.조억천백만여 ]*원 ?(?:규모의|규모|짜리|상당의|을 들인|이 드는|이 들어(?:가는|간)|"
    r"이 투입된|"
    r"을 투입하는) $"
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
