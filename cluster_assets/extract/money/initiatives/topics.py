"""What each sentence of an article speaks of: its programmes, carried on where none is named."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.money.initiatives.roles import Hit
from cluster_assets.extract.names.initiatives.names import place_prefix


@dataclass(frozen=True, slots=True)
class Topic:
    """The programme that a sentence speaks of and where that was settled."""

    name: str | None
    #: Start of the sentence that named it; -1 for the article's main one.
    settled: int = -1


_UNNAMED = re.compile(
    r"(?<![가-힣])이 ?(?:설비|공장|도로|기숙사)(?=[은는이가을를의]|에는|에서|에 )"
)
_INNER_END = re.compile(r"(?<=[다요죠까])[.?!] (?=[^\s'\"])")


def inner_sentences(text: str, sentences: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """``sentences``, with those inside a quotation told apart."""
    found = []
    for start, end in sentences:
        at = start
        for match in _INNER_END.finditer(text, start, end):
            found.append((at, match.end()))
            at = match.end()
        found.append((at, end))
    return found


class Topics:
    """Per sentence of the body, the programme it speaks of, carried on where none is named."""

    def __init__(self, ctx: ArticleContext, hits: Sequence[Hit], main: str | None) -> None:
        self.text = ctx.body.text
        self.hits = list(hits)
        self.main = main
        self._hit_starts = [h.start for h in self.hits]
        sentences = inner_sentences(self.text, ctx.sentences)
        self._starts = [s for s, _ in sentences]
        #: Where the body first names the main programme: before, it cannot be taken up again.
        self._introduced = next((h.start for h in self.hits if h.name == main), 0)
        self._topics = self._carry(sentences)

    def within(self, start: int, end: int) -> list[Hit]:
        """Hits that begin in ``[start, end)``, asides left out."""
        low = bisect_left(self._hit_starts, start)
        high = bisect_left(self._hit_starts, end)
        return [h for h in self.hits[low:high] if h.role != "aside"]

    def sentence(self, draft_start: int, first: int, last: int) -> tuple[int, int]:
        """The inner sentence around ``draft_start`` of the sentence ``[first, last)``."""
        at = bisect_right(self._starts, draft_start) - 1
        start = self._starts[at] if at >= 0 else first
        end = self._starts[at + 1] if at + 1 < len(self._starts) else last
        return max(start, first), min(end, last)

    def points_at_unnamed(self, start: int, end: int) -> bool:
        """'이 설비에서 …' where no programme stands that it could take up."""
        return _UNNAMED.search(self.text, start, end) is not None and not self.within(start, end)

    def is_introduced(self, position: int) -> bool:
        """Whether the main programme has been named before ``position``, or in the headline."""
        return self._introduced < position

    def before(self, position: int) -> Topic:
        """What the sentence before the one at ``position`` speaks of."""
        at = bisect_right(self._starts, position) - 2
        return self._topics[at] if at >= 0 else Topic(self.main)

    def of(self, position: int) -> Topic:
        """What the sentence at ``position`` speaks of, carried over where it names none."""
        at = bisect_right(self._starts, position) - 1
        return self._topics[at] if 0 <= at < len(self._topics) else Topic(self.main)

    def _carry(self, sentences: Sequence[tuple[int, int]]) -> list[Topic]:
        topics: list[Topic] = []
        current = Topic(self.main)
        plain: str | None = None
        last_end = 0
        for start, end in sentences:
            new_paragraph = "\n" in self.text[last_end : start + 1] or start == 0
            if new_paragraph and _asks(self.text, last_end):
                new_paragraph = False  # the answer is about what was asked
            last_end = end
            own = self._own(start, end) or self._of_town(start, current.name)
            if own is not None:
                current = Topic(own, start)
            elif _ALSO.search(self.text, start, end) and not self.within(start, end):
                current = Topic(None, start)
            elif (
                new_paragraph and start >= self._introduced and not _GOES_ON.match(self.text, start)
            ):
                current = Topic(self.main)
            elif plain is not None and not new_paragraph and _GOES_ON.match(self.text, start):
                current = Topic(plain, start)
            plain = self._alone(start, end) if own is None else None
            topics.append(current)
        return topics

    def _own(self, start: int, end: int) -> str | None:
        hits = self.within(start, end)
        names = list(dict.fromkeys(h.name for h in hits))
        if not names:
            return None
        if len(names) > 2 or self._is_list(hits):
            return self.main
        strong = [
            h
            for h in hits
            if h.role == "topic"
            and not _SHARE.search(self.text[max(start, h.start - 24) : h.start])
        ]
        listed = [h for h in hits if h in strong or h.role == "plain"]
        if strong and any(
            a.name != b.name and _SUM_BETWEEN.search(self.text[a.end : b.start])
            for a, b in pairwise(listed)
        ):
            return self.main
        if strong:
            counts = Counter(h.name for h in strong)
            return strong[-1].name if len(counts) > 1 else strong[0].name
        return None

    def _alone(self, start: int, end: int) -> str | None:
        """'○○ 국가산단 예타 통과. 사업비 …': the one name of a sentence without a predicate."""
        hits = self.within(start, end)
        is_alone = len({h.name for h in hits}) == 1 and all(h.role == "plain" for h in hits)
        return hits[0].name if is_alone else None

    def _of_town(self, start: int, current: str | None) -> str | None:
        """'A의 실적은 …' after another town's programme: the one that is named after A."""
        match = _TOWN.match(self.text, start)
        if (
            match is None
            or current is None
            or place_prefix(current.split()[0])[:2] in ("", match[1])
        ):
            return None
        names = {h.name for h in self.hits if h.name.startswith(match[1])}
        return names.pop() if len(names) == 1 else None

    def _is_list(self, hits: Sequence[Hit]) -> bool:
        """'A와 B': two named side by side."""
        return any(
            a.name != b.name and _JOINED.fullmatch(self.text[a.end : b.start])
            for a, b in pairwise(hits)
        )


