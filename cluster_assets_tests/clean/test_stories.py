"""Stories: copies found, strangers kept apart, ids stable over days."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from cluster_assets.clean.stories import assign_stories, link

WORDS = [
    "호반",
    "솔뫼",
    "달빛",
    "마루",
    "나루",
    "수열",
    "공장",
    "연구",
    "부품",
    "회사",
    "주민",
    "도로",
    "예산",
    "계획",
    "시험",
    "장비",
    "기업",
    "대학",
    "사업",
    "지원",
]


def text(seed: int, count: int = 160) -> str:
    chooser = random.Random(seed)
    return " ".join(
        f"{chooser.choice(WORDS)}{chooser.choice('은는이가을를')}" for _ in range(count)
    )


A, B = text(1), text(2)
DAY = datetime(2024, 3, 5, 3, tzinfo=UTC)


def test_copies_share_a_story_and_strangers_do_not() -> None:
    short = "[호반마루신문] " + A[: int(len(A) * 0.7)]
    links = assign_stories(
        [("c", A, date(2024, 3, 6), DAY), ("b", short, date(2024, 3, 5), DAY), ("a", B, None, DAY)]
    )
    assert links["b"].is_story_head
    assert links["c"].story_id == links["b"].story_id == "b"
    assert links["c"].similarity > 0.9
    assert links["a"].story_id == "a"


def test_head_without_dates_is_the_smallest_id() -> None:
    links = assign_stories([("z", A, None, None), ("y", A, None, None)])
    assert (links["y"].is_story_head, links["z"].is_story_head) == (True, False)


def test_new_copies_keep_the_known_story() -> None:
    earlier = ("a", A, date(2024, 1, 1), DAY)
    links = link([("m", A, "m")], [earlier, ("n", B, None, DAY)])
    assert links["a"].story_id == "m"
    assert not links["a"].is_story_head
    assert links["n"].story_id == "n"
    assert set(links) == {"a", "n"}


def test_empty_and_short_texts_stand_alone() -> None:
    links = assign_stories(
        [("a", "", None, None), ("b", "", None, None), ("c", "짧다", None, None)]
    )
    assert {link.story_id for link in links.values()} == {"a", "b", "c"}
    assert assign_stories([]) == {}


@given(st.permutations(range(8)))
def test_order_does_not_matter(order: list[int]) -> None:
    documents = [(f"p{n}", text(n // 3), date(2024, 3, 1 + n % 2), DAY) for n in range(8)]
    assert assign_stories([documents[n] for n in order]) == assign_stories(documents)
