"""Short forms and repeats: the other names under which an article speaks of one body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.names.organizations.hits import Hit, occurrences
from cluster_assets.extract.names.personal import is_name
from cluster_assets.extract.names.titles import TITLE

_ALIAS = re.compile(
    r" ?\((?:이하|약칭|옛|구)? ?['\"]?(?P<alias>[가-힣A-Za-z0-9][가-힣A-Za-z0-9&·. -]{1,22}?)['\"]?"
    r"(?: ?[,·/] ?[^()]{1,20})?\)"
)
_ALIAS_LONG = re.compile(
    r" ?\([^()\n]{0,20}?이하 ?['\"]?(?P<alias>[가-힣A-Za-z0-9&·. -]{2,20}?)['\"]?(?:라 함|"
    r"로 표기)?\)"
)
_NO_ALIAS = re.compile(
    rf"^(?:{TITLE})|^\d|사진|제공|가칭|이사장|^(?:재|사|주|유)$|^(?:국비|도비|시비|군비)|[원%명]$"
)

# More short forms than an article has; a bound for hostile input.
_MOST_ALIASES = 60


def with_aliases(ctx: ArticleContext, hits: list[Hit]) -> list[Hit]:
    """Bind 'X(이하 Y)' and 'X(ABC)': what stands in the brackets is the same body."""
    starts = {(h.field, h.start): h.entity for h in hits}
    merged: dict[str, str] = {}
    aliases: dict[str, Hit] = {}
    for h in hits:
        text = ctx.normal(h.field).text
        m = _ALIAS_LONG.match(text, h.end) or _ALIAS.match(text, h.end)
        if not m or _NO_ALIAS.search(m["alias"].strip()):
            continue
        alias = m["alias"].strip()
        if " " in alias and not alias.isascii():
            continue
        rival = starts.get((h.field, m.start("alias")))
        if rival is not None and rival != h.entity:
            merged[rival] = h.entity
        if not is_name(alias) or "이하" in m[0]:
            aliases.setdefault(alias, h)
    result = [replace(h, entity=merged.get(h.entity, h.entity)) for h in hits]
    for alias, h in list(aliases.items())[:_MOST_ALIASES]:
        for field in ("text", "title"):
            for at in occurrences(ctx.normal(field).text, alias):
                result.append(Hit(field, at, at + len(alias), alias, h.entity, h.kind, "alias"))
    return result


def repeated_firms(ctx: ArticleContext, hits: Sequence[Hit]) -> Iterator[Hit]:
    """Later bare mentions of a firm that was marked or introduced once."""
    firms = {
        h.name: h
        for h in hits
        if h.kind == "company" and h.rule != "gazetteer" and len(h.name) >= 2
    }
    for name, h in list(firms.items())[:_MOST_ALIASES]:
        for field in ("text", "title"):
            for at in occurrences(ctx.normal(field).text, name):
                yield Hit(field, at, at + len(name), name, h.entity, h.kind, "name again")


_COUNCILS = ("시의회", "도의회", "군의회", "구의회")
#: Press abbreviations of committees: the short name, and how the full one ends.
_SHORT_COMMITTEES = {
    "예결특위": "예산결산특별위원회",
    "예결위": "예산결산특별위원회",
    "산자위": "산업통상자원중소벤처기업위원회",
    "행감특위": "행정사무감사특별위원회",
}


# '산자부', '중기청': an abbreviation by syllables of the full name.
_SHORT_BODY = re.compile(r"[가-힣]{2,4}(?:부|청|처|원|위|공사|공단|도의회)")


def _abbreviates(short: str, full: str) -> bool:
    """Whether ``short`` takes syllables of ``full`` in order, the first and the last among them."""
    if len(short) >= len(full) or short[0] != full[0] or short[-1] != full[-1] or " " in full:
        return False
    syllables = iter(full)
    return all(s in syllables for s in short)


def merged_short_names(hits: Sequence[Hit]) -> list[Hit]:
    """``hits`` with '도의회' and '예결특위' as names of the one full body that they stand for."""
    owners: dict[str, set[str]] = {}
    for h in hits:
        for council in _COUNCILS:
            if h.name.endswith(council) and h.name != council:
                owners.setdefault(council, set()).add(h.entity)
        for short, full in _SHORT_COMMITTEES.items():
            if h.name.endswith(full):
                owners.setdefault(short, set()).add(h.entity)
    for h in hits:
        if h.name not in owners and _SHORT_BODY.fullmatch(h.name):
            bodies = {o.entity for o in hits if _abbreviates(h.name, o.name)}
            if bodies:
                owners[h.name] = bodies
    return [
        replace(h, entity=next(iter(owners[h.name]))) if len(owners.get(h.name, ())) == 1 else h
        for h in hits
    ]
