"""Passwords, keys and tokens are in no log line, event, message or published table."""

from __future__ import annotations

import json
import logging
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluster_assets.capture.fetch_rows import remember
from cluster_assets.capture.sources import SourceError, load_sources, parse_sources
from cluster_assets.redact import HIDDEN, redact
from cluster_assets.schedules import send_alert
from cluster_assets.storage import Storage, StorageError
from cluster_assets_tests.capture.outlets_web import Press, page, rss
from cluster_assets_tests.capture.testweb import running_web
from cluster_assets_tests.reliability.forks import Forks

SECRET = "Geheim0451geheim0451"
# Letters and digits, and what stands unescaped in passwords and tokens.
SECRETS = st.text(string.ascii_letters + string.digits + "%.~!$*+,-_:", min_size=1, max_size=40)
NAMES = st.sampled_from(
    [
        *("token", "access_token", "api_key", "apikey", "serviceKey", "authKey", "confmKey"),
        *("crtfc_key", "client_secret", "password", "pwd", "sig", "signature"),
        *("X-Amz-Signature", "X-Amz-Security-Token", "AWSAccessKeyId"),
    ]
)


@given(SECRETS, NAMES, st.sampled_from(["https", "postgresql+psycopg2", "s3"]))
def test_whatever_the_secret_it_is_hidden_and_the_rest_stays(
    secret: str, name: str, scheme: str
) -> None:
    text = f"cannot read {scheme}://me:{secret}@db.kr:5432/a?b=1&{name}={secret}&c=2 (tried twice)"
    hidden = f"cannot read {scheme}://{HIDDEN}@db.kr:5432/a?b=1&{name}={HIDDEN}&c=2 (tried twice)"
    assert redact(text) == hidden
    assert redact(hidden) == hidden


@pytest.mark.parametrize(
    "text",
    [
        "https://news.kr/view.php?idxno=20261102&page=3",
        "https://news.kr/view?key=20221125.22012345678",
        "https://news.kr/@reporter/articles?tokens=3",
        "mail to desk@news.kr, token=none",
        "folder://inbox/a%20b.html",
        "토큰=가나다 @ 대구",
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    assert redact(text) == text


def test_long_key_of_letters_and_digits_is_hidden() -> None:
    assert (
        redact(f"https://api.kr/list?key={SECRET}&n=1") == f"https://api.kr/list?key={HIDDEN}&n=1"
    )


def test_feed_with_a_token_is_read_conditionally_and_its_token_published_nowhere(
    tmp_path: Path,
) -> None:
    with running_web() as web:
        press = Press(web, tmp_path)
        address = f"/rss?serviceKey={SECRET}"
        link = press.put_good("daily.test", f"/a/1?access_token={SECRET}", page(1))
        press.put_list("daily.test", address, rss(link))
        text = (
            "start_date: 2026-11-02\nsources:\n  - {name: daily, kind: feed, "
            f"url: '{web.url('daily.test', address)}', allow_hosts: [daily.test], "
            "min_gap_seconds: 0.01}\n"
        )
        press.text = lambda: text  # type: ignore[method-assign]
        first, again = press.capture(), press.capture()
        asked = [a for a in web.log if a.path.startswith("/rss")]
    assert [r["outcome"] for r in first.fetches] == ["fetched", "fetched"]
    for row in (*first.pages, *first.fetches, *again.pages, *again.fetches):
        told = {name for name, value in row.items() if SECRET in str(value)}
        assert told <= {"etag"}  # the test web makes it of the address; a server's own affair
    assert HIDDEN in first.pages[0]["url"]
    assert "if-none-match" in asked[-1].headers  # known by its hidden address
    assert len([a for a in web.log if a.path.startswith("/a/")]) == 1
    assert remember(first.fetches).get(web.url("daily.test", address)) is not None


@pytest.mark.parametrize(
    "entry",
    [
        f"{{name: a, kind: feed, url: 'https://me:{SECRET}@news.kr/rss'}}",
        f"{{kind: feed, url: 'https://me:{SECRET}@news.kr/rss'}}",
        f"{{name: a, kind: warc, path: 's3://me:{SECRET}@bucket/x.warc.gz'}}",
        f"{{name: a, kind: feed, url: 'ftp://news.kr/rss?token={SECRET}'}}",
        f"{{name: a, kind: feed, max_pages: 'https://news.kr/rss?token={SECRET}', url: 'http://a'}}",
        f"{{name: a, kind: feed, url: 'https://news.kr/rss?token={SECRET}'",
    ],
)
def test_wrong_source_is_refused_without_telling_its_secret(entry: str) -> None:
    with pytest.raises(SourceError) as caught:
        parse_sources(f"start_date: 2026-11-02\nsources:\n  - {entry}\n", Path("/p/s/sources.yaml"))
    assert SECRET not in f"{caught.value} {caught.value.__cause__}"


def test_password_in_the_data_root_is_refused_untold() -> None:
    with pytest.raises(StorageError, match="CLUSTER_ASSETS_DATA") as caught:
        Storage(f"s3://me:{SECRET}@bucket/data")
    assert SECRET not in str(caught.value)


def test_command_tells_no_secret(tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "sources.yaml").write_text(
        "start_date: 2026-11-02\nsources:\n"
        f"  - {{name: api, kind: feed, url: 'https://news.kr/rss?serviceKey={SECRET}'}}\n"
    )
    settings = {
        "CLUSTER_ASSETS_SEEDS": str(seeds),
        "CLUSTER_ASSETS_DATA": f"postgresql://me:{SECRET}@db/x",
        "CLUSTER_ASSETS_LLM_KEY": SECRET,
    }
    cli = "cluster_assets_tests.reliability.works:cli"
    with Forks("cluster_assets.commands.source", settings=settings) as forks:
        listed = forks.run(cli, "source", "list")
        failed = forks.run(cli, "trace", "money_1")
    assert (listed.code, failed.code) == (0, 1)
    assert HIDDEN in listed.output
    assert SECRET not in listed.output + failed.output
    assert load_sources(seeds / "sources.yaml").entries[0].target.endswith(SECRET)  # still used


def test_alert_tells_no_secret(caplog: pytest.LogCaptureFixture) -> None:
    error = f"cannot reach postgresql://dagster:{SECRET}@db/dagster?sslmode=on&token={SECRET}"
    with caplog.at_level(logging.WARNING):
        send_alert({"event": "run_failed", "error": error}, logging.getLogger("test"))
    assert SECRET not in caplog.text
    assert json.loads(caplog.messages[0])["event"] == "run_failed"
