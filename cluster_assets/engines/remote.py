"""What runs on a worker of a cluster: one chunk of pages."""

from __future__ import annotations

import pickle
import pkgutil

from cluster_assets.engines.jobs import Arguments, Function, run_all
from cluster_assets.engines.rules import Rules, follow


def pack(function: Function, arguments: list[Arguments]) -> bytes:
    """A chunk as bytes; the function by its name, so that it is loaded after the check."""
    return pickle.dumps((f"{function.__module__}:{function.__qualname__}", arguments))


def one_by_one(work: bytes) -> list[bytes]:
    """A packed chunk as chunks of one page each."""
    name, arguments = pickle.loads(work)
    return [pickle.dumps((name, [some])) for some in arguments]


def run_chunk(wanted: Rules, tables: bytes, work: bytes) -> bytes:
    """The pickled results of a chunk.

    Raises:
        OtherRulesError: this process would come to other results.
    """
    follow(wanted, tables)
    name, arguments = pickle.loads(work)
    return pickle.dumps(run_all(pkgutil.resolve_name(name), arguments))
