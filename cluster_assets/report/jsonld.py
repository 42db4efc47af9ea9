"""Commitments as schema.org MonetaryGrant (JSON-LD)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from cluster_assets.report.standards import (
    Exported,
    Rows,
    clean,
    funder_of,
    missing_for_grant,
    source_of,
    tally,
)

CONTEXT = "https://schema.org"
ID_PREFIX = "urn:cluster-assets:"


def to_jsonld(commitments: Rows, articles: Rows) -> Exported:
    """One MonetaryGrant per commitment that has an amount, a programme and a public funder.

    Parts of a breakdown are grants of their own funder; a whole of mixed money has none. A
    grant names the article that its value was taken from.
    """
    by_page = {a["page_id"]: a for a in articles}
    by_id = {c["commitment_id"]: c for c in commitments}
    grants, reasons = [], []
    for commitment in sorted(commitments, key=lambda c: str(c["commitment_id"])):
        missing = missing_for_grant(commitment)
        whole = by_id.get(commitment.get("parent_commitment_id") or "")
        if missing is None and whole is not None and missing_for_grant(whole) is None:
            missing = "part of another grant"
        if missing is None:
            grants.append(_grant(commitment, by_page))
        else:
            reasons.append(missing)
    document = {"@context": CONTEXT, "@graph": grants}
    text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    return Exported(text.encode(), len(grants), tally(reasons))


def _grant(
    commitment: Mapping[str, Any], articles: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    source = source_of(commitment, articles)
    article = {
        "@type": "NewsArticle",
        "headline": source.title,
        "datePublished": source.published,
        "url": source.url,
        "publisher": source.outlet and {"@type": "Organization", "name": source.outlet},
    }
    grant: dict[str, Any] = {
        "@type": "MonetaryGrant",
        "@id": ID_PREFIX + str(commitment["commitment_id"]),
        "identifier": commitment["commitment_id"],
        "name": clean(commitment["initiative"]),
        "amount": {
            "@type": "MonetaryAmount",
            "currency": "KRW",
            "value": int(commitment["amount_krw"]),
        },
        "funder": {"@type": "GovernmentOrganization", "name": funder_of(commitment)},
        "fundedItem": {"@type": "Project", "name": clean(commitment["initiative"])},
        "subjectOf": {k: v for k, v in article.items() if v is not None},
    }
    return grant
