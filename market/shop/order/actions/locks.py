"""The one way in: whoever changes a purchase, its orders or its payments locks the purchase first."""

from __future__ import annotations

from collections.abc import Iterable

from market.settlement.models import OrderGroup
from market.shop.order.models import Order
from market.shop.order.status import Status


def lock(group_id: int) -> tuple[OrderGroup, list[Order]]:
    """Lock a purchase and return it with its orders; everybody who changes either comes through here first."""
    group = OrderGroup.objects.select_for_update().get(pk=group_id)
    return group, list(Order.objects.filter(membership__group=group).order_by("pk"))


def lock_order(order: Order) -> Order:
    """Lock an order's purchase and return the order as it is now."""
    lock(order.membership.group_id)
    return Order.objects.select_for_update(of=("self",)).select_related("membership__group").get(pk=order.pk)


def set_status(orders: Iterable[Order], status: Status) -> None:
    """Move the orders on; the pipeline refuses a step that may not follow."""
    for order in orders:
        order.set_status(status.value)
