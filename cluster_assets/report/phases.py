"""What is a part of what: stated parts, increases of a plan, and phases of a programme."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cluster_assets.report.clustering import Cluster, period_of

# Parts are rounded one by one in the press.
PARTS_TOLERANCE = 1.005
# An initiative with more sums than this is an umbrella, whose sums are no phases of another.
MAX_SUMS = 100
_PHASE_WORD = re.compile(
    r"(?:[1-9]|[일이삼사]|첫|두|세)\s?(?:단계|기(?![가-힣])|차(?:년도|\s?사업)|번째 단계)"
)


def set_parents(clusters: Sequence[Cluster], cluster_of: Mapping[str, Cluster]) -> None:
    """Give each cluster the whole that its facts name; a parent that closes a circle is dropped."""
    for cluster in clusters:
        for fact in cluster.told():
            for rule, key in (("stated", "parent_fact_id"), ("increase", "_rise_of")):
                parent = cluster_of.get(fact.get(key) or "")
                if cluster.parent is None and parent is not None and _is_free(cluster, parent):
                    cluster.parent, cluster.parent_rule = parent, rule


def _is_free(cluster: Cluster, parent: Cluster) -> bool:
    """Whether the walk up from the parent does not come back; parents set so far have no circle."""
    walk: Cluster | None = parent
    while walk is not None and walk is not cluster:
        walk = walk.parent
    return walk is None


def nest_phases(clusters: Sequence[Cluster]) -> None:
    """Put phases told on their own under the programme's sum over the whole time.

    Sums of one initiative, region, source and status: those that cut the whole's years and
    add up to it, or that are called a phase and begin or end with the whole.
    """
    groups: dict[tuple[Any, ...], list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        first = cluster.facts[0]
        if first.get("kind") == "budget" and cluster.parent is None and _is_dated(cluster):
            for name in cluster.initiatives:
                key = (name, first.get("region"), first["_source"], first.get("status"))
                groups[key].append(cluster)
    for key in sorted(groups, key=str):
        if 2 <= len(groups[key]) <= MAX_SUMS:
            _nest(groups[key])


def _nest(group: Sequence[Cluster]) -> None:
    for whole in sorted(group, key=_size):
        inner = [c for c in group if c.parent is None and _is_inside(c, whole)]
        cut = _cut(inner)
        if len(cut) > 1 and sum(map(_won, cut)) == _won(whole):
            _adopt(whole, cut)
            continue
        room = _won(whole) * PARTS_TOLERANCE
        for phase in cut:
            is_told_beside = bool(phase.pages & whole.pages)
            if not is_told_beside and _is_called_phase(phase, whole) and _won(phase) < room:
                _adopt(whole, [phase])
                room -= _won(phase)


def _adopt(whole: Cluster, phases: Iterable[Cluster]) -> None:
    for phase in phases:
        if _is_free(phase, whole):
            phase.parent, phase.parent_rule = whole, "phase"


def _cut(inner: Sequence[Cluster]) -> list[Cluster]:
    """Those that do not overlap, the longer ones first at each start; in order of time."""
    found: list[Cluster] = []
    for cluster in sorted(inner, key=lambda c: (_years(c)[0], -_years(c)[1], -_won(c))):
        if not found or _years(cluster)[0] > _years(found[-1])[1]:
            found.append(cluster)
    return found


def _is_dated(cluster: Cluster) -> bool:
    start, end = period_of(cluster.facts[0])
    won = cluster.facts[0].get("amount_krw")
    return start is not None and end is not None and start <= end and bool(won)


def _years(cluster: Cluster) -> tuple[int, int]:
    start, end = period_of(cluster.facts[0])
    return int(start or 0), int(end or 0)


def _won(cluster: Cluster) -> int:
    return int(cluster.facts[0]["amount_krw"])


def _size(cluster: Cluster) -> tuple[int, int, str]:
    start, end = _years(cluster)
    return end - start, _won(cluster), cluster.facts[0]["fact_id"]


def _is_inside(part: Cluster, whole: Cluster) -> bool:
    (start, end), (first, last) = _years(part), _years(whole)
    is_shorter = first <= start <= end <= last and (start, end) != (first, last)
    return part is not whole and is_shorter and _won(part) < _won(whole)


def _is_called_phase(phase: Cluster, whole: Cluster) -> bool:
    (start, end), (first, last) = _years(phase), _years(whole)
    if start != first and end != last:
        return False
    words = (str(f.get(n) or "") for f in phase.facts for n in ("sentence", "initiative"))
    return any(_PHASE_WORD.search(w[:1000]) for w in words)
