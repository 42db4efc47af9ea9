"""The reporters of an article, from its byline.

A byline stands beside the headline, in the dateline, or on the last lines of the body; it
is a name with a title of the trade, or the author that the page's metadata names. Generic
newsroom names and the outlet itself are nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import html

from cluster_assets.clean.objects import article_objects, names_of, state_objects
from cluster_assets.clean.outlets import find_outlet
from cluster_assets.clean.outline import Outline, outline
from cluster_assets.clean.people import (
    NAMED,
    OFFICE_END,
    REPORTER_TITLE,
    SINGLE_NAME,
    is_person,
    names_in,
)
from cluster_assets.clean.titles import find_title
from cluster_assets.clean.visible import Line
from cluster_assets.clean.zones import MAX_INFO_LINES, Zones, find_zones

_CREDIT = re.compile(
    r"(?:ⓒ|©|\(c\)|(?<!글·)(?<!글ㆍ)(?<!글/)(?<!글, )사진|그래픽|영상)"
    r"\s?[=:/]?\s?[가-힣]{2,4}\s?(?:\S{0,4}\s?)?기자",
    re.IGNORECASE,
)
_OFFICE = re.compile(r"(?:시청|도청|군청|구청|교육청|정부|청|부|처)$")
_WRITER = re.compile(
    r"^(?:글쓴이|작성자|기자명|기자|글|by)\s?[:：]?\s?([가-힣]{2,4})(?=$|\s|님)", re.IGNORECASE
)
_BY = re.compile(
    r"^(?:by|글|취재)\s?[:：]?\s?([가-힣]{3,4})\s?(?:기자)?\s?[|·/,]\s?\S", re.IGNORECASE
)
_WITH_MAIL = re.compile(
    r"^[=/▶\s(\[]*([가-힣]{2,4})\s?[(\[</|]?\s?[\w.+-]{1,40}@[\w.-]{3,60}[)\]>]?$"
)
_MAIL_FIRST = re.compile(
    r"^([가-힣]{3})\s?[(\[</|]?\s?[\w.+-]{1,40}@[\w.-]{3,60}[)\]>]?\s?(?:[|·]|(?:기사\s?)?(?:입력|승인|등록))"
)
_SHARED = re.compile(
    r"(?:글|취재|사진|영상|촬영)\s?[=:·/]\s?(?!글|사진|영상|취재)([가-힣]{2,4})(?![가-힣])(?:\s?(?:객원|사진|영상)?\s?기자)?"
)
_DATELINE = re.compile(r"^\s{0,3}[\[(【〔<]([^\])】〕>]{2,40})[\])】〕>]\s{0,3}([^=]{0,40}=)?")
_AUTHOR_HINT = re.compile(
    r"author|member_|nickname|byline|writer|reporter|journalist|press_?name|\bname\b|기자"
)
_STOP = re.compile(
    r"관련\s?기사|많이\s?본|등록번호|제호\s?[:：]|발행인|이전\s?글|다음\s?글|댓글|최신\s?기사|인기\s?기사|"
    r"이전글|청소년보호|주요\s?뉴스|추천\s?기사|답글|최신\s?글"
)
_PHOTO = re.compile(
    r"^[\[(<]?(?:사진|자료|그래픽|촬영|영상)\b|사진\s?제공|제공\s?[.)\]]?$|(?<!글)(?<!글·)(?:사진|그래픽)\s?[=:/]\s?[가-힣]{2,4}"
)
_SENTENCE_END = re.compile(r"(?:다|요|음|죠|까)[.”\"’'?!]{1,4}(?=\s|[가-힣/\[(<=]|$)")
_QUOTED = re.compile(r"[“”\"]")
MAX_TAIL_LINES = 20
MAX_REPORTERS = 5


def find_reporter(
    tree: html.HtmlElement,
    body_text: str = "",
    *,
    title: str | None = None,
    outlet: str | None = None,
) -> str | None:
    """Reporters of the article, joined by ', '; None where no person signs it."""
    page = outline(tree)
    if title is None:  # else the caller has looked for both
        title = find_title(tree, body_text)
        outlet = outlet or find_outlet(tree, body_text=body_text)
    zones = find_zones(page, title, body_text)
    if outlet and _OFFICE.search(outlet) and not re.search(r"기자|특파원", body_text[-200:]):
        return None  # a press release is issued by an office; its writer is no reporter
    if any(_DEPARTMENT.match(line.text) for line in _info(page, zones)):
        return None  # so has a department's notice
    for source, is_signed in (
        (_from_info_lines(page, zones), False),
        (_from_dateline(page, zones, body_text), False),
        (_from_tail(page, zones, body_text), False),
        (_from_metadata(page, title), False),
        (_from_state(tree, title), True),
        (_from_author_element(page, zones), True),
        (_from_signed_line(page, zones), True),
        (_from_dated_line(page, zones), False),
    ):
        names = _people(source, outlet, is_signed=is_signed)
        if names:
            return ", ".join(names)
    return None


_DEPARTMENT = re.compile(r"(?:작성|담당|제공|등록)\s?부서|부서명")


def _people(names: Iterable[str], outlet: str | None, *, is_signed: bool = False) -> list[str]:
    kept: list[str] = []
    for name in names:
        name = name.replace(" ", "")
        if is_person(name, outlet, is_signed=is_signed) and name not in kept:
            kept.append(name)
    return kept[:MAX_REPORTERS]


def _from_info_lines(page: Outline, zones: Zones) -> Iterator[str]:
    """Bylines between headline and body, or just above the headline."""
    if zones.title < 0:
        nearby = page.lines[max(0, zones.body_start - 10) : zones.body_start]
    else:
        start = max(zones.title + 1, zones.body_start - MAX_INFO_LINES)
        nearby = (
            *page.lines[start : zones.body_start],
            *page.lines[max(0, zones.title - 4) : zones.title],
        )
    last = -1
    for index, line in enumerate(nearby):
        if line.region in {"side", "footer"} or len(line.text) > 160 or line.tag == "figcaption":
            continue
        text = _BESIDE_PHOTO.sub(r"\1", line.text)
        if _PHOTO.search(text) or _CREDIT.search(text) or (last >= 0 and index > last + 1):
            continue
        names = _names_of_info_line(text, line.hint, nearby[index - 1].text if index else "")
        if any(is_person(name.replace(" ", "")) for name in names):
            yield from names
            last = index


_BESIDE_PHOTO = re.compile(r"^((?:글|취재)\s?[=:/|]?\s?[가-힣]{2,4}\s?기자).{0,6}?(?:사진|영상).*$")


def _names_of_info_line(text: str, hint: str, before: str) -> list[str]:
    """Names of one line beside the headline, the surest form of a byline first."""
    names = list(names_in(text))
    if not names and len(text) <= 90:
        names = [m.group(1) for m in (_MAIL_FIRST.match(text), _BY.match(text)) if m][:1]
    if names or len(text) > 40:
        return names
    names = [m.group(1) for m in (_WRITER.match(text), _WITH_MAIL.match(text)) if m]
    if (
        not names
        and SINGLE_NAME.match(text)
        and (_AUTHOR_HINT.search(hint) or _LABEL_ONLY.match(before))
    ):
        names = [text]
    return [name for name in names if len(name) >= 3]


_LABEL_ONLY = re.compile(r"^(?:기자명|기자|글쓴이|작성자|취재기자|담당기자)\s?[:：]?$")


_SIGNED = re.compile(rf"(?:^|[\s|·/(\[])([가-힣]{{3}})\s?{REPORTER_TITLE}(?![가-힣])")
_DATED_NAME = re.compile(
    r"^([가-힣]{3})\s?[|·/,]?\s?(?:(?:입력|등록|승인|작성일?)\s?[:：]?\s?)?(?:20)?\d\d[.\-/]\s?\d{1,2}[.\-/]"
)
_DAY = re.compile(r"^(?:(?:입력|등록|승인|작성일?)\s?[:：]?\s?)?(?:20)?\d\d[.\-/]\s?\d{1,2}[.\-/]")


def _info(page: Outline, zones: Zones) -> tuple[Line, ...]:
    """Short lines of the main part between headline and body."""
    if zones.title < 0:
        return ()
    start = max(zones.title + 1, zones.body_start - MAX_INFO_LINES)
    lines = page.lines[start : zones.body_start]
    return tuple(line for line in lines if not line.region and len(line.text) <= 80)


def _from_signed_line(page: Outline, zones: Zones) -> Iterator[str]:
    """A name with a title of the trade, in a line that holds little else but its date."""
    for line in _info(page, zones):
        if line.tag == "figcaption" or _PHOTO.search(line.text) or _CREDIT.search(line.text):
            continue
        found = _SIGNED.findall(line.text)
        if found and _is_signature(line.text):
            yield from found
            return


_AUTHOR_ELEMENT = re.compile(r"(?<![a-z])(?:author|writer|reporter|journalist|byline)(?![a-z])")


def _from_author_element(page: Outline, zones: Zones) -> Iterator[str]:
    """Bare names in an element that is named after the writer."""
    for line in _info(page, zones):
        if _AUTHOR_ELEMENT.search(line.hint):
            names = list(_plain_names(line.text))
            if all(SINGLE_NAME.match(name) for name in names):
                yield from names


def _from_dated_line(page: Outline, zones: Zones) -> Iterator[str]:
    """A bare name that stands directly before the date below the headline."""
    lines = _info(page, zones)
    for index, line in enumerate(lines):
        match = _DATED_NAME.match(line.text)
        is_before_date = index + 1 < len(lines) and bool(_DAY.match(lines[index + 1].text))
        name = match.group(1) if match else line.text if is_before_date else ""
        if len(name) == 3 and not OFFICE_END.search(name):
            yield name
            return


_STATE_KEY = re.compile(
    r"^(?:article_?)?(?:writer|reporter|author|journalist|byline)s?(?:_?(?:name|nm|info|list))?$",
    re.IGNORECASE,
)


def _from_state(tree: html.HtmlElement, title: str | None) -> Iterator[str]:
    """The writer that the page's own JSON state names beside the headline."""
    for node in state_objects(tree, title):
        for key, value in node.items():
            if _STATE_KEY.match(key):
                for name in names_of(value):
                    yield from _plain_names(name)


