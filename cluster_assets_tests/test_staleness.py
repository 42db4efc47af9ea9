"""Which days are stale: asked of real files and of a real Dagster instance, without a run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pandas as pd
import pytest

from cluster_assets.capture.tables import PAGES
from cluster_assets.catalog import ALL_TABLES
from cluster_assets.clean.tables import ARTICLES, REJECTS
from cluster_assets.commands.reprocess import make_plan, print_plan
from cluster_assets.definitions import defs
from cluster_assets.staleness import Unit, daily_units, recorded, row_count, why_stale
from cluster_assets.storage import Storage
from cluster_assets.tables import Table

DAY = "2026-11-02"
UNITS = {u.tables[0].stage: u for u in daily_units(defs, ("clean", "extract"), ALL_TABLES)}
CLEAN, EXTRACT = UNITS["clean"], UNITS["extract"]


@pytest.fixture
def instance() -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.ephemeral() as made:
        yield made


@pytest.fixture
def storage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Storage:
    monkeypatch.setenv("CLUSTER_ASSETS_DATA", str(tmp_path / "data"))
    return Storage()


def publish(storage: Storage, table: Table, rules: str | None, day: str = DAY) -> None:
    rows = [] if rules is None else [dict.fromkeys(table.column_names) | {"rules_version": rules}]
    frame = pd.DataFrame(rows, columns=table.column_names, dtype=object)
    storage.publish(table, frame[table.column_names], day)


def publish_all(storage: Storage, day: str = DAY) -> None:
    publish(storage, PAGES, None, day)
    for unit in UNITS.values():
        for table in unit.tables:
            publish(storage, table, unit.rules_version, day)


def note(
    instance: dg.DagsterInstance,
    table: Table,
    code: str,
    version: str,
    inputs: dict[str, str] | None = None,
    day: str = DAY,
) -> None:
    """Report a materialisation as a run would record it."""
    tags = {"dagster/code_version": code, "dagster/data_version": version}
    tags |= {f"dagster/input_data_version/{n}": v for n, v in (inputs or {}).items()}
    key = dg.AssetKey(list(table.key))
    instance.report_runless_asset_event(
        dg.AssetMaterialization(asset_key=key, partition=day, tags=tags)
    )


def why(storage: Storage, unit: Unit, instance: dg.DagsterInstance) -> str | None:
    names = [t.name for t in ALL_TABLES if t.is_partitioned]
    return why_stale(storage, unit, DAY, recorded(instance, names))


def test_units_are_the_steps_in_the_order_of_the_data() -> None:
    assert [u.tables[0].stage for u in UNITS.values()] == ["clean", "extract"]
    assert CLEAN.inputs == (PAGES.name,)
    assert EXTRACT.inputs == (ARTICLES.name,)
    assert CLEAN.code_version == f"clean-{CLEAN.rules_version}"


def test_present_rules_are_fresh(storage: Storage, instance: dg.DagsterInstance) -> None:
    publish_all(storage)
    assert why(storage, CLEAN, instance) is None
    assert why(storage, EXTRACT, instance) is None
    note(instance, ARTICLES, CLEAN.code_version, "v1", {PAGES.name: "p1"})
    note(instance, PAGES, "capture-1", "p1")
    assert why(storage, CLEAN, instance) is None


def test_real_run_is_fresh_until_its_input_changes(
    storage: Storage, instance: dg.DagsterInstance
) -> None:
    """What Dagster itself records of a partitioned input, with the assets' keys."""
    days = dg.StaticPartitionsDefinition([DAY])
    content = {"version": "p1"}

    @dg.asset(key=list(PAGES.key), partitions_def=days)
    def pages() -> dg.MaterializeResult[None]:
        return dg.MaterializeResult(data_version=dg.DataVersion(content["version"]))

    @dg.asset(
        key=list(ARTICLES.key), partitions_def=days, deps=[pages], code_version=CLEAN.code_version
    )
    def articles() -> dg.MaterializeResult[None]:
        return dg.MaterializeResult(data_version=dg.DataVersion("a1"))

    publish_all(storage)
    dg.materialize([pages, articles], instance=instance, partition_key=DAY)
    assert why(storage, CLEAN, instance) is None
    dg.materialize([pages], instance=instance, partition_key=DAY)
    assert why(storage, CLEAN, instance) is None
    content["version"] = "p2"
    dg.materialize([pages], instance=instance, partition_key=DAY)
    assert why(storage, CLEAN, instance) == "made from an older capture/pages"


def test_data_tell_of_older_rules_without_any_record(
    storage: Storage, instance: dg.DagsterInstance
) -> None:
    publish_all(storage)
    publish(storage, REJECTS, "2020.01.01")
    assert why(storage, CLEAN, instance) == "rules 2020.01.01"
    assert why(storage, EXTRACT, instance) is None


def test_missing_broken_and_older_files_are_stale(
    storage: Storage, instance: dg.DagsterInstance
) -> None:
    publish_all(storage)
    file = storage.local(*ARTICLES.key, f"{DAY}.parquet")
    pd.DataFrame({"page_id": ["x"]}).to_parquet(file)
    assert why(storage, CLEAN, instance) == "columns changed"
    file.write_bytes(b"PAR1 cut")
    assert why(storage, CLEAN, instance) == "unreadable"
    assert row_count(storage, ARTICLES, DAY) == 0
    file.unlink()
    assert why(storage, CLEAN, instance) == "not published"


def test_records_tell_of_an_empty_table(storage: Storage, instance: dg.DagsterInstance) -> None:
    publish_all(storage)
    publish(storage, REJECTS, None)
    note(instance, REJECTS, "clean-2020.01.01", "v1")
    assert why(storage, CLEAN, instance) == "code clean-2020.01.01"
    note(instance, REJECTS, CLEAN.code_version, "v2")
    assert why(storage, CLEAN, instance) is None


def test_run_that_died_between_two_stages_is_found(
    storage: Storage, instance: dg.DagsterInstance
) -> None:
    publish_all(storage)
    facts = EXTRACT.tables[0]
    note(instance, ARTICLES, CLEAN.code_version, "old")
    note(instance, facts, EXTRACT.code_version, "f1", {ARTICLES.name: "old"})
    assert why(storage, EXTRACT, instance) is None
    note(instance, ARTICLES, CLEAN.code_version, "new")
    assert why(storage, EXTRACT, instance) == "made from an older clean/articles"


def test_plan_holds_only_what_is_stale_and_what_follows(
    storage: Storage, instance: dg.DagsterInstance, capsys: pytest.CaptureFixture[str]
) -> None:
    days = ["2026-11-02", "2026-11-03", "2026-11-04"]
    for day in days:
        publish_all(storage, day)
    assert make_plan(storage, instance).is_empty
    publish(storage, EXTRACT.tables[1], "2020.01.01", days[0])
    publish(storage, REJECTS, "2020.01.01", days[2])
    plan = make_plan(storage, instance)
    done = {day: [w.unit.tables[0].stage for w in works] for day, works in plan.days.items()}
    assert done == {days[0]: ["extract"], days[2]: ["clean", "extract"]}
    assert plan.days[days[2]][1].reason == "follows clean/articles"
    assert plan.reports
    print_plan(plan)
    assert "No earlier run tells" in capsys.readouterr().out
