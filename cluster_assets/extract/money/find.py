"""Money facts of an article: amounts, how they break down, and what each is for."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.korean.periods import Calendar
from cluster_assets.extract.money.amounts import find_amounts
from cluster_assets.extract.money.bare_parts import find_bare_parts
from cluster_assets.extract.money.breakdowns import steps as breakdowns
from cluster_assets.extract.money.describe import describe
from cluster_assets.extract.money.draft import Draft
from cluster_assets.extract.money.initiatives.scope import (
    clear_shared_programmes,
    inherits_programme,
)
from cluster_assets.extract.money.mentions import place_mentions
from cluster_assets.extract.money.merge import merge_repeats
from cluster_assets.extract.money.periods.context import inherit_periods
from cluster_assets.extract.money.periods.parts import pass_down
from cluster_assets.extract.money.regions.scope import OWN_REGION_RULES, Scope
from cluster_assets.extract.money.shares import share_out
from cluster_assets.extract.money.sources.find import assign_sources
from cluster_assets.extract.money.table_cells import find_table_amounts
from cluster_assets.records import Mention, MoneyFact

# Articles are short; beyond this many amounts a page is a data dump.
MAX_AMOUNTS = 400
MAX_SENTENCE = 700
MAX_CHARS = 200_000
# A thousand times the state's budget: no sum of a programme, and near what 64 bits hold. Sums in
# other currencies are published as floats, which are exact to 2^53.
NO_SUM = {"KRW": 10**18}


def find_money(ctx: ArticleContext, mentions: Sequence[Mention]) -> list[MoneyFact]:
    """All money facts, in reading order; ``parent`` indexes the returned list."""
    calendar = Calendar(ctx.published_date.year if ctx.published_date else None)
    scope = Scope(ctx, place_mentions(ctx, mentions))
    drafts = _body_drafts(ctx, calendar)
    titles = find_amounts(ctx.headline.text, "title")
    for draft in titles:
        draft.sentence = (0, len(ctx.headline.text))
    drafts.extend(titles)
    if not drafts:
        return []
    describe(ctx, drafts, scope, calendar)
    drafts = merge_repeats(ctx, drafts)
    index = _sentence_numbers(ctx, drafts)
    drafts = _broken_down(ctx, drafts, scope, index)
    breakdowns.link_columns_and_headline(drafts, ctx.headline.text)
    _inherit_kinds(drafts)
    assign_sources(ctx, drafts, scope)
    inherit_periods(ctx, drafts, calendar)
    breakdowns.link_slices(ctx.body.text, drafts, index)
    breakdowns.link_bill(ctx.headline.text, ctx.body.text, drafts)
    pass_down(drafts)
    clear_shared_programmes(drafts)
    _inherit(ctx, drafts)
    return _facts(ctx, [d for d in drafts if d.value < NO_SUM.get(d.currency, 2**53)], scope)


def _sentence_numbers(ctx: ArticleContext, drafts: Sequence[Draft]) -> dict[int, int]:
    """The number of the sentence that each amount of the body, or a repeat, stands in."""
    return {
        id(mention): _sentence_number(ctx, mention)
        for draft in drafts
        if draft.field == "text"
        for mention in (draft, *draft.aliases)
        if mention.field == "text"
    }


def _broken_down(
    ctx: ArticleContext, drafts: Sequence[Draft], scope: Scope, index: dict[int, int]
) -> list[Draft]:
    """The amounts with their wholes, those said of each of several bodies told apart."""
    text = ctx.body.text
    body = [d for d in drafts if d.field == "text"]
    plain = [d for d in body if not d.is_table]
    tables = [d for d in body if d.is_table]
    breakdowns.mark_changes(text, plain)
    breakdowns.link_brackets(text, plain)
    breakdowns.link_sums(text, [d for d in body if not d.is_table or d.parent is None], index)
    shared = share_out(
        text, plain, [*scope.regions, *scope.initiatives], is_metropolitan=scope.is_metropolitan
    )
    for draft in shared:
        index.setdefault(id(draft), _sentence_number(ctx, draft))
    if len(shared) > len(plain):
        breakdowns.link_sums(text, shared, index)
    breakdowns.link_labelled_sums(text, [*shared, *tables])
    breakdowns.link_parts_of(text, shared, index)
    breakdowns.link_changed_items(shared, index)
    breakdowns.link_cuts(text, shared, index)
    headline = [d for d in drafts if d.field == "title"]
    return [*sorted([*shared, *tables], key=lambda d: d.number_start), *headline]


def _body_drafts(ctx: ArticleContext, calendar: Calendar) -> list[Draft]:
    text = ctx.body.text[:MAX_CHARS]
    tables, ranges = find_table_amounts(text, calendar)
    drafts = [
        d
        for d in find_amounts(text, "text")
        if not any(start <= d.start < end for start, end in ranges)
    ][:MAX_AMOUNTS]
    bare: list[Draft] = []
    for draft in drafts:
        bracket = breakdowns.bracket_after(text, draft)
        if bracket:
            bare.extend(find_bare_parts(text, *bracket, draft, [*drafts, *bare]))
    drafts.extend(bare)
    drafts.extend(tables[:MAX_AMOUNTS])
    drafts.sort(key=lambda d: d.number_start)
    starts = ctx.sentence_starts
    for draft in drafts:
        at = max(0, bisect_right(starts, draft.start) - 1)
        draft.sentence = ctx.sentences[at] if ctx.sentences else (0, len(text))
        if draft.sentence[1] - draft.sentence[0] > MAX_SENTENCE:
            # No sentence is that long: pieces of it keep the work per amount bounded.
            first, last = draft.sentence
            piece = first + (draft.start - first) // MAX_SENTENCE * MAX_SENTENCE
            draft.sentence = (piece, min(last, max(piece + MAX_SENTENCE, draft.end)))
    counts = Counter(d.sentence for d in drafts)
    for draft in drafts:
        draft.is_list_item = counts[draft.sentence] >= 3
    return drafts


def _sentence_number(ctx: ArticleContext, draft: Draft) -> int:
    return bisect_right(ctx.sentence_starts, draft.start)


def _inherit_kinds(drafts: Sequence[Draft]) -> None:
    """What is said to be a part of an investment or result is one, with no cue of its own."""
    for draft in _parents_first(drafts):
        parent = draft.parent
        is_part = draft.rules.get("parent", "").startswith(("of_", "spent"))
        if parent is not None and is_part and draft.rules.get("kind") == "default":
            draft.kind, draft.rules["kind"] = parent.kind, "whole"


def _inherit(ctx: ArticleContext, drafts: Sequence[Draft]) -> None:
    """Parts take status, kind, hedge, initiative and region from their whole."""
    for draft in _parents_first(drafts):
        parent = draft.parent
        if parent is None or draft.rules.get("parent") == "pooled":
            # What only a later sum adds up is its own thing.
            continue
        rule = draft.rules.get("parent", "")
        if rule == "bracket":
            draft.kind = parent.kind
            if parent.qualifier == "approx" and draft.qualifier == "exact":
                draft.qualifier, draft.rules["qualifier"] = parent.qualifier, "whole"
        if draft.kind == "outcome" and parent.kind != "outcome" and rule == "sum":
            draft.kind = parent.kind
        own_done = draft.rules.get("status", "").startswith(("verb:", "spent")) and rule.startswith(
            ("of_", "spent")
        )
        if parent.rules.get("status") == "superseded" and draft.status == "executed":
            own_done = True  # '당초 A를 들이려 했으나 B만 썼다'
        if not own_done and rule in (
            "bracket",
            "sum",
            "table_total",
            "yearly",
            "of_total",
            "of_this",
            "labelled_sum",
            "rest",
            "with_rest",
            "half_of",
            "headline_sum",
            "item_of",
            "list_of",
            "goes_on",
        ):
            draft.status, draft.rules["status"] = parent.status, "whole"
        if inherits_programme(draft, parent):
            draft.initiative, draft.rules["initiative"] = parent.initiative, "whole"
        if draft.rules.get("region") not in OWN_REGION_RULES:
            draft.region, draft.rules["region"] = parent.region, "whole"


def _parents_first(drafts: Sequence[Draft]) -> list[Draft]:
    def depth(draft: Draft) -> int:
        count, node = 0, draft.parent
        while node is not None and count < 10:
            count, node = count + 1, node.parent
        return count

    return sorted(drafts, key=depth)


def _facts(ctx: ArticleContext, drafts: Sequence[Draft], scope: Scope) -> list[MoneyFact]:
    positions = {id(d): i for i, d in enumerate(drafts)}
    facts = []
    for draft in drafts:
        span = ctx.span(draft.field, draft.start, draft.end)
        sentence = ctx.span(draft.field, *draft.sentence)
        region = draft.rules.pop("each_region", None) or draft.region
        years = draft.period or (None, None)
        is_won = draft.currency == "KRW"
        facts.append(
            MoneyFact(
                span=span,
                evidence=ctx.evidence(span),
                sentence=ctx.evidence(sentence),
                amount_krw=round(draft.value) if is_won else None,
                amount=None if is_won else draft.value,
                currency=draft.currency,
                qualifier=draft.qualifier,
                kind=draft.kind,
                funding_source=draft.source,
                parent=positions.get(id(draft.parent)) if draft.parent is not None else None,
                period_start_year=years[0],
                period_end_year=years[1],
                status=draft.status,
                initiative=draft.initiative,
                region=region,
                region_code=scope.codes.get(region or ""),
                rules=dict(draft.rules),
                is_unsure=draft.is_unsure
                or (
                    draft.rules.get("kind") == "default" and draft.rules.get("status") == "default"
                ),
            )
        )
    return facts
