"""What goes into a basket stays within the stock, and says what has changed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from catalogue.models import Product, ProductClass, ProductImage
from market.accounts.models import User
from market.fulfilment.quotes import PICK_UP_CODE
from market.pictures.actions import take_picture
from market.shop.basket.models import Basket, Line
from market.shop.checkout.actions import place_order_group
from market.shop.partner.models import Partner, StockRecord
from tests.market.pictures.made import photo
from tests.market.shop.goods import (
    make_basket,
    make_buyer,
    make_destination,
    make_product,
    make_shop,
    make_village,
)
from tests.market.shop.walk import ADDRESS, to_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop() -> Partner:
    return make_shop("Dapur Bu Ros")


@pytest.fixture
def product(shop: Partner) -> Product:
    return make_product(shop, price=25_000, stock=3)


def add(client: Client, product: Product, quantity: object = 1, **more: object) -> str:
    return client.post(f"/keranjang/add/{product.pk}/", {"quantity": quantity, **more}, follow=True).content.decode()


def test_it_shows_what_was_put_in_by_seller_and_village(client: Client, product: Product) -> None:
    page = add(client, product, 2)
    assert "masuk keranjang" in page
    assert "Dapur Bu Ros" in page
    assert "Muara Kaman Ulu, Kec. Muara Kaman" in page
    assert "Rp50.000" in page


def test_it_never_holds_more_than_there_is(client: Client, product: Product) -> None:
    add(client, product, 2)
    page = add(client, product, 2)
    assert "Hanya tersisa 3" in page
    assert Line.objects.get().quantity == 3


@pytest.mark.parametrize("quantity", ["0", "-1", "x", "", "1.5", "99999999999", "²"])
def test_it_asks_for_a_number(client: Client, product: Product, quantity: str) -> None:
    assert "Isi jumlah dengan angka" in add(client, product, quantity)
    assert not Line.objects.exists()


def test_it_refuses_what_is_gone_or_not_on_sale(client: Client, product: Product) -> None:
    product.stockrecords.update(num_allocated=3)
    assert "sedang habis" in add(client, product)
    product.stockrecords.update(num_allocated=0)
    Product.objects.filter(pk=product.pk).update(moderation="waiting", is_public=False, title="Belum diperiksa")
    page = add(client, product)
    assert "sedang habis" in page
    assert "Belum diperiksa" not in page
    assert client.post("/keranjang/add/0/").status_code == 404
    assert not Line.objects.exists()


def test_it_changes_and_takes_out(client: Client, product: Product) -> None:
    add(client, product, 1)
    line = Line.objects.get()
    client.post(f"/keranjang/ubah/{line.pk}/", {"quantity": 3})
    assert Line.objects.get().quantity == 3
    assert (
        "Hanya tersisa 3" in client.post(f"/keranjang/ubah/{line.pk}/", {"quantity": 9}, follow=True).content.decode()
    )
    page = client.post(f"/keranjang/ubah/{line.pk}/", {"quantity": 3, "remove": "1"}, follow=True).content.decode()
    assert "Keranjang Anda masih kosong" in page
    assert not Line.objects.exists()


def test_a_stranger_cannot_touch_it(client: Client, product: Product) -> None:
    add(client, product, 1)
    line = Line.objects.get()
    stranger = Client()
    add(stranger, product, 1)
    stranger.post(f"/keranjang/ubah/{line.pk}/", {"remove": "1"})
    assert Line.objects.filter(pk=line.pk, quantity=1).exists()


def test_it_tells_what_sold_out_and_what_changed_its_price(client: Client, product: Product) -> None:
    add(client, product, 2)
    product.stockrecords.update(num_in_stock=1, price=Decimal(27_000))
    page = client.get("/keranjang/").content.decode()
    assert "Tinggal 1" in page
    assert "Harga berubah" in page
    assert "Rp27.000" in page
    product.stockrecords.update(num_in_stock=0)
    page = client.get("/keranjang/").content.decode()
    assert "Habis" in page
    assert "aria-disabled" in page


def test_a_size_is_chosen_before_it_goes_in(client: Client, shop: Partner) -> None:
    parent = make_product(shop)
    parent.stockrecords.all().delete()
    Product.objects.filter(pk=parent.pk).update(structure="parent")
    child = Product.objects.create(structure="child", parent=parent, title="Besar", moderation="approved")
    StockRecord.objects.create(product=child, partner=shop, partner_sku="besar", price=40_000, num_in_stock=2)
    parent.refresh_from_db()

    assert "Pilih ukuran" in add(client, parent)
    assert "Pilih ukuran" in add(client, parent, child_id=make_product(shop).pk)
    assert "Rp40.000" in add(client, parent, child_id=child.pk)
    assert ProductClass.objects.filter(slug="barang").count() == 1


@pytest.mark.parametrize(
    "url",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "http:evil.example",
     "accounts:home", "9", "-1", "/a\nb", "/" + 2000 * "x"],
)  # fmt: skip
def test_it_leads_nowhere_else(client: Client, product: Product, url: str) -> None:
    assert client.post(f"/keranjang/add/{product.pk}/", {"quantity": 1, "next": url}).url == "/keranjang/"


def test_it_goes_on_to_a_page_of_ours(client: Client, product: Product) -> None:
    assert client.post(f"/keranjang/add/{product.pk}/", {"quantity": 1, "next": "/produk/"}).url == "/produk/"


def test_a_bought_basket_is_left_alone(client: Client, product: Product) -> None:
    add(client, product, 1)
    line = Line.objects.get()
    Basket.objects.update(status=Basket.SUBMITTED)
    client.post(f"/keranjang/ubah/{line.pk}/", {"quantity": 2})
    assert Line.objects.get().quantity == 1


def in_tebet(client: Client) -> str:
    return client.post("/keranjang/kecamatan/", {"district": "31.74.01"}, follow=True).content.decode()


def test_without_a_district_it_asks_for_one(client: Client, product: Product) -> None:
    page = add(client, product)
    assert "Isi kecamatan Anda untuk melihat ongkos kirim" in page
    assert "Reguler" not in page


def test_it_shows_each_sellers_ways_charges_and_days_and_the_sum(client: Client, product: Product) -> None:
    add(client, product, 2)
    add(client, make_product(make_shop("Anyaman Ibu Ani"), price=150_000))

    page = in_tebet(client)

    assert page.count("Reguler") == 2
    assert page.count("sampai antara") == 2
    assert "Kec. Tebet, Kota Administrasi Jakarta Selatan, DKI Jakarta" in page
    for amount in ("Rp50.000", "Rp90.000", "Rp190.000", "Rp80.000", "Rp280.000"):
        assert amount in page


def test_a_district_typed_by_name_is_taken_when_only_one_matches(client: Client, product: Product) -> None:
    add(client, product)

    assert client.post("/keranjang/kecamatan/", {"district": "", "district-cari": "antah berantah"}).status_code == 422
    assert "district" not in client.session["checkout"]
    assert client.post("/keranjang/kecamatan/", {"district": "", "district-cari": "tebet jakarta"}).status_code == 302
    assert client.session["checkout"]["district"] == "31.74.01"


def test_the_delivery_chosen_goes_on_to_the_checkout(client: Client, product: Product, shop: Partner) -> None:
    add(client, product)
    page = in_tebet(client)
    assert f'name="kirim-{shop.pk}" value="reguler" required checked form="lanjut"' in page

    client.post("/keranjang/kirim/", {f"kirim-{shop.pk}": PICK_UP_CODE, "do": "update"})
    assert f'value="{PICK_UP_CODE}" required checked' in client.get("/keranjang/").content.decode()
    answer = client.post("/keranjang/kirim/", {f"kirim-{shop.pk}": PICK_UP_CODE, "do": "next"})

    assert answer.url == "/bayar/"
    assert 'value="31.74.01" checked' in client.get("/bayar/").content.decode()
    client.post("/bayar/", ADDRESS)
    assert f'value="{PICK_UP_CODE}" required checked' in client.get("/bayar/periksa/").content.decode()


def test_another_district_is_asked_about_before_anything_is_paid(client: Client, product: Product) -> None:
    make_village("64.02.05.2001", "Sebulu Ulu", "Sebulu")
    to_review(client, product)
    client.post("/keranjang/kecamatan/", {"district": "64.02.05"})

    assert client.get("/bayar/periksa/").url == "/bayar/"
    assert 'value="64.02.05" checked' in client.get("/bayar/").content.decode()


def test_a_signed_in_buyers_last_district_is_taken(client: Client, product: Product) -> None:
    rina = User.objects.create_user("+6281299990000", first_name="Rina")
    place_order_group(
        basket=make_basket((product, 1), owner=rina), buyer=make_buyer(rina), choices={}, now=timezone.now()
    )
    client.force_login(rina)
    assert "Kec. Tebet" in add(client, product)

    tono = Client()
    tono.force_login(User.objects.create_user("+6281299990001", first_name="Tono"))
    assert "Isi kecamatan Anda" in add(tono, product)


def test_where_nobody_delivers_picking_up_is_not_chosen_for_anybody(client: Client, product: Product) -> None:
    make_village("64.02.05.2001", "Sebulu Ulu", "Sebulu")
    add(client, product)

    page = client.post("/keranjang/kecamatan/", {"district": "64.02.05"}, follow=True).content.decode()

    assert "Belum ada kiriman ke kecamatan Anda" in page
    assert "required checked" not in page
    assert "belum dipilih" in page


def test_a_shop_that_has_closed_says_so(client: Client, product: Product, shop: Partner) -> None:
    add(client, product)
    Partner.objects.filter(pk=shop.pk).update(is_open=False)
    assert "Toko Dapur Bu Ros sedang tutup" in in_tebet(client)


def test_a_shop_on_leave_sells_nothing_and_says_why(client: Client, product: Product, shop: Partner) -> None:
    add(client, product)
    Partner.objects.filter(pk=shop.pk).update(pause_reason="panen", paused_until=date(2026, 12, 3))
    page = in_tebet(client)
    assert "Toko sedang libur: panen. Buka lagi 3 Desember. Keluarkan dulu barangnya." in page
    assert "Habis" not in page

    page = add(client, product)
    assert "Toko sedang libur: panen. Buka lagi 3 Desember." in page
    assert Line.objects.get().quantity == 1


def test_nobody_fills_the_session_with_deliveries(client: Client, product: Product) -> None:
    add(client, product)
    client.post("/keranjang/kirim/", {f"kirim-{number}": "x" * 31 for number in range(50)})
    client.post("/keranjang/kirim/", {f"kirim-{number}": "reguler" for number in range(900)})
    assert len(client.session["checkout"]["choices"]) <= 100


@pytest.mark.parametrize(("sellers", "knows_district"), [(1, False), (4, False), (1, True), (4, True)])
def test_it_asks_a_fixed_number_of_questions(
    client: Client, own_folders: Path, django_assert_max_num_queries: Any, sellers: int, knows_district: bool
) -> None:
    make_destination()
    for _ in range(sellers):
        product = make_product(make_shop())
        picture = take_picture(upload=ContentFile(photo(width=300, height=300), name="a.jpg"), title="Amplang")
        ProductImage.objects.create(product=product, original=picture, display_order=0)
        add(client, product)
    if knows_district:
        in_tebet(client)
    client.get("/keranjang/")  # makes the renditions
    with django_assert_max_num_queries(15 if knows_district else 11):
        page = client.get("/keranjang/").content.decode()
    assert page.count('src="/media/images/') == sellers
