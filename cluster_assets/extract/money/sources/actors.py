"""The body that gives an amount, from the words before it."""

from __future__ import annotations

import re

from cluster_assets.extract.money.draft import Draft
from cluster_assets.extract.money.regions.scope import Scope
from cluster_assets.records import FundingSource

_RECEIVED = re.compile(r"(?:받은|받는|받을|확보한|따낸|맡은) ")
# '○○부가 특구를 지정함에 따라': what the ministry did is another clause.
_CLAUSE_ENDS = re.compile(r"[함됨]에 따라 |[한된] 데 (?:따라|이어) |[하되]자 ")
# Bodies that give money of their own, as the subject of a sentence.
_OWN_GIVER = re.compile(
    r"공사|공단|기금|모태펀드|교육청|대학교?$|은행|공제회|LH|한전|JDC|농협|벤처투자"
)
# '공사는 …': a body taken up by its kind.
_BARE_BODY = re.compile(r"(공사|공단|은행|교육청|기금|공제회)(?:은|는|이|가|도) ")
_MINISTRY = re.compile(
    r"정부|(?<![본학간업역])부$|부처|국회|[가-힣]{2,6}처$|"
    r"(?:산림|방위사업|특허|기상|농촌진흥|소방|질병관리|새만금개발|해양경찰)청$"
)


def giver_of(text: str, draft: Draft, scope: Scope) -> tuple[FundingSource, str] | None:
    """Source and rule by the body that gives the amount, as its sentence tells."""
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
    if near is not None and (
        _RECEIVED.search(text, near.end, draft.start)
        or _CLAUSE_ENDS.search(text, near.end, draft.start)
    ):
        return None
    if near is not None and re.search(r"[시도군구](?:와|과|,|·) ?$", text[first : near.start]):
        return None
    if near is not None:
        surface = text[near.start : near.end]
        for name in (surface, near.name):
            if _OWN_GIVER.search(name):
                return "other", f"giver:{surface}"
            if _MINISTRY.search(name):
                return "national", f"giver:{surface}"
    bare = _BARE_BODY.match(text, first, draft.start)
    if (
        near is None
        and bare
        and any(n.name.split("(")[0].endswith(bare[1]) for n in scope.organizations)
    ):
        return "other", f"giver:{bare[1]}"
    match = re.search(
        r"(?:^|[ ,])(정부|중앙정부|기획재정부|기재부)(?:는|가|에서|로부터)(?: |$)",
        text[first : draft.start],
    )
    return ("national", "giver:" + match[1]) if match else None
