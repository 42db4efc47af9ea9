"""Later mentions of a person introduced before: surname and title, or the bare name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.names.personal import DOUBLE_SURNAMES, SURNAMES
from cluster_assets.extract.names.persons.context import (
    Found,
)

_SURNAME_BEFORE = re.compile(r"(?:^|[^가-힣])([가-힣]{1,2}) $")
_NAME_ENDS = re.compile(r"(?:은|는|이|가|을|를|의|와|과|도|에게|씨)?(?:[^가-힣]|$)")
# More persons than an article names; a bound for hostile input.
_MOST_PERSONS = 150


def later_mentions(
    ctx: ArticleContext,
    found: Sequence[Found],
    roles: dict[str, str | None],
    titles: Sequence[re.Match[str]],
) -> Iterator[Found]:
    """Surname and title, or the bare name, of a person introduced in the body."""
    text = ctx.body.text
    surnames: dict[str, list[str]] = {}
    for name in roles:
        surname = name[:2] if name[:2] in DOUBLE_SURNAMES and len(name) > 2 else name[:1]
        if surname[0] in SURNAMES:
            surnames.setdefault(surname, []).append(name)
    for m in titles if surnames else ():
        before = _SURNAME_BEFORE.search(text, max(0, m.start() - 4), m.start())
        surname = before[1] if before else ""
        owners = [n for n in surnames.get(surname, []) if m["title"] in (roles[n] or "")]
        if len(owners) == 1:
            start = m.start() - len(surname) - 1
            yield Found(owners[0], None, start, m.end("title"), "text", "surname title")
    for name in list(dict.fromkeys(f.name for f in found))[:_MOST_PERSONS]:
        for field in ("text", "title"):
            for start in _places_of(name, ctx.normal(field).text):
                yield Found(name, None, start, start + len(name), field, "name again")


def _places_of(name: str, text: str) -> Iterator[int]:
    """Where ``name`` stands as a word of its own, with or without a particle."""
    start = text.find(name)
    while start >= 0:
        is_inside = start > 0 and "가" <= text[start - 1] <= "힣"
        if not is_inside and _NAME_ENDS.match(text, start + len(name)):
            yield start
        start = text.find(name, start + len(name))
