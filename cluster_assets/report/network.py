"""Which organisations act together: pairs that articles name in one event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

from cluster_assets.report.organizations import most_common

Row = dict[str, Any]

# An article that names more is a list of members, where pairs say nothing.
MAX_ORGANIZATIONS_PER_ARTICLE = 40


def build_network(
    mentions: Sequence[Mapping[str, Any]],
    articles: Sequence[Mapping[str, Any]],
    stories: Sequence[Mapping[str, Any]] = (),
) -> list[Row]:
    """One row per pair of organisations, ``source_id < target_id``.

    ``weight`` counts the distinct stories that name both, so that rewrites of one release
    count once; ``initiative_ids`` are the initiatives that these articles name.
    """
    story_of = {a["page_id"]: a.get("story_id") or a["page_id"] for a in articles}
    story_of.update({s["page_id"]: s["story_id"] for s in stories if s["page_id"] in story_of})
    organizations: dict[str, set[str]] = defaultdict(set)
    initiatives: dict[str, set[str]] = defaultdict(set)
    names: dict[str, list[str]] = defaultdict(list)
    for mention in mentions:
        page = mention["page_id"]
        if page not in story_of:
            continue
        if mention["entity_type"] == "organization":
            organizations[page].add(mention["entity_id"])
            names[mention["entity_id"]].append(mention["canonical_name"])
        elif mention["entity_type"] == "initiative":
            initiatives[page].add(mention["entity_id"])
    pairs: dict[tuple[str, str], set[str]] = defaultdict(set)
    for page, found in organizations.items():
        if len(found) <= MAX_ORGANIZATIONS_PER_ARTICLE:
            for pair in combinations(sorted(found), 2):
                pairs[pair].add(page)
    return [
        {
            "source_id": source,
            "target_id": target,
            "source_name": most_common(names[source]),
            "target_name": most_common(names[target]),
            "weight": len({story_of[p] for p in pages}),
            "page_ids": sorted(pages),
            "initiative_ids": sorted({i for p in pages for i in initiatives.get(p, ())}),
        }
        for (source, target), pages in sorted(pairs.items())
    ]


def degrees(network: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """Number of distinct partners of each organisation."""
    return {entity: len(others) for entity, others in partners(network).items()}


def partners(network: Sequence[Mapping[str, Any]]) -> dict[str, set[str]]:
    """The partners of each organisation."""
    found: dict[str, set[str]] = defaultdict(set)
    for pair in network:
        found[pair["source_id"]].add(pair["target_id"])
        found[pair["target_id"]].add(pair["source_id"])
    return dict(found)
