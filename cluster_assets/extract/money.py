"""Money facts of an article: amounts, how they break down, and what each is for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from cluster_assets.extract import breakdowns
from cluster_assets.extract.amounts import find_amounts, find_bare_parts
from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.korean.hedges import qualifier_at
from cluster_assets.extract.korean.periods import Calendar
from cluster_assets.extract.money_draft import Draft
from cluster_assets.extract.money_kind import is_firm_subject, kind_of
from cluster_assets.extract.money_merge import merge_repeats
from cluster_assets.extract.money_periods import assign_periods, inherit_periods, pass_down
from cluster_assets.extract.money_scope import Scope, place_mentions
from cluster_assets.extract.money_shares import share_out
from cluster_assets.extract.money_source import assign_sources
from cluster_assets.extract.money_status import status_of
from cluster_assets.extract.money_tables import find_table_amounts
from cluster_assets.records import Mention, MoneyFact, Qualifier

# Articles are short; beyond this many amounts a page is a data dump.
# Names of bodies that are no firms.
_PUBLIC_BODY = re.compile(
    r"(?:시|도|군|구|청|부|처|원|공사|공단|재단|대학교?|대|센터|협회|TP|테크노파크|위원회|의회|"
    r"사업단|조합|학교|"
    r"은행|연구소|기금|공제회|본부|회의소|협의회|병원|단|회|JDC|LH)$"
)
# A subject or topic of its own.
_SUBJECT = re.compile(r"[가-힣](?:은|는|이|가) ")
MAX_AMOUNTS = 400
MAX_SENTENCE = 1_500
MAX_CHARS = 200_000


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
    _describe(ctx, drafts, scope, calendar)
    drafts = merge_repeats(ctx, drafts)
    body = [d for d in drafts if d.field == "text"]
    unmatched = [d for d in drafts if d.field == "title"]
    index = {
        id(mention): _sentence_number(ctx, mention)
        for draft in body
        for mention in (draft, *draft.aliases)
        if mention.field == "text"
    }
    plain = [d for d in body if not d.is_table]
    text = ctx.body.text
    breakdowns.mark_changes(text, plain)
    breakdowns.link_brackets(text, plain)
    breakdowns.link_sums(text, [d for d in body if not d.is_table or d.parent is None], index)
    shared = share_out(text, plain, scope.regions, is_metropolitan=scope.is_metropolitan)
    for draft in shared:
        index.setdefault(id(draft), _sentence_number(ctx, draft))
    if len(shared) > len(plain):
        breakdowns.link_sums(text, shared, index)
    breakdowns.link_labelled_sums(text, [*shared, *(d for d in body if d.is_table)])
    breakdowns.link_parts_of(text, shared, index)
    breakdowns.link_changed_items(shared, index)
    tables = [d for d in body if d.is_table]
    drafts = sorted([*shared, *tables], key=lambda d: d.number_start)
    drafts.extend(unmatched)
    breakdowns.link_columns(drafts)
    assign_sources(ctx, drafts, scope)
    inherit_periods(ctx, drafts, calendar)
    breakdowns.link_slices(ctx.body.text, drafts, index)
    pass_down(drafts)
    _inherit(ctx, drafts)
    return _facts(ctx, drafts, scope)


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
    starts = [s for s, _ in ctx.sentences]
    for draft in drafts:
        at = max(0, bisect_right(starts, draft.start) - 1)
        draft.sentence = ctx.sentences[at] if ctx.sentences else (0, len(text))
        if draft.sentence[1] - draft.sentence[0] > MAX_SENTENCE:
            # No sentence is that long: keep the work per amount bounded.
            draft.sentence = (
                max(draft.sentence[0], draft.start - MAX_SENTENCE // 2),
                min(draft.sentence[1], draft.end + MAX_SENTENCE // 2),
            )
    counts = Counter(d.sentence for d in drafts)
    for draft in drafts:
        draft.is_list_item = counts[draft.sentence] >= 3
    return drafts


def _sentence_number(ctx: ArticleContext, draft: Draft) -> int:
    return bisect_right([s for s, _ in ctx.sentences], draft.start)


def _describe(
    ctx: ArticleContext, drafts: Sequence[Draft], scope: Scope, calendar: Calendar
) -> None:
    """Attributes that the words around each amount decide on their own."""
    assign_periods(ctx, drafts, calendar)
    previous: Draft | None = None
    masked = {"text": scope.masked("text"), "title": scope.masked("title")}
    latest: Draft | None = None
    for i, draft in enumerate(drafts):
        text = ctx.normal(draft.field).text
        names_hidden = masked[draft.field]
        first, last = draft.sentence
        if previous is not None and previous.sentence != draft.sentence:
            previous = None
        following = (
            drafts[i + 1]
            if i + 1 < len(drafts) and drafts[i + 1].sentence == draft.sentence
            else None
        )
        lead_start = previous.end if previous and previous.field == draft.field else first
        tail_end = following.start if following else last
        lead = text[lead_start : draft.number_start]
        bracket = breakdowns.bracket_after(text, draft)
        hedge = qualifier_at(text, draft.number_start, draft.end)
        if hedge is None and bracket:
            hedge = qualifier_at(text, draft.number_start, draft.number_start) or _after_bracket(
                text, bracket[1] + 1
            )
        if hedge is None and re.search(r"한도(?:는|액은|액)?[^,]{0,8}$|상한[^,]{0,8}$", lead):
            hedge = ("at_most", "hedge_before:한도")
        hedge = hedge or _loose_hedge(text[draft.end : draft.end + 8])
        if draft.range_part:
            hedge = ("at_least" if draft.range_part == "low" else "at_most", "range")
        if hedge:
            draft.qualifier, draft.rules["qualifier"] = hedge
        if draft.is_table:
            draft.kind, draft.rules["kind"] = "budget", "table"
        else:
            draft.kind, draft.rules["kind"] = kind_of(
                names_hidden[lead_start : draft.number_start],
                names_hidden[draft.end : tail_end],
                names_hidden[first : draft.number_start],
                label=draft.label,
                currency=draft.currency,
                firm_subject=_firm_subject(scope, draft, text[first : draft.number_start]),
                sentence_tail=names_hidden[tail_end:last],
            )
            if (
                previous is not None
                and draft.rules["kind"] == "default"
                and previous.kind in ("outcome", "investment")
            ):
                draft.kind, draft.rules["kind"] = previous.kind, "previous"
            elif (
                previous is not None
                and previous.kind == "per_recipient"
                and draft.kind == "budget"
                and re.fullmatch(r"(?:원)?에서 (?:최대 ?)?", lead)
                and draft.value > previous.value
                and re.match(r"(?:원)?(?:까지)?[을를] |까지 ", text[draft.end : draft.end + 6])
            ):
                # '업체당 500만 원에서 900만 원을 준다'
                draft.kind, draft.rules["kind"] = previous.kind, "range"
                previous.qualifier, previous.rules["qualifier"] = "at_least", "range"
                draft.qualifier, draft.rules["qualifier"] = "at_most", "range"
            elif draft.range_part == "high" and previous is not None:
                draft.kind, draft.rules["kind"] = previous.kind, "range"
            elif (
                draft.rules["kind"] == "default"
                and latest is not None
                and previous is None
                and latest.kind == "investment"
                and latest.field == draft.field
                and "\n" not in text[latest.end : draft.start]
                and (
                    not _SUBJECT.search(text[first : draft.start])
                    or re.match(r"[가-힣]{2,4}별로[는은] ", text[first : first + 8])
                )
            ):
                draft.kind, draft.rules["kind"] = "investment", "previous_sentence"
        draft.initiative, draft.rules["initiative"] = scope.initiative_at(
            draft, lead_start, tail_end
        )
        draft.region, draft.rules["region"] = scope.region_at(draft, lead_start)
        draft.status, draft.rules["status"] = status_of(
            draft.kind,
            text[first : draft.number_start],
            _clause_after(text, draft.end, last),
            draft.period,
            calendar.year,
        )
        if breakdowns.is_whole_of_next(text, draft) and draft.status == "executed":
            # '30억원 가운데 12억원을 집행했다': the verb is the part's.
            draft.status, draft.rules["status"] = "planned", "whole_of_part"
        previous = latest = draft


def _loose_hedge(after: str) -> tuple[Qualifier, str] | None:
    """Hedges that need more than one word: '44만 원꼴', '5조 원을 웃돈다'."""
    if re.match(r" ?(?:원)? ?(?:꼴|쯤|남짓)", after):
        return "approx", "hedge_after:꼴"
    if re.match(r"(?:원)?[을를] 웃[돌도돈]", after):
        return "at_least", "hedge_after:웃돌다"
    return None


def _after_bracket(text: str, at: int) -> tuple[Qualifier, str] | None:
    return qualifier_at(text, at, at)


def _firm_subject(scope: Scope, draft: Draft, sentence: str) -> bool:
    if is_firm_subject(sentence):
        return True
    first = draft.sentence[0]
    text = scope.text
    acting = [
        n
        for n in scope.organizations
        if n.field == draft.field == "text"
        and first <= n.start < draft.start
        and re.match(r"(?:\([^)]*\))?[은는이가도](?: |$)", text[n.end : n.end + 24])
    ]
    return bool(acting) and not _PUBLIC_BODY.search(acting[-1].name)


def _clause_after(text: str, start: int, end: int) -> str:
    """The rest of the sentence, without the bracket that follows the amount."""
    match = re.match(r"[^(\[]{0,6}[(\[]", text[start:end])
    if match:
        start = breakdowns.close_bracket(text, start + match.end() - 1)
    return text[start : min(end, start + 160)]


def _inherit(ctx: ArticleContext, drafts: Sequence[Draft]) -> None:
    """Parts take status, kind, hedge, initiative and region from their whole."""
    for draft in _parents_first(drafts):
        parent = draft.parent
        if parent is None:
            continue
        rule = draft.rules.get("parent", "")
        if rule == "bracket":
            draft.kind = parent.kind
            if parent.qualifier == "approx" and draft.qualifier == "exact":
                draft.qualifier, draft.rules["qualifier"] = parent.qualifier, "whole"
        if draft.kind == "outcome" and parent.kind != "outcome" and rule == "sum":
            draft.kind = parent.kind
        own_done = draft.rules.get("status", "").startswith("verb:") and rule.startswith(
            ("of_", "spent")
        )
        if not own_done and rule in (
            "bracket",
            "sum",
            "table_total",
            "yearly",
            "of_total",
            "of_this",
            "labelled_sum",
        ):
            draft.status, draft.rules["status"] = parent.status, "whole"
        if draft.rules.get("initiative") not in ("clause", "after"):
            draft.initiative, draft.rules["initiative"] = parent.initiative, "whole"
        if draft.rules.get("region") not in ("sentence",):
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
