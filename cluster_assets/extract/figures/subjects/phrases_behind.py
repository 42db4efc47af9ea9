"""The noun phrase behind a counter."""

from __future__ import annotations

import re

from cluster_assets.extract.figures.subjects.phrases import HEDGE, LONGEST, SHARES
from cluster_assets.extract.figures.words import (
    ADVERBS,
    OF_WHOLE,
    is_adnominal,
    is_verbal,
    without_particle,
)

_LINK = re.compile(
    rf"{HEDGE}(?:급|급의|의|인|에 (?:달하는|이르는|가까운|육박하는|불과한|못 미치는)|"
    rf"(?:이)?나 되는|"
    r"(?:도|이|가) (?:안|채 안) 되는|짜리|(?:을|를|이|가)? ?(?:훌쩍 )?(?:넘는|웃도는|밑도는|"
    r"상회하는))? "
)
_WORD = re.compile(r"['\"‘“]?(?P<word>[가-힣A-Za-z·&-]{1,16})['\"’”]?")
_NO_NOUN = re.compile(
    r"^(?:늘|줄|감소|증가|상승|하락|많|적[은다지어었]|높[은아다였게]|낮|넘|올[라랐리렸린]|뛰|있|없|차지|달[하한했]|"
    r"이르|떨어|성장[하했]|초과|대비|절반|대부분|나머지|각각|모두|추가로|먼저|우선|이미|신규로|새로|선착순|무료|무상)"
    r"|^(?:더|등|및|중|가운데|까지|이상|이하|이내|안팎|내외|정도|가량|수준|규모|남짓|전|전후|동안|이후|만|한도|범위|선|"
    r"씩|미만|또는|혹은|그리고|경우|추가|기준|순|성장|이전)(?:에서|에는|에|의|으로|로|은|는|이|가|을|를|보다)?$"
)


def phrase_behind(text: str, unit_end: int, limit: int, *, needs_link: bool) -> str | None:
    """The noun phrase behind the counter: '11개 기업', '940명의 일자리', '58만대인 생산능력'.

    With ``needs_link`` only behind '의', '인' and the like.
    """
    m = _LINK.match(text, unit_end, limit)
    if not m or (needs_link and m[0].strip() in ("", *SHARES)):
        return None
    if m[0].strip() in ("안팎", "내외", "정도", "가량", "수준", "남짓", "규모") and needs_link:
        return None
    position, phrase = m.end(), list[str]()
    while len(phrase) < LONGEST and (w := _WORD.match(text, position, limit)):
        word = w["word"]
        if (not phrase and _NO_NOUN.match(word)) or word in ADVERBS or OF_WHOLE.match(word):
            break
        bare = without_particle(word)
        if is_verbal(word) if bare == word else not phrase and _NO_NOUN.match(bare):
            break
        if is_adnominal(word) and not phrase:
            break
        phrase.append(bare)
        position = w.end()
        if (
            word != bare
            and word.endswith(("과", "와"))
            and (also := _ALSO.match(text, position, limit))
        ):
            return " ".join((*phrase[:-1], word, also["noun"]))
        follow = re.compile(r" 및 (?=[가-힣])").match(text, position, limit)
        if follow and bare == word:
            phrase.append("및")
            position = follow.end()
        elif bare != word or text[position : position + 1] != " ":
            return " ".join(phrase)
        else:
            position += 1
    return phrase[0] if phrase and len(phrase[0]) > 1 and not is_verbal(phrase[0]) else None


# '기업과 기관': bodies that are counted together.
_ALSO = re.compile(r" (?P<noun>(?:연구)?기관|연구소|단체|대학|협회)(?=[은는이가을를의에도])")
