"""Names of programmes in a text, and the part that each plays in its clause."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

#: ``topic``: subject, object or goal of its clause; ``site``: where something happens;
#: ``channel``: the scheme that an award comes from; ``aside``: a neighbour or an event.
Role = Literal["topic", "plain", "site", "channel", "aside"]

_QUOTES = "['\"」』>》〉]*"
_NOTE = r"(?:\([^()\n]{1,30}\))?"
# What follows a name that is only where or beside what something happens.
_ASIDE = re.compile(
    rf"{_QUOTES}{_NOTE}(?: ?옆| ?인근| ?주변| ?맞은편|[과와](?:는)? (?:연계|이어|연결|별도|별개|"
    r"무관|가까|맞닿|붙어|"
    r"인접|이웃)| 이전|에 맞춰|에 맞춘|"
    r"에 (?:둥지|위치)|의 (?:열기|성공|뒤를)|에 이어| 출범식| 보고회|처럼|보다| 등 (?!총|모두|"
    r"약|\d+[조억만천])[가-힣\d])"
)
_SITE = re.compile(
    rf"{_QUOTES}{_NOTE}(?: ?\d공구| ?부지| 내(?= |에)| 안(?=의|에| )| 일원| 일대|에서|에 (?:있는|"
    r"지은|세운|들어선|자리|만든|둔|터를)| 입주|(?:의|에) (?:[가-힣]+ )?(?:입주|들어선|들어온|"
    r"둥지)|"
    r"에 본사|의 빈터|의 (?:㈜|\(주\)|[가-힣A-Za-z]{0,6} ?[가-힣]{1,5}(?:동|관|실|라인|부지|터|"
    r"공장)(?=[에은을이]))|[을를] (?:아우르|잇는|이어|엮어|품은|낀|둘러싼|포함한|바라보)|"
    r"[과와] (?:맞닿|"
    r"가까))"
)
_CHANNEL = re.compile(
    rf"{_QUOTES}{_NOTE}(?: ?공모)?(?: ?사업)?(?:에|의|으로|로) ?(?:최종 |잇따라 |연이어 |신규 |"
    r"함께 |"
    r"추가 |단독 )?(?:선정|뽑|공모|응모|도전|지원해|신청|낙점)"
)
# '○○가 △△ 특화단지로 뽑혔다': the zone itself, not a scheme that pays for something else.
_ZONE = re.compile(r"(?:단지|특구|지구|클러스터|벨트)$")
_DESIGNATED = re.compile(rf"{_QUOTES}{_NOTE}으?로 ?(?:최종 |신규 )?(?:뽑|선정|낙점|지정)")
# Nothing stands in a scheme: '○○ RISE에서 과제를 따냈다' speaks of its money.
_FROM = re.compile(rf"{_QUOTES}{_NOTE}에서")
_SCHEME = re.compile(r"(?:사업|프로젝트|RISE|라이즈|패키지|글로컬대학(?: ?30)?)$")
_TOPIC = re.compile(
    rf"{_QUOTES}{_NOTE}(?:[은는이가을를]|도(?= )|에는|에도|에만|에(?= )|의(?= )| ?(?:조성|공사|"
    r"가동률|분양률|입주율|공정률|입주 ?기업|구축|건립|건설|사업|예산|육성|개발|"
    r"추진|운영|지원|설립|확장|용역|유치|\d단계)|으?로 ?(?:지정|바꾸|바뀌|바뀐|키우|거듭|육성|조성|"
    r"탈바꿈|변신|쓰이|쓰인|꾸며|만들)|"
    r"(?:이?다|이며|이고|였다|이었다|입니다|이에요|예요)(?=[. ,]|$)| ?몫| (?:청사진|밑그림|구상|"
    r"계획|협약|업무협약|시행계획))"
)
# '○○단지는 3년간 240억 원을 지원받는다': who receives is not what the money is for.
_RECIPIENT = re.compile(
    r"['\"」』>》〉]?(?:\([^()\n]{1,20}\))?[은는이가도] [^.\n]{0,90}?\d[조억천백만]?[^.\n]{0,14}"
    r"(?:지원받|지원을 받|받게 [되된됐]|배정받|나눠 받|받는다|받았다|받는 데)"
)
_CLAUSE = 130
#: A name as the subject of its clause.
SUBJECT = re.compile(r"(?:\([^()\n]{1,20}\))?[은는이가](?= )")


@dataclass(frozen=True, slots=True)
class Hit:
    """A name, or a word that refers to one, at ``[start, end)`` of the body."""

    start: int
    end: int
    name: str
    role: Role
    is_reference: bool = False


_CLOSING = ("'", '"', "」", "』", ">", "》", "〉")


def role_at(text: str, end: int) -> Role:
    """Role of a name that ends at ``end``, by what follows it."""
    after = text[end : end + 40]
    if _ASIDE.match(after):
        return "aside"
    if _RECIPIENT.match(text, end, end + _CLAUSE):
        return "site"
    if _DESIGNATED.match(after) and _ZONE.search(text[max(0, end - 6) : end]):
        return "topic"
    if _CHANNEL.match(after):
        return "channel"
    if _SITE.match(after):
        is_scheme = _FROM.match(after) and _SCHEME.search(text[max(0, end - 6) : end])
        return "topic" if is_scheme else "site"
    is_topic = _TOPIC.match(after) or after[:1] in _CLOSING
    return "topic" if is_topic else "plain"


_SENTENCE_END = re.compile(r"[.\n]")


def without_ranks(text: str, named: Sequence[Hit]) -> list[Hit]:
    """'A 특구가 B 특구로 지정됐다': B is the rank that A was given, not another zone."""
    found: list[Hit] = []
    for hit in named:
        last = found[-1] if found else None
        if (
            last is not None
            and last.name != hit.name
            and last.name[-2:] == hit.name[-2:]
            and _DESIGNATED.match(text, hit.end)
            and SUBJECT.match(text, last.end)
            and not _SENTENCE_END.search(text, last.end, hit.start)
        ):
            hit = replace(hit, role="aside")
        found.append(hit)
    return found
