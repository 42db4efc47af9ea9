"""Every table as it was known at the end of a day.

Known is what articles had told by then: an article counts from the day it was published, or,
where its page does not tell, from the day it was captured. With ``basis='captured'`` it
counts from its first capture, and a reviewer's decision from its day: what this database held
at the time. A table as known on a day is built anew from the known articles by the same
functions, so that every rule holds for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from cluster_assets.report.commitments import reconcile_facts
from cluster_assets.report.corrections import apply_corrections, decided_on, with_decisions
from cluster_assets.report.coverage import build_coverage, seoul_date
from cluster_assets.report.funding import region_year_funding
from cluster_assets.report.initiatives import build_initiatives
from cluster_assets.report.layouts import build_layouts
from cluster_assets.report.metrics import MetricSources, build_metrics
from cluster_assets.report.network import build_network
from cluster_assets.report.organizations import build_organizations
from cluster_assets.report.reconcile import seen_date
from cluster_assets.report.timelines import build_timelines

Row = dict[str, Any]
Rows = Sequence[Mapping[str, Any]]
Basis = Literal["published", "captured"]


@dataclass(frozen=True, slots=True)
class Inputs:
    """The tables of facts and of stories, as rows.

    Articles carry ``captured_date``, their first capture in Seoul.
    """

    pages: Rows
    articles: Rows
    rejects: Rows
    money_facts: Rows
    figures: Rows
    mentions: Rows
    stories: Rows
    corrections: Rows = ()
    changes: Rows = ()
    errors: Rows = ()


def with_first_capture(articles: Rows, pages: Rows) -> list[Row]:
    """One row per article with ``captured_at`` and ``captured_date`` of its first capture."""
    first: dict[str, Any] = {}
    for page in pages:
        moment = page["captured_at"]
        first[page["page_id"]] = min(moment, first.get(page["page_id"], moment))
    found: dict[str, Row] = {}
    for article in articles:
        moment = first.get(article["page_id"])
        seen = {"captured_at": moment, "captured_date": moment and seoul_date(moment)}
        found.setdefault(article["page_id"], {**article, **seen})
    return list(found.values())


def known_inputs(inputs: Inputs, day: date, *, basis: Basis = "published") -> Inputs:
    """The inputs that were known at the end of ``day``; nothing that came later."""
    articles = [a for a in inputs.articles if _is_known(a, day, basis)]
    ids = {a["page_id"] for a in articles}

    def of_known(rows: Rows) -> Rows:
        return [r for r in rows if r["page_id"] in ids]

    captured = [p for p in inputs.pages if seoul_date(p["captured_at"]) <= day]
    held = {p["page_id"] for p in captured}
    return replace(
        inputs,
        pages=captured,
        articles=articles,
        rejects=[r for r in inputs.rejects if r["page_id"] in held],
        money_facts=of_known(inputs.money_facts),
        figures=of_known(inputs.figures),
        mentions=of_known(inputs.mentions),
        stories=of_known(inputs.stories),
        errors=of_known(inputs.errors),
        corrections=[c for c in inputs.corrections if _is_decided(c, day, basis)],
        changes=[c for c in inputs.changes if c["day"] <= day],
    )


def tables_as_of(inputs: Inputs, day: date, *, basis: Basis = "published") -> dict[str, list[Row]]:
    """Rows of every table by its name, as known at the end of ``day``.

    Coverage, layouts and changes tell of captures and so go by the day of capture under either
    basis. Extraction quality is left out: it tells of the rules, not of a day.
    """
    known = known_inputs(inputs, day, basis=basis)
    held = [a for a in inputs.articles if _is_known(a, day, "captured")]
    tables = {
        **_as_held(known),
        **_entities(known),
        **_money(known),
        "report/network": build_network(known.mentions, known.articles, known.stories),
        "report/coverage": build_coverage(known.pages, held, known.rejects),
        "report/layouts": build_layouts(known.pages, held, known.rejects),
        "report/changes": known.changes,
    }
    tables["report/metrics"] = build_metrics(
        MetricSources(
            commitments=tables["report/commitments"],
            timelines=tables["report/timelines"],
            network=tables["report/network"],
            coverage=tables["report/coverage"],
            figures=known.figures,
            money_facts=known.money_facts,
            articles=known.articles,
            stories=known.stories,
        )
    )
    return {name: [dict(row) for row in rows] for name, rows in tables.items()}


def _as_held(known: Inputs) -> dict[str, Rows]:
    """The tables of which the known rows are all there is to tell."""
    return {
        "capture/pages": known.pages,
        "clean/articles": known.articles,
        "clean/rejects": known.rejects,
        "extract/money_facts": known.money_facts,
        "extract/figures": known.figures,
        "extract/mentions": known.mentions,
        "extract/errors": known.errors,
        "report/stories": known.stories,
    }


def _entities(known: Inputs) -> dict[str, Rows]:
    """Who and what the known articles name."""
    return {
        "report/organizations": build_organizations(known.mentions, known.articles),
        "report/initiatives": build_initiatives(known.mentions, known.articles, known.money_facts),
    }


def _money(known: Inputs) -> dict[str, Rows]:
    """The money that the known facts tell of, with the known decisions replayed."""
    applied = apply_corrections(known.money_facts, known.corrections)
    made = reconcile_facts(applied.facts, known.articles, known.stories)
    commitments = with_decisions(made.commitments, applied.ledger)
    return {
        "report/corrections": applied.ledger,
        "report/commitments": commitments,
        "report/vintages": made.vintages,
        "report/region_year_funding": region_year_funding(commitments),
        "report/timelines": build_timelines(commitments, made.vintages),
    }


def _is_known(article: Mapping[str, Any], day: date, basis: Basis) -> bool:
    seen = article.get("captured_date") if basis == "captured" else seen_date(article)
    return isinstance(seen, date) and seen <= day


def _is_decided(correction: Mapping[str, Any], day: date, basis: Basis) -> bool:
    """Decisions mend how an article was read, so what was public then shows them all."""
    when = decided_on(correction)
    return basis == "published" or (when is not None and when <= day)
