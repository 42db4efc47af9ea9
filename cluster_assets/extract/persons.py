"""Persons that an article names, with their role as written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.coverage import Coverage
from cluster_assets.extract.initiative_names import place_prefix
from cluster_assets.extract.organizations import find_organizations
from cluster_assets.extract.titles import (
    AFTER_TITLE,
    COMMON_NOUNS,
    DOUBLE_SURNAMES,
    NAME_TOKEN,
    SURNAMES,
    TITLE,
    is_name,
)
from cluster_assets.extract.wordlists import words
from cluster_assets.records import Mention, SpanField

_TITLE = re.compile(rf"(?P<title>{TITLE})(?P<code> ?\([가-힣A-Za-z·./& -]{{1,18}}\))?{AFTER_TITLE}")
_TITLE_PAREN = re.compile(rf"(?P<title>{TITLE}) ?(?=\()")
_LEADING_CHARS = 34
_PAREN = re.compile(r"\([^()\n]{0,24}\)$")
_NAME_AFTER = re.compile(
    rf" (?P<name>{NAME_TOKEN}(?:[·,] ?{NAME_TOKEN}){{0,5}}) ?(?:\([^()\n]{{1,12}}\))? ?"
    r"(?=(?:은|는|이|가|을|를|의|와|과|도|에게|께서)(?:[ ,.)\]\"':;\n]|"
    r"$)|[,.)\]\"':;\n]|$| ?씨|님| (?:박사|교수|변호사|등|및))"
)
_PARTICLE_END = re.compile(r"(?:은|는|이|가|을|를|도)$")
_CITIZEN = re.compile(
    rf"(?<![가-힣])(?P<name>{NAME_TOKEN}) ?(?:\([^()\n]{{1,10}}\))? 씨(?![가-힣]{{2}}|앗)"
)
_NOTE = re.compile(
    r"사진|오른쪽|왼쪽|가운데|앞줄|뒷줄|번째|이하|아래|중앙|(?<![가-힣])[좌우](?![가-힣])|맨|"
    r"가칭|전문$|가나다|민주당|국민의힘|무소속|순\)$"
)
_CLAUSE = re.compile(r"[\"“”':;!?\n\t△▲▷▶□◇<>\[\]]|[다요]\. |, ")
# A word between name and title that shows that they do not belong together.
_BREAK = re.compile(
    r"(?:은|는|을|를|에서|에게|까지|부터|으로|하며|하고|했다|한다|된|"
    r"했던|하던|하는|하기|위해|위한|통해|따라|대한|관련|면서|에|와|며)$"
)
_TITLE_WORD = re.compile(rf"{TITLE}(?:과|와|이|가|은|는|을|를|도|의|및|등|,)$")
_REGION_END = re.compile(
    r"(?:시|도|군|(?<!연)구|청|대|원|원주|서울|부산|대구|인천|광주|대전|울산|"
    r"세종|경기|강원|충북|충남|전북|전남|경북|경남|제주)$"
    r"|^(?:국회|시의회|도의회|군의회|구의회)"
)
_BASIC_OFFICES = {
    "시장": "시",
    "군수": "군",
    "구청장": "구",
    "도지사": "도",
    "지사": "도",
    "청장": "청",
    "의장": "의회",
}
_REGION_WORD = re.compile(
    r"^(?:[가-힣]{1,7}(?:특별자치시|특별자치도|특별시|광역시|시|군|구|"
    r"도|의회|시의회|도의회|군의회|구의회)|서울|부산|대구|인천|광주|대전|"
    r"울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주|도|시|군|"
    r"구)$"
)
_BODY_WORD = re.compile(
    r"(?:대|대학교|대학|대학원|병원|연구원|연구소|진흥원|개발원|기술원|"
    r"과학원|평가원|시험원|재단|공사|공단|협회|조합|의회|교육청|위원회|"
    r"협의회|상공회의소|테크노파크|TP|센터|본부|사업단|지원단|은행|그룹|"
    r"전자|산업|건설|제약|바이오|테크|시스템|소재|화학|코리아|㈜|학과|"
    r"학부|과|실|국|팀|부|처|청|당|회|단|사|원|군|시|도|구|군청|시청|"
    r"구청|도청|공장|캠퍼스|[가-힣]{2}업체|연합회|주식회사|\)|[A-Za-z0-9]+)$"
)
_TIME_WORD = re.compile(
    r"^(?:이날|지난|올해|내년|오전|오후|특히|또|또한|이어|이에|한편|당시|"
    r"현재|이번|함께|먼저|그리고|등|및|이를|이와)$"
)
# Titles that are everyday nouns too ('세계 시장', '사회적 책임', '한국 대표').
_COMMON_TITLES = frozenset(
    words(
        """
    시장 지사 대표 책임 선임 수석 프로 대리 반장 후보 고문 대사 의원 이사 간사
    총괄 담당
    """
    )
)
_GENERIC_ROLES = frozenset({"대표", "원장", "교수", "박사", "위원", "책임", "이사", "연구원"})


@dataclass(frozen=True, slots=True)
class _Found:
    name: str
    role: str | None
    start: int
    end: int
    field: SpanField
    rule: str


def find_persons(ctx: ArticleContext) -> list[Mention]:
    """Every mention of a person; ``canonical_name`` is the name, ``role`` the fullest one written.

    Later short forms ('홍 시장') are mentions of the same person. Bylines and persons
    without a full name are left out.
    """
    names = {o.surface for o in find_organizations(ctx)}
    found: list[_Found] = []
    for field in ("text", "title"):
        text = ctx.normal(field).text
        found.extend(_in_field(text, field, names))
    by_name: dict[str, str | None] = {}
    for f in found:
        best = by_name.get(f.name)
        if f.name not in by_name or _better(f.role, best):
            by_name[f.name] = f.role
    found = [f for f in found if not _contradicted(f, by_name)]
    found.extend(_later_mentions(ctx, found, by_name))
    return [_mention(ctx, f, by_name[f.name]) for f in _without_overlaps(found)]


def _in_field(text: str, field: SpanField, names: set[str]) -> Iterator[_Found]:
    for m in _TITLE.finditer(text):
        yield from _before_title(text, m, field, names)
        yield from _after_title(text, m, field)
    for m in re.finditer(
        rf"\((?P<title>{TITLE}) (?P<name>{NAME_TOKEN}(?:[·,] ?{NAME_TOKEN})*)(?: ?\([^()]*\))?\)",
        text,
    ):
        yield from _in_brackets(text, m, field)
    for m in re.finditer(
        rf"(?<![가-힣])(?P<name>{NAME_TOKEN}) ?\((?P<role>[가-힣A-Za-z0-9·&㈜ ]{{2,28}}?{TITLE})\)",
        text,
    ):
        if is_name(m["name"]):
            yield _Found(
                m["name"], m["role"].strip(), m.start("name"), m.end("name"), field, "name(role)"
            )
    for m in _CITIZEN.finditer(text):
        if is_name(m["name"]) and not m["name"].endswith("모"):
            yield _Found(m["name"], None, m.start("name"), m.end("name"), field, "name 씨")


def _word_start(text: str, position: int) -> int:
    while position > 0 and not text[position - 1].isspace() and text[position - 1] not in "\"'([<,":
        position -= 1
    return position


def _before_title(
    text: str, m: re.Match[str], field: SpanField, names: set[str]
) -> Iterator[_Found]:
    """'홍길동 (소속) 직함', '소속 홍길동 직함', '홍길동·김철수 의원'."""
    word_start = _word_start(text, m.start("title"))
    prefix = text[word_start : m.start("title")]
    if re.search(r"[^가-힣A-Za-z0-9·()&㈜]", prefix):
        return
    role_end = m.end("title")
    code = m["code"] or ""
    if code and not _NOTE.search(code):
        role_end = m.end("code")
    words = _words_left(text, word_start)
    foreign = list(_foreign(text, words, word_start, role_end, field)) if len(words) > 2 else []
    if foreign:
        yield from foreign
        return
    between: list[tuple[int, int]] = []
    for start, end in words:
        token = text[start:end]
        bare = _PAREN.sub("", token)
        listed = [] if bare in names else _name_list(text, start, start + len(bare))
        if listed:
            if (
                between
                and not prefix
                and m["title"] in _COMMON_TITLES
                and not _bodily(text, between[0], names)
            ):
                return
            affiliation = (
                ""
                if between or (prefix and (prefix in names or _REGION_END.search(prefix)))
                else _affiliation_left(text, start, names)
            )
            role = text[between[-1][0] if between else word_start : role_end].strip()
            if not between and (office := _office_before(text, listed[-1][1], m["title"], names)):
                affiliation, role = office, role if office.endswith(_ACTING) else ""
            role = re.sub(r"\s+", " ", f"{affiliation} {role}".strip())
            if (
                not between
                and not prefix
                and not affiliation
                and any(len(n) == 2 for n, *_ in listed)
            ):
                return
            for name, s, e in listed:
                yield _Found(name, role, s, e, field, "name title")
            return
        if token == "등" or (_TITLE_WORD.search(token) and token not in names):
            break
        if (
            _BREAK.search(token)
            and token not in names
            and not re.search(r"(?:연구|에너지|미래|사업|행정)(?:부|과|국)$", token)
        ):
            break
        between.append((start, end))


_ACTING = ("권한대행", "직무대행", "직무대리")
_OFFICE = re.compile(
    rf"(?<!\S)(?P<office>\S{{0,20}}?{TITLE})(?P<copula>인|이자|이기도 한|을 맡은|를 맡은)? $"
)
_DEGREES = frozenset({"박사", "교수", "변호사", "변리사", "회계사"})


def _office_before(text: str, start: int, title: str, names: set[str]) -> str:
    """Office that a clause before the name gives: '연구소장인 홍길동 박사', '시장 권한대행 …'."""
    low = max(0, start - 36)
    m = _OFFICE.search(text[low:start])
    if m is None:
        return ""
    office = m["office"]
    if not (office.endswith(_ACTING) or (m["copula"] and title in _DEGREES)):
        return ""
    left = _affiliation_left(text, low + m.start("office"), names)
    return f"{left} {office}".strip()


def _bodily(text: str, word: tuple[int, int], names: set[str]) -> bool:
    """Whether the word is a body or a region, so that a title may follow it."""
    token = text[word[0] : word[1]]
    return (
        token in names
        or bool(_REGION_WORD.match(token) or _BODY_WORD.search(token))
        or any(n.endswith(" " + token) for n in names)
    )


def _words_left(text: str, end: int) -> list[tuple[int, int]]:
    """Words before ``end`` in the same clause, nearest first (seven at most)."""
    low = max(0, end - 60)
    window = text[low:end]
    cut = 0
    for m in _CLAUSE.finditer(window):
        if m[0] == ", " and _is_list_comma(window, m.start()):
            continue
        cut = m.end()
    words = [
        (low + cut + w.start(), low + cut + w.end()) for w in re.finditer(r"\S+", window[cut:])
    ]
    if cut == 0 and low > 0 and words and not text[low - 1].isspace():
        words = words[1:]
    return words[::-1][:7]


def _is_list_comma(window: str, comma: int) -> bool:
    before = re.search(rf"(?<![가-힣])({NAME_TOKEN})$", window[:comma])
    return bool(before and is_name(before[1]))


def _name_list(text: str, start: int, end: int) -> list[tuple[str, int, int]]:
    """Names of a word like '홍길동', '홍길동·김철수' and names listed by comma before it."""
    names: list[tuple[str, int, int]] = []
    position = start
    for part in re.split(r"([·,])", text[start:end]):
        if part in ("·", ","):
            position += 1
            continue
        if not part or not is_name(part) or _is_place_of(part):
            return []
        names.append((part, position, position + len(part)))
        position += len(part)
    while names:
        before = re.search(
            rf"(?<![가-힣·])((?:{NAME_TOKEN}·)*{NAME_TOKEN})(?:, ?|과 |와 )$",
            text[max(0, start - 24) : start],
        )
        if not before or not all(is_name(p) for p in before[1].split("·")):
            break
        base = max(0, start - 24) + before.start(1)
        for part in before[1].split("·"):
            names.append((part, base, base + len(part)))
            base += len(part) + 1
        start = max(0, start - 24) + before.start(1)
    return names


def _is_place_of(word: str) -> bool:
    """'나주의': a region's name with the genitive particle."""
    return len(word) == 3 and word[2] == "의" and place_prefix(word[:2]) == word[:2]


