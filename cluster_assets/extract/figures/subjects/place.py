"""A number in its sentence, as the rules for subjects see it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from cluster_assets.extract.figures.subjects.phrases import Phrase, phrase_before
from cluster_assets.extract.figures.words import is_number_word, without_particle

_AREAS = ("㎡", "㎢", "ha", "㏊", "평")
_FIRM_UNITS = ("사", "社")
#: Hedges that may stand between the counter and what follows.
HEDGE = r"(?: ?(?:이상|이하|이내|안팎|내외|정도|가량|수준|남짓))?"

#: The thing that the sentence before is about: '○○ 도로도 생긴다. '.
LAST_SUBJECT = re.compile(
    r"(?P<noun>[가-힣A-Za-z0-9·]{2,16})['\"’”]?(?:\([^()\n]{1,16}\))?(?:은|는|도|이|"
    r"가) [^.\n\"“”]{1,28}\.[”\" ]*$"
)


@lru_cache(maxsize=8)
def _phrase(text: str, low: int, start: int, in_brackets: bool) -> Phrase:
    """Each rule for a number asks for the phrase before it."""
    return phrase_before(text, low, start, in_brackets=in_brackets)


@dataclass(frozen=True, slots=True)
class Place:
    """A number in its sentence: ``text[low:high]`` with the number at ``[start, end)``."""

    text: str
    start: int
    end: int
    low: int
    high: int

    @property
    def number(self) -> str:
        """The numeral with its counter, as written."""
        return self.text[self.start : self.end]

    @property
    def is_people(self) -> bool:
        """Whether people are counted."""
        return self.number.endswith(("명", "인"))

    @property
    def is_share(self) -> bool:
        """Whether it is a percentage or a multiple."""
        return self.number.endswith(("%", "퍼센트", "배", "%p", "%포인트", "%P"))

    @property
    def is_area(self) -> bool:
        """Whether it is an area."""
        return self.number.endswith(_AREAS)

    @property
    def is_firms(self) -> bool:
        """Whether firms are counted (개사)."""
        return self.number.endswith(_FIRM_UNITS)

    def after(self, pattern: re.Pattern[str], reach: int = 28) -> re.Match[str] | None:
        """``pattern`` directly behind the counter, within ``reach`` characters."""
        return pattern.match(self.text, self.end, min(self.high, self.end + reach))

    def before(self) -> Phrase:
        """The noun phrase before the number."""
        in_brackets = self.text[self.start - 1 : self.start] == "("
        return _phrase(self.text, self.low, self.start, in_brackets)


# A topic further off is of another clause.
_REACH = 90


def topic_before(place: Place, end: int) -> str | None:
    """The last noun phrase before ``end`` with the particle of a topic, subject or object."""
    low = max(place.low, end - _REACH)
    for m in reversed(list(re.finditer(r"\S+", place.text[low:end]))):
        word = m[0].rstrip(",")
        bare = without_particle(word)
        if bare != word and word[-1] in "은는이가을를도" and (len(bare) > 1 or bare == "수"):
            if is_number_word(word) or re.search(r"\d", word):
                continue
            return phrase_before(place.text, place.low, low + m.start() + len(word)).text
    return None


def plain(phrase: str) -> str:
    """'기업의 매출' -> '기업 매출'."""
    return re.sub(r"(?<=[가-힣]{2})의 ", " ", phrase)


_REGION = re.compile(
    r"서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주|"
    r"[가-힣]{2,4}(?:시|군|구|도)"
)


def is_region(word: str) -> bool:
    """Whether ``word`` names a province, city, county or district."""
    return bool(_REGION.fullmatch(word)) and not word.endswith(("연구", "도시", "기구", "정도"))
