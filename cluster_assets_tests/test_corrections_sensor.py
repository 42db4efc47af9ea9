"""A changed ledger of corrections starts one run of what depends on it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import dagster as dg
import pandas as pd
import pytest

from cluster_assets.definitions import defs
from cluster_assets.ledger import LEDGER_ENV, append_decisions, ledger_path
from cluster_assets.report.decisions import new_decision
from cluster_assets.report.tables import CORRECTIONS
from cluster_assets.schedules import REPORTS_TAGS, corrections_sensor
from cluster_assets.storage import Storage, StorageError

FACT = {"fact_id": "f1", "evidence": "국비 40억원"}
DECISION = new_decision(
    FACT, "reject", reviewer="Kim", reason="twice", decided_at=datetime(2026, 11, 5, tzinfo=UTC)
)


@pytest.fixture
def storage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Storage:
    """A data root whose reports were made once."""
    monkeypatch.setenv("CLUSTER_ASSETS_DATA", str(tmp_path / "data"))
    monkeypatch.delenv(LEDGER_ENV, raising=False)
    made = Storage()
    made.publish(CORRECTIONS, pd.DataFrame(columns=CORRECTIONS.column_names, dtype=object))
    return made


def look(cursor: str | None) -> tuple[list[dg.RunRequest], str | None]:
    context = dg.build_sensor_context(cursor=cursor, repository_def=defs.get_repository_def())
    data = corrections_sensor.evaluate_tick(context)
    return list(data.run_requests or []), data.cursor


def test_each_change_starts_one_run(storage: Storage) -> None:
    requests, cursor = look(None)
    assert requests == []
    append_decisions(storage, [DECISION])
    requests, cursor = look(cursor)
    (request,) = requests
    assert request.tags.items() >= REPORTS_TAGS.items()
    requests, cursor = look(cursor)
    assert requests == []
    append_decisions(storage, [{**DECISION, "fact_id": "f2"}])
    requests, cursor = look(cursor)
    assert len(requests) == 1


def test_decision_taken_back_counts_again(storage: Storage) -> None:
    ledger = ledger_path(storage)
    assert ledger is not None
    append_decisions(storage, [DECISION])
    before = ledger.read_bytes()
    _, cursor = look(None)
    for content in (before + b"\n", before, before + b"\n", before):
        ledger.write_bytes(content)
        requests, cursor = look(cursor)
        assert [r.run_key for r in requests] == [None]


def test_ledger_that_was_there_before_the_daemon_is_replayed(storage: Storage) -> None:
    append_decisions(storage, [DECISION])
    requests, cursor = look(None)
    assert len(requests) == 1
    assert look(cursor)[0] == []


def test_first_reports_are_waited_for(storage: Storage, tmp_path: Path) -> None:
    append_decisions(storage, [DECISION])
    storage.local(CORRECTIONS.key[0], f"{CORRECTIONS.key[1]}.parquet").unlink()
    requests, cursor = look(None)
    assert (requests, cursor) == ([], None)


def test_missing_ledger_fails_the_tick_and_is_asked_for_again(
    storage: Storage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = tmp_path / "elsewhere.csv"
    monkeypatch.setenv(LEDGER_ENV, str(named))
    with pytest.raises(StorageError, match="does not exist"):
        look(None)
    append_decisions(storage, [DECISION])
    assert named.exists()
    assert len(look(None)[0]) == 1


def test_run_holds_what_depends_on_the_ledger_only() -> None:
    repository = defs.get_repository_def()
    (target,) = repository.get_sensor_def("corrections").targets
    job = repository.get_job(target.job_name)
    keys = {key.to_user_string() for key in job.asset_layer.executable_asset_keys}
    wanted = {"report/corrections", "report/commitments", "report/site", "report/warehouse"}
    assert keys >= wanted
    assert keys & {"report/quality", "report/coverage", "clean/articles"} == set()
