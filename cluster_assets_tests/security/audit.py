"""``make audit``: the locked dependencies against the OSV database of known vulnerabilities.

It fails on a vulnerability that ``ignored_vulnerabilities.toml`` does not name with a reason.
Where the database cannot be reached nothing is known: that is said, and is no failure, so that
``make check`` works offline.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[2]
IGNORED_FILE = Path(__file__).with_name("ignored_vulnerabilities.toml")
SERVICE = "https://api.osv.dev/v1/query"
TIMEOUT_SECONDS = 10
# How pip-audit says that the service did not answer, rather than what it answered.
_UNREACHABLE = ("ConnectionError", "Could not connect", "Max retries", "timed out", "ServiceError")


def locked_requirements() -> str:
    """All locked dependencies, of every group and extra, as a requirements file."""
    export = ["export", "--frozen", "--all-groups", "--all-extras", "--no-hashes", "--quiet"]
    command = [Path(sys.executable).with_name("uv"), *export, "--no-emit-project"]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True).stdout


def read_ignored(file: Path = IGNORED_FILE) -> dict[str, str]:
    """The ids that are passed over, each with its reason.

    Raises:
        ValueError: one has no reason.
    """
    ignored: dict[str, str] = tomllib.loads(file.read_text("utf-8")).get("ignored", {})
    for name, reason in ignored.items():
        if not isinstance(reason, str) or len(reason) < 20:
            raise ValueError(f"{file}: say in a sentence why {name} does not concern us.")
    return ignored


def audit(requirements: str, ignored: Sequence[str], service: str = SERVICE) -> tuple[int, str]:
    """Exit code and what to say."""
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "requirements.txt"
        listed.write_text(requirements, "utf-8")
        options = ["--no-deps", "--disable-pip", "--format", "json", "--progress-spinner", "off"]
        where = ["--vulnerability-service", "osv", "--osv-url", service]
        options += [*where, "--timeout", str(TIMEOUT_SECONDS), "--requirement", str(listed)]
        options += [f"--ignore-vuln={name}" for name in ignored]
        done = subprocess.run(
            [sys.executable, "-m", "pip_audit", *options],
            capture_output=True,
            text=True,
            check=False,
        )
    try:
        found: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        last = (done.stderr.strip().splitlines() or ["no output"])[-1]
        if any(word in done.stderr for word in _UNREACHABLE):
            return 0, f"NOT AUDITED: {service} cannot be reached ({last.partition(': ')[0]})."
        return 1, f"pip-audit failed: {last[:500]}"
    lines = [
        f"{entry['name']} {entry['version']}: {bad['id']}, mended in "
        f"{', '.join(bad['fix_versions']) or 'no release yet'}"
        for entry in found
        for bad in entry.get("vulns", ())
    ]
    if lines:
        advice = f"Update them, or say in {IGNORED_FILE.name} why they do not concern us."
        return 1, "\n".join([*lines, advice])
    return 0, f"{len(found)} dependencies, none with a vulnerability known to {service}."


def main() -> int:
    """Audit the lock file; returns the exit code."""
    code, said = audit(locked_requirements(), [*read_ignored()])
    sys.stdout.write(f"{said}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
