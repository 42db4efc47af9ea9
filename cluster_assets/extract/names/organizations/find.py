"""Organizations that an article names."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.names.organizations import patterns
from cluster_assets.extract.names.organizations.acts import find_acting_firms
from cluster_assets.extract.names.organizations.aliases import (
    merged_short_names,
    repeated_firms,
    with_aliases,
)
from cluster_assets.extract.names.organizations.bodies import find_bodies, find_known
from cluster_assets.extract.names.organizations.firms import find_firms
from cluster_assets.extract.names.organizations.hits import Hit, bare, without_overlaps
from cluster_assets.extract.names.organizations.roles import find_introduced_bodies
from cluster_assets.extract.names.titles import AFTER_TITLE, TITLE
from cluster_assets.records import Mention, SpanField

_TITLE_NEXT = re.compile(rf" {TITLE}{AFTER_TITLE}")


def find_organizations(ctx: ArticleContext) -> list[Mention]:
    """Every mention of an organization, longest names first where they overlap.

    ``canonical_name`` is the fullest form that the article itself writes; ``entity_id`` is
    the gazetteer's, or ``org:`` and a slug of that form. Results are cached per article.
    """
    return list(_find(ctx))


@lru_cache(maxsize=16)
def _find(ctx: ArticleContext) -> tuple[Mention, ...]:
    hits: list[Hit] = []
    for field in ("text", "title"):
        hits.extend(_in_field(ctx.normal(field).text, field))
    hits = with_aliases(ctx, hits)
    hits.extend(repeated_firms(ctx, hits))
    hits = without_overlaps(hits)
    starts = {(h.field, h.start) for h in hits}
    hits = merged_short_names([_extended(ctx, h, starts) for h in hits])
    fullest: dict[str, str] = {}
    for h in hits:
        surface = ctx.evidence(ctx.span(h.field, h.start, h.end))
        if len(bare(surface)) > len(bare(fullest.get(h.entity, ""))) or (
            len(surface) > len(fullest.get(h.entity, ""))
            and bare(surface) == bare(fullest[h.entity])
        ):
            fullest[h.entity] = surface
    return tuple(_mention(ctx, h, fullest[h.entity]) for h in hits)


def _mention(ctx: ArticleContext, h: Hit, name: str) -> Mention:
    span = ctx.span(h.field, h.start, h.end)
    entity = h.entity
    if not entity.startswith("http"):
        entity = (
            "org:"
            + re.sub(r"[^0-9A-Za-z가-힣]+", "-", bare(entity.removeprefix("org:")))
            .strip("-")
            .lower()
        )
    return Mention("organization", span, ctx.evidence(span), name, entity, None, h.rule)


def _in_field(text: str, field: SpanField) -> list[Hit]:
    hits = list(find_known(text, field))
    hits.extend(find_bodies(text, field))
    hits.extend(find_firms(text, field))
    hits.extend(find_acting_firms(text, field))
    hits.extend(find_introduced_bodies(text, field))
    return without_overlaps(hits)


# '선임연구원' behind an institute's name is a title.
_WORKER = re.compile(
    r"(?:^|\S)(?:선임|책임|수석|전임|주임|객원|초빙)연구원$|^(?:선임|책임|수석|전임|주임)?연구원$"
)
_INSTITUTES = {"technopark", "university", "institute", "hospital"}


def _extended(ctx: ArticleContext, h: Hit, starts: set[tuple[SpanField, int]]) -> Hit:
    """'OO공단 인천지역본부': the unit belongs to the name, but not in a person's role."""
    if h.rule in ("alias", "place and body"):
        return h
    text = ctx.normal(h.field).text
    m = patterns.UNIT.match(text, h.end)
    if not m and (h.kind in _INSTITUTES or h.name.endswith(("테크노파크", "TP", "대학교", "대"))):
        m = patterns.UNIT_OF_INSTITUTE.match(text, h.end)
    if not m or (h.kind == "government" and not re.search(r"(?:위원회|본부)$", m["unit"])):
        return h
    if _WORKER.search(m["unit"]):
        return h
    end = m.end("unit")
    inside = range(m.start("unit"), end)
    if _TITLE_NEXT.match(text, end) or any((h.field, at) in starts for at in inside):
        return h
    if re.match(r"(?:에서|에 (?:모여|방문))", text[end : end + 6]):
        return h
    name = text[h.start : end]
    return replace(h, end=end, name=name, entity="org:" + name, rule=f"{h.rule}+unit")
