"""Named programmes, plans, clusters, zones, complexes, centres and funds of an article."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.initiative_names import (
    ANY_END,
    STAGE,
    STRONG_END,
    WEAK_END,
    WORK_END,
    core_of,
    has_head,
    has_work_tail,
    is_national,
    is_never_a_name,
    is_placed,
    is_plain,
    is_rather_a_kind,
    is_short_form,
    is_specific,
    place_prefix,
    proper_rest,
    strip_tails,
)
from cluster_assets.extract.linking import canonical_key, initiative_entity_id
from cluster_assets.records import Mention, SpanField

_YEAR_APOSTROPHE = re.compile(r"'(?=\d\d(?!\d))")
_QUOTED = re.compile(
    r"'([^'\"\n]{2,60})'|「([^「」\n]{2,70})」|『([^『』\n]{2,70})』|\"([^\"'\n]{2,40})\"|"
    r"<([^<>\n]{2,60})>|《([^《》\n]{2,60})》|〈([^〈〉\n]{2,60})〉"
)
_CLAUSE = re.compile(
    r"(?:(?<!마)(?<!가)을|를|(?<!어린)(?<!베)(?<!레)이|는|에서|으로|하는|위한|있는|없는|되는|하고|에게|이라는|라는)\s"
    r"|[다요까자죠][.!?]?$|[.!?…]$"
)
_AFTER_QUOTE = re.compile(
    r"(?:\([^()\n]{1,30}\))?\s?(?:조성|구축|건립|건설|사업|프로젝트|출범|개소|클러스터|특구|단지|센터|밸리|펀드|"
    r"[을를]\s?(?:조성|구축|건립|건설|추진|짓|만들|세우|설립))"
)
_BULLET = re.compile(r"[△▷○◇◆▪‣※☞]\s*([^△▷○◇◆▪‣※☞\n:]{3,50})")
_BULLET_END = re.compile(r"\s*(?:\(|약|총|\d|이다|이며|등|$)")
_TOKEN = re.compile(r"[가-힣A-Za-z0-9·&\-ⅠⅡⅢⅣ]+")
_PARTICLE = re.compile(
    r"(?:에서는|에서도|에서의|와는|와도|와의|과는|과도|과의|로는|로도|에서|에는|에도|에만|으로도|으로는|으로|이라는|이라고|이라|이며|이다|이고|까지|부터|보다|처럼|"
    r"은|는|이|가|을|를|의|에|로|와|과|도|내|안|인|엔|만|뿐)$"
)
_FORWARD = re.compile(
    rf"(?:{STAGE}|(?:조성|구축|건립|육성|지원|개발|고도화|활성화|확장)?(?:사업|프로젝트)|"
    r"(?:조성 ?)?(?:종합계획|기본계획|마스터플랜)|(?:일반|국가)?산업단지|거점지구|[가-힣]{2,8}(?:센터|펀드|지구|허브))"
)
# Words that end the name phrase on its left side.
_STOP_WORDS = frozenset(
    "이 그 저 이번 해당 동 본 각 모든 여러 새 신규 기존 향후 올해 내년 지난해 작년 지난 현재 이날 전국 국내 도내 관내 시내 "
    "지역 전체 다른 타 인접 최근 본격 최초 최대 규모 우리 입주 관련 추진 조성 구축 등 및 또 또한 특히 주요 총 약 모두 우선 "
    "대표 소재 위치 인근 일대 일원 주변 맞은편 옆 안 내 속 중 당시 이후 이전 앞서 함께 아래 기반 대상 세계 아시아 국내외 "
    "수도권 비수도권 영남권 호남권 충청권 동남권 두 세 네 한 첫 제 총사업비 면적 부지 이미 곧 다시 더 가장 전국적 공동 정부 "
    "시와 도와 군과 시 도 군 구 옛 구 명실상부 국가대표 국내최대 대규모 사실상 이른바 일명 가칭 즉 바로 오는 매년 해마다 "
    "착공 준공 지정 선정 유치 참여 방문 분양 개발 확정 시 도 인천TP 매출 수출 생산 제2의 신성장 제1호 1호 국내유일 "
    "이하 가칭 이로써 이어 따라 통해 위해 대해 관해 비해 한편 다만 반면 그러나 그리고 하지만 결국 물론 아울러 더불어 이와 이에 현".split()
)
_STOP_ENDING = re.compile(
    r"(?:[은는를며던된될할]|(?<!마)(?<!가)을|(?<![국평문주])가|(?<!디스플레)(?<!어린)(?<!베)(?<!하)(?<!차)이|에|"
    r"(?<![회협합창결논])의|와|(?<![성효학])과|으로|에서|까지|부터|(?<![북남무])한|(?<![광재창신보사제최원금중수])고|적인|인 |들|하고|되고|했고|있고|이고|하기|"
    r"(?<!서)(?<![동남김진])해|려|려면|다면|되면|하면|으면|이어서|하여|되어|들여|만들어|늘어|넘어|이어|들어|풀어|나눠|맞춰|갖춰|걸쳐|"
    r"받아|찾아|삼아|맞아|모아|담아|하도록|세션\d|"
    r"위해|통해|대해|하게|등|지난해|올해)$"
)
_QUANTITY = re.compile(
    r"(?:\d[\d,.]*)(?:여)?(?:년|월|일|개|명|곳|건|회|위|번째|분기|시|군|여|[조억천백만][\d조억천백만,.]*여?원?)?[가-힣]{0,2}$"
)
_STAGE_TOKEN = re.compile(STAGE)
_YEAR_TOKEN = re.compile(r"20\d\d년(?:도)?$")
_ADDRESS = re.compile(r"[가-힣]{2,4}(?:특별자치시|특별자치도|광역시|특별시|[시군구도읍면동리])도?")
_TOGETHER = re.compile(r"(?:와|과)\s")
_MAX_WALK = 6
_WORTH = {"quoted": 5, "bullet": 4, "phrase": 3, "nested": 2}
_TITLE_DISCOUNT = 3
_LOCAL_PLACE = re.compile(
    r"(?<![가-힣])([가-힣]{2,3})(?:[읍면동리시군구]|지구)(?=[\s에의을를은는이가와과도,)(\d])"
)
_PROGRAMME = re.compile(
    r"(?:육성|지원|구축|조성|개발|양성|고도화|활성화|실증|혁신|창출|단계) ?(?:사업|프로젝트)$"
)
_NUMBERED_PLAN = re.compile(r"^제\d+차 .*(?:기본계획|종합계획|발전계획)$")


@dataclass(frozen=True, slots=True)
class _Name:
    field: SpanField
    start: int
    end: int
    name: str
    rule: str


def find_initiatives(ctx: ArticleContext) -> list[Mention]:
    """Every mention of a named initiative, under the fullest form that the article writes.

    Names are taken from quotes, bullets and noun phrases with a head noun and a place or
    proper word; events, venues, 혁신도시 and organizations are none. Sorted by field and
    position; ``rule`` tells how the name was found ('quoted', 'bullet', 'phrase', 'alias').
    """
    names = _names(ctx)
    canonical = _canonical_names(names)
    mentions = []
    for found in names:
        name = canonical.get(found.name)
        if name is None:
            continue
        span = ctx.span(found.field, found.start, found.end)
        rule = found.rule if name == found.name else "alias"
        mentions.append(
            Mention(
                "initiative", span, ctx.evidence(span), name, initiative_entity_id(name), rule=rule
            )
        )
    return sorted(mentions, key=lambda m: (m.span.field != "text", m.span.start))


def initiative_ranges(ctx: ArticleContext, field: SpanField) -> list[tuple[int, int]]:
    """Ranges, in the normal form of ``field``, of initiatives' names and short forms."""
    return [(n.start, n.end) for n in _names(ctx) if n.field == field]


