"""What makes a phrase the name of an initiative: heads, generic words, tails, short forms."""

from __future__ import annotations

import re
from functools import lru_cache

from cluster_assets.extract.names.initiatives.words import (
    GENERIC_WORDS,
    KIND_HEADS,
    STRONG_HEADS,
    SUBPLACES,
    TOPICS,
    UNION_HEADS,
    WEAK_HEADS,
    WORK_HEADS,
)
from cluster_assets.extract.names.regions.gazetteer import load_gazetteer

_STRONG = "|".join(sorted(STRONG_HEADS, key=len, reverse=True))
_WEAK = "|".join(sorted(WEAK_HEADS, key=len, reverse=True))
_WORK = "|".join(sorted(WORK_HEADS, key=len, reverse=True))
_UNION = "|".join(UNION_HEADS)
STAGE = r"(?:\d|[1-9]\d|[ⅠⅡⅢⅣI]{1,3})(?:단계|차|기)|시즌\d"
STRONG_END = re.compile(rf"(?:{_STRONG})$")
WEAK_END = re.compile(rf"(?:{_WEAK})$")
WORK_END = re.compile(rf"(?:{_WORK})$")
ANY_END = re.compile(rf"(?:{_STRONG}|{_WEAK}|{_WORK}|{_UNION})(?: ?(?:{STAGE}|\d\.0))?$")

# Words of events, contracts and studies that follow a name inside the same quotes.
_EVENT = (
    r"(?:[가-힣]*(?:보고회|공유회|발표회|설명회|간담회|토론회|공청회|협의회의|결성식|출범식|"
    r"선포식|착수식|"
    r"협약식|현판식|개소식|기공식|착공식|준공식|개관식|개막식|체결식|출정식|발대식|위촉식|"
    r"기념식|포럼|세미나|"
    r"컨퍼런스|콘퍼런스|심포지엄|워크숍|워크샵|워크샾|회의|용역|박람회|전시회|공모전|경진대회|"
    r"설명회|교류회|상담회|"
    r"협약|양해각서|타당성조사|타당성 조사|기본구상|기본설계|실시설계|공모|공고|모집|"
    r"참여기업|입주기업|투자협약|평가|심사|주간|데이|페스티벌|엑스포|대회)|MOU|IR|지정|신청|"
    r"선정|현황|방안|"
    r"추진현황|추진전략|활성화|용역비|총괄|최종|중간|착수|성과|결과|연구|비전|업무|투자|상생|공동)"
)
_EVENT_TAIL = re.compile(rf"(?: ?\(?{_EVENT}\)?)$")
_ACT = r"조성|구축|건립|건설|설립|개발|추진|운영|육성|유치|지원|개소|출범|착공|시행|도입|확대"
_ACT_TAIL = re.compile(rf" (?:{_ACT})$")
_EVENT_END = re.compile(
    r"(?:회|식|포럼|세미나|위크|엑스포|축제|대전|페어|전시회|박람회|어워즈|대상)$"
)

