"""Five hundred damaged copies of the bundled pages: no exception, one outcome, bounded time."""

from __future__ import annotations

import codecs
import random
import re
import time
from collections import Counter

from cluster_assets.clean.article import clean_page
from cluster_assets.records import KEPT, REJECTED_OUTCOMES
from cluster_assets_tests.quality.corpus import page_files

COUNT = 500
MAX_SECONDS = 40
MAX_PAGE_SECONDS = 5
_TAG = re.compile(rb"<[^<>]{1,200}>")
_ENCODINGS = ("utf-8", "cp949", "utf-16", "utf-16-be", "utf-32", "utf-7", "johab", "iso2022_kr")
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def cut(raw: bytes, chance: random.Random, pages: list[bytes]) -> bytes:
    start = chance.randrange(len(raw))
    return raw[start:] if chance.random() < 0.3 else raw[:start]


def flip(raw: bytes, chance: random.Random, pages: list[bytes]) -> bytes:
    damaged = bytearray(raw)
    for _ in range(chance.randrange(1, 200)):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    return bytes(damaged)


def drop_tags(raw: bytes, chance: random.Random, pages: list[bytes]) -> bytes:
    return _TAG.sub(lambda match: b"" if chance.random() < 0.3 else match.group(), raw)


def double_tags(raw: bytes, chance: random.Random, pages: list[bytes]) -> bytes:
    def repeat(match: re.Match[bytes]) -> bytes:
        return match.group() * (chance.randrange(2, 40) if chance.random() < 0.1 else 1)

    return _TAG.sub(repeat, raw)


def recode(raw: bytes, chance: random.Random, pages: list[bytes]) -> bytes:
    text = raw.decode("utf-8", "replace")
    return text.encode(chance.choice(_ENCODINGS), "replace")


def splice(raw: bytes, chance: random.Random, pages: list[bytes]) -> bytes:
    other = chance.choice(pages)
    return raw[: chance.randrange(len(raw))] + other[chance.randrange(len(other)) :]


def scatter(raw: bytes, chance: random.Random, pages: list[bytes]) -> bytes:
    """NULs, byte order marks and pieces of markup at random places."""
    pieces = (b"\0", b"<", b">", b"</", b"<!--", b"<![CDATA[", b"&#", b'"', b"<table>", *_BOMS)
    for _ in range(chance.randrange(1, 60)):
        at = chance.randrange(len(raw))
        raw = raw[:at] + chance.choice(pieces) + raw[at:]
    return raw


MUTATIONS = (cut, flip, drop_tags, double_tags, recode, splice, scatter)


def test_damaged_pages_end_in_exactly_one_outcome_each() -> None:
    chance = random.Random(20261125)
    pages = [path.read_bytes() for path in page_files("bundled").values()]
    outcomes: Counter[str] = Counter()
    began = time.process_time()
    for number in range(COUNT):
        mutate = MUTATIONS[number % len(MUTATIONS)]
        raw = mutate(chance.choice(pages), chance, pages)
        if number % 3 == 0:
            raw = chance.choice(MUTATIONS)(raw or b" ", chance, pages)
        start = time.process_time()
        page = clean_page(raw, with_triage=number % 2 == 0)
        assert time.process_time() - start < MAX_PAGE_SECONDS, mutate.__name__
        assert page.outcome != "error", (mutate.__name__, page.reason)
        assert page.outcome == KEPT or (page.outcome in REJECTED_OUTCOMES and page.reason)
        assert page.is_relevant == (page.outcome == KEPT)
        assert not (page.outcome == KEPT and not page.text)
        outcomes[page.outcome] += 1
    assert time.process_time() - began < MAX_SECONDS
    assert sum(outcomes.values()) == COUNT
    assert outcomes[KEPT] > COUNT / 3, outcomes  # the damage leaves most pages readable
