"""Places smaller than a town, and what stands there: in which region an article puts them.

An article says once where a thing is ('○○시 ○○지구', '○○구 ○○동에 들어설 ○○센터') and
then goes on with the short name alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.money.mentions import Named
from cluster_assets.extract.names.regions.candidates import NOUN_USE
from cluster_assets.extract.names.regions.context import reference_day
from cluster_assets.extract.names.regions.gazetteer import Gazetteer, Region, load_gazetteer

_MAX_PLACES = 60
_KIND = (
    r"(?:국제도시|혁신도시|신도시|하늘도시|도시|지식산업지구|산업지구|지구|국가산업단지|"
    r"일반산업단지|첨단산업단지|산업단지|농공단지|국가산단|일반산단|산단|단지|테크노밸리|밸리|"
    r"테크노폴리스|바이오폴리스|"
    r"읍|면|동|리|항|섬)"
)
_SUB = re.compile(
    rf" (?P<stem>[가-힣0-9·]{{1,8}}?)(?P<kind>{_KIND})(?=[ ,.)]|[은는이가을를의과와도]|에|"
    rf"일[원대]|$)"
)
# What is to stand there: '… 들어설 '○○센터'', '… 서는 ○○센터'
_STANDS = re.compile(
    r"(?:에|의)(?: (?:들어설|들어서는|들어선|서는|세우는|세울|세워지는|세워질|짓는|지을|조성하는|"
    r"조성되는|조성할|조성될|만드는|만들|있는|위치한|자리한|자리 잡은))? ?"
    r"(?P<name>['\"]?[가-힣A-Za-z0-9·()~ ]{3,28}?)['\"]?(?=\(|[은는이가을를에]|의 |$)"
)
_STRADDLES = re.compile(r"에 (?:걸쳐|걸친) ?(?:조성되는|조성하는|조성 중인|있는|들어서는|들어설)?")
_FACILITY = (
    r"(?:지구|단지|산단|센터|관|프리존|특구|밸리|파크|타운|클러스터|공항|벨트|캠퍼스|허브|공장|"
    r"시설|체험장|[가-힣]동|도로|거점|혁신도시|플랫폼|테스트베드|인프라|연구소|실증지)"
)
_COST = (
    r"(?:(?:조성|건립|설계|용역|공사|구축|사업|건설|개발|운영|시설|정비|토지|매입|연구)비|예산|"
    r"부담금|출연금|사업비|몫)"
)
_ITEM_END = re.compile(
    rf"{_FACILITY}['\"]? ?(?:{_COST})?(?:에는|에|로|으로|은|는)? ?(?:{_COST})? ?$"
)
_ITEM_START = re.compile(r"[,;:(\n△▲□■○●◇◆▷▶ㅇ]|[와과고며] |(?<=[도시군구])[은는] ")
_AFTER_TOPIC = re.compile(
    rf"(?:원)?[은는] ['\"]?(?P<np>[가-힣A-Za-z0-9· ]{{3,28}}?)['\"]? ?{_COST}"
    r"(?:이다|이며|이고|으로|로|다|에 |,|\.)"
)
_AREA_WORD = re.compile(r"[가-힣]{2,4}만?권")
JOINED_PLACES = re.compile(r"[가-힣]{2,4}(?:[·~/,]|만?권)")


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of the body that stands for ``region`` (``None``: two provinces share it)."""

    start: int
    end: int
    region: str | None


def find_places(ctx: ArticleContext, regions: Sequence[Named]) -> list[Place]:
    """Where the body names a place or thing that it has put into a region, in order."""
    text = ctx.body.text
    learned: dict[str, str | None] = {}
    body = [n for n in regions if n.field == "text"]
    for i, named in enumerate(body):
        if " " in named.name:
            _learn(text, named, learned)
        if i + 1 < len(body):
            _learn_straddling(text, named, body[i + 1], learned)
        if len(learned) > _MAX_PLACES:
            break
    if not learned:
        return []
    names = sorted(learned, key=len, reverse=True)
    pattern = re.compile(rf"(?<![가-힣])(?:{'|'.join(map(re.escape, names))})")
    return [Place(m.start(), m.end(), learned[m[0]]) for m in pattern.finditer(text)]


