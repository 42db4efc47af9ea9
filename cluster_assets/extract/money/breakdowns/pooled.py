"""Sums that words draw from amounts told apart before: '두 지구를 합치면 T'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

from cluster_assets.extract.money.draft import Draft

_POOLS = re.compile(
    r"(?:(?P<count>두|세|네|다섯|양|\d) ?(?:[가-힣]{1,6} ?){1,3}?[가-힣 ]{0,12}?)?"
    r"(?:합치면|더하면|합하면|합산하면|모두 더한|모두 합친|합쳐)(?: [^.]{0,18})?$"
    r"|(?:이렇게|이로써|그렇게) (?:모인|모은|마련한|마련된|확보한|합친|걷힌|더한)(?: [^.]{0,8})?$"
)
_HINT = re.compile(r"합치면|더하면|합하면|합산하면|더한|합친|합쳐|이렇게|이로써|그렇게")
_COUNTS = {"두": 2, "양": 2, "세": 3, "네": 4, "다섯": 5}
_MAX_BACK = 10
_MAX_SENTENCES = 8


def link_pooled(text: str, drafts: Sequence[Draft], index: dict[int, int]) -> None:
    """The amounts before that add up exactly to a sum that the words say is theirs together."""
    if _HINT.search(text) is None:
        return
    for i, total in enumerate(drafts):
        if total.field != "text" or total.is_table or total.range_part:
            continue
        lead = text[total.sentence[0] : total.number_start]
        match = _POOLS.search(lead) if _HINT.search(lead) else None
        if match is None:
            continue
        items = [
            d
            for d in drafts[max(0, i - _MAX_BACK) : i]
            if d.parent is None
            and d.sentence != total.sentence
            and d.currency == total.currency
            and d.kind == total.kind
            and d.value < total.value
            and not d.range_part
            and d.rules.get("change") not in ("from", "by")
            and index[id(total)] - index[id(d)] <= _MAX_SENTENCES
        ]
        for part in _filling(items, total.value, match["count"]):
            part.parent, part.rules["parent"] = total, "pooled"


def _filling(items: Sequence[Draft], value: float, count: str | None) -> Sequence[Draft]:
    """The last items in a row, or the only choice of as many as are counted, that add up."""
    for first in range(len(items) - 2, -1, -1):
        if abs(sum(d.value for d in items[first:]) - value) < 1:
            return items[first:]
    if count is None:
        return ()
    size = _COUNTS.get(count) or int(count)
    if not 2 <= size <= 5:
        return ()
    fits = [c for c in combinations(items, size) if abs(sum(d.value for d in c) - value) < 1]
    return fits[0] if len(fits) == 1 else ()
