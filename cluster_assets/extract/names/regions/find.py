"""Provinces, cities, counties and districts that an article names, in any form.

Names are read at the start of a run of Hangul only ('음성' inside '고음성' is no county),
with what follows them in the run: a particle, an office ('군청', '시장') or the end. A bare
name that runs on into another word ('청주호텔', '나주본사') is part of that word's name.
"""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.names.linking import region_entity_id
from cluster_assets.extract.names.regions.candidates import (
    Candidate,
    find_candidates,
    find_in_bodies,
)
from cluster_assets.extract.names.regions.context import RegionEvidence, reference_day
from cluster_assets.extract.names.regions.gazetteer import Gazetteer, Region, load_gazetteer
from cluster_assets.records import Mention

# Particles of place, after a bare name that the article gives in full elsewhere.
_PLACE_TAIL = re.compile(r"에|에는|에서|에서는|에도|에서도")
_GAP = re.compile(r"(?:이나|나|와|과|및|하고|[·,/\s])+")


def find_regions(ctx: ArticleContext) -> list[Mention]:
    """Every mention of a 시도 or 시군구, under its official name as of the publication date.

    A 시도 that only qualifies a 시군구 ('충북 음성') is part of that one's span and no mention
    of its own; a district without self-government is its city. A name that several regions
    share and that the article does not settle is left out. Sorted by field and position.
    """
    gazetteer, day = load_gazetteer(), reference_day(ctx)
    found: list[Candidate] = []
    for field in ("text", "title"):
        found += find_candidates(ctx, field, gazetteer, day)
    found = _join_qualifiers(ctx, found, gazetteer, day)
    found = _settle(ctx, found, gazetteer, day)
    named = [c for c in found if c.region and not c.is_qualifier]
    return [_mention(ctx, c, gazetteer) for c in named or find_in_bodies(ctx, gazetteer, day)]


def _join_qualifiers(
    ctx: ArticleContext, found: list[Candidate], gazetteer: Gazetteer, day: date
) -> list[Candidate]:
    """Settle a name by the 시도 (or city) that stands directly before it."""
    for before, here in pairwise(found):
        text = ctx.normal(here.field).text
        if before.field != here.field or before.tail:
            continue
        gap = text[before.end : here.start]
        if gap.strip(" ,(") or len(gap) > 2:
            continue
        inner = _child_of(before, here.rows, gazetteer, day)
        if inner is None or (gap.strip() and not here.is_word and "(" not in gap):
            continue
        if inner.level == "gu" and gap.strip():
            continue
        before.is_qualifier = True
        if "(" in gap:
            here.is_inside_name = False  # '○○도(△△ □□센터)' puts it there
        here.region, here.head = inner, before.start if before.head is None else before.head
    return found


def _child_of(
    before: Candidate, rows: tuple[Region, ...], gazetteer: Gazetteer, day: date
) -> Region | None:
    parents = {before.region.code} if before.region else {row.code for row in before.rows}
    for row in rows:
        if not row.parent_code:
            continue
        parent = gazetteer.by_code[row.parent_code]
        if row.parent_code in parents or gazetteer.as_of(parent, day).code in parents:
            return row
    # '경북 군위군' after the county went to 대구, '전남 광주': the name itself is plain
    return None


def _settle(
    ctx: ArticleContext, found: list[Candidate], gazetteer: Gazetteer, day: date
) -> list[Candidate]:
    certain = [c.region or c.rows[0] for c in found if _is_certain(c)]
    evidence = RegionEvidence(ctx, gazetteer, day, certain)
    for candidate in found:
        if candidate.region is None and not candidate.is_qualifier:
            _resolve(candidate, evidence)
    _drop_unmarked(ctx, found)
    for candidate in found:
        if candidate.region:
            candidate.region = gazetteer.as_of(gazetteer.municipality(candidate.region), day)
    return found


def _is_certain(candidate: Candidate) -> bool:
    if candidate.region:
        return True
    return len(candidate.rows) == 1 and not candidate.is_word and not candidate.is_inside_name


def _resolve(candidate: Candidate, evidence: RegionEvidence) -> None:
    rows = list(candidate.rows)
    if candidate.is_bare:
        # bare district names ('유성', '강남') need the city before them
        rows = [r for r in rows if not (r.level != "sido" and r.name.endswith("구"))]
    if rows:
        # the metropolitan city is far more often meant than the city of the same name
        default = next((r for r in rows if r.level == "sido"), None)
        candidate.region = evidence.choose(rows, default=default)


def _drop_unmarked(ctx: ArticleContext, found: list[Candidate]) -> None:
    """Take the region from names inside an initiative's name and from nouns that no neighbour
    marks as places.
    """
    sure = [
        c.region is not None and (not c.is_word or c.head is not None) and not c.is_inside_name
        for c in found
    ]
    full = {c.region.code for i, c in enumerate(found) if sure[i] and c.region and not c.is_bare}
    for i, c in enumerate(found):
        if not sure[i] and not c.is_inside_name and c.region and c.region.code in full:
            sure[i] = c.surface != "예산" and _PLACE_TAIL.fullmatch(c.tail) is not None
    for order in (range(len(found)), range(len(found) - 1, -1, -1)):
        for i in order:
            here = found[i]
            if sure[i] or here.is_inside_name or here.region is None or not here.is_word:
                continue
            sure[i] = any(
                0 <= j < len(found) and sure[j] and _are_listed(ctx, found, min(i, j), max(i, j))
                for j in (i - 1, i + 1)
            )
    for i, c in enumerate(found):
        if not sure[i] and not c.is_qualifier:
            c.region = None


def _are_listed(ctx: ArticleContext, found: list[Candidate], first: int, second: int) -> bool:
    a, b = found[first], found[second]
    start = b.head if b.head is not None else b.start
    if a.field != b.field or start < a.end:
        return False
    gap = ctx.normal(a.field).text[a.end : start]
    return len(gap) <= 4 and gap.strip() != "" and _GAP.fullmatch(gap) is not None


def _mention(ctx: ArticleContext, candidate: Candidate, gazetteer: Gazetteer) -> Mention:
    assert candidate.region is not None
    start = candidate.head if candidate.head is not None else candidate.start
    span = ctx.span(candidate.field, start, candidate.end)
    rule = "qualified" if candidate.head is not None else "bare" if candidate.is_bare else "full"
    return Mention(
        entity_type="region",
        span=span,
        surface=ctx.evidence(span),
        canonical_name=candidate.region.name,
        entity_id=region_entity_id(gazetteer.lineage_code(candidate.region)),
        rule=rule,
    )
