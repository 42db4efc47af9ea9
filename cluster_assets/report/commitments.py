"""Money facts of many articles to real-world funding commitments, one row each.

Facts are put together when they tell of the same money: the same kind, source and status,
a compatible initiative, region and period, and values equal within rounding. Two facts of
one article are never the same commitment. What remains different for the same initiative,
region, source, period and status is a conflict, or, when told much later, a new vintage.
Everything is ordered by content first, so that the order and the split of the input do
not matter.
"""

from __future__ import annotations

import hashlib
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
    choose,
    facts_agree,
    is_compatible,
    regions_compatible,
    seen_date,
)

CONFLICT_KINDS = frozenset({"budget", "investment"})
_NOT_WORD = re.compile(r"[\W_]+")


@dataclass(slots=True, eq=False)
class _Cluster:
    """Facts that tell of the same money; the first one names it."""

    facts: list[Row] = field(default_factory=list)
    pages: set[str] = field(default_factory=set)
    stories: set[str] = field(default_factory=set)
    initiatives: set[str] = field(default_factory=set)
    superseded: list[Row] = field(default_factory=list)
    is_conflicting: bool = False
    parent: _Cluster | None = None

    def add(self, fact: Row) -> None:
        self.facts.append(fact)
        self.pages.add(fact["page_id"])
        self.stories.add(fact["_story"])
        if fact["_initiative"]:
            self.initiatives.add(fact["_initiative"])


def build_commitments(
    money_facts: Sequence[Mapping[str, Any]],
    articles: Sequence[Mapping[str, Any]],
    stories: Sequence[Mapping[str, Any]] = (),
) -> list[Row]:
    """One row per funding commitment, ordered by ``commitment_id``.

    ``stories`` overrides the ``story_id`` of the articles. Facts of pages that are not
    among the articles are left out; a fact that occurs twice counts once.
    """
    by_page = _articles_by_page(articles, stories)
    facts = _ordered_facts(money_facts, by_page)
    clusters, cluster_of = _cluster(facts)
    clusters = _merge_differing(clusters, cluster_of, by_page)
    _set_parents(clusters, cluster_of)
    return _rows(clusters, by_page)


def as_known_on(
    day: date,
    money_facts: Sequence[Mapping[str, Any]],
    articles: Sequence[Mapping[str, Any]],
    stories: Sequence[Mapping[str, Any]] = (),
) -> list[Row]:
    """The commitments as they were known at the end of ``day``."""
    known = [a for a in articles if (seen := seen_date(a)) is not None and seen <= day]
    return build_commitments(money_facts, known, stories)


def name_key(name: str | None) -> str:
    """A name without case, width, spaces and punctuation; empty for none."""
    return _NOT_WORD.sub("", unicodedata.normalize("NFKC", name or "").casefold())


def _articles_by_page(
    articles: Iterable[Mapping[str, Any]], stories: Iterable[Mapping[str, Any]]
) -> dict[str, Row]:
    story_of = {s["page_id"]: s["story_id"] for s in stories}
    found: dict[str, Row] = {}
    # The earliest capture of a page stands for it, whatever the order of the rows.
    for article in sorted(articles, key=lambda a: (a["page_id"], str(a.get("captured_date")))):
        row = dict(article)
        row["story_id"] = story_of.get(row["page_id"]) or row.get("story_id") or row["page_id"]
        found.setdefault(row["page_id"], row)
    return found


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


def _cluster(facts: Sequence[Row]) -> tuple[list[_Cluster], dict[str, _Cluster]]:
    clusters: list[_Cluster] = []
    cluster_of: dict[str, _Cluster] = {}
    buckets: dict[tuple[Any, ...], dict[int, _Cluster]] = defaultdict(dict)
    for fact in facts:
        keys = _bucket_keys(fact)
        candidates = {i: c for key in keys for i, c in buckets[key].items()}
        best = min(
            (c for c in candidates.values() if _fits(fact, c, cluster_of)),
            key=lambda c: _distance(fact, c, cluster_of),
            default=None,
        )
        if best is None:
            best = _Cluster()
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


