"""Which facts are worth a second look, the most worth first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cluster_assets.report.funding import breakdown, sum_closes

Row = dict[str, Any]

# stale: decided before, but the fact changed; sum: parts that do not add up to their whole.
DOUBTS = ("stale", "conflict", "sum", "unsure")
COLUMNS = (
    "fact_id",
    "doubt",
    "amount_krw",
    "kind",
    "funding_source",
    "status",
    "initiative",
    "region",
    "evidence",
    "sentence",
    "commitment_id",
    "page_id",
)


def doubtful(
    facts: Iterable[Mapping[str, Any]],
    commitments: Sequence[Mapping[str, Any]],
    ledger: Iterable[Mapping[str, Any]] = (),
) -> list[Row]:
    """Facts with a doubt and no decision: ``COLUMNS``; most doubts first, then most money.

    ``doubt`` joins the doubts of ``DOUBTS`` with ``+``. A fact whose decision is applied is
    left out; one whose decision went stale is back.
    """
    states: dict[str, set[str]] = defaultdict(set)
    for decision in ledger:
        states[str(decision["fact_id"])].add(str(decision.get("state")))
    conflicting = {f for c in commitments if c["is_conflicting"] for f in c["fact_ids"]}
    open_sums = _facts_of_open_sums(commitments)
    commitment_of = {f: c["commitment_id"] for c in commitments for f in c["fact_ids"]}
    rows = []
    for fact in facts:
        fact_id = fact["fact_id"]
        if "applied" in states[fact_id]:
            continue
        told = {
            "stale": "stale" in states[fact_id],
            "conflict": fact_id in conflicting,
            "sum": fact_id in open_sums,
            "unsure": bool(fact.get("is_unsure")),
        }
        doubts = [d for d in DOUBTS if told[d]]
        if doubts:
            known = {
                **fact,
                "doubt": "+".join(doubts),
                "commitment_id": commitment_of.get(fact_id),
            }
            rows.append({c: known.get(c) for c in COLUMNS})
    return sorted(rows, key=_order)


def _order(row: Mapping[str, Any]) -> tuple[Any, ...]:
    doubts = row["doubt"].split("+")
    first = DOUBTS.index(doubts[0])
    return (-len(doubts), first, -(row.get("amount_krw") or 0), row["fact_id"])


def _facts_of_open_sums(commitments: Sequence[Mapping[str, Any]]) -> set[str]:
    """Facts of wholes of which no cut adds up, and of their parts."""
    parts: dict[str, list[Row]] = defaultdict(list)
    for c in commitments:
        if c.get("parent_commitment_id") and c.get("amount_krw") is not None:
            parts[c["parent_commitment_id"]].append(dict(c))
    found: set[str] = set()
    for whole in commitments:
        mine = parts.get(whole["commitment_id"], [])
        if not mine or whole.get("amount_krw") is None:
            continue
        if not sum_closes(whole, breakdown(whole, mine)):
            found.update(f for c in (whole, *mine) for f in c["fact_ids"])
    return found