def _affiliation_left(text: str, start: int, names: set[str]) -> str:
    """Body or region named directly before a name: '한국대 홍길동 교수', '연구원의 홍길동 팀장'."""
    taken: list[str] = []
    for low, high in _words_left(text, start)[:4]:
        token = text[low:high]
        bare = token[:-1] if token[-1] == "의" and token not in names and not taken else token
        whole = " ".join((bare, *taken))
        if whole in names:
            return whole  # a body of the article: nothing further belongs to it
        if taken and any(n.endswith(f" {' '.join(taken)}") and n.endswith(whole) for n in names):
            taken.insert(0, bare)
            continue
        if bare in ("소속", "산하") and not taken:
            continue
        if not _may_affiliate(bare, names):
            break
        taken.insert(0, bare)
    return " ".join(taken)


def _may_affiliate(word: str, names: set[str]) -> bool:
    """Whether a word before a name looks like a body, a part of one, or a region."""
    if word in names or re.search(r"㈜|\(주\)", word):
        return True
    if _TITLE_WORD.search(word) or _TIME_WORD.match(word) or word.endswith((",", ".")):
        return False
    if _BREAK.search(word) or re.search(r"^..+(?:이|가|로)$", word):
        return False
    if re.search(r"^..+과$", word) and not re.search(
        r"[가-힣]{3,}(?:공|정책|산업|경제|전략|기획)과$|[가-힣]{2,}(?<!대)학과$", word
    ):
        return False
    ends_a_name = len(word) > 1 and any(n.endswith(f" {word}") for n in names)
    return ends_a_name or bool(_BODY_WORD.search(word) or _REGION_WORD.match(word))


