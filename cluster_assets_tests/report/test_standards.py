"""JSON-LD and IATI: what qualifies is valid, what does not is counted with its reason."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from jsonschema import Draft202012Validator
from lxml import etree

from cluster_assets.report.commitments import build_commitments
from cluster_assets.report.iati import Publisher, publisher_named, to_iati
from cluster_assets.report.jsonld import to_jsonld
from cluster_assets.report.package import PackagedTable, write_package
from cluster_assets.report.standards import clean, funder_of
from cluster_assets_tests.report.rows import EOK, article, breakdown, fact

Row = dict[str, Any]

SCHEMAS = Path(__file__).parent / "schemas"
PUBLISHER = Publisher("XM-EXAMPLE-1", "80", "은하 연구회")
HOSTILE = "</narrative><script>alert(1)</script>\u202e &amp;\x00 '\"= "


def commitments(*, name: str = "달빛 로봇 클러스터") -> tuple[list[Row], list[Row]]:
    """A year's budget split by source, a plan over years, spent money, and an outcome."""
    papers = [article("a"), article("b", title=name, url="javascript:alert(1)"), article("c")]
    year = {"period_start_year": 2022, "period_end_year": 2022}
    facts = [
        *breakdown("a", 255, {"national": 178, "province": 77}, **year),
        *breakdown("b", 400, {"national": 260, "local": 140}, initiative=name, initiative_id="i_b"),
        fact("spent", "c", 30, status="executed", funding_source="national", initiative_id="i_c"),
        fact("sales", "c", 9, kind="outcome", initiative_id="i_c"),
    ]
    return build_commitments(facts, papers), papers


