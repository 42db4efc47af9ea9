"""The static report: charts and tables, and a page of evidence per article.

Everything works offline: no request leaves the page. Scraped text is escaped, addresses
are linked only when they are http(s), and the content policy of each page admits just
the style sheet and the script that were rendered into it. The size is bounded: what does
not fit is counted, and said.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from cluster_assets.report import changes as digest
from cluster_assets.report import site_charts
from cluster_assets.report.corrections import effective
from cluster_assets.report.evidence import (
    facts_by_page,
    paragraphs,
    pieces,
    safe_name,
    safe_url,
    shown,
)
from cluster_assets.report.labels import foreign, label, won
from cluster_assets.report.site_rows import (
    Listing,
    SiteData,
    coverage_by_day,
    decisions,
    list_commitments,
    reading_of,
    tiles,
)

__all__ = ["SiteData", "pieces", "render_site", "safe_url", "write_site"]

Row = dict[str, Any]

TEMPLATES = Path(__file__).parent / "templates"
MAX_CONFLICTS = 100
MAX_CHANGES = 40


def render_site(data: SiteData) -> dict[str, str]:
    """Text by path below the site's folder.

    ``index.html``, ``commitments-N.html`` from 2 where one page does not hold all,
    ``articles/<page_id>.html``, and the digest as ``changes.md`` and ``changes.atom``.
    """
    return dict(_rendered(data))


def write_site(folder: Path, data: SiteData) -> list[Row]:
    """Write the site; one row per file: path, sha256, byte_count, row_count (null)."""
    rows: list[Row] = []
    for path, text in _rendered(data):
        payload = text.encode("utf-8", errors="replace")
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(payload)
        digest_ = hashlib.sha256(payload).hexdigest()
        rows.append(
            {"path": path, "sha256": digest_, "byte_count": len(payload), "row_count": None}
        )
    return sorted(rows, key=lambda r: str(r["path"]))


def _rendered(data: SiteData) -> Iterator[tuple[str, str]]:
    """Each page when it is asked for, as all of them take much memory."""
    environment = _environment()
    listing = list_commitments(data)
    yield from _list_pages(environment, data, listing)
    yield from _article_pages(environment, data, listing)
    yield digest.MARKDOWN_FILE, digest.to_markdown(data.changes)
    if data.generated_for:
        updated = date.fromisoformat(data.generated_for)
        yield digest.FEED_FILE, digest.to_atom(data.changes, updated=updated)


def _list_pages(
    environment: Environment, data: SiteData, listing: Listing
) -> Iterator[tuple[str, str]]:
    common = {
        "generated_for": data.generated_for,
        "commitment_total": listing.total,
        "listed": listing.listed,
        "page_count": len(listing.pages),
    }
    index = environment.get_template("index.html")
    yield (
        "index.html",
        index.render(
            **common,
            **_overview(data),
            page_number=1,
            commitments=listing.pages[0],
            elsewhere=listing.elsewhere,
        ),
    )
    more = environment.get_template("commitments.html")
    for number, rows in enumerate(listing.pages[1:], start=2):
        yield (
            f"commitments-{number}.html",
            more.render(**common, page_number=number, commitments=rows, elsewhere=[]),
        )


def _overview(data: SiteData) -> Row:
    conflicts = [c for c in data.commitments if c["is_conflicting"]]
    conflicts.sort(key=lambda c: (-(c.get("amount_krw") or 0), c["commitment_id"]))
    newest = max((c["day"] for c in data.changes), default=None)
    fresh = [c for c in data.changes if c["day"] == newest]
    return {
        "tiles": tiles(data),
        "map": site_charts.map_figure(data.funding),
        "years": site_charts.years_figure(data.funding),
        "timeline": site_charts.timeline_figure(data.commitments),
        "network": site_charts.network_figure(data.network),
        "coverage_chart": site_charts.coverage_figure(data.coverage),
        "quality_chart": site_charts.quality_figure(data.quality),
        "conflicts": conflicts[:MAX_CONFLICTS],
        "conflict_total": len(conflicts),
        "coverage": coverage_by_day(data.coverage),
        "quality": data.quality,
        "changes": fresh[:MAX_CHANGES],
        "change_total": len(fresh),
        "corrections": decisions(data),
    }


def _article_pages(
    environment: Environment, data: SiteData, listing: Listing
) -> Iterator[tuple[str, str]]:
    warc = {p["page_id"]: p for p in data.pages if p.get("warc_file")}
    by_page = facts_by_page(chain(data.money_facts, data.figures), listing.article_ids)
    commitment_of = {f: c["commitment_id"] for c in data.commitments for f in c["fact_ids"]}
    decided = effective(data.corrections)
    template = environment.get_template("article.html")
    articles: dict[str, Mapping[str, Any]] = {a["page_id"]: a for a in data.articles}
    for page_id in sorted(listing.article_ids):
        article, facts = articles[page_id], by_page.get(page_id, [])
        title = article.get("title") or ""
        yield (
            f"articles/{safe_name(page_id)}.html",
            template.render(
                article=article,
                page=warc.get(page_id, {}),
                title_pieces=pieces(title, facts, "title"),
                paragraphs=paragraphs(article.get("text") or "", facts),
                facts=[f for f in facts if "fact_id" in f],
                decided=decided,
                commitment_of=commitment_of,
                page_of=listing.page_of,
                generated_for=data.generated_for,
            ),
        )


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = (TEMPLATES / "style.css").read_text(encoding="utf-8")
    script = (TEMPLATES / "script.js").read_text(encoding="utf-8")
    environment.globals.update(
        style=Markup(style),
        script=Markup(script),
        policy=(
            "default-src 'none'; base-uri 'none'; form-action 'none'; "
            f"style-src '{_csp_hash(style)}'; script-src '{_csp_hash(script)}'"
        ),
        both=_both,
        words=_words,
        amount=_amount,
        drawn=Markup,
        feed_file=digest.FEED_FILE,
        digest_file=digest.MARKDOWN_FILE,
    )
    environment.filters.update(
        won=won,
        foreign=foreign,
        label=label,
        safe_url=safe_url,
        shown=shown,
        file_name=safe_name,
        reading_of=reading_of,
    )
    return environment


@lru_cache(maxsize=16_384)
def _both(korean: str, english: str) -> Markup:
    """A word in both languages, of which the page shows one; once where they are equal."""
    if korean == english:
        return escape(korean)
    return Markup(
        f'<span class="ko" lang="ko">{escape(korean)}</span>'
        f'<span class="en" lang="en">{escape(english)}</span>'
    )


@lru_cache(maxsize=1024)
def _words(word: str | None) -> Markup:
    """The word's label in both languages."""
    return _both(label(word), label(word, "en"))


def _amount(row: Mapping[str, Any]) -> Markup:
    """The row's money: won in both languages, else the foreign sum."""
    krw = row["amount_krw"]
    return _won(krw) if krw is not None else escape(foreign(row))


@lru_cache(maxsize=16_384)
def _won(krw: int) -> Markup:
    return _both(won(krw), won(krw, "en"))


def _csp_hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
