"""extract/money_facts, figures and mentions as Dagster assets: made together, per article."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from cluster_assets import faults
from cluster_assets.cache import key_of, open_cache
from cluster_assets.clean.tables import ARTICLES
from cluster_assets.extract.facts import RULES_VERSION, extract_facts, stable_id
from cluster_assets.extract.tables import ERRORS, FIGURES, MENTIONS, MONEY_FACTS
from cluster_assets.partitions import DAILY, FRESH_DAILY
from cluster_assets.publishing import Frames, StepContext, rows_of, table_assets
from cluster_assets.records import Facts, Mention, Span
from cluster_assets.workers import map_pages

Row = dict[str, Any]
ERROR_CHARACTERS = 500


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


def extract_day(step: StepContext, frames: Frames) -> Mapping[str, Any]:
    """Extract the facts of the day's articles.

    An article whose extraction fails gives no facts and a row in ``extract/errors``; the
    other articles publish.
    """
    columns = ("page_id", "title", "text", "published_date", "outlet")
    arguments = [tuple(row[c] for c in columns) for row in rows_of(ARTICLES, frames)]
    money: list[Row] = []
    figures: list[Row] = []
    mentions: list[Row] = []
    errors: list[Row] = []
    for (page_id, *_), result in zip(arguments, _remembered(step, arguments), strict=True):
        if isinstance(result, Exception):
            step.log.error(f"extraction failed on page {page_id}: {result!r}")
            error = repr(result)[:ERROR_CHARACTERS]
            errors.append({"page_id": page_id, "error": error, "rules_version": RULES_VERSION})
            continue
        for rows, found in zip((money, figures, mentions), result, strict=True):
            rows.extend(found)
    return {
        MONEY_FACTS.name: money,
        FIGURES.name: figures,
        MENTIONS.name: mentions,
        ERRORS.name: errors,
    }


def _remembered(step: StepContext, arguments: list[tuple[Any, ...]]) -> list[Any]:
    """Rows or exception of each article, in order; extracted only where not known yet."""
    remembered = open_cache(step.storage, "extract", step.log)
    keys = [key_of(*article) for article in arguments]
    known = remembered.get(keys) if remembered is not None else {}
    missing = [article for key, article in zip(keys, arguments, strict=True) if key not in known]
    fresh = iter(map_pages(article_rows, missing))
    results = [(key, known[key] if key in known else next(fresh)) for key in keys]
    if remembered is not None:
        made = [(key, rows) for key, rows in results if key not in known]
        remembered.put([(key, rows) for key, rows in made if not isinstance(rows, Exception)])
    return [rows for _, rows in results]


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


ASSETS = [
    table_assets(
        extract_day,
        outputs=[MONEY_FACTS, FIGURES, MENTIONS, ERRORS],
        inputs=[ARTICLES],
        code_version=f"extract-{RULES_VERSION}",
        partitions_def=DAILY,
        freshness_policy=FRESH_DAILY,
    )
]
