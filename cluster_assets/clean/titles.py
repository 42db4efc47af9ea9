"""Headline of an article page, without the outlet's suffix."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from lxml import html

from cluster_assets.clean.objects import article_objects
from cluster_assets.clean.outline import Outline, outline
from cluster_assets.clean.texts import collapse, squash
from cluster_assets.clean.visible import is_heading

MAX_TITLE_CHARS = 300
_MIN_TITLE = 6
"""Squashed characters of the shortest headline that a heading alone may give."""

_ONLY_DATE = re.compile(
    r"^\D{0,6}(?:19|20)?\d\d\s?[년.\-/]\s?\d{1,2}\s?[월.\-/]\s?\d{1,2}(?:\s?[일.])?[\s()\d:월화수목금토일요오전후시분초]*$"
)
_LOGO_HINT = re.compile(
    r"logo|site-?_?title|brand|sub-?_?(?:tit|head)|summary|masthead|"
    r"(?:section|side|box|widget|menu|page|rank|list)[-_]?tit"
)
_STRONG_HINT = re.compile(
    r"bo_v_title|entry-title|view-?_?tit|news-?_?tit|art-?_?tit|post-title|amp-wp-title|board-?_?tit|"
    r"(?<![a-z])(?:title|tit|subject|headline|heading)(?![a-z])"
)
SEPARATOR = re.compile(
    r"\s+[-–—|｜│:·<>«»]\s+|\s?::\s?|\s?[|｜]\s?|(?<=[가-힣…’”'\")\]])\s?:(?=\S)|\s[-–—]\s?"
)
OUTLET_WORD = re.compile(
    r"(?:신문|일보|뉴스|타임스?|타임즈|저널|투데이|미디어|방송|경제|매일|데일리|포커스|통신|TV|매거진|포럼|"
    r"포스트|헤럴드|트리뷴|퍼스트|인터넷|소식|넷|닷컴|news|times|press|today|daily|시청|도청|군청|구청|"
    r"교육청|재단|진흥원|연구원|테크노파크|월간\S{1,6}|주간\S{1,6})$",
    re.IGNORECASE,
)
PORTAL = re.compile(
    r"^(?:(?:지역|지방|생활|시민|산업|정치)(?:경제|사회)|(?:경제|사회|정치|문화)(?:일반|종합)|"
    r"(?:이?기사|뉴스)?(?:인쇄|프린트|출력|print)(?:용|하기|보기|미리보기|화면|페이지|view)*|(?:기사|뉴스|본문)(?:내용|보기|상세|상세보기)|상세보기|"
    r".{2,30}(?:환영합니다|홈페이지입니다)|"
    r"정치|경제|사회|문화|교육|스포츠|연예|지역|전국|국제|오피니언|종합|산업|기사본문|뉴스종합|지역뉴스|지역소식|자치행정|"
    r"네이버|naver|다음|daum|네이트|nate|줌|zum|구글|google|카카오|kakao|msn|nd소프트|wordpress|그누보드|"
    r"홈|홈페이지|home|메인|뉴스홈|main|뉴스|news|보도자료|모바일|mobile|기사|logo|로고|사이트명|untitled|"
    r"뉴스검색|페이스북|트위터|카카오톡|블로그|티스토리|tistory|기사프린트|프린트|인쇄|"
    r"(?:네이버|다음|네이트|줌|카카오|구글|google|naver|daum|nate|msn)\S{0,6}(?:뉴스|news|포스트|블로그|스포츠|tv))$",
    re.IGNORECASE,
)
MASTHEAD = re.compile(
    r"(?:(?:제\s{0,3}호|신문명|매체명|언론사명)\s?(?:명)?\s?[:：]\s?|(?<![가-힣\d])제호\s{1,3})[「『<《]?([^|,/·ㆍ「」『』<>《》()\[\]]{2,24}?)\s{0,3}(?=[|,/·ㆍ(\[<」』>》]|$|등록|발행|대표|인터넷|\d)"
)


def find_title(tree: html.HtmlElement, body_text: str = "") -> str | None:
    """Headline without the outlet's suffix; None where the page has none."""
    page = outline(tree)
    announced = [
        value
        for key in ("og:title", "twitter:title", "dable:title", "title")
        for value in page.metas.get(key, ())
    ]
    announced += [
        collapse(node["headline"])
        for node in article_objects(page.json_ld)[:1]
        if isinstance(node.get("headline"), str) and node["headline"].strip()
    ]
    whole = page.title_tag
    best = _best_heading(page, announced, whole, body_text)
    sites = {squash(name) for name in _site_names(page)}
    if best:
        return _without_section(best, strip_site(whole, page))[:MAX_TITLE_CHARS]
    for text in (*announced, whole):
        stripped = strip_site(text, page)
        if len(squash(stripped)) >= _MIN_TITLE and not _is_site(stripped, sites):
            return stripped[:MAX_TITLE_CHARS]
    return None


