"""Commitments as activities of the IATI standard 2.03.

The budget year of Korea's state and its local governments is the calendar year, so that a
year told for money is the period from January 1 to December 31. A sum over several years
is no IATI budget, which may not span more than one: only sums told for a year are written.
The standard wants the registered publisher as reporting organisation; without one there are
no activities.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

from cluster_assets.report.initiatives import initiative_kind
from cluster_assets.report.standards import (
    Exported,
    Rows,
    Source,
    clean,
    funder_of,
    source_of,
    tally,
)

VERSION = "2.03"
PIPELINE, IMPLEMENTATION = "1", "2"
PLANNED_START, PLANNED_END = "1", "3"
FUNDING, GOVERNMENT, LOCAL_GOVERNMENT = "1", "10", "11"
ORIGINAL, INDICATIVE = "1", "1"
OWN_VOCABULARY = "99"


@dataclass(frozen=True, slots=True)
class Publisher:
    """The registered publisher: its IATI organisation identifier, type code and name."""

    ref: str
    type_code: str
    name: str


def publisher_named(setting: str | None) -> Publisher | None:
    """A publisher from ``REF|TYPE|NAME``; ``None`` for none. Raises ValueError for other forms."""
    if not setting:
        return None
    parts = [p.strip() for p in setting.split("|")]
    if len(parts) != 3 or not all(parts) or not parts[1].isdigit():
        raise ValueError("The IATI publisher is REF|TYPE|NAME, such as 'XM-DAC-41119|40|Name'.")
    return Publisher(*parts)


def to_iati(commitments: Rows, articles: Rows, publisher: Publisher | None) -> Exported:
    """One activity per whole that has what the standard requires, with the budgets of its years."""
    by_page = {a["page_id"]: a for a in articles}
    parts: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for c in commitments:
        if c.get("parent_commitment_id"):
            parts[c["parent_commitment_id"]].append(c)
    root = ET.Element("iati-activities", version=VERSION)
    reasons = []
    for c in sorted(commitments, key=lambda c: str(c["commitment_id"])):
        mine = parts.get(c["commitment_id"], [])
        source = source_of(c, by_page)
        missing = _missing(c, mine, source, publisher)
        if missing is None and publisher is not None:
            root.append(_activity(c, mine, source, publisher))
        else:
            reasons.append(missing or "no publisher")
    ET.indent(root)
    data = ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"
    return Exported(data, len(root), tally(reasons))


def _missing(
    c: Mapping[str, Any],
    parts: Sequence[Mapping[str, Any]],
    source: Source,
    publisher: Publisher | None,
) -> str | None:
    """The first thing that the standard requires and the commitment does not tell."""
    checks = (
        ("no programme money", c["kind"] == "budget"),
        ("part of another commitment", c.get("parent_commitment_id") is None),
        ("not planned: spent money needs its day", c["status"] == "planned"),
        ("no named programme", clean(c.get("initiative")) is not None),
        ("no kind of programme", initiative_kind(c.get("initiative") or "") != "other"),
        ("no day of publication", source.published is not None),
        ("no first year", c.get("period_start_year") is not None),
        ("no status at the day of publication", _status(c, source) is not None),
        ("no funder named", bool(_funders(c, parts))),
        ("no sum of a single year", bool(_yearly(c, parts))),
        ("no publisher", publisher is not None),
    )
    return next((reason for reason, is_there in checks if not is_there), None)


def _status(c: Mapping[str, Any], source: Source) -> str | None:
    """Pipeline before the first year, implementation within the years; later nothing is told."""
    if source.published is None or c.get("period_start_year") is None:
        return None
    year, end = int(source.published[:4]), c.get("period_end_year")
    if year < int(c["period_start_year"]):
        return PIPELINE
    return IMPLEMENTATION if end is not None and year <= int(end) else None


def _funders(c: Mapping[str, Any], parts: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Names of the funders with their organisation type."""
    found: dict[str, str] = {}
    for row in (c, *sorted(parts, key=lambda p: str(p["commitment_id"]))):
        name = funder_of(row)
        if name is not None:
            is_state = row["funding_source"] == "national"
            found[name] = GOVERNMENT if is_state else LOCAL_GOVERNMENT
    return found


def _yearly(c: Mapping[str, Any], parts: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The whole where it is for one year, else its slices of a year under no other source."""

    def is_of_a_year(row: Mapping[str, Any]) -> bool:
        start, end = row.get("period_start_year"), row.get("period_end_year")
        return start is not None and start == end and row.get("amount_krw") is not None

    if is_of_a_year(c):
        return [c]
    same = [p for p in parts if p["funding_source"] == c["funding_source"]]
    slices = [p for p in same if is_of_a_year(p) and p["status"] == c["status"]]
    return sorted(slices, key=lambda p: (p["period_start_year"], str(p["commitment_id"])))


def _activity(
    c: Mapping[str, Any],
    parts: Sequence[Mapping[str, Any]],
    source: Source,
    publisher: Publisher,
) -> ET.Element:
    activity = ET.Element("iati-activity", {"default-currency": "KRW"})
    name = clean(c["initiative"]) or ""
    _sub(activity, "iati-identifier", f"{publisher.ref}-{c['commitment_id']}")
    reporting = {"ref": publisher.ref, "type": publisher.type_code, "secondary-reporter": "1"}
    _narrative(ET.SubElement(activity, "reporting-org", reporting), publisher.name, None)
    _narrative(ET.SubElement(activity, "title"), name)
    told = " · ".join(t for t in (source.title, source.outlet, source.published) if t)
    _narrative(ET.SubElement(activity, "description", type="1"), told)
    for funder, type_code in _funders(c, parts).items():
        place = {"role": FUNDING, "type": type_code}
        _narrative(ET.SubElement(activity, "participating-org", place), funder)
    ET.SubElement(activity, "activity-status", code=_status(c, source) or "")
    for code, year, day in (
        (PLANNED_START, c["period_start_year"], "01-01"),
        (PLANNED_END, c.get("period_end_year"), "12-31"),
    ):
        if year is not None:
            ET.SubElement(activity, "activity-date", {"type": code, "iso-date": f"{year}-{day}"})
    ET.SubElement(activity, "recipient-country", code="KR")
    sector = {"vocabulary": OWN_VOCABULARY, "code": initiative_kind(c["initiative"])}
    _narrative(ET.SubElement(activity, "sector", sector), sector["code"], "en")
    for row in _yearly(c, parts):
        budget = ET.SubElement(activity, "budget", type=ORIGINAL, status=INDICATIVE)
        year = row["period_start_year"]
        ET.SubElement(budget, "period-start", {"iso-date": f"{year}-01-01"})
        ET.SubElement(budget, "period-end", {"iso-date": f"{year}-12-31"})
        value = {"currency": "KRW", "value-date": source.published or ""}
        _sub(budget, "value", str(int(row["amount_krw"])), value)
    return activity


def _sub(parent: ET.Element, tag: str, text: str, attributes: dict[str, str] | None = None) -> None:
    ET.SubElement(parent, tag, attributes or {}).text = text


def _narrative(parent: ET.Element, text: str, language: str | None = "ko") -> None:
    attributes = {"{http://www.w3.org/XML/1998/namespace}lang": language} if language else {}
    _sub(parent, "narrative", text, attributes)
