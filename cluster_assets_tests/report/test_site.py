"""The static report: hostile text is shown, every number leads to its evidence, size is bounded."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from lxml import etree, html

from cluster_assets.report import charts, site_charts, site_rows
from cluster_assets.report.changes import build_changes
from cluster_assets.report.chart_rows import cut
from cluster_assets.report.commitments import build_commitments
from cluster_assets.report.corrections import apply_corrections
from cluster_assets.report.evidence import paragraphs
from cluster_assets.report.funding import region_year_funding
from cluster_assets.report.labels import foreign, province_of, readable, won
from cluster_assets.report.site import SiteData, pieces, render_site, safe_url, write_site
from cluster_assets_tests.report.rows import EOK, article, breakdown, fact
from cluster_assets_tests.report.test_corrections import decision

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
    ledger = apply_corrections(
        site().money_facts,
        [decision("a-t", "amend", field="initiative", value=HOSTILE, reason=HOSTILE)],
    ).ledger
    changes = [{"day": date(2022, 3, 2), **r} for r in build_changes([], site().commitments)]
    network = [
        {
            "source_id": "x",
            "target_id": "y",
            "source_name": HOSTILE,
            "target_name": HOSTILE * 900,
            "weight": 1,
        }
    ]
    rendered = render_site(site(corrections=ledger, changes=changes, network=network))
    for path, text in rendered.items():
        assert "<script>alert" not in text.replace("\\<", ""), path
        assert "\u202e" not in text, path
        assert 'href="javascript' not in text, path
        assert len(text) < 200_000, path
        if path.endswith(".html"):
            assert not re.search(r"<[^>]+\s(?:on\w+|style)=", text), path
            assert "unsafe-inline" not in text, path
            assert text.count("<script>") == 1, path
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


def test_text_keeps_its_characters_in_stretches():
    text = "달빛 단지에 100억원을 쓴다. 별빛에 쓴 5억원은 없다.\n\n둘째 줄 7억원"
    spans = [(text.index(e), text.index(e) + len(e)) for e in ("100억원", "5억원", "7억원")]
    told = ["달빛 단지에 100억원을 쓴다.", "별빛에 쓴 5억원은 없다.", "어긋난 문장"]
    facts = [
        fact(str(i), "a", 1, char_start=a, char_end=b, sentence=sentence)
        for i, ((a, b), sentence) in enumerate(zip(spans, told, strict=True))
    ]
    found = paragraphs(text, facts)
    lines = ["".join(p.text for s in line for p in s.pieces) for line in found]
    assert lines == [line for line in text.split("\n") if line]
    sentences = ["".join(p.text for p in s.pieces) for line in found for s in line if s.is_sentence]
    assert sentences == [*told[:2], "7억원"]
    marked = {p.fact_id: p.text for line in found for s in line for p in s.pieces if p.fact_id}
    assert marked == {str(i): text[a:b] for i, (a, b) in enumerate(spans)}


def test_corrected_numbers_say_who_and_why():
    data = site()
    rows = [
        decision("a-local", "amend", field="amount_krw", value="100", reviewer="누리"),
        decision("a-national", "reject", reason="다른 사업", evidence="옛 글"),
    ]
    applied = apply_corrections(data.money_facts, rows)
    commitments = build_commitments(applied.facts, data.articles)
    rendered = render_site(
        SiteData(
            articles=data.articles,
            money_facts=data.money_facts,
            commitments=commitments,
            funding=region_year_funding(commitments),
            corrections=applied.ledger,
        )
    )
    index = html.fromstring(rendered["index.html"])
    section = index.get_element_by_id("corrections").text_content()
    assert "누리" in section
    assert "원문과 다름" in section
    assert "근거 변경" in section
    row = next(r for r in index.iterfind(".//tbody/tr[@id]") if "100원" in r.text_content())
    assert "검토" in row.text_content()
    evidence = html.fromstring(rendered["articles/a.html"]).find_class("decided")
    assert len(evidence) == 1
    assert evidence[0].find(".//del").text_content() == "77억원₩7.7bn"


def many(count):
    facts = [
        fact(f"f{i}", f"p{i}", 10 + i, initiative=f"단지 {i:05d}", initiative_id=f"i{i}")
        for i in range(count)
    ]
    articles = [article(f"p{i}") for i in range(count)]
    return SiteData(
        articles=articles,
        money_facts=facts,
        commitments=build_commitments(facts, articles),
        funding=[],
    )


def test_many_commitments_are_paged_and_what_is_left_off_is_said(monkeypatch):
    monkeypatch.setattr(site_rows, "PAGE_ROWS", 10)
    monkeypatch.setattr(site_rows, "MAX_LISTED", 25)
    monkeypatch.setattr(site_rows, "MAX_ARTICLES", 15)
    rendered = render_site(many(40))
    assert sum(p.startswith("articles/") for p in rendered) == 15
    assert {p for p in rendered if p.startswith("commitments-")} == {
        "commitments-2.html",
        "commitments-3.html",
    }
    index = html.fromstring(rendered["index.html"])
    assert "25 / 40" in index.text_content()
    assert len(index.findall(".//tbody/tr[@id]")) == 10
    elsewhere = json.loads(index.get_element_by_id("index").text)
    assert len(elsewhere) == 15
    for words, address in elsewhere:
        path, anchor = address.split("#")
        assert f'id="{anchor}"' in rendered[path], words
    for path, text in rendered.items():
        if path.endswith(".html"):
            for link in html.fromstring(text).iterfind(".//a[@href]"):
                target = link.get("href").split("#")[0].removeprefix("../")
                assert not target or target in rendered or target.startswith("https://"), target


def test_the_page_links_its_digest():
    rendered = render_site(site())
    assert etree.fromstring(rendered["changes.atom"].encode()).tag.endswith("feed")
    assert 'href="changes.atom"' in rendered["index.html"]
    assert "changes.md" in rendered


def charts_of(data):
    coverage = [
        {"captured_date": date(2022, 3, d), "outcome_kept": d, "outcome_error": 1} for d in (1, 2)
    ]
    quality = [{"measure": HOSTILE, "kind": "f1", "f1": 0.5, "n": 3.0}]
    return [
        site_charts.map_figure(data.funding),
        site_charts.years_figure(data.funding),
        site_charts.timeline_figure(data.commitments),
        site_charts.network_figure([]),
        site_charts.coverage_figure(coverage),
        site_charts.quality_figure(quality),
    ]


def test_charts_are_named_still_pictures():
    ids: list[str] = []
    pictures = {p for f in charts_of(site()) for p in (f.korean, f.english)}
    assert len(pictures) == 2 + 4 * 2
    for picture in [*pictures, charts.empty_chart()]:
        svg = etree.fromstring(picture)
        assert svg.tag.endswith("svg")
        assert svg.get("role") == "img"
        assert svg.get("aria-label")
        assert not svg.xpath(
            "//@style | //@href | //*[local-name()='script' or local-name()='image']"
        )
        assert "\u202e" not in picture
        ids += svg.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_charts_carry_their_numbers():
    _, years, timeline, *_ = charts_of(site())
    titles = etree.fromstring(years.korean).xpath("//*[local-name()='title']/text()")
    assert any("2021 국비" in t for t in titles)
    assert ("2021", "2021", True) in years.cells[0]
    assert timeline.cells[0][2] == ("255억원", "₩25.5bn", True)
    assert charts_of(site())[1:3] == [years, timeline]


def test_a_chart_without_rows_says_so():
    for draw in (
        site_charts.years_figure,
        site_charts.timeline_figure,
        site_charts.coverage_figure,
    ):
        assert "No data" in draw([]).english


def test_pictures_for_the_metadata_stand_alone():
    data = site()
    found = site_charts.metadata_pictures("report/region_year_funding", data.funding)
    assert set(found) == {"chart_map", "chart_by_year"}
    for text in found.values():
        assert text.startswith("![chart](data:image/svg+xml;base64,")
        assert len(text) < 60_000
    assert site_charts.metadata_pictures("report/stories", []) == {}


@pytest.mark.parametrize("mark", "\u202e\u2066\u200f\u061c\x00\x1b\x7f\x9b\ufeff\u2028\ud800")
def test_marks_that_steer_are_made_visible(mark):
    assert readable(f"가{mark}나") == "가\ufffd나"
    assert cut(mark * 10_000, 5) in ("\ufffd" * 4 + "…", "")


def test_the_network_shows_ties_where_the_busiest_are_not_tied_to_each_other():
    pairs = [
        {
            "source_id": f"hub{i:02d}",
            "target_id": f"leaf{i:02d}{j}",
            "source_name": f"중심 {i}",
            "target_name": f"주변 {i} {j}",
            "weight": 1,
        }
        for i in range(60)
        for j in range(5)
    ]
    figure = site_charts.network_figure(pairs)
    svg = etree.fromstring(figure.korean)
    ties = svg.xpath("//*[@class='tie']")
    assert 15 <= len(ties) <= 30
    assert len(svg.xpath("//*[@class='node']")) <= charts.MAX_NETWORK_NODES
    assert (len(figure.cells), figure.left_off) == (200, 100)


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [(6_900_000.0, "EUR", "6,900,000 EUR"), (1.5, "USD<script>", "1.5 USD"), (None, "KRW", "–")],
)
def test_foreign_amounts(amount, currency, text):
    assert foreign({"amount": amount, "currency": currency}) == text
