"""What stands around a person's name: the words before it, the body or office it belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cluster_assets.extract.names.initiatives.names import place_prefix
from cluster_assets.extract.names.personal import NAME_TOKEN, is_name
from cluster_assets.extract.names.titles import TITLE
from cluster_assets.records import SpanField

_CLAUSE = re.compile(r"[\"“”':;!?\n\t△▲▷▶□◇<>\[\]]|[다요]\. |, ")
# A word between name and title that shows that they do not belong together.
BREAK = re.compile(
    r"(?:은|는|을|를|에서|에게|까지|부터|으로|하며|하고|했다|한다|된|"
    r"했던|하던|하는|하기|위해|위한|통해|따라|대한|관련|면서|에|와|며)$"
)
TITLE_WORD = re.compile(rf"{TITLE}(?:과|와|이|가|은|는|을|를|도|의|및|등|,)$")
REGION_WORD = re.compile(
    r"^(?:[가-힣]{1,7}(?:특별자치시|특별자치도|특별시|광역시|시|군|구|"
    r"도|의회|시의회|도의회|군의회|구의회)|서울|부산|대구|인천|광주|대전|"
    r"울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주|도|시|군|"
    r"구)$"
)
BODY_WORD = re.compile(
    r"(?:대|대학교|대학|대학원|병원|연구원|연구소|진흥원|개발원|기술원|"
    r"과학원|평가원|시험원|재단|공사|공단|협회|조합|의회|교육청|위원회|"
    r"협의회|상공회의소|테크노파크|TP|센터|본부|사업단|지원단|은행|그룹|"
    r"전자|산업|건설|제약|바이오|테크|시스템|소재|화학|코리아|㈜|학과|"
    r"학부|과|실|국|팀|부|처|청|당|회|단|사|원|군|시|도|구|군청|시청|"
    r"구청|도청|공장|캠퍼스|[가-힣]{2}업체|연합회|주식회사|\)|[A-Za-z0-9]+)$"
)
_TIME_WORD = re.compile(
    r"^(?:이날|지난|올해|내년|오전|오후|특히|또|또한|이어|이에|한편|당시|"
    r"현재|이번|함께|먼저|그리고|등|및|이를|이와)$"
)
PAREN = re.compile(r"\([^()\n]{0,24}\)$")


@dataclass(frozen=True, slots=True)
class Found:
    """A person found in the normal form of one field, with the rule that found it."""

    name: str
    role: str | None
    start: int
    end: int
    field: SpanField
    rule: str


def start_of_word(text: str, position: int) -> int:
    """Where the word that holds ``position`` starts; quotes and brackets bound it too."""
    while position > 0 and not text[position - 1].isspace() and text[position - 1] not in "\"'([<,":
        position -= 1
    return position


ACTING = ("권한대행", "직무대행", "직무대리")
_OFFICE = re.compile(
    rf"(?<!\S)(?P<office>\S{{0,20}}?{TITLE})(?P<copula>인|이자|이기도 한|을 맡은|를 맡은)? $"
)
_DEGREES = frozenset({"박사", "교수", "변호사", "변리사", "회계사"})


def office_before(text: str, start: int, title: str, names: set[str]) -> str:
    """Office that a clause before the name gives: '연구소장인 홍길동 박사', '시장 권한대행 …'."""
    low = max(0, start - 36)
    m = _OFFICE.search(text[low:start])
    if m is None:
        return ""
    office = m["office"]
    if not (office.endswith(ACTING) or (m["copula"] and title in _DEGREES)):
        return ""
    left = affiliation_left(text, low + m.start("office"), names)
    return f"{left} {office}".strip()


def is_bodily(text: str, word: tuple[int, int], names: set[str]) -> bool:
    """Whether the word is a body or a region, so that a title may follow it."""
    token = text[word[0] : word[1]]
    return (
        token in names
        or bool(REGION_WORD.match(token) or BODY_WORD.search(token))
        or any(n.endswith(" " + token) for n in names)
    )


def words_left(text: str, end: int) -> list[tuple[int, int]]:
    """Words before ``end`` in the same clause, nearest first (seven at most)."""
    low = max(0, end - 60)
    window = text[low:end]
    cut = 0
    for m in _CLAUSE.finditer(window):
        if m[0] == ", " and _is_list_comma(window, m.start()):
            continue
        cut = m.end()
    words = [
        (low + cut + w.start(), low + cut + w.end()) for w in re.finditer(r"\S+", window[cut:])
    ]
    if cut == 0 and low > 0 and words and not text[low - 1].isspace():
        words = words[1:]
    return words[::-1][:7]


def _is_list_comma(window: str, comma: int) -> bool:
    before = re.search(rf"(?<![가-힣])({NAME_TOKEN})$", window[:comma])
    return bool(before and is_name(before[1]))


def name_list(text: str, start: int, end: int) -> list[tuple[str, int, int]]:
    """Names of a word like '홍길동', '홍길동·김철수' and names listed by comma before it."""
    names: list[tuple[str, int, int]] = []
    position = start
    for part in re.split(r"([·,])", text[start:end]):
        if part in ("·", ","):
            position += 1
            continue
        if not part or not is_name(part) or _is_place_of(part):
            return []
        names.append((part, position, position + len(part)))
        position += len(part)
    while names:
        before = re.search(
            rf"(?<![가-힣·])((?:{NAME_TOKEN}·)*{NAME_TOKEN})(?:, ?|과 |와 )$",
            text[max(0, start - 24) : start],
        )
        if not before or not all(is_name(p) for p in before[1].split("·")):
            break
        base = max(0, start - 24) + before.start(1)
        for part in before[1].split("·"):
            names.append((part, base, base + len(part)))
            base += len(part) + 1
        start = max(0, start - 24) + before.start(1)
    return names


def _is_place_of(word: str) -> bool:
    """'나주의': a region's name with the genitive particle."""
    return len(word) == 3 and word[2] == "의" and place_prefix(word[:2]) == word[:2]


