"""Where a text names its programmes, or refers to one: '센터는', '이곳에는', '이 사업은'."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from cluster_assets.extract.money.initiatives.roles import (
    SUBJECT,
    Hit,
    Role,
    role_at,
    without_ranks,
)
from cluster_assets.extract.money.mentions import Named

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
_PARENTHETIC = re.compile(r"[(\[][^()\[\]\n]{0,80}[)\]]")
_SHORTEST, _LONGEST = 2, 14
# '이곳에는', '이 시설은': whatever was named last.
_HERE = re.compile(
    r"(?<![가-힣])(?:이곳|그곳|여기(?=에[는도])|(?:이|같은) ?(?:시설|건물|공간|기관|기구|제도|상품|"
    r"펀드|센터|단지|특구|산단|지구|"
    r"캠퍼스|클러스터|단과대|공장|부지))(?=[은는이가을를의]|에는|에도|에 |에서)"
)


def find_hits(
    text: str, initiatives: Sequence[Named], organizations: Sequence[Named] = ()
) -> list[Hit]:
    """Named initiatives of the body and the bare nouns that refer to them, in order.

    A body that is called after an initiative ('○○경제자유구역청') speaks for it.
    """
    named = without_ranks(
        text,
        [
            Hit(n.start, n.end, n.name, role_at(text, n.end))
            for n in initiatives
            if n.field == "text"
        ],
    )
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
                role: Role = "topic" if SUBJECT.match(text, n.end) else "site"
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
        name = _meant(text, word.start(), before, names, named[:at], titles)
        if name is not None:
            end = word.start() + len(stem)
            found.append(Hit(word.start(), end, name, role_at(text, end), is_reference=True))
    return found


_STAGE_BEFORE = re.compile(r"(?:제?\d+(?:단계|차|기)|제\d+)$")


def _meant(
    text: str,
    position: int,
    before: re.Match[str] | None,
    names: AbstractSet[str],
    named: Sequence[Hit],
    titles: Sequence[str],
) -> str | None:
    """Which of ``names`` a bare noun takes up: of its stage, else the last, or the headline's.

    A new paragraph goes back to what the headline names from what was named in passing.
    """
    word_before = before[0] if before is not None else ""
    if _STAGE_BEFORE.fullmatch(word_before):
        staged = [n for n in names if word_before in n]
        if len(staged) == 1:
            return staged[0]
    headline = next((t for t in titles if t in names), None)
    last = next((h for h in reversed(named) if h.name in names), None)
    if last is None:
        return headline
    is_pointed_at = word_before in ("이", "그", "해당", "동", "같은")
    if headline is None or is_pointed_at or "\n" not in text[last.end : position]:
        return last.name
    is_passing = sum(h.name == last.name for h in named) == 1
    return headline if is_passing else last.name


def _stands_alone(text: str, before: re.Match[str] | None, word: re.Match[str]) -> bool:
    """Whether no noun before the word makes it another thing ('데이터 센터')."""
    if before is None:
        return True
    gap = text[before.end() : word.start()]
    return gap != " " or len(before[0]) == 1 or _DETERMINER.match(before[0]) is not None
