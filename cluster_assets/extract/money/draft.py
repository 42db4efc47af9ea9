"""The working record of one amount while its attributes are being decided."""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import field as made

from cluster_assets.records import FundingSource, MoneyKind, Qualifier, SpanField, Status

# Behind an amount that is what its sentence is about: 'N억원은 …'.
TOPIC_AFTER = re.compile(r"(?:원)?[은는] ")


@dataclass(slots=True, eq=False)
class Draft:
    """One amount at one place of a field's normal form; filled in step by step."""

    field: SpanField
    start: int
    end: int
    value: float
    currency: str = "KRW"
    #: Start of the bare number, after a funding label.
    number_start: int = 0
    #: Multiplier of the last unit, for parts that leave the unit out.
    unit: int = 1
    label: str | None = None
    sentence: tuple[int, int] = (0, 0)
    #: Index of the range's partner draft ('100억~150억').
    range_part: str | None = None
    parent: Draft | None = None
    qualifier: Qualifier = "exact"
    kind: MoneyKind = "budget"
    source: FundingSource = "total"
    period: tuple[int | None, int | None] | None = None
    status: Status = "planned"
    initiative: str | None = None
    region: str | None = None
    region_code: str | None = None
    is_table: bool = False
    #: One of three or more amounts of its sentence.
    is_list_item: bool = False
    is_unsure: bool = False
    merged_into: Draft | None = None
    #: Repeats of this amount elsewhere in the article.
    aliases: list[Draft] = made(default_factory=list)
    rules: dict[str, str] = made(default_factory=dict)

    @property
    def key(self) -> tuple[str, float]:
        """What two mentions of one amount share."""
        return self.currency, round(self.value, 2)
