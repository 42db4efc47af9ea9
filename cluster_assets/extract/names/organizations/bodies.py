"""Bodies: those of the gazetteer, and names that end in a body's head ('…진흥원', '…위원회')."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cluster_assets.anchored import Anchored
from cluster_assets.extract.names.initiatives.names import place_prefix
from cluster_assets.extract.names.organizations import patterns
from cluster_assets.extract.names.organizations.body_patterns import find_body_names, is_body_name
from cluster_assets.extract.names.organizations.gazetteer import load_gazetteer
from cluster_assets.extract.names.organizations.hits import WORD, Hit, bare
from cluster_assets.extract.names.personal import is_name
from cluster_assets.records import SpanField

_FORMER = re.compile(r"(?:^|[^가-힣])(?:옛|구|前) $")


_HALL = re.compile(r"에서|의사당| (?:앞|본관|본청|의원회관|소통관|대회의실)")
# A hospital or school that is still to be built is a facility, not a body that acts.
_TO_BE_BUILT = re.compile(
    r"['\"]?(?:\([^()\n]{1,12}\))?(?:은|는|이|가|을|를|의|"
    r"도)?(?: \S{1,14}){0,6}? ?(?:짓[기는]|지을|지어|건립|신축|개원|개교|첫 삽|착공|"
    r"설립|자리 ?잡|들어서|들어선|들어설|문을 연다|문을 열)"
)
_BUILDING = re.compile(r"(?:병원|의료원|고등학교|마이스터고|해사고|과학고|공고|중학교|초등학교)$")


def find_known(text: str, field: SpanField) -> Iterator[Hit]:
    """Bodies of the gazetteer, in order of the text."""
    for start, end, organization in load_gazetteer().matches(text):
        if (start and WORD.match(text[start - 1])) or not patterns.RIGHT_RE.match(text, end):
            continue
        if _FORMER.search(text[max(0, start - 3) : start]):
            continue  # '옛 OO대 건물' is a place
        surface = text[start:end]
        if surface == "국회" and _HALL.match(text, end, end + 8):
            continue
        if text[max(0, start - 1) : start] == "(" and not re.search(
            r"[가-힣A-Za-z]\($", text[max(0, start - 2) : start]
        ):
            continue
        yield Hit(
            field, start, end, surface, organization.entity_id, organization.kind, "gazetteer"
        )


def find_bodies(text: str, field: SpanField) -> Iterator[Hit]:
    """Names with the head of a body that no gazetteer can list."""
    for m in find_body_names(text):
        end = m.end("name")
        start, name = _without_conjunction(m.start("name"), m["name"])
        if _FORMER.search(text[max(0, start - 3) : start]):
            continue
        joined = _joined(text, start, name)
        if joined is not None:
            yield _body(field, joined, text[joined:end], "place and body")
        elif is_body_name(name):
            if not (_BUILDING.search(name) and _TO_BE_BUILT.match(text, end, end + 60)):
                yield _body(field, start, name, "body head")
        elif _is_led(text, name, end):
            yield _body(field, start, name, "body and its head")
    for m in _CHAMBER.finditer(text):
        if place_prefix(m["place"]) == m["place"]:
            name = f"{m['place']}상의"
            yield Hit(
                field,
                m.start(),
                m.start() + len(name),
                name,
                f"org:{m['place']}상공회의소",
                "body",
                "chamber",
            )
    for m in _BARE_LED.finditer(text):
        if is_name(m["person"]):
            yield _body(field, m.start("name"), m["name"], "body and its head")
    yield from _of_two_words(text, field)
    yield from _behind_their_heads(text, field)


def _body(field: SpanField, start: int, name: str, rule: str) -> Hit:
    return Hit(field, start, start + len(name), name, f"org:{bare(name)}", "body", rule)


_LED = re.compile(
    r" (?P<n1>[가-힣]{3}) (?:공동)?(?:위원장|회장|대표|총무|사무국장)|"
    r" (?:공동)?(?:위원장|회장) (?P<n2>[가-힣]{3})(?=[은는이가도,. (]|$)|"
    r"\((?:위원장|회장) (?P<n3>[가-힣]{3})\)"
)
_CHAMBER = Anchored(
    r"(?<![가-힣])(?P<place>[가-힣]{2,4})상의(?= (?:회장|부회장|사무국장|사무처장|관계자)|"
    r"[는가와도](?![가-힣])|에 |에서|측)"
)
_BARE_LED = Anchored(
    r"(?<![가-힣])(?P<name>상공회의소|번영회|상인회|노동조합|주민대책위원회) "
    r"(?:회장|위원장|대표) (?P<person>[가-힣]{3})(?=[은는이가도,. (]|$)"
)
_GROUP_HEAD = re.compile(r" (?:명예)?(?:회장|부회장|총괄사장)")
_LED_HEAD = re.compile(
    r"(?:대책위원회|대책위|추진위원회|번영회|상인회|상공회의소|발전협의회|노동조합)$"
)


def _is_led(text: str, name: str, end: int) -> bool:
    """Whether a body of a common name has a named head ('주민대책위원회 홍길동 위원장')."""
    if name.endswith("그룹"):
        return len(name) > 3 and _GROUP_HEAD.match(text, end) is not None
    if not _LED_HEAD.search(name):
        return False
    m = _LED.match(text, end)
    return m is not None and is_name(m["n1"] or m["n2"] or m["n3"])


_TWO_WORDS = Anchored(
    r"(?<![가-힣A-Za-z0-9·])(?P<lead>[가-힣A-Za-z]{1,9}(?:밸리|특구|지구|권|경제권|"
    r"클러스터|테크노파크))"
    r"(?: (?P<field>[가-힣A-Za-z·]{2,9}))? (?P<head>[가-힣A-Za-z]{0,8}(?:협의체|협의회|"
    r"개발원|진흥원|사업단|추진단|"
    rf"지원단|추진본부|얼라이언스|협력단|연합회)){patterns.RIGHT}"
)
_NO_FIELD = re.compile(
    r"(?:산하|소속|관련|지역|내|안|각|전|등|및|[을를은는이가의에과와도로]|[한된할인던])$|"
    r"^(?:이|그|두|세)"
)


def _of_two_words(text: str, field: SpanField) -> Iterator[Hit]:
    """'OO밸리 기업개발원', '동남권 미래차 협의체': a place of its own and a body's head."""
    for m in _TWO_WORDS.finditer(text):
        if re.match(
            r"(?:수도권|비수도권|해당|각|이|그|전|타|규제자유특구|연구개발특구)$", m["lead"]
        ):
            continue
        if (m["field"] and _NO_FIELD.search(m["field"])) or (
            re.match(r"(?:입주|기업|민관|실무|산학연|자문|상생|운영)?(?:협의체|협의회)$", m["head"])
            and not m["field"]
        ):
            continue
        yield _body(field, m.start("lead"), text[m.start("lead") : m.end("head")], "two words")


