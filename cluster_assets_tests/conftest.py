"""One real run of the main job over the bundled pages, shared by the tests that read it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Published:
    """A data root after one complete run."""

    root: Path
    exit_code: int

    def frame(self, table: object, partition: str | None = None) -> pd.DataFrame:
        from cluster_assets.storage import Storage

        return Storage(str(self.root)).read(table, partition)  # type: ignore[arg-type]

    @cache  # noqa: B019 - one instance lives as long as the session
    def frames(self) -> dict[str, pd.DataFrame]:
        from cluster_assets.catalog import ALL_TABLES

        return {t.name: self.frame(t) for t in ALL_TABLES}


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Published]:
    from cluster_assets.runner import run_pipeline

    root = tmp_path_factory.mktemp("published") / "데이터 root"
    patch = pytest.MonkeyPatch()
    patch.setenv("CLUSTER_ASSETS_DATA", str(root))
    patch.setenv("DAGSTER_HOME", str(tmp_path_factory.mktemp("dagster")))
    patch.chdir(PROJECT)
    try:
        yield Published(root, run_pipeline())
    finally:
        patch.undo()
        os.environ.pop("CLUSTER_ASSETS_DATA", None)
