"""Years of a programme that the article tells once, for its amounts elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.korean.periods import Calendar, Years
from cluster_assets.extract.money.draft import Draft

_CLOSED = ("range", "n_years_from", "n_years_until", "start_to_finish")
_MAX_SENTENCES = 60
# A span of a programme's own running, not of what is counted over some years.
_RUNS = re.compile(
    r"추진|조성|구축|건립|운용|굴린|굴리|굴릴|진행|이어지|이어진|짓|지어|세운|세울|세우|완공|준공|"
    r"들여|들인|들어|드는|투입|투자|지원|쏟|쓴다|쓸|쓰기로|마련|벌이|벌인|운영"
)
_OWN_YEARS = re.compile(
    r"\d년|올해|내년|지난해|작년|재작년|매년|해마다|연간|(?<![가-힣])연 |후속|[1-9]단계|"
    r"[1-9]기 |첫 ?해|한 해|\d차 ?년도|현재|지금"
)
_AS_TOPIC = re.compile(
    r"'?(?: ?(?:[가-힣]{0,4}사업|조성|건립|구축))?(?:은|는|이|가|에는|에|을|를|의) "
)
_AS_HEAD = re.compile(r"(?:로|으로|는|은|다|이다)[ ,.]")
_CEREMONY = re.compile(
    r"(?:착공식|기공식)(?:을|를|이|에서)? ?(?:[가-힣]{1,4} )?(?:열|가졌|갖|개최|치렀|참석)|"
    r"첫 삽을 (?:떴|떠)|(?:공사|조성|건립)(?:에|를) (?:착수했|들어갔|시작했)|착공했다"
)
_OPEN_RULES = ("until", "programme_years", "neighbour_sentence")
_OTHER_YEAR = re.compile(r"(?:19|20)\d\d년|내년|지난해|작년|예정|앞두")
_CEREMONY_SENTENCES = 5
_CEREMONY_WORDS = ("착공식", "기공식", "첫 삽", "착공했다", "착수했", "들어갔", "시작했")
_OPENING = 1500
_FUND_LIFE = re.compile(
    r"펀드(?:는|의 운용 기간은|는 앞으로)? (?:오는 )?(?P<year>20\d\d)년까지(?:다|이다|"
    r" (?:[가-힣]+ )?(?:운용|굴리|"
    r"굴린|운영))"
)
_FOUNDED = re.compile(r"결성식|결성 ?총회|출범식")


def from_programmes(ctx: ArticleContext, drafts: Sequence[Draft], calendar: Calendar) -> None:
    """'○○ 사업은 A년부터 B년까지 이어진다': the years of amounts of the same programme."""
    names = {d.initiative for d in drafts if d.initiative is not None and d.field == "text"}
    if not names:
        return
    spans = _spans(ctx, drafts, names, calendar)
    for draft in drafts:
        known = spans.get(draft.initiative or "")
        if known is None or draft.kind != "budget" or draft.is_table or draft.field != "text":
            continue
        if draft.period is None:
            _fill(ctx, draft, known)
        else:
            _close(draft, known)


def _spans(
    ctx: ArticleContext, drafts: Sequence[Draft], names: set[str], calendar: Calendar
) -> dict[str, Years]:
    """Closed years by programme, where the article gives one span and no other."""
    text = ctx.body.text
    found: dict[str, set[Years]] = {}
    for number, (start, end) in enumerate(ctx.sentences[:_MAX_SENTENCES]):
        periods = [
            p
            for p in calendar.periods(text[start:end])
            if p.rule in _CLOSED and _is_running(p.years, calendar)
        ]
        if not periods or not _RUNS.search(text, start + periods[0].end, end):
            continue
        for name in _told_of(ctx, number, names):
            found.setdefault(name, set()).update(p.years for p in periods)
    for draft in drafts:
        if (
            draft.initiative in found
            and draft.period is not None
            and draft.period[0] != draft.period[1]
            and _is_running(draft.period, calendar)
        ):
            found[draft.initiative].add(draft.period)
    return {name: years.pop() for name, years in found.items() if len(years) == 1}


def _is_running(years: Years, calendar: Calendar) -> bool:
    """Whether both ends are known and the span is not over."""
    return None not in years and (years[1] or 0) >= (calendar.year or 0)


def _told_of(ctx: ArticleContext, number: int, names: set[str]) -> list[str]:
    """Programmes that a sentence is about: named in it, or just before and meant by their head."""
    text = ctx.body.text
    start, end = ctx.sentences[number]
    named = [n for n in names if _is_topic(text, n, start, end)]
    if named:
        return named if len(named) == 1 else []
    if not number or "\n" in text[ctx.sentences[number - 1][1] : start]:
        return []
    before = ctx.sentences[number - 1]
    named = [name for name in names if text.find(name, *before) >= 0]
    if len(named) != 1:
        return []
    head = named[0].rstrip(")")[-2:]
    at = text.find(head, start, end)
    return named if at >= 0 and _AS_HEAD.match(text, at + len(head), end) else []


def _is_topic(text: str, name: str, start: int, end: int) -> bool:
    """Whether the sentence at ``[start, end)`` is about ``name``, not only mentions it."""
    at = text.find(name, start, end)
    return at >= 0 and _AS_TOPIC.match(text, at + len(name), end) is not None


def _fill(ctx: ArticleContext, draft: Draft, known: Years) -> None:
    text = ctx.body.text
    if (
        draft.parent is not None
        or draft.status != "planned"
        or draft.label is not None
        or _OWN_YEARS.search(text, *draft.sentence)
    ):
        return
    draft.period, draft.rules["period"] = known, "programme_span"


def _close(draft: Draft, known: Years) -> None:
    """An open span whose known end is the programme's."""
    if draft.period is None or draft.status == "executed":
        return
    first, last = draft.period
    if (first is None) != (last is None) and (first == known[0] or last == known[1]):
        draft.period = known


