"""Mentions of many articles to one row per organisation, and what they share."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from cluster_assets.report.reconcile import seen_date

Row = dict[str, Any]

# Ordered: the first kind whose ending fits names it.
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("university", re.compile(r"(?:대|대학|대학교|산학협력단|과학기술원|폴리텍)$")),
    ("technopark", re.compile(r"(?:테크노파크|TP)$")),
    ("council", re.compile(r"(?:시의회|도의회|군의회|구의회|의회|국회)$")),
    ("ministry", re.compile(r"(?:부|처|청)$")),
    ("institute", re.compile(r"(?:연구원|연구소|시험원|진흥원|평가원|기술원|연구센터|센터|원)$")),
    ("public_corporation", re.compile(r"(?:공사|공단|기금|은행)$")),
    (
        "association",
        re.compile(r"(?:협회|협의회|조합|연합회|상공회의소|재단|위원회|학회|회|포럼)$"),
    ),
    ("company", re.compile(r"(?:^㈜|㈜$|주식회사|\(주\)|전자|산업|그룹|테크|바이오|시스템즈?)")),
)


def organization_kind(name: str) -> str:
    """Kind of an organisation by the ending of its name; ``other`` where none fits."""
    head = name.strip()[:200]
    if re.search(r"㈜|주식회사|\(주\)", head):
        return "company"
    return next((kind for kind, pattern in _KINDS if pattern.search(head)), "other")


def build_organizations(
    mentions: Sequence[Mapping[str, Any]], articles: Sequence[Mapping[str, Any]]
) -> list[Row]:
    """One row per organisation, by ``entity_id``.

    ``region_code`` is left empty unless all its articles are about one region: an
    organisation is named in many places.
    """
    return entity_rows(
        [m for m in mentions if m["entity_type"] == "organization"],
        articles,
        kind_of=organization_kind,
        region_of=_only_region(mentions),
    )


def entity_rows(
    mentions: Sequence[Mapping[str, Any]],
    articles: Sequence[Mapping[str, Any]],
    *,
    kind_of: Callable[[str], str],
    region_of: Callable[[str, Sequence[str]], str | None],
) -> list[Row]:
    """Entity rows from mentions; ``region_of(entity_id, page_ids)`` finds the region code."""
    days = {a["page_id"]: seen_date(a) for a in articles}
    grouped: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for mention in mentions:
        if mention["page_id"] in days:
            grouped[mention["entity_id"]].append(mention)
    rows = []
    for entity_id in sorted(grouped):
        mine = grouped[entity_id]
        pages = sorted({m["page_id"] for m in mine})
        seen = sorted(d for p in pages if (d := days[p]) is not None)
        name = most_common(m["canonical_name"] for m in mine)
        surfaces = {m["surface"] for m in mine} | {m["canonical_name"] for m in mine}
        rows.append(
            {
                "entity_id": entity_id,
                "canonical_name": name,
                "aliases": sorted(surfaces - {name}),
                "kind": kind_of(name),
                "region_code": region_of(entity_id, pages),
                "first_seen_date": seen[0] if seen else None,
                "last_seen_date": seen[-1] if seen else None,
                "article_count": len(pages),
            }
        )
    return rows


def most_common(names: Iterable[str]) -> str:
    """The most frequent name; among equals the longest, then the first by code point."""
    counts = Counter(names)
    return min(counts, key=lambda n: (-counts[n], -len(n), n))


def _only_region(
    mentions: Iterable[Mapping[str, Any]],
) -> Callable[[str, Sequence[str]], str | None]:
    codes: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        if mention["entity_type"] == "region":
            codes[mention["page_id"]].add(mention["entity_id"])

    def region_of(_entity_id: str, pages: Sequence[str]) -> str | None:
        found = {c for p in pages for c in codes.get(p, ())}
        return next(iter(found)) if len(found) == 1 else None

    return region_of
