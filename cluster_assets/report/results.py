"""What programmes brought about: tasks, supports, exchanges, jobs, firms, sales, exports.

A number in the news is a target, a result, or neither; the words around it tell which, and
the three are never mixed. Numbers of one programme are told over and over, and some include
others: so the largest one of each programme (or story, where no programme is named) stands
for it, and nothing is added up within a programme.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cluster_assets.report.reconcile import seen_date

Row = dict[str, Any]

# The words that decide stand close to the number: beyond this they speak of something else.
BEFORE, AFTER = 24, 60
_TARGET = re.compile(
    r"목표|예정|계획|방침|전망|예상|기대|추산|추정|내다[봤보]|분석했|구상|"
    r"것으로 (?:보|예측)|"
    r"[가-힣](?:을|할|될|릴|킬|낼|들|올) (?:것|예정|계획|전망|수 있)"
)
_ATTAINED = re.compile(
    r"거[뒀둔두]|달성|기록했|집계[됐되]|이뤄졌|이루어졌|지원했|지원받았|유치했|유치에 성공|창출했|"
    r"배출했|채용했|뽑았|체결했|맺었|나타났|늘었|증가했|올렸|성사|수행했|열었|마쳤|입주했|실적"
)
_COUNT = ("건", "개", "과제", "개 과제")
_FIRMS = ("개사", "곳", "개", "개소", "업체", "개 업체", "개 기업")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of result: the units it is counted in and the words that name it."""

    units: tuple[str, ...]
    words: re.Pattern[str]


KINDS: dict[str, Kind] = {
    "rnd_tasks": Kind(
        _COUNT, re.compile(r"(?:연구개발|R&D|기술개발|공동연구|연구)[^,.]{0,8}과제|R&D")
    ),
    "exchanges": Kind(
        ("회", "건", "차례", "번"), re.compile(r"교류|세미나|포럼|설명회|네트워킹|워크숍")
    ),
    "supports": Kind(
        ("건", "회", "개사", "곳", "개"),
        re.compile(
            r"(?:기술|사업화|기업|경영|인증|시제품|마케팅|판로|창업|특허|컨설팅)\s?지원|컨설팅"
        ),
    ),
    "jobs": Kind(("명", "개", "인"), re.compile(r"고용|채용|일자리|취업|뽑")),
    "firms_attracted": Kind(
        _FIRMS,
        re.compile(r"(?:기업|업체|회사|사)[^,.]{0,8}유치|유치[^,.]{0,8}기업|투자\s?협약|투자협약"),
    ),
}
_SALES, _EXPORTS = re.compile(r"매출|판매액"), re.compile(r"수출")


def claim_of(sentence: str, evidence: str) -> str:
    """``target``, ``attained`` or ``reported``, by the words that follow the number."""
    at = sentence.find(evidence)
    behind = sentence[at + len(evidence) :] if at >= 0 else sentence
    before = sentence[: max(0, at)]
    # A sentence says at its end what it claims; a goal named right before counts as well.
    end = behind[:AFTER] + " " + behind[-AFTER:]
    if _TARGET.search(end) or "목표" in before[-BEFORE:]:
        return "target"
    return "attained" if _ATTAINED.search(end) or "실적" in before else "reported"


def result_rows(
    figures: Sequence[Mapping[str, Any]],
    commitments: Sequence[Mapping[str, Any]],
    money_facts: Sequence[Mapping[str, Any]],
    articles: Mapping[str, Mapping[str, Any]],
    region_codes: Mapping[str, str],
) -> list[Row]:
    """One row per metric, claim, region and year: value, unit, basis, basis_ids.

    The year is that of the earliest article that tells the number. Won and foreign sums are
    separate rows by ``unit``.
    """
    best: dict[tuple[Any, ...], tuple[float, str]] = {}
    for metric, key, claim, region, year, unit, value, basis_id in (
        *_figures(figures, articles),
        *_sums(commitments, money_facts, articles),
    ):
        cell = (metric, claim, region, year, unit, key)
        best[cell] = max(best.get(cell, (value, basis_id)), (value, basis_id))
    cells: dict[tuple[Any, ...], list[tuple[float, str]]] = defaultdict(list)
    for (metric, claim, region, year, unit, _), found in best.items():
        cells[metric, claim, region, year, unit].append(found)
    return [
        {
            "metric": metric,
            "category": claim,
            "region": region,
            "region_code": region_codes.get(region or ""),
            "year": year,
            "unit": unit,
            "value": float(sum(v for v, _ in found)),
            "n": len(found),
            "basis": "report/commitments" if metric in ("sales", "exports") else "extract/figures",
            "basis_ids": sorted(i for _, i in found),
        }
        for (metric, claim, region, year, unit), found in cells.items()
    ]


def _figures(
    figures: Sequence[Mapping[str, Any]], articles: Mapping[str, Mapping[str, Any]]
) -> Iterable[tuple[Any, ...]]:
    for figure in figures:
        article = articles.get(figure["page_id"])
        metric = figure_kind(figure)
        if metric is None or article is None:
            continue
        day = seen_date(article)
        claim = claim_of(str(figure["sentence"]), str(figure["evidence"]))
        key = figure.get("initiative") or f"story:{article['story_id']}"
        unit = {"jobs": "jobs", "firms_attracted": "firms"}.get(metric, "count")
        year = day.year if day else None
        value, id_ = float(figure["value"]), figure["figure_id"]
        yield metric, key, claim, figure.get("region"), year, unit, value, id_


def figure_kind(figure: Mapping[str, Any]) -> str | None:
    """The kind of result a figure counts, by its unit and the words at it; ``None`` for others."""
    sentence, evidence = str(figure["sentence"]), str(figure["evidence"])
    at = max(0, sentence.find(evidence))
    subject = str(figure.get("subject") or "")
    near = sentence[max(0, at - BEFORE) : at + len(evidence) + 8]
    for text in (subject, near):
        for name, kind in KINDS.items():
            if figure["unit"] in kind.units and kind.words.search(text):
                return name
    return None


def _sums(
    commitments: Sequence[Mapping[str, Any]],
    money_facts: Sequence[Mapping[str, Any]],
    articles: Mapping[str, Mapping[str, Any]],
) -> Iterable[tuple[Any, ...]]:
    facts = {f["fact_id"]: f for f in money_facts}
    for c in commitments:
        fact = facts.get(c["chosen_fact_id"])
        if c["kind"] != "outcome" or fact is None:
            continue
        sentence, evidence = str(fact.get("sentence") or ""), str(fact["evidence"])
        at = max(0, sentence.find(evidence))
        near = sentence[max(0, at - BEFORE) : at + len(evidence) + 8]
        metric = "exports" if _EXPORTS.search(near) else "sales" if _SALES.search(near) else None
        value = c["amount_krw"] if c.get("amount_krw") is not None else c.get("amount")
        if metric is None or value is None:
            continue
        story = articles.get(c["chosen_page_id"], {}).get("story_id") or c["chosen_page_id"]
        key = c.get("initiative_id") or c.get("initiative") or f"story:{story}"
        day = c.get("first_reported_date")
        unit = "won" if c.get("amount_krw") is not None else str(c.get("currency"))
        claim = _claim(c, sentence, evidence)
        year = day.year if day else None
        yield metric, key, claim, c.get("region"), year, unit, float(value), c["commitment_id"]


def _claim(commitment: Mapping[str, Any], sentence: str, evidence: str) -> str:
    """The status that reading gave; where it is open, the words around the sum."""
    told = {"executed": "attained", "planned": "target"}.get(str(commitment["status"]))
    return told or claim_of(sentence, evidence)
