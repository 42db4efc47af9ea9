"""Whether money has been spent or achieved, or is still to come."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from cluster_assets.anchored import Anchored
from cluster_assets.extract.korean.periods import Years
from cluster_assets.records import MoneyKind, Status

# Past predicates of spending or achieving, in the clause after an amount.
_DONE = re.compile(
    r"기탁했|기부했|전달했|부과(?:했|됐|받)|추징|썼|쓰였|써 왔|투입(?:했|됐|되었|하였|돼 왔|"
    r"해 왔)|집행(?:했|됐|되었|하였)|지원(?:했|됐|받았|하였|해 왔|받아)|지급(?:했|됐|하였)|"
    r"교부(?:했|됐|됐다|받았)|"
    r"(?<!설계에 )(?<!공사에 )(?<!착수에 )(?<!절차에 )(?<!준비에 )(?<!조사에 )"
    r"(?<!심사에 )(?<!가동에 )들어갔|"
    r"들었|들였|쏟아부었|올렸|거뒀|거두었|기록(?:했|하며)|달성|집계|"
    r"유치(?:했|하는 성과|해 |에 성공|한(?!다))|완공(?:했|됐)|준공(?:했|됐)|"
    r"(?<!매듭)(?<!마무리)지었|갖췄|구축(?:했|"
    r"됐|하였)|설치(?:했|됐)|조성(?:했|됐)|완료(?:했|됐)|"
    r"성과를|늘었|줄었|넘어섰|넘어선|돌파(?:했|하)|추진했|수행했|마쳤|보급했|체결했|성사|"
    r"(?<!따)(?<!덜어 )(?<!덜어)(?<!깎아 )(?<!깎아)냈[다고으지]|셈했|"
    r"(?:내보내|팔|쓰|받|거두|올리|들이|따내)기도 했|줬|보탰|"
    r"출연했|매겨졌|물렸|불었|들여 (?:[가-힣0-9]+ ){0,2}(?:지은|세운|만든|꾸민|가동 중)|"
    r"받아 왔|받아왔|따 왔|따왔|이끌어 ?냈|이끌어냈|끌어냈|끌어왔|풀었|벌어들였|아꼈|분담했|"
    r"매출을 낸|벌었|"
    r"열었|(?<!몰아)(?<!내)(?<!앞)세웠|증가했|감소했|떨어졌|뛰었|올랐|불어났|도왔|육성했|배출했|창출했|발생했|수출했|"
    r"팔았|판매했|투자(?:했|됐|하였|를 (?:했|마쳤|받았))|"
    r"붙었|부었|나갔|들어간 (?!다|[^ ]*(?:예산|추경))|이미 돌아가|몰렸|"
    r"사들였|매입했|출자(?:했|됐)|이행한(?!다)|집행한(?!다)|쓴 |들인(?!다)|투입한(?!다)|"
    r"투입된(?!다)|지원한(?!다)|지원된(?!다)|달했|이르렀|차지했|나타났|그쳤|머물렀|불과했|받았|받은|끝냈"
)
# Predicates that announce: the money is still to come although they may stand in the past.
_TO_COME = Anchored(
    # '목표치의 90%를 채웠다', '기대에 못 미쳤다' measure what has been reached.
    r"목표(?!치?(?:의|를|보다|에)? ?(?:\d|절반|넘|웃|초과|달성했|채웠|밑|못|미치))|"
    r"기대(?!에 (?:못|미치|걸맞)|를 (?:밑|저버)|만큼|보다)|"
    r"계획|예정|들어가는|투입되는|드는 |들이는|투입하는|방침|전망|예상|추산|추정|"
    r"내다봤|내다본|바라본|를 본다|을 본다|할 것|될 것|늘 것|"
    r"을 것|돌 것|날 것|길 것|설 것|를 것|릴 것|들 것|칠 것|올 것|갈 것|낼 것|쓸 것|들어간다|"
    r"투입한다|투입된다|투자한다|들인다|"
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
_CHANGE = re.compile(r"불었|늘었|줄었|뛰었|올랐|불어났|증가했|감소했|떨어졌|나타났")
_LEAD_PAST = re.compile(
    r"(?:지난해|작년|재작년|지난 \d{4}년|그동안|지금까지|현재까지|지난달까지|이미|누적|"
    r"최근 \d+년간)"
)
_GONE = (
    r"쓴|쓰인|들어간|들인|투입된|투입한|집행된|집행한|지원된|지원한|거둔|올린|벌어들인|끌어온|쌓인|"
    r"유치한|끌어낸|"
    r"내려간|내려온|나간|부은|들어온|이행된|성사된|이뤄진"
)
_SPENT_LEAD = Anchored(
    rf"(?:많이|적게) 받은 곳은 [^.]{{0,24}}$|(?<!못 )(?<![가-힣])(?:{_GONE}) (?:돈|예산|것|금액|"
    r"액수|사업비|국비|지방비|도비|시비|곳|투자(?:금|액)?)(?:은|이|만|도)? ?"
    r"(?:(?!내년|내후년|더 |또 )[^.]){0,48}$|"
    r"(?:집행|이행|(?<!목표 )유치)(?:액|실적)은? ?[^,]{0,8}$|"
    rf"(?:때|동안|까지|해에?) (?:{_GONE}) $"
)
# '30억 원이던', '당초 30억 원': superseded, never spent.
_SUPERSEDED = re.compile(r"(?:당초|애초|착공 당시|계획 당시|설계 당시)[^,.]{0,16}$")
# '34억 원을 세웠다', '… 담았다': put into a budget.
_APPROPRIATED = re.compile(
    r"^(?:원)?(?:여|가량)?[을를이가] (?:(?!들여|투입|투자|써서)[가-힣]+ )?(?:세웠|세운|담았|담겼|"
    r"담긴|올렸|올랐|얹|잡았|잡혔|배정|편성|반영|짜|실렸|"
    r"살아남)"
)
_AHEAD = re.compile(r"앞으로 |향후 ")
# '계획서에는 A가 적혔다'
_IN_PLAN = re.compile(r"(?:계획서|신청서|제안서|계획안)에(?:는|도)? [^,.]{0,12}$")
_ALREADY = re.compile(r"지난해|작년|이미|그동안|지금까지|준공 때|집행(?:한|된)|쓴 ")
# '188억 원을 쓰고 …했다': spending told by the verb that links, the past by the last one.
_LINKS = re.compile(
    r"^(?:원)?(?:여|가량|남짓)?[을를]? ?(?:[가-힣]+ )?(?:들여|써서|쓰고|쓰고도|투입해|투자해|"
    r"집행해|더해|지원해|받아|보태|사들여|"
    r"지원받아|내서|부어)"
)
# '2021년 4억원을 들여 용역을 하면서 …': spent that year, whatever is announced behind.
_SPENDS = re.compile(
    r"(?:여|가량|남짓)?(?:원)?(?:여|가량|남짓)?[을를]? ?(?:들여|써서|투입해) (?!"
    r"(?:[^.,]{0,40})?(?:착공|착수|첫 삽|시작|나섰))"
)
# 'A를 들여 지난해 착공했다': only begun then; 'A를 깎았다', 'A를 올해로 이월했다': not spent.
_NOT_OVER = re.compile(r"^[^.,]{0,40}(?:착공|첫 삽|기공)|^[^.,]{0,16}(?:덜어|깎|삭감|이월|불용)")
_WAS = re.compile(r"(?:여|가량)?(?:원)?(?:가량)?(?:에 (?:그친|불과|머문)|뿐|이었다|였다)")
_AGREED = re.compile(r"협약|계획|약속|목표|예정|양해각서|MOU|확약|의향")
_PAST_END = Anchored(
    r"(?<![가-힣]하기로 )(?:[가-힣]*(?:았|었|였|했|됐|렸|졌|갔|났|섰|쳤|꼈|웠|냈|췄|컸|샀)(?:다|고|"
    r"지만|으나|는데|으며|습니다))"
)
_NOT_SPENT_END = re.compile(
    r"밝혔|전했|발표|계획|확정|선정|확보|편성|기로|협약|체결|나섰|착수|시작|착공|돌입|제시|요청|"
    r"건의|통과|예정|방침|뽑혔|"
    r"지정|약속|신청|반영|승인|추진|알렸|말했|내놨|내놓|공모|담았|얹"
)
_EARNED = re.compile(r"(?:거둔|올린|벌어들인|이뤄 ?낸|만들어 ?낸) ")
_RESULT_NOUN = re.compile(
    r"매출|수출|수입|계약|수주|판매|기술료|영업이익|영업손실|상담|생산액|거래액|납부액"
)
_EXPECT_NOUN = re.compile(
    r"유발 ?효과|파급 ?효과|기대 ?효과|경제 ?효과|시장 ?규모|"
    r"목표(?!치?(?:의|를|보다|에) ?(?:\d|절반|못|미치|넘|웃))|전망|예상|예측|창출 ?효과"
)
_OPENING = re.compile(r"(?:[^\n.]{0,60}\n)?.{0,160}?(?:[다요]\.|\n|$)|.{0,160}")
_BILL = re.compile(r"예산안|추경|추가경정|본예산")


def is_about_a_bill(title: str, text: str) -> bool:
    """Whether an article reports a draft budget: its sums are still to be spent."""
    opening = _OPENING.match(text)
    return (
        _BILL.search(title) is not None or _BILL.search(opening[0] if opening else "") is not None
    )


@dataclass(slots=True)
class Clause:
    """The clause around an amount, as far as it tells whether money is spent."""

    kind: MoneyKind
    #: Before the amount and behind it.
    lead: str
    tail: str
    period: Years | None
    published_year: int | None
    #: Whether the article reports a draft budget.
    is_bill: bool = False

    #: The first predicates of spending or achieving, and of announcing.
    done: re.Match[str] | None = field(init=False)
    to_come: re.Match[str] | None = field(init=False)

    def __post_init__(self) -> None:
        self.done = _DONE.search(self.tail)
        self.to_come = _TO_COME.search(self.tail)

    @property
    def is_past(self) -> bool:
        """Whether the amount's years were over when the article was published."""
        last = self.period[1] if self.period else None
        return last is not None and self.published_year is not None and last < self.published_year

    @property
    def is_future(self) -> bool:
        """Whether the amount's years begin or end after the year of publication."""
        if self.period is None or self.published_year is None:
            return False
        first, last = self.period
        return max(first or 0, last or 0) > self.published_year

    @property
    def speaks_of_past(self) -> bool:
        """Whether a word before the amount points back: '지난해', '그동안'."""
        return _LEAD_PAST.search(self.lead) is not None


