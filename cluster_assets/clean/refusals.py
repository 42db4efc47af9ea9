"""Pages that hold no article: lists of headlines, walls, errors, captions only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .layouts import FALLBACK_LAYOUTS, NAMED
from .limits import MIN_BODY_CHARS
from .lines import ends_sentence
from .phrases import PLAIN_END
from .reading import Line

_WALL = re.compile(
    r"쿠키(?:를|가|의|\s?정책|\s?설정)|로그인(?:이|을|해|하|\s?후|\s?정보)|아이디|비밀번호|회원\s?가입"
    r"|회원만|유료\s?(?:회원|구독|콘텐츠)|구독자\s?(?:전용|만)|접근\s?(?:이|권한)|접속이?\s?(?:차단|제한)"
    r"|페이지를\s?찾을\s?수|존재하지\s?않는|삭제된\s?(?:기사|게시물|페이지)|자바\s?스크립트|보안문자"
    r"|로봇이\s?아닙니다|잠시\s?후\s?다시|동의(?:하|를|합)|개인정보"
    r"|cookie|log\s?in|sign\s?in|subscribe|access denied|not found|captcha",
    re.IGNORECASE,
)
#: Linked headlines, each with a teaser below, that make a list of a page without a body.
MIN_TEASERS = 3
#: Share of the paragraphs that must be teasers of linked headlines, where the body is a guess.
TEASER_SHARE = 0.75
#: Paragraphs that open with a link: an article links single words, a list whole headlines.
MIN_LINKED_CHARS = 8
MIN_LINKED_LINES = 4


@dataclass(frozen=True, slots=True)
class Body:
    """The article text of a page, or the reason why none was taken.

    ``layout`` names the declaration or fallback that found it; ``outcome`` is ``None`` when
    ``text`` may be used.
    """

    text: str = ""
    layout: str | None = None
    outcome: str | None = None
    reason: str | None = None


def refuse_body(layout: str, lines: Sequence[Line], kept: Sequence[Line]) -> Body | None:
    """A refusal where what was found is a list, a wall or no article at all."""
    text = "\n".join(line.text for line in kept)
    reason = _list_reason(layout, lines, kept)
    if reason:
        return Body(layout=layout, outcome="list_page", reason=reason)
    walls = sum(
        len(line.text)
        for line in kept
        if _WALL.search(line.text) and not PLAIN_END.search(line.text[-20:])
    )
    if walls > 0.5 * len(text) and len(text) < 1500:
        return Body(layout=layout, outcome="no_text", reason="login, cookie or error page")
    has_sentence = any(ends_sentence(line.text) for line in kept)
    if sum(len(line.text) for line in kept) < MIN_BODY_CHARS or not has_sentence:
        return Body(layout=layout, outcome="no_text", reason="no sentences")
    return None


def _list_reason(layout: str, lines: Sequence[Line], kept: Sequence[Line]) -> str | None:
    count = max(len(kept), 1)
    titles = sum(_is_linked_headline(line) for line in lines)
    if titles >= 4 and titles >= 0.8 * count:
        return "headlines with teasers"
    cut = sum(line.text.endswith(("…", "...", "..")) for line in kept)
    if cut >= 4 and cut >= 0.5 * count:
        return "teasers"
    if layout in FALLBACK_LAYOUTS or layout == NAMED:
        teasers = _teasers(lines)
        if teasers >= MIN_TEASERS and teasers >= TEASER_SHARE * count:
            return "headlines with teasers"
        linked = sum(
            line.link_chars >= MIN_LINKED_CHARS and line.link_share >= 0.15 for line in kept
        )
        if linked >= MIN_LINKED_LINES and linked >= TEASER_SHARE * count:
            return "every paragraph opens with a link"
    return None


def _is_linked_headline(line: Line) -> bool:
    return not line.is_row and line.link_share >= 0.7 and 8 <= len(line.text) <= 120


def _teasers(lines: Sequence[Line]) -> int:
    """How many linked headlines have a line of plain text below them."""
    return sum(
        _is_linked_headline(before) and after.link_share < 0.5 and len(after.text) >= 20
        for before, after in pairwise(lines)
    )


def is_teaser_list(lines: Sequence[Line]) -> bool:
    """Whether the page shows linked headlines with a teaser below each."""
    return _teasers(lines) >= MIN_TEASERS


def refuse_page(lines: Sequence[Line]) -> Body:
    """What a page is on which no body was found at all."""
    titles = sum(line.link_share >= 0.7 and 10 <= len(line.text) <= 300 for line in lines)
    if titles >= 8 or is_teaser_list(lines):
        return Body(outcome="list_page", reason=f"{titles} linked headlines, no article")
    if any(_WALL.search(line.text) for line in lines):
        return Body(outcome="no_text", reason="login, cookie or error page")
    return Body(outcome="no_text", reason="no article text")
