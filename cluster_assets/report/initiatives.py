"""Mentions and money of many articles to one row per programme, cluster or zone."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from cluster_assets.report.organizations import entity_rows

Row = dict[str, Any]

_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("special_zone", re.compile(r"(?:특구|특별구역|자유구역|규제자유)")),
    ("cluster", re.compile(r"(?:클러스터|융합지구|특화단지|밸리)")),
    ("complex", re.compile(r"(?:산업단지|산단|단지|지구)")),
    ("facility", re.compile(r"(?:센터|테크노파크|타운|캠퍼스|공장|플랫폼)$")),
    ("programme", re.compile(r"(?:사업|프로젝트|프로그램|계획|전략|과제|펀드)")),
)


def initiative_kind(name: str) -> str:
    """Kind of an initiative by its name; ``other`` where no word tells."""
    return next((kind for kind, pattern in _KINDS if pattern.search(name[:200])), "other")


def build_initiatives(
    mentions: Sequence[Mapping[str, Any]],
    articles: Sequence[Mapping[str, Any]],
    money_facts: Sequence[Mapping[str, Any]] = (),
) -> list[Row]:
    """One row per initiative; its region is the one most of its money is for."""
    regions: dict[str, Counter[str]] = defaultdict(Counter)
    for fact in money_facts:
        if fact.get("initiative_id") and fact.get("region_code"):
            regions[fact["initiative_id"]][fact["region_code"]] += 1

    def region_of(entity_id: str, _pages: Sequence[str]) -> str | None:
        counts = regions.get(entity_id)
        return min(counts, key=lambda c: (-counts[c], c)) if counts else None

    return entity_rows(
        [m for m in mentions if m["entity_type"] == "initiative"],
        articles,
        kind_of=initiative_kind,
        region_of=region_of,
    )
