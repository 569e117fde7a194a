"""People at the money desk, and money for them to see to."""

from __future__ import annotations

from django.utils import timezone

from market.accounts.models import User
from market.accounts.roles import OPERATOR, appoint
from market.settlement.models import OrderGroup
from market.shop.checkout.actions import place_order_group
from market.shop.order.actions import hand_over, receive
from market.shop.order.models import Order
from tests.market.shop.goods import make_basket, make_buyer, make_product, make_shop, pay_up


def a_keeper(phone: str = "+6281288880001") -> User:
    """Return an operator for all regencies, who keeps the books."""
    person = User.objects.create_user(phone, first_name="Nur")
    appoint(user=person, role=OPERATOR)
    return person


def a_purchase(price: int = 25_000) -> OrderGroup:
    """Return a purchase from two shops that nobody has paid yet."""
    goods = [(make_product(make_shop(name), price=price), 2) for name in ("Dapur Bu Ros", "Madu Pak Udin")]
    return place_order_group(basket=make_basket(*goods), buyer=make_buyer(), choices={}, now=timezone.now())


def earned(price: int = 25_000) -> list[Order]:
    """Return two orders that were paid, handed over and received: their sellers have earned something."""
    group = a_purchase(price)
    pay_up(group)
    orders = list(Order.objects.filter(membership__group=group).order_by("pk"))
    for order in orders:
        hand_over(order=order, carrier="Kapal Sari", tracking_number="KS-1", by=None)
        receive(order=order)
        order.refresh_from_db()
    return orders
