"""Named programmes, plans, clusters, zones, complexes, centres and funds of an article."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.names.initiatives.facilities import BUILT, is_paid_for
from cluster_assets.extract.names.initiatives.names import (
    STRONG_END,
    WEAK_END,
    has_head,
    has_work_tail,
    head_class,
    is_generic,
    is_national,
    is_never_a_name,
    is_placed,
    is_plain,
    is_rather_a_kind,
    is_specific,
    place_prefix,
)
from cluster_assets.extract.names.initiatives.phrase_checks import PROGRAMME, is_priced_before
from cluster_assets.extract.names.initiatives.phrases import TOKEN, FoundName, find_phrases
from cluster_assets.extract.names.initiatives.quotes import CLAUSE, SOFT_END, find_quoted
from cluster_assets.extract.names.initiatives.short_forms import is_short_form
from cluster_assets.extract.names.initiatives.walks import stem_of
from cluster_assets.extract.names.initiatives.words import STOP_WORDS
from cluster_assets.extract.names.linking import canonical_key, initiative_entity_id
from cluster_assets.records import Mention, SpanField

_YEAR_APOSTROPHE = re.compile(r"'(?=\d\d(?:[년~∼\-–.,)\]]|\s|$))")
_BULLET = re.compile(r"[△▷○◇◆▪‣※☞]\s*([^△▷○◇◆▪‣※☞\n:]{3,50})")
_BULLET_END = re.compile(r"\s*(?:\(|약|총|\d|이다|이며|등|$)")
# With a sum of their own these are parts of a programme by name.
_ITEM_END = re.compile(r"(?:인프라|모델|모듈|시스템)$")
_ITS_SUM = re.compile(r" ?\(?(?:약 |총 )?\d[\d,.조억천백만 ]*원")
_WORTH = {"quoted": 5, "bullet": 4, "phrase": 3, "nested": 2, "kind": 0}
_TITLE_DISCOUNT = 4
# No article names as many; a page that does is a list or an attack.
_MOST_NAMES = 150
_LOCAL_PLACE = re.compile(
    r"(?<![가-힣])([가-힣]{2,3})(?:[읍면동리시군구]|지구)(?=[\s에의을를은는이가와과도,)(\d])"
)


def find_initiatives(ctx: ArticleContext) -> list[Mention]:
    """Every mention of a named initiative, under the fullest form that the article writes.

    Names are taken from quotes, bullets and noun phrases with a head noun and a place or
    proper word; events, venues, 혁신도시 and organizations are none. Sorted by field and
    position; ``rule`` tells how the name was found ('quoted', 'bullet', 'phrase', 'alias').
    """
    names = _names(ctx)
    canonical = _canonical_names(names)
    mentions = []
    for found in names:
        name = canonical.get(found.name)
        if name is None:
            continue
        span = ctx.span(found.field, found.start, found.end)
        rule = found.rule if name == found.name else "alias"
        mentions.append(
            Mention(
                "initiative", span, ctx.evidence(span), name, initiative_entity_id(name), rule=rule
            )
        )
    return sorted(mentions, key=lambda m: (m.span.field != "text", m.span.start))


def initiative_ranges(ctx: ArticleContext, field: SpanField) -> list[tuple[int, int]]:
    """Ranges, in the normal form of ``field``, of initiatives' names and short forms."""
    return [(n.start, n.end) for n in _names(ctx) if n.field == field and n.rule != "kind"]


@lru_cache(maxsize=4)
def _names(ctx: ArticleContext) -> tuple[FoundName, ...]:
    found: list[FoundName] = []
    for field in ("text", "title"):
        text = _YEAR_APOSTROPHE.sub(" ", ctx.normal(field).text)
        places = frozenset(_LOCAL_PLACE.findall(text))
        in_field = [*find_quoted(text, field), *_bullets(text, field), *_rows(text, field)][
            :_MOST_NAMES
        ]
        taken = [(n.start, n.end) for n in in_field]
        for name in find_phrases(text, field)[:_MOST_NAMES]:
            if _is_kind_only(name.name, text, places) and not (
                name.name.endswith("펀드") and is_priced_before(text, name.start)
            ):
                name = replace(name, rule="kind")
            if not any(a < name.end and name.start < b for a, b in taken):
                in_field.append(name)
        found += sorted(in_field, key=lambda n: n.start)
    return tuple(found)


def _is_kind_only(name: str, text: str, places: frozenset[str]) -> bool:
    """A cluster with a topic but no place, named once, is a kind of cluster."""
    if has_work_tail(name) or not is_rather_a_kind(name) or is_national(name):
        return False
    tokens = name.split()
    if is_placed(name, places) or any(
        STRONG_END.search(token) and is_specific(token) for token in tokens[:-1]
    ):
        return False
    at = text.find(name) + len(name)
    if len(tokens) > 1 and is_paid_for(text, at) and not all(map(is_generic, tokens[:-1])):
        return False
    if is_plain(tokens[0]):
        return True
    return text.count(name) < 2 and BUILT.match(text, at) is None


