"""Which money facts tell of the same money: clusters of facts.

Facts are taken one by one in an order of their content, so that neither the order of the
input nor the day of a capture matters. A fact joins the nearest cluster whose every value it
is compatible with; only clusters that share a story, an initiative or the very sum with a
related name are looked at, so that the work grows with the facts and not with their square.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from cluster_assets.report.names import name_key, names_related, shorter_names
from cluster_assets.report.reconcile import (
    Row,
    facts_agree,
    is_compatible,
    regions_compatible,
)
from cluster_assets.report.told_facts import ordered_facts

Period = tuple[int | None, int | None]
Keys = tuple[tuple[Any, ...], ...]


@dataclass(slots=True, eq=False)
class Cluster:
    """Facts that tell of the same money; the first one names it.

    ``facts`` tell the current value, ``superseded`` the older vintages, oldest first, and
    ``upper`` the upper ends of a range whose lower end is the value.
    """

    facts: list[Row] = field(default_factory=list)
    superseded: list[list[Row]] = field(default_factory=list)
    upper: list[Row] = field(default_factory=list)
    pages: set[str] = field(default_factory=set)
    stories: set[str] = field(default_factory=set)
    initiatives: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    wholes: set[int] = field(default_factory=set)
    # One fact for each distinct way of telling it: what a newcomer is compared with.
    tellings: dict[tuple[Any, ...], Row] = field(default_factory=dict)
    is_conflicting: bool = False
    parent: Cluster | None = None
    parent_rule: str | None = None

    def add(self, fact: Row, whole: Cluster | None = None) -> None:
        """Take a fact in; ``whole`` is the cluster of the sum that it is a part of."""
        self.facts.append(fact)
        self.pages.add(fact["page_id"])
        self.stories.add(fact["_story"])
        self.tellings.setdefault(fact["_telling"], fact)
        if fact["_initiative"]:
            self.initiatives.add(fact["_initiative"])
            self.names.add(fact["_name"])
        if whole is not None:
            self.wholes.add(id(whole))

    def absorb(self, other: Cluster) -> None:
        """Take over where another cluster is known from; its facts are the caller's affair."""
        self.upper += other.upper
        self.pages |= other.pages
        self.stories |= other.stories
        self.initiatives |= other.initiatives
        self.names |= other.names
        for key, fact in other.tellings.items():
            self.tellings.setdefault(key, fact)

    def told(self) -> list[Row]:
        """All facts, those of the older vintages first."""
        return [*(f for facts in self.superseded for f in facts), *self.facts, *self.upper]


def cluster_facts(
    money_facts: Iterable[Mapping[str, Any]], articles: Mapping[str, Row]
) -> tuple[list[Cluster], dict[str, Cluster]]:
    """Clusters of the facts of the given articles (by page), and the cluster of each fact."""
    return _cluster(ordered_facts(money_facts, articles))


def period_of(fact: Mapping[str, Any]) -> Period:
    """First and last year."""
    return fact.get("period_start_year"), fact.get("period_end_year")


def _telling(fact: Row) -> tuple[Any, ...]:
    get = fact.get
    return (
        get("amount_krw"),
        get("amount"),
        get("currency"),
        get("qualifier"),
        get("region"),
        get("status"),
        fact["_source"],
        get("period_start_year"),
        get("period_end_year"),
    )


def _cluster(facts: Sequence[Row]) -> tuple[list[Cluster], dict[str, Cluster]]:
    clusters: list[Cluster] = []
    cluster_of: dict[str, Cluster] = {}
    buckets: dict[tuple[Any, ...], dict[int, Cluster]] = defaultdict(dict)
    for fact in facts:
        fact["_telling"] = _telling(fact)
        shared = _shared_keys(fact)
        asked, told = name_keys(fact, fact["_name"])
        candidates: dict[int, Cluster] = {}
        for key in (*shared, *asked):
            if (found := buckets.get(key)) is not None:
                candidates.update(found)
        best = _nearest(
            fact, [c for c in candidates.values() if _fits(fact, c, cluster_of)], cluster_of
        )
        if best is None:
            best = Cluster()
            clusters.append(best)
        best.add(fact, cluster_of.get(fact.get("parent_fact_id") or ""))
        cluster_of[fact["fact_id"]] = best
        for key in (*shared, *told):
            buckets[key][id(best)] = best
    return clusters, cluster_of


def _shared_keys(fact: Row) -> list[tuple[Any, ...]]:
    """Where a fact and a cluster that may be the same money meet.

    Amounts that agree share their size, or stand at the border of two.
    """
    kind = fact.get("kind")
    keys: list[tuple[Any, ...]] = []
    for size in _sizes(fact):
        keys.append((kind, size, "story", fact["_story"]))
        if fact["_initiative"]:
            keys.append((kind, size, "initiative", fact["_initiative"]))
    return keys