@lru_cache(maxsize=4)
def _names(ctx: ArticleContext) -> tuple[_Name, ...]:
    found: list[_Name] = []
    for field in ("text", "title"):
        text = _YEAR_APOSTROPHE.sub(" ", ctx.normal(field).text)
        places = frozenset(_LOCAL_PLACE.findall(text))
        in_field = [*_quoted(text, field), *_bullets(text, field)]
        taken = [(n.start, n.end) for n in in_field]
        for name in _phrases(text, field):
            if _is_kind_only(name.name, text, places):
                continue
            if not any(a < name.end and name.start < b for a, b in taken):
                in_field.append(name)
        found += sorted(in_field, key=lambda n: n.start)
    return tuple(found)


def _is_kind_only(name: str, text: str, places: frozenset[str]) -> bool:
    """A cluster with a topic but no place, named once, is a kind of cluster."""
    if has_work_tail(name) or not is_rather_a_kind(name) or is_national(name):
        return False
    tokens = name.split()
    if is_placed(name, places) or any(
        STRONG_END.search(token) and is_specific(token) for token in tokens[:-1]
    ):
        return False
    return is_plain(tokens[0]) or text.count(name) < 2


def _quoted(text: str, field: SpanField) -> list[_Name]:
    found = []
    for match in _QUOTED.finditer(text):
        group = match.lastindex or 1
        content = match[group]
        if _CLAUSE.search(content) or len(content.split()) > 9:
            continue
        name = strip_tails(content)
        is_headed = has_head(name)
        if not is_headed and (name != content or not _is_named_after(content, text, match.end())):
            continue
        if len(name) < 4 or not _is_quoted_name(name):
            continue
        start = match.start(group) + content.index(name)
        found.append(_Name(field, start, start + len(name), name, "quoted"))
    return found


