"""What persons without an office are: a resident, a graduate, a student."""

from __future__ import annotations

import re

from cluster_assets.extract.figures.words import is_adnominal
from cluster_assets.extract.names.persons.context import BREAK

# 'N기 수료생 홍길동 씨', 'OO동 주민 홍길동 씨': what a citizen is, with the word before it.
_CITIZEN_ROLE = re.compile(
    r"(?<![^\s\"'“‘])(?P<role>(?:[가-힣A-Za-z0-9·]{1,12} )?[가-힣]{0,6}(?:주민|입주민|"
    r"수료생|졸업생|"
    r"교육생|연수생|재학생|대학생|실습생|유학생|학생|농민|농부|어민|상인|조합원|창업자|근로자|"
    r"직원|연구원|청년|관광객|방문객|보육생|회원)) $"
)
# '홍길동(OO학과 3학년) 씨', and no place of residence.
_CITIZEN_NOTE = re.compile(
    r"\((?P<role>[가-힣A-Za-z·]{2,14}(?:과|부|전공)(?: \d학년)?|[가-힣]{2,10} 대표)\)"
)


def citizen_role(text: str, m: re.Match[str]) -> str | None:
    """What a person without an office is: in brackets, or as a noun before the name."""
    note = _CITIZEN_NOTE.search(text, m.end("name"), m.end())
    if note:
        return note["role"]
    before = _CITIZEN_ROLE.search(text, max(0, m.start() - 28), m.start())
    if not before:
        return None
    first, _, noun = before["role"].rpartition(" ")
    is_apart = not first or BREAK.search(first) or is_adnominal(first)
    if is_apart:
        # One of many is no role; what a course made of a person is.
        return noun if noun.endswith("생") else None
    return before["role"]
