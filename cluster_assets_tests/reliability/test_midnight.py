"""The day changes at midnight in Seoul, 15:00 UTC: nothing is lost or counted twice."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from cluster_assets.capture.source_kinds import SEOUL, FolderSource, seoul_day
from cluster_assets.capture.warc import page_id_of
from cluster_assets.partitions import DAILY
from cluster_assets_tests.capture.outlets_web import Press, page, rss
from cluster_assets_tests.capture.testweb import running_web

MIDNIGHT = datetime(2026, 11, 25, 15, tzinfo=UTC)  # 2026-11-26T00:00 in Seoul
EVE, DAY = date(2026, 11, 25), date(2026, 11, 26)


@pytest.mark.parametrize(
    ("seconds", "day"), [(-1, EVE), (-0.000001, EVE), (0, DAY), (1, DAY), (86_399, DAY)]
)
def test_day_of_a_moment(seconds: float, day: date) -> None:
    moment = MIDNIGHT + timedelta(seconds=seconds)
    assert seoul_day(moment) == seoul_day(moment.astimezone(SEOUL)) == day


def test_day_becomes_a_partition_at_its_first_second() -> None:
    before = DAILY.get_partition_keys(MIDNIGHT - timedelta(seconds=1))
    assert before[-1] == EVE.isoformat()
    assert DAILY.get_partition_keys(MIDNIGHT) == [*before, DAY.isoformat()]


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Pacific/Kiritimati"])
def test_file_belongs_to_one_day_whatever_the_zone_of_the_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    import time

    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        for name, seconds in (("late", -1), ("early", 0)):
            file = tmp_path / f"{name}.html"
            file.write_text(name)
            stamp = (MIDNIGHT + timedelta(seconds=seconds)).timestamp()
            os.utime(file, (stamp, stamp))
        source = FolderSource("f", tmp_path)
        found = {d: [f.stem for f, _ in source.files_of(d)] for d in (EVE, DAY)}
    finally:
        monkeypatch.undo()
        time.tzset()
    assert found == {EVE: ["late"], DAY: ["early"]}


def test_capture_on_both_sides_of_midnight_has_every_page_once(tmp_path: Path) -> None:
    """A run of the old day that starts after midnight asks nothing; the new day's run does."""
    with running_web() as web:
        press = Press(web, tmp_path)
        links = [press.put_good("daily.test", f"/m/{n}", page(n)) for n in range(3)]
        text = (
            "start_date: 2026-11-02\nsources:\n  - {name: daily, kind: feed, "
            f"url: '{web.url('daily.test', '/rss')}', allow_hosts: [daily.test], "
            "min_gap_seconds: 0.01}\n"
        )
        press.text = lambda: text  # type: ignore[method-assign]
        press.put_list("daily.test", "/rss", rss(*links[:2]))
        eve = press.capture(EVE, MIDNIGHT - timedelta(seconds=1))
        web.put_cached("daily.test", "/rss", rss(*links), '"of the next day"')
        asked = len(web.log)
        again = press.capture(EVE, MIDNIGHT)
        assert len(web.log) == asked
        assert again.pages == eve.pages
        press.recent, press.published = press.published, []
        day = press.capture(DAY, MIDNIGHT)
    assert [r["url"] for r in eve.pages] == links[:2]
    assert [(r["url"], r["page_id"]) for r in day.pages] == [
        (links[2], page_id_of(press.good[links[2]]))
    ]
