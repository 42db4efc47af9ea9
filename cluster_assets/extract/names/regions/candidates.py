"""Where names of regions stand in a text, and which regions they may be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.names.initiatives.find import initiative_ranges
from cluster_assets.extract.names.regions.gazetteer import Gazetteer, Region
from cluster_assets.records import SpanField

_RUN = re.compile(r"[가-힣]+")
_PARTICLE = (
    r"(?:에서|에게|으로|까지|부터|보다|처럼|만큼|조차|마저|이나|이라|이며|이고|이자|라며|하고|에선|에는|"
    r"이다|이었다|입니다|이란|이지만|으로서|께서|한테|"
    r"은|는|이|가|을|를|의|에|로|와|과|도|만|엔|나|며|인|뿐)"
)
_TAIL = re.compile(rf"(?:{_PARTICLE}(?:서|는|은|도|만|의)?)?(?:들|뿐)?{_PARTICLE}?")
_AREA = re.compile(rf"(?:지역|일대|일원|전역|관내|시내|지방|내|산|행|발|측)(?:{_PARTICLE}{{0,2}})")
_OFFICE = re.compile(
    r"(?:민(?:들)?(?![가-힣]{3})|의회|청(?!년|소|정|사진|약|자|춘)|장(?!애|비|관|려|학)|지사|의원|공무원|당국|비(?!전|상))[가-힣]{0,6}"
)
# The name goes on in the next word: '충북 테크노파크', '경남 창조경제혁신센터'
_NAME_GOES_ON = re.compile(
    r"\s(?:테크노파크|TP\b|상공회의소|창조경제혁신센터|경제진흥원|교육청|의회|지방[가-힣]{2,8}청|"
    r"중소벤처기업청|중소기업청|신용보증재단|경찰청|지역본부|본부|지사(?![는가를의])|캠퍼스|대학교|"
    r"혁신도시|국제공항|신항|대첩|대표 [가-힣]*혁신클러스터)"
)
# 'PLACE=' is a dateline, 'PLACETP' a body's name
_RUNS_ON = re.compile(r"=|[A-Za-z]")
_COUNTER = re.compile(r"\s?(?:명|개|원|억|만|여|톤|곳|대|건|㎡)(?![가-힣]{2})")
# What a name that is a common noun too stands before when it is the noun
NOUN_USE = re.compile(
    r"\s(?:\d|확보|반영|편성|규모|심사|심의|삭감|증액|정책|지원|부담|절감|집행|투입|요구|"
    r"체계|단계|설비|라인|공정|돌입|능력|기술|제품|인력|인구|직원|근로자|인식|비서|침체|회복|부양|활성화)"
)
_QUOTED_NAME = re.compile(r"'((?!\d\d[~년])[가-힣A-Za-z0-9 ]{4,40})'")
_BODY = re.compile(
    r"(?<![가-힣])[가-힣]{4,20}(?:재단|진흥원|연구원|테크노파크|공사|공단|산단|산업단지|센터|대학교|협회|상공회의소)"
)
_SEA_OR_ISLAND = re.compile(
    r"(?:(?:아산|광양|순천|진해|강진|울산)만|(?:울릉|강화|거제|영종)도)(?:에서|에|의|까지|와|는)?"
)
_FOREIGN_DISTRICT = re.compile(r"(?:권|식|화|사회|열강|문화|인들)")


@dataclass(slots=True)
class Candidate:
    """A name at ``[start, end)`` of the normal form, and the regions it may be."""

    field: SpanField
    start: int
    end: int
    stop: int
    surface: str
    tail: str
    rows: tuple[Region, ...]
    is_bare: bool
    is_word: bool
    is_inside_name: bool = False
    region: Region | None = None
    head: int | None = None
    is_qualifier: bool = False


def find_in_bodies(ctx: ArticleContext, gazetteer: Gazetteer, day: date) -> list[Candidate]:
    """Without any region named: the city whose name begins the names of two or more bodies."""
    found: dict[str, list[Candidate]] = {}
    for field in ("text", "title"):
        text = ctx.normal(field).text
        for run in _BODY.finditer(text):
            surface = gazetteer.longest(text, run.start(), run.end())
            if surface and len(surface) < run.end() - run.start():
                made = _candidate(text, field, run.start(), run.end(), surface, "", gazetteer, day)
                if made and len(made.rows) == 1 and not made.is_word:
                    row = gazetteer.as_of(gazetteer.municipality(made.rows[0]), day)
                    made.region = row
                    found.setdefault(row.code, []).append(made)
    most = max(found.values(), key=len, default=[])
    return most if len(most) > 1 else []


def find_candidates(
    ctx: ArticleContext, field: SpanField, gazetteer: Gazetteer, day: date
) -> list[Candidate]:
    """Candidates of one field, in reading order."""
    text = ctx.normal(field).text
    inside = [*initiative_ranges(ctx, field), *_quotations(text)]
    found: list[Candidate] = []
    for first in gazetteer.word_starts(text):
        run = _RUN.match(text, first)
        if run is None:
            continue
        chain = _chain(text, run.start(), run.end(), gazetteer)
        if not chain:
            continue
        last, surface = chain[-1]
        tail = text[last + len(surface) : run.end()]
        if not _tail_fits(surface, tail) or _RUNS_ON.match(text, run.end()):
            continue
        for start, name in chain:
            is_named = len(name) == 2 and any(a <= start < b for a, b in inside)
            rest = tail if start == last else ""
            made = _candidate(text, field, start, run.end(), name, rest, gazetteer, day)
            if made:
                made.is_inside_name = is_named
                found.append(made)
    return found


def _chain(text: str, start: int, end: int, gazetteer: Gazetteer) -> list[tuple[int, str]]:
    """The names that a run of Hangul begins with, one after the other, with their positions."""
    chain: list[tuple[int, str]] = []
    surface = gazetteer.longest(text, start, end)
    while surface:
        chain.append((start, surface))
        start += len(surface)
        surface = gazetteer.longest(text, start, end)
    return _shorten(chain, text[start:end]) if chain else chain


def _quotations(text: str) -> list[tuple[int, int]]:
    """Ranges of names and slogans in single quotes that begin with a place ('대구 로봇주간')."""
    return [m.span(1) for m in _QUOTED_NAME.finditer(text) if " " in m[1]]


def _shorten(chain: list[tuple[int, str]], tail: str) -> list[tuple[int, str]]:
    """The chain without a last link that is really the beginning of another word."""
    if len(chain) > 1 and not _tail_fits(chain[-1][1], tail):
        surface = chain[-1][1]
        shorter = chain[:-1]
        if _tail_fits(shorter[-1][1], surface + tail):
            return shorter
    return chain


def _tail_fits(surface: str, tail: str) -> bool:
    if not tail or _TAIL.fullmatch(tail) or _AREA.fullmatch(tail):
        return True
    if tail.startswith("특례시"):
        return _tail_fits(f"{surface}시", tail[3:])
    if surface.endswith("군") and tail[0] == "수":
        return len(tail) == 1 or _tail_fits(surface, tail[1:])
    office = _OFFICE.match(tail)
    if not office or office.end() != len(tail):
        return False
    first = tail[0]
    if first == "지":
        return not surface.endswith(("시", "군", "구"))
    if first == "장":
        return surface.endswith(("시", "구"))
    return surface.endswith(("시", "군", "구", "도"))


def _candidate(
    text: str,
    field: SpanField,
    start: int,
    stop: int,
    surface: str,
    tail: str,
    gazetteer: Gazetteer,
    day: date,
) -> Candidate | None:
    end = start + len(surface)
    if surface.endswith("군") and tail.startswith("수"):
        tail = tail[1:]
    rows = tuple(
        {(r := gazetteer.as_of(row, day)).code: r for row in gazetteer.candidates(surface)}.values()
    )
    is_bare = not any(
        len(surface) > 2 if r.level == "sido" else surface == r.short_names[0]
        for r in gazetteer.candidates(surface)
    )
    is_marked = tail.startswith(("지역", "지사", "군수", "시장"))
    is_word = is_bare and not is_marked and any(r.is_word for r in gazetteer.candidates(surface))
    after = text[stop : stop + 24]
    if is_bare and not tail and (_NAME_GOES_ON.match(after) or _COUNTER.match(after)):
        return None
    if not is_bare and not tail and _NAME_GOES_ON.match(after):
        return None
    if is_bare and _SEA_OR_ISLAND.fullmatch(surface + tail):
        return None
    if surface == "서구" and _FOREIGN_DISTRICT.match(tail + after.strip()):
        return None
    if is_word and not tail and NOUN_USE.match(after):
        return None
    return Candidate(field, start, end, stop, surface, tail, rows, is_bare, is_word)
