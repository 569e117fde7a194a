"""One row of a file of goods, whatever file it came from, and what may be wrong with a file as a whole."""

from __future__ import annotations

from dataclasses import dataclass, field

MOST_ROWS = 500
MOST_COLUMNS = 60
MOST_BLANK = 200
"""So many empty rows in a row are the end: a sheet may say that it has a million."""

LONGEST_CELL = 3000

COLUMNS = {
    "producer": "Produsen",
    "village": "Desa",
    "title": "Nama produk",
    "price": "Harga",
    "unit_of_sale": "Satuan",
    "stock": "Stok",
    "packaging": "Kemasan",
    "shipping_weight_g": "Berat (gram)",
    "photo": "Foto",
    "how_made": "Cara membuat",
    "category": "Kategori",
    "reference": "Kode",
}
"""The columns of the template by the names of their answers, in its order."""

CALLED = {
    "producer": "produsen|pelapak|penjual|nama produsen|nama pelapak",
    "village": "desa|kelurahan|desa/kelurahan|nama desa",
    "title": "produk|nama produk|nama barang|barang",
    "price": "harga|harga satuan|harga (rp)",
    "unit_of_sale": "satuan|untuk satu",
    "stock": "stok|jumlah|persediaan",
    "packaging": "kemasan|dikemas dengan",
    "shipping_weight_g": "berat|berat (gram)|berat gram",
    "photo": "foto|nama foto|gambar",
    "how_made": "cara membuat|deskripsi|keterangan|cara membuatnya",
    "category": "kategori|jenis",
    "reference": "kode|id",
}

NAMES = {called: name for name, words in CALLED.items() for called in words.split("|")}
FORMULA = ("=", "+", "@")
IS_FORMULA = "Ini rumus. Tulis isinya saja, bukan rumusnya."


class UnreadableFile(ValueError):
    """The file cannot be taken as a whole; the text is a plain sentence that says what to do."""


@dataclass
class Row:
    """A row's number in its file as people see it, its answers as they were written, and what is wrong already."""

    number: int
    said: dict[str, str]
    troubles: dict[str, str] = field(default_factory=dict)
    is_off: bool = False
    """Was it switched off where it comes from?"""
    pelapak: tuple[str, str] | None = None
    """Who sells it where it comes from, if that has no name for her: what she goes by there, and her phone."""


def columns_in(heading: list[str]) -> dict[int, str]:
    """Return which answer each column of a heading holds; empty when it is no heading of ours."""
    found: dict[int, str] = {}
    for place, words in enumerate(heading):
        name = NAMES.get(" ".join(words.casefold().replace("*", "").split()))
        if name and name not in found.values():
            found[place] = name
    return found if {"title", "price"} <= set(found.values()) else {}


def rows_under(numbered: list[tuple[int, list[str]]]) -> list[Row]:
    """Return the rows below the heading, which may have words above it; empty ones are passed over.

    Raises:
        UnreadableFile: there is no heading of ours, or there are too many rows.
    """
    headings = [place for place, (_, cells) in enumerate(numbered[:20]) if columns_in(cells)]
    if not headings:
        raise UnreadableFile("Kolom “Nama produk” dan “Harga” tidak ditemukan. Pakai contoh berkas dari halaman ini.")
    columns = columns_in(numbered[headings[0]][1])
    rows = [_row(number, cells, columns) for number, cells in numbered[headings[0] + 1 :] if any(cells)]
    if len(rows) > MOST_ROWS:
        raise UnreadableFile(f"Berkas ini lebih dari {MOST_ROWS} baris. Bagi menjadi beberapa berkas.")
    if not rows:
        raise UnreadableFile("Berkas ini belum berisi satu produk pun.")
    return rows


def _row(number: int, cells: list[str], columns: dict[int, str]) -> Row:
    said = {name: cells[place] for place, name in columns.items() if place < len(cells)}
    troubles = {name: IS_FORMULA for name, text in said.items() if text.startswith(FORMULA)}
    troubles |= {name: "Terlalu panjang." for name, text in said.items() if len(text) > LONGEST_CELL}
    return Row(number, said, troubles)
