"""Whose money an amount is, from labels and from the bodies that give it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.money_draft import Draft
from cluster_assets.extract.money_scope import Scope
from cluster_assets.records import FundingSource

_NATIONAL = re.compile(
    r"국비|국고(?:보조금)?|정부출연금?|정부지원금|특별교부세|특별교부금|균특(?:회계)?|국가예산"
)
_LOCAL_LETTERS = re.compile(r"[국도시군구]")
_PRIVATE = re.compile(r"민자|민간|자부담|기업 ?부담|민간자본|민간부담금|참여기업")
_OTHER = re.compile(
    r"기금|현물|현금|융자|교비|대학|기관 ?부담|출연금|지방채|공제회|모태펀드|기타|투자금"
)
_PROVINCE_LABEL = re.compile(r"조정교부금|도비|도예산")
# Givers named before an amount inside a breakdown, most telling first.
_ACTORS: tuple[tuple[FundingSource, re.Pattern[str]], ...] = (
    (
        "other",
        re.compile(
            r"공사|공단|공제회|기금|모태펀드|교육청|대학|(?<!금융)기관|대$|대가$|대에서$|캠퍼스|"
            r"연구원|진흥원|재단|은행|LH|한전|"
            r"한국전력|JDC|코레일|캠코|테크노파크|TP|조합|협회|연구소|병원|산단공|농협|수협|"
            r"신보|기보|벤처투자|^공공(?:이|은|에서)?$"
        ),
    ),
    (
        "private",
        re.compile(
            r"㈜|기업|업체|건설사|금융사|금융기관|투자사|민간|시행사|회사|컨소시엄|개인|증권|"
            r"캐피탈|운용사|전자$|그룹|사업자|주민"
        ),
    ),
    (
        "national",
        re.compile(
            r"정부|[가-힣]{2,10}부(?=$|[가는에 와과])|중기청|조달청|[가-힣]{2,6}처(?=$|[가는 ])|"
            r"국토부|산업부|과기정통부|중기부|농식품부|해수부|환경부|문체부|고용부|새만금개발청|"
            r"행복청"
        ),
    ),
)
_CITY_PROVINCE = re.compile(
    r"^(?:서울|부산|대구|인천|광주|대전|울산|세종)(?:특별|광역|특별자치)?시$|^도$|"
    r"^(?:경기|강원|충북|충남|전북|전남|경북|경남|제주|충청[남북]|전라[남북]|"
    r"경상[남북])(?:특별자치)?도$"
)
_CITY = re.compile(
    r"^(?![가-힣]*(?:연구|기구|지구|특구|도구|항구|가구|출구|도시|전시|실시|임시|즉시|다시|역시|"
    r"동시)$)[가-힣]{1,4}[시군구]$|^[시군구]$"
)


def source_of_label(label: str, *, is_metropolitan: bool) -> FundingSource:
    """Source that a written label names; 시비 is ``province`` under a metropolitan city."""
    if label in ("국비", "국고") or _NATIONAL.fullmatch(label):
        return "national"
    letters = (
        set(_LOCAL_LETTERS.findall(label))
        if re.fullmatch(r"(?:[국도시군구][·./]?)+비", label)
        else set()
    )
    if letters:
        return _mixed(letters, is_metropolitan)
    if label == "지방비":
        return "local"
    if _PROVINCE_LABEL.search(label):
        return "province"
    if _PRIVATE.search(label):
        return "private"
    if _OTHER.search(label):
        return "other"
    return "total"


def _mixed(letters: set[str], is_metropolitan: bool) -> FundingSource:
    if letters == {"국"}:
        return "national"
    if "국" in letters:
        return "other"
    if letters == {"도"}:
        return "province"
    if letters == {"시"}:
        return "province" if is_metropolitan else "municipal"
    if letters <= {"군", "구"} or (letters <= {"시", "군", "구"} and not is_metropolitan):
        return "municipal"
    return "local"


# Words between a giver and its sum: '중구가 나머지 70억원', '도 출자금 30억'.
_NOT_ACTOR = re.compile(r"나머지|각각|약|총|출자금|자금|부담금|분담금|몫|부담|모두|최대")


def source_of_actor(phrase: str, *, is_metropolitan: bool) -> FundingSource | None:
    """Source of the body named at the end of ``phrase`` ('LH가', '대전시'), if any."""
    words = phrase.strip(" ,·△▷-:").split()
    while len(words) > 1 and _NOT_ACTOR.fullmatch(words[-1]):
        words.pop()
    if not words:
        return None
    stripped = re.sub(r"(?<=.)(?:에서|으로부터|은|는|이|가|도|에)$", "", words[-1])
    for name in (words[-1], stripped):
        if _CITY_PROVINCE.search(name):
            return "province"
        if "교육청" not in name and _CITY.search(name):
            return "province" if is_metropolitan and name == "시" else "municipal"
    tail = stripped
    for source, pattern in _ACTORS:
        if pattern.search(tail):
            return source
    return None


_PURSE_TOPIC = re.compile(r"(?<![가-힣])(국비|도비|시비|군비|구비|지방비)[은는] [가-힣 ]{0,12}$")
# '나머지 70억원은 한국전력공사가 맡는다'
_PAYER_AFTER = re.compile(
    r"(?:원)?(?:은|는|을) ([가-힣A-Za-z()㈜]{1,16}(?:이|가|에서)) "
    r"(?:맡|대[고는며]|댄|댔|내[고는며]|낸|냈|부담|분담|"
    r"출연|출자|조달|보탠|보태)"
)
_FROM_PRIVATE = re.compile(
    r"(?:원)?[은는을를]? ?(?:민간|민자|기업|업체)(?:에서|이|으?로|가|자본|투자)(?=[가-힣]* )"
)
# Bodies that give money of their own, as the subject of a sentence.
_OWN_GIVER = re.compile(
    r"공사|공단|기금|모태펀드|교육청|대학교?$|은행|공제회|LH|한전|JDC|농협|벤처투자"
)
_MINISTRY = re.compile(r"정부|(?<![본학간업역])부$|부처|국회|[가-힣]{2,6}처$")
_GIVES = re.compile(r"[은는이가도](?: |$)|에서 ")


def assign_sources(ctx: ArticleContext, drafts: Sequence[Draft], scope: Scope) -> None:
    """Source of every amount; parts before their wholes' remainder is settled."""
    previous: Draft | None = None
    for draft in drafts:
        text = ctx.normal(draft.field).text
        same = (
            previous is not None
            and previous.sentence == draft.sentence
            and previous.field == draft.field
        )
        lead_start = previous.end if same and previous else draft.sentence[0]
        lead = text[lead_start : draft.number_start]
        if draft.rules.get("source", "").startswith("each:"):
            previous = draft
            continue
        source, rule = _source(text, draft, lead, previous if same else None, scope, drafts)
        draft.source, draft.rules["source"] = source, rule
        previous = draft
    _inherit_sources(drafts)


