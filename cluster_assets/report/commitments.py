"""Money facts of many articles to real-world funding commitments, one row each.

Facts are put together when they tell of the same money: the same kind, source and status,
a compatible initiative, region and period, and values equal within rounding. Two facts of
one article are never the same commitment. What remains different for the same initiative,
region, source, period and status is a conflict, or, when told much later, a new vintage.

A commitment's id comes from what its earliest published fact says. It depends neither on the
order of the input nor on the day of capture, and a changed plan keeps it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cluster_assets.report.clustering import Cluster, period_of
from cluster_assets.report.reconcile import Choice, Row, choose, seen_date, source_tier
from cluster_assets.report.states import known, states_of, vintage_rows
from cluster_assets.report.told_facts import UNDATED
from cluster_assets.report.vintages import find_clusters


@dataclass(frozen=True, slots=True)
class Reconciled:
    """Rows of ``report/commitments`` and of ``report/vintages``."""

    commitments: list[Row]
    vintages: list[Row]


def reconcile_facts(
    money_facts: Sequence[Mapping[str, Any]],
    articles: Sequence[Mapping[str, Any]],
    stories: Sequence[Mapping[str, Any]] = (),
) -> Reconciled:
    """One row per funding commitment and one per value it had, ordered by ``commitment_id``.

    ``stories`` overrides the ``story_id`` of the articles. Facts of pages that are not
    among the articles are left out; a fact that occurs twice counts once.
    """
    by_page = _articles_by_page(articles, stories)
    clusters = find_clusters(money_facts, by_page)
    ids = _ids(clusters)
    parents = {id(c.parent) for c in clusters if c.parent is not None}
    commitments, vintages = [], []
    for cluster in sorted(clusters, key=lambda c: ids[id(c)]):
        states = states_of(cluster)
        choices = [choose(state, by_page) for state in states]
        row = {
            "commitment_id": ids[id(cluster)],
            **_chosen(cluster, choices[-1]),
            **_place(cluster, ids, id(cluster) not in parents),
            **_told(cluster, by_page),
            "chosen_rule": _rule(cluster, states, choices[-1]),
            "vintage_number": len(states),
        }
        commitments.append(row)
        vintages += vintage_rows(row["commitment_id"], states, choices)
    return Reconciled(commitments, vintages)


def build_commitments(
    money_facts: Sequence[Mapping[str, Any]],
    articles: Sequence[Mapping[str, Any]],
    stories: Sequence[Mapping[str, Any]] = (),
) -> list[Row]:
    """The commitments of :func:`reconcile_facts`."""
    return reconcile_facts(money_facts, articles, stories).commitments


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
    told: dict[str, date] = {}
    for row in found.values():
        published = row.get("published_date")
        if isinstance(published, date):
            told[row["story_id"]] = min(published, told.get(row["story_id"], published))
    for row in found.values():
        row["told_date"] = told.get(row["story_id"], UNDATED)
        row["source_tier"] = source_tier(row.get("url"), row.get("outlet"))
    return found


def _identity(cluster: Cluster, ids: Mapping[int, str]) -> tuple[str, ...]:
    """What a commitment is known by: the facts as first reported, never their place."""
    first = min(cluster.told(), key=lambda f: (f["_day"], f["page_id"], f["fact_id"]))
    return (
        first["_initiative"] or f"story:{first['_story']}",
        str(first.get("region")),
        str(first.get("kind")),
        first["_source"],
        str(first.get("status")),
        str(first.get("amount_krw")),
        str(first.get("currency")),
        str(first.get("amount")),
        str(first.get("qualifier")),
        *(str(y) for y in period_of(first)),
        ids[id(cluster.parent)] if cluster.parent and first.get("parent_fact_id") else "",
    )


def _ids(clusters: Sequence[Cluster]) -> dict[int, str]:
    """Ids by cluster, wholes before their parts; equal identities are told apart in order."""
    ids: dict[int, str] = {}
    taken: dict[str, int] = {}
    order = {id(c): (_height(c), c.facts[0]["fact_id"]) for c in clusters}
    for cluster in sorted(clusters, key=lambda c: order[id(c)]):
        parts = "\x1f".join(_identity(cluster, ids))
        nth = taken.get(parts, 0)
        taken[parts] = nth + 1
        suffix = f"\x1f{nth}" if nth else ""
        ids[id(cluster)] = "c_" + hashlib.sha256((parts + suffix).encode()).hexdigest()[:20]
    return ids


def _height(cluster: Cluster) -> int:
    """Wholes above it."""
    steps, walk = 0, cluster.parent
    while walk is not None:
        steps, walk = steps + 1, walk.parent
    return steps


def _chosen(cluster: Cluster, choice: Choice) -> Row:
    """What the commitment is: the chosen fact's word, and others' where it is silent."""
    chosen = next(f for f in cluster.facts if f["fact_id"] == choice.fact_id)
    told = cluster.told()
    names = ("initiative", "initiative_id", "region", "region_code")
    return {
        **{n: known(chosen, told, n) for n in (*names, "period_start_year", "period_end_year")},
        **{n: chosen.get(n) for n in ("kind", "amount_krw", "amount", "currency", "qualifier")},
        "funding_source": _source(cluster),
        "status": _status(chosen, told),
        "chosen_fact_id": choice.fact_id,
        "chosen_page_id": chosen["page_id"],
    }


def _place(cluster: Cluster, ids: Mapping[int, str], is_leaf: bool) -> Row:
    """Where it stands among the others, and what it was before."""
    superseded = cluster.superseded
    return {
        "parent_commitment_id": ids[id(cluster.parent)] if cluster.parent is not None else None,
        "parent_rule": cluster.parent_rule,
        "is_leaf": is_leaf,
        "superseded_amount_krw": superseded[-1][-1].get("amount_krw") if superseded else None,
    }


def _told(cluster: Cluster, by_page: Mapping[str, Row]) -> Row:
    """Who tells of it, when, and between what values."""
    told = cluster.told()
    days = [d for p in {f["page_id"] for f in told} if (d := seen_date(by_page[p])) is not None]
    current = [*cluster.facts, *cluster.upper]
    amounts = [int(f["amount_krw"]) for f in current if f.get("amount_krw") is not None]
    return {
        "amount_low_krw": min(amounts, default=None),
        "amount_high_krw": max(amounts, default=None),
        "fact_ids": sorted(f["fact_id"] for f in told),
        "page_ids": sorted(cluster.pages),
        "story_count": len(cluster.stories),
        "outlet_count": len({by_page[p].get("outlet") for p in cluster.pages} - {None}),
        "first_reported_date": min(days, default=None),
        "last_reported_date": max(days, default=None),
        "is_conflicting": cluster.is_conflicting,
    }


def _rule(cluster: Cluster, states: Sequence[Sequence[Row]], choice: Choice) -> str:
    """The rule that chose the value; where all agree, why there are other values at all."""
    if choice.rule == "agreed" and len(states) > 1:
        return "newest_vintage"
    return "lower_end" if choice.rule == "agreed" and cluster.upper else choice.rule


def _source(cluster: Cluster) -> str:
    """Whose money: nobody's alone where it is split, else the first source that is named."""
    if any(f["_is_everybodys"] for f in cluster.facts):
        return "total"
    named = (f["_source"] for f in cluster.facts if f["_source"] != "total")
    return str(next(named, "total"))


def _status(chosen: Row, facts: Sequence[Row]) -> Any:
    """The chosen fact's status, else the one that another fact of the same sum tells."""
    if chosen.get("status") != "unknown":
        return chosen.get("status")
    return next((f["status"] for f in facts if f.get("status") != "unknown"), "unknown")
