"""The regions of Korea with their histories: names, parents, successors.

One row of ``seeds/regions.csv`` is one region under one official name. A region that was
renamed, raised or merged has several rows, linked by ``successor_code``.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from ahocorasick_rs import AhoCorasick

from cluster_assets.seeds import seeds_path

RegionLevel = Literal["sido", "sigungu", "gu"]
_LEVELS: dict[str, RegionLevel] = {"sido": "sido", "sigungu": "sigungu", "gu": "gu"}
_MAX_STEPS = 8


@dataclass(frozen=True, slots=True)
class Region:
    """One region under one official name, in force in ``[valid_from, valid_to)``.

    ``level`` is ``sido`` (province or metropolitan city), ``sigungu`` (city, county,
    autonomous district) or ``gu`` (district of a city without self-government).
    ``is_word`` marks names whose bare form is a common noun as well.
    """

    code: str
    name: str
    short_names: tuple[str, ...]
    level: RegionLevel
    parent_code: str
    valid_from: date
    valid_to: date | None
    successor_code: str
    is_word: bool
    place_words: tuple[str, ...]


class Gazetteer:
    """Look-up of regions by code, by surface form and by day."""

    def __init__(self, regions: list[Region]) -> None:
        self.by_code = {region.code: region for region in regions}
        self._predecessors: dict[str, list[Region]] = defaultdict(list)
        surfaces: dict[str, list[Region]] = defaultdict(list)
        self._by_name: dict[str, list[Region]] = defaultdict(list)
        for region in regions:
            self._by_name[region.name].append(region)
            if region.successor_code:
                self._predecessors[region.successor_code].append(region)
            for surface in self._forms(region):
                surfaces[surface].append(region)
        self._surfaces = {surface: tuple(rows) for surface, rows in surfaces.items()}
        self.longest_surface = max(map(len, self._surfaces))
        lengths: dict[str, set[int]] = defaultdict(set)
        for surface in self._surfaces:
            lengths[surface[:2]].add(len(surface))
        # By its first two characters: how long a surface can be, the longest first.
        self._lengths = {k: tuple(sorted(v, reverse=True)) for k, v in lengths.items()}
        self._find = AhoCorasick(list(self._surfaces)).find_matches_as_indexes

    @staticmethod
    def _forms(region: Region) -> tuple[str, ...]:
        forms = region.short_names
        if region.level == "sido":
            return (region.name, *forms)
        if region.level == "gu":
            return forms[:1]
        # '제주' alone is the province
        return tuple(form for form in forms if form != "제주")

    def candidates(self, surface: str) -> tuple[Region, ...]:
        """Every row that can be written ``surface``; empty when none can."""
        return self._surfaces.get(surface, ())

    def word_starts(self, text: str) -> list[int]:
        """Where words begin that start with a surface, in order."""
        starts = {start for _, start, _ in self._find(text, overlapping=True)}
        return sorted(s for s in starts if not s or not "가" <= text[s - 1] <= "힣")

    def longest(self, text: str, start: int, end: int) -> str:
        """The longest surface that begins at ``start`` and ends by ``end``, or ``""``."""
        for length in self._lengths.get(text[start : start + 2], ()):
            surface = text[start : start + length]
            if start + length <= end and surface in self._surfaces:
                return surface
        return ""

    def as_of(self, region: Region, day: date) -> Region:
        """The region that ``region`` is, was or became on ``day``."""
        current = region
        for _ in range(_MAX_STEPS):
            if current.valid_to and current.valid_to <= day and current.successor_code:
                current = self.by_code[current.successor_code]
            elif current.valid_from > day and self._predecessors[current.code]:
                previous = self._predecessors[current.code]
                same = [r for r in previous if r.name.split()[-1] == current.name.split()[-1]]
                current = (same or previous)[0]
            else:
                break
        return current

    def municipality(self, region: Region) -> Region:
        """``region`` itself, or the city that a district without self-government is part of."""
        return self.by_code[region.parent_code] if region.level == "gu" else region

    def by_name(self, name: str, day: date | None = None) -> Region | None:
        """The region with the official ``name``, the row in force on ``day`` where given."""
        rows = self._by_name.get(name, [])
        for row in rows:
            if day and row.valid_from <= day and (row.valid_to is None or day < row.valid_to):
                return row
        return rows[-1] if rows else None

    def lineage_code(self, region: Region) -> str:
        """One code for a region under all its names; a merger starts a new one."""
        current = region
        for _ in range(_MAX_STEPS):
            following = current.successor_code
            if not following or len(self._predecessors[following]) > 1:
                break
            current = self.by_code[following]
        return current.code


def _read(row: dict[str, str]) -> Region:
    return Region(
        code=row["region_code"],
        name=row["name"],
        short_names=tuple(row["short_names"].split("|")),
        level=_LEVELS[row["level"]],
        parent_code=row["parent_code"],
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        successor_code=row["successor_code"],
        is_word=row["bare_name_is_word"] == "true",
        place_words=tuple(filter(None, row["place_words"].split("|"))),
    )


@lru_cache(maxsize=1)
def load_gazetteer() -> Gazetteer:
    """The gazetteer of ``seeds/regions.csv``, read once per process."""
    with seeds_path("regions.csv").open(encoding="utf-8", newline="") as file:
        return Gazetteer([_read(row) for row in csv.DictReader(file)])
