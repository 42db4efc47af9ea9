"""What a figure counts or measures, as a short noun phrase of the article."""

from __future__ import annotations

import re

_HEDGE = r"(?: ?(?:이상|이하|이내|안팎|내외|정도|가량|수준|남짓))?"
_ATTEND = re.compile(rf"{_HEDGE}(?:이|가) (?P<noun>참석|참여|참가|방문)")
_GROUND = re.compile(r" (?P<noun>터|부지|용지|면적)(?:에|의|를|로)")
_OF = re.compile(
    rf"{_HEDGE}의 (?P<noun>[가-힣A-Za-z]{{2,12}}(?: (?:인력|고용|효과|시설|규모|일자리))?)"
)
_COUNTED = re.compile(r" ?(?P<noun>[가-힣A-Za-z·&]{2,12})")
_DEED = re.compile(
    rf"{_HEDGE}(?:을|를) (?:새로 |추가로 |신규 ?)?(?P<noun>고용|채용|유치|"
    rf"양성|배출|육성|모집|선발|지원|선정)(?:하|한|해|했|할)"
)
_HIRES = re.compile(rf"{_HEDGE}(?:을|를) (?:새로 |추가로 |더 )?뽑")
_COUNTED_NOUN = re.compile(
    r"^(?:기업|업체|과제|사업|기관|대학|시군|시도|시·군|클러스터|일자리|"
    r"인력|분야|분과|대상|단지|특구|학과|지구|시설|제품|품목|노선|센터|"
    r"병원|학교|부서|팀|협력사|회원사|스타트업|중소기업)"
)
_MOVES = re.compile(
    rf"{_HEDGE}(?:를|을|이|가)? ?(?:넘게 |가까이 |가량 |더 )?(?P<verb>늘|"
    rf"증가|상승|올|뛰|성장|감소|줄|하락|떨어|낮|절감|단축)"
)
_RISES = ("늘", "증가", "상승", "올", "뛰", "성장")
_LABEL = re.compile(
    r"[ \t]*[□ㅇ○△▷\-*·◦▶■●※]?\s*(?P<label>[가-힣A-Za-z][가-힣A-Za-z·, ()]{0,24}?)\s*:\s"
)
_PARTICLE = re.compile(
    r"(?:에서는|에게는|으로는|에서|에는|까지|부터|으로|이며|에게|보다|"
    r"처럼|은|는|이|가|을|를|의|에|로|과|와|도|만)$"
)
_AFTER_VOWEL = frozenset("는가를와")
_AFTER_CONSONANT = frozenset("은이을과")
# Nouns whose last syllable looks like a particle.
_NO_PARTICLE = re.compile(
    r"(?:도로|경로|항로|선로|통로|활주로|분과|학과|성과|효과|결과|회의|협의|제도|속도|온도|밀도|지도|용도|국도|철도)$"
)
_SKIP = re.compile(
    r"^(?:약|총|모두|전체|최대|최소|각각|하루|연간|연|매년|평균|누적|"
    r"현재|지금까지|기존|신규로|무려|불과|겨우|안에|이미|또|등|및|지난해|"
    r"올해|내년|작년|이|그|"
    r"다시|새로|더|향후|가운데|중|새|말|기준|지금|지난해보다|전년|전년보다|"
    r"작년보다|일대|일원|등에서|상반기|하반기|분기|기간|같은|이르면|적어도|"
    r"국내외|동안|전국|이상|아직|원|상반기에|하반기에)$"
)
_VERB = re.compile(r"(?:다|고|며|해|여|면|서|하기|지만|들여|지어|거쳐|통해|이후|까지)$")
_ADNOMINAL = re.compile(
    r"(?:[가-힣](?:한|하는|된|되는|할|힌|진|룬)|[뽑맺받얻모옮낳쌓심]은|[가-힣]던|이룬|참여하는)$"
)
# Adnominals that tell where things are or what else there is, not what they are.
_BARE_ADNOMINAL = re.compile(r"(?:있는|들어선|비롯한|포함한|위치한|자리한|이르는|달하는)$")
_FROM_VALUE = re.compile(r"[\d,.]+[만천백]*[가-힣㎡㎢%a-zA-Z]{0,3}에서$")
_LIVE = re.compile(rf"{_HEDGE}(?:이|가) (?:사는|살|거주)")
_EXTENT = re.compile(
    r" ?(?:규모|넓이|면적|길이|높이|폭|크기)(?:의|인)? (?P<noun>[가-힣]{2,12})(?![가-힣])"
)
_SITE_OF = re.compile(
    r"(?: (?:땅|부지|터))?에 "
    r"(?:들어설|들어서는|조성하는|조성되는|조성할|조성될|짓는|지을|세우는|만드는)"
    r" ['\"‘“](?P<noun>[^'\"’”\n]{2,30})['\"’”]"
)
_AREA_OF = re.compile(
    r" (?P<noun>[가-힣]{0,8}(?:단지|산단|지구|특구|공원|타운|시설|건물|공장|센터))"
    r"(?:을|를|은|는|이|가|의|에)"
)
_AT_PLACE = re.compile(r"(?:일대|일원)(?:의|에)? ?$")
_TOPIC = re.compile(r"\s*(?P<noun>[가-힣A-Za-z]{2,14}(?: [가-힣A-Za-z]{2,10})?)[은는] ")
_EARNS = re.compile(rf"{_HEDGE}(?:이|가) (?P<noun>일자리)를? (?:얻|구하|갖)")
_SHARE_IS = re.compile(
    r"(?:은|는|이|가) (?P<noun>[가-힣]{2,8}(?: [가-힣]{2,6})?)(?:이다|다|이었다|였다|로 채)"
)
# What a ratio is compared with, rather than what it is the ratio of.
_BENCHMARK = re.compile(
    r"(?:전체|전년|예년|평년|작년|지난해|시세|시가|공시지가|정가|[가-힣]*(?:원가|평균)|"
    r"\d+년|[\d,.조억만천]+ ?원)의 ?(?:약 |최대 |최소 )?$"
)
_AREA_END = ("㎡", "㎢", "ha", "㏊", "평")
_BREAK = re.compile(r"(?:,(?!\d{3}))|[;:\[△▷□ㅇ\n\t\"“”]|(?<=[\d㎡m층명개사곳건])[·~]|(?<= )\(")


