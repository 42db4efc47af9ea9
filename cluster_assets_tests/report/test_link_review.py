"""What may be a misspelling is listed with its evidence; nothing is decided for the reader."""

from __future__ import annotations

from typing import Any

from cluster_assets.report.link_review import build_link_review
from cluster_assets.report.link_tables import LINK_REVIEW

KNOWN = [("누리테크노파크", "https://ror.org/000000001"), ("누리TP", "https://ror.org/000000001")]


def mention(
    name: str, entity_id: str, page: str, *, entity_type: str = "organization"
) -> dict[str, Any]:
    return {
        "mention_id": f"{page}-{name}",
        "page_id": page,
        "entity_type": entity_type,
        "entity_id": entity_id,
        "canonical_name": name,
    }


def test_an_unknown_name_is_held_against_the_gazetteer() -> None:
    rows = build_link_review(
        [mention("누리 테크파크", "org:누리테크파크", "p1"), mention("가온대", "org:가온대", "p1")],
        KNOWN,
    )
    (row,) = rows
    assert list(row) == LINK_REVIEW.column_names
    assert (row["name"], row["candidate_name"]) == ("누리 테크파크", "누리테크노파크")
    assert row["is_known_candidate"]
    assert (row["article_count"], row["candidate_article_count"]) == (1, 0)
    assert (row["page_ids"], row["mention_ids"]) == (["p1"], ["p1-누리 테크파크"])


def test_of_two_unknown_names_the_rarer_is_in_question() -> None:
    rows = build_link_review(
        [
            mention("누리 바이오밸리", "initiative:a", "p1", entity_type="initiative"),
            mention("누리 바이오밸리", "initiative:a", "p2", entity_type="initiative"),
            mention("누리 바이오벨리", "initiative:b", "p3", entity_type="initiative"),
        ],
        [],
    )
    assert [(r["entity_id"], r["candidate_id"]) for r in rows] == [("initiative:b", "initiative:a")]


def test_known_bodies_and_persons_are_never_in_question() -> None:
    known = [("누리산업진흥원", "org:1"), ("누리산업진흔원", "org:2")]
    mentions = [
        mention("누리산업진흥원", "org:1", "p1"),
        mention("누리산업진흔원", "org:2", "p1"),
        mention("남궁가온별", "person:1", "p1", entity_type="person"),
        mention("남궁가온볕", "person:2", "p1", entity_type="person"),
    ]
    assert build_link_review(mentions, known) == []
