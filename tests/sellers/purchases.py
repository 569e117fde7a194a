"""Purchases, made the short way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from market.gateways.bills.actions import add_proof
from market.gateways.bills.models import Bill
from market.outbox.actions import sweep
from market.shop.checkout.actions import place_order_group
from market.shop.order.actions import start_payments
from market.shop.order.models import Order
from tests.market.pictures.made import photo
from tests.market.shop.goods import make_basket, make_buyer, make_tariff, pay_up
from tests.market.shop.ways import bank_account, offer


def bought(*goods: tuple[Any, int], is_paid: bool = True) -> list[Order]:
    """Return the orders of one purchase, one a seller; goods are approved products with quantities."""
    for product, _ in goods:
        make_tariff(product.village.district)
    group = place_order_group(basket=make_basket(*goods), buyer=make_buyer(), choices={}, now=timezone.now())
    if is_paid:
        pay_up(group)
    return list(Order.objects.filter(membership__group=group).order_by("pk"))


def bought_straight(
    product: Any,
    *,
    method: str = "transfer",
    quantity: int = 1,
    user: Any = None,
    more: Sequence[tuple[Any, int]] = (),
) -> Order:
    """Return an order whose money goes straight to its seller; nobody has paid it yet."""
    make_tariff(product.village.district)
    offer(method, is_direct=True, is_local_only=False, cap=None)
    if method == "transfer" and not product.seller.receiving_accounts.filter(kind="bank", state="active").exists():
        bank_account(product.seller)
    group = place_order_group(
        basket=make_basket((product, quantity), *more, owner=user),
        buyer=make_buyer(user),
        choices={},
        now=timezone.now(),
        method=method,
    )
    start_payments(group=group, now=timezone.now())
    return Order.objects.get(membership__group=group)


def bill_for(order: Order) -> Bill:
    """Return the bill that an order's buyer has to pay."""
    return Bill.objects.get(external_id=order.payment_splits.get().payment.external_id)


def prove(order: Order) -> Bill:
    """Send the buyer's photo."""
    upload = ContentFile(photo(width=400, height=600), name="bukti.jpg")
    return add_proof(external_id=bill_for(order).external_id, upload=upload, at=timezone.now())


def carry_out_all() -> None:
    """Let the outbox do what is due."""
    while sweep():
        pass
