"""A data root in an S3-compatible object store: the same files as on a local one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import duckdb
import pytest
import s3fs
from distributed import LocalCluster
from moto.server import ThreadedMotoServer

from cluster_assets.cache import CACHE_ENV
from cluster_assets.clean import assets as clean
from cluster_assets.clean.tables import ARTICLES
from cluster_assets.storage import Storage, StorageError
from cluster_assets.workers import ENGINE_ENV, WORKERS_ENV
from cluster_assets_tests.conftest import PROJECT, Published
from cluster_assets_tests.engine_days import WARC, bundled_pages, land, tables_of_day
from cluster_assets_tests.small_days import published_hashes
from cluster_assets_tests.test_engine_dask import LOCAL, kill_a_worker

BUCKET = "clusters"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Address of an S3 server that lives as long as the tests."""
    moto = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    moto.start()
    host, port = moto.get_host_and_port()
    yield f"http://{host}:{port}"
    moto.stop()


@pytest.fixture
def bucket(server: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """URL of an empty bucket, reached through the settings that a user would set."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", server)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    s3fs.S3FileSystem.clear_instance_cache()
    client = boto3.client("s3")
    client.create_bucket(Bucket=BUCKET)
    yield f"s3://{BUCKET}/data"
    for page in client.get_paginator("list_objects_v2").paginate(Bucket=BUCKET):
        for found in page.get("Contents", ()):
            client.delete_object(Bucket=BUCKET, Key=found["Key"])
    client.delete_bucket(Bucket=BUCKET)
    s3fs.S3FileSystem.clear_instance_cache()


def bucket_hashes() -> dict[str, str]:
    """As :func:`published_hashes`, of the bucket."""
    client, found = boto3.client("s3"), {}
    for page in client.get_paginator("list_objects_v2").paginate(Bucket=BUCKET, Prefix="data/"):
        for key in (entry["Key"] for entry in page.get("Contents", ())):
            name = key.removeprefix("data/")
            if name.split("/")[0] != "_state":
                body = client.get_object(Bucket=BUCKET, Key=key)["Body"].read()
                found[name] = hashlib.sha256(body).hexdigest()
    return found


def test_day_gives_the_same_bytes(
    bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ENGINE_ENV, "local")
    monkeypatch.setenv(WORKERS_ENV, "1")
    monkeypatch.setenv(CACHE_ENV, "off")
    pages = bundled_pages()[::4]
    local, remote = Storage(str(tmp_path)), Storage(bucket)
    index = land(local, pages)
    assert land(remote, pages).equals(index)
    assert tables_of_day(remote, index) == tables_of_day(local, index)


def test_other_machines_writes_are_seen(bucket: str) -> None:
    storage = Storage(bucket)
    assert storage.partitions(ARTICLES) == []
    name = "/".join(("data", *ARTICLES.key, "2026-11-02.parquet"))
    boto3.client("s3").put_object(Bucket=BUCKET, Key=name, Body=b"new")
    assert storage.partitions(ARTICLES) == ["2026-11-02"]
    assert storage.exists(*ARTICLES.key, "2026-11-02.parquet")


def test_local_copy_is_gone_afterwards(bucket: str) -> None:
    storage = Storage(bucket)
    storage.write_bytes(b"page", WARC)
    with storage.local_copy(WARC) as path:
        assert path.read_bytes() == b"page"
    assert not path.exists()
    with pytest.raises(FileNotFoundError), storage.local_copy("no/such.warc.gz"):
        pass


def test_unreachable_store_fails_and_rejects_no_page(
    bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page is refused when it is damaged, never because the network was down."""
    monkeypatch.setenv(CACHE_ENV, "off")
    index = land(Storage(bucket), bundled_pages()[:3])
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    s3fs.S3FileSystem.clear_instance_cache()
    with pytest.raises(StorageError, match=r"cannot be read or written.*credentials"):
        tables_of_day(Storage(bucket), index)


def test_missing_package_is_named() -> None:
    with pytest.raises(StorageError, match=r"adlfs.*cluster-assets\[cluster\]"):
        Storage("abfs://container/data")


@pytest.mark.slow
def test_cluster_and_object_store_give_the_same_bytes(
    bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages from S3, worked on by a cluster that loses a worker in the middle."""
    monkeypatch.setenv(CACHE_ENV, "off")
    monkeypatch.setenv(WORKERS_ENV, "1")
    monkeypatch.setenv(ENGINE_ENV, "local")
    local, remote = Storage(str(tmp_path)), Storage(bucket)
    pages = land(local, bundled_pages())
    expected, killed = tables_of_day(local, pages), []
    land(remote, bundled_pages())
    whole = clean.read_page
    with LocalCluster(n_workers=2, threads_per_worker=1, **LOCAL) as cluster:

        def killing(source: Any, offset: int) -> Any:
            if offset == pages["warc_offset"][40]:
                killed.append(kill_a_worker(cluster))
            return whole(source, offset)

        monkeypatch.setattr(clean, "read_page", killing)
        monkeypatch.setenv(ENGINE_ENV, cluster.scheduler_address.replace("tcp://", "dask://"))
        assert tables_of_day(remote, pages) == expected
    assert killed


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_whole_run_publishes_the_same_files(
    published: Published,
    bucket: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from cluster_assets.runner import run_pipeline

    monkeypatch.setenv("CLUSTER_ASSETS_DATA", bucket)
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path / "dagster"))
    monkeypatch.chdir(PROJECT)
    assert run_pipeline() == 0
    in_bucket, local = bucket_hashes(), published_hashes(published.root)
    for found in (in_bucket, local):  # the file of a database is never the same bytes twice
        assert found.pop("warehouse.duckdb")
        assert found.pop("report/warehouse.parquet")
    assert in_bucket == local
    with Storage(bucket).local_copy("warehouse.duckdb") as path:
        assert table_sizes(path) == table_sizes(published.root / "warehouse.duckdb")
    assert run_pipeline() == 0
    assert "Nothing was new" in capsys.readouterr().out


def table_sizes(warehouse: Path) -> dict[str, int]:
    """Rows by table or view of a warehouse."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        names = [row[0] for row in connection.execute("SHOW TABLES").fetchall()]
        counts = [connection.execute(f'SELECT count(*) FROM "{n}"').fetchall() for n in names]
        return {name: count[0][0] for name, count in zip(names, counts, strict=True)}