def status_of(clause: Clause) -> tuple[Status, str]:
    """Status of an amount, and the rule that decided."""
    if clause.kind == "outcome":
        return _of_outcome(clause)
    is_budget = clause.kind == "budget"
    planned = _still_budgeted(clause) if is_budget else None
    if planned is not None:
        return "planned", planned
    if _SPENT_LEAD.search(clause.lead):
        return "executed", "spent_word"
    if is_budget and clause.is_bill and not _ALREADY.search(clause.lead):
        return "planned", "bill"
    executed = _executed(clause) or _counted(clause)
    if executed is not None:
        return "executed", executed
    return "planned", f"verb:{clause.to_come[0]}" if clause.to_come else "default"


def _of_outcome(at: Clause) -> tuple[Status, str]:
    """A result is reached, or expected of what is still to be done."""
    done, to_come = at.done, at.to_come
    if at.is_future or _EXPECT_NOUN.search(at.lead):
        return "planned", "expected_effect"
    if at.is_past:
        return "executed", "past_years"
    if to_come and (not done or to_come.start() < done.start()):
        return "planned", f"verb:{to_come[0]}"
    if not at.speaks_of_past and _AHEAD.search(at.lead):
        return "planned", "ahead"
    if done or at.speaks_of_past:
        return "executed", f"verb:{done[0]}" if done else "past_word"
    # Nothing is to come from here on: an announcement without a past predicate has decided.
    if _EARNED.search(at.lead[-40:]):
        return "executed", "earned"
    if _RESULT_NOUN.search(at.lead[-40:] + at.tail[:24]):
        return "executed", "result"
    return "planned", "default"


