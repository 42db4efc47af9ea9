"""Headline, outlet and address of an article page."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from functools import lru_cache
from urllib.parse import urlsplit

from lxml import html

from cluster_assets.clean.outline import (
    Outline,
    article_objects,
    collapse,
    is_heading,
    names_of,
    outline,
    squash,
)
from cluster_assets.seeds import seeds_path

MAX_TITLE_CHARS = 300
_MIN_TITLE = 6
"""Squashed characters of the shortest headline that a heading alone may give."""

_LOGO_HINT = re.compile(
    r"logo|site-?_?title|brand|sub-?_?(?:tit|head)|summary|masthead|"
    r"(?:section|side|box|widget|menu|page|rank|list)[-_]?tit"
)
_STRONG_HINT = re.compile(
    r"bo_v_title|entry-title|view-?_?tit|news-?_?tit|art-?_?tit|post-title|amp-wp-title|board-?_?tit|"
    r"(?<![a-z])(?:title|tit|subject|headline|heading)(?![a-z])"
)
_SEPARATOR = re.compile(
    r"\s+[-–—|｜│:·<>«»]\s+|\s?::\s?|\s?[|｜]\s?|(?<=[가-힣…’”'\")\]])\s?:(?=\S)|\s[-–—]\s?"
)
_OUTLET_WORD = re.compile(
    r"(?:신문|일보|뉴스|타임스?|타임즈|저널|투데이|미디어|방송|경제|매일|데일리|포커스|통신|TV|매거진|포럼|"
    r"포스트|헤럴드|트리뷴|퍼스트|인터넷|소식|넷|닷컴|news|times|press|today|daily|시청|도청|군청|구청|"
    r"교육청|재단|진흥원|연구원|테크노파크|월간\S{1,6}|주간\S{1,6})$",
    re.IGNORECASE,
)
_PORTAL = re.compile(
    r"^(?:정치|경제|사회|문화|교육|스포츠|연예|지역|전국|국제|오피니언|종합|산업|기사본문|뉴스종합|지역뉴스|지역소식|자치행정|"
    r"네이버|naver|다음|daum|네이트|nate|줌|zum|구글|google|카카오|kakao|msn|nd소프트|wordpress|그누보드|"
    r"홈|홈페이지|home|메인|뉴스홈|main|뉴스|news|보도자료|모바일|mobile|기사|logo|로고|사이트명|untitled|"
    r"뉴스검색|페이스북|트위터|카카오톡|블로그|티스토리|tistory|기사프린트|프린트|인쇄|"
    r"(?:네이버|다음|네이트|줌|카카오|구글|google|naver|daum|nate|msn)\S{0,6}(?:뉴스|news|포스트|블로그|스포츠|tv))$",
    re.IGNORECASE,
)
_TAGS = re.compile(
    r"단독|속보|포토|기획|인터뷰|종합|크기변환|사진|르포|칼럼|기고|사설|보도자료|특집|연재|알림|공지|영상|인사|부고|"
    r"함께 보는|관련기사|그래픽|자료|표|주요|1보|2보"
)


def find_url(tree: html.HtmlElement) -> str | None:
    """The page's own canonical address: ``link rel=canonical``, else ``og:url``."""
    page = outline(tree)
    for value in (page.canonical, *page.metas.get("og:url", ())):
        if value and urlsplit_ok(value):
            return value.strip()
    return None


def urlsplit_ok(value: str) -> bool:
    """Whether ``value`` is an absolute http(s) address with a host."""
    try:
        parts = urlsplit(value.strip())
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


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
        for node in article_objects(page)[:1]
        if isinstance(node.get("headline"), str) and node["headline"].strip()
    ]
    whole = page.title_tag
    best = _best_heading(page, announced, whole, body_text)
    sites = {squash(name) for name in _site_names(page)}
    if best:
        return best[:MAX_TITLE_CHARS]
    for text in (*announced, whole):
        stripped = strip_site(text, page)
        if len(squash(stripped)) >= _MIN_TITLE and not _is_site(stripped, sites):
            return stripped[:MAX_TITLE_CHARS]
    return None


