"""Set the quality floors anew: ``python -m cluster_assets_tests.quality.update_floors``.

Run it deliberately, after the measures rose or the gold corpus changed, and review the
difference: every floor that went down is printed.
"""

from __future__ import annotations

import json

from cluster_assets_tests.quality.corpus import CORPORA, FLOORS, fingerprint, floor_of, quality


def main() -> None:
    """Rewrite ``floors.json`` and report what was lowered."""
    old = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}
    content = {}
    for corpus in CORPORA:
        before = old.get(corpus, {}).get("floors", {})
        floors = {measure: floor_of(row) for measure, row in quality(corpus).items()}
        for measure, floor in floors.items():
            if floor < before.get(measure, 0.0):
                print(f"LOWERED {corpus}, {measure}: {before[measure]} -> {floor}")
        content[corpus] = {"corpus": fingerprint(corpus), "floors": floors}
    FLOORS.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", "utf-8")
    print(f"floors of {len(content)} corpora written to {FLOORS.name}")


if __name__ == "__main__":
    main()
