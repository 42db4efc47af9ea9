from __future__ import annotations

import re
from pathlib import Path

import pytest

from cluster_assets.report import charts
from cluster_assets.report.commitments import build_commitments
from cluster_assets.report.funding import region_year_funding
from cluster_assets.report.labels import province_of, won
from cluster_assets.report.site import SiteData, pieces, render_site, safe_url, write_site
from cluster_assets_tests.report.rows import EOK, article, breakdown, fact

HOSTILE = "<script>alert(1)</script>\u202e"


def site(**more):
    articles = [article("a", title=HOSTILE, outlet=HOSTILE, url="javascript:alert(1)")]
    facts = breakdown("a", 255, {"national": 178, "local": 77}, initiative=HOSTILE + "가" * 10_000)
    commitments = build_commitments(facts, articles)
    return SiteData(
        articles=articles,
        money_facts=facts,
        commitments=commitments,
        funding=region_year_funding(commitments),
        generated_for="2022-03-02",
        **more,
    )


def test_hostile_text_is_shown_and_not_run():
    for path, html in render_site(site()).items():
        assert "<script>alert" not in html, path
        assert "\u202e" not in html, path
        assert 'href="javascript' not in html, path
        assert not re.search(r"<[^>]+\son\w+=", html), path
        assert "unsafe-inline" not in html, path
        assert html.count("<script>") == 1, path
    assert "&lt;script&gt;" in render_site(site())["index.html"]


def test_every_number_opens_its_evidence():
    rendered = render_site(site())
    found = re.findall(r'href="(articles/[^"#]+)#([^"]+)"', rendered["index.html"])
    assert found
    assert {path for path, _anchor in found} <= set(rendered)
    assert 'id="f-a-t"' in rendered["articles/a.html"]


def test_same_rows_same_bytes_and_an_empty_site_stands(tmp_path: Path):
    assert write_site(tmp_path / "1", site()) == write_site(tmp_path / "2", site())
    empty = render_site(SiteData(articles=[], money_facts=[], commitments=[], funding=[]))
    assert "표시할 자료가 없습니다" in empty["index.html"]


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://news.example/1", True),
        ("http://news.example", True),
        ("javascript:x", False),
        ("//news.example", False),
        ("data:text/html,x", False),
        (None, False),
        ("https://[", False),
        ("java\nscript:x", False),
    ],
)
def test_safe_url(url, safe):
    assert (safe_url(url) is not None) is safe


def test_pieces_keep_the_text_and_survive_overlaps():
    text = "총 100억원(국비 60억)이다"
    facts = [
        fact("x", "a", 1, char_start=2, char_end=7),
        fact("y", "a", 1, char_start=3, char_end=6),
        fact("z", "a", 1, char_start=90, char_end=99),
    ]
    found = pieces(text, facts, "text")
    assert "".join(p.text for p in found) == text
    assert [p.fact_id for p in found] == [None, "x", None]


@pytest.mark.parametrize(
    ("amount", "korean", "english"),
    [
        (1812 * EOK, "1,812억원", "₩181.2bn"),
        (13_000 * EOK, "1.3조원", "₩1.3tn"),
        (30_000_000, "3,000만원", "₩30m"),
        (None, "–", "–"),
    ],
)
def test_won(amount, korean, english):
    assert (won(amount), won(amount, "en")) == (korean, english)


@pytest.mark.parametrize(
    ("region", "short"),
    [
        ("충청북도 청주시", "충북"),
        ("전라북도", "전북"),
        ("전북특별자치도", "전북"),
        ("강원특별자치도 원주시", "강원"),
        ("서울특별시", "서울"),
        (None, None),
        ("어디", None),
    ],
)
def test_province_of(region, short):
    assert province_of(region) == short


def test_charts_are_well_formed_svg():
    from lxml import etree

    data = site()
    for svg in (
        charts.tile_map(data.funding),
        charts.source_bars(data.funding),
        charts.timeline(data.commitments),
        charts.network_circle([]),
        charts.empty_chart(),
    ):
        assert etree.fromstring(svg).tag.endswith("svg")
