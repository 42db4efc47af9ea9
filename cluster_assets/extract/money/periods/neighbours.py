"""Years that the sentences beside an amount give: starts, ends and shifts of the works."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.korean.periods import Calendar, Years, find_periods
from cluster_assets.extract.money.draft import Draft
from cluster_assets.extract.money.periods.things import BUILDS, SPANS, of_such_thing, of_this_thing

ENDS = re.compile(r"준공|완공|개관|개소|개원|개교")
_FIRMS_TOPIC = re.compile(
    r"(?:이들(?: 기업| 회사| 업체)?|(?:이|두|세|네|각) ?(?:회사|기업|업체|곳)|회사|업체|기업들|"
    r"[0-9]+개 ?사)(?:[은는]| 모두) "
)
# '다음 달 공사를 시작한다', '9일 착공했다'
_BEGUN = re.compile(
    r"(?P<a>(?:19|20)\d\d년|내년|올해|지난해|오는 \d{1,2}월|다음 ?달|내달|이달|지난 ?달|\d{1,2}일)"
    r"(?: (?:상반기|하반기|초|말|\d{1,2}월))?(?:에|께)? (?:[^.\n]{0,30} )?"
    r"(?:착공|첫 삽을|기공|공사를 시작|공사에 들어|건립에 들어|조성에 들어)"
)
_STARTED = re.compile(
    r"(?P<a>(?:19|20)\d\d년)(?: ?\d{1,2}월)?에? (?:시작|착수|출범|개시)(?:한|된|했|됐|해|돼)"
)
_OPEN_RULES = ("until", "programme_years", "neighbour_sentence")


def from_neighbours(ctx: ArticleContext, drafts: Sequence[Draft], calendar: Calendar) -> None:
    """'총사업비는 A다. Y년 말까지 … 갖춘다.': the works' end is the money's end."""
    by_sentence: dict[tuple[int, int], list[Draft]] = {}
    for draft in drafts:
        by_sentence.setdefault(draft.sentence, []).append(draft)
    for number, sentence in enumerate(ctx.sentences):
        own = by_sentence.get(sentence)
        if own is None:
            of_this_thing(ctx, drafts, number, calendar)
            of_such_thing(ctx, drafts, number, calendar)
            continue
        _firms_until(ctx, own, number, calendar)
        _until_fragment(ctx, own, number, calendar)
        _finish_in_next(ctx, own, number, calendar)
        _shifted_end(ctx, drafts, number, calendar)
        if not any(d.parent is None and d.period is None and d.label is None for d in own):
            continue
        for step in _steps(ctx, number, by_sentence):
            years = _neighbour_years(ctx, number, step, by_sentence, calendar)
            if years is None:
                continue
            for draft in own:
                is_done = years[1] is not None and years[1] <= (calendar.year or 0)
                if (
                    draft.parent is None
                    and draft.period is None
                    and draft.kind == "budget"
                    and (draft.status == "planned" or (is_done and None not in years))
                    and draft.label is None
                ):
                    draft.period, draft.rules["period"] = years, "neighbour_sentence"
            break


def _steps(
    ctx: ArticleContext, number: int, busy: dict[tuple[int, int], list[Draft]]
) -> tuple[int, ...]:
    """Which sentences may tell the works' years; sentences of nothing but parts are passed."""
    passed = 0
    while passed < 2 and _is_of_parts(ctx, number, passed + 1, busy):
        passed += 1
    return (1 + passed, 2, -1) if passed else (1, 2, -1)


def _is_of_parts(
    ctx: ArticleContext, number: int, step: int, busy: dict[tuple[int, int], list[Draft]]
) -> bool:
    """Whether the amounts of a later sentence are all parts of this one's."""
    if number + step >= len(ctx.sentences):
        return False
    own, parts = busy[ctx.sentences[number]], busy.get(ctx.sentences[number + step])
    return bool(parts) and all(d.parent is not None and d.parent in own for d in parts or ())


def _next_sentence(ctx: ArticleContext, number: int) -> tuple[int, int] | None:
    """The sentence that follows in the same paragraph."""
    if number + 1 >= len(ctx.sentences):
        return None
    here, other = ctx.sentences[number], ctx.sentences[number + 1]
    return None if "\n" in ctx.body.text[here[1] : other[0]] else other


def _shifted_end(
    ctx: ArticleContext, drafts: Sequence[Draft], number: int, calendar: Calendar
) -> None:
    """'준공도 A년에서 B년으로 밀렸다': old sums end then, new ones now."""
    other = _next_sentence(ctx, number)
    if other is None:
        return
    text = ctx.body.text
    words = text[other[0] : other[1]]
    shifts = [p for p in find_periods(words, calendar, other[0]) if p.rule == "shifted"]
    if not shifts or not ENDS.search(words):
        return
    old = calendar.resolve(text[shifts[0].start : shifts[0].end])
    for draft in drafts:
        if draft.field != "text" or not 0 < other[0] - draft.start < 400 or draft.period:
            continue
        if draft.kind != "budget":
            continue
        last = old if draft.rules.get("change") == "from" else shifts[0].years[1]
        draft.period, draft.rules["period"] = (None, last), "shifted"


