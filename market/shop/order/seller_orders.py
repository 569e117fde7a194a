"""What one seller may see of orders: her own, from payment on. The buyer's address: `Order.address_for_seller`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet

from market.shop.order.models import Order, OrderStatusChange
from market.shop.order.status import OVER, SEEN_BY_SELLER

if TYPE_CHECKING:
    from market.shop.partner.models import Partner


def orders_of(partner: Partner) -> QuerySet[Order]:
    """Return the orders that this seller has to do with, newest first, with all that a list of them shows."""
    return _hers(partner).filter(status__in=SEEN_BY_SELLER)


def called_off_orders_of(partner: Partner) -> QuerySet[Order]:
    """Return what is off of the orders that she had to do with, newest first; what nobody paid she never saw."""
    return _hers(partner).filter(_is_off())


def known_orders_of(partner: Partner) -> QuerySet[Order]:
    """Return both, newest first."""
    return _hers(partner).filter(Q(status__in=SEEN_BY_SELLER) | _is_off())


def order_of(partner: Partner, number: str) -> Order:
    """Return one of this seller's orders. Raises Order.DoesNotExist when it is not hers, or was never paid."""
    return known_orders_of(partner).get(number=number)


def _is_off() -> Q:
    seen = OrderStatusChange.objects.filter(order=OuterRef("pk"), old_status__in=SEEN_BY_SELLER)
    return Q(status__in=OVER) & Q(Exists(seen))


def _hers(partner: Partner) -> QuerySet[Order]:
    return (
        Order.objects.filter(membership__seller=partner)
        .select_related("membership__group", "shipping_address", "delivery__service", "delivery__destination")
        .prefetch_related("lines__product", "parcels", "status_changes")
        .order_by("-date_placed", "-pk")
    )
