"""Subjects of areas, floors and lengths: the ground, what is built on it, what is so long."""

from __future__ import annotations

import re

from cluster_assets.extract.figures.subjects.phrases import phrase_before
from cluster_assets.extract.figures.subjects.place import LAST_SUBJECT, Place, is_region
from cluster_assets.extract.figures.words import is_verbal, without_particle

_SELF = re.compile(
    r"(?P<noun>지상|지하|(?:연|건축|부지|전체|총|대지|전용|분양|임대|개발|지정)(?: ?면적))"
    r"(?:은|는|이|을|를)? ?$"
)


def own_name(place: Place) -> str | None:
    """'연면적 2천㎡', '지상 4층': the word before the number says it all."""
    if not (place.is_area or place.number.endswith("층")):
        return None
    m = _SELF.search(place.text, max(place.low, place.start - 8), place.start)
    if not m or m["noun"].startswith(("전체", "개발", "지정", "분양", "임대")):
        return None
    return m["noun"]


_GROUND = re.compile(r" (?P<noun>터|부지|용지|대지)(?:에|의|를|을|로|위)")
_SITE_OF = re.compile(
    r"(?: (?:땅|부지|터))?에 "
    r"(?:들어설|들어서는|조성하는|조성되는|조성할|조성될|짓는|지을|세우는|만드는)"
    r" ['\"‘“](?P<noun>[^'\"’”\n]{2,30})['\"’”]"
)
_BUILT = re.compile(
    r"(?:\([^()\n]{1,16}\))?(?: 땅)?에(?: [^\s\"“”]{1,20}){0,9}? (?P<noun>[가-힣A-Za-z0-9·]{2,16})"
    r"(?:을|를) "
    r"(?:만들|만든|조성|짓|지을|지어|지은|건립|건설|세우|세운|구축)"
)
_AREA_OF = re.compile(
    r"(?: 규모의?| 크기의?)? (?P<noun>[가-힣]{0,8}(?:단지|산단|지구|특구|공원|타운|시설|"
    r"건물|공장|센터|밸리))"
    r"(?:을|를|은|는|이|가|의|에)"
)
EXTENT = re.compile(
    r" ?(?:규모|넓이|면적|길이|높이|폭|크기)(?:의|인)? (?P<noun>[가-힣]{2,12})(?![가-힣])"
)
_AT_PLACE = re.compile(r"(?:(?:일대|일원)(?:의|에)?|[가-힣]{1,3}(?:읍|면|리)) ?$")
_TOPIC = re.compile(r"\s*(?P<noun>[가-힣A-Za-z]{2,14}(?: [가-힣A-Za-z]{2,10})?)[은는] ")
_GROUND_OF = re.compile(r"(?: 땅)에 ")
_RISES = re.compile(
    r"(?: (?:땅|부지|터))?에 (?:들어서는|들어설|조성되는|조성될|조성 ?중인|지어지는|지어질|"
    r"펼쳐지는|세워지는|세워질) (?P<noun>[가-힣A-Za-z0-9·]{2,16}(?: (?:산단|산업단지|단지|특구|"
    r"센터))?)"
)
# '12만㎡를 임대용지로 공급한다'
_MADE_INTO = re.compile(
    r"(?:를|을) (?P<noun>[가-힣]{1,8}(?:용지|부지|단지|산단|지구|특구|공원|구역))(?:으로|로) "
)
# 'N㎡가 특구로 지정됐다', 'N㎡가 특구 구역이다', 'N㎡가 개발구역이 됐다'
_MADE_OF = re.compile(
    r"(?:가|이|를|을) (?:(?:새로|추가로|최종|함께|"
    r"먼저) )?(?P<noun>(?:[가-힣]{2,10} )?[가-힣]{0,10}(?:특구|지구|단지|구역|산단|"
    r"용지|부지|벨트|클러스터|면적))(?:(?:으로|로) (?:[가-힣]{1,4} )?(?:지정|묶|편입|바뀌|조성|"
    r"개발|선정|고시)|이다|다\.|이 됐|가 됐|이 된|가 된)"
)
# 'N㎡가 지정됐다', 'N㎡를 개발한다'
_DONE_TO = re.compile(
    r"(?:가|이|를|을) (?:(?:새로|추가로|먼저|우선|함께|직접) )?(?P<deed>지정|개발|조성|"
    r"분양|매입|보상|해제|매각|정비)(?:하|했|한|된|됐|되|돼|할|될)"
)
_IS_OBJECT = re.compile(r"(?:이|가) 대상")
_TAKES_UP = re.compile(r"[을를] (?:차지|점유)")