_HEAD_OF = Anchored(
    r"(?<![가-힣A-Za-z0-9])(?P<person>[가-힣]{3}) (?P<name>[가-힣A-Za-z0-9·]{3,20}"
    r"(?:사업단|진흥원|연구원|테크노파크|센터|재단|협회|위원회|교육청|상공회의소|의료원))"
    r"장(?=[은는이가도과와의, (]|$)"
)


_HEAD_BEFORE = Anchored(
    r"(?<![가-힣A-Za-z0-9])(?P<name>[가-힣A-Za-z0-9·]{3,20}"
    r"(?:사업단|진흥원|연구원|테크노파크|센터|재단|협회|위원회|교육청|상공회의소|의료원))장 "
    r"(?P<person>[가-힣]{3})(?=[은는이가도과와의, (]|$)"
)


def _behind_their_heads(text: str, field: SpanField) -> Iterator[Hit]:
    """'홍길동 OO특구육성사업단장': the body inside the title of its head."""
    for m in (*_HEAD_OF.finditer(text), *_HEAD_BEFORE.finditer(text)):
        name = m["name"]
        if not is_name(m["person"]):
            continue
        if name.endswith("센터"):
            if not re.match(r"[가-힣]{2,8}[A-Z]{2,10}센터$", name):
                continue
        elif not is_body_name(name):
            continue
        yield _body(field, m.start("name"), name, "body in a title")


def _without_conjunction(start: int, name: str) -> tuple[int, str]:
    """Cut what a middle dot lists before the name ('대구시·대구테크노파크')."""
    if "·" in name:
        head = name.rsplit("·", 1)[1]
        first = name.rsplit("·", 1)[0]
        if is_body_name(head) and re.search(
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
