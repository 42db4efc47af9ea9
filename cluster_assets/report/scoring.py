"""How well extracted articles agree with hand-made gold annotations.

Articles are in the annotation form (title, outlet, money, figures, entities ...). Two kinds
of measure come out: ``f1`` for sets that can be missed or invented, summed over all
articles (micro average), and ``accuracy`` for attributes of what was found. Facts of an
article that the gold calls irrelevant are neither asked for nor punished.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Annotation = Mapping[str, Any]
Item = Mapping[str, Any]
Pairs = list[tuple[int, int]]

_LEGAL_FORM = re.compile(r"㈜|\(주\)|주식회사|\(유\)|유한회사")
_NAME_PUNCTUATION = re.compile(r"[\s'\"‘’“”「」『』<>《》〈〉·ㆍ・․‧･.,()（）\[\]~∼-]")
_SOURCE_LABEL = re.compile("국비|도비|시비|군비|구비|지방비|민자|민간|자부담")
_WHITESPACE = re.compile(r"\s+")

PAIRING_ATTRIBUTES = ("qualifier", "kind", "source", "period", "status", "region")
_OWN_LEVELS = frozenset({"municipal", "province", "local"})
_SHINGLE = 4


@dataclass(frozen=True, slots=True)
class QualityRow:
    """One measure over a set of articles.

    For ``f1`` rows ``precision``, ``recall`` and ``f1`` are set and ``n`` is the number of
    gold items; for ``accuracy`` rows ``accuracy`` is set and ``n`` the number of decisions.
    """

    measure: str
    kind: Literal["f1", "accuracy"]
    precision: float | None
    recall: float | None
    f1: float | None
    accuracy: float | None
    n: int


@dataclass(slots=True)
class _Overlap:
    """Running totals of one set-valued measure."""

    matched: int = 0
    gold: int = 0
    predicted: int = 0

    def row(self, measure: str) -> QualityRow:
        precision = _share(self.matched, self.predicted, other=self.gold)
        recall = _share(self.matched, self.gold, other=self.predicted)
        both = precision + recall
        f1 = 2 * precision * recall / both if both else 0.0
        return QualityRow(measure, "f1", precision, recall, f1, None, self.gold)


@dataclass(slots=True)
class _Scoreboard:
    """All running totals; a measure exists once an article has touched it."""

    overlaps: dict[str, _Overlap] = field(default_factory=dict)
    decisions: dict[str, list[bool]] = field(default_factory=dict)

    def overlap(self, measure: str, matched: int, gold: int, predicted: int) -> None:
        total = self.overlaps.setdefault(measure, _Overlap())
        total.matched += matched
        total.gold += gold
        total.predicted += predicted

    def decide(self, measure: str, is_right: bool) -> None:
        self.decisions.setdefault(measure, []).append(is_right)

    def rows(self) -> list[QualityRow]:
        sets = [total.row(measure) for measure, total in self.overlaps.items()]
        attributes = [
            QualityRow(measure, "accuracy", None, None, None, sum(right) / len(right), len(right))
            for measure, right in self.decisions.items()
        ]
        return sets + attributes


def score_documents(
    gold: Mapping[str, Annotation],
    predictions: Mapping[str, Annotation],
    articles: Mapping[str, str],
) -> list[QualityRow]:
    """Score predictions against gold, article by article.

    Args:
        gold: Annotation of each article by name.
        predictions: The extracted form, plus ``text`` (the cleaned body); a missing article
            counts as an empty one.
        articles: True body text by name, where it is known.

    Returns:
        One row a measure: set measures first, then attribute accuracies.
    """
    board = _Scoreboard()
    for name in sorted(gold):
        wanted, found = gold[name], predictions.get(name)
        if found is not None:
            board.decide("evidence in text", _is_evidence_written(found))
        found = found or {}
        _score_metadata(board, wanted, found)
        if not wanted.get("relevant"):
            continue
        _score_money(board, wanted.get("money", []), found.get("money", []))
        _score_figures(board, wanted.get("figures", []), found.get("figures", []))
        _score_entities(board, wanted.get("entities", {}), found.get("entities", {}))
        if name in articles and "text" in found:
            _score_text(board, wanted, articles[name], found["text"] or "")
    return board.rows()


def squash(text: str | None) -> str:
    """A name reduced to what counts in comparison: no spaces, marks or legal forms."""
    return _NAME_PUNCTUATION.sub("", _LEGAL_FORM.sub("", text or "")).lower()


def is_same_name(first: str | None, second: str | None) -> bool:
    """True for equal names, or where one holds the other and is at most twice as long."""
    a, b = squash(first), squash(second)
    if a == b:
        return True
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    return bool(short) and short in long and len(long) <= 2 * len(short)


def _share(part: int, whole: int, *, other: int) -> float:
    """``part / whole``; nothing asked and nothing given is perfect, nothing of much is 0."""
    if whole:
        return part / whole
    return 0.0 if other else 1.0


def _match(
    gold: Sequence[Any], predicted: Sequence[Any], likeness: Callable[[Any, Any], int]
) -> Pairs:
    """Pair items one to one, likest first, earlier items first among equals."""
    candidates: list[tuple[int, int, int]] = []
    for i, wanted in enumerate(gold):
        for j, found in enumerate(predicted):
            value = likeness(wanted, found)
            if value > 0:
                candidates.append((-value, i, j))
    pairs: Pairs = []
    taken_gold: set[int] = set()
    taken_predicted: set[int] = set()
    for _, i, j in sorted(candidates):
        if i in taken_gold or j in taken_predicted:
            continue
        taken_gold.add(i)
        taken_predicted.add(j)
        pairs.append((i, j))
    return pairs


def _is_evidence_written(found: Annotation) -> bool:
    """True if every money and figure evidence stands in the predicted title or text."""
    page = squash(f"{found.get('title') or ''} {found.get('text') or ''}")
    facts = [*found.get("money", []), *found.get("figures", [])]
    return all(fact.get("evidence") and squash(fact["evidence"]) in page for fact in facts)


def _score_metadata(board: _Scoreboard, wanted: Annotation, found: Annotation) -> None:
    is_wanted, is_found = bool(wanted.get("relevant")), bool(found.get("relevant"))
    board.overlap("relevance", int(is_wanted and is_found), int(is_wanted), int(is_found))
    board.decide(
        "published date", (wanted.get("published") or None) == (found.get("published") or None)
    )
    for name in ("title", "outlet"):
        if name in wanted:
            board.decide(name, is_same_name(wanted[name], found.get(name)))
    if "reporter" in wanted:
        board.decide("reporter", squash(wanted["reporter"]) == squash(found.get("reporter")))


# --- money -----------------------------------------------------------------------------


def _amount_key(fact: Item) -> Hashable | None:
    """Currency and sum, comparable between facts; ``None`` where the fact has no amount."""
    if fact.get("amount_krw") is not None:
        return "KRW", round(float(fact["amount_krw"]))
    if fact.get("amount") is not None:
        return fact.get("currency"), round(float(fact["amount"]), 2)
    return None


def _period_key(fact: Item) -> tuple[int | None, ...] | None:
    period = fact.get("period")
    if not period or all(year is None for year in period):
        return None
    return tuple(period)


def _is_attribute_equal(attribute: str, wanted: Item, found: Item) -> bool:
    if attribute == "period":
        return _period_key(wanted) == _period_key(found)
    want, have = wanted.get(attribute) or None, found.get(attribute) or None
    if want == have:
        return True
    return attribute == "source" and _is_actor_ambiguity(wanted, want, have)


def _is_actor_ambiguity(wanted: Item, want: str | None, have: str | None) -> bool:
    """True where one side says ``total`` and the other the spending government's own level.

    A local government as the mere subject of spending may be read either way, so both count
    for an unlabelled sum that is not a part of another.
    """
    if wanted.get("parent") is not None or _SOURCE_LABEL.search(wanted["evidence"]):
        return False
    return (want == "total" and have in _OWN_LEVELS) or (have == "total" and want in _OWN_LEVELS)


def _parent_key(facts: Sequence[Item], index: object) -> Hashable | None:
    if isinstance(index, int) and 0 <= index < len(facts):
        return _amount_key(facts[index])
    return None


def _money_likeness(wanted: Item, found: Item) -> int:
    amount = _amount_key(wanted)
    if amount is None or amount != _amount_key(found):
        return 0
    return 1 + sum(_is_attribute_equal(a, wanted, found) for a in PAIRING_ATTRIBUTES)


def _score_money(board: _Scoreboard, gold: Sequence[Item], predicted: Sequence[Item]) -> None:
    pairs = _match(gold, predicted, _money_likeness)
    board.overlap("money: amount", len(pairs), len(gold), len(predicted))
    whole = 0
    for i, j in pairs:
        wanted, found = gold[i], predicted[j]
        right = {a: _is_attribute_equal(a, wanted, found) for a in PAIRING_ATTRIBUTES}
        right["parent"] = _is_parent_right(gold, wanted, predicted, found)
        whole += all(right.values())
        for attribute, is_right in right.items():
            board.decide(f"money {attribute}", is_right)
        board.decide(
            "money initiative", is_same_name(wanted.get("initiative"), found.get("initiative"))
        )
    board.overlap("money: whole fact", whole, len(gold), len(predicted))


def _is_parent_right(
    gold: Sequence[Item], wanted: Item, predicted: Sequence[Item], found: Item
) -> bool:
    """True if the predicted parent has the amount of the gold parent or of its alternative."""
    accepted = {_parent_key(gold, wanted.get("parent"))}
    if wanted.get("parent_alt") is not None:
        accepted.add(_parent_key(gold, wanted["parent_alt"]))
    return _parent_key(predicted, found.get("parent")) in accepted


# --- figures, entities, text -----------------------------------------------------------


def _figure_likeness(wanted: Item, found: Item) -> int:
    if float(wanted["value"]) != float(found["value"]) or wanted.get("unit") != found.get("unit"):
        return 0
    has_subject = is_same_name(wanted.get("subject"), found.get("subject"))
    return 1 + has_subject + (wanted.get("qualifier") == found.get("qualifier"))


def _score_figures(board: _Scoreboard, gold: Sequence[Item], predicted: Sequence[Item]) -> None:
    pairs = _match(gold, predicted, _figure_likeness)
    board.overlap("figures", len(pairs), len(gold), len(predicted))
    for i, j in pairs:
        wanted, found = gold[i], predicted[j]
        board.decide("figure subject", is_same_name(wanted.get("subject"), found.get("subject")))
        board.decide("figure qualifier", wanted.get("qualifier") == found.get("qualifier"))


def _name_likeness(wanted: str, found: str) -> int:
    return 2 * (squash(wanted) == squash(found)) + is_same_name(wanted, found)


def _region_likeness(wanted: str, found: str) -> int:
    return int(wanted == found)


def _person_likeness(wanted: Item, found: Item) -> int:
    if squash(wanted["name"]) != squash(found["name"]):
        return 0
    return 1 + is_same_name(wanted.get("role"), found.get("role"))


def _score_entities(board: _Scoreboard, gold: Annotation, predicted: Annotation) -> None:
    kinds: tuple[tuple[str, Callable[[Any, Any], int]], ...] = (
        ("organizations", _name_likeness),
        ("regions", _region_likeness),
        ("initiatives", _name_likeness),
        ("persons", _person_likeness),
    )
    for kind, likeness in kinds:
        wanted, found = gold.get(kind, []), predicted.get(kind, [])
        pairs = _match(wanted, found, likeness)
        board.overlap(kind, len(pairs), len(wanted), len(found))
        if kind == "persons":
            for i, j in pairs:
                is_right = is_same_name(wanted[i].get("role"), found[j].get("role"))
                board.decide("person role", is_right)


def _shingles(text: str, headlines: set[str]) -> Counter[str]:
    """Overlapping character runs of the text without spaces and without headline lines."""
    lines = (line for line in text.split("\n") if squash(line) not in headlines)
    packed = _WHITESPACE.sub("", "".join(lines))
    return Counter(packed[i : i + _SHINGLE] for i in range(max(len(packed) - _SHINGLE + 1, 0)))


def _score_text(board: _Scoreboard, wanted: Annotation, article: str, text: str) -> None:
    headlines = {squash(h) for h in [wanted.get("title"), *wanted.get("subtitles", [])] if h}
    true, cleaned = _shingles(article, headlines), _shingles(text, headlines)
    board.overlap("cleaned text", (true & cleaned).total(), true.total(), cleaned.total())
    packed = squash(text)
    leaks = [noise for noise in wanted.get("must_not_contain", []) if squash(noise) in packed]
    board.decide("no boilerplate leak", not leaks)
