"""What does not go through: given up, paid otherwise, cancelled, refunded."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from market.accounts.models import User
from market.notify.models import Message
from market.settlement.models import OrderGroup, Payment, PaymentSplit, Refund
from market.settlement.refunds import TooMuch
from market.shop.checkout.actions import OrderChanged, place_order_group
from market.shop.order.actions import (
    NotCancellable,
    NotPayable,
    can_cancel,
    cancel_order,
    cancel_unpaid,
    change_method,
    hand_over,
    receive,
    refund_order,
    start_payments,
)
from market.shop.order.models import Order
from market.shop.order.status import Status
from market.shop.order.stock import NotThatMany
from tests.market.shop.goods import make_basket, make_buyer, make_product, make_shop, pay_up, stock_of
from tests.market.shop.ways import bank_account, offer

pytestmark = pytest.mark.django_db


@pytest.fixture
def shops() -> list[Any]:
    return [make_shop("Dapur Bu Ros"), make_shop("Anyaman Ibu Ani"), make_shop("Madu Pak Udin")]


@pytest.fixture
def products(shops: list[Any]) -> list[Any]:
    return [make_product(shop, stock=5) for shop in shops]


@pytest.fixture
def rina() -> User:
    return User.objects.create_user("+6281299990000", first_name="Rina")


def place(products: list[Any], *, method: str, user: User | None = None) -> OrderGroup:
    basket = make_basket(*[(product, 2) for product in products], owner=user)
    return place_order_group(basket=basket, buyer=make_buyer(user), choices={}, now=timezone.now(), method=method)


def orders_of(group: OrderGroup) -> list[Order]:
    return list(Order.objects.filter(membership__group=group).order_by("pk"))


def direct_transfer(shops: list[Any], products: list[Any]) -> OrderGroup:
    offer("transfer", is_direct=True)
    for number, shop in enumerate(shops):
        bank_account(shop, number=f"00112233{number}")
    return place(products, method="transfer")


def test_a_direct_purchase_of_three_sellers_is_three_payments_that_add_up(
    shops: list[Any], products: list[Any]
) -> None:
    group = direct_transfer(shops, products)

    payments = list(group.payments.order_by("pk"))
    assert [payment.partner_id for payment in payments] == [shop.pk for shop in shops]
    assert sum(payment.amount for payment in payments) == group.total
    assert [list(payment.splits.values_list("order_id", "amount")) for payment in payments] == [
        [(order.pk, int(order.total_incl_tax))] for order in orders_of(group)
    ]
    assert start_payments(group=group, now=timezone.now()) == ""
    assert {payment.status for payment in group.payments.all()} == {Payment.Status.WAITING}


def test_each_order_of_a_direct_purchase_is_paid_by_itself(shops: list[Any], products: list[Any]) -> None:
    group = direct_transfer(shops, products)
    first = group.payments.earliest("pk")
    group.payments.exclude(pk=first.pk).update(status=Payment.Status.FAILED)
    pay_up(group)

    assert [order.status for order in orders_of(group)] == [Status.PAID] + [Status.AWAITING_PAYMENT] * 2
    assert Message.objects.filter(template="order_paid").count() == 1


def test_a_pooled_transfer_is_one_payment_with_a_share_for_each(products: list[Any], rina: User) -> None:
    offer("transfer")
    bank_account()
    group = place(products, method="transfer", user=rina)

    payment = group.payments.get()
    assert payment.partner_id is None
    assert payment.splits.count() == 3
    assert group.hold_expires_at - group.placed_at > timedelta(hours=23)


def test_a_way_that_is_not_offered_buys_nothing(products: list[Any]) -> None:
    for method in ("transfer", "cash", "gold", ""):
        with pytest.raises(OrderChanged):
            place(products, method=method)
    assert stock_of(products[0]) == (5, 0)


def test_cash_is_only_for_buyers_who_proved_their_number(products: list[Any], rina: User) -> None:
    offer("cash", is_local_only=False)

    with pytest.raises(OrderChanged):
        place(products, method="cash")
    group = place(products, method="cash", user=rina)

    assert {order.status for order in orders_of(group)} == {Status.CASH_DUE}
    assert Message.objects.filter(template="order_paid").count() == 3
    assert "tunai" in Message.objects.filter(template="order_paid").first().text


def test_the_buyer_gives_up_what_nobody_has_paid(double: str, products: list[Any]) -> None:
    group = place(products, method="stripe")
    start_payments(group=group, now=timezone.now())

    assert cancel_unpaid(group=group, now=timezone.now())

    assert {order.status for order in orders_of(group)} == {Status.CANCELLED}
    assert stock_of(products[0]) == (5, 0)
    assert group.payments.get().status == Payment.Status.CANCELLED
    assert not cancel_unpaid(group=group, now=timezone.now())


def test_giving_up_leaves_what_is_paid(shops: list[Any], products: list[Any]) -> None:
    group = direct_transfer(shops, products)
    first = group.payments.earliest("pk")
    others = group.payments.exclude(pk=first.pk)
    others.update(status=Payment.Status.FAILED)
    pay_up(group)

    assert cancel_unpaid(group=group, now=timezone.now())
    assert [order.status for order in orders_of(group)] == [Status.PAID, Status.CANCELLED, Status.CANCELLED]
    assert [stock_of(product) for product in products] == [(5, 2), (5, 0), (5, 0)]


def test_the_buyer_pays_otherwise(double: str, products: list[Any]) -> None:
    offer("transfer")
    bank_account()
    group = place(products, method="stripe")
    start_payments(group=group, now=timezone.now())

    changed = change_method(group=group, code="transfer", now=timezone.now())

    assert (changed.gateway, changed.is_direct) == ("transfer", False)
    assert [payment.status for payment in group.payments.order_by("pk")] == ["cancelled", "starting"]
    assert group.payments.latest("pk").gateway == "transfer"
    assert start_payments(group=changed, now=timezone.now()) == ""


@pytest.mark.parametrize("is_known", [True, False])
def test_changing_the_way_again_and_again_does_not_hold_the_goods_for_ever(
    products: list[Any], rina: User, is_known: bool
) -> None:
    offer("transfer")
    bank_account()
    group = place(products, method="transfer", user=rina if is_known else None)
    for _ in range(3):
        later = group.hold_expires_at - timedelta(hours=1)
        group = change_method(group=group, code="transfer", now=later)

    assert group.hold_expires_at == group.placed_at + (timedelta(days=1) if is_known else timedelta(hours=2))


def test_a_paid_purchase_keeps_its_way(double: str, products: list[Any]) -> None:
    offer("transfer")
    bank_account()
    group = place(products, method="stripe")
    pay_up(group)

    with pytest.raises(NotPayable):
        change_method(group=group, code="transfer", now=timezone.now())
    with pytest.raises(NotPayable):
        change_method(group=group, code="gold", now=timezone.now())


def test_a_paid_order_is_cancelled_its_goods_freed_and_its_money_sent_back_once(products: list[Any]) -> None:
    group = place(products, method="stripe")
    pay_up(group)
    order = orders_of(group)[0]

    for _ in range(2):
        cancel_order(order=order, reason="Barang rusak di gudang", by=None)

    split = PaymentSplit.objects.get(order=order)
    assert split.refund_asked == split.amount
    assert Refund.objects.get().amount == split.amount
    assert [one.status for one in orders_of(group)] == [Status.CANCELLED, Status.PAID, Status.PAID]
    assert stock_of(products[0]) == (5, 0)
    assert Message.objects.filter(template="order_cancelled").count() == 1


def test_an_order_that_has_left_is_not_cancelled(products: list[Any]) -> None:
    group = place(products, method="stripe")
    pay_up(group)
    order = orders_of(group)[0]
    hand_over(order=order, carrier="Kapal Sari", tracking_number="", by=None)

    order.refresh_from_db()
    with pytest.raises(NotCancellable):
        cancel_order(order=order, reason="Terlambat", by=None)
    assert not Refund.objects.exists()


def test_one_order_of_an_unpaid_pooled_purchase_is_not_cancelled_alone(double: str, products: list[Any]) -> None:
    group = place(products, method="stripe")

    with pytest.raises(NotCancellable):
        cancel_order(order=orders_of(group)[0], reason="Salah pesan", by=None)


def test_cash_refused_at_the_door_brings_the_goods_home(products: list[Any], rina: User) -> None:
    offer("cash", is_local_only=False)
    group = place(products, method="cash", user=rina)
    order = orders_of(group)[0]
    hand_over(order=order, carrier="Pak Amat", tracking_number="", by=None)
    assert stock_of(products[0]) == (3, 0)

    order.refresh_from_db()
    cancel_order(order=order, reason="Pembeli menolak", by=None)

    assert stock_of(products[0]) == (5, 0)
    assert Order.objects.get(pk=order.pk).status == Status.CANCELLED


def test_cash_that_never_came_is_undone_even_after_somebody_said_received(products: list[Any], rina: User) -> None:
    offer("cash", is_local_only=False)
    group = place(products, method="cash", user=rina)
    order = orders_of(group)[0]
    hand_over(order=order, carrier="Pak Amat", tracking_number="", by=None)
    order.refresh_from_db()
    receive(order=order)
    order.refresh_from_db()
    assert can_cancel(order)

    for _ in range(2):
        cancel_order(order=order, reason="Pembeli menolak", by=None)

    order.refresh_from_db()
    assert order.status == Status.CANCELLED
    assert stock_of(products[0]) == (5, 0)
    assert group.payments.earliest("pk").status == Payment.Status.CANCELLED
    assert "kembali" not in Message.objects.get(template="order_cancelled").text


def test_what_was_received_and_paid_stays(products: list[Any]) -> None:
    group = place(products, method="stripe")
    pay_up(group)
    order = orders_of(group)[0]
    hand_over(order=order, carrier="Kapal Sari", tracking_number="", by=None)
    order.refresh_from_db()
    receive(order=order)
    order.refresh_from_db()

    assert not can_cancel(order)
    with pytest.raises(NotCancellable):
        cancel_order(order=order, reason="Terlambat", by=None)


def test_a_part_goes_back_and_what_was_sent_back_is_on_the_shelf_again(products: list[Any]) -> None:
    group = place(products, method="stripe")
    pay_up(group)
    order = orders_of(group)[0]
    hand_over(order=order, carrier="Kapal Sari", tracking_number="", by=None)
    receive(order=order)
    line = order.lines.get()

    for _ in range(2):
        refund = refund_order(
            order=order, amount=25_000, reason="Satu pecah", key="retur-1", by=None, restock={line.pk: 1}
        )

    assert refund.amount == 25_000
    assert Refund.objects.count() == 1
    assert stock_of(products[0]) == (4, 0)
    assert Message.objects.filter(template="order_refunded").count() == 1
    [told] = Message.objects.filter(template="order_money_taken")
    assert told.phone == order.membership.seller.users.get().phone
    for words in ("Rp25.000 dari pesanan " + order.number, "Satu pecah", "sekarang Rp", "tadinya Rp"):
        assert words in told.text


@pytest.mark.parametrize("amount", [0, -1, 10_000_000])
def test_no_more_goes_back_than_was_paid(products: list[Any], amount: int) -> None:
    group = place(products, method="stripe")
    pay_up(group)

    with pytest.raises((TooMuch, ValueError)):
        refund_order(order=orders_of(group)[0], amount=amount, reason="x", key="k", by=None)


def test_no_more_comes_back_than_was_bought(products: list[Any]) -> None:
    group = place(products, method="stripe")
    pay_up(group)
    order = orders_of(group)[0]

    with pytest.raises(NotThatMany):
        refund_order(order=order, amount=1, reason="x", key="k", by=None, restock={order.lines.get().pk: 3})
    assert not Refund.objects.exists()
