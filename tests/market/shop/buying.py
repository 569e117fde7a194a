"""Purchases of two of each product, by any way to pay."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from market.accounts.models import User
from market.settlement.models import OrderGroup
from market.shop.checkout.actions import place_order_group
from market.shop.order.models import Order
from tests.market.shop.goods import make_basket, make_buyer
from tests.market.shop.ways import bank_account, offer


def place(products: list[Any], *, method: str, user: User | None = None) -> OrderGroup:
    basket = make_basket(*[(product, 2) for product in products], owner=user)
    return place_order_group(basket=basket, buyer=make_buyer(user), choices={}, now=timezone.now(), method=method)


def orders_of(group: OrderGroup) -> list[Order]:
    return list(Order.objects.filter(membership__group=group).order_by("pk"))


def direct_transfer(shops: list[Any], products: list[Any]) -> OrderGroup:
    offer("transfer", is_direct=True)
    for number, shop in enumerate(shops):
        bank_account(shop, number=f"00112233{number}")
    return place(products, method="transfer")
