"""Measures as one long table, each with its definition and the rows it was made from.

A row of a region or an outlet names the commitments, figures or pages behind it; a row over
everything names the rows that it sums up, so that every number leads to facts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import mean, median
from typing import Any

from cluster_assets.report.metric_money import funding_metrics, share_metrics, trust_metrics
from cluster_assets.report.metric_rows import Row, Rows, metric_row, totals
from cluster_assets.report.network import degrees, partners
from cluster_assets.report.reconcile import seen_date
from cluster_assets.report.results import result_rows


@dataclass(frozen=True, slots=True)
class MetricSources:
    """The tables that the metrics are made from, as rows; what is absent gives no metric."""

    commitments: Rows = ()
    timelines: Rows = ()
    network: Rows = ()
    coverage: Rows = ()
    quality: Rows = ()
    figures: Rows = ()
    money_facts: Rows = ()
    articles: Rows = ()
    stories: Rows = ()


def build_metrics(sources: MetricSources) -> list[Row]:
    """Rows of ``report/metrics``, by metric, scope, region, year and category."""
    funding = funding_metrics(sources.commitments)
    rows = [
        *funding,
        *share_metrics(funding),
        *trust_metrics(sources.commitments),
        *_slippage(sources.timelines),
        *_results(sources),
        *_ties(sources),
        *_coverage(sources.coverage),
        *_quality(sources.quality),
    ]
    names = ("metric", "scope", "region", "region_code", "year", "category", "unit")
    return sorted(rows, key=lambda r: tuple((r[n] is not None, r[n] or 0) for n in names))


def _slippage(timelines: Rows) -> list[Row]:
    moved = [t for t in timelines if t.get("slippage_years") is not None]
    groups: dict[tuple[Any, ...], list[Mapping[str, Any]]] = defaultdict(list)
    for timeline in moved:
        groups["region", timeline.get("region_code"), timeline.get("region")].append(timeline)
    if moved:
        groups["all", None, None] = list(moved)
    return [
        metric_row(
            "slippage_years",
            scope,
            float(mean(int(t["slippage_years"]) for t in found)),
            region_code=code,
            region=region,
            n=len(found),
            basis="report/timelines",
            basis_ids=sorted(t["timeline_id"] for t in found),
        )
        for (scope, code, region), found in groups.items()
    ]


def _results(sources: MetricSources) -> list[Row]:
    story = {s["page_id"]: s["story_id"] for s in sources.stories}
    articles = {
        a["page_id"]: {
            **a,
            "story_id": story.get(a["page_id"]) or a.get("story_id") or a["page_id"],
        }
        for a in sources.articles
    }
    codes = {c["region"]: c["region_code"] for c in sources.commitments if c.get("region")}
    found = result_rows(sources.figures, sources.commitments, sources.money_facts, articles, codes)
    rows = [metric_row(r.pop("metric"), "region", r.pop("value"), **r) for r in found]
    return rows + [
        {**row, "allocation": None} for row in totals(rows, "metric", "year", "category", "unit")
    ]


def _ties(sources: MetricSources) -> list[Row]:
    """Partners of each organisation, and the pairs seen for the first time by year."""
    names = {p[f"{e}_id"]: p[f"{e}_name"] for p in sources.network for e in ("source", "target")}
    beside = partners(sources.network)
    found = [
        metric_row(
            "organization_degree",
            "organization",
            float(degree),
            category=entity,
            subject=names[entity],
            n=degree,
            basis="report/organizations",
            basis_ids=sorted(beside[entity]),
        )
        for entity, degree in degrees(sources.network).items()
    ]
    days = {a["page_id"]: d for a in sources.articles if (d := seen_date(a)) is not None}
    firsts: dict[int, list[str]] = defaultdict(list)
    for pair in sources.network:
        seen = [(days[p], p) for p in pair["page_ids"] if p in days]
        if seen:
            day, page = min(seen)
            firsts[day.year].append(page)
    return found + [
        metric_row(
            "new_ties",
            "all",
            float(len(pages)),
            year=year,
            n=len(pages),
            basis="clean/articles",
            basis_ids=sorted(set(pages)),
        )
        for year, pages in firsts.items()
    ]


def _coverage(coverage: Rows) -> list[Row]:
    groups: dict[tuple[str, str | None], list[Mapping[str, Any]]] = defaultdict(list)
    for row in coverage:
        groups["outlet", row.get("outlet")].append(row)
        groups["all", None].append(row)
    found = []
    for (scope, outlet), rows in groups.items():
        ids = sorted({f"{r['captured_date']}|{r.get('outlet') or ''}" for r in rows})
        more = {"category": outlet, "basis": "report/coverage", "basis_ids": ids}
        pages = sum(int(r["pages_in"]) for r in rows)
        kept = sum(int(r["outcome_kept"]) for r in rows)
        if pages:
            found.append(metric_row("coverage_kept_share", scope, kept / pages, n=pages, **more))
        waits = [float(r["latency_days"]) for r in rows if r.get("latency_days") is not None]
        if waits:
            found.append(
                metric_row("latency_days", scope, float(median(waits)), n=len(waits), **more)
            )
    return found


def _quality(quality: Rows) -> list[Row]:
    return [
        metric_row(
            "extraction_quality",
            "measure",
            row[row["kind"]],
            category=f"{row['measure']}, {row['corpus']} pages",
            subject=row["kind"],
            n=int(row["n"]),
            basis="report/quality",
            basis_ids=[f"{row['corpus']}/{row['measure']}"],
        )
        for row in quality
    ]
