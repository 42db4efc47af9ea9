"""Earlier stages and other numbers of a programme: '1차 실증', '2호 센터'."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cluster_assets.extract.money.initiatives.roles import Hit

# '1차 실증에는 …' in an article about the second.
_OTHER_STAGE = re.compile(
    r"(?<![가-힣\d·~])(?P<stage>[1-9](?:차|기|단계)) (?P<what>사업|실증|실증사업|"
    r"조성사업)(?=[은는이가을를의]|에는?)"
)
_NUMBERED = re.compile(r"(?<![가-힣\d])[1-9]호 (?:펀드|센터)(?=[은는이가을를의]|에는?)")


def other_numbers(text: str, hits: Sequence[Hit], main: str | None) -> list[Hit]:
    """'1호 펀드', '2호 센터' in an article about another fund or centre."""
    kind = (main or "")[-2:]
    if kind not in ("펀드", "센터"):
        return []
    if re.search(rf"{re.escape(main or '')}['\"]? ?[1-9]호", text):
        return []  # the numbers are the main one's own
    taken = [(h.start, h.end) for h in hits]
    return [
        Hit(m.start(), m.end(), m[0], "topic")
        for m in _NUMBERED.finditer(text)
        if m[0].endswith(kind) and not any(a < m.end() and m.start() < b for a, b in taken)
    ]


def other_stages(text: str, hits: Sequence[Hit], main: str | None) -> list[Hit]:
    """Earlier or later stages than the one that the main programme is named after."""
    own = re.search(r"[1-9](?:차|기|단계)", main or "")
    if own is None:
        return []
    taken = [(h.start, h.end) for h in hits]
    found = []
    for m in _OTHER_STAGE.finditer(text):
        if m["stage"] == own[0] or any(a < m.end() and m.start() < b for a, b in taken):
            continue
        same = next((h.name for h in hits if m["stage"] in h.name), m[0])
        found.append(Hit(m.start(), m.end(), same, "topic"))
    return found