def _best_heading(page: Outline, announced: list[str], whole: str, body_text: str) -> str | None:
    """The heading on the page that its title tags confirm, or that is set most strongly."""
    first = squash(next((t for t in body_text[:5_000].split("\n") if len(t) >= 40), ""))[:18]
    heads = {squash(text) for text in announced}
    title = squash(whole)
    sites = {squash(name) for name in page.metas.get("og:site_name", ())}
    best, best_score = None, 0.0
    starts = [
        i for i, line in enumerate(page.lines) if first and squash(line.text).startswith(first)
    ]
    start = starts[0] if starts else len(page.lines) + 1
    for index, line in enumerate(page.lines):
        near = start - 25 <= index < start and len(line.text) <= 120
        is_bold = near and "bold" in line.hint and not line.text.endswith("다.")
        if not (is_heading(line) or is_bold) or line.region in {"footer", "side", "comment"}:
            continue
        text = squash(line.text)
        if not 4 <= len(text) <= MAX_TITLE_CHARS or text in sites:
            continue
        score = {"h1": 2.0, "h2": 1.5, "h3": 1.0}.get(line.tag, 0.0)
        score += 2.5 if _STRONG_HINT.search(line.hint) else 0.0
        score -= 4.0 if _LOGO_HINT.search(line.hint) else 0.0
        score += 1.0 if line.tag == "td" and index and page.lines[index - 1].text == "제목" else 0.0
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
        score -= 3.0 if _OUTLET_WORD.search(line.text) and len(text) <= 10 else 0.0
        if score > best_score + 1e-9:
            best, best_score = line.text, score
    is_silent = not heads and len(title) < 12  # nothing confirms any heading
    return best if best_score >= (1.5 if is_silent else 2.0) else None


def _holds(head: str, text: str) -> bool:
    """A cut or prefixed head: one holds the other and they share most of their length."""
    short, long = sorted((head, text), key=len)
    return len(short) >= _MIN_TITLE and short in long and len(short) >= 0.5 * len(long)


def strip_site(text: str, page: Outline | None = None) -> str:
    """``text`` without the site's name and section names before or after it."""
    parts = [part.strip() for part in _SEPARATOR.split(text) if part and part.strip()]
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
    if key in names or _PORTAL.match(key):
        return True
    return len(key) <= 12 and bool(_OUTLET_WORD.search(part.strip()) or key.startswith("보도자료"))


def _site_names(page: Outline) -> list[str]:
    names = [*page.metas.get("og:site_name", ()), *page.metas.get("application-name", ())]
    for line in page.lines[-80:]:
        match = _MASTHEAD.search(line.text)
        if match:
            names.append(match.group(1).strip())
    return names


