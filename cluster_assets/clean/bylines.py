"""The reporters of an article, from its byline.

A byline stands beside the headline, in the dateline, or on the last lines of the body; it
is a name with a title of the trade, or the author that the page's metadata names. Generic
newsroom names and the outlet itself are nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import html

from cluster_assets.clean.outlets import find_outlet
from cluster_assets.clean.outline import (
    MAX_INFO_LINES,
    Line,
    Outline,
    Zones,
    article_objects,
    find_zones,
    names_of,
    outline,
    squash,
    state_objects,
)
from cluster_assets.clean.titles import find_title

_TITLE = (
    r"(?:선임|수습|인턴|객원|시민|명예|전문|대|차장|부장|사진|영상|편집|취재|교육전문|경제전문|주재|지역|본부|특별취재|특집|프리랜서|국민)?"
    r"\s?(?:기자|특파원|리포터|통신원|에디터|PD|피디|논설위원|논설실장|기획위원|편집위원|취재본부장|취재부장|"
    r"취재국장|편집국장|보도국장|편집부장|편집인|칼럼니스트|작가)"
)
_NAME = (
    r"(?:남궁|황보|제갈|사공|선우|독고)\s[가-힣]{1,2}(?=\s)|[가-힣]{2,4}|[가-힣](?:\s[가-힣]){1,2}"
)
_JOINER = r"\s?[,·ㆍ/&•∙‧・]\s?"
_NAMED = re.compile(
    rf"(?<![가-힣A-Za-z])((?:{_NAME})(?:{_JOINER}(?:[가-힣]{{2,4}}))*)\s?{_TITLE}(?![가-힣]|\s?[:：])"
)
_OF_OUTLET = re.compile(
    r"(?<![가-힣A-Za-z])([가-힣]{2,4})\s[가-힣A-Za-z0-9]{2,10}(?:신문|일보|닷컴|뉴스|저널|타임스|경제|비즈|매일|투데이|데일리|미디어)"
    rf"\s{_TITLE}(?![가-힣])"
)
_CREDIT = re.compile(
    r"(?:ⓒ|©|\(c\)|사진|그래픽|영상)\s?[=:/]?\s?[가-힣]{2,4}\s?(?:\S{0,4}\s?)?기자", re.IGNORECASE
)
_OFFICE = re.compile(r"(?:시청|도청|군청|구청|교육청|정부|청|부|처)$")
_LABELLED = re.compile(
    r"(?:기자명|(?:취재|담당|등록|작성)?\s?기자|글쓴이|작성자|글|취재|by|writer|author)\s?[:：=|]\s?([가-힣]{2,4})(?![가-힣])",
    re.IGNORECASE,
)
_WRITER = re.compile(
    r"^(?:글쓴이|작성자|기자명|기자|글|by)\s?[:：]?\s?([가-힣]{2,4})(?=$|\s|님)", re.IGNORECASE
)
_WRITER_CELL = re.compile(r"(?:글쓴이|작성자|기자명)\s?[:：]?\s?([가-힣]{2,4})(?=\s|$|\|)")
_WITH_MAIL = re.compile(
    r"^[=/▶\s(\[]*([가-힣]{2,4})\s?[(\[</|]?\s?[\w.+-]{1,40}@[\w.-]{3,60}[)\]>]?$"
)
_MAIL_FIRST = re.compile(
    r"^([가-힣]{3})\s?[(\[</|]?\s?[\w.+-]{1,40}@[\w.-]{3,60}[)\]>]?\s?(?:[|·]|(?:기사\s?)?(?:입력|승인|등록))"
)
_SHARED = re.compile(
    r"(?:글|취재|사진|영상|촬영)\s?[=:·/]\s?(?!글|사진|영상|취재)([가-힣]{2,4})(?![가-힣])(?:\s?(?:객원|사진|영상)?\s?기자)?"
)
_SINGLE = re.compile(r"^[가-힣]{2,4}$")
_DATELINE = re.compile(r"^\s{0,3}[\[(【〔<]([^\])】〕>]{2,40})[\])】〕>]\s{0,3}([^=]{0,40}=)?")
_AUTHOR_HINT = re.compile(
    r"author|member_|nickname|byline|writer|reporter|journalist|press_?name|\bname\b|기자"
)
_ROLE_WORDS = re.compile(
    r"(?:뉴스|신문|일보|편집|취재|온라인|디지털|보도|운영|관리|데스크|미디어|방송|경제|매일|저널|타임|본지|본보|사진|"
    r"영상|특별|콘텐츠|컨텐츠|웹|인터넷|제휴|통신|홍보|공보|기획|사회|문화|정치|지역|종합|전국|산업|체육|국제|총괄|"
    r"담당|독자|시민|명예|객원|인턴|수습|선임|전문|대변인|주재|본부|현장|여러|일부|해당|많은|현지|외신|동행|남녀|"
    r"출입|연합|국민|각사|공동|기사|제보|시청|군청|구청|도청|대표|이번|우리|다른|모든|소속|전직|현직|동료|후배|선배|"
    r"최고|일반|서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주)"
    r"(?:자|인|뉴스|취재|편집)?(?:팀|부|국|실|단|장|센터|사|처|과|원|관)?"
)
_SURNAMES = frozenset(
    "가시김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민진나지엄채원천방공현함변염여"
    "추도소석선설마길위표명기반왕금옥육인맹제모탁국어은편용예봉경사부가복태목형피두감호빙동온갈승간상시범좌팽음현라옹호화순야영온운점종준창초판평포풍학해형수대단당도동두"
)
_DOUBLE = ("남궁", "황보", "제갈", "사공", "선우", "서문", "독고", "동방", "어금", "망절")
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
    if title is None or outlet is None:
        title = title or find_title(tree, body_text)
        outlet = outlet or find_outlet(tree, body_text=body_text)
    zones = find_zones(page, title, body_text)
    if outlet and _OFFICE.search(outlet) and not re.search(r"기자|특파원", body_text[-200:]):
        return None  # a press release is issued by an office; its writer is no reporter
    for source, is_signed in (
        (_from_info_lines(page, zones), False),
        (_from_dateline(page, zones, body_text), False),
        (_from_tail(page, zones, body_text), False),
        (_from_metadata(page, title), False),
        (_from_state(tree, title), True),
        (_from_signed_line(page, zones), True),
        (_from_dated_line(page, zones), False),
    ):
        names = _people(source, outlet, is_signed=is_signed)
        if names:
            return ", ".join(names)
    return None


def _people(names: Iterable[str], outlet: str | None, *, is_signed: bool = False) -> list[str]:
    kept: list[str] = []
    for name in names:
        name = name.replace(" ", "")
        if is_person(name, outlet, is_signed=is_signed) and name not in kept:
            kept.append(name)
    return kept[:MAX_REPORTERS]


_NOT_NAMED = re.compile(r"[시군구도청부팀국실단회]$")


def is_person(name: str, outlet: str | None = None, *, is_signed: bool = False) -> bool:
    """Whether ``name`` looks like a Korean person's name, not a newsroom or an outlet.

    Where ``is_signed``, the page itself says that this is the writer, so that a name of three
    syllables needs no known surname.
    """
    if not _SINGLE.match(name) or _ROLE_WORDS.fullmatch(name):
        return False
    if outlet and (squash(name) in squash(outlet) or squash(outlet) in squash(name)):
        return False
    if len(name) == 4:
        return name.startswith(_DOUBLE)
    if name[0] in _SURNAMES or name.startswith(_DOUBLE):
        return True
    return is_signed and len(name) == 3 and not _NOT_NAMED.search(name)


def names_in(text: str) -> Iterator[str]:
    """Names that carry a reporter's title, or a byline label, in ``text``."""
    found = False
    for match in _OF_OUTLET.finditer(text):
        if is_person(match.group(1)):
            yield match.group(1)
            return
    for match in _NAMED.finditer(text):
        found = True
        for part in re.split(r"[,·ㆍ/&•∙‧・]", match.group(1)):
            yield part.strip()
    if found:
        return
    for pattern in (_LABELLED, _WRITER_CELL):
        for match in pattern.finditer(text):
            yield match.group(1)


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
        if (
            _PHOTO.search(line.text)
            or _CREDIT.search(line.text)
            or (last >= 0 and index > last + 1)
        ):
            continue
        names = list(names_in(line.text))
        if not names and len(line.text) <= 80 and (match := _MAIL_FIRST.match(line.text)):
            names = [match.group(1)]
        if not names and len(line.text) <= 40:
            names = [
                m.group(1) for m in (_WRITER.match(line.text), _WITH_MAIL.match(line.text)) if m
            ]
            is_labelled = _AUTHOR_HINT.search(line.hint) or (
                index and _LABEL_ONLY.match(nearby[index - 1].text)
            )
            if not names and is_labelled and _SINGLE.match(line.text):
                names = [line.text]
            names = [name for name in names if len(name) >= 3]
        if any(is_person(name.replace(" ", "")) for name in names):
            yield from names
            last = index