def _after_title(text: str, m: re.Match[str], field: SpanField) -> Iterator[_Found]:
    """'OO시장 홍길동 씨는', '테크노파크 원장 홍길동은'."""
    if text[_word_start(text, m.start("title")) - 1 : m.start("title")].startswith("("):
        return
    follow = _NAME_AFTER.match(text, m.end("title"))
    if not follow:
        return
    parts = re.split(r"[·,] ?", follow["name"])
    if parts and len(parts[-1]) == 4 and not is_name(parts[-1]):
        parts[-1] = _PARTICLE_END.sub("", parts[-1])
    # Names of two syllables are too often words in this place.
    if not all(is_name(p) and len(p) > 2 for p in parts):
        return
    rest = text[follow.end("name") : follow.end("name") + 5].lstrip()
    if re.match(rf" ?(?:{TITLE})", text[follow.end("name") :][:12]) and not rest.startswith(
        ("씨", "박사")
    ):
        return
    word_start = _word_start(text, m.start("title"))
    title = text[word_start : m.end("title")]
    role = title
    if word_start == m.start("title"):
        left = _affiliation_left(text, word_start, set())
        role = f"{left} {title}".strip()
    position = follow.start("name")
    for part in parts:
        position = text.find(part, position)
        yield _Found(part, role, position, position + len(part), field, "title name")
        position += len(part)


