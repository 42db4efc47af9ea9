"""The article extractors that the cleaner is measured against, behind one signature.

Each takes the raw bytes of a page. The general ones read text, so they are handed what our
decoder reads: they are compared as extractors, not as guessers of encodings.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cluster_assets.clean.article import clean_page
from cluster_assets.clean.decode import decode


@dataclass(frozen=True, slots=True)
class Extracted:
    """What one extractor made of a page; ``None`` where it found or offers none."""

    text: str
    title: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Extractor:
    """An extractor by name, with what it offers beside the text."""

    name: str
    extract: Callable[[bytes], Extracted]
    has_titles: bool = True
    has_dates: bool = True


def ours(raw: bytes) -> Extracted:
    page = clean_page(raw)
    published = page.published_date.isoformat() if page.published_date else None
    return Extracted(page.text, page.title, published)


def trafilatura(raw: bytes, *, fast: bool = False) -> Extracted:
    from trafilatura import bare_extraction

    found = bare_extraction(decode(raw).text, with_metadata=True, fast=fast)
    return Extracted(found.text or "", found.title, found.date) if found else Extracted("")


def trafilatura_fast(raw: bytes) -> Extracted:
    return trafilatura(raw, fast=True)


def resiliparse(raw: bytes) -> Extracted:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    tree = HTMLTree.parse(decode(raw).text)
    return Extracted(extract_plain_text(tree, main_content=True), tree.title)


def readability(raw: bytes) -> Extracted:
    from lxml.html import fromstring
    from readability import Document

    document = Document(decode(raw).text)
    text = "\n".join(fromstring(document.summary()).itertext())
    return Extracted(text, document.short_title())


def newspaper(raw: bytes) -> Extracted:
    from newspaper import Article
    from newspaper.languages import ko

    # Its own tokenizer wants a model from the network; for counting stop words, blanks do.
    ko.tokenizer = str.split
    article = Article("http://page.invalid/", language="ko")
    article.download(input_html=decode(raw).text)
    article.parse()
    published = article.publish_date
    return Extracted(
        article.text, article.title, published.date().isoformat() if published else None
    )


EXTRACTORS = (
    Extractor("cluster_assets", ours),
    Extractor("trafilatura", trafilatura),
    Extractor("trafilatura fast", trafilatura_fast),
    Extractor("resiliparse", resiliparse, has_dates=False),
    Extractor("readability-lxml", readability, has_dates=False),
    Extractor("newspaper4k", newspaper),
)
BASELINE = "trafilatura"
