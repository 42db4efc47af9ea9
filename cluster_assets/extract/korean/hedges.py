"""Hedges around a number and what they say about it."""

from __future__ import annotations

import re

from cluster_assets.records import Qualifier

# Words directly before a number.
_BEFORE: tuple[tuple[Qualifier, str], ...] = (
    ("at_most", r"최대|최고|많게는|한도액?(?:은|는)?|상한(?:액)?(?:은|는|을)?"),
    ("at_least", r"최소|최저|적어도|적게는|무려 (?=x)"),
    ("approx", r"약|대략|어림잡아|줄잡아|얼추|대강|한 해 약|거의|가까스로 약"),
)
# Words directly after a number and its unit.
_AFTER: tuple[tuple[Qualifier, str], ...] = (
    (
        "at_least",
        r"이상|을? ?초과(?!하지)|(?:을|이|가)? ?넘|를 ?(?:넘|초과(?!하지)|웃도|웃돌|상회)|"
        r"을 ?(?:웃도|웃돌|상회|돌파)|를 돌파|돌파|보다 많|\+α|플러스 ?알파",
    ),
    (
        "at_most",
        r"이하|이내|미만|한도|까지(?!의| ?(?:늘|확대|증액|끌어올|높이|높인|올리|올린|올라|오르|"
        r"오른|뛰|치솟|줄|떨어|내려|커|성장|"
        r"불어|키우|키운|(?:[가-힣]{1,3} )?(?:반납|토해|날리|날릴|잃|놓치|놓칠|빼앗|"
        r"떠안)))|을? 초과하지 않|를 초과하지 않|을? ?넘지 않|"
        r"(?:을|를) (?:한도|상한)|상한|(?:을|를) 넘지 못|(?:에|에도) 못 미[치친쳤]|"
        r"(?:에|에도) 미치지 못|(?<!사업비 )안에서(?= )",
    ),
    (
        "approx",
        r"여(?![객건])|정도|내외|가량|안팎|수준|남짓|쯤|선(?=[에으까을이 ])|전후|(?:에|"
        r"에도)? ?가까[운이]|"
        r"(?:에|에도)? ?육박|에 달할 것|(?:에|을|를) ?조금 (?:못|밑)|(?:에|을|를) 밑|"
        r"대(?=[ 의에로를가,.)다]|$)|"
        r"어치 안팎",
    ),
)
_BEFORE_RE = [(q, re.compile(rf"(?:{p}) ?$")) for q, p in _BEFORE]
_AFTER_RE = [(q, re.compile(rf" ?(?:{p})")) for q, p in _AFTER]
_NEGATED = re.compile(r" ?(?:을|를)? ?(?:넘지|초과하지) (?:않|아니|못)")


def qualifier_at(text: str, start: int, end: int) -> tuple[Qualifier, str] | None:
    """Qualifier of the number at ``[start, end)`` and the rule, or ``None`` if unhedged.

    A bound wins over an approximation: '약 100여억 원 이상' is ``at_least``.
    """
    before, after = text[max(0, start - 10) : start], text[end : end + 16]
    inner = text[start:end]
    if _NEGATED.match(after):
        return "at_most", "hedge_after:not_over"
    found: dict[Qualifier, str] = {}
    for qualifier, pattern in _AFTER_RE:
        match = pattern.match(after)
        if match:
            found.setdefault(qualifier, f"hedge_after:{match[0].strip()}")
    for qualifier, pattern in _BEFORE_RE:
        match = pattern.search(before)
        if match:
            left = before[: match.start()]
            # '계약 100억', '예약 3건': a noun that ends in the hedge's syllable.
            if match[0].strip() == "약" and left[-1:].strip() and "가" <= left[-1] <= "힣":
                continue
            found.setdefault(qualifier, f"hedge_before:{match[0].strip()}")
    if "여" in inner:
        found.setdefault("approx", "hedge_inside:여")
    for qualifier in ("at_least", "at_most", "approx"):
        if qualifier in found:
            return qualifier, found[qualifier]
    return None
