"""From bytes to rows: which encoding, which separator, and what is no table at all."""

from __future__ import annotations

import csv
import io

LARGEST_FILE = 5 * 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 60
SEPARATORS = (";", ",", "\t", "|")
NOT_A_TABLE = {
    b"PK\x03\x04": "Ini berkas Excel. Buka, lalu simpan sebagai CSV, dan unggah yang CSV.",
    b"\xd0\xcf\x11\xe0": "Ini berkas Excel. Buka, lalu simpan sebagai CSV, dan unggah yang CSV.",
    b"%PDF": "Ini berkas PDF. Unduh mutasi dari bank dalam bentuk CSV.",
}


class UnreadableStatement(ValueError):
    """The file cannot be taken; the text is a plain Indonesian sentence that says why."""


Row = tuple[int, list[str]]
"""A row's number in the file, counted from 1, and its cells."""


def decode(data: bytes) -> str:
    """Return the file's text.

    Raises:
        UnreadableStatement: empty, over 5 MB, another kind of file, or with characters that no text has.
    """
    if len(data) > LARGEST_FILE:
        raise UnreadableStatement(
            "Berkas ini terlalu besar. Paling besar 5 MB; unduh mutasi untuk waktu yang lebih pendek."
        )
    for start, sentence in NOT_A_TABLE.items():
        if data.startswith(start):
            raise UnreadableStatement(sentence)
    text = _decoded(data)
    if "\x00" in text:
        raise UnreadableStatement("Berkas ini rusak: ada isi yang bukan tulisan. Unduh lagi dari bank.")
    if not text.strip():
        raise UnreadableStatement("Berkas ini kosong.")
    return text


def separators(text: str) -> list[str]:
    """Return what may separate the columns, the likeliest first.

    Raises:
        UnreadableStatement: when nothing does.
    """
    found = sorted((mark for mark in SEPARATORS if mark in text), key=lambda mark: -text.count(mark))
    if not found:
        raise UnreadableStatement("Berkas ini bukan CSV: kolomnya tidak dipisah titik koma, koma, atau tab.")
    return found


def rows_of(text: str, separator: str) -> list[Row]:
    """Return the text as rows.

    Raises:
        UnreadableStatement: too many rows or columns, or a quotation mark that is never closed.
    """
    rows: list[Row] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for cells in reader:
            _refuse_too_many(rows, cells, reader.line_num)
            rows.append((reader.line_num, [cell.strip() for cell in cells]))
    except csv.Error:
        raise UnreadableStatement(f"Baris {reader.line_num} tidak terbaca. Unduh lagi dari bank.") from None
    return rows


def _refuse_too_many(rows: list[Row], cells: list[str], number: int) -> None:
    if len(cells) > MOST_COLUMNS:
        raise UnreadableStatement(f"Baris {number} punya {len(cells)} kolom. Ini bukan mutasi bank.")
    if len(rows) >= MOST_ROWS:
        raise UnreadableStatement(f"Berkas ini lebih dari {MOST_ROWS} baris. Bagi menjadi beberapa berkas.")


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace").lstrip("\ufeff")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")
