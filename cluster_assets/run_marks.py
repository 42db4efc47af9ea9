"""Marks of what days and reports were made from: equal marks, and there is nothing to run."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import date
from functools import cache

from cluster_assets.capture.sources import FolderSource, Sources
from cluster_assets.capture_days import landed_mark
from cluster_assets.ledger import ledger_mark
from cluster_assets.schedules import REWORKED_STAGES
from cluster_assets.storage import Storage

STATE = ("_state", "run.json")
REPORTS = "reports"


@cache
def code_mark(*groups: str) -> str:
    """The code versions of the assets of some groups; they cannot change within a process."""
    from cluster_assets.definitions import defs

    specs = [s for s in defs.resolve_all_asset_specs() if s.group_name in groups]
    return _digest(sorted(f"{s.key.to_user_string()}={s.code_version}" for s in specs))


def reports_mark(storage: Storage, state: dict[str, str]) -> str:
    """What the reports depend on: all days, the corrections and the code versions."""
    days = [state[unit] for unit in sorted(state) if unit != REPORTS]
    return _digest([code_mark("report"), ledger_mark(storage), *days])


def input_mark(sources: Sources, day: str) -> str:
    """What a day is made from: its files and the code that captures."""
    parts = [code_mark("capture")]
    for source in (s for s in sources.enabled() if isinstance(s, FolderSource)):
        for file, stamp in source.files_of(date.fromisoformat(day)):
            digest = hashlib.sha256(file.read_bytes()).hexdigest()
            parts.append(f"{source.name}|{file.relative_to(source.path)}|{digest}|{stamp}")
    return _digest(parts)


def day_mark(inputs: str, storage: Storage, sources: Sources, day: str) -> str:
    """What a day's result depends on: its inputs, what was landed, and the code versions."""
    return mark_with_code(_digest([inputs, landed_mark(storage, sources, day)]))


def mark_with_code(mark: str) -> str:
    """A day's mark with the present rules of the stages that work on captured pages."""
    return f"{code_mark(*REWORKED_STAGES)}:{mark.rpartition(':')[2]}"


def _digest(parts: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def read_state(storage: Storage) -> dict[str, str]:
    """The marks of all units that were published, by day or ``reports``."""
    try:
        state: dict[str, str] = json.loads(storage.read_bytes(*STATE))
    except (OSError, ValueError):
        return {}
    return state


def write_state(storage: Storage, state: dict[str, str]) -> None:
    """Keep the marks for the next command."""
    storage.write_bytes(json.dumps(state, indent=1, sort_keys=True).encode(), *STATE)