def _in_brackets(text: str, m: re.Match[str], field: SpanField) -> Iterator[_Found]:
    """'양주시(시장 홍길동)', '특별위원회(위원장 홍길동)'."""
    low = max(0, m.start() - 40)
    left = re.search(r"(?:[^\s\"'(),]+ )?[^\s\"'(),]+ ?$", text[low : m.start()])
    body = left[0].strip() if left else ""
    words = body.split()
    if len(words) == 2 and (
        len(words[0]) == 1 or text[m.start() - len(body) - 1 : m.start()].startswith(")")
    ):
        words = words[1:]
    if (len(words) == 2 and not (_REGION_WORD.match(words[0]) or _BODY_WORD.search(words[0]))) or (
        len(words) == 2 and _BREAK.search(words[0])
    ):
        words = words[1:]
    if len(words) == 2 and re.search(r"㈜|\(주\)", words[1]):
        words = words[1:]
    body = " ".join(words)
    title = m["title"]
    ending = _BASIC_OFFICES.get(title)
    if ending and body.endswith(ending):
        role = body[: len(body) - len(ending)] + (title if title != "지사" else "도지사")
    elif title == "지사" or title == "도지사":
        role = f"{body}{'지사' if body.endswith('도') else '도지사'}"
    else:
        role = f"{body} {title}".strip()
    position = m.start("name")
    for part in re.split(r"[·,] ?", m["name"]):
        position = text.find(part, position)
        if is_name(part):
            yield _Found(part, role, position, position + len(part), field, "body(title name)")
        position += len(part)


_ADNOMINAL = re.compile(r"(?:인|한|된|의|을|를|던|온)$")
_SOUND = re.compile(r"^[가-힣]{1,6}(?:·[가-힣]{1,6})?$")


