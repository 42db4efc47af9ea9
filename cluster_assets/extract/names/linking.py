"""Stable ids of entities over articles: codes, normal names and alias tables, no fuzzy match."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

_LEGAL_FORM = re.compile(r"㈜|\((?:주|재|사|유|株|財|社)\)|주식회사|유한회사|재단법인|사단법인")
_NOISE = re.compile(r"[\s'\"‘’“”「」『』<>《》〈〉·ㆍ・․‧･.,()（）\[\]~∼_-]")
# Short forms that Korean papers use for the same word, longest first
_ALIASES = (
    (re.compile(r"국가산단"), "국가산업단지"),
    (re.compile(r"일반산단"), "일반산업단지"),
    (re.compile(r"첨단산단"), "첨단산업단지"),
    (re.compile(r"산단"), "산업단지"),
    (re.compile(r"TP(?![A-Za-z])", re.IGNORECASE), "테크노파크"),
    (re.compile(r"첨복단지"), "첨단의료복합단지"),
    (re.compile(r"첨복재단"), "첨단의료산업진흥재단"),
    (re.compile(r"강소특구"), "강소연구개발특구"),
    (re.compile(r"과학벨트"), "국제과학비즈니스벨트"),
    (re.compile(r"국제국제"), "국제"),
)
_YEAR = re.compile(r"^(?:20\d\d년도?|제?\d+차(?=년도))")
_WORK_TAIL = re.compile(
    r"(?:조성|구축|건립|건설|육성|설립|추진|개발|운영)?(?:사업|프로젝트|계획|기본계획|종합계획)$"
)
_BARE_ACT = re.compile(r"(?:조성|구축|건립|건설|설립)$")
_ID_LENGTH = 12


@lru_cache(maxsize=4096)
def canonical_key(name: str) -> str:
    """Key under which spellings of one name are equal: width, spaces, dots, legal forms, aliases.

    >>> canonical_key("한빛 국가산단") == canonical_key("한빛국가산업단지")
    True
    """
    key = unicodedata.normalize("NFKC", _NOISE.sub("", _LEGAL_FORM.sub("", name)))
    key = _NOISE.sub("", _LEGAL_FORM.sub("", key))
    for pattern, full in _ALIASES:
        key = pattern.sub(full, key)
    return key.lower()


def initiative_key(name: str) -> str:
    """:func:`canonical_key` without the year and the words of work ('조성사업', '종합계획')."""
    key = _YEAR.sub("", canonical_key(name))
    core = _BARE_ACT.sub("", _WORK_TAIL.sub("", key))
    return core if len(core) > 2 else key


def region_entity_id(code: str) -> str:
    """Id of the region whose lineage code is ``code``."""
    return f"region-{code}"


def initiative_entity_id(name: str, region_code: str = "") -> str:
    """Id of an initiative by its normal name, told apart by region where one is given."""
    return f"initiative-{_digest(f'{initiative_key(name)}|{region_code}')}"


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:_ID_LENGTH]
