"""Which programme an amount is for, from the article's named initiatives."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.money.draft import Draft
from cluster_assets.extract.money.initiatives.around import beside_the_work
from cluster_assets.extract.money.initiatives.beside import REACH, BesideProgrammes
from cluster_assets.extract.money.initiatives.clause import OwnClause
from cluster_assets.extract.money.initiatives.main import MainInitiative
from cluster_assets.extract.money.initiatives.references import find_hits
from cluster_assets.extract.money.initiatives.roles import Hit
from cluster_assets.extract.money.initiatives.siblings import other_numbers, other_stages
from cluster_assets.extract.money.initiatives.topics import Topics
from cluster_assets.extract.money.mentions import Named

#: Rules that found the programme in the amount's own clause.
OWN_CLAUSE = frozenset({"clause", "after", "spent_on", "sized", "given_to"})


def inherits_programme(part: Draft, whole: Draft) -> bool:
    """Whether a part takes the programme of its whole: its own clause names none."""
    rule = part.rules.get("initiative", "")
    if rule in OWN_CLAUSE:
        return False
    is_near = part.field == whole.field and part.sentence == whole.sentence
    link = part.rules.get("parent", "")
    takes_up = link.startswith("of_") and link != "of_budget"
    return is_near or rule in ("main", "rest") or (takes_up and rule in ("paragraph", "site"))


def clear_shared_programmes(drafts: Sequence[Draft]) -> None:
    """An investment whose parts go to several places is for none of them alone."""
    shares: dict[int, set[str]] = {}
    for draft in drafts:
        if draft.parent is not None and draft.rules.get("initiative") in OWN_CLAUSE:
            shares.setdefault(id(draft.parent), set()).add(draft.initiative or "")
    for draft in drafts:
        names = shares.get(id(draft), set())
        if draft.kind == "investment" and len(names) > 1 and draft.initiative in names:
            draft.initiative, draft.rules["initiative"] = None, "shared_out"


_MAIN_PROJECT = re.compile(r"이번 ?사업|본 ?사업")
_THIS_PROJECT = re.compile(r"(?:이|해당|동) ?사업|사업(?:은|는|에는|비는)")
_STAGE = re.compile(r"(?<!제)[1-9](?:기|단계|차) 사업(?![비가-힣]{2})(?=[을를은는이에 ])")
_NAMES_COLUMN = re.compile(r"(?:세부 ?)?(?:사업|과제|시설|센터) ?명\t")
_TOTAL_ROW = re.compile(r"(?:총|합|소)? ?계\t|총 ?사업비\t")
# 'A 조성에 N억원, B 사업화에 M억원': the second sum has its own purpose.
_OWN_BRACKET = re.compile(r"[,·)와과및] ?(?:[가-힣A-Za-z·]+ ){0,3}[가-힣A-Za-z]{2,}\((?:약 |총 )?$")
# 'A N억 원, 인력양성 M억 원': an item without a name.
_OWN_ITEM = re.compile(
    r"\d[^,가-힣]*[조억만]원?, (?!올해|내년|지난해|나머지|또|이 |총|모두|약|연|매년|국비|도비|"
    r"시비|군비|구비|지방비|"
    r"민간|민자|자부담|정부|공공|[가-힣]+(?:시|도|군|구|부|사|가|이|은|는|년|월) )"
    r"(?:[가-힣·]{2,10} ){1,2}$"
)
_NEXT_ITEM = re.compile(r"(?:원)?(?:,|과|와|·) ?['\"]?")
# '… 줄었고, △△ 설계비는': the name behind has a clause of its own.
_NEXT_CLAUSE = re.compile(r"[가-힣](?:[었았였됐했렸졌겼쳤켰뒀](?:고|으며|으나|지만)),? ")
_INVESTORS = re.compile(
    r"(?:이들|이|각|협약|투자) ?(?:기업|업체|회사|\d+개사|[두세네] 회사)(?:들)?[은는이] |"
    r"(?:업체|회사|기업)(?:들)?은 "
)
_SETTLE = re.compile(r"['\"」』>]?(?:에|내에| 안에|으?로) ")
# 'A 사업, B 사업 등 9개 사업에': what they share is the last one's no more than the first's.
_SEVERAL_WORKS = re.compile(
    r" 등 (?:모두 |총 )?(?:\d+|두|세|네|다섯|여섯) ?개? ?(?:사업|과제|시설|센터)(?:에|[을의은는] )"
)
_BULLET = re.compile(r"[△▲▷▶◇◆▪‣○●]")
_FEWEST_ITEMS = 2
_ITS_COST = re.compile(r"(?:총 ?)?(?:조성|건립|공사|구축|건설)비(?:는|로|로는|만) ")
_TO_BE_BUILT = re.compile(
    r"['\"」』>]*[^.\n]{0,20}?(?:조성|짓|지어|세우|세울|건립|구축|만들|건설)[가-힣]{0,4}"
)
_OWN_PURPOSE = re.compile(
    r"^[^가-힣]{0,4}(?:원)?(?:을|이|은)?[,·] (?:[가-힣·A-Za-z0-9]+ ){0,4}[가-힣]+에(?:는|도)? "
    r"(?:각각 |약 |총 )?$"
)


class InitiativeScope:
    """Answers, for an amount of the article, which initiative it is for."""

    def __init__(
        self,
        ctx: ArticleContext,
        initiatives: Sequence[Named],
        organizations: Sequence[Named] = (),
    ) -> None:
        self.ctx = ctx
        self.text = ctx.body.text
        self.initiatives = list(initiatives)
        hits = find_hits(self.text, self.initiatives, organizations)
        finder = MainInitiative(ctx, self.initiatives, hits)
        self.main = finder.find()
        others = [
            *other_stages(self.text, hits, self.main),
            *other_numbers(self.text, hits, self.main),
        ]
        self.topics = Topics(
            ctx, sorted([*hits, *others], key=lambda h: (h.start, h.end)), self.main
        )
        self._clause = OwnClause(ctx, self.topics, self.main, finder.lead_end)
        self._beside = BesideProgrammes(
            self.text,
            self.topics,
            {n.name for n in organizations},
            is_titled=finder.is_titled(self.main) or finder.is_led_by_programme(self.main),
        )
        #: The last outcome: end, initiative, and whether its own clause names it.
        self._outcome: tuple[int, str | None, bool] = (-1, None, False)

    def at(self, draft: Draft, lead_start: int, tail_end: int) -> tuple[str | None, str]:
        """Initiative and rule: own clause, then sentence, then what is carried on."""
        name, rule = self._find(draft, lead_start, tail_end)
        if draft.field == "text":
            self._beside.tell(draft, name)
        if draft.kind == "outcome" and draft.field == "text":
            end, last, is_told = self._outcome
            is_near = end >= 0 and draft.start - end <= REACH
            if rule == "main" and is_told and is_near and "\n" not in self.text[end : draft.start]:
                name, rule = last, "same_result"
            told = ("clause", "sentence", "same_result", "site")
            self._outcome = (draft.end, name, rule in told)
        return name, rule

    def _find(self, draft: Draft, lead_start: int, tail_end: int) -> tuple[str | None, str]:
        if draft.is_table:
            return self._in_row(draft)
        if draft.field == "title":
            near = [n for n in self.initiatives if n.field == "title"]
            return (near[-1].name, "headline") if near else (self.main, "main")
        inner = self.topics.sentence(draft.start, *draft.sentence)
        if inner != draft.sentence:
            draft = replace(draft, sentence=inner)
        lead_start, tail_end = max(lead_start, inner[0]), min(tail_end, inner[1])
        if draft.rules.get("kind") in ("price", "aid_per_unit"):
            return None, "unit_price"
        bullet = self._clause.bullet(draft, lead_start)
        if bullet is not None:
            return bullet, "clause"
        item = self._bulleted(draft)
        if item is not None:
            return item
        several = _SEVERAL_WORKS.search(self.text, lead_start, draft.start)
        if several is not None and not self.topics.within(several.end(), draft.start):
            return None, "several"
        found = (
            self._taken_up(draft, lead_start)
            or self._clause.named(draft, lead_start, tail_end)
            or self._in_sentence(draft)
        )
        if found is not None:
            return found
        reason = self._beside.reason(draft, lead_start)
        if reason is not None:
            return None, reason
        return self._told_behind(draft, tail_end) or self._carried(draft)

    def _told_behind(self, draft: Draft, tail_end: int) -> tuple[str | None, str] | None:
        """What the words behind the amount tell: where investors settle, or a name."""
        site = self._settled_at(draft)
        if site is not None:
            return site, "settled_at"
        if self._is_of_next_clause(draft):
            return self.topics.before(draft.sentence[0]).name, "before_clause"
        after = self.topics.within(draft.end, tail_end)
        if not after or _NEXT_ITEM.fullmatch(self.text[draft.end : after[0].start]):
            return None  # 'A, △△ 정비 B': the name behind the comma is the next item's
        if _OWN_PURPOSE.match(self.text[draft.end : after[0].end] + "에 "):
            return None  # '○○에 A, △△에 B': the name behind is the next sum's
        best = next((h for h in after if h.role in ("topic", "plain")), after[0])
        return best.name, "after"

    def _is_of_next_clause(self, draft: Draft) -> bool:
        """Whether the first name behind the amount belongs to a clause of its own."""
        behind = self.topics.within(draft.end, draft.sentence[1])
        return bool(behind) and (
            _NEXT_CLAUSE.search(self.text, draft.end, behind[0].start) is not None
        )

    def _settled_at(self, draft: Draft) -> str | None:
        """'N억 원의 투자협약을 맺었다. 이들 기업은 ○○에 …': where the investors settle."""
        if draft.kind != "investment":
            return None
        start = draft.sentence[1]
        start += self.text.startswith(" ", start)
        if _INVESTORS.match(self.text, start) is None:
            return None
        sites = [
            h
            for h in self.topics.within(start, self.ctx.sentence_at(start)[1])
            if _SETTLE.match(self.text, h.end)
        ]
        return sites[0].name if len({h.name for h in sites}) == 1 else None

    def _bulleted(self, draft: Draft) -> tuple[str | None, str] | None:
        """Of an item in a row of bullets that names nothing: what the row is about.

        A name in the items beside it is theirs.
        """
        first, last = draft.sentence
        signs = [m.start() for m in _BULLET.finditer(self.text, first, last)]
        start = max((at for at in signs if at < draft.start), default=-1)
        if len(signs) < _FEWEST_ITEMS or start < 0:
            return None
        end = min((at for at in signs if at > start), default=last)
        if self.topics.within(start, end):
            return None
        heading = [h for h in self.topics.within(first, signs[0]) if h.role in ("topic", "plain")]
        if heading:
            return heading[-1].name, "heading"
        opens = first == 0 or self.text[first - 1] == "\n"
        return (self.main if opens else self.topics.before(first).name), "heading"

    def _in_row(self, draft: Draft) -> tuple[str | None, str]:
        """Of a table's cell: the name in its row, in its column's head, or the article's."""
        start = self.text.rfind("\n", 0, draft.start) + 1
        end = self.text.find("\n", draft.start)
        row = self.topics.within(start, end if end >= 0 else len(self.text))
        if row:
            return row[0].name, "clause"
        head = start
        while head > 0:
            before = self.text.rfind("\n", 0, head - 1) + 1
            if "\t" not in self.text[before : head - 1]:
                break
            head = before
        if _NAMES_COLUMN.match(self.text, head) and not _TOTAL_ROW.match(self.text, start):
            return None, "unnamed_row"
        return self._carried(draft)

    def _carried(self, draft: Draft) -> tuple[str | None, str]:
        built = self._built_before(draft)
        if built is not None:
            return built, "this_project"
        topic = self.topics.of(draft.sentence[0])
        if topic.settled >= 0:
            is_rest = self.text.startswith("나머지", draft.sentence[0])
            return topic.name, "rest" if is_rest else "paragraph"
        return self.main, "main"

    def _built_before(self, draft: Draft) -> str | None:
        """'○○단지를 조성하겠다. 조성비는 A다': what the sentence before says is to be built."""
        first = draft.sentence[0]
        if draft.kind != "budget" or not _ITS_COST.match(self.text, first):
            return None
        before = self.text.rfind("\n", 0, first) + 1
        hits = self.topics.within(before, first)
        if hits and _TO_BE_BUILT.match(self.text[hits[-1].end : first]):
            return hits[-1].name
        return None

    def _taken_up(self, draft: Draft, lead_start: int) -> tuple[str | None, str] | None:
        """'이 사업에는 …': what the sentence before was about."""
        first = draft.sentence[0]
        if self.main and _MAIN_PROJECT.match(self.text, first):
            return self.main, "this_project"
        match = _THIS_PROJECT.match(self.text, first)
        if match and lead_start == first:
            pointer = self.topics.within(first, match.end())
            name = pointer[0].name if pointer else self.topics.before(first).name
            return name, "this_project"
        return None

    def _own_purpose(self, draft: Draft, last: Hit) -> bool:
        between = self.text[max(last.end, draft.start - 60) : draft.start]
        if re.search(r"\d", between) and _OWN_BRACKET.search(between):
            return True
        if draft.label is None and _OWN_ITEM.search(between):
            return True
        comma = between.rfind(", ")
        return (
            comma > 0
            and re.search(r"\d[^,]{0,8}$", between[:comma]) is not None
            and _OWN_PURPOSE.match(between[comma:]) is not None
        )

    def _in_sentence(self, draft: Draft) -> tuple[str | None, str] | None:
        first, last = draft.sentence
        stage = _STAGE.search(self.text[first:last])
        before = self.topics.within(first, draft.start)
        if stage and not before:
            return stage[0], "stage"
        if before and not self._own_purpose(draft, before[-1]):
            return before[-1].name, "site" if before[-1].role == "site" else "sentence"
        if before:
            lead = self.text[before[-1].end : draft.start]
            beside = beside_the_work(self.text, draft, lead, lead)
            if beside is not None:
                return None, beside
            return self.topics.before(first).name, "own_purpose"
        return None