_LABEL_ONLY = re.compile(r"^(?:기자명|기자|글쓴이|작성자|취재기자|담당기자)\s?[:：]?$")


_SIGNED = re.compile(rf"(?:^|[\s|·/(\[])([가-힣]{{3}})\s?{_TITLE}(?![가-힣])")
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


def _from_dated_line(page: Outline, zones: Zones) -> Iterator[str]:
    """A bare name that stands directly before the date below the headline."""
    lines = _info(page, zones)
    for index, line in enumerate(lines):
        match = _DATED_NAME.match(line.text)
        is_before_date = index + 1 < len(lines) and bool(_DAY.match(lines[index + 1].text))
        name = match.group(1) if match else line.text if is_before_date else ""
        if len(name) == 3 and not _NOT_NAMED.search(name):
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
    rest = _NAMED.sub("", re.sub(r"[\w.+-]+@[\w.-]+", "", text))
    return len(re.sub(r"[^가-힣]", "", rest)) <= 16


def _from_metadata(page: Outline, title: str | None) -> Iterator[str]:
    names: list[str] = []
    for node in article_objects(page, title):
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


def _plain_names(name: str) -> Iterator[str]:
    """The names in a field of a byline, without mail address and title."""
    for part in re.split(r"[,·ㆍ/&;|]", name[:100]):
        yield re.sub(rf"[\w.+-]+@[\w.-]+|[()\[\]]|\s?{_TITLE}\s*$", "", part.strip()).strip()
