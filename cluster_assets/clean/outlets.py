"""Name of the outlet that published a page, or of the authority that issued it."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from functools import lru_cache
from itertools import pairwise
from urllib.parse import urlsplit

from lxml import html

from cluster_assets.clean.objects import article_objects, names_of
from cluster_assets.clean.outline import Outline, outline
from cluster_assets.clean.texts import collapse, squash
from cluster_assets.clean.titles import MASTHEAD, OUTLET_WORD, PORTAL, SEPARATOR, find_title
from cluster_assets.seeds import seeds_path

_TAGS = re.compile(
    r"단독|속보|포토|기획|인터뷰|종합|크기변환|사진|르포|칼럼|기고|사설|보도자료|특집|연재|알림|공지|영상|인사|부고|"
    r"함께 보는|관련기사|그래픽|자료|표|주요|1보|2보"
)
_COMPANY = re.compile(
    r"(?:법인명|상호(?:명)?|회사명|운영사)\s?(?:\(.{0,8}\))?\s?[:：]\s?([^|,/·ㆍ]{2,24}?)\s{0,3}(?=[|,/·ㆍ(]|$|대표|사업자)"
)
_COPYRIGHT = re.compile(
    r"(?:copyrights?|저작권자|저작권\s?[:ⓒ©]|ⓒ|©|\(c\))[\s:ⓒ©]{0,6}(?:\(c\))?[\s,]{0,3}(?:(?:19|20)\d\d)?(?:\s?[-~]\s?(?:19|20)?\d\d)?\.?\s{0,3}"
    r"(?:by\s)?\s{0,3}[<(\[「『'\"‘“]?([가-힣A-Za-z][^.,|<>()\[\]「」『』ⓒ©]{1,30}?)[>)\]」』'\"’”]?"
    r"\s{0,3}(?:[.,|<(ⓒ©]|$|all\b|무단|\(|co\b|corp|inc|모든|의\s모든|rights)",
    re.IGNORECASE,
)
_PROVIDED = re.compile(r"(?:기사\s?제공|제공|출처|언론사)\s?[:：]\s?([가-힣A-Za-z]{2,20})")
_PROVIDER = re.compile(r"^(?:기사|뉴스)\s?제공\s?[:：]?\s?([가-힣A-Za-z0-9 ]{2,20})$")
_BEFORE_SIGN = re.compile(r"^([가-힣A-Za-z0-9 ]{2,20}?)\s?[ⓒ©]\s?(?:19|20)\d\d")
_NO_NAME = re.compile(
    r"(?:\d+|all|rights?|reserved|by|the|무단.*|등록.*|신고번호|정기간행물|인터넷신문|발행.*|편집.*|대표.*|본지|본사)$"
)
_KIND_FIRST = re.compile(
    r"^(?:인터넷신문|(?:종합)?(?:일간|주간)(?:신문|지)?|인터넷언론)\s?[:：]?\s([가-힣A-Za-z0-9]{2,16})\s?[|·,/]"
)
_COMPANY_FIRST = re.compile(
    r"^(?:\(주\)|㈜|주식회사\s)\s?([가-힣A-Za-z0-9 ]{2,16}?)\s?[|·,/].*(?:대표|발행)"
)
_RIGHTS_OF = re.compile(r"저작권은\s([가-힣A-Za-z0-9 ]{2,20}?)(?:에|에게)\s?(?:있|귀속)")
#: What a line holds, the name beside it, and how much that says; the marks are quick to find.
_MARKED = (
    (re.compile("[ⓒ©]"), _BEFORE_SIGN, 2.5),
    (re.compile("신문|언론|일간|주간"), _KIND_FIRST, 2.5),
    (re.compile("대표|발행"), _COMPANY_FIRST, 1.6),
    (re.compile("저작권은"), _RIGHTS_OF, 2.5),
)
_MASTHEAD_LABEL = re.compile(r"^(?:제\s?호|신문명|매체명|언론사명)\s?[:：]?$")
_UNBRACKETED = re.compile(
    r"^([가-힣A-Za-z0-9]{3,14})\s[가-힣]{2,4}\s?(?:\S{0,2}기자|특파원)(?:\s|$)"
)
_DATELINE = re.compile(r"^\s{0,3}[\[(【〔<]([^\])】〕>]{2,40})[\])】〕>]")
_DATED = re.compile(r"\d{1,2}(?:일|:\d{2})?.{0,14}?[\[【]([가-힣A-Za-z][^\]】\d]{1,20})[\]】]\s*$")
_REPORTER = re.compile(
    r"\s*[가-힣]{2,4}(?:[·,]\s?[가-힣]{2,4})*\s?(?:\S{0,4}기자|특파원|리포터)\s*$"
)
_REGISTERED = re.compile(
    r"^([가-힣A-Za-z0-9 ]{2,20}?)\s?[·|,/ㆍ]?\s?(?:등록(?:번호)?\s?[:：]?\s?)?"
    r"[가-힣]{2}\s?[,]?\s?[가나다라아]\s?\d{3,6}"
)
_SIGNED = re.compile(
    r"^[\[(【]\s?([^\[\]()=]{2,16}?)\s?(?:[=/]\s?|\s)(?:[가-힣]{2,6}\s?[=/]\s?)?[가-힣]{2,4}\s?(?:기자|특파원)\s?[\])】]"
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
        if not 2 <= len(key) <= 24 or PORTAL.match(key) or _NO_NAME.match(key):
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
        r"\s*(?:대표\s?)?(?:로고|logo|모바일|홈페이지|누리집|공식)\s*$|^(?:모바일|홈)\s+",
        "",
        name,
        flags=re.I,
    )
    name = re.split(r"\s[-–—|:]\s|[|｜]|::", name)[0]
    return name.strip(" .,:-–|[]()\"'‘’“”「」『』<>·")


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
    for node in article_objects(page.json_ld, title):
        found += [(name, 4.0) for name in names_of(node.get("publisher"))]
    for node in page.json_ld:
        if str(node.get("@type")) in {"NewsMediaOrganization", "WebSite"}:
            found += [(name, 2.5) for name in names_of(node.get("name"))]
    for key, weight in (
        ("og:site_name", 4.0),
        ("application-name", 2.0),
        ("apple-mobile-web-app-title", 1.5),
        ("og:article:author", 3.0),
        ("article:publisher", 1.0),
        ("dc.publisher", 3.0),
        ("publisher", 3.0),
        ("copyright", 1.5),
        ("by", 1.0),
    ):
        named = [part for name in page.metas.get(key, ()) for part in name.split("|")]
        found += [(part, weight if part is named[0] else weight / 2) for part in named]
    found += _from_title(page, title)
    found += _from_body(page, body_text)
    for line in page.lines:
        found += _from_line(line.text, line.hint, line.region)
    for label, value in pairwise(page.lines):
        if _MASTHEAD_LABEL.match(label.text) and len(value.text) <= 24:
            found.append((value.text, 5.0))
    found += [(name, 1.6) for name in dict.fromkeys(page.home_names)]
    for alt in page.image_alts:
        if re.search(r"로고|logo", alt, re.IGNORECASE) or (
            OUTLET_WORD.search(alt) and len(alt) <= 12
        ):
            found.append((alt, 1.5))
    return found


def _from_title(page: Outline, title: str | None) -> list[tuple[str, float]]:
    """What the title tag holds beside the headline."""
    whole = page.title_tag
    if not title or squash(title) == squash(whole):
        return []
    beside = whole.replace(title, " | ") if len(title) >= 8 else whole
    beside = re.sub(r"\s모바일\s?(?:사이트|웹)?\s?,", " | ", beside)
    parts = [part for part in SEPARATOR.split(beside) if part and squash(part)]
    if (match := _DATELINE.match(whole)) and squash(match.group(1)) not in squash(title):
        parts.append(match.group(1))
    outside = [part for part in parts if squash(part) not in squash(title)]
    return [
        (
            part,
            3.0
            if OUTLET_WORD.search(part.strip())
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
            places = [_REPORTER.sub("", part).strip() for part in re.split(r"[=/]", match.group(1))]
            named = [place for place in places if place]
            name = named[-1] if named else ""
            if len(named) == 1 < len(places) and not (OUTLET_WORD.search(name) or len(name) >= 4):
                break  # only the place beside the reporter
            if _AGENCY.match(name):
                found.append((name, 1.5))
            elif re.search(r"[=/]", match.group(1)) or OUTLET_WORD.search(name):
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
    if match := MASTHEAD.search(text):
        found.append((match.group(1), 5.0))
    if match := _REGISTERED.match(text):
        found.append((match.group(1), 2.5))
    if (match := _SIGNED.match(text)) and OUTLET_WORD.search(match.group(1)):
        found.append((match.group(1), 2.0))
    if match := _PROVIDER.match(text):
        found.append((match.group(1), 5.0))
    for mark, pattern, weight in _MARKED:
        if mark.search(text) and (match := pattern.search(text)):
            found.append((match.group(1), weight))
    if (match := _UNBRACKETED.match(text[:60])) and OUTLET_WORD.search(match.group(1)):
        found.append((match.group(1), 2.0))
    if match := _OWNER.match(text):
        found.append((match.group(1), 2.5))
    if match := _COMPANY.search(text):
        found.append((match.group(1), 1.6))
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
