"""How fast the byte triage reads pages that hold no topic term, and what it loses.

The pages are the given ones with every topic term overwritten, in UTF-8 and in CP949, so
that each search has to read to the end; the searches all look for the same needles.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cluster_assets.clean.decode import decode
from cluster_assets.clean.triage import (
    aho_corasick_finder,
    can_be_relevant,
    hyperscan_finder,
    literals,
)

Search = Callable[[bytes], bool]


@dataclass(frozen=True, slots=True)
class Speed:
    """One search: megabytes of raw HTML a second on one core."""

    name: str
    megabytes_a_second: float


def without_terms(pages: Sequence[bytes]) -> list[bytes]:
    """The pages in both encodings with every topic term overwritten."""
    terms = re.compile(b"|".join(map(re.escape, sorted(literals(), key=len, reverse=True))))
    both = (hyperscan_finder(), aho_corasick_finder())
    found = []
    for raw in pages:
        text = decode(raw).text
        for codec in ("utf-8", "cp949"):
            dull = text.encode(codec, "replace")
            dull = dull.replace("센터".encode(codec), b"------")
            for _ in range(3):  # what is left may form a term anew
                dull = terms.sub(lambda match: b"-" * len(match.group()), dull)
            if not any(search(dull) for search in both):
                found.append(dull)
    return found


def searches() -> dict[str, Search]:
    """The triage's own searches and the two that need no library."""
    needles = literals()
    pattern = re.compile(b"|".join(map(re.escape, needles)))
    return {
        "triage (hyperscan)": hyperscan_finder(),
        "triage (ahocorasick_rs)": aho_corasick_finder(),
        "re": lambda raw: pattern.search(raw) is not None,
        "any(x in page)": lambda raw: any(needle in raw for needle in needles),
    }


def measure(pages: Sequence[bytes], *, seconds: float = 1.0) -> list[Speed]:
    """Speed of each search over the pages, read again until ``seconds`` have passed."""
    speeds = []
    for name, search in searches().items():
        if any(search(page) for page in pages[:3]):  # also the warm-up
            raise ValueError(f"{name} finds a term in a page without one")
        read, start = 0, time.process_time()
        while (spent := time.process_time() - start) < seconds:
            for page in pages:
                search(page)
            read += sum(map(len, pages))
        speeds.append(Speed(name, read / spent / 1e6))
    return speeds


def report(pages: Sequence[bytes], relevant: Sequence[bytes]) -> str:
    """The section of the report, as Markdown."""
    dull = without_terms(pages)
    lost = sum(not can_be_relevant(decode(raw).text.encode()) for raw in relevant)
    lines = [
        "## Triage",
        "",
        f"{len(literals())} needles over {len(dull)} pages without a topic term,"
        f" {sum(map(len, dull)) / max(len(dull), 1) / 1000:.1f} KB a page."
        f" Relevant pages lost: {lost} of {len(relevant)}.",
        "",
        "| search | MB/s a core |",
        "|---|---|",
        *(f"| {s.name} | {s.megabytes_a_second:,.1f} |" for s in measure(dull)),
    ]
    return "\n".join(lines) + "\n"
