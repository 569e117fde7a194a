"""What does not go through: given up, paid otherwise, cancelled."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from market.accounts.models import User
from market.notify.models import Message
from market.settlement.models import Payment, PaymentSplit, Refund
from market.shop.order.actions import (
    NotCancellable,
    NotPayable,
    can_cancel,
    cancel_order,
    cancel_unpaid,
    change_method,
    hand_over,
    prepare_payments,
    receive,
    start_payments,
)
from market.shop.order.actions.leaving import MOST_TURNS
from market.shop.order.models import Order
from market.shop.order.status import Status
from tests.market.shop.buying import direct_transfer, orders_of, place
from tests.market.shop.goods import pay_up, stock_of
from tests.market.shop.ways import bank_account, offer

pytestmark = pytest.mark.django_db


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


def test_who_promised_cash_days_ago_may_still_pay_otherwise(products: list[Any], rina: User) -> None:
    offer("transfer")
    bank_account()
    offer("cash", cap=None, is_local_only=False)
    group = place(products[:1], method="cash", user=rina)
    now = group.placed_at + timedelta(days=3)

    group = change_method(group=group, code="transfer", now=now)

    assert group.hold_expires_at == now + timedelta(days=1)
    assert prepare_payments(group=group, now=now)


def test_turning_between_cash_and_transfer_ends(products: list[Any], rina: User) -> None:
    offer("transfer")
    bank_account()
    offer("cash", cap=None, is_local_only=False)
    group = place(products[:1], method="cash", user=rina)
    for turn in range(MOST_TURNS):
        now = group.hold_expires_at - timedelta(minutes=1)
        group = change_method(group=group, code="cash" if turn % 2 else "transfer", now=now)

    assert group.hold_expires_at <= group.placed_at + timedelta(days=8)
    with pytest.raises(NotPayable):
        change_method(group=group, code="transfer", now=group.placed_at)
    assert group.payments.count() == MOST_TURNS + 1
    assert Message.objects.count() <= 3 * (MOST_TURNS + 1)


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
