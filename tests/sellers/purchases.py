"""Purchases that are paid, made the short way."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from market.shop.checkout.actions import place_order_group
from market.shop.order.models import Order
from tests.market.shop.goods import make_basket, make_buyer, make_tariff, pay_up


def bought(*goods: tuple[Any, int], is_paid: bool = True) -> list[Order]:
    """Return the orders of one purchase, one a seller; goods are approved products with quantities."""
    for product, _ in goods:
        make_tariff(product.village.district)
    group = place_order_group(basket=make_basket(*goods), buyer=make_buyer(), choices={}, now=timezone.now())
    if is_paid:
        pay_up(group)
    return list(Order.objects.filter(membership__group=group).order_by("pk"))
