"""The noun phrase before a number, with what belongs to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cluster_assets.extract.figures.words import (
    ADVERBS,
    INNER_NUMBER,
    MODIFIERS,
    OF_WHOLE,
    OWNER,
    RELATIONAL,
    SCOPES,
    is_adnominal,
    is_bare_adnominal,
    is_number_word,
    is_place,
    is_verbal,
    without_particle,
)

_BULLETS = "△▷□ㅇ▲▶◆◇■●○•①-⑳"
_BREAK = re.compile(
    rf"(?:,(?!\d{{3}}))|[;:\[{_BULLETS}\n\t\"“”…]|(?<=[\d㎡m층명개사곳건])[·~](?!\d)|(?<= )"
    rf"\(|[다요까죠]\. |(?<![A-Za-z])[AQ]\. "
)
_QUOTES = " ‘’'\"“”()「」『』<>《》"
# '5만 대에서', '300억 원': a unit written apart from its number.
_LOOSE_UNIT = re.compile(r"(?<=[조억만천백\d]) (?=(?:원|대|명|개|건|톤|곳|가구|여)(?:[ 가-힣]|$))")
_BASIS = ("기준", "기준으로")
SHARES = ("이상", "이하", "이내", "이상과", "이내와")
# A phrase longer than this is a clause.
LONGEST = 3
# Nothing further before a number belongs to it; a bound for endless sentences.
_REACH = 120
# Nouns that stand for something named before.
_EMPTY_HEAD = frozenset(
    ("것", "때", "곳", "바", "점", "이", "그", "이들", "우리", "데", "중", "결과")
)
_OBJECT = re.compile(r"(?:[가-힣](?:을|를|에|에서|과|와|(?<!새)로)|[가-힣]{2}만|[겨아어해여])$")
# Heads that a relative clause before a number belongs to ('실증에 참여한 기업 8곳').
_BODY = re.compile(r"(?:기업|업체|회사|기관|건설사|제조사|제약사)$")
DIGIT = re.compile(r"\d")
_COUNTED_OF = re.compile(r"\d+[가-힣]{1,2}의")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase before a number: its words, the particle behind it, what was passed over."""

    text: str | None
    particle: str
    of_whole: bool = False
    is_listed: bool = False
    clause: str = ""
    scope: str = ""

    @property
    def is_direct(self) -> bool:
        """Whether the number stands directly behind the noun ('기업 30곳')."""
        return bool(self.text) and not (self.particle or self.of_whole or self.is_listed)


# The low end of a range before its high end ('10~').
_LOW_END = re.compile(r"(?:약 )?[\d.,]+[조억만천백]*(?:%|명|개|곳)?[~∼-]$")


# '목표치 700명을 웃도는 890명', '지난해보다 12곳 많은 48곳': what it is compared with.
_SURPASSED = re.compile(
    r"(?: ?목표(?:치|인|였던|로 잡은)?)? ?\d[\d,.만천백억여]* ?[가-힣㎡%]{1,3}?"
    r"(?:을|를|이|가|보다)? (?:훌쩍 |크게 |더 )?"
    r"(?:웃도는|넘는|넘어선|뛰어넘은|밑도는|못 미치는|많은|"
    r"적은|늘어난|줄어든)$"
)


def phrase_before(
    text: str, low: int, end: int, *, with_clause: bool = True, in_brackets: bool = False
) -> Phrase:
    """The noun phrase that ends before ``end`` in the same clause, adverbs passed over.

    ``with_clause`` keeps a relative clause of a topic ('입주를 희망하는 기업'); ``in_brackets``
    says that the number explains the noun, so that nothing is passed over.
    """
    clause = _BREAK.split(text[max(low, end - _REACH) : end])[-1].strip(_QUOTES + "-*·")
    clause = _LOW_END.sub("", clause)
    if clause.endswith(("는", "은", "난", "든")):
        clause = _SURPASSED.sub("", clause)
    tokens = _LOOSE_UNIT.sub("", clause).split()
    scope = tokens[-1] if tokens and tokens[-1] in SCOPES else ""
    of_whole, is_listed = (False, False) if in_brackets else _pass_adverbs(tokens)
    if not tokens or is_verbal(tokens[-1].strip(_QUOTES)):
        return Phrase(None, "", of_whole, is_listed, scope=scope)
    last = tokens.pop().strip(_QUOTES)
    bare = without_particle(last)
    particle = last[len(bare) :]
    if is_adnominal(last):
        verb = [] if is_bare_adnominal(last) else _clause([*tokens, last])
        return Phrase(None, "", of_whole, is_listed, " ".join(verb), scope)
    if bare in _STAND_INS and tokens and _says(tokens[-1]):
        words = _clause(tokens)
        whole = _whole_of(tokens[: len(tokens) - len(words)]) if bare in ("이", "데") else None
        noun = whole or ("곳" if bare == "데" else bare)
        return Phrase(f"{' '.join(words)} {noun}", particle, of_whole, is_listed)
    if bare in _EMPTY_HEAD or is_number_word(bare):
        return Phrase(None, particle, of_whole, is_listed, scope=scope)
    keeps_clause = with_clause and bool(particle or _BODY.search(bare))
    phrase = _extended(bare, tokens, keeps_clause)
    return Phrase(phrase, particle, of_whole, is_listed, scope=scope)


