"""What each metric means, in words and unit: the data dictionary prints this."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Definition:
    """The unit of a metric and its definition in words."""

    unit: str
    text: str


_LARGEST = (
    "The largest number of each programme (or story, where no programme is named), added over "
    "programmes, by the year of the article. Category: target, attained, or reported where the "
    "words leave it open; the three are never added up."
)

DEFINITIONS: dict[str, Definition] = {
    "announced_krw": Definition(
        "won",
        "Planned programme budget by region, year and source. A whole is replaced by the parts "
        "that explain it. Sums over several years go to the years that are stated, else evenly "
        "to all of them, and `allocation` says `uniform`.",
    ),
    "executed_krw": Definition(
        "won", "Programme budget that was spent, counted as announced_krw; never added to it."
    ),
    "national_share": Definition(
        "ratio", "National part of the announced budget whose source is named."
    ),
    "local_match_ratio": Definition(
        "ratio", "Announced won of province, municipality and local for each national won."
    ),
    "annual_run_rate_krw": Definition(
        "won a year", "Announced budget with a known year, divided by the years it covers."
    ),
    "breakdown_closure": Definition(
        "ratio", "Of the commitments with parts, those of which some cut adds up to the won."
    ),
    "corroboration": Definition(
        "ratio", "Commitments that two or more outlets tell, of all commitments."
    ),
    "conflict_rate": Definition(
        "ratio", "Commitments on whose amount the sources disagree, of all commitments."
    ),
    "slippage_years": Definition(
        "years",
        "How far the last year of a programme moved between its first and latest telling, "
        "averaged over the programmes that told one more than once.",
    ),
    "rnd_tasks": Definition("count", f"R&D tasks. {_LARGEST}"),
    "supports": Definition("count", f"Technical, business and other supports given. {_LARGEST}"),
    "exchanges": Definition("count", f"Seminars, forums and other exchanges. {_LARGEST}"),
    "jobs": Definition("jobs", f"Jobs made or filled. {_LARGEST}"),
    "firms_attracted": Definition("firms", f"Firms attracted to the region. {_LARGEST}"),
    "sales": Definition("won", f"Sales of the supported firms; foreign sums by unit. {_LARGEST}"),
    "exports": Definition(
        "won", f"Exports of the supported firms; foreign sums by unit. {_LARGEST}"
    ),
    "organization_degree": Definition(
        "organizations", "Distinct organisations named together with this one (category: its id)."
    ),
    "new_ties": Definition(
        "pairs", "Pairs of organisations named together for the first time in the year."
    ),
    "coverage_kept_share": Definition("ratio", "Captured pages that became articles."),
    "latency_days": Definition(
        "days", "Days from publication to capture: median over capture days of the day's median."
    ),
    "extraction_quality": Definition(
        "ratio",
        "F1 or accuracy of a measure on annotated pages (category: the measure and the pages).",
    ),
}
