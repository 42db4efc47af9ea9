"""The local government that an article speaks for: what '도는', '시는', '우리 군' refer to."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import Literal

from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.names.regions.gazetteer import Region, load_gazetteer
from cluster_assets.records import Mention

GovernmentKind = Literal["도", "시", "군", "구"]

LEAD_SUBJECT = 12.0
LEAD_NAMED = 3.0
HEADLINE_FIRST = 4.0
HEADLINE_NAMED = 1.0
HEAD_OF_GOVERNMENT = 2.0
OUTLET = 4.0
EACH_MENTION = 0.5
_MENTION_CAP = 6
_SUBJECT = re.compile(r"\s?(?:\([^()\n]{1,30}\))?(?:청)?(?:은|는|이|가|에서|와|과)(?=\s)")
_HEAD = re.compile(r"(?:시?장|청장|수|도?지사)(?![가-힣]{3})")


def find_issuer(
    ctx: ArticleContext, regions: list[Mention], kind: GovernmentKind | None = None
) -> str | None:
    """Canonical name of the acting local government, None when no region is named.

    ``regions`` are the mentions of ``find_regions(ctx)``. ``kind`` restricts the answer to
    what can be called so: '도' a province, '시' a city of either level, '군' a county, '구' a
    district. The lead sentence decides, then the headline, the titles of mayors and
    governors, the outlet and the number of mentions.
    """
    scores: dict[str, float] = defaultdict(float)
    lead_end = ctx.sentences[0][1] if ctx.sentences else 0
    counts = Counter(m.canonical_name for m in regions if m.span.field == "text")
    for name, count in counts.items():
        scores[name] += EACH_MENTION * min(count, _MENTION_CAP)
    lead_limit = ctx.body.span(0, lead_end)[1] if lead_end else 0
    has_subject = False
    is_first_in_title = True
    for mention in sorted(regions, key=lambda m: (m.span.field != "text", m.span.start)):
        name = mention.canonical_name
        source = ctx.text if mention.span.field == "text" else ctx.title
        after = source[mention.span.end : mention.span.end + 40]
        if mention.span.field == "title":
            scores[name] += HEADLINE_FIRST if is_first_in_title else HEADLINE_NAMED
            is_first_in_title = False
            continue
        if mention.span.start < lead_limit:
            subject = _SUBJECT.match(after)
            if subject and not has_subject:
                scores[name] += LEAD_SUBJECT
                has_subject = True
            else:
                scores[name] += LEAD_NAMED
        if _HEAD.match(after):
            scores[name] += HEAD_OF_GOVERNMENT
    _add_outlet(ctx, scores)
    ranked = [name for name in sorted(scores, key=lambda n: -scores[n]) if _is_kind(name, kind)]
    if ranked or not kind:
        return ranked[0] if ranked else None
    # a county's '도' or a district's '시' that no sentence names
    parents = {name.split()[0] for name in scores if " " in name}
    fitting = [name for name in parents if _is_kind(name, kind)]
    return fitting[0] if len(fitting) == 1 else None


def region_of(name: str, ctx: ArticleContext) -> Region | None:
    """The gazetteer's row of a canonical region name as of the article's publication."""
    return load_gazetteer().by_name(name, ctx.published_date)


def _add_outlet(ctx: ArticleContext, scores: dict[str, float]) -> None:
    outlet = ctx.outlet or ""
    for name in list(scores):
        last = name.split()[-1]
        if last in outlet or (len(last) > 2 and outlet.endswith("청") and last[:-1] in outlet):
            scores[name] += OUTLET


def _is_kind(name: str, kind: GovernmentKind | None) -> bool:
    return kind is None or name.endswith(kind)
