"""The rows that the charts draw, made from the tables; bounded, so that a chart stays readable."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from cluster_assets.report.labels import readable

Rows = Iterable[Mapping[str, Any]]

# The order that sources are stacked in.
SOURCES = ("national", "province", "municipal", "local", "private", "other", "total")
MAX_YEARS = 16
MAX_PROGRAMMES = 18
MAX_DAYS = 30
MAX_PERIOD_YEARS = 40


def year_rows(funding: Rows) -> list[dict[str, Any]]:
    """Announced budget by year and source, the last ``MAX_YEARS`` years: year, source, krw."""
    sums: dict[tuple[int, str], int] = defaultdict(int)
    for row in funding:
        if row.get("kind") == "budget" and row.get("year") is not None and row["announced_krw"]:
            sums[int(row["year"]), str(row["funding_source"])] += int(row["announced_krw"])
    last = max((year for year, _ in sums), default=0)
    order = list(SOURCES)
    return [
        {"year": year, "source": source, "krw": sums[year, source]}
        for year, source in sorted(sums, key=lambda k: (k[0], order.index(k[1])))
        if year > last - MAX_YEARS
    ]


def programme_rows(commitments: Rows) -> list[dict[str, Any]]:
    """The largest programmes with a known period: initiative, start, end, krw, status."""
    best: dict[str, Mapping[str, Any]] = {}
    for row in commitments:
        start, end = row.get("period_start_year"), row.get("period_end_year")
        if (
            row["kind"] != "budget"
            or row.get("parent_commitment_id") is not None
            or not (row.get("initiative") and row.get("amount_krw"))
            or start is None
            or end is None
            or not 0 <= int(end) - int(start) <= MAX_PERIOD_YEARS
        ):
            continue
        name = str(row["initiative"])
        if name not in best or int(row["amount_krw"]) > int(best[name]["amount_krw"]):
            best[name] = row
    largest = sorted(best.values(), key=lambda r: (-int(r["amount_krw"]), str(r["initiative"])))
    rows = [
        {
            "initiative": str(r["initiative"]),
            "start": int(r["period_start_year"]),
            "end": int(r["period_end_year"]),
            "krw": int(r["amount_krw"]),
            "status": str(r.get("status") or "unknown"),
        }
        for r in largest[:MAX_PROGRAMMES]
    ]
    return sorted(rows, key=lambda r: (r["start"], r["end"], r["initiative"]))


def coverage_rows(coverage: Rows) -> list[dict[str, Any]]:
    """Pages by capture day and outcome, the last ``MAX_DAYS`` days: day, outcome, pages."""
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for row in coverage:
        for name, value in row.items():
            if name.startswith("outcome_") and value:
                sums[str(row["captured_date"]), name.removeprefix("outcome_")] += int(value)
    days = set(sorted({day for day, _ in sums})[-MAX_DAYS:])
    return [
        {"day": day, "outcome": outcome, "pages": sums[day, outcome]}
        for day, outcome in sorted(sums, key=lambda k: (k[0], k[1] != "kept", k[1]))
        if day in days
    ]


def quality_rows(quality: Rows) -> list[dict[str, Any]]:
    """One score per measure, F1 where there is one, else accuracy: measure, score, n, bundled.

    The score is that of unseen pages where these were measured; ``bundled`` is the score on
    the sample, or None.
    """
    scores: dict[str, dict[str, dict[str, Any]]] = {}
    for row in quality:
        score = row.get("f1") if row.get("kind") == "f1" else row.get("accuracy")
        if score is not None and score == score:
            by_corpus = scores.setdefault(str(row["measure"]), {})
            by_corpus[str(row.get("corpus"))] = {"score": score, "n": row.get("n") or 0}
    rows = []
    for measure, by_corpus in scores.items():
        shown = by_corpus.get("unseen") or next(iter(by_corpus.values()))
        bundled = by_corpus.get("bundled", {}).get("score")
        rows.append({"measure": measure, **shown, "bundled": bundled})
    return rows


def cut(value: object, length: int) -> str:
    """Scraped text on one line, neutralised for reading, at most ``length`` characters."""
    text = readable(" ".join(str(value)[: length * 4].split()))
    return text if len(text) <= length else text[: length - 1] + "…"
