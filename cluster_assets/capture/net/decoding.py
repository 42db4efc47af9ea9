"""Content-Encoding undone chunk by chunk, so that a bomb stops at the limit."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

ACCEPTED = "gzip, deflate"
_STEP = 64 * 2**10


class TooLargeError(ValueError):
    """The decoded body is larger than allowed; ``start`` is what was read up to the limit."""

    def __init__(self, message: str, start: bytes = b"") -> None:
        super().__init__(message)
        self.start = start


class BadEncodingError(ValueError):
    """The body is not what Content-Encoding says, or in an encoding that was not asked for."""


def read_body(chunks: Iterable[bytes], content_encoding: str | None, limit: int) -> bytes:
    """The decoded body, never holding more than ``limit`` bytes of it plus one step.

    Raises:
        TooLargeError: more than ``limit`` bytes came out.
        BadEncodingError: the stream is broken or its encoding unknown.
    """
    encoding = (content_encoding or "identity").strip().lower()
    if encoding in ("", "identity"):
        return _read_plain(chunks, limit)
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise BadEncodingError(f"Content-Encoding {encoding[:40]!r} was not asked for")
    return _inflate(chunks, encoding, limit)


def _read_plain(chunks: Iterable[bytes], limit: int) -> bytes:
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) > limit:
            raise TooLargeError(f"more than {limit} bytes", bytes(body[:limit]))
    return bytes(body)


def _inflate(chunks: Iterable[bytes], encoding: str, limit: int) -> bytes:
    body = bytearray()
    machine: zlib._Decompress | None = None
    for chunk in chunks:
        if not chunk:
            continue
        if machine is None:
            machine = zlib.decompressobj(_window(encoding, chunk))
        pending = chunk
        while pending and not machine.eof:
            try:
                body += machine.decompress(pending, _STEP)
            except zlib.error as error:
                raise BadEncodingError(f"broken {encoding} body: {error}") from error
            if len(body) > limit:
                raise TooLargeError(
                    f"more than {limit} bytes after decompression", bytes(body[:limit])
                )
            pending = machine.unconsumed_tail
    while machine is not None and not machine.eof and len(body) <= limit:
        rest = machine.decompress(b"", _STEP)  # what the step's limit held back
        if not rest:
            break
        body += rest
    if len(body) > limit:
        raise _bomb(body, limit)
    if machine is not None and not machine.eof:
        raise BadEncodingError(f"the {encoding} body is cut")
    return bytes(body)


def _bomb(body: bytearray, limit: int) -> TooLargeError:
    return TooLargeError(f"more than {limit} bytes after decompression", bytes(body[:limit]))


def _window(encoding: str, start: bytes) -> int:
    """zlib's window argument; servers send ``deflate`` both with and without zlib's head."""
    if encoding != "deflate":
        return zlib.MAX_WBITS | 16
    is_zlib = len(start) > 1 and start[0] & 0x0F == 8 and (start[0] << 8 | start[1]) % 31 == 0
    return zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS
