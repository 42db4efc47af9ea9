"""An article on which a rule crashes is reported, and the others still publish."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from cluster_assets.clean.tables import ARTICLES
from cluster_assets.extract import assets, fact_rows
from cluster_assets.extract.tables import ERRORS, MONEY_FACTS
from cluster_assets.publishing import StepContext
from cluster_assets.storage import Storage


def test_crashed_article_is_listed_and_others_give_facts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = fact_rows.extract_facts

    def crash_on_one(title: str | None, text: str, **options: Any) -> Any:
        if "파손" in text:
            raise KeyError("no rule for this")
        return whole(title, text, **options)

    monkeypatch.setattr(fact_rows, "extract_facts", crash_on_one)
    rows = [
        {"page_id": "a" * 64, "title": "특구 소식", "text": "특구 조성에 국비 70억원을 투입한다."},
        {"page_id": "b" * 64, "title": "특구 소식", "text": "파손된 기사에 국비 10억원."},
    ]
    frame = pd.DataFrame([{**dict.fromkeys(ARTICLES.column_names), **row} for row in rows])
    step = StepContext(Storage(str(tmp_path)), "2026-11-02", logging.getLogger())
    made = assets.extract_day(step, {ARTICLES.name: frame})
    assert [r["amount_krw"] for r in made[MONEY_FACTS.name]] == [7_000_000_000]
    assert [r["page_id"] for r in made[ERRORS.name]] == ["b" * 64]
    assert "no rule for this" in made[ERRORS.name][0]["error"]
