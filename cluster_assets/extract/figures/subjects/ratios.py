"""Subjects of shares and multiples: what is a part of what."""

from __future__ import annotations

import re

from cluster_assets.extract.figures.subjects.phrases import phrase_before
from cluster_assets.extract.figures.subjects.place import (
    HEDGE,
    Place,
    is_region,
    plain,
    topic_before,
)
from cluster_assets.extract.figures.words import is_adnominal, without_particle

_SHARE_IS = re.compile(
    r"(?:은|는|이|가) (?P<noun>(?:\d+인 )?(?:[가-힣]{2,6}[와과] )?"
    r"[가-힣]{2,8}?(?: [가-힣]{2,6}?){0,2})"
    r"(?:(?:이다|이었다|였다|다)(?=[.,'\"’” ]|고|$)|이고 |이며 |로 채)"
)
_SHARE_PAID = re.compile(
    r"(?:은|는|을|를) (?P<noun>[가-힣·]{2,10}?)(?:으로|로) (?:채우|채운|충당|조달|메우|"
    r"메운|마련|부담)"
)
_PAST = re.compile(r"[았었했됐혔겼렸졌였섰났왔갔냈한된는]$")
_SHARE_GIVEN = re.compile(
    rf"{HEDGE}(?:을|를) (?!스스로|따로|새로|별도로|그대|서로)(?P<noun>[가-힣]{{2,12}}?)(?:으로|로) "
    r"(?:주|준|지원|지급|내|대|돌려)"
)
_SHARE_NAMES = re.compile(
    rf"{HEDGE}(?:은|는|이|가) (?:['\"‘“])?(?P<noun>[가-힣A-Za-z ]{{2,14}}?)(?:['\"’”])?(?:을|를) "
    r"(?:[^\s.]{1,12} ){0,3}?(?:꼽|들었|골랐|택했|선택|원했|희망|지목|바랐|호소)"
)
_SHARE_DOES = re.compile(
    rf"{HEDGE}(?:은|는|이|가) (?P<verb>이월|찬성|반대|동의|만족|입주|집행|완료|소진|분양|"
    rf"보상|매각|수출|"
    r"취업|재취업|창업|이전|가동|폐업|휴업|생존|투입|사용)(?:했|됐|하|된|되|한)"
)
_SHARE_BORNE = re.compile(
    rf"{HEDGE}(?:은|는|을|를) (?P<noun>(?:[가-힣]{{1,10}}(?:과|와|나) )?[가-힣]{{1,10}})(?:이|"
    rf"가) (?:부담|맡|내|대|책임)"
)
_SHARE_BEARS = re.compile(
    rf"{HEDGE}(?:을|를) (?:(?:스스로|직접|따로|자체적으로) )?(?P<verb>부담|분담|출자|투자)"
)
_SHARE_PAYS = re.compile(
    rf"{HEDGE}(?:을|를) (?:현금|현물|자체 ?자금|자기 ?돈|자비)(?:으로|로) (?:부담|내|대|마련)"
)
# '기업은 지원금의 N%를 현금으로 부담': who bears it.
_PAYER = re.compile(
    r"(?<![가-힣])(?P<noun>[가-힣]{0,4}(?:기업|업체|농가|대학))(?:은|는|이|가) "
    r"[^은는이가.]{0,24}의 ?(?:약 |최소 )?$"
)
_SHARE_WHERE = re.compile(
    rf"{HEDGE}(?:은|는|을|를) (?P<noun>[가-힣]{{2,8}})에서 (?P<verb>채용|고용|생산|조달|"
    rf"구매|소비|수입)"
)
_AGENT = re.compile(r"(?P<noun>[가-힣A-Za-z]{2,12})(?:이|가) \S{2,12}의 ?$")
_RATE_OF = re.compile(r"(?:인|이던|에 이르는|에 달하는|를 넘는) (?P<noun>[가-힣A-Za-z]{2,12})")
# '연차평가에서 상위 N% 안에': the rank in the contest.
_RANKED_IN = re.compile(
    r"(?P<contest>[가-힣]{2,10})에서(?:는|도)? (?:전국 |전체 )?(?P<grade>상위|하위) ?$"
)
_GOAL = re.compile(r"(?P<noun>목표(?:액|치)?) ?$")
_SHARE_NOUN = re.compile(
    r" (?P<noun>금리|이율|세율|수수료|할인율|이자)(?:로|의|를|에|가|은|는|,| )"
)
_SHARE_WENT = re.compile(
    rf"{HEDGE}(?:은|는|이|가) (?P<noun>(?:[가-힣]{{2,8}} ){{0,2}}[가-힣]{{2,8}})에 (?:들어|쓰|"
    rf"투입|배정|돌아|갔|가고|쏠|몰|집중)"
)
# '86%가 ○○에서 나왔다', '61%가 '일감이 늘었다'고 답했다'
_SHARE_FROM = re.compile(
    rf"{HEDGE}(?:은|는|이|가) (?P<noun>(?:[가-힣]{{1,8}} ){{0,2}}[가-힣]{{2,8}})에서 나[오온왔]"
)
# 'N%를 연구개발에 쓰는': what the share of the whole is for.
_SHARE_USED = re.compile(
    rf"{HEDGE}(?:은|는|을|를) (?P<noun>(?:[가-힣]{{2,6}} )?[가-힣A-Z&]{{2,8}})에 (?:쓰|쓴|"
    rf"쓸|썼|들이|들인|재투자|"
    r"투입|투자|배정|할애|돌리|돌린)"
)
# '법인세를 5년간 전액, 이후 2년간 50% 감면': the charge, however far before.
_REMITTED = re.compile(
    rf"{HEDGE}(?:[을를만도까지]{{0,2}}) ?(?P<verb>감면|면제|할인|깎|덜 내|만 내|낸다|내면)"
)
_CHARGED = re.compile(
    r"(?P<noun>(?:[가-힣]{2,6}(?:·|와 |과 ))?[가-힣]{1,6}(?:세|임대료|사용료|요금|수수료|"
    r"부담금|보험료))(?:은|는|이|가|을|를|도) "
)
_SHARE_SAYS = re.compile(
    rf"{HEDGE}(?:은|는|이|가) ['\"‘“](?P<noun>[^'\"‘’“”\n]{{3,30}})['\"’”](?:이라고|라고|고) ?"
    r"(?:답|응답|말|밝)"
)
_SHARE_DONE = re.compile(
    rf"{HEDGE} (?P<verb>집행|완료|분양|보상|달성|감축|절감)(?:하|했|될|됐|된|한)"
)
_SHARE_ENDS = re.compile(
    rf"{HEDGE}(?:다|이다|라고|라며|에 (?:그|불과|이르|달|해당)|로 (?:집계|나타))"
)
# '의존율이 80%에 이르는 원료': the share belongs to the noun before it.
_REACHING = re.compile(
    rf"{HEDGE}(?:에 (?:이르는|달하는|육박하는|가까운|불과한|그친|그치는)|(?:을|를|이|"
    rf"가) (?:넘는|웃도는|밑도는)|인) "
)
_SHARE_HOLDS = re.compile(rf"{HEDGE}(?:을|를) (?:차지|점유|담당)")
_SHARE_SPENT = re.compile(
    rf"{HEDGE}(?:(?:을|를|까지|까지는) (?:[^\s.]{{1,10}} ){{0,4}}?|을|를|까지|까지는|"
    rf" )?(?P<verb>지원|감면|할인|투자|분담|부담|인하|보조|면제|환급)"
    r"(?:하|한|해|받|을|를|할|했|율|된|$|[ ,.])"
)
# What a ratio is compared with, rather than what it is the ratio of.
_BENCHMARK = re.compile(
    r"(?:전체|전년|예년|평년|작년|지난해|시세|시가|공시지가|정가|한 해 전|[가-힣]*(?:원가|"
    r"평균)(?:\([^()\n]{1,10}\))?|"
    r"\d+년(?: 전)?|[\d,.조억만천]+ ?원)의 ?(?:약 |최대 |최소 )?$"
)


