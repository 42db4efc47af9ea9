"""``cluster-assets review``: list facts by doubt, and record decisions on them."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cluster_assets.extract.tables import MONEY_FACTS
from cluster_assets.ledger import LEDGER_ENV, append_decisions, ledger_path, read_ledger
from cluster_assets.report.corrections import apply_corrections, judge
from cluster_assets.report.decisions import new_decision
from cluster_assets.report.doubts import COLUMNS, doubtful
from cluster_assets.report.labels import readable, won
from cluster_assets.report.package import cell
from cluster_assets.report.tables import COMMITMENTS
from cluster_assets.storage import Storage

Row = dict[str, Any]

MIN_PREFIX = 8
NEXT_STEP = "`cluster-assets run` replays it over the reports."


def list_doubts(*, limit: int, form: str, doubt: str | None, ledger: Path | None) -> int:
    """Write the list to standard output; returns the exit code."""
    storage = Storage()
    facts = storage.read_arrow(MONEY_FACTS).to_pylist()
    if not facts:
        return _refuse(f"No facts in {storage.root} yet: `cluster-assets run` extracts them.")
    applied = apply_corrections(facts, read_ledger(storage, ledger, may_be_new=True))
    commitments = storage.read_arrow(COMMITMENTS).to_pylist()
    rows = doubtful(applied.facts, commitments, applied.ledger)
    if doubt is not None:
        rows = [r for r in rows if doubt in r["doubt"].split("+")]
    shown = rows[:limit] if limit else rows
    if form == "json":
        sys.stdout.write(json.dumps(shown, ensure_ascii=False, indent=1) + "\n")
    elif form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows([cell(row[c]) for c in COLUMNS] for row in shown)
    else:
        _print_table(shown, len(rows), applied.ledger)
    return 0


def decide(
    identifier: str,
    action: str,
    *,
    by: str,
    reason: str,
    settings: Sequence[str] = (),
    ledger: Path | None = None,
) -> int:
    """Append the decision, one row per field set, or say why not; returns the exit code."""
    storage = Storage()
    facts = storage.read_arrow(MONEY_FACTS).to_pylist()
    fact = _find(storage, facts, identifier)
    if isinstance(fact, str):
        return _refuse(fact)
    values = [s.partition("=") for s in settings]
    if any(not sign for _, sign, _ in values) or (action == "amend" and not values):
        return _refuse("Say what to set as --set FIELD=VALUE.")
    now = datetime.now(UTC)
    rows = [
        new_decision(
            fact,
            action,
            field=name.strip(),
            value=value.strip(),
            reviewer=by,
            reason=reason,
            decided_at=now,
        )
        for name, _, value in values or [("", "", "")]
    ]
    problem = _problem(facts, fact, rows, read_ledger(storage, ledger, may_be_new=True))
    if problem:
        return _refuse(problem)
    place = append_decisions(storage, rows, ledger)
    for row in rows:
        what = f"{row['field']}={row['value']}" if action == "amend" else _plain(row["evidence"])
        sys.stdout.write(f"{row['decision_id']}  {action} {row['fact_id']}  {what}\n")
    sys.stdout.write(f"Recorded in {place}. {NEXT_STEP}\n")
    if ledger is not None and ledger_path(storage) != ledger:
        sys.stderr.write(f"Set {LEDGER_ENV}={ledger} for `run`, which reads it from there.\n")
    return 0


def _problem(
    facts: Sequence[Row], fact: Row, rows: Sequence[Row], earlier: Sequence[Row]
) -> str | None:
    """Why the decisions would not hold, tried out after all earlier ones; None if they do."""
    by_id = {f["fact_id"]: f for f in facts}
    for row in rows:
        verdict = judge(row, by_id, fact)
        if verdict.state != "applied":
            return verdict.note
    tried = apply_corrections(facts, [*earlier, *rows]).ledger
    ids = {r["decision_id"] for r in rows}
    broken = [r for r in tried if r["decision_id"] in ids and r["state"] == "invalid"]
    return str(broken[0]["note"]) if broken else None


def _find(storage: Storage, facts: Sequence[Row], identifier: str) -> Row | str:
    """The one fact whose id begins like this, else what to do instead."""
    exact = [f for f in facts if f["fact_id"] == identifier]
    found = exact or [
        f for f in facts if len(identifier) >= MIN_PREFIX and f["fact_id"].startswith(identifier)
    ]
    if len(found) == 1:
        return found[0]
    if len(found) > 1:
        return f"{identifier!r} is the beginning of {len(found)} fact ids: give more of it."
    commitments = storage.read_arrow(COMMITMENTS).to_pylist()
    for commitment in commitments:
        if commitment["commitment_id"] == identifier:
            ids = ", ".join(commitment["fact_ids"][:10])
            return f"{identifier} is a commitment: decide on its facts, {ids}."
    return (
        f"No fact {identifier!r} in {storage.root}. `cluster-assets review` lists doubtful ones; "
        "all stand in extract/money_facts."
    )


def _print_table(rows: Sequence[Mapping[str, Any]], total: int, ledger: Sequence[Row]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    table = Table("doubt", "amount", "what", "evidence and sentence", "fact_id", show_lines=True)
    table.columns[4].no_wrap = True
    for row in rows:
        what = (row["kind"], row["funding_source"], row["status"], row["initiative"], row["region"])
        table.add_row(
            Text(row["doubt"]),
            Text(won(row["amount_krw"])),
            Text("\n".join(_plain(w, 40) for w in what if w)),
            Text(f"{_plain(row['evidence'])}\n{_plain(row['sentence'], 160)}"),
            Text(row["fact_id"]),
        )
    if rows:
        console.print(table)
    states: dict[str, int] = {}
    for decision in ledger:
        states[decision["state"]] = states.get(decision["state"], 0) + 1
    told = ", ".join(f"{n} {s}" for s, n in sorted(states.items())) or "none"
    console.print(f"{len(rows)} of {total} doubtful facts. Decisions: {told}.", markup=False)


def _plain(value: object, length: int = 80) -> str:
    """Scraped text for a terminal: no control characters, no markup, not too long."""
    text = readable(" ".join(str(value if value is not None else "")[: length * 4].split()))
    text = "".join(c if c.isprintable() else "\ufffd" for c in text)
    return text if len(text) <= length else text[: length - 1] + "…"


def _refuse(message: str) -> int:
    sys.stderr.write(f"cluster-assets review: {message}\n")
    return 1
