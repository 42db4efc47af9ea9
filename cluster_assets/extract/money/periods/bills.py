"""Years of a budget bill, of a list's lead-in and of a programme's name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.korean.periods import Calendar, Period, find_periods
from cluster_assets.extract.money.draft import Draft

_BUDGET_YEAR = re.compile(
    r"(?P<year>(?:19|20)\d\d년도?|내년도?|올해) (?:[가-힣·0-9]+ ){0,4}?"
    r"(?:본예산|[가-힣]*예산안|정부 ?예산|국비|당초 ?예산|(?:제?\d회 ?|첫 )?추경|추가경정)"
)
# A bill named so early is what the article is about, whatever other years it names.
_OPENING = 120
_LIST_LINE = re.compile(r" ?(?:[△▲▷▶□■○●◇◆ㅇ·※*①-⑳-]|\d+[.)]) ?")
_YEAR_FIRST = re.compile(r"((?:19|20)\d\d)년")


def from_budget_year(ctx: ArticleContext, drafts: Sequence[Draft], calendar: Calendar) -> None:
    """A report on one year's budget bill: its items are that year's."""
    text = ctx.body.text
    found = {calendar.resolve(m["year"]) for m in _BUDGET_YEAR.finditer(text[:20_000])}
    opening = _BUDGET_YEAR.search(text[:300])
    year = calendar.resolve(opening["year"]) if opening else None
    if year is None or not re.search("예산|추경|국비", ctx.headline.text):
        return
    is_alone = found == {year}
    if not is_alone and (opening is None or opening.start() > _OPENING):
        return
    for draft in drafts:
        if (
            draft.field == "text"
            and draft.parent is None
            and draft.period is None
            and draft.kind in ("budget", "per_recipient")
            and draft.status == "planned"
            and not (draft.label or "").startswith("민")
            and not re.search(
                r"\d ?(?:년|개년) ?(?:간|동안)|총사업비|전체 사업비|누적|까지",
                text[draft.sentence[0] : draft.start],
            )
            and not re.match(
                r"(?:원)?(?:이|가)? ?(?:들며|든다|드는|들어)", text[draft.end : draft.end + 8]
            )
        ):
            draft.period, draft.rules["period"] = (year, year), "budget_year"


def from_bill_before(ctx: ArticleContext, drafts: Sequence[Draft], calendar: Calendar) -> None:
    """'내년 예산안에도 … 올라 있다. ○○ 예산만 A다': the bill of the sentence before."""
    text = ctx.body.text
    numbers = {sentence: i for i, sentence in enumerate(ctx.sentences)}
    for draft in drafts:
        if draft.field != "text" or draft.period is not None or draft.kind != "budget":
            continue
        if draft.status == "executed":
            continue
        number = numbers.get(draft.sentence, 0)
        if not number or "예산" not in text[draft.sentence[0] : draft.number_start]:
            continue
        if "추경" in text[draft.sentence[0] : draft.number_start]:
            continue
        start, end = ctx.sentences[number - 1]
        bill = _BUDGET_YEAR.search(text, start, end)
        year = calendar.resolve(bill["year"]) if bill else None
        if year is not None and "\n" not in text[end : draft.sentence[0]]:
            draft.period, draft.rules["period"] = (year, year), "bill_before"


def from_intro(ctx: ArticleContext, drafts: Sequence[Draft], calendar: Calendar) -> None:
    """'올해 할 일은 두 가지다. ▲○○ A ▲△△ B': a list is for the years of its lead-in."""
    text = ctx.body.text
    numbers = {sentence: i for i, sentence in enumerate(ctx.sentences)}
    cache: dict[int, Period | None] = {}
    for draft in drafts:
        if draft.field != "text" or draft.period is not None or draft.kind not in ("budget",):
            continue
        number = numbers.get(draft.sentence, 0)
        if not number or not _LIST_LINE.match(text, draft.sentence[0], draft.sentence[1]):
            continue
        first = number
        while first and _LIST_LINE.match(text, *ctx.sentences[first]) and number - first < 12:
            first -= 1
        if first not in cache:
            start, end = ctx.sentences[first]
            line = text.rfind("\n", 0, start) + 1
            if first == number or (line < start and _LIST_LINE.match(text, line)):
                cache[first] = None
                continue
            found = find_periods(text[start:end], calendar, start)
            cache[first] = found[0] if len(found) == 1 and None not in found[0].years else None
        period = cache[first]
        if period is not None:
            draft.period, draft.rules["period"] = period.years, "list_intro"


def from_names(drafts: Sequence[Draft]) -> None:
    """A programme named after its year: '2025년 … 지원사업'."""
    for draft in drafts:
        match = _YEAR_FIRST.match(draft.initiative or "")
        if (
            match
            and draft.parent is None
            and draft.period is None
            and draft.status == "planned"
            and draft.kind in ("budget", "per_recipient")
        ):
            draft.period = (int(match[1]), int(match[1]))
            draft.rules["period"] = "programme_name"
