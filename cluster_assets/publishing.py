"""From tables and a function to Dagster assets that check before they publish.

The declared inputs are both the lineage in the UI and what is really read, so that lineage
cannot lie. On a failed ERROR check the old data stay, the bad frame goes to quarantine, the
step fails and downstream does not run.
"""

import contextlib
import gc
import hashlib
import html
import inspect
import warnings
from collections import ChainMap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import dagster as dg
import pandas as pd

from cluster_assets.checks import CheckOutcome, check_result, check_specs, validate
from cluster_assets.frames import Frames, ReadTables, give_back_memory
from cluster_assets.storage import Storage, table_parts, to_arrow, to_frame
from cluster_assets.tables import Table

# Code references and freshness policies are beta in the pinned Dagster, and wanted.
warnings.filterwarnings("ignore", category=dg.BetaWarning)
warnings.filterwarnings("ignore", category=dg.PreviewWarning)

OWNERS = ["team:regional-innovation-data"]
READ_ORDER = {"extract": 1, "clean": 2, "capture": 3}
PREVIEW_ROWS = 5
PREVIEW_CHARACTERS = 60
VERSION_CHARACTERS = 20


@dataclass(frozen=True)
class StepContext:
    """What a compute function gets beside its frames."""

    storage: Storage
    partition: str | None
    log: Any


Compute = Callable[[StepContext, Frames], Mapping[str, Any]]
# More metadata of a published table, such as a picture of it.
Describe = Callable[[Table, pd.DataFrame], Mapping[str, Any]]


