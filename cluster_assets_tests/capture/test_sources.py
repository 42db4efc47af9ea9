"""sources.yaml: every kind loads, every mistake is explained with its cure."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from cluster_assets.capture.source_kinds import (
    FeedSource,
    FolderSource,
    SitemapSource,
    UrlsSource,
    WarcSource,
)
from cluster_assets.capture.sources import SourceError, load_sources
from cluster_assets_tests.conftest import PROJECT

GOOD = """
start_date: 2026-11-02
sources:
  - {name: a, kind: folder, path: pages, captured_at: 2026-11-02T06:00:00+09:00}
"""
ALL = (
    GOOD
    + """
  - name: feed-1
    kind: feed
    url: https://news.example.org/rss.xml
    max_pages: 30
    include: [/article/]
  - {name: map, kind: sitemap, url: "https://news.example.org/sitemap.xml.gz", max_age_days: 7}
  - {name: list, kind: urls, path: urls.txt, enabled: false}
  - name: intranet
    kind: urls
    urls: ["http://10.0.0.7/a"]
    allow_hosts: [10.0.0.7]
    min_gap_seconds: 1
  - {name: crawl, kind: warc, path: "crawl/*.warc.gz"}
  - name: cc-news
    kind: warc
    listing: warc.paths.gz
    base_url: https://data.example.org/
    max_files: 3
"""
)


def write(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "seeds" / "sources.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, "utf-8")
    return file


def test_every_kind_loads(tmp_path: Path) -> None:
    sources = load_sources(write(tmp_path, ALL))
    kinds = [FolderSource, FeedSource, SitemapSource, UrlsSource, UrlsSource]
    assert [type(s) for s in sources.entries] == [*kinds, WarcSource, WarcSource]
    feed, intranet = sources.named("feed-1"), sources.named("intranet")
    assert isinstance(feed, FeedSource)
    assert isinstance(intranet, UrlsSource)
    assert feed.wants("https://news.example.org/article/1")
    assert not feed.wants("https://news.example.org/advert/1")
    assert [s.name for s in sources.network()] == ["feed-1", "map", "intranet"]
    assert [s.name for s in sources.archives()] == ["crawl", "cc-news"]
    assert sources.archives()[0].path == str(tmp_path / "crawl/*.warc.gz")
    # A public host that an intranet source links to is spared all the same.
    assert (intranet.gap_for("10.0.0.7"), intranet.gap_for("news.example.org")) == (1.0, 5.0)


def test_sources_resolve_beside_their_project(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "x.html").write_text("x")
    sources = load_sources(write(tmp_path, GOOD))
    assert sources.days() == [date(2026, 11, 2)]
    folder = sources.entries[0]
    assert isinstance(folder, FolderSource)
    assert folder.captured_at == datetime(2026, 11, 1, 21, tzinfo=UTC)


def test_bundled_file_loads_and_asks_no_network() -> None:
    sources = load_sources(PROJECT / "seeds" / "sources.yaml")
    assert sources.network() == ()
    assert len(sources.days()) >= 5


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("sources: [", "not valid YAML"),
        ("a: 1", "needs `start_date` and a list"),
        ("start_date: soon\nsources: []", "must be a date"),
        (GOOD.replace("kind: folder", "kind: ftp"), "kind must be one of folder, feed"),
        (GOOD.replace("name: a", "name: ../a"), "letters, digits"),
        (GOOD.replace("name: a, ", ""), "needs `name`"),
        (GOOD.replace("path: pages, ", ""), "source a: needs `path`"),
        (GOOD.replace("path: pages", "path: pages, colour: red"), "unknown setting colour. A f"),
        (GOOD.replace("2026-11-02T06:00:00+09:00", "yesterday"), "captured_at must be a time"),
        (GOOD + "  - {name: A, kind: folder, path: b}", "must be unique"),
        (GOOD + "  - {name: f, kind: feed}", "source f: needs `url`"),
        (GOOD + "  - {name: f, kind: feed, url: 'file:///etc/passwd'}", "`url` must be an http"),
        (GOOD + "  - {name: f, kind: feed, url: 'http://h/', max_pages: 0}", "`max_pages` must"),
        (GOOD + "  - {name: f, kind: feed, url: 'http://h/', enabled: 1}", "`enabled` must be"),
        (GOOD + "  - {name: f, kind: feed, url: 'http://h/', include: x}", "`include` must be a"),
        (
            GOOD + "  - {name: f, kind: feed, url: 'http://h/', min_gap_seconds: 1}",
            "below 5 is for your own hosts only: name them in `allow_hosts`",
        ),
        (GOOD + "  - {name: u, kind: urls}", "either `path` .* or `urls`"),
        (GOOD + "  - {name: u, kind: urls, path: a, urls: [b]}", "either `path` .* or `urls`"),
        (GOOD + "  - {name: w, kind: warc}", "either `path` .* or `listing`"),
        (GOOD + "  - {name: w, kind: warc, listing: a}", "needs `base_url`"),
    ],
)
def test_wrong_sources_are_explained(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        load_sources(write(tmp_path, text))


def test_unknown_name_lists_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="Known: a"):
        load_sources(write(tmp_path, GOOD)).named("b")
