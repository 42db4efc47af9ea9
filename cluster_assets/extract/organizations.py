"""Organizations that an article names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from cluster_assets.extract import organization_patterns as patterns
from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.coverage import Coverage
from cluster_assets.extract.gazetteer import load_gazetteer
from cluster_assets.extract.titles import AFTER_TITLE, COMMON_NOUNS, TITLE, is_name
from cluster_assets.extract.wordlists import words
from cluster_assets.records import Mention, SpanField


@dataclass(frozen=True, slots=True)
class _Hit:
    """One mention in the normal form; ``entity`` groups the names of one body."""

    field: SpanField
    start: int
    end: int
    name: str
    entity: str
    kind: str
    rule: str


_WORD = re.compile(r"[가-힣A-Za-z0-9]")
_PARTICLE_AFTER_GAZETTEER = patterns.RIGHT_RE
_ALIAS = re.compile(
    r" ?\((?:이하|약칭|옛|구)? ?['\"]?(?P<alias>[가-힣A-Za-z0-9][가-힣A-Za-z0-9&·. -]{1,22}?)['\"]?"
    r"(?: ?[,·/] ?[^()]{1,20})?\)"
)
_ALIAS_LONG = re.compile(
    r" ?\([^()\n]{0,20}?이하 ?['\"]?(?P<alias>[가-힣A-Za-z0-9&·. -]{2,20}?)['\"]?(?:라 함|"
    r"로 표기)?\)"
)
_NO_ALIAS = re.compile(
    rf"^(?:{TITLE})|^\d|사진|제공|가칭|이사장|^(?:재|사|주|유)$|^(?:국비|도비|시비|군비)|[원%명]$"
)
_FORMER = re.compile(r"(?:^|[^가-힣])(?:옛|구|前) $")
_TITLE_NEXT = re.compile(rf" {TITLE}{AFTER_TITLE}")
_BATCHIM_PAIRS = {
    "은": True,
    "는": False,
    "이": True,
    "가": False,
    "을": True,
    "를": False,
    "과": True,
    "와": False,
}
_OTHER_PARTICLES = (
    "에서는",
    "에서",
    "에게",
    "으로",
    "로",
    "의",
    "에",
    "도",
    "등",
    "측",
    "처럼",
    "까지",
    "이라는",
    "라는",
    "인",
)


def find_organizations(ctx: ArticleContext) -> list[Mention]:
    """Every mention of an organization, longest names first where they overlap.

    ``canonical_name`` is the fullest form that the article itself writes; ``entity_id`` is
    the gazetteer's, or ``org:`` and a slug of that form. Results are cached per article.
    """
    return list(_find(ctx))


@lru_cache(maxsize=16)
def _find(ctx: ArticleContext) -> tuple[Mention, ...]:
    hits: list[_Hit] = []
    for field in ("text", "title"):
        hits.extend(_in_field(ctx.normal(field).text, field))
    hits = _with_aliases(ctx, hits)
    hits.extend(_repeated(ctx, hits))
    hits = _without_overlaps(hits)
    starts = {(h.field, h.start) for h in hits}
    hits = [_extended(ctx, h, starts) for h in hits]
    fullest: dict[str, str] = {}
    for h in hits:
        surface = ctx.evidence(ctx.span(h.field, h.start, h.end))
        if len(_bare(surface)) > len(_bare(fullest.get(h.entity, ""))) or (
            len(surface) > len(fullest.get(h.entity, ""))
            and _bare(surface) == _bare(fullest[h.entity])
        ):
            fullest[h.entity] = surface
    return tuple(_mention(ctx, h, fullest[h.entity]) for h in hits)


def _bare(name: str) -> str:
    return re.sub(r"㈜|\(주\)|주식회사|\((?:재|사|유)\)|\s", "", name)


def _mention(ctx: ArticleContext, h: _Hit, name: str) -> Mention:
    span = ctx.span(h.field, h.start, h.end)
    entity = h.entity
    if not entity.startswith("http"):
        entity = (
            "org:"
            + re.sub(r"[^0-9A-Za-z가-힣]+", "-", _bare(entity.removeprefix("org:")))
            .strip("-")
            .lower()
        )
    return Mention("organization", span, ctx.evidence(span), name, entity, None, h.rule)


def _in_field(text: str, field: SpanField) -> list[_Hit]:
    hits = list(_from_gazetteer(text, field))
    hits.extend(_bodies(text, field))
    hits.extend(_firms(text, field))
    return _without_overlaps(hits)


def _from_gazetteer(text: str, field: SpanField) -> Iterator[_Hit]:
    for start, end, organization in load_gazetteer().matches(text):
        if (start and _WORD.match(text[start - 1])) or not _PARTICLE_AFTER_GAZETTEER.match(
            text, end
        ):
            continue
        if _FORMER.search(text[max(0, start - 3) : start]):
            continue  # '옛 OO대 건물' is a place
        surface = text[start:end]
        if surface == "국회" and re.match(
            r"에서|의사당| (?:앞|본관|본청|의원회관|소통관|대회의실)", text[end : end + 8]
        ):
            continue
        if text[max(0, start - 1) : start] == "(" and not re.search(
            r"[가-힣A-Za-z]\($", text[max(0, start - 2) : start]
        ):
            continue
        yield _Hit(
            field, start, end, surface, organization.entity_id, organization.kind, "gazetteer"
        )


def _bodies(text: str, field: SpanField) -> Iterator[_Hit]:
    for m in patterns.BODY.finditer(text):
        start, end, name = m.start("name"), m.end("name"), m["name"]
        start, name = _without_conjunction(start, name)
        if _FORMER.search(text[max(0, start - 3) : start]):
            continue
        joined = _joined(text, start, name)
        if joined is not None:
            yield _Hit(
                field,
                joined,
                end,
                text[joined:end],
                "org:" + text[joined:end],
                "body",
                "place and body",
            )
        elif patterns.is_body_name(name):
            yield _Hit(field, start, end, name, "org:" + _bare(name), "body", "body head")


def _without_conjunction(start: int, name: str) -> tuple[int, str]:
    """Cut what a middle dot lists before the name ('대구시·대구테크노파크')."""
    if "·" in name:
        head = name.rsplit("·", 1)[1]
        first = name.rsplit("·", 1)[0]
        if patterns.is_body_name(head) and re.search(
            r"(?:시|도|군|구|부|청|원|대|사|공단|재단|학교|TP|파크)$", first
        ):
            return start + len(name) - len(head), head
    return start, name


_PLACE_BEFORE = re.compile(
    r"(?:^|(?<=[\s\"'(]))(?P<place>[가-힣·0-9]{1,14}(?:지구|시의회|도의회|"
    r"군의회|구의회|산단|산업단지|공단|[가-힣](?:시|군|구|읍|면|동)))  ?$|"
    r"(?:^|(?<=[\s\"'(]))(?P<p2>[가-힣·0-9]{0,14}(?:지구|시의회|도의회|"
    r"군의회|구의회|산단|산업단지)) $"
)


def _joined(text: str, start: int, name: str) -> int | None:
    """Start of 'place or council' before a committee: 'OO지구 주민대책위원회'."""
    if not re.search(r"(?:위원회|대책위|협의회|번영회|상인회)$", name) or re.match(
        r"(?:한국|전국|국가|국회)", name
    ):
        return None
    m = _PLACE_BEFORE.search(text[max(0, start - 22) : start])
    if not m:
        return None
    at = max(0, start - 22) + m.start()
    return at if not re.match(r"(?:이|그|각|두) ", text[at:start]) else None


def _strip_particle(token: str) -> str:
    """``token`` without the particle that its last syllables agree with."""
    for particle in _OTHER_PARTICLES:
        if token.endswith(particle) and len(token) - len(particle) >= 2:
            return token[: -len(particle)]
    last, previous = token[-1:], token[-2:-1]
    if last in _BATCHIM_PAIRS and len(token) >= 3 and "가" <= previous <= "힣":
        has_final = (ord(previous) - 0xAC00) % 28 != 0
        if has_final == _BATCHIM_PAIRS[last]:
            return token[:-1]
    if last in _BATCHIM_PAIRS and len(token) >= 3 and previous.isascii() and previous.isalnum():
        return token[:-1]
    return token


def _marked_name(text: str, token: str) -> str:
    """Name of a marked firm: keeps a syllable that looks like a particle if the text does."""
    token = token.rstrip(".·-&")
    stripped = _strip_particle(token)
    if stripped == token:
        return token
    if len(stripped) < 2:
        return token
    if (
        re.search(rf"{re.escape(token)}(?:{patterns.PARTICLES})(?![가-힣])", text)
        and token[-1] not in "은는을를"
    ):
        return token
    return stripped


def _firms(text: str, field: SpanField) -> Iterator[_Hit]:
    for m in patterns.FIRM_MARKED.finditer(text):
        token = m["name"]
        if "·" in token:
            token = token.split("·")[0]
        name = _marked_name(text, token)
        if m[0][len("주식회사") : len("주식회사") + 1] == " " and is_name(name):
            continue  # 'OO 주식회사 홍길동 대표'
        yield _Hit(
            field,
            m.start(),
            m.start("name") + len(name),
            name,
            "org:" + name,
            "company",
            "marked firm",
        )
    for m in patterns.FIRM_MARKED_AFTER.finditer(text):
        if m["name"] and m["name"] not in ("한", "이", "등"):
            yield _Hit(
                field,
                m.start(),
                m.end("mark"),
                m["name"],
                "org:" + m["name"],
                "company",
                "marked firm",
            )
    for pattern, rule, check in _UNMARKED:
        for m in pattern.finditer(text):
            token = m["name"].rstrip(".-&")
            name = _strip_particle(token)
            if check(text, m, token, name):
                start = m.start("name")
                yield _Hit(field, start, start + len(name), name, "org:" + name, "company", rule)


# Common nouns that coined firm names end in.
_FIRM_ENDINGS = frozenset(
    words(
        """
    테크 리튬 소재 산업 전자 화학 건설 제약 기술 로봇 그룹 통신 항공 물류 철강
    조선 기계 나노 바이 반도 에너 양행 전기 광학 통상 개발 정보 해양 우주 수소
    자동 제철 금속 모빌
    """
    )
)


def _is_introduced(text: str, m: re.Match[str], token: str, name: str) -> bool:
    after = text[m.start("name") + len(name) : m.start("name") + len(name) + 3]
    if not re.match(r"['\"]?(?:[은는이가와과도의]|,| 등|\()", after) or not patterns.is_firm_name(
        name
    ):
        return False
    if name[-2:] in COMMON_NOUNS - _FIRM_ENDINGS or (
        name[:2] in COMMON_NOUNS and name[2:4] in COMMON_NOUNS
    ):
        return False
    is_person = m.re is patterns.FIRM_FOREIGN and is_name(name)
    return not is_person and patterns.is_headed_firm(name) and _repeated_or_latin(text, name, m)


def _repeated_or_latin(text: str, name: str, m: re.Match[str]) -> bool:
    """A coined name is repeated, or its sentence speaks of investing or making."""
    if text.count(name) >= 2:
        return True
    end = text.find("\n", m.end())
    return bool(
        patterns.INVESTS.search(text, m.end(), min(m.end() + 70, end if end >= 0 else len(text)))
    )


def _is_headed(text: str, m: re.Match[str], token: str, name: str) -> bool:
    end = m.end("name")
    after = text[end : end + 2]
    if not re.match(r"[은는이가](?=[ ,])|[와과](?=[ ,])", after) or not patterns.is_headed_firm(
        m["name"]
    ):
        return False
    line_end = text.find("\n", end)
    return bool(
        re.search(
            r"투자|들여|짓|설립|공장|협약|입주|출자|매출|인수",
            text[end : min(end + 60, line_end if line_end >= 0 else len(text))],
        )
    )


def _is_of_person(text: str, m: re.Match[str], token: str, name: str) -> bool:
    person = text[m.start() : m.start() + 3]
    token = m["name"]
    return (
        is_name(person)
        and len(token) >= 3
        and not re.search(
            r"(?:시|군|구|도|지역|주민|상인|농민|청년|시민|단체|기업|업체|연구소|"
            r"회사|공동|국민|정당|당|원내|회|부|여성|노조|학생|전|현|신임|전임|"
            r"초대|참여기업|입주기업|협의회|조합원)$",
            token,
        )
        and not is_name(token)
    )


_UNMARKED: tuple[
    tuple[re.Pattern[str], str, Callable[[str, re.Match[str], str, str], bool]], ...
] = (
    (patterns.FIRM_INTRODUCED, "introduced firm", _is_introduced),
    (patterns.FIRM_FOREIGN, "foreign firm", _is_introduced),
    (patterns.FIRM_OF_PERSON, "firm of a person", _is_of_person),
    (patterns.FIRM_BY_HEAD, "firm head", _is_headed),
)


# More short forms than an article has; a bound for hostile input.
_MOST_ALIASES = 60


def _with_aliases(ctx: ArticleContext, hits: list[_Hit]) -> list[_Hit]:
    """Bind 'X(이하 Y)' and 'X(ABC)': what stands in the brackets is the same body."""
    starts = {(h.field, h.start): h.entity for h in hits}
    merged: dict[str, str] = {}
    aliases: dict[str, _Hit] = {}
    for h in hits:
        text = ctx.normal(h.field).text
        m = _ALIAS_LONG.match(text, h.end) or _ALIAS.match(text, h.end)
        if not m or _NO_ALIAS.search(m["alias"].strip()):
            continue
        alias = m["alias"].strip()
        if " " in alias and not alias.isascii():
            continue
        rival = starts.get((h.field, m.start("alias")))
        if rival is not None and rival != h.entity:
            merged[rival] = h.entity
        if not is_name(alias) or "이하" in m[0]:
            aliases.setdefault(alias, h)
    result = [replace(h, entity=merged.get(h.entity, h.entity)) for h in hits]
    for alias, h in list(aliases.items())[:_MOST_ALIASES]:
        for field in ("text", "title"):
            for at in _occurrences(ctx.normal(field).text, alias):
                result.append(_Hit(field, at, at + len(alias), alias, h.entity, h.kind, "alias"))
    return result


def _occurrences(text: str, name: str) -> Iterator[int]:
    position = text.find(name)
    while position >= 0:
        end = position + len(name)
        if (
            position == 0 or not _WORD.match(text[position - 1])
        ) and _PARTICLE_AFTER_GAZETTEER.match(text, end):
            yield position
        position = text.find(name, end)


def _repeated(ctx: ArticleContext, hits: Sequence[_Hit]) -> Iterator[_Hit]:
    """Later bare mentions of a firm that was marked or introduced once."""
    firms = {
        h.name: h
        for h in hits
        if h.kind == "company" and h.rule != "gazetteer" and len(h.name) >= 2
    }
    for name, h in list(firms.items())[:_MOST_ALIASES]:
        for field in ("text", "title"):
            for at in _occurrences(ctx.normal(field).text, name):
                yield _Hit(field, at, at + len(name), name, h.entity, h.kind, "name again")


def _without_overlaps(hits: Sequence[_Hit]) -> list[_Hit]:
    """Longest hit wins; between equals the gazetteer's."""
    order = sorted(hits, key=lambda h: (-(h.end - h.start), h.rule != "gazetteer", h.start))
    length = max((h.end for h in hits), default=0)
    taken = {"text": Coverage(length), "title": Coverage(length)}
    kept = []
    for h in order:
        if taken[h.field].is_free(h.start, h.end):
            taken[h.field].take(h.start, h.end)
            kept.append(h)
    return sorted(kept, key=lambda h: (h.field != "text", h.start))


_INSTITUTES = {"technopark", "university", "institute", "hospital"}


def _extended(ctx: ArticleContext, h: _Hit, starts: set[tuple[SpanField, int]]) -> _Hit:
    """'OO공단 인천지역본부': the unit belongs to the name, but not in a person's role."""
    if h.rule in ("alias", "place and body"):
        return h
    text = ctx.normal(h.field).text
    m = patterns.UNIT.match(text, h.end)
    if not m and (h.kind in _INSTITUTES or h.name.endswith(("테크노파크", "TP", "대학교", "대"))):
        m = patterns.UNIT_OF_INSTITUTE.match(text, h.end)
    if not m or (h.kind == "government" and not re.search(r"(?:위원회|본부)$", m["unit"])):
        return h
    end = m.end("unit")
    inside = range(m.start("unit"), end)
    if _TITLE_NEXT.match(text, end) or any((h.field, at) in starts for at in inside):
        return h
    if re.match(r"(?:에서|에 (?:모여|방문))", text[end : end + 6]):
        return h
    name = text[h.start : end]
    return replace(h, end=end, name=name, entity="org:" + name, rule=f"{h.rule}+unit")