_OF_REGION = re.compile(
    r"(?<![가-힣A-Z])(?P<region>[가-힣]{1,4}|[A-Z]{2,5})(?:이|가) (?:약 |최대 )?$"
)


def region_topic(place: Place) -> str | None:
    """'비율은 ○○이 N%로 으뜸': the topic, not the region that has it."""
    m = _OF_REGION.search(place.text, max(place.low, place.start - 10), place.start)
    if not m or not (is_region(m["region"]) or m["region"] in ("시", "도", "군", "구", "KDI")):
        return None
    low = max(place.low, m.start() - 160)
    t = re.search(r"(?:은|는) [^은는]*$", place.text[low : m.start()])
    return topic_before(place, low + t.start() + 1) if t else None


# '지분은 시가 33.3%, 공사가 66.7%': the second share is one of the same.
_SHARED_OUT = re.compile(
    r"(?P<noun>[가-힣]{2,8})(?:은|는) [가-힣A-Z]{1,8}(?:이|가) [\d.]+%, [가-힣A-Z]{1,8}(?:이|가) $"
)


# 'A가 60%, B가 40%의 지분으로': what is divided comes last.
_DIVIDED = re.compile(
    r"(?:, ?[가-힣A-Z]{1,10}(?:이|가|은|는) [\d.]+%){0,3}의 (?P<noun>지분|비율|비중|"
    r"분담)(?=[가-힣]| |,)"
)
_OF_PARTY = re.compile(r"[가-힣A-Z](?:이|가|은|는) ?$")


