"""The whole graph as a snapshot, and what every asset must have."""

from __future__ import annotations

import json
from pathlib import Path

import dagster as dg
import pytest

from cluster_assets.catalog import ALL_TABLES, data_dictionary
from cluster_assets.definitions import defs
from cluster_assets.partitions import DAILY
from cluster_assets_tests.conftest import PROJECT

SNAPSHOT = Path(__file__).with_name("graph_snapshot.json")
SPECS = {s.key.to_user_string(): s for s in defs.resolve_all_asset_specs()}
MADE_TOGETHER = [
    {key.to_user_string() for key in made.keys}
    for made in defs.assets or ()
    if isinstance(made, dg.AssetsDefinition)
]


def graph() -> dict[str, object]:
    return {
        key: {
            "group": spec.group_name,
            "deps": sorted(d.asset_key.to_user_string() for d in spec.deps),
            "daily": spec.partitions_def == DAILY,
        }
        for key, spec in sorted(SPECS.items())
    }


def test_graph_is_as_reviewed() -> None:
    """After a wanted change: python -m cluster_assets_tests.test_definitions."""
    assert graph() == json.loads(SNAPSHOT.read_text("utf-8"))


def test_definitions_are_valid() -> None:
    dg.Definitions.validate_loadable(defs)


def test_every_declared_table_is_an_asset() -> None:
    assert set(SPECS) == {t.name for t in ALL_TABLES}


@pytest.mark.parametrize("key", sorted(SPECS))
def test_every_asset_is_described(key: str) -> None:
    spec = SPECS[key]
    assert spec.description
    assert spec.owners
    assert spec.code_version
    assert {"stage", "cadence"} <= set(spec.tags)
    assert "python" in spec.kinds
    assert "dagster/column_schema" in spec.metadata
    assert "dagster/code_references" in spec.metadata
    assert spec.group_name == key.split("/")[0]


@pytest.mark.parametrize("table", ALL_TABLES, ids=lambda t: t.name)
def test_column_lineage_names_real_columns_of_declared_inputs(table: object) -> None:
    columns = {t.name: set(t.column_names) for t in ALL_TABLES}
    upstream = {d.asset_key.to_user_string() for d in SPECS[table.name].deps}  # type: ignore[attr-defined]
    siblings = next(made for made in MADE_TOGETHER if table.name in made)  # type: ignore[attr-defined]
    for column in table.columns:  # type: ignore[attr-defined]
        for source in column.derived_from:
            name, _, field = source.rpartition(".")
            assert field in columns[name], source
            ancestors = upstream | {
                d.asset_key.to_user_string() for u in upstream for d in SPECS[u].deps
            }
            assert name in ancestors | siblings, source


def test_commitments_lead_back_to_article_text() -> None:
    """Column lineage of report/commitments.amount_krw ends in clean/articles.text."""
    columns = {f"{t.name}.{c.name}": c for t in ALL_TABLES for c in t.columns}
    reached, todo = set(), ["report/commitments.amount_krw"]
    while todo:
        name = todo.pop()
        reached.add(name)
        todo += [s for s in columns[name].derived_from if s not in reached]
    assert "clean/articles.text" in reached
    assert "capture/pages.page_id" in reached


def test_schedule_is_at_six_in_seoul() -> None:
    schedule = defs.resolve_schedule_def("daily_refresh")
    assert schedule.cron_schedule == "0 6 * * *"
    assert schedule.execution_timezone == "Asia/Seoul"


def test_data_dictionary_is_fresh() -> None:
    assert (PROJECT / "docs/tables.md").read_text("utf-8") == data_dictionary(), "run `make docs`"


if __name__ == "__main__":
    SNAPSHOT.write_text(json.dumps(graph(), indent=1, ensure_ascii=False) + "\n", "utf-8")
