"""Set the quality floors anew: ``python -m cluster_assets_tests.quality.update_floors``.

Run it deliberately, after the measures rose or the gold corpus changed, and review the
difference: every floor that went down is printed.
"""

from __future__ import annotations

import json
import math

from cluster_assets_tests.quality.corpus import FLOORS, SLACK, figure_of, fingerprint, quality


def floors_now() -> dict[str, float]:
    """A floor a little under today's figure for each measure."""
    return {
        measure: max(0.0, math.floor((figure_of(row) - SLACK) * 1000) / 1000)
        for measure, row in quality().items()
    }


def main() -> None:
    """Rewrite ``floors.json`` and report what was lowered."""
    old = json.loads(FLOORS.read_text("utf-8"))["floors"] if FLOORS.exists() else {}
    new = floors_now()
    for measure, floor in new.items():
        if floor < old.get(measure, 0.0):
            print(f"LOWERED {measure}: {old[measure]} -> {floor}")
    content = {"corpus": fingerprint(), "floors": new}
    FLOORS.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", "utf-8")
    print(f"{len(new)} floors written to {FLOORS.name}")


if __name__ == "__main__":
    main()
