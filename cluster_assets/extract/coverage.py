"""Which characters of a text are taken already, in time linear in the text."""

from __future__ import annotations


class Coverage:
    """Marks ranges of a text as taken and tells whether a range touches a taken one."""

    def __init__(self, length: int) -> None:
        """Nothing of a text of ``length`` characters is taken."""
        self._taken = bytearray(length + 1)

    def is_free(self, start: int, end: int) -> bool:
        """Whether no character of ``[start, end)`` is taken."""
        return not any(self._taken[start:end])

    def take(self, start: int, end: int) -> None:
        """Mark ``[start, end)`` as taken."""
        self._taken[start:end] = b"\x01" * (end - start)