_QUESTION = re.compile(r"(?:\?|[나냐까]\.?|[는은인던]가\.?)[\"']?$")


def _asks(text: str, end: int) -> bool:
    """Whether the line that ends at ``end`` is an interviewer's or a questioner's."""
    sentence = text[text.rfind("\n", 0, max(0, end - 1)) + 1 : end].strip()[-1_000:]
    return _QUESTION.search(sentence) is not None or sentence.startswith(
        ("-", "—", "–", "Q", "▲Q", "▷Q", "문.")
    )


# 'OO 사업도 벌인다': another thing, without a name.
_ALSO = re.compile(
    r"[가-힣] (?:[가-힣]{0,6})(?:사업|시설|센터|공장|단지|펀드|병원|설비|연구소)도 (?:[가-힣]+ "
    r"){0,2}"
    r"(?:마무리|추진|짓|지어|들어선|세운|연다|벌인|시작|조성|구축|건립)[가-힣]{0,4}[.]"
)


_TOWN = re.compile(r"(?:반면 |한편 |이에 비해 )?([가-힣]{2})(?:[시군])?(?:의|은|는|이|가) ")
_JOINED = re.compile(r"['\"」』>》〉]?(?:\([^()\n]{1,20}\))?(?:와|과|,|·| 및) ?['\"「『<《〈]?")
# '이 가운데 6조 원은 A 몫이다': a part alone is A's.
_SHARE = re.compile(r"\d[\d,.조억천백만여 ]*원(?:은|이) (?!투입|들어|들인|드는|쓰인)[^,.]{0,8}$")
_SUM_BETWEEN = re.compile(r"\d[\d,.]*[조억천백만]")
# Openings that take up what the sentence before was about.
_GOES_ON = re.compile(
    r"[□■○●ㅇ◇◆▶▷·\-* ]{0,3}(?:(?:총 ?)?(?:사업비|공사비|건립비|조성비|재원|예산|소요 ?예산)"
    r"(?:은|는|별로| (?:총 |모두 |약 )?\d)|이 (?:가운데|중)|"
    r"이중|"
    r"(?:이를|이에) (?:위해|따라)|여기에|나머지|이 ?(?:돈|금액|예산)|(?:이|해당|동) ?사업|이곳|"
    r"여기)"
)


def goes_on(text: str, start: int) -> bool:
    """Whether the sentence at ``start`` takes up what the one before was about."""
    return _GOES_ON.match(text, start) is not None
