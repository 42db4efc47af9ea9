"""Where a text names its programmes, or refers to one: '센터는', '이곳에는', '이 사업은'."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from cluster_assets.extract.money.mentions import Named

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
_WORD = re.compile(r"[가-힣A-Za-z0-9]+")
_JOSA = re.compile(
    r"(?:에서는|에서도|에서의|에서|에게는|에는|에도|에만|으로는|으로|로는|까지|부터|보다|처럼|이며|"
    r"이고|"
    r"이다|인데|은|는|이|가|을|를|의|에|로|와|과|도|만)$"
)
_HEADS_OF_WORK = (
    "사업",
    "지원",
    "산업",
    "기업",
    "도시",
    "기술",
    "육성",
    "조성",
    "구축",
    "연구",
    "실증",
)
# Words that may stand before a bare head noun that refers back.
_DETERMINER = re.compile(
    r"(?:이|그|본|동|해당|이번|이곳|우리|새|도|시|군|구|현재|현|올해|내년|지난해|"
    r"작년|"
    r"전체|특히|또|또한|한편|다만|반면|그러나|하지만|먼저|우선|앞서|모두|이미|다시|당초|애초|향후|"
    r"앞으로|최근|그동안|총|약|오는|매년|해마다|"
    r"[가-힣]*(?:[은는을를에의로와과고며서도해여한할된될인던린]|"
    r"이|가|면|까지|부터)|"
    r"\d+(?:년|월|일|단계))$"
)
_SUBJECT = re.compile(r"(?:\([^()\n]{1,20}\))?[은는이가](?= )")
_PARENTHETIC = re.compile(r"[(\[][^()\[\]\n]{0,80}[)\]]")
_SHORTEST, _LONGEST = 2, 14
# '이곳에는', '이 시설은': whatever was named last.
_HERE = re.compile(
    r"(?<![가-힣])(?:이곳|그곳|여기(?=에[는도])|(?:이|같은) ?(?:시설|건물|공간|기관|기구|제도|상품|"
    r"펀드|센터|단지|특구|산단|지구|"
    r"캠퍼스|클러스터|단과대|공장|부지))(?=[은는이가을를의]|에는|에도|에 |에서)"
)


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
        return "site"
    is_topic = _TOPIC.match(after) or after[:1] in _CLOSING
    return "topic" if is_topic else "plain"


def find_hits(
    text: str, initiatives: Sequence[Named], organizations: Sequence[Named] = ()
) -> list[Hit]:
    """Named initiatives of the body and the bare nouns that refer to them, in order.

    A body that is called after an initiative ('○○경제자유구역청') speaks for it.
    """
    named = [
        Hit(n.start, n.end, n.name, role_at(text, n.end)) for n in initiatives if n.field == "text"
    ]
    references = [
        *_references(text, initiatives, named),
        *_speakers(text, initiatives, organizations),
    ]
    hits = sorted([*named, *references], key=lambda h: (h.start, h.end))
    return sorted(
        [*hits, *_pointers(text, hits), *_pairs(text, hits)], key=lambda h: (h.start, h.end)
    )


_THESE_FIRMS = re.compile(r"(?<![가-힣])이들 ?(?:업체|기업|회사|입주)[가-힣]*")
_THIS_WORK = re.compile(
    r"(?<![가-힣])(?:이|해당|동|같은) ?(?:사업|프로젝트|공모|과제)(?=[은는이가을를의]|에는|에도|에 "
    r"|에서|으로)"
)
_WORK_NAME = re.compile(
    r"(?:사업|프로젝트|계획|지원|기반|개발|고도화|화|실증|육성|양성|기금|패키지)$"
)


def _pointers(text: str, hits: Sequence[Hit]) -> list[Hit]:
    """'이곳에는': what the text named last, at most two sentences before."""
    starts = [h.start for h in hits]
    found = []
    for match in _HERE.finditer(text):
        at = bisect_left(starts, match.start())
        if at and match.start() - hits[at - 1].end <= _REACH:
            if at < len(hits) and hits[at].start < match.end():
                continue
            if "\n" in text[hits[at - 1].end : match.start()]:
                continue
            end = match.end()
            found.append(Hit(match.start(), end, hits[at - 1].name, role_at(text, end), True))
    for match in _THESE_FIRMS.finditer(text):
        at = bisect_left(starts, match.start())
        near = hits[at - 1] if at else None
        if (
            near is not None
            and near.role == "site"
            and match.start() - near.end <= _REACH
            and "\n" not in text[near.end : match.start()]
        ):
            found.append(Hit(match.start(), match.end(), near.name, "plain", True))
    for match in _THIS_WORK.finditer(text):
        at = bisect_left(starts, match.start())
        for near in reversed(hits[max(0, at - 3) : at]):
            if match.start() - near.end > _REACH:
                break
            if near.role == "channel" or _WORK_NAME.search(near.name):
                found.append(Hit(match.start(), match.end(), near.name, "topic", True))
                break
    return found


_REACH = 160
_FORMER = re.compile(r"(?<![가-힣])(전자|후자)(?=에는?|[은는가의])")


def _pairs(text: str, hits: Sequence[Hit]) -> list[Hit]:
    """'전자에 …, 후자에 …': the two that were named last."""
    starts = [h.start for h in hits]
    found = []
    for match in _FORMER.finditer(text):
        at = bisect_left(starts, match.start())
        names = list(dict.fromkeys(h.name for h in hits[max(0, at - 4) : at]))[-2:]
        if len(names) == 2 and match.start() - hits[at - 1].end <= _REACH:
            name = names[match[1] == "후자"]
            found.append(Hit(match.start(), match.end(), name, "topic", True))
    return found


_SPEAKER_TAIL = re.compile(
    r"청|(?:사업|추진)단|(?:사업|추진)본부|관리공단|관리원|운영위원회|진흥원|재단"
)


def _speakers(text: str, initiatives: Sequence[Named], organizations: Sequence[Named]) -> list[Hit]:
    names = sorted({n.name for n in initiatives}, key=len, reverse=True)
    found = []
    for n in organizations:
        if n.field != "text":
            continue
        surface = text[n.start : n.end].replace(" ", "")
        for name in names:
            key = name.replace(" ", "")
            if surface.startswith(key) and _SPEAKER_TAIL.fullmatch(surface[len(key) :]):
                role: Role = "topic" if _SUBJECT.match(text, n.end) else "site"
                found.append(Hit(n.start, n.end, name, role, is_reference=True))
                break
    return found


def _suffixes(initiatives: Sequence[Named]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name in {n.name for n in initiatives}:
        key = _PARENTHETIC.sub("", name).replace(" ", "")
        for length in range(_SHORTEST, min(_LONGEST, len(key)) + 1):
            suffix = key[-length:]
            if suffix not in _HEADS_OF_WORK:
                found.setdefault(suffix, set()).add(name)
        if key.endswith("산업단지"):
            found.setdefault("산단", set()).add(name)
    return found


def _references(text: str, initiatives: Sequence[Named], named: Sequence[Hit]) -> list[Hit]:
    suffixes = _suffixes(initiatives)
    if not suffixes:
        return []
    starts = [h.start for h in named]
    beginnings = {suffix[:_SHORTEST] for suffix in suffixes}
    titles = [n.name for n in initiatives if n.field == "title"]
    found: list[Hit] = []
    spans = iter(sorted((h.start, h.end) for h in named))
    span = next(spans, None)
    previous: re.Match[str] | None = None
    for word in _WORD.finditer(text):
        while span is not None and span[1] <= word.start():
            span = next(spans, None)
        inside = span is not None and span[0] < word.end() and word.start() < span[1]
        before, previous = previous, word
        # The particle's pattern is dear: most words begin with no suffix at all.
        if inside or word[0][:_SHORTEST] not in beginnings:
            continue
        stem = word[0] if word[0] in suffixes else _JOSA.sub("", word[0])
        names = suffixes.get(stem)
        if not names or not _stands_alone(text, before, word):
            continue
        at = bisect_left(starts, word.start())
        name = next((h.name for h in reversed(named[:at]) if h.name in names), None)
        name = name or next((t for t in titles if t in names), None)
        if name is not None:
            end = word.start() + len(stem)
            found.append(Hit(word.start(), end, name, role_at(text, end), is_reference=True))
    return found


def _stands_alone(text: str, before: re.Match[str] | None, word: re.Match[str]) -> bool:
    """Whether no noun before the word makes it another thing ('데이터 센터')."""
    if before is None:
        return True
    gap = text[before.end() : word.start()]
    return gap != " " or len(before[0]) == 1 or _DETERMINER.match(before[0]) is not None