def _from_dateline(page: Outline, zones: Zones, body_text: str) -> Iterator[str]:
    """'[outlet 홍길동 기자]', '(지역=outlet) 홍길동 기자 =' at the head of the body."""
    heads = [line.text for line in page.lines[zones.body_start : zones.body_start + 3]]
    heads += list(body_text[:2_000].split("\n")[:4])
    for text in heads:
        match = _DATELINE.match(text[:120])
        if not match:
            match = re.match(r"^()([가-힣·\s]{2,16}기자\s?=)", text[:40])
        if not match:
            continue
        names = list(names_in(match.group(1))) + list(names_in(match.group(2) or ""))
        if names:
            yield from names
            return


def _tail_lines(lines: tuple[Line, ...], zones: Zones) -> list[str]:
    tail = []
    start = max(zones.body_end - 1, zones.body_start)
    for line in lines[start : start + MAX_TAIL_LINES]:
        if line.region in {"footer", "side", "comment"} or _STOP.search(line.text[:60]):
            break
        tail.append(line.text)
    return tail


def _from_tail(page: Outline, zones: Zones, body_text: str) -> Iterator[str]:
    """The signature on the body's last lines, or at the end of its last paragraph."""
    tail = _tail_lines(page.lines, zones)
    tail += [text for text in body_text.rstrip()[-3_000:].split("\n")[-3:] if text not in tail]
    for text in tail:
        text = _SENTENCE_END.split(text)[-1].strip()
        if not text or len(text) > 90 or _QUOTED.search(text):
            continue
        shared = _SHARED.findall(text)
        if len(shared) > 1 or (shared and text.startswith(("글", "취재"))):
            yield from shared
            return
        if _PHOTO.search(text) or (_CREDIT.search(text) and not text.startswith("글")):
            continue
        names = list(names_in(text))
        if not names and (match := _WITH_MAIL.match(text)):
            names = [match.group(1)]
        if names and _is_signature(text):
            yield from names
            return


def _is_signature(text: str) -> bool:
    """Whether hardly anything but names, titles, mail and outlet stands in the line."""
    rest = NAMED.sub("", re.sub(r"[\w.+-]+@[\w.-]+", "", text))
    return len(re.sub(r"[^가-힣]", "", rest)) <= 16


def _from_metadata(page: Outline, title: str | None) -> Iterator[str]:
    names: list[str] = []
    for node in article_objects(page.json_ld, title):
        names += names_of(node.get("author")) + names_of(node.get("creator"))
    for key in (
        "author",
        "article:author",
        "dable:author",
        "byl",
        "dc.creator",
        "og:article:author",
        "parsely-author",
        "sailthru.author",
    ):
        names += page.metas.get(key, ())
    for name in names:
        yield from _plain_names(name)


_NOT_THE_NAME = re.compile(rf"[\w.+-]+@[\w.-]+|[()\[\]]|\s?{REPORTER_TITLE}\s*$")


def _plain_names(name: str) -> Iterator[str]:
    """The names in a field of a byline, without mail address and title."""
    for part in re.split(r"[,·ㆍ/&;|]", name[:100]):
        yield _NOT_THE_NAME.sub("", part.strip()).strip()
