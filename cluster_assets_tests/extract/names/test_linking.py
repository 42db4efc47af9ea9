"""Keys and ids are equal for spellings of one name and differ for different names."""

from __future__ import annotations

import time

import pytest

from cluster_assets.extract.names.linking import (
    canonical_key,
    initiative_entity_id,
    initiative_key,
    region_entity_id,
)
from cluster_assets.extract.names.linking_typos import typo_pairs


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("㈜가온소재", "가온소재 주식회사"),
        ("(재)한빛진흥원", "한빛진흥원"),
        ("누리 국가산단", "누리국가산업단지"),
        ("섬유·가구 클러스터", "섬유ㆍ가구클러스터"),
        ("울산TP", "울산테크노파크"),
        ("군산 강소특구", "군산강소연구개발특구"),
        ("ＡＩ 허브", "AI허브"),
    ],
)
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert canonical_key(one) == canonical_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("누리 1단계", "누리 2단계"), ("누리국가산단", "가온국가산단"), ("누리벨트", "누리밸리")],
)
def test_different_names_have_different_keys(one: str, other: str) -> None:
    assert canonical_key(one) != canonical_key(other)


def test_year_and_words_of_work_do_not_tell_initiatives_apart() -> None:
    key = initiative_key("2023년 누리 바이오 클러스터 조성사업")
    assert key == initiative_key("누리바이오클러스터")
    assert initiative_key("조성사업") == "조성사업"


def test_ids_are_stable_and_typed() -> None:
    assert region_entity_id("51000") == "region-51000"
    assert initiative_entity_id("누리밸리") == initiative_entity_id("누리 밸리")
    assert initiative_entity_id("누리밸리") != initiative_entity_id("누리밸리", "48120")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("누리테크파크", "누리테크노파크"),
        ("누리산업진흔원", "누리산업진흥원"),
        ("누리바이오벨리", "누리바이오밸리"),
        ("누리진흥산업원", "누리진흥산업월"),
    ],
)
def test_slips_of_the_keyboard_are_pairs(one: str, other: str) -> None:
    ((first, second, score),) = typo_pairs([one, other])
    assert {first, second} == {one, other}
    assert 90 <= score < 100


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("누리전기연구원", "누리전자연구원"),  # another word
        ("전남테크노파크", "전북테크노파크"),  # another place
        ("부산상공회의소", "울산상공회의소"),
        ("누리산업단지1단계", "누리산업단지2단계"),  # another number
        ("누리과학원", "누리진흥재단"),
        ("누리", "누라"),  # too short to tell
    ],
)
def test_other_things_are_no_pairs(one: str, other: str) -> None:
    assert list(typo_pairs([one, other])) == []


def test_many_names_take_linear_time() -> None:
    names = [f"{chr(0xAC00 + i)}{chr(0xAC00 + 7 * i % 11000)}산업진흥원" for i in range(4000)]
    started = time.perf_counter()
    list(typo_pairs([*names, "가" * 10_000]))
    assert time.perf_counter() - started < 10