def name_keys(fact: Mapping[str, Any], name: str) -> tuple[Keys, Keys]:
    """Where a fact looks for, and is found by, the very same sum under a related name.

    Both start with the name itself, the first after the place of names that are longer.
    """
    if not name:
        return (), ()
    return _keys_of(fact.get("kind"), fact.get("amount_krw"), fact.get("amount"), name)


@lru_cache(maxsize=50_000)
def _keys_of(kind: object, won: object, amount: object, name: str) -> tuple[Keys, Keys]:
    head, own, shorter = (kind, won, amount), name_key(name), shorter_names(name)
    asked = ((*head, "longer", own), *((*head, "name", k) for k in (own, *shorter)))
    told = ((*head, "name", own), *((*head, "longer", k) for k in shorter))
    return asked, told


def _sizes(fact: Row) -> set[object]:
    """The amount in steps of a tenth, and the steps beside it: rounding moves by one at most."""
    won = fact.get("amount_krw")
    if not won or int(won) <= 0:
        return {(fact.get("currency"), fact.get("amount"), won)}
    return _leading(int(won))


@lru_cache(maxsize=100_000)
def _leading(value: int) -> set[object]:
    """Number of digits and first digit, of the value and of it plus half a step."""
    half = 10 ** (len(str(value)) - 1) // 2
    return {(len(str(v)), int(str(v)[0])) for v in (value, value + half)}


def _fits(fact: Row, cluster: Cluster, cluster_of: Mapping[str, Cluster]) -> bool:
    if fact["page_id"] in cluster.pages or not _same_thing(fact, cluster):
        return False
    if not _parents_compatible(fact, cluster, cluster_of):
        return False
    # What is told in the very same way agrees in all of it.
    return all(
        telling == fact["_telling"]
        or (
            regions_compatible(fact.get("region"), other.get("region"))
            and _status_compatible(fact, other)
            and _sources_compatible(fact, other)
            and _periods_compatible(fact, other)
            and facts_agree(fact, other)
        )
        for telling, other in cluster.tellings.items()
    )


def _same_thing(fact: Row, cluster: Cluster) -> bool:
    if fact["_initiative"] and fact["_initiative"] in cluster.initiatives:
        return True
    # Rewrites of one release shorten names: inside a story the value decides.
    if fact["_story"] in cluster.stories:
        return True
    first = cluster.facts[0]
    if not _same_sum(fact, first):
        return False
    # All names, lest a bare '국가산업단지' tie two complexes together.
    related = (names_related(fact["_name"], name) for name in cluster.names)
    return bool(cluster.names) and all(related)


def _same_sum(a: Row, b: Row) -> bool:
    return all(a.get(n) == b.get(n) for n in ("amount_krw", "amount", "currency"))


def _status_compatible(a: Row, b: Row) -> bool:
    """The same; or one is not told and the sums are the very same."""
    mine, theirs = a.get("status"), b.get("status")
    return mine == theirs or ("unknown" in (mine, theirs) and _same_sum(a, b))


def _sources_compatible(a: Row, b: Row) -> bool:
    """The same; or one names no source and the sums are the very same."""
    mine, theirs = a["_source"], b["_source"]
    if mine == theirs:
        return True
    if not _same_sum(a, b) or "total" not in (mine, theirs):
        return False
    # A paper that names the giver of a sum means the same sum that others split.
    return not (a["_is_split"] and b["_is_split"])


def _periods_compatible(a: Row, b: Row) -> bool:
    (start, end), (other_start, other_end) = period_of(a), period_of(b)
    if is_compatible(start, other_start) and is_compatible(end, other_end):
        return True
    # Papers read the first or last year differently: the very same sum in overlapping years
    # is the same money, and counting it twice would be the worse error.
    if a.get("amount_krw") is None or a.get("amount_krw") != b.get("amount_krw"):
        return False
    first = max(y for y in (start, other_start, 0) if y is not None)
    last = min(y for y in (end, other_end, 9999) if y is not None)
    return first <= last


def _parents_compatible(fact: Row, cluster: Cluster, cluster_of: Mapping[str, Cluster]) -> bool:
    mine = cluster_of.get(fact.get("parent_fact_id") or "")
    if mine is cluster:
        return False
    return mine is None or not cluster.wholes or cluster.wholes == {id(mine)}


def _nearest(
    fact: Row, fitting: Sequence[Cluster], cluster_of: Mapping[str, Cluster]
) -> Cluster | None:
    if len(fitting) < 2:
        return fitting[0] if fitting else None
    return min(fitting, key=lambda c: _distance(fact, c, cluster_of))


def _distance(fact: Row, cluster: Cluster, cluster_of: Mapping[str, Cluster]) -> tuple[Any, ...]:
    first = cluster.facts[0]
    mine = cluster_of.get(fact.get("parent_fact_id") or "")
    return (
        cluster.wholes != ({id(mine)} if mine is not None else set()),
        fact["_initiative"] not in cluster.initiatives,
        fact["_source"] != first["_source"],
        fact.get("amount_krw") != first.get("amount_krw"),
        period_of(fact) != period_of(first),
        fact.get("region") != first.get("region"),
        first["_day"],
        first["fact_id"],
    )
