"""Where sentences end, and where a full stop does not end one."""

from __future__ import annotations

import pytest

from cluster_assets.extract.korean.sentences import split_sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("문을 열었다. 시는 밝혔다.", ["문을 열었다.", "시는 밝혔다."]),
        ("계획(2019.3.14.)을 세웠다. 끝.", ["계획(2019.3.14.)을 세웠다.", "끝."]),
        ("1.6조 원을 쓴다. 다음", ["1.6조 원을 쓴다.", "다음"]),
        ("제목\n본문이다.", ["제목", "본문이다."]),
        ('그는 "좋다. 아주 좋다."라고 말했다. 끝.', ['그는 "좋다. 아주 좋다."라고 말했다.', "끝."]),
        ("밝혔다.이어 설명했다.", ["밝혔다.", "이어 설명했다."]),
        ('닫히지 않은 " 인용이다. 다음이다.', ['닫히지 않은 " 인용이다.', "다음이다."]),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in split_sentences(text)] == expected
