"""Estates by a short name of their own: '○○단지', '가람·누리단지', '○○동 산단'."""

from __future__ import annotations

import re

from cluster_assets.extract.names.initiatives.facilities import BUILT, is_paid_for
from cluster_assets.extract.names.initiatives.names import is_plain
from cluster_assets.extract.names.initiatives.words import TOPICS

_ESTATE = re.compile(r"(?P<name>[가-힣A-Z0-9·]{2,12}?)(?P<head>산업단지|산단|단지|지구)$")
# Housing, farms, shops and leisure: these are no complexes of an industry.
_OTHER_GROUNDS = re.compile(
    r"아파트|주택|주거|이주|임대|빌라|한옥|전원|마을|상가|공구|가구|시장|유통|관광|리조트|골프|"
    r"온천|스포츠|체육|"
    r"휴양|레저|테마|놀이|화훼|원예|축산|재배|양식|농장|과수|시설|한우|양돈|포도|인삼|쌀|태양광|"
    r"풍력|발전|"
    r"전문$|공장|기업|입주|조성|생산|가공|체험|복지|묘|공원|학교|캠퍼스|도시|재개발|재건축|택지|"
    r"보금자리|정비|"
    r"해당|기존|신규|이번|이들|대상|특화|집적|연구개발$"
)
_GENERIC_KIND = re.compile(
    r"(?:국가|일반|농공|도시첨단|노후|신규|지방|임대|외국인|전용|해당|기존|스마트|그린)+$"
)
_TOPIC = re.compile("|".join(sorted(map(re.escape, TOPICS), key=len, reverse=True)))
_LONG_KIND = 6
_SIZED = re.compile(
    r" ?\((?:약 )?\d[\d,만천 ]*㎡|(?:은|는|이|가|의|도|를|을)? "
    r"(?:\d{4}년(?:에)? |내년(?:에)? |올해 )?(?:면적|부지|분양률|분양가|사업비|착공|준공|조성|"
    r"공사|보상)"
)


def is_estate(text: str, start: int, end: int, *, address: bool) -> bool:
    """Whether the one word ``text[start:end]`` is an estate's name.

    ``address`` says that a town or village is named right before it.
    """
    match = _ESTATE.fullmatch(text[start:end])
    if match is None:
        return False
    name, head = match["name"], match["head"]
    if head == "지구":
        return _is_named_part(text, name, start, end)
    if head == "단지":
        if _OTHER_GROUNDS.search(name):
            return len(name) >= _LONG_KIND and is_plain(name) and _is_under_way(text, end)
        parts = [part for part in name.split("·") if part]
        return all(len(part) > 1 and not is_plain(part) for part in parts)
    if _GENERIC_KIND.fullmatch(name) or not is_plain(name):
        return False
    return (address and len(name) > 2) or (head == "산단" and _TOPIC.match(name) is not None)


def _is_under_way(text: str, end: int) -> bool:
    return BUILT.match(text, end) is not None or is_paid_for(text, end)


_COMPLEX = re.compile(r"산업단지|산단|경제자유구역|특구|특화단지")


def _is_named_part(text: str, name: str, start: int, end: int) -> bool:
    """'○○지구' of a complex in several parts: by its town's name, with an area or twice."""
    if not 1 < len(name.replace("·", "")) < 5 or is_plain(name) or _OTHER_GROUNDS.search(name):
        return False
    if not name[-1].isdigit() and _COMPLEX.search(text) is None:
        return False
    return _SIZED.match(text, end) is not None or (
        not name[-1].isdigit() and text.count(text[start:end]) > 1
    )
