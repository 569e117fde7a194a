"""/kelola/pesanan/: an operator calls an order off, or gives a part of its money back."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from market.accounts.models import User
from market.accounts.roles import EDITOR, OPERATOR, appoint
from market.ledger.balances import total
from market.settlement.models import PaymentSplit, Refund
from market.shop.order.models import Order
from market.shop.order.status import Status
from tests.cast import sign_in
from tests.market.settlement.desk import a_keeper, a_purchase
from tests.market.shop.goods import make_village, pay_up, stock_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def order() -> Order:
    group = a_purchase()
    pay_up(group)
    return Order.objects.filter(membership__group=group).earliest("pk")


@pytest.fixture
def desk(client: Client) -> Client:
    sign_in(client, a_keeper())
    return client


def address(order: Order) -> str:
    return f"/kelola/pesanan/{order.number}/"


def refund(order: Order, **differently: Any) -> dict[str, Any]:
    line = order.lines.get()
    return {
        "do": "refund",
        "key": "k1",
        "amount": "10.000",
        "reason": "Satu pecah",
        f"line-{line.pk}": 0,
        **differently,
    }


def test_a_part_goes_back_once_however_often_the_button_is_pressed(desk: Client, order: Order) -> None:
    page = desk.get(address(order)).content.decode()
    assert "komisi" in page

    for _ in range(2):
        assert desk.post(address(order), refund(order)).status_code == 302

    assert [one.amount for one in Refund.objects.all()] == [10_000]
    assert total() == 0


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"amount": ""}, "Isi berapa"),
        ({"amount": "banyak"}, "angka saja"),
        ({"amount": "99.000.000"}, "Lebih dari"),
        ({"reason": ""}, "Tulis alasannya"),
        ({"amount": "-5"}, "approvals__error"),
    ],
)
def test_what_cannot_be_is_refused_beside_the_field(
    desk: Client, order: Order, typed: dict[str, str], words: str
) -> None:
    page = desk.post(address(order), refund(order, **typed)).content.decode()

    assert words in page
    assert not Refund.objects.exists()


def test_an_order_is_cancelled_with_a_reason(desk: Client, order: Order) -> None:
    assert "Tulis alasannya" in desk.post(address(order), {"do": "cancel", "reason": " "}).content.decode()

    desk.post(address(order), {"do": "cancel", "reason": "Stok rusak kena banjir"})

    order.refresh_from_db()
    split = PaymentSplit.objects.get(order=order)
    assert order.status == Status.CANCELLED
    assert split.refund_asked == split.amount
    assert stock_of(order.lines.get().product) == (10, 0)
    assert "Batalkan pesanan" not in desk.get(address(order)).content.decode()


def test_an_operator_of_another_regency_finds_nothing(client: Client, order: Order) -> None:
    person = User.objects.create_user("+6281288880009", first_name="Lain")
    elsewhere = make_village("64.08.03.2001", "Sangatta Utara", "Sangatta").district.regency
    appoint(user=person, role=OPERATOR, regency=elsewhere)
    sign_in(client, person)

    assert client.get(address(order)).status_code == 404
    assert client.post(address(order), {"do": "cancel", "reason": "x"}).status_code == 404


@pytest.mark.parametrize("is_editor", [True, False])
def test_nobody_else_undoes_anything(client: Client, order: Order, is_editor: bool) -> None:
    person = User.objects.create_user("+6281288880010", first_name="Tono")
    if is_editor:
        appoint(user=person, role=EDITOR)
    sign_in(client, person)

    assert client.post(address(order), {"do": "cancel", "reason": "x"}).status_code in (302, 403)
    order.refresh_from_db()
    assert order.status == Status.PAID


def test_orders_are_found_from_the_menu_and_the_money_desk(desk: Client, order: Order) -> None:
    orders = reverse("dashboard:order-list")

    for page in ("/kelola/", "/kelola/uang/", "/kelola/uang/pengembalian/"):
        assert orders in desk.get(page).content.decode()

    found = desk.get(orders, {"order_number": order.number}).content.decode()
    assert f'<a href="{address(order)}">Batalkan atau kembalikan uang</a>' in found


def test_what_an_order_went_through_is_said_in_words(desk: Client, order: Order) -> None:
    history = desk.get(reverse("dashboard:order-detail", args=[order.number])).content.decode()
    money = desk.get(address(order)).content.decode()

    assert "menunggu pembayaran &rarr; sudah dibayar" in history
    assert "<small>Kartu" in money
