"""Hostile article text: no crash, and work that grows no faster than the text.

Each kind of text is read at one size and at twice that size. The comparison of the two times
needs no limit in seconds: quadratic work would take four times as long.
"""

from __future__ import annotations

import gc
import time
from datetime import date

import pytest

from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.money.find import find_money
from cluster_assets.extract.names.regions.find import find_regions

#: Twice the text may take this many times as long; 4 would be quadratic growth.
_MOST = 3.2
#: Below this many seconds a measurement says nothing.
_NOISE = 0.05
_TRIES = 2
#: Characters of the single text: long enough for a quadratic step to outgrow the noise.
_SINGLE = 1_500

SENTENCE = (
    "충북 음성군은 2024년부터 2027년까지 국비 30억원과 군비 20억원 등 "
    "모두 50억원을 들여 센터를 짓는다. "
)
KINDS = {
    "long article": SENTENCE * 41,
    "many paragraphs": (SENTENCE + "\n") * 41,
    "no spaces": SENTENCE.replace(" ", "") * 41,
    "one sentence": "충북도는 국비 30억원과 " * 166,
    "only digits": "1234567890" * 333,
    "digits and commas": "1,234," * 416,
    "digits and units": "1천2백만3억" * 333,
    "digits and spaces": "1 2 3 " * 416,
    "mixed languages": "Chungbuk 충북 忠北 30억 Чхунбук 5천만 달러 ٣٠ " * 62,
    "nested brackets": "30억원(" * 250 + ")" * 250,
    "open brackets": "총 90억원[(" * 208,
    "quotes": "'30억원\"" * 333,
    "years": "2024년~2025년부터 올해까지 " * 166,
    "apostrophe years": "'21~'25 " * 333,
    "months": "3월까지 4월까지 " * 250,
    "hedges": "약 최대 최소 30억여원 이상 이내 " * 125,
    "labels": "국비 도비 시비 군비 " * 250,
    "bare list": "국비 21·도비 9·" * 250,
    "regions": "충북 음성군과 진천군·괴산군, 청주시 흥덕구는 " * 83,
    "each of": "전북도와 완주군, 무주군이 각각 3억원씩 " * 83,
    "ranges": "100~150억원에서 200억~" * 166,
    "tabs": "구분\t국비\t도비\n1차\t30억\t20억\n" * 62,
    "whitespace": " \u3000\u00a0" * 833,
    "invisible": "3\u200b0\u200b억\u200b원\u200b " * 166,
    "syllables": "가" * 3_333,
    "full stops": "다. " * 833,
    "until": "지정된 시작한 착공해 부터 온 " * 166,
}


def _read(text: str) -> None:
    ctx = ArticleContext("충북 음성군에 30억원", text, date(2024, 5, 1))
    find_money(ctx, find_regions(ctx))


def _seconds(text: str) -> float:
    gc.collect()
    start = time.process_time()
    _read(text)
    return time.process_time() - start


@pytest.mark.parametrize("kind", KINDS)
def test_twice_the_text_takes_about_twice_as_long(kind: str) -> None:
    text = KINDS[kind][:_SINGLE]
    _read(text[:100])
    for _ in range(_TRIES):
        single, double = _seconds(text), _seconds(text + text)
        if double <= max(single, _NOISE) * _MOST:
            return
    pytest.fail(f"{kind}: {single:.2f} s, twice the text {double:.2f} s")


@pytest.mark.parametrize("size", [4_000, 250_000])
def test_one_sentence_and_a_very_long_one(size: int) -> None:
    piece = "충북도는 국비 30억원과 도비 20억원을 들여 "
    facts = find_money(ArticleContext("", piece * (size // len(piece)), date(2024, 5, 1)), [])
    assert 0 < len(facts) <= 1_000
    assert facts[0].amount_krw == 3_000_000_000


@pytest.mark.parametrize("kind", KINDS)
def test_every_fact_is_a_piece_of_the_text(kind: str) -> None:
    text = KINDS[kind][:400]
    ctx = ArticleContext("", text, date(2024, 5, 1))
    for fact in find_money(ctx, find_regions(ctx)):
        assert text[fact.span.start : fact.span.end] == fact.evidence
        assert fact.evidence