_PLAIN_WORDS = frozenset((*GENERIC_WORDS, *TOPICS, "R&D", "·", "&", "-"))
_GENERIC = frozenset(GENERIC_WORDS)
_LONGEST_PLAIN = max(map(len, _PLAIN_WORDS))
_LONGEST_TOKEN = 40
_PLAIN_NUMBER = re.compile(r"제?\d+(?:개|단계|차|대)?|세션\d|20\d\d년도?")
# Real programmes and bodies' names that consist of generic words only.
_NATIONAL = re.compile(
    r"국가[가-힣A-Z]{1,8}클러스터|국가 ?AI ?[가-힣]+센터|"
    r"^국가[가-힣A-Z]{2,8}(?:테스트필드|플랫폼|컴퓨팅센터)|국제과학비즈니스벨트|과학벨트|"
    r"중이온가속기|방사광가속기|양성자가속기|^지역활성화 ?투자펀드$"
)
_NEVER = re.compile(
    r"실리콘밸리|테크노파크$|혁신도시(?: (?:산학연 ?)?클러스터)?$|신도시$|모태펀드|"
    r"[가-힣]+형 실리콘|클러스터링|그린벨트|컨베이어벨트|안전벨트|"
    r"^(?:공모|사모|헤지|인덱스|벤처|정책|모|자)펀드$|(?:국제|해외) ?특구$"
)
# A topic written together with 밸리 is a brand ('솔라밸리'), unlike one with 클러스터.
_BRAND = re.compile(
    r"(?!(?:첨단|산업|혁신|테크노|과학|기술|스마트|벤처|실리콘)+밸리)[가-힣A-Z]{2,8}밸리"
)
# A village or a year tells no zone from another.
_VILLAGE = re.compile(r"(?![가-힣]*밸리)[가-힣]{2,4}(?:읍|면|동|리)|20\d\d년도?")
# These are designated one by one, so that a topic is enough.
_UNIQUE_KIND = re.compile(
    r"특화단지$|국가(?:산업단지|산단)$|(?:규제자유|글로벌 혁신|강소연구개발|지역특화발전)특구$"
)
# Written in one word with its field: '수소국가산단'.
_FUSED_ESTATE = re.compile(
    r"(?!첨단|국가|일반|신규|해당|기존|이번)[가-힣A-Z]{2,8}국가(?:산업단지|산단)"
)
# With three words or more these are official names: '인공지능 중심 산업융합 집적단지'.
_LISTED_KIND = re.compile(r"(?:특화|집적|집적화)단지$|국가시범도시$")


def is_never_a_name(name: str) -> bool:
    """Phrases with an initiative's head that are something else."""
    return bool(_NEVER.search(name))


def is_national(name: str) -> bool:
    """Whether ``name`` is that of a national programme made of generic words only."""
    return bool(_NATIONAL.search(name))


def strip_tails(name: str) -> str:
    """``name`` without the event, contract or study that follows it in the same quotes."""
    stripped = name.strip()
    for _ in range(6):
        match = _EVENT_TAIL.search(stripped)
        shorter = stripped[: match.start()].rstrip() if match else stripped
        if shorter != stripped:
            shorter = shorter if ANY_END.search(shorter) else _ACT_TAIL.sub("", shorter)
        else:
            shorter = _ACT_TAIL.sub("", stripped)
        if shorter == stripped or len(shorter) < 2:
            break
        stripped = shorter
    return stripped


def has_head(name: str) -> bool:
    """Whether ``name`` ends in the head noun of an initiative."""
    return bool(ANY_END.search(name)) and not _EVENT_END.search(name) and not is_never_a_name(name)


def place_prefix(token: str) -> str:
    """The region name that ``token`` begins with ('천안형' -> '천안'); empty when none."""
    gazetteer = load_gazetteer()
    for length in range(min(gazetteer.longest_surface, len(token)), 1, -1):
        surface = token[:length]
        rows = gazetteer.candidates(surface)
        if rows and not all(row.is_word for row in rows):
            return surface
    return ""


def is_plain(token: str) -> bool:
    """Whether ``token`` is made of generic words and topics from end to end."""
    if len(token) > _LONGEST_TOKEN or _PLAIN_NUMBER.fullmatch(token):
        return True
    return _is_made_of(token, _PLAIN_WORDS)


def is_generic(token: str) -> bool:
    """Whether ``token`` is made of generic words alone, without a field or a proper word."""
    return len(token) > _LONGEST_TOKEN or _is_made_of(token, _GENERIC)


def _is_made_of(token: str, words: frozenset[str]) -> bool:
    reachable = {0}
    for start in range(len(token)):
        if start in reachable:
            for end in range(start + 1, min(start + _LONGEST_PLAIN, len(token)) + 1):
                if token[start:end] in words:
                    reachable.add(end)
    return len(token) in reachable


def is_placed(name: str, local_places: frozenset[str] = frozenset()) -> bool:
    """Whether ``name`` begins with a region, a well-known place or one of ``local_places``."""
    first = name.split()[0]
    return (
        bool(place_prefix(first))
        or first.startswith(SUBPLACES)
        or any(first.startswith(place) for place in local_places)
    )