def _best_heading(page: Outline, announced: list[str], whole: str, body_text: str) -> str | None:
    """The heading on the page that its title tags confirm, or that is set most strongly."""
    first = squash(next((t for t in body_text[:5_000].split("\n") if len(t) >= 40), ""))[:18]
    heads = {squash(text) for text in announced}
    title = "" if _names_site_only(whole, page) else squash(whole)
    sites = {squash(name) for name in page.metas.get("og:site_name", ())}
    best, best_score = None, 0.0
    starts = [i for i, key in enumerate(page.keys) if first and key.startswith(first)]
    start = starts[0] if starts else len(page.lines) + 1
    for index, line in enumerate(page.lines):
        near = start - 25 <= index < start and len(line.text) <= 120
        is_bold = near and "bold" in line.hint and not line.text.endswith("다.")
        is_named = _is_named(page, index) and (near or page.lines[index - 1].text == "제목")
        is_head = is_heading(line) or is_bold or is_named or (near and line.tag in {"h4", "h5"})
        if not is_head or line.region in {"footer", "side", "comment"}:
            continue
        text = page.keys[index]
        if PORTAL.match(text) or _ONLY_DATE.match(line.text):
            continue
        if not 4 <= len(text) <= MAX_TITLE_CHARS or text in sites:
            continue
        score = {"h1": 2.0, "h2": 1.5, "h3": 1.0, "h4": 0.5, "h5": 0.5}.get(line.tag, 0.0)
        score += 2.5 if _STRONG_HINT.search(line.hint) else 0.0
        score -= 4.0 if _LOGO_HINT.search(line.hint) else 0.0
        score += 2.5 if is_named else 0.0
        if text in heads:
            score += 5.0
        elif any(_holds(head, text) for head in heads):
            score += 3.5
        elif len(text) >= _MIN_TITLE and text in title:
            score += 2.5 + 2.0 * len(text) / max(len(title), 1)
        elif title and len(text) < _MIN_TITLE + 2:
            continue
        score -= 3.0 if index >= start else 0.0
        score += 1.0 if near and len(text) >= 12 else 0.0
        score += 0.5 if is_bold else 0.0
        score -= 3.0 if OUTLET_WORD.search(line.text) and len(text) <= 10 else 0.0
        if score > best_score + 1e-9:
            best, best_score = line.text, score
    is_silent = not heads and len(title) < 12  # nothing confirms any heading
    if best_score >= (1.5 if is_silent else 2.0):
        return best
    return _above_info_line(page, start) if is_silent else None


_INFO_LINE = re.compile(
    r"^(?:(?:기사)?(?:입력|등록|승인|작성일?)|[가-힣]{2,4}\s?기자|(?:20)?\d\d[.\-/]\s?\d{1,2}[.\-/])"
)


