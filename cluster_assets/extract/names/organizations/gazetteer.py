"""The gazetteer of real organizations, ``seeds/organizations.csv``, ready for matching.

The table is kept by hand: one row a body; ``aliases`` are separated by ``|``;
``entity_id`` is the ROR identifier where one exists, else ``org:`` and a slug, and never
changes once published; ``valid_from`` and ``valid_to`` are ISO days, empty where open.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from cluster_assets.extract.korean.normalize import normalize
from cluster_assets.seeds import seeds_path


@dataclass(frozen=True, slots=True)
class Organization:
    """One row of the gazetteer."""

    entity_id: str
    canonical_name: str
    kind: str
    region: str


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Names and aliases (normal form) with an automaton over all of them."""

    names: tuple[str, ...]
    owners: tuple[Organization, ...]
    by_name: dict[str, Organization]
    automaton: AhoCorasick

    def matches(self, text: str) -> list[tuple[int, int, Organization]]:
        """Longest hits ``(start, end, organization)`` in ``text``, word boundaries unchecked."""
        return [
            (start, end, self.owners[index])
            for index, start, end in self.automaton.find_matches_as_indexes(text)
        ]


@lru_cache(maxsize=1)
def load_gazetteer() -> Gazetteer:
    """The gazetteer, read once per process."""
    by_name: dict[str, Organization] = {}
    with seeds_path("organizations.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            organization = Organization(
                row["entity_id"], row["canonical_name"], row["kind"], row["region"]
            )
            for name in (row["canonical_name"], *row["aliases"].split("|")):
                key = normalize(name.strip()).text
                if key:
                    by_name.setdefault(key, organization)
    names = tuple(by_name)
    automaton = AhoCorasick(list(names), matchkind=MatchKind.LeftmostLongest)
    return Gazetteer(names, tuple(by_name.values()), by_name, automaton)
