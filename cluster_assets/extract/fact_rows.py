"""Rows of the fact tables of one article; a worker process runs this, so it loads little."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from typing import Any

from cluster_assets import faults
from cluster_assets.extract.facts import RULES_VERSION, extract_facts, stable_id
from cluster_assets.records import Facts, Mention, Span

Row = dict[str, Any]


def article_rows(
    page_id: str, title: str | None, text: str, published_date: date | None, outlet: str | None
) -> tuple[list[Row], list[Row], list[Row]]:
    """Rows of the three fact tables of one article."""
    faults.reach("extract-page", page_id)
    facts = extract_facts(title, text, published_date=published_date, outlet=outlet)
    return money_rows(page_id, facts), figure_rows(page_id, facts), mention_rows(page_id, facts)


def money_rows(page_id: str, facts: Facts) -> list[Row]:
    """Rows of ``extract/money_facts``; a part refers to its whole by id."""
    ids = _ids("money", page_id, [f.span for f in facts.money])
    initiatives = _initiative_ids(facts.mentions)
    return [
        {
            "fact_id": ids[i],
            "page_id": page_id,
            **_span(f.span),
            "evidence": f.evidence,
            "sentence": f.sentence,
            "amount_krw": f.amount_krw,
            "amount": f.amount,
            "currency": f.currency,
            "qualifier": f.qualifier,
            "kind": f.kind,
            "funding_source": f.funding_source,
            "parent_fact_id": None if f.parent is None else ids[f.parent],
            "period_start_year": f.period_start_year,
            "period_end_year": f.period_end_year,
            "status": f.status,
            "initiative": f.initiative,
            "initiative_id": initiatives.get(f.initiative or ""),
            "region_code": f.region_code and f.region_code.removeprefix("region-"),
            "region": f.region,
            "rules": json.dumps(f.rules, ensure_ascii=False, sort_keys=True),
            "is_unsure": f.is_unsure,
            "rules_version": RULES_VERSION,
        }
        for i, f in enumerate(facts.money)
    ]


def figure_rows(page_id: str, facts: Facts) -> list[Row]:
    """Rows of ``extract/figures``."""
    ids = _ids("figure", page_id, [f.span for f in facts.figures])
    return [
        {
            "figure_id": ids[i],
            "page_id": page_id,
            **_span(f.span),
            "evidence": f.evidence,
            "sentence": f.sentence,
            "value": f.value,
            "unit": f.unit,
            "qualifier": f.qualifier,
            "subject": f.subject,
            "initiative": f.initiative,
            "region": f.region,
            "rules_version": RULES_VERSION,
        }
        for i, f in enumerate(facts.figures)
    ]


def mention_rows(page_id: str, facts: Facts) -> list[Row]:
    """Rows of ``extract/mentions``."""
    ids = _ids("mention", page_id, [m.span for m in facts.mentions])
    return [
        {
            "mention_id": ids[i],
            "page_id": page_id,
            **_span(m.span),
            "surface": m.surface,
            "entity_type": m.entity_type,
            "canonical_name": m.canonical_name,
            "entity_id": m.entity_id,
            "role": m.role,
            "rules_version": RULES_VERSION,
        }
        for i, m in enumerate(facts.mentions)
    ]


def _span(span: Span) -> Row:
    return {"span_field": span.field, "char_start": span.start, "char_end": span.end}


def _ids(prefix: str, page_id: str, spans: list[Span]) -> list[str]:
    seen: Counter[Span] = Counter()
    ids = []
    for span in spans:
        ids.append(stable_id(prefix, page_id, span, seen[span]))
        seen[span] += 1
    return ids


def _initiative_ids(mentions: tuple[Mention, ...]) -> dict[str, str]:
    names: dict[str, str] = {}
    for m in mentions:
        if m.entity_type == "initiative":
            names.setdefault(m.canonical_name, m.entity_id)
            names.setdefault(m.surface, m.entity_id)
    return names