def from_ceremony(ctx: ArticleContext, drafts: Sequence[Draft], calendar: Calendar) -> None:
    """'6일 기공식을 열었다. … 2030년 완공한다': the money starts with the ground-breaking."""
    ceremony = ceremony_sentence(ctx)
    if ceremony is None or calendar.year is None:
        return
    words = ctx.body.text[slice(*ctx.sentences[ceremony])]
    after = set(ctx.sentences[ceremony : ceremony + 4])
    for draft in drafts:
        if (
            draft.kind == "budget"
            and draft.status == "planned"
            and draft.parent is None
            and draft.field == "text"
            and draft.period is not None
            and draft.period[0] is None
            and (draft.period[1] or 0) >= calendar.year
            and draft.rules.get("period", "").startswith(_OPEN_RULES)
            and (draft.initiative in words if draft.initiative else draft.sentence in after)
            and _is_completed(ctx, draft, draft.period[1])
        ):
            draft.period = (calendar.year, draft.period[1])
            draft.rules["period"] = "ceremony"


def _is_completed(ctx: ArticleContext, draft: Draft, year: int | None) -> bool:
    """Whether the works end then: 'until 2030' by itself says nothing of a building time."""
    near = ctx.body.text[max(0, draft.start - 300) : draft.end + 400]
    ends = r"준공|완공|끝난|끝낸|마친"
    return bool(
        re.search(rf"{year}년[^.\n]{{0,10}}(?:{ends})|(?:준공|완공)[^.\n\d]{{0,8}}{year}년", near)
    )


def ceremony_sentence(ctx: ArticleContext) -> int | None:
    """Number of the opening sentence that reports a ground-breaking of these days."""
    text = ctx.body.text
    opening = text[:_OPENING]
    if not any(word in opening for word in _CEREMONY_WORDS):
        return None
    for number, (start, end) in enumerate(ctx.sentences[:_CEREMONY_SENTENCES]):
        match = _CEREMONY.search(text, start, end)
        if match is not None:
            near = text[max(start, match.start() - 30) : min(end, match.end() + 10)]
            return None if _OTHER_YEAR.search(near) else number
    return None


def from_fund(ctx: ArticleContext, drafts: Sequence[Draft], calendar: Calendar) -> None:
    """'○○ 펀드가 결성됐다. … 이 펀드는 Y년까지 굴린다': the fund's life."""
    text = ctx.body.text
    life = _FUND_LIFE.search(text)
    if life is None or calendar.year is None:
        return
    last = int(life["year"])
    founded = next(
        (s for s in ctx.sentences[:_CEREMONY_SENTENCES] if _FOUNDED.search(text, *s)), None
    )
    for draft in drafts:
        name = draft.initiative or ""
        if (
            name.endswith("펀드")
            and draft.kind == "budget"
            and draft.status == "planned"
            and draft.parent is None
            and draft.period in (None, (None, last))
            and draft.field == "text"
            and not _OWN_YEARS.search(text, *draft.sentence)
            and calendar.year <= last
        ):
            is_new = founded is not None and text.find(name, *founded) >= 0
            draft.period = (calendar.year if is_new else None, last)
            draft.rules["period"] = "fund_life"
