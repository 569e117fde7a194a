"""What was sold is counted once, when its money is there; what nobody pays is not counted."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone
from wagtail.models import Page

from catalogue.models import Product
from market.attribution.actions import FORGOTTEN_AFTER, count_sold
from market.attribution.models import DailyCount, LineStory, UnpaidLine
from market.outbox.actions import sweep
from market.settlement.models import OrderGroup
from market.shop.basket.actions import add_to_basket
from market.shop.checkout.actions import place_order_group
from market.shop.order.actions import cancel_unpaid
from tests.market.attribution.conftest import DAY, a_story, sums
from tests.market.shop.goods import make_basket, make_buyer, make_product, make_shop, pay_up
from tests.market.shop.ways import offer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def cards(db: None) -> None:
    offer("stripe")


def buy(*goods: tuple[Product, int, int]) -> OrderGroup:
    """Place an order for products, each with how many of it and the story that led there."""
    basket = make_basket()
    for product, quantity, story in goods:
        add_to_basket(basket=basket, product=product, quantity=quantity, story=story)
    DailyCount.objects.all().delete()
    return place_order_group(basket=basket, buyer=make_buyer(), choices={}, now=timezone.now(), method="stripe")


def work_off() -> None:
    while sweep():
        pass


def test_a_sale_is_counted_once_when_its_money_comes(product: Product, story: Page) -> None:
    other = make_product(make_shop("Madu"), price=31_000)
    group = buy((product, 3, story.pk), (other, 1, 0))
    assert (sums(), LineStory.objects.count(), UnpaidLine.objects.count()) == ([], 0, 2)

    for _ in range(2):
        pay_up(group)
        work_off()

    assert sums() == [(0, other.pk, 0, 0, 1, 31_000), (story.pk, product.pk, 0, 0, 3, 75_000)]
    assert not UnpaidLine.objects.exists()


def test_what_is_given_up_before_it_is_paid_counts_nothing(product: Product, story: Page) -> None:
    group = buy((product, 1, story.pk))
    cancel_unpaid(group=group, now=timezone.now())
    work_off()
    assert sums() == []


def test_what_nobody_has_paid_for_long_is_forgotten(product: Product, story: Page) -> None:
    buy((product, 1, story.pk))
    UnpaidLine.objects.update(since=DAY - FORGOTTEN_AFTER - timedelta(days=1))
    count_sold(order_ids=[], day=DAY)
    assert not UnpaidLine.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_sixteen_at_once_count_it_once_and_other_sales_of_the_same_goods_beside_it() -> None:
    goods = [make_product(make_shop(), stock=100) for _ in range(2)]
    story = a_story()
    groups = [
        buy(*((product, 1, story.pk) for product in order)) for order in (goods, goods[::-1], goods, goods[::-1])
    ]
    orders = [list(group.members.values_list("order_id", flat=True)) for group in groups]
    gate, counted, wrong = threading.Barrier(16), [], []

    def count(number: int) -> None:
        try:
            gate.wait(30)
            counted.append(count_sold(order_ids=orders[number % 4], day=DAY))
        except Exception as error:  # noqa: BLE001
            wrong.append(error)
        finally:
            connections.close_all()

    workers = [threading.Thread(target=count, args=[number]) for number in range(16)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert wrong == []
    assert sum(counted) == 8
    assert sums() == [(story.pk, product.pk, 0, 0, 4, 100_000) for product in goods]


def test_it_keeps_nothing_by_which_a_visitor_could_be_found() -> None:
    names = {field.name for field in DailyCount._meta.get_fields()}
    assert names == {"id", "day", "story", "village", "product", "views", "baskets", "pieces", "rupiah"}
    assert not [field for field in DailyCount._meta.get_fields() if field.is_relation]
