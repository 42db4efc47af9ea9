"""Checks decide before publication: bad data never replace good data."""

from __future__ import annotations

import gc
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import dagster as dg
import pandas as pd
import pytest

from cluster_assets.frames import Frames
from cluster_assets.publishing import StepContext, preview_markdown, table_assets
from cluster_assets.storage import Storage
from cluster_assets.tables import Column, Table


def table(name: str, **more: Any) -> Table:
    return Table(
        key=("stage", name),
        row="a row",
        description="Test table.",
        primary_key=("key",),
        columns=(
            Column("key", "string", "Key.", required=True),
            Column("share", "float", "Share.", maximum=1, soft=True),
        ),
        **more,
    )


UP, SIDE, DOWN = table("up"), table("side"), table("down")
GOOD = [{"key": "a", "share": 0.5}]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CLUSTER_ASSETS_DATA", str(tmp_path))
    return tmp_path


def materialize(rows: Any, side: Any = GOOD) -> dg.ExecuteInProcessResult:
    def make(step: StepContext, frames: Frames) -> Mapping[str, Any]:
        return {UP.name: rows, SIDE.name: side}

    def pass_on(step: StepContext, frames: Frames) -> Mapping[str, Any]:
        return {DOWN.name: frames[UP.name]}

    return dg.materialize(
        [
            table_assets(make, outputs=[UP, SIDE], code_version="1"),
            table_assets(pass_on, outputs=[DOWN], inputs=[UP], code_version="1"),
        ],
        raise_on_error=False,
    )


def keys(name: str, root: Path) -> list[str]:
    return list(Storage(str(root)).read({"up": UP, "side": SIDE, "down": DOWN}[name])["key"])


def test_good_rows_are_published_with_checks_and_metadata(root: Path) -> None:
    result = materialize(GOOD)
    assert result.success
    assert keys("down", root) == ["a"]
    assert all(e.passed for e in result.get_asset_check_evaluations())
    event = result.asset_materializations_for_node("stage_down")[0]
    assert event.metadata["dagster/row_count"].value == 1
    assert "| a | 0.5 |" in event.metadata["preview"].value


def test_failed_error_keeps_the_old_data_and_stops_downstream(root: Path) -> None:
    materialize(GOOD)
    result = materialize([{"key": "b", "share": 0.1}, {"key": "b", "share": 0.2}])
    assert not result.success
    assert keys("up", root) == ["a"]
    assert keys("side", root) == ["a"]  # siblings are published together or not at all
    assert keys("down", root) == ["a"]
    failed = {e.check_name for e in result.get_asset_check_evaluations() if not e.passed}
    assert failed == {"primary_key_unique"}
    quarantined = pd.read_parquet(root / "quarantine/stage/up.parquet")
    assert list(quarantined["key"]) == ["b", "b"]
    assert not [e for e in result.all_events if e.is_step_start and e.step_key == "stage_down"]


def test_failed_warning_publishes(root: Path) -> None:
    result = materialize([{"key": "c", "share": 7.0}])
    assert result.success
    assert keys("down", root) == ["c"]
    failed = [e for e in result.get_asset_check_evaluations() if not e.passed]
    assert {e.severity.value for e in failed} == {"WARN"}
    rows = failed[0].metadata["failing_rows"].value
    assert rows == [{"key": "c", "share": "7.0"}]


@pytest.mark.parametrize(
    "rows",
    [[{"key": "a"}], [{"key": "a", "share": 1.0, "more": 2}], [{"key": "a", "share": "much"}]],
)
def test_broken_schema_blocks(root: Path, rows: list[dict[str, object]]) -> None:
    materialize(GOOD)
    assert not materialize(rows).success
    assert keys("up", root) == ["a"]
    assert (root / "quarantine/stage/up.parquet").exists()


def test_preview_escapes_scraped_text() -> None:
    shown = preview_markdown(pd.DataFrame({"t": ["<script>x</script> [a](javascript:b) | `c`"]}))
    cell = shown.splitlines()[2]
    assert "<script>" not in cell
    assert "[a]" not in cell
    assert cell.count("|") == 2


def test_page_work_collects_circles_and_the_reports_need_not(root: Path) -> None:
    # Pages that pass by in circles would pile up to gigabytes; rows have no circles.
    seen: list[bool] = []
    daily = dg.StaticPartitionsDefinition(["2026-11-02"])

    def make(step: StepContext, frames: Frames) -> Mapping[str, Any]:
        seen.append(gc.isenabled())
        return {DOWN.name: GOOD}

    for partitions in (daily, None):
        asset = table_assets(make, outputs=[DOWN], code_version="1", partitions_def=partitions)
        assert dg.materialize([asset], partition_key="2026-11-02" if partitions else None).success
    assert seen == [True, False]
    assert gc.isenabled()
