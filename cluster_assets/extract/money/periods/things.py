"""Years of a thing that a sentence beside an amount takes up: '이 센터는', '이 공장은'."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.korean.periods import Calendar, find_periods
from cluster_assets.extract.money.draft import Draft

BUILDS = re.compile(
    r"갖춘다|갖출|조성|완공|준공|구축|건립|추진|들어선다|들어설|짓는|지을|완료|마무리|운용|"
    r"설치|문을 (?:연|열)|착공|공사|첫 삽|짓기로|마무리|세우기로|끝난다|끝낸다|마친다|만든다|"
    r"만들|이어진다|이어지|진행"
)
SPANS = ("until", "range", "n_years_from", "n_years_until", "start_to_finish")
_THIS_THING = re.compile(r"['\"]?(?:이 |해당 |이번 )?(?P<head>[가-힣]{2,7}?)(?:은|는|이) ")
_SUCH_THING = re.compile(
    r"(?:완공|준공|마무리|개장|개소|개관)(?:하는|되는|될|할) 이 (?P<head>[가-힣]{2,6}?)(?:은|"
    r"는|에는|에) "
)


def of_this_thing(
    ctx: ArticleContext, drafts: Sequence[Draft], number: int, calendar: Calendar
) -> None:
    """'이 센터는 지난해 첫 삽을 떴고 2027년 문을 연다': the years of what is named so."""
    text = ctx.body.text
    start, end = ctx.sentences[number]
    match = _THIS_THING.match(text, start, min(end, start + 24))
    if match is None or not text[start:end].lstrip("'\"").startswith(("이 ", "해당 ")):
        return
    periods = [
        p
        for p in find_periods(text[start:end], calendar, start)
        if p.rule in ("start_to_finish", "range", "n_years_from", "n_years_until")
    ]
    if not periods or not BUILDS.search(text[start:end]):
        return
    for draft in drafts:
        if (
            draft.parent is None
            and draft.period is None
            and draft.kind == "budget"
            and draft.initiative is not None
            and draft.initiative.endswith(match["head"])
            and draft.status == "planned"
            and draft.field == "text"
            and abs(draft.start - start) < 600
        ):
            draft.period, draft.rules["period"] = periods[0].years, "this_thing"


def of_such_thing(
    ctx: ArticleContext, drafts: Sequence[Draft], number: int, calendar: Calendar
) -> None:
    """'내년 착공해 2027년 완공하는 이 공장은 …': the years of the works paid for just before."""
    text = ctx.body.text
    start, end = ctx.sentences[number]
    reach = min(end, start + 80)
    if text.find(" 이 ", start, reach) < 0:
        return
    match = _SUCH_THING.search(text, start, reach)
    if match is None:
        return
    periods = [p for p in find_periods(text[start:end], calendar, start) if p.rule in SPANS]
    if not periods or not start <= periods[0].start <= match.end():
        return
    first = ctx.sentences[max(0, number - 3)][0]
    wholes = [
        d
        for d in drafts
        if d.field == "text"
        and first <= d.start < start
        and d.parent is None
        and d.kind in ("budget", "investment")
        and d.period is None
        and text.find(match["head"], *d.sentence) >= 0
    ]
    if len({d.sentence for d in wholes}) == 1:
        wholes[0].period, wholes[0].rules["period"] = periods[0].years, "this_thing"
