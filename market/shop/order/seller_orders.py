"""What one seller may see of orders: her own, from payment on. The buyer's address: `Order.address_for_seller`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from market.shop.order.models import Order
from market.shop.order.status import SEEN_BY_SELLER

if TYPE_CHECKING:
    from market.shop.partner.models import Partner


def orders_of(partner: Partner) -> QuerySet[Order]:
    """Return the orders that this seller has to do with, newest first, with all that a list of them shows."""
    return (
        Order.objects.filter(membership__seller=partner, status__in=SEEN_BY_SELLER)
        .select_related("membership__group", "shipping_address", "delivery__service", "delivery__destination")
        .prefetch_related("lines__product", "parcels", "status_changes")
        .order_by("-date_placed", "-pk")
    )


def order_of(partner: Partner, number: str) -> Order:
    """Return one of this seller's orders. Raises Order.DoesNotExist when it is not hers, or not paid yet."""
    return orders_of(partner).get(number=number)
