"""The normal form, and the way back to the original characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluster_assets.extract.korean.normalize import normalize


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("３２０억원", "320억원"),
        ("５億원", "5억원"),
        ("1兆 2千億", "1조 2천억"),
        ("산‧학․연ㆍ관・민", "산·학·연·관·민"),
        ("‘클러스터’", "'클러스터'"),
        ("“말했다”", '"말했다"'),
        ("2024∼2026년", "2024~2026년"),
        ("100–150억", "100-150억"),
        ("국비\u00a010억", "국비 10억"),
        ("클러\u00ad스터\u200b", "클러스터"),
        ("新산업 道 지원", "신산업 도 지원"),
        ("（단위：％）", "(단위:%)"),
        ("줄\n바꿈\t칸", "줄\n바꿈\t칸"),
        ("\u1100\u1161\u11a8 억", "각 억"),
    ],
)
def test_normal_form(text: str, expected: str) -> None:
    assert normalize(text).text == expected


def test_no_map_where_offsets_agree() -> None:
    assert normalize("총사업비 ３０억").starts is None


def test_span_covers_the_original_characters() -> None:
    text = "총\u200b사업비 ３\u200b０억 원"
    normal = normalize(text)
    at = normal.text.index("30억")
    start, end = normal.span(at, at + 3)
    assert text[start:end] == "３\u200b０억"


@given(st.text(alphabet=st.sampled_from("가억 1３\u200b\u00ad‘’·ㆍ\r\n\u1100\u1161A"), max_size=60))
def test_spans_map_back_in_order(text: str) -> None:
    normal = normalize(text)
    last = 0
    for i in range(len(normal.text)):
        start, end = normal.span(i, i + 1)
        assert last <= start < end <= len(text)
        assert normalize(text[start:end]).text in (normal.text[i], text[start:end])
        last = end
