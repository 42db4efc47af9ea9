"""When do two written amounts tell of the same money, and which of several is believed.

Newspapers round: a headline says 1,800 where the body says 1,812. Two amounts agree when
the coarser one is what the finer one becomes at the coarser one's own precision.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

Row = dict[str, Any]

# Two digits always count as meant: '100' may stand for 104, but never for 120.
SIGNIFICANT_DIGITS = 2
# Values told in periods at least this far apart are a changed plan, not a quarrel.
VINTAGE_GAP_DAYS = 30
# Without a stated period, values further apart than this are about different things.
CONFLICT_RATIO = 2.0

# Without one of these in it, an address need not be taken apart.
PUBLIC_HOSTS = ("go.kr", "or.kr", "korea.kr")
HEDGES = frozenset({"approx", "at_least"})


@dataclass(frozen=True, slots=True)
class Choice:
    """The fact whose value a commitment takes, and the rule that decided it."""

    fact_id: str
    rule: str


@lru_cache(maxsize=100_000)
def granularity(amount: int) -> int:
    """The size in won of the last digit that was meant in ``amount``.

    Trailing zeros are rounding, except that two leading digits always count:
    ``180_000_000_000`` gives ``10_000_000_000``. Zero and negative amounts give 1.
    """
    if amount <= 0:
        return 1
    digits = str(amount)
    zeros = len(digits) - len(digits.rstrip("0"))
    return int(10 ** max(0, min(zeros, len(digits) - SIGNIFICANT_DIGITS)))


def amounts_agree(a: int, b: int, *, is_hedged: bool = False) -> bool:
    """Whether the coarser of two sums is a rounding of the finer one.

    A hedged sum ('1,800여억') may also be cut off instead of rounded.
    """
    if a == b:
        return True
    unit, other_unit = granularity(a), granularity(b)
    coarse, fine = (a, b) if unit >= other_unit else (b, a)
    unit = max(unit, other_unit)
    nearest = (fine + unit // 2) // unit * unit
    return coarse == nearest or (is_hedged and coarse == fine // unit * unit)


def facts_agree(a: Mapping[str, Any], b: Mapping[str, Any]) -> bool:
    """Whether the values of two money facts agree; the ends of a range never do."""
    if {a.get("qualifier"), b.get("qualifier")} == {"at_least", "at_most"}:
        return False
    hedged = bool({a.get("qualifier"), b.get("qualifier")} & HEDGES)
    if a.get("amount_krw") is not None and b.get("amount_krw") is not None:
        return amounts_agree(int(a["amount_krw"]), int(b["amount_krw"]), is_hedged=hedged)
    if a.get("amount_krw") is not None or b.get("amount_krw") is not None:
        return False
    return a.get("currency") == b.get("currency") and a.get("amount") == b.get("amount")


def is_compatible(a: object, b: object) -> bool:
    """Equal, or one of the two unknown."""
    return a is None or b is None or a == b


def regions_compatible(a: str | None, b: str | None) -> bool:
    """Equal, one unknown, or one the province of the other."""
    if is_compatible(a, b) or a is None or b is None:
        return True
    return a.startswith(b + " ") or b.startswith(a + " ")


def source_tier(url: str | None, outlet: str | None) -> int:
    """0 for a public body's own site, 1 for a named outlet, 2 for the rest."""
    tier = 1 if outlet else 2
    told = (url or "").lower()
    if not any(host in told for host in PUBLIC_HOSTS):
        return tier
    try:
        host = urlsplit(told).hostname or ""
    except ValueError:
        host = ""
    is_public = host.endswith((".go.kr", ".or.kr", ".korea.kr")) or host == "korea.kr"
    return 0 if is_public else tier


def choose(facts: Sequence[Row], articles: Mapping[str, Row]) -> Choice:
    """Choose the fact to believe: source tier, then precision, then recency.

    The rule named is the first of these that told the winner from a fact of another
    value; ``agreed`` where there is none.
    """

    def key(fact: Row) -> tuple[int, tuple[int, int], int]:
        article = articles.get(fact["page_id"], {})
        unit = granularity(int(fact.get("amount_krw") or 0))
        precision = (0 if fact.get("qualifier") == "exact" else 1, unit)
        # A story counts from its first article: a late rewrite is no newer news.
        day = article.get("told_date") or seen_date(article)
        tier = article.get("source_tier")
        return (
            source_tier(article.get("url"), article.get("outlet")) if tier is None else tier,
            precision,
            -day.toordinal() if day and day != date.max else 0,
        )

    if len(facts) == 1:
        return Choice(facts[0]["fact_id"], "agreed")
    # Each value is judged by its best fact; ties end at the stable fact id.
    ordered = sorted(facts, key=lambda f: (*key(f), f["fact_id"]))
    best = ordered[0]
    value = (best.get("amount_krw"), best.get("amount"))
    rival = next((f for f in ordered if (f.get("amount_krw"), f.get("amount")) != value), None)
    if rival is None:
        return Choice(best["fact_id"], "agreed")
    names = ("source_tier", "precision", "recency")
    for name, mine, theirs in zip(names, key(best), key(rival), strict=True):
        if mine != theirs:
            return Choice(best["fact_id"], name)
    return Choice(best["fact_id"], "fact_id")


def seen_date(article: Mapping[str, Any]) -> date | None:
    """The day an article became known: published, else captured."""
    found = article.get("published_date") or article.get("captured_date")
    return found if isinstance(found, date) else None
