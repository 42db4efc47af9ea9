"""What a clause says of the things counted, as an adnominal."""

from __future__ import annotations

import re

from cluster_assets.extract.figures.subjects.phrases import DIGIT, HEDGE
from cluster_assets.extract.figures.words import (
    ADVERBS,
    OF_WHOLE,
    as_adnominal,
    is_adnominal,
    is_number_word,
    without_particle,
)

_FINITE = re.compile(r"(?:다고|다|으며|며|고)$")
_FINITE_VERB = re.compile(
    r"[가-힣]*(?:[았었했됐켰렸졌겼섰났갔왔냈줬뒀봤쳤혔였폈쌌썼샀탔컸떴땄겠]|[가-힣]는|한|된|난|온|선|"
    r"인)(?:다고|다|으며|며|고)$|"
    r"[가-힣]*(?:했|됐|혔|겼|렸|졌|였|섰|났|왔|갔|냈|었|았|썼|샀|탔)(?:고|으며|지만)$"
)
_BRACKETS = re.compile(r"\([^()\n]{0,24}\)")
_TOKEN = re.compile(r"[^\s,.;:\"“”()\n]+")
_LINKED_VERB = re.compile(r"[가-힣][겨아어여해려와져여춰켜]$")
# What is earned tells nothing of who is counted.
_GAINS = ("매출을", "수출을", "성과를", "실적을", "효과를", "수익을", "이익을")
# What firms and people do to a place or a programme that the clause goes on to speak of.
_COMES = re.compile(
    r"들어(?:[올갈온간선설]|오는|가는|서는)|(?:입주|참여|참가|이전)(?:하는|[할한])|모(?:이는|[인일])"
)
# More words than a clause has between its subject and its verb.
_MOST_WORDS = 8


def said_of(text: str, unit_end: int, high: int) -> str | None:
    """What the clause says of the things counted, as an adnominal: '공장을 옮긴', '가동 중인'.

    ``None`` where the number is not the subject of a finite verb of that clause.
    """
    m = re.compile(rf"{HEDGE}(?:이|가|은|는|도|와는|과는)? ").match(text, unit_end, high)
    if not m:
        return None
    words: list[str] = []
    clause = _BRACKETS.sub("", text[m.end() : min(high, m.end() + 80)])
    for t in _TOKEN.finditer(clause):
        if not words and OF_WHOLE.match(t[0]):
            return None
        words.append(t[0])
        if len(words) == 1 and _COMES.fullmatch(t[0]):
            return t[0]  # '30개 기업이 들어올 단지를 닦는다'
        if t[0] in ("중이다", "중이며", "중이고"):
            return " ".join((*words[-2:-1], "중인")) if len(words) > 1 else None
        if t[0].endswith("고") and clause[t.end() : t.end() + 2] == " 있" and len(words) > 1:
            said = _object_of([w for w in words[:-1] if not is_adnominal(w)])
            if not said or said.endswith(_GAINS):
                return None
            if t[0] in ("못하고", "않고"):
                end = "못한" if t[0] == "못하고" else "않은"
                return f"{said} {words[-2]} {end}" if words[-2].endswith("지") else None
            return f"{said} {t[0]} 있는"
        if _FINITE.search(t[0]) or len(words) == _MOST_WORDS:
            break
        if clause[t.end() : t.end() + 1] in (",", "(", '"', "“") and clause[t.end() : t.end() + 1]:
            return None
    return _said_by(words)


def _said_by(words: list[str]) -> str | None:
    """What the words up to a finite verb say, as an adnominal."""
    if not words or not _FINITE_VERB.search(words[-1]):
        return None
    verb = as_adnominal(words[-1])
    if verb is None:
        return None
    if (
        len(words) > 2
        and verb in ("온", "간", "낸", "둔", "준", "본")
        and _LINKED_VERB.search(words[-2])
    ):
        verb = f"{words.pop(-2)} {verb}"  # '옮겨 왔다'
    rest = [w for w in words[:-1] if not is_adnominal(w)]
    said = _object_of(rest) or (_goal_of(rest) if verb.endswith(_MOTION) else None)
    return f"{said} {verb}" if said else None


_MOTION = ("옮긴", "옮겨 온", "옮겨 간", "이전한", "들어온", "건너온")


def _goal_of(words: list[str]) -> str | None:
    """Where to: '대구로 옮겨 왔다'."""
    goal = words[-1] if words else ""
    is_place = re.fullmatch(r"[가-힣A-Za-z]{2,10}(?:으로|로)", goal) is not None
    return goal if is_place and goal not in ADVERBS else None


def _object_of(words: list[str]) -> str | None:
    """The object, else the place or partner, that a verb's words name, with its own noun."""
    at = next((i for i in reversed(range(len(words))) if words[i].endswith(("을", "를"))), -1)
    if at < 0:
        at = next(
            (i for i in reversed(range(len(words))) if words[i].endswith(("에", "과", "와"))), -1
        )
    if at < 0 or is_number_word(words[at]) or DIGIT.search(words[at]) or words[at] == "원을":
        return None
    start = at
    while start and at - start < 2 and _belongs(words[start - 1]):
        start -= 1
    return " ".join(words[start : at + 1])


def _belongs(word: str) -> bool:
    """Whether a word before an object is a part of its name ('참여 의사를', '본사나 지사를')."""
    if DIGIT.search(word):
        return False
    return word.endswith("나") or (without_particle(word) == word and word not in ADVERBS)
