"""From bytes to rows: XLSX, CSV in whatever encoding, and what OpenSID hands out; no file is trusted."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import Any

from openpyxl import load_workbook

from sellers.bulk import opensid
from sellers.bulk.rows import MOST_BLANK, MOST_COLUMNS, MOST_ROWS, Row, UnreadableFile, rows_under
from sellers.bulk.sql import is_sql, tables_of_sql

LARGEST_FILE = 5 * 1024 * 1024
LARGEST_UNPACKED = 60 * 1024 * 1024
"""An XLSX is a zip: what it says that it unpacks to, before anything of it is unpacked."""

MOST_PARTS = 200
SEPARATORS = ";,\t|"
NOT_TAKEN = {
    b"\xd0\xcf\x11\xe0": "Ini berkas Excel lama. Buka, simpan sebagai XLSX atau CSV, lalu unggah yang itu.",
    b"%PDF": "Ini berkas PDF. Unggah tabelnya sebagai XLSX atau CSV.",
}
BROKEN = "Berkas ini rusak atau bukan tabel. Simpan lagi sebagai XLSX atau CSV."
Numbered = list[tuple[int, list[str]]]


def read_goods(data: bytes) -> list[Row]:
    """Return the rows of a file of goods.

    Raises:
        UnreadableFile: with a sentence that says what to do.
    """
    if len(data) > LARGEST_FILE:
        raise UnreadableFile("Berkas ini terlalu besar. Paling besar 5 MB; foto dikirim terpisah di dalam zip.")
    for start, sentence in NOT_TAKEN.items():
        if data.startswith(start):
            raise UnreadableFile(sentence)
    if data.startswith(b"PK"):
        return _of_book(data)
    text = decoded(data)
    if not text.strip():
        raise UnreadableFile("Berkas ini kosong.")
    if "\x00" in text:
        raise UnreadableFile(BROKEN)
    if opensid.is_json(text):
        return opensid.rows_of_tables(opensid.tables_of_json(text))
    if is_sql(text):
        return opensid.rows_of_tables(tables_of_sql(text))
    if opensid.is_html(text):
        return rows_under(opensid.cells_of_html(text))
    return rows_under(_of_csv(text))


def decoded(data: bytes) -> str:
    """Return the text of bytes in UTF-8, UTF-16 with its mark, or else Windows-1252."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace").lstrip("\ufeff")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _of_csv(text: str) -> Numbered:
    lines = [line for line in text.splitlines()[:20] if line.strip()]
    mark = max(SEPARATORS, key=lambda each: max((line.count(each) for line in lines), default=0))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    found: Numbered = []
    try:
        for cells in reader:
            found.append((reader.line_num, [cell.strip() for cell in cells[:MOST_COLUMNS]]))
            if len(found) > MOST_ROWS + MOST_BLANK:
                raise UnreadableFile(f"Berkas ini lebih dari {MOST_ROWS} baris. Bagi menjadi beberapa berkas.")
    except csv.Error:
        raise UnreadableFile(f"Baris {reader.line_num} tidak terbaca. Periksa tanda kutipnya.") from None
    return found


def _of_book(data: bytes) -> list[Row]:
    """Read a sheet with the library, within limits; formulas are told as such, never reckoned."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
            raise UnreadableFile("Berkas ini terlalu besar bila dibuka. Salin tabelnya saja ke berkas baru.")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        sheets = {sheet.title.strip().casefold(): _cells(sheet) for sheet in book.worksheets[:10]}
    except UnreadableFile:
        raise
    except Exception:  # noqa: BLE001  (the library raises whatever a broken file makes it raise)
        raise UnreadableFile(BROKEN) from None
    if "produk" in sheets and "pelapak" in sheets:
        return opensid.rows_of_tables({name: _as_table(cells) for name, cells in sheets.items()})
    if not sheets:
        raise UnreadableFile(BROKEN)
    return rows_under(next(iter(sheets.values())))


def _cells(sheet: Any) -> Numbered:
    sheet.reset_dimensions()
    found: Numbered = []
    blank = 0
    for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), start=1):
        texts = [_text(cell) for cell in cells]
        blank = 0 if any(texts) else blank + 1
        if blank > MOST_BLANK:
            break
        if any(texts):
            found.append((number, texts))
        if len(found) > MOST_ROWS + MOST_BLANK:
            raise UnreadableFile(f"Berkas ini lebih dari {MOST_ROWS} baris. Bagi menjadi beberapa berkas.")
    return found


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(cell).replace(".", ",")
    return str(cell).strip()


def _as_table(cells: Numbered) -> list[dict[str, str]]:
    if not cells:
        return []
    heading = [name.strip().casefold() for name in cells[0][1]]
    return [{"_row": str(number), **dict(zip(heading, texts, strict=False))} for number, texts in cells[1:]]
