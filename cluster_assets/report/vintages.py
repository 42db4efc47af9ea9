"""Clusters of one commitment that differ: conflicts and changed plans.

Only published dates order what was told: the day of a capture says when we looked, not when
a plan changed. A story counts from its first article, so that a late rewrite of an old
release neither renews it nor turns a changed plan into a quarrel.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cluster_assets.report.clustering import Cluster, cluster_facts, period_of
from cluster_assets.report.phases import nest_phases, set_parents
from cluster_assets.report.reconcile import CONFLICT_RATIO, VINTAGE_GAP_DAYS, Row
from cluster_assets.report.revisions import PLAN_KINDS, find_revisions
from cluster_assets.report.told_facts import UNDATED

# Between the ends of a range stands no more than ' ~ 최대 '.
RANGE_GAP_CHARS = 8
Buckets = dict[tuple[Any, ...], list[Cluster]]


def find_clusters(
    money_facts: Iterable[Mapping[str, Any]], articles: Mapping[str, Row]
) -> list[Cluster]:
    """Clusters of the facts of the given articles (by page): one per commitment, parents set.

    Each article must carry ``story_id`` and ``told_date``, the first day of its story.
    """
    clusters, cluster_of = cluster_facts(money_facts, articles)
    clusters = _join_ranges(clusters, cluster_of)
    clusters = _apply_revisions(clusters, cluster_of)
    clusters = _merge(clusters, cluster_of, is_end_free=False)
    clusters = _merge(clusters, cluster_of, is_end_free=True)
    set_parents(clusters, cluster_of)
    nest_phases(clusters)
    return clusters


def _join_ranges(clusters: list[Cluster], cluster_of: dict[str, Cluster]) -> list[Cluster]:
    """'100억~150억' is one sum between two ends: the lower one is the value that is counted."""
    lower: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for cluster in clusters:
        for fact in cluster.facts:
            if fact.get("qualifier") == "at_least":
                lower[_range_key(fact)].append(fact)
    gone: set[int] = set()
    for cluster in clusters:
        low = _lower_end(cluster, lower)
        base = cluster_of[low["fact_id"]] if low is not None else cluster
        if base is cluster or id(base) in gone:
            continue
        base.upper += cluster.facts
        base.absorb(cluster)
        gone.add(id(cluster))
        for fact in cluster.told():
            cluster_of[fact["fact_id"]] = base
    return [c for c in clusters if id(c) not in gone]


def _lower_end(cluster: Cluster, lower: Mapping[tuple[Any, ...], Sequence[Row]]) -> Row | None:
    """The lower end that stands directly before an upper end of this cluster."""
    if any(f.get("qualifier") != "at_most" for f in cluster.facts):
        return None
    for fact in cluster.facts:
        for low in lower.get(_range_key(fact), ()):
            gap = int(fact.get("char_start") or 0) - int(low.get("char_end") or 0)
            is_less = (low.get("amount_krw") or 0) < (fact.get("amount_krw") or 0)
            if 0 <= gap <= RANGE_GAP_CHARS and is_less:
                return low
    return None


def _range_key(fact: Row) -> tuple[Any, ...]:
    names = ("page_id", "span_field", "kind", "funding_source", "status", "parent_fact_id")
    return tuple(fact.get(n) for n in names)


def _apply_revisions(clusters: list[Cluster], cluster_of: dict[str, Cluster]) -> list[Cluster]:
    """A sum that an article itself calls superseded becomes an older vintage of the new one."""
    gone: set[int] = set()
    facts = [f for c in clusters for f in c.facts]
    for revision in find_revisions(facts):
        old, new = cluster_of[revision.old_id], cluster_of[revision.new_id]
        if revision.rise_id is not None and cluster_of[revision.rise_id] not in (old, new):
            rise = next(f for f in cluster_of[revision.rise_id].facts)
            rise["_rise_of"] = revision.new_id
        if old is new or id(old) in gone or id(new) in gone:
            continue
        new.superseded = [*old.superseded, old.facts, *new.superseded]
        new.absorb(old)
        gone.add(id(old))
        for fact in old.told():
            cluster_of[fact["fact_id"]] = new
    return [c for c in clusters if id(c) not in gone]


def _merge(
    clusters: list[Cluster], cluster_of: dict[str, Cluster], *, is_end_free: bool
) -> list[Cluster]:
    """Bring clusters of the same commitment with other values, or a moved end, together."""
    buckets: Buckets = defaultdict(list)
    for cluster in clusters:
        key = _conflict_key(cluster, cluster_of, is_end_free=is_end_free)
        if key is not None:
            buckets[key].append(cluster)
    gone: set[int] = set()
    for same in buckets.values():
        pages = Counter(p for c in same for p in c.pages)
        # An article that states two of the values tells of two things.
        if len(same) < 2 or max(pages.values()) > 1:
            continue
        same.sort(key=lambda c: (_first_told(c.facts), c.facts[0]["fact_id"]))
        base = same[0]
        for other in same[1:]:
            if not _is_rival(base, other, is_end_free=is_end_free):
                continue
            _absorb(base, other)
            gone.add(id(other))
            for fact in other.told():
                cluster_of[fact["fact_id"]] = base
    return [c for c in clusters if id(c) not in gone]


def _conflict_key(
    cluster: Cluster, cluster_of: Mapping[str, Cluster], *, is_end_free: bool
) -> tuple[Any, ...] | None:
    first = cluster.facts[0]
    if first.get("kind") not in PLAN_KINDS or not cluster.initiatives:
        return None
    if first.get("amount_krw") is None or first.get("qualifier") in ("at_least", "at_most"):
        return None
    start, end = period_of(first)
    if is_end_free and (end is None or start == end):
        return None
    parent = cluster_of.get(first.get("parent_fact_id") or "")
    return (
        min(cluster.initiatives),
        first.get("region"),
        first["kind"],
        first["_source"],
        first["status"],
        start,
        None if is_end_free else end,
        id(parent) if parent else None,
    )


def _is_rival(base: Cluster, other: Cluster, *, is_end_free: bool) -> bool:
    mine, theirs = base.facts[0], other.facts[0]
    if not is_end_free and period_of(mine) != (None, None):
        return True
    low, high = sorted((int(mine["amount_krw"]), int(theirs["amount_krw"])))
    is_near = high <= low * CONFLICT_RATIO
    return is_near and (not is_end_free or _is_later(base, other))


def _first_told(facts: Sequence[Row]) -> Any:
    return min(f["_told"] for f in facts)


def _is_later(base: Cluster, other: Cluster) -> bool:
    """Whether the other value was first told well after the last telling of this one."""
    last, first = max(f["_told"] for f in base.facts), _first_told(other.facts)
    return UNDATED not in (last, first) and (first - last).days >= VINTAGE_GAP_DAYS


def _absorb(base: Cluster, other: Cluster) -> None:
    if _is_later(base, other):
        base.superseded = [*base.superseded, base.facts, *other.superseded]
        base.facts = list(other.facts)
    else:
        base.facts = [*base.facts, *other.facts]
        base.superseded = [*base.superseded, *other.superseded]
        base.is_conflicting = True
    base.absorb(other)