def _source(
    text: str,
    draft: Draft,
    lead: str,
    previous: Draft | None,
    scope: Scope,
    drafts: Sequence[Draft],
) -> tuple[FundingSource, str]:
    metropolitan = _metropolitan(text, scope)
    if draft.kind in ("outcome", "other"):
        return "total", "kind"
    if draft.label is None and previous is not None and previous.label and _only_time(lead):
        draft.label = previous.label
        draft.rules["label"] = "carried"
    if draft.label == "특별교부금":
        actor = source_of_actor(
            lead.removesuffix("특별교부금 ").removesuffix("특별교부금"),
            is_metropolitan=metropolitan,
        )
        if actor == "province":
            return actor, "giver_of_grant"
    named = _PURSE_TOPIC.search(lead)
    if draft.label is None and named and draft.kind == "budget":
        return source_of_label(named[1], is_metropolitan=metropolitan), f"topic:{named[1]}"
    if (
        previous is not None
        and previous.rules.get("parent") == "included"
        and previous.parent is draft
    ):
        before = re.sub(
            r"(?:특별)?(?:조정)?교부[금세] ?$", "", text[draft.sentence[0] : previous.number_start]
        )
        actor = source_of_actor(_last_phrase(before), is_metropolitan=metropolitan)
        if actor:
            return actor, "part_of_giver"
    if draft.label:
        return source_of_label(draft.label, is_metropolitan=metropolitan), f"label:{draft.label}"
    if draft.kind == "budget" and _FROM_PRIVATE.match(text[draft.end : draft.end + 20]):
        return "private", "after:민간"
    after = re.match(
        r" ?(?:원)?(?:규모|수준|상당|가량|안팎)?의? ?((?:국|도|시|군|구|지방)비)(?=[를을로가는]|"
        r" |$)",
        text[draft.end : draft.end + 12],
    )
    if after:
        draft.label = after[1]
        return source_of_label(after[1], is_metropolitan=metropolitan), f"label_after:{after[1]}"
    parent_rule = draft.rules.get("parent", "")
    payer = _PAYER_AFTER.match(text[draft.end : draft.end + 40])
    if draft.kind == "budget" and draft.parent is not None and payer:
        actor = source_of_actor(payer[1], is_metropolitan=metropolitan)
        if actor:
            return actor, "payer_after"
    if draft.parent is not None and parent_rule in ("sum", "bracket"):
        actor = source_of_actor(_last_phrase(lead), is_metropolitan=metropolitan)
        if actor and not re.search(
            r"[△▷□○]|용도별|분야별|사업별|내용별", text[draft.sentence[0] : draft.number_start]
        ):
            return actor, "part_of_giver"
    if draft.kind == "investment":
        return "private", "investment"
    if draft.kind == "per_recipient":
        return "total", "default"
    if draft.rules.get("change") in ("from", "by") and draft.kind == "budget":
        carried = _compared_label(draft, drafts)
        if carried:
            return source_of_label(carried, is_metropolitan=metropolitan), f"compared:{carried}"
    giver = _giver(text, draft, scope)
    return giver if giver else ("total", "default")


