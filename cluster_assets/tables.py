"""The one source of every schema: what a column and a table are.

From a :class:`Table` come the Parquet schema, the column schema and column lineage in the
UI, the Great Expectations suite, the data dictionary and the DuckDB comments. The tables
themselves are declared in each stage's ``tables.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import pyarrow as pa

ColumnType = Literal["string", "int", "float", "bool", "date", "timestamp", "strings"]
Severity = Literal["ERROR", "WARN"]

ARROW_TYPES: dict[str, pa.DataType] = {
    "string": pa.string(),
    "int": pa.int64(),
    "float": pa.float64(),
    "bool": pa.bool_(),
    "date": pa.date32(),
    "timestamp": pa.timestamp("us", tz="UTC"),
    "strings": pa.list_(pa.string()),
}

# A rule sees the frame and the frames it was made from, by table name, and says per row
# whether the row is good.
RowPredicate = Callable[[Any, Mapping[str, Any]], Sequence[bool]]
RowCount = Callable[[Mapping[str, Any]], int]

# A rule that crashes on a few odd pages must not hold a day back; one that crashes on many is
# broken, and its day must not replace good data.
TOLERATED_ERRORS = 3
TOLERATED_ERROR_SHARE = 0.05


def too_many_errors(errors: int, pages: int) -> bool:
    """Whether so many pages of a day failed that the day must not be published."""
    return errors > TOLERATED_ERRORS and errors > TOLERATED_ERROR_SHARE * pages


@dataclass(frozen=True)
class Column:
    """One column: what it means, its unit, what it may hold and what it was made from.

    ``derived_from`` names upstream columns as ``stage/table.column``.
    """

    name: str
    type: ColumnType
    description: str
    unit: str | None = None
    required: bool = False
    allowed: tuple[str, ...] | None = None
    minimum: float | None = None
    maximum: float | None = None
    pattern: str | None = None
    derived_from: tuple[str, ...] = ()
    soft: bool = False  # range and pattern warn instead of blocking


@dataclass(frozen=True)
class Rule:
    """A check over several columns or over several tables, decided row by row."""

    name: str
    description: str
    severity: Severity
    columns: tuple[str, ...]
    predicate: RowPredicate


@dataclass(frozen=True)
class Expectation:
    """One expectation of a table, as one check in the UI."""

    name: str
    kind: Literal[
        "columns",
        "row_count",
        "row_count_equal",
        "unique",
        "not_null",
        "in_set",
        "between",
        "regex",
        "rule",
    ]
    severity: Severity
    description: str
    columns: tuple[str, ...] = ()
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """A declared table; its key is stage and name, its folder is the stage."""

    key: tuple[str, str]
    row: str
    description: str
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...]
    is_partitioned: bool = False
    minimum_rows: int = 1
    minimum_rows_severity: Severity = "WARN"
    rules: tuple[Rule, ...] = ()
    reconciled_row_count: RowCount | None = None
    usage_warnings: tuple[str, ...] = ()
    glossary: Mapping[str, str] = field(default_factory=dict)  # words of a column, defined
    kinds: tuple[str, ...] = ("parquet",)

    @property
    def name(self) -> str:
        """``stage/table``."""
        return "/".join(self.key)

    @property
    def stage(self) -> str:
        """The stage, which is the group in the UI and the folder of the data."""
        return self.key[0]

    @property
    def column_names(self) -> list[str]:
        """Names of the columns in their order."""
        return [c.name for c in self.columns]

    def arrow_schema(self) -> pa.Schema:
        """The Parquet schema; nullability and meaning ride along as field metadata."""
        return pa.schema(
            [
                pa.field(
                    c.name,
                    ARROW_TYPES[c.type],
                    nullable=True,
                    metadata={"description": c.description, "unit": c.unit or ""},
                )
                for c in self.columns
            ]
        )

    def expectations(self) -> tuple[Expectation, ...]:
        """All expectations that follow from the declaration, each with a unique name."""
        found = [
            Expectation("columns", "columns", "ERROR", "Exactly the declared columns."),
            Expectation(
                "row_count",
                "row_count",
                self.minimum_rows_severity,
                f"At least {self.minimum_rows} row(s).",
                params={"minimum": self.minimum_rows},
            ),
            Expectation(
                "primary_key_unique",
                "unique",
                "ERROR",
                f"({', '.join(self.primary_key)}) is unique.",
                self.primary_key,
            ),
        ]
        if self.reconciled_row_count is not None:
            found.append(
                Expectation(
                    "row_count_reconciles",
                    "row_count_equal",
                    "ERROR",
                    "Every page of the day is here or in the sibling table, exactly once.",
                    params={"count": self.reconciled_row_count},
                )
            )
        for column in self.columns:
            found.extend(_column_expectations(column))
        found.extend(
            Expectation(
                r.name, "rule", r.severity, r.description, r.columns, {"predicate": r.predicate}
            )
            for r in self.rules
        )
        return tuple(found)


def _column_expectations(column: Column) -> list[Expectation]:
    severity: Severity = "WARN" if column.soft else "ERROR"
    name, found = column.name, []
    if column.required:
        found.append(
            Expectation(f"{name}_not_null", "not_null", "ERROR", f"{name} is set.", (name,))
        )
    if column.allowed is not None:
        found.append(
            Expectation(
                f"{name}_in_set",
                "in_set",
                severity,
                f"{name} is one of {', '.join(column.allowed)}.",
                (name,),
                {"values": column.allowed},
            )
        )
    if column.minimum is not None or column.maximum is not None:
        found.append(
            Expectation(
                f"{name}_in_range",
                "between",
                severity,
                f"{name} lies in [{column.minimum}, {column.maximum}].",
                (name,),
                {"minimum": column.minimum, "maximum": column.maximum},
            )
        )
    if column.pattern is not None:
        found.append(
            Expectation(
                f"{name}_pattern",
                "regex",
                severity,
                f"{name} matches {column.pattern}.",
                (name,),
                {"pattern": column.pattern},
            )
        )
    return found


PAGE_ID = Column(
    "page_id",
    "string",
    "SHA-256 of the raw bytes of the stored page, in hex.",
    required=True,
    pattern=r"^[0-9a-f]{64}$",
    derived_from=("capture/pages.page_id",),
)
