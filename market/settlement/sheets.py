"""Tables that people open in a spreadsheet, in which no text is ever taken for a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

FIRST = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection)."""

INSIDE = re.compile(r"([;,\t\r\n]\s*)([=+\-@＝＋－＠])")
"""Where a spreadsheet that splits lines at another mark than ours would find the beginning of a formula."""

Cell = object


def safe_cell(value: Cell) -> Cell:
    """Return a cell that stays what it is: text that would be taken for a formula gets an apostrophe before it.

    Numbers stay numbers; None is empty; letters that no spreadsheet takes become spaces.
    """
    if value is None:
        return ""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return value
    text = INSIDE.sub(r"\1'\2", ILLEGAL_CHARACTERS_RE.sub(" ", str(value)))
    return f"'{text}" if text.lstrip(" \u00a0").startswith(FIRST) or text.startswith(FIRST) else text


def write_csv(rows: Iterable[Sequence[Cell]]) -> str:
    """Return rows as CSV text (RFC 4180), the first row being the heading."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([safe_cell(cell) for cell in row] for row in rows)
    return out.getvalue()


def write_xlsx(rows: Iterable[Sequence[Cell]], *, title: str = "Data") -> bytes:
    """Return rows as an XLSX file, the first row bold and fixed; text is written as text, never as a formula.

    Each row is written as it comes, so that a long table does not stand in memory.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    for number, row in enumerate(rows):
        sheet.append([_cell(sheet, value, is_heading=not number) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: WriteOnlyWorksheet, value: Cell, *, is_heading: bool) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=safe_cell(value))
    if isinstance(cell.value, str):
        cell.data_type = "s"
    if is_heading:
        cell.font = Font(bold=True)
    return cell
