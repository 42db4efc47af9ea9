"""Subjects by a deed: what people do, what is done with things, what is said of them."""

from __future__ import annotations

import re

from cluster_assets.extract.figures.subjects.clauses import said_of
from cluster_assets.extract.figures.subjects.phrases import Phrase
from cluster_assets.extract.figures.subjects.place import HEDGE, Place, topic_before
from cluster_assets.extract.figures.words import as_adnominal

_ATTEND = re.compile(
    rf"{HEDGE}(?:이|가) (?:직접 |함께 )?(?P<noun>참석|참여|참가|방문|수료|종사|근무)|"
    rf"{HEDGE}(?:이|가|은|는) (?:새로 |모두 |추가로 )?(?P<deed>창업|취업|재취업|채용|고용|"
    rf"졸업|이수|정착|등록)"
    r"(?:했|하|한|됐|되|된|돼)"
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


def of_people(place: Place) -> str | None:
    """What people do: '150명이 참석', '2만명이 사는'."""
    if not place.is_people:
        return None
    if m := place.after(_ATTEND):
        return m["noun"] or m["deed"]
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


# '○○아카데미에 A원을 들여 N명을 가르친다': those whom the course teaches.
_TEACHES = re.compile(
    rf"{HEDGE}(?:을|를) (?:새로 |더 )?(?:가르치|가르친|가르쳤|길러|기르|기른|키워 ?[냈내])"
)
_COURSE = re.compile(
    r"(?<![가-힣])(?P<noun>(?:[가-힣A-Za-z]{1,8} )?[가-힣A-Za-z]{1,10}(?:학교|훈련|과정|"
    r"아카데미|스쿨|교육|캠프|사관학교))"
    r"['\"’”]?(?:은|는|에|에서|에서는|에는|으로|로) "
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
# '12개사가 인증을 받아'
_IS_GIVEN = re.compile(
    rf"{HEDGE}(?:이|가|은|는) (?P<verb>분양|지원|인증|지정|승인|허가|투자)(?:을|를) 받"
)
# '○○ 등 N곳이 뽑혔다'
_IS_PICKED = re.compile(
    rf"{HEDGE}(?:이|가) (?:(?:최종|먼저|추가로|새로|함께) )?(?P<verb>뽑혔|선정됐|지정됐|"
    rf"꼽혔|탈락했|통과했)(?:다|고|으며|지만)"
)
_HELPS = re.compile(rf"{HEDGE}(?:을|를) (?:돕|도와|도왔|도울)")
_DONE = re.compile(
    rf"{HEDGE}(?:을|를) (?!기록|달성|확보|포함|돌파|초과|차지|목표)(?P<verb>[가-힣]{{2}})(?:하|"
    rf"한|했|해|할)"
)
BODY_NOUN = re.compile(r"(?:기업|업체|회사|기관|대학|단체|농가)$")
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


def done_with(place: Place, before: Phrase) -> str | None:
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
        if place.after(_TEACHES):
            course = _COURSE.search(place.text, max(place.low, place.start - 60), place.start)
            return course["noun"] if course else "교육"
        deed = place.after(_DEED)
        return deed["noun"] if deed else None
    if place.number.endswith("건") and before.text and before.is_direct:
        done = place.after(_DONE)
        return f"{before.text} {done['verb']}" if done else None
    if place.number.endswith("건") and not before.text and (m := place.after(_FILED)):
        return m["noun"]
    return None


_SIGNS = re.compile(r"(?:와|과|,)? [^.…]{0,16}투자협약")


def _firms_that(place: Place, before: Phrase) -> str | None:
    """Firms by what they do or get: '신청 기업', '지원 기업'."""
    if not said_of(place.text, place.end, place.high) and place.after(_SIGNS):
        return "투자협약 기업"
    if m := place.after(_IS_GIVEN):
        return f"{m['verb']} 기업"
    if m := place.after(_GETS, 48):
        return f"{m['verb']} 기업"
    if m := place.after(_JOINS, 40):
        event = f"{before.text} " if before.text and before.particle in ("에는", "에도") else ""
        return f"{event}{m['verb']} 기업"
    if place.after(_HELPS):
        return "지원 기업"
    return None


def of_saying(place: Place, before: Phrase, antecedent: str | None) -> str | None:
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
    if place.is_firms and (firms := _firms_that(place, before)):
        return firms
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
    picked = place.after(_IS_PICKED) if place.number.endswith("곳") and before.is_listed else None
    if picked and (verb := as_adnominal(f"{picked['verb']}다")):
        return f"{verb} 곳"
    if before.of_whole:
        if place.is_firms and not BODY_NOUN.search(antecedent or ""):
            return noun
        return whole or antecedent
    return noun or (before.text if before.is_direct else None)
