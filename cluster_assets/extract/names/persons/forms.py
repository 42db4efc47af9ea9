"""Names in brackets and transliterated names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cluster_assets.extract.names.personal import COMMON_NOUNS, SURNAMES, is_name
from cluster_assets.extract.names.persons.context import (
    BODY_WORD,
    BREAK,
    PAREN,
    REGION_WORD,
    Found,
)
from cluster_assets.records import SpanField

_BASIC_OFFICES = {
    "시장": "시",
    "군수": "군",
    "구청장": "구",
    "도지사": "도",
    "지사": "도",
    "청장": "청",
    "의장": "의회",
}


# Units whose head is called by them ('사업단(단장 …)').
_UNITS = frozenset(("단", "사업단", "추진단", "지원단"))


def find_in_brackets(text: str, m: re.Match[str], field: SpanField) -> Iterator[Found]:
    """'양주시(시장 홍길동)', '특별위원회(위원장 홍길동)'."""
    low = max(0, m.start() - 40)
    left = re.search(r"(?:[^\s\"'(),]+ )?[^\s\"'(),]+ ?$", text[low : m.start()])
    body = left[0].strip() if left else ""
    words = body.split()
    if len(words) == 2 and (
        len(words[0]) == 1 or text[m.start() - len(body) - 1 : m.start()].startswith(")")
    ):
        words = words[1:]
    if (len(words) == 2 and not (REGION_WORD.match(words[0]) or BODY_WORD.search(words[0]))) or (
        len(words) == 2 and BREAK.search(words[0])
    ):
        words = words[1:]
    if len(words) == 2 and re.search(r"㈜|\(주\)", words[1]):
        words = words[1:]
    body = " ".join(words)
    title = m["title"]
    ending = _BASIC_OFFICES.get(title)
    if ending and body.endswith(ending):
        role = body[: len(body) - len(ending)] + (title if title != "지사" else "도지사")
    elif title.endswith("장") and body.endswith(title[:-1]) and title[:-1] in _UNITS:
        role = body[: len(body) - len(title) + 1] + title
    elif title == "지사" or title == "도지사":
        role = f"{body}{'지사' if body.endswith('도') else '도지사'}"
    else:
        role = f"{body} {title}".strip()
    position = m.start("name")
    for part in re.split(r"[·,] ?", m["name"]):
        position = text.find(part, position)
        if is_name(part):
            yield Found(part, role, position, position + len(part), field, "body(title name)")
        position += len(part)


_ADNOMINAL = re.compile(r"(?:인|한|된|의|을|를|던|온)$")
_SOUND = re.compile(r"^[가-힣]{1,6}(?:·[가-힣]{1,6})?$")


def find_foreign(
    text: str, words: Sequence[tuple[int, int]], word_start: int, role_end: int, field: SpanField
) -> Iterator[Found]:
    """'에이미 밀러 아크메 최고경영자는 "...': a transliterated name opens the sentence.

    The name ends where a word begins that the article uses elsewhere (the firm's name).
    """
    ordered = [(text[s:e], s, e) for s, e in reversed(words)]
    start = ordered[0][1]
    opening = text[:start].rstrip(" ")
    if opening and opening[-1] not in "\n.\"'":
        return
    if not re.match(r"(?:\([^)]*\))?(?:은|는|도|이|가) [\"']", text[role_end : role_end + 14]):
        return
    nearest = PAREN.sub("", ordered[-1][0])
    if is_name(nearest) and nearest[0] in SURNAMES and len(nearest) == 3:
        return
    name = _leading_name(text, ordered)
    if not 2 <= len(name) <= 3 or (len(name) == len(ordered) and text[word_start:role_end] == ""):
        return
    if REGION_WORD.match(name[0][0]) or any(
        n[0].endswith(("관계자", "대표", "주민")) for n in name
    ):
        return
    role = text[name[-1][2] : role_end].strip()
    yield Found(
        text[name[0][1] : name[-1][2]], role, name[0][1], name[-1][2], field, "foreign name"
    )


def _leading_name(text: str, ordered: Sequence[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """The words at the front that are sounds, up to one that the article uses elsewhere."""
    name: list[tuple[str, int, int]] = []
    for token, s, e in ordered:
        if (
            not _SOUND.match(token)
            or text.count(token) > 1
            or _ADNOMINAL.search(token)
            or BREAK.search(token)
        ):
            break
        if (BODY_WORD.search(token) and len(token) > 4) or (is_name(token) and len(ordered) == 1):
            break
        if name and (
            REGION_WORD.match(token)
            or (BODY_WORD.search(token) and is_name(name[0][0]))
            or (is_name(name[0][0]) and (len(token) < 2 or token in COMMON_NOUNS))
        ):
            break
        name.append((token, s, e))
    return name
