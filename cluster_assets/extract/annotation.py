"""Extraction results in the annotation form: what ``cluster-assets extract`` writes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cluster_assets.records import CleanedPage, Facts, FigureFact, Mention, MoneyFact, Span


def to_annotation(page: CleanedPage, facts: Facts) -> dict[str, Any]:
    """One page and its facts as a JSON-ready dict."""
    return {
        "page_id": page.page_id,
        "outcome": page.outcome,
        "reason": page.reason,
        "url": page.url,
        "title": page.title,
        "outlet": page.outlet,
        "reporter": page.reporter,
        "published": page.published_date.isoformat() if page.published_date else None,
        "published_source": page.published_date_source,
        "relevant": page.is_relevant,
        "relevance_score": page.relevance_score,
        "relevance_terms": list(page.relevance_terms),
        "encoding": page.encoding,
        "layout": page.layout,
        "text": page.text,
        "money": [_money(fact) for fact in facts.money],
        "figures": [_figure(fact) for fact in facts.figures],
        "entities": _entities(facts.mentions),
        "mentions": [
            {
                "type": m.entity_type,
                "surface": m.surface,
                "name": m.canonical_name,
                "id": m.entity_id,
                "role": m.role,
                "rule": m.rule,
                **_span(m.span),
            }
            for m in facts.mentions
        ],
    }


def _span(span: Span) -> dict[str, Any]:
    return {"span_field": span.field, "char_start": span.start, "char_end": span.end}


def _money(fact: MoneyFact) -> dict[str, Any]:
    years = [fact.period_start_year, fact.period_end_year]
    return {
        "evidence": fact.evidence,
        "amount_krw": fact.amount_krw,
        "amount": fact.amount,
        "currency": fact.currency,
        "qualifier": fact.qualifier,
        "kind": fact.kind,
        "source": fact.funding_source,
        "parent": fact.parent,
        "period": None if years == [None, None] else years,
        "status": fact.status,
        "initiative": fact.initiative,
        "region": fact.region,
        "region_code": fact.region_code,
        "sentence": fact.sentence,
        "rules": fact.rules,
        "is_unsure": fact.is_unsure,
        **_span(fact.span),
    }


def _figure(fact: FigureFact) -> dict[str, Any]:
    return {
        "evidence": fact.evidence,
        "value": fact.value,
        "unit": fact.unit,
        "qualifier": fact.qualifier,
        "subject": fact.subject,
        "initiative": fact.initiative,
        "region": fact.region,
        "rules": fact.rules,
        **_span(fact.span),
    }


def _entities(mentions: Iterable[Mention]) -> dict[str, Any]:
    """Distinct canonical names by type, in order of first mention."""
    names: dict[str, dict[str, None]] = {}
    persons: dict[str, str | None] = {}
    for mention in mentions:
        if mention.entity_type == "person":
            if persons.get(mention.canonical_name) is None:
                persons[mention.canonical_name] = mention.role
        else:
            names.setdefault(mention.entity_type, {})[mention.canonical_name] = None
    return {
        "organizations": list(names.get("organization", ())),
        "persons": [{"name": n, "role": r} for n, r in persons.items()],
        "regions": list(names.get("region", ())),
        "initiatives": list(names.get("initiative", ())),
    }
