"""Which days were published under older rules: asked of the data and of Dagster's records.

Neither of the two can be trusted alone, and where either says stale, the day is stale.

- The data say it: every row carries its ``rules_version``, and a file its columns. That holds
  after a restore, on a copied data root and when run records were pruned; but a table without
  rows says nothing, and nothing tells which version of its input it was made from.
- Dagster's records say that: each materialisation keeps the code version, its own data
  version (a hash of the published file) and those of its inputs, so that a run which died
  between two stages is found. But they are lost with ``DAGSTER_HOME``.

Dagster's own staleness status is not asked: over all partitions of an asset it says fresh
after a new code version, and a condition on changed code fires once only.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import dagster as dg
import pyarrow as pa
import pyarrow.parquet as pq

from cluster_assets.storage import Storage, table_parts
from cluster_assets.tables import Table

CODE_VERSION_TAG = "dagster/code_version"
DATA_VERSION_TAG = "dagster/data_version"
INPUT_VERSION_TAG = "dagster/input_data_version/"
RULES_COLUMN = "rules_version"
RECORDS_A_PAGE = 500
# Runs of one day that are looked at for what its work costs.
RUNS_A_DAY = 5


@dataclass(frozen=True)
class Unit:
    """Tables that one step makes together, by name, in the order the data flows.

    ``code_version`` is ``STAGE-RULES``; ``inputs`` are the daily tables it reads.
    """

    step: str
    tables: tuple[Table, ...]
    inputs: tuple[str, ...]
    code_version: str

    @property
    def rules_version(self) -> str:
        """The version that the rows carry."""
        return self.code_version.partition("-")[2]

    @property
    def keys(self) -> list[dg.AssetKey]:
        """The asset keys."""
        return [dg.AssetKey(list(t.key)) for t in self.tables]


@dataclass
class Recorded:
    """What Dagster knows of one table on one day: the latest materialisation, and its runs."""

    code_version: str | None
    data_version: str | None
    inputs: Mapping[str, str]
    run_ids: list[str] = field(default_factory=list)


Records = Mapping[str, Mapping[str, Recorded]]


def daily_units(
    definitions: dg.Definitions, stages: Sequence[str], tables: Sequence[Table]
) -> list[Unit]:
    """The steps that make daily tables of these stages, in the order the data flows."""
    known = {t.name: t for t in tables if t.is_partitioned}
    units = []
    for asset in definitions.resolve_asset_graph().assets_defs:
        specs = [s for s in asset.specs if s.key.to_user_string() in known]
        if not specs or known[specs[0].key.to_user_string()].stage not in stages:
            continue
        inputs = {d.asset_key.to_user_string() for s in specs for d in s.deps}
        units.append(
            Unit(
                asset.node_def.name,
                tuple(known[s.key.to_user_string()] for s in specs),
                tuple(sorted(inputs & set(known))),
                specs[0].code_version or "",
            )
        )
    order = [t.name for t in tables]
    return sorted(units, key=lambda u: min(order.index(t.name) for t in u.tables))


def recorded(instance: dg.DagsterInstance, names: Sequence[str]) -> dict[str, dict[str, Recorded]]:
    """Dagster's records of these tables, by table name and day."""
    return {name: _of_asset(instance, name) for name in names}


def _of_asset(instance: dg.DagsterInstance, name: str) -> dict[str, Recorded]:
    days: dict[str, Recorded] = {}
    for record in _materializations(instance, dg.AssetKey(name.split("/"))):
        event = record.asset_materialization
        if event is None or record.partition_key is None:
            continue
        tags = event.tags or {}
        seen = days.get(record.partition_key)
        if seen is None:
            inputs = {
                tag.removeprefix(INPUT_VERSION_TAG): version
                for tag, version in tags.items()
                if tag.startswith(INPUT_VERSION_TAG)
            }
            seen = Recorded(tags.get(CODE_VERSION_TAG), tags.get(DATA_VERSION_TAG), inputs)
            days[record.partition_key] = seen
        if len(seen.run_ids) < RUNS_A_DAY:
            seen.run_ids.append(record.run_id)
    return days


def _materializations(
    instance: dg.DagsterInstance, key: dg.AssetKey
) -> Iterator[dg.EventLogRecord]:
    """All materialisations of an asset, newest first."""
    cursor: str | None = None
    while True:
        page = instance.fetch_materializations(key, limit=RECORDS_A_PAGE, cursor=cursor)
        yield from page.records
        if not page.has_more:
            return
        cursor = page.cursor


def why_stale(storage: Storage, unit: Unit, day: str, records: Records) -> str | None:
    """Why a unit's tables of a day are not what the present rules would make; None if they are."""
    for table in unit.tables:
        reason = _by_data(storage, table, unit, day) or _by_records(table, unit, day, records)
        if reason:
            return reason
    return None


def _by_data(storage: Storage, table: Table, unit: Unit, day: str) -> str | None:
    path = storage.path(*table_parts(table, day))
    if not storage.fs.exists(path):
        return "not published"
    try:
        with storage.fs.open(path, "rb") as handle:
            file = pq.ParquetFile(handle, pre_buffer=False)
            if set(file.schema_arrow.names) != set(table.column_names):
                return "columns changed"
            if RULES_COLUMN not in table.column_names:
                return None
            stored = file.read(columns=[RULES_COLUMN], use_threads=False)
    except (OSError, pa.ArrowInvalid):
        return "unreadable"
    older = set(stored[RULES_COLUMN].unique().to_pylist()) - {unit.rules_version}
    return f"rules {', '.join(sorted(map(str, older)))}" if older else None


def _by_records(table: Table, unit: Unit, day: str, records: Records) -> str | None:
    known = records.get(table.name, {}).get(day)
    if known is None:
        return None
    if known.code_version not in (None, unit.code_version):
        return f"code {known.code_version}"
    for name in unit.inputs:
        source = records.get(name, {}).get(day)
        used = known.inputs.get(name)
        if source is None or used is None or source.data_version is None:
            continue
        if used not in (source.data_version, _of_one_day(source.data_version)):
            return f"made from an older {name}"
    return None


def _of_one_day(data_version: str) -> str:
    """How Dagster notes the version of a partitioned input: a hash over those of its days."""
    return hashlib.sha256(data_version.encode()).hexdigest()


def row_count(storage: Storage, table: Table, day: str) -> int:
    """Rows of a published day, from the file's footer; 0 where there is no readable file."""
    path = storage.path(*table_parts(table, day))
    try:
        with storage.fs.open(path, "rb") as handle:
            return int(pq.ParquetFile(handle, pre_buffer=False).metadata.num_rows)
    except (OSError, pa.ArrowInvalid):
        return 0
