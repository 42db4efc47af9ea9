"""Bodies that no list of heads knows, by the word that introduces them or by their officer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cluster_assets.anchored import Anchored
from cluster_assets.extract.names.initiatives.names import place_prefix
from cluster_assets.extract.names.organizations.acts import is_coined
from cluster_assets.extract.names.organizations.firms import strip_particle
from cluster_assets.extract.names.organizations.hits import Hit, bare
from cluster_assets.extract.names.organizations.patterns import RIGHT, is_generic
from cluster_assets.extract.names.personal import COMMON_NOUNS, is_name
from cluster_assets.records import SpanField

_NAME = r"[가-힣A-Za-z][가-힣A-Za-z0-9&·]{2,18}"
# '시민단체 OO포럼의', '연구기관인 OO랩은'
_INTRODUCED = Anchored(
    r"(?:(?:시민|환경|노동|소비자|주민|농민|상인|경제|여성|청년|지역|문화|복지|과학|학술)(?:사회)?단체|시민사회|"
    r"경제연구소|컨설팅사|법무법인|회계법인|투자사|벤처캐피털|액셀러레이터|창업기획자|운용사|증권사|은행인|공기업|"
    rf"공공기관|연구기관|출연연)(?:인|이자)? ['\"]?(?P<name>{_NAME}?)['\"]?(?=(?:은|는|이|가|의|"
    rf"과|와|도|에|을|를)? )"
)
_COPULA = re.compile(r"인 ['\"]?$|법인 ")
_OFFICERS = (
    "사무국장|사무처장|사무총장|집행위원장|상임대표|공동대표|상임공동대표|정책국장|정책실장|운영위원장|상임이사|"
    "대변인|정책위원장|공동위원장|상임위원|공동의장|상임의장|지부장|지회장|조직국장"
)
# '홍길동 OO환경연대 사무국장은', 'OO연대 홍길동 사무처장은'
_OF_OFFICER = Anchored(
    rf"(?<![가-힣])(?:(?P<p1>[가-힣]{{3}}) (?P<n1>{_NAME})|(?P<n2>{_NAME}) (?P<p2>[가-힣]{{3}})) "
    rf"(?:{_OFFICERS})(?=[은는이가도과와의, (]|$)"
)
_BODY_TAIL = re.compile(
    r"(?:연대|연합|포럼|네트워크|모임|회의|회|단|협회|본부|행동|노조|노총|센터|연구소|재단|조합|연맹|경실련|"
    r"학회|광장|자치|민회|총연합|시민회|환경련|상생넷|넷)$"
)
# 'OO창업청', 'OORISE센터': a place, a field and the head of an office.
_OFFICE = re.compile(
    r"(?<![가-힣A-Za-z0-9·])(?P<name>(?P<place>서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|"
    r"경북|경남|제주|[가-힣]{2,3}시|한국|국립)(?:(?!시|도|군|구|교육|경찰|검찰)[가-힣]{2,5}청|"
    rf"(?:[가-힣]{{0,4}}[A-Z]{{2,8}}|농업기술|농식품|창업보육|지식재산|디자인)센터|"
    rf"[가-힣]{{2,8}}(?:연대|연구회|총연맹|노조|사관학교))){RIGHT}"
)
_FARMERS = Anchored(rf"(?<![가-힣])(?P<name>[가-힣]{{1,5}} ?농업기술센터){RIGHT}")
# 'OO지원단(단장 홍길동)'
_IN_BRACKETS = re.compile(
    r" ?\((?:단장|원장|회장|센터장|본부장|이사장|조합장|상임대표|공동대표|대표이사|대표|소장) "
    r"(?P<person>[가-힣]{3})\)"
)
_HEADED = re.compile(
    rf"(?<![가-힣A-Za-z0-9·])(?P<name>{_NAME}"
    r"(?P<tail>단|원|회|센터|본부|재단|협회|학회|조합|연합회|포럼|연대|연구소|랩))$"
)
_NO_OFFICE = re.compile(r"(?:요청|신청|재청|초청|시청|도청|군청|구청|하청|원청|중청|북청|남청)$")


def find_introduced_bodies(text: str, field: SpanField) -> Iterator[Hit]:
    """Civic groups, law firms, offices: introduced by what they are, or named with an officer."""
    for m in _INTRODUCED.finditer(text):
        name = strip_particle(m["name"])
        is_body = _BODY_TAIL.search(name) is not None
        if len(name) < 3 or is_name(name) or (name[-2:] in COMMON_NOUNS and not is_body):
            continue
        is_named = is_body or is_coined(name) or _COPULA.search(m[0][: -len(m["name"])])
        if is_named and _is_proper(name):
            yield _body(field, m.start("name"), name, "introduced body")
    for m in _OF_OFFICER.finditer(text):
        group = "n1" if m["n1"] else "n2"
        person = m["p1"] or m["p2"]
        name = m[group]
        if is_name(person) and _BODY_TAIL.search(name) and _is_proper(name):
            yield _body(field, m.start(group), name, "body of its officer")
    for bracket in _IN_BRACKETS.finditer(text):
        headed = _HEADED.search(text, max(0, bracket.start() - 24), bracket.start())
        if headed is None or not is_name(bracket["person"]):
            continue
        name = headed["name"]
        if _is_proper(name) and not is_generic(name[: -len(headed["tail"])]):
            yield _body(field, headed.start("name"), name, "body and its head")
    for m in _FARMERS.finditer(text):
        place = m["name"].removesuffix("농업기술센터").strip()
        if place_prefix(place) == place:
            yield _body(field, m.start("name"), m["name"], "office")
    for m in _OFFICE.finditer(text):
        if not _NO_OFFICE.search(m["name"]):
            yield _body(field, m.start("name"), m["name"], "office")


def _is_proper(name: str) -> bool:
    """Whether a word is no common noun, no place and no stack of generic words."""
    return (
        name not in COMMON_NOUNS
        and not is_generic(name)
        and place_prefix(name) != name
        and not re.search(r"(?:들|[한된하는할인]|단체|기관|관계자|대표|등)$", name)
    )


def _body(field: SpanField, start: int, name: str, rule: str) -> Hit:
    return Hit(field, start, start + len(name), name, f"org:{bare(name)}", "body", rule)
