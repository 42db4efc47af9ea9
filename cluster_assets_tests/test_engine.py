"""Page work in order and in bounds, whatever does it; and what an engine says when it cannot."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from cluster_assets.cache import PageCache, Remembering, key_of
from cluster_assets.clean.article import clean_page, refused_by_triage
from cluster_assets.engines import dask_cluster, jobs, local, rules
from cluster_assets.engines.dask_cluster import DaskEngine
from cluster_assets.engines.jobs import EngineError, Job, run_jobs
from cluster_assets.engines.local import LocalEngine
from cluster_assets.engines.pool import WorkerKilledError
from cluster_assets.engines.rules import OtherRulesError, follow, packed_tables, present_rules
from cluster_assets.workers import ENGINE_ENV, WORKERS_ENV, chosen_engine, map_jobs, map_pages
from cluster_assets_tests import engine_work
from cluster_assets_tests.engine_days import bundled_pages


def numbers(count: int, drawn: list[int] | None = None) -> Iterator[Job[int]]:
    """Jobs by number; every fifth is known already."""
    for n in range(count):
        if drawn is not None:
            drawn.append(n)
        yield Job(n, known=-n) if n % 5 == 4 else Job(n, (n,))


def seen(results: Iterator[tuple[int, object]]) -> list[tuple[int, str]]:
    return [(tag, repr(result)) for tag, result in results]


def test_pool_gives_what_one_process_gives() -> None:
    alone = seen(run_jobs(engine_work.double, numbers(330), None))
    assert [tag for tag, _ in alone] == list(range(330))
    assert alone[6][1] == "12"
    assert alone[7][1] == "ValueError('no 7')"
    assert alone[9][1] == "-9"
    assert alone[8][1] == """RuntimeError("OddError('no 8')")"""
    assert seen(run_jobs(engine_work.double, numbers(330), LocalEngine(2))) == alone


def test_few_pages_start_no_pool(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LocalEngine, "__enter__", lambda self: 1 / 0)
    few = [Job(n, (n,)) for n in range(local.POOL_FROM - 1)]
    assert len(list(run_jobs(engine_work.double, few, LocalEngine(2)))) == len(few)
    assert list(run_jobs(engine_work.double, [Job(1, known=5)] * 999, LocalEngine(2)))[-1] == (1, 5)


def test_pages_are_read_only_as_far_as_there_is_room() -> None:
    drawn: list[int] = []
    engine = LocalEngine(2)
    most = (engine.window + 2) * (jobs.CHUNK_PAGES * 5 // 4 + 1)
    for tag, _ in run_jobs(engine_work.slow_double, numbers(3000, drawn), engine):
        assert len(drawn) - tag <= most
    assert len(drawn) == 3000


def test_large_pages_travel_in_small_chunks() -> None:
    drawn: list[int] = []

    def large() -> Iterator[Job[int]]:
        for n in range(4):
            drawn.append(n)
            yield Job(n, (b"x" * jobs.CHUNK_BYTES,))

    next(run_jobs(len, large(), None))
    assert drawn == [0]


def test_known_pages_pass_through_without_work() -> None:
    drawn: list[int] = []

    def known() -> Iterator[Job[int]]:
        for n in range(10_000):
            drawn.append(n)
            yield Job(n, known=n)

    found = run_jobs(engine_work.double, known(), LocalEngine(2))
    assert next(found) == (0, 0)
    assert len(drawn) == jobs.CHUNK_ENTRIES


def test_page_that_kills_its_process_costs_no_other_page() -> None:
    work = [Job(f"page {n}", (n, 70, None)) for n in range(100)]
    found = dict(run_jobs(engine_work.die_at, work, LocalEngine(2)))
    killed = found.pop("page 70")
    assert isinstance(killed, WorkerKilledError)
    assert found == {f"page {n}": 2 * n for n in range(100) if n != 70}


def test_map_pages_stays_on_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ENGINE_ENV, "dask://127.0.0.1:1")
    assert list(map_pages(engine_work.double, [(1,), (2,)])) == [2, 4]


@pytest.mark.parametrize("value", ["dask", "dask://host", "spark://host:1", "dask://host:port"])
def test_unknown_engine_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv(ENGINE_ENV, value)
    with pytest.raises(EngineError, match=r"names no engine.*dask://HOST:PORT"):
        chosen_engine()


def test_engine_is_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ENGINE_ENV, raising=False)
    monkeypatch.setenv(WORKERS_ENV, "1")
    assert chosen_engine() is None
    monkeypatch.setenv(ENGINE_ENV, "local")
    monkeypatch.setenv(WORKERS_ENV, "3")
    assert isinstance(chosen_engine(), LocalEngine)
    monkeypatch.setenv(ENGINE_ENV, "dask://scheduler:8786")
    assert isinstance(chosen_engine(), DaskEngine)


def test_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.setenv(ENGINE_ENV, "dask://127.0.0.1:8786")
    with pytest.raises(EngineError, match=r"cluster-assets\[cluster\]"):
        list(map_jobs(engine_work.double, numbers(10)))


def test_silent_scheduler_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask_cluster, "CONNECT_SECONDS", 0.5)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    monkeypatch.setenv(ENGINE_ENV, f"dask://127.0.0.1:{port}")
    with pytest.raises(EngineError, match=rf"No Dask scheduler answers at tcp://127.0.0.1:{port}"):
        list(map_jobs(engine_work.double, numbers(10)))


def test_worker_with_other_rules_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "_in_use", [])
    ours = present_rules()
    other = replace(ours, versions=(*ours.versions[:-1], ("trafilatura", "0.1")))
    with pytest.raises(OtherRulesError, match=r"trafilatura .* instead of 0.1"):
        follow(other, b"")
    edited = replace(ours, code=(("clean", "0" * 64), *ours.code[1:]))
    with pytest.raises(OtherRulesError, match="other code of clean"):
        follow(edited, b"")
    follow(ours, packed_tables())
    with pytest.raises(OtherRulesError, match="tables of an earlier run"):
        follow(replace(ours, tables="0" * 64), packed_tables())
    follow(ours, packed_tables())


def test_work_before_an_error_is_remembered(tmp_path: Path) -> None:
    store, key = PageCache(tmp_path / "clean.sqlite"), key_of("page")
    with suppress(EngineError), Remembering(store) as fresh:
        fresh.put(key, 1)
        raise EngineError("a worker process died")
    assert store.get([key]) == {key: 1}


def test_triage_here_is_triage_there() -> None:
    decided = 0
    for raw in bundled_pages():
        here = refused_by_triage(raw, "https://news.example.kr/1")
        there = clean_page(raw, url="https://news.example.kr/1", with_triage=True)
        assert here is None or here == there
        decided += here is not None
    assert decided


def test_workers_begin_with_the_rules_loaded() -> None:
    assert all(map_pages(engine_work.has_rules, [(n,) for n in range(200)], 2))
