"""Headline, outlet and address of an article page."""

from __future__ import annotations

from urllib.parse import urlsplit

from lxml import html

from cluster_assets.clean.outlets import find_outlet, outlet_of_host
from cluster_assets.clean.outline import outline
from cluster_assets.clean.titles import find_title, strip_site

__all__ = ["find_outlet", "find_title", "find_url", "outlet_of_host", "strip_site"]


def find_url(tree: html.HtmlElement) -> str | None:
    """The page's own canonical address: ``link rel=canonical``, else ``og:url``."""
    page = outline(tree)
    for value in (page.canonical, *page.metas.get("og:url", ())):
        if value and _is_absolute(value):
            return value.strip()
    return None


def _is_absolute(value: str) -> bool:
    """Whether ``value`` is an absolute http(s) address with a host."""
    try:
        parts = urlsplit(value.strip())
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)