_LEADS = re.compile(
    r"(?P<unit>(?:[가-힣A-Za-z·]{2,12} )?[가-힣A-Za-z·]{2,12})(?:을|를) (?:이끄는|이끌어 온|"
    r"이끌고 있는|맡은|맡고 있는|총괄하는|꾸리는|꾸려 온|운영하는|운영해 온|경영하는|창업한|"
    r"세운|설립한|차린|"
    r"대표하는) $"
)


def affiliation_left(text: str, start: int, names: set[str]) -> str:
    """Body or region named directly before a name: '한국대 홍길동 교수', '연구원의 홍길동 팀장'."""
    led = _LEADS.search(text, max(0, start - 40), start)
    if led and (BODY_WORD.search(led["unit"]) or led["unit"].split()[-1] in names):
        unit: str = led["unit"]
        if unit not in names and unit.split()[-1] in names:
            return unit.split()[-1]
        first = unit.split()[0]
        return unit if " " not in unit or _may_affiliate(first, names) else unit.split()[1]
    taken: list[str] = []
    for low, high in words_left(text, start)[:4]:
        token = text[low:high]
        bare = token[:-1] if token[-1] == "의" and token not in names and not taken else token
        whole = " ".join((bare, *taken))
        if whole in names:
            return whole  # a body of the article: nothing further belongs to it
        if taken and any(n.endswith(f" {' '.join(taken)}") and n.endswith(whole) for n in names):
            taken.insert(0, bare)
            continue
        if bare in ("소속", "산하") and not taken:
            continue
        if not _may_affiliate(bare, names):
            break
        taken.insert(0, bare)
    return " ".join(taken)


def _may_affiliate(word: str, names: set[str]) -> bool:
    """Whether a word before a name looks like a body, a part of one, or a region."""
    if word in names or re.search(r"㈜|\(주\)", word):
        return True
    if TITLE_WORD.search(word) or _TIME_WORD.match(word) or word.endswith((",", ".")):
        return False
    if BREAK.search(word) or re.search(r"^..+(?:이|가|로)$", word):
        return False
    if re.search(r"^..+과$", word) and not re.search(
        r"[가-힣]{3,}(?:공|정책|산업|경제|전략|기획)과$|[가-힣]{2,}(?<!대)학과$", word
    ):
        return False
    ends_a_name = len(word) > 1 and any(n.endswith(f" {word}") for n in names)
    return ends_a_name or bool(BODY_WORD.search(word) or REGION_WORD.match(word))