def _fits(fact: Row, cluster: _Cluster, cluster_of: Mapping[str, _Cluster]) -> bool:
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


def _same_initiative(fact: Row, cluster: _Cluster) -> bool:
    if fact["_initiative"] and fact["_initiative"] in cluster.initiatives:
        return True
    # Rewrites of one release shorten names: inside a story the value decides.
    return fact["_story"] in cluster.stories


def _periods_compatible(a: Row, b: Row) -> bool:
    return is_compatible(a.get("period_start_year"), b.get("period_start_year")) and is_compatible(
        a.get("period_end_year"), b.get("period_end_year")
    )


def _parents_compatible(a: Row, b: Row, cluster_of: Mapping[str, _Cluster]) -> bool:
    mine = cluster_of.get(a.get("parent_fact_id") or "")
    theirs = cluster_of.get(b.get("parent_fact_id") or "")
    return mine is None or theirs is None or mine is theirs


def _distance(fact: Row, cluster: _Cluster, cluster_of: Mapping[str, _Cluster]) -> tuple[Any, ...]:
    first = cluster.facts[0]
    mine = cluster_of.get(fact.get("parent_fact_id") or "")
    theirs = cluster_of.get(first.get("parent_fact_id") or "")
    return (
        mine is not theirs,
        fact.get("amount_krw") != first.get("amount_krw"),
        _period(fact) != _period(first),
        fact.get("region") != first.get("region"),
        first["_day"],
        first["fact_id"],
    )


def _period(fact: Row) -> tuple[int | None, int | None]:
    return fact.get("period_start_year"), fact.get("period_end_year")


def _merge_differing(
    clusters: list[_Cluster], cluster_of: dict[str, _Cluster], by_page: Mapping[str, Row]
) -> list[_Cluster]:
    """Clusters of the same commitment with other values: conflicts and vintages."""
    buckets: dict[tuple[Any, ...], list[_Cluster]] = defaultdict(list)
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


def _conflict_key(cluster: _Cluster, cluster_of: Mapping[str, _Cluster]) -> tuple[Any, ...] | None:
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
        _period(first),
        id(parent) if parent else None,
    )


def _is_rival(a: _Cluster, b: _Cluster) -> bool:
    if _period(a.facts[0]) != (None, None):
        return True
    low, high = sorted((int(a.facts[0]["amount_krw"]), int(b.facts[0]["amount_krw"])))
    return high <= low * CONFLICT_RATIO


def _absorb(base: _Cluster, other: _Cluster) -> None:
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


def _set_parents(clusters: Sequence[_Cluster], cluster_of: Mapping[str, _Cluster]) -> None:
    for cluster in clusters:
        parents = (cluster_of.get(f.get("parent_fact_id") or "") for f in cluster.facts)
        parent = next((p for p in parents if p is not None and p is not cluster), None)
        walk, hops = parent, 0
        # A parent that would close a circle is dropped.
        while walk is not None and walk is not cluster and hops < len(clusters):
            walk, hops = walk.parent, hops + 1
        cluster.parent = parent if walk is None else None


def _identity(cluster: _Cluster, ids: Mapping[int, str]) -> tuple[str, ...]:
    """What a commitment is known by: the facts as first reported, never their place."""
    first = min([*cluster.superseded, *cluster.facts], key=lambda f: (f["_day"], f["fact_id"]))
    anchor = min(cluster.initiatives) if cluster.initiatives else f"story:{first['_story']}"
    return (
        anchor,
        str(first.get("region")),
        str(first.get("kind")),
        str(first.get("funding_source")),
        str(first.get("status")),
        str(first.get("amount_krw")),
        str(first.get("currency")),
        str(first.get("amount")),
        str(first.get("qualifier")),
        *(str(y) for y in _period(first)),
        ids[id(cluster.parent)] if cluster.parent is not None else "",
    )


