"""/jual/pesanan/<number>/: she accepts a line or says that she cannot send it, and is told what the money does."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from catalogue.models import Product
from market.settlement.models import Refund
from market.shop.order.actions import hand_over
from market.shop.order.models import Order
from tests.sellers.conftest import approve_product, listed, signed_in
from tests.sellers.purchases import bought, bought_straight

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(siti):
    return signed_in(siti.user)


@pytest.fixture
def madu(siti, snacks):
    return approve_product(product=listed(siti, title="Madu kelulut", price=60_000), by=None, category=snacks)


@pytest.fixture
def order(on_sale, madu):
    return bought((on_sale, 2), (madu, 1))[0]


def text(response):
    return response.content.decode()


def address(order: Order, product: Product, name: str) -> str:
    return reverse(f"workshop:{name}", args=[order.number, order.lines.get(product=product).pk])


def page_of(order: Order) -> str:
    return reverse("workshop:order", args=[order.number])


def test_she_accepts_one_and_cannot_send_the_other(client: Client, order, on_sale, madu):
    page = text(client.get(page_of(order)))
    assert page.count(">Terima<") == page.count(">Tidak bisa<") == 2
    page = text(client.post(address(order, on_sale, "accept_line"), follow=True))
    assert "Amplang ikan pipih Anda terima." in page
    assert page.count("Anda terima</span>") == 1

    page = text(client.get(address(order, madu, "decline_line")))
    assert "Barang lain di pesanan" in page
    assert "Rp60.000</span> dikembalikan ke pembeli oleh pasar" in page
    assert "Tulis alasannya." in text(client.post(address(order, madu, "decline_line"), {"reason": " "}))
    assert not Refund.objects.exists()
    page = text(client.post(address(order, madu, "decline_line"), {"reason": "Lebahnya pergi"}, follow=True))
    assert "Madu kelulut tidak jadi dikirim. Pembeli sudah diberi tahu." in page
    assert "Lebahnya pergi" in page
    assert Refund.objects.get().amount == 60_000
    assert "tidak bisa dijawab lagi" in text(client.get(address(order, madu, "decline_line"), follow=True))
    assert "Ini barang terakhir" in text(client.get(address(order, on_sale, "decline_line")))
    assert "Madu kelulut" not in text(client.get(reverse("workshop:orders")))


def test_of_cash_less_is_to_be_taken(client: Client, on_sale, madu, buyer):
    order = bought_straight(on_sale, method="cash", user=buyer, more=[(madu, 1)])
    page = text(client.get(address(order, madu, "decline_line")))
    assert "Yang harus ia bayar berkurang" in page
    client.post(address(order, madu, "decline_line"), {"reason": "Lebahnya pergi"})
    left = int(order.total_incl_tax) - 60_000
    shown = f"Rp{left:,}".replace(",", ".")
    assert f"Uang {shown} sudah saya terima" in text(client.get(page_of(order)))
    assert shown in text(client.get(reverse("workshop:orders")))


def test_what_she_holds_herself_she_gives_back(client: Client, on_sale, madu):
    order = bought_straight(on_sale, more=[(madu, 1)])
    bill = order.payment_splits.get().payment.external_id
    client.post(reverse("workshop:payment", args=[bill]))
    page = text(client.get(address(order, madu, "decline_line")))
    assert "Uangnya ada pada Anda." in page
    page = text(client.post(address(order, madu, "decline_line"), {"reason": "Lebahnya pergi"}, follow=True))
    assert "Kembalikan Rp60.000 ke pembeli" in page


def test_nothing_is_answered_after_the_goods_left(client: Client, order, on_sale):
    hand_over(order=order, carrier="K", tracking_number="", by=None)
    assert ">Terima<" not in text(client.get(page_of(order)))
    for name in ("accept_line", "decline_line"):
        page = text(client.post(address(order, on_sale, name), {"reason": "lupa"}, follow=True))
        assert "tidak bisa dijawab lagi" in page
    assert not Refund.objects.exists()


def test_another_shop_answers_nothing(order, on_sale, ratna):
    stranger = signed_in(ratna.user)
    for name in ("accept_line", "decline_line"):
        assert stranger.post(address(order, on_sale, name), {"reason": "x"}).status_code == 404
    assert order.lines.get(product=on_sale).status in ("", None)


def test_a_line_of_another_order_is_not_there(client: Client, order, on_sale):
    other = bought((on_sale, 1))[0]
    line = other.lines.get().pk
    assert client.post(reverse("workshop:accept_line", args=[order.number, line])).status_code == 404