def _bullets(text: str, field: SpanField) -> list[FoundName]:
    found = []
    for match in _BULLET.finditer(text):
        words = match[1]
        for end in _head_ends(words):
            name = words[:end].strip()
            if (
                _BULLET_END.match(words[end:])
                and not CLAUSE.search(name)
                and (" " in name or len(name) > 5)
            ):
                if is_never_a_name(name) or name.split()[0] in STOP_WORDS:
                    break
                start = match.start(1) + words.index(name)
                found.append(FoundName(field, start, start + len(name), name, "bullet"))
                break
    return found


_NAMES_COLUMN = re.compile(
    r"(?:^|\n)(?:세부 ?)?(?:사업|과제) ?명\t[^\n]*((?:\n[^\t\n]{1,60}\t[^\n]*)+)"
)
_ROW = re.compile(r"\n([^\t\n]{4,60})\t")


def _rows(text: str, field: SpanField) -> list[FoundName]:
    """First cells of a table whose first column is headed '사업명'."""
    found = []
    for table in _NAMES_COLUMN.finditer(text):
        for row in _ROW.finditer(text, table.start(1), table.end(1)):
            name = row[1].strip()
            if " " in name and (has_head(name) or SOFT_END.search(name)):
                start = row.start(1) + row[1].index(name)
                found.append(FoundName(field, start, start + len(name), name, "bullet"))
    return found


def _head_ends(words: str) -> list[int]:
    ends = []
    for token in TOKEN.finditer(words):
        stem = stem_of(token[0])
        if (
            STRONG_END.search(stem)
            or WEAK_END.search(stem)
            or PROGRAMME.search(words[: token.end()])
            or (_ITEM_END.search(token[0]) and _ITS_SUM.match(words, token.end()))
        ):
            ends.append(token.start() + len(stem))
    return ends


def _canonical_names(names: tuple[FoundName, ...]) -> dict[str, str]:
    """For each written form the fullest form of the same initiative."""
    rank: dict[str, int] = {}
    for n in names:
        worth = _WORTH[n.rule] - (_TITLE_DISCOUNT if n.field == "title" else 0)
        rank[n.name] = max(rank.get(n.name, -_TITLE_DISCOUNT), worth)
    # a kind is a short form even of what only the headline names
    weight = {name: worth or -_TITLE_DISCOUNT for name, worth in rank.items()}
    ordered = sorted(rank, key=lambda name: (-weight[name], -len(canonical_key(name)), -len(name)))
    chosen: dict[str, str] = {}
    for name in ordered:
        full = _fullest(name, [c for c in ordered if chosen.get(c) == c], weight)
        chosen[name] = full or name
    chosen = _written_out(chosen, rank)
    # the inner name of a compound counts where the article uses it by itself too
    alone = {
        chosen[n.name]
        for n in names
        if n.rule != "nested"
        and rank[chosen[n.name]] != 0
        and (n.field == "text" or rank[chosen[n.name]] < _WORTH["nested"])
    }
    chosen = {name: full for name, full in chosen.items() if full in alone}
    quoted = {n.name for n in names if n.rule == "quoted"}
    return _drop_headline_forms(chosen, rank, quoted)


def _written_out(chosen: dict[str, str], rank: dict[str, int]) -> dict[str, str]:
    """Of two spellings of the same key ('산단', '산업단지') the longer one names both."""
    longest: dict[str, str] = {}
    for name, full in chosen.items():
        best = longest.get(full, full)
        if rank[name] >= _WORTH["nested"] and canonical_key(name) == canonical_key(full):
            longest[full] = max(best, name, key=len)
    return {name: longest.get(full, full) for name, full in chosen.items()}


def _fullest(name: str, accepted: list[str], rank: dict[str, int]) -> str | None:
    key = canonical_key(name)
    for other in accepted:
        if canonical_key(other) == key or is_short_form(name, other):
            return other
        # a looser wording of what is named in quotes
        if rank[other] > rank[name] and is_short_form(other, name) and " " in other:
            return other
    return None


def _drop_headline_forms(
    chosen: dict[str, str], rank: dict[str, int], quoted: set[str]
) -> dict[str, str]:
    """A headline's own wording is no name where the body names the thing otherwise."""
    from_body = {head_class(full) for full in chosen.values() if rank[full] >= _WORTH["nested"]}
    kept = {}
    for name, full in chosen.items():
        is_named = is_placed(full) or full.endswith("경제자유구역")
        is_other = (is_named and len(full) > 6 and head_class(full) not in from_body) or (
            full in quoted and STRONG_END.search(full) is not None and len(full.split()) > 1
        )
        if rank[full] < _WORTH["nested"] and from_body:
            same = next((other for other in chosen.values() if _holds_words(other, full)), None)
            if same is not None:
                kept[name] = same
                continue
            if not is_other:
                continue
        kept[name] = full
    return kept


def _holds_words(name: str, words: str) -> bool:
    """Whether a fuller ``name`` holds every word of a headline's wording."""
    full = name.replace("산업단지", "산단").replace(" ", "")
    parts = words.replace("산업단지", "산단").split()
    if len(parts) > 2 and place_prefix(parts[0]) == parts[0]:
        parts = parts[1:]  # headlines put the town before what the body calls by its name
    return len(parts) > 1 and name != words and all(part in full for part in parts)
