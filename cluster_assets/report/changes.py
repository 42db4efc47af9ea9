"""What changed from one capture day to the next: rows, Markdown and an Atom feed.

Nothing here reads the clock: a state of the commitments is what the pages captured up to a
day, and the corrections decided up to it, come to. The same data give the same digest.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

from cluster_assets.report.labels import foreign, label, readable, won

Row = dict[str, Any]
Rows = Sequence[Mapping[str, Any]]

CHANGES = ("new_conflict", "amount_changed", "new", "gone")
CAUSES = ("reports", "correction")
# Each day looked back may cost a reconciliation of all facts: few days where there are many.
MAX_DAYS = 14
FACTS_TO_RECONCILE = 120_000
MAX_SUMMARY = 300
MAX_DIGEST_ROWS = 500
FEED_FILE, MARKDOWN_FILE = "changes.atom", "changes.md"
FEED_TITLE = "Regional innovation clusters: what changed in the money"
_FEED = uuid.uuid5(uuid.NAMESPACE_URL, "https://cluster-assets.invalid/changes")
_MARKDOWN = "\\`*_{}[]()!|<>#&~"


def build_changes(
    before: Rows, after: Rows, *, rejected: Collection[str] = frozenset()
) -> list[Row]:
    """Changes between two states of the commitments, in the order of ``CHANGES``, then by id.

    Columns: change, cause, commitment_id, initiative, region, funding_source, status,
    amount_before_krw, amount_after_krw, amount_low_krw, amount_high_krw, summary. A
    commitment whose id changed because an earlier article came in is the same one where it
    rests on the same facts. ``cause`` is ``correction`` where its decisions changed, or where
    all its facts are among the ``rejected`` ones.
    """
    old, vanished = _matched(before, after)
    rows: list[Row] = []
    for now in after:
        was = old.get(now["commitment_id"])
        if was is None:
            rows.append(_row("new", now, None))
        elif was.get("amount_krw") != now.get("amount_krw"):
            rows.append(_row("amount_changed", now, was))
        if now["is_conflicting"] and (was is None or not was["is_conflicting"]):
            rows.append(_row("new_conflict", now, was))
    for was in vanished:
        is_rejected = set(was["fact_ids"]) <= set(rejected)
        rows.append({**_row("gone", was, was), "cause": CAUSES[is_rejected]})
    return sorted(rows, key=lambda r: (CHANGES.index(r["change"]), r["commitment_id"]))


def build_history(
    capture_days: Iterable[date],
    step_back: Callable[[date | None], tuple[Rows, Rows]],
    *,
    fact_count: int,
    rejected: Collection[str] = frozenset(),
) -> list[Row]:
    """Changes of the last capture days, newest day first, each row with its ``day``.

    ``step_back(day)`` gives the commitments before and after what came since the end of that
    day (``None``: since ever), each time from the day it was last called with; those in which
    nothing came may be left out of both. How many days are looked at depends on ``fact_count``
    alone.
    """
    days = sorted(set(capture_days), reverse=True)
    span = max(1, min(MAX_DAYS, FACTS_TO_RECONCILE // max(fact_count, 1)))
    rows: list[Row] = []
    for day, previous in zip(days[:span], [*days[1:], None], strict=False):
        before, after = step_back(previous)
        rows.extend({"day": day, **row} for row in build_changes(before, after, rejected=rejected))
    return rows


def to_markdown(changes: Rows) -> str:
    """The changes as Markdown, a heading a day; scraped text is escaped."""
    lines = ["# 달라진 것 / What changed", ""]
    if not changes:
        lines.append("변경 없음 / No changes.")
    for day, rows in _by_day(changes):
        counted = ", ".join(
            f"{label(c)} {n}" for c in CHANGES if (n := sum(r["change"] == c for r in rows))
        )
        lines += [f"## {day.isoformat()}", "", counted, ""]
        for row in rows[:MAX_DIGEST_ROWS]:
            mark = " (정정 / correction)" if row["cause"] == "correction" else ""
            text = _markdown(row["summary"])
            lines.append(f"- **{label(row['change'])}**{mark} {text} `{row['commitment_id']}`")
        if len(rows) > MAX_DIGEST_ROWS:
            lines.append(f"- … {len(rows) - MAX_DIGEST_ROWS} more in the table report/changes")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def to_atom(changes: Rows, *, updated: date, site: str = "index.html") -> str:
    """The changes as an Atom 1.0 feed (RFC 4287), an entry each, newest first.

    ``updated`` is the last capture day. Links are relative to the feed: ``site`` is the page
    that shows the commitments.
    """
    entries = [_entry(row, site) for _, rows in _by_day(changes) for row in rows[:MAX_DIGEST_ROWS]]
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ko">\n'
        f"<id>{_FEED.urn}</id>\n<title>{_xml(FEED_TITLE)}</title>\n"
        f"<updated>{_moment(updated)}</updated>\n"
        "<author><name>cluster-assets</name></author>\n"
        f'<link rel="self" type="application/atom+xml" href="{FEED_FILE}"/>\n'
        f'<link rel="alternate" type="text/html" href="{_xml(site)}"/>\n'
        + "".join(entries)
        + "</feed>\n"
    )


def _entry(row: Mapping[str, Any], site: str) -> str:
    day: date = row["day"]
    name = f"{day.isoformat()}/{row['change']}/{row['commitment_id']}"
    text = _xml(row["summary"])
    return (
        f"<entry><id>{uuid.uuid5(_FEED, name).urn}</id>"
        f"<title>{_xml(label(row['change']))}: {text}</title>"
        f"<updated>{_moment(day)}</updated>"
        f'<category term="{_xml(row["change"])}"/><category term="{_xml(row["cause"])}"/>'
        f'<link rel="alternate" type="text/html" href="{_xml(site)}#{_xml(row["commitment_id"])}"/>'
        f'<content type="text">{text}</content></entry>\n'
    )


def _matched(before: Rows, after: Rows) -> tuple[dict[str, Mapping[str, Any]], Rows]:
    """The old commitment of each new id, and the old ones that nothing continues."""
    by_id = {c["commitment_id"]: c for c in before}
    old = {
        c["commitment_id"]: by_id[c["commitment_id"]] for c in after if c["commitment_id"] in by_id
    }
    loose = {i: c for i, c in by_id.items() if i not in old}
    holder = {f: i for i, c in loose.items() for f in c["fact_ids"]}
    continued: set[str] = set()
    kept_facts = {f for c in after for f in c["fact_ids"]}
    for now in after:
        if now["commitment_id"] in old:
            continue
        shared = sorted({holder[f] for f in now["fact_ids"] if f in holder} - continued)
        if shared:
            best = max(
                shared, key=lambda i: (len(set(loose[i]["fact_ids"]) & set(now["fact_ids"])), i)
            )
            old[now["commitment_id"]] = loose[best]
            continued.add(best)
    # Facts that went into another commitment are not gone: the two were found to be one.
    vanished = [
        c
        for i, c in sorted(loose.items())
        if i not in continued and not kept_facts.issuperset(c["fact_ids"])
    ]
    return old, vanished


def _row(change: str, now: Mapping[str, Any], was: Mapping[str, Any] | None) -> Row:
    before = was.get("amount_krw") if was else None
    after = None if change == "gone" else now.get("amount_krw")
    decided = set(now.get("correction_ids") or ())
    is_corrected = was is not None and decided != set(was.get("correction_ids") or ())
    row = {
        "change": change,
        "cause": CAUSES[is_corrected],
        "commitment_id": now["commitment_id"],
        "initiative": now.get("initiative"),
        "region": now.get("region"),
        "funding_source": now.get("funding_source"),
        "status": now.get("status"),
        "amount_before_krw": before,
        "amount_after_krw": after,
        "amount_low_krw": now.get("amount_low_krw"),
        "amount_high_krw": now.get("amount_high_krw"),
    }
    return {**row, "summary": _summary(row, now)}


def _summary(row: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    before, after = won(row["amount_before_krw"]), won(row["amount_after_krw"])
    if now.get("amount_krw") is None and now.get("amount") is not None:
        before = after = foreign(now)
    value = {
        "new": after,
        "gone": before,
        "amount_changed": f"{before} → {after}",
        "new_conflict": f"{won(row['amount_low_krw'])} – {won(row['amount_high_krw'])}",
    }[row["change"]]
    source, status = label(row["funding_source"]), label(row["status"])
    name, region = (_cut(row[c], 120) for c in ("initiative", "region"))
    return _cut(" · ".join(p for p in (name, region, source, status, value) if p), MAX_SUMMARY)


def _cut(value: object, length: int) -> str:
    text = readable(" ".join(str(value if value is not None else "")[: 4 * length].split()))
    return text if len(text) <= length else text[: length - 1] + "…"


def _by_day(changes: Rows) -> list[tuple[date, list[Mapping[str, Any]]]]:
    days: dict[date, list[Mapping[str, Any]]] = defaultdict(list)
    for row in changes:
        days[row["day"]].append(row)
    return sorted(days.items(), reverse=True)


def _moment(day: date) -> str:
    return f"{day.isoformat()}T23:59:59+09:00"


def _markdown(value: object) -> str:
    text = _cut(value, MAX_SUMMARY)
    return "".join("\\" + c if c in _MARKDOWN else c for c in text)


def _xml(value: object) -> str:
    """Escaped text, for content and quoted values, without the characters XML does not know."""
    text = "".join(c if c.isprintable() else "\ufffd" for c in readable(str(value)))
    return escape(text, {'"': "&quot;"})
