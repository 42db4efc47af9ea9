"""Years that an amount takes from the talk around it: phases, spans of N years, 'this', 'too'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.korean.period_patterns import LASTS
from cluster_assets.extract.korean.periods import (
    Calendar,
    Years,
    count_of,
    find_periods,
)
from cluster_assets.extract.money.draft import Draft
from cluster_assets.extract.money.periods.known import (
    of_cumulative,
    of_edge_year,
    of_goal,
    of_same_span,
)
from cluster_assets.extract.money.periods.view import CLOSED, PHASE, Talk

_EARLY_MONTHS = 6
_FIRST_YEAR = re.compile(r"첫 ?해(?:분|치| 몫| 예산| 사업비)?|1차 ?년도|초년도|첫 ?(?:사업)?연도")
_THIS_YEAR_BILL = re.compile(
    r"(?:이번|올해|하반기|상반기|제?\d회|첫) ?(?:[가-힣]{0,4} )?(?:추경|추가경정 ?예산)|"
    r"추경(?:안)?(?:에|으로|에서)"
)
_LAST_YEARS_BILL = re.compile(r"(?:지난해|작년|재작년) (?:본예산|예산)")
# What opens a sentence that goes on about the money or the works of the sentence before.
_GOES_ON = re.compile(
    r"(?:여기에|이곳에|거기에|이를 위해|이에 따라)(?:는|만|도)? |"
    r"(?:재원|돈|비용|예산|(?:총 ?|전체 ?)?(?:사업비|공사비|건립비|건축비|조성비|건설비|"
    r"투자비))(?:은|는|으로는) |"
    r"(?:쓴|쓰인|들어간|들인|드는|투입된|투입한|필요한|소요되는) (?:돈|예산|사업비|비용|금액)은 |"
    r"(?:이|해당|이번) (?:사업|시설|센터|단지|공사|금액|돈|예산|펀드|기금|건물|설비|"
    r"사업비)(?:에는|에|은|는|의|을|를) |"
    r"(?:모두|다) (?:더하면|합하면|합치면) |(?:시설|분야|항목|단계|기관|재원|"
    r"부문)별로(?:는|보면)? |"
    r"(?:총|모두|약)? ?[\d조억만천백,.]+ ?원(?:짜리|이 드는|이 들어가는|을 들이는|을 들인|"
    r"이 들어간|규모)"
)
_PUT_IN = re.compile(r"(?:총 ?|전체 ?)?(?:투자액|투자금|투자비|투자 규모|투자 금액)은 ")
_NEW_YEAR = re.compile(r"설계비|용역비|첫 ?해|올해분|내년분|연간|매년|해마다|한 해|연 \d")
_SO_FAR = re.compile(r"그동안|그간|지금까지|현재까지|누적|누계|이날로|지난달까지")
_LEFT_OVER = re.compile(r"(?:못 쓴|안 쓴|남은|쓰지 못한|남긴|불용|이월된|집행하지 못한)[^.]{0,12}$")
_INNER_END = re.compile(r"[다요죠까][.?!] ")
# '내년에 착공한다. 300억원이 든다'
_BEGINS = re.compile(
    r"(?P<year>(?:19|20)\d\d년|내년|올해|내후년)(?:에는|에|부터)? ?(?:초|말|상반기|하반기|"
    r"\d{1,2}월)?(?:에는|에|부터)? "
    r"(?:[^.\n]{0,24} )?(?:착공한다|착공할|착공하|첫 삽을 뜬다|첫 삽을 뜰|공사에 들어간다|"
    r"공사에 들어갈|공사를 시작|짓기 시작|착수한다)"
)
_ITS_COST = re.compile(
    r"(?:이 회사|이 업체|회사|설비까지|부지까지)(?:은|는|이|가)? |[가-힣 ]{0,10}(?:건립비|"
    r"공사비|사업비|조성비|투자비|투자액|비용)[은는] "
)
# 'N억원을 들여 지은 캠퍼스'
_BUILT_FOR = re.compile(
    r"(?:여)?(?:원)?(?:[을를이가] )?(?:들여|들인|들어간|투입한|투입해|투입된) ?(?:지은|"
    r"세운|만든|조성한|건립한|이|[가-힣]{2,8}[은는이가에])"
)
_OPENED = re.compile(
    r"(?P<year>(?:19|20)\d\d년|올해|지난해|작년|재작년)(?: ?(?:초|말|상반기|하반기|"
    r"\d{1,2}월))?에? (?:[가-힣]{1,8} ){0,2}?"
    r"(?:문을 연|문을 열|준공|완공|개관|개소|개교|개원|개장|다 지)"
)
_JOINED = re.compile(r"(?:원)?(?:과|와|,|·| 및|에|이고|이며)? ?(?:[가-힣]{1,6}(?:은|는|이|가)? )?")


def from_talk(ctx: ArticleContext, drafts: Sequence[Draft], calendar: Calendar) -> None:
    """Fill the periods of amounts whose own sentence says no year but leans on others."""
    talk = Talk(ctx, drafts, calendar)
    for first, second in pairwise(drafts):
        _share(talk, first, second)
    for draft in drafts:
        if draft.field != "text" or draft.is_table:
            continue
        if draft.period is not None and draft.rules.get("period") == "carried":
            for rule, find in _OVER_CARRIED:
                years = find(talk, draft)
                if years is not None:
                    draft.period, draft.rules["period"] = years, rule
        if draft.period is not None:
            continue
        for rule, find in _RULES:
            years = find(talk, draft)
            if years is not None:
                draft.period, draft.rules["period"] = years, rule
                break
    _changes_alike(ctx, drafts)


def _share(talk: Talk, first: Draft, second: Draft) -> None:
    """Amounts joined without a verb, and the ends of a range, are for the same years."""
    if first.field != second.field or first.sentence != second.sentence or first.period:
        return
    if second.period is None or second.is_table or first.kind != second.kind:
        return
    gap = talk.ctx.normal(first.field).text[first.end : second.start]
    is_range = bool(first.range_part and second.range_part and len(gap) < 6)
    rule = second.rules.get("period", "")
    if is_range or (
        first.label and second.label and rule.endswith("_after") and _JOINED.fullmatch(gap)
    ):
        first.period, first.rules["period"] = second.period, "joined"


def _of_phase(talk: Talk, draft: Draft) -> Years | None:
    """'2단계 사업비는 A': the years that the article gives for that phase."""
    if not talk.phases:
        return None
    named = list(PHASE.finditer(talk.lead(draft)[-40:]))
    if not named:
        return None
    number, word = named[-1]["n"], named[-1]["word"]
    if number + word in talk.phases:
        return talk.phases[number + word]
    earlier = talk.phases.get(f"{int(number) - 1}{word}")
    span = LASTS.search(talk.lead(draft))
    if earlier is None or earlier[1] is None or span is None:
        return None
    return earlier[1] + 1, earlier[1] + count_of(span["n"])


def _of_n_years(talk: Talk, draft: Draft) -> Years | None:
    """'3년간 A를 썼다': the article's span of that length, else the years that are over."""
    spans = list(LASTS.finditer(talk.lead(draft)))
    if not spans or draft.kind not in ("budget", "outcome", "investment"):
        return None
    n = count_of(spans[-1]["n"])
    year = talk.calendar.year
    known = {p.years for p in talk.spans if (p.years[1] or 0) - (p.years[0] or 0) == n - 1}
    is_done = draft.status == "executed" and year is not None
    if not is_done:
        return None
    known = {k for k in known if (k[1] or 0) <= (year or 0)}
    if known:
        return max(known, key=lambda years: years[1] or 0)
    if year is None or draft.kind != "budget":
        return None
    last = year - is_early(talk.ctx)
    return last - n + 1, last