def is_rather_a_kind(name: str) -> bool:
    """Whether the head is one that topics precede as often as proper words ('양식 클러스터')."""
    head = STRONG_END.search(name)
    return head is not None and head[0] in KIND_HEADS


def proper_rest(name: str) -> str:
    """What is left of ``name`` without heads, generic words and topics: its proper part."""
    head = STRONG_END.search(name) or WEAK_END.search(name) or WORK_END.search(name)
    rest = name[: head.start()] if head else name
    return "".join(token for token in rest.split() if len(token) > 1 and not is_plain(token))


def is_specific(name: str) -> bool:
    """Whether a phrase with a strong head names one thing rather than a kind of thing."""
    if _NATIONAL.search(name):
        return True
    tokens = [token for token in name.split() if not _VILLAGE.fullmatch(token)]
    if len(tokens) > 2 and _LISTED_KIND.search(name):
        return True
    if len(tokens) > 1 and _UNIQUE_KIND.search(name):
        return True
    if len(tokens) == 1 and _FUSED_ESTATE.fullmatch(name):
        return True
    prefix = place_prefix(tokens[0]) if tokens else ""
    if prefix and prefix == tokens[0]:
        return bool(_beyond_place(" ".join(tokens[1:])))
    name = " ".join(tokens)
    return len(proper_rest(name)) > 1 or _BRAND.fullmatch(name) is not None


# With the place alone these are names: '○○ 테크노폴리스'.
_BRAND_HEADS = ("하이테크파크", "메가폴리스", "테크노폴리스", "바이오폴리스")
_ESTATE_KINDS = ("국가", "일반", "혁신", "첨단", "과학", "그린")


def _beyond_place(rest: str) -> str:
    """What tells 'PLACE rest' from any other of the place: more than a bare plain head."""
    head = STRONG_END.search(rest) or WEAK_END.search(rest)
    before = rest[: head.start()] if head else rest
    if head and head[0] in _BRAND_HEADS:
        return head[0]
    if head and head[0] in ("산업단지", "산단", "농공단지"):
        return "".join(
            w
            for w in before.split()
            if not is_plain(w) or w.endswith(_ESTATE_KINDS) or w[-1].isdigit()
        )
    return before.strip()


@lru_cache(maxsize=4096)
def head_class(name: str) -> str:
    """The head noun that tells kinds of initiatives apart; '' when there is none.

    Work words after a physical head do not count: '… 클러스터 조성사업' is a 클러스터.
    """
    core = core_of(name)
    match = STRONG_END.search(core) or WEAK_END.search(core)
    if not match:
        return "사업" if WORK_END.search(name) else ""
    head = match[0]
    if head in ("산단", "산업단지", "농공단지"):
        return "산업단지"
    if head in (
        "특화단지",
        "집적단지",
        "복합단지",
        "첨복단지",
        "과학기술단지",
        "과학단지",
        "과기단지",
        "혁신단지",
    ):
        return "단지"
    return {"테크노밸리": "밸리", "비즈니스벨트": "벨트"}.get(head, head)


_WORK_TAIL = re.compile(
    rf"(?: ?(?:{_ACT}|고도화|활성화|활용|실증|{STAGE}))*(?: ?(?:{_WORK}))+$|(?: (?:{_ACT}))+$"
)
#: The part of a programme that a name's bracket tells: '○○ 육성사업(비R&D)'.
SORT_TAIL = re.compile(r" ?\(비?R&B?D\)$")
_STAGE_TAIL = re.compile(rf" ?(?:{STAGE})$")


def _plain_of(name: str) -> str:
    return SORT_TAIL.sub("", name) if name.endswith(")") else name


def core_of(name: str) -> str:
    """``name`` without words of work and stage ('가람밸리 2단계 조성사업' -> '가람밸리')."""
    name = _plain_of(name)
    core = _STAGE_TAIL.sub("", _WORK_TAIL.sub("", name)).strip()
    if STRONG_END.search(core) or WEAK_END.search(core):
        return core
    return name


def has_work_tail(name: str) -> bool:
    """Whether ``name`` is that of a programme or plan ('…사업', '…계획')."""
    return bool(WORK_END.search(_plain_of(name)))
