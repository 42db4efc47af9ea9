"""What changed between two states of the commitments: rows, Markdown and an Atom feed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

from cluster_assets.report.labels import label, won

Row = dict[str, Any]
FEED_ID = "urn:cluster-assets:changes"
_MARKDOWN = "\\`*_[]()!|<>#"


def build_changes(
    before: Iterable[Mapping[str, Any]], after: Iterable[Mapping[str, Any]]
) -> list[Row]:
    """Rows ``new``, ``amount_changed``, ``new_conflict`` and ``gone``, by change and id."""
    old = {c["commitment_id"]: c for c in before}
    new = {c["commitment_id"]: c for c in after}
    rows = [_row("new", c, None) for i, c in new.items() if i not in old]
    rows += [_row("gone", c, c.get("amount_krw")) for i, c in old.items() if i not in new]
    for commitment_id, commitment in new.items():
        was = old.get(commitment_id)
        if was is None:
            if commitment["is_conflicting"]:
                rows.append(_row("new_conflict", commitment, None))
            continue
        if was.get("amount_krw") != commitment.get("amount_krw"):
            rows.append(_row("amount_changed", commitment, was.get("amount_krw")))
        if commitment["is_conflicting"] and not was["is_conflicting"]:
            rows.append(_row("new_conflict", commitment, was.get("amount_krw")))
    order = ("new_conflict", "amount_changed", "new", "gone")
    return sorted(rows, key=lambda r: (order.index(r["change"]), r["commitment_id"]))


def _row(change: str, commitment: Mapping[str, Any], before: int | None) -> Row:
    now = None if change == "gone" else commitment.get("amount_krw")
    value = won(now) if change == "new" else f"{won(before)} → {won(now)}"
    if change == "new_conflict":
        low, high = commitment.get("amount_low_krw"), commitment.get("amount_high_krw")
        value = f"{won(low)} – {won(high)}"
    parts = (
        commitment.get("initiative"),
        commitment.get("region"),
        label(commitment.get("funding_source")),
        label(commitment.get("status")),
        value,
    )
    return {
        "change": change,
        "commitment_id": commitment["commitment_id"],
        "amount_before_krw": before,
        "amount_after_krw": now,
        "summary": " · ".join(str(p) for p in parts if p),
    }


def to_markdown(changes: Sequence[Mapping[str, Any]], *, day: date) -> str:
    """The changes of a day as Markdown; scraped text is escaped."""
    lines = [f"# {day.isoformat()}", ""]
    if not changes:
        lines.append("변경 없음 / No changes.")
    for change in changes:
        text = " ".join(str(change["summary"]).split())
        for mark in _MARKDOWN:
            text = text.replace(mark, "\\" + mark)
        lines.append(f"- **{change['change']}** {text} `{change['commitment_id']}`")
    return "\n".join(lines) + "\n"


def to_atom(changes: Sequence[Mapping[str, Any]], *, day: date) -> str:
    """The changes of a day as an Atom 1.0 feed; the same changes give the same bytes."""
    moment = f"{day.isoformat()}T00:00:00+09:00"
    entries = "".join(
        "<entry>"
        f"<id>{FEED_ID}:{day.isoformat()}:{_xml(c['commitment_id'])}:{_xml(c['change'])}</id>"
        f"<title>{_xml(c['change'])}: {_xml(c['summary'])}</title>"
        f'<updated>{moment}</updated><content type="text">{_xml(c["summary"])}</content>'
        "</entry>\n"
        for c in changes
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<id>{FEED_ID}</id><title>Commitments: what changed</title><updated>{moment}</updated>"
        f"<author><name>cluster-assets</name></author>\n{entries}</feed>\n"
    )


def _xml(value: object) -> str:
    """Escaped text without the characters XML does not know."""
    text = "".join(c if c.isprintable() else " " for c in str(value))
    return escape(text)