def is_early(ctx: ArticleContext) -> bool:
    """Whether 'the past N years' end with the year before: in the first half of a year."""
    return ctx.published_date is not None and ctx.published_date.month <= _EARLY_MONTHS


def _of_first_year(talk: Talk, draft: Draft) -> Years | None:
    """'첫해분 A': the first year of the whole that was named last."""
    if draft.kind != "budget" or draft.rules.get("change") == "to":
        return None
    if not _FIRST_YEAR.search(talk.lead(draft)[-24:]):
        return None
    start = _first_year(talk, draft)
    return None if start is None else (start, start)


def _first_year(talk: Talk, draft: Draft) -> int | None:
    for other in reversed([d for d in talk.drafts if d.start < draft.start and d.field == "text"]):
        if other.period and other.period[0] and other.period[0] != other.period[1]:
            return other.period[0]
    return None


def _of_supplement(talk: Talk, draft: Draft) -> Years | None:
    """'추경에 A를 담았다': a supplementary budget is the year's own."""
    year = talk.calendar.year
    lead = talk.lead(draft)
    if year is None or draft.kind != "budget" or not _THIS_YEAR_BILL.search(lead):
        return None
    if draft.rules.get("period") == "carried" and _LAST_YEARS_BILL.search(lead):
        return None  # '지난해 본예산에 A를 담았다가 추경에서 B를 깎았다': of that year
    return None if re.search(r"요구|건의|요청", lead[-20:]) else (year, year)


