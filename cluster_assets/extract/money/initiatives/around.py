"""Sums for what stands around a programme: its people, their homes, firms that raise money."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from cluster_assets.extract.money.draft import Draft

#: Words that tie a firm's money to a programme.
TIE = re.compile(
    r"입주|들어오|들어온|들어설|들어선|단지|특구|클러스터|센터|허브|사업|참여 ?기업|과제|선정된|"
    r"유치"
)
# Homes, schools and rides for those who work there; a course of study; an office abroad.
_AROUND_WORK = re.compile(
    r"(?:공공 ?)?(?:주택|임대|아파트|오피스텔|기숙사|사택|관사)(?:[에는가를을은이 ]|도(?= ))|살 집|"
    r"정주 ?여건|"
    r"어린이집|통근 ?버스|셔틀 ?버스|(?:초등|중|고등)학교[에는를은이가 ]|(?<!대)학과[에를는가 ]|"
    r"유치원|"
    r"(?:해외|현지) ?(?:사무소|지사)|사무소를 (?:연|열|낸)|장학|주민 ?(?:쉼터|편의|숙원|지원)|"
    r"경로당|마을회관"
)
_RAISED = re.compile(
    r"^(?:원)?(?:여|가량)?(?:을|를)? ?(?:투자(?:를)? ?(?:받았|받은|받아)|유치해 (?:몸집|공장))"
)
_RAISERS = re.compile(
    r"벤처 ?캐피털|벤처 ?투자사|투자사(?:에서|로부터)|VC|시리즈 ?[A-D]|코스닥|상장"
)
# '인력을 기르는 사업에는 …', '도로를 넓히는 일에 …': another piece of work, without a name.
_UNNAMED_WORK = re.compile(
    r"[가-힣]+(?:을|를) (?:[가-힣]+ )?[가-힣]+(?:는|은) (?:사업|일|과제|교육)에(?:는|도)? "
    r"[^,]{0,40}$|"
    r"인력 ?(?:\d[\d만천,]*여? ?명)?(?:을)? ?(?:양성|기르|길러|키우)[^,]{0,12}(?:에|데)(?:는|도|"
    r"만)? [^,]{0,30}$"
)
# Aid that towns give to all firms alike.
_COMMON_AID = re.compile(
    r"경영 ?안정 ?자금|전기 ?요금|이차 ?보전|긴급 ?자금|특례 ?보증|소상공인|고용 ?유지 ?지원금|"
    r"산재|물류비만"
)
# A programme for universities or talent has courses and students for its work.
_TEACHES = re.compile(r"대학|RISE|라이즈|인재|인력|교육|아카데미|마이스터")
_SCHOOLING = re.compile(r"학과|장학")
_AS_SUM = re.compile(r"(?:원)?(?:을|으로)")


@dataclass(frozen=True, slots=True)
class Place:
    """An amount whose sentence names no programme, and what is told around it."""

    text: str
    draft: Draft
    #: From the start of the sentence to the amount.
    lead: str
    sentence: str
    #: Start of the amount's own clause.
    lead_start: int = 0
    #: The programme that the article speaks of here, and whether it has settled on it.
    topic: str | None = None
    has_topic: bool = False
    #: Whether headline or opening name a programme.
    is_titled: bool = False

    @property
    def before(self) -> str:
        """The words of the clause right before the amount."""
        return self.text[max(self.lead_start, self.draft.start - 40) : self.draft.start]

    @property
    def near(self) -> str:
        """The words right around the amount."""
        start, end = max(self.lead_start, self.draft.start - 40), self.draft.end + 24
        return self.text[start : min(self.draft.sentence[1], end)]

    def tail(self, length: int) -> str:
        """The words of the sentence behind the amount."""
        return self.text[self.draft.end : min(self.draft.sentence[1], self.draft.end + length)]

    @property
    def is_result(self) -> bool:
        """Whether the amount is something achieved, not only hoped for."""
        return self.draft.kind == "outcome" and self.draft.status == "executed"


Rules: TypeAlias = tuple[tuple[str, Callable[[Place], object]], ...]


def first_rule(rules: Rules, at: Place) -> str | None:
    """Name of the first rule that holds."""
    for name, holds in rules:
        if holds(at):
            return name
    return None


def _is_raised(at: Place) -> object:
    """Money that investors put into a firm."""
    return at.draft.kind == "investment" and (
        _RAISED.match(at.text[at.draft.end : at.draft.end + 24])
        or (_RAISERS.search(at.sentence) and not TIE.search(at.lead[-30:]))
    )


def _is_common_aid(at: Place) -> object:
    return at.draft.kind in ("budget", "per_recipient") and _COMMON_AID.search(at.lead)


def _is_around_work(at: Place) -> object:
    if at.draft.kind != "budget":
        return False
    tail = at.tail(40)
    found = _AROUND_WORK.search(at.lead) or (
        _AROUND_WORK.search(tail) if _AS_SUM.match(tail) else None
    )
    return found is not None and not (
        _SCHOOLING.match(found[0]) and _TEACHES.search(at.topic or "")
    )


def _is_unnamed_work(at: Place) -> object:
    if at.draft.kind != "budget" or _TEACHES.search(at.topic or ""):
        return False
    return _UNNAMED_WORK.search(at.lead)


BESIDE_THE_WORK: Rules = (
    ("firm_raised", _is_raised),
    ("common_aid", _is_common_aid),
    ("around_work", _is_around_work),
    ("unnamed_work", _is_unnamed_work),
)


def beside_the_work(text: str, draft: Draft, lead: str, sentence: str) -> str | None:
    """Sums for people, firms or work around a programme rather than for it."""
    return first_rule(BESIDE_THE_WORK, Place(text, draft, lead, sentence))
