"""The values a commitment had one after the other, each with the time it held."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from cluster_assets.report.clustering import Cluster
from cluster_assets.report.reconcile import VINTAGE_GAP_DAYS, Choice, Row
from cluster_assets.report.told_facts import UNDATED


def states_of(cluster: Cluster) -> list[list[Row]]:
    """The facts of each vintage, oldest first; the last one is current.

    A new vintage is another amount, or the same amount with another last year that was told
    for the first time well after the last telling of the old one.
    """
    return [state for facts in (*cluster.superseded, cluster.facts) for state in _by_end(facts)]


def _by_end(facts: Sequence[Row]) -> list[list[Row]]:
    ordered = sorted(facts, key=lambda f: (f["_told"], f["_day"], f["page_id"], f["fact_id"]))
    found: list[list[Row]] = [[]]
    end: int | None = None
    last = UNDATED
    for fact in ordered:
        mine = fact.get("period_end_year")
        told: date = fact["_told"]
        is_moved = mine is not None and end is not None and mine != end
        is_dated = UNDATED not in (told, last)
        if is_moved and is_dated and (told - last).days >= VINTAGE_GAP_DAYS:
            found.append([])
            end = mine
        end = mine if end is None else end
        if mine == end and told != UNDATED:
            last = told
        found[-1].append(fact)
    return found


def vintage_rows(
    commitment_id: str, states: Sequence[Sequence[Row]], choices: Sequence[Choice]
) -> list[Row]:
    """One row per vintage: value, years, ``valid_from`` and ``valid_to`` (null while it holds).

    ``choices`` name the fact to believe of each state.

    ``valid_from`` is the day the first story of the vintage was published; null where no
    article tells its day.
    """
    starts = [min((f["_told"] for f in state), default=UNDATED) for state in states]
    rows = []
    for i, (state, choice) in enumerate(zip(states, choices, strict=True)):
        chosen = next(f for f in state if f["fact_id"] == choice.fact_id)
        rows.append(
            {
                "commitment_id": commitment_id,
                "vintage_number": i + 1,
                "amount_krw": chosen.get("amount_krw"),
                "period_start_year": known(chosen, state, "period_start_year"),
                "period_end_year": known(chosen, state, "period_end_year"),
                "valid_from": _day(starts[i]),
                "valid_to": _day(starts[i + 1]) if i + 1 < len(states) else None,
                "is_current": i + 1 == len(states),
                "chosen_fact_id": choice.fact_id,
                "fact_ids": sorted(f["fact_id"] for f in state),
            }
        )
    return rows


def known(chosen: Row, facts: Sequence[Row], column: str) -> Any:
    """The chosen fact's value, else the first one that a fact of the commitment tells."""
    if chosen.get(column) is not None:
        return chosen[column]
    return next((f[column] for f in facts if f.get(column) is not None), None)


def _day(value: date) -> date | None:
    return None if value == UNDATED else value
