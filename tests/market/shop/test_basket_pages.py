"""What goes into a basket stays within the stock, and says what has changed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from catalogue.models import Product, ProductClass
from market.shop.basket.models import Basket, Line
from market.shop.partner.models import Partner, StockRecord
from tests.market.shop.goods import make_product, make_shop

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
