"""What OpenSID hands out of its lapak: the list that "Unduh" gives (HTML called .xls), or its tables.

Tables `produk` (id, config_id, id_pelapak, id_produk_kategori, nama, harga, satuan, tipe_potongan, potongan,
deskripsi, foto as a JSON list of file names, status), `pelapak` (id, id_pend, telepon, status), `produk_kategori`
(id, kategori), and for the names `tweb_penduduk` (id, nama), as phpMyAdmin exports them to JSON or SQL, as mysqldump
does, or as sheets of one XLSX. Read in OpenSID v2410.0.0 (app/Models/Produk.php and Pelapak.php,
resources/views/admin/lapak/produk).

A `pelapak` has no name of her own: without `tweb_penduduk` she is told by her phone, or the hub is asked who she is.
"""

from __future__ import annotations

import json
import re
from typing import Any

from bs4 import BeautifulSoup

from sellers.bulk.rows import MOST_ROWS, Row, UnreadableFile

ON = "1"
PEOPLE = ("tweb_penduduk", "penduduk_hidup", "penduduk")
LONGEST_NUMBER = 6
UNITS = {"pcs": "buah", "gross": "set", "rim": "set", "paket": "set", "gram": "bungkus"}
"""Units of OpenSID's list that are called otherwise here; what is left is the same or is asked for."""

UNKEPT = re.compile("[\\x00\\ud800-\\udfff]")
"""What JSON may say and no database keeps."""

Table = list[dict[str, Any]]


def is_json(text: str) -> bool:
    """Is it JSON, going by how it begins?"""
    return text.lstrip()[:1] in ("[", "{")


def is_html(text: str) -> bool:
    """Is it a page, whatever its file is called?"""
    return re.match(r"\s*<(?:!doctype|html|table|style|head|meta|body)\b", text, re.IGNORECASE) is not None


def cells_of_html(text: str) -> list[tuple[int, list[str]]]:
    """Return the rows of the innermost table with most rows, numbered as they stand in it."""
    page = BeautifulSoup(text, "html.parser")
    tables = [table for table in page.find_all("table") if not table.find("table")]
    if not tables:
        raise UnreadableFile("Di berkas ini tidak ada tabel produk. Unduh lagi daftar produk dari OpenSID.")
    lines = max((table.find_all("tr") for table in tables), key=len)
    cells = [[cell.get_text(" ", strip=True) for cell in line.find_all(["td", "th"])] for line in lines]
    return list(enumerate(cells))


def tables_of_json(text: str) -> dict[str, Table]:
    """Return the tables of a JSON export by their names.

    Raises:
        UnreadableFile: it is broken, or no such export.
    """
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        raise UnreadableFile("Berkas JSON ini rusak. Ekspor lagi dari OpenSID.") from None
    if isinstance(said, dict):
        found = {name: rows for name, rows in said.items() if isinstance(rows, list)}
    else:
        parts = [part for part in said if isinstance(part, dict) and isinstance(part.get("data"), list)]
        found = {str(part.get("name")): part["data"] for part in parts}
    return {name.casefold(): [row for row in rows if isinstance(row, dict)] for name, rows in found.items()}


def rows_of_tables(tables: dict[str, Table]) -> list[Row]:
    """Return the products of an export with their makers' names.

    Raises:
        UnreadableFile: a table is missing, or there are too many products.
    """
    if "produk" not in tables or "pelapak" not in tables:
        raise UnreadableFile("Ekspor ini perlu tabel produk dan pelapak.")
    if len(tables["produk"]) > MOST_ROWS:
        raise UnreadableFile(f"Ekspor ini lebih dari {MOST_ROWS} produk. Bagi menjadi beberapa berkas.")
    makers, sellers = _makers(tables), {_said(one, "id"): one for one in tables["pelapak"]}
    called = {_said(one, "id"): _said(one, "kategori") for one in tables.get("produk_kategori", ())}
    rows = [_row(place, product, makers, called) for place, product in enumerate(tables["produk"], start=1)]
    for row, product in zip(rows, tables["produk"], strict=True):
        if not row.said["producer"] and _said(product, "id_pelapak"):
            row.pelapak = _pelapak(product, sellers.get(_said(product, "id_pelapak"), {}))
    return rows


def _pelapak(product: dict[str, Any], seller: dict[str, Any]) -> tuple[str, str]:
    """Return what she goes by, also where another village's OpenSID counts from one as well, and her phone."""
    phone = _said(seller, "telepon")[:30]
    known = [_said(product, "config_id"), _said(product, "id_pelapak"), _said(seller, "id_pend"), phone]
    return ":".join(part[:25] for part in known), phone


def _makers(tables: dict[str, Table]) -> dict[str, tuple[str, bool]]:
    """Return by id who sells there: her name, and whether she still does."""
    people = {_said(one, "id"): _said(one, "nama") for name in PEOPLE for one in tables.get(name, ())}
    return {
        _said(one, "id"): (
            _said(one, "pelapak") or _said(one, "nama") or people.get(_said(one, "id_pend"), ""),
            _said(one, "status") in ("", ON),
        )
        for one in tables["pelapak"]
    }


def _row(place: int, product: dict[str, Any], makers: dict[str, tuple[str, bool]], categories: dict[str, str]) -> Row:
    name, is_active = makers.get(_said(product, "id_pelapak"), ("", True))
    unit = _said(product, "satuan").casefold()
    said = {
        "producer": _said(product, "pelapak") or name,
        "title": _said(product, "nama"),
        "price": _said(product, "harga").removesuffix(".00"),
        "unit_of_sale": UNITS.get(unit, unit),
        "how_made": BeautifulSoup(_said(product, "deskripsi"), "html.parser").get_text(" ", strip=True),
        "category": categories.get(_said(product, "id_produk_kategori"), ""),
        "photo": "; ".join(_photos(product.get("foto"))),
        "reference": f"opensid:{_said(product, 'config_id')}:{_said(product, 'id')}",
    }
    is_off = not is_active or _said(product, "status") not in ("", ON)
    number = _said(product, "_row")
    is_number = number.isascii() and number.isdigit() and len(number) <= LONGEST_NUMBER
    return Row(int(number) if is_number else place, said, is_off=is_off)


def _photos(said: Any) -> list[str]:
    """Return the names of a product's photos: OpenSID keeps them as a JSON list in a text."""
    try:
        names = json.loads(said) if isinstance(said, str) and said.lstrip().startswith("[") else said
    except (ValueError, RecursionError):
        return []
    if isinstance(names, str):
        names = [names]
    return [_kept(name) for name in names if name][:6] if isinstance(names, list) else []


def _said(row: dict[str, Any], name: str) -> str:
    return _kept(row.get(name))


def _kept(value: Any) -> str:
    return "" if value is None else UNKEPT.sub("", str(value)).strip()