_MASTHEAD = re.compile(
    r"제\s{0,3}호\s?(?:명)?\s?[:：]\s?[「『<《]?([^|,/·ㆍ「」『』<>《》()\[\]]{2,24}?)\s{0,3}(?=[|,/·ㆍ(\[<」』>》]|$|등록|발행|대표|인터넷|\d)"
)
_COMPANY = re.compile(
    r"(?:법인명|상호(?:명)?|회사명|운영사)\s?(?:\(.{0,8}\))?\s?[:：]\s?([^|,/·ㆍ]{2,24}?)\s{0,3}(?=[|,/·ㆍ(]|$|대표|사업자)"
)
_COPYRIGHT = re.compile(
    r"(?:copyrights?|저작권자|저작권\s?[:ⓒ©]|ⓒ|©|\(c\))[\s:ⓒ©]{0,6}(?:\(c\))?[\s,]{0,3}(?:(?:19|20)\d\d)?(?:\s?[-~]\s?(?:19|20)?\d\d)?\.?\s{0,3}"
    r"(?:by\s)?\s{0,3}[<(\[「『]?([가-힣A-Za-z][^.,|<>()\[\]「」『』ⓒ©]{1,30}?)[>)\]」』]?"
    r"\s{0,3}(?:[.,|<(ⓒ©]|$|all\s|무단|\(|co\b|corp|inc|모든|의\s모든|rights)",
    re.IGNORECASE,
)
_PROVIDED = re.compile(r"(?:기사\s?제공|제공|출처|언론사)\s?[:：]\s?([가-힣A-Za-z]{2,20})")
_DATELINE = re.compile(r"^\s{0,3}[\[(【〔<]([^\])】〕>]{2,40})[\])】〕>]")
_DATED = re.compile(r"\d{1,2}(?:일|:\d{2})?.{0,14}?[\[【]([가-힣A-Za-z][^\]】\d]{1,20})[\]】]\s*$")
_REPORTER = re.compile(
    r"\s*[가-힣]{2,4}(?:[·,]\s?[가-힣]{2,4})*\s?(?:\S{0,4}기자|특파원|리포터)\s*$"
)
_OWNER = re.compile(r"^([가-힣A-Za-z0-9]{2,16}?)의?\s?모든\s?(?:콘텐츠|컨텐츠|기사|자료)")
_AGENCY = re.compile(r"^(?:연합뉴스|뉴시스|뉴스1|뉴스핌|노컷뉴스|뉴스와이어|정책브리핑)$")
_OFFICE = re.compile(r"(?<![가-힣])([가-힣]{2,10}(?:시청|군청|구청|도청|교육청))(?![가-힣])")
_ISSUER = re.compile(r"^[가-힣]{2,12}(?:시청|도청|군청|구청|교육청|특별자치도청|광역시청|의회)$")


@lru_cache(maxsize=1)
def _hosts() -> dict[str, str]:
    with seeds_path("outlets.csv").open(encoding="utf-8", newline="") as file:
        return {row["host"].strip().lower(): row["outlet"].strip() for row in csv.DictReader(file)}


def outlet_of_host(url: str | None) -> str | None:
    """Outlet that owns the host of ``url``, by the table of known hosts."""
    try:
        host = (urlsplit(url.strip()).hostname or "").lower() if url else ""
    except ValueError:
        return None
    labels = host.split(".")
    for start in range(len(labels) - 1):
        name = _hosts().get(".".join(labels[start:]))
        if name:
            return name
    return None


def find_outlet(
    tree: html.HtmlElement,
    *,
    url: str | None = None,
    body_text: str = "",
    title: str | None = None,
) -> str | None:
    """Name of the outlet, or of the authority that issued a press release.

    Every piece of evidence votes for the name it gives; the name with the most weight
    wins, so that one misleading tag is outvoted by footer, dateline and title.
    """
    page = outline(tree)
    votes: dict[str, float] = defaultdict(float)
    written: dict[str, str] = {}
    for name, weight in _evidence(page, url, body_text, title or find_title(tree, body_text)):
        name = _clean_name(name)
        key = squash(name)
        if not 2 <= len(key) <= 24 or _PORTAL.match(key) or key.isdigit():
            continue
        votes[key] += weight if re.search(r"[가-힣]", name) else 0.6 * weight
        written.setdefault(key, name)
    if not votes:
        return None
    total = {
        key: weight
        + sum(0.5 * w for k, w in votes.items() if k != key and key in k and len(key) > 2)
        for key, weight in votes.items()
    }
    best = max(total, key=lambda key: (total[key], len(key), key))
    return written[best] if total[best] >= 1.5 else None


def _clean_name(name: str) -> str:
    name = re.sub(
        r"㈜|\(주\)|주식회사|^the\s|\(사\)|사단법인|재단법인", "", collapse(name), flags=re.I
    )
    name = re.sub(
        r"\s*(?:로고|logo|모바일|홈페이지|공식)\s*$|^(?:모바일|홈)\s+", "", name, flags=re.I
    )
    name = re.split(r"\s[-–—|:]\s|[|｜]|::", name)[0]
    return name.strip(" .,:-–|\"'‘’“”「」『』<>·")


