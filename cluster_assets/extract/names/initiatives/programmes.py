"""Programmes without quotes, told by how the text speaks of them: a call, a term, a price."""

from __future__ import annotations

import re

from cluster_assets.extract.names.initiatives.facilities import is_paid_for
from cluster_assets.extract.names.initiatives.names import (
    STRONG_END,
    is_generic,
    is_plain,
    proper_rest,
)

_ANY_PROGRAMME = re.compile(
    r"(?:[가-힣]{2,}(?:사업|프로젝트)|[가-힣)] (?:[가-힣]{2,4})?(?:사업|프로젝트))$"
)
# '○○ 사업에 선정됐다', '○○ 사업 3년차', '○○ 사업 지원 대상에': money comes from a named scheme.
_CALLED = re.compile(
    r"(?:\([^()\n]{1,30}\))?(?:의|에|에서|으로|은|는|이|가|을|를)? ?"
    r"(?:지원 ?대상|대상지?|신규 ?(?:과제|대상)?|최종|추가|단독|공모|평가|올해 신규|국비 지원)?"
    r"(?:에|으로|로)? ?(?:최종 |추가로 |잇따라 |새로 |함께 )?"
    r"(?:선정|뽑|낙점|공모|응모|도전|신청|지원해|참여 ?(?:기업|대학|기관|업체|팀)|수행 ?(?:기관|"
    r"기업)|"
    r"주관 ?(?:기관|대학)|공고|모집|첫 ?해|[1-9] ?년 ?차|[1-9] ?년째|[1-9] ?차 ?년도|"
    r"(?:지원 ?|사업 ?)?대상(?:에|으로|지))"
)
_MINISTRY_OF = re.compile(
    r"(?:[가-힣]{2,}[부청처]|진흥원|공단|정부)(?:의|[이가](?: (?:추진|시행|주관|공모|지원|진행)"
    r"(?:하는|한|하고 있는))?|에서 (?:추진|시행|주관|공모)(?:하는|한)| 주관| 공모) $"
)
# Words before '사업' that leave it without a name.
_NO_NAME = re.compile(
    r"(?:국책|공모|신규|시범|관련|후속|추가|자체|위탁|지원|육성|조성|개발|정비|공사|용역|주력|"
    r"핵심|대표|"
    r"역점|현안|숙원|국고|보조|재정|예산|이번|해당|각종|주요|세부|단위|연구|투자|민자|도시개발|"
    r"택지|재개발|"
    r"재건축|복지|일자리|기업|지역|활성화|수탁|일반|계속|마중물|연계|특화|공동|협력|구축|건립|"
    r"건설|확장|"
    r"운영|홍보|교육|훈련|양성|인력양성|보급|실증|연구개발|R&D|국비|정부|공공|민간|산업|혁신)+"
)
_SHORTEST = 7
_SEVERAL_WORDS = 3


def is_paid_programme(text: str, start: int, end: int) -> bool:
    """'○○ 실증사업에 30억 원': a programme with a word of its own and money of its own."""
    name = text[start:end]
    return (
        " " in name
        and _ANY_PROGRAMME.search(name) is not None
        and not all(map(_NO_NAME.fullmatch, name.split()[:-1]))
        and (len(proper_rest(name)) > 1 or _is_told_at_length(name))
        and is_paid_for(text, end)
    )


def _is_told_at_length(name: str) -> bool:
    """Whether three words or more, one of them a field, tell the programme from its like."""
    words = name.split()[:-1]
    return len(words) >= _SEVERAL_WORDS and not all(map(is_generic, words))


def is_called_programme(text: str, start: int, end: int) -> bool:
    """'○○ 육성사업 공모에 뽑혔다', '산업부의 ○○사업': a scheme that one applies for."""
    name = text[start:end]
    if not name.endswith(("사업", "프로젝트")) or len(name.replace(" ", "")) < _SHORTEST:
        return False
    if not _has_content(name):
        return False
    return (
        _CALLED.match(text, end) is not None
        or _MINISTRY_OF.search(text, max(0, start - 30), start) is not None
    )


def _has_content(name: str) -> bool:
    """Whether the words tell more than that there is a programme: a field, a zone, a brand."""
    words = re.sub(r"(?:사업|프로젝트)$", "", name).split()
    telling = [w for w in words if not _NO_NAME.fullmatch(w)]
    return any(STRONG_END.search(w) for w in telling) or (
        len(words) > 1 and any(not is_plain(w) or len(w) > 2 for w in telling)
    )