def _of_going_on(talk: Talk, draft: Draft) -> Years | None:
    """'여기에는 국비 A …', '재원은 …', '300억원짜리 공사다': the span of the sentence before."""
    start, end = draft.sentence
    opening = _GOES_ON if draft.kind == "budget" else _PUT_IN
    if draft.kind not in ("budget", "investment"):
        return None
    if not opening.match(talk.text, start, min(end, start + 60)):
        return None
    if _NEW_YEAR.search(talk.text[start : draft.number_start]):
        return None
    number = talk.before(draft)
    if number is None:
        return None
    spans = [p for p in talk.periods(number) if p.rule in (*CLOSED, "until")]
    return spans[-1].years if len({p.years for p in spans}) == 1 else None


def _of_works_begun(talk: Talk, draft: Draft) -> Years | None:
    """'내년에 착공한다. 건립비는 A다': money from that year on."""
    start, end = draft.sentence
    if draft.kind not in ("budget", "investment") or draft.parent is not None:
        return None
    if _NEW_YEAR.search(talk.text[start : draft.number_start]):
        return None
    inner = max((m.end() for m in _INNER_END.finditer(talk.text, start, draft.start)), default=None)
    if inner is not None:
        words, own = talk.text[start:inner], inner
    else:
        number = talk.before(draft)
        if number is None:
            return None
        words, own = talk.text[slice(*talk.ctx.sentences[number])], start
    begun = _BEGINS.search(words)
    if begun is None or not _ITS_COST.match(talk.text, own, min(end, own + 40)):
        return None
    year = talk.calendar.resolve(begun["year"])
    return None if year is None else (year, None)


def _of_building(talk: Talk, draft: Draft) -> Years | None:
    """'2019년 문을 연 캠퍼스다. A를 들여 지은 …': spent by the year it opened."""
    if draft.kind != "budget" or not _BUILT_FOR.match(talk.text, draft.end, draft.end + 24):
        return None
    number = talk.before(draft)
    start = talk.ctx.sentences[number][0] if number is not None else draft.sentence[0]
    opened = list(_OPENED.finditer(talk.text, start, draft.sentence[1]))
    year = talk.calendar.resolve(opened[-1]["year"]) if opened else None
    if year is None or (talk.calendar.year is not None and year > talk.calendar.year):
        return None
    return None, year


def _of_left_over(talk: Talk, draft: Draft) -> Years | None:
    """'지난해 집행률이 54%다. 못 쓴 돈 A': the year whose money is left."""
    if draft.kind != "budget" or not _LEFT_OVER.search(talk.lead(draft)):
        return None
    lead = talk.lead(draft)
    years = [p for p in find_periods(lead, talk.calendar) if p.rule == "year"]
    number = talk.before(draft, same_paragraph=False)
    if not years and number is not None:
        years = [p for p in talk.periods(number) if p.rule == "year"]
    return years[-1].years if years else None


def _of_all_so_far(talk: Talk, draft: Draft) -> Years | None:
    """'그동안 국비 A가 들어갔다': from the programme's known start to the publication."""
    year = talk.calendar.year
    if year is None or draft.status != "executed" or not _SO_FAR.search(talk.lead(draft)):
        return None
    if draft.kind != "budget":
        return None
    number = talk.numbers.get(draft.sentence, 0)
    for i in range(number, max(-1, number - 4), -1):
        spans = [p for p in talk.periods(i) if p.rule in (*CLOSED, "from", "so_far_years")]
        if spans:
            first, last = spans[-1].years
            return first, min(last or year, year)
    return None


def _changes_alike(ctx: ArticleContext, drafts: Sequence[Draft]) -> None:
    """'고용은 2019년 A에서 2021년 B로, 수출도 C에서 D로': the second pair has the first's years."""
    last: tuple[Draft, Draft] | None = None
    for first, second in pairwise(drafts):
        if first.rules.get("change") != "from" or second.rules.get("change") != "to":
            continue
        if first.period and second.period and first.period != second.period:
            last = first, second
        elif (
            last is not None
            and first.period is None
            and second.period is None
            and first.field == last[0].field
            and "\n" not in ctx.normal(first.field).text[last[1].end : first.start]
            and re.search("도 ", ctx.normal(first.field).text[first.sentence[0] : first.start])
        ):
            for old, new in zip(last, (first, second), strict=True):
                new.period, new.rules["period"] = old.period, "change_alike"


# What beats the years of the amount before in the sentence.
_OVER_CARRIED = (
    ("first_year", _of_first_year),
    ("edge_year", of_edge_year),
    ("supplement", _of_supplement),
)
_RULES = (
    ("first_year", _of_first_year),
    ("left_over", _of_left_over),
    ("same_span", of_same_span),
    ("edge_year", of_edge_year),
    ("goal", of_goal),
    ("phase", _of_phase),
    ("n_years_known", _of_n_years),
    ("supplement", _of_supplement),
    ("so_far", _of_all_so_far),
    ("cumulative", of_cumulative),
    ("goes_on", _of_going_on),
    ("works_begun", _of_works_begun),
    ("opened", _of_building),
)
