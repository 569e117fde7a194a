"""A table of goods is read whatever program wrote it, and what is none is refused with a sentence, unopened."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl import Workbook

from sellers.bulk.reading import read_goods
from sellers.bulk.rows import MOST_ROWS, UnreadableFile
from tests.sellers.test_bulk import HEADING, MAT

LIST = """<table><tbody><tr><td><h1>PEMERINTAH KABUPATEN KUTAI KARTANEGARA</h1></td></tr><tr><td>
<table border=1><thead><tr><th>NO</th><th>PELAPAK</th><th>PRODUK</th><th>KATEGORI</th><th>HARGA</th><th>SATUAN</th>
<th>POTONGAN</th><th>DESKRIPSI</th></tr></thead><tbody><tr><td>1</td><th>ACIL IMAH</th><th>Amplang</th><th>Makanan</th>
<th>Rp. 25.000,00</th><th>kg</th><th>Rp. 0,00</th><th>Gurih</th></tr></tbody></table></td></tr></tbody></table>"""


def test_the_list_that_opensid_hands_out_is_read():
    [row] = read_goods(LIST.encode())
    assert (row.said["producer"], row.said["title"], row.said["unit_of_sale"]) == ("ACIL IMAH", "Amplang", "kg")
    assert row.said["price"] == "Rp. 25.000,00"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("mark", [";", ",", "\t"])
def test_csv_is_read_in_every_usual_encoding_and_with_every_usual_mark(encoding, mark):
    text = "\r\n".join(
        mark.join(row) for row in (["Nama Produk", "HARGA", "Produsen"], ["Kué “manis”", "5000", "Bu É"])
    )
    [row] = read_goods(text.encode(encoding))
    assert row.said == {"title": "Kué “manis”", "price": "5000", "producer": "Bu É"}
    assert row.number == 2


def bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for number in range(4):
            file.writestr(f"xl/worksheets/sheet{number}.xml", bytes(30 * 1024 * 1024))
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "kosong"),
        (b"\xd0\xcf\x11\xe0" + bytes(90), "Excel lama"),
        (b"%PDF-1.7", "PDF"),
        (b"PK\x03\x04 broken", "rusak"),
        (b"a;b\n1;2", "tidak ditemukan"),
        (b"Nama produk;Harga\n", "belum berisi"),
        (b'Nama produk;Harga\n"Tikar;5000', "tidak terbaca"),
        (b"Nama produk;Harga\n" + b"Tikar;5000\n" * (MOST_ROWS + 1), "lebih dari"),
        (b"x" * (5 * 1024 * 1024 + 1), "terlalu besar"),
        (b'{"produk": [', "rusak"),
        (b'{"produk": []}', "pelapak"),
        (b"[" * 100_000, "rusak"),
        (b"<html><p>Masuk dulu</p>", "tidak ada tabel"),
        (b"Nama produk;Harga\n\x00;1", "rusak"),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(data, words):
    with pytest.raises(UnreadableFile, match=words):
        read_goods(data)


def test_a_bomb_is_not_unpacked():
    with pytest.raises(UnreadableFile, match="terlalu besar bila dibuka"):
        read_goods(bomb())


def test_a_sheet_that_says_it_is_huge_is_read_to_its_end():
    sheet = Workbook()
    for row in (HEADING, MAT):
        sheet.active.append(row)
    sheet.active.cell(row=1_000_000, column=1, value=" ")
    out = io.BytesIO()
    sheet.save(out)
    assert len(read_goods(out.getvalue())) == 1
