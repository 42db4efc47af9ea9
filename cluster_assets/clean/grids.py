"""Tables: which ones hold data and which only place things on the page."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

#: A cell longer than this is running text, so the table is a layout.
MAX_CELL_CHARS = 160
#: Pictures with their caption in a table hold no more text than this.
MAX_PHOTO_TABLE_CHARS = 250
MAX_ROWS = 500
MAX_COLUMNS = 60
_SPACE = re.compile(r"\s+")
_NUMBER = re.compile(r"\d")
_FORM_LABELS = re.compile(
    r"^(?:제목|작성자|작성일자?|등록일자?|등록자|게시일|조회수?|담당\s*부서|담당자|부서|첨부(?:파일)?"
    r"|전화(?:번호)?|연락처|이메일|파일|이전\s*글|다음\s*글|배포\s*일시?|배포일자|보도\s*(?:시점|일시|일자)"
    r"|작성\s*부서|책임자|담당\s*과장|담당\s*팀장|문의(?:처)?|부서명|제공\s*부서|공표\s*일자?)\s*:?$"
)


def _text(element: HtmlElement) -> str:
    return _SPACE.sub(" ", str(element.xpath("string()"))).strip()


def _rows(table: HtmlElement) -> list[HtmlElement]:
    rows: list[HtmlElement] = []
    for child in table:
        if child.tag == "tr":
            rows.append(child)
        elif child.tag in ("thead", "tbody", "tfoot"):
            rows.extend(row for row in child if row.tag == "tr")
        if len(rows) > MAX_ROWS:
            break
    return rows


def _cells(row: HtmlElement) -> list[HtmlElement]:
    return [cell for cell in row if cell.tag in ("td", "th")][:MAX_COLUMNS]


def is_photo_table(table: HtmlElement) -> bool:
    """A small table made to put a caption under a picture."""
    if next(table.iter("img", "amp-img"), None) is None:
        return False
    text = _text(table)
    if len(text) > MAX_PHOTO_TABLE_CHARS:
        return False
    rows = _rows(table)
    return not (len(rows) >= 3 and all(len(_cells(row)) >= 3 for row in rows))


def is_data_table(table: HtmlElement) -> bool:
    """Rows and columns of short cells, without tables, boxes or link lists inside."""
    rows = _rows(table)
    if len(rows) < 2 or next(table.iterdescendants("table"), None) is not None:
        return False
    widths = [len(_cells(row)) for row in rows]
    if max(widths) < 2 or sum(width >= 2 for width in widths) < 0.6 * len(widths):
        return False
    texts = [_text(cell) for row in rows for cell in _cells(row)]
    filled = [text for text in texts if text]
    if len(filled) < 4 or max(map(len, filled)) > MAX_CELL_CHARS:
        return False
    if any(_FORM_LABELS.match(text) for text in filled):
        return False
    linked = sum(len(_text(a)) for a in table.iter("a"))
    if linked > 0.4 * sum(map(len, filled)):
        return False
    has_head = next(table.iter("th"), None) is not None
    return has_head or sum(bool(_NUMBER.search(text)) for text in filled) >= 2


def is_form_table(table: HtmlElement) -> bool:
    """A small table of a page's or an office's own particulars: who, when, files, telephone."""
    if next(table.iterdescendants("table"), None) is not None:
        return False
    texts = [text for row in _rows(table) for cell in _cells(row) if (text := _text(cell))]
    if not texts or max(map(len, texts)) > MAX_CELL_CHARS or sum(map(len, texts)) > 600:
        return False
    labels = sum(bool(_FORM_LABELS.match(text)) for text in texts)
    return labels >= 2 and labels >= 0.25 * len(texts)


def is_particular(element: HtmlElement) -> bool:
    """A ``dd`` or ``td`` with the short value of a label that stands in the cell before it."""
    before = element.getprevious()
    if before is None or before.tag not in ("dt", "th") or not _FORM_LABELS.match(_text(before)):
        return False
    return len(_text(element)) <= MAX_CELL_CHARS


def data_rows(table: HtmlElement) -> list[str]:
    """The caption, if any, then one line a row with cells separated by tabs.

    A cell that spans columns or rows is written once and leaves empty cells behind it, so
    that each value keeps the column of its header.
    """
    lines: list[str] = []
    caption = table.find("caption")
    if caption is not None and _text(caption):
        lines.append(_text(caption))
    open_spans: dict[int, int] = {}
    for row in _rows(table):
        cells: list[str] = []
        for cell in _cells(row):
            _skip_spanned(cells, open_spans)
            column = len(cells)
            width = _span(cell, "colspan")
            cells.append(_text(cell))
            cells.extend([""] * (width - 1))
            height = _span(cell, "rowspan")
            if height > 1:
                open_spans.update(dict.fromkeys(range(column, column + width), height))
            if len(cells) > MAX_COLUMNS:
                break
        _skip_spanned(cells, open_spans)
        open_spans = {at: left - 1 for at, left in open_spans.items() if left > 1}
        line = "\t".join(cells).rstrip("\t")
        if line.strip():
            lines.append(line)
    return lines


def _skip_spanned(cells: list[str], open_spans: dict[int, int]) -> None:
    while len(cells) in open_spans and len(cells) <= MAX_COLUMNS:
        cells.append("")


def _span(cell: HtmlElement, name: str) -> int:
    value = cell.get(name, "1").strip()
    return min(max(int(value), 1), MAX_COLUMNS) if value.isascii() and value.isdigit() else 1
