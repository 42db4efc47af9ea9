"""The commitments as they were known on earlier days, made anew only where something differs.

Facts that share no story, initiative, name of a sum or whole are never put together, directly
or through others. So the pages fall into groups that are reconciled each by itself, and from
one capture day back to the one before only the groups differ that a page of the later day, or
a decision of a reviewer since, belongs to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from cluster_assets.report.clustering import name_keys
from cluster_assets.report.commitments import build_commitments
from cluster_assets.report.corrections import apply_corrections, decided_on, with_decisions
from cluster_assets.report.names import name_key, shorter_names

Row = dict[str, Any]
Rows = Sequence[Mapping[str, Any]]


class Lookback:
    """Walks from the published commitments back in time, day by day."""

    def __init__(
        self, facts: Rows, articles: Rows, stories: Rows, ledger: Rows, final: Rows
    ) -> None:
        """Begin at ``final``, the commitments of all the facts with all decisions replayed.

        Articles carry ``captured_date``, the day of their first capture in Seoul; ``facts`` are
        as extracted.
        """
        self._stories = {s["page_id"]: s for s in stories}
        self._articles = {a["page_id"]: a for a in articles}
        self._facts: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
        for fact in facts:
            if fact["page_id"] in self._articles:
                self._facts[fact["page_id"]].append(fact)
        self._decisions: dict[str, list[tuple[date, Mapping[str, Any]]]] = defaultdict(list)
        self._replay(ledger)
        self._group_of = page_groups(self._versions(), {p: self._story(p) for p in self._articles})
        self._pages: dict[int, list[str]] = defaultdict(list)
        for page, group in self._group_of.items():
            self._pages[group].append(page)
        self._rows: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
        for row in final:
            self._rows[self._group_of.get(row["chosen_page_id"], -1)].append(row)
        self._day = date.max

    def step_back(self, previous: date | None) -> tuple[Rows, Rows]:
        """The commitments before and after what came since the end of ``previous``.

        Only those that may differ; ``None`` is the time before the first capture, when nothing
        was known. Each call starts from where the last one went to.
        """
        groups = sorted(self._pages if previous is None else self._touched(previous))
        after = [row for group in groups for row in self._rows[group]]
        before = [] if previous is None else self._known(groups, previous)
        for group in groups:
            self._rows[group] = []
        for row in before:
            self._rows[self._group_of.get(row["chosen_page_id"], -1)].append(row)
        self._day = previous or date.min
        return before, after

    def _touched(self, previous: date) -> set[int]:
        captured = {
            group
            for page, group in self._group_of.items()
            if previous < self._articles[page]["captured_date"] <= self._day
        }
        decided = {
            self._group_of[page]
            for page, decisions in self._decisions.items()
            if any(previous < day <= self._day for day, _ in decisions)
        }
        return captured | decided

    def _known(self, groups: Iterable[int], day: date) -> list[Row]:
        pages = [
            page
            for group in groups
            for page in self._pages[group]
            if self._articles[page]["captured_date"] <= day
        ]
        decisions = [d for p in pages for when, d in self._decisions.get(p, ()) if when <= day]
        applied = apply_corrections([f for p in pages for f in self._facts.get(p, ())], decisions)
        rows = build_commitments(
            applied.facts,
            [self._articles[p] for p in pages],
            [self._stories[p] for p in pages if p in self._stories],
        )
        return with_decisions(rows, applied.ledger)

    def _replay(self, ledger: Rows) -> None:
        """Note each decision with the page of its fact; those on no known fact change nothing."""
        decided = {d["fact_id"] for d in ledger}
        page_of = {
            f["fact_id"]: page
            for page, facts in (self._facts.items() if decided else ())
            for f in facts
            if f["fact_id"] in decided
        }
        for decision in ledger:
            page, day = page_of.get(decision["fact_id"]), decided_on(decision)
            if page is not None and day is not None:
                self._decisions[page].append((day, decision))

    def _versions(self) -> Iterator[Mapping[str, Any]]:
        """Every fact as extracted, and as it was at any time after a decision on its page."""
        for facts in self._facts.values():
            yield from facts
        for page, decisions in self._decisions.items():
            for last in {day for day, _ in decisions}:
                applied = [d for day, d in decisions if day <= last]
                yield from apply_corrections(self._facts[page], applied).facts

    def _story(self, page_id: str) -> str:
        told = self._stories.get(page_id, {}).get("story_id")
        return str(told or self._articles[page_id].get("story_id") or page_id)


def page_groups(facts: Iterable[Mapping[str, Any]], story_of: Mapping[str, str]) -> dict[str, int]:
    """A group for each page of ``story_of``: facts of two groups are never one commitment.

    ``facts`` are those of these pages, each in every form that it is to be reconciled in.
    """
    groups, facts = _Groups(), list(facts)
    for page_id, story in story_of.items():
        groups.join(("page", page_id), ("story", story))
    contested = _contested({_form(f) for f in facts})
    longer: list[tuple[Any, Any]] = []
    for fact in facts:
        page, form = ("page", fact["page_id"]), _form(fact)
        groups.join(page, ("fact", fact["fact_id"]))
        if fact.get("parent_fact_id"):
            groups.join(page, ("fact", fact["parent_fact_id"]))
        if form[0]:
            groups.join(page, ("initiative", form[0]))
        if form in contested:
            asked, told = name_keys(fact, form[1])
            groups.join(page, told[0])
            longer += [(page, key) for key in asked[2:]]
    # A name and a shorter form of it meet only where some fact is told under the shorter one.
    for page, key in longer:
        if key in groups:
            groups.join(page, key)
    numbers: dict[tuple[Any, ...], int] = {}
    return {
        page: numbers.setdefault(groups.root(("page", page)), len(numbers)) for page in story_of
    }


def _form(fact: Mapping[str, Any]) -> tuple[str, str]:
    """By what an initiative is known, and its name."""
    name = fact.get("initiative") or ""
    return fact.get("initiative_id") or name_key(name), name


def _contested(forms: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
    """Names that are related to a name of another initiative."""
    keys = {form: {name_key(form[1]), *shorter_names(form[1])} for form in forms if form[1]}
    owners: dict[str, set[str]] = defaultdict(set)
    for initiative, name in keys:
        owners[name_key(name)].add(initiative)
    crossing = {
        key for form, mine in keys.items() for key in mine if owners.get(key, {form[0]}) - {form[0]}
    }
    return {form for form, mine in keys.items() if not form[0] or mine & crossing}


class _Groups:
    """Things that belong together, directly or through others."""

    def __init__(self) -> None:
        self._above: dict[tuple[Any, ...], tuple[Any, ...]] = {}

    def __contains__(self, thing: tuple[Any, ...]) -> bool:
        return thing in self._above

    def root(self, thing: tuple[Any, ...]) -> tuple[Any, ...]:
        above = self._above
        found = thing
        while (up := above.setdefault(found, found)) is not found:
            found = up
        while thing is not found:
            above[thing], thing = found, above[thing]
        return found

    def join(self, a: tuple[Any, ...], b: tuple[Any, ...]) -> None:
        root, other = self.root(a), self.root(b)
        if root is not other:
            self._above[other] = root
