"""/jual/label/: from a product to a sheet of labels, withdrawn when something is wrong."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from pypdf import PdfReader
from pypdfium2 import PdfDocument

from catalogue.models import Batch, Scan
from sellers.actions import approve_product
from sellers.actions.batches import NotApproved, withdraw_batch
from sellers.models import Seller
from tests.batches import a_batch
from tests.sellers.conftest import listed, signed_in, sized
from tests.sellers.permits import seen_permit
from tests.sellers.test_labels import DPI, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch(siti, on_sale):
    return a_batch(siti, on_sale)


@pytest.fixture
def hers(siti):
    return signed_in(siti.user)


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


def answers(**said):
    days = {"made_on": in_days(-10).isoformat(), "best_before": f"{in_days(180):%d/%m/%Y}"}
    return {"reference": str(uuid4()), **days, "quantity": "24", **said}


def test_she_gets_from_her_product_to_a_sheet_in_four_steps(hers, on_sale):
    assert reverse("workshop:batches") in hers.get("/jual/produk/").content.decode()
    assert reverse("workshop:add_batch", args=[on_sale.pk]) in hers.get("/jual/label/baru/").content.decode()
    made = hers.post(f"/jual/label/baru/{on_sale.pk}/", answers())
    batch = Batch.objects.get()
    page = hers.get(made.url).content.decode()
    sheet = hers.get(f"/jual/label/{batch.code}/cetak/?kertas=a4-24&banyak=26&mulai=3")

    assert (batch.title, batch.maker, batch.content) == ("Amplang ikan pipih", "Siti Aminah", "1 bungkus")
    assert (batch.made_on, batch.best_before) == (in_days(-10), in_days(180))
    assert batch.spoken_code in page
    assert f'value="{batch.quantity}"' in page
    assert sheet["Content-Type"] == "application/pdf"
    assert len(PdfReader(BytesIO(sheet.content)).pages) == 2


@pytest.mark.parametrize(("paper", "many"), [("a4-24", 26), ("a4-10", 3), ("roll-58", 2)])
def test_the_code_on_a_sheet_that_she_downloads_leads_to_the_page_of_the_pack(hers, batch, paper, many):
    sheet = hers.get(f"/jual/label/{batch.code}/cetak/?kertas={paper}&banyak={many}")
    assert (sheet["Content-Type"], sheet["Content-Disposition"][:10]) == ("application/pdf", "attachment")
    printed = [page.render(scale=DPI / 72).to_pil().convert("L") for page in PdfDocument(sheet.content)]
    addresses = [found.text for page in printed for found in read(page)]
    assert (len(addresses), len(set(addresses))) == (many, 1)

    scanned = urlsplit(addresses[0])
    assert f"{scanned.scheme}://{scanned.netloc}" == settings.BASE_URL.rstrip("/")
    page = Client().get(scanned.path)
    assert page.status_code == 200
    assert batch.spoken_code in page.content.decode()
    assert batch.title in page.content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"made_on": ""}, "Tulis tanggal dibuatnya."),
        ({"made_on": "kemarin"}, "Tanggal ini belum benar."),
        ({"made_on": "2999-01-01"}, "Tanggal ini belum tiba."),
        ({"made_on": "2001-01-01"}, "Periksa tahunnya."),
        ({"best_before": in_days(-10).isoformat()}, "harus sesudah tanggal dibuatnya"),
        ({"best_before": "2099-01-01"}, "Periksa tahunnya."),
        ({"quantity": "0"}, "Tulis 1 atau lebih."),
        ({"quantity": "banyak"}, "Tulis dengan angka"),
    ],
)
def test_it_says_what_is_wrong_and_keeps_what_was_typed(hers, on_sale, wrong, said):
    page = hers.post(f"/jual/label/baru/{on_sale.pk}/", answers(note="ikan Pak Udin", **wrong)).content.decode()

    assert said in page
    assert "ikan Pak Udin" in page
    assert not Batch.objects.exists()


def test_a_form_sent_twice_is_one_batch(hers, on_sale):
    said = answers()
    first, second = (hers.post(f"/jual/label/baru/{on_sale.pk}/", said).url for _ in range(2))

    assert first == second
    assert Batch.objects.count() == 1


def test_the_mark_of_anothers_form_hinders_nobody(siti, on_sale, ratna, snacks):
    theirs = approve_product(product=listed(ratna, "Keripik pisang"), by=None, category=snacks)
    mark = uuid4()

    assert a_batch(siti, on_sale, reference=mark) != a_batch(ratna, theirs, reference=mark)


def test_a_code_that_is_taken_is_drawn_again(siti, on_sale, batch, monkeypatch):
    monkeypatch.setattr(Batch._meta.get_field("code"), "_get_default", lambda: batch.code)
    assert a_batch(siti, on_sale).code != batch.code


def test_whatever_else_the_database_refuses_is_not_taken_for_a_code(siti, on_sale, monkeypatch):
    drawn = []
    monkeypatch.setattr("sellers.actions.batches.new_code", lambda: drawn.append(1))
    with pytest.raises(IntegrityError, match="catalogue_batch_is_good_for_a_while"):
        a_batch(siti, on_sale, best_before=timezone.localdate() - timedelta(days=20))
    assert drawn == []


def test_what_never_spoils_needs_no_last_day(hers, on_sale):
    hers.post(f"/jual/label/baru/{on_sale.pk}/", answers(best_before=""))

    assert Batch.objects.get().best_before is None


def test_a_size_has_a_label_of_its_own(hers, siti, on_sale):
    size = sized(on_sale)
    batch = a_batch(siti, size)

    assert reverse("workshop:add_batch", args=[size.pk]) in hers.get("/jual/label/baru/").content.decode()
    assert (batch.title, batch.content) == ("Amplang ikan pipih, 500 g", "500 g")


def test_what_nobody_has_looked_at_gets_no_label(hers, siti):
    waiting = listed(siti, title="Kerupuk")
    with pytest.raises(NotApproved):
        a_batch(siti, waiting)
    page = hers.post(f"/jual/label/baru/{waiting.pk}/", answers()).content.decode()

    assert "Petugas belum memeriksa produk ini" in page
    assert reverse("workshop:add_batch", args=[waiting.pk]) not in hers.get("/jual/label/baru/").content.decode()


def test_the_label_says_the_permits_that_are_in_force(hers, siti, on_sale, batch, operator):
    seen_permit(siti, operator, products=[on_sale], number="2016402010001-30")
    sheet = hers.get(f"/jual/label/{batch.code}/cetak/?kertas=roll-58&banyak=1").content
    words = PdfReader(BytesIO(sheet)).pages[0].extract_text()

    assert "P-IRT 2016402010001-30" in words
    assert "Siti Aminah · Dapur Ibu Siti" in words
    assert date_format(batch.made_on, "j M Y") in words


@pytest.mark.parametrize(
    "asked", ["", "kertas=a3&banyak=1", "kertas=a4-10&banyak=9999999", "kertas=a4-10&banyak=1&mulai=11"]
)
def test_it_says_what_is_wrong_with_the_print(hers, batch, asked):
    answer = hers.get(f"/jual/label/{batch.code}/cetak/?{asked}")

    assert answer["Content-Type"].startswith("text/html")
    assert "Ada yang perlu dibetulkan" in answer.content.decode()


def test_she_withdraws_a_batch_once_and_for_all(hers, siti, batch):
    address = f"/jual/label/{batch.code}/tarik/"
    assert "Pilih alasannya." in hers.post(address).content.decode()
    hers.post(address, {"why": "unsafe"})
    batch.refresh_from_db()
    first = batch.withdrawn_at
    withdraw_batch(batch=batch, why="pack", by=siti.user)
    batch.refresh_from_db()

    assert (batch.withdrawn_at, batch.withdrawn_why, batch.withdrawn_by) == (first, "unsafe", siti.user)
    assert "Ditarik" in hers.get(f"/jual/label/{batch.code}/").content.decode()
    assert hers.get(f"/jual/label/{batch.code}/cetak/?kertas=a4-24&banyak=1").status_code == 302


def test_a_suspended_shop_may_still_withdraw(hers, siti, batch):
    Seller.objects.filter(pk=siti.seller.pk).update(status="suspended")

    assert hers.get("/jual/label/").status_code == 200
    assert hers.post(f"/jual/label/{batch.code}/tarik/", {"why": "unsafe"}).url == f"/jual/label/{batch.code}/"
    assert hers.get("/jual/label/baru/").url == reverse("workshop:home")


def test_she_sees_how_often_it_was_scanned_and_from_where(hers, batch, muara_kaman):
    today, long_ago = in_days(0), in_days(-40)
    Scan.objects.create(batch=batch, day=today, district=muara_kaman.district_id, looks=5)
    Scan.objects.create(batch=batch, day=today, looks=7)
    Scan.objects.create(batch=batch, day=long_ago, looks=30)
    page = hers.get(f"/jual/label/{batch.code}/").content.decode()

    assert "Dipindai 12 kali bulan ini" in page
    assert "Seluruhnya 42 kali" in page
    assert ": 5 kali</li>" in page
    assert page.count("<rect") == 1
    assert "Dipindai 12 kali bulan ini" in hers.get("/jual/label/").content.decode()
    Scan.objects.filter(district=muara_kaman.district_id).update(looks=4)  # of a buyer or two
    assert ": 4 kali" not in hers.get(f"/jual/label/{batch.code}/").content.decode()


def test_the_list_takes_as_many_queries_for_ten_as_for_one(hers, siti, on_sale, batch):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            hers.get("/jual/label/")
        return len(asked)

    queries()  # what is asked once
    few = queries()
    for _ in range(9):
        a_batch(siti, on_sale)
    assert queries() == few


def test_the_database_keeps_what_must_never_be_false(batch):
    wrong = [
        {"code": "0OI1AEU0"},
        {"best_before": batch.made_on},
        {"withdrawn_at": timezone.now()},
        {"withdrawn_why": "pack"},
    ]
    for said in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            Batch.objects.filter(pk=batch.pk).update(**said)
