"""Whether a page can be about regional innovation at all, told from its bytes.

Most captured pages are about something else, and parsing them costs most of the time of a
run. A page passes where a topic term stands anywhere in its bytes: in UTF-8 or CP949, as
JSON escapes or as numeric entities. UTF-16 pages, which are rare, pass unread. The needles
cover every wording that :func:`cluster_assets.clean.relevance.assess` can count as a term,
so that no page is lost that it would keep; the price is that some pages pass which only
their menus let through.
"""

from __future__ import annotations

import itertools
import re
import threading
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from ahocorasick_rs import BytesAhoCorasick, Implementation

hyperscan: Any
try:
    import hyperscan
except ImportError:  # no wheel for this machine: the slower automaton finds the same terms
    hyperscan = None

#: Bytes in which a UTF-16 page shows its zeros.
HEAD_BYTES = 4_000

# A blank in a needle may be written or not.
_WORDS = (
    "클러스터|테크노|밸리|산단|혁신|이노폴리스|테크비즈|특구|경제자유|자유무역지역|"
    "샌드박스|투자선도지구|첨단의료복합|첨복단지|과학벨트|과학 벨트|즈니스벨트|"
    "사이언스파크|산업 파크|지식산업|산학|RISE|(RIS| RIS|라이즈 사업|지역산업|주력산업|"
    "전략산업|특화산업|뿌리산업|뿌리기업|진흥원|지원센터|실증|지원단|기업도시|융복합단지|"
    "복합단지|집적단지|특화단지|연구단지|농공단지|산업단지|전문단지|수출단지|기술단지|"
    "과기단지|창업|벤처|스타트업|딥테크|모펀드|융합 얼라이언스|유니언|스마트 공장|"
    "강소기업|중견기업 육성|선도연구|글로컬대학|R&D|R&amp;D|R&#38;D|연구개발|산업부|"
    "중기부|과기정통부|산업통상|중소벤처|과학기술정보|기업지원|소부장|입주기업|앵커기업|"
    "자유화 구역|촉진지구|진흥지구|집적지구|선도지구|"
    "예비타당성|예타|육성사업"
)
_ZONES = ("국가", "일반", "도시첨단", "농공", "첨단", "스마트", "그린")
_TOWNS = ("종합", "산업", "연구", "의료", "기업")
_TRADES = (
    "치유 바이오 수소 드론 로봇 항공 우주 농식품 농생명 헬스케어 이차전지 배터리 반도체 방위 방산"
    " 미래차 모빌리티 뷰티 화장품 섬유 탄소 소재 나노 센서 디스플레이 푸드테크 스마트팜 한방 천연물"
    " 백신 의료기기 해양레저 재생에너지"
)
_AT_HUBS = ("구축", "조성", "센터", "시설", "단지", "육성", "사업")
_TOWN_OF_PROVINCE = "남북구산울광주전원제인천기종도포항대진"
_SUPPORTED = ("산업", "기업", "부품", "소재", "장비", "인증", "실증", "기반")
_SUPPORT = ("육성", "지원", "구축", "생태계 조성", "고도화")
# 'X센터' with up to four syllables between: the head alone is too common a word.
_CENTRE_HEADS = ("시험", "평가", "인증", "기술", "공정", "연구")
_CENTRE = "센터"


def needles() -> tuple[str, ...]:
    """Every term that lets a page pass; an inner blank may be missing in the page."""
    return (
        *_WORDS.split("|"),
        *(f"{trade} 산업" for trade in _TRADES.split()),
        *(f"거점 {what}" for what in _AT_HUBS),
        *(f"{zone} 단지" for zone in _ZONES),
        *(f"{town} 타운" for town in _TOWNS),
        *(f"{last} TP" for last in _TOWN_OF_PROVINCE),
        *(f"{what} {how} 사업" for what in _SUPPORTED for how in _SUPPORT),
    )


#: How one blank is written in markup, where it is.
_BLANKS = (" ", "\n", "&nbsp;", "\u00a0", "\u3000")


