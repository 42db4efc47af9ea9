"""What the words around each amount say of it: hedge, kind, status, programme, region."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.korean.hedges import qualifier_at
from cluster_assets.extract.korean.periods import Calendar
from cluster_assets.extract.money.breakdowns import steps as breakdowns
from cluster_assets.extract.money.draft import Draft
from cluster_assets.extract.money.kind import Words, is_firm_subject, kind_of
from cluster_assets.extract.money.periods.find import assign_periods
from cluster_assets.extract.money.regions.scope import Scope
from cluster_assets.extract.money.status import Clause, is_about_a_bill, status_of
from cluster_assets.records import MoneyKind, Qualifier

# Names of bodies that are no firms.
_PUBLIC_BODY = re.compile(
    r"(?:시|도|군|구|청|부|처|원|공사|공단|재단|대학교?|대|센터|협회|TP|테크노파크|위원회|의회|"
    r"사업단|조합|학교|"
    r"은행|연구소|기금|공제회|본부|회의소|협의회|병원|단|회|JDC|LH)$"
)
# A subject or topic of its own.
_SUBJECT = re.compile(r"[가-힣](?:은|는|이|가) ")
# '대학당 최대 9억 원, 하위 대학은 3억 원': the other half of a contrast.
_CONTRAST = re.compile(
    r"(?:원)?(?:이고|이며|인데|을 |를 )?,? ?[가-힣0-9 ]{2,16}(?:은|는|에는|에게는|엔) ?(?:약 |"
    r"최대 )?"
)
_RANGE_LEAD = re.compile(r"(?:원)?에서 [^,.\d]{0,8}(?:\d단계 |\d차 )?(?:최대 |최고 )?")
_RANGE_TAIL = re.compile(r"(?:원)?(?:까지|이내|으로|로)?(?:[을를] |까지|으로|로 | ?이내)")
_OPENS_BRACKET = re.compile(r"[^(\[]{0,6}[(\[]")
_LIMIT_BEFORE = re.compile(r"한도(?:는|액은|액)?[^,]{0,8}$|상한[^,]{0,8}$")
_ABOUT_AFTER = re.compile(r" ?(?:원)? ?(?:꼴|쯤|남짓)")
_OTHER_TOPIC = re.compile(
    r"(?:[이하되했됐]고|으며|[하되]며|지만),? [가-힣A-Za-z()㈜·]{2,16}(?:은|"
    r"는) [^.]{0,24}\d[^.]{0,8}[조억만]"
)
_PACT = re.compile(r"협약서|투자 ?(?:협약|유치|양해각서|협정)|외자|외투|외국인 ?투자")
# 'B원을 목표로 한다', 'B원을 바라본다': of what the sentence before counted.
_AIMS = re.compile(
    r"(?:원)?(?:을|를|까지) (?:바라[보본]|내다[보본]|목표로|기대한|기대하|넘보|노린)"
)
# '△△ 기업은 여기에 A를 더 얹어 준다'
_ON_TOP = re.compile(r"여기에 ?(?:최대 )?$")
_EXCEEDS_AFTER = re.compile(r"(?:원)?[을를] 웃[돌도돈]")


@dataclass(frozen=True, slots=True)
class _Place:
    """One amount with its neighbours and the text around it."""

    draft: Draft
    #: The amount before in the same sentence, and the last one of the article before it.
    previous: Draft | None
    latest: Draft | None
    text: str
    #: ``text`` with the names of initiatives blanked.
    masked: str
    lead_start: int
    tail_end: int

    @property
    def lead(self) -> str:
        return self.text[self.lead_start : self.draft.number_start]


def describe(
    ctx: ArticleContext, drafts: Sequence[Draft], scope: Scope, calendar: Calendar
) -> None:
    """Set the attributes that the words around each amount decide on their own."""
    assign_periods(ctx, drafts, calendar)
    is_bill = is_about_a_bill(ctx.headline.text, ctx.body.text)
    for place in _places(ctx, drafts, scope):
        draft = place.draft
        _set_qualifier(place)
        _set_kind(place, scope)
        _set_status(place, scope, calendar, is_bill=is_bill)
        draft.initiative, draft.rules["initiative"] = scope.programmes.at(
            draft, place.lead_start, place.tail_end
        )
        draft.region, draft.rules["region"] = scope.region_at(draft, place.lead_start)
        scope.part_places(draft)
        if breakdowns.is_whole_of_next(place.text, draft) and draft.status == "executed":
            # 'N억원 가운데 M억원을 집행했다': the verb is the part's.
            draft.status, draft.rules["status"] = "planned", "whole_of_part"


def _places(ctx: ArticleContext, drafts: Sequence[Draft], scope: Scope) -> Iterator[_Place]:
    masked = {"text": scope.masked("text"), "title": scope.masked("title")}
    latest: Draft | None = None
    for i, draft in enumerate(drafts):
        first, last = draft.sentence
        previous = latest if latest is not None and latest.sentence == draft.sentence else None
        following = drafts[i + 1] if i + 1 < len(drafts) else None
        if following is not None and following.sentence != draft.sentence:
            following = None
        yield _Place(
            draft,
            previous,
            latest,
            ctx.normal(draft.field).text,
            masked[draft.field],
            previous.end if previous and previous.field == draft.field else first,
            following.start if following else last,
        )
        latest = draft


def _set_qualifier(place: _Place) -> None:
    draft, text = place.draft, place.text
    bracket = breakdowns.bracket_after(text, draft)
    hedge = qualifier_at(text, draft.number_start, draft.end)
    if hedge is None and bracket:
        after = bracket[1] + 1
        hedge = qualifier_at(text, draft.number_start, draft.number_start) or qualifier_at(
            text, after, after
        )
    if hedge is None and _LIMIT_BEFORE.search(place.lead):
        hedge = ("at_most", "hedge_before:한도")
    hedge = hedge or _loose_hedge(text[draft.end : draft.end + 8])
    if draft.range_part:
        hedge = ("at_least" if draft.range_part == "low" else "at_most", "range")
    if hedge:
        draft.qualifier, draft.rules["qualifier"] = hedge


def _loose_hedge(after: str) -> tuple[Qualifier, str] | None:
    """Hedges that need more than one word: '44만 원꼴', '5조 원을 웃돈다'."""
    if _ABOUT_AFTER.match(after):
        return "approx", "hedge_after:꼴"
    if _EXCEEDS_AFTER.match(after):
        return "at_least", "hedge_after:웃돌다"
    return None


def _set_kind(place: _Place, scope: Scope) -> None:
    draft, hidden = place.draft, place.masked
    first, last = draft.sentence
    if draft.is_table:
        draft.kind, draft.rules["kind"] = "budget", "table"
        return
    words = Words(
        lead=hidden[place.lead_start : max(place.lead_start, draft.start)],
        tail=hidden[draft.end : place.tail_end],
        sentence_lead=hidden[first : draft.number_start],
        sentence_tail=hidden[place.tail_end : last],
        label=draft.label,
        currency=draft.currency,
        is_firms=_firm_subject(scope, draft, place.text[first : draft.number_start]),
    )
    draft.kind, draft.rules["kind"] = kind_of(words)
    if draft.rules["kind"] == "foreign_default" and (
        _PACT.search(scope.ctx.headline.text) or _speaks_of_pacts(place)
    ):
        draft.kind, draft.rules["kind"] = "investment", "foreign_pact"
    taken = _kind_of_neighbour(place)
    if taken is not None:
        draft.kind, draft.rules["kind"] = taken


def _speaks_of_pacts(place: _Place) -> bool:
    """Whether foreign money stands in talk of firms' investment pacts."""
    draft = place.draft
    if draft.field == "title":
        return _PACT.search(place.text) is not None
    start = max(place.text.rfind("\n", 0, draft.start), draft.sentence[0] - 160, 0)
    return _PACT.search(place.text, start, draft.sentence[1]) is not None


