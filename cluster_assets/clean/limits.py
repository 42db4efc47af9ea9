"""What one page may cost: every bound of the cleaner, by name, with its reason."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

#: Real articles are 20-600 KB; 5 MB leaves room for pages with inlined pictures.
MAX_BYTES = 5 * 1024 * 1024
#: libxml2 stops reading at 2,048 open elements, silently; a page that deep lost its text.
MAX_DEPTH = 2_000
#: The largest real pages hold about 20,000 elements; more is a dump or an attack.
MAX_NODES = 250_000
#: Paragraphs rendered from one container; a book has fewer.
MAX_LINES = 20_000
#: Characters of text one article may hold (a very long feature has 30,000).
MAX_TEXT_CHARS = 400_000
#: Ancestors that a paragraph votes for in the density fallback; real bodies sit within 30.
MAX_VOTING_ANCESTORS = 60
#: Above this many elements trafilatura may take a minute; our own passes stay linear.
MAX_NODES_FOR_TRAFILATURA = 5_000
#: It also reads the text of every level again, so deep nesting costs the square.
MAX_DEPTH_FOR_TRAFILATURA = 80
#: Script JSON larger than this is application state, not an article.
MAX_JSON_CHARS = 3_000_000
#: Values visited in one JSON document.
MAX_JSON_VALUES = 100_000
#: Attributes of one tag: libxml2 compares each with all before it.
MAX_ATTRIBUTES = 300
#: Wall time for one page; the steps look at the clock between nodes.
MAX_SECONDS = 10.0
#: Below this a declared container holds no article (a caption, a placeholder).
MIN_BODY_CHARS = 40
#: An undeclared body must be longer, because a teaser or a notice looks the same.
MIN_GUESSED_BODY_CHARS = 100


class PageTooLargeError(Exception):
    """The page broke one of the limits; the message names it."""


@dataclass(slots=True)
class Clock:
    """The time that is left for one page."""

    seconds: float = MAX_SECONDS
    _start: float = field(default_factory=time.monotonic)

    def check(self) -> None:
        """Raise :class:`PageTooLargeError` when the page has had its time."""
        if time.monotonic() - self._start > self.seconds:
            raise PageTooLargeError("time")