def _topic_told(place: Place, start: int) -> str | None:
    """'매출은 N억원이다. 5년 전의 2배다': the topic of the sentence before."""
    text, low = place.text, place.low
    if text[low:start].strip(' "“”'):
        return None
    before = text.rfind("다. ", max(0, low - 160), max(0, low - 2))
    line = text.rfind("\n", 0, max(0, low - 1)) + 1
    first = max(before + 2 if before >= 0 else 0, low - 160, line)
    for m in re.finditer(r"\S+[은는](?= )", text[first:low]):
        if not is_adnominal(m[0]):
            end = first + m.end()
            return phrase_before(text, first, end, with_clause=False).text
    return None


def share_subject(place: Place) -> str | None:
    """What a percentage or a multiple is about."""
    if not place.is_share:
        return None
    is_percentage = not place.number.endswith("배")
    if m := _RANKED_IN.search(place.text, max(place.low, place.start - 30), place.start):
        return f"{m['contest']} {m['grade']}"
    low = max(place.low, place.start - 48)
    if m := _SHARED_OUT.search(place.text, low, place.start):
        return m["noun"]
    party = _OF_PARTY.search(place.text, max(place.low, place.start - 6), place.start)
    if party and (m := place.after(_DIVIDED, 60)):
        return m["noun"]
    if is_percentage and (subject := _remitted(place) or _of_percentage(place)):
        return subject
    m = _BENCHMARK.search(place.text, max(place.low, place.start - 28), place.start)
    if m:
        topic = topic_before(place, m.start()) or _topic_told(place, m.start())
        goal = _GOAL.search(place.text, max(place.low, m.start() - 6), m.start())
        return f"{plain(topic)} {goal['noun']} 대비" if topic and goal else topic
    before = place.before()
    if before.text and before.particle == "의" and is_percentage and place.after(_SHARE_ENDS):
        return topic_before(place, place.start)
    if before.text and before.particle == "의" and not is_percentage:
        topic = topic_before(place, place.start)
        return f"{before.text} 대비 {topic}" if topic and topic != before.text else None
    return None


