"""Gzip members of any size and cut give the bytes that were packed, and what was whole of them."""

from __future__ import annotations

import gzip
import io
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cluster_assets.capture.unpacking import Unpacked


class Drop(io.RawIOBase):
    """A stream that gives as little as it may, and breaks where told to."""

    def __init__(self, data: bytes, most: int, breaks_at: int | None = None) -> None:
        self._data, self._most, self._breaks_at, self._given = data, most, breaks_at, 0

    def read(self, size: int = -1) -> bytes:
        if self._breaks_at is not None and self._given >= self._breaks_at:
            raise ConnectionError("the host went away")
        end = self._given + min(self._most, size)
        data, self._given = self._data[self._given : end], min(end, len(self._data))
        return data


def all_of(unpacked: Unpacked, size: int) -> bytes:
    parts = []
    while data := unpacked.read(size):
        assert len(data) <= size
        parts.append(data)
    return b"".join(parts)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.binary(max_size=400), min_size=1, max_size=6),
    st.integers(1, 300),
    st.integers(1, 500),
    st.integers(0, 40),
)
def test_members_are_joined(parts: list[bytes], most: int, size: int, zeros: int) -> None:
    packed = b"".join(gzip.compress(part) for part in parts) + bytes(zeros)
    unpacked = Unpacked(Drop(packed, most))
    assert all_of(unpacked, size) == b"".join(parts)
    assert unpacked.error is None
    assert unpacked.tell() == sum(map(len, parts))


@pytest.mark.parametrize("data", [b"", b"W", b"WARC/1.1\r\n" * 99, b"\x28\xb5\x2f\xfd zstd"])
def test_what_is_no_gzip_is_passed_on(data: bytes) -> None:
    assert all_of(Unpacked(Drop(data, 7)), 64) == data


def test_large_member_is_given_in_small_parts() -> None:
    text = random.Random(1).randbytes(2**20) * 3
    packed = gzip.compress(text, 1) + gzip.compress(b"end")
    assert all_of(Unpacked(io.BytesIO(packed)), 2**16) == text + b"end"


@pytest.mark.parametrize("cut", [1, 5, 9, 40])
def test_whole_members_before_a_cut_are_given(cut: int) -> None:
    packed = gzip.compress(b"first") + gzip.compress(b"second " * 99)
    unpacked = Unpacked(io.BytesIO(packed[:-cut]))
    assert all_of(unpacked, 2**16).startswith(b"first")
    assert isinstance(unpacked.error, EOFError)
    assert unpacked.read(10) == b""


def test_whole_members_before_damage_are_given() -> None:
    damaged = bytearray(gzip.compress(b"second " * 99))
    damaged[-6] ^= 1
    unpacked = Unpacked(io.BytesIO(gzip.compress(b"first") + damaged))
    assert all_of(unpacked, 2**16) == b"first"
    assert "checksum" in str(unpacked.error)


def test_error_of_the_stream_is_kept() -> None:
    packed = gzip.compress(b"first") + gzip.compress(random.Random(2).randbytes(500))
    unpacked = Unpacked(Drop(packed, 50, breaks_at=100))
    assert all_of(unpacked, 2**16).startswith(b"first")
    assert isinstance(unpacked.error, ConnectionError)
