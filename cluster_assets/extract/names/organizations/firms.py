"""Firms: marked with a legal form, introduced by a word, named after a person, or listed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from cluster_assets.anchored import Screen
from cluster_assets.extract.names.initiatives.names import place_prefix
from cluster_assets.extract.names.organizations import patterns
from cluster_assets.extract.names.organizations.acts import FIELDS_NEXT, is_coined
from cluster_assets.extract.names.organizations.gazetteer import Organization, load_gazetteer
from cluster_assets.extract.names.organizations.hits import Hit
from cluster_assets.extract.names.personal import COMMON_NOUNS, is_name
from cluster_assets.extract.wordlists import words
from cluster_assets.records import SpanField

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


def strip_particle(token: str) -> str:
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
    stripped = strip_particle(token)
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


def find_firms(text: str, field: SpanField) -> Iterator[Hit]:
    """Firms of one field, particles behind their names cut off."""
    yield from _marked(text, field)
    yield from _listed(text, field)
    yield from _enumerated(text, field)
    for number in sorted(_SCREEN.may_match(text)):
        pattern, rule, check = _UNMARKED[number]
        for m in pattern.finditer(text):
            token = m["name"].rstrip(".-&")
            name = strip_particle(token)
            if check(text, m, token, name):
                start = m.start("name")
                yield Hit(field, start, start + len(name), name, "org:" + name, "company", rule)


_ITEM = re.compile(
    r"(?:(?<=[▶▲△◇◆▷■□·○●])|(?<=[▶▲△◇◆▷■□·○●] )|(?<=, ))"
    r"(?P<name>[가-힣A-Za-z][가-힣A-Za-z0-9&]{2,14}) "
    r"[\d,.]+(?:조|억|천만|백만|만)[\d,.조억만천백]* ?(?:원|달러)"
)
_MARKED_ITEM = re.compile(r"(?:㈜|\(주\))[가-힣A-Za-z0-9&]{2,16} [\d,.]+(?:조|억|천만|백만|만)")


def _listed(text: str, field: SpanField) -> Iterator[Hit]:
    """Items with a sum in a list where another item is a marked firm."""
    for m in _ITEM.finditer(text):
        line_start = text.rfind("\n", 0, m.start()) + 1
        line_end = text.find("\n", m.end())
        low, high = max(line_start, m.start() - 160), m.end() + 160
        if line_end >= 0:
            high = min(high, line_end)
        name = m["name"]
        if not _MARKED_ITEM.search(text, low, high) or not patterns.is_firm_name(name):
            continue
        if name[-2:] not in COMMON_NOUNS - _FIRM_ENDINGS and patterns.is_headed_firm(name):
            start = m.start("name")
            yield Hit(field, start, m.end("name"), name, "org:" + name, "company", "listed firm")


_MARK = re.compile(r"㈜|\(주\)")
_SEPARATOR = re.compile(r", ?|·|과 |와 ")


def _enumerated(text: str, field: SpanField) -> Iterator[Hit]:
    """Names of 'A, B 등 7개 기업' if one of them is known or marked as a firm."""
    known = load_gazetteer().by_name
    for m in patterns.FIRMS_LISTED.finditer(text):
        items, position = [], m.start("names")
        for part in _SEPARATOR.split(m["names"]):
            at = text.find(part, position)
            items.append((at, part))
            position = at + len(part)
        firms = [p for _, p in items if _MARK.search(p) or _is_company(known.get(p))]
        if not firms and not FIELDS_NEXT.match(text, m.end("names")):
            coined = [p for _, p in items if is_coined(p)]
            firms = coined if len(coined) > 1 else []
        if not firms:
            continue
        for at, part in items:
            name = _MARK.sub("", part)
            if part in known or not _may_be_listed(name):
                continue
            start = at + part.find(name)
            yield Hit(
                field, start, start + len(name), name, f"org:{name}", "company", "listed firm"
            )


def _is_company(organization: Organization | None) -> bool:
    return organization is not None and organization.kind == "company"


def _may_be_listed(name: str) -> bool:
    """Whether a word between firms' names may be one: no common noun, no place."""
    return (
        len(name) >= 2
        and name not in COMMON_NOUNS
        and not patterns.is_generic(name)
        and place_prefix(name) != name
        and not re.search(
            r"(?:기업|업체|기관|대학|대학교|연구소|학교|시|군|구|도|청|부|협회)$", name
        )
    )


