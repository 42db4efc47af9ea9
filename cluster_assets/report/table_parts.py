"""What the table declarations of stage report share: columns by their sources, known ids."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cluster_assets.tables import Column

FACTS = "extract/money_facts"
ARTICLES = "clean/articles"
MENTIONS = "extract/mentions"


def column(name: str, type_: Any, description: str, *sources: str, **more: Any) -> Column:
    """A column made from the named columns of other tables."""
    return Column(name, type_, description, derived_from=sources, **more)


def fact_column(name: str, type_: Any, description: str, **more: Any) -> Column:
    """A column that takes the value of the money fact's column of the same name."""
    return column(name, type_, description, f"{FACTS}.{name}", **more)


def known(column: str, table: str, key: str, *, several: bool = False) -> Any:
    """A rule's predicate: the value (each of several) stands in the key of another table."""

    def predicate(frame: Any, sources: Mapping[str, Any]) -> list[bool]:
        ids = set(sources[table][key])
        if several:
            return [len(v) > 0 and all(x in ids for x in v) for v in frame[column]]
        return [v in ids for v in frame[column]]

    return predicate