@contextlib.contextmanager
def without_collection() -> Iterator[None]:
    """Pause the search for circular garbage: rows have no circles, and it takes long.

    What is not referred to any more is freed at once all the same.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def asset_key(table: Table) -> dg.AssetKey:
    """``stage/table`` as a Dagster key."""
    return dg.AssetKey(list(table.key))


def column_schema(table: Table) -> dg.TableSchema:
    """The column schema that the UI shows."""
    return dg.TableSchema(
        columns=[
            dg.TableColumn(
                c.name,
                c.type,
                description=c.description + (f" Unit: {c.unit}." if c.unit else ""),
                constraints=dg.TableColumnConstraints(
                    nullable=not c.required, unique=(c.name,) == table.primary_key
                ),
            )
            for c in table.columns
        ]
    )


def column_lineage(table: Table) -> dg.TableColumnLineage:
    """Which upstream columns each column was made from."""
    deps: dict[str, list[dg.TableColumnDep]] = {}
    for column in table.columns:
        for source in column.derived_from:
            upstream, _, name = source.rpartition(".")
            deps.setdefault(column.name, []).append(
                dg.TableColumnDep(dg.AssetKey(upstream.split("/")), name)
            )
    return dg.TableColumnLineage(deps)


def preview_markdown(frame: pd.DataFrame) -> str:
    """First rows as a Markdown table; scraped text is escaped and cut."""

    def cell(value: object) -> str:
        text = " ".join(str(value).split())
        text = text[:PREVIEW_CHARACTERS] + ("…" if len(text) > PREVIEW_CHARACTERS else "")
        text = html.escape(text)
        for mark in "\\`*_[]()!|":
            text = text.replace(mark, f"&#{ord(mark)};")
        return text

    lines = ["| " + " | ".join(frame.columns) + " |", "|" + "---|" * len(frame.columns)]
    for row in frame.head(PREVIEW_ROWS).itertuples(index=False):
        lines.append("| " + " | ".join(cell(v) for v in row) + " |")
    return "\n".join(lines)


def _spec(table: Table, inputs: Sequence[Table], options: Mapping[str, Any]) -> dg.AssetSpec:
    notes = "".join(f"\n\n**Beware:** {w}" for w in table.usage_warnings)
    return dg.AssetSpec(
        asset_key(table),
        deps=[asset_key(t) for t in inputs],
        description=f"{table.description}\n\nA row is {table.row}.{notes}",
        group_name=table.stage,
        owners=OWNERS,
        tags={"stage": table.stage, "cadence": "daily" if table.is_partitioned else "on-change"},
        kinds={"python", *table.kinds},
        metadata={
            "dagster/column_schema": column_schema(table),
            "dagster/column_lineage": column_lineage(table),
            "dagster/uri": f"{'/'.join(table.key)}{'/' if table.is_partitioned else ''}",
            **options.get("metadata", {}),
        },
        code_version=options["code_version"],
        automation_condition=options.get("automation_condition"),
        freshness_policy=options.get("freshness_policy"),
    )


def table_assets(
    compute: Compute,
    *,
    outputs: Sequence[Table],
    inputs: Sequence[Table] = (),
    code_version: str,
    partitions_def: dg.PartitionsDefinition[str] | None = None,
    automation_condition: dg.AutomationCondition[Any] | None = None,
    freshness_policy: Any = None,
    describe: Describe | None = None,
) -> dg.AssetsDefinition:
    """Assets for the tables that one function makes from other tables.

    ``compute(step, frames)`` gets the input frames by table name (of the same day where
    both are daily, of all days where only the input is) and returns one frame, or list of
    row dicts, per output, by table name.
    """
    options = {
        "code_version": code_version,
        "automation_condition": automation_condition,
        "freshness_policy": freshness_policy,
        "metadata": {"dagster/code_references": _where(compute)},
    }

    @dg.multi_asset(
        name="__".join("_".join(t.key) for t in outputs),
        specs=[_spec(t, inputs, options) for t in outputs],
        check_specs=[s for t in outputs for s in check_specs(t, partitions_def)],
        partitions_def=partitions_def,
    )
    def step(context: dg.AssetExecutionContext) -> Iterator[Any]:
        partition = context.partition_key if partitions_def is not None else None
        run = StepContext(Storage(), partition, context.log)
        give_back_memory()
        frames = _read_inputs(run, inputs)
        # Page work hands over pages by the thousand, and circles hold some: there it stays on.
        is_page_work = partition is not None
        with contextlib.nullcontext() if is_page_work else without_collection():
            ready = typed_frames(run, outputs, compute(run, frames))
        yield from publish_checked(run, outputs, frames, ready, describe)

    return step


def _where(compute: Compute) -> dg.CodeReferencesMetadataValue:
    """Where the code of an asset stands, for the UI."""
    reference = dg.LocalFileCodeReference(
        file_path=inspect.getsourcefile(compute) or "",
        line_number=inspect.getsourcelines(compute)[1],
    )
    return dg.CodeReferencesMetadataValue(code_references=[reference])


def _read_inputs(run: StepContext, inputs: Sequence[Table]) -> ReadTables:
    """The inputs as they are published: of the step's day where they are daily and it is.

    Last stages first: where another run publishes a day at this moment, what is read later
    knows all that was read before, never the other way round.
    """
    return ReadTables(
        {
            t.name: run.storage.read_arrow(
                t, run.partition if t.is_partitioned else None, complete=True
            )
            for t in sorted(inputs, key=lambda t: READ_ORDER.get(t.stage, 0))
        }
    )


def publish_checked(
    run: StepContext,
    outputs: Sequence[Table],
    frames: Frames,
    ready: Mapping[str, pd.DataFrame],
    describe: Describe | None = None,
) -> Iterator[Any]:
    """Check all outputs; publish all of them, or none."""
    outcomes: dict[str, list[CheckOutcome]] = {}
    sources = ChainMap(dict(ready), frames)  # type: ignore[arg-type]  # it is only looked into
    for table in outputs:
        outcomes[table.name] = validate(table, ready[table.name], sources)
        for outcome in outcomes[table.name]:
            yield check_result(table, outcome)
    blocked = [(t, o) for t in outputs for o in outcomes[t.name] if o.blocks]
    if blocked:
        paths = {run.storage.quarantine(t, ready[t.name], run.partition) for t, _ in blocked}
        listed = "; ".join(f"{t.name}: {o.name} ({o.observed})" for t, o in blocked[:10])
        raise dg.Failure(
            f"{len(blocked)} blocking check(s) failed, nothing was published: {listed}. "
            f"The rejected rows lie in {', '.join(sorted(paths))}.",
            allow_retries=False,
        )
    for table in outputs:
        changed = run.storage.publish(table, ready[table.name], run.partition)
        more = describe(table, ready[table.name]) if describe is not None else {}
        yield dg.MaterializeResult(
            asset_key(table),
            metadata={**_metadata(table, ready[table.name], changed), **more},
            data_version=_content_version(run, table),
        )


def _content_version(run: StepContext, table: Table) -> dg.DataVersion:
    """Hash of the published file: what was made from it is stale only when it changed."""
    published = run.storage.read_bytes(*table_parts(table, run.partition))
    return dg.DataVersion(hashlib.sha256(published).hexdigest()[:VERSION_CHARACTERS])


def typed_frames(
    run: StepContext, outputs: Sequence[Table], made: Mapping[str, Any]
) -> dict[str, pd.DataFrame]:
    """The frame of each output. Rows go as their frame comes: both at once take much memory."""
    left = dict(made)
    del made
    return {table.name: _typed(run, table, left.pop(table.name)) for table in outputs}


def _typed(run: StepContext, table: Table, made: Any) -> pd.DataFrame:
    """A frame with the declared types; an undeclared or ill-typed column blocks."""
    if isinstance(made, pd.DataFrame):
        frame = made
    else:
        rows = list(made)
        frame = pd.DataFrame(rows, columns=None if rows else table.column_names, dtype=object)
    try:
        return to_frame(to_arrow(table, frame))
    except ValueError as error:
        path = run.storage.quarantine(table, frame, run.partition)
        raise dg.Failure(
            f"Schema of {table.name} is broken, nothing was published: {error}. "
            f"The rejected rows lie in {path}.",
            allow_retries=False,
        ) from error


def _metadata(table: Table, frame: pd.DataFrame, changed: bool) -> dict[str, Any]:
    return {
        "dagster/row_count": len(frame),
        "dagster/column_schema": column_schema(table),
        "dagster/column_lineage": column_lineage(table),
        "preview": dg.MarkdownMetadataValue(preview_markdown(frame)),
        "changed": changed,
    }
