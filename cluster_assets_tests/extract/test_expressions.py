"""Expressions of money, period, date and region, one a line, each with its right reading.

The tables in ``expressions/`` are meant to be read and checked by people: a phrasing, what
is known of the page (publication day, outlet), and what a careful reader takes from it.
``-`` stands for nothing. Amounts are whole won unless a currency follows; a sum without a
qualifier is exact. Periods are years; '-2027' has no known start, '2025-' no known end.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from lxml import html

from cluster_assets.clean.dates import find_published
from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.money.find import find_money
from cluster_assets.extract.names.regions.find import find_regions
from cluster_assets.records import MoneyFact

_TABLES = Path(__file__).parent / "expressions"
_SMALLEST = 400


def _rows(name: str) -> list[dict[str, str]]:
    with (_TABLES / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _cases(name: str) -> list[object]:
    rows = _rows(name)
    return [pytest.param(row, id=f"{name}-{i}") for i, row in enumerate(rows, 2)]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text != "-" else None


def _amount(fact: MoneyFact) -> str:
    value = f"{fact.amount_krw:,}" if fact.amount_krw is not None else f"{fact.amount:,.0f}"
    currency = "" if fact.currency == "KRW" else f" {fact.currency}"
    qualifier = "" if fact.qualifier == "exact" else f" {fact.qualifier}"
    return value + currency + qualifier


def _years(fact: MoneyFact) -> str:
    first, last = fact.period_start_year, fact.period_end_year
    if first is None and last is None:
        return "-"
    if first == last:
        return str(first)
    return f"{first or ''}-{last or ''}"


@pytest.mark.parametrize("row", _cases("money"))
def test_money(row: dict[str, str]) -> None:
    facts = find_money(ArticleContext("", row["text"], date(2024, 5, 1)), [])
    assert ("; ".join(map(_amount, facts)) or "-") == row["amounts"], row["text"]


@pytest.mark.parametrize("row", _cases("period"))
def test_period(row: dict[str, str]) -> None:
    facts = find_money(ArticleContext("", row["text"], _day(row["published"])), [])
    assert "; ".join(map(_years, facts)) == row["periods"], row["text"]


@pytest.mark.parametrize("row", _cases("date"))
def test_date(row: dict[str, str]) -> None:
    body = "지역혁신클러스터 육성사업에 참여할 기업을 모집한다고 밝혔다. " * 6
    page = html.fromstring(
        f"<html><body><h1>혁신클러스터 참여 기업 모집</h1><div class='info'>{row['info']}</div>"
        f"<div class='body'><p>{body}</p></div></body></html>"
    )
    found = find_published(page, body_text=body, title="혁신클러스터 참여 기업 모집")
    assert found.date == _day(row["date"]), row["info"]


@pytest.mark.parametrize("row", _cases("region"))
def test_region(row: dict[str, str]) -> None:
    outlet = row["outlet"] if row["outlet"] != "-" else None
    ctx = ArticleContext("", row["text"], _day(row["published"]), outlet)
    names = sorted({mention.canonical_name for mention in find_regions(ctx)})
    assert ("; ".join(names) or "-") == row["regions"], row["text"]


def test_the_tables_are_large_and_hold_no_line_twice() -> None:
    rows = [
        tuple(row.values()) for name in ("money", "period", "date", "region") for row in _rows(name)
    ]
    assert len(rows) >= _SMALLEST
    assert len(set(rows)) == len(rows)
