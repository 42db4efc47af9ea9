"""Persons that an article names, with their role as written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cluster_assets.anchored import Anchored
from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.coverage import Coverage
from cluster_assets.extract.names.organizations.find import find_organizations
from cluster_assets.extract.names.personal import NAME_TOKEN, SURNAMES, is_name
from cluster_assets.extract.names.persons.citizens import citizen_role
from cluster_assets.extract.names.persons.context import (
    ACTING,
    BREAK,
    PAREN,
    TITLE_WORD,
    Found,
    affiliation_left,
    is_bodily,
    name_list,
    office_before,
    start_of_word,
    words_left,
)
from cluster_assets.extract.names.persons.forms import find_foreign, find_in_brackets
from cluster_assets.extract.names.persons.later import later_mentions
from cluster_assets.extract.names.titles import AFTER_TITLE, TITLE
from cluster_assets.extract.wordlists import words
from cluster_assets.records import Mention, SpanField

_TITLE = Anchored(rf"(?P<title>{TITLE})(?P<code> ?\([가-힣A-Za-z·.,/& -]{{1,26}}\))?{AFTER_TITLE}")
_NAME_AFTER = re.compile(
    rf" (?P<name>{NAME_TOKEN}(?:[·,] ?{NAME_TOKEN}){{0,5}}) ?(?:\([^()\n]{{1,12}}\))? ?"
    r"(?=(?:은|는|이|가|을|를|의|와|과|도|에게|께서)(?:[ ,.)\]\"':;\n]|"
    r"$)|[,.)\]\"':;\n]|$| ?씨|님| (?:박사|교수|변호사|등|및))"
)
_PARTICLE_END = re.compile(r"(?:은|는|이|가|을|를|도)$")
_CITIZEN = Anchored(
    rf"(?<![가-힣])(?P<name>{NAME_TOKEN}) ?(?:\([^()\n]{{1,10}}\))? 씨(?![가-힣]{{2}}|앗)"
)
_BRACKETED = re.compile(
    rf"\((?P<title>{TITLE}) (?P<name>{NAME_TOKEN}(?:[·,] ?{NAME_TOKEN})*)(?: ?\([^()]*\))?\)"
)
_WITH_ROLE = re.compile(
    rf"(?<![가-힣])(?P<name>{NAME_TOKEN}) ?\((?P<role>[가-힣A-Za-z0-9·&㈜ ]{{2,28}}?{TITLE})\)"
)
_NOTE = re.compile(
    r"사진|오른쪽|왼쪽|가운데|앞줄|뒷줄|번째|이하|아래|중앙(?!동)|(?<![가-힣])[좌우](?![가-힣])|맨|"
    r"가칭|전문$|가나다|(?:민주당|국민의힘|무소속)(?!, )|순\)$"
)
_REGION_END = re.compile(
    r"(?:시|도|군|(?<!연)구|청|대|원|원주|서울|부산|대구|인천|광주|대전|울산|"
    r"세종|경기|강원|충북|충남|전북|전남|경북|경남|제주)$"
    r"|^(?:국회|시의회|도의회|군의회|구의회)"
)
# Titles that are everyday nouns too ('세계 시장', '사회적 책임', '한국 대표').
_OFFICE_NAME = re.compile(rf"[{''.join(sorted(SURNAMES))}](?:위원|의원|대표|이사|교수)")
# Heads of a unit inside a body: the body before it belongs to the role.
_INNER_TITLES = frozenset(
    words("센터장 실장 국장 과장 팀장 부장 본부장 단장 소장 부문장 지사장 지부장 연구소장 사업단장")
)
_COMMON_TITLES = frozenset(
    words(
        """
    시장 지사 대표 책임 선임 수석 프로 대리 반장 후보 고문 대사 의원 이사 간사
    총괄 담당
    """
    )
)
_OFFICE_OF = {"시장": "시", "군수": "군", "구청장": "구"}
_GENERIC_ROLES = frozenset({"대표", "원장", "교수", "박사", "위원", "책임", "이사", "연구원"})


def find_persons(ctx: ArticleContext) -> list[Mention]:
    """Every mention of a person; ``canonical_name`` is the name, ``role`` the fullest one written.

    Later short forms ('홍 시장') are mentions of the same person. Bylines and persons
    without a full name are left out.
    """
    names = {o.surface for o in find_organizations(ctx)}
    found: list[Found] = []
    titles = {f: list(_TITLE.finditer_at_words(ctx.normal(f).text)) for f in ("text", "title")}
    for field in ("text", "title"):
        text = ctx.normal(field).text
        found.extend(_in_field(text, field, names, titles[field]))
    by_name: dict[str, str | None] = {}
    for f in found:
        best = by_name.get(f.name)
        if f.name not in by_name or _better(f.role, best):
            by_name[f.name] = f.role
    found = [f for f in found if not _contradicted(f, by_name)]
    found.extend(later_mentions(ctx, found, by_name, titles["text"]))
    return [_mention(ctx, f, by_name[f.name]) for f in _without_overlaps(found)]


def _in_field(
    text: str, field: SpanField, names: set[str], titles: Sequence[re.Match[str]]
) -> Iterator[Found]:
    for m in titles:
        yield from _before_title(text, m, field, names)
        yield from _after_title(text, m, field)
    for m in _BRACKETED.finditer(text):
        yield from find_in_brackets(text, m, field)
    for m in _WITH_ROLE.finditer(text):
        if is_name(m["name"]):
            yield Found(
                m["name"], m["role"].strip(), m.start("name"), m.end("name"), field, "name(role)"
            )
    for m in _CITIZEN.finditer(text):
        if is_name(m["name"]) and not m["name"].endswith("모"):
            role = citizen_role(text, m)
            yield Found(m["name"], role, m.start("name"), m.end("name"), field, "name 씨")


def _before_title(
    text: str, m: re.Match[str], field: SpanField, names: set[str]
) -> Iterator[Found]:
    """'홍길동 (소속) 직함', '소속 홍길동 직함', '홍길동·김철수 의원'."""
    word_at = start_of_word(text, m.start("title"))
    prefix = text[word_at : m.start("title")]
    if re.search(r"[^가-힣A-Za-z0-9·()&㈜]", prefix):
        return
    role_end = m.end("title")
    code = m["code"] or ""
    if code and not _NOTE.search(code):
        role_end = m.end("code")
    words = words_left(text, word_at)
    foreign = list(find_foreign(text, words, word_at, role_end, field)) if len(words) > 2 else []
    if foreign:
        yield from foreign
        return
    between: list[tuple[int, int]] = []
    for start, end in words:
        token = text[start:end]
        bare = PAREN.sub("", token)
        listed = [] if bare in names else name_list(text, start, start + len(bare))
        if (
            not listed
            and between
            and _OFFICE_NAME.fullmatch(bare)
            and is_bodily(text, between[-1], names)
        ):
            listed = [(bare, start, start + len(bare))]  # a given name that reads like a title
        if listed:
            role = _role_before(text, m, (word_at, role_end), listed, between, names)
            if role is not None:
                for name, s, e in listed:
                    yield Found(name, role, s, e, field, "name title")
            return
        if _separates(token, names):
            return
        between.append((start, end))


def _separates(token: str, names: set[str]) -> bool:
    """Whether a word between name and title shows that they do not belong together."""
    if token == "등" or (TITLE_WORD.search(token) and token not in names):
        return True
    is_unit = re.search(r"(?:연구|에너지|미래|사업|행정)(?:부|과|국)$", token)
    return bool(BREAK.search(token)) and token not in names and not is_unit


_GOODS = tuple("재제품칩물차료약")
_IS_MARKET = re.compile(r"(?:의|에|을|를|으로|로|에서| (?:규모|점유|진출|진입|선점|공략))")


def _role_before(
    text: str,
    m: re.Match[str],
    title_word: tuple[int, int],
    listed: Sequence[tuple[str, int, int]],
    between: Sequence[tuple[int, int]],
    names: set[str],
) -> str | None:
    """Role of the names ``listed`` before a title, or ``None`` where they are no names.

    ``title_word`` is the range from the start of the title's word to the end of the role;
    ``between`` holds the words between name and title, nearest to the title first.
    """
    word_at, role_end = title_word
    prefix = text[word_at : m.start("title")]
    if between:
        is_everyday = not prefix and m["title"] in _COMMON_TITLES
        if is_everyday and not is_bodily(text, between[0], names):
            return None
        return re.sub(r"\s+", " ", text[between[-1][0] : role_end].strip())
    affiliation = ""
    if not prefix or not (prefix in names or _REGION_END.search(prefix)):
        affiliation = affiliation_left(text, listed[0][1], names)
    role = text[word_at:role_end].strip()
    if (
        role == "시장"
        and not affiliation
        and (_IS_MARKET.match(text, role_end) or listed[-1][0].endswith(_GOODS))
    ):
        return None  # '음극재 시장에서'
    if office := office_before(text, listed[-1][1], m["title"], names):
        affiliation, role = office, role if office.endswith(ACTING) else ""
    if role in _OFFICE_OF and affiliation.endswith(_OFFICE_OF[role]) and " " not in affiliation:
        return affiliation.removesuffix(_OFFICE_OF[role]) + role  # 'OO시 홍길동 시장'
    if not prefix and not affiliation and any(len(n) == 2 for n, *_ in listed):
        return None
    return re.sub(r"\s+", " ", f"{affiliation} {role}".strip())


def _after_title(text: str, m: re.Match[str], field: SpanField) -> Iterator[Found]:
    """'OO시장 홍길동 씨는', '테크노파크 원장 홍길동은'."""
    if text[start_of_word(text, m.start("title")) - 1 : m.start("title")].startswith("("):
        return
    follow = _NAME_AFTER.match(text, m.end("title"))
    if not follow:
        return
    parts = re.split(r"[·,] ?", follow["name"])
    if parts and len(parts[-1]) == 4 and not is_name(parts[-1]):
        parts[-1] = _PARTICLE_END.sub("", parts[-1])
    # Names of two syllables are too often words in this place.
    if not all(is_name(p) and len(p) > 2 and p[-1] not in "회팀단급실" for p in parts):
        return
    rest = text[follow.end("name") : follow.end("name") + 5].lstrip()
    if re.match(rf" ?(?:{TITLE})", text[follow.end("name") :][:12]) and not rest.startswith(
        ("씨", "박사", "교수", "변호사")
    ):
        return
    word_at = start_of_word(text, m.start("title"))
    title = text[word_at : m.end("title")]
    role = title
    if word_at == m.start("title") or m["title"] in _INNER_TITLES:
        left = affiliation_left(text, word_at, set())
        role = f"{left} {title}".strip()
    position = follow.start("name")
    for part in parts:
        position = text.find(part, position)
        yield Found(part, role, position, position + len(part), field, "title name")
        position += len(part)


def _better(role: str | None, than: str | None) -> bool:
    """Whether ``role`` says more than ``than``."""
    if role is None or than is None:
        return role is not None and than is None
    return len(role) > len(than) and (
        than in _GENERIC_ROLES or " " not in than or than.split()[-1] in role
    )


def _contradicted(f: Found, roles: dict[str, str | None]) -> bool:
    """A two-syllable 'name' that is the head of a full name found elsewhere is no name."""
    return len(f.name) == 2 and any(other.startswith(f.name) and other != f.name for other in roles)


def _without_overlaps(found: Sequence[Found]) -> list[Found]:
    length = max((f.end for f in found), default=0)
    taken = {"text": Coverage(length), "title": Coverage(length)}
    kept: list[Found] = []
    for f in found:
        if taken[f.field].is_free(f.start, f.end):
            taken[f.field].take(f.start, f.end)
            kept.append(f)
    return sorted(kept, key=lambda f: (f.field != "text", f.start))


def _mention(ctx: ArticleContext, f: Found, role: str | None) -> Mention:
    span = ctx.span(f.field, f.start, f.end)
    slug = f"{f.name}-{role}" if role else f.name
    return Mention(
        entity_type="person",
        span=span,
        surface=ctx.evidence(span),
        canonical_name=f.name,
        entity_id="person:" + re.sub(r"[^0-9A-Za-z가-힣]+", "-", slug).strip("-").lower(),
        role=role,
        rule=f.rule,
    )
