"""/p/<code>: the page of a pack, in both languages, small, public, and there for as long as packs are."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.files.storage import FileSystemStorage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.formats import date_format

from catalogue.models import Product, Scan
from cms.tree.actions import build_site_tree, publish_story
from market.shop.partner.models import Partner
from market.static_files import WholeStyles
from sellers.actions import describe_product
from sellers.actions.batches import withdraw_batch
from tests.batches import a_batch
from tests.market.pagecache.conftest import begin_anew
from tests.market.pagecache.conftest import kept as kept
from tests.market.pagecache.test_public_pages import INLINE
from tests.market.pagecache.test_purging import UNSEEN
from tests.sellers.permits import seen_permit

pytestmark = pytest.mark.django_db
PHONE = {"user-agent": "Mozilla/5.0 (Linux; Android 11) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36"}


@pytest.fixture
def batch(siti, on_sale):
    return a_batch(siti, on_sale, best_before=timezone.localdate() + timedelta(days=90))


def page_of(batch, prefix="", client=None):
    answer = (client or Client()).get(f"{prefix}/p/{batch.code}", headers=PHONE)
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_says_what_is_in_the_pack_and_who_made_it(batch, siti, on_sale, operator):
    seen_permit(siti, operator, products=[on_sale], number="2016402010001-30")
    page = page_of(batch)

    said = ["Amplang ikan pipih", "Siti Aminah", "Muara Kaman Ulu, Kec. Muara Kaman", "Dapur Ibu Siti"]
    said += [
        batch.spoken_code,
        date_format(batch.made_on, "j F Y"),
        "2016402010001-30",
        "Suratnya dilihat petugas Kabupaten Kutai Kartanegara pada",
    ]
    said += ["Beli lagi", "Rp25.000", "/tentang/", f"/produk/{on_sale.slug}-{on_sale.pk}/tanya/"]
    assert [words for words in said if words not in page] == []
    assert "noindex" in page


def test_it_leads_to_the_stories_that_show_what_is_in_the_pack(batch, on_sale):
    build_site_tree()
    story = publish_story(
        title="Satu kuali amplang",
        lead="Ikan pipih dari Mahakam.",
        village=None,
        picture=None,
        author="Rina",
        date=date(2026, 11, 20),
        body=[("product", on_sale)],
    )
    assert f'<a href="{story.url}">Satu kuali amplang</a>' in page_of(batch)


def test_it_is_there_in_english_too(batch):
    page = page_of(batch, "/en")

    assert 'lang="en"' in page
    assert [words for words in ("Made by", "Best before", "Contents", "Buy again") if words not in page] == []


def test_it_weighs_fifteen_kilobytes_with_its_styles_at_most(batch, siti, on_sale, operator):
    for number in range(4):
        seen_permit(siti, operator, products=[on_sale], number=f"201640201000{number}-30")
    describe_product(
        product=on_sale, how_made="Ikan pipih digiling halus. " * 70, is_made_to_order=False, ships_abroad=False
    )
    on_sale.refresh_from_db()
    on_sale.moderation, on_sale.is_public = "approved", True
    on_sale.save()
    styles = WholeStyles(FileSystemStorage(finders.find("css/passport.css").removesuffix("css/passport.css")))
    whole = len(page_of(batch).encode()) + len(styles.whole("css/passport.css").encode())

    assert "digiling" in page_of(batch)
    assert whole <= 15_000
    assert [asked for asked in ("<script", "<img", "site.css") if asked in page_of(batch)] == []


def test_it_says_that_the_best_days_are_over(siti, on_sale):
    batch = a_batch(siti, on_sale, made_on=date(2026, 1, 1), best_before=timezone.localdate() - timedelta(days=1))

    assert "Sudah lewat tanggal baiknya" in page_of(batch)
    assert "Sudah lewat" not in page_of(a_batch(siti, on_sale, best_before=timezone.localdate() + timedelta(days=1)))


def test_it_says_loudly_that_it_was_withdrawn(batch, siti):
    withdraw_batch(batch=batch, why="unsafe", by=siti.user)

    assert "Ditarik" in page_of(batch)
    assert "Jangan dimakan atau dipakai" in page_of(batch)
    assert "Withdrawn" in page_of(batch, "/en")
    assert "Beli lagi" not in page_of(batch)


def test_it_stays_when_the_product_is_sold_out_hidden_or_gone(batch, on_sale):
    on_sale.stockrecords.update(num_in_stock=0)
    assert "Sedang habis" in page_of(batch)

    Product.objects.filter(pk=on_sale.pk).update(is_public=False, title="Nama lain")
    page = page_of(batch)
    assert "sekarang tidak dijual" in page
    assert "Amplang ikan pipih" in page
    assert "Rp25.000" not in page

    Partner.objects.filter(pk=batch.seller_id).update(is_open=False)
    assert "Tokonya sedang tutup" in page_of(batch)

    on_sale.delete()
    assert "Siti Aminah" in page_of(batch)


def test_it_shows_nothing_that_no_operator_has_read(batch, siti, on_sale):
    batch.note = "rahasia dapur"
    batch.save()
    describe_product(product=on_sale, how_made="Belum dibaca petugas.", is_made_to_order=False, ships_abroad=False)

    assert "rahasia dapur" not in page_of(batch)
    assert "Belum dibaca petugas" not in page_of(batch)


def test_a_code_is_found_however_it_was_typed(batch, client):
    for typed in (batch.code.lower(), batch.spoken_code, f"{batch.code}/"):
        assert client.get(f"/p/{typed}").url == f"/p/{batch.code}"
    assert client.get("/p/", {"kode": batch.spoken_code.lower()}).url == f"/p/{batch.code}"
    assert client.get("/en/p/", {"kode": batch.code}).url == f"/en/p/{batch.code}"


@pytest.mark.parametrize(
    "address", ["/p/2222-2222", "/p/22222222", "/p/apa", "/p/?kode=apa", "/en/p/22222222", "/p/%3Cb%3E"]
)
def test_a_wrong_code_is_told_and_asked_for_again(client, batch, address):
    answer = client.get(address, follow=True)
    page = answer.content.decode()

    assert answer.status_code == 404
    assert 'name="kode"' in page
    assert "<b>" not in page


def test_there_is_a_box_for_whoever_cannot_scan(client):
    assert 'name="kode"' in client.get("/p/").content.decode()


def test_it_is_kept_until_the_batch_is_withdrawn(batch, siti, kept, client):
    page_of(batch, client=client)
    with CaptureQueriesContext(connection) as asked:
        page_of(batch, client=client)
    assert [query for query in asked.captured_queries if "catalogue_scan" not in query["sql"]] == []

    begin_anew()
    withdraw_batch(batch=batch, why="label", by=siti.user)
    assert "Ditarik" in page_of(batch, client=client)


def test_it_asks_little_of_the_database(batch):
    page_of(batch)
    with CaptureQueriesContext(connection) as asked:
        page_of(batch)
    assert len(asked) <= 9


def test_looks_are_counted_by_day_and_district_and_by_nothing_else(batch, muara_kaman, kept, client):
    client.cookies["kecamatan"] = muara_kaman.district_id
    page_of(batch, client=client)
    page_of(batch, "/en", client=client)
    client.cookies["kecamatan"] = "99.99.99"
    page_of(batch, client=client)
    client.cookies.clear()
    page_of(batch, client=client)
    client.get(f"/p/{batch.code}", headers={"user-agent": "Googlebot/2.1"})
    client.get("/p/22222222", headers=PHONE)

    today = timezone.localdate()
    rows = Scan.objects.order_by("district").values_list("batch", "day", "district", "looks")
    assert list(rows) == [(batch.pk, today, "", 2), (batch.pk, today, muara_kaman.district_id, 2)]
    assert {field.name for field in Scan._meta.fields} == {"id", "batch", "day", "district", "looks"}


def test_it_is_public_and_every_table_that_it_reads_is_watched(batch, client):
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(f"/p/{batch.code}", headers=PHONE)
    reads = [query["sql"] for query in asked if query["sql"].startswith("SELECT")]
    read = {name for query in reads for name in re.findall(r'(?:FROM|JOIN) "(\w+)"', query)}
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'pagecache_changed'")
        watched = {name for (name,) in cursor.fetchall()}

    assert "catalogue_batch" in read
    assert read - watched - UNSEEN == set()
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
    assert INLINE.findall(answer.content.decode()) == []


def test_a_district_is_only_sent_to_packs() -> None:
    script = Path(finders.find("js/delivery_preview.js")).read_text()

    assert 'for (const path of ["/p/", "/en/p/"])' in script
    assert "path=${path}" in script