def _learn(text: str, named: Named, learned: dict[str, str | None]) -> None:
    sub = _SUB.match(text, named.end, named.end + 24)
    at = named.end
    if sub:
        at = sub.end()
        full = sub["stem"] + sub["kind"]
        if len(full) >= 3:
            learned.setdefault(full, named.name)
        if len(sub["stem"]) >= 2 and len(sub["kind"]) >= 2:
            learned.setdefault(sub["stem"], named.name)
    stands = _STANDS.match(text, at, at + 60)
    if stands and ("들어" in stands[0] or sub or stands["name"][0] in "'\""):
        name = stands["name"].strip("'\" ")
        if re.search(rf"{_FACILITY}$", name) and len(name) >= 3:
            learned.setdefault(name, named.name)


def _learn_straddling(
    text: str, first: Named, second: Named, learned: dict[str, str | None]
) -> None:
    """'A군 ○면과 B시 ○동에 걸쳐 조성되는 ○○산단': nobody's alone."""
    if second.start - first.end > 16 or first.name.split()[0] == second.name.split()[0]:
        return
    match = _STRADDLES.search(text, second.end, second.end + 24)
    if not match:
        return
    name = re.match(
        r" ?['\"]?([가-힣A-Za-z0-9·]{4,24}?)(?=['\"은는이가을를에의]| |$)",
        text[match.end() : match.end() + 30],
    )
    if name:
        learned.setdefault(name[1], None)


_BUILDS = (
    r"(?:들어서|들어선|들어설|서는|세우|세운|세울|세워|짓|지을|지어|조성|만드|만들|건립|건설|구축|"
    r"설치|자리|위치|있는|문을 (?:연|여|열)|마련|신설|운영)"
)
_SITED_AT = re.compile(
    r"['\"」』>]*(?:\([^()]{1,24}\))?(?:은|는|이|가|을|를|도) (?:[가-힣]{1,6} ){0,2}$"
)
_SITE_TAIL = re.compile(
    rf"(?: [가-힣0-9·]{{1,14}}){{0,3}}?(?: 일원| 일대)?(?: [\d,.만]+ ?㎡)?(?:에|에서) "
    rf"(?:[가-힣]{{1,6}} ){{0,2}}{_BUILDS}"
)
_SITE_HEAD = re.compile(
    rf"(?: [가-힣0-9·]{{1,14}}){{0,2}}?(?: [\d,.만천백]+ ?㎡)?(?:에는|에|"
    rf"의)(?: [가-힣0-9]{{0,5}}{_BUILDS}[가-힣]{{0,3}})? ?"
    r"['\"「『<]?$"
)
# '○○구 ○○동에서 '○○센터' 준공식을 열었다'
_OPENED = re.compile(
    r"['\"」』>]*[^.,\n]{0,24}?(?:준공식|착공식|기공식|개소식|개관식|개원식|현판식)"
)
_THIS_HEAD = re.compile(
    rf"(?: [가-힣0-9·]{{1,14}}){{0,2}}?에 [가-힣 ]{{0,6}}{_BUILDS}[가-힣]{{0,3}} "
    rf"이 ?(?P<head>[가-힣]{{2,6}}?)(?=[은는이가을를에의])"
)


def sites_of(text: str, towns: Sequence[Named], things: Sequence[Named]) -> dict[str, str]:
    """Region in which the body says that each named thing stands; things told once only.

    'T에 들어설 N', 'N은 T에 들어선다', 'T에 짓는 이 센터' for the thing named last.
    """
    sites: dict[str, str] = {}
    for town in towns:
        if re.search(r"(?:와|과|·|,) ?$", text[max(0, town.start - 2) : town.start]) or re.match(
            r"(?:와|과|·|,) ?[가-힣]", text[town.end : town.end + 4]
        ):
            continue
        after = text[town.end : town.end + 60]
        for later in [t for t in things if 0 <= t.start - town.end <= 44][:2]:
            gap = text[town.end : later.start]
            is_opened = _OPENED.match(text, later.end, later.end + 40) and re.search(
                "에서 ?['\"]?$", gap
            )
            if is_opened or (
                _SITE_HEAD.fullmatch(gap)
                and (gap.startswith(" ") or "에" in gap or gap.endswith("'"))
            ):
                sites.setdefault(later.name, town.name)
        earlier = next((t for t in reversed(things) if t.end <= town.start), None)
        if earlier is None:
            continue
        if _SITED_AT.fullmatch(text[earlier.end : town.start][:60]) and _SITE_TAIL.match(after):
            sites.setdefault(earlier.name, town.name)
        this = _THIS_HEAD.match(after)
        if this:
            same = [t for t in things if t.end <= town.start and t.name.endswith(this["head"])]
            if same:
                sites.setdefault(same[-1].name, town.name)
    return sites