def area_subject(place: Place) -> str | None:
    """What has the area: the ground, or what is built on it."""
    if not place.is_area:
        return None
    for pattern, reach in ((_GROUND, 12), (_SITE_OF, 60), (_AREA_OF, 28)):
        if m := place.after(pattern, reach):
            return m["noun"]
    if m := place.after(_MADE_OF, 40):
        return m["noun"]
    if m := place.after(_RISES, 40):
        return without_particle(m["noun"])
    if m := place.after(_MADE_INTO, 24):
        return m["noun"]
    before = place.before()
    if place.after(_GROUND_OF) and (m := place.after(_BUILT, 80)):
        return m["noun"]
    if not before.is_direct and (m := place.after(_BUILT, 40)):
        return m["noun"]
    if place.after(_IS_OBJECT) and before.is_listed:
        return "대상"
    if place.after(_TAKES_UP) and before.text and before.particle in ("이", "가"):
        return f"{before.text} 면적"
    if (m := place.after(_DONE_TO)) and (not before.text or before.particle or _at_place(place)):
        return f"{m['deed']} 면적"
    if place.after(_OF_SIZE, 48) and (m := _TOPIC.match(place.text, place.low, place.start)):
        return None if is_region(m["noun"]) else m["noun"]
    return _on_site(place) or ("땅" if place.after(_GROUND_OF) else None)


# '○○단지는 … 총 N㎡(M평) 규모로 조성되며'
_OF_SIZE = re.compile(
    r"(?:\([^()\n]{1,20}\))? ?규모로 (?:[가-힣]{1,5} )?(?:조성|개발|들어서|들어선|지어|"
    r"세워|만들|짓)"
)


_TOWN = re.compile(r"(?:읍|면|동|리|시|군|구|가)(?: (?:일대|일원)(?:의|에)?)? ?$")
_TOWN_NAME = re.compile(r"(?P<noun>[가-힣·]{2,6} (?:일대|일원)) ?$")
_QUOTED = re.compile(
    r"(?:\([^()\n]{1,16}\))?에(?:는)? ['\"‘“](?P<noun>[^'\"’”\n]{2,30})"
    r"['\"’”](?: (?P<head>[가-힣]{2,6}))?(?:을|를|이|가)"
)


def _at_place(place: Place) -> bool:
    """Whether an administrative place stands before the number ('○○면 일원')."""
    return _AT_PLACE.search(place.text, max(place.low, place.start - 16), place.start) is not None


def _on_site(place: Place) -> str | None:
    """What is built on an area of an administrative place ('OO리 일대 20만㎡에 …')."""
    head = place.text[max(place.low, place.start - 16) : place.start]
    if not _AT_PLACE.search(head):
        return None
    if not _TOWN.search(head):
        site = place.before()
        return f"{site.text} 일대" if site.text else None
    m = _TOPIC.match(place.text, place.low, place.start)
    if m and not is_region(m["noun"]) and len(m["noun"]) > 1:
        return m["noun"]
    if m := place.after(_QUOTED, 60):
        return f"{m['noun']} {m['head'] or ''}".strip()
    if m := place.after(_BUILT, 80):
        return m["noun"]
    town = _TOWN_NAME.search(head)
    return town["noun"] if town else None


_DIMENSION = re.compile(
    r"(?P<noun>길이|높이|깊이|폭|너비|수심|지름|직경|총연장|연장|반경|두께)(?:은|는)? ?$"
)
_THING = re.compile(
    r"(?:[·, ]+(?:길이|높이|폭|너비|깊이|수심)"
    r" ?[\d.,]+ ?[가-힣a-z㎞]{1,3})?(?: 규모)?(?:의|인|짜리)? "
    r"(?P<noun>[가-힣A-Za-z]{2,12})"
)


def dimension_subject(place: Place) -> str | None:
    """'길이 4.6㎞의 관로' -> '관로 길이'; '길은 폭 6m' -> '길 폭'."""
    m = _DIMENSION.search(place.text, max(place.low, place.start - 6), place.start)
    if not m:
        return None
    thing = place.after(_THING, 40)
    if thing and not is_verbal(thing["noun"]):
        noun = without_particle(thing["noun"])
        if noun != "규모" and not noun.startswith(("달", "이르", "불과")):
            return f"{noun} {m['noun']}"
    topic = phrase_before(place.text, place.low, m.start(), with_clause=False)
    if not topic.text:
        told = LAST_SUBJECT.search(place.text, max(0, place.low - 80), place.low)
        if told and place.text[place.low : m.start()].strip() == "":
            low, end = max(0, place.low - 80), told.end("noun")
            end += place.text[end : end + 1] in ("은", "는", "도", "이", "가")
            thing_told = phrase_before(place.text, low, end, with_clause=False)
            return f"{thing_told.text} {m['noun']}" if thing_told.text else m["noun"]
    return f"{topic.text} {m['noun']}" if topic.text and topic.particle else m["noun"]
