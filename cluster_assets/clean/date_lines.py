"""Days that the lines beside a headline call the day of publication."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta

from cluster_assets.clean.stamps import SEOUL, aware, dates_in, parse_stamp
from cluster_assets.clean.visible import Line

_RELATIVE = re.compile(r"(?<!\d)(\d{1,3})\s?(초|분|시간|일|주)\s?전")
_UNITS = {"초": "seconds", "분": "minutes", "시간": "hours", "일": "days", "주": "weeks"}

_WHEN = r"\s?(?:시간|시각|일시|일자|날짜|일|됨)?"
_GOOD = (
    r"(?:최초\s?)?(?:기사\s?)?"
    r"(?:입력|승인|등록|작성|게시|송고|발행|게재|배포|보도|공개|출고|포스팅)"
)
_SEPARATORS = r"[\s:：|｜/·ㆍ\[\](){}<>〈〉▶■●=,\-~]{0,8}"
_LABEL_BEFORE = re.compile(
    rf"(?:{_GOOD}{_WHEN}|날짜|일자|published(?:\s(?:on|at))?|posted(?:\s(?:on|at))?|date)"
    rf"(?:\s?\((?:KST|한국시간)\))?{_SEPARATORS}$",
    re.IGNORECASE,
)
_BAD_BEFORE = re.compile(
    r"(?:편집|수정|갱신|변경|업데이트|업뎃|최근|updated?|modified|인쇄|출력|프린트|오늘|현재|"
    r"접속|검색|마감|행사|기간|시행|개최|예정|창간|설립|등록번호[^|]{0,30}등록일자?|copyright|ⓒ|©|last|edit(?:ed)?)"
    rf"{_WHEN}{_SEPARATORS}$",
    re.IGNORECASE,
)
_LABEL_AFTER = re.compile(
    rf"^(?:\s|[\[(]?\w{{0,3}}요일[\])]?|[\[(][월화수목금토일][\])]|오전|오후|[AP]M|\d{{1,2}}[:시]\s?\d{{1,2}}분?(?::\d{{2}})?|"
    rf"[\[\]()|,.])*?{_GOOD}{_WHEN}(?!\s*[:：]|\s*['’]?\d)",
    re.IGNORECASE,
)
_BAD_AFTER = re.compile(
    r"^[\s\])]{0,3}(?:[\[(]?[월화수목금토일](?:요일)?[\])]?)?\s{0,3}[\[(]?(?:오전|오후)?\s{0,2}(?:\d{1,2}:\d{2}(?::\d{2})?)?"
    r"[\])]?\s{0,3}(?:현재|기준|최종\s?편집(?!\s*[:：])|(?:최종\s?)?수정(?!\s*[:：]|\s*['’]?\d))"
)
_NEUTRAL = re.compile(
    r"\d+|[월화수목금토일]요일|[(\[][월화수목금토일][)\]]|오전|오후|[AP]M|기자|특파원|기사|입력|승인|등록|작성|"
    r"조회수?|댓글|추천|글쓴이|시간|[(\[<【][^)\]>】]{1,20}[)\]>】]|[\w.+-]+@[\w.-]+|[년월일시분초]\b|"
    r"ⓒ.{0,20}|최종편집.{0,30}|가\+|가-|공유|스크랩|인쇄|프린트|by\b",
    re.IGNORECASE,
)

_IMPRINT = re.compile(r"등록번호|발행인|편집인|제호\s?[:：]|창간|사업자")


def without_imprint(lines: list[Line]) -> list[Line]:
    """``lines`` without a newspaper's imprint and what stands within three lines of it."""
    marks = [i for i, line in enumerate(lines) if _IMPRINT.search(line.text)]
    return [line for i, line in enumerate(lines) if all(abs(i - mark) > 3 for mark in marks)]


