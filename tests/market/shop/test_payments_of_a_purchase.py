"""A purchase of several sellers: how many payments it has, and which ways to pay are open."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from market.accounts.models import User
from market.notify.models import Message
from market.settlement.models import Payment
from market.shop.checkout.actions import OrderChanged, place_order_group
from market.shop.order.actions import (
    start_payments,
)
from market.shop.order.status import Status
from tests.market.shop.buying import direct_transfer, orders_of, place
from tests.market.shop.goods import make_basket, make_buyer, make_product, pay_up, stock_of
from tests.market.shop.ways import bank_account, offer

pytestmark = pytest.mark.django_db


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


def test_nobody_buys_for_more_than_an_order_can_hold(shops: list[Any]) -> None:
    offer("transfer", cap=None)
    bank_account()
    dear = make_product(shops[0], price=6_000_000_000, stock=5)
    told: dict[str, Any] = {"buyer": make_buyer(), "choices": {}, "now": timezone.now(), "method": "transfer"}

    with pytest.raises(OrderChanged):
        place_order_group(basket=make_basket((dear, 2)), **told)
    assert stock_of(dear) == (5, 0)
    group = place_order_group(basket=make_basket((dear, 1)), **told)
    start_payments(group=group, now=timezone.now())
    assert group.payments.get().amount == group.total > 6_000_000_000


def test_cash_is_only_for_buyers_who_proved_their_number(products: list[Any], rina: User) -> None:
    offer("cash", is_local_only=False)

    with pytest.raises(OrderChanged):
        place(products, method="cash")
    group = place(products, method="cash", user=rina)

    assert {order.status for order in orders_of(group)} == {Status.CASH_DUE}
    assert Message.objects.filter(template="order_paid").count() == 3
    assert "tunai" in Message.objects.filter(template="order_paid").first().text