def _kind_of_neighbour(place: _Place) -> tuple[MoneyKind, str] | None:
    """Kind that an amount without a cue of its own takes from the one before."""
    draft, previous, latest, text = place.draft, place.previous, place.latest, place.text
    is_default = draft.rules["kind"] == "default"
    if previous is not None:
        if is_default and previous.kind in ("outcome", "investment"):
            return previous.kind, "previous"
        if previous.kind == "per_recipient" and draft.kind == "budget":
            if _is_second_of_range(place, previous):
                return previous.kind, "range"
            if is_default and (
                re.search(r"(?:최대|최고) ?$", place.lead) or _CONTRAST.fullmatch(place.lead)
            ):
                return previous.kind, "previous"
        is_price = previous.rules.get("kind") == "price"
        rule = "price" if is_price else "range"
        return (previous.kind, rule) if draft.range_part == "high" else None
    if (
        is_default
        and latest is not None
        and latest.field == draft.field
        and "\n" not in text[latest.end : draft.start]
        and draft.start - latest.end < 80
    ):
        if latest.kind == "outcome" and _AIMS.match(text, draft.end, draft.end + 12):
            return "outcome", "aim"
        if latest.kind == "per_recipient" and _ON_TOP.search(place.lead):
            return "per_recipient", "on_top"
    if (
        is_default
        and latest is not None
        and latest.kind == "investment"
        and latest.field == draft.field
        and "\n" not in text[latest.end : draft.start]
    ):
        start = draft.sentence[0]
        lead = text[start : draft.start]
        if not _SUBJECT.search(lead) or re.match(r"[가-힣]{2,4}별로[는은] ", lead[:8]):
            return "investment", "previous_sentence"
    return None


def _is_second_of_range(place: _Place, previous: Draft) -> bool:
    """'업체당 N만 원에서 M만 원을 준다', '… K억 원에서 L억 원 이내로 오른다'."""
    draft = place.draft
    if not _RANGE_LEAD.fullmatch(place.lead) or draft.value <= previous.value:
        return False
    after = place.text[draft.end : draft.end + 6]
    if re.match(r"(?:원)?(?:까지)?[을를] |까지", after):
        previous.qualifier, previous.rules["qualifier"] = "at_least", "range"
        draft.qualifier, draft.rules["qualifier"] = "at_most", "range"
        return True
    return _RANGE_TAIL.match(after) is not None


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


def _set_status(place: _Place, scope: Scope, calendar: Calendar, *, is_bill: bool) -> None:
    draft, text = place.draft, place.text
    first, last = draft.sentence
    if draft.field == "text":
        first, last = scope.programmes.topics.sentence(draft.start, first, last)
    clause = Clause(
        draft.kind,
        lead=text[first : draft.number_start],
        tail=_own_clause(_clause_after(text, draft.end, last)),
        period=draft.period,
        published_year=calendar.year,
        is_bill=is_bill,
    )
    draft.status, draft.rules["status"] = status_of(clause)


def _own_clause(tail: str) -> str:
    """The clause up to another body's own: 'A를 늘리는 중이고 △△는 B를 마쳤다'."""
    other = _OTHER_TOPIC.search(tail)
    return tail if other is None else tail[: other.start() + 2]


def _clause_after(text: str, start: int, end: int) -> str:
    """The rest of the sentence, without the bracket that follows the amount."""
    match = _OPENS_BRACKET.match(text[start:end])
    if match:
        start = breakdowns.close_bracket(text, start + match.end() - 1)
    return text[start : min(end, start + 160)]
