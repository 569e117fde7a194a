"""What OpenSID hands out comes in once, in each of the forms that it can be had in."""

from __future__ import annotations

import io
import json

import pytest
from openpyxl import Workbook

from catalogue.models import Category, Product
from sellers.bulk.reading import read_goods
from sellers.bulk.rows import UnreadableFile
from sellers.models import Producer
from tests.sellers.consents import agreed
from tests.sellers.test_bulk import outcomes, send, zipped

OPENSID = {
    "produk": [
        {"id": 7, "config_id": 1, "id_pelapak": 2, "id_produk_kategori": 1, "nama": "Madu Kelulut", "harga": 85000,
         "satuan": "pcs", "tipe_potongan": 1, "potongan": 0, "deskripsi": "<p>Madu <b>asli</b></p>",
         "foto": '["tikar.jpg","topi.jpg"]', "status": 1},
        {"id": 8, "config_id": 1, "id_pelapak": 2, "nama": "Sudah Tutup", "harga": 1000, "satuan": "kg",
         "deskripsi": None, "foto": None, "status": 2},
        {"id": 9, "config_id": 1, "id_pelapak": 3, "nama": "Beras Gunung", "harga": "18000", "satuan": "kg",
         "deskripsi": "", "foto": '["tikar.jpg"]', "status": 1},
    ],
    "pelapak": [{"id": 2, "id_pend": 11, "telepon": "0812", "status": 1}, {"id": 3, "id_pend": 12, "status": 1}],
    "produk_kategori": [{"id": 1, "kategori": "Makanan", "slug": "makanan", "status": 1}],
    "tweb_penduduk": [{"id": 11, "nama": "ACIL IMAH"}, {"id": 12, "nama": "IBU BARU"}],
}  # fmt: skip


def as_php_my_admin(tables):
    head = [{"type": "header", "version": "5.2.1"}, {"type": "database", "name": "opensid"}]
    return json.dumps(head + [{"type": "table", "name": name, "data": rows} for name, rows in tables.items()]).encode()


def as_sheets(tables):
    sheets = Workbook()
    sheets.remove(sheets.active)
    for name, rows in tables.items():
        sheet = sheets.create_sheet(name)
        heading = list(rows[0])
        sheet.append(heading)
        for row in rows:
            sheet.append([row.get(column) for column in heading])
    out = io.BytesIO()
    sheets.save(out)
    return out.getvalue()


def as_dump(tables, *, names_columns=False):
    """Return what mysqldump writes; phpMyAdmin names the columns with the rows too."""

    def said(value):
        if value is None or isinstance(value, int):
            return "NULL" if value is None else str(value)
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'"

    out = ["-- MariaDB dump 10.19", "/*!40101 SET NAMES utf8mb4 */;"]
    for name, rows in tables.items():
        columns = [f"`{column}`" for column in rows[0]]
        out.append(
            f"CREATE TABLE `{name}` (\n" + ",\n".join(f"  {one} text" for one in columns) + "\n) ENGINE=InnoDB;"
        )
        values = ",\n".join(f"({','.join(said(row.get(column)) for column in rows[0])})" for row in rows)
        named = f" ({', '.join(columns)})" if names_columns else ""
        out.append(f"INSERT INTO `{name}`{named} VALUES\n{values};")
    return "\n".join(out).encode()


def as_php_my_admin_sql(tables):
    return as_dump(tables, names_columns=True)


@pytest.mark.django_db
@pytest.mark.parametrize("form", [as_php_my_admin, as_sheets, as_dump, as_php_my_admin_sql])
def test_an_opensid_export_comes_in_once(hers, hub, willing, form):
    food = Category.objects.get_or_create(slug="makanan", defaults={"name": "Makanan", "path": "0009", "depth": 1})[0]
    goods = send(hers, form(OPENSID), zipped(), name="opensid", adds_makers="on")
    assert [outcome for _, outcome in outcomes(goods)] == ["listed", "off", "wrong"]
    honey = Product.objects.get(title="Madu Kelulut")
    assert (honey.producer, honey.unit_of_sale, honey.how_made) == (willing, "buah", "Madu asli")
    assert honey.images.count() == 2
    assert honey.categories.get() == food
    fresh = Producer.objects.get(name="IBU BARU")  # noted, and to be asked
    assert fresh.seller == hub
    assert not fresh.consents.exists()
    again = send(hers, form(OPENSID), zipped(), name="opensid")
    assert [outcome for _, outcome in outcomes(again)] == ["known", "off", "wrong"]
    agreed(fresh)
    third = send(hers, form(OPENSID), zipped(), name="opensid")
    assert [outcome for _, outcome in outcomes(third)] == ["known", "off", "listed"]


DUMP = r"""
CREATE TABLE `pelapak` (
  `id` int NOT NULL,
  `id_pend` int
);
INSERT INTO `opensid`.`pelapak` VALUES (1, NULL);
INSERT INTO `produk` (`id`, `id_pelapak`, `nama`, `harga`, `satuan`) VALUES
(1, 1, 'Kue \'cincin\', (manis); INSERT INTO `x`', '5000', 'pcs'),(2,1,'Abon ''pedas''',9000.00,_utf8mb4'pcs');
"""


BEGUN = """
INSERT INTO `pelapak` (`id`) VALUES (1);
INSERT INTO `produk` (`id`, `nama`) VALUES """


def test_a_dump_says_what_stands_in_it():
    rows = read_goods(DUMP.encode())
    assert [row.said["title"] for row in rows] == ["Kue 'cincin', (manis); INSERT INTO `x`", "Abon 'pedas'"]
    assert [(row.said["price"], row.said["unit_of_sale"]) for row in rows] == [("5000", "buah"), ("9000", "buah")]


@pytest.mark.parametrize(
    "broken", ["(1, 'Kue", "(1)", "(1, 2", "(1, 2, 3)", "('" + "\\'" * 200_000, "(" * 100_000, "(1,)"]
)
def test_a_dump_that_was_cut_off_is_told(broken):
    with pytest.raises(UnreadableFile, match="terpotong"):
        read_goods((BEGUN + broken).encode())
