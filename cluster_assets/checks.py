"""Table declaration -> Great Expectations suite -> Dagster check results.

The only importer of Great Expectations, and lazily: its import costs seconds. A crashed
expectation (a misspelt column, a broken rule) is always an ERROR and says so; it is never
mistaken for bad data, nor for success.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import dagster as dg
import pandas as pd

from cluster_assets.tables import Expectation, Severity, Table

SHOWN_ROWS = 10  # failing rows listed in a check's metadata
_CONTEXT: dict[str, Any] = {}


@dataclass(frozen=True)
class CheckOutcome:
    """What one expectation said of one frame."""

    name: str
    passed: bool
    severity: Severity
    description: str
    observed: str
    failing: tuple[Mapping[str, str], ...] = ()
    crash: str | None = None

    @property
    def blocks(self) -> bool:
        """Whether the frame must not be published."""
        return not self.passed and self.severity == "ERROR"


def check_specs(
    table: Table, partitions_def: dg.PartitionsDefinition[str] | None = None
) -> list[dg.AssetCheckSpec]:
    """One Dagster check per expectation of the table, by day where the table is daily."""
    return [
        dg.AssetCheckSpec(
            name=e.name,
            asset=dg.AssetKey(list(table.key)),
            description=f"[{e.severity}] {e.description}",
            blocking=False,  # publish_checked blocks earlier: before anything is written
            partitions_def=partitions_def,
        )
        for e in table.expectations()
    ]


def validate(
    table: Table,
    frame: pd.DataFrame,
    sources: Mapping[str, pd.DataFrame] | None = None,
    *,
    only: str | None = None,
) -> list[CheckOutcome]:
    """Run the table's suite, or its one expectation ``only``, over a frame in one pass.

    ``sources`` holds, by table name, the frames that relations look into.
    """
    expectations = tuple(e for e in table.expectations() if only in (None, e.name))
    prepared, crashes = _with_rule_columns(expectations, frame, sources or {})
    runnable = [e for e in expectations if e.name not in crashes]
    results = _run_suite(table, runnable, prepared, sources or {}) if runnable else []
    by_name = dict(zip([e.name for e in runnable], results, strict=True))
    return [
        _crashed(e, crashes[e.name])
        if e.name in crashes
        else _outcome(table, e, by_name[e.name], prepared)
        for e in expectations
    ]


def _rule_column(expectation: Expectation) -> str:
    return f"_rule_{expectation.name}"


def _with_rule_columns(
    expectations: tuple[Expectation, ...],
    frame: pd.DataFrame,
    sources: Mapping[str, pd.DataFrame],
) -> tuple[pd.DataFrame, dict[str, str]]:
    """The frame with one boolean column per rule, and the rules that crashed."""
    prepared, crashes = frame.reset_index(drop=True).copy(), {}
    for e in expectations:
        if e.kind != "rule":
            continue
        try:
            verdicts = [bool(v) for v in e.params["predicate"](frame, sources)]
            prepared[_rule_column(e)] = pd.Series(verdicts, dtype=bool)
        except Exception as error:
            crashes[e.name] = f"{type(error).__name__}: {error}"
    return prepared, crashes


@cache
def _gx() -> Any:
    import great_expectations as gx

    context: Any = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False, "metric_calculations": False}
    _CONTEXT["asset"] = context.data_sources.add_pandas("frames").add_dataframe_asset("frame")
    _CONTEXT["batch"] = _CONTEXT["asset"].add_batch_definition_whole_dataframe("whole")
    return gx


def _build(gx: Any, e: Expectation, table: Table, sources: Mapping[str, pd.DataFrame]) -> Any:
    """The Great Expectations object of one declared expectation."""
    x, column = gx.expectations, e.columns[0] if e.columns else ""
    match e.kind:
        case "columns":
            return x.ExpectTableColumnsToMatchSet(column_set=table.column_names, exact_match=False)
        case "row_count":
            return x.ExpectTableRowCountToBeBetween(min_value=e.params["minimum"])
        case "row_count_equal":
            return x.ExpectTableRowCountToEqual(value=e.params["count"](sources))
        case "unique" if len(e.columns) > 1:
            return x.ExpectCompoundColumnsToBeUnique(column_list=list(e.columns))
        case "unique":
            return x.ExpectColumnValuesToBeUnique(column=column)
        case "not_null":
            return x.ExpectColumnValuesToNotBeNull(column=column)
        case "in_set":
            return x.ExpectColumnValuesToBeInSet(column=column, value_set=list(e.params["values"]))
        case "between":
            return x.ExpectColumnValuesToBeBetween(
                column=column, min_value=e.params["minimum"], max_value=e.params["maximum"]
            )
        case "regex":
            return x.ExpectColumnValuesToMatchRegex(column=column, regex=e.params["pattern"])
        case "rule":
            return x.ExpectColumnValuesToBeInSet(column=_rule_column(e), value_set=[True])


def _run_suite(
    table: Table,
    expectations: list[Expectation],
    prepared: pd.DataFrame,
    sources: Mapping[str, pd.DataFrame],
) -> list[dict[str, Any]]:
    """Verdicts of all; for those that failed, a second pass that finds the failing rows.

    Listing rows for expectations that hold costs nearly two thirds of the time.
    """
    results = _validate_batch(table, expectations, prepared, sources, "BOOLEAN_ONLY")
    failed = [e for e in expectations if not results[e.name]["success"]]
    if failed:
        results.update(_validate_batch(table, failed, prepared, sources, "COMPLETE"))
    return [results[e.name] for e in expectations]


def _validate_batch(
    table: Table,
    expectations: list[Expectation],
    prepared: pd.DataFrame,
    sources: Mapping[str, pd.DataFrame],
    detail: str,
) -> dict[str, dict[str, Any]]:
    """Great Expectations' result by expectation name, as plain dicts."""
    gx = _gx()
    built = [_build(gx, e, table, sources) for e in expectations]
    for e, expectation in zip(expectations, built, strict=True):
        expectation.meta = {"name": e.name}
    suite = gx.ExpectationSuite(name=table.name.replace("/", "."), expectations=built)
    batch = _CONTEXT["batch"].get_batch(batch_parameters={"dataframe": prepared})
    outcome = batch.validate(
        suite, result_format={"result_format": detail, "include_unexpected_rows": False}
    )
    return {r.expectation_config.meta["name"]: r.to_json_dict() for r in outcome.results}