def _still_budgeted(at: Clause) -> str | None:
    """Rule why budget money is still to be spent, though a verb may stand in the past."""
    if _SUPERSEDED.search(at.lead):
        return "superseded"
    if _APPROPRIATED.match(at.tail):
        return "appropriated"
    return "in_plan" if _IN_PLAN.search(at.lead) else None


def _executed(at: Clause) -> str | None:
    """Rule why money has been spent, by its verb or its years."""
    done, to_come = at.done, at.to_come
    if done and at.kind == "budget" and _CHANGE.fullmatch(done[0]):
        done = None
    comes_first = done is not None and (not to_come or done.start() <= to_come.start())
    if done and comes_first and (not at.is_future or at.speaks_of_past):
        return f"verb:{done[0].strip()}"
    if at.is_past and _SPENDS.match(at.tail):
        return "past_years"
    if to_come:
        return None
    if at.is_past and not _NOT_OVER.search(at.tail):
        return "past_years"
    return "past_after_link" if not at.is_future and _ends_in_past(at.tail) else None


def _counted(at: Clause) -> str | None:
    """'투자는 A뿐이다', '기업당 평균 지원액은 A였다': what has come, not what is agreed on."""
    if at.is_future or _AGREED.search(at.lead) or not _WAS.match(at.tail):
        return None
    is_mean = at.kind == "per_recipient" and "평균" in at.lead[-24:]
    return "counted" if at.kind == "investment" or is_mean else None


def _ends_in_past(tail: str) -> bool:
    """'… 원을 써서 센터를 지었다', '… 원을 쓰고 일자리를 만들었지만'."""
    if not _LINKS.match(tail) or _NOT_SPENT_END.search(tail):
        return False
    return _PAST_END.search(tail) is not None