def _foreign(
    text: str, words: Sequence[tuple[int, int]], word_start: int, role_end: int, field: SpanField
) -> Iterator[_Found]:
    """'에이미 밀러 아크메 최고경영자는 "...': a transliterated name opens the sentence.

    The name ends where a word begins that the article uses elsewhere (the firm's name).
    """
    ordered = [(text[s:e], s, e) for s, e in reversed(words)]
    start = ordered[0][1]
    opening = text[:start].rstrip(" ")
    if opening and opening[-1] not in "\n.\"'":
        return
    if not re.match(r"(?:\([^)]*\))?(?:은|는|도|이|가) [\"']", text[role_end : role_end + 14]):
        return
    nearest = _PAREN.sub("", ordered[-1][0])
    if is_name(nearest) and nearest[0] in SURNAMES and len(nearest) == 3:
        return
    name: list[tuple[str, int, int]] = []
    for token, s, e in ordered:
        if (
            not _SOUND.match(token)
            or text.count(token) > 1
            or _ADNOMINAL.search(token)
            or _BREAK.search(token)
        ):
            break
        if (_BODY_WORD.search(token) and len(token) > 4) or (is_name(token) and len(ordered) == 1):
            break
        if name and (
            _REGION_WORD.match(token)
            or (_BODY_WORD.search(token) and is_name(name[0][0]))
            or (is_name(name[0][0]) and (len(token) < 2 or token in COMMON_NOUNS))
        ):
            break
        name.append((token, s, e))
    if not 2 <= len(name) <= 3 or (len(name) == len(ordered) and text[word_start:role_end] == ""):
        return
    if _REGION_WORD.match(name[0][0]) or any(
        n[0].endswith(("관계자", "대표", "주민")) for n in name
    ):
        return
    role = text[name[-1][2] : role_end].strip()
    yield _Found(
        text[name[0][1] : name[-1][2]], role, name[0][1], name[-1][2], field, "foreign name"
    )


def _better(role: str | None, than: str | None) -> bool:
    """Whether ``role`` says more than ``than``."""
    if role is None or than is None:
        return role is not None and than is None
    return len(role) > len(than) and (
        than in _GENERIC_ROLES or " " not in than or than.split()[-1] in role
    )


def _contradicted(f: _Found, roles: dict[str, str | None]) -> bool:
    """A two-syllable 'name' that is the head of a full name found elsewhere is no name."""
    return len(f.name) == 2 and any(other.startswith(f.name) and other != f.name for other in roles)


# More persons than an article names; a bound for hostile input.
_MOST_PERSONS = 150


def _later_mentions(
    ctx: ArticleContext, found: Sequence[_Found], roles: dict[str, str | None]
) -> Iterator[_Found]:
    """Surname and title, or the bare name, of a person introduced in the body."""
    text = ctx.body.text
    surnames: dict[str, list[str]] = {}
    for name in roles:
        surname = name[:2] if name[:2] in DOUBLE_SURNAMES and len(name) > 2 else name[:1]
        if surname[0] in SURNAMES:
            surnames.setdefault(surname, []).append(name)
    for m in re.finditer(
        rf"(?<![가-힣])(?P<s>[가-힣]{{1,2}}) (?P<title>{TITLE}){AFTER_TITLE}", text
    ):
        owners = [n for n in surnames.get(m["s"], []) if m["title"] in (roles[n] or "")]
        if len(owners) == 1:
            yield _Found(owners[0], None, m.start(), m.end("title"), "text", "surname title")
    for name in list(dict.fromkeys(f.name for f in found))[:_MOST_PERSONS]:
        for field in ("text", "title"):
            for m in re.finditer(
                rf"(?<![가-힣]){re.escape(name)}(?=(?:은|는|이|가|을|를|의|와|과|도|"
                rf"에게|씨)?(?:[^가-힣]|$))",
                ctx.normal(field).text,
            ):
                yield _Found(name, None, m.start(), m.end(), field, "name again")


def _without_overlaps(found: Sequence[_Found]) -> list[_Found]:
    length = max((f.end for f in found), default=0)
    taken = {"text": Coverage(length), "title": Coverage(length)}
    kept: list[_Found] = []
    for f in found:
        if taken[f.field].is_free(f.start, f.end):
            taken[f.field].take(f.start, f.end)
            kept.append(f)
    return sorted(kept, key=lambda f: (f.field != "text", f.start))


def _mention(ctx: ArticleContext, f: _Found, role: str | None) -> Mention:
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