def problems_of_jsonld(data: bytes) -> list[str]:
    schema = json.loads((SCHEMAS / "monetary_grant.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    return [e.message for e in Draft202012Validator(schema).iter_errors(json.loads(data))]


def problems_of_iati(data: bytes) -> list[str]:
    schema = etree.XMLSchema(etree.parse(str(SCHEMAS / "iati_activities.xsd")))
    schema.validate(etree.fromstring(data))
    return [str(e) for e in schema.error_log]


# Codes of the standard's lists, by the attribute that takes them.
CODES = {
    "reporting-org/@type": {"10", "11", "15", "21", "22", "23", "24", "30", "40", "60", "70"}
    | {"71", "72", "73", "80", "90"},
    "participating-org/@type": {"10", "11", "15"},
    "participating-org/@role": {"1", "2", "3", "4"},
    "activity-status/@code": {"1", "2", "3", "4", "5", "6"},
    "activity-date/@type": {"1", "2", "3", "4"},
    "description/@type": {"1", "2", "3", "4"},
    "recipient-country/@code": {"KR"},
    "sector/@vocabulary": {"98", "99"},
    "budget/@type": {"1", "2"},
    "budget/@status": {"1", "2"},
}


def broken_rules_of_iati(data: bytes) -> list[str]:
    """What the standard asks for in words and code lists, beyond what a schema can say."""
    broken = []
    for activity in etree.fromstring(data):
        identifier = activity.findtext("iati-identifier")
        if not identifier.startswith(activity.find("reporting-org").get("ref") + "-"):
            broken.append("the identifier starts with that of the reporting organisation")
        for path, codes in CODES.items():
            if not set(activity.xpath(path)) <= codes:
                broken.append(f"{path} is a code of its list")
        dates = {d.get("type"): d.get("iso-date") for d in activity.findall("activity-date")}
        if not dates.keys() & {"1", "2"}:
            broken.append("a start is planned or actual")
        if dates.get("3", "9999") < dates.get("1", ""):
            broken.append("the end is not before the start")
        periods = [
            tuple(date.fromisoformat(b.find(n).get("iso-date")) for n in PERIOD)
            for b in activity.findall("budget")
        ]
        if any(not 0 < (end - start).days <= 366 for start, end in periods):
            broken.append("a budget lasts a year at most")
        if len(set(periods)) != len(periods):
            broken.append("a period has one original budget")
    identifiers = [e.text for e in etree.fromstring(data).iter("iati-identifier")]
    return broken + ["identifiers are unique"] * (len(set(identifiers)) != len(identifiers))


PERIOD = ("period-start", "period-end")


def test_the_rules_beyond_the_schema_hold():
    rows, papers = commitments()
    data = to_iati(rows, papers, PUBLISHER).data
    assert broken_rules_of_iati(data) == []
    for old, new, rule in (
        (b">XM-EXAMPLE-1-", b">XM-OTHER-", "the identifier starts"),
        (b'role="1" type="10"', b'role="1" type="99"', "participating-org/@type"),
        (b'period-end iso-date="2022', b'period-end iso-date="2024', "a budget lasts"),
        (b'type="3" iso-date="2022', b'type="3" iso-date="2020', "the end is not before"),
        (b'activity-date type="1"', b'activity-date type="4"', "a start is planned"),
    ):
        assert old in data
        assert any(b.startswith(rule) for b in broken_rules_of_iati(data.replace(old, new))), rule


def test_grants_are_valid_and_the_others_are_counted():
    rows, papers = commitments()
    found = to_jsonld(rows, papers)
    assert problems_of_jsonld(found.data) == []
    grants = json.loads(found.data)["@graph"]
    assert sorted(g["amount"]["value"] // EOK for g in grants) == [30, 77, 178, 260]
    assert {g["funder"]["name"] for g in grants} == {"대한민국 정부", "충청북도"}
    assert found.reasons == {"no funder named": 3, "no programme money": 1}
    assert found.qualified + sum(found.reasons.values()) == len(rows)
    assert b"javascript:" not in found.data


def test_activities_are_valid_and_the_others_are_counted():
    rows, papers = commitments()
    found = to_iati(rows, papers, PUBLISHER)
    assert problems_of_iati(found.data) == []
    (activity,) = etree.fromstring(found.data)
    assert activity.findtext("budget/value") == str(255 * EOK)
    assert activity.find("activity-status").get("code") == "2"
    assert [e.findtext("narrative") for e in activity.findall("participating-org")] == [
        "대한민국 정부",
        "충청북도",
    ]
    assert found.reasons == {
        "part of another commitment": 4,
        "no programme money": 1,
        "no sum of a single year": 1,
        "not planned: spent money needs its day": 1,
    }
    assert found.qualified + sum(found.reasons.values()) == len(rows)


def test_without_a_publisher_there_are_no_activities():
    rows, papers = commitments()
    found = to_iati(rows, papers, None)
    assert (found.qualified, found.reasons["no publisher"]) == (0, 1)
    assert problems_of_iati(found.data) == []


def test_hostile_text_stays_text():
    rows, papers = commitments(name=HOSTILE)
    for row in rows:
        row["initiative"] = f"{HOSTILE} 특구"
    grants, activities = to_jsonld(rows, papers), to_iati(rows, papers, PUBLISHER)
    assert problems_of_jsonld(grants.data) == []
    assert problems_of_iati(activities.data) == []
    assert (grants.qualified, activities.qualified) == (4, 1)
    assert etree.fromstring(activities.data).find(".//script") is None
    assert "\u202e" not in grants.data.decode() + activities.data.decode()
    assert clean("가" * 100_000) == "가" * 2_000


@pytest.mark.parametrize(
    ("source", "region", "funder"),
    [
        ("national", None, "대한민국 정부"),
        ("province", "충청북도 청주시", "충청북도"),
        ("province", None, None),
        ("municipal", "충청북도 청주시", "충청북도 청주시"),
        ("municipal", "충청북도", None),
        ("local", "충청북도", None),
        ("private", "충청북도", None),
        ("total", "충청북도", None),
    ],
)
def test_whose_money(source, region, funder):
    assert funder_of({"funding_source": source, "region": region}) == funder


@pytest.mark.parametrize(("year", "code"), [(2021, "1"), (2022, "2"), (2023, None)])
def test_status_only_where_the_article_tells_it(year, code):
    years = {"period_start_year": 2022, "period_end_year": 2022}
    papers = [article("a", published_date=date(year, 5, 1))]
    rows = build_commitments([fact("f", "a", 9, funding_source="national", **years)], papers)
    found = to_iati(rows, papers, PUBLISHER)
    statuses = [e.get("code") for e in etree.fromstring(found.data).iter("activity-status")]
    assert statuses == ([code] if code else [])


def test_publisher_setting():
    assert publisher_named("") is None
    assert publisher_named("XM-EXAMPLE-1 | 80 | 은하 연구회") == PUBLISHER
    with pytest.raises(ValueError, match="REF"):
        publisher_named("XM-EXAMPLE-1")


def test_the_schemas_refuse_what_is_incomplete():
    rows, papers = commitments()
    data = to_iati(rows, papers, PUBLISHER).data
    assert problems_of_iati(data.replace(b'role="1" ', b""))
    assert problems_of_iati(data.replace(b"<activity-status", b"<other-status"))
    grants = to_jsonld(rows, papers).data
    assert problems_of_jsonld(grants.replace(b'"currency": "KRW"', b'"currency": "won"'))


def test_package_with_standards_passes_the_frictionless_validator(tmp_path: Path):
    from frictionless import Package

    rows, papers = commitments()
    table = pa.table({"id": ["x", "y"], "name": ["=cmd()", "@a\n나"], "value": [1, None]})
    write_package(
        tmp_path,
        {"report/things": PackagedTable(table, "두 줄", ("id",))},
        standards={
            "grants.jsonld": to_jsonld(rows, papers),
            "iati-activities.xml": to_iati(rows, papers, PUBLISHER),
        },
    )
    report = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.to_summary()
    (grants, activities) = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))[
        "standards"
    ]
    assert (grants["qualified"], activities["qualified"]) == (4, 1)
    assert (tmp_path / grants["path"]).stat().st_size == grants["bytes"]
