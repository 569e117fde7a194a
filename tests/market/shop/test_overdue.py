"""Orders whose buyers say nothing are received a week after the last promised day; cash must have come."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from market.accounts.models import User
from market.fulfilment.models import Delivery, Parcel
from market.settlement.models import OrderGroup, SellerTransfer
from market.shop.checkout.actions import place_order_group
from market.shop.order import tasks
from market.shop.order.actions import hand_over
from market.shop.order.models import Order
from market.shop.order.status import Status
from tests.market.shop.goods import make_basket, make_buyer, make_product, make_shop, pay_up
from tests.market.shop.ways import offer

pytestmark = pytest.mark.django_db


def sent(method: str = "stripe") -> list[Order]:
    """Return two sellers' orders that have left long ago."""
    rina = User.objects.create_user("+6281299990000", first_name="Rina")
    goods = [(make_product(make_shop(name)), 1) for name in ("Dapur Bu Ros", "Madu Pak Udin")]
    group: OrderGroup = place_order_group(
        basket=make_basket(*goods, owner=rina), buyer=make_buyer(rina), choices={}, now=timezone.now(), method=method
    )
    if method != "cash":
        pay_up(group)
    orders = list(Order.objects.filter(membership__group=group).order_by("pk"))
    for order in orders:
        hand_over(order=order, carrier="Kapal Sari", tracking_number="", by=None)
    long_ago = timezone.localdate() - timedelta(days=8)
    Delivery.objects.update(promised_from=long_ago, promised_until=long_ago)
    return orders


def statuses() -> list[str]:
    return list(Order.objects.order_by("pk").values_list("status", flat=True))


def test_they_are_received_and_their_sellers_credited_a_week_later() -> None:
    sent()

    assert tasks.receive_overdue() == 2
    assert statuses() == [Status.RECEIVED] * 2
    assert SellerTransfer.objects.count() == 2
    assert tasks.receive_overdue() == 0


def test_a_promise_of_this_week_is_waited_for() -> None:
    sent()
    Delivery.objects.update(promised_until=timezone.localdate() - timedelta(days=7))

    assert tasks.receive_overdue() == 0
    assert statuses() == [Status.HANDED_OVER] * 2


def test_cash_that_has_not_come_is_waited_for() -> None:
    offer("cash", is_local_only=False)
    sent("cash")

    assert tasks.receive_overdue() == 0


def test_one_that_cannot_be_received_holds_nobody_up(caplog: pytest.LogCaptureFixture) -> None:
    first, _second = sent()
    Parcel.objects.filter(orders=first).delete()
    Order.objects.filter(pk=first.pk).update(total_incl_tax=10, shipping_incl_tax=20)

    assert tasks.receive_overdue() == 1
    assert statuses() == [Status.HANDED_OVER, Status.RECEIVED]
    assert first.number in caplog.text