def _marked(text: str, field: SpanField) -> Iterator[Hit]:
    """'㈜OO', 'OO㈜', '주식회사 OO'."""
    for m in patterns.FIRM_MARKED.finditer(text):
        token = m["name"]
        if "·" in token:
            token = token.split("·")[0]
        name = _marked_name(text, token)
        if m[0][len("주식회사") : len("주식회사") + 1] == " " and is_name(name):
            continue  # 'OO 주식회사 홍길동 대표'
        yield Hit(
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
            yield Hit(
                field,
                m.start(),
                m.end("mark"),
                m["name"],
                "org:" + m["name"],
                "company",
                "marked firm",
            )


# Common nouns that coined firm names end in.
_FIRM_ENDINGS = frozenset(
    words(
        """
    테크 리튬 소재 산업 전자 화학 건설 제약 기술 로봇 그룹 통신 항공 물류 철강 정밀
    조선 기계 나노 바이 반도 에너 양행 전기 광학 통상 개발 정보 해양 우주 수소
    자동 제철 금속 모빌
    """
    )
)


# A coined name behind '업체', as subject, owner or what somebody runs.
_IS_RUN = re.compile(
    r"['\"]?(?:[은는이가의]|[을를] (?:이끄|꾸리|꾸려|운영|경영|창업|세운|세워|설립|인수|유치|"
    r"방문|찾))"
)


def _is_introduced(text: str, m: re.Match[str], token: str, name: str) -> bool:
    if name in patterns.FOREIGN_CITIES:
        return False
    if is_coined(name) and _IS_RUN.match(text, m.start("name") + len(name)):
        return True
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
    """A coined name is repeated, Latin, defined ('기업인 OO'), or said to invest or make."""
    if text.count(name) >= 2 or re.fullmatch(r"[A-Z][A-Z0-9&-]{2,}", name):
        return True
    if text[m.start() : m.start("name")].rstrip(" '\"").endswith("인"):
        return not is_name(name)
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


def _is_leader(text: str, m: re.Match[str], token: str, name: str) -> bool:
    """'OO건설 컨소시엄'."""
    return patterns.is_headed_firm(m["name"])


def _is_of_person(text: str, m: re.Match[str], token: str, name: str) -> bool:
    person = text[m.start() : m.start() + 3]
    token = m["name"]
    return (
        is_name(person)
        and len(token) >= 3
        and not re.search(
            r"(?:시|군|구|도|지역|주민|상인|농민|청년|시민|단체|기업|업체|연구소|"
            r"회사|공동|국민|정당|당|원내|회|부|여성|노조|학생|^전|^현|신임|전임|"
            r"상의|초대|참여기업|입주기업|협의회|조합원)$",
            token,
        )
        and not is_name(token)
    )


_Check = Callable[[str, re.Match[str], str, str], bool]
_UNMARKED: tuple[tuple[re.Pattern[str], str, _Check], ...] = (
    (patterns.FIRM_INTRODUCED, "introduced firm", _is_introduced),
    (patterns.FIRM_FOREIGN, "foreign firm", _is_introduced),
    (patterns.FIRM_OF_PERSON, "firm of a person", _is_of_person),
    (patterns.FIRM_BY_HEAD, "firm head", _is_headed),
    (patterns.FIRM_OF_PARTNERS, "firm of its partners", _is_leader),
    (patterns.FIRM_OF_CONSORTIUM, "firm of a consortium", _is_leader),
)
_SCREEN = Screen([pattern for pattern, _, _ in _UNMARKED])
