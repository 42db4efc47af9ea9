"""Which lines of a Korean news page are not the article, judged by their wording.

Two kinds of rule: lines that are noise wherever they stand, and headings that end an article
(the list of other articles below goes with them). Running sentences are kept unless they are
a publisher's standing phrase.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cluster_assets.anchored import Screen

from .phrases import (
    BAR_WORDS,
    CAPTION_END,
    CAPTION_MARK,
    CAPTION_SCENE,
    INFO_PARTS,
    INFO_STAMP,
    INLINE_AUTHOR,
    INLINE_CREDIT,
    INLINE_MAIL,
    INLINE_RIGHTS,
    LAST_HEADING,
    PHRASES,
    PLAIN_END,
    SENTENCE_END,
    SHORT_RULES,
    SOFT_PHRASES,
    SQUASHED,
    TAIL_HEADING,
)
from .reading import Line

#: Longer lines are running text: only the wording of labels, bylines and bars is shorter.
_SHORT = 110
#: The longest standing phrase of a publisher in one line.
_PHRASE_MAX = 260
_MAX_CAPTION = 160
_MAX_SCENE_CAPTION = 90
#: Headlines are shorter than this, so a longer sentence below a list is an article again.
_MAX_HEADLINE = 80
_MIN_SENTENCE = 25
#: A paragraph as long as this is not written twice in one article.
_MIN_REPEATED = 40
#: The headline is repeated among this many first lines, if at all.
_HEAD_LINES = 4
_SHORT_SCREEN = Screen([pattern for _, pattern in SHORT_RULES])
#: Rules that a whole sentence cannot be subject to.
_NOT_FOR_SENTENCES = frozenset({"credit", "label", "mail", "link-mark", "author", "contact"})


def squash(text: str) -> str:
    """The text without spaces, quotes and punctuation, for comparing headlines."""
    return SQUASHED.sub("", text).lower()


def ends_sentence(text: str) -> bool:
    """Whether the line reads like the end of a sentence in a Korean article."""
    return bool(SENTENCE_END.search(text[-40:]))


def noise_rule(text: str) -> str | None:
    """The name of the rule that makes the line noise, or ``None`` for article text."""
    if len(text) > _PHRASE_MAX:
        return None
    if PHRASES.search(text):
        return "phrase"
    if SOFT_PHRASES.search(text) and not PLAIN_END.search(text[-20:]):
        return "phrase"
    if len(text) > _SHORT:
        return None
    if not BAR_WORDS.sub("", text):
        return "bar"
    if INFO_STAMP.search(text) and not INFO_PARTS.sub("", text):
        return "stamp"
    if text.startswith("#") and all(word.startswith("#") for word in text.split()):
        return "tags"
    is_sentence = ends_sentence(text) and len(text) > _MIN_SENTENCE
    for number in sorted(_SHORT_SCREEN.may_match(text)):
        name, pattern = SHORT_RULES[number]
        if pattern.match(text) and not (is_sentence and name in _NOT_FOR_SENTENCES):
            return name
    return None


def is_caption(line: Line) -> bool:
    """Whether the line after a picture describes it rather than opening the article."""
    text = line.text
    if not line.after_image or line.is_row or len(text) > _MAX_CAPTION:
        return False
    if CAPTION_MARK.match(text) or CAPTION_END.search(text[-40:]):
        return True
    if text.rstrip(".").endswith("있다"):
        return len(text) <= _MAX_SCENE_CAPTION and bool(CAPTION_SCENE.search(text))
    return not ends_sentence(text) and len(text) <= 60 and text[-1] in ".)]>"


def clean_line(text: str) -> str:
    """Cut bylines, e-mail addresses and copyright notes that follow the last sentence."""
    if len(text) < 20:
        return text
    head, tail = text[:-160], text[-160:]
    for pattern in (INLINE_RIGHTS, INLINE_AUTHOR, INLINE_MAIL):
        tail = pattern.sub("", tail)
    text = (head + tail).rstrip()
    return INLINE_CREDIT.sub("", text) if text[:1] in ("▲", "△") else text


def keep_lines(lines: Sequence[Line], headlines: frozenset[str] = frozenset()) -> list[Line]:
    """The lines that belong to the article, in order.

    ``headlines`` holds squashed forms of the page's headline; a line equal to one of them is
    left out at the head of the article.
    """
    kept: list[Line] = []
    in_tail = ends_article = has_begun = False
    seen: set[str] = set()
    for line in lines:
        text = line.text
        if line.is_row:
            kept.append(line)
            in_tail = False
            continue
        if in_tail:
            least = _MAX_HEADLINE if ends_article else _MIN_SENTENCE
            if len(text) <= least or not ends_sentence(text) or line.link_share > 0.5:
                continue
            in_tail = False
        if len(text) <= 40 and TAIL_HEADING.match(text):
            # Above the first paragraph it is a counter or a menu, and the article is to come.
            in_tail, ends_article = True, has_begun and bool(LAST_HEADING.search(text))
            continue
        if not _is_noise(line) and not (len(kept) < _HEAD_LINES and squash(text) in headlines):
            cleaned = clean_line(text)
            if len(cleaned) >= _MIN_REPEATED:
                if cleaned in seen:  # a lead or print copy shown twice
                    continue
                seen.add(cleaned)
            if cleaned and (cleaned == text or not noise_rule(cleaned)):
                kept.append(line if cleaned == text else replace(line, text=cleaned))
                has_begun = has_begun or ends_sentence(cleaned)
    return kept


def _is_noise(line: Line) -> bool:
    text = line.text
    if noise_rule(text) or is_caption(line):
        return True
    return line.link_share >= 0.8 and not (len(text) > 60 and ends_sentence(text))
