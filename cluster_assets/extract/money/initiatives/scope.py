"""Which programme an amount is for, from the article's named initiatives."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.money.draft import Draft
from cluster_assets.extract.money.initiatives.main import MainInitiative
from cluster_assets.extract.money.initiatives.references import Hit, find_hits
from cluster_assets.extract.money.initiatives.topics import Topics, goes_on
from cluster_assets.extract.money.initiatives.unrelated import beside_the_work, unrelated
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
_HEDGE = r"(?:원)?(?:여|가량|정도|안팎|내외|이상|남짓|상당)? ?"
# 'N억 원을 들여 A를 짓는다': what the money is spent on follows it.
_SPENDS = re.compile(
    rf"^(?:{_HEDGE})(?:의 (?:예산|사업비|자금|국비|도비|시비)|규모)?[을를]? ?(?:들여|투입해|투자해|"
    r"써서|들이고|쏟아|투입하여|"
    r"투자하여|출연해|출자해|부어|쏟아부어|지원받아|확보해|확보하여|받아|보태)\b|^(?:원)?으로(?= )"
)
_BUILDS = re.compile(
    r"^['\"」』>》〉]*(?:\([^()\n]{1,30}\))?(?:[을를이가도] ?(?:[가-힣0-9]+ ){0,3}|의 "
    r"?[가-힣]{1,6}[을를] | \d[\d,]*(?:가구|호|실|동|기|개|대)[를을]? ?| ?)(?:짓|지어|지을|세우|"
    r"세워|세운|건립|조성|"
    r"구축|만들|만드|설치|추진|벌|편다|펼|운영|개소|착공|새로|신설|설립|시행|진행|개발|확장|육성|"
    r"키우|키운|"
    r"닦|연다|열|마련|들어선|들어설|매입|사들)"
)
# 'N억 원 규모의 A', 'N억 원이 드는 A'
_SIZED = re.compile(
    rf"^{_HEDGE}(?:규모의|규모|짜리|상당의|대의?|이 ?(?:투입되는|들어가는|드는|투입된|들어간|"
    r"투입될|들어갈|소요되는)|"
    r"[을를] ?(?:들인|들이는|들일|투입한|투입하는|투입할|투자하는|쏟는)) ?(?:[가-힣]+ "
    r"){0,2}['\"「『<《〈]?$|"
    rf"^{_HEDGE}의 ['\"「『<《〈]?$"
)
# '30억 원은 A에 쓰인다'
_GIVEN = re.compile(rf"^{_HEDGE}(?:은|는|을|를|이|가) (?:[가-힣·]+ ){{0,3}}['\"「『<《〈]?$")
_GIVEN_TO = re.compile(r"^['\"」』>》〉]*(?:에| ?몫|의 몫|조성|건립|구축|사업비|사업에|로 )")
# '… N억 원을 A에, M억 원을 B에 썼다': A took the sum before.
_TAKEN = re.compile(r"['\"」』>》〉]?(?:에|로)[^가-힣]{0,3}[,·] ?(?:나머지 |약 |총 )?")
# '… 원을 들여 …을 짓는다': a building without a name.
_BUILT_ON = re.compile(
    r"^(?:원)?(?:여|가량|정도|안팎)?(?:을 |를 |으로 )(?:들여|투입해|투자해|들이고|써서)"
    r"?[^.\n]{0,50}?"
    r"(?:짓|지어|지을|세우|세워|건립|조성|구축|설치|들어서|마련|만들)"
)
_AHEAD = 160
_REACH = 240
_BODY_SUBJECT = re.compile(r"(센터|진흥원|재단|연구원|연구소|공사|공단|테크노파크)(?:은|는|이|가) ")
_NAMES_COLUMN = re.compile(r"(?:세부 ?)?(?:사업|과제|시설|센터) ?명\t")
_TOTAL_ROW = re.compile(r"(?:총|합|소)? ?계\t|총 ?사업비\t")
_COMPARES = re.compile(r"보다|에서 |으로 |이던|이었")
_SAME_FIRMS = re.compile(r"(?:작년|지난해|그동안|올해)? ?(?:참여|지원|선정|수혜|이들)")
# '1차 실증에는 …' in an article about the second.
_OTHER_STAGE = re.compile(
    r"(?<![가-힣\d·~])(?P<stage>[1-9](?:차|기|단계)) (?P<what>사업|실증|실증사업|"
    r"조성사업)(?=[은는이가을를의]|에는?)"
)
_NUMBERED = re.compile(r"(?<![가-힣\d])[1-9]호 (?:펀드|센터)(?=[은는이가을를의]|에는?)")
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
_ITS_COST = re.compile(r"(?:총 ?)?(?:조성|건립|공사|구축|건설)비(?:는|로|로는|만) ")
_TO_BE_BUILT = re.compile(
    r"['\"」』>]*[^.\n]{0,20}?(?:조성|짓|지어|세우|세울|건립|구축|만들|건설)[가-힣]{0,4}"
)
_BULLET_ITEM = re.compile(
    r"[▲△▶▷■□●○◆◇] ?(?P<name>[가-힣A-Za-z0-9·]{2,12}(?: [가-힣A-Za-z0-9·]{1,12}){0,4}? ?"
    r"(?:센터|시설|훈련장|플랫폼|단지|시험장|실증장|캠퍼스|타운|파크|공원|연구동|생산동|"
    r"허브|체험관|전시관)) $"
)
_OWN_PURPOSE = re.compile(
    r"^[^가-힣]{0,4}(?:원)?(?:을|이|은)?[,·] (?:[가-힣·A-Za-z0-9]+ ){0,4}[가-힣]+에(?:는|도)? "
    r"(?:각각 |약 |총 )?$"
)


@dataclass(frozen=True, slots=True)
class _Beside:
    """The last sum for no programme: its sentence's end, its own end, kind and reason."""

    end: int
    amount_end: int
    kind: str
    reason: str


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
        self._bodies = {n.name for n in organizations}
        self.hits = find_hits(self.text, self.initiatives, organizations)
        finder = MainInitiative(ctx, self.initiatives, self.hits)
        self.main = finder.find()
        self._is_titled = finder.is_titled(self.main)
        self._lead_end = finder.lead_end
        self._is_led_by_programme = finder.is_led_by_programme(self.main)
        self._beside = _Beside(-1, -1, "", "")
        #: The last sum of each kind: its end, and what it is for.
        self._told: dict[str, tuple[int, str | None]] = {}
        #: The last outcome: end, initiative, and whether its own clause names it.
        self._outcome: tuple[int, str | None, bool] = (-1, None, False)
        self.hits = sorted(
            [*self.hits, *self._other_stages(), *self._other_numbers()],
            key=lambda h: (h.start, h.end),
        )
        self.topics = Topics(ctx, self.hits, self.main)

    def _other_numbers(self) -> list[Hit]:
        """'1호 펀드', '2호 센터' in an article about another fund or centre."""
        kind = (self.main or "")[-2:]
        if kind not in ("펀드", "센터"):
            return []
        if re.search(rf"{re.escape(self.main or '')}['\"]? ?[1-9]호", self.text):
            return []  # the numbers are the main one's own
        taken = [(h.start, h.end) for h in self.hits]
        return [
            Hit(m.start(), m.end(), m[0], "topic")
            for m in _NUMBERED.finditer(self.text)
            if m[0].endswith(kind) and not any(a < m.end() and m.start() < b for a, b in taken)
        ]

    def _other_stages(self) -> list[Hit]:
        """Earlier or later stages than the one that the main programme is named after."""
        own = re.search(r"[1-9](?:차|기|단계)", self.main or "")
        if own is None:
            return []
        taken = [(h.start, h.end) for h in self.hits]
        found = []
        for m in _OTHER_STAGE.finditer(self.text):
            if m["stage"] == own[0] or any(a < m.end() and m.start() < b for a, b in taken):
                continue
            same = next((h.name for h in self.hits if m["stage"] in h.name), m[0])
            found.append(Hit(m.start(), m.end(), same, "topic"))
        return found

    def at(self, draft: Draft, lead_start: int, tail_end: int) -> tuple[str | None, str]:
        """Initiative and rule: own clause, then sentence, then what is carried on."""
        name, rule = self._find(draft, lead_start, tail_end)
        if draft.field == "text":
            self._told[draft.kind] = (draft.end, name)
        if draft.kind == "outcome" and draft.field == "text":
            end, last, is_told = self._outcome
            is_near = end >= 0 and draft.start - end <= _REACH
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
        bullet = self._bullet(draft, lead_start)
        if bullet is not None:
            return bullet, "clause"
        found = (
            self._taken_up(draft, lead_start)
            or self._in_clause(draft, lead_start, tail_end)
            or self._in_sentence(draft)
        )
        if found is not None:
            return found
        reason = self._beside_reason(draft, lead_start)
        if reason is not None:
            self._beside = _Beside(draft.sentence[1], draft.end, draft.kind, reason)
            return None, reason
        after = self.topics.within(draft.end, tail_end)
        if after and _NEXT_ITEM.fullmatch(self.text[draft.end : after[0].start]):
            after = []  # 'A, △△ 정비 B': the name behind the comma is the next item's
        if after and _OWN_PURPOSE.match(self.text[draft.end : after[0].end] + "에 "):
            after = []  # '○○에 A, △△에 B': the name behind is the next sum's
        if after:
            best = next((h for h in after if h.role in ("topic", "plain")), after[0])
            return best.name, "after"
        return self._carried(draft)

    def _bullet(self, draft: Draft, lead_start: int) -> str | None:
        """The building or work that a bulleted item names in full: '▲○○ 훈련장 N억원'."""
        item = _BULLET_ITEM.search(self.text[lead_start : draft.start])
        return item["name"] if item and draft.kind == "budget" else None

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

    def _in_clause(
        self, draft: Draft, lead_start: int, tail_end: int
    ) -> tuple[str | None, str] | None:
        """What is named right before or right after the amount."""
        after = self.topics.within(draft.end, tail_end)
        lead = self.topics.within(lead_start, draft.start)
        if after:
            found = self._named_after(draft, after)
            if found is not None and (
                found[1] != "given_to"
                or not lead
                or _TAKEN.match(self.text[lead[-1].end : draft.start])
            ):
                return found
        strong = [h for h in lead if h.role in ("topic", "plain")]
        if strong:
            return strong[-1].name, "clause"
        if not lead:
            return None
        near = lead[-1]
        if near.role == "channel":
            return self._won_for(draft, near)
        topic = self.topics.before(draft.sentence[0])
        in_paragraph = topic.settled >= self.text.rfind("\n", 0, draft.sentence[0]) + 1 or goes_on(
            self.text, draft.sentence[0]
        )
        if draft.kind == "budget" and topic.settled >= 0 and in_paragraph:
            return topic.name, "paragraph"
        if draft.kind == "budget" and self.main and self._is_built_on(near, draft):
            return self.main, "built_on_site"
        return near.name, "site"

    def _is_built_on(self, site: Hit, draft: Draft) -> bool:
        """'○○단지 안 터에 N억 원을 들여 …': the ground of what the main programme builds."""
        return (
            site.name != self.main
            and self.topics.is_introduced(draft.start)
            and _BUILT_ON.match(self.text[draft.end : draft.end + 80]) is not None
        )

    def _won_for(self, draft: Draft, channel: Hit) -> tuple[str | None, str]:
        """What money of a scheme that was won is for: what is built with it, or the main."""
        last = draft.sentence[1]
        line_end = self.text.find("\n", last + 1)
        following = self.ctx.sentence_at(last + 1)[1]
        ahead = min(last + _AHEAD, max(following, line_end if line_end > 0 else last))
        for hit in self.topics.within(draft.end, ahead):
            if (
                hit.role == "topic"
                and hit.name != channel.name
                and self.text[hit.end : hit.end + 1] != "도"
                and _BUILDS.match(self.text[hit.end : hit.end + 50])
            ):
                return hit.name, "won_for"
        if (
            self.main is not None
            and channel.start < self._lead_end
            and self.topics.is_introduced(channel.start)
        ):
            return self.main, "won_for_main"
        return channel.name, "site"

    def _named_after(self, draft: Draft, after: Sequence[Hit]) -> tuple[str, str] | None:
        first = after[0]
        between = self.text[draft.end : first.start]
        if len(between) <= 40 and _SIZED.match(between):
            return first.name, "sized"
        if _SPENDS.match(between):
            for hit in after:
                if hit.role in ("topic", "plain") and _BUILDS.match(
                    self.text[hit.end : hit.end + 50]
                ):
                    return hit.name, "spent_on"
        if (
            len(between) <= 40
            and _GIVEN.match(between)
            and _GIVEN_TO.match(self.text[first.end : first.end + 8])
        ):
            return first.name, "given_to"
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

    def _result_of_body(self, draft: Draft) -> str | None:
        """What a body that the sentence takes up by its kind ('센터는') has earned."""
        match = _BODY_SUBJECT.match(self.text, draft.sentence[0])
        if match is None or draft.kind != "outcome":
            return None
        is_body = any(name.endswith(match[1]) for name in self._bodies)
        return "body_result" if is_body else None

    def _beside_reason(self, draft: Draft, lead_start: int) -> str | None:
        """Why an amount is for no programme, though one may be talked of around it."""
        topic = self.topics.of(draft.sentence[0])
        if self.topics.points_at_unnamed(*draft.sentence):
            return "unnamed_thing"
        reason = unrelated(
            self.text,
            draft,
            lead_start,
            topic=topic.name,
            has_topic=topic.settled >= 0,
            is_titled=self._is_titled or self._is_led_by_programme,
        )
        if reason == "other_actor" and self._goes_on_from(draft):
            return None  # one firm more of those that the programme is for
        return reason or self._result_of_body(draft) or self._still_beside(draft)

    def _goes_on_from(self, draft: Draft) -> bool:
        """Whether the paragraph has told a sum of the kind, for the programme, just before."""
        end, name = self._told.get(draft.kind, (-1, None))
        return (
            end >= 0
            and name is not None
            and draft.start - end <= _REACH
            and "\n" not in self.text[end : draft.start]
        )

    def _still_beside(self, draft: Draft) -> str | None:
        """What goes on from a sum for no programme: compared with it, or of its kind."""
        before = self._beside
        if before.end < 0 or "\n" in self.text[before.end - 1 : draft.start]:
            return None
        if draft.start < before.end:
            between = self.text[before.amount_end : draft.start]
            return "beside" if _COMPARES.search(between) else None
        if draft.start - before.end > _REACH:
            return None
        goes_on = (
            before.kind == draft.kind
            or before.reason == "unnamed_thing"
            or _SAME_FIRMS.match(self.text, draft.sentence[0]) is not None
        )
        return "beside" if goes_on else None