def _compared_label(draft: Draft, drafts: Sequence[Draft]) -> str | None:
    """Label of the last labelled sum before, which a bare sum is compared with."""
    for other in reversed([d for d in drafts if d.field == draft.field and d.end <= draft.start]):
        if other.sentence != draft.sentence:
            return other.label if draft.sentence[0] - other.sentence[1] <= 2 else None
    return None


def _metropolitan(text: str, scope: Scope) -> bool:
    return scope.is_metropolitan


def _only_time(lead: str) -> bool:
    """Whether only a year and connecting words stand between two amounts."""
    return (
        len(lead) <= 24
        and re.search(r"내년|내후년|올해|지난해|\d{4}년|이듬해", lead) is not None
        and not re.search(
            r"[가-힣]{2,}(?:비|금|예산)|매출|수출|투자|총 |모두|보태|합쳐|더해|합해", lead
        )
    )


def _last_phrase(lead: str) -> str:
    return re.split(r"[,△▷□·;:(]|원을 |원이 |고 |와 |과 ", lead.rstrip())[-1][-30:]


def _giver(text: str, draft: Draft, scope: Scope) -> tuple[FundingSource, str] | None:
    first = draft.sentence[0]
    if draft.field != "text":
        return None
    subjects = [
        n
        for n in scope.organizations
        if n.field == "text"
        and first <= n.start < draft.start
        and re.match(
            r"(?:\([^)]*\))?(?:[은는이가도]|에서|으?로부터)(?: |$)", text[n.end : n.end + 24]
        )
    ]
    near = subjects[-1] if subjects else None
    if near is not None and re.search(r"[시도군구](?:와|과|,|·) ?$", text[first : near.start]):
        return None
    if near is not None:
        surface = text[near.start : near.end]
        for name in (surface, near.name):
            if _OWN_GIVER.search(name):
                return "other", f"giver:{surface}"
            if _MINISTRY.search(name):
                return "national", f"giver:{surface}"
    match = re.search(
        r"(?:^|[ ,])(정부|중앙정부|기획재정부|기재부)(?:는|가|에서|로부터)(?: |$)",
        text[first : draft.start],
    )
    return ("national", "giver:" + match[1]) if match else None


def _inherit_sources(drafts: Sequence[Draft]) -> None:
    children: dict[int, set[str]] = {}
    for draft in drafts:
        if draft.parent is not None:
            children.setdefault(id(draft.parent), set()).add(draft.source)
    for draft in drafts:
        parent = draft.parent
        if (
            parent is not None
            and draft.rules.get("source") in ("default", "investment")
            and (
                parent.label
                or parent.rules.get("source", "").startswith(("label", "part_of_giver"))
            )
            and parent.kind == draft.kind
        ):
            draft.source, draft.rules["source"] = parent.source, "whole"
        if draft.kind == "investment" and len(children.get(id(draft), ())) > 1:
            draft.source, draft.rules["source"] = "total", "several_givers"