def labelled(lines: list[Line], *, is_strict: bool = False) -> date | None:
    """First date with a publication label before or after it.

    Strictly, 등록일 and 발행일 count with a time of day only: below an article they may be
    the newspaper's own.
    """
    text = unicodedata.normalize("NFKC", "\n".join(line.text[:300] for line in lines))
    for start, end, day in dates_in(text):
        before = text[max(0, start - 40) : start]
        before = re.sub(r"[월화수목금토일]요일|\([월화수목금토일]\)", "", before)
        if _BAD_BEFORE.search(before):
            continue
        if label := _LABEL_BEFORE.search(before):
            is_own = re.match(r"\s?(?:등록|발행)", label.group())
            if is_strict and is_own and not re.match(r"\D{0,8}\d{1,2}[:시]", text[end : end + 14]):
                continue
            return day
        after = text[end : end + 40].split("\n", 1)[0]
        if not _BAD_AFTER.match(after) and _LABEL_AFTER.match(after):
            return day
    return None


def bare(lines: list[Line], outlet: str | None) -> date | None:
    """First date of a line that holds hardly anything but date, byline and outlet."""
    previous = ""
    for line in lines:
        before_line, previous = previous, line.text[-30:] + "\n"
        if _CLOCK.search(line.hint) or line.tag == "figcaption" or _CAPTION.search(line.text):
            continue
        text = unicodedata.normalize("NFKC", line.text)
        if outlet:
            text = text.replace(outlet, " ")
        for start, end, day in dates_in(text[:200]):
            before, after = (before_line + text[:start])[-40:], text[end : end + 40]
            if _BAD_BEFORE.search(before) or _BAD_AFTER.match(after):
                continue
            if re.search(r"\d\D{0,12}[~∼]\s*$", before) or re.match(r"\D{0,6}[~∼]", after):
                continue  # a span of days is an event's, not a publication
            rest = _NEUTRAL.sub(" ", text[:start] + " " + text[end:])
            letters = re.sub(r"[^가-힣A-Za-z]", "", rest)
            if len(letters) <= 8:
                return day
    return None


_DATE_HINT = re.compile(r"(?<![a-z])(?:reg_?|write_?|input_?)?(?:date|datetime|regdt)(?![a-z])")
_ONLY_STAMP = re.compile(r"[\d.\-/년월일]{6,12}\s?\d{1,2}:\d{2}(?::\d{2})?")


def in_title_bar(line: Line, title: Line) -> date | None:
    """The day of a bare date with a time of day that shares the headline's own box.

    Boards set it before the headline; a page's clock stands in another box.
    """
    text = unicodedata.normalize("NFKC", line.text).strip()
    is_shared = set(line.hint.split()) & set(title.hint.split()) - {"bold"}
    is_marked = _DATE_HINT.search(line.hint) and not _CLOCK.search(line.hint)
    if line.region or not is_marked or not is_shared:
        return None
    if not _ONLY_STAMP.fullmatch(re.sub(r"(?<=[.\-/년월])\s", "", text)):
        return None
    return next((day for _, _, day in dates_in(text)), None)


_CAPTION = re.compile(r"제공|사진|모습|전경|조감도|촬영")
_CLOCK = re.compile(r"today|clock|\bnow\b|current|modif|updat|edit")


def stamped(lines: list[Line]) -> date | None:
    """``datetime`` of a bare ``<time>`` beside the headline."""
    previous = ""
    for line in lines:
        before, previous = previous + line.text, line.text[-30:] + "\n"
        if (
            line.stamp
            and not _CLOCK.search(line.hint)
            and not re.search("수정|편집|갱신|업데이트", before)
        ):
            return parse_stamp(line.stamp)
    return None


def relative(lines: list[Line], captured_at: datetime) -> date | None:
    """The day that '3일 전' and the like mean, seen at the time of the capture."""
    for line in lines:
        match = _RELATIVE.search(line.text)
        if match and len(line.text) <= 60 and not re.search("수정|편집|갱신|업데이트", line.text):
            gap = timedelta(**{_UNITS[match.group(2)]: int(match.group(1))})
            return (aware(captured_at) - gap).astimezone(SEOUL).date()
    return None
