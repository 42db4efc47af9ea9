"""Which money facts tell of the same money: clusters, conflicts, vintages and parents."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cluster_assets.report.reconcile import (
    CONFLICT_RATIO,
    VINTAGE_GAP_DAYS,
    Row,
    facts_agree,
    is_compatible,
    regions_compatible,
    seen_date,
)

CONFLICT_KINDS = frozenset({"budget", "investment"})
_NOT_WORD = re.compile(r"[\W_]+")


@dataclass(slots=True, eq=False)
class Cluster:
    """Facts that tell of the same money; the first one names it."""

    facts: list[Row] = field(default_factory=list)
    pages: set[str] = field(default_factory=set)
    stories: set[str] = field(default_factory=set)
    initiatives: set[str] = field(default_factory=set)
    superseded: list[Row] = field(default_factory=list)
    is_conflicting: bool = False
    parent: Cluster | None = None

    def add(self, fact: Row) -> None:
        """Take a fact in."""
        self.facts.append(fact)
        self.pages.add(fact["page_id"])
        self.stories.add(fact["_story"])
        if fact["_initiative"]:
            self.initiatives.add(fact["_initiative"])


def find_clusters(
    money_facts: Iterable[Mapping[str, Any]], articles: Mapping[str, Row]
) -> list[Cluster]:
    """Clusters of the facts of the given articles (by page), parents set.

    Facts are taken in an order of content, so that the order of the input does not matter.
    """
    facts = _ordered_facts(money_facts, articles)
    clusters, cluster_of = _cluster(facts)
    clusters = _merge_differing(clusters, cluster_of)
    _set_parents(clusters, cluster_of)
    return clusters


def name_key(name: str | None) -> str:
    """A name without case, width, spaces and punctuation; empty for none."""
    return _NOT_WORD.sub("", unicodedata.normalize("NFKC", name or "").casefold())


def _ordered_facts(facts: Iterable[Mapping[str, Any]], by_page: Mapping[str, Row]) -> list[Row]:
    """Distinct facts, parents before their parts, else by date, page and place."""
    rows: dict[str, Row] = {}
    for fact in facts:
        article = by_page.get(fact["page_id"])
        if article is None:
            continue
        row = dict(fact)
        row["_story"] = article["story_id"]
        row["_initiative"] = row.get("initiative_id") or name_key(row.get("initiative"))
        row["_day"] = seen_date(article) or date.max
        rows.setdefault(row["fact_id"], row)
    depth = {fact_id: _depth(fact_id, rows) for fact_id in rows}
    return sorted(
        rows.values(),
        key=lambda f: (
            depth[f["fact_id"]],
            f["_day"],
            f["page_id"],
            int(f.get("char_start") or 0),
            f["fact_id"],
        ),
    )


def _depth(fact_id: str, rows: Mapping[str, Row]) -> int:
    """Steps to the top; parents that are missing or go round in circles end the walk."""
    seen = {fact_id}
    parent = rows[fact_id].get("parent_fact_id") or ""
    while parent in rows and parent not in seen:
        seen.add(parent)
        parent = rows[parent].get("parent_fact_id") or ""
    return len(seen) - 1


def _cluster(facts: Sequence[Row]) -> tuple[list[Cluster], dict[str, Cluster]]:
    clusters: list[Cluster] = []
    cluster_of: dict[str, Cluster] = {}
    buckets: dict[tuple[Any, ...], dict[int, Cluster]] = defaultdict(dict)
    for fact in facts:
        keys = _bucket_keys(fact)
        candidates = {i: c for key in keys for i, c in buckets[key].items()}
        best = min(
            (c for c in candidates.values() if _fits(fact, c, cluster_of)),
            key=lambda c: _distance(fact, c, cluster_of),
            default=None,
        )
        if best is None:
            best = Cluster()
            clusters.append(best)
        best.add(fact)
        cluster_of[fact["fact_id"]] = best
        for key in keys:
            buckets[key][id(best)] = best
    return clusters, cluster_of


def _bucket_keys(fact: Row) -> list[tuple[Any, ...]]:
    head = (fact.get("kind"), fact.get("funding_source"), fact.get("status"))
    keys = [(*head, "story", fact["_story"])]
    if fact["_initiative"]:
        keys.append((*head, "initiative", fact["_initiative"]))
    return keys


def _fits(fact: Row, cluster: Cluster, cluster_of: Mapping[str, Cluster]) -> bool:
    if fact["page_id"] in cluster.pages:
        return False
    first = cluster.facts[0]
    if not _same_initiative(fact, cluster):
        return False
    return (
        regions_compatible(fact.get("region"), first.get("region"))
        and _periods_compatible(fact, first)
        and all(facts_agree(fact, other) for other in cluster.facts)
        and _parents_compatible(fact, first, cluster_of)
    )


def _same_initiative(fact: Row, cluster: Cluster) -> bool:
    if fact["_initiative"] and fact["_initiative"] in cluster.initiatives:
        return True
    # Rewrites of one release shorten names: inside a story the value decides.
    return fact["_story"] in cluster.stories


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


def _parents_compatible(a: Row, b: Row, cluster_of: Mapping[str, Cluster]) -> bool:
    mine = cluster_of.get(a.get("parent_fact_id") or "")
    theirs = cluster_of.get(b.get("parent_fact_id") or "")
    return mine is None or theirs is None or mine is theirs


def _distance(fact: Row, cluster: Cluster, cluster_of: Mapping[str, Cluster]) -> tuple[Any, ...]:
    first = cluster.facts[0]
    mine = cluster_of.get(fact.get("parent_fact_id") or "")
    theirs = cluster_of.get(first.get("parent_fact_id") or "")
    return (
        mine is not theirs,
        fact.get("amount_krw") != first.get("amount_krw"),
        period_of(fact) != period_of(first),
        fact.get("region") != first.get("region"),
        first["_day"],
        first["fact_id"],
    )


def period_of(fact: Row) -> tuple[int | None, int | None]:
    """First and last year."""
    return fact.get("period_start_year"), fact.get("period_end_year")


def _merge_differing(clusters: list[Cluster], cluster_of: dict[str, Cluster]) -> list[Cluster]:
    """Clusters of the same commitment with other values: conflicts and vintages."""
    buckets: dict[tuple[Any, ...], list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        key = _conflict_key(cluster, cluster_of)
        if key is not None:
            buckets[key].append(cluster)
    gone: set[int] = set()
    for same in buckets.values():
        pages = [p for c in same for p in c.pages]
        # An article that states two of the values tells of two things.
        if len(same) < 2 or len(pages) != len(set(pages)):
            continue
        same.sort(key=lambda c: (min(f["_day"] for f in c.facts), c.facts[0]["fact_id"]))
        base = same[0]
        for other in same[1:]:
            if not _is_rival(base, other):
                continue
            _absorb(base, other)
            gone.add(id(other))
            for fact in other.facts:
                cluster_of[fact["fact_id"]] = base
    return [c for c in clusters if id(c) not in gone]


def _conflict_key(cluster: Cluster, cluster_of: Mapping[str, Cluster]) -> tuple[Any, ...] | None:
    first = cluster.facts[0]
    if first.get("kind") not in CONFLICT_KINDS or not cluster.initiatives:
        return None
    if first.get("amount_krw") is None or first.get("qualifier") in ("at_least", "at_most"):
        return None
    parent = cluster_of.get(first.get("parent_fact_id") or "")
    return (
        min(cluster.initiatives),
        first.get("region"),
        first["kind"],
        first["funding_source"],
        first["status"],
        period_of(first),
        id(parent) if parent else None,
    )


def _is_rival(a: Cluster, b: Cluster) -> bool:
    if period_of(a.facts[0]) != (None, None):
        return True
    low, high = sorted((int(a.facts[0]["amount_krw"]), int(b.facts[0]["amount_krw"])))
    return high <= low * CONFLICT_RATIO


def _absorb(base: Cluster, other: Cluster) -> None:
    last = max(f["_day"] for f in base.facts)
    first = min(f["_day"] for f in other.facts)
    if last != date.max and first != date.max and (first - last).days >= VINTAGE_GAP_DAYS:
        base.superseded = [*base.superseded, *base.facts]
        base.facts = list(other.facts)
    else:
        base.facts = [*base.facts, *other.facts]
        base.is_conflicting = True
    base.pages |= other.pages
    base.stories |= other.stories
    base.initiatives |= other.initiatives


def _set_parents(clusters: Sequence[Cluster], cluster_of: Mapping[str, Cluster]) -> None:
    for cluster in clusters:
        parents = (cluster_of.get(f.get("parent_fact_id") or "") for f in cluster.facts)
        parent = next((p for p in parents if p is not None and p is not cluster), None)
        walk, hops = parent, 0
        # A parent that would close a circle is dropped.
        while walk is not None and walk is not cluster and hops < len(clusters):
            walk, hops = walk.parent, hops + 1
        cluster.parent = parent if walk is None else None
