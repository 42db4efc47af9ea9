"""``DAGSTER_HOME``: its settings, run records that are set up once, and the UI that reads them."""

from __future__ import annotations

import fcntl
import hashlib
import os
import sys
from pathlib import Path

import dagster as dg

from cluster_assets.files import replace_file
from cluster_assets.storage import StorageError

# Seconds that a daemon waits for its code server to start a run. Dagster's 60 were not enough on
# a busy machine, where importing takes longer: the run was marked as failed before it began.
LAUNCH_TIMEOUT_ENV, LAUNCH_TIMEOUT_SECONDS = "DAGSTER_GRPC_TIMEOUT_SECONDS", "600"
INSTANCE_SETTINGS = """\
telemetry:
  enabled: false
nux:
  enabled: false
concurrency:
  runs:
    max_concurrent_runs: 2
    tag_concurrency_limits:
      - key: dagster/partition
        value:
          applyLimitPerUniqueValue: true
        limit: 1
      - key: cluster_assets/reports
        limit: 1
run_monitoring:
  enabled: true
  start_timeout_seconds: 600
  max_runtime_seconds: 43200
run_retries:
  enabled: true
  max_retries: 2
  retry_on_asset_or_op_failure: false
retention:
  schedule:
    purge_after_days: 90
  sensor:
    purge_after_days:
      skipped: 7
      failure: 30
      success: 90
"""


def prepare_home() -> Path:
    """Set up ``DAGSTER_HOME`` (default ``.dagster/``) with telemetry and dialogs off."""
    home = Path(os.environ.get("DAGSTER_HOME") or ".dagster").resolve()
    try:
        home.mkdir(parents=True, exist_ok=True)
        settings = home / "dagster.yaml"
        if not settings.exists():
            replace_file(settings, INSTANCE_SETTINGS.encode())
    except OSError as error:
        raise StorageError(f"Cannot set up DAGSTER_HOME at {home}: {error}") from error
    os.environ["DAGSTER_HOME"] = str(home)
    _set_up_records(home)
    return home


def _set_up_records(home: Path) -> None:
    """Create the run records of these settings: two first commands at once would collide.

    The lock's file tells for which settings it was done, so that later commands need not look.
    """
    mark, setup = (
        hashlib.sha256((home / "dagster.yaml").read_bytes()).hexdigest(),
        home / ".setup.lock",
    )
    if setup.exists() and setup.read_text("utf-8") == mark:
        return
    with setup.open("a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with dg.DagsterInstance.get() as instance:
            instance.get_runs(limit=1)
        lock.truncate(0)
        lock.write(mark)


def start_ui(port: int) -> None:
    """Replace this process by ``dagster dev`` on the loopback address."""
    prepare_home()
    os.environ["DAGSTER_DISABLE_TELEMETRY"] = "true"
    os.environ.setdefault(LAUNCH_TIMEOUT_ENV, LAUNCH_TIMEOUT_SECONDS)
    binary = str(Path(sys.executable).with_name("dagster"))
    module = ["-m", "cluster_assets.definitions"]
    os.execv(binary, [binary, "dev", "-h", "127.0.0.1", "-p", str(port), *module])
