"""Work in processes of their own, which may be killed, but start at once.

One process imports what is needed, starts no thread, and forks for each piece of work. The
work is a function of this project or its tests, named as ``module:function``.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cluster_assets_tests.conftest import PROJECT

_SERVER = """
import importlib, json, os, pkgutil, sys, traceback
from cluster_assets import faults

def child(order):
    output = os.open(order["output"], os.O_WRONLY | os.O_CREAT, 0o600)
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.environ.update(order["settings"])
    faults.set_plans(order["fault"])
    try:
        code = pkgutil.resolve_name(order["function"])(*order["arguments"]) or 0
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    except BaseException:
        traceback.print_exc()
        code = 70
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)

for name in sys.argv[1:]:
    importlib.import_module(name)
print("ready", flush=True)
for line in sys.stdin:
    order = json.loads(line)
    if "wait" in order:
        print(os.waitpid(order["wait"], 0)[1], flush=True)
        continue
    pid = os.fork()
    if pid == 0:
        child(order)
    print(pid, flush=True)
"""
KILLED = -signal.SIGKILL


@dataclass(frozen=True)
class Done:
    """How it ended: the exit code, or :data:`KILLED`; 70 is an exception that nobody caught."""

    code: int
    output: str


class Forks:
    """Forks of one process with these settings and imports; use as a context manager."""

    def __init__(self, *imports: str, settings: Mapping[str, str] | None = None) -> None:
        self._outputs: dict[int, Path] = {}
        self._folder = tempfile.TemporaryDirectory()
        self._process = subprocess.Popen(
            [sys.executable, "-c", _SERVER, *imports],
            cwd=PROJECT,
            env={**os.environ, "COLUMNS": "200", **(settings or {})},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._answer() == "ready"

    def __enter__(self) -> Forks:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()
        self._folder.cleanup()

    def run(self, function: str, *arguments: str, fault: str = "", **settings: str) -> Done:
        """Do a piece of work to its end."""
        return self.wait(self.start(function, *arguments, fault=fault, **settings))

    def start(self, function: str, *arguments: str, fault: str = "", **settings: str) -> int:
        """Start on a piece of work; returns its process id."""
        output = Path(self._folder.name) / f"{len(self._outputs)}.txt"
        self._ask(
            {
                "function": function,
                "arguments": arguments,
                "fault": fault,
                "settings": settings,
                "output": str(output),
            }
        )
        pid = int(self._answer())
        self._outputs[pid] = output
        return pid

    def wait(self, pid: int) -> Done:
        """Wait for the end of a piece of work."""
        self._ask({"wait": pid})
        code = os.waitstatus_to_exitcode(int(self._answer()))
        return Done(code, self._outputs[pid].read_text("utf-8", "replace"))

    def _ask(self, order: Mapping[str, Any]) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()

    def _answer(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()
