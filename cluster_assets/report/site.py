"""The static report: one page of charts and tables, and a page of evidence per article.

Everything works offline: no request leaves the page. Scraped text is escaped, addresses
are linked only when they are http(s), and the content policy of each page admits just
the style sheet and the script that were rendered into it.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from cluster_assets.report import charts
from cluster_assets.report.labels import label, readable, won

Row = dict[str, Any]
Rows = Sequence[Mapping[str, Any]]

TEMPLATES = Path(__file__).parent / "templates"
# Beyond this the table is a download, not something to read.
MAX_TABLE_ROWS = 2000
MAX_EVIDENCE_PER_COMMITMENT = 12
MAX_NAME = 120


@dataclass(frozen=True, slots=True)
class SiteData:
    """Rows of the tables that the report shows; ``generated_for`` is the day it stands for."""

    articles: Rows
    money_facts: Rows
    commitments: Rows
    funding: Rows
    network: Rows = ()
    coverage: Rows = ()
    quality: Rows = ()
    figures: Rows = ()
    pages: Rows = ()
    changes: Rows = field(default=())
    generated_for: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of article text; ``fact_id`` names the fact it is the evidence of."""

    text: str
    fact_id: str | None = None
    kind: str | None = None


def render_site(data: SiteData) -> dict[str, str]:
    """HTML by path below the site's folder: ``index.html`` and ``articles/<page_id>.html``."""
    environment = _environment()
    articles = {a["page_id"]: a for a in sorted(data.articles, key=_article_order)}
    facts = {f["fact_id"]: f for f in data.money_facts}
    warc = {p["page_id"]: p for p in data.pages if p.get("warc_file")}
    rendered = {
        "index.html": environment.get_template("index.html").render(
            **_index_context(data, articles, facts)
        )
    }
    by_page = _facts_by_page(data)
    commitment_of = {f: c["commitment_id"] for c in data.commitments for f in c["fact_ids"]}
    template = environment.get_template("article.html")
    for page_id, article in articles.items():
        rendered[f"articles/{_safe_name(page_id)}.html"] = template.render(
            article=article,
            page=warc.get(page_id, {}),
            title_pieces=pieces(article.get("title") or "", by_page[page_id], "title"),
            paragraphs=paragraphs(article.get("text") or "", by_page[page_id]),
            facts=[f for f in by_page[page_id] if "fact_id" in f],
            commitment_of=commitment_of,
            generated_for=data.generated_for,
        )
    return rendered


def write_site(folder: Path, data: SiteData) -> list[Row]:
    """Write the site; one row per file: path, sha256, byte_count, row_count (null)."""
    rows: list[Row] = []
    for path, text in sorted(render_site(data).items()):
        payload = text.encode("utf-8", errors="replace")
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(payload)
        digest = hashlib.sha256(payload).hexdigest()
        rows.append({"path": path, "sha256": digest, "byte_count": len(payload), "row_count": None})
    return rows


def safe_url(url: object) -> str | None:
    """The address if a browser may follow it: absolute, http or https."""
    text = str(url or "").strip()
    if readable(text) != text or any(c.isspace() for c in text):
        return None
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    return text if parts.scheme in ("http", "https") and parts.netloc else None


def pieces(text: str, facts: Rows, span_field: str, start: int = 0) -> list[Piece]:
    """Cut text at the evidence of its facts; where two overlap, the first one stands.

    ``start`` is the offset of ``text`` in the field. Spans outside are ignored.
    """
    found: list[Piece] = []
    done, end = 0, len(text)
    for fact in sorted(facts, key=lambda f: (f["char_start"], -f["char_end"])):
        a, b = int(fact["char_start"]) - start, int(fact["char_end"]) - start
        if fact.get("span_field") != span_field or a < done or b > end or a >= b:
            continue
        if a > done:
            found.append(Piece(text[done:a]))
        is_money = "fact_id" in fact
        fact_id = str(fact["fact_id"] if is_money else fact["figure_id"])
        found.append(Piece(text[a:b], fact_id, "money" if is_money else "figure"))
        done = b
    if done < end:
        found.append(Piece(text[done:]))
    return found


def paragraphs(text: str, facts: Rows) -> list[list[Piece]]:
    """The paragraphs of an article's text as pieces."""
    found, offset = [], 0
    for line in text.split("\n"):
        if line.strip():
            inside = [f for f in facts if offset <= int(f["char_start"]) < offset + len(line)]
            found.append(pieces(line, inside, "text", offset))
        offset += len(line) + 1
    return found


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
    )
    environment.filters.update(
        won=won, label=label, safe_url=safe_url, shown=shown, file_name=_safe_name
    )
    return environment


def _both(korean: str, english: str) -> Markup:
    """A word in both languages, of which the page shows one."""
    pair = Markup('<span class="ko" lang="ko">{}</span><span class="en" lang="en">{}</span>')
    return pair.format(korean, english)


def shown(value: object, length: int = MAX_NAME) -> str:
    """Scraped text for reading: no direction controls, cut where it is absurdly long."""
    text = readable("" if value is None else str(value))
    return text if len(text) <= length else text[: length - 1] + "…"