def _evidence(
    page: Outline, url: str | None, body_text: str, title: str | None
) -> list[tuple[str, float]]:
    found: list[tuple[str, float]] = []
    for address, weight in (
        (url, 6.0),
        (page.canonical, 5.0),
        (next(iter(page.metas.get("og:url", ())), None), 5.0),
    ):
        if known := outlet_of_host(address):
            found.append((known, weight))
    for node in article_objects(page, title):
        found += [(name, 4.0) for name in names_of(node.get("publisher"))]
    for key, weight in (
        ("og:site_name", 4.0),
        ("application-name", 2.0),
        ("apple-mobile-web-app-title", 1.5),
        ("og:article:author", 1.5),
        ("article:publisher", 1.0),
        ("dc.publisher", 3.0),
        ("copyright", 1.5),
        ("by", 1.0),
    ):
        found += [(name, weight) for name in page.metas.get(key, ())]
    found += _from_title(page, title)
    found += _from_body(page, body_text)
    for line in page.lines:
        found += _from_line(line.text, line.hint, line.region)
    for alt in page.image_alts:
        if re.search(r"로고|logo", alt, re.IGNORECASE) or (
            _OUTLET_WORD.search(alt) and len(alt) <= 12
        ):
            found.append((alt, 1.5))
    return found


def _from_title(page: Outline, title: str | None) -> list[tuple[str, float]]:
    """What the title tag holds beside the headline."""
    whole = page.title_tag
    if not title or squash(title) == squash(whole):
        return []
    parts = [part for part in _SEPARATOR.split(whole) if part and squash(part)]
    if (match := _DATELINE.match(whole)) and squash(match.group(1)) not in squash(title):
        parts.append(match.group(1))
    outside = [part for part in parts if squash(part) not in squash(title)]
    return [
        (
            part,
            3.0
            if _OUTLET_WORD.search(part.strip())
            else 1.6
            if part in (parts[0], parts[-1])
            else 0.5,
        )
        for part in outside
        if len(squash(part)) <= 20 and not squash(part).startswith("보도자료")
    ]


def _from_body(page: Outline, body_text: str) -> list[tuple[str, float]]:
    found = []
    for text in body_text[:3_000].split("\n")[:5]:
        match = _DATELINE.match(text[:80])
        if match and not _TAGS.search(match.group(1)):
            name = _REPORTER.sub("", re.split(r"[=/]", match.group(1))[-1]).strip()
            if _AGENCY.match(name):
                found.append((name, 1.5))
            elif re.search(r"[=/]", match.group(1)) or _OUTLET_WORD.search(name):
                found.append((name, 3.0))
            elif len(name) >= 4 and not re.search(r"\s", name):
                found.append((name, 1.5))
            break
    return found


def _from_line(text: str, hint: str, region: str) -> list[tuple[str, float]]:
    """Evidence that one visible line gives."""
    if len(text) > 600 or region == "comment":
        return []
    found = []
    if match := _MASTHEAD.search(text):
        found.append((match.group(1), 5.0))
    if match := _OWNER.match(text):
        found.append((match.group(1), 2.5))
    if match := _COMPANY.search(text):
        found.append((match.group(1), 1.0))
    if match := _COPYRIGHT.search(text):
        found.append((match.group(1), 2.5))
    if region == "footer" and (match := _OFFICE.search(text)):
        found.append((match.group(1), 2.5))
    if region == "side" or len(text) > 80:
        return found
    if match := _DATED.search(text):
        found.append((match.group(1), 3.0))
    if (
        (match := _PROVIDED.search(text))
        and text.count(":")
        and "사진" not in text
        and len(text) <= 60
    ):
        found.append((match.group(1), 1.5))
    if len(text) <= 20:
        if re.search(r"logo|site-title|site_title|brand", hint) or text.endswith("로고"):
            found.append((text, 2.5))
        elif _ISSUER.match(text):
            found.append((text, 2.0))
    return found
