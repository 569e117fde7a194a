"""What has changed since the last page was seen is named there, and bought only when it is agreed to."""

from __future__ import annotations

from decimal import Decimal
from html import unescape

import pytest
from django.test import Client

from catalogue.models import Product
from market.fulfilment.models import Tariff
from market.fulfilment.quotes import PICK_UP_CODE
from market.settlement.models import OrderGroup
from market.shop.partner.models import Partner
from tests.market.shop.goods import make_shop
from tests.market.shop.walk import ADDRESS, form_of, put_in, to_review
from tests.market.shop.ways import bank_account, offer

pytestmark = pytest.mark.django_db


def test_a_new_price_is_shown_by_name_and_not_charged(client: Client, product: Product, double: str) -> None:
    form = to_review(client, product)
    product.stockrecords.update(price=Decimal(30_000))

    answer = client.post("/bayar/periksa/", form)
    page = unescape(answer.content.decode())
    assert answer.status_code == 409
    assert f"Harga {product.title} berubah dari Rp25.000 menjadi Rp30.000." in page
    assert "Rp70.000" in page
    assert not OrderGroup.objects.exists()

    assert client.post("/bayar/periksa/", form_of(page)).url.startswith(double)
    assert OrderGroup.objects.get().total == 70_000


def test_a_price_that_changed_after_the_basket_was_seen_is_named_too(
    client: Client, product: Product, double: str
) -> None:
    put_in(client, product)
    client.get("/keranjang/")
    client.post("/bayar/", ADDRESS)
    product.stockrecords.update(price=Decimal(27_000))

    page = client.get("/bayar/periksa/").content.decode()

    assert f"Harga {product.title} berubah dari Rp25.000 menjadi Rp27.000." in page
    assert "berubah dari" not in client.get("/bayar/periksa/").content.decode()


def test_fewer_pieces_are_named_in_the_basket(client: Client, product: Product) -> None:
    form = to_review(client, product, 3)
    product.stockrecords.update(num_in_stock=2)
    answer = client.post("/bayar/periksa/", form, follow=True)

    assert answer.redirect_chain[-1][0] == "/keranjang/"
    assert f"{product.title} tinggal 2." in answer.content.decode()


def test_a_shop_that_closed_is_named(client: Client, product: Product, shop: Partner) -> None:
    form = to_review(client, product)
    Partner.objects.filter(pk=shop.pk).update(is_open=False)

    page = client.post("/bayar/periksa/", form, follow=True).content.decode()

    assert "Toko Dapur Bu Ros sedang tutup." in page
    assert not OrderGroup.objects.exists()


def test_a_shop_that_went_on_leave_is_named(client: Client, product: Product, shop: Partner) -> None:
    form = to_review(client, product)
    Partner.objects.filter(pk=shop.pk).update(pause_reason="lain", pause_words="acara keluarga")

    page = client.post("/bayar/periksa/", form, follow=True).content.decode()

    assert "Dapur Bu Ros: Toko sedang libur: acara keluarga." in page
    assert not OrderGroup.objects.exists()


def test_a_new_charge_and_a_way_that_is_gone_are_named(client: Client, product: Product) -> None:
    form = to_review(client, product)
    Tariff.objects.update(price_per_kg=45_000)
    page = client.post("/bayar/periksa/", form).content.decode()
    assert "Ongkos kirim dari Dapur Bu Ros berubah dari Rp40.000 menjadi Rp45.000." in page

    Tariff.objects.all().delete()
    page = client.post("/bayar/periksa/", form_of(page)).content.decode()
    assert "Kiriman Reguler dari Dapur Bu Ros sudah tidak ada." in page
    assert "Pilih cara kirim dari Dapur Bu Ros dulu." in page
    assert not OrderGroup.objects.exists()


def test_a_way_to_pay_that_was_shut_meanwhile_is_named_and_another_is_offered(
    client: Client, product: Product, double: str
) -> None:
    offer("transfer")
    account = bank_account()
    form = {**to_review(client, product), "cara": "transfer"}
    account.state = "retired"
    account.save()

    page = client.post("/bayar/periksa/", form).content.decode()

    assert "Transfer bank tidak bisa dipakai lagi: Belum tersedia." in page
    assert not OrderGroup.objects.exists()
    assert client.post("/bayar/periksa/", form_of(page)).url.startswith(double)


def test_money_that_would_go_elsewhere_than_was_said_is_asked_about(
    client: Client, product: Product, shop: Partner
) -> None:
    offer("transfer")
    bank_account()
    bank_account(shop, number="00998877")
    form = {**to_review(client, product), "cara": "transfer"}
    offer("transfer", is_direct=True)

    page = client.post("/bayar/periksa/", form).content.decode()

    assert "Transfer bank: Uangnya langsung ke toko." in page
    assert not OrderGroup.objects.exists()
    client.post("/bayar/periksa/", {**form_of(page), "cara": "transfer"})
    assert OrderGroup.objects.get().is_direct


def test_goods_that_sell_out_on_the_way_are_shown_as_gone(client: Client, product: Product) -> None:
    form = to_review(client, product)
    product.stockrecords.update(num_in_stock=0)

    page = client.post("/bayar/periksa/", form, follow=True).content.decode()

    assert f"{product.title} sudah habis." in page
    assert "Habis" in page
    assert "Keluarkan" in page
    assert not OrderGroup.objects.exists()


def test_another_delivery_than_the_one_reckoned_is_shown_first(
    client: Client, product: Product, shop: Partner
) -> None:
    form = to_review(client, product)
    answer = client.post("/bayar/periksa/", {**form, f"kirim-{shop.pk}": PICK_UP_CODE}, follow=True)

    assert not OrderGroup.objects.exists()
    assert "bayar Rp25.000" in answer.content.decode()


def test_goods_that_went_to_another_shop_are_named_and_bought_only_when_agreed_to(
    client: Client, product: Product, double: str
) -> None:
    form = to_review(client, product)
    other = make_shop("Madu Pak Udin")
    product.stockrecords.update(partner=other)

    answer = client.post("/bayar/periksa/", form)

    page = unescape(answer.content.decode())
    assert answer.status_code == 409
    assert f"{product.title} kini dijual oleh Madu Pak Udin." in page
    assert not OrderGroup.objects.exists()

    assert client.post("/bayar/periksa/", form_of(page)).url.startswith(double)
    assert OrderGroup.objects.get().members.get().seller == other


def test_another_shop_since_the_basket_was_seen_is_named_too(client: Client, product: Product) -> None:
    put_in(client, product)
    client.get("/keranjang/")
    client.post("/bayar/", ADDRESS)
    product.stockrecords.update(partner=make_shop("Madu Pak Udin"))

    assert f"{product.title} kini dijual oleh Madu Pak Udin." in client.get("/bayar/periksa/").content.decode()