def _spellings(needle: str) -> Iterator[str]:
    """The needle with each inner blank written or left out, and with the other kinds of blank."""
    words = re.split(r"(?<=\S) ", needle)
    inner = len(words) - 1
    mixed = itertools.product(("", " "), repeat=inner)
    for blanks in dict.fromkeys([*mixed, *((blank,) * inner for blank in _BLANKS)]):
        yield words[0] + "".join(b + word for b, word in zip(blanks, words[1:], strict=True))


def _encoded(word: str) -> Iterator[bytes]:
    yield word.encode("utf-8")
    if not word.isascii() and "\u00a0" not in word:  # CP949 has no such blank
        yield word.encode("cp949")


def _escaped(word: str) -> Iterator[bytes]:
    """As JSON escapes and numeric entities, hexadecimal digits in lower case."""
    if not word.isascii():
        for form in ("\\u{:04x}", "&#{};", "&#x{:x};"):
            yield "".join(c if c.isascii() else form.format(ord(c)) for c in word).encode()


def can_be_relevant(raw: bytes) -> bool:
    """Whether any topic term stands in the bytes of the page, in any encoding it may have.

    ``raw`` is the page as served, not compressed.
    """
    if b"\x00" in raw[:HEAD_BYTES]:
        return True
    return _finder()(raw)


@lru_cache(maxsize=1)
def _finder() -> Callable[[bytes], bool]:
    return aho_corasick_finder() if hyperscan is None else hyperscan_finder()


def literals() -> tuple[bytes, ...]:
    """Every needle as it may stand in a UTF-8 or a CP949 page."""
    words = (word for needle in needles() for word in _spellings(needle))
    return tuple(dict.fromkeys(form for word in words for form in _encoded(word)))


def hyperscan_finder() -> Callable[[bytes], bool]:
    """A search with one compiled database; it stops at the first term."""
    words = [word for needle in needles() for word in _spellings(needle)]
    plain = [_literal(form) for form in literals()]
    folded = [_literal(form) for word in words for form in _escaped(word)]
    for head, tail in ((h, _CENTRE) for h in _CENTRE_HEADS):
        for codec, width in (("utf-8", 12), ("cp949", 8)):
            gap = rb"[^\x00-\x20<>]{0,%d}\s?" % width
            plain.append(_literal(head.encode(codec)) + gap + _literal(tail.encode(codec)))
        for left, right in zip(_escaped(head), _escaped(tail), strict=True):
            folded.append(_literal(left) + rb"[^\x00-\x20<>]{0,32}\s?" + _literal(right))
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    once = hyperscan.HS_FLAG_SINGLEMATCH
    flags = [once] * len(plain) + [once | hyperscan.HS_FLAG_CASELESS] * len(folded)
    database.compile(
        expressions=[*plain, *folded],
        ids=list(range(len(flags))),
        elements=len(flags),
        flags=flags,
    )
    own = threading.local()  # scratch space must not be shared by threads

    def find(raw: bytes) -> bool:
        if not hasattr(own, "scratch"):
            own.scratch = hyperscan.Scratch(database)
        try:
            database.scan(raw, match_event_handler=_stop, scratch=own.scratch)
        except hyperscan.ScanTerminated:
            return True
        return False

    return find


def _stop(*_: object) -> bool:
    return True


def _literal(form: bytes) -> bytes:
    return b"".join(b"\\x%02x" % byte for byte in form)


_ESCAPE = re.compile(rb"\\u[a-dA-D][0-9a-fA-F]{3}|&#(?:4[4-9]|5[0-5])\d{3};|&#[xX][a-dA-D]")


def aho_corasick_finder() -> Callable[[bytes], bool]:
    """The same search without hyperscan; pages with escaped Hangul pass unread."""
    automaton = BytesAhoCorasick(
        [*literals(), *_encoded(_CENTRE)], implementation=Implementation.DFA
    )

    def find(raw: bytes) -> bool:
        return bool(automaton.find_matches_as_indexes(raw)) or bool(_ESCAPE.search(raw))

    return find