def _is_quoted_name(name: str) -> bool:
    """A single plain head ('클러스터', '혁신센터') in quotes is emphasis, not a name."""
    if is_never_a_name(name):
        return False
    return " " in name or len(proper_rest(name)) > 1 or len(name) > 4


def _is_named_after(content: str, text: str, end: int) -> bool:
    if ANY_END.search(content) or content.endswith(
        ("구", "시", "군", "도", "회", "식", "법", "상")
    ):
        return False
    return _AFTER_QUOTE.match(text[end : end + 50]) is not None and len(content) > 3


def _bullets(text: str, field: SpanField) -> list[_Name]:
    found = []
    for match in _BULLET.finditer(text):
        words = match[1]
        for end in _head_ends(words):
            name = words[:end].strip()
            if (
                _BULLET_END.match(words[end:])
                and not _CLAUSE.search(name)
                and (" " in name or len(name) > 5)
            ):
                if is_never_a_name(name) or name.split()[0] in _STOP_WORDS:
                    break
                start = match.start(1) + words.index(name)
                found.append(_Name(field, start, start + len(name), name, "bullet"))
                break
    return found


def _head_ends(words: str) -> list[int]:
    ends = []
    for token in _TOKEN.finditer(words):
        stem = _stem(token[0])
        if (
            STRONG_END.search(stem)
            or WEAK_END.search(stem)
            or _PROGRAMME.search(words[: token.end()])
        ):
            ends.append(token.start() + len(stem))
    return ends


def _stem(token: str) -> str:
    """``token`` without its particle where what is left ends in a head noun."""
    if STRONG_END.search(token) or WEAK_END.search(token) or WORK_END.search(token):
        return token
    bare = _PARTICLE.sub("", token)
    if STRONG_END.search(bare) or WEAK_END.search(bare) or WORK_END.search(bare):
        return bare
    return token


def _phrases(text: str, field: SpanField) -> list[_Name]:
    tokens = list(_TOKEN.finditer(text))
    found: list[_Name] = []
    nested: list[_Name] = []
    for i, token in enumerate(tokens):
        stem = _stem(token[0])
        is_strong = STRONG_END.search(stem) is not None
        if not is_strong and not WEAK_END.search(stem) and not WORK_END.search(stem):
            continue
        first = _walk_left(text, tokens, i)
        end = token.start() + len(stem)
        start = tokens[first].start()
        name = text[start:end]
        if not _is_phrase_name(name, is_strong):
            continue
        if stem.endswith("허브") and _TOGETHER.match(text[end : end + 2]):
            continue  # a partner, not a place
        inner = _inner_end(tokens, first, i)
        if inner and is_specific(text[start:inner]):
            nested.append(_Name(field, start, inner, text[start:inner], "nested"))
        if is_strong and stem == token[0]:
            end = _walk_right(text, tokens, i, end)
            longer = text[start:end]
            if end > token.end() and not has_work_tail(longer):
                nested.append(_Name(field, start, token.end(), name, "nested"))
        found.append(_Name(field, start, end, text[start:end], "phrase"))
    return [*_longest_at_place(found), *nested]


def _inner_end(tokens: list[re.Match[str]], first: int, last: int) -> int | None:
    """End of a strong head inside the phrase: '가람밸리' in '가람밸리 상생펀드'."""
    if has_work_tail(tokens[last][0]):
        return None
    ends = [t.end() for t in tokens[first:last] if STRONG_END.search(t[0])]
    return ends[-1] if ends else None