def subject_of(text: str, start: int, unit_end: int, low: int, high: int) -> str | None:
    """Subject of the figure at ``[start, unit_end)`` in the sentence ``[low, high)``, or ``None``.

    In turn: what the sentence does with the number ('150명이 참석'), a label before a
    colon, the noun phrase directly before the number, the counted noun behind it.
    """
    limit = min(high, unit_end + 24)
    people = text[unit_end - 1 : unit_end] in ("명", "인")
    for pattern in (_ATTEND, _GROUND):
        if (people or pattern is _GROUND) and (m := pattern.match(text, unit_end, limit)):
            return m["noun"]
    if people and _LIVE.match(text, unit_end, limit):
        return "인구"
    if text[start:unit_end].endswith(_AREA_END) and (
        m := _SITE_OF.match(text, unit_end, min(high, unit_end + 60))
    ):
        return m["noun"]
    special = _of_ratio(text, start, unit_end, low, high) or _of_area(
        text, start, unit_end, low, limit
    )
    if special:
        return special
    if people and (m := _EARNS.match(text, unit_end, limit)):
        return m["noun"]
    if m := _EXTENT.match(text, unit_end, limit):
        return _without_particle(m["noun"])
    line = text.rfind("\n", 0, start) + 1
    label = _LABEL.match(text, line, start)
    behind = _behind(text, unit_end, limit)
    if label and not re.search(r"\d", label["label"]):
        return f"{' '.join(label['label'].split())} {behind or ''}".strip()
    before, is_direct = _before(text, low, start)
    if m := _MOVES.match(text, unit_end, limit):
        moving = _moving(text, max(low, start - 40), start)
        if moving:
            return f"{moving} {'증가' if m['verb'] in _RISES else '감소'}"
    if is_direct and not (behind and text[unit_end] == " "):
        return before
    if behind and before and not is_direct and text[unit_end : unit_end + 1] == " ":
        return behind
    return behind or before


def _of_area(text: str, start: int, unit_end: int, low: int, limit: int) -> str | None:
    """What has the area: the noun behind it, or the topic where a place stands before it."""
    if not text[start:unit_end].endswith(_AREA_END):
        return None
    if m := _AREA_OF.match(text, unit_end, limit):
        return m["noun"]
    if _AT_PLACE.search(text[max(low, start - 6) : start]):
        m = _TOPIC.match(text, low, start)
        return m["noun"] if m else None
    return None