# Nouns that stand for what a clause before says ('공장을 돌리는 데', '농사를 짓는 이').
_STAND_INS = ("곳", "데", "것", "이")


_COUNTED_WITH = re.compile(r"\d[\d,.만천백여]*(?:명|곳|개사|개|팀)(?:과|와)")


def _says(word: str) -> bool:
    """Whether a word before a stand-in is an adnominal: there every '-는' is one."""
    return is_adnominal(word) or (len(word) > 2 and word.endswith("는"))


def _whole_of(tokens: Sequence[str]) -> str | None:
    """'수료생 가운데 … 남은 이': the things that the stand-in is of, where words name them."""
    for at in range(len(tokens) - 1, 0, -1):
        if OF_WHOLE.match(tokens[at]):
            noun = tokens[at - 1].strip(_QUOTES)
            is_noun = len(noun) > 1 and not DIGIT.search(noun) and noun not in _THESE
            return noun if is_noun and without_particle(noun) == noun else None
    return None


_THESE = ("이들", "그들", "전체")


def _pass_adverbs(tokens: list[str]) -> tuple[bool, bool]:
    """Take what says nothing of the noun off the end of ``tokens``: adverbs, dates, numbers.

    Returns whether the noun is the whole of a part ('가운데') and the last of a list ('등').
    """
    of_whole = is_listed = False
    while tokens:
        last = tokens[-1].strip(_QUOTES)
        if OF_WHOLE.match(last):
            of_whole = True
        elif len(tokens) > 1 and without_particle(last) == "이" and _says(tokens[-2]):
            break  # '농사를 짓는 이는'
        elif _COUNTED_WITH.fullmatch(last):
            tokens.clear()  # '기업 9개사와 14건이': the noun is the first count's
            break
        elif last in _BASIS and len(tokens) > 1 and tokens[-2] == without_particle(tokens[-2]):
            tokens.pop()  # '대기업 기준 N%'
        elif last == "등":
            is_listed = True
        elif not _is_passed(last, of_whole):
            break
        tokens.pop()
    return of_whole, is_listed


# '꾸준히', '가볍게', '없이': an adverb by its ending.
_ADVERBIAL = re.compile(r"[가-힣](?:히|[럽볍겁쉽렵]게|없이)$")


def _is_passed(word: str, of_whole: bool) -> bool:
    if word[:1].isdigit() and (of_whole or not INNER_NUMBER.match(word)):
        return True
    return (
        not word
        or word in ADVERBS
        or without_particle(word) in ADVERBS
        or is_number_word(word)
        or word in SCOPES
        or word.endswith(("부터", "까지", "까지는", "부터는"))
        or bool(_ADVERBIAL.search(word))
    )


# '사들이지 못한', '들어올 수 있는': an auxiliary with its verb before it.
_IS_HELPED = re.compile(r"^(?:못한|못하는|않은|않는|않던|있는|없는)$")


def _clause(tokens: list[str]) -> list[str]:
    """The adnominal verb that ends ``tokens``, with its object or place."""
    words = [tokens[-1].strip(_QUOTES)]
    if len(tokens) > 1 and _IS_HELPED.search(words[0]) and tokens[-2].endswith(("지", "수")):
        words.insert(0, tokens[-2].strip(_QUOTES))
        tokens = tokens[:-1]
    if len(tokens) > 1 and _OBJECT.search(tokens[-2]) and tokens[-2] not in ADVERBS:
        words.insert(0, tokens[-2].strip(_QUOTES))
    return words


