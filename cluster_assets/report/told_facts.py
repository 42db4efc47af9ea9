"""Money facts made ready to be compared: by article, in order, each with whose money it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from cluster_assets.report.names import name_key
from cluster_assets.report.reconcile import Row

UNDATED = date.max
NAMED_SOURCES = frozenset({"national", "province", "municipal", "local", "private", "other"})
LOCAL_SOURCES = frozenset({"province", "municipal", "local"})


def ordered_facts(facts: Iterable[Mapping[str, Any]], by_page: Mapping[str, Row]) -> list[Row]:
    """Distinct facts, parents before their parts, else by date, page and place."""
    rows: dict[str, Row] = {}
    for fact in facts:
        article = by_page.get(fact["page_id"])
        if article is None or fact["fact_id"] in rows:
            continue
        row = dict(fact)
        published = article.get("published_date")
        row["_story"] = article["story_id"]
        row["_told"] = article["told_date"]
        row["_name"] = row.get("initiative") or ""
        row["_initiative"] = row.get("initiative_id") or name_key(row["_name"])
        row["_day"] = published if isinstance(published, date) else UNDATED
        rows[row["fact_id"]] = row
    _set_sources(rows)
    depth = {fact_id: _depth(fact_id, rows) for fact_id in rows}
    return sorted(
        rows.values(),
        key=lambda f: (
            depth[f["fact_id"]],
            f["_day"],
            f["page_id"],
            int(f.get("char_start") or 0),
            f["fact_id"],
        ),
    )


def _set_sources(rows: Mapping[str, Row]) -> None:
    """Whose money a fact is: a sum that is cut by source belongs to none of its sources.

    '정부가 100억(국비 60, 지방비 40)을 투입' names a giver, but the whole is everybody's.
    """
    below: dict[str, list[Row]] = defaultdict(list)
    for row in rows.values():
        if row.get("parent_fact_id") in rows and row["parent_fact_id"] != row["fact_id"]:
            below[row["parent_fact_id"]].append(row)
    for fact_id, row in rows.items():
        own = row["funding_source"]
        others = ({p["funding_source"] for p in below.get(fact_id, ())} & NAMED_SOURCES) - {own}
        is_local = own == "local" and others <= LOCAL_SOURCES
        is_mixed = bool(others) and own != "other" and not is_local
        row["_is_split"] = bool(others)
        row["_is_everybodys"] = is_mixed
        row["_source"] = "total" if is_mixed else own
    for fact_id, parts in below.items():
        item = _item_beside_sources(rows[fact_id], parts)
        if item is not None:
            item["_source"], item["_is_everybodys"] = "total", True


def _item_beside_sources(whole: Row, parts: Sequence[Row]) -> Row | None:
    """The one part without which the parts by source add up: it cuts the whole another way.

    '정부가 100억(국비 60, 지방비 40)을 쓰며 이 중 30억은 연구개발비' names a giver for all three.
    """
    named = [p for p in parts if p["funding_source"] in NAMED_SOURCES and p.get("amount_krw")]
    extra = sum(int(p["amount_krw"]) for p in named) - int(whole.get("amount_krw") or 0)
    if extra <= 0 or len({p["funding_source"] for p in named}) < 2:
        return None
    found = [p for p in named if int(p["amount_krw"]) == extra]
    return found[0] if len(found) == 1 else None


def _depth(fact_id: str, rows: Mapping[str, Row]) -> int:
    """Steps to the top; parents that are missing or go round in circles end the walk."""
    seen = {fact_id}
    parent = rows[fact_id].get("parent_fact_id") or ""
    while parent in rows and parent not in seen:
        seen.add(parent)
        parent = rows[parent].get("parent_fact_id") or ""
    return len(seen) - 1