def _csp_hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _safe_name(page_id: object) -> str:
    return re.sub(r"[^0-9A-Za-z_-]", "_", str(page_id))[:80]


def _article_order(article: Mapping[str, Any]) -> tuple[str, str]:
    return str(article["page_id"]), str(article.get("captured_date"))


def _facts_by_page(data: SiteData) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for fact in (*data.money_facts, *data.figures):
        if fact.get("char_start") is not None and fact.get("char_end") is not None:
            found[fact["page_id"]].append(dict(fact))
    for rows in found.values():
        rows.sort(key=lambda f: (f["char_start"], "fact_id" not in f))
    return found


def _index_context(
    data: SiteData, articles: Mapping[str, Any], facts: Mapping[str, Any]
) -> dict[str, Any]:
    ordered = sorted(
        data.commitments,
        key=lambda c: (c["kind"] != "budget", -(c.get("amount_krw") or 0), c["commitment_id"]),
    )
    listed = [_commitment(c, articles, facts) for c in ordered[:MAX_TABLE_ROWS]]
    conflicts = [c for c in ordered if c["is_conflicting"]]
    return {
        "generated_for": data.generated_for,
        "tiles": _tiles(data),
        "map": Markup(charts.tile_map(data.funding)),
        "bars": Markup(charts.source_bars(data.funding)),
        "timeline": Markup(charts.timeline(data.commitments)),
        "network": Markup(charts.network_circle(data.network)),
        "conflicts": [_commitment(c, articles, facts) for c in conflicts[:200]],
        "commitments": listed,
        "commitment_total": len(ordered),
        "coverage": _coverage_by_day(data.coverage),
        "quality": data.quality,
        "changes": data.changes,
    }


def _commitment(
    commitment: Mapping[str, Any], articles: Mapping[str, Any], facts: Mapping[str, Any]
) -> Row:
    evidence = []
    chosen = commitment["chosen_fact_id"]
    for fact_id in sorted(commitment["fact_ids"], key=lambda f: (f != chosen, f)):
        fact = facts.get(fact_id)
        article = articles.get(fact["page_id"]) if fact else None
        if fact is not None and article is not None:
            evidence.append({"fact": fact, "article": article, "is_chosen": fact_id == chosen})
    start, end = commitment.get("period_start_year"), commitment.get("period_end_year")
    period = str(start or end or "") if start == end else f"{start or ''}–{end or ''}"
    return {
        **commitment,
        "period": period,
        "evidence": evidence[:MAX_EVIDENCE_PER_COMMITMENT],
        "more": max(0, len(evidence) - MAX_EVIDENCE_PER_COMMITMENT),
        "href": (
            f"articles/{_safe_name(evidence[0]['article']['page_id'])}.html"
            f"#f-{_safe_name(evidence[0]['fact']['fact_id'])}"
            if evidence
            else None
        ),
    }


def _tiles(data: SiteData) -> list[tuple[str, str, str, str]]:
    budget = [r for r in data.funding if r["kind"] == "budget"]
    announced = sum(int(r["announced_krw"] or 0) for r in budget)
    executed = sum(int(r["executed_krw"] or 0) for r in budget)
    outlets = {a.get("outlet") for a in data.articles} - {None}
    conflicting = sum(bool(c["is_conflicting"]) for c in data.commitments)
    several = sum(c["outlet_count"] > 1 for c in data.commitments)

    def count(value: int) -> str:
        return f"{value:,}"

    return [
        ("사업비 발표액", "Announced budget", won(announced), won(announced, "en")),
        ("사업비 집행액", "Executed budget", won(executed), won(executed, "en")),
        ("재정 약속", "Commitments", *(count(len(data.commitments)),) * 2),
        ("금액 사실", "Money facts", *(count(len(data.money_facts)),) * 2),
        ("기사", "Articles", *(count(len(data.articles)),) * 2),
        ("언론사", "Outlets", *(count(len(outlets)),) * 2),
        ("복수 매체 확인", "In several outlets", *(count(several),) * 2),
        ("상충", "Conflicts", *(count(conflicting),) * 2),
    ]


def _coverage_by_day(coverage: Rows) -> list[Row]:
    days: dict[str, Row] = {}
    for row in coverage:
        day = days.setdefault(
            str(row["captured_date"]), {"pages_in": 0, "kept": 0, "outlets": set(), "outcomes": {}}
        )
        day["pages_in"] += row["pages_in"]
        for name, value in row.items():
            if name.startswith("outcome_") and value:
                outcome = name.removeprefix("outcome_")
                day["outcomes"][outcome] = day["outcomes"].get(outcome, 0) + value
        if row.get("outlet"):
            day["outlets"].add(row["outlet"])
    return [
        {
            "day": day,
            "pages_in": found["pages_in"],
            "kept": found["outcomes"].pop("kept", 0),
            "rejected": ", ".join(f"{o} {n}" for o, n in sorted(found["outcomes"].items())),
            "outlets": len(found["outlets"]),
        }
        for day, found in sorted(days.items(), reverse=True)
    ]
