"""Whose rows an officer sees: those of the own regency, or all for the central office."""

from __future__ import annotations

from django.db.models import F, QuerySet, Sum
from oscar.core.loading import get_model

from market.accounts.models import User
from market.settlement.models import PaymentSplit


def orders_for(user: User) -> QuerySet:
    """Return the orders of the shops in the officer's regency, newest first."""
    orders = get_model("order", "Order").objects.select_related("shipping_address__country", "user")
    if user.regency_id:
        orders = orders.filter(lines__partner__village__district__regency_id=user.regency_id).distinct()
    return orders.order_by("-date_placed")


def money_of(orders: QuerySet) -> int:
    """Return what buyers' money came for these orders and stays, in whole rupiah; promises of cash are none."""
    shares = PaymentSplit.objects.filter(order__in=orders.order_by().values("pk"), payment__captured__gt=0)
    return int(shares.aggregate(sum=Sum(F("amount") - F("refund_asked")))["sum"] or 0)


def products_for(user: User, products: QuerySet) -> QuerySet:
    """Return those of the products that come from the officer's regency; a size belongs where its parent does."""
    if not user.regency_id:
        return products
    ours = get_model("catalogue", "Product").objects.filter(village__district__regency_id=user.regency_id)
    return products.filter(pk__in=ours.values("pk")) | products.filter(parent__in=ours.values("pk"))
