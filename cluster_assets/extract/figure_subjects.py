"""What a figure counts or measures, as a short noun phrase of the article."""

from __future__ import annotations

import re

_COUNTED = re.compile(r" ?(?:의 )?([가-힣A-Za-z·&]{2,12})")
_AFTER_NOUN = re.compile(
    r"^(?:기업|업체|과제|사업|기관|대학|시군|시도|시·군|클러스터|일자리|인력|분야|분과|대상|단지|특구|학과|지구|시설|제품|품목|노선|센터|병원|학교|부서|팀|협력사|회원사|스타트업|중소기업|건설)"
)
_PARTICLE = re.compile(
    r"(?:에서는|에게는|으로는|에서|에는|까지|부터|으로|이며|에게|보다|처럼|은|는|이|가|을|를|의|에|로|과|와|도|만|등)$"
)
_SKIP = re.compile(
    r"^(?:약|총|모두|전체|최대|최소|각각|하루|연간|연|매년|평균|누적|현재|지금까지|기존|신규로|무려|불과|겨우|안에|이미|또|등|및|지난해|올해|내년|작년|이|그|다시|새로|더)$"
)
_VERB = re.compile(r"(?:다|고|며|해|어|아|여|한|된|할|될|는|던|면|서|하기|지만)$")


def subject_of(text: str, start: int, unit_end: int, low: int, high: int) -> str | None:
    """Subject of the figure at ``[start, unit_end)`` in the sentence ``[low, high)``, or ``None``.

    The counted noun behind the counter ('11개 기업') wins; else the nearest noun phrase
    before the number, without its particle.
    """
    after = _COUNTED.match(text, unit_end, min(high, unit_end + 16))
    if after:
        noun = _PARTICLE.sub("", after[1])
        if _AFTER_NOUN.match(noun) or text[unit_end : unit_end + 2] == "의 ":
            return noun or None
    clause = re.split(r"[,;:(\[·~△▲▷□ㅇ\n\t\"“”]", text[low:start])[-1].strip(" ‘'")
    words = clause.split()
    while words and (_SKIP.match(words[-1]) or re.fullmatch(r"[\d.,년월일~]+", words[-1])):
        words.pop()
    if not words:
        return None
    last = words.pop()
    phrase = [last if last in ("길이", "높이", "깊이", "너비", "넓이") else _PARTICLE.sub("", last)]
    while words and len(phrase) < 3 and len(words[-1]) > 1:
        if _PARTICLE.search(words[-1]) or _VERB.search(words[-1]) or re.search(r"\d", words[-1]):
            break
        phrase.insert(0, words.pop())
    return " ".join(p for p in phrase if p) or None
