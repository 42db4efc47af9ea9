"""The ledger in the graph: a decision changes the published numbers, a bad one blocks."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import dagster as dg
import pytest

from cluster_assets.extract.tables import MONEY_FACTS
from cluster_assets.ledger import append_decisions
from cluster_assets.report.assets import ASSETS
from cluster_assets.report.tables import CHANGES_TABLE, COMMITMENTS, CORRECTIONS
from cluster_assets.storage import Storage
from cluster_assets_tests.conftest import Published
from cluster_assets_tests.report.test_corrections import amend, decision


@pytest.fixture
def storage(published: Published, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Storage:
    root = tmp_path / "root"
    shutil.copytree(published.root, root)
    monkeypatch.setenv("CLUSTER_ASSETS_DATA", str(root))
    monkeypatch.delenv("CLUSTER_ASSETS_CORRECTIONS", raising=False)
    return Storage()


def materialize(*names: str) -> dg.ExecuteInProcessResult:
    chosen = [a for a in ASSETS if any(k.path[-1] in names for k in a.keys)]
    return dg.materialize(chosen, raise_on_error=False)


def verdicts(result: dg.ExecuteInProcessResult) -> dict[str, tuple[bool, str]]:
    return {
        e.check_name: (e.passed, e.severity.value) for e in result.get_asset_check_evaluations()
    }


def digest(storage: Storage) -> dict[str, str]:
    return {
        str(p): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(Path(storage.root, "report").rglob("*"))
        if p.is_file()
    }


def test_a_decision_changes_the_numbers_and_nothing_changes_twice(storage: Storage) -> None:
    fact = next(f for f in storage.read_arrow(MONEY_FACTS).to_pylist() if f["amount_krw"])
    append_decisions(
        storage,
        [
            amend(fact["fact_id"], "amount_krw", "4242", decided_at="2030-01-01"),
            decision("money_gone", "reject"),
        ],
    )
    result = materialize("corrections", "commitments", "changes", "site")
    assert result.success
    assert verdicts(result)["decision_is_current"] == (False, "WARN")
    states = [r["state"] for r in storage.read_arrow(CORRECTIONS).to_pylist()]
    assert states == ["applied", "unknown_fact"]
    changed = [r for r in storage.read_arrow(COMMITMENTS).to_pylist() if r["correction_ids"]]
    assert [r["fact_ids"] for r in changed] == [[fact["fact_id"]]] or fact["fact_id"] in changed[0][
        "fact_ids"
    ]
    causes = {r["cause"] for r in storage.read_arrow(CHANGES_TABLE).to_pylist()}
    assert "correction" in causes
    site = Path(storage.root, "report/site/index.html").read_text("utf-8")
    assert "누리" in site
    assert "4,242원" in site
    before = digest(storage)
    assert materialize("corrections", "commitments", "changes", "site").success
    assert digest(storage) == before


def test_a_broken_ledger_blocks_and_keeps_the_last_good_numbers(storage: Storage) -> None:
    before = digest(storage)
    append_decisions(storage, [decision("f", "delete"), decision("f", "reject", reason="")])
    result = materialize("corrections", "commitments")
    assert not result.success
    found = verdicts(result)
    assert found["decision_is_valid"] == (False, "ERROR")
    assert found["action_in_set"] == (False, "ERROR")
    assert digest(storage) == before


def test_key_charts_are_pictures_in_the_metadata(storage: Storage) -> None:
    result = materialize("region_year_funding", "coverage")
    pictures = {
        (e.materialization.asset_key.path[-1], name)
        for e in result.get_asset_materialization_events()
        for name, value in e.materialization.metadata.items()
        if str(value.value).startswith("![chart](data:image/svg+xml;base64,")
    }
    assert pictures == {
        ("region_year_funding", "chart_map"),
        ("region_year_funding", "chart_by_year"),
        ("coverage", "chart_outcomes"),
    }
