"""Where known publishing systems keep the article: declarations, newest form first.

A redesign adds a layout with its own date; an old one is never edited, because old pages
stay in the archives. Names are those of public systems; the selectors are what their default
skins write into the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from .dom import PageIndex


@dataclass(frozen=True, slots=True)
class Layout:
    """One way in which a publishing system marks the body of an article.

    ``since`` is the month of the earliest page known with it. ``ids``, ``classes`` and
    ``attributes`` (``name=value``) are alternatives, tried in this order.
    """

    name: str
    since: str
    ids: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()


LAYOUTS: tuple[Layout, ...] = (
    Layout("ndsoft", "2018-01", ids=("article-view-content-div",)),
    Layout(
        "ndsoft-classic",
        "2008-01",
        ids=("articleBody", "arl_view_content"),
        classes=("cont-body", "view_r_caption"),
    ),
    Layout("naver", "2022-01", ids=("dic_area", "newsct_article", "comp_news_article")),
    Layout(
        "naver-classic", "2010-01", ids=("articleBodyContents", "articeBody", "newsEndContents")
    ),
    Layout("daum", "2014-01", ids=("harmonyContainer", "mArticleBody"), classes=("article_view",)),
    Layout("nate", "2010-01", ids=("realArtcContents", "articleContetns")),
    Layout("gnuboard", "2012-01", ids=("bo_v_con",)),
    Layout("gnuboard-classic", "2004-01", ids=("writeContents", "view_content", "resContents")),
    Layout("xe", "2008-01", classes=("xe_content", "rhymix_content", "rd_body", "read_body")),
    Layout("weather-ticker-builder", "2015-01", ids=("news_body_area", "news_body_id")),
    Layout("amp", "2016-01", classes=("amp-wp-article-content", "amp-article-body", "amp-body")),
    Layout(
        "wordpress-news-theme",
        "2014-01",
        classes=("td-post-content", "jeg_main_content", "content-inner"),
    ),
    Layout(
        "wordpress-builder",
        "2018-06",
        classes=(
            "elementor-widget-theme-post-content",
            "et_pb_post_content",
            "fl-post-content",
            "oxy-post-content",
            "brxe-post-content",
            "tdb_single_content",
        ),
    ),
    Layout(
        "wordpress", "2008-01", classes=("entry-content", "post-content", "wp-block-post-content")
    ),
    Layout(
        "tistory",
        "2010-01",
        classes=("tt_article_useless_p_margin", "contents_style", "se-main-container"),
    ),
    Layout(
        "government-board",
        "2010-01",
        classes=(
            "board_contents",
            "view_contents",
            "board-view-contents",
            "board_view_contents",
            "bbs_view_contents",
            "bbs-view-content",
            "bbs--view--content",
            "bbs--view--cont",
            "view_cont",
            "board_view_con",
            "board-view-con",
            "boardViewCont",
            "bbs_con",
            "bbs_content",
            "bbsV_cont",
            "bbs_view_cont",
            "p-table__content",
            "p-editor",
            "db_data",
            "dbdata",
            "brd_viewer",
            "contentsView",
            "view-con",
            "view_con",
            "board_txt",
            "view_txt",
            "bd_view_cont",
            "tb_contents",
            "con_txt",
            "hwp_editor_board_content",
        ),
        ids=("board_contents", "bbs_contents", "boardContents", "viewContents", "contentsView"),
    ),
    Layout(
        "table-board",
        "1999-01",
        ids=("textinput", "CmAdContent", "newsContent", "content_area", "ct"),
        classes=(
            "news_text",
            "view_text",
            "newstext",
            "news_content",
            "article_txt",
            "par",
            "cont_view",
            "smartOutput",
        ),
    ),
    Layout(
        "print-view",
        "2005-01",
        ids=("print_area", "printArea", "print_body", "printContent", "print-content"),
        classes=("print_body", "print-body", "print_content", "print_area", "article-print"),
    ),
    Layout(
        "structured-data",
        "2012-01",
        attributes=(
            "itemprop=articleBody",
            "property=articleBody",
            "data-role=article-body",
            "data-testid=article-body",
            "data-role=content",
            "data-testid=article-content",
        ),
    ),
)

#: The body stood in an element whose name reads like one, without a declaration.
NAMED = "named-container"
#: Names of the ways that read a page without any declaration: the text is a guess.
FALLBACK_LAYOUTS = frozenset({"density", "trafilatura"})

_WORDS = (
    "art|article|news|view|read|post|entry|story|cont|content|contents|board|bbs|detail|text|txt"
    "|body|con|main|inner|area|wrap|box|div|html|section|data|editor|viewer|write|memo|document"
    "|doc|substance|desc"
)
_STRONG = re.compile(
    r"^(?:(?:art|article|news|story|post|read|view|board|bbs|entry|detail|document)s?"
    r"(?:view|detail|read|data|v)?(?:body|txt|text|content|contents|cont|con|substance|memo)"
    r"(?:s|area|wrap|box|div|inner|html|con|view|section|data|id)*)$"
)
_WEAK = re.compile(rf"^(?:{_WORDS}){{2,5}}$")
_SEPARATORS = re.compile(r"[-_\d]+")


def declared_containers(index: PageIndex) -> Iterator[tuple[Layout, list[HtmlElement]]]:
    """Layouts that the page matches, in the order of trust, each with its containers."""
    for layout in LAYOUTS:
        for names, table in (
            (layout.ids, index.by_id),
            (layout.classes, index.by_class),
            (layout.attributes, index.by_attribute),
        ):
            for name in names:
                found = table.get(name)
                if found:
                    yield layout, found


def named_containers(index: PageIndex) -> Iterator[HtmlElement]:
    """Elements whose id or class reads like "article body", strongest names first."""
    weak: list[HtmlElement] = []
    for table in (index.by_id, index.by_class):
        for name, elements in table.items():
            plain = _SEPARATORS.sub("", name).lower()
            if len(plain) > 40:
                continue
            if _STRONG.match(plain):
                yield from elements
            elif _WEAK.match(plain):
                weak.extend(elements)
    yield from weak
