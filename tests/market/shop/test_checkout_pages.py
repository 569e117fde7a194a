"""From the basket to the gateway and back, through the pages, without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
import requests
from django.test import Client

from catalogue.models import Product
from market.accounts.models import User
from market.fulfilment.models import Tariff
from market.fulfilment.quotes import PICK_UP_CODE
from market.settlement.models import OrderGroup, Payment
from market.shop.order.models import Order
from market.shop.order.status import Status
from market.shop.partner.models import Partner
from tests.market.shop.goods import make_destination, make_product, make_shop, stock_of
from tests.market.shop.walk import ADDRESS, form_of, put_in, to_review
from tests.market.shop.ways import bank_account, offer

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop() -> Partner:
    make_destination()
    return make_shop("Dapur Bu Ros")


@pytest.fixture
def product(shop: Partner) -> Product:
    return make_product(shop, price=25_000, stock=5)


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


@pytest.mark.parametrize("way", ["cash", "qris", "bitcoin", "x" * 500, "stripe\x00"])
def test_a_way_that_was_not_offered_places_nothing(client: Client, product: Product, way: str) -> None:
    form = {**to_review(client, product), "cara": way}
    assert client.post("/bayar/periksa/", form).status_code == 409
    assert not OrderGroup.objects.exists()


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


@pytest.mark.parametrize("token", ["", "x", "1:2:3", None])
def test_a_tampered_token_changes_nothing(client: Client, product: Product, token: str | None) -> None:
    form = to_review(client, product)
    form["token"] = token if token is not None else f"{form['token'][:-2]}xx"

    assert client.post("/bayar/periksa/", form).url == "/bayar/periksa/"
    assert not OrderGroup.objects.exists()


def test_fields_that_nobody_asked_for_change_nothing(client: Client, product: Product, double: str) -> None:
    form = to_review(client, product)
    client.post("/bayar/periksa/", {**form, "total": "1", "price": "1", "charge": "0", "status": "paid", "user": "1"})

    group = OrderGroup.objects.get()
    assert (group.total, group.user, Order.objects.get().status) == (65_000, None, Status.AWAITING_PAYMENT)


def test_nobody_fills_the_session_with_choices(client: Client, product: Product) -> None:
    to_review(client, product)
    client.post("/bayar/periksa/", {f"kirim-{number}": "x" * 31 for number in range(50)})
    client.post("/bayar/periksa/", {f"kirim-{number}": "reguler" for number in range(900)})

    assert len(client.session["checkout"]["choices"]) <= 100


def test_a_stranger_cannot_place_somebody_elses_basket(client: Client, product: Product) -> None:
    form = to_review(client, product)
    stranger = Client()
    to_review(stranger, product)

    stranger.post("/bayar/periksa/", form)

    assert not OrderGroup.objects.exists()


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("name", "", "Isi nama orang yang menerima barang."),
        ("phone", "12", "Nomor telepon belum benar"),
        ("phone", "", "Isi nomor telepon"),
        ("email", "siti@", "Surel belum benar"),
        ("district", "", "Ketik nama kecamatan"),
        ("street", "", "Isi jalan dan nomor rumah"),
        ("postcode", "12a", "Kode pos terdiri dari 5 angka"),
    ],
)
def test_a_wrong_answer_is_told_beside_its_field_and_nothing_is_lost(
    client: Client, product: Product, field: str, typed: str, words: str
) -> None:
    put_in(client, product)

    page = client.post("/bayar/", {**ADDRESS, field: typed})

    html = unescape(page.content.decode())
    assert page.status_code == 200
    assert words in html
    for name, value in ADDRESS.items():
        assert name in (field, "district") or value in html
    assert field == "district" or "Tebet" in html


def test_a_district_is_found_by_its_name_and_then_chosen(client: Client, product: Product) -> None:
    put_in(client, product)
    asked = {**ADDRESS, "district": "", "district-cari": "tebet jakarta"}

    page = client.post("/bayar/", asked)

    assert page.status_code == 200
    assert 'value="31.74.01"' in page.content.decode()
    assert client.post("/bayar/", ADDRESS).status_code == 302


def test_a_signed_in_buyer_finds_the_purchase_in_her_account(client: Client, product: Product, double: str) -> None:
    user = User.objects.create_user("+6281299990000", first_name="Rina")
    client.force_login(user)
    put_in(client, product)
    assert "+6281299990000" in client.get("/bayar/").content.decode()
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


@pytest.mark.parametrize("path", ["/bayar/", "/bayar/periksa/"])
def test_without_goods_it_leads_back(client: Client, path: str) -> None:
    assert client.get(path).status_code == 302


def test_it_speaks_english_too(client: Client, product: Product, double: str) -> None:
    client.post(f"/en/keranjang/add/{product.pk}/", {"quantity": 1})
    client.post("/en/bayar/", ADDRESS)
    page = client.get("/en/bayar/periksa/")
    client.post("/en/bayar/periksa/", form_of(page.content.decode()))

    group = OrderGroup.objects.get()
    assert group.language == "en"
    assert client.get(f"/en/pesanan/{group.secret}/").status_code == 200