def _ids(clusters: Sequence[_Cluster]) -> dict[int, str]:
    ids: dict[int, str] = {}
    taken: dict[str, int] = {}

    def assign(cluster: _Cluster) -> str:
        parts = "\x1f".join(_identity(cluster, ids))
        nth = taken.get(parts, 0)
        taken[parts] = nth + 1
        suffix = f"\x1f{nth}" if nth else ""
        return "c_" + hashlib.sha256((parts + suffix).encode()).hexdigest()[:20]

    waiting = sorted(clusters, key=lambda c: c.facts[0]["fact_id"])
    while waiting:
        ready = [c for c in waiting if c.parent is None or id(c.parent) in ids]
        for cluster in ready:
            ids[id(cluster)] = assign(cluster)
        waiting = [c for c in waiting if id(c) not in ids]
    return ids


def _rows(clusters: Sequence[_Cluster], by_page: Mapping[str, Row]) -> list[Row]:
    ids = _ids(clusters)
    parents = {id(c.parent) for c in clusters if c.parent is not None}
    rows = [_row(c, ids, id(c) not in parents, by_page) for c in clusters]
    return sorted(rows, key=lambda r: str(r["commitment_id"]))


def _row(
    cluster: _Cluster, ids: Mapping[int, str], is_leaf: bool, by_page: Mapping[str, Row]
) -> Row:
    choice = choose(cluster.facts, by_page)
    chosen = next(f for f in cluster.facts if f["fact_id"] == choice.fact_id)
    told = [*cluster.superseded, *cluster.facts]
    days = sorted(d for f in told if (d := f["_day"]) != date.max)
    amounts = [int(f["amount_krw"]) for f in cluster.facts if f.get("amount_krw") is not None]
    outlets = {by_page[p].get("outlet") for p in cluster.pages} - {None}
    rule = choice.rule
    if cluster.superseded and rule == "agreed":
        rule = "newest_vintage"
    return {
        "commitment_id": ids[id(cluster)],
        "initiative": _known(chosen, told, "initiative"),
        "initiative_id": _known(chosen, told, "initiative_id"),
        "region": _known(chosen, told, "region"),
        "region_code": _known(chosen, told, "region_code"),
        "kind": chosen.get("kind"),
        "funding_source": chosen.get("funding_source"),
        "period_start_year": _known(chosen, told, "period_start_year"),
        "period_end_year": _known(chosen, told, "period_end_year"),
        "amount_krw": chosen.get("amount_krw"),
        "amount_low_krw": min(amounts, default=None),
        "amount_high_krw": max(amounts, default=None),
        "amount": chosen.get("amount"),
        "currency": chosen.get("currency"),
        "qualifier": chosen.get("qualifier"),
        "status": chosen.get("status"),
        "parent_commitment_id": ids[id(cluster.parent)] if cluster.parent is not None else None,
        "is_leaf": is_leaf,
        "fact_ids": sorted(f["fact_id"] for f in told),
        "page_ids": sorted(cluster.pages),
        "story_count": len(cluster.stories),
        "outlet_count": len(outlets),
        "first_reported_date": days[0] if days else None,
        "last_reported_date": days[-1] if days else None,
        "is_conflicting": cluster.is_conflicting,
        "chosen_fact_id": choice.fact_id,
        "chosen_page_id": chosen["page_id"],
        "chosen_rule": rule,
        "vintage_number": 1 + len({f.get("amount_krw") for f in cluster.superseded}),
        "superseded_amount_krw": (
            cluster.superseded[-1].get("amount_krw") if cluster.superseded else None
        ),
    }


def _known(chosen: Row, facts: Sequence[Row], column: str) -> Any:
    """The chosen fact's value, else the first one that a fact of the commitment tells."""
    if chosen.get(column) is not None:
        return chosen[column]
    return next((f[column] for f in facts if f.get(column) is not None), None)
