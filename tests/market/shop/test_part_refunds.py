"""A part of an order's money goes back, and never more than there is."""

from __future__ import annotations

from typing import Any

import pytest

from market.notify.models import Message
from market.settlement.models import Refund
from market.settlement.refunds import TooMuch
from market.shop.order.actions import (
    hand_over,
    receive,
    refund_order,
)
from market.shop.order.stock import NotThatMany
from tests.market.shop.buying import orders_of, place
from tests.market.shop.goods import pay_up, stock_of

pytestmark = pytest.mark.django_db


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
