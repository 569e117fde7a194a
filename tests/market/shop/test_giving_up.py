"""What a buyer gives up or pays otherwise on the purchase's page."""

from __future__ import annotations

import pytest
from django.test import Client

from market.gateways.bills.models import Bill
from market.settlement.models import OrderGroup, Payment
from market.shop.order.models import Order
from market.shop.order.status import Status
from tests.market.shop.by_hand import page_of, pay
from tests.market.shop.ways import offer

pytestmark = pytest.mark.django_db


def test_one_order_of_a_direct_basket_can_be_given_up(client: Client, direct: OrderGroup) -> None:
    numbers = [member.order.number for member in direct.members.order_by("pk")]
    pay(direct.payments.earliest("pk"))

    for number in (numbers[0], numbers[1], numbers[1]):
        client.post(f"/pesanan/{direct.secret}/{number}/batal/")

    statuses = dict(Order.objects.values_list("number", "status"))
    assert [statuses[number] for number in numbers] == [Status.PAID, Status.CANCELLED, Status.AWAITING_PAYMENT]


def test_a_pooled_order_is_not_given_up_alone(client: Client, pooled: OrderGroup) -> None:
    number = pooled.members.get().order.number
    page = client.post(f"/pesanan/{pooled.secret}/{number}/batal/", follow=True).content.decode()
    assert "Hubungi petugas" in page
    assert Order.objects.get().status == Status.AWAITING_PAYMENT


def test_the_buyer_gives_up_what_is_not_paid_once(client: Client, pooled: OrderGroup) -> None:
    assert "Batalkan yang belum dibayar" in page_of(client, pooled)
    first, second = (client.post(f"/pesanan/{pooled.secret}/batal/", follow=True).content.decode() for _ in range(2))
    assert "Sudah dibatalkan." in first
    assert "Tidak ada lagi yang bisa dibatalkan." in second
    assert Order.objects.get().status == Status.CANCELLED
    page = page_of(client, pooled)
    assert "Pembelian ini dibatalkan." in page
    assert "Pesanan ini sudah dibatalkan." in page
    assert "sudah habis" not in page


def test_a_paid_purchase_is_not_given_up(client: Client, pooled: OrderGroup) -> None:
    pay(pooled.payments.get())
    assert "Batalkan" not in page_of(client, pooled)
    client.post(f"/pesanan/{pooled.secret}/batal/")
    assert Order.objects.get().status == Status.PAID


def test_the_buyer_pays_otherwise(client: Client, pooled: OrderGroup, double: str) -> None:
    page = page_of(client, pooled)
    assert "Ganti cara bayar" in page
    assert 'name="cara" value="stripe"' in page
    assert 'name="cara" value="transfer"' not in page

    answer = client.post(f"/pesanan/{pooled.secret}/cara/", {"cara": "stripe"})

    assert answer.url.startswith(double)
    assert OrderGroup.objects.get().gateway == "stripe"
    assert Bill.objects.get().state == Bill.State.CANCELLED


@pytest.mark.parametrize("way", ["cash", "qris", "", "x", "transfer"])
def test_a_way_that_is_not_open_changes_nothing(client: Client, pooled: OrderGroup, way: str) -> None:
    offer("stripe", floor=10_000_000)
    for wanted in (way, "stripe"):
        page = client.post(f"/pesanan/{pooled.secret}/cara/", {"cara": wanted}, follow=True).content.decode()
        assert "tidak bisa dipakai untuk pembelian ini" in page
    assert OrderGroup.objects.get().gateway == "transfer"


def test_what_is_paid_is_not_paid_otherwise(client: Client, pooled: OrderGroup, double: str) -> None:
    pay(pooled.payments.get())
    client.post(f"/pesanan/{pooled.secret}/cara/", {"cara": "stripe"})
    assert OrderGroup.objects.get().gateway == "transfer"
    assert Payment.objects.count() == 1
