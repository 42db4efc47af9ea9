"""Counts in the tables that stand in an article's text as tab-separated lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from cluster_assets.extract.korean.numbers import DIGITS, parse_number
from cluster_assets.extract.money.table_cells import table_lines

# Units that a head, a row or a caption may give in brackets -> unit reported and factor.
_UNITS: dict[str, tuple[str, int]] = {
    **{
        u: (u, 1)
        for u in ("개", "개사", "명", "건", "곳", "개소", "대", "동", "실", "호", "톤", "%")
    },
    **{u: (u, 1) for u in ("㎡", "㎢", "ha", "㎞", "km", "MW", "가구", "필지", "편", "종", "회")},
    "인": ("명", 1),
    "사": ("개사", 1),
    "만㎡": ("㎡", 10_000),
    "천㎡": ("㎡", 1_000),
}
_UNIT_NAME = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_BRACKETED = re.compile(rf"[(\[] ?(?:단위 ?[:：]? ?)?(?P<unit>{_UNIT_NAME}) ?[)\]]$")
_CAPTION = re.compile(rf"단위 ?[:：]? ?(?P<unit>{_UNIT_NAME}) ?\)?$")
# Heads that name what they count without a unit.
_COUNTED = (
    (re.compile(r"(?:기업|업체|사업체|회사|협력사)(?: ?수)$"), "개사"),
    (re.compile(r"(?:인원|인력|종사자|근로자|학생|수료생|졸업생|교육생|참여자)(?: ?수)?$"), "명"),
    (re.compile(r"(?:건수|특허|출원|등록)(?: ?수)?$"), "건"),
    (re.compile(r"[가-힣] ?수$"), "개"),
)
_NOT_COUNTED = re.compile(
    r"점수|지수|액수|횟수|순위|연도|년도|비고|번호|연번|사업비|예산|금액|국비|시비|도비"
)
_NUMBER = re.compile(rf"(?P<num>{DIGITS}) ?(?P<unit>{_UNIT_NAME})?")
_TOTAL = re.compile(r"(?:총|합|소|누)? ?계|전체|총합|구분|항목|분야|연도")
# A table with more cells is a data dump.
_MOST_CELLS = 300


@dataclass(frozen=True, slots=True)
class TableFigure:
    """One count in a cell: its range, value and unit, and what row and column say of it."""

    start: int
    end: int
    value: float
    unit: str
    subject: str


def find_table_figures(text: str) -> list[TableFigure]:
    """Cells of tables whose column or row counts or measures something, in order."""
    found: list[TableFigure] = []
    for run in table_lines(text):
        found.extend(_of_table(text, run))
    return found[:_MOST_CELLS]


def _of_table(text: str, run: list[tuple[int, str]]) -> Iterator[TableFigure]:
    rows = [_cells(offset, line) for offset, line in run]
    heads = [cell for _, cell in rows[0]]
    before = text[max(0, run[0][0] - 40) : run[0][0]].strip()
    caption = _CAPTION.search(before)
    for row in rows[1:]:
        name = row[0][1]
        for column, (start, cell) in enumerate(row[1:], 1):
            m = _NUMBER.fullmatch(cell)
            head = heads[column] if column < len(heads) else ""
            if m is None or _NOT_COUNTED.search(head) or _NOT_COUNTED.search(name):
                continue
            unit = (m["unit"] and _UNITS[m["unit"]]) or _unit_of(head) or _unit_of(name)
            if unit is None and caption:
                unit = _UNITS[caption["unit"]]
            value = parse_number(m["num"])
            if unit is None or value is None:
                continue
            subject = _subject(name, head)
            yield TableFigure(start, start + len(cell), value * unit[1], unit[0], subject)


def _cells(offset: int, line: str) -> list[tuple[int, str]]:
    """Cells of a line as (offset, stripped text)."""
    parts = line.split("\t")
    starts = accumulate((len(p) + 1 for p in parts[:-1]), initial=offset)
    return [
        (start + len(part) - len(part.lstrip()), part.strip())
        for start, part in zip(starts, parts, strict=True)
    ]


def _unit_of(head: str) -> tuple[str, int] | None:
    """Unit that a head or a row's name gives, in brackets or by what it counts."""
    if m := _BRACKETED.search(head):
        return _UNITS[m["unit"]]
    return next(((unit, 1) for pattern, unit in _COUNTED if pattern.search(head)), None)


def _subject(name: str, head: str) -> str:
    plain = [_BRACKETED.sub("", part).strip() for part in (name, head)]
    return " ".join(part for part in plain if part and not _TOTAL.fullmatch(part))


def cell_subject(text: str, position: int, runs: list[list[tuple[int, str]]]) -> str | None:
    """What row and column say of the cell at ``position``, or ``None`` outside a table.

    ``runs`` are the :func:`table_lines` of ``text``.
    """
    at = bisect_right(runs, position, key=lambda run: run[0][0]) - 1
    if at < 0:
        return None
    run = runs[at]
    row = bisect_right(run, position, key=lambda line: line[0]) - 1
    offset, line = run[row]
    if row < 1 or position > offset + len(line):
        return None
    cells = _cells(offset, line)
    column = bisect_right(cells, position, key=lambda cell: cell[0]) - 1
    if column < 1:
        return None
    heads = [cell for _, cell in _cells(*run[0])]
    return _subject(cells[0][1], heads[column] if column < len(heads) else "") or None