def _extended(head: str, tokens: list[str], with_clause: bool) -> str:
    """``head`` with the modifiers before it, as long as they do not outweigh it."""
    phrase = [head]
    is_rate = head.endswith(("률", "율"))
    room = max(len(head) + 2, 10 - len(head))
    while tokens and len(phrase) <= LONGEST:
        word = tokens[-1].strip(_QUOTES)
        if len(phrase) == 1 and _COUNTED_OF.fullmatch(word):
            break  # '장비 27종의 가동률', '참여기업 40개사의 매출'
        if word in ("이상", "이하", "미만", "초과") and len(phrase) == 1 and len(tokens) > 1:
            _add_bound(phrase, tokens)
            break
        if not word or (word in ADVERBS and word not in MODIFIERS) or word in SHARES:
            break
        if is_adnominal(word) and not INNER_NUMBER.match(word):
            if with_clause and not is_bare_adnominal(word):
                _add_clause(phrase, tokens)
            break
        if is_rate and word in _TIMES and len(tokens) > 1 and tokens[-2].endswith("단의"):
            phrase.insert(0, tokens[-2].removesuffix("의"))  # '○○산단의 지난해 가동률'
            break
        if is_rate and word.endswith("의") and len(word) > 3 and len(word) > len("".join(phrase)):
            break  # 'OO공사의 공정률'
        room -= len(word.replace("·", ""))
        is_needed = len(phrase) == 1 and RELATIONAL.search(head) and len(word) <= 12
        if (room < 0 and not is_needed) or not _may_modify(word, phrase):
            break
        if len(word) > 4 and OWNER.fullmatch(word) and not is_rate:
            break
        if word in _THEIRS and len(tokens) > 1 and _SAID_BEFORE.fullmatch(tokens[-2]):
            break  # '두 회사의 고용', '이들 기업의 매출'
        phrase.insert(0, word)
        tokens.pop()
        if word.endswith(("과", "와", "의")) and without_particle(word) != word:
            break
    return " ".join(phrase)


_TIMES = frozenset(("지난해", "올해", "작년", "최근", "현재"))
_THEIRS = frozenset(("기관의", "회사의", "기업의", "업체의", "대학의"))
_SAID_BEFORE = re.compile(r"이들|두|세|네|양|\d+개")
_MEASURE = re.compile(r"[\d,.]+[조억천만백\d]*[가-힣a-zA-Z㎡%]{0,3}")


def _add_bound(phrase: list[str], tokens: list[str]) -> None:
    """Put the measure that bounds a class before its noun: '50인 이상 사업장'."""
    if _MEASURE.fullmatch(tokens[-2]):
        phrase[:0] = [tokens[-2], tokens[-1]]
        del tokens[-2:]


def _add_clause(phrase: list[str], tokens: list[str]) -> None:
    """Put the relative clause that ends ``tokens`` before ``phrase``: verb, object, its noun."""
    phrase.insert(0, tokens.pop().strip(_QUOTES))
    if tokens and _IS_HELPED.search(phrase[0]) and tokens[-1].endswith("지"):
        phrase.insert(0, tokens.pop().strip(_QUOTES))
    if not tokens or not _OBJECT.search(tokens[-1]) or tokens[-1] in ADVERBS:
        return
    word = tokens.pop().strip(_QUOTES)
    phrase.insert(0, word)
    noun = tokens[-1].strip(_QUOTES) if tokens and word.endswith(("을", "를")) else ""
    is_plain = noun not in ADVERBS and without_particle(noun) == noun
    if (
        re.fullmatch(r"[가-힣A-Za-z·]{2,8}", noun)
        and is_plain
        and not OF_WHOLE.match(noun)
        and not (is_verbal(noun) or is_adnominal(noun))
    ):
        phrase.insert(0, noun)


# Nouns of one syllable that a particle follows ('시도', '군과'), unlike '애로', '성과'.
_ONE_SYLLABLE = "시도군구국법돈땅일물말것곳수청"


def _may_modify(word: str, phrase: list[str]) -> bool:
    if DIGIT.search(word):
        return bool(INNER_NUMBER.match(word))
    if len(word) == 1:
        return word in "빈새옛큰헌셀칩팹앱" or (word in "옆앞" and phrase == ["땅"])
    if is_place(word) or is_verbal(word):
        return False
    bare = without_particle(word)
    if bare == word or (len(word) == 2 and word[1] in "로과도" and word[0] not in _ONE_SYLLABLE):
        return True
    if len(phrase) == 2 and word.endswith(("과", "와")) and len(word) > 2:
        return bool(_BODY.search(phrase[-1]))  # '도금과 열처리 업체'
    return len(phrase) == 1 and word.endswith(("과", "와", "의")) and len(word) > 2


HEDGE = r"(?: ?(?:이상|이하|이내|안팎|내외|정도|가량|수준|남짓|넘게|가까이|규모))*"
