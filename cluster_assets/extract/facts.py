"""One article -> all of its facts. The assets and the command line both call this."""

from __future__ import annotations

import hashlib
from datetime import date

from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.figures.find import find_figures
from cluster_assets.extract.money.find import find_money
from cluster_assets.extract.names.initiatives.find import find_initiatives
from cluster_assets.extract.names.organizations.find import find_organizations
from cluster_assets.extract.names.persons.find import find_persons
from cluster_assets.extract.names.regions.find import find_regions
from cluster_assets.records import Facts, Span

RULES_VERSION = "2026.11.29.2"


def extract_facts(
    title: str | None,
    text: str,
    *,
    published_date: date | None = None,
    outlet: str | None = None,
) -> Facts:
    """Money facts, figures and mentions of one article, in reading order.

    ``published_date`` resolves '올해' and region names; without it relative years stay
    null.
    """
    ctx = ArticleContext(title or "", text, published_date, outlet)
    mentions = [
        *find_regions(ctx),
        *find_organizations(ctx),
        *find_persons(ctx),
        *find_initiatives(ctx),
    ]
    money = find_money(ctx, mentions)
    figures = find_figures(ctx, mentions, [fact.span for fact in money])
    mentions.sort(key=lambda m: (m.span.field, m.span.start, m.span.end, m.entity_type))
    return Facts(tuple(money), tuple(figures), tuple(mentions))


def stable_id(prefix: str, page_id: str, span: Span, ordinal: int = 0) -> str:
    """Id of a fact from its page and span; ``ordinal`` tells facts of one span apart."""
    key = f"{prefix}|{page_id}|{span.field}|{span.start}|{span.end}|{ordinal}"
    return f"{prefix}_{hashlib.sha256(key.encode()).hexdigest()[:20]}"
