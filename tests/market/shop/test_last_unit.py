"""The last one is sold once, however many reach for it; without the guard it is sold again and again.

Real HTTP against sixteen truly parallel places at work, a real PostgreSQL, and Stripe's double.
"""

from __future__ import annotations

import pytest
from django.db import connection

from catalogue.models import Product
from market.gateways.stripe.client import client
from market.settlement.models import OrderGroup, Payment
from market.shop.order.models import Order
from tests.market.shop.crowd import Visitor, counted, press_at_once, running_shop, sessions_like
from tests.market.shop.goods import make_product, make_shop, stock_of

BUYERS = 500
UNGUARDED_BUYERS = 40
SUBMITS = 50
ROUNDS = 5


def sell_the_last(address: str, gateway: str, buyers: int) -> tuple[dict[str, int], Product]:
    """Let them all press at once for the one that is left."""
    product = make_product(make_shop(), stock=1)
    first = Visitor(address, product.pk)
    presses = [first.raw_press, *sessions_like(first, product, buyers - 1)]
    return counted(press_at_once(address, presses), gateway), product


def hold_the_line(address: str, gateway: str) -> None:
    before = [model.objects.count() for model in (Order, OrderGroup, Payment)]
    answers, product = sell_the_last(address, gateway, BUYERS)
    print(f"{BUYERS} sessions on 1 unit: {dict(answers)}")  # noqa: T201
    assert answers == {"to the gateway": 1, "turned away": BUYERS - 1}
    assert stock_of(product) == (1, 1)
    assert [model.objects.count() for model in (Order, OrderGroup, Payment)] == [count + 1 for count in before]


def buy_once(address: str, gateway: str) -> None:
    """Press the button of one basket SUBMITS times at once: from two tabs, by double clicks, then after going back."""
    visitor = Visitor(address, make_product(make_shop(), stock=SUBMITS).pk)
    other_tab = visitor.look_again()
    before = OrderGroup.objects.count()

    first_tab = visitor.raw_press
    visitor.form = other_tab
    answers = press_at_once(address, [first_tab, visitor.raw_press] * (SUBMITS // 2))
    answers += press_at_once(address, [first_tab])  # the back button shows the page as it was

    assert counted(answers, gateway) == {"to the gateway": SUBMITS + 1}
    assert len({answer.headers["Location"] for answer in answers}) == 1
    assert OrderGroup.objects.count() == before + 1
    group = OrderGroup.objects.latest("pk")
    payment = group.payments.get()
    assert payment.status == Payment.Status.WAITING
    assert sessions_opened(payment) == [payment.external_id]
    assert stock_of(group.members.get().order.lines.get().product) == (SUBMITS, 1)


def sessions_opened(payment: Payment) -> list[str]:
    """Return what the gateway has opened for a payment; the latest hundred are enough."""
    sessions = client().v1.checkout.sessions.list({"limit": 100}).data
    return [session.id for session in sessions if session.client_reference_id == payment.idempotency_key]


def take_the_guards_off() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE partner_stockrecord DROP CONSTRAINT partner_never_oversold")


def oversell(address: str, gateway: str) -> None:
    answers, product = sell_the_last(address, gateway, UNGUARDED_BUYERS)
    sold = Order.objects.count()
    print(f"Without the guard {UNGUARDED_BUYERS} buyers of 1 unit got {sold} orders: {dict(answers)}")  # noqa: T201
    assert stock_of(product)[0] == 1
    assert sold > 1


def stumble(address: str, gateway: str) -> None:
    """Without the lock on the basket, only the database still keeps it from being bought twice: buyers see errors."""
    visitor = Visitor(address, make_product(make_shop(), stock=SUBMITS).pk)
    before = OrderGroup.objects.count()
    answers = counted(press_at_once(address, [visitor.raw_press] * SUBMITS), gateway)
    print(f"Without the lock {SUBMITS} submits of one basket: {dict(answers)}")  # noqa: T201
    assert answers["error"] > 0 or OrderGroup.objects.count() > before + 1


@pytest.mark.long
def test_five_hundred_buyers_get_one_order_and_a_basket_is_bought_once(race_database: str, double: str) -> None:
    with running_shop(database=race_database, gateway=double) as shop:
        hold_the_line(shop.address, double)
        buy_once(shop.address, double)


def test_the_last_is_oversold_and_submits_fail_without_the_guards(race_database: str, double: str) -> None:
    take_the_guards_off()
    with running_shop(database=race_database, gateway=double, is_guarded=False) as shop:
        oversell(shop.address, double)
        stumble(shop.address, double)


@pytest.mark.prove
def test_five_hundred_buyers_get_one_order_time_and_again(race_database: str, double: str) -> None:
    with running_shop(database=race_database, gateway=double) as shop:
        for _ in range(ROUNDS):
            hold_the_line(shop.address, double)
