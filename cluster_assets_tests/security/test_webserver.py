"""The UI has no login: it listens on the loopback address, and read-only changes nothing."""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from cluster_assets.dagster_home import start_ui
from cluster_assets_tests.conftest import PROJECT
from cluster_assets_tests.small_days import use, write_project

START_SECONDS = 300  # a quiet machine needs about ten
LOOPBACK = "0100007F"  # 127.0.0.1 as /proc/net/tcp writes it

LAUNCH = """
mutation { launchRun(executionParams: {selector: {repositoryLocationName: "LOCATION",
  repositoryName: "__repository__", jobName: "housekeeping"}, runConfigData: {}}) {
  __typename ... on UnauthorizedError { message } ... on PythonError { message } } }
"""
DELETE = 'mutation { deletePipelineRun(runId: "0") { __typename } }'
ASK = "{ version permissions { permission value } runsOrError { __typename } }"


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def unit_command(port: int) -> list[str]:
    """The command of the systemd unit, on this checkout and another port."""
    text = (PROJECT / "deploy/systemd/cluster-assets-webserver.service").read_text("utf-8")
    found = re.search(r"^ExecStart=(.*(?:\\\n.*)*)", text, re.MULTILINE)
    assert found is not None
    _, *options = shlex.split(found[1].replace("\\\n", " "))
    options[options.index("--port") + 1] = str(port)
    workspace = str(PROJECT / "workspace.yaml")
    options = [workspace if o.endswith("workspace.yaml") else o for o in options]
    return [str(Path(sys.executable).with_name("dagster-webserver")), *options]


@contextmanager
def running(command: list[str], port: int, log: Path) -> Iterator[None]:
    """A server, from its first answer on; it and its children end with the block."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=PROJECT, start_new_session=True, stdout=output, stderr=output
        )
        try:
            deadline = time.monotonic() + START_SECONDS
            while not is_open("127.0.0.1", port):
                assert process.poll() is None, log.read_text("utf-8", "replace")[-3000:]
                assert time.monotonic() < deadline, "the server did not start"
                time.sleep(0.2)
            yield
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def is_open(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        return False
    return True


def listening(port: int) -> set[str]:
    """The addresses that something listens on at a port, as the kernel writes them."""
    found = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        for line in Path(table).read_text().splitlines()[1:]:
            fields = line.split()
            address, _, number = fields[1].partition(":")
            if fields[3] == "0A" and int(number, 16) == port:
                found.add(address)
    return found


def asked(port: int, query: str) -> Any:
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/graphql",
        json.dumps({"query": query}).encode(),
        {"Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        return json.loads(error.read())


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="needs Linux' /proc")
def test_shipped_webserver_refuses_every_change_and_listens_on_loopback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, write_project(tmp_path, ("2026-11-02",), pages=1))
    Path(os.environ["DAGSTER_HOME"]).mkdir()
    port = free_port()
    with running(unit_command(port), port, tmp_path / "server.log"):
        assert listening(port) == {LOOPBACK}
        told = asked(port, ASK)["data"]
        allowed = {p["permission"] for p in told["permissions"] if p["value"]}
        assert not {p for p in allowed if re.match(r"launch|delete|terminate|edit|start|stop", p)}
        assert told["runsOrError"]["__typename"] == "Runs"  # it can be read
        for mutation in (LAUNCH, DELETE):
            answer = json.dumps(asked(port, mutation))
            assert "UnauthorizedError" in answer or "ermission" in answer, answer
        assert asked(port, "{ runsOrError { ... on Runs { results { id } } } }")["data"] == {
            "runsOrError": {"results": []}
        }


def test_ui_command_names_the_loopback_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the process is replaced by; a real one stands in the test above."""
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path))
    started: list[list[str]] = []
    monkeypatch.setattr(os, "execv", lambda binary, command: started.append(command))
    start_ui(3210)
    (command,) = started
    assert command[command.index("-h") + 1] == "127.0.0.1"
    assert Path(command[0]).exists()
