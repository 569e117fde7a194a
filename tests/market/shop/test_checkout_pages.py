"""From the basket to the gateway and back, through the pages, without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
import requests
from django.test import Client

from catalogue.models import Product
from market.accounts.models import User
from market.fulfilment.quotes import PICK_UP_CODE
from market.settlement.models import OrderGroup, Payment
from market.shop.order.models import Order
from market.shop.order.status import Status
from market.shop.partner.models import Partner
from tests.market.shop.goods import make_product, make_shop, stock_of
from tests.market.shop.walk import ADDRESS, form_of, put_in, to_review
from tests.market.shop.ways import bank_account, offer

pytestmark = pytest.mark.django_db


def test_a_guest_buys_and_follows_the_purchase(
    client: Client, product: Product, double: str, pay_by_card: Callable[..., requests.Response]
) -> None:
    answer = client.post("/bayar/periksa/", to_review(client, product, 2))

    group = OrderGroup.objects.get()
    payment = group.payments.get()
    assert answer.status_code == 302
    assert answer.url == payment.redirect_url
    assert answer.url.startswith(double)
    assert (group.buyer_phone, group.total) == ("+6281234567890", 90_000)
    assert stock_of(product) == (5, 2)

    page = client.get(f"/pesanan/{group.secret}/")
    assert "Belum dibayar" in page.content.decode()

    back = pay_by_card(payment).headers["Location"]
    assert back.endswith(f"/pesanan/{group.secret}/?kembali=1")
    page = Client().get(f"/pesanan/{group.secret}/?kembali=1").content.decode()
    assert "Pembayaran sudah kami terima" in page
    assert Order.objects.get().status == Status.PAID
    assert client.get("/keranjang/").content.decode().count("Keranjang Anda masih kosong") == 1


def test_it_comes_back_before_the_money_and_says_so(client: Client, product: Product, double: str) -> None:
    client.post("/bayar/periksa/", to_review(client, product))
    page = client.get(f"/pesanan/{OrderGroup.objects.get().secret}/?kembali=1")
    assert "Menunggu konfirmasi pembayaran" in page.content.decode()


def test_the_second_submit_lands_on_the_same_payment(client: Client, product: Product, double: str) -> None:
    form = to_review(client, product)
    first, second = (client.post("/bayar/periksa/", form) for _ in range(2))

    assert first.url == second.url
    assert OrderGroup.objects.count() == Payment.objects.count() == 1


def test_a_silent_gateway_keeps_the_order_and_offers_to_try_again(
    client: Client, product: Product, settings: Any, double: str
) -> None:
    form = to_review(client, product)
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"
    group_page = client.post("/bayar/periksa/", form).url
    assert "Halaman pembayaran belum bisa dibuka" in client.get(group_page).content.decode()

    settings.STRIPE_API_BASE = double
    assert client.post(f"{group_page}bayar/").url.startswith(double)


def test_what_cannot_be_taken_is_shown_with_its_reason(client: Client, product: Product) -> None:
    offer("stripe", floor=100_000)
    offer("qris", is_direct=True)
    offer("cash")
    to_review(client, product)

    page = client.get("/bayar/periksa/").content.decode()

    assert "Mulai Rp100.000." in page
    assert "Dapur Bu Ros belum memasangnya." in page
    assert "Hanya bila Anda dan semua toko di kabupaten yang sama." in page
    assert page.count("disabled") == 3
    assert 'value="pay"' not in page
    assert "untuk bisa membayar tunai" not in page


def test_paying_once_goes_before_paying_each_shop(client: Client, product: Product) -> None:
    offer("transfer", is_direct=True, position=0)
    bank_account(product.seller)
    to_review(client, product)
    marked = re.compile(r'name="cara" value="(\w+)" required checked')
    assert marked.findall(client.get("/bayar/periksa/").content.decode()) == ["transfer"]

    other = make_product(make_shop("Madu Pak Udin"))
    bank_account(other.seller, number="0099887766")
    put_in(client, other)
    assert marked.findall(client.get("/bayar/periksa/").content.decode()) == ["stripe"]


def test_a_transfer_is_shown_on_the_purchases_own_page(client: Client, product: Product) -> None:
    offer("transfer")
    bank_account()
    answer = client.post("/bayar/periksa/", {**to_review(client, product), "cara": "transfer"}, follow=True)

    page = answer.content.decode()
    assert answer.redirect_chain[-1][0] == f"/pesanan/{OrderGroup.objects.get().secret}/"
    assert "Transfer ke Bankaltimtara" in page
    assert "Belum dibayar" in page


def test_cash_is_for_neighbours_who_proved_their_number(client: Client, product: Product, shop: Partner) -> None:
    offer("cash")
    client.force_login(User.objects.create_user("+6281299990000", first_name="Rina"))
    put_in(client, product)
    client.post("/bayar/", {**ADDRESS, "district": shop.village.district_id})
    client.post("/bayar/periksa/", {f"kirim-{shop.pk}": PICK_UP_CODE, "cara": "cash", "do": "update"})
    page = client.get("/bayar/periksa/").content.decode()
    assert "sums__buttons--later" in page
    assert "Pesan, bayar saat terima" in page

    page = client.post("/bayar/periksa/", {**form_of(page), "cara": "cash"}, follow=True).content.decode()

    assert Order.objects.get().status == Status.CASH_DUE
    assert "Siapkan uang pas" in page
    assert "Rp25.000" in page


@pytest.mark.parametrize("more_sellers", [0, 4])
def test_the_last_page_asks_a_fixed_number_of_questions(
    client: Client, product: Product, django_assert_max_num_queries: Any, more_sellers: int
) -> None:
    to_review(client, product)
    for _ in range(more_sellers):
        put_in(client, make_product(make_shop()))
    client.get("/bayar/periksa/")
    with django_assert_max_num_queries(13):
        client.get("/bayar/periksa/")


def test_a_buyer_who_comes_for_the_goods_pays_the_goods_alone(
    client: Client, product: Product, shop: Partner, double: str, pay_by_card: Callable[..., requests.Response]
) -> None:
    form = {**to_review(client, product), f"kirim-{shop.pk}": PICK_UP_CODE}
    page = client.post("/bayar/periksa/", form, follow=True).content.decode()
    assert "Ambil sendiri" in page
    assert form_of(page)[f"kirim-{shop.pk}"] == PICK_UP_CODE
    answer = client.post("/bayar/periksa/", form_of(page))

    group = OrderGroup.objects.get()
    assert (group.total, group.members.get().order.shipping_incl_tax) == (25_000, 0)
    assert answer.url == group.payments.get().redirect_url
    pay_by_card(group.payments.get())
    page = client.get(f"/pesanan/{group.secret}/?kembali=1").content.decode()
    assert "Pembayaran sudah kami terima" in page
    assert "Ambil sendiri" in page
    assert Order.objects.get().status == Status.PAID


def test_a_district_is_found_by_its_name(client: Client, product: Product) -> None:
    put_in(client, product)
    asked = {**ADDRESS, "district": "", "district-cari": "tebet jakarta"}

    assert client.post("/bayar/", asked).status_code == 302
    assert "Kec. Tebet" in client.get("/bayar/periksa/").content.decode()


def test_a_signed_in_buyer_finds_the_purchase_in_her_account(client: Client, product: Product, double: str) -> None:
    user = User.objects.create_user("+6281299990000", first_name="Rina")
    client.force_login(user)
    put_in(client, product)
    assert "0812 9999 0000" in client.get("/bayar/").content.decode()
    client.post("/bayar/", ADDRESS)
    client.post("/bayar/periksa/", form_of(client.get("/bayar/periksa/").content.decode()))

    assert OrderGroup.objects.get().user == user
    assert Order.objects.get().user == user


def test_two_sellers_are_paid_at_once(client: Client, product: Product, double: str) -> None:
    put_in(client, make_product(make_shop("Anyaman Ibu Ani"), price=150_000))
    form = to_review(client, product)

    page = client.get("/bayar/periksa/").content.decode()
    assert "Dapur Bu Ros" in page
    assert "Anyaman Ibu Ani" in page
    client.post("/bayar/periksa/", form)

    group = OrderGroup.objects.get()
    assert (group.members.count(), group.total) == (2, 255_000)


def test_it_speaks_english_too(client: Client, product: Product, double: str) -> None:
    client.post(f"/en/keranjang/add/{product.pk}/", {"quantity": 1})
    client.post("/en/bayar/", ADDRESS)
    page = client.get("/en/bayar/periksa/")
    client.post("/en/bayar/periksa/", form_of(page.content.decode()))

    group = OrderGroup.objects.get()
    assert group.language == "en"
    assert client.get(f"/en/pesanan/{group.secret}/").status_code == 200
