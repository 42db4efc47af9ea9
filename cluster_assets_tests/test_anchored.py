"""A look for words before a pattern is tried may never lose a match."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluster_assets.anchored import Anchored, Located, Screen, needed_words


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("(?:매출|수출)액?[0-9]+억", {"매출", "매출액", "수출", "수출액"}),
        ("[가-힣]{2,8} 컨소시엄(?=[이은])", {" 컨소시엄"}),
        ("(?<![가-힣])(?:업체|업계)", {"업체", "업계"}),
        ("㈜|\\(주\\)", {"㈜", "(주)"}),
        ("(?P<a>(?:투자|협약)+)을", {"투자", "협약"}),
        ("(?:예산(?:안|서)?){1,3}", {"예산", "예산안", "예산서"}),
        # No word is sure: one branch, an option or a class can do without.
        ("매출|[0-9]+", set()),
        ("(?:매출)?[0-9]+", set()),
        ("[매수]", set()),
        ("(?i:abc)d", set()),
        ("(?i)abc", set()),
        # What must not stand there is no anchor.
        ("(?!매출)[0-9]+(?<!수출)", set()),
    ],
)
def test_needed_words(pattern: str, words: set[str]) -> None:
    assert needed_words(pattern) == words


def test_a_pattern_without_sure_words_is_refused() -> None:
    with pytest.raises(ValueError, match="no word of two characters"):
        Anchored("매출|[0-9]+")


_PIECE = st.sampled_from(
    [
        "가나",
        "나",
        "(?:가|다라)",
        "[가나]",
        "나?",
        "(?:가나)?",
        "(?:다라)+",
        "[^가]",
        "(?=가)",
        "(?!나)",
        ".",
    ]
)
_PATTERN = st.lists(_PIECE, min_size=1, max_size=5).map("".join)


@given(_PATTERN, _PATTERN, st.text(alphabet="가나다라 ", max_size=14))
def test_a_match_always_holds_a_needed_word(one: str, other: str, text: str) -> None:
    pattern = f"{one}|{other}"
    words = needed_words(pattern)
    for match in re.finditer(pattern, text):
        assert not words or any(word in match[0] for word in words)


@given(_PATTERN, _PATTERN, st.text(alphabet="가나다라 ", max_size=14))
def test_a_located_pattern_finds_all_that_the_plain_one_finds(
    one: str, other: str, text: str
) -> None:
    pattern = f"{one}|{other}"
    try:
        located = Located(pattern)
    except ValueError:
        return  # refused: an alternative has no sure word or no end
    assert [m.span() for m in located.finditer(text)] == [
        m.span() for m in re.finditer(pattern, text)
    ]


@pytest.mark.parametrize("pattern", ["매출|[0-9]+", "매출[0-9]+", "(?i)매출", "(매출)\\1"])
def test_a_pattern_without_certain_places_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"pattern|alternative|letters"):
        Located(pattern)


@given(st.lists(_PATTERN, min_size=1, max_size=4), st.text(alphabet="가나다라 ", max_size=14))
def test_a_screen_names_every_pattern_that_matches(patterns: list[str], text: str) -> None:
    compiled = [re.compile(p) for p in patterns]
    matching = {i for i, p in enumerate(compiled) if p.search(text)}
    assert matching <= Screen(compiled).may_match(text)
