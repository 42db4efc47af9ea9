"""Whether money has been spent or achieved, or is still to come."""

from __future__ import annotations

import re

from cluster_assets.records import MoneyKind, Status

# Past predicates of spending or achieving, in the clause after an amount.
_DONE = re.compile(
    r"기탁했|기부했|전달했|부과(?:했|됐|받)|추징|썼|쓰였|써 왔|투입(?:했|됐|되었|하였|돼 왔|"
    r"해 왔)|집행(?:했|됐|되었|하였)|지원(?:했|됐|받았|하였|해 왔|받아)|지급(?:했|됐|하였)|"
    r"교부(?:했|됐|됐다|받았)|들어갔|들었|들였|쏟아부었|올렸|거뒀|거두었|기록(?:했|하며)|달성|집계|"
    r"유치(?:했|하는 성과|해 |에 성공|한(?!다))|완공(?:했|됐)|준공(?:했|됐)|지었|갖췄|구축(?:했|"
    r"됐|하였)|설치(?:했|됐)|조성(?:했|됐)|완료(?:했|됐)|"
    r"성과를|늘었|줄었|넘어섰|넘어선|돌파(?:했|하)|추진했|수행했|마쳤|보급했|체결했|성사|냈다|"
    r"이끌어 ?냈|이끌어냈|끌어냈|끌어왔|풀었|벌어들였|아꼈|분담했|매출을 낸|벌었|"
    r"열었|세웠|증가했|감소했|떨어졌|뛰었|올랐|불어났|도왔|육성했|배출했|창출했|발생했|수출했|"
    r"팔았|판매했|투자(?:했|됐|하였|를 (?:했|마쳤|받았))|"
    r"사들였|매입했|출자(?:했|됐)|이행한(?!다)|집행한(?!다)|쓴 |들인(?!다)|투입한(?!다)|"
    r"투입된(?!다)|지원한(?!다)|지원된(?!다)|달했|이르렀|차지했|나타났|그쳤|받았|받은|끝냈"
)
# Predicates that announce: the money is still to come although they may stand in the past.
_TO_COME = re.compile(
    r"계획|예정|들어가는|투입되는|드는 |들이는|투입하는|방침|목표|전망|예상|기대|추산|추정|"
    r"내다봤|내다본|할 것|될 것|늘 것|들어간다|투입한다|투입된다|투자한다|들인다|"
    r"지원한다|짓는다|조성한다|추진한다|쓴다|쓰인다|쓰이|나선다|하기로|키로|기로 했|로 했|확정|"
    r"편성|반영|배정|확보|선정|"
    r"요청|건의|신청|요구|증액|발표|밝혔|분석|예측|보고 있|검토|구상|협의|준다|댄다|맡는다|"
    r"부담한다|마련한다|출자한다|"
    r"하겠|되겠|이뤄질|이루어질|늘릴|줄일|받는다|벌인다|편다|돕는다|약속|의향|협약|"
    r"양해각서|MOU|받게 |"
    r"(?:변경|계획|수정|정부|예산|제|방|개선|실행|설계)안을|제시|책정|"
    r"잡혀|통과|공고|모집|되고 있|하고 있|이행하면"
)
# Of a budget these only say that it changed.
_CHANGE = re.compile(r"늘었|줄었|뛰었|올랐|불어났|증가했|감소했|떨어졌|나타났")
_LEAD_PAST = re.compile(
    r"(?:지난해|작년|재작년|지난 \d{4}년|그동안|지금까지|현재까지|지난달까지|이미|누적|"
    r"최근 \d+년간)"
)
_SPENT_LEAD = re.compile(
    r"(?:쓴 돈|쓴 예산|쓴 사업비|집행액|집행된 예산|투입된 예산|집행한 금액|"
    r"(?:집행된|쓰인|들어간|투입된|집행한|투입한) (?:돈|예산|"
    r"사업비|금액|국비))(?:은|이|"
    r"만)? ?[^,]{0,8}$|(?:때|동안|까지|해에?) (?:쓴|들인|집행한|투입한|투입된) $|"
    r"(?:끌어온|쌓인|유치한|끌어낸) 투자(?:금|액)?[은는]? ?$"
)
_EXPECT_NOUN = re.compile(
    r"유발 ?효과|파급 ?효과|기대 ?효과|경제 ?효과|시장 ?규모|목표|전망|예상|예측|창출 ?효과"
)


def status_of(
    kind: MoneyKind,
    lead: str,
    tail: str,
    period: tuple[int | None, int | None] | None,
    published_year: int | None,
) -> tuple[Status, str]:
    """Status and deciding rule; ``lead`` and ``tail`` are the clause around the amount."""
    done, to_come = _DONE.search(tail), _TO_COME.search(tail)
    last = period[1] if period else None
    past_years = last is not None and published_year is not None and last < published_year
    future = (
        published_year is not None
        and period is not None
        and ((last is not None and last > published_year) or (period[0] or 0) > published_year)
    )
    if kind == "outcome":
        if _EXPECT_NOUN.search(lead) or future:
            return "planned", "expected_effect"
        if past_years:
            return "executed", "past_years"
        if to_come and (not done or to_come.start() < done.start()):
            return "planned", f"verb:{to_come[0]}"
        if done or _LEAD_PAST.search(lead):
            return "executed", f"verb:{done[0]}" if done else "past_word"
        return "planned", "default"
    if _SPENT_LEAD.search(lead):
        return "executed", "spent_word"
    if done and kind == "budget" and _CHANGE.fullmatch(done[0]):
        done = None
    if (
        done
        and (not to_come or done.start() <= to_come.start())
        and not (future and not _LEAD_PAST.search(lead))
    ):
        return "executed", f"verb:{done[0].strip()}"
    if past_years and not to_come:
        return "executed", "past_years"
    return "planned", f"verb:{to_come[0]}" if to_come else "default"
