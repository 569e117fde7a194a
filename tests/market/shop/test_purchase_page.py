"""The page that follows a purchase, and what happens when a basket or its news comes again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from catalogue.models import Product
from market.outbox.models import Effect
from market.settlement.models import OrderGroup, Payment
from market.shop.basket.models import Basket
from market.shop.checkout import tracking
from market.shop.order.models import Order
from market.shop.order.status import Status
from market.shop.partner.models import Partner
from tests.market.shop.goods import make_destination, make_product, make_shop, pay_up
from tests.market.shop.walk import put_in, to_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop() -> Partner:
    make_destination()
    return make_shop("Dapur Bu Ros")


@pytest.fixture
def product(shop: Partner) -> Product:
    return make_product(shop, price=25_000, stock=5)


def test_the_webhook_alone_marks_it_paid(
    client: Client, product: Product, double: str, pay_by_card: Callable[..., Any], carry_out_all: Callable[[], None]
) -> None:
    from market.inbox.actions import take_in

    client.post("/bayar/periksa/", to_review(client, product))
    payment = Payment.objects.get()
    pay_by_card(payment)
    body = (
        '{"object": "event", "id": "evt_1", "type": "checkout.session.completed", "livemode": false,'
        f' "data": {{"object": {{"object": "checkout.session", "id": "{payment.external_id}"}}}}}}'
    )
    take_in(source="stripe", external_id="evt_1", body=body)
    carry_out_all()

    assert Order.objects.get().status == Status.PAID
    assert not Effect.objects.filter(done_at=None, kind__in=["inbox.process", "payment.news"]).exists()


def test_the_purchase_page_keeps_its_secret(client: Client, product: Product, double: str) -> None:
    client.post("/bayar/periksa/", to_review(client, product))
    group = OrderGroup.objects.get()

    page = client.get(f"/pesanan/{group.secret}/")

    assert "noindex" in page["X-Robots-Tag"]
    assert "no-store" in page["Cache-Control"]
    assert page["Referrer-Policy"] == "same-origin"
    for wrong in (group.number, str(group.pk), group.secret[:-1], f"{group.secret}x", "0" * 32):
        assert client.get(f"/pesanan/{wrong}/").status_code == 404
        assert client.post(f"/pesanan/{wrong}/bayar/").status_code == 404


def test_one_purchases_secret_does_not_reach_anothers_order(client: Client, product: Product, double: str) -> None:
    client.post("/bayar/periksa/", to_review(client, product))
    other = Client()
    other.post("/bayar/periksa/", to_review(other, product))
    mine, others = OrderGroup.objects.order_by("pk")
    number = others.members.get().order.number

    assert client.post(f"/pesanan/{mine.secret}/{number}/diterima/").status_code == 404


def test_the_buyer_says_that_it_has_arrived(client: Client, product: Product, double: str) -> None:
    from market.shop.order.actions import hand_over

    client.post("/bayar/periksa/", to_review(client, product))
    group = OrderGroup.objects.get()
    order = group.members.get().order
    assert client.get(reverse("checkout:track", args=[group.secret])).status_code == 200
    client.post(f"/pesanan/{group.secret}/{order.number}/diterima/")
    order.refresh_from_db()
    assert order.status == Status.AWAITING_PAYMENT

    pay_up(group)
    hand_over(order=order, carrier="Kapal Sari", tracking_number="KS-77", by=None)
    page = client.get(f"/pesanan/{group.secret}/").content.decode()
    assert "KS-77" in page
    assert "Barang Anda sedang dalam perjalanan." in page
    client.post(f"/pesanan/{group.secret}/{order.number}/diterima/")
    order.refresh_from_db()
    assert order.status == Status.RECEIVED
    assert "Semua barang sudah Anda terima." in client.get(f"/pesanan/{group.secret}/").content.decode()


def test_a_basket_already_bought_is_not_bought_again_from_another_tab(
    client: Client, product: Product, double: str
) -> None:
    form = to_review(client, product)
    client.post("/bayar/periksa/", form)
    put_in(client, product)

    assert client.post("/bayar/periksa/", form).url == Payment.objects.get().redirect_url
    assert Basket.objects.filter(status=Basket.OPEN).count() == 1


def test_nobody_has_the_gateway_asked_without_end(
    client: Client, pooled: OrderGroup, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(tracking, "MOST_QUESTIONS", 3)
    monkeypatch.setattr(tracking, "take_payment_news", lambda **told: asked.append(told["external_id"]))
    for _ in range(3):
        assert client.get(f"/pesanan/{pooled.secret}/?kembali=1").status_code == 200
        assert client.post(f"/pesanan/{pooled.secret}/bayar/").status_code == 302
    assert len(asked) == 3
