"""The records that the pure stages hand to each other.

Every record is frozen and free of dagster, pandas and Great Expectations, so that the
command line, the tests and the Dagster assets run the very same functions.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

SpanField = Literal["text", "title"]
Qualifier = Literal["exact", "approx", "at_least", "at_most"]
MoneyKind = Literal["budget", "investment", "outcome", "per_recipient", "other"]
FundingSource = Literal["total", "national", "province", "municipal", "local", "private", "other"]
Status = Literal["executed", "planned", "unknown"]
EntityType = Literal["organization", "person", "region", "initiative"]

KEPT = "kept"
REJECTED_OUTCOMES = (
    "duplicate",
    "irrelevant",
    "no_text",
    "list_page",
    "undecodable",
    "not_html",
    "empty",
    "too_large",
    "error",
)


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open character range ``[start, end)`` of an article's ``text`` or ``title``."""

    field: SpanField
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class CleanedPage:
    """What became of one raw page: an article, or the reason why there is none.

    ``text`` is sub-headlines and body, paragraphs separated by a newline, table rows as
    lines of tab-separated cells, without the headline. Unknown metadata is ``None``:
    nothing is guessed.
    """

    page_id: str
    outcome: str
    reason: str | None = None
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    reporter: str | None = None
    published_date: date | None = None
    published_date_source: str | None = None
    text: str = ""
    encoding: str | None = None
    layout: str | None = None
    is_relevant: bool = False
    relevance_score: float = 0.0
    relevance_terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """One named entity at one place of an article.

    ``canonical_name`` is the name the entity is reported under: for regions the full
    official name as of the publication date, otherwise the fullest form of the article or
    of the gazetteer. ``role`` is set for persons only.
    """

    entity_type: EntityType
    span: Span
    surface: str
    canonical_name: str
    entity_id: str
    role: str | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class MoneyFact:
    """One amount of money that the article states.

    ``amount_krw`` is whole won; for foreign currency it is ``None`` and ``amount`` with
    ``currency`` (ISO 4217) holds the sum. ``parent`` is the index, in the article's list
    of money facts, of the fact that this one is a part of. ``rules`` names, per
    attribute, the rule that decided it; ``is_unsure`` marks facts worth a second look.
    """

    span: Span
    evidence: str
    sentence: str
    amount_krw: int | None
    amount: float | None
    currency: str
    qualifier: Qualifier
    kind: MoneyKind
    funding_source: FundingSource
    parent: int | None
    period_start_year: int | None
    period_end_year: int | None
    status: Status
    initiative: str | None
    region: str | None
    region_code: str | None
    rules: dict[str, str] = field(default_factory=dict)
    is_unsure: bool = False


@dataclass(frozen=True, slots=True)
class FigureFact:
    """One reported count or measure that is not money."""

    span: Span
    evidence: str
    sentence: str
    value: float
    unit: str
    qualifier: Qualifier
    subject: str | None
    initiative: str | None
    region: str | None
    rules: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that was extracted from one article."""

    money: tuple[MoneyFact, ...] = ()
    figures: tuple[FigureFact, ...] = ()
    mentions: tuple[Mention, ...] = ()
