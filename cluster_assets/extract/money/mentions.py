"""Mentions of named things, placed in the normal form that the money rules run on."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.korean.normalize import Normalized
from cluster_assets.records import Mention, SpanField


@dataclass(frozen=True, slots=True)
class Named:
    """A mention with its range in the normal form."""

    field: SpanField
    start: int
    end: int
    name: str
    entity_id: str
    kind: str


def place_mentions(ctx: ArticleContext, mentions: Sequence[Mention]) -> list[Named]:
    """Mentions with normal-form ranges, in reading order, headline first."""
    named = [
        Named(
            m.span.field,
            *_to_normal(ctx.normal(m.span.field), m.span.start, m.span.end),
            m.canonical_name,
            m.entity_id,
            m.entity_type,
        )
        for m in mentions
    ]
    return sorted(named, key=lambda n: (n.field == "text", n.start, n.end))


def _to_normal(normal: Normalized, start: int, end: int) -> tuple[int, int]:
    if normal.starts is None:
        return start, end
    return bisect_left(normal.starts, start), bisect_left(normal.starts, end)
