"""Synthetic days of pages, articles and facts: as many as wanted, always the same ones."""

from __future__ import annotations

import csv
import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

Row = dict[str, Any]

EOK = 100_000_000
DAYS = 30
FIRST_DAY = date(2026, 10, 1)
SYLLABLES = "가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허고노도로모보소오조초코토포호"
ENDINGS = ("혁신클러스터 조성사업", "규제자유특구", "국가산업단지", "기술지원센터", "육성사업")
OUTLETS = tuple(f"{a}{b}일보" for a in SYLLABLES[:10] for b in SYLLABLES[10:16])
SOURCES = ("national", "province", "municipal", "private")


@dataclass(slots=True)
class Corpus:
    """Rows by table name, each with the day that it belongs to."""

    rows: dict[str, list[tuple[date, Row]]] = field(default_factory=dict)

    def add(self, table: str, day: date, row: Row) -> None:
        self.rows.setdefault(table, []).append((day, row))

    def count(self, table: str) -> int:
        return len(self.rows.get(table, ()))


def make_corpus(fact_count: int, *, seed: int = 1) -> Corpus:
    """At least ``fact_count`` money facts in stories that one to five outlets tell."""
    rng, corpus = random.Random(seed), Corpus()
    regions = list(_regions())
    story = 0
    while corpus.count("extract/money_facts") < fact_count:
        _story(corpus, rng, story, regions, fact_count)
        story += 1
    return corpus


def _regions() -> Iterator[tuple[str, str]]:
    path = Path(__file__).resolve().parents[1] / "seeds/regions.csv"
    with path.open(encoding="utf-8") as handle:
        for row in csv.DictReader(handle):
            if not row["valid_to"]:
                yield row["region_code"], row["name"]


def _word(rng: random.Random, length: int) -> str:
    return "".join(rng.choice(SYLLABLES) for _ in range(length))


def _story(
    corpus: Corpus, rng: random.Random, number: int, regions: list[tuple[str, str]], wanted: int
) -> None:
    # Programmes grow with the facts, so that each is told about as often in every size.
    programme = rng.randrange(max(4, wanted // 60))
    own = random.Random(programme)
    name = f"{_word(own, 4)} {_word(own, 3)} {ENDINGS[programme % len(ENDINGS)]}"
    code, region = regions[programme % len(regions)]
    start = 2015 + own.randrange(8)
    total = own.choice((40, 80, 100, 255, 400, 809, 1812)) + rng.choice((0,) * 9 + (5,))
    published = date(2022, 1, 1) + timedelta(days=rng.randrange(1200))
    filler = [_word(rng, rng.randrange(2, 5)) for _ in range(120)]
    # Parts change with the sum, not from one telling to the next.
    cut = sorted(random.Random(programme * 10_000 + total).sample(range(1, total), 3))
    parts = [b - a for a, b in zip([0, *cut], [*cut, total], strict=True)]
    for copy in range(rng.choice((1, 2, 2, 3, 5))):
        page_id = hashlib.sha256(f"{number}/{copy}".encode()).hexdigest()
        day = FIRST_DAY + timedelta(days=rng.randrange(DAYS))
        words = [w if rng.random() > 0.03 else _word(rng, 3) for w in filler]
        text = f"{region}는 {name}에 {total}억원을 투입한다. " + " ".join(words) + "."
        page = (page_id, day, published + timedelta(days=copy), rng.choice(OUTLETS))
        _article(corpus, page, name, text, rng)
        place = {
            "initiative": name,
            "initiative_id": f"initiative-{programme}",
            "region_code": code,
            "region": region,
            "period_start_year": start,
            "period_end_year": start + 4,
            "status": "planned" if programme % 3 else "executed",
        }
        _money(corpus, page_id, day, total, parts, place, rng)
        _others(corpus, page_id, day, programme, name, region, rng)


def _article(
    corpus: Corpus, page: tuple[str, date, date, str], name: str, text: str, rng: random.Random
) -> None:
    page_id, day, published, outlet = page
    address = f"https://news.example/{page_id[:12]}"
    moment = datetime(day.year, day.month, day.day, 3, tzinfo=UTC)
    corpus.add(
        "capture/pages",
        day,
        {
            "page_id": page_id,
            "url": address,
            "source": "bench",
            "captured_at": moment,
            "http_status": 200,
            "content_type": "text/html",
            "byte_count": len(text),
            "warc_file": f"capture/warc/{day}.warc.gz",
            "warc_offset": rng.randrange(10**6),
            "outcome": "captured",
        },
    )
    corpus.add(
        "clean/articles",
        day,
        {
            "page_id": page_id,
            "url": address,
            "title": f"{name} 첫발",
            "outlet": outlet,
            "published_date": published,
            "published_date_source": "label",
            "text": text,
            "is_relevant": True,
            "relevance_score": 1.0,
            "relevance_terms": ["클러스터"],
            "story_id": page_id,
            "is_story_head": True,
            "rules_version": "bench",
        },
    )


def _money(
    corpus: Corpus,
    page_id: str,
    day: date,
    total: int,
    parts: list[int],
    place: Row,
    rng: random.Random,
) -> None:
    whole = f"money_{page_id[:16]}_0"
    shown = round(total, -1) if rng.random() < 0.1 else total
    sums = [("total", shown, None), *((s, v, whole) for s, v in zip(SOURCES, parts, strict=True))]
    for i, (source, eok, parent) in enumerate(sums):
        corpus.add(
            "extract/money_facts",
            day,
            {
                "fact_id": f"money_{page_id[:16]}_{i}",
                "page_id": page_id,
                "span_field": "text",
                "char_start": 10 * i,
                "char_end": 10 * i + 6,
                "evidence": f"{eok}억원",
                "sentence": f"{place['region']}는 {place['initiative']}에 {eok}억원을 투입한다.",
                "amount_krw": eok * EOK,
                "currency": "KRW",
                "qualifier": "exact",
                "kind": "budget",
                "funding_source": source,
                "parent_fact_id": parent,
                **place,
                "rules": "{}",
                "is_unsure": False,
                "rules_version": "bench",
            },
        )


def _others(
    corpus: Corpus,
    page_id: str,
    day: date,
    programme: int,
    name: str,
    region: str,
    rng: random.Random,
) -> None:
    span = {"page_id": page_id, "span_field": "text", "char_start": 1, "char_end": 5}
    jobs = rng.randrange(10, 900)
    corpus.add(
        "extract/figures",
        day,
        {
            "figure_id": f"figure_{page_id[:20]}",
            **span,
            "evidence": f"{jobs}명",
            "sentence": f"일자리 {jobs}명이 생길 것으로 기대했다.",
            "value": float(jobs),
            "unit": "명",
            "qualifier": "exact",
            "subject": "일자리",
            "initiative": name,
            "region": region,
            "rules_version": "bench",
        },
    )
    named = [("initiative", f"initiative-{programme}", name)]
    for k in rng.sample(range(12), 4):
        place = (programme * 5 + k) // 3
        named.append(
            ("organization", f"organization-{place}", f"{_word(random.Random(place), 4)}원")
        )
    for i, (kind, entity, canonical) in enumerate(named):
        corpus.add(
            "extract/mentions",
            day,
            {
                "mention_id": f"mention_{page_id[:16]}_{i}",
                **span,
                "surface": canonical,
                "entity_type": kind,
                "canonical_name": canonical,
                "entity_id": entity,
                "rules_version": "bench",
            },
        )