def _above_info_line(page: Outline, start: int) -> str | None:
    """The line above the first one of date and byline, where no heading is marked."""
    if start > len(page.lines):
        return None
    for before, line in pairwise(page.lines[max(start - 6, 0) : start]):
        is_title = 12 <= len(before.text) <= 90 and not before.text.endswith(("다.", "요."))
        if is_title and not before.region and _INFO_LINE.match(line.text):
            return None if _INFO_LINE.match(before.text) else before.text
    return None


_PARTICULAR = re.compile(
    r"(?:작성자|작성일|등록자|등록일|담당부서|부서명|글쓴이|게시일|조회수?)(?:자|시|일자|일시)?(?:\s?[:：]?\s.{1,30})?"
)


def _is_named(page: Outline, index: int) -> bool:
    """A cell that the label before it, or the form it stands on top of, makes the headline."""
    if page.lines[index].tag not in {"td", "dd", "th"} or not index:
        return False
    if page.lines[index - 1].text == "제목":
        return True
    after = page.lines[index + 1].text if index + 1 < len(page.lines) else ""
    is_long = len(page.keys[index]) >= 2 * _MIN_TITLE
    return is_long and bool(_PARTICULAR.fullmatch(after))


def _without_section(heading: str, told: str) -> str:
    """``heading`` without a section's name glued before what the title tag tells."""
    key, wanted = squash(heading), squash(told)
    is_glued = len(wanted) >= 2 * _MIN_TITLE and key != wanted and key.endswith(wanted)
    return told if is_glued and PORTAL.match(key.removesuffix(wanted)) else heading


def _names_site_only(whole: str, page: Outline) -> bool:
    """The title tag holds the site, a section or the kind of view, and no headline."""
    names = {squash(name) for name in _site_names(page)}
    parts = [part for part in SEPARATOR.split(whole) if part and part.strip()]
    if len(parts) == 1 and len(whole) <= 24 and OUTLET_WORD.search(whole):
        return True  # a slogan before the name
    return all(_is_site(part, names) for part in parts)


def _holds(head: str, text: str) -> bool:
    """A cut or prefixed head: one holds the other and they share most of their length."""
    short, long = sorted((head, text), key=len)
    return len(short) >= _MIN_TITLE and short in long and len(short) >= 0.5 * len(long)


_BRACKETED = re.compile(r"^[\[【]\s?([가-힣A-Za-z0-9 ]{2,14}?)\s?[\]】]\s*(?=\S{2})")
_MOBILE = re.compile(r"^[^,]{2,20}\s모바일\s?(?:사이트|웹|홈페이지)?\s?,\s")


def strip_site(text: str, page: Outline | None = None) -> str:
    """``text`` without the site's name and section names before or after it."""
    text = _MOBILE.sub("", text)
    if (match := _BRACKETED.match(text)) and OUTLET_WORD.search(match[1]) and len(match[1]) <= 12:
        text = text[match.end() :]
    parts = [part.strip() for part in SEPARATOR.split(text) if part and part.strip()]
    if len(parts) <= 1:
        return text.strip()
    names = {squash(n) for n in _site_names(page)} if page else set()
    start, end = 0, len(parts)
    while end - start > 1 and (_is_site(parts[end - 1], names) or len(squash(parts[end - 1])) <= 4):
        end -= 1
    while end - start > 1 and (_is_site(parts[start], names) or len(squash(parts[start])) <= 4):
        start += 1
    first = text.find(parts[start])
    last = text.rfind(parts[end - 1]) + len(parts[end - 1])
    return text[first:last].strip()


def _is_site(part: str, names: set[str]) -> bool:
    key = squash(part)
    if key in names or PORTAL.match(key):
        return True
    return len(key) <= 12 and bool(OUTLET_WORD.search(part.strip()) or key.startswith("보도자료"))


@lru_cache(maxsize=2)
def _site_names(page: Outline) -> tuple[str, ...]:
    names = [*page.metas.get("og:site_name", ()), *page.metas.get("application-name", ())]
    for line in page.lines[-80:]:
        match = MASTHEAD.search(line.text)
        if match:
            names.append(match.group(1).strip())
    return tuple(names)
