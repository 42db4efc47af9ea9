"""Changed sums that one sentence tells: '당초 80억에서 120억으로 40억 증액'."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]

# An outcome that went down is a worse year, not a changed plan.
PLAN_KINDS = frozenset({"budget", "investment"})
# A sentence with more sums is a list, whose sums are not each other's revisions.
MAX_SUMS = 8
_CHANGE = r"(?:늘|증액|증가|확대|상향|높|줄|감액|축소|삭감|하향|낮|조정|변경|수정)"
_FIRST = re.compile(r"(?:당초|애초|원래|기존|종전|이전)[^\d]{0,20}$")
_FROM = re.compile(r"\s*원?\s*(?:이었던|이던|였던|규모)?\s*(?:것)?(?:에서|보다|에\s?비해)")
_TO = re.compile(r"\s*원?\s*(?:규모)?(?:으로|로)\s")
_TO_CHANGE = re.compile(r"\s*원?\s*(?:규모)?(?:으로|로)\s[^.]{0,25}?" + _CHANGE)
_RISE = re.compile(r"\s*원?\s*(?:을|를|이|가)?\s*(?:더|추가로?|씩)?\s*" + _CHANGE)


@dataclass(frozen=True, slots=True)
class Revision:
    """The superseded sum, the one that took its place, and the difference where it is told."""

    old_id: str
    new_id: str
    rise_id: str | None


def find_revisions(facts: Iterable[Row]) -> list[Revision]:
    """Revisions within a sentence, by page and place."""
    sentences: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for fact in facts:
        is_plan = fact.get("kind") in PLAN_KINDS and fact.get("amount_krw") is not None
        if is_plan and fact.get("sentence"):
            sentences[fact["page_id"], fact["sentence"]].append(fact)
    found = []
    change = re.compile(_CHANGE)
    several = (k for k, rows in sentences.items() if len(rows) > 1 and change.search(k[1]))
    for key in sorted(several):
        rows = sorted(sentences[key], key=lambda f: int(f.get("char_start") or 0))
        if len(rows) <= MAX_SUMS:
            revision = _revision(rows, key[1])
            if revision is not None:
                found.append(revision)
    return found


def _revision(rows: Sequence[Row], sentence: str) -> Revision | None:
    spans = _places(rows, sentence)
    for i, old in enumerate(rows):
        before, after = sentence[: spans[i][0]], sentence[spans[i][1] :]
        if not (_FROM.match(after) or _FIRST.search(before[-30:])):
            continue
        for j, new in enumerate(rows):
            if j == i or new["kind"] != old["kind"] or new["amount_krw"] == old["amount_krw"]:
                continue
            if new.get("parent_fact_id") == old["fact_id"]:
                continue
            gap = abs(int(new["amount_krw"]) - int(old["amount_krw"]))
            behind = sentence[spans[j][1] :]
            rise = next(
                (
                    f
                    for k, f in enumerate(rows)
                    if k not in (i, j)
                    and f["amount_krw"] == gap
                    and _RISE.match(sentence[spans[k][1] :])
                ),
                None,
            )
            if j > i and (_TO_CHANGE.match(behind) or (rise is not None and _TO.match(behind))):
                rise_id = rise["fact_id"] if rise is not None else None
                return Revision(old["fact_id"], new["fact_id"], rise_id)
            # '당초 80억보다 40억 늘어난 120억': the sums themselves say which is which.
            if j > i and rise is not None and new["amount_krw"] > gap:
                return Revision(old["fact_id"], new["fact_id"], rise["fact_id"])
    return None


def _places(rows: Sequence[Row], sentence: str) -> list[tuple[int, int]]:
    """Where each evidence stands in the sentence, in reading order."""
    found, at = [], 0
    for row in rows:
        text = str(row.get("evidence") or "")
        start = sentence.find(text, at)
        start = at if start < 0 else start
        at = start + len(text)
        found.append((start, at))
    return found
