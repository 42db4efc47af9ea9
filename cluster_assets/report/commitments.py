"""Money facts of many articles to real-world funding commitments, one row each.

Facts are put together when they tell of the same money: the same kind, source and status,
a compatible initiative, region and period, and values equal within rounding. Two facts of
one article are never the same commitment. What remains different for the same initiative,
region, source, period and status is a conflict, or, when told much later, a new vintage.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from cluster_assets.report.clustering import Cluster, find_clusters, period_of
from cluster_assets.report.reconcile import Row, choose, seen_date


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
    return _rows(find_clusters(money_facts, by_page), by_page)


def as_known_on(
    day: date,
    money_facts: Sequence[Mapping[str, Any]],
    articles: Sequence[Mapping[str, Any]],
    stories: Sequence[Mapping[str, Any]] = (),
) -> list[Row]:
    """The commitments as they were known at the end of ``day``."""
    known = [a for a in articles if (seen := seen_date(a)) is not None and seen <= day]
    return build_commitments(money_facts, known, stories)


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


def _identity(cluster: Cluster, ids: Mapping[int, str]) -> tuple[str, ...]:
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
        *(str(y) for y in period_of(first)),
        ids[id(cluster.parent)] if cluster.parent is not None else "",
    )


def _ids(clusters: Sequence[Cluster]) -> dict[int, str]:
    ids: dict[int, str] = {}
    taken: dict[str, int] = {}

    def assign(cluster: Cluster) -> str:
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


def _rows(clusters: Sequence[Cluster], by_page: Mapping[str, Row]) -> list[Row]:
    ids = _ids(clusters)
    parents = {id(c.parent) for c in clusters if c.parent is not None}
    rows = [_row(c, ids, id(c) not in parents, by_page) for c in clusters]
    return sorted(rows, key=lambda r: str(r["commitment_id"]))


def _row(
    cluster: Cluster, ids: Mapping[int, str], is_leaf: bool, by_page: Mapping[str, Row]
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
