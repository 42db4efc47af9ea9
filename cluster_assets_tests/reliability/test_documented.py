"""docs/reliability.md names tests that exist, and every place where faults can be planned works."""

from __future__ import annotations

import re

import pytest

from cluster_assets import faults
from cluster_assets_tests.conftest import PROJECT

TESTS = PROJECT / "cluster_assets_tests"


def test_every_test_that_is_named_exists() -> None:
    text = (PROJECT / "docs/reliability.md").read_text("utf-8")
    named = re.findall(r"`((?:[a-z]+/)*test_\w+\.py)?(?:::(test_\w+))?`", text)
    named = [(file, test) for file, test in named if file or test]
    assert len(named) > 40
    current = ""
    for file, test in named:
        current = file or current
        assert (TESTS / current).exists(), current
        assert f"def {test}(" in (TESTS / current).read_text("utf-8") if test else True, test


@pytest.mark.parametrize(
    "text",
    ["kill", "kill:nowhere", "burn:before-write", "kill:after-sync:0", "EIO:half-write:x"],
)
def test_wrong_fault_is_explained(text: str) -> None:
    with pytest.raises(ValueError, match="CLUSTER_ASSETS_FAULT"):
        faults.parse_plans(text)


def test_every_place_is_reached_by_the_code() -> None:
    code = "".join(p.read_text("utf-8") for p in (PROJECT / "cluster_assets").rglob("*.py"))
    for place in faults.PLACES:
        assert re.search(rf'faults\.(?:reach|pieces)\("{place}"', code), place
