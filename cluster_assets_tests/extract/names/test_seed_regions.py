"""The seed table of regions is complete, linked and without overlaps."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date

import pytest

from cluster_assets.extract.names.regions.gazetteer import load_gazetteer
from cluster_assets.seeds import seeds_path


def _rows() -> list[dict[str, str]]:
    with seeds_path("regions.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _in_force(day: str) -> list[dict[str, str]]:
    return [
        r for r in _rows() if r["valid_from"] <= day and (not r["valid_to"] or day < r["valid_to"])
    ]


def test_codes_are_unique_and_links_lead_to_rows() -> None:
    rows = _rows()
    codes = Counter(row["region_code"] for row in rows)
    assert max(codes.values()) == 1
    for row in rows:
        assert row["parent_code"] in codes or row["level"] == "sido"
        assert not row["successor_code"] or row["successor_code"] in codes
        assert bool(row["successor_code"]) == bool(row["valid_to"])
        assert not row["valid_to"] or row["valid_from"] < row["valid_to"]
        assert row["source"]


@pytest.mark.parametrize(
    ("day", "sido", "sigungu"),
    [("2015-01-01", 17, 228), ("2022-09-01", 17, 228), ("2025-12-31", 17, 228)],
)
def test_number_of_regions_in_force(day: str, sido: int, sigungu: int) -> None:
    levels = Counter(row["level"] for row in _in_force(day))
    assert (levels["sido"], levels["sigungu"]) == (sido, sigungu)


@pytest.mark.parametrize("day", ["2012-08-01", "2018-07-01", "2024-06-01", "2026-08-01"])
def test_names_are_unique_on_a_day_and_parents_are_in_force(day: str) -> None:
    rows = _in_force(day)
    assert max(Counter(row["name"] for row in rows).values()) == 1
    codes = {row["region_code"]: row for row in rows}
    for row in rows:
        if row["level"] != "sido":
            parent = codes[row["parent_code"]]
            assert row["name"].startswith(parent["name"] + " ")


@pytest.mark.parametrize(
    ("surface", "day", "expected"),
    [
        ("강원도", date(2023, 6, 10), "강원도"),
        ("강원도", date(2023, 6, 11), "강원특별자치도"),
        ("전북", date(2024, 1, 17), "전라북도"),
        ("전북", date(2024, 1, 18), "전북특별자치도"),
        ("군위군", date(2023, 6, 30), "경상북도 군위군"),
        ("군위군", date(2023, 7, 1), "대구광역시 군위군"),
        ("미추홀구", date(2018, 6, 30), "인천광역시 남구"),
        ("미추홀구", date(2018, 7, 1), "인천광역시 미추홀구"),
        ("청원군", date(2014, 6, 30), "충청북도 청원군"),
        ("청원군", date(2014, 7, 1), "충청북도 청주시"),
        ("당진군", date(2012, 1, 1), "충청남도 당진시"),
        ("연기군", date(2012, 7, 1), "세종특별자치시"),
        ("여주군", date(2013, 9, 23), "경기도 여주시"),
        ("마산시", date(2010, 7, 1), "경상남도 창원시"),
        ("순천시", date(2026, 7, 1), "전남광주통합특별시 순천시"),
    ],
)
def test_names_as_of_a_day(surface: str, day: date, expected: str) -> None:
    gazetteer = load_gazetteer()
    names = {gazetteer.as_of(row, day).name for row in gazetteer.candidates(surface)}
    assert names == {expected}