@dataclass(frozen=True, slots=True)
class ItemTowns:
    """Finds the town that an item of a list or budget is called after: '○○ 체험관 A'."""

    gazetteer: Gazetteer
    day: date
    main: str | None
    mentioned: frozenset[str]

    @classmethod
    def of(cls, ctx: ArticleContext, main: str | None, regions: Sequence[Named]) -> ItemTowns:
        """For one article, whose main region and mentions settle shared names."""
        return cls(load_gazetteer(), reference_day(ctx), main, frozenset(n.name for n in regions))

    def before(self, lead: str) -> str | None:
        """Region of the item that ends right before an amount; ``lead`` is what precedes it."""
        piece = _ITEM_START.split(lead[-44:])[-1]
        if not _ITEM_END.search(piece):
            return None
        return self._in_phrase(piece)

    def in_names(self, named: Sequence[Named]) -> list[Named]:
        """Region mentions that names begin with and hide: '○○ ○○산단의', '○○ 특구가'."""
        found = []
        for thing in named:
            town = self.of_name(thing.name)
            if town is None or " " not in town:
                continue
            first = thing.name.split(" ")[0]
            stem = town.split(" ")[-1]
            length = len(stem) if first.startswith(stem) else len(stem) - 1
            found.append(Named(thing.field, thing.start, thing.start + length, town, "", "region"))
        return found

    def of_name(self, name: str) -> str | None:
        """The town that a programme is called after: '○○ 태양광 특구'."""
        words = name.strip("'\"").split(" ")
        if JOINED_PLACES.match(words[0]):
            return None
        return self._of_word(words[0], " " + " ".join(words[1:]) if len(words) > 1 else "")

    def after(self, tail: str) -> str | None:
        """Region of what an amount is said to be: 'B는 ○○전시관 부담금이다'."""
        match = _AFTER_TOPIC.match(tail)
        return self._in_phrase(match["np"]) if match else None

    def _in_phrase(self, phrase: str) -> str | None:
        """The last word of the phrase, of three, that begins with a known region."""
        words = phrase.strip(" '\"").split(" ")
        for i in range(max(0, len(words) - 4), len(words)):
            rest = " " + " ".join(words[i + 1 :]) if i + 1 < len(words) else ""
            word = words[i].strip("'\"")
            found = None if JOINED_PLACES.match(word) else self._of_word(word, rest)
            if found:
                return found
        # '○○ '□□ △△ 센터'': the word before the quotation.
        quote = re.search(r"(?:^|[ ,])([가-힣]{2,4}) ['\"][^'\"]{4,40}['\"]?[^'\"]{0,12}$", phrase)
        return self._of_word(quote[1], " '") if quote else None

    def _of_word(self, word: str, rest: str) -> str | None:
        if _AREA_WORD.match(word):
            return None
        for length in range(min(len(word), 4), 1, -1):
            rows = [r for r in self.gazetteer.candidates(word[:length]) if r.level != "gu"]
            if not rows:
                continue
            is_alone = length == len(word)
            is_noun = any(r.is_word for r in rows) and (not is_alone or NOUN_USE.match(rest))
            if is_noun or (is_alone and not rest):
                return None
            return self._choose(rows)
        return None

    def _choose(self, rows: Sequence[Region]) -> str | None:
        names = {self.gazetteer.as_of(r, self.day).name: r for r in rows}
        here = {n for n in names if n in self.mentioned}
        if len(here) == 1:
            return here.pop()
        province = self.main.split()[0] if self.main else None
        near = {
            n
            for n, r in names.items()
            if province in (None, n.split()[0]) and not r.name.endswith("구") and " " in n
        }
        if len(near) == 1:
            return near.pop()
        return None