def _of_ratio(text: str, start: int, unit_end: int, low: int, high: int) -> str | None:
    """What stands in a ratio to a benchmark ('임대료는 시세의 60%'), or what a share is."""
    if text[unit_end - 1] not in "%배":
        return None
    if text[unit_end - 1] == "%" and (
        m := _SHARE_IS.match(text, unit_end, min(high, unit_end + 24))
    ):
        return m["noun"]
    m = _BENCHMARK.search(text, max(low, start - 24), start)
    if not m:
        return None
    words = text[max(low, m.start() - 40) : m.start()].split()
    for i in range(len(words) - 1, -1, -1):
        bare = _without_particle(words[i])
        if bare != words[i] and words[i][-1] in "은는이가을를" and len(bare) > 1:
            first = words[i - 1] if i else ""
            is_plain = first and re.fullmatch(r"[가-힣]{2,8}", first)
            if is_plain and _without_particle(first) == first and not _VERB.search(first):
                return f"{first} {bare}"
            return bare
    return None


def _behind(text: str, unit_end: int, limit: int) -> str | None:
    """Noun behind the counter: '11개 기업', '940명의 일자리', '2,640명을 고용'."""
    if m := _OF.match(text, unit_end, limit):
        return _without_particle(m["noun"])
    if _HIRES.match(text, unit_end, limit):
        return "신규 채용"
    m = _DEED.match(text, unit_end, limit)
    if m and text[unit_end - 1] in "명인":
        return m["noun"]
    m = _COUNTED.match(text, unit_end, limit)
    if m and _COUNTED_NOUN.match(m["noun"]):
        return _without_particle(m["noun"])
    return None


def _before(text: str, low: int, start: int) -> tuple[str | None, bool]:
    """Noun phrase before the number, and whether it stands directly before it."""
    clause = _BREAK.split(text[low:start])[-1].strip(" ‘'()▶▲△◇■●")
    words = clause.split()
    direct = True
    while words and (
        _SKIP.match(words[-1])
        or re.fullmatch(r"[\d.,년월일~’']+", words[-1])
        or _FROM_VALUE.fullmatch(words[-1])
    ):
        words.pop()
    if words and _VERB.search(words[-1]) and not words[-1].endswith(("규모", "대다")):
        return None, False
    if not words:
        return None, False
    last = words.pop()
    bare = _without_particle(last)
    direct = bare == last
    phrase = [bare]
    while words and len(phrase) < 3 and len(words[-1]) > 1 and not re.search(r"\d", words[-1]):
        word = words[-1]
        if word.endswith(("과", "와")) and len(phrase) == 1 and len(word) > 2:
            phrase.insert(0, words.pop())
            break
        if _BARE_ADNOMINAL.match(word):
            break
        if _ADNOMINAL.search(word):
            phrase.insert(0, words.pop())
            if words and re.search(r"(?:을|를|새로|실제|에)$", words[-1]):
                phrase.insert(0, words.pop())
            break
        if word.endswith("의") and len(phrase) == 1 and len(word) > 2:
            phrase.insert(0, words.pop())
            break
        if _without_particle(word) != word or _VERB.search(word):
            break
        phrase.insert(0, words.pop())
    return " ".join(p for p in phrase if p) or None, direct


def _moving(text: str, low: int, start: int) -> str | None:
    """What rises or falls: the last word of the clause with a subject's particle."""
    for word in reversed(re.split(r"[,.\n]", text[low:start])[-1].split()):
        bare = _without_particle(word)
        if bare != word and word[-1] in "은는이가도" and len(bare) > 1:
            return bare
    return None


def _without_particle(word: str) -> str:
    """``word`` without a particle that agrees with the syllable before it."""
    if word in ("길이", "높이", "깊이", "너비", "넓이", "국가", "평가", "대기", "참가", "추가"):
        return word
    if _NO_PARTICLE.search(word):
        return word
    m = _PARTICLE.search(word)
    if not m or not m.start():
        return word
    if len(m[0]) == 1 and m[0] in _AFTER_VOWEL | _AFTER_CONSONANT:
        previous = word[m.start() - 1]
        if "가" <= previous <= "힣":
            has_final = (ord(previous) - 0xAC00) % 28 != 0
            if has_final != (m[0] in _AFTER_CONSONANT):
                return word
    return word[: m.start()]
