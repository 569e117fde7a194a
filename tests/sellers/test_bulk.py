"""A file of goods: right rows are listed once, wrong ones are told by row and column, and no file does harm."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook

from catalogue.models import Product
from market.outbox.actions import sweep
from market.pictures.pipeline import TooBusy
from sellers.actions.bulk import read_on
from sellers.actions.consent_ends import withdraw_consent
from sellers.bulk.photos import Photos
from sellers.bulk.reading import read_goods
from sellers.bulk.rows import COLUMNS, UnreadableFile
from sellers.models import ActedFor, GoodsFile, GoodsRow
from sellers.permit_models import private_storage
from tests.market.pictures.made import photo
from tests.sellers.conftest import signed_in
from tests.sellers.consents import a_maker, agreed, made_hub

HEADING = list(COLUMNS.values())
MAT = ["Acil Imah", "", "Tikar purun", "60.000", "buah", "3", "plastik", "900", "tikar.jpg", "Dianyam.", "", ""]
HAT = ["acil  imah", "Muara Kaman Ulu", "Topi purun", 25000, "pcs", 4, "", 300, "TOPI.JPG; tikar.jpg", "", "", "T1"]


def book(*rows, heading=HEADING):
    sheet = Workbook()
    for row in (heading, *rows):
        sheet.active.append(row)
    out = io.BytesIO()
    sheet.save(out)
    return out.getvalue()


def zipped(**more):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in {"foto/tikar.jpg": photo(width=640, height=480), "topi.jpg": photo(), **more}.items():
            file.writestr(name, content)
    return out.getvalue()


def send(hers, data, photos=None, name="produk.xlsx", **more):
    """Send a file and let the worker read it; return what was made of it."""
    answers = {"packaging": "plastik", "shipping_weight_g": "500", "stock": "0", **more}
    answers["file"] = SimpleUploadedFile(name, data)
    if photos is not None:
        answers["photos"] = SimpleUploadedFile("foto.zip", photos)
    answer = hers.post(reverse("workshop:send_goods"), answers)
    assert answer.status_code == 302, answer.content.decode()[-2000:]
    sweep()
    goods = GoodsFile.objects.latest("pk")
    assert answer.url == reverse("workshop:goods_file", args=[goods.pk])
    return goods


def outcomes(goods):
    return list(goods.rows.order_by("number").values_list("number", "outcome"))


@pytest.mark.django_db
def test_right_rows_are_listed_for_their_maker(hers, willing):
    goods = send(hers, book(MAT, HAT), zipped())
    assert outcomes(goods) == [(2, "listed"), (3, "listed")]
    mat, hat = Product.objects.filter(producer=willing).order_by("pk")
    assert (mat.title, mat.unit_of_sale, mat.how_made, mat.moderation) == (
        "Tikar purun",
        "buah",
        "Dianyam.",
        "waiting",
    )
    assert (int(mat.stockrecords.get().price), mat.stockrecords.get().num_in_stock) == (60_000, 3)
    assert (hat.unit_of_sale, hat.packaging, hat.images.count()) == ("buah", "plastik", 2)
    assert {row.thing for row in ActedFor.objects.filter(principal=willing)} == {"Tikar purun", "Topi purun"}
    page = hers.get(reverse("workshop:goods_file", args=[goods.pk])).content.decode()
    assert "<strong>2</strong> produk masuk" in page


@pytest.mark.django_db
def test_the_same_file_and_the_same_rows_make_nothing_new(hers, willing):
    send(hers, book(MAT, HAT), zipped())
    again = send(hers, book(MAT, HAT), zipped())
    assert outcomes(again) == [(2, "known"), (3, "known")]
    elsewhere = send(hers, book(HAT, [*MAT[:3], "65.000", *MAT[4:]]), zipped())  # another order, another price
    assert outcomes(elsewhere) == [(2, "known"), (3, "known")]
    assert Product.objects.filter(producer=willing).count() == 2
    assert ActedFor.objects.count() == 2


@pytest.mark.django_db
def test_a_worker_that_died_in_the_middle_doubles_nothing(hers, willing, monkeypatch):
    kept = GoodsRow.objects.bulk_create

    def dies(rows, **more):
        if rows[0].number == 3:
            raise MemoryError
        return kept(rows, **more)

    with monkeypatch.context() as patched:
        patched.setattr("sellers.actions.bulk.GoodsRow.objects.bulk_create", dies)
        goods = send(hers, book(MAT, HAT), zipped())
        assert (goods.state, outcomes(goods)) == ("waiting", [(2, "listed")])
    read_on(goods)
    assert outcomes(goods) == [(2, "listed"), (3, "known")]
    assert Product.objects.filter(producer=willing).count() == 2


@pytest.mark.django_db
def test_a_long_file_is_read_in_turns(hers, willing, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr("sellers.actions.bulk.read_goods", broken)
        goods = send(hers, book(MAT, HAT), zipped())
    read_on(goods, seconds=-1)
    goods.refresh_from_db()
    assert (goods.state, goods.rows.count()) == ("waiting", 1)
    page = hers.get(reverse("workshop:goods_file", args=[goods.pk])).content.decode()
    assert "1 dari 2 baris" in page
    assert 'http-equiv="refresh"' in page
    sweep()
    goods.refresh_from_db()
    assert (goods.state, goods.rows.count()) == ("done", 2)


def broken(_data):
    """Stand for a worker that died when it had hardly begun."""
    raise MemoryError


@pytest.mark.django_db
def test_wrong_rows_say_where_and_right_ones_go_in(hers, willing):
    wrong = [
        ["", "", "Bakul", "mahal", "karung", "-1", "plastik", "900", "tikar.jpg", "", ""],
        ["Ibu Tak Ada", "", "Bakul 1", "9000", "buah", "1", "plastik", "900", "tikar.jpg", "", ""],
        ["Acil Imah", "Desa Lain", "Bakul 2", "9000", "buah", "1", "plastik", "900", "tikar.jpg", "", ""],
        ["Acil Imah", "", "Bakul 3", "9000", "buah", "1", "plastik", "900", "tidak-ada.jpg", "", ""],
        ["Acil Imah", "", "Bakul 4", "9000", "buah", "1", "plastik", "900", "", "", ""],
        ["Acil Imah", "", "Bakul 5", "9000", "buah", "1", "plastik", "900", "rusak.jpg", "", ""],
        ["Acil Imah", "", '=HYPERLINK("http://x","y")', "9000", "buah", "1", "plastik", "900", "tikar.jpg", "", ""],
    ]
    goods = send(hers, book(*wrong, MAT), zipped(**{"rusak.jpg": b"<svg/>"}))
    assert [outcome for _, outcome in outcomes(goods)] == ["wrong"] * 7 + ["listed"]
    told = dict(goods.rows.values_list("number", "troubles"))
    assert set(told[2]) == {"Produsen", "Harga", "Satuan", "Stok"}
    assert "belum ada" in told[3]["Produsen"]
    assert "Muara Kaman Ulu" in told[4]["Desa"]
    assert "tidak ada di dalam zip" in told[5]["Foto"]
    assert set(told[6]) == set(told[7]) == {"Foto"}
    assert "rumus" in told[8]["Nama produk"]
    page = hers.get(reverse("workshop:goods_file", args=[goods.pk])).content.decode()
    assert "Baris 5" in page
    assert Product.objects.filter(producer=willing).count() == 1
    mended = send(hers, book(*([*row[:8], "tikar.jpg", *row[9:]] for row in wrong[3:6])), zipped())
    assert [outcome for _, outcome in outcomes(mended)] == ["listed"] * 3


@pytest.mark.django_db
def test_nothing_goes_in_without_her_word_nor_after_it_is_taken_back(hers, hub, willing, siti):
    a_maker(hub, "Ibu Lusia")
    lusia = ["Ibu Lusia", *HAT[1:]]
    goods = send(hers, book(lusia, MAT), zipped())
    assert outcomes(goods) == [(2, "wrong"), (3, "listed")]
    assert "persetujuan Ibu Lusia" in goods.rows.get(number=2).troubles["Produsen"]
    withdraw_consent(producer=willing, hub=hub, by=None, how="link", now=timezone.now())
    later = send(hers, book(HAT), zipped())
    assert outcomes(later) == [(2, "wrong")]
    assert Product.objects.filter(seller=hub.partner).count() == 1


@pytest.mark.django_db
def test_makers_of_another_hub_are_not_known_here(hers, willing, ratna):
    other = made_hub(ratna)
    agreed(a_maker(other, "Ibu Martha"))
    goods = send(hers, book(["Ibu Martha", *HAT[1:]]), zipped())
    assert outcomes(goods) == [(2, "wrong")]
    assert signed_in(ratna.user).get(reverse("workshop:goods_file", args=[goods.pk])).status_code == 404


@pytest.mark.django_db
def test_a_shop_of_ones_own_names_nobody(ratna):
    goods = send(signed_in(ratna.user), book(["", "", *MAT[2:]]), zipped())
    assert outcomes(goods) == [(2, "listed")]
    assert Product.objects.get(title="Tikar purun").producer == ratna
    assert not ActedFor.objects.exists()


@pytest.mark.django_db
def test_the_sample_is_taken_as_it_is_filled(hers, siti):
    for kind in ("xlsx", "csv"):
        file = hers.get(reverse("workshop:goods_sample"), {"jenis": kind}).content
        rows = read_goods(file)
        assert [rows[0].said["title"], rows[0].troubles] == ["Amplang ikan pipih 250 gram", {}]


@pytest.mark.django_db
def test_what_cannot_be_read_is_said_on_its_page(hers, willing):
    goods = send(hers, b"%PDF-1.7", name="daftar.xlsx")
    assert goods.state == "unreadable"
    assert "PDF" in hers.get(reverse("workshop:goods_file", args=[goods.pk])).content.decode()
    broken = send(hers, book(MAT), b"no zip")
    assert "bukan zip" in GoodsFile.objects.get(pk=broken.pk).words
    assert not GoodsRow.objects.exists()


@pytest.mark.django_db
def test_a_photo_that_unpacks_to_a_gigabyte_is_not_unpacked(hers, willing):
    goods = send(hers, book(MAT), zipped(**{"foto/tikar.jpg": bytes(16 * 1024 * 1024)}))
    assert "terlalu besar" in goods.rows.get().troubles["Foto"]


@pytest.mark.django_db
def test_two_rows_that_say_the_same_are_told(hers, willing):
    goods = send(hers, book(MAT, [*MAT[:3], "90.000", *MAT[4:]], [*MAT[:10], "", "besar"]), zipped())
    assert outcomes(goods) == [(2, "listed"), (3, "wrong"), (4, "listed")]
    assert "Sama dengan baris 2" in goods.rows.get(number=3).troubles["Nama produk"]


@pytest.mark.django_db
def test_two_photos_of_one_name_are_told(hers, willing):
    goods = send(hers, book(MAT), zipped(**{"siti/Tikar.jpg": photo()}))
    assert "lebih dari satu foto" in goods.rows.get().troubles["Foto"]


@pytest.mark.django_db
def test_a_busy_minute_is_no_fault_of_a_photo(hers, willing, monkeypatch):
    def busy(**_told):
        raise TooBusy("sebentar")

    with monkeypatch.context() as patched:
        patched.setattr("sellers.actions.bulk.take_picture", busy)
        goods = send(hers, book(MAT), zipped())
        assert (goods.state, goods.rows.count()) == ("waiting", 0)
    read_on(goods)
    assert outcomes(goods) == [(2, "listed")]


@pytest.mark.django_db(transaction=True)
def test_what_was_read_is_not_kept(hers, willing):
    goods = send(hers, book(MAT), zipped())
    assert (goods.state, goods.file.name, goods.photos.name) == ("done", "", "")
    assert not private_storage().exists("impor") or not private_storage().listdir("impor")[1]


def test_a_zip_with_a_list_of_a_million_names_is_not_read(monkeypatch):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for number in range(9_000):
            file.writestr(f"{'n' * 60}{number}.jpg", b"")
    monkeypatch.setattr(zipfile, "ZipFile", None)
    with pytest.raises(UnreadableFile, match="lebih dari"):
        Photos(io.BytesIO(out.getvalue()))
