"""A project of a few days with a few small pages each, written for the tests."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from cluster_assets_tests.conftest import PROJECT

DAYS = ("2026-11-02", "2026-11-03", "2026-11-04")
PAGE = """<html><head><title>{title}</title><meta property="og:site_name" content="가람일보">
<meta property="article:published_time" content="{day}T09:00:00+09:00"></head><body>
<h1>{title}</h1><div itemprop="articleBody">
<p>{city}는 스마트센서 혁신클러스터 조성사업에 국비 {national}억원과 시비 {local}억원 등
총 {total}억원을 투입한다고 밝혔다.</p>
<p>시는 {year}년까지 연구개발특구에 공동연구센터를 세우고 기업 {firms}개사를 유치할 계획이다.
혁신클러스터 참여 기관은 지역 대학과 테크노파크다.</p></div></body></html>"""
# Annotated pages that report/quality measures: two, where the project's own are 180.
MEASURED = ("n29", "n31")
CITIES = ("대전시", "포항시", "창원시", "전주시")


def write_project(root: Path, days: Sequence[str] = DAYS, pages: int = 2) -> dict[str, str]:
    """Seeds and pages below ``root``; returns the settings that make a run use them."""
    seeds = root / "seeds"
    seeds.mkdir(parents=True)
    for file in (PROJECT / "seeds").glob("*.csv"):
        (seeds / file.name).write_bytes(file.read_bytes())
    sources = []
    for n, day in enumerate(days):
        folder = root / "pages" / day
        folder.mkdir(parents=True)
        for i in range(pages):
            (folder / f"p{i}.html").write_text(page(n * pages + i, day), "utf-8")
        sources.append(
            f"  - {{name: d{day}, kind: folder, path: '{folder}', "
            f"captured_at: {day}T15:00:00+09:00}}"
        )
    (seeds / "sources.yaml").write_text(
        f"start_date: {min(days)}\nsources:\n" + "\n".join(sources) + "\n", "utf-8"
    )
    gold = root / "gold" / "unseen"
    gold.mkdir(parents=True)
    for name in MEASURED:
        for file in (PROJECT / "cluster_assets_tests/quality/unseen").glob(f"{name}.*"):
            (gold / file.name).write_bytes(file.read_bytes())
    return {
        "CLUSTER_ASSETS_SEEDS": str(seeds),
        "CLUSTER_ASSETS_DATA": str(root / "data"),
        "CLUSTER_ASSETS_GOLD": str(gold.parent),
        "CLUSTER_ASSETS_WORKERS": "1",  # starting others costs more than these few pages
        "DAGSTER_HOME": str(root / "home"),
    }


def page(number: int, day: str) -> str:
    """One article; each number is another city, plan and amount."""
    national, local = 40 + 7 * number, 15 + 3 * number
    return PAGE.format(
        title=f"{CITIES[number % len(CITIES)]} 혁신클러스터 {number + 1}단계 착수",
        day=day,
        city=CITIES[number % len(CITIES)],
        national=national,
        local=local,
        total=national + local,
        year=2027 + number % 4,
        firms=10 + number,
    )


def use(monkeypatch: pytest.MonkeyPatch, settings: Mapping[str, str]) -> None:
    """Run under these settings."""
    for name, value in settings.items():
        monkeypatch.setenv(name, value)


def published_hashes(data: Path) -> dict[str, str]:
    """Hash of every published file: tables, pages and reports, without state and cache."""
    return {
        str(p.relative_to(data)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(data.rglob("*"))
        if p.is_file() and p.relative_to(data).parts[0] not in ("_state", "_cache")
    }
