"""The last one is sold once, however many reach for it; without the guard it is sold again and again.

Real HTTP against sixteen truly parallel places at work, a real PostgreSQL, and Stripe's double.
"""

from __future__ import annotations

import pytest
from django.db import connection

from catalogue.models import Product
from market.settlement.models import OrderGroup, Payment
from market.shop.order.models import Order
from tests.market.shop.crowd import Visitor, counted, each_in_a_thread, running_shop
from tests.market.shop.goods import make_product, make_shop, stock_of

BUYERS = 40
SUBMITS = 8
ROUNDS = 5


def prepare(address: str, product: Product) -> list[Visitor]:
    """Bring all visitors to the last page, sixteen at a time."""
    visitors: list[Visitor] = []
    while len(visitors) < BUYERS:
        some = min(16, BUYERS - len(visitors))
        visitors += each_in_a_thread([lambda: Visitor(address, product.pk)] * some)
    return visitors


def sell_the_last(address: str, gateway: str) -> tuple[dict[str, int], Product]:
    """Let them all press at once for the one that is left."""
    product = make_product(make_shop(), stock=1)
    visitors = prepare(address, product)
    return counted(each_in_a_thread([visitor.press for visitor in visitors]), gateway), product


def submit_together(address: str, gateway: str) -> None:
    """Press the button of one basket SUBMITS times at once."""
    visitor = Visitor(address, make_product(make_shop(), stock=SUBMITS).pk)
    before = OrderGroup.objects.count()

    answers = each_in_a_thread([visitor.press] * SUBMITS)

    assert counted(answers, gateway) == {"to the gateway": SUBMITS}
    assert len({answer.headers["Location"] for answer in answers}) == 1
    group = OrderGroup.objects.latest("pk")
    assert OrderGroup.objects.count() == before + 1
    assert group.payments.get().status == Payment.Status.WAITING
    assert stock_of(group.members.get().order.lines.get().product) == (SUBMITS, 1)


def hold_the_line(address: str, gateway: str) -> None:
    before = [model.objects.count() for model in (Order, OrderGroup, Payment)]
    answers, product = sell_the_last(address, gateway)
    assert answers == {"to the gateway": 1, "turned away": BUYERS - 1}
    assert stock_of(product) == (1, 1)
    assert [model.objects.count() for model in (Order, OrderGroup, Payment)] == [count + 1 for count in before]


def oversell(race_database: str, gateway: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE partner_stockrecord DROP CONSTRAINT partner_never_oversold")
    with running_shop(database=race_database, gateway=gateway, is_guarded=False) as shop:
        answers, product = sell_the_last(shop.address, gateway)
    sold = Order.objects.count()
    print(f"Without the guard {BUYERS} buyers of 1 unit got {sold} orders: {dict(answers)}")  # noqa: T201
    assert stock_of(product) == (1, sold)
    return sold


def test_forty_buyers_get_one_order_and_a_basket_is_bought_once(race_database: str, double_address: str) -> None:
    with running_shop(database=race_database, gateway=double_address) as shop:
        hold_the_line(shop.address, double_address)
        submit_together(shop.address, double_address)


def test_forty_buyers_oversell_without_the_guard(race_database: str, double_address: str) -> None:
    assert oversell(race_database, double_address) > 1


@pytest.mark.prove
def test_forty_buyers_get_one_order_time_and_again(race_database: str, double_address: str) -> None:
    with running_shop(database=race_database, gateway=double_address) as shop:
        for _ in range(ROUNDS):
            hold_the_line(shop.address, double_address)
