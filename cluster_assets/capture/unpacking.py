"""The unpacked bytes of an archive, read calmly: an error ends them, and is kept.

Gzip is unpacked by ISA-L, which takes three quarters of zlib's time; every member's checksum
is compared. What is packed otherwise, or not at all, is passed on as it is.
"""

from __future__ import annotations

from io import UnsupportedOperation
from typing import IO

from isal.igzip_lib import DECOMP_GZIP, IgzipDecompressor

_GZIP = b"\x1f\x8b"
# A record of a crawl is packed to some 20 KB, and what follows it is copied once more.
_PACKED_BYTES = 64 * 2**10


class Unpacked:
    """A stream for a reader that must not meet an exception.

    All that was whole before an error is given out first. ``error`` then tells what is wrong:
    EOFError where the stream ends within a gzip member, the stream's own error, or that of
    the unpacking.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream, self._position = stream, 0
        self._packed = b""
        self._is_gzip: bool | None = None
        self._machine: IgzipDecompressor | None = None
        self.error: Exception | None = None

    def read(self, size: int = -1) -> bytes:
        """The next bytes, at most ``size``, perhaps fewer; none at the end or after an error."""
        if self.error is not None:
            return b""
        try:
            if self._is_gzip is None:
                self._is_gzip = self._starts_as_gzip()
            data = self._next_unpacked(size) if self._is_gzip else self._next_as_it_is(size)
        except Exception as error:
            self.error = error
            return b""
        self._position += len(data)
        return data

    def tell(self) -> int:
        """Unpacked bytes read so far."""
        return self._position

    def seek(self, offset: int, whence: int = 0) -> int:
        """Never possible; a reader of records only asks for what follows."""
        raise UnsupportedOperation("an archive is read once, from its start to its end")

    def close(self) -> None:
        """Left to the owner of the stream."""

    def _starts_as_gzip(self) -> bool:
        while len(self._packed) < len(_GZIP):
            more = self._stream.read(len(_GZIP) - len(self._packed))
            if not more:
                break
            self._packed += more
        return self._packed == _GZIP

    def _next_as_it_is(self, size: int) -> bytes:
        start, self._packed = self._packed, b""
        return start or self._stream.read(size)

    def _next_unpacked(self, size: int) -> bytes:
        while True:
            if self._machine is None:
                # Zeros may follow the last member, to fill a block of a tape.
                if not self._packed:
                    self._packed = self._stream.read(_PACKED_BYTES)
                if self._packed.startswith(b"\0"):
                    self._packed = self._packed.lstrip(b"\0")
                    continue
                if not self._packed:
                    return b""
                self._machine = IgzipDecompressor(flag=DECOMP_GZIP)
            packed, self._packed = self._packed, b""
            if not packed and self._machine.needs_input:
                packed = self._stream.read(_PACKED_BYTES)
                if not packed:
                    raise EOFError("the stream ends within a gzip member")
            data = self._machine.decompress(packed, size)
            if self._machine.eof:
                self._packed = self._machine.unused_data
                self._machine = None
            if data:
                return data
