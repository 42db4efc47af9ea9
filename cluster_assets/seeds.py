"""Where the seed tables (gazetteers and lists kept under version control) are found."""

from __future__ import annotations

import os
from pathlib import Path

SEEDS_VARIABLE = "CLUSTER_ASSETS_SEEDS"


def seeds_path(name: str) -> Path:
    """Path of the seed file or folder ``name``.

    The folder is the one beside the package, unless the environment variable
    ``CLUSTER_ASSETS_SEEDS`` names another. Raises FileNotFoundError when there is no such seed.
    """
    override = os.environ.get(SEEDS_VARIABLE)
    root = Path(override) if override else Path(__file__).resolve().parents[1] / "seeds"
    path = root / name
    if not path.exists():
        raise FileNotFoundError(f"no seed named {name!r} in {root}")
    return path
