"""What a figure counts or measures, as a short noun phrase of the article.

Rules from the most to the least telling: what the sentence does with the number ('150명이
참석'), what a share is a share of, a label before a colon, the noun directly before the
number, the counted noun behind it, and what the clause says of the things counted.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from cluster_assets.extract.figures.phrases import Phrase, phrase_before, phrase_behind, said_of
from cluster_assets.extract.figures.place import HEDGE, LAST_SUBJECT, Place, is_region, topic_before
from cluster_assets.extract.figures.ratios import change_subject, region_topic, share_subject
from cluster_assets.extract.figures.spaces import EXTENT, area_subject, dimension_subject, own_name
from cluster_assets.extract.figures.words import as_adnominal, without_particle


def subject_of(
    text: str, start: int, unit_end: int, low: int, high: int, antecedent: str | None = None
) -> str | None:
    """Subject of the figure at ``[start, unit_end)`` in the sentence ``[low, high)``, or ``None``.

    ``antecedent`` is the subject of the figure before it, for '이 가운데 12곳'.
    """
    place = Place(text, start, unit_end, low, high)
    for rule in _RULES:
        subject = rule(place)
        if subject:
            return subject
    return _measured(place) or _counted(place, antecedent) or _fallback(place, antecedent)


_ATTEND = re.compile(
    rf"{HEDGE}(?:이|가) (?:직접 |함께 )?(?P<noun>참석|참여|참가|방문|수료|종사|근무)"
)
_COME = re.compile(
    rf"{HEDGE}(?:이|가) (?:왔|모였|모인|자리했|함께[했한하]|"
    r"자리를 (?:함께|채|메|빛)|나온|나왔|나와|몰렸|몰려|운집)"
)
_VISIT = re.compile(rf"{HEDGE}(?:이|가) (?:[^\s,.]{{1,12}}[을를] )?(?:다녀|찾[았는고은])")
_LIVE = re.compile(rf"{HEDGE}(?:이|가) (?:사는|살|거주)")
_WORK = re.compile(rf"{HEDGE}(?:이|가) (?:[^\s,.]{{1,8}} )?(?:일하|일한|일할)")
_EARNS = re.compile(rf"{HEDGE}(?:이|가) (?:새로 )?(?P<noun>일자리)를? (?:얻|구하|갖)")
_HIRES = re.compile(rf"{HEDGE}(?:을|를) (?:새로 |추가로 |더 |신규로 )?(?:뽑|채용할|새로 채용)")


# Who picks students rather than staff.
_SCHOOL = re.compile(
    r"(?:대학원|학과|학부|과정|아카데미|사관학교|교육원)(?:은|는|이|가|에서|에서는) "
)


def _people(place: Place) -> str | None:
    """What people do: '150명이 참석', '2만명이 사는'."""
    if not place.is_people:
        return None
    if m := place.after(_ATTEND):
        return m["noun"]
    if place.after(_COME):
        return "참석"
    if place.after(_VISIT) and not place.before().is_direct:
        return "방문객"
    if place.after(_LIVE):
        return "인구"
    if place.after(_WORK) and not place.before().is_direct:
        return "일하는 사람"
    m = place.after(_EARNS)
    return m["noun"] if m else None


_LABEL = re.compile(
    r"[ \t]*[□ㅇ○△▷\-*·◦▶■●※]?\s*(?P<label>[가-힣A-Za-z][가-힣A-Za-z·, ()]{0,24}?)\s*:\s"
)
_SUM = re.compile(r",? [\d,.]+(?:조|억|천만|백만)")
_PER = re.compile(r"(?<![가-힣])(?P<noun>[가-힣]{2,6})당 ")


_BULLET = re.compile(r"[▲△▷▶◇◆□■○●※](?=[^▲△▷▶◇◆□■○●※\n]*$)")


def _labelled(place: Place) -> str | None:
    """'ㅇ ○○비 : 과제당 A, N개 과제' -> '○○비 지원 과제'."""
    line = place.text.rfind("\n", 0, place.start) + 1
    bullet = _BULLET.search(place.text, max(line, place.start - 60), place.start)
    line = bullet.end() if bullet else line
    m = _LABEL.match(place.text, line, place.start)
    if not m or re.search(r"\d", m["label"]):
        return None
    label = " ".join(m["label"].split())
    noun = phrase_behind(place.text, place.end, min(place.high, place.end + 24), needs_link=False)
    if place.is_firms and not noun and place.after(_SUM):
        noun = "투자 기업"
    elif place.is_firms and not noun and is_region(label):
        noun = "기업"
    per = _PER.search(place.text, m.end(), place.start)
    own = place.before() if place.text.find(",", m.end(), place.start) >= 0 else None
    if own and own.is_direct and not per:
        return own.text  # 'OO시 : N개사 M억원, 고용 K명': an item with its own name
    if per and not place.is_share:
        return f"{label} 지원 {noun or per['noun']}"
    return f"{label} {noun or ''}".strip()


_RULES: tuple[Callable[[Place], str | None], ...] = (
    _people,
    own_name,
    area_subject,
    dimension_subject,
    change_subject,
    region_topic,
    share_subject,
    _labelled,
)

_DEED = re.compile(
    rf"{HEDGE}(?:을|를) (?:새로 |추가로 |신규 ?)?(?P<noun>고용|채용|유치|"
    rf"양성|배출|육성|모집|선발|지원|선정|파견|배치|충원|투입|교육)(?:하|한|해|했|할)"
)
_JOINS = re.compile(
    rf"{HEDGE}(?:이|가|은|는|도) (?:[^\s,.]{{1,14}} ){{0,2}}?(?P<verb>신청|참여|응모|지원|"
    rf"입주|참가|탈락|통과|선정|폐업|"
    r"이전|참석|가입)(?:하|해|했|됐|한|할|돼|된)"
)
_GETS = re.compile(
    rf"{HEDGE}(?:에|에게|을|를) (?:\S{{1,14}} ){{0,3}}?(?P<verb>지원|지급|선정|선발|유치|"
    rf"육성|발굴|모집|보조|"
    r"배정)(?:하|한|해|했|할|받|됐|될)"
)
_HELPS = re.compile(rf"{HEDGE}(?:을|를) (?:돕|도와|도왔|도울)")
_WITH = re.compile(r"(?:과|와) (?P<deed>(?:\S{1,14} )?\S{2,12}(?:을|를)) (?P<verb>\S+다(?:고|\.)?)")
_PER_CLASS = re.compile(r"(?<![가-힣])(?P<noun>[가-힣]{2,6})당 [^\s]{1,12}(?:씩)? $")
_CLASS_NOUN = re.compile(
    r"(?:기업|업체|회사|벤처|스타트업|농가|학생|청년|주민|연구원|인력|창업자|소상공인|"
    r"협력사|기관|대학|"
    r"병원|시설|센터|공장|장비|특허|과제)$"
)
_DONE = re.compile(
    rf"{HEDGE}(?:을|를) (?!기록|달성|확보|포함|돌파|초과|차지|목표)(?P<verb>[가-힣]{{2}})(?:하|"
    rf"한|했|해|할)"
)
# '고용이 천 명을 넘었다' says the number of its subject, '시가 천 명을 뽑았다' does not.
_AS_OBJECT = re.compile(
    rf"{HEDGE}(?:을|를) (?!(?:훌쩍 |이미 |크게 |처음 |처음으로 )*(?:넘|웃도|웃돌|돌파|상회|초과|"
    rf"밑도|"
    r"밑돌|기록|달성|유지|채우|채웠|채운|차지))"
)
_BODY_NOUN = re.compile(r"(?:기업|업체|회사|기관|대학|단체|농가)$")
# What qualifies the noun behind the counter ('평가 상위 N개 대학').
_JOINED = re.compile(
    r"(?:^| )(?:관련|대상|나머지|주요|신규|추가|다른|우수|선도|유망|전략|상위|하위|최상위|"
    r"최하위|핵심|"
    r"분야|부문|업종|권역|소속|산하|입주|참여|협력|지역|인근|주변|국내|해외)$"
)


_RUNS = re.compile(r"(?:를|을|만) (?:달렸|달린|달려|주행|운행|날았|비행|이동|오갔|누볐)")
_RUNNER = re.compile(r"(?P<noun>[가-힣A-Za-z]{2,10})(?:이|가|은|는) (?:[^\s,.]{1,10} ){0,4}$")
_HANDLED = re.compile(
    r"의 (?P<noun>[가-힣A-Za-z]{1,10})(?:을|를) (?P<verb>처리|생산|저장|공급|보관|수용|운송|"
    r"정제|제조|재활용|충전|"
    r"분석|검사)(?:하|한|할)"
)
_SAYS = re.compile(
    rf"{HEDGE}(?:을|를|까지) (?P<verb>생산|처리|저장|공급|감축|절감|수출)(?:하|한|할|했)"
)
_TOPIC_OF = re.compile(r"(?P<noun>[가-힣A-Za-z]{2,12})(?:은|는) [^\n\"“”]{0,60}$")
_PREDICATE = re.compile(rf"{HEDGE}(?:이다|다|이며|이고|으로|로|에|,|뿐|$|이었|였)")


def _measured(place: Place) -> str | None:
    """What a measure is of: '1톤의 물을 처리하는', '버스가 300㎞를 달렸다'."""
    if m := place.after(_HANDLED, 36):
        return f"{m['noun']} {m['verb']}"
    if place.after(_RUNS):
        m = _RUNNER.search(place.text, max(place.low, place.start - 48), place.start)
        return m["noun"] if m else None
    return None


_BY = re.compile(
    r"(?P<noun>[가-힣]{2,10})(?:으로|로) (?:치면|따지면|보면|환산하면|계산하면|셈하면) (?:약 )?$"
)
_FROM = re.compile(r"(?P<noun>(?:[가-힣]{2,8} )?[가-힣]{2,10})에서 (?:약 )?$")
_GIVES = re.compile(rf"{HEDGE}(?:을|를) (?:댔|대고|댄|대는|충당|마련|조달|부담|끌어|가져)")
_LIKE_COUNT = re.compile(
    r"\d[\d,.]*(?:조|억|만|천|백)?\d*여? ?(?P<unit>곳|명|개사|개|건|대|동|가구|팀)(?![가-힣]{2})"
)
_SIZE = re.compile(r" 규모|[을를] |에 |으로 |로 | 땅| 터| 부지|짜리")
# 'N을 보내는 관로': what handles so much.
_DOER = re.compile(
    rf"{HEDGE}(?:을|를) (?:[가-힣]{{1,6}} )?[가-힣]{{1,5}}(?:는|던) (?:이 |그 |"
    rf"해당 )?(?P<noun>[가-힣A-Za-z]{{2,12}}?)"
    r"(?:은|는|이|가|을|를|의|에|에는|로|으로|도|다|이다)?(?=[ ,.\n]|$)"
)
# Counters that are nouns of their own.
_NOUN_COUNTER = re.compile(r"(?P<noun>필지|가구|세대|병상|선석|팀|과제|대학)$")
_SIZES = ("병상", "층", "㎡", "㎢", "ha", "평", "실", "석", "MW", "㎿")


def _fallback(place: Place, antecedent: str | None) -> str | None:
    """What is counted where nothing near names it: the thing before it, or the topic."""
    text, low, start = place.text, place.low, place.start
    if m := place.after(_SAYS):
        return m["verb"]
    if m := _BY.search(text, max(low, start - 24), start):
        return m["noun"]
    if place.is_share and place.after(_GIVES):
        m = _FROM.search(text, max(low, start - 28), start)
        return m["noun"] if m else None
    said = _LIKE_COUNT.finditer(text, max(low, start - 60), start)
    if antecedent and any(place.number.endswith(m["unit"]) for m in said):
        return antecedent
    if place.number.endswith(_SIZES) and place.after(_SIZE):
        m = LAST_SUBJECT.search(text, max(0, low - 80), low)
        return phrase_before(text, max(0, low - 80), m.end("noun")).text if m else None
    if m := place.after(_DOER, 32) or _NOUN_COUNTER.search(place.number):
        return m["noun"]
    return _of_topic(place) or _of_list(place)


def _of_list(place: Place) -> str | None:
    """'연구원 등 230명이': whom the list ends with."""
    before = place.before()
    return before.text if before.is_listed and place.is_people else None


def _of_topic(place: Place) -> str | None:
    """What the clause is about, where the number is all that it says of it."""
    text, low, start = place.text, place.low, place.start
    if not place.after(_PREDICATE):
        return None
    m = _TOPIC_OF.search(text, max(low, start - 80), start)
    if not m or is_region(m["noun"]):
        return None
    return phrase_before(text, low, m.end("noun") + 1, with_clause=False).text


def _counted(place: Place, antecedent: str | None) -> str | None:
    """The things counted, from the nouns around the number."""
    text, start, end = place.text, place.start, place.end
    if m := place.after(EXTENT):
        return without_particle(m["noun"])
    if per := _PER_CLASS.search(text, max(place.low, start - 28), start):
        return per["noun"]
    before = place.before()
    if subject := _pointed_at(place, before, antecedent) or _done_with(place, before):
        return subject
    is_counter = place.number.endswith(_COUNTERS)
    behind = phrase_behind(
        text,
        end,
        min(place.high, end + 40),
        needs_link=not is_counter and (before.is_direct or place.is_area or place.is_share),
    )
    if place.is_firms and not behind and before.text in ("나머지", "다른"):
        return f"{before.text} 기업"
    is_linked = text[end : end + 1] != " "
    if behind and not (is_linked and before.is_direct and not before.is_listed):
        return _with_behind(place, before, behind)
    if before.text and not before.of_whole and not before.is_listed:
        is_agent = before.particle in ("이", "가") and place.after(_AS_OBJECT)
        if before.is_direct or (before.particle in _CASES and not is_agent):
            return before.text
    return _said(place, before, antecedent)


_COUNTERS = ("개", "곳", "과제", "명", "인", "사")
# Particles of the noun that a number is said of.
_CASES = frozenset(("은", "는", "이", "가", "도", "을", "를", "만", "로는", "으로는"))


def _pointed_at(place: Place, before: Phrase, antecedent: str | None) -> str | None:
    """What the number points back to: '이를 N%로', 'M명, K명', '○○은 L개사', a rank."""
    text, low, start = place.text, place.low, place.start
    if before.particle in ("를", "는", "도") and _THIS.search(text[max(low, start - 16) : start]):
        return antecedent
    if not before.text and _LIST.search(text[max(low, start - 8) : start]):
        return antecedent
    if not place.is_share and (m := place.after(_RATED)):
        # A grade of the list before is no noun that the next one could qualify.
        is_next = antecedent and text[max(low, start - 10) : start].rstrip(", ").endswith(
            antecedent
        )
        return m["grade"] if is_next or not antecedent else f"{m['grade']} {antecedent.split()[-1]}"
    if place.number.endswith("위"):
        return _ranked(place) or before.text
    if place.is_firms and antecedent and before.particle and is_region(before.text or ""):
        return f"{before.text} {antecedent}"
    return None


_FILED = re.compile(
    rf"{HEDGE}(?:을|를|이|가) (?P<noun>출원|등록|접수|체결|발급|허용|승인|신청|"
    r"처리|이전)(?:하|했|한|됐|된|되)"
)
# '참여기업 열 곳 중 여섯 곳'
_OUT_OF = re.compile(r" (?:중|가운데)(?:에서?)? ")
# '우수기업으로 꼽힌 N개사': the grade is what they are.
_CHOSEN_AS = re.compile(
    r"(?:^|[ ,])(?P<noun>[가-힣A-Z]{2,10}?)(?:으로|로) "
    r"(?:꼽힌|뽑힌|선정된|지정된|분류된|선발된|인증받은) $"
)


# '우선협상대상자로 2곳이 뽑혔다'
_AS = re.compile(r"(?:^|[ ,])(?P<noun>[가-힣]{2,10}(?:자|지|기업|기관|대학|업체|사업))로 $")
_IS_CHOSEN = re.compile(r"(?:이|가|을|를) (?:최종 |먼저 |추가로 )?(?:뽑|선정|지정|낙점|골랐)")


def _done_with(place: Place, before: Phrase) -> str | None:
    """What is done with the things counted: '45명을 채용', '특허 30건을 출원'."""
    if _OUT_OF.search(place.number) and before.is_direct:
        said = said_of(place.text, place.end, place.high)
        return f"{said} {before.text}" if said else None
    low = max(place.low, place.start - 36)
    chosen = before.clause and _CHOSEN_AS.search(place.text, low, place.start)
    if place.after(_IS_CHOSEN):
        chosen = _AS.search(place.text, low, place.start)
    if chosen:
        return str(chosen["noun"])
    if place.is_firms and before.clause:
        return f"{before.clause} 기업"
    if place.is_people and not before.is_direct:
        if place.after(_HIRES):
            is_school = _SCHOOL.search(place.text, place.low, place.start)
            return "선발" if is_school else "신규 채용"
        deed = place.after(_DEED)
        return deed["noun"] if deed else None
    if place.number.endswith("건") and before.text and before.is_direct:
        done = place.after(_DONE)
        return f"{before.text} {done['verb']}" if done else None
    if place.number.endswith("건") and not before.text and (m := place.after(_FILED)):
        return m["noun"]
    return None


# '3곳을 우수, 8곳을 보통, 2곳은 미흡으로 매겼다'
_RATED = re.compile(
    r"(?:을|를|은|는|이|가) (?P<grade>[가-힣A-Z]{1,4}?(?: 등급)?)(?:, ?(?=\d)|(?:으로|로|에) "
    r"(?:매겼|매긴|평가|분류|판정|나눴|꼽|각각))"
)
_THIS = re.compile(r"(?<![가-힣])이(?:를|는|도) \S{0,8} ?$")
_LIST = re.compile(r"\d(?:명|곳|개|개사|건|%|대|동|가구), $")
_MEASURED_BY = re.compile(
    r"(?<!단일 )(?<![가-힣])(?P<noun>[가-힣]{2,10}) 기준(?:으로)? (?:[가-힣]{2,4} )?$"
)
_EVENT = re.compile(r"(?P<noun>\S{2,12})에서(?:도|는)? ")


def _ranked(place: Place) -> str | None:
    """What is ranked: the topic, or the contest ('평가에서 3위')."""
    if m := _MEASURED_BY.search(place.text, max(place.low, place.start - 24), place.start):
        return m["noun"]
    low = max(place.low, place.start - 120)
    for m in reversed(list(_EVENT.finditer(place.text, low, place.start))):
        if m["noun"] not in ("전국", "국내", "세계", "가운데", "중"):
            return m["noun"]
    return topic_before(place, place.start)


_SETTLES = re.compile(r"(?:이|가) (?:이미 |새로 |모두 )?(?:입주(?:해|했|한|하)|(?:새 )?둥지를)")
_HELPED = re.compile(r"(?:을|를|에) (?:[^\s,.]{1,10} )?(?:도와|도왔|지원했|지원해)")
_SIGNS = re.compile(r"(?:와|과|,)? [^.…]{0,16}투자협약")


def _with_behind(place: Place, before: Phrase, behind: str) -> str:
    """Subject where a noun stands behind the counter, with what belongs to it before it."""
    if before.clause and _BODY_NOUN.search(behind):
        return f"{before.clause} {behind}"
    if _BODY_NOUN.search(behind) and not before.is_direct:
        end = _end_of(place, behind)
        if _SETTLES.match(place.text, end, place.high):
            return f"입주 {behind}"
        if _HELPED.match(place.text, end, place.high):
            return f"지원 {behind}"
    if before.scope and not before.is_direct:
        return f"{before.scope} {behind}"
    if before.is_direct and not before.is_listed and not before.of_whole and before.text:
        if _JOINED.search(before.text):
            return f"{before.text} {behind}"
        if place.is_people and place.text[place.end : place.end + 1] == " ":
            return before.text
        if _CLASS_NOUN.search(before.text) and place.text[place.end : place.end + 1] == " ":
            return before.text
    with_deed = _WITH.match(place.text, _end_of(place, behind), place.high)
    if with_deed and (verb := as_adnominal(with_deed["verb"].rstrip("."))):
        return f"{with_deed['deed']} {verb} {behind}"
    if _BODY_NOUN.match(behind):
        said = said_of(place.text, _end_of(place, behind), place.high)
        return f"{said} {behind}" if said else behind
    return behind


def _end_of(place: Place, behind: str) -> int:
    at = place.text.find(behind, place.end, min(place.high, place.end + 48))
    return at + len(behind) if at >= 0 else place.end


def _said(place: Place, before: Phrase, antecedent: str | None) -> str | None:
    """Subject of a bare count, by what its clause says of it ('이 가운데 4곳이 문을 닫았다')."""
    if place.is_share:
        return before.text or antecedent if before.of_whole else before.text
    if place.number.endswith("점"):
        return before.text
    if place.is_area and not before.text:
        return topic_before(place, place.start)
    whole = before.text if before.of_whole else None
    if whole in ("이", "이들", "그"):
        whole = None
    noun = "기업" if place.is_firms else whole or (antecedent if before.of_whole else None)
    if place.is_firms:
        if not said_of(place.text, place.end, place.high) and place.after(_SIGNS):
            return "투자협약 기업"
        if m := place.after(_GETS, 48):
            return f"{m['verb']} 기업"
        if m := place.after(_JOINS, 40):
            event = f"{before.text} " if before.text and before.particle in ("에는", "에도") else ""
            return f"{event}{m['verb']} 기업"
        if place.after(_HELPS):
            return "지원 기업"
    if before.clause and noun:
        return f"{before.clause} {noun}"
    if noun and len(noun.split()) > 1:
        noun = noun.split()[-1]
    said = said_of(place.text, place.end, place.high)
    if said and noun and (place.is_firms or place.is_people or whole):
        return f"{said} {noun}"
    if before.clause == "목표인":
        topic = topic_before(place, place.start)
        return f"{topic} 목표" if topic else "목표"
    if before.clause and place.number.endswith("곳"):
        return f"{before.clause} 곳"
    if said and place.number.endswith("곳") and not before.text:
        return f"{said} 곳"
    if before.of_whole:
        if place.is_firms and not _BODY_NOUN.search(antecedent or ""):
            return noun
        return whole or antecedent
    return noun or (before.text if before.is_direct else None)
