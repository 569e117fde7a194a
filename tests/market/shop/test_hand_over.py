"""Paid goods leave once, arrive once, and each seller sees only her own."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from market.fulfilment.models import Parcel
from market.fulfilment.quotes import PICK_UP_CODE
from market.notify.models import Message
from market.settlement.models import OrderGroup
from market.shop.checkout.actions import place_order_group
from market.shop.order.actions import NotPaid, hand_over, receive
from market.shop.order.models import Order
from market.shop.order.seller_orders import order_of, orders_of
from market.shop.order.status import Status
from tests.market.shop.goods import make_basket, make_buyer, make_product, make_shop, pay_up, stock_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def shops() -> list:
    return [make_shop("Dapur Bu Ros"), make_shop("Anyaman Ibu Ani")]


@pytest.fixture
def group(shops: list) -> OrderGroup:
    goods = [(make_product(shop, stock=5), 2) for shop in shops]
    return place_order_group(basket=make_basket(*goods), buyer=make_buyer(), choices={}, now=timezone.now())


def pay(group: OrderGroup) -> list[Order]:
    pay_up(group)
    return list(Order.objects.filter(membership__group=group).order_by("pk"))


def test_it_makes_a_parcel_and_lets_the_stock_go(group: OrderGroup, shops: list) -> None:
    order = pay(group)[0]

    parcel = hand_over(order=order, carrier="JNE", tracking_number="JNE0012345678", by=None)

    order.refresh_from_db()
    assert order.status == Status.HANDED_OVER
    assert list(parcel.orders.all()) == [order]
    assert stock_of(order.lines.get().product) == (3, 0)
    told = Message.objects.get(template="order_handed_over")
    assert "JNE0012345678" in told.text
    assert group.secret in told.text


def test_it_tells_who_picked_up_in_her_own_language(shops: list, client: Client) -> None:
    basket = make_basket((make_product(shops[0]), 1))
    buyer = replace(make_buyer(), language="en")
    choices = {str(shops[0].pk): PICK_UP_CODE}
    group = place_order_group(basket=basket, buyer=buyer, choices=choices, now=timezone.now())

    hand_over(order=pay(group)[0], carrier="Diambil sendiri oleh pembeli", tracking_number="", by=None)

    told = Message.objects.get(template="order_handed_over").text
    assert "you have picked up order" in told
    assert "Diambil" not in told
    assert "Diambil sendiri oleh pembeli" not in client.get(f"/en/pesanan/{group.secret}/").content.decode()


def test_it_happens_once(group: OrderGroup) -> None:
    order = pay(group)[0]
    first = hand_over(order=order, carrier="JNE", tracking_number="1", by=None)
    second = hand_over(order=order, carrier="JNE", tracking_number="2", by=None)

    assert first == second
    assert Parcel.objects.count() == 1
    assert stock_of(order.lines.get().product) == (3, 0)


def test_it_needs_payment(group: OrderGroup) -> None:
    order = Order.objects.filter(membership__group=group).first()

    with pytest.raises(NotPaid):
        hand_over(order=order, carrier="JNE", tracking_number="1", by=None)
    with pytest.raises(NotPaid):
        receive(order=order)


def test_the_buyer_has_it_once_it_was_sent(group: OrderGroup) -> None:
    order = pay(group)[0]
    hand_over(order=order, carrier="JNE", tracking_number="1", by=None)
    receive(order=order)
    receive(order=order)

    order.refresh_from_db()
    assert order.status == Status.RECEIVED
    assert Parcel.objects.get().received_at is not None


def test_a_seller_sees_nothing_before_payment(group: OrderGroup, shops: list) -> None:
    assert not orders_of(shops[0]).exists()
    with pytest.raises(Order.DoesNotExist):
        order_of(shops[0], Order.objects.filter(membership__seller=shops[0]).get().number)


def test_a_seller_sees_her_own_orders_only(group: OrderGroup, shops: list) -> None:
    hers, other = pay(group)

    assert list(orders_of(shops[0])) == [hers]
    assert order_of(shops[0], hers.number) == hers
    with pytest.raises(Order.DoesNotExist):
        order_of(shops[0], other.number)


def test_a_seller_sees_the_address_from_payment_until_arrival(group: OrderGroup, shops: list) -> None:
    assert Order.objects.filter(membership__seller=shops[0]).get().address_for_seller is None
    order = pay(group)[0]
    assert order_of(shops[0], order.number).address_for_seller.line1 == "Jl. Tebet Raya 5"
    hand_over(order=order, carrier="JNE", tracking_number="1", by=None)
    assert order_of(shops[0], order.number).address_for_seller is not None
    receive(order=order)
    assert order_of(shops[0], order.number).address_for_seller is None


def test_a_list_of_orders_asks_a_fixed_number_of_questions(shops: list, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    for _ in range(3):
        product = make_product(shops[0], stock=5)
        basket = make_basket((product, 1))
        group = place_order_group(basket=basket, buyer=make_buyer(), choices={}, now=timezone.now() + timedelta())
        pay(group)

    with django_assert_num_queries(5):
        for order in orders_of(shops[0]):
            assert order.membership.group.buyer_name
            assert order.delivery.service.name
            assert [line.product for line in order.lines.all()]
            assert not order.parcels.all()
            assert order.address_for_seller