def _of_percentage(place: Place) -> str | None:
    """Subject of a percentage, by what its clause says of it."""
    before = place.before()
    if before.text and before.particle == "의" and (share := _share_of(place, before.text)):
        return share
    if m := place.after(_SHARE_NOUN) or place.after(_SHARE_WENT) or place.after(_SHARE_FROM):
        return m["noun"]
    if m := place.after(_SHARE_SAYS, 48):
        return m["noun"]
    if before.text and before.particle in ("이", "가") and place.after(_REACHING):
        return before.text
    if m := place.after(_SHARE_DONE):
        return f"{before.text or ''} {m['verb']}".strip()
    if m := place.after(_SHARE_BORNE):
        return f"{m['noun']} 부담"
    if m := place.after(_SHARE_WHERE):
        return f"{m['noun']} {m['verb']}"
    if before.text and before.particle in ("이", "가") and (m := place.after(_SHARE_BEARS)):
        return f"{before.text} {m['verb']}"
    for pattern, reach in ((_SHARE_PAID, 28), (_SHARE_NAMES, 48)):
        if (m := place.after(pattern, reach)) and not is_adnominal(m["noun"].split()[0]):
            return m["noun"]
    if before.text and (m := place.after(_SHARE_DOES)):
        return f"{before.text.split()[-1]} {m['verb']}"
    m = place.after(_SHARE_IS, 24)
    if m and not is_adnominal(m["noun"].split()[0]) and not _PAST.search(m["noun"]):
        return m["noun"]
    if not before.text or not before.is_direct:
        return None
    rate_of = place.after(_RATE_OF)
    if rate_of and before.text.endswith(("률", "율")):
        return f"{without_particle(rate_of['noun'])} {before.text.split()[-1]}"
    if before.text.endswith("평균"):
        topic = topic_before(place, place.start)
        return f"{before.text} {topic.split()[-1]}" if topic else before.text
    return None


_GRANT = re.compile(
    r"(?P<noun>(?:[가-힣]{2,6} )?[가-힣]{1,12}(?:금|비|료|세|혜택))(?:은|는|도|으로|"
    r"로) (?:[가-힣]{2,10} )?"
    r"[가-힣]{2,12}의 (?:약 |최대 )?$"
)


def _remitted(place: Place) -> str | None:
    """The charge that a share of is remitted, told before the steps of the remission."""
    if not place.after(_REMITTED):
        return None
    charges = list(_CHARGED.finditer(place.text, max(place.low, place.start - 48), place.start))
    return f"{charges[-1]['noun']} 감면" if charges else None


def _share_of(place: Place, whole: str) -> str | None:
    """'생산의 N%를 차지' -> '생산 비중'; '예산의 M%가 이월' -> '예산 이월'."""
    if m := _GRANT.search(place.text, max(place.low, place.start - 48), place.start):
        return m["noun"]
    if _BENCHMARK.search(place.text, max(place.low, place.start - 28), place.start):
        return None
    if place.after(_SHARE_HOLDS):
        return f"{whole} 비중"
    if m := place.after(_SHARE_USED):
        return f"{whole} 대비 {m['noun']}"
    bears = place.after(_SHARE_BEARS) or place.after(_SHARE_PAYS)
    low = max(place.low, place.start - 48)
    payer = _PAYER.search(place.text, low, place.start) if bears else None
    if payer:
        return f"{payer['noun']} 부담"
    agent = _AGENT.search(place.text, max(place.low, place.start - 28), place.start)
    if bears and agent:
        return f"{agent['noun']} {bears['verb']}"
    if m := place.after(_SHARE_GIVEN):
        return f"{whole} 대비 {m['noun']}"
    if m := place.after(_SHARE_DOES) or place.after(_SHARE_SPENT, 44):
        return f"{whole} {m['verb']}"
    return None
