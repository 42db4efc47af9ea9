"""Money cells of tables that stand in an article's text as tab-separated lines."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cluster_assets.extract.korean.numbers import DIGITS, QUANTITY, SECTION, parse_number
from cluster_assets.extract.korean.periods import Calendar
from cluster_assets.extract.money.amounts import FUNDING_LABEL
from cluster_assets.extract.money.draft import Draft

# Units of a caption or header -> multiplier.
_UNITS = {
    "조원": 10**12,
    "억원": 10**8,
    "천만원": 10**7,
    "백만원": 10**6,
    "십만원": 10**5,
    "만원": 10**4,
    "천원": 10**3,
    "원": 1,
    "억": 10**8,
    "백만": 10**6,
    "조": 10**12,
}
_FOREIGN = {"달러": "USD", "불": "USD", "유로": "EUR", "엔": "JPY", "위안": "CNY"}
_UNIT_NAME = r"(?:조|억|천만|백만|십만|만|천)? ?(?:원|달러|불|유로|엔|위안)|억|백만|조"
_CAPTION = re.compile(rf"단위 ?[:：;]? ?(?P<unit>{_UNIT_NAME})")
_HEADER_UNIT = re.compile(rf"[(\[](?:단위 ?:? ?)?(?P<unit>{_UNIT_NAME})[)\]]")
_TOTAL = re.compile(
    r"(?:총|합|소|누)? ?(?:계|액)|총 ?(?:사업비|예산|액|합계|투자비)|사업비|예산|합계액|전체|"
    r"총합|투자액|금액"
)
_ROW_TOTAL = re.compile(
    r"(?:총|합|누)? ?계|총 ?(?:사업비|예산|액|합계|투자비)|합계액|전체|총합|사업비|합 ?계"
)
_NOT_MONEY = re.compile(
    r"비율|비중|%|개소|기업 ?수|업체 ?수|건수|인원|면적|구성비|증감률|기간|명\)|개\)|건\)|호수|"
    r"물량|비고|㎡"
)
_CELL = re.compile(rf"(?:△|-)?(?P<num>{QUANTITY}|{SECTION}|{DIGITS}) ?(?P<unit>원|천원|백만원)?")
_YEAR = re.compile(r"'?((?:19|20)?\d\d)(?:년도?|\.)?(?: ?\((?:예정|계획|안|이후)\))?")
_LABEL = re.compile(FUNDING_LABEL)
# '2024년 국비 요구액': a year and a purse in one column head.
_DATED_HEAD = re.compile(
    r"(?P<year>(?:'?(?:19|20)\d\d|'\d\d)년도?|올해|내년|지난해) ?(?:[가-힣]{1,6} ?){1,3}"
)
_HEAD_LABEL = re.compile(r"(?<![가-힣])(?:국비|도비|시비|군비|구비|지방비|민자)(?= |$)")


@dataclass(slots=True)
class _Cell:
    start: int
    text: str


def table_lines(text: str) -> list[list[tuple[int, str]]]:
    """Runs of two or more consecutive lines with tabs, as (offset, line)."""
    runs: list[list[tuple[int, str]]] = []
    offset, current = 0, []
    for line in text.split("\n"):
        if "\t" in line:
            current.append((offset, line))
        elif current:
            runs.append(current)
            current = []
        offset += len(line) + 1
    if current:
        runs.append(current)
    return [run for run in runs if len(run) >= 2]


def find_table_amounts(text: str, calendar: Calendar) -> tuple[list[Draft], list[tuple[int, int]]]:
    """Drafts of all money cells, and the ranges of the tables they stand in."""
    drafts: list[Draft] = []
    ranges: list[tuple[int, int]] = []
    for run in table_lines(text):
        start, end = run[0][0], run[-1][0] + len(run[-1][1])
        unit = _caption_unit(text, start, run)
        found = _cells(run, unit, calendar)
        if found:
            drafts.extend(found)
            ranges.append((start, end))
    return drafts, ranges


def _caption_unit(text: str, start: int, run: list[tuple[int, str]]) -> tuple[int, str] | None:
    before = text[max(0, start - 120) : start]
    lines = before.rstrip("\n").split("\n")[-2:]
    for source in [*reversed(lines), *(line for _, line in run[:2])]:
        match = _CAPTION.search(source)
        if match:
            return _unit(match["unit"])
    return None


def _unit(name: str) -> tuple[int, str]:
    name = name.replace(" ", "")
    for foreign, code in _FOREIGN.items():
        if name.endswith(foreign):
            return _UNITS.get(name.removesuffix(foreign) + "원", 1), code
    return _UNITS.get(name, 1), "KRW"


def _split(offset: int, line: str) -> list[_Cell]:
    cells = []
    for piece in line.split("\t"):
        stripped = piece.strip()
        cells.append(_Cell(offset + len(piece) - len(piece.lstrip()), stripped))
        offset += len(piece) + 1
    return cells


def _cells(
    run: list[tuple[int, str]], unit: tuple[int, str] | None, calendar: Calendar
) -> list[Draft]:
    rows = [_split(offset, line) for offset, line in run]
    rows = [row for row in rows if not _CAPTION.search(row[0].text) or len(row) > 2]
    if len(rows) < 2:
        return []
    header, body = rows[0], rows[1:]
    grid: dict[tuple[int, int], Draft] = {}
    for r, row in enumerate(body):
        # Rows that a merged cell made shorter line up with the header's right end.
        shift = max(0, len(header) - len(row))
        row_unit = _HEADER_UNIT.search(row[0].text)
        if _NOT_MONEY.search(row[0].text):
            continue
        for c, cell in enumerate(row[1:], 1):
            head = header[c + shift].text if c + shift < len(header) else ""
            if _NOT_MONEY.search(head):
                continue
            col_unit = _HEADER_UNIT.search(head)
            chosen = (
                _unit(row_unit["unit"])
                if row_unit
                else _unit(col_unit["unit"])
                if col_unit
                else unit
            )
            draft = _cell_draft(cell, chosen)
            if draft is not None:
                _describe(draft, row[0].text, head, calendar)
                grid[r, c + shift] = draft
    _link(grid, header, body)
    return list(grid.values())


def _cell_draft(cell: _Cell, unit: tuple[int, str] | None) -> Draft | None:
    match = _CELL.fullmatch(cell.text)
    if match is None:
        return None
    value = parse_number(match["num"])
    multiplier, currency = 1, "KRW"
    if not any(u in match["num"] for u in "조억만") or match["unit"] in ("천원", "백만원"):
        if match["unit"] in ("천원", "백만원", "원"):
            multiplier = _UNITS[match["unit"]]
        elif unit is None:
            return None
        else:
            multiplier, currency = unit
    if not value:
        return None
    at = cell.start + match.start("num")
    draft = Draft(
        "text",
        at,
        cell.start + len(cell.text),
        round(value * multiplier, 2),
        currency,
        at,
        multiplier,
    )
    draft.is_table = True
    draft.rules["amount"] = "table_cell"
    return draft


def _describe(draft: Draft, row_name: str, head: str, calendar: Calendar) -> None:
    for name in (row_name, head):
        plain = re.sub(r"[(\[][^)\]]*[)\]]", "", name).strip()
        label = _LABEL.fullmatch(plain)
        if label:
            draft.label = label[0].replace(" ", "")
        dated = _DATED_HEAD.fullmatch(plain)
        if dated:
            resolved = calendar.resolve(dated["year"])
            if resolved and draft.period is None:
                draft.period, draft.rules["period"] = (resolved, resolved), "table_year"
        inner = _HEAD_LABEL.search(plain)
        if inner and draft.label is None and not label and len(plain) <= 16:
            draft.label = inner[0]
        year = _YEAR.fullmatch(plain)
        if year or re.match(r"(?:올해|내년|지난해)$", plain):
            resolved = calendar.resolve(plain)
            if resolved:
                draft.period = (resolved, resolved)
                draft.rules["period"] = "table_year"
        span = re.fullmatch(r"'?(\d{2,4})년? ?[~-] ?'?(\d{2,4})년?", plain)
        if span:
            first, last = calendar.resolve(plain), calendar.resolve(span[2])
            draft.period = (first, last)
            draft.rules["period"] = "table_year"


def _link(grid: dict[tuple[int, int], Draft], header: list[_Cell], body: list[list[_Cell]]) -> None:
    total_cols = [
        c
        for c, cell in enumerate(header)
        if c and _TOTAL.fullmatch(_plain(cell.text)) and any(k[1] == c for k in grid)
    ]
    total_rows = [
        r
        for r, row in enumerate(body)
        if _ROW_TOTAL.fullmatch(_plain(row[0].text)) and len(body) > 1
    ]
    total_col = total_cols[0] if total_cols and sum(c != total_cols[0] for _, c in grid) else None
    total_row = total_rows[0] if total_rows else None
    grand = (
        grid.get((total_row, total_col))
        if total_row is not None and total_col is not None
        else None
    )
    for (r, c), draft in grid.items():
        if draft is grand:
            continue
        row_total = grid.get((r, total_col)) if total_col is not None else None
        column_total = grid.get((total_row, c)) if total_row is not None else None
        if row_total is not None and row_total is not draft:
            draft.parent = row_total
        elif column_total is not None and column_total is not draft:
            draft.parent = grand if (c == total_col and grand) else column_total
        elif grand is not None:
            draft.parent = grand
        if draft.parent is not None:
            draft.rules["parent"] = "table_total"


def _plain(name: str) -> str:
    return re.sub(r"[(\[][^)\]]*[)\]]", "", name).strip()
