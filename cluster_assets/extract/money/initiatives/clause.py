"""The programme that an amount's own clause names, before the amount or behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.money.draft import Draft
from cluster_assets.extract.money.initiatives.roles import Hit
from cluster_assets.extract.money.initiatives.topics import Topics, goes_on

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
_BULLET_ITEM = re.compile(
    r"[▲△▶▷■□●○◆◇] ?(?P<name>[가-힣A-Za-z0-9·]{2,12}(?: [가-힣A-Za-z0-9·]{1,12}){0,4}? ?"
    r"(?:센터|시설|훈련장|플랫폼|단지|시험장|실증장|캠퍼스|타운|파크|공원|연구동|생산동|"
    r"허브|체험관|전시관|인프라|모델|모듈|시스템)) $"
)


@dataclass(frozen=True, slots=True)
class OwnClause:
    """Reads what the clause of an amount says the money is for."""

    ctx: ArticleContext
    topics: Topics
    #: The programme of the article, and the end of its lead.
    main: str | None
    lead_end: int

    @property
    def text(self) -> str:
        """The body's normal form."""
        return self.ctx.body.text

    def bullet(self, draft: Draft, lead_start: int) -> str | None:
        """The building or work that a bulleted item names in full: '▲○○ 훈련장 N억원'."""
        item = _BULLET_ITEM.search(self.text[lead_start : draft.start])
        return item["name"] if item and draft.kind == "budget" else None

    def named(self, draft: Draft, lead_start: int, tail_end: int) -> tuple[str | None, str] | None:
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
            and channel.start < self.lead_end
            and self.topics.is_introduced(channel.start)
        ):
            return self.main, "won_for_main"
        return channel.name, "site"

    def _is_built_on(self, site: Hit, draft: Draft) -> bool:
        """'○○단지 안 터에 N억 원을 들여 …': the ground of what the main programme builds."""
        return (
            site.name != self.main
            and self.topics.is_introduced(draft.start)
            and _BUILT_ON.match(self.text[draft.end : draft.end + 80]) is not None
        )