def _firms_until(
    ctx: ArticleContext, own: Sequence[Draft], number: int, calendar: Calendar
) -> None:
    """'… 투자협약을 맺었다. 이들은 내년까지 공장을 짓는다.': the years of what firms put in."""
    other = _next_sentence(ctx, number)
    words = ctx.body.text[other[0] : other[1]] if other else ""
    is_works = re.match(r"(?:착공|준공|완공|공장)", words) is not None
    if other is None or not (_FIRMS_TOPIC.match(words) or is_works):
        return
    periods = find_periods(words, calendar, other[0])
    if not periods or periods[0].rule in ("year", "month"):
        return
    is_span = periods[0].rule in SPANS and None not in periods[0].years
    if periods[0].start > other[0] + (60 if is_span else 24):
        return
    for draft in own:
        if draft.kind != "investment":
            continue
        root, steps = draft, 0
        while root.parent is not None and steps < 5 and not is_works:
            root, steps = root.parent, steps + 1
        if root.period is None and root.status == "planned":
            root.period, root.rules["period"] = periods[0].years, "next_sentence"


def _until_fragment(
    ctx: ArticleContext, own: Sequence[Draft], number: int, calendar: Calendar
) -> None:
    """'… A를 쓴다. 내년까지다.': a short sentence that only gives the years."""
    other = _next_sentence(ctx, number)
    if other is None or other[1] - other[0] > 24:
        return
    words = ctx.body.text[other[0] : other[1]]
    periods = find_periods(words, calendar, other[0])
    if not periods or not re.search(r"까지(?:다|이다)|간이다|동안이다|기간이다", words):
        return
    for draft in own:
        if draft.period is None:
            draft.period, draft.rules["period"] = periods[0].years, "next_sentence"


def _finish_in_next(
    ctx: ArticleContext, own: Sequence[Draft], number: int, calendar: Calendar
) -> None:
    """'… A로 지난달 첫 삽을 떴다. 내년 말 완공된다.': from the start to the finish of the works."""
    other = _next_sentence(ctx, number)
    if other is None:
        return
    text = ctx.body.text
    here = ctx.sentences[number]
    begun = re.search(
        r"착공(?:했|한|하|에)|첫 삽을|공사(?:에 들어|를 시작)", text[here[0] : here[1]]
    )
    words = text[other[0] : other[1]]
    if not begun or not re.search(r"완공|준공|문을 (?:연|열)|마무리|끝난|끝낼", words):
        return
    periods = find_periods(words, calendar, other[0])
    if not periods or periods[0].start > other[0] + 20 or periods[0].years[1] is None:
        return
    last = periods[0].years[1]
    at = here[0] + begun.start()
    for draft in own:
        if (
            draft.kind == "budget"
            and draft.period is not None
            and draft.period[1] in (None, draft.period[0])
            and (draft.period[0] or last) < last
            and draft.start < at
        ):
            draft.period, draft.rules["period"] = (draft.period[0], last), "start_to_finish"


def _neighbour_years(
    ctx: ArticleContext,
    number: int,
    step: int,
    busy: dict[tuple[int, int], list[Draft]],
    calendar: Calendar,
) -> Years | None:
    """Years of the works that a sentence without amounts beside a total names."""
    if not 0 <= number + step < len(ctx.sentences):
        return None
    text = ctx.body.text
    here, other = ctx.sentences[number], ctx.sentences[number + step]
    between = text[min(here[1], other[1]) : max(here[0], other[0])]
    if other in busy or "\n" in between:
        return None
    words = text[other[0] : other[1]]
    periods = [p for p in find_periods(words, calendar, other[0]) if p.rule in SPANS]
    if not periods or not BUILDS.search(words):
        return None
    if periods[0].start > other[0] + (90 if periods[0].rule == "start_to_finish" else 40):
        return None
    if (
        step == 2
        and not _is_of_parts(ctx, number, 1, busy)
        and periods[0].rule != "start_to_finish"
        and not re.match(r"[가-힣 ]{0,8}(?:펀드|사업|단지|클러스터|센터|특구|기금)[은는] ", words)
    ):
        return None
    if (
        step == -1
        and periods[0].rule != "start_to_finish"
        and not re.search(
            r"사업비|예산|총 ?\d|조성비|공사비|건립비|투입|들여|들어|드는 |계획하고",
            text[here[0] : here[1]],
        )
    ):
        return None
    return periods[0].years


def join_with_start(ctx: ArticleContext, drafts: Sequence[Draft], calendar: Calendar) -> None:
    """'올해부터 ○○특구가 시작된다. 특구에는 2028년까지 …': start and end in two sentences."""
    text = ctx.body.text
    numbers = {sentence: i for i, sentence in enumerate(ctx.sentences)}
    for draft in drafts:
        if (
            draft.field != "text"
            or draft.period is None
            or draft.period[0] is not None
            or draft.parent is not None
            or not draft.rules.get("period", "").startswith((*_OPEN_RULES, "carried"))
        ):
            continue
        number = numbers.get(draft.sentence, 0)
        if not number:
            continue
        before = ctx.sentences[number - 1]
        words = text[before[0] : before[1]]
        starts: list[int | None] = []
        if "\n" not in text[before[1] : draft.sentence[0]]:
            periods = find_periods(words, calendar, before[0])
            starts = [p.years[0] for p in periods if p.rule == "from"]
        since = _STARTED.search(words)
        if draft.status == "executed":
            # '2017년 시작한 사업이 … 지난해까지 들인 돈은 A다': from then.
            starts = [calendar.resolve(since["a"])] if since else []
        begun = _BEGUN.search(words) if draft.status != "executed" else None
        if begun and not starts and draft.kind == "budget":
            is_day = begun["a"].endswith("일")
            starts = [calendar.year if is_day else calendar.resolve(begun["a"]) or calendar.year]
        last = draft.period[1]
        if len(starts) == 1 and last is not None and (starts[0] or last + 1) <= last:
            draft.period = (starts[0], last)
            draft.rules["period"] = "start_before"
