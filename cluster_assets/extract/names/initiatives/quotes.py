"""Initiatives' names in quotes, with a head noun or by what is said right beside them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from cluster_assets.extract.names.initiatives.names import (
    ANY_END,
    SORT_TAIL,
    has_head,
    is_never_a_name,
    is_plain,
    proper_rest,
    strip_tails,
)
from cluster_assets.extract.names.initiatives.phrases import FoundName
from cluster_assets.records import SpanField

_QUOTED = re.compile(
    r"'([^'\"\n]{2,60})'|「([^「」\n]{2,70})」|『([^『』\n]{2,70})』|\"([^\"'\n]{2,40})\"|"
    r"<([^<>\n]{2,60})>|《([^《》\n]{2,60})》|〈([^〈〉\n]{2,60})〉"
)
CLAUSE = re.compile(
    r"(?:(?<!마)(?<!가)을|를|(?<!어린)(?<!베)(?<!레)이|는|에서|으로|하는|위한|있는|없는|되는|하고|"
    r"에게|이라는|라는)\s"
    r"|[다요까자죠][.!?]?$|[.!?…]$"
)
_AFTER_QUOTE = re.compile(
    r"(?:\([^()\n]{1,30}\))?\s?(?:조성|구축|건립|건설|사업|프로젝트|출범|개소|클러스터|특구|단지|"
    r"센터|밸리|펀드|"
    r"[을를]\s?(?:조성|구축|건립|건설|추진|짓|만들|세우|설립))"
)
# '<연도별 재원 계획> (단위: 억원)': the caption of a table.
_CAPTION = re.compile(r" ?[(\[]? ?단위 ?[:：]")
_NOTE = re.compile(r"\s?\([^()]*\)$")


def find_quoted(text: str, field: SpanField) -> list[FoundName]:
    """Names in quotes, in order."""
    found: list[FoundName] = []
    others: list[FoundName] = []
    for match in _QUOTED.finditer(text):
        group = match.lastindex or 1
        content = _NOTE.sub("", match[group])
        if _CAPTION.match(text, match.end()):
            continue
        if CLAUSE.search(content) or len(content.split()) > 9:
            continue
        name = _quoted_name(content, text, match)
        start = match.start(group) + content.index(name or content)
        if name is not None:
            sort = SORT_TAIL.search(match[group])
            if sort and name == content:
                name = match[group]
            found.append(FoundName(field, start, start + len(name), name, "quoted"))
        elif _may_be_undertaken(content):
            others.append(FoundName(field, start, start + len(content), content, "quoted"))
    return sorted([*found, *_siblings(text, found, others)], key=lambda n: n.start)


def _quoted_name(content: str, text: str, match: re.Match[str]) -> str | None:
    if " " in content and content.endswith(("공모", "공모사업")) and _WON.match(text, match.end()):
        return content
    name = strip_tails(content)
    if not has_head(name):
        if _is_undertaken(content, text, match.start(), match.end(), is_act=name != content):
            name = content
        elif name != content or not _is_named_after(content, text, match.end()):
            return None
    return name if len(name) >= 4 and _is_quoted_name(name) else None


_NEXT_TO = 48
_PARALLEL = re.compile(r"['\"](?:\([^()\n]{1,20}\))?([은는이가을를의]|에는?|[와과]|,)")


def _siblings(
    text: str, found: Sequence[FoundName], others: Sequence[FoundName]
) -> list[FoundName]:
    """Phrases in quotes beside a name in quotes, in the same place of their clause."""
    if not found:
        return []
    starts = [n.start for n in found]
    kept = []
    for other in others:
        at = bisect_left(starts, other.start)
        for near in found[max(0, at - 1) : at + 1]:
            first, second = sorted((near, other), key=lambda n: n.start)
            between = text[first.end : second.start]
            if len(between) > _NEXT_TO or re.search(r"[.\n]", between):
                continue
            particles = [_PARALLEL.match(text, n.end) for n in (first, second)]
            if particles[0] and (
                particles[0][1] in ("와", "과", ",")
                or (particles[1] and _same_role(particles[0][1], particles[1][1]))
            ):
                kept.append(other)
                break
    return kept


def _same_role(one: str, other: str) -> bool:
    return any({one, other} <= group for group in _ROLES)


_ROLES = (frozenset("은는"), frozenset("이가"), frozenset("을를"), frozenset(("에", "에는")))


def _is_quoted_name(name: str) -> bool:
    """A single plain head ('클러스터', '혁신센터') in quotes is emphasis, not a name."""
    if is_never_a_name(name):
        return False
    return " " in name or len(proper_rest(name)) > 1 or len(name) > 4


# Words inside that make a phrase in quotes a slogan or a remark.
_REMARK = re.compile(
    r"(?:[은는을를에의]|에서|으로|까지|부터|처럼|보다|하기|하는|한|인|할|된|될|하고|하며|없이|있는|"
    r"없는|위한|"
    r"좋은|같은)(?: |$)|[!?,…~]|^(?:제?\d+|[A-Z]{1,4})$"
)
# Kinds of things in quotes that are not carried out: bodies, grades, laws, notions.
_NO_UNDERTAKING = re.compile(
    r"(?:구|시|군|도|회|식|법|상|령|안|등급|조례|기업|기관|단체|조합|대학|대학교|시대|도시|산업|"
    r"경제|기술|효과|"
    r"현상|문제|원칙|방식|위기|기준|대상|우수|최고|최초|브랜드|제품|영화|드라마|노래|책|지수|분야|"
    r"부문|제도|"
    r"협약|선언|포럼|캠페인|축제|주간|대회|박람회|학과|학부|전공|과정|인증|마크|장관|의원|단장|"
    r"본부)$"
)
_UNDERTAKEN = re.compile(
    r"(?:\([^()\n]{1,30}\))?(?:[은는이가을를의]|에는?|으?로)?,? ?[^.\n'\"]{0,40}?"
    r"(?:\d[\d,.천백만]*(?:여)?\s?(?:조|억|만 ?원)|지정|짓|지어|건립|조성|들어서|들어선|들어설|"
    r"구축|추진|"
    r"착공|준공|개소|문을 (?:연|열)|시행|바뀐|바뀌|탈바꿈|거듭나|업무 ?협약|자리 ?잡|쓰인|쓰이|"
    r"가동|개통|발족|펼친|펼치|벌인|벌이|몫이|첫 삽|세운|세워|세우|신설|운영한|"
    r"운영하|올린|올리|꾸린|꾸리|넓힌|넓히)"
)


_MONEY_BEFORE = re.compile(r"\d[\d,.조억천백만여 ]*원(?:짜리|을|은|이|의)? $")
_SHORTEST_UNHEADED = 5


def _may_be_undertaken(content: str) -> bool:
    return (
        len(content) >= _SHORTEST_UNHEADED - (content[-1] in "ⅠⅡⅢⅣ123")
        and not _REMARK.search(content)
        and not _NO_UNDERTAKING.search(content)
    )


def _is_undertaken(content: str, text: str, start: int, end: int, *, is_act: bool) -> bool:
    """A noun phrase in quotes that is built, carried out or paid for right beside.

    One that ends in a bare act ('… 진입 지원') needs money of its own.
    """
    if not _may_be_undertaken(content):
        return False
    if _STATE_HALL.match(content):
        return True
    if " " in content and SOFT_END.search(content) and not _is_common(content):
        return True
    if _MONEY_BEFORE.search(text[max(0, start - 24) : start]):
        return True
    if " " in content and _WON.match(text, end):
        return True
    return (_PAID_AFTER if is_act else _UNDERTAKEN).match(text, end) is not None


# Ends that official programmes share with plain phrases: names in quotes, of two words or more.
SOFT_END = re.compile(
    r"(?:기반|지원|개발|고도화|국산화|사업화|실증|기금|육성|양성|보급|바우처|보증|금융|상품권|훈련|"
    r"인턴십|"
    r"리사이클링|시스템|스쿨|챌린지|오픈랩|기숙사|시설|설비|연구동|실증동|실습동|콤플렉스|스퀘어|"
    r"라운지|거리|광장)$"
)


_STATE_HALL = re.compile(r"(?:국립|도립|시립)[가-힣 ]{2,16}(?:원|관|센터)$")


def _is_common(content: str) -> bool:
    """Whether every word but the last is a plain one ('지역 기업 지원')."""
    return all(is_plain(word) for word in content.split()[:-1])


# '‘○○ 첨단화 공모’에 선정': what is won by a call, whatever its last word is.
_WON = re.compile(
    r"(?: ?공모)?(?: ?사업)?(?:에|의|으로)? ?(?:지원 ?대상|대상|신규|공모)?(?:에|으로|지로)? ?"
    r"(?:[「『'\"][^「」『』'\"\n]{2,40}[」』'\"] ?(?:이|가|으?로) |[가-힣A-Za-z0-9· "
    r"]{2,24}(?:이|가) )?"
    r"(?:최종 |신규 |잇따라 |단독 |추가 |나란히 )?(?:선정|뽑|낙점|공모|응모|도전|지원 ?대상)"
)
_PAID_AFTER = re.compile(
    r"(?:\([^()\n]{1,30}\))?(?:에는?|의|은|는)? ?(?:[가-힣]+ ){0,2}\d[\d,.조억천백만여 ]{0,14}원"
)


def _is_named_after(content: str, text: str, end: int) -> bool:
    if ANY_END.search(content) or content.endswith(
        ("구", "시", "군", "도", "회", "식", "법", "상")
    ):
        return False
    return _AFTER_QUOTE.match(text[end : end + 50]) is not None and len(content) > 3