def _longest_at_place(found: list[_Name]) -> list[_Name]:
    kept: list[_Name] = []
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
        if word in _STOP_WORDS or _stem(word) != word or (_STOP_ENDING.search(word) and not place_is_whole(word)):
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
    while first < i and (
        tokens[first][0] in _STOP_WORDS
        or (_ADDRESS.fullmatch(tokens[first][0]) and is_specific(_span(text, tokens, first + 1, i)))
    ):
        first += 1
    return first


def _span(text: str, tokens: list[re.Match[str]], first: int, last: int) -> str:
    return text[tokens[first].start() : tokens[last].start() + len(_stem(tokens[last][0]))]


def place_is_whole(word: str) -> bool:
    """Whether the word is a region's name as a whole ('보은', '제주도')."""
    return place_prefix(word) == word


def _walk_right(text: str, tokens: list[re.Match[str]], i: int, end: int) -> int:
    best = end
    for token in tokens[i + 1 : i + 4]:
        if text[end : token.start()] != " ":
            break
        stem = _stem(token[0])
        if _STAGE_TOKEN.fullmatch(_PARTICLE.sub("", token[0])):
            stem = _STAGE_TOKEN.match(token[0])[0]  # type: ignore[index]
        elif token[0] in ("조성", "구축", "육성", "건립", "산업"):
            end = token.end()
            continue
        if not _FORWARD.fullmatch(stem):
            break
        best = end = token.start() + len(stem)
        if stem != token[0]:
            break
    return best


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
        is_programme = _PROGRAMME.search(name) is not None and len(name.replace(" ", "")) > 8
        return is_programme and (has_place or (inner and is_specific(core)))
    if inner:
        return is_specific(name)
    if tokens[0] == "국가" or tokens[-1].startswith("국가"):
        return len(tokens) > 1
    return tokens[-1].endswith("허브") and has_place


def _is_pair_of_places(tokens: list[str]) -> bool:
    """'가람·누리 테크노밸리' speaks of two."""
    parts = tokens[0].split("·")
    if len(tokens) < 2 or len(parts) < 2:
        return False
    return all(1 < len(part) < 4 and (place_prefix(part) or proper_rest(part)) for part in parts)


def _canonical_names(names: tuple[_Name, ...]) -> dict[str, str]:
    """For each written form the fullest form of the same initiative."""
    rank: dict[str, int] = {}
    for n in names:
        worth = _WORTH[n.rule] - (_TITLE_DISCOUNT if n.field == "title" else 0)
        rank[n.name] = max(rank.get(n.name, -_TITLE_DISCOUNT), worth)
    ordered = sorted(rank, key=lambda name: (-rank[name], -len(canonical_key(name)), -len(name)))
    chosen: dict[str, str] = {}
    for name in ordered:
        full = _fullest(name, [c for c in ordered if chosen.get(c) == c])
        chosen[name] = full or name
    chosen = _written_out(chosen, rank)
    # the inner name of a compound counts where the article uses it by itself too
    alone = {chosen[n.name] for n in names if n.rule != "nested"}
    chosen = {name: full for name, full in chosen.items() if full in alone}
    return _drop_headline_forms(chosen, rank)


def _written_out(chosen: dict[str, str], rank: dict[str, int]) -> dict[str, str]:
    """Of two spellings of the same key ('산단', '산업단지') the longer one names both."""
    longest: dict[str, str] = {}
    for name, full in chosen.items():
        best = longest.get(full, full)
        if rank[name] >= _WORTH["nested"] and canonical_key(name) == canonical_key(full):
            longest[full] = max(best, name, key=len)
    return {name: longest.get(full, full) for name, full in chosen.items()}


def _fullest(name: str, accepted: list[str]) -> str | None:
    key = canonical_key(name)
    for other in accepted:
        if canonical_key(other) == key or is_short_form(name, other):
            return other
    return None


def _drop_headline_forms(chosen: dict[str, str], rank: dict[str, int]) -> dict[str, str]:
    """A headline's own wording is no name where the body names the thing otherwise."""
    from_body = any(rank[name] >= _WORTH["nested"] for name in chosen)
    kept = {}
    for name, full in chosen.items():
        if rank[full] < _WORTH["nested"] and from_body:
            continue
        kept[name] = full
    return kept