def crash_message(result: Mapping[str, Any]) -> str | None:
    """The exception of a crashed expectation, in either of its two shapes, else None."""
    info = result.get("exception_info") or {}
    shapes = [info] if "raised_exception" in info else list(info.values())
    for shape in shapes:
        if isinstance(shape, Mapping) and shape.get("raised_exception"):
            return str(shape.get("exception_message") or "unknown exception")
    return None


def _crashed(e: Expectation, message: str) -> CheckOutcome:
    return CheckOutcome(
        e.name, False, "ERROR", e.description, "check crashed", crash=f"check crashed: {message}"
    )


def _outcome(
    table: Table, e: Expectation, result: Mapping[str, Any], prepared: pd.DataFrame
) -> CheckOutcome:
    crash = crash_message(result)
    if crash is not None:
        return _crashed(e, crash)
    detail = result.get("result") or {}
    failing: tuple[Mapping[str, str], ...] = ()
    if not result["success"] and e.columns:
        rows = list(detail.get("unexpected_index_list") or [])[:SHOWN_ROWS]
        if not rows and e.kind == "unique":
            keys = prepared[list(e.columns)].astype(str)
            rows = list(keys[keys.duplicated(keep=False)].index[:SHOWN_ROWS])
        failing = tuple(_row_of(table, e, prepared, row) for row in rows)
    observed = detail.get("observed_value")
    if e.kind in ("row_count", "row_count_equal"):
        observed = f"{len(prepared)} rows"
    elif observed is None:
        observed = f"{detail.get('unexpected_count', 0)} of {len(prepared)} rows break it"
    return CheckOutcome(
        e.name, bool(result["success"]), e.severity, e.description, str(observed)[:500], failing
    )


def _row_of(table: Table, e: Expectation, prepared: pd.DataFrame, row: Any) -> Mapping[str, str]:
    """Keys, the columns in question and the evidence of a failing row, as short text."""
    index = row.get("index", 0) if isinstance(row, Mapping) else row
    shown = dict.fromkeys((*table.primary_key, *e.columns, "page_id", "evidence"))
    return {c: str(prepared.at[index, c])[:120] for c in shown if c in prepared.columns}


def check_result(table: Table, outcome: CheckOutcome) -> dg.AssetCheckResult:
    """The Dagster result: severity, observed value, failing rows."""
    metadata: dict[str, Any] = {"observed": outcome.observed, "expected": outcome.description}
    if outcome.crash:
        metadata["crash"] = outcome.crash
    if outcome.failing:
        metadata["failing_rows"] = dg.JsonMetadataValue([dict(r) for r in outcome.failing])
    return dg.AssetCheckResult(
        passed=outcome.passed,
        check_name=outcome.name,
        asset_key=dg.AssetKey(list(table.key)),
        severity=dg.AssetCheckSeverity[outcome.severity],
        description=outcome.crash or outcome.description,
        metadata=metadata,
    )
