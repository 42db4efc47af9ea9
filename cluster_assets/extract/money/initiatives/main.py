"""The programme that an article is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from cluster_assets.extract.context import ArticleContext
from cluster_assets.extract.money.initiatives.roles import Hit
from cluster_assets.extract.money.mentions import Named
from cluster_assets.extract.names.initiatives.names import has_work_tail, place_prefix

_LEAD_CHARS = 420
_SENTENCE_ENDS = ".!?\"'"
_RECURS = 3
_FEW = 2
_BILL = re.compile(r"예산안|추경|본예산|(?:예산|살림) (?:\d|편성|확정|통과)")
_SCHEME_TAIL = re.compile(r" ?(?:지원)?(?:사업|프로젝트)$")
_LETTERS = re.compile(r"\(([A-Z]{2,6})\)$")
# 'A가 나선다. 이름은 ○○': what follows is what the article is about.
_CALLED = re.compile(r"(?:이름|명칭|사업명)은 ['\"「<『]?$")
# Money goes to a programme rather than to the place where it is carried out.
_PROGRAMME = 8


class MainInitiative:
    """Finds the programme of the headline, the first sentences, or most of the text."""

    def __init__(
        self, ctx: ArticleContext, initiatives: Sequence[Named], hits: Sequence[Hit]
    ) -> None:
        self.ctx = ctx
        self.text = ctx.body.text
        self.initiatives = list(initiatives)
        self.hits = list(hits)
        ends = [e for s, e in ctx.sentences if e - s > 22 and self.text[e - 1] in _SENTENCE_ENDS]
        self.first_end = ends[0] if ends else _LEAD_CHARS
        #: End of the second sentence of the article.
        self.lead_end = ends[1] if len(ends) > 1 else _LEAD_CHARS

    def find(self) -> str | None:
        """Its name; ``None`` where several are named and none stands out."""
        if not self.hits:
            return self.initiatives[0].name if self.initiatives else None
        scores = self._scores()
        often = Counter(h.name for h in self.hits if h.role != "aside")
        if not scores:
            return self.initiatives[0].name if self.initiatives else None
        if not any(self._is_central(name, often) for name in scores):
            return None
        order = {n.name: -i for i, n in reversed(list(enumerate(self.initiatives)))}
        best = max(
            scores,
            key=lambda name: (scores[name] + min(often[name], 6), order.get(name, -len(order))),
        )
        if self._is_mere_site(best):
            return None
        return self._local_form(best, scores) or best

    def _is_passing(self, name: str, often: Counter[str]) -> bool:
        """Whether ``name`` is one of two, each named once and behind the lead."""
        names = {n.name for n in self.initiatives}
        return len(names) > 1 and often[name] < _FEW and not has_work_tail(name)

    def _is_mere_site(self, name: str) -> bool:
        """Whether ``name`` is only where one thing of several stands, behind the lead."""
        hits = [h for h in self.hits if h.name == name]
        return (
            not self.is_titled(name)
            and len({n.name for n in self.initiatives}) > 1
            and all(h.role == "site" and h.start >= self.lead_end for h in hits)
        )

    @staticmethod
    def _local_form(scheme: str, names: Iterable[str]) -> str | None:
        """The place's own plan under a national scheme: 'A시 ○○ 계획' for the '○○ 사업'."""
        words = _SCHEME_TAIL.sub("", scheme)
        if " " not in words or place_prefix(scheme.split()[0]):
            return None
        letters = _LETTERS.search(scheme)
        if letters is not None:
            called = [n for n in names if n.endswith(" " + letters[1]) and place_prefix(n)]
            return called[0] if len(called) == 1 else None
        own = [n for n in names if words in n and place_prefix(n.split()[0]) and has_work_tail(n)]
        return own[0] if len(own) == 1 else None

    def _scores(self) -> Counter[str]:
        scores: Counter[str] = Counter()
        titled = {n.name for n in self.initiatives if n.field == "title"}
        for n in self.initiatives:
            if n.field == "title":
                scores[n.name] += 6
            elif n.name not in titled and self.is_in_headline(n.name):
                scores[n.name] += 4
                titled.add(n.name)
        for hit in self.hits:
            if hit.role != "aside" and not (hit.is_reference and hit.start >= self.first_end):
                scores[hit.name] += self._weight(hit)
        return scores

    def _weight(self, hit: Hit) -> int:
        """What one mention says for its programme: early, in quotes, as what is talked of."""
        if hit.start >= _LEAD_CHARS:
            return 1
        in_lead = hit.start < self.lead_end
        weight = 1 if hit.role in ("site", "channel") and not in_lead else 4
        if hit.start < self.first_end and hit.role == "topic":
            weight += 3
        if in_lead and hit.role != "site" and has_work_tail(hit.name):
            weight += _PROGRAMME
        if in_lead and _CALLED.search(self.text, max(0, hit.start - 10), hit.start):
            weight += _PROGRAMME
        if self.text[hit.start - 1 : hit.start] in ("'", '"', "「", "<", "『"):
            weight += 10 if in_lead and hit.role == "topic" else 3
        return weight

    def is_titled(self, name: str | None) -> bool:
        """Whether the headline names ``name``, or holds most of its words."""
        return name is not None and (
            any(n.field == "title" and n.name == name for n in self.initiatives)
            or self.is_in_headline(name)
        )

    def is_led_by_programme(self, name: str | None) -> bool:
        """Whether ``name`` is a programme of the first sentence and the article has no other."""
        if name is None or not has_work_tail(name):
            return False
        programmes = {n.name for n in self.initiatives if has_work_tail(n.name)}
        is_first = any(h.name == name and h.start < self.first_end for h in self.hits)
        return is_first and programmes == {name}

    def is_in_headline(self, name: str) -> bool:
        """Whether the headline holds most of the name's words."""
        title = self.ctx.headline.text
        words = [re.sub(r"\([^)]*\)|형$", "", w) for w in name.split()]
        held = [w for w in words if _stands_in(w, title)]
        if len(words) < 2 or 2 * sum(map(len, held)) < sum(map(len, words)):
            return False
        return not all(place_prefix(w) == w for w in held)  # more than the place

    def _is_central(self, name: str, often: Counter[str]) -> bool:
        """Whether an article may be about ``name``: it heads it, leads it, or recurs."""
        if _BILL.search(self.ctx.headline.text) and not self.is_titled(name):
            return False  # one item of a budget's many
        return (
            (len({n.name for n in self.initiatives}) <= _FEW and not self._is_passing(name, often))
            or (often[name] >= _RECURS and 2 * often[name] >= often.total())
            or self.is_titled(name)
            or any(h.name == name and h.start < self.lead_end for h in self.hits)
        )


def _stands_in(word: str, title: str) -> bool:
    """Whether ``title`` holds ``word`` as the beginning of one of its words."""
    at = title.find(word)
    while at > 0 and title[at - 1].isalnum():
        at = title.find(word, at + 1)
    return at >= 0
